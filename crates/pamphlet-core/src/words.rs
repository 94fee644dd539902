//! The words of a page: what every output must hold.

use crate::{
    elements::{BodyPart, reading_order},
    model::{Block, Inline, Page, Risk},
    visit::{self, Item, Pointer},
};

/// The words of a page's body in the order in which they're read, marks and citations left out.
///
/// A word is a run of letters and digits: the law that outputs agree is about what a reader reads, not about
/// the hyphens and quotes around it.
#[must_use]
pub fn of_page(page: &Page) -> Vec<String> {
    let mut text = String::new();
    for part in reading_order(page) {
        let at = Pointer::default();
        let mut collect = |_: &Pointer, item: Item<'_>| push(item, &mut text);
        match part {
            BodyPart::Opening(blocks) => visit::all(blocks, &at, &mut collect),
            BodyPart::Section(section) => visit::section(section, &at, &mut collect),
        }
    }
    of_text(&text)
}

/// The words of a text.
#[must_use]
pub fn of_text(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn push(item: Item<'_>, text: &mut String) {
    match item {
        Item::Inline(Inline::Text(run)) => text.push_str(run.as_str()),
        Item::Inline(Inline::LineBreak) => text.push(' '),
        // A word may be part plain, part emphasised: only blocks part words.
        Item::Inline(
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Link(_)
            | Inline::Page(_)
            | Inline::Cite(_)
            | Inline::Term(_)
            | Inline::Span(_),
        ) => {}
        Item::Block(Block::Risk(Risk { people, period, .. })) => {
            // They stand after the statement in every output; their own order is the renderers'.
            let _ = (people, period);
            text.push(' ');
        }
        Item::Section(_) | Item::Question(_) | Item::Block(_) | Item::Cite(_) => text.push(' '),
    }
}
