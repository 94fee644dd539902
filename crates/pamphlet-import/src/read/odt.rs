//! OpenDocument texts, as LibreOffice saves them.

use std::{collections::BTreeMap, sync::Arc};

use pamphlet_docx::package::{Archive, PackageError, parse};
use roxmltree::Node;

use crate::{
    draft::{
        Alternative, BoxKind, Boxed, Cell, Certainty, Draft, Dropped, Face, Heading, Item, Marker, Note, Paragraph, Picture, Piece, Place,
        Remark, RemarkKind, Role, Row, Run, Table, Text, What, is_blank, plain, push, words,
    },
    proof::Counted,
    read::symbols,
};

/// Reads a text, and counts its words.
pub(crate) fn read(bytes: &[u8]) -> Result<(Draft, Counted), PackageError> {
    let archive = Archive::open(bytes)?;
    let content = archive.text("content.xml").map_err(|error| match error {
        PackageError::Missing { .. } => PackageError::NoMainPart,
        error => error,
    })?;
    let broken = |part: &str| {
        let part = part.to_owned();
        move |why| PackageError::Xml { part, why }
    };
    let content = parse(&content).map_err(broken("content.xml"))?;
    let shared = archive.text("styles.xml").unwrap_or_else(|_| "<none/>".to_owned());
    let shared = parse(&shared).map_err(broken("styles.xml"))?;
    let mut styles = Styles::default();
    styles.read(shared.root_element());
    styles.read(content.root_element());
    let body =
        content.root_element().descendants().find(|node| is(*node, "text") && node.parent().is_some_and(|parent| is(parent, "body")));
    let body = body.ok_or(PackageError::NoMainPart)?;
    let mut draft = Draft::default();
    let mut counted = Counted::default();
    let mut reader = Reader {
        archive: &archive,
        styles: &styles,
        part: "content.xml".into(),
        paragraph: 0,
        draft: &mut draft,
        deletions: BTreeMap::new(),
    };
    counted.add(&reader.part, &counted_text(body));
    let mut pieces = Vec::new();
    reader.blocks(body, &mut pieces);
    let mut deletions = std::mem::take(&mut reader.deletions);
    deletions.retain(|_, remark| !remark.is_empty());
    pieces.extend(deletions.into_values().flatten());
    reader.part = "styles.xml".into();
    reader.paragraph = 0;
    let mut margins = Vec::new();
    for margin in shared.root_element().descendants().filter(|node| is_margin(*node)) {
        counted.add(&reader.part, &counted_text(margin));
        reader.blocks(margin, &mut margins);
    }
    draft.body = pieces;
    draft.margins = margins;
    draft.facts.language = styles.language;
    if let Ok(meta) = archive.text("meta.xml")
        && let Ok(meta) = parse(&meta)
    {
        let title = meta.descendants().find(|node| is(*node, "title")).and_then(|node| node.text());
        draft.facts.title = title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    }
    if archive.names().any(|name| name.starts_with("Basic/") || name.starts_with("Scripts/")) {
        draft.notices.push("the file holds macros; they were neither run nor taken over".to_owned());
    }
    Ok((draft, counted))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

fn is_margin(node: Node<'_, '_>) -> bool {
    node.parent().is_some_and(|parent| is(parent, "master-page"))
        && matches!(node.tag_name().name(), "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first")
}

/// Elements whose text isn't that of the document: who commented and when, the number of a note, what a picture shows.
const ASIDE: &[&str] =
    &["creator", "date-string", "note-citation", "binary-data", "sequence-decls", "variable-decls", "user-field-decls", "forms", "desc"];

/// Whether text below an element isn't the document's. A date may be a field of the text, or that of a comment.
fn is_aside(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    let is_dublin_core = node.tag_name().namespace().is_some_and(|space| space.contains("purl.org/dc"));
    ASIDE.contains(&name)
        || name.ends_with("-source")
        || is_dublin_core && name == "date"
        || name == "title"
            && node.parent().is_some_and(|parent| is(parent, "frame") || parent.tag_name().name().starts_with("custom-shape"))
}

/// All text, by the simplest rule.
fn counted_text(root: Node<'_, '_>) -> String {
    let mut out = String::new();
    for node in root.descendants() {
        if node.is_element()
            && matches!(node.tag_name().name(), "p" | "h" | "tab" | "line-break" | "s" | "table-cell" | "note" | "annotation")
        {
            out.push(' ');
        }
        if let Some(text) = node.text().filter(|_| node.is_text())
            && !node.ancestors().any(is_aside)
        {
            out.push_str(text);
        }
    }
    out
}

#[derive(Debug, Default)]
struct Styles {
    styles: BTreeMap<String, Style>,
    /// Whether a level of a list has bullets or numbers, and the first number.
    lists: BTreeMap<(String, u8), Marker>,
    language: Option<String>,
}

#[derive(Debug, Default, Clone)]
struct Style {
    parent: Option<String>,
    is_bold: Option<bool>,
    is_italic: Option<bool>,
    is_hidden: Option<bool>,
    size: Option<u16>,
    language: Option<String>,
    typeface: Option<String>,
}

impl Styles {
    fn read(&mut self, root: Node<'_, '_>) {
        for node in root.descendants() {
            match node.tag_name().name() {
                "default-style" if attribute(node, "family") == Some("paragraph") => {
                    let style = Style::read(node);
                    self.language = self.language.take().or(style.language.clone());
                    self.styles.insert(String::new(), style);
                }
                "style" => {
                    if let Some(name) = attribute(node, "name") {
                        self.styles.insert(name.to_owned(), Style::read(node));
                    }
                }
                "list-level-style-bullet" | "list-level-style-number" => {
                    let list = node.parent().and_then(|list| attribute(list, "name"));
                    let level = attribute(node, "level").and_then(|level| level.parse().ok()).unwrap_or(1_u8);
                    let Some(list) = list else { continue };
                    let start = attribute(node, "start-value").and_then(|start| start.parse().ok()).unwrap_or(1);
                    let sign = attribute(node, "bullet-char").unwrap_or_default();
                    let marker = if is(node, "list-level-style-number") {
                        Marker::Number(start)
                    } else {
                        crate::shape::bullets::marker(sign).unwrap_or(Marker::Bullet)
                    };
                    self.lists.insert((list.to_owned(), level), marker);
                }
                _ => {}
            }
        }
    }

    fn chain<'s>(&'s self, name: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let get = |name: &'s str| self.styles.get(name).map(|style| (name, style));
        std::iter::successors(name.and_then(get), move |(_, style)| style.parent.as_deref().and_then(get)).take(30)
    }

    /// What a style and those above it say, the nearest first.
    fn looks(&self, name: Option<&str>) -> Style {
        self.chain(name).fold(Style::default(), |looks, (_, style)| looks.or(style))
    }

    /// Whether a style is, or is made from, one of a name. Spaces are written `_20_`.
    fn is_made_from(&self, name: Option<&str>, wanted: &[&str]) -> bool {
        self.chain(name).any(|(name, _)| wanted.contains(&&*name.replace("_20_", " ").to_lowercase()))
    }
}

