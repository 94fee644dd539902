//! Paragraphs and the runs in them.

use std::sync::Arc;

use roxmltree::Node;

use super::{
    Field, Reader, chosen, day,
    styles::{Level, Looks},
    xml::{attribute, child, is_on},
};
use crate::{
    draft::{
        Certainty, Dropped, Face, Heading, Item, Marker, Paragraph, Piece, Remark, RemarkKind, Role, Run, Text, What, is_blank, plain,
        push, words,
    },
    read::symbols,
};

/// A paragraph while it's read.
#[derive(Default)]
pub(super) struct Open {
    pub(super) text: Text,
    size: u16,
    /// What stands in it and becomes a piece of its own after it: boxes, pictures, comments.
    pub(super) after: Vec<Piece>,
    dropped: Vec<(&'static str, String)>,
    /// Text that was deleted and not decided on.
    deleted: Vec<Change>,
    /// Who inserted text that isn't decided on.
    inserted: Vec<Change>,
}

struct Change {
    author: String,
    date: String,
    text: String,
}

/// What holds for the runs inside an element.
#[derive(Default, Clone)]
pub(super) struct Around {
    link: Option<Arc<str>>,
    is_deleted: bool,
    looks: Looks,
}

const HIDDEN: &str = "hidden text";
const FIELD: &str = "a page number, or a line of contents that Word makes itself";
const SIGN: &str = "a letter that stands for a sign";

impl Reader<'_, '_> {
    pub(super) fn paragraph(&mut self, node: Node<'_, '_>, out: &mut Vec<Piece>) {
        self.paragraph += 1;
        let (style, looks) = self.looks_of_paragraph(node);
        let mut open = Open::default();
        self.inlines(node, &Around { looks: looks.clone(), ..Around::default() }, &mut open);
        let file = self.file;
        let names: Vec<&str> = file.styles.names(style.as_deref()).collect();
        self.close(open, &names, &looks, out);
    }

    /// Makes pieces of a paragraph that was read.
    fn close(&mut self, open: Open, names: &[&str], looks: &Looks, out: &mut Vec<Piece>) {
        let from = self.here();
        let Open { text, size, after, dropped, deleted, inserted } = open;
        self.left.dropped.extend(dropped.into_iter().map(|(why, text)| Dropped { from: from.clone(), text, why }));
        if !is_blank(&text) {
            match kind(names, looks) {
                Kind::Contents => self.left.dropped.push(Dropped { from: from.clone(), text: plain(&text), why: FIELD }),
                Kind::Heading(level) => {
                    let heading = Heading { level, text, certainty: Certainty::Stated, size };
                    out.push(Piece { from: from.clone(), what: What::Heading(heading) });
                }
                Kind::Text(role) => {
                    let marker = looks.list.as_ref().and_then(|(list, level)| Some((list, *level, self.file.lists.get(list, *level)?)));
                    let what = match marker {
                        Some((list, level, stands)) => of_list(list, level, stands, text, size),
                        None => match named_list(names) {
                            Some(marker) => What::Item(Item { level: 0, marker, list: 0, text }),
                            None => What::Paragraph(Paragraph { text, size, role }),
                        },
                    };
                    out.push(Piece { from: from.clone(), what });
                }
            }
        }
        for (kind, changes) in [(RemarkKind::Deleted, deleted), (RemarkKind::Inserted, inserted)] {
            out.extend(changes.into_iter().map(|change| Piece {
                from: from.clone(),
                what: What::Remark(Remark { kind, author: change.author, date: change.date, text: words(&change.text) }),
            }));
        }
        out.extend(after);
    }

    /// Runs outside any paragraph.
    pub(super) fn loose(&mut self, node: Node<'_, '_>, out: &mut Vec<Piece>) {
        self.paragraph += 1;
        let mut open = Open::default();
        self.inline(node, &Around::default(), &mut open);
        self.close(open, &[], &Looks::default(), out);
    }

    pub(super) fn inlines(&mut self, node: Node<'_, '_>, around: &Around, open: &mut Open) {
        for node in node.children().filter(Node::is_element) {
            self.inline(node, around, open);
        }
    }

