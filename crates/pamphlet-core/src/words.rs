//! The words of a page: what every output must hold.

use crate::{
    elements::{BodyPart, reading_order},
    model::{Inline, Page},
    visit::{self, Item, Part, Pointer},
};

/// The words of a page's body in the order in which they're read; citations left out.
///
/// A word is a run of letters and digits: the law that outputs agree is about what a reader reads, not about
/// the hyphens and quotes around it. Notes stand elsewhere in each format: their words are [`of_notes`].
#[must_use]
pub fn of_page(page: &Page) -> Vec<String> {
    of_text(&text(page, Wanted::Body))
}

/// How many words [`of_page`] gives.
#[must_use]
pub fn count_of_page(page: &Page) -> usize {
    let mut count = 0;
    let mut is_in_word = false;
    walk(page, Wanted::Body, &mut |run| {
        // A word begins where a letter or digit follows something else, or the run before.
        let is_first_of_word = run.chars().next().is_some_and(char::is_alphanumeric) && !is_in_word;
        count += usize::from(is_first_of_word) + begins(run);
        is_in_word = run.chars().next_back().is_some_and(char::is_alphanumeric);
    });
    count
}

/// How many words begin inside a text, after its first character.
fn begins(text: &str) -> usize {
    if text.is_ascii() {
        text.as_bytes().windows(2).filter(|pair| !pair[0].is_ascii_alphanumeric() && pair[1].is_ascii_alphanumeric()).count()
    } else {
        text.chars().zip(text.chars().skip(1)).filter(|(before, c)| !before.is_alphanumeric() && c.is_alphanumeric()).count()
    }
}

/// The words of a page's notes, in the order in which the text refers to them.
#[must_use]
pub fn of_notes(page: &Page) -> Vec<String> {
    of_text(&text(page, Wanted::Notes))
}

/// The words of a text.
#[must_use]
pub fn of_text(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Which words of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Body,
    Notes,
}

fn text(page: &Page, wanted: Wanted) -> String {
    let mut text = String::new();
    walk(page, wanted, &mut |run| text.push_str(run));
    text
}

/// Tells every run of text, and a space between those whose words aren't one.
fn walk(page: &Page, wanted: Wanted, tell: &mut dyn FnMut(&str)) {
    for part in reading_order(page) {
        let mut push = |at: &Pointer, item: Item<'_>| {
            let is_wanted = matches!(item, Item::Inline(_)) && at.has("note") == (wanted == Wanted::Notes);
            if is_wanted && starts_a_run(at) {
                tell(" ");
            }
            match item {
                Item::Inline(Inline::Text(run)) if is_wanted => tell(run.as_str()),
                Item::Inline(Inline::LineBreak) => tell(" "),
                // A word may be part plain, part emphasised: only runs of text part words.
                Item::Inline(_) => {}
                Item::Section(_) | Item::Question(_) | Item::Block(_) | Item::Cite(_) => tell(" "),
            }
        };
        let at = Pointer::default();
        match part {
            BodyPart::Opening(blocks) => visit::all(blocks, &at, &mut push),
            BodyPart::Section(section) => visit::section(section, &at, &mut push),
        }
    }
}

/// Whether a piece is the first of its run of text, and not of the text inside a mark.
pub(crate) fn starts_a_run(at: &Pointer<'_>) -> bool {
    let is_mark = |name: &str| matches!(name.rsplit('/').next(), Some("emphasis" | "strong" | "content"));
    match (at.part(), at.within().map(|within| within.part())) {
        (Part::Index(0), Some(Part::Name(name))) => !is_mark(name),
        (Part::Index(0), Some(Part::Index(_) | Part::Item(..))) => true,
        (Part::Index(_) | Part::Name(_) | Part::Item(..), _) => false,
    }
}
