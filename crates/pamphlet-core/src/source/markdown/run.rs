//! Runs of text: a paragraph, a heading, a cell. Its pieces are looked at as one text, whatever stands between them.

use std::ops::Range;

use pulldown_cmark::{LinkType, Tag};

use super::{
    figure::size_after,
    tree::{CITATION, Piece, PieceKind},
};
use crate::{
    diagnostic::Diagnostic,
    source::{
        leftover,
        typography::{self, HELD},
    },
    value::LanguageTag,
};

/// Gives every run the quotes and dashes of its language, and reports what another dialect has left in it.
pub(super) fn settle(pieces: &mut [Piece<'_>], source: &str, language: &LanguageTag, report: &mut dyn FnMut(Diagnostic)) {
    let mut index = 0;
    while index < pieces.len() {
        let inline = pieces[index..].iter().take_while(|piece| piece.kind.is_inline()).count();
        if inline > 0 {
            settle_run(&mut pieces[index..index + inline], source, language, report);
            index += inline;
        } else {
            if let PieceKind::Tag(_, children) = &mut pieces[index].kind {
                settle(children, source, language, report);
            }
            index += 1;
        }
    }
    digits_across_blocks(pieces, source, report);
}

fn settle_run(pieces: &mut [Piece<'_>], source: &str, language: &LanguageTag, report: &mut dyn FnMut(Diagnostic)) {
    let mut run = Run { source, text: String::new(), parts: Vec::new(), stressed: Vec::new(), covered: 0 };
    run.add(pieces);
    leftover::find(&run.text, &mut |range, problem| report(problem.at(run.place(&range))));
    for (range, span) in &run.stressed {
        if run.is_between_digits(range) {
            report(leftover::between_digits().at(span.clone()));
        }
        if source.get(span.clone()).is_some_and(leftover::is_contents_mark) {
            report(leftover::contents_mark().at(span.clone()));
        }
    }
    let replacements = typography::replacements(&run.text, language);
    if !replacements.is_empty() {
        apply(pieces, &mut run.parts.iter(), &replacements);
    }
    alternatives(pieces, source, language, report);
}

/// A run of pieces as one text.
struct Run<'s> {
    source: &'s str,
    text: String,
    parts: Vec<Part>,
    /// What is stressed: where in the text, and where in the file.
    stressed: Vec<(Range<usize>, Range<usize>)>,
    /// Up to where the pieces before reach in the file.
    covered: usize,
}

/// What a piece adds to the text of its run.
struct Part {
    /// Where in the text it starts.
    start: usize,
    /// Where that stands in the file.
    file: usize,
    kind: PartKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PartKind {
    /// Text as it stands in the file, after so many bytes of its piece.
    Written { length: usize, after: usize },
    /// Something that isn't to be looked at.
    Held,
    /// The end of a line.
    End,
}

impl Run<'_> {
    fn add(&mut self, pieces: &[Piece<'_>]) {
        // What stands after a picture may be its size, which isn't text.
        let mut size = 0;
        for piece in pieces {
            let before = std::mem::take(&mut size);
            match &piece.kind {
                PieceKind::Text(text) => self.add_text(text, &piece.span, before.min(text.len())),
                PieceKind::Break | PieceKind::HardBreak => self.push('\n', piece.span.start, PartKind::End),
                PieceKind::NoteReference(_) | PieceKind::Code | PieceKind::Html | PieceKind::Rule => {
                    self.push(HELD, piece.span.start, PartKind::Held);
                }
                PieceKind::Task { .. } | PieceKind::Comment => {}
                PieceKind::Tag(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }, _) => {
                    self.push(HELD, piece.span.start, PartKind::Held);
                }
                PieceKind::Tag(Tag::Image { .. }, _) => {
                    self.push(HELD, piece.span.start, PartKind::Held);
                    size = size_after(self.source, piece.span.end).map_or(0, |(_, length)| length);
                }
                PieceKind::Tag(Tag::Link { dest_url, .. }, _) if dest_url.starts_with(CITATION) => {
                    self.push(HELD, piece.span.start, PartKind::Held);
                }
                PieceKind::Tag(tag, children) => {
                    let start = self.text.len();
                    self.add(children);
                    if matches!(tag, Tag::Emphasis | Tag::Strong) {
                        self.stressed.push((start..self.text.len(), piece.span.clone()));
                    }
                }
            }
            self.covered = piece.span.end;
        }
    }

    fn push(&mut self, c: char, file: usize, kind: PartKind) {
        self.parts.push(Part { start: self.text.len(), file, kind });
        self.text.push(c);
    }

    /// Adds a text of which so many bytes aren't to be looked at.
    fn add_text(&mut self, text: &str, span: &Range<usize>, held: usize) {
        // An entity, or what the parser has made of it.
        if self.source.get(span.clone()) != Some(text) {
            return self.push(HELD, span.start, PartKind::Held);
        }
        let is_escaped = self.covered < span.start && self.source.as_bytes().get(span.start - 1) == Some(&b'\\');
        let after = if is_escaped { text.chars().next().map_or(0, char::len_utf8) } else { held };
        if after > 0 {
            self.push(HELD, span.start, PartKind::Held);
        }
        let length = text.len() - after;
        if length > 0 {
            self.parts.push(Part { start: self.text.len(), file: span.start + after, kind: PartKind::Written { length, after } });
            self.text.push_str(&text[after..]);
        }
    }

    /// Where a part of the text stands in the file.
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        let part = |at: usize| self.parts.get(self.parts.partition_point(|part| part.start <= at).saturating_sub(1));
        let start = part(range.start).map_or(0, |part| match part.kind {
            PartKind::Written { length, .. } => part.file + (range.start - part.start).min(length),
            PartKind::Held | PartKind::End => part.file,
        });
        let end = part(range.end.saturating_sub(1)).map_or(0, |part| match part.kind {
            PartKind::Written { length, .. } => part.file + (range.end - part.start).min(length),
            PartKind::Held | PartKind::End => {
                part.file + self.source.get(part.file..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
            }
        });
        start..end.max(start)
    }

    /// Whether what is stressed has a digit beside its marks on both their sides: `3*2*1`.
    fn is_between_digits(&self, range: &Range<usize>) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let inner = &self.text[range.clone()];
        (digit(self.text[..range.start].chars().next_back()) && digit(inner.chars().next()))
            || (digit(inner.chars().next_back()) && digit(self.text[range.end..].chars().next()))
    }
}

