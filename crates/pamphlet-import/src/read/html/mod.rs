//! Saved web pages.
//!
//! The main part is found by rules, and all of it is kept. Finders of "readable" text drop what has many links, as an urgent care card does.

mod encoding;
mod inline;
mod tree;

use std::sync::Arc;

use pamphlet_core::model::Urgency;
use serde_json::Value;
use url::Url;

use self::tree::{Id, Tree};
use super::Beside;
use crate::{
    draft::{
        Alternative, BoxKind, Boxed, Cell, Certainty, Draft, Dropped, Face, Heading, Item, Marker, Paragraph, Picture, Piece, Place, Role,
        Row, Run, Table, Text, What, is_blank, plain,
    },
    error::ImportError,
    proof::Counted,
};

/// Elements inside one another; a page of people has thirty.
const DEEPEST: usize = 400;
/// Bytes of a page without its pictures.
const LARGEST: usize = 20_000_000;

const OUTSIDE: &str = "outside the main part of the page";
const NOT_SHOWN: &str = "text that the page doesn’t show";
const CONTENTS: &str = "a list of contents, which each format makes itself";
const CONTROL: &str = "a form or a button";
const LABEL: &str = "words that only screen readers get, which each format writes itself";

/// Reads a web page. `beside` gives the files that it was saved with.
pub(crate) fn read(bytes: &[u8], beside: Beside<'_>) -> Result<(Draft, Counted), ImportError> {
    let refused = |what: String, help: &str| ImportError::NotRead { what, help: help.to_owned() };
    if bytes.len() > LARGEST {
        return Err(refused("the page has more than 20 MB".to_owned(), "save the page without its pictures, and import that"));
    }
    let source = encoding::text(bytes).map_err(|other| {
        refused(format!("the page’s letters are in an encoding that isn’t read ({other})"), "save it as UTF-8, in a browser or an editor")
    })?;
    let tree = Tree::parse(&source);
    let all = tree.within(tree.root());
    if all.iter().any(|(_, depth)| *depth > DEEPEST) {
        return Err(refused(format!("the page’s elements are nested more than {DEEPEST} deep"), "open it in a browser, and save it again"));
    }
    let body = all.iter().map(|(id, _)| *id).find(|id| tree.is(*id, &["body"])).unwrap_or(tree.root());
    let main = main_of(&tree, body);
    let mut reader =
        Reader { part: "page".into(), paragraph: 0, base: address(&tree, &all), tree: &tree, beside, draft: Draft::default(), lists: 0 };
    let mut pieces = Vec::new();
    reader.blocks(main, &mut pieces);
    reader.draft.body = pieces;
    reader.outside(body, main);
    reader.facts(&all);
    let mut counted = Counted::default();
    counted.add(&reader.part, &counted_text(&tree, body));
    Ok((reader.draft, counted))
}

