//! Which text of a tree must stand on paper, and where.

use std::sync::Arc;

use pamphlet_core::{
    model::{Page, PageId},
    words,
};
use serde_json::{Map, Value};

use crate::said::{self, Piece, Place};

/// The pieces of text that a file must hold, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// A piece in the tree. Those of the body get their numbers in the order in which they're read.
    pub(super) fn add(&mut self, place: Place, page: Option<&PageId>, text: &str) -> Value {
        // The pieces of a page follow each other.
        let last = self.0.last().and_then(|piece| piece.page.as_ref());
        let page = page.map(|page| last.filter(|last| ***last == *page).map_or_else(|| Arc::new(page.clone()), Arc::clone));
        self.0.push(Piece { place, page, text: text.to_owned() });
        said::node(self.0.len() - 1, text)
    }

    /// The page that a piece belongs to.
    pub(super) fn page_of(&self, number: usize) -> Option<&PageId> {
        self.0.get(number).and_then(|piece| piece.page.as_deref())
    }

    /// Makes pieces of the strings at a key.
    fn take(&mut self, node: &mut Map<String, Value>, keys: &[&str], place: Place) {
        for key in keys {
            if let Some(value) = node.get_mut(*key) {
                self.take_all(value, place);
            }
        }
    }

    /// Makes pieces of the strings at the keys of each item.
    fn take_items(&mut self, node: &mut Map<String, Value>, keys: &[&str]) {
        for item in objects(node, "items") {
            self.take(item, keys, Place::Anywhere);
        }
    }

    /// Makes pieces of a string, or of those of a list.
    pub(super) fn take_all(&mut self, value: &mut Value, place: Place) {
        match value {
            Value::String(text) => *value = self.add(place, None, text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.take_all(item, place)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {}
        }
    }

    /// Makes pieces of the strings of a tree that readers must find: all running text, titles, whom to reach and where.
    pub(super) fn find(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.find(item)),
            Value::Object(node) if node.contains_key("said") => {}
            Value::Object(node) => {
                match node.get("is").and_then(Value::as_str) {
                    Some("text" | "address" | "see" | "title" | "lead") => self.take(node, &["text"], Place::Anywhere),
                    Some("names") => self.take(node, &["lines"], Place::Anywhere),
                    Some("letterhead") => self.take(node, &["name", "lines"], Place::Anywhere),
                    Some("notice") => self.take(node, &["overdue", "lines"], Place::Notice),
                    Some("contact") => self.take(node, &["name", "address", "hours", "promise", "trust"], Place::Anywhere),
                    Some("cover") => self.take(node, &["publisher", "title", "subtitle"], Place::Anywhere),
                    Some("part") => self.take(node, &["text"], Place::Anywhere),
                    Some("qr") => self.take(node, &["text", "newest"], Place::Anywhere),
                    Some("organizations") => self.take_items(node, &["name", "about"]),
                    Some("facts-of") => self.take_items(node, &["title"]),
                    Some("pages") => {
                        for group in objects(node, "groups") {
                            self.take_items(group, &["title"]);
                        }
                    }
                    Some(_) | None => {}
                }
                if let Some(printed) = node.get("printed").and_then(Value::as_str) {
                    let letters = printed.len();
                    self.take(node, &["printed"], Place::Anywhere);
                    node.insert("printed-letters".to_owned(), letters.into());
                }
                node.values_mut().for_each(|part| self.find(part));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// The pieces as they stand in the tree at last.
    pub(super) fn into_promises(mut self, data: &mut Value, pages: &[&Page], notices: &[String]) -> Vec<Piece> {
        for page in pages {
            self.add_unwritten(page);
        }
        let mut written = vec![false; self.0.len()];
        said::each(data, &mut |number, node| {
            if let (Some(piece), Some(text)) = (self.0.get_mut(number), node.get("text").and_then(Value::as_str)) {
                text.clone_into(&mut piece.text);
                written[number] = true;
            }
        });
        for (piece, is_written) in self.0.iter_mut().zip(written) {
            match piece.place {
                // What a short handout has no room for is listed as left out.
                Place::Anywhere if !is_written => piece.text.clear(),
                Place::Anywhere | Place::Note | Place::Body | Place::Notice | Place::EachPage => {}
            }
        }
        for notice in notices {
            let says = |piece: &&mut Piece| piece.text.contains(notice.as_str()) && piece.place != Place::EachPage;
            match self.0.iter_mut().find(says) {
                Some(piece) => piece.place = Place::Notice,
                None => drop(self.add(Place::Notice, None, notice)),
            }
        }
        self.0
    }

    /// Adds the words of a page that nobody wrote into the tree, so that they're found missing.
    fn add_unwritten(&mut self, page: &Page) {
        for (place, wanted) in [(Place::Body, words::of_page(page)), (Place::Note, words::of_notes(page))] {
            let of_page = |piece: &&Piece| piece.place == place && piece.page.as_deref() == Some(&page.id);
            let written: String =
                self.0.iter().filter(of_page).flat_map(|piece| piece.text.chars()).filter(|c| c.is_alphanumeric()).collect();
            let mut rest = written.as_str();
            let lost = wanted.iter().find(|word| rest.strip_prefix(word.as_str()).map(|after| rest = after).is_none());
            if let Some(word) = lost {
                drop(self.add(place, Some(&page.id), word));
            }
        }
    }
}

fn objects<'n>(node: &'n mut Map<String, Value>, key: &str) -> impl Iterator<Item = &'n mut Map<String, Value>> {
    node.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut)
}
