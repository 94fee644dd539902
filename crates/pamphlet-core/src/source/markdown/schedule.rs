//! Schedules: a list in a callout, each item a time, a colon, and what is to be done then.

use pulldown_cmark::Tag;

use super::{
    Reader,
    tree::{Piece, PieceKind},
};
use crate::{
    diagnostic::Diagnostic,
    model::{Inlines, NonEmpty, Schedule, ScheduleTime},
    visit::{Inside, Pointer},
};

impl<'s> Reader<'s> {
    pub(super) fn schedule(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Schedule> {
        let heading = self.heading_text(first, &at.join("heading").inside(Inside::Heading));
        let (items, after) = self.starts_with_list(first, rest, "`[!schedule]`")?;
        self.nothing_after(after, "`[!schedule]`");
        let mut times = Vec::new();
        for item in items {
            let place = at.join(("times", times.len()));
            self.stands(&place, &item.span);
            times.extend(self.time(item, &place));
        }
        Some(Schedule { heading, times: NonEmpty::try_from(times).ok()? })
    }

    fn time(&mut self, item: &Piece<'s>, at: &Pointer<'_>) -> Option<ScheduleTime> {
        let PieceKind::Tag(Tag::Item, pieces) = &item.kind else { return None };
        let (line, below) = match pieces.split_first() {
            Some((Piece { kind: PieceKind::Tag(Tag::Paragraph, children), .. }, below)) => (children.as_slice(), below),
            _ => pieces.split_at(pieces.iter().take_while(|piece| piece.kind.is_inline()).count()),
        };
        let Some((when, text)) = self.when(line, at) else {
            self.report(
                Diagnostic::error("schedule-time", "this doesn't say when")
                    .at(item.span.clone())
                    .with_help("begin with the time and a colon: `> - Week 1: rest at home`"),
            );
            return None;
        };
        let mut pieces = Vec::new();
        if let (Some(first), Some(last)) = (text.first(), text.last()) {
            let span = first.span.start..last.span.end;
            pieces.push(Piece { span, kind: PieceKind::Tag(Tag::Paragraph, text) });
        }
        pieces.extend_from_slice(below);
        let what = NonEmpty::try_from(self.blocks(&pieces, &at.join("what"), None)).ok();
        if what.is_none() {
            self.report(
                Diagnostic::error("empty-item", "the schedule doesn't say what is to be done then")
                    .at(item.span.clone())
                    .with_help("write it after the colon: `> - Week 1: rest at home`"),
            );
        }
        Some(ScheduleTime { when, what: what? })
    }

    /// The time that a line begins with, and the text after it. The time is bold, or all up to the first colon before a space: `7:30` has none.
    fn when(&mut self, line: &[Piece<'s>], at: &Pointer<'_>) -> Option<(Inlines, Vec<Piece<'s>>)> {
        let (first, rest) = line.split_first()?;
        let place = at.join("when");
        match &first.kind {
            PieceKind::Tag(Tag::Strong, words) => {
                let mut words = words.clone();
                // The colon stands among the bold words or after them.
                let has_colon = matches!(rest.first(), Some(Piece { kind: PieceKind::Text(text), .. }) if text.starts_with(':'));
                if !has_colon && let Some(PieceKind::Text(last)) = words.last_mut().map(|piece| &mut piece.kind) {
                    *last = last.strip_suffix(':').unwrap_or(last).to_owned().into();
                }
                let when = self.inlines(&words, &place)?;
                Some((when, without(rest, [":", " "])))
            }
            _ => {
                // The colon may stand in any of the text's pieces.
                let colon = |piece: &Piece<'s>| match &piece.kind {
                    PieceKind::Text(text) => text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1)),
                    _ => None,
                };
                let end = line.iter().position(|piece| matches!(piece.kind, PieceKind::Break | PieceKind::HardBreak)).unwrap_or(line.len());
                let (index, colon) = line[..end].iter().enumerate().find_map(|(index, piece)| Some((index, colon(piece)?)))?;
                let piece = &line[index];
                let PieceKind::Text(text) = &piece.kind else { return None };
                let part = |from: usize, to: usize| Piece {
                    span: piece.span.start + from.min(piece.span.len())..piece.span.start + to.min(piece.span.len()),
                    kind: PieceKind::Text(text[from..to].to_owned().into()),
                };
                let mut when = line[..index].to_vec();
                when.push(part(0, colon));
                let when = self.inlines(&when, &place)?;
                let mut after = vec![part(colon, text.len())];
                after.extend_from_slice(&line[index + 1..]);
                Some((when, without(&after, [":", " "])))
            }
        }
    }
}

/// The pieces of a text without some marks at its start, and without the end of a line there.
fn without<'s>(pieces: &[Piece<'s>], marks: [&str; 2]) -> Vec<Piece<'s>> {
    let mut pieces = pieces.to_vec();
    if let Some(Piece { kind: PieceKind::Text(text), span }) = pieces.first_mut() {
        let rest = marks.into_iter().fold(&**text, |text, mark| text.strip_prefix(mark).unwrap_or(text)).to_owned();
        span.start = span.end.saturating_sub(rest.len()).max(span.start);
        *text = rest.into();
    }
    let blank = pieces.iter().take_while(|piece| match &piece.kind {
        PieceKind::Text(text) => text.is_empty(),
        PieceKind::Break | PieceKind::HardBreak => true,
        _ => false,
    });
    let blank = blank.count();
    pieces.split_off(blank)
}
