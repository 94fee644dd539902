//! What changed since the last edition, as a page of the book.

use pamphlet_core::changes::{Changes, Fate, PageChange};

use crate::{
    book::Book,
    xml::{element, escaped},
};

/// Chapter by chapter, in the order of the book; then what is no longer in it.
pub(crate) fn page(book: &Book<'_>, changes: &Changes) -> String {
    let messages = book.messages;
    let mut body = String::new();
    if let Some(since) = changes.since {
        body.push_str(&element("p", "", &messages.format("changes-since", [("date", messages.date(since).into())])));
    }
    let before = body.len();
    if !changes.library.is_empty() {
        let lines = changes.library.iter().map(|detail| detail.words(messages));
        body.push_str(&element("h2", "", &messages.get("changes-everywhere")));
        body.push_str(&list(lines));
    }
    for chapter in &book.chapters {
        if let Some(PageChange { id: _, title, fate }) = changes.of(&chapter.page.id) {
            body.push_str(&format!("<h2><a href=\"{}\">{}</a></h2>\n", chapter.file, escaped(title.as_str())));
            body.push_str(&match fate {
                Fate::Added => element("p", "", &messages.get("change-page-added-note")),
                Fate::Removed => element("p", "", &messages.get("change-page-removed-note")),
                Fate::Changed(changes) => list(changes.iter().map(|change| change.words(messages))),
            });
        }
    }
    for gone in changes.pages.iter().filter(|page| page.fate == Fate::Removed && page.id.language == book.page.id.language) {
        body.push_str(&element("h2", "", gone.title.as_str()));
        body.push_str(&element("p", "", &messages.get("change-page-removed-note")));
    }
    if body.len() == before {
        body.push_str(&element("p", "", &messages.get("changes-none")));
    }
    body
}

fn list(lines: impl Iterator<Item = String>) -> String {
    let items: String = lines.map(|line| element("li", "", &line)).collect();
    format!("<ul>\n{items}</ul>\n")
}
