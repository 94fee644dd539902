//! What a reviewed file says: its lines as they'd be with all changes accepted, and with all rejected.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{Author, MOST_LINES, ReviewError};
use crate::{
    document::{NOTE, PICTURE, bind},
    file::{EXPORT_NAMESPACE, FROM_LEFT, property},
    package::{Package, parse},
};

/// A reviewed file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reviewed {
    /// The digits of the edition that was exported.
    pub(crate) base: Option<String>,
    pub(crate) page: String,
    pub(crate) language: String,
    pub(crate) day: Option<String>,
    /// What was exported, in its order; empty if the program that saved the file has dropped it.
    pub(crate) exported: Vec<Exported>,
    /// What each bookmark stands in if all changes are rejected.
    pub(crate) before: BTreeMap<String, String>,
    pub(crate) lines: Vec<Line>,
    pub(crate) comments: Vec<Comment>,
    /// The program that saved the file.
    pub(crate) program: String,
}

/// A paragraph as it was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exported {
    pub(crate) name: String,
    pub(crate) style: String,
    pub(crate) text: String,
}

/// A paragraph with all changes accepted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// The bookmarks that begin in it.
    pub(crate) names: Vec<String>,
    pub(crate) text: String,
    /// The name of its style.
    pub(crate) style: String,
    /// Words that became bold or italic, or no longer are: before and after.
    pub(crate) looks: Vec<(String, String, String)>,
    /// Who changed something of it.
    pub(crate) by: Vec<Author>,
    /// The cell that it stands in, by its place in the file.
    pub(crate) cell: usize,
}

/// A comment, and what it's about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comment {
    pub(crate) by: Author,
    pub(crate) text: String,
    /// The words that it's about.
    pub(crate) on: String,
    /// The bookmarks of the paragraphs that hold them.
    pub(crate) names: Vec<String>,
    pub(crate) is_done: bool,
    /// The comment that it answers, by its place.
    pub(crate) answers: Option<usize>,
}

/// Reads a file.
pub(crate) fn read(bytes: &[u8]) -> Result<Reviewed, ReviewError> {
    let package = Package::open(bytes)?;
    let properties = properties(&package)?;
    let (Some(page), Some(language)) = (properties.get(property::PAGE), properties.get(property::LANGUAGE)) else {
        return Err(ReviewError::NoExport);
    };
    let document = package.text(package.main_part())?;
    let tree = xml(&document, package.main_part())?;
    let mut reader = Reader { styles: styles(&package)?, notes: notes(&package)?, ..Reader::default() };
    let body = tree.root_element().children().find(|node| is(*node, "body")).ok_or(ReviewError::NoExport)?;
    reader.container(body, Change::Kept);
    let exported = exported(&package)?;
    let is_bound = reader.lines.iter().any(|line| !line.names.is_empty());
    if !is_bound && exported.is_empty() {
        return Err(ReviewError::NoExport);
    }
    let comments = comments(&package, &reader.ranges)?;
    let Reader { lines, before, .. } = reader;
    if lines.len() + comments.len() + exported.len() > MOST_LINES {
        return Err(ReviewError::TooMuch);
    }
    Ok(Reviewed {
        base: properties.get(property::BASE).cloned(),
        page: page.clone(),
        language: language.clone(),
        day: properties.get(property::DAY).cloned(),
        exported,
        before,
        lines,
        comments,
        program: program(&package),
    })
}

fn xml<'t>(text: &'t str, part: &str) -> Result<roxmltree::Document<'t>, ReviewError> {
    parse(text).map_err(|why| crate::package::PackageError::Xml { part: part.to_owned(), why }.into())
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// An attribute, whatever its namespace: strict files have another than transitional ones.
fn attribute<'n>(node: Node<'n, '_>, name: &str) -> Option<&'n str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

fn child<'n, 'i>(node: Node<'n, 'i>, name: &str) -> Option<Node<'n, 'i>> {
    node.children().find(|child| is(*child, name))
}

fn properties(package: &Package) -> Result<BTreeMap<String, String>, ReviewError> {
    let Some(part) = package.related("", "custom-properties").next() else { return Ok(BTreeMap::new()) };
    let text = package.text(part)?;
    let tree = xml(&text, part)?;
    let properties = tree.root_element().children().filter(|node| is(*node, "property"));
    Ok(properties
        .filter_map(|node| {
            let value = node.descendants().find_map(|node| node.text().map(str::to_owned)).unwrap_or_default();
            Some((attribute(node, "name")?.to_owned(), value))
        })
        .collect())
}

fn program(package: &Package) -> String {
    let part = package.related("", "extended-properties").next();
    let text = part.and_then(|part| package.text(part).ok()).unwrap_or_default();
    let Ok(tree) = parse(&text) else { return String::new() };
    tree.descendants().find(|node| is(*node, "Application")).and_then(|node| node.text()).unwrap_or_default().to_owned()
}