    /// Reads an element of a paragraph. What isn't known is looked through.
    fn inline(&mut self, node: Node<'_, '_>, around: &Around, open: &mut Open) {
        match node.tag_name().name() {
            "r" => {
                let properties = child(node, "rPr");
                let style = properties.and_then(|node| child(node, "rStyle")).and_then(|node| attribute(node, "val"));
                let looks = self.file.styles.of_run(style, Looks::read(properties, None), &around.looks);
                self.inlines(node, &Around { looks, ..around.clone() }, open);
            }
            "t" => self.say(node.text().unwrap_or_default(), around, open),
            // What is deleted is no text, but somebody has to decide on it.
            "delText" => self.say(node.text().unwrap_or_default(), &Around { is_deleted: true, ..around.clone() }, open),
            "del" | "moveFrom" => {
                open.deleted.push(change(node));
                self.inlines(node, &Around { is_deleted: true, ..around.clone() }, open);
                if open.deleted.last().is_some_and(|change| change.text.trim().is_empty()) {
                    open.deleted.pop();
                }
            }
            "ins" | "moveTo" => {
                let before = open.text.len();
                let change = change(node);
                self.inlines(node, around, open);
                let is_new = !open.inserted.iter().any(|other| other.author == change.author);
                if is_new && (open.text.len() > before || node.descendants().any(|node| node.tag_name().name() == "t")) {
                    open.inserted.push(change);
                }
            }
            "tab" | "ptab" => self.say("\t", around, open),
            "br" | "cr" => open.text.push(Run::Break),
            "noBreakHyphen" => self.say("\u{2011}", around, open),
            "sym" => {
                let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
                let typeface = attribute(node, "font").unwrap_or_default();
                if let Some(sign) = code.and_then(|code| symbols::shown(typeface, code)) {
                    push(&mut open.text, sign.encode_utf8(&mut [0; 4]), &face(&around.looks, around.link.as_ref()));
                }
            }
            "hyperlink" => {
                let target = attribute(node, "id").and_then(|id| self.file.package.relationship(&self.part, id));
                let link = match target.map(|relationship| &relationship.target) {
                    Some(pamphlet_docx::package::Target::External(address)) => Some(address.as_str().into()),
                    Some(pamphlet_docx::package::Target::Part(_)) | None => None,
                };
                self.inlines(node, &Around { link, ..around.clone() }, open);
            }
            "fldSimple" => {
                let instruction = attribute(node, "instr").unwrap_or_default().to_owned();
                self.fields.push(Field { instruction, is_result: true });
                self.inlines(node, around, open);
                self.fields.pop();
            }
            "fldChar" => self.field(node, around, open),
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(node.text().unwrap_or_default());
                }
            }
            "footnoteReference" => open.text.extend(attribute(node, "id").and_then(|id| self.note("footnote", id))),
            "endnoteReference" => open.text.extend(attribute(node, "id").and_then(|id| self.note("endnote", id))),
            "commentReference" => {
                let id = attribute(node, "id").unwrap_or_default();
                if let Some(comment) = self.file.comments.get(id).filter(|_| !self.left.said_comments.iter().any(|said| said == id)) {
                    open.after.extend(comment.remarks());
                    self.left.said_comments.push(id.to_owned());
                }
            }
            "sdt" => {
                let before = open.text.len();
                self.inlines(node, around, open);
                // A box to tick shows a sign, or nothing.
                let state = child(node, "sdtPr").and_then(|node| child(node, "checkbox"));
                if let Some(state) = state.filter(|_| open.text.len() == before) {
                    let is_ticked = child(state, "checked").is_some_and(is_on);
                    push(&mut open.text, if is_ticked { "☑" } else { "☐" }, &Face::default());
                }
            }
            "AlternateContent" => {
                if let Some(chosen) = chosen(node) {
                    self.inlines(chosen, around, open);
                }
            }
            "drawing" | "pict" | "object" => self.drawing(node, open),
            "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "ctrlPr" | "softHyphen" | "fldData" => {}
            // Formulas are read as their letters, and somebody should look at them.
            "oMath" => {
                let text: String = node.descendants().filter(|node| node.tag_name().name() == "t").filter_map(|node| node.text()).collect();
                self.say(&text, around, open);
                let notice = "the file holds a formula, which was read as plain text".to_owned();
                if !self.left.notices.contains(&notice) {
                    self.left.notices.push(notice);
                }
            }
            "p" => {
                let mut inner = Vec::new();
                self.paragraph(node, &mut inner);
                open.after.extend(inner);
            }
            "tbl" => {
                let mut inner = Vec::new();
                self.table(node, &mut inner);
                open.after.extend(inner);
            }
            _ => self.inlines(node, around, open),
        }
    }

    fn field(&mut self, node: Node<'_, '_>, around: &Around, open: &mut Open) {
        match attribute(node, "fldCharType") {
            Some("begin") => {
                self.fields.push(Field::default());
                if let Some(state) = child(node, "ffData").and_then(|node| child(node, "checkBox")) {
                    let is_ticked = child(state, "checked").or_else(|| child(state, "default")).is_some_and(is_on);
                    push(&mut open.text, if is_ticked { "☑" } else { "☐" }, &face(&around.looks, None));
                }
            }
            Some("separate") => self.fields.iter_mut().next_back().into_iter().for_each(|field| field.is_result = true),
            Some("end") => drop(self.fields.pop()),
            Some(_) | None => {}
        }
    }

    fn say(&mut self, said: &str, around: &Around, open: &mut Open) {
        let looks = &around.looks;
        // `xml:space` aside, XML may wrap lines.
        let said: String = said.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).filter(|c| *c != '\u{ad}').collect();
        let drop = |open: &mut Open, why: &'static str, text: &str| match open.dropped.last_mut() {
            Some((last, words)) if *last == why => words.push_str(text),
            Some(_) | None => open.dropped.push((why, text.to_owned())),
        };
        if around.is_deleted {
            match open.deleted.last_mut() {
                Some(change) => change.text.push_str(&said),
                None => open.deleted.push(Change { author: String::new(), date: String::new(), text: said }),
            }
            return;
        }
        if looks.is_hidden == Some(true) {
            return drop(open, HIDDEN, &said);
        }
        let is_machine = |field: &Field| {
            !field.is_result
                || matches!(
                    &*field.kind(),
                    "TOC" | "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF" | "INDEX" | "FILENAME" | "SAVEDATE" | "PRINTDATE"
                )
        };
        if self.fields.iter().any(is_machine) {
            return drop(open, FIELD, &said);
        }
        let link = around.link.clone().or_else(|| self.fields.iter().rev().find_map(link_of));
        let face = face(looks, link.as_ref());
        open.size = open.size.max(looks.size.unwrap_or(0));
        let typeface = looks.typeface.as_deref().filter(|typeface| symbols::is_symbolic(typeface));
        let mut shown = String::with_capacity(said.len());
        for c in said.chars() {
            let sign = typeface.and_then(|typeface| symbols::shown(typeface, c)).or_else(|| symbols::guessed(c));
            match sign {
                Some(sign) => {
                    shown.push(sign);
                    if c.is_alphanumeric() {
                        drop(open, SIGN, &format!("{c} "));
                    }
                }
                None => shown.push(c),
            }
        }
        push(&mut open.text, &shown, &face);
    }
}