impl Style {
    fn read(node: Node<'_, '_>) -> Self {
        let of = |name: &str| node.children().filter(|node| is(*node, "text-properties")).find_map(|node| attribute(node, name));
        let language = of("language").filter(|language| *language != "none" && *language != "zxx");
        Self {
            parent: attribute(node, "parent-style-name").map(str::to_owned),
            is_bold: of("font-weight").map(|weight| weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)),
            is_italic: of("font-style").map(|style| style == "italic" || style == "oblique"),
            is_hidden: of("display").map(|display| display == "none"),
            size: of("font-size").and_then(|size| size.strip_suffix("pt")).and_then(|size| size.parse::<f32>().ok()).map(half_points),
            language: language.map(|language| match of("country").filter(|country| *country != "none") {
                Some(country) => format!("{language}-{country}"),
                None => language.to_owned(),
            }),
            typeface: of("font-name").or_else(|| of("font-family")).map(str::to_owned),
        }
    }

    fn or(self, other: &Self) -> Self {
        Self {
            parent: None,
            is_bold: self.is_bold.or(other.is_bold),
            is_italic: self.is_italic.or(other.is_italic),
            is_hidden: self.is_hidden.or(other.is_hidden),
            size: self.size.or(other.size),
            language: self.language.or_else(|| other.language.clone()),
            typeface: self.typeface.or_else(|| other.typeface.clone()),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the number is clamped")]
fn half_points(points: f32) -> u16 {
    (points * 2.0).clamp(0.0, 1000.0) as u16
}

struct Reader<'r> {
    archive: &'r Archive,
    styles: &'r Styles,
    part: Arc<str>,
    paragraph: usize,
    draft: &'r mut Draft,
    /// What was deleted and not decided on, by the name under which the text marks its place.
    deletions: BTreeMap<String, Vec<Piece>>,
}

/// A paragraph while it's read.
#[derive(Default)]
struct Open {
    text: Text,
    size: u16,
    after: Vec<Piece>,
}

const MACHINE: &str = "a page number, or a line of contents that the program makes itself";

impl Reader<'_> {
    fn here(&self) -> Place {
        Place { part: Arc::clone(&self.part), paragraph: self.paragraph.max(1) }
    }

    fn blocks(&mut self, node: Node<'_, '_>, out: &mut Vec<Piece>) {
        for node in node.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" | "h" => self.paragraph(node, out),
                "list" => self.list(node, attribute(node, "style-name"), 1, out),
                "table" => self.table(node, out),
                "frame" | "custom-shape" | "g" | "rect" | "ellipse" | "polygon" | "line" | "page" => {
                    let mut open = Open::default();
                    self.drawing(node, &mut open);
                    out.extend(open.after);
                }
                "tracked-changes" => self.changes(node),
                "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index" => {
                    let mut contents = Vec::new();
                    self.blocks(node, &mut contents);
                    let said: Vec<(Place, String)> = contents.iter().flat_map(leaves).collect();
                    self.draft.dropped.extend(said.into_iter().map(|(from, text)| Dropped { from, text, why: MACHINE }));
                }
                name if ASIDE.contains(&name) || name.ends_with("-source") => {}
                _ => self.blocks(node, out),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>, out: &mut Vec<Piece>) {
        self.paragraph += 1;
        let from = self.here();
        let style = attribute(node, "style-name");
        let open = self.open(node);
        if !is_blank(&open.text) {
            let (text, size) = (open.text, open.size);
            let what = if self.styles.is_made_from(style, &["title"]) {
                What::Heading(Heading { level: 0, text, certainty: Certainty::Stated, size })
            } else if is(node, "h") {
                let level = attribute(node, "outline-level").and_then(|level| level.parse().ok()).unwrap_or(1_u8);
                What::Heading(Heading { level: level.clamp(1, 9), text, certainty: Certainty::Stated, size })
            } else {
                let role = if self.styles.is_made_from(style, &["subtitle"]) {
                    Role::Subtitle
                } else if self.styles.is_made_from(style, &["caption", "figure", "illustration", "table caption"]) {
                    Role::Caption
                } else if self.styles.is_made_from(style, &["quotations"]) {
                    Role::Quote
                } else {
                    Role::Text
                };
                What::Paragraph(Paragraph { text, size, role })
            };
            out.push(Piece { from, what });
        }
        out.extend(open.after);
    }

    fn open(&mut self, node: Node<'_, '_>) -> Open {
        let looks = self.styles.looks(attribute(node, "style-name"));
        let mut open = Open::default();
        self.inlines(node, &looks, None, &mut open);
        open
    }

    fn inlines(&mut self, node: Node<'_, '_>, looks: &Style, link: Option<&Arc<str>>, open: &mut Open) {
        for node in node.children() {
            if let Some(text) = node.text().filter(|_| node.is_text()) {
                self.say(text, looks, link, open);
                continue;
            }
            if !node.is_element() {
                continue;
            }
            match node.tag_name().name() {
                "span" => {
                    let own = self.styles.looks(attribute(node, "style-name")).or(looks);
                    self.inlines(node, &own, link, open);
                }
                "a" => {
                    let to = attribute(node, "href").filter(|to| to.starts_with("http")).map(Arc::from);
                    self.inlines(node, looks, to.as_ref(), open);
                }
                "s" => self.say(" ", looks, link, open),
                "tab" => self.say("\t", looks, link, open),
                "line-break" => open.text.push(Run::Break),
                "page-number" | "page-count" | "bookmark-ref" => self.drop_all(node, MACHINE),
                "note" => self.note(node, open),
                "annotation" => self.annotation(node, open),
                "frame" | "custom-shape" | "g" | "rect" | "ellipse" | "polygon" | "line" => self.drawing(node, open),
                "change" => {
                    let deleted = attribute(node, "change-id").and_then(|id| self.deletions.remove(id));
                    open.after.extend(deleted.into_iter().flatten());
                }
                "change-start" => {
                    // What was inserted stands in the text.
                    let inserted = attribute(node, "change-id").and_then(|id| self.deletions.remove(&format!("+{id}")));
                    open.after.extend(inserted.into_iter().flatten());
                }
                "list" => {
                    let mut inner = Vec::new();
                    self.list(node, attribute(node, "style-name"), 1, &mut inner);
                    open.after.extend(inner);
                }
                "p" | "h" => {
                    let mut inner = Vec::new();
                    self.paragraph(node, &mut inner);
                    open.after.extend(inner);
                }
                name if ASIDE.contains(&name) => {}
                _ => self.inlines(node, looks, link, open),
            }
        }
    }

    fn say(&mut self, said: &str, looks: &Style, link: Option<&Arc<str>>, open: &mut Open) {
        let said: String = said.chars().filter(|c| *c != '\u{ad}').map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
        if looks.is_hidden == Some(true) {
            let from = self.here();
            return self.draft.dropped.push(Dropped { from, text: said, why: "hidden text" });
        }
        open.size = open.size.max(looks.size.unwrap_or(0));
        let face = Face {
            is_strong: looks.is_bold == Some(true),
            is_emphasis: looks.is_italic == Some(true),
            link: link.cloned(),
            language: looks.language.as_deref().map(Into::into),
        };
        let typeface = looks.typeface.as_deref().filter(|typeface| symbols::is_symbolic(typeface));
        let mut shown = String::with_capacity(said.len());
        for c in said.chars() {
            match typeface.and_then(|typeface| symbols::shown(typeface, c)).or_else(|| symbols::guessed(c)) {
                Some(sign) => {
                    shown.push(sign);
                    if c.is_alphanumeric() {
                        let from = self.here();
                        self.draft.dropped.push(Dropped { from, text: format!("{c} "), why: "a letter that stands for a sign" });
                    }
                }
                None => shown.push(c),
            }
        }
        push(&mut open.text, &shown, &face);
    }

    fn drop_all(&mut self, node: Node<'_, '_>, why: &'static str) {
        let text = counted_text(node);
        if text.chars().any(char::is_alphanumeric) {
            let from = self.here();
            self.draft.dropped.push(Dropped { from, text, why });
        }
    }

    fn note(&mut self, node: Node<'_, '_>, open: &mut Open) {
        let mut pieces = Vec::new();
        for body in node.children().filter(|node| is(*node, "note-body")) {
            self.blocks(body, &mut pieces);
        }
        let text = in_one(&pieces);
        if !is_blank(&text) {
            open.text.push(Run::Note(Note { from: self.here(), text }));
        }
    }

    fn annotation(&mut self, node: Node<'_, '_>, open: &mut Open) {
        let value = |name| node.children().find(|node| is(*node, name)).and_then(|node| node.text()).unwrap_or_default();
        let (author, date) = (value("creator").to_owned(), value("date").split('T').next().unwrap_or_default().to_owned());
        let mut pieces = Vec::new();
        self.blocks(node, &mut pieces);
        let remark = Remark { kind: RemarkKind::Comment, author, date, text: in_one(&pieces) };
        open.after.push(Piece { from: self.here(), what: What::Remark(remark) });
    }

    /// What was changed and not decided on stands at the beginning of the file; the text marks its places.
    fn changes(&mut self, node: Node<'_, '_>) {
        for region in node.children().filter(|node| is(*node, "changed-region")) {
            let Some(id) = attribute(region, "id") else { continue };
            for change in region.children().filter(Node::is_element) {
                let info = change.children().find(|node| is(*node, "change-info"));
                let value = |name| {
                    info.and_then(|info| info.children().find(|node| is(*node, name))).and_then(|node| node.text()).unwrap_or_default()
                };
                let (author, date) = (value("creator").to_owned(), value("date").split('T').next().unwrap_or_default().to_owned());
                let (kind, key) = match change.tag_name().name() {
                    "deletion" => (RemarkKind::Deleted, id.to_owned()),
                    "insertion" => (RemarkKind::Inserted, format!("+{id}")),
                    _ => continue,
                };
                let mut pieces = Vec::new();
                self.blocks(change, &mut pieces);
                let text = if kind == RemarkKind::Deleted { in_one(&pieces) } else { Text::new() };
                if kind == RemarkKind::Inserted || !is_blank(&text) {
                    let piece = Piece { from: self.here(), what: What::Remark(Remark { kind, author, date, text }) };
                    self.deletions.insert(key, vec![piece]);
                }
            }
        }
    }

    fn drawing(&mut self, node: Node<'_, '_>, open: &mut Open) {
        let described = node.descendants().find(|node| is(*node, "desc") || is(*node, "title")).and_then(|node| node.text()).map(str::trim);
        let alternative = match described {
            Some(words) if !words.is_empty() => Alternative::Text(words.to_owned()),
            Some(_) | None if attribute(node, "decorative") == Some("true") => Alternative::Decorative,
            Some(_) | None => Alternative::Missing,
        };
        let mut body = Vec::new();
        let mut has_picture = false;
        for inner in node.children().filter(Node::is_element) {
            match inner.tag_name().name() {
                // A drawing and its replacement as dots are one picture.
                "image" if !has_picture => {
                    let Some(file) = attribute(inner, "href").map(|file| file.trim_start_matches("./").to_owned()) else { continue };
                    if let Some(bytes) = self.archive.get(&file) {
                        self.draft.pictures.insert(file.clone(), bytes.to_vec());
                    }
                    has_picture = true;
                    open.after.push(Piece {
                        from: self.here(),
                        what: What::Picture(Picture { file, alternative: alternative.clone(), caption: None }),
                    });
                }
                "image" | "desc" | "title" => {}
                "text-box" => self.blocks(inner, &mut body),
                "frame" | "custom-shape" | "g" | "rect" | "ellipse" => self.drawing(inner, open),
                "object" | "object-ole" => {
                    self.draft.notices.push("the file holds an object of another program, which wasn’t taken over".to_owned());
                    open.after.push(Piece { from: self.here(), what: What::Unreadable(String::new()) });
                }
                "p" | "h" => self.paragraph(inner, &mut body),
                "list" => self.list(inner, attribute(inner, "style-name"), 1, &mut body),
                _ => self.blocks(inner, &mut body),
            }
        }
        if !body.is_empty() {
            open.after.push(Piece { from: self.here(), what: What::Box(Boxed { kind: BoxKind::Plain, heading: None, body }) });
        }
    }

    fn list(&mut self, node: Node<'_, '_>, style: Option<&str>, level: u8, out: &mut Vec<Piece>) {
        let known = style.and_then(|style| self.styles.lists.get(&(style.to_owned(), level)));
        let marker = known.copied().unwrap_or(Marker::Bullet);
        let list = node.id().get();
        // A list that goes on is one with that before it.
        let list = if attribute(node, "continue-numbering") == Some("true") || level > 1 { 0 } else { list };
        for item in node.children().filter(Node::is_element) {
            let mut text = Text::new();
            let mut size = 0;
            let mut after = Vec::new();
            for inner in item.children().filter(Node::is_element) {
                match inner.tag_name().name() {
                    // A list may hold nothing but a heading that is numbered.
                    "h" => self.paragraph(inner, &mut after),
                    "p" => {
                        self.paragraph += 1;
                        let open = self.open(inner);
                        if !is_blank(&text) && !is_blank(&open.text) {
                            text.push(Run::Break);
                        }
                        text.extend(open.text);
                        size = size.max(open.size);
                        after.extend(open.after);
                    }
                    "list" => {
                        let style = attribute(inner, "style-name").or(style);
                        self.list(inner, style, level.saturating_add(1).min(9), &mut after);
                    }
                    "number" => self.drop_all(inner, "the number of an item"),
                    _ => self.blocks(inner, &mut after),
                }
            }
            if !is_blank(&text) {
                out.push(Piece { from: self.here(), what: What::Item(Item { level: level - 1, marker, list, text }) });
            }
            out.extend(after);
        }
    }

    fn table(&mut self, node: Node<'_, '_>, out: &mut Vec<Piece>) {
        let from = self.here();
        let mut rows = Vec::new();
        self.rows(node, false, &mut rows, out);
        out.push(Piece { from, what: What::Table(Table { caption: None, rows }) });
    }

    fn rows(&mut self, node: Node<'_, '_>, is_header: bool, rows: &mut Vec<Row>, out: &mut Vec<Piece>) {
        for node in node.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "table-header-rows" => self.rows(node, true, rows, out),
                "table-rows" | "table-row-group" => self.rows(node, is_header, rows, out),
                "table-row" => {
                    let mut cells = Vec::new();
                    for cell in node.children().filter(|node| matches!(node.tag_name().name(), "table-cell" | "covered-table-cell")) {
                        let mut pieces = Vec::new();
                        self.blocks(cell, &mut pieces);
                        let columns = attribute(cell, "number-columns-spanned").and_then(|columns| columns.parse().ok()).unwrap_or(1_usize);
                        let is_covered = is(cell, "covered-table-cell");
                        // The cells that another covers in its row are counted by it.
                        let is_counted = is_covered && cells.last().is_some_and(|last: &Cell| last.columns > 1);
                        if !is_counted || !pieces.is_empty() {
                            cells.push(Cell { pieces, columns: columns.clamp(1, 64), is_merged: is_covered });
                        }
                    }
                    rows.push(Row { cells, is_header });
                }
                "table-column" | "table-columns" | "table-header-columns" | "table-column-group" | "table-source" => {}
                _ => self.blocks(node, out),
            }
        }
    }
}

fn leaves(piece: &Piece) -> Vec<(Place, String)> {
    let mut all = Vec::new();
    piece.leaves(&mut |from, text| all.push((from.clone(), text)));
    all
}

/// Pieces as one text, each on a line of its own.
fn in_one(pieces: &[Piece]) -> Text {
    let mut text = Text::new();
    for piece in pieces {
        if !text.is_empty() {
            text.push(Run::Break);
        }
        match &piece.what {
            What::Paragraph(paragraph) => text.extend(paragraph.text.clone()),
            What::Item(item) => text.extend(item.text.clone()),
            _ => text.extend(words(plain(&words(&piece.said())).trim())),
        }
    }
    text
}
