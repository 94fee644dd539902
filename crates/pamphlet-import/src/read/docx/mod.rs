//! Word files.

mod paragraph;
mod pictures;
mod styles;
mod tables;
mod xml;

use std::{collections::BTreeMap, sync::Arc};

use pamphlet_docx::package::{Package, PackageError, Target, parse};
use roxmltree::Node;

use self::{
    styles::{Lists, Looks, Styles},
    xml::{attribute, child},
};
use crate::{
    draft::{Draft, Dropped, Note, Piece, Place, Remark, RemarkKind, Run, Text, What, words},
    proof::Counted,
};

/// Reads a Word file: the draft, and the words that a simpler reader counted in each part.
pub(crate) fn read(bytes: &[u8]) -> Result<(Draft, Counted), PackageError> {
    let package = Package::open(bytes)?;
    if !package.is_word() {
        return Err(PackageError::NoMainPart);
    }
    let main = package.main_part().to_owned();
    let mut counted = Counted::default();
    let mut file = File { package: &package, ..File::empty(&package) };
    file.with_part(&main, "styles", &mut |file, root, _| file.styles = Styles::read(root))?;
    file.with_part(&main, "numbering", &mut |file, root, _| file.lists = Lists::read(root))?;
    for (kind, name) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        file.with_part(&main, kind, &mut |file, root, part| {
            counted.count(part, root);
            let mut reader = Reader::new(file, part);
            let notes = of_each(&mut reader, root, name);
            let left = reader.finish();
            file.take(left);
            for (node, pieces) in notes {
                let id = attribute(node, "id").unwrap_or_default().to_owned();
                file.notes.entry((name, id)).or_default().extend(pieces);
            }
        })?;
    }
    file.with_part(&main, "comments", &mut |file, root, part| {
        counted.count(part, root);
        let mut reader = Reader::new(file, part);
        let comments = of_each(&mut reader, root, "comment");
        let left = reader.finish();
        file.take(left);
        for (node, pieces) in comments {
            let value = |name| attribute(node, name).unwrap_or_default().to_owned();
            // Two comments of one id are both said where the first is.
            let comment = Comment { author: value("author"), date: day(&value("date")), pieces: Vec::new() };
            file.comments.entry(value("id")).or_insert(comment).pieces.extend(pieces);
        }
    })?;
    let mut drafted = Vec::new();
    file.with_part_named(&main, &mut |file, root, part| {
        counted.count(part, root);
        let mut reader = Reader::new(file, part);
        reader.blocks(root, &mut drafted);
        let left = reader.finish();
        file.take(left);
    })?;
    let mut margins = Vec::new();
    for kind in ["header", "footer"] {
        let names: Vec<String> = package.related(&main, kind).map(str::to_owned).collect();
        for name in names {
            file.with_part_named(&name, &mut |file, root, part| {
                counted.count(part, root);
                let mut reader = Reader::new(file, part);
                reader.blocks(root, &mut margins);
                let left = reader.finish();
                file.take(left);
            })?;
        }
    }
    file.draft.body = drafted;
    file.draft.margins = margins;
    file.unreferenced();
    file.others(&mut counted);
    file.facts();
    Ok((file.draft, counted))
}

/// What is read of a file so far.
struct File<'p> {
    package: &'p Package,
    styles: Styles,
    lists: Lists,
    notes: BTreeMap<(&'static str, String), Vec<Piece>>,
    comments: BTreeMap<String, Comment>,
    draft: Draft,
    /// Parts that only pictures refer to, whose words are counted once they're read.
    others: Vec<String>,
}

struct Comment {
    author: String,
    date: String,
    pieces: Vec<Piece>,
}

