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
        let (before, after) = (text.as_bytes(), text.as_bytes().get(1..).unwrap_or_default());
        let begins = |(before, byte): (&u8, &u8)| u8::from(!before.is_ascii_alphanumeric() & byte.is_ascii_alphanumeric());
        // Without a branch and counted in bytes, sixteen are looked at in one step.
        let counts = before.chunks(255).zip(after.chunks(255)).map(|(before, after)| before.iter().zip(after).map(begins).sum::<u8>());
        counts.map(usize::from).sum()
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

/// Tells every piece of text, and a space between those whose words aren't one.
fn walk(page: &Page, wanted: Wanted, tell: &mut dyn FnMut(&str)) {
    let mut of_run = |at: &Pointer<'_>, item: Item<'_>| {
        let Item::Run(run) = item else { return };
        let is_note = at.part() == Part::Name("note");
        if is_note == (wanted == Wanted::Notes) {
            tell(" ");
            pieces(run, tell);
        }
    };
    let at = Pointer::default();
    for part in reading_order(page) {
        match part {
            BodyPart::Opening(blocks) => visit::all(blocks, &at, &mut of_run),
            BodyPart::Section(section) => visit::section(section, &at, &mut of_run),
        }
    }
}

fn pieces(run: &[Inline], tell: &mut dyn FnMut(&str)) {
    for inline in run {
        match inline {
            Inline::Text(text) => tell(text.as_str()),
            // A word may be part plain, part emphasised.
            Inline::Emphasis(content) | Inline::Strong(content) => pieces(content, tell),
            Inline::Link(link) => pieces(&link.content, tell),
            Inline::Page(link) => pieces(&link.content, tell),
            Inline::Term(term) => pieces(&term.content, tell),
            Inline::Span(span) => pieces(&span.content, tell),
            Inline::Cite(_) | Inline::LineBreak => tell(" "),
            Inline::Note(_) => {}
        }
    }
}
