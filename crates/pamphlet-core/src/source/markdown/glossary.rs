//! The glossary: each entry a heading and one paragraph.

use super::{
    super::Keep,
    Reader,
    tree::{self, Piece, PieceKind},
};
use crate::{
    diagnostic::Diagnostic,
    glossary::{Glossary, GlossaryEntry},
    messages::Messages,
    model::{Kind, PageId, PagePath},
    value::{LanguageTag, Slug},
    visit::Pointer,
};
use pulldown_cmark::{HeadingLevel, Tag};

/// Reads a glossary: `## Word`, and under it one paragraph. Its slug is the heading's, or `{#slug}`.
///
/// Beside it are the warnings.
pub(crate) fn read_glossary(
    language: &LanguageTag,
    source: &str,
    messages: &Messages,
) -> Result<(Glossary, Vec<Diagnostic>), Vec<Diagnostic>> {
    super::super::check_size(source)?;
    // A reader needs a page's id for its language; the glossary has no page.
    let slug = "glossary".parse().expect("a slug");
    let id = PageId { path: PagePath::new(Kind::Collection, slug), language: language.clone() };
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let tree::Masked { text: masked, callouts, colon } = tree::mask_callouts(&source[start..], start);
    let tree = tree::parse(&masked, colon, start).map_err(|problem| vec![*problem])?;
    let mut reader = Reader { callouts, ..Reader::new(source, &id, None, messages, Keep::Page) };
    let pieces = reader.settled(tree);
    let mut glossary = Glossary::default();
    let mut pieces = pieces.as_slice();
    while let Some((piece, rest)) = pieces.split_first() {
        pieces = rest;
        let PieceKind::Tag(Tag::Heading { level, id: anchor, .. }, heading) = &piece.kind else {
            if matches!(piece.kind, PieceKind::Tag(Tag::HtmlBlock, _)) {
                reader.html_block(piece);
                continue;
            }
            reader.report(
                Diagnostic::error("glossary-shape", "a glossary has headings `## Word`, and one paragraph under each")
                    .at(piece.span.clone()),
            );
            continue;
        };
        reader.check_heading(piece);
        // A title above the entries is for whoever reads the file itself.
        if *level == HeadingLevel::H1 {
            continue;
        }
        let at = Pointer::from("glossary");
        let term = reader.inlines(heading, &at);
        let definition = match rest.first() {
            Some(Piece { kind: PieceKind::Tag(Tag::Paragraph, inner), .. }) => {
                pieces = &rest[1..];
                reader.inlines(inner, &at)
            }
            _ => None,
        };
        let slug = term.as_ref().and_then(|term| anchor.as_ref().map_or_else(|| Slug::from_text(&term.plain_text()), |id| id.parse().ok()));
        match (term, definition, slug) {
            (Some(term), Some(definition), Some(slug)) => {
                if let Err(twice) = glossary.insert(GlossaryEntry { slug, term, definition }) {
                    reader.report(
                        Diagnostic::error("duplicate-term", format!("the word `{}` stands twice", twice.slug)).at(piece.span.clone()),
                    );
                }
            }
            (Some(_), Some(_), None) => reader.report(
                Diagnostic::error("glossary-shape", "the word needs a name for links")
                    .at(piece.span.clone())
                    .with_help("write one in letters a to z: `## Word {#name}`"),
            ),
            _ => reader.report(
                Diagnostic::error("glossary-shape", "the word has no definition")
                    .at(piece.span.clone())
                    .with_help("write one paragraph under it"),
            ),
        }
    }
    if super::super::has_errors(&reader.problems) { Err(reader.problems) } else { Ok((glossary, reader.problems)) }
}
