//! Pictures: alone, with a size, side by side, before or after a paragraph's text.

use std::ops::Range;

use pulldown_cmark::Tag;

use super::{
    Reader,
    inline::value_problem,
    tree::{Piece, PieceKind},
};
use crate::{
    diagnostic::Diagnostic,
    model::{Alternative, Block, Figure, FigureSize, Figures, Inlines, Picture, SideBySide},
    source::typography,
    value::{Line, MediaPath},
    visit::Pointer,
};

/// A picture as it's written: its piece, and its size.
pub(super) type Placed<'s> = (Piece<'s>, FigureSize);

/// A paragraph that has pictures.
pub(super) struct Parts<'s> {
    /// The pictures before its text; all of them, if it has none.
    pub(super) before: Vec<Placed<'s>>,
    pub(super) text: Vec<Piece<'s>>,
    /// The pictures after its text.
    pub(super) after: Vec<Placed<'s>>,
}

/// Parts the pictures from a paragraph's text; nothing if it has no pictures. Those in the middle of the text stay where they are.
pub(super) fn parts<'s>(children: &[Piece<'s>], source: &str) -> Option<Parts<'s>> {
    if !children.iter().any(is_picture) {
        return None;
    }
    let mut text = without_sizes(children, source);
    // What parts pictures from text is a space or the end of a line.
    let first = text.iter().take_while(|piece| is_picture(piece) || is_blank(piece)).count();
    let parted = text.get(first).is_none_or(|next| is_blank(&text[first.saturating_sub(1)]) || begins_with_space(next));
    let rest = text.split_off(if parted { first } else { 0 });
    let before = pictures_of(text, source);
    let mut text = rest;
    let last = text.iter().rev().take_while(|piece| is_picture(piece) || is_blank(piece)).count();
    let start = text.len() - last;
    let parted = start == 0 || last > 0 && (is_blank(&text[start]) || ends_with_space(&text[start - 1]));
    let after = if parted { text.split_off(start) } else { Vec::new() };
    if let Some(Piece { kind: PieceKind::Text(first), .. }) = text.first_mut().filter(|_| !before.is_empty()) {
        *first = first.trim_start_matches(' ').to_owned().into();
    }
    if let Some(Piece { kind: PieceKind::Text(last), .. }) = text.last_mut().filter(|_| !after.is_empty()) {
        *last = last.trim_end_matches(' ').to_owned().into();
    }
    Some(Parts { before, text, after: pictures_of(after, source) })
}

fn is_picture(piece: &Piece<'_>) -> bool {
    matches!(piece.kind, PieceKind::Tag(Tag::Image { .. }, _))
}

fn is_blank(piece: &Piece<'_>) -> bool {
    match &piece.kind {
        PieceKind::Text(text) => text.trim().is_empty(),
        PieceKind::Break | PieceKind::HardBreak | PieceKind::Comment | PieceKind::Task { .. } => true,
        PieceKind::Tag(..) | PieceKind::NoteReference(_) | PieceKind::Rule | PieceKind::Code | PieceKind::Html => false,
    }
}

fn begins_with_space(piece: &Piece<'_>) -> bool {
    matches!(&piece.kind, PieceKind::Text(text) if text.starts_with(' '))
}

fn ends_with_space(piece: &Piece<'_>) -> bool {
    matches!(&piece.kind, PieceKind::Text(text) if text.ends_with(' '))
}

fn pictures_of<'s>(pieces: Vec<Piece<'s>>, source: &str) -> Vec<Placed<'s>> {
    let sized = |piece: Piece<'s>| {
        let size = size_after(source, piece.span.end).map_or_else(FigureSize::default, |(size, _)| size);
        (piece, size)
    };
    pieces.into_iter().filter(is_picture).map(sized).collect()
}

/// The size that is written right after a picture, as `{.small}`, and how many bytes that takes.
pub(super) fn size_after(source: &str, end: usize) -> Option<(FigureSize, usize)> {
    let (name, _) = source.get(end..)?.strip_prefix("{.")?.split_once('}')?;
    let size = FigureSize::ALL.into_iter().find(|size| size.as_str() == name)?;
    Some((size, name.len() + "{.}".len()))
}

