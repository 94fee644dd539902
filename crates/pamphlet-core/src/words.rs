//! The words of a page: what every output must hold.

use crate::{
    elements::{BodyPart, reading_order},
    model::{Inline, Page},
    visit::{self, Item, Pointer, RunKind},
};

/// The words of a page's body in the order in which they're read; citations left out.
///
/// A word is a run of letters and digits: the law that outputs agree is about what a reader reads, not about
/// the hyphens and quotes around it. Notes stand elsewhere in each format: their words are [`of_notes`].
#[must_use]
pub fn of_page(page: &Page) -> Vec<String> {
    of_text(&text(page, Wanted::Body))
}

/// How many words of a page's body there are to read, as readers count them: what stands between spaces, so that "don't" is one.
#[must_use]
pub fn to_read(page: &Page) -> usize {
    let mut count = 0;
    let mut is_in_word = false;
    walk(page, Wanted::Body, &mut |run| {
        // A word may go on where it's emphasised.
        count += usize::from(!is_in_word && !run.starts_with(' ')) + begins(run);
        is_in_word = !run.ends_with(' ');
    });
    count
}

/// How many words begin inside a text, after its first character.
fn begins(text: &str) -> usize {
    let (before, after) = (text.as_bytes(), text.as_bytes().get(1..).unwrap_or_default());
    let begins = |(before, byte): (&u8, &u8)| u8::from((*before == b' ') & (*byte != b' '));
    // Without a branch and counted in bytes, sixteen are looked at in one step.
    let counts = before.chunks(255).zip(after.chunks(255)).map(|(before, after)| before.iter().zip(after).map(begins).sum::<u8>());
    counts.map(usize::from).sum()
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
    let mut of_run = |_: &Pointer<'_>, item: Item<'_>| {
        let Item::Run(run, kind) = item else { return };
        let is_note = kind == RunKind::Note;
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

#[cfg(test)]
mod tests {
    use crate::{Library, Sources};

    #[test]
    fn words_to_read_are_those_between_spaces() {
        let count = |body: &str| {
            let page = format!("---\ntitle: T\nsummary: S.\n---\n\n{body}\n");
            let files = [("pamphlet.toml", "title = 'L'\npublisher = { name = 'P' }".to_owned()), ("conditions/a.md", page)];
            let sources: Sources = files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into();
            super::to_read(Library::read(sources).unwrap().page("conditions/a").unwrap())
        };
        assert_eq!(count("Don’t worry: it’s well-known."), 4);
        assert_eq!(count("un*believ*able pain,\\\nand more"), 4);
        assert_eq!(count("- one\n- two “three”\n\n## Four\n\nfive"), 5);
        assert_eq!(count(&"word ".repeat(700)), 700);
    }
}