/// The element that holds what the page is for.
fn main_of(tree: &Tree, body: Id) -> Id {
    let all: Vec<Id> = tree.within(body).into_iter().map(|(id, _)| id).collect();
    let first = |test: &dyn Fn(Id) -> bool| all.iter().copied().find(|id| test(*id));
    let articles: Vec<Id> = all.iter().copied().filter(|id| tree.is(*id, &["article"])).collect();
    first(&|id| tree.is(id, &["main"]))
        .or_else(|| first(&|id| tree.attribute(id, "role").as_deref() == Some("main")))
        .or(match articles.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
        .unwrap_or(body)
}

/// The address that the page had: its own, or that which a browser wrote when it saved the page.
fn address(tree: &Tree, all: &[(Id, usize)]) -> Option<Url> {
    let mut found = None;
    for (id, _) in all {
        let is_canonical = tree.is(*id, &["link"]) && tree.attribute(*id, "rel").as_deref() == Some("canonical");
        let stated = if is_canonical || tree.is(*id, &["base"]) {
            tree.attribute(*id, "href")
        } else {
            tree.comment(*id).and_then(|comment| {
                Some(comment.split_once("saved from url=(")?.1.split_once(')')?.1.split_whitespace().next()?.to_owned())
            })
        };
        let stated = stated.and_then(|address| Url::parse(&address).ok()).filter(|url| matches!(url.scheme(), "http" | "https"));
        // A canonical address is surest.
        if stated.is_some() && (found.is_none() || tree.is(*id, &["link"])) {
            found = stated;
        }
    }
    found
}

/// Everything that a page says, by the simplest rule: the text of its body, without that of programs.
fn counted_text(tree: &Tree, body: Id) -> String {
    let mut out = String::new();
    for (id, _) in tree.within(body) {
        let Some(text) = tree.text(id) else {
            // Words end where an element of a line of its own begins, and where a cell does.
            if !tree.is(id, &["a", "b", "strong", "em", "i", "span", "u", "sup", "sub", "small", "font", "abbr"]) {
                out.push(' ');
            }
            continue;
        };
        let mut above = tree.parent(id);
        let mut is_program = false;
        while let Some(id) = above {
            is_program |= tree.is(id, PROGRAMS);
            above = tree.parent(id);
        }
        if !is_program {
            out.push_str(&text);
        }
    }
    out
}

/// Elements whose text is none.
const PROGRAMS: &[&str] = &["script", "style", "template", "noscript", "head"];

struct Reader<'t> {
    part: Arc<str>,
    paragraph: usize,
    base: Option<Url>,
    tree: &'t Tree,
    beside: Beside<'t>,
    draft: Draft,
    lists: u32,
}