/// The pieces without the sizes of pictures.
fn without_sizes<'s>(pieces: &[Piece<'s>], source: &str) -> Vec<Piece<'s>> {
    let mut kept: Vec<Piece<'s>> = Vec::with_capacity(pieces.len());
    let mut skip = 0;
    for piece in pieces {
        match &piece.kind {
            PieceKind::Text(text) if skip > 0 => {
                let written = skip.min(text.len());
                skip -= written;
                if let Some(rest) = text.get(written..).filter(|rest| !rest.is_empty()) {
                    kept.push(Piece { span: piece.span.start + written..piece.span.end, kind: PieceKind::Text(rest.to_owned().into()) });
                }
                continue;
            }
            _ => skip = if is_picture(piece) { size_after(source, piece.span.end).map_or(0, |(_, length)| length) } else { 0 },
        }
        kept.push(piece.clone());
    }
    kept
}

impl<'s> Reader<'s> {
    /// The block of some pictures that stand together; none for none.
    pub(super) fn pictures(&mut self, pictures: &[Placed<'s>], at: &Pointer<'_>) -> Option<Block> {
        match pictures {
            [] => None,
            [(piece, size)] => {
                self.stands(at, &piece.span);
                let Picture { image, alternative, size: _, caption } = self.picture(piece, *size)?;
                let caption = caption.map(Inlines::from);
                Some(Block::Figure(Figure { image, alternative, size: *size, caption, credit: None }))
            }
            [(first, _), .., (last, _)] => {
                let span = first.span.start..last.span.end;
                self.stands(at, &span);
                let pictures = self.side_by_side(pictures, &at.join("figures/pictures"), &span)?;
                Some(Block::Figures(Figures { pictures, caption: None, credit: None }))
            }
        }
    }

    fn side_by_side(&mut self, pictures: &[Placed<'s>], at: &Pointer<'_>, span: &Range<usize>) -> Option<SideBySide> {
        let mut read = Vec::new();
        for (piece, size) in pictures {
            self.stands(&at.join(read.len()), &piece.span);
            read.push(self.picture(piece, *size)?);
        }
        match SideBySide::try_from(read) {
            Ok(pictures) => Some(pictures),
            Err(error) => {
                self.report(value_problem(&error).at(span.clone()));
                None
            }
        }
    }

    fn picture(&mut self, piece: &Piece<'s>, size: FigureSize) -> Option<Picture> {
        let PieceKind::Tag(Tag::Image { dest_url, title, .. }, words) = &piece.kind else { return None };
        let alternative = self.alternative(words, &piece.span)?;
        let image = match self.media(dest_url) {
            Ok(image) => image,
            Err(problem) => {
                self.report(problem.at(piece.span.clone()));
                return None;
            }
        };
        let caption = (!title.is_empty()).then(|| typography::set(title, &self.id.language).parse::<Line>());
        let caption = match caption.transpose() {
            Ok(caption) => caption,
            Err(error) => {
                self.report(value_problem(&error).at(piece.span.clone()));
                None
            }
        };
        Some(Picture { image, alternative, size, caption })
    }

    fn alternative(&mut self, pieces: &[Piece<'s>], span: &Range<usize>) -> Option<Alternative> {
        // Written in another way, it's what the picture shows.
        let is_decorative =
            matches!(pieces, [Piece { kind: PieceKind::Text(_), span }] if self.source.get(span.clone()) == Some("decorative"));
        if is_decorative {
            return Some(Alternative::Decorative);
        }
        let mut words = String::new();
        plain_words(pieces, &mut words);
        let words = words.parse().ok().map(Alternative::Text);
        if words.is_none() {
            self.report(
                Diagnostic::error("no-alternative", "the picture says nothing to whoever can't see it")
                    .at(span.clone())
                    .with_help("say between the brackets what it shows, or write `![decorative](…)` if it adds nothing to the text"),
            );
        }
        words
    }

    fn media(&self, address: &str) -> Result<MediaPath, Diagnostic> {
        let outside = || {
            Diagnostic::error("leaves-content", format!("`{address}` is not a picture inside the content folder"))
                .with_help("put the file into `media/` and write its path relative to this file: `../media/name.svg`")
        };
        if address.contains(':') || address.starts_with('/') {
            return Err(outside());
        }
        let mut parts: Vec<&str> = self.folder.into_iter().collect();
        for part in address.split('/') {
            match part {
                "." => {}
                ".." => drop(parts.pop().ok_or_else(outside)?),
                part => parts.push(part),
            }
        }
        parts.join("/").parse().map_err(|error| value_problem(&error))
    }

    /// `> [!figure] Caption`, a picture or several below it, and their credit.
    pub(super) fn captioned_figure(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Block> {
        // The credit may stand on the line under the pictures or in a paragraph of its own.
        let mut pieces: Vec<Piece<'s>> = Vec::new();
        for piece in rest {
            match &piece.kind {
                PieceKind::Tag(Tag::Paragraph, inner) => {
                    let end = piece.span.end;
                    pieces.extend(inner.iter().cloned().chain([Piece { span: end..end, kind: PieceKind::Break }]));
                }
                _ => self.nothing_after(std::slice::from_ref(piece), "a figure"),
            }
        }
        let pictures = parts(&pieces, self.source).filter(|parts| !parts.before.is_empty());
        let Some(Parts { before: pictures, text: below, after }) = pictures else {
            self.report(
                Diagnostic::error("callout-figure", "a figure starts with its picture")
                    .at(first.span.clone())
                    .with_help("write `> ![what it shows](../media/name.svg)` on the next line"),
            );
            return None;
        };
        if let [(picture, _), ..] = after.as_slice() {
            self.nothing_after(std::slice::from_ref(picture), "a figure");
        }
        let name = if pictures.len() == 1 { "figure" } else { "figures" };
        let at = at.join(name);
        let caption = self.heading_text(first, &at.join("caption"));
        let below = Inlines::try_from(self.inlines_after(without_breaks(&below), 0, &at.join("credit"))).ok();
        let credit = below.and_then(|below| {
            let text = below.plain_text();
            let credit = text.trim().strip_prefix("Credit:").and_then(|credit| credit.trim().parse::<Line>().ok());
            if credit.is_none() {
                self.report(
                    Diagnostic::error("callout-figure", "under the picture only its credit can stand")
                        .at(first.span.clone())
                        .with_help("write `> Credit: …`"),
                );
            }
            credit
        });
        if caption.is_none() && credit.is_none() {
            self.needs_heading(first, &at.join("caption"));
        }
        if let [(piece, size)] = pictures.as_slice() {
            let Picture { image, alternative, size, caption: title } = self.picture(piece, *size)?;
            if title.is_some() {
                self.report(Diagnostic::error("callout-figure", "the caption stands in the callout's first line").at(piece.span.clone()));
            }
            return Some(Block::Figure(Figure { image, alternative, size, caption, credit }));
        }
        let pictures = self.side_by_side(&pictures, &at.join("pictures"), &first.span)?;
        Some(Block::Figures(Figures { pictures, caption, credit }))
    }
}

/// Pieces without the ends of lines before and after them.
fn without_breaks<'p, 's>(pieces: &'p [Piece<'s>]) -> &'p [Piece<'s>] {
    let start = pieces.iter().take_while(|piece| is_blank(piece)).count();
    let end = pieces.iter().rev().take_while(|piece| is_blank(piece)).count();
    pieces.get(start..pieces.len().saturating_sub(end)).unwrap_or_default()
}

/// The words of pieces, without their marks.
fn plain_words(pieces: &[Piece<'_>], words: &mut String) {
    for piece in pieces {
        match &piece.kind {
            PieceKind::Text(text) => words.push_str(text),
            PieceKind::Tag(_, children) => plain_words(children, words),
            PieceKind::Break | PieceKind::HardBreak => words.push(' '),
            PieceKind::NoteReference(_)
            | PieceKind::Task { .. }
            | PieceKind::Rule
            | PieceKind::Code
            | PieceKind::Comment
            | PieceKind::Html => {}
        }
    }
}
