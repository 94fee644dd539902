//! What was exported, and where it stands in the page as it is now.

use std::collections::BTreeMap;

use pamphlet_core::{Library, model::Page, value::Date};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    Source,
    read::{Exported, Reviewed},
};
use crate::{
    Options,
    document::{Card, From, Paragraph, Piece, Place, Run, Style, bind, paragraphs},
    file::FROM_LEFT,
    write,
};

/// A paragraph that was exported.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) style: String,
    pub(crate) text: String,
    /// Where it stands in the page as it is now; none for what the library puts in.
    pub(crate) pointer: Option<String>,
    /// The heading that it stands under.
    pub(crate) heading: String,
    card: Option<Card>,
    pub(crate) state: State,
    /// Where each of its characters comes from.
    pub(crate) origins: Vec<Origin>,
}

/// How an exported paragraph stands to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// The page says the same at its place.
    Same,
    /// The page says something else there.
    Changed,
    /// The page has nothing like it.
    Gone,
}

/// Where a character comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The author's text: the character, mark or line end of this number in it.
    Unit(usize),
    /// The library.
    Library,
}

/// Looks up each exported paragraph in the page.
pub(super) fn known(library: &Library, page: &Page, day: Date, reviewed: &Reviewed, source: Source) -> Vec<Known> {
    let body = write::body(library, page, &Options::on(day));
    let now = paragraphs(&body.nodes);
    let names = bind::names(&now);
    let headings = headings(&now);
    let texts: Vec<String> = now.iter().map(|paragraph| paragraph.text().replace(FROM_LEFT, "")).collect();
    let own = || {
        names.iter().zip(&now).zip(&texts).map(|((name, paragraph), text)| Exported {
            name: name.clone(),
            style: paragraph.style.name(),
            text: text.clone(),
        })
    };
    let exported: Vec<Exported> = if reviewed.exported.is_empty() { own().collect() } else { reviewed.exported.clone() };
    let by_name: BTreeMap<&str, usize> = names.iter().enumerate().map(|(index, name)| (name.as_str(), index)).collect();
    let matched = matched(&exported, &now, &texts, &by_name, source);
    exported
        .into_iter()
        .zip(matched)
        .map(|(Exported { name, style, text }, (at, state))| {
            let paragraph = at.map(|at| now[at]);
            Known {
                name,
                style,
                pointer: paragraph.and_then(|paragraph| match &paragraph.place {
                    Place::Page(pointer) => Some(pointer.clone()),
                    Place::Elsewhere => None,
                }),
                heading: at.map(|at| headings[at].clone()).unwrap_or_default(),
                card: paragraph.and_then(|paragraph| paragraph.card).map(|(card, _)| card),
                state,
                origins: paragraph.filter(|_| state == State::Same).map(|paragraph| origins(&paragraph.runs)).unwrap_or_default(),
                text,
            }
        })
        .collect()
}

/// The paragraph of the page that each exported one is, and how it stands to it.
fn matched(
    exported: &[Exported],
    now: &[&Paragraph],
    texts: &[String],
    by_name: &BTreeMap<&str, usize>,
    source: Source,
) -> Vec<(Option<usize>, State)> {
    let same = |exported: &Exported, at: usize| texts[at] == exported.text;
    if source == Source::Same {
        let at = |exported: &Exported| by_name.get(exported.name.as_str()).copied();
        // What the library puts in may be another although the page isn't.
        let state = |exported: &Exported, at: Option<usize>| match at {
            Some(at) if same(exported, at) => State::Same,
            Some(_) => State::Changed,
            None => State::Gone,
        };
        return exported.iter().map(|exported| (at(exported), state(exported, at(exported)))).collect();
    }
    let old: Vec<(&str, &str)> = exported.iter().map(|exported| (exported.style.as_str(), exported.text.as_str())).collect();
    let styles: Vec<String> = now.iter().map(|paragraph| paragraph.style.name()).collect();
    let new: Vec<(&str, &str)> = styles.iter().zip(texts).map(|(style, text)| (style.as_str(), text.as_str())).collect();
    let mut found: Vec<Option<usize>> = vec![None; exported.len()];
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => (0..len).for_each(|n| found[old_index + n] = Some(new_index + n)),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {}
        }
    }
    let count = |all: &[(&str, &str)], one: (&str, &str)| all.iter().filter(|other| **other == one).count();
    let taken: Vec<usize> = found.iter().flatten().copied().collect();
    exported
        .iter()
        .enumerate()
        .map(|(index, paragraph)| match found[index] {
            // Of several that say the same, it can't be told which one was meant if some came or went.
            Some(at) if count(&old, old[index]) == count(&new, old[index]) => (Some(at), State::Same),
            Some(at) => (Some(at), State::Changed),
            None => match by_name.get(paragraph.name.as_str()).filter(|at| !taken.contains(at)) {
                Some(at) => (Some(*at), State::Changed),
                None => (None, State::Gone),
            },
        })
        .collect()
}

