//! Small readers for the examples of this crate's documentation: Markdown in, the model as JSON out.

use crate::{
    messages::Messages,
    model::{Block, Inline, Kind, PageId, PagePath},
    source,
    value::LanguageTag,
};

fn first_block(markdown: &str) -> Block {
    let id = PageId { path: PagePath::new(Kind::Condition, "dyspareunia".parse().expect("a slug")), language: LanguageTag::default() };
    let messages = Messages::built_in(&id.language).expect("English is built in");
    let page = format!("---\ntitle: T\nsummary: S\n---\n{markdown}\n");
    match source::read_markdown(&id, &page, messages) {
        Ok(read) => read.page.opening.into_iter().next().expect("a block"),
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// The first block of a page with that body, as JSON.
#[must_use]
pub fn block(markdown: &str) -> String {
    serde_json::to_string(&first_block(markdown)).expect("a block has a JSON form")
}

/// The text of the first paragraph of a page with that body, as JSON.
#[must_use]
pub fn inlines(markdown: &str) -> String {
    match first_block(markdown) {
        Block::Paragraph(content) => serde_json::to_string::<[Inline]>(&content).expect("text has a JSON form"),
        other => panic!("not a paragraph: {other:?}"),
    }
}
