//! What an import says of itself: a line for each piece of the document, and how much is still to be done.

use pamphlet_core::{
    model::{Page, Urgency},
    words,
};
use serde_json::{Value, json};

use crate::fate::Told;

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Each piece of text, and what became of it.
    pub told: Vec<Told>,
    /// What somebody should know of the file, such as that it holds macros.
    pub notices: Vec<String>,
    /// Care cards that the document stated.
    pub cards_found: usize,
    /// Care cards that were guessed from their words. Each has a to-do.
    pub cards_guessed: usize,
    /// Emergency numbers in text that became no card. Each has a to-do.
    pub emergency_in_text: usize,
    /// Things to do before the page can be published.
    pub todos: usize,
    /// Words of the document, by the simple count.
    pub words: usize,
    /// Those of them that are in the page's text and its front matter.
    pub words_kept: usize,
}

impl Report {
    pub(crate) fn new(made: Made<'_>) -> Self {
        let Made { page, told, notices, counts, words } = made;
        let kept = told.iter().filter(|told| !matches!(told.fate, crate::fate::Fate::NotText(_) | crate::fate::Fate::Repeated));
        let words_kept = kept.map(|told| words::of_text(&told.text).len()).sum();
        let mut notices = notices;
        notices.dedup();
        Self {
            told,
            notices,
            cards_found: counts.cards_stated,
            cards_guessed: counts.cards_guessed,
            emergency_in_text: counts.emergency_todos,
            todos: page.todos(),
            words,
            words_kept,
        }
    }

    /// The report as JSON, a line for each piece.
    #[must_use]
    pub fn to_json(&self, file: &str, page: &Page) -> Value {
        let pieces: Vec<Value> = self
            .told
            .iter()
            .map(|told| json!({ "from": told.from, "fate": told.fate.as_str(), "detail": detail(told), "text": told.text }))
            .collect();
        let cards: Vec<Value> = page
            .care_advice()
            .iter()
            .map(|card| json!({ "urgency": Urgency::as_str(card.urgency), "heading": card.heading.plain_text(), "signs": card.criteria.len() }))
            .collect();
        json!({
            "file": file,
            "page": page.id.path.to_string(),
            "todos": self.todos,
            "cards": cards,
            "cards-found": self.cards_found,
            "cards-guessed": self.cards_guessed,
            "emergency-number-in-text": self.emergency_in_text,
            "words": self.words,
            "words-kept": self.words_kept,
            "notices": self.notices,
            "pieces": pieces,
        })
    }
}

fn detail(told: &Told) -> Option<String> {
    match &told.fate {
        crate::fate::Fate::FrontMatter(key) => Some((*key).to_owned()),
        crate::fate::Fate::NotText(why) => Some((*why).to_owned()),
        _ => None,
    }
}

/// What a report is made of.
pub(crate) struct Made<'m> {
    pub(crate) page: &'m Page,
    pub(crate) told: Vec<Told>,
    pub(crate) notices: Vec<String>,
    pub(crate) counts: crate::page::Counts,
    pub(crate) words: usize,
}
