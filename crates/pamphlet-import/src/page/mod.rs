//! A draft becomes a page: sections, care cards, lists, the front matter; and each piece gets its fate.

mod blocks;
mod boxes;
mod cards;
mod contacts;
mod front;
mod outline;
mod pictures;
mod review;
pub(crate) mod text;

use std::collections::BTreeMap;

use pamphlet_core::{
    messages::Messages,
    model::{Block, Document, Inlines, Kind, Page, PageId, PagePath, Section, Status, Todo},
    value::{LanguageTag, MediaPath, Slug},
};

use crate::{
    care,
    draft::{Draft, Dropped, Piece, Place, Run, leaf},
    fate::{Fate, Told},
    language::Vocabulary,
};

/// What is known of a page before it's made.
pub(crate) struct Wanted<'w> {
    pub(crate) kind: Option<Kind>,
    pub(crate) slug: Option<Slug>,
    pub(crate) language: LanguageTag,
    pub(crate) messages: &'w Messages,
    pub(crate) vocabulary: &'static Vocabulary,
    pub(crate) marks: Marks,
    /// The name of the file, without its ending.
    pub(crate) name: &'w str,
}

/// Whether bold and italic words stay so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    Kept,
    /// Where the marks stand so close that they couldn't be read again.
    Dropped,
}

/// A page, and what became of everything that the document said.
pub(crate) struct Made {
    pub(crate) page: Page,
    pub(crate) told: Vec<Told>,
    pub(crate) media: Vec<(MediaPath, Vec<u8>)>,
    pub(crate) counts: Counts,
    /// Words of the body that the document doesn't have: repeated cells, headings that we put in.
    pub(crate) added: Vec<String>,
    pub(crate) notices: Vec<String>,
}

/// How much of a kind there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) cards_stated: usize,
    pub(crate) cards_guessed: usize,
    pub(crate) emergency_todos: usize,
}

/// The making of a page.
pub(super) struct Maker<'m> {
    wanted: &'m Wanted<'m>,
    told: Vec<Told>,
    added: Vec<String>,
    counts: Counts,
    files: BTreeMap<String, Vec<u8>>,
    media: Vec<(MediaPath, Vec<u8>)>,
    /// What each file of a picture became.
    media_names: BTreeMap<String, Option<MediaPath>>,
    slug: Slug,
    /// Pieces that found no place.
    left_over: Vec<Block>,
    notices: Vec<String>,
    /// Whether the text before was in another script than the page's language.
    is_in_other_script: bool,
}

/// Makes a page of a draft.
pub(crate) fn make(mut draft: Draft, wanted: &Wanted<'_>) -> Made {
    crate::shape::shape(&mut draft, &wanted.language, wanted.vocabulary);
    let mut maker = Maker {
        wanted,
        told: Vec::new(),
        added: Vec::new(),
        counts: Counts::default(),
        files: std::mem::take(&mut draft.pictures),
        media: Vec::new(),
        media_names: BTreeMap::new(),
        slug: front::fallback_slug(),
        left_over: Vec::new(),
        notices: std::mem::take(&mut draft.notices),
        is_in_other_script: false,
    };
    let said: String = draft.body.iter().map(Piece::said).collect();
    for dropped in std::mem::take(&mut draft.dropped) {
        maker.leave_out(&dropped, &said);
    }
    let front = maker.front(&mut draft);
    maker.slug = front.slug.clone();
    let mut document = Document::new(front.title, front.summary);
    document.status = Status::Draft;
    document.audience = front.audience;
    document.review = front.review;
    document.published = front.published;
    document.version = front.version;
    let (opening, sections, found) = maker.outline(std::mem::take(&mut draft.body));
    document.contact = found.contact;
    document.support = found.support;
    document.opening = front.todos.into_iter().chain(opening).collect();
    document.sections = sections;
    if !maker.left_over.is_empty() {
        let blocks = std::mem::take(&mut maker.left_over);
        document.sections.extend(maker.section_of("Left over", blocks));
    }
    let path = PagePath::new(front.kind, front.slug);
    let id = PageId { path, language: wanted.language.clone() };
    // A subject of another kind is never set.
    let page = document.into_page(id.clone()).unwrap_or_else(|_| unreachable!("no subject was given: {id}"));
    Made { page, told: maker.told, media: maker.media, counts: maker.counts, added: maker.added, notices: maker.notices }
}