/// The heading that each paragraph stands under. Headings of cards are parts of their cards.
fn headings(paragraphs: &[&Paragraph]) -> Vec<String> {
    let mut heading = String::new();
    let mut all = Vec::new();
    for paragraph in paragraphs {
        if matches!(paragraph.style, Style::Heading(_)) && paragraph.card.is_none() {
            heading = paragraph.text();
        }
        all.push(heading.clone());
    }
    all
}

/// Where each character of a paragraph comes from. A citation is one thing, however many characters it shows; so is the mark of a note.
fn origins(runs: &[Run]) -> Vec<Origin> {
    let mut origins = Vec::new();
    let mut unit = 0;
    let mut in_mark = false;
    for run in runs {
        match (&run.piece, run.from) {
            (Piece::Picture(_), _) => {
                in_mark = false;
                origins.push(Origin::Library);
            }
            (Piece::Text(text), From::Author) => {
                in_mark = false;
                for c in text.chars() {
                    // It has no place in what is compared.
                    if !FROM_LEFT.contains(c) {
                        origins.push(Origin::Unit(unit));
                    }
                    unit += 1;
                }
            }
            (Piece::Break, From::Author) => {
                in_mark = false;
                origins.push(Origin::Unit(unit));
                unit += 1;
            }
            (Piece::Text(_) | Piece::Break, From::Mark) => {
                // The mark of a note is one run; those of a citation follow each other.
                let is_note = run.look.is_raised;
                if is_note || !in_mark {
                    unit += 1;
                }
                in_mark = !is_note;
                origins.extend(run.text().chars().map(|_| Origin::Unit(unit - 1)));
            }
            (Piece::Text(_) | Piece::Break, From::Library) => {
                in_mark = false;
                origins.extend(run.text().chars().map(|_| Origin::Library));
            }
        }
    }
    origins
}

impl Known {
    /// Whether it's part of a care card.
    pub(crate) fn is_care(&self) -> bool {
        matches!(self.card, Some(Card::Care(_))) || self.pointer.as_ref().is_some_and(|pointer| pointer.contains("/care-card/"))
    }

    /// What it's a part of, in words.
    pub(crate) fn part(&self) -> Option<&'static str> {
        let pointer = self.pointer.as_deref().unwrap_or_default();
        let has = |name: &str| pointer.split('/').any(|part| part == name);
        let is_front = !pointer.is_empty() && !pointer.starts_with("sections") && !pointer.starts_with("opening");
        match self.card {
            _ if self.is_care() => Some("care card"),
            Some(Card::Care(_)) => Some("care card"),
            Some(Card::Callout(_)) => Some("callout"),
            Some(Card::Do) => Some("list of what to do"),
            Some(Card::Dont) => Some("list of what not to do"),
            Some(Card::Details) => Some("details"),
            Some(Card::Risk) => Some("risk"),
            Some(Card::Evidence) => Some("evidence"),
            Some(Card::Todo) => Some("to-do"),
            Some(Card::Notice | Card::Picture) | None if has("table") || has("differential") => Some("table"),
            Some(Card::Notice | Card::Picture) | None if self.pointer.is_none() => Some("not from the page’s source"),
            Some(Card::Notice | Card::Picture) | None if is_front => Some("front matter"),
            Some(Card::Notice | Card::Picture) | None => None,
        }
    }
}