/// Puts the replacements into the pieces that a run was made of.
fn apply(pieces: &mut [Piece<'_>], parts: &mut std::slice::Iter<'_, Part>, replacements: &[(Range<usize>, &'static str)]) {
    // Parts and pieces stand in the same order; a piece is known by where it is in the file.
    for piece in pieces {
        match &mut piece.kind {
            PieceKind::Text(text) => {
                while let Some(part) = parts.as_slice().first().filter(|part| part.file < piece.span.end) {
                    parts.next();
                    let PartKind::Written { length, after } = part.kind else { continue };
                    let first = replacements.partition_point(|(range, _)| range.start < part.start);
                    let last = replacements.partition_point(|(range, _)| range.end <= part.start + length);
                    if part.file >= piece.span.start && first < last {
                        let (kept, set) = text.split_at(after);
                        *text = format!("{kept}{}", typography::apply(set, part.start, &replacements[first..last])).into();
                    }
                }
            }
            PieceKind::Tag(Tag::Image { .. }, _) => {}
            PieceKind::Tag(_, children) => apply(children, parts, replacements),
            PieceKind::Break
            | PieceKind::HardBreak
            | PieceKind::NoteReference(_)
            | PieceKind::Task { .. }
            | PieceKind::Rule
            | PieceKind::Code
            | PieceKind::Comment
            | PieceKind::Html => {}
        }
    }
}

/// What pictures show is a run of its own.
fn alternatives(pieces: &mut [Piece<'_>], source: &str, language: &LanguageTag, report: &mut dyn FnMut(Diagnostic)) {
    for piece in pieces {
        match &mut piece.kind {
            PieceKind::Tag(Tag::Image { .. }, children) => settle_run(children, source, language, report),
            PieceKind::Tag(_, children) => alternatives(children, source, language, report),
            _ => {}
        }
    }
}

/// `Take 2 to 3` and a line below it `- 5 minutes later`: a dash between digits has become a list.
fn digits_across_blocks(pieces: &[Piece<'_>], source: &str, report: &mut dyn FnMut(Diagnostic)) {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    for pair in pieces.windows(2) {
        let PieceKind::Tag(Tag::List(None), items) = &pair[1].kind else { continue };
        let before = source.get(pair[0].span.clone()).unwrap_or_default();
        let gap = source.get(pair[0].span.start + before.trim_end().len()..pair[1].span.start).unwrap_or_default();
        let ends_in_digit = (matches!(pair[0].kind, PieceKind::Tag(Tag::Paragraph, _)) || pair[0].kind.is_inline())
            && digit(before.trim_end().chars().next_back())
            && gap.matches('\n').count() < 2;
        let item = items.first().and_then(|item| source.get(item.span.clone())).unwrap_or_default();
        if ends_in_digit && digit(item.trim_start_matches(['-', '+', '*', ' ']).chars().next()) {
            let start = pair[1].span.start;
            report(
                Diagnostic::error("marks-between-digits", "a mark between two numbers has made a list of what follows")
                    .at(start..start + 1)
                    .with_help("write both numbers on one line; or leave an empty line before the list"),
            );
        }
    }
}