/// What the file keeps of its export: programs that don't know the part may drop it.
fn exported(package: &Package) -> Result<Vec<Exported>, ReviewError> {
    for part in package.related(package.main_part(), "customXml") {
        let Ok(text) = package.text(part) else { continue };
        let tree = xml(&text, part)?;
        let root = tree.root_element();
        if root.tag_name().namespace() != Some(EXPORT_NAMESPACE) {
            continue;
        }
        let texts = root.children().filter(|node| is(*node, "text"));
        return Ok(texts
            .filter_map(|node| {
                let text = node.text().unwrap_or_default().replace(FROM_LEFT, "");
                Some(Exported { name: attribute(node, "name")?.to_owned(), style: attribute(node, "style")?.to_owned(), text })
            })
            .collect());
    }
    Ok(Vec::new())
}

/// The names of the styles of paragraphs, by their ids.
fn styles(package: &Package) -> Result<BTreeMap<String, String>, ReviewError> {
    let Some(part) = package.related(package.main_part(), "styles").next() else { return Ok(BTreeMap::new()) };
    let text = package.text(part)?;
    let tree = xml(&text, part)?;
    let styles = tree.root_element().children().filter(|node| is(*node, "style"));
    Ok(styles
        .filter_map(|style| {
            let name = child(style, "name").and_then(|name| attribute(name, "val"))?;
            Some((attribute(style, "styleId")?.to_owned(), name.to_owned()))
        })
        .collect())
}

/// The words of notes. An export has none of Word's own: its notes are a list.
fn notes(package: &Package) -> Result<BTreeMap<(&'static str, String), String>, ReviewError> {
    let mut notes = BTreeMap::new();
    for (parts, kind) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        let Some(part) = package.related(package.main_part(), parts).next() else { continue };
        let text = package.text(part)?;
        let tree = xml(&text, part)?;
        for note in tree.root_element().children().filter(|node| is(*node, kind)) {
            let words: String = note.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text()).collect();
            if let Some(id) = attribute(note, "id") {
                notes.insert((kind, id.to_owned()), words);
            }
        }
    }
    Ok(notes)
}

/// What somebody did to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Kept,
    Inserted,
    Deleted,
    /// Inserted by somebody and deleted by somebody: it stands neither before nor after.
    Neither,
}

impl Change {
    fn and(self, inner: Self) -> Self {
        match (self, inner) {
            (Self::Kept, other) | (other, Self::Kept) => other,
            (Self::Inserted, Self::Inserted) => Self::Inserted,
            (Self::Deleted, Self::Deleted) => Self::Deleted,
            _ => Self::Neither,
        }
    }

    fn is_after(self) -> bool {
        matches!(self, Self::Kept | Self::Inserted)
    }

    fn is_before(self) -> bool {
        matches!(self, Self::Kept | Self::Deleted)
    }
}

/// The words that a comment is about, and the bookmarks of their paragraphs.
#[derive(Debug, Clone, Default)]
struct Range {
    words: String,
    names: Vec<String>,
    is_open: bool,
}

