//! What a document shows without saying it: bullets that are typed, headings that are only bold, tables that are a layout.

pub(crate) mod bullets;
pub(crate) mod headings;
mod languages;
pub(crate) mod tables;

use crate::{
    care,
    draft::{BoxKind, Boxed, Certainty, Draft, Heading, Item, Marker, Paragraph, Piece, What, plain},
    language::Vocabulary,
};
use pamphlet_core::value::LanguageTag;

/// Shapes a draft.
pub(crate) fn shape(draft: &mut Draft, language: &LanguageTag, vocabulary: &Vocabulary) {
    languages::keep_true(&mut draft.body, language, vocabulary);
    languages::keep_true(&mut draft.margins, language, vocabulary);
    let pieces = tables::unroll(std::mem::take(&mut draft.body));
    let pieces = in_boxes(pieces, &mut |pieces| bullets::find(pieces, &mut draft.dropped));
    let pieces = open_boxes(pieces, vocabulary);
    draft.body = captions(headings::guess(pieces, vocabulary));
    draft.margins = tables::unroll(std::mem::take(&mut draft.margins));
}

/// Works on the pieces, and on those of every box.
fn in_boxes(pieces: Vec<Piece>, work: &mut dyn FnMut(Vec<Piece>) -> Vec<Piece>) -> Vec<Piece> {
    let inner = |piece: Piece| match piece.what {
        What::Box(Boxed { kind, heading, body }) => {
            Piece { from: piece.from, what: What::Box(Boxed { kind, heading, body: in_boxes(body, &mut *work) }) }
        }
        _ => piece,
    };
    let pieces: Vec<Piece> = pieces.into_iter().map(inner).collect();
    work(pieces)
}

/// Takes boxes apart that hold a part of the text with headings of its own, as those of a folded leaflet do.
fn open_boxes(pieces: Vec<Piece>, vocabulary: &Vocabulary) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in pieces {
        match piece.what {
            What::Box(Boxed { kind: BoxKind::Plain, heading: None, body }) if is_text(&body, vocabulary) => {
                out.extend(open_boxes(body, vocabulary));
            }
            _ => out.push(piece),
        }
    }
    out
}

/// Whether a box holds sections, or so much that it's no box any more.
fn is_text(body: &[Piece], vocabulary: &Vocabulary) -> bool {
    let is_section = |piece: &Piece| match &piece.what {
        What::Heading(Heading { text, certainty, level: _, size: _ }) => {
            *certainty == Certainty::Stated && care::of_line(&plain(text), vocabulary).is_none()
        }
        _ => false,
    };
    let paragraphs = body.iter().filter(|piece| matches!(piece.what, What::Paragraph(_))).count();
    let length: usize = body.iter().map(|piece| piece.said().len()).sum();
    body.iter().any(is_section) || paragraphs > 3 && length > 700
}

/// Puts the line under a picture or above a table into it.
fn captions(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        let is_caption = matches!(&piece.what, What::Paragraph(Paragraph { role: crate::draft::Role::Caption, .. }));
        match (&piece.what, out.last_mut().map(|last| &mut last.what)) {
            (What::Paragraph(paragraph), Some(What::Picture(picture))) if is_caption && picture.caption.is_none() => {
                picture.caption = Some(paragraph.text.clone());
            }
            (What::Paragraph(paragraph), Some(What::Table(table))) if is_caption && table.caption.is_none() => {
                table.caption = Some(paragraph.text.clone());
            }
            (What::Table(_), Some(What::Paragraph(Paragraph { role: crate::draft::Role::Caption, .. }))) => {
                let before = out.pop();
                let mut piece = piece;
                if let (What::Table(table), Some(What::Paragraph(paragraph))) = (&mut piece.what, before.map(|before| before.what)) {
                    table.caption = Some(paragraph.text);
                }
                out.push(piece);
            }
            _ => out.push(piece),
        }
    }
    out
}

/// The marker of items that are all alike.
pub(crate) fn common_marker(items: &[&Item]) -> Option<Marker> {
    let first = items.first()?.marker;
    let is_alike = |item: &&Item| std::mem::discriminant(&item.marker) == std::mem::discriminant(&first);
    items.iter().all(is_alike).then_some(first)
}