/// What the reading of a part leaves behind besides its pieces.
#[derive(Default)]
struct Left {
    dropped: Vec<Dropped>,
    pictures: BTreeMap<String, Vec<u8>>,
    others: Vec<String>,
    said_notes: Vec<(&'static str, String)>,
    said_comments: Vec<String>,
    notices: Vec<String>,
}

/// What is done with a part's XML.
type Work<'w> = &'w mut dyn FnMut(&mut File<'_>, Node<'_, '_>, &Arc<str>);

impl<'p> File<'p> {
    fn empty(package: &'p Package) -> Self {
        Self {
            package,
            styles: Styles::default(),
            lists: Lists::default(),
            notes: BTreeMap::new(),
            comments: BTreeMap::new(),
            draft: Draft::default(),
            others: Vec::new(),
        }
    }

    fn with_part(&mut self, of: &str, kind: &str, work: Work<'_>) -> Result<(), PackageError> {
        match self.package.related(of, kind).next() {
            Some(name) => self.with_part_named(name, work),
            None => Ok(()),
        }
    }

    fn with_part_named(&mut self, name: &str, work: Work<'_>) -> Result<(), PackageError> {
        let text = match self.package.text(name) {
            Ok(text) => text,
            // A file may name parts that it lost. The document itself must be there.
            Err(PackageError::Missing { part }) if part != self.package.main_part() => return Ok(()),
            Err(error) => return Err(error),
        };
        let tree = parse(&text).map_err(|why| PackageError::Xml { part: name.to_owned(), why })?;
        work(self, tree.root_element(), &name.into());
        Ok(())
    }

    fn take(&mut self, left: Left) {
        let Left { dropped, pictures, others, said_notes, said_comments, notices } = left;
        self.draft.dropped.extend(dropped);
        self.draft.pictures.extend(pictures);
        self.draft.notices.extend(notices);
        self.others.extend(others);
        said_notes.iter().for_each(|note| drop(self.notes.remove(note)));
        said_comments.iter().for_each(|comment| drop(self.comments.remove(comment)));
    }

    /// Notes and comments that no place in the text refers to.
    fn unreferenced(&mut self) {
        let notes = std::mem::take(&mut self.notes).into_values().flatten();
        self.draft.margins.extend(notes);
        for comment in std::mem::take(&mut self.comments).into_values() {
            self.draft.body.extend(comment.remarks());
        }
    }

    /// Counts the words of charts and diagrams, and lists what the file refers to outside itself.
    fn others(&mut self, counted: &mut Counted) {
        let mut others = std::mem::take(&mut self.others);
        others.sort();
        others.dedup();
        for name in others {
            let Ok(text) = self.package.text(&name) else { continue };
            if let Ok(tree) = parse(&text) {
                counted.count(&name.as_str().into(), tree.root_element());
            }
        }
        if self.package.has_macros() {
            self.draft.notices.push("the file holds macros; they were neither run nor taken over".to_owned());
        }
        for (_, relationship) in self.package.external() {
            if let Target::External(address) = &relationship.target
                && relationship.kind != "hyperlink"
            {
                self.draft.notices.push(format!("the file refers to {address}, which wasn't fetched"));
            }
        }
    }

    fn facts(&mut self) {
        self.draft.facts.language = self.styles.language.clone();
        let Some(name) = self.package.related("", "core-properties").next() else { return };
        let Ok(text) = self.package.text(name) else { return };
        let Ok(tree) = parse(&text) else { return };
        let title = child(tree.root_element(), "title").and_then(|node| node.text()).map(|text| text.trim().to_owned());
        self.draft.facts.title = title.filter(|title| !title.is_empty());
    }
}

impl Comment {
    /// The comment as remarks. One that says nothing is still one.
    fn remarks(&self) -> Vec<Piece> {
        let remark = |from: &Place, text: Text| Piece {
            from: from.clone(),
            what: What::Remark(Remark { kind: RemarkKind::Comment, author: self.author.clone(), date: self.date.clone(), text }),
        };
        let mut remarks: Vec<Piece> = Vec::new();
        for piece in &self.pieces {
            let mut leaves = Vec::new();
            piece.leaves(&mut |from, text| leaves.push((from.clone(), text)));
            for (from, text) in leaves {
                match remarks.last_mut() {
                    Some(Piece { what: What::Remark(last), .. }) => {
                        last.text.push(Run::Break);
                        last.text.extend(words(&text));
                    }
                    Some(_) | None => remarks.push(remark(&from, words(&text))),
                }
            }
        }
        remarks
    }
}

/// The day of a moment: `2026-11-03` of `2026-11-03T10:00:00Z`.
fn day(moment: &str) -> String {
    moment.split('T').next().unwrap_or_default().to_owned()
}

/// The pieces of each child of a name.
fn of_each<'a, 'i>(reader: &mut Reader<'_, '_>, root: Node<'a, 'i>, name: &str) -> Vec<(Node<'a, 'i>, Vec<Piece>)> {
    let mut all = Vec::new();
    for node in root.children().filter(|node| node.tag_name().name() == name) {
        let mut pieces = Vec::new();
        reader.blocks(node, &mut pieces);
        all.push((node, pieces));
    }
    all
}

/// Reads one part.
struct Reader<'f, 'p> {
    file: &'f File<'p>,
    part: Arc<str>,
    paragraph: usize,
    /// The fields that are open, the innermost last. They may span paragraphs.
    fields: Vec<Field>,
    left: Left,
}

/// A field: what it's to show, and what it showed last.
#[derive(Default)]
struct Field {
    instruction: String,
    is_result: bool,
}

impl Field {
    /// The word that says what it is.
    fn kind(&self) -> String {
        self.instruction.split_whitespace().next().unwrap_or_default().to_uppercase()
    }
}

impl<'f, 'p> Reader<'f, 'p> {
    fn new(file: &'f File<'p>, part: &Arc<str>) -> Self {
        Self { file, part: Arc::clone(part), paragraph: 0, fields: Vec::new(), left: Left::default() }
    }

    fn finish(self) -> Left {
        self.left
    }

    fn here(&self) -> Place {
        Place { part: Arc::clone(&self.part), paragraph: self.paragraph.max(1) }
    }

    /// Reads what stands between paragraphs. What isn't known is looked through: its text is text.
    fn blocks(&mut self, node: Node<'_, '_>, out: &mut Vec<Piece>) {
        for node in node.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, out),
                // A run that stands in no paragraph.
                "r" | "t" | "hyperlink" => self.loose(node, out),
                "tbl" => self.table(node, out),
                "sdt" if is_contents(node) => {
                    let mut contents = Vec::new();
                    self.blocks(node, &mut contents);
                    self.drop_pieces(&contents, "a list of contents; each format makes its own");
                }
                "altChunk" => {
                    self.left.notices.push("the file holds another document inside it; open it in Word and save it again".to_owned());
                    out.push(Piece { from: self.here(), what: What::Unreadable("A whole document inside this one".to_owned()) });
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.blocks(chosen, out);
                    }
                }
                "pPr" | "rPr" | "sectPr" | "tcPr" | "trPr" | "tblPr" | "tblPrEx" | "tblGrid" | "sdtPr" | "sdtEndPr" => {}
                _ => self.blocks(node, out),
            }
        }
    }

    fn drop_pieces(&mut self, pieces: &[Piece], why: &'static str) {
        for piece in pieces {
            piece.leaves(&mut |from, text| {
                if !text.trim().is_empty() {
                    self.left.dropped.push(Dropped { from: from.clone(), text, why });
                }
            });
        }
    }

    /// A footnote or an endnote, as one text.
    fn note(&mut self, kind: &'static str, id: &str) -> Option<Run> {
        let key = (kind, id.to_owned());
        let pieces = self.file.notes.get(&key)?;
        let mut leaves: Vec<(Place, Text)> = Vec::new();
        for piece in pieces {
            match &piece.what {
                What::Paragraph(paragraph) => leaves.push((piece.from.clone(), paragraph.text.clone())),
                _ => piece.leaves(&mut |from, text| leaves.push((from.clone(), words(&text)))),
            }
        }
        let from = leaves.first()?.0.clone();
        // What is said twice would be counted twice.
        if self.left.said_notes.contains(&key) {
            return None;
        }
        self.left.said_notes.push(key);
        let texts = leaves.into_iter().map(|(_, text)| text);
        let text = texts.reduce(|mut all, text| {
            all.push(Run::Break);
            all.extend(text);
            all
        })?;
        Some(Run::Note(Note { from, text }))
    }

    fn looks_of_paragraph(&self, node: Node<'_, '_>) -> (Option<String>, Looks) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|node| child(node, "pStyle")).and_then(|node| attribute(node, "val")).map(str::to_owned);
        let looks = self.file.styles.of_paragraph(style.as_deref(), Looks::read(None, properties));
        (style, looks)
    }
}

/// Whether a content control holds a list of contents.
fn is_contents(node: Node<'_, '_>) -> bool {
    let gallery = child(node, "sdtPr").and_then(|node| child(node, "docPartObj")).and_then(|node| child(node, "docPartGallery"));
    gallery.and_then(|node| attribute(node, "val")).is_some_and(|name| name == "Table of Contents")
}

/// The form of something that is there twice: the newer, unless only the older says anything.
pub(crate) fn chosen<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let choices = || node.children().filter(|node| node.tag_name().name() == "Choice");
    let fallback = child(node, "Fallback");
    choices().find(|node| says_something(*node)).or(fallback.filter(|node| says_something(*node))).or_else(|| choices().next()).or(fallback)
}

fn says_something(node: Node<'_, '_>) -> bool {
    node.descendants()
        .any(|node| matches!(node.tag_name().name(), "t" | "blip" | "imagedata" | "textpath" | "tab" | "br" | "chart" | "relIds"))
}