#[derive(Debug, Default)]
struct Reader {
    styles: BTreeMap<String, String>,
    /// The words of footnotes and endnotes, by their kind and id: those that reviewers put in.
    notes: BTreeMap<(&'static str, String), String>,
    lines: Vec<Line>,
    before: BTreeMap<String, String>,
    ranges: BTreeMap<String, Range>,
    /// The line that goes on, with changes accepted and with them rejected.
    after: Line,
    rejected: Line,
    /// The bookmark that was last met: what stands after it belongs to its paragraph.
    last_name: Option<String>,
    cells: usize,
    cell: usize,
}

impl Reader {
    /// What stands in the body, in a cell or in anything that may stand around paragraphs.
    fn container(&mut self, node: Node<'_, '_>, change: Change) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child, change),
                "tbl" => {
                    self.end_both();
                    for row in rows(child) {
                        let change = change.and(row_change(row));
                        for cell in row.descendants().filter(|node| is(*node, "tc") && nearest(*node, "tr") == Some(row)) {
                            let around = self.cell;
                            self.cells += 1;
                            self.cell = self.cells;
                            self.container(cell, change);
                            self.end_both();
                            self.cell = around;
                        }
                    }
                }
                "ins" | "moveTo" | "del" | "moveFrom" => self.container(child, change.and(kind(child))),
                "bookmarkStart" => self.bookmark(child, change),
                "commentRangeStart" | "commentRangeEnd" => self.range(child),
                "sectPr" | "tcPr" => {}
                _ => self.container(child, change),
            }
        }
        if is(node, "body") {
            self.end_both();
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>, change: Change) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|properties| child(properties, "pStyle")).and_then(|style| attribute(style, "val"));
        let style = style.map_or("Normal", |id| self.styles.get(id).map_or(id, |name| &**name)).to_owned();
        self.after.cell = self.cell;
        // A comment may begin before the bookmark of its paragraph.
        let mut own = node.descendants().filter(|node| is(*node, "bookmarkStart")).filter_map(|node| attribute(node, "name"));
        if let Some(own) = own.find(|name| bind::is_name(name)) {
            self.last_name = Some(own.to_owned());
        }
        self.content(node, change);
        // The mark at the end of the paragraph may be inserted or deleted as well: so paragraphs are split and joined.
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        let mut of_mark = change;
        for piece in mark.into_iter().flat_map(|mark| mark.children()).filter(Node::is_element) {
            let kind = kind(piece);
            if kind != Change::Kept {
                of_mark = of_mark.and(kind);
                self.changed_by(piece);
            }
        }
        if let Some(changed) = properties.and_then(|properties| child(properties, "pPrChange")) {
            self.changed_by(changed);
        }
        self.after.style = style.clone();
        self.rejected.style = style;
        if of_mark.is_after() {
            self.end_after();
        }
        if of_mark.is_before() {
            self.end_rejected();
        }
    }

    fn content(&mut self, node: Node<'_, '_>, change: Change) {
        for piece in node.children().filter(Node::is_element) {
            match piece.tag_name().name() {
                "pPr" | "rPr" | "instrText" | "delInstrText" => {}
                "drawing" | "pict" | "object" => {
                    self.text(PICTURE, change);
                    // A text box: its words stand nowhere else.
                    for words in piece.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text()) {
                        self.text(&format!(" {words}"), change);
                    }
                }
                "sym" => self.text(PICTURE, change),
                "footnoteReference" | "endnoteReference" => {
                    let kind = if is(piece, "footnoteReference") { "footnote" } else { "endnote" };
                    let words = attribute(piece, "id").and_then(|id| self.notes.get(&(kind, id.to_owned()))).cloned().unwrap_or_default();
                    self.text(&format!("{NOTE}{words}"), change);
                }
                "r" => {
                    self.formatted(piece);
                    self.content(piece, change);
                }
                "ins" | "moveTo" | "del" | "moveFrom" => {
                    self.changed_by(piece);
                    self.content(piece, change.and(kind(piece)));
                }
                "t" | "delText" => self.text(piece.text().unwrap_or_default(), change),
                "br" | "cr" => self.text("\n", change),
                "tab" => self.text(" ", change),
                "noBreakHyphen" => self.text("\u{2011}", change),
                "bookmarkStart" => self.bookmark(piece, change),
                "commentRangeStart" | "commentRangeEnd" => self.range(piece),
                "commentReference" => {
                    // A comment on a place, and not on words.
                    let name = self.last_name.clone();
                    if let Some(id) = attribute(piece, "id") {
                        let range = self.ranges.entry(id.to_owned()).or_default();
                        if range.names.is_empty() {
                            range.names.extend(name);
                        }
                    }
                }
                "AlternateContent" => {
                    // A thing that is there twice, for older programs.
                    if let Some(choice) = child(piece, "Choice") {
                        self.content(choice, change);
                    }
                }
                _ => self.content(piece, change),
            }
        }
    }

    fn text(&mut self, text: &str, change: Change) {
        let text = text.replace(FROM_LEFT, "");
        if change.is_after() {
            self.after.text.push_str(&text);
        }
        if change.is_before() {
            self.rejected.text.push_str(&text);
        }
        if change != Change::Neither {
            for range in self.ranges.values_mut().filter(|range| range.is_open) {
                range.words.push_str(&text);
            }
        }
    }

    fn bookmark(&mut self, node: Node<'_, '_>, change: Change) {
        let Some(name) = attribute(node, "name").filter(|name| bind::is_name(name)) else { return };
        let name = name.to_owned();
        if change.is_before() {
            self.rejected.names.push(name.clone());
        }
        self.after.names.push(name.clone());
        for range in self.ranges.values_mut().filter(|range| range.is_open) {
            range.names.push(name.clone());
        }
        self.last_name = Some(name);
    }

    fn range(&mut self, node: Node<'_, '_>) {
        let Some(id) = attribute(node, "id") else { return };
        let is_start = is(node, "commentRangeStart");
        let name = self.last_name.clone();
        let range = self.ranges.entry(id.to_owned()).or_default();
        range.is_open = is_start;
        if is_start {
            range.names.extend(name);
        }
    }

    /// Notes that somebody made words bold or italic, or no longer so.
    fn formatted(&mut self, run: Node<'_, '_>) {
        let Some(now) = child(run, "rPr") else { return };
        let Some(changed) = child(now, "rPrChange") else { return };
        let before = child(changed, "rPr");
        let has = |properties: Option<Node<'_, '_>>, name: &str| {
            let mark = properties.and_then(|properties| child(properties, name));
            mark.is_some_and(|mark| !matches!(attribute(mark, "val"), Some("0" | "false" | "off")))
        };
        let words: String = run.children().filter(|node| is(*node, "t")).filter_map(|node| node.text()).collect();
        for (name, look) in [("b", "bold"), ("i", "italic")] {
            let (before, now) = (has(before, name), has(Some(now), name));
            if before != now && !words.trim().is_empty() {
                self.changed_by(changed);
                let plain = "plain".to_owned();
                let look = look.to_owned();
                let (from, to) = if now { (plain, look) } else { (look, plain) };
                self.after.looks.push((words.clone(), from, to));
            }
        }
    }

    fn changed_by(&mut self, node: Node<'_, '_>) {
        let author = author(node);
        if !self.after.by.contains(&author) {
            self.after.by.push(author);
        }
    }

    fn end_after(&mut self) {
        let line = std::mem::take(&mut self.after);
        self.lines.push(line);
        self.after.cell = self.cell;
    }

    fn end_rejected(&mut self) {
        let line = std::mem::take(&mut self.rejected);
        if let [name] = &line.names[..] {
            self.before.insert(name.clone(), line.text);
        }
    }

    /// A cell ends, or the body: so does the line, whatever its mark says.
    fn end_both(&mut self) {
        if !self.after.text.is_empty() || !self.after.names.is_empty() {
            self.end_after();
        }
        if !self.rejected.text.is_empty() || !self.rejected.names.is_empty() {
            self.end_rejected();
        }
    }
}