impl Reader<'_> {
    fn here(&self) -> Place {
        Place { part: Arc::clone(&self.part), paragraph: self.paragraph.max(1) }
    }

    fn next(&mut self) -> Place {
        self.paragraph += 1;
        self.here()
    }

    fn drop_all(&mut self, id: Id, why: &'static str) {
        let said = self.said(id);
        if said.chars().any(char::is_alphanumeric) {
            let from = self.here();
            self.draft.dropped.push(Dropped { from, text: said, why });
        }
    }

    /// The text inside an element, without that of programs.
    fn said(&self, id: Id) -> String {
        counted_text(self.tree, id)
    }

    /// What of the page stands outside its main part.
    fn outside(&mut self, id: Id, main: Id) {
        if id == main {
            return;
        }
        let holds_main = self.tree.within(id).iter().any(|(inner, _)| *inner == main);
        if !holds_main {
            return self.drop_all(id, OUTSIDE);
        }
        for child in self.tree.children(id) {
            if self.tree.text(child).is_some() {
                self.drop_all(child, OUTSIDE);
            } else {
                self.outside(child, main);
            }
        }
    }

    fn facts(&mut self, all: &[(Id, usize)]) {
        self.draft.facts.address = self.base.as_ref().map(Url::to_string);
        for (id, _) in all {
            if self.tree.is(*id, &["title"]) && self.draft.facts.title.is_none() {
                self.draft.facts.title = Some(self.tree.said(*id).trim().to_owned()).filter(|title| !title.is_empty());
            }
            if self.tree.is(*id, &["html"]) {
                self.draft.facts.language = self.tree.attribute(*id, "lang");
            }
            if self.tree.is(*id, &["script"]) && self.tree.attribute(*id, "type").as_deref() == Some("application/ld+json") {
                let facts: Option<Value> = serde_json::from_str(&self.tree.said(*id)).ok();
                self.draft.facts.reviewed = self.draft.facts.reviewed.take().or_else(|| reviewed(facts.as_ref()?, 0));
            }
        }
    }

    /// Whether nobody sees an element.
    fn is_hidden(&self, id: Id) -> bool {
        let style = self.tree.attribute(id, "style").unwrap_or_default().to_lowercase().replace(' ', "");
        self.tree.attribute(id, "hidden").is_some() || style.contains("display:none") || style.contains("mso-hide:all")
    }

    /// Why an element isn't read, if it isn't.
    fn why_dropped(&self, id: Id) -> Option<&'static str> {
        let tree = self.tree;
        if self.is_hidden(id) {
            return Some(NOT_SHOWN);
        }
        if tree.is(id, &["nav"])
            || tree.has_class(id, &["nhsuk-contents-list", "nhsuk-breadcrumb", "nhsuk-pagination", "nhsuk-skip-link", "nhsuk-back-link"])
        {
            return Some(CONTENTS);
        }
        if tree.is(id, &["form", "button", "select", "textarea", "dialog"]) {
            return Some(CONTROL);
        }
        if tree.has_class(id, &["nhsuk-table-responsive__heading"]) {
            return Some(LABEL);
        }
        // Outside a main part these are the frame of a page.
        let is_frame = tree.is(id, &["header", "footer", "aside"]) && !self.is_in_main(id);
        is_frame.then_some(OUTSIDE)
    }

    fn is_in_main(&self, id: Id) -> bool {
        let mut above = self.tree.parent(id);
        while let Some(id) = above {
            if self.tree.is(id, &["main", "article"]) || self.tree.attribute(id, "role").as_deref() == Some("main") {
                return true;
            }
            above = self.tree.parent(id);
        }
        false
    }

    /// Reads what an element holds: runs of text between blocks are paragraphs.
    fn blocks(&mut self, id: Id, out: &mut Vec<Piece>) {
        let mut text = Text::new();
        let mut after = Vec::new();
        for child in self.tree.children(id) {
            if self.is_block(child) {
                self.close(&mut text, &mut after, out);
                self.block(child, out);
            } else {
                self.inline(child, &Face::default(), &mut text, &mut after);
            }
        }
        self.close(&mut text, &mut after, out);
    }

    /// A paragraph of the text so far.
    fn close(&mut self, text: &mut Text, after: &mut Vec<Piece>, out: &mut Vec<Piece>) {
        let text = std::mem::take(text);
        if !is_blank(&text) {
            let from = self.next();
            out.push(Piece { from, what: What::Paragraph(Paragraph { text, ..Paragraph::default() }) });
        }
        out.append(after);
    }

    /// Whether an element is a block, or holds one.
    fn is_block(&self, id: Id) -> bool {
        const BLOCKS: &[&str] = &[
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "ul",
        ];
        self.tree.within(id).iter().any(|(id, _)| self.tree.is(*id, BLOCKS))
    }

    fn block(&mut self, id: Id, out: &mut Vec<Piece>) {
        if let Some(why) = self.why_dropped(id) {
            return self.drop_all(id, why);
        }
        if let Some(kind) = self.kind_of_box(id) {
            return self.boxed(id, kind, out);
        }
        let Some(name) = self.tree.name(id) else { return };
        match &*name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let (text, after) = self.text_of(id);
                if !is_blank(&text) {
                    let from = self.next();
                    let level = name.as_bytes()[1] - b'0';
                    out.push(Piece { from, what: What::Heading(Heading { level, text, certainty: Certainty::Stated, size: 0 }) });
                }
                out.extend(after);
            }
            "ul" | "ol" => self.list(id, 0, out),
            "table" => self.table(id, out),
            "figure" => self.figure(id, out),
            "dl" => {
                for child in self.tree.children(id) {
                    self.block(child, out);
                }
            }
            "dt" => {
                let (mut text, after) = self.text_of(id);
                for run in &mut text {
                    if let Run::Words(words) = run {
                        words.face.is_strong = true;
                    }
                }
                self.close(&mut text, &mut Vec::from_iter(after), out);
            }
            "details" => self.boxed(id, BoxKind::Details, out),
            "blockquote" => self.boxed(id, BoxKind::Quote, out),
            "script" | "style" | "template" | "noscript" | "hr" | "head" => {}
            _ => self.blocks(id, out),
        }
    }

    /// What a box is by the classes of the NHS design system, its newer names and its older ones.
    fn kind_of_box(&self, id: Id) -> Option<BoxKind> {
        let has = |names: &[&str]| self.tree.has_class(id, names);
        if has(&["nhsuk-card--care--emergency", "nhsuk-care-card--immediate", "nhsuk-care-card--emergency"]) {
            return Some(BoxKind::Care(Urgency::Emergency));
        }
        if has(&["nhsuk-card--care--urgent", "nhsuk-care-card--urgent"]) {
            return Some(BoxKind::Care(Urgency::Urgent));
        }
        if has(&["nhsuk-card--care--non-urgent", "nhsuk-care-card--non-urgent", "nhsuk-care-card"]) {
            return Some(BoxKind::Care(Urgency::NonUrgent));
        }
        if has(&["nhsuk-warning-callout", "nhsuk-card--warning", "nhsuk-card--warning-callout"]) {
            return Some(BoxKind::Important);
        }
        if has(&["nhsuk-inset-text"]) {
            return Some(BoxKind::Note);
        }
        let is_list = |class: &str| self.tree.is(id, &["ul", "ol"]) && has(&[class]);
        if is_list("nhsuk-list--tick") {
            return Some(BoxKind::Do);
        }
        if is_list("nhsuk-list--cross") {
            return Some(BoxKind::Dont);
        }
        // The box around such a list takes its kind, and its heading.
        if has(&["nhsuk-do-dont-list", "nhsuk-card--do", "nhsuk-card--dont"]) {
            let inner = self.tree.within(id);
            let holds = |class: &str| inner.iter().any(|(inner, _)| self.tree.has_class(*inner, &[class]));
            return match (holds("nhsuk-list--tick"), holds("nhsuk-list--cross")) {
                (true, false) => Some(BoxKind::Do),
                (false, true) => Some(BoxKind::Dont),
                (true, true) | (false, false) => None,
            };
        }
        None
    }

    fn boxed(&mut self, id: Id, kind: BoxKind, out: &mut Vec<Piece>) {
        let from = self.next();
        let mut body = Vec::new();
        let mut heading = None;
        if self.tree.is(id, &["ul", "ol"]) {
            self.list(id, 0, &mut body);
        } else {
            for child in self.tree.children(id) {
                // The line that is always seen, and opens the rest.
                if self.tree.is(child, &["summary"]) && heading.is_none() {
                    let (text, after) = self.text_of(child);
                    heading = Some(text).filter(|text| !is_blank(text));
                    body.extend(after);
                }
            }
            let summaries: Vec<Id> = self.tree.children(id).into_iter().filter(|child| self.tree.is(*child, &["summary"])).collect();
            let mut text = Text::new();
            let mut after = Vec::new();
            for child in self.tree.children(id) {
                if summaries.contains(&child) {
                    continue;
                }
                if self.is_block(child) {
                    self.close(&mut text, &mut after, &mut body);
                    self.inside_box(child, kind, &mut body);
                } else {
                    self.inline(child, &Face::default(), &mut text, &mut after);
                }
            }
            self.close(&mut text, &mut after, &mut body);
        }
        if heading.is_none()
            && let Some(Piece { what: What::Heading(first), .. }) = body.first()
        {
            heading = Some(first.text.clone());
            body.remove(0);
        }
        if !body.is_empty() || heading.is_some() {
            out.push(Piece { from, what: What::Box(Boxed { kind, heading, body }) });
        }
    }

    /// A block of a box of advice: the list in it is no box of its own.
    fn inside_box(&mut self, id: Id, kind: BoxKind, out: &mut Vec<Piece>) {
        let is_own_list = matches!(kind, BoxKind::Do | BoxKind::Dont);
        if is_own_list && self.tree.is(id, &["ul", "ol"]) {
            return self.list(id, 0, out);
        }
        if is_own_list && self.tree.is(id, &["div"]) && self.why_dropped(id).is_none() {
            for child in self.tree.children(id) {
                if self.is_block(child) {
                    self.inside_box(child, kind, out);
                } else {
                    let (mut text, mut after) = (Text::new(), Vec::new());
                    self.inline(child, &Face::default(), &mut text, &mut after);
                    self.close(&mut text, &mut after, out);
                }
            }
            return;
        }
        self.block(id, out);
    }

    fn list(&mut self, id: Id, level: u8, out: &mut Vec<Piece>) {
        self.lists += 1;
        let list = self.lists;
        let start = self.tree.attribute(id, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let marker = if self.tree.is(id, &["ol"]) { Marker::Number(start) } else { Marker::Bullet };
        for child in self.tree.children(id) {
            if self.tree.is(child, &["ul", "ol"]) {
                // A list in a list without an item around it.
                self.list(child, level.saturating_add(1).min(8), out);
                continue;
            }
            if let Some(why) = self.why_dropped(child) {
                self.drop_all(child, why);
                continue;
            }
            let mut text = Text::new();
            let mut after = Vec::new();
            self.item(child, level, &mut text, &mut after);
            if !is_blank(&text) {
                let from = self.next();
                out.push(Piece { from, what: What::Item(Item { level, marker, list, text }) });
            }
            out.append(&mut after);
        }
    }

    /// The text of an item: its paragraphs on lines of their own, and what else it holds after it.
    fn item(&mut self, id: Id, level: u8, text: &mut Text, after: &mut Vec<Piece>) {
        if !self.is_block(id) || self.tree.text(id).is_some() {
            return self.inline(id, &Face::default(), text, after);
        }
        for child in self.tree.children(id) {
            if self.tree.is(child, &["ul", "ol"]) && self.kind_of_box(child).is_none() {
                self.list(child, level.saturating_add(1).min(8), after);
            } else if self.is_block(child)
                && self.why_dropped(child).is_none()
                && self.kind_of_box(child).is_none()
                && self.tree.is(child, &["p", "div", "span"])
            {
                if !is_blank(text) {
                    text.push(Run::Break);
                }
                self.item(child, level, text, after);
            } else if self.is_block(child) {
                if self.tree.is(child, &["li"]) { self.item(child, level, text, after) } else { self.block(child, after) }
            } else {
                self.inline(child, &Face::default(), text, after);
            }
        }
        if self.tree.children(id).is_empty() && self.tree.is(id, &["p"]) {
            text.push(Run::Break);
        }
    }

    fn text_of(&mut self, id: Id) -> (Text, Vec<Piece>) {
        let (mut text, mut after) = (Text::new(), Vec::new());
        for child in self.tree.children(id) {
            self.inline(child, &Face::default(), &mut text, &mut after);
        }
        (text, after)
    }

    fn table(&mut self, id: Id, out: &mut Vec<Piece>) {
        let from = self.next();
        let mut table = Table::default();
        let mut parts = vec![(id, false)];
        let mut rows: Vec<(Id, bool)> = Vec::new();
        while let Some((part, is_head)) = parts.pop() {
            for child in self.tree.children(part).into_iter().rev() {
                match self.tree.name(child).as_deref() {
                    Some("thead") => parts.push((child, true)),
                    Some("tbody" | "tfoot") => parts.push((child, false)),
                    Some("tr") => rows.push((child, is_head)),
                    Some("caption") => {
                        let (text, after) = self.text_of(child);
                        table.caption = Some(text).filter(|text| !is_blank(text));
                        out.extend(after);
                    }
                    Some(_) => {}
                    None => {}
                }
            }
        }
        // Parts were put aside from the last to the first.
        let order: Vec<Id> = self.tree.within(id).into_iter().map(|(id, _)| id).collect();
        rows.sort_by_key(|(row, _)| order.iter().position(|id| id == row));
        for (row, is_head) in rows {
            let mut cells = Vec::new();
            let mut are_headers = true;
            let mut begins_with_header = false;
            for child in self.tree.children(row) {
                if !self.tree.is(child, &["td", "th"]) {
                    continue;
                }
                are_headers &= self.tree.is(child, &["th"]);
                begins_with_header |= cells.is_empty() && self.tree.is(child, &["th"]);
                let mut pieces = Vec::new();
                if let Some(why) = self.why_dropped(child) {
                    self.drop_all(child, why);
                } else {
                    self.blocks(child, &mut pieces);
                }
                let columns = self.tree.attribute(child, "colspan").and_then(|columns| columns.parse().ok()).unwrap_or(1);
                cells.push(Cell { pieces, columns: usize::clamp(columns, 1, 64), is_merged: false });
            }
            let is_header = is_head || are_headers && !cells.is_empty();
            if let (true, false, Some(first)) = (begins_with_header, is_header, cells.first_mut()) {
                first.pieces.iter_mut().for_each(strengthen);
            }
            table.rows.push(Row { is_header, cells });
        }
        out.push(Piece { from, what: What::Table(table) });
    }

    fn figure(&mut self, id: Id, out: &mut Vec<Piece>) {
        let mut inside = Vec::new();
        let mut caption = Text::new();
        for child in self.tree.children(id) {
            if self.tree.is(child, &["figcaption"]) {
                let (text, after) = self.text_of(child);
                caption.extend(text);
                inside.extend(after);
            } else if self.is_block(child) {
                self.block(child, &mut inside);
            } else {
                let mut text = Text::new();
                self.inline(child, &Face::default(), &mut text, &mut inside);
                let mut none = Vec::new();
                self.close(&mut text, &mut none, &mut inside);
            }
        }
        if !is_blank(&caption) {
            match inside.iter_mut().find_map(|piece| if let What::Picture(picture) = &mut piece.what { Some(picture) } else { None }) {
                Some(picture) => picture.caption = Some(caption),
                None => {
                    let from = self.next();
                    inside.push(Piece { from, what: What::Paragraph(Paragraph { text: caption, size: 0, role: Role::Caption }) });
                }
            }
        }
        out.extend(inside);
    }

    fn picture(&mut self, id: Id, out: &mut Vec<Piece>) {
        let source = self.tree.attribute(id, "src").unwrap_or_default();
        if !self.draft.pictures.contains_key(&source)
            && let Some(bytes) = inline::data(&source).or_else(|| (self.beside)(&source))
        {
            self.draft.pictures.insert(source.clone(), bytes);
        }
        let alternative = match self.tree.attribute(id, "alt") {
            Some(words) if words.trim().is_empty() => Alternative::Decorative,
            Some(words) => Alternative::Text(words.trim().to_owned()),
            None => Alternative::Missing,
        };
        out.push(Piece { from: self.here(), what: What::Picture(Picture { file: source, alternative, caption: None }) });
    }
}

/// The day of the last review, as a page says it for machines.
fn reviewed(facts: &Value, depth: usize) -> Option<String> {
    if depth > 8 {
        return None;
    }
    match facts {
        Value::Object(object) => match object.get("lastReviewed").and_then(Value::as_str) {
            Some(day) => Some(day.to_owned()),
            None => object.values().find_map(|value| reviewed(value, depth + 1)),
        },
        Value::Array(list) => list.iter().find_map(|value| reviewed(value, depth + 1)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Whether a text says what a care card is, for those who can't see its colour: "Immediate action required:".
pub(super) fn is_label(text: &Text) -> bool {
    plain(text).trim_end().ends_with(':')
}

/// Makes a paragraph bold: in a table that is the header of its row.
fn strengthen(piece: &mut Piece) {
    if let What::Paragraph(paragraph) = &mut piece.what {
        for run in &mut paragraph.text {
            if let Run::Words(words) = run {
                words.face.is_strong = true;
            }
        }
    }
}