fn change(node: Node<'_, '_>) -> Change {
    let value = |name| attribute(node, name).unwrap_or_default().to_owned();
    Change { author: value("author"), date: day(&value("date")), text: String::new() }
}

fn face(looks: &Looks, link: Option<&Arc<str>>) -> Face {
    Face {
        is_strong: looks.is_bold == Some(true),
        is_emphasis: looks.is_italic == Some(true),
        link: link.cloned(),
        language: looks.language.as_deref().map(Into::into),
    }
}

/// Where a field of the kind `HYPERLINK "https://…"` leads.
fn link_of(field: &Field) -> Option<Arc<str>> {
    if field.kind() != "HYPERLINK" {
        return None;
    }
    let address = field.instruction.split('"').nth(1)?;
    (!address.is_empty() && !field.instruction.contains("\\l ")).then(|| address.into())
}

/// What a paragraph is by its style.
enum Kind {
    /// A line of a list of contents.
    Contents,
    Heading(u8),
    Text(Role),
}

fn kind(names: &[&str], looks: &Looks) -> Kind {
    let known = names.iter().find_map(|name| match *name {
        "title" => Some(Kind::Heading(0)),
        "subtitle" => Some(Kind::Text(Role::Subtitle)),
        "caption" => Some(Kind::Text(Role::Caption)),
        "quote" | "intense quote" => Some(Kind::Text(Role::Quote)),
        "toc heading" => Some(Kind::Contents),
        name => match name.split_once(' ') {
            Some(("heading", level)) => level.parse().ok().filter(|level| (1..=9).contains(level)).map(Kind::Heading),
            Some(("toc", level)) => level.parse::<u8>().ok().map(|_| Kind::Contents),
            Some(_) | None => None,
        },
    });
    let outline = || looks.outline.filter(|level| *level < 9).map(|level| Kind::Heading(level + 1));
    known.or_else(outline).unwrap_or(Kind::Text(Role::Text))
}

/// A list that only the name of the style tells.
fn named_list(names: &[&str]) -> Option<Marker> {
    names.iter().find_map(|name| {
        if name.starts_with("list bullet") {
            Some(Marker::Bullet)
        } else if name.starts_with("list number") {
            Some(Marker::Number(1))
        } else {
            None
        }
    })
}

fn of_list(list: &str, level: u8, stands: &Level, text: Text, size: u16) -> What {
    let marker = match stands {
        Level::Nothing => return What::Paragraph(Paragraph { text, size, role: Role::Text }),
        Level::Number(start) => Marker::Number(*start),
        Level::Bullet(sign) => crate::shape::bullets::marker(sign.trim()).unwrap_or(Marker::Bullet),
    };
    What::Item(Item { level, marker, list: list.parse().unwrap_or(0), text })
}
