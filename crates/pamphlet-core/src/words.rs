//! The words of a page: what every output must hold.

use crate::{
    elements::{BodyPart, reading_order},
    model::{Inline, Page},
    visit::{self, Item, Pointer},
};

/// The words of a page's body in the order in which they're read; citations left out.
///
/// A word is a run of letters and digits: the law that outputs agree is about what a reader reads, not about
/// the hyphens and quotes around it. Notes stand elsewhere in each format: their words are [`of_notes`].
#[must_use]
pub fn of_page(page: &Page) -> Vec<String> {
    collect(page, false)
}

/// The words of a page's notes, in the order in which the text refers to them.
#[must_use]
pub fn of_notes(page: &Page) -> Vec<String> {
    collect(page, true)
}

/// The words of a text.
#[must_use]
pub fn of_text(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn collect(page: &Page, want_notes: bool) -> Vec<String> {
    let mut text = String::new();
    for part in reading_order(page) {
        let mut push = |at: &Pointer, item: Item<'_>| {
            let in_note = at.as_str().split('/').any(|part| part == "note");
            if matches!(item, Item::Inline(_)) && in_note == want_notes && starts_a_run(at) {
                text.push(' ');
            }
            match item {
                Item::Inline(Inline::Text(run)) if in_note == want_notes => text.push_str(run.as_str()),
                Item::Inline(Inline::LineBreak) => text.push(' '),
                // A word may be part plain, part emphasised: only runs of text part words.
                Item::Inline(_) => {}
                Item::Section(_) | Item::Question(_) | Item::Block(_) | Item::Cite(_) => text.push(' '),
            }
        };
        let at = Pointer::default();
        match part {
            BodyPart::Opening(blocks) => visit::all(blocks, &at, &mut push),
            BodyPart::Section(section) => visit::section(section, &at, &mut push),
        }
    }
    of_text(&text)
}

/// Whether a piece is the first of its run of text, and not of the text inside a mark.
fn starts_a_run(at: &Pointer) -> bool {
    at.as_str().strip_suffix("/0").is_some_and(|parent| !matches!(parent.rsplit('/').next(), Some("emphasis" | "strong" | "content")))
}