impl Maker<'_> {
    /// Leaves out what is no text for readers. An emergency number that stands nowhere else is shown to somebody first.
    fn leave_out(&mut self, dropped: &Dropped, body: &str) {
        let folded = |text: &str| format!(" {} ", crate::language::words(text.trim_end_matches(|c: char| !c.is_alphabetic())).join(" "));
        let is_only_here =
            care::names_emergency_number(&dropped.text, self.wanted.vocabulary) && !folded(body).contains(folded(&dropped.text).trim_end());
        if is_only_here {
            let why = format!(
                "The leaflet names an emergency number here, which wasn’t taken over: {}. Is it missing from the page?",
                dropped.why
            );
            self.counts.emergency_todos += 1;
            return self.leave_over_text(&dropped.from, &crate::draft::words(&dropped.text), &why);
        }
        self.tell(&dropped.from, &dropped.text, Fate::NotText(dropped.why));
    }

    /// Says what became of some words.
    fn tell(&mut self, from: &Place, text: &str, fate: Fate) {
        if text.chars().any(char::is_alphanumeric) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.told.push(Told { from: from.to_string(), text, fate, place: from.clone() });
        }
    }

    fn tell_text(&mut self, from: &Place, text: &[Run], fate: Fate) {
        let mut leaves = Vec::new();
        leaf(from, text, &mut |from, text| leaves.push((from.clone(), text)));
        leaves.into_iter().for_each(|(from, text)| self.tell(&from, &text, fate.clone()));
    }

    fn tell_piece(&mut self, piece: &Piece, fate: &Fate) {
        let mut leaves = Vec::new();
        piece.leaves(&mut |from, text| leaves.push((from.clone(), text)));
        leaves.into_iter().for_each(|(from, text)| self.tell(&from, &text, fate.clone()));
    }

    fn inlines(&self, text: &[Run], keep: text::Keep) -> Option<Inlines> {
        // A heading stands on one line.
        let line;
        let text = match keep {
            text::Keep::Links => {
                line = text::on_one_line(text);
                &line
            }
            text::Keep::All => text,
        };
        let keep = match (self.wanted.marks, keep) {
            (Marks::Dropped, text::Keep::All) => text::Keep::Links,
            (Marks::Kept | Marks::Dropped, keep) => keep,
        };
        text::inlines(text, keep, &self.wanted.language)
    }

    /// A text that is part of the body.
    fn body(&mut self, from: &Place, text: &[Run], keep: text::Keep) -> Option<Inlines> {
        let inlines = self.inlines(text, keep);
        match inlines {
            Some(_) => self.tell_text(from, text, Fate::Body),
            None => self.tell_text(from, text, Fate::NotText("signs that can't be read")),
        }
        inlines
    }

    /// Words of ours.
    fn ours(&mut self, words: &str) -> Option<Inlines> {
        self.added.push(words.to_owned());
        self.inlines(&crate::draft::words(words), text::Keep::Links)
    }

    /// A to-do about what follows it.
    fn todo(&mut self, why: &str) -> Block {
        self.todo_with(why, Vec::new())
    }

    /// A to-do with the text that it's about.
    fn todo_with(&mut self, why: &str, body: Vec<Block>) -> Block {
        let why = self.ours(why);
        Block::Todo(Todo { why, body })
    }

    fn section_of(&mut self, heading: &str, blocks: Vec<Block>) -> Option<Section> {
        let heading = self.ours(heading)?;
        Some(Section { heading, id: None, aspect: None, blocks, questions: Vec::new(), sections: Vec::new() })
    }
}
