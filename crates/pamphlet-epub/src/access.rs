//! What the book tells readers of its accessibility (EPUB Accessibility 1.1 § 2), taken from what it holds.
//!
//! The library asserts no conformance: that takes an evaluator with a name.

use pamphlet_core::{
    model::{Alternative, Block},
    visit,
};

use crate::{book::Book, pictures::Picture};

/// Properties of schema.org and their values.
pub(crate) fn properties(book: &Book<'_>, pictures: &[Picture]) -> Vec<(&'static str, &'static str)> {
    let has_figures = has_figures(book);
    let mut all = vec![("schema:accessMode", "textual")];
    if has_figures {
        all.push(("schema:accessMode", "visual"));
        all.push(("schema:accessModeSufficient", "textual,visual"));
    }
    // No figure can be written without words that stand in for it, or the word that it adds nothing (`Alternative`).
    all.push(("schema:accessModeSufficient", "textual"));
    all.extend(
        ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "unlocked"]
            .map(|feature| ("schema:accessibilityFeature", feature)),
    );
    if has_figures {
        all.push(("schema:accessibilityFeature", "alternativeText"));
    }
    let hazard = if pictures.iter().any(may_move) { "unknown" } else { "none" };
    all.push(("schema:accessibilityHazard", hazard));
    all
}

/// The same in plain words, in English as they're the library's own.
pub(crate) fn summary(book: &Book<'_>) -> String {
    let mut words = "All text can be read aloud, and its size, font and colours can be changed. Headings, lists, tables, notes and \
                     the language of words are marked. A list of contents leads to every chapter."
        .to_owned();
    if has_figures(book) {
        words.push_str(" What pictures show is also said in words.");
    }
    words
}

/// Whether pictures stand in the text that mean something.
fn has_figures(book: &Book<'_>) -> bool {
    book.pages().any(|page| {
        let mut found = false;
        visit::blocks(page, &mut |block| {
            if let Block::Figure(figure) = block {
                found |= figure.alternative != Alternative::Decorative;
            }
        });
        found
    })
}

/// Whether a picture could move or flash: an SVG with animation (SVG 2 § 18), or a PNG with frames (PNG 3 § 11.3.4).
fn may_move(picture: &Picture) -> bool {
    let holds = |needle: &[u8]| picture.bytes.windows(needle.len()).any(|window| window == needle);
    match picture.media_type {
        "image/svg+xml" => holds(b"<animate") || holds(b"<set") || holds(b"@keyframes"),
        "image/png" => holds(b"acTL"),
        _ => false,
    }
}