/// The rows of a table, those in controls too, but not those of tables inside it.
fn rows<'n, 'i>(table: Node<'n, 'i>) -> Vec<Node<'n, 'i>> {
    table.descendants().filter(|node| is(*node, "tr") && nearest(*node, "tbl") == Some(table)).collect()
}

fn nearest<'n, 'i>(node: Node<'n, 'i>, name: &str) -> Option<Node<'n, 'i>> {
    node.ancestors().skip(1).find(|ancestor| is(*ancestor, name))
}

fn row_change(row: Node<'_, '_>) -> Change {
    let properties = child(row, "trPr");
    let kinds = properties.into_iter().flat_map(|properties| properties.children()).filter(Node::is_element).map(kind);
    kinds.fold(Change::Kept, Change::and)
}

fn kind(node: Node<'_, '_>) -> Change {
    match node.tag_name().name() {
        "ins" | "moveTo" => Change::Inserted,
        "del" | "moveFrom" => Change::Deleted,
        _ => Change::Kept,
    }
}

fn author(node: Node<'_, '_>) -> Author {
    // The day: Word writes local time and says that it's UTC.
    let date = attribute(node, "dateUtc").or_else(|| attribute(node, "date")).and_then(|date| date.get(..10));
    Author { name: attribute(node, "author").unwrap_or_default().to_owned(), date: date.map(str::to_owned) }
}

fn comments(package: &Package, ranges: &BTreeMap<String, Range>) -> Result<Vec<Comment>, ReviewError> {
    let Some(part) = package.related(package.main_part(), "comments").next() else { return Ok(Vec::new()) };
    let text = package.text(part)?;
    let tree = xml(&text, part)?;
    let mut all = Vec::new();
    // Paragraphs of comments, by which the other part names them.
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for node in tree.root_element().children().filter(|node| is(*node, "comment")) {
        let paragraphs: Vec<Node<'_, '_>> = node.descendants().filter(|node| is(*node, "p")).collect();
        let texts = paragraphs.iter().map(|paragraph| {
            let pieces = paragraph.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text());
            pieces.collect::<String>()
        });
        let text = texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" / ");
        for id in paragraphs.iter().filter_map(|paragraph| attribute(*paragraph, "paraId")) {
            places.insert(id.to_owned(), all.len());
        }
        let range = attribute(node, "id").and_then(|id| ranges.get(id)).cloned().unwrap_or_default();
        let Range { words, names, is_open: _ } = range;
        all.push(Comment { by: author(node), text, on: words.trim().to_owned(), names, is_done: false, answers: None });
    }
    if let Some(part) = package.related(package.main_part(), "commentsExtended").next() {
        let text = package.text(part)?;
        let tree = xml(&text, part)?;
        for node in tree.root_element().children().filter(Node::is_element) {
            let Some(place) = attribute(node, "paraId").and_then(|id| places.get(id)) else { continue };
            all[*place].is_done = matches!(attribute(node, "done"), Some("1" | "true"));
            all[*place].answers = attribute(node, "paraIdParent").and_then(|id| places.get(id)).copied();
        }
    }
    Ok(all)
}
