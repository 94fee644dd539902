//! The words that a handout must hold, each run of text parted from the next.

use pamphlet_core::{
    elements::{BodyPart, reading_order},
    model::{Inline, Page},
    visit::{self, Item, Pointer},
    words,
};

/// The words of a page's body in the order of reading, and those of its notes, which stand at the foot of pages.
///
/// They are those of [`words::of_page`], which runs the words of neighbouring texts together ("bleed" and
/// "you", of two criteria): a reader of paper sees them apart.
pub(super) fn words_of(page: &Page) -> (Vec<String>, Vec<String>) {
    let mut body = String::new();
    let mut notes = String::new();
    for part in reading_order(page) {
        let mut run = String::new();
        let mut collect = |at: &Pointer, item: Item<'_>| {
            let Item::Inline(inline) = item else { return };
            let at = at.to_string();
            // What stands inside a run of text, however deep, has a pointer that starts with the run's.
            if run.is_empty() || !at.starts_with(&run) {
                run = at.rfind('/').map_or(String::new(), |end| at[..=end].to_owned());
                body.push(' ');
                notes.push(' ');
            }
            let in_note = at[run.len()..].split('/').any(|part| part == "note");
            match inline {
                Inline::Text(text) if in_note => notes.push_str(text.as_str()),
                Inline::Text(text) => body.push_str(text.as_str()),
                Inline::LineBreak => body.push(' '),
                Inline::Note(_) => notes.push(' '),
                Inline::Emphasis(_)
                | Inline::Strong(_)
                | Inline::Link(_)
                | Inline::Page(_)
                | Inline::Cite(_)
                | Inline::Term(_)
                | Inline::Span(_) => {}
            }
        };
        match part {
            BodyPart::Opening(blocks) => visit::all(blocks, &Pointer::from("opening"), &mut collect),
            BodyPart::Section(section) => visit::section(section, &Pointer::from("section"), &mut collect),
        }
    }
    (words::of_text(&body), words::of_text(&notes))
}
