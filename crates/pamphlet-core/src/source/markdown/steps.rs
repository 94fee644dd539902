//! Steps: a numbered list in a callout. The bold first line of an item is its title; what stands in brackets after it, or alone on the
//! first line, says how long or how often.

use pulldown_cmark::Tag;

use super::{
    Reader,
    tree::{Piece, PieceKind},
};
use crate::{
    diagnostic::Diagnostic,
    model::{Inline, Inlines, NonEmpty, Step, Steps},
    visit::{Inside, Pointer},
};

/// The first line of a step, if it isn't part of its text.
struct Head<'p, 's> {
    title: Option<&'p [Piece<'s>]>,
    /// The pieces in brackets, and how many bytes of the first belong to the bracket.
    amount: Option<(&'p [Piece<'s>], usize)>,
}

impl<'s> Reader<'s> {
    pub(super) fn steps(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Steps> {
        let heading = self.heading_text(first, &at.join("heading").inside(Inside::Heading));
        let (items, after) = self.starts_with_list(first, rest, "`[!steps]`")?;
        self.nothing_after(after, "`[!steps]`");
        if let Some(PieceKind::Tag(Tag::List(Some(start)), _)) = rest.first().map(|list| &list.kind)
            && *start != 1
            && let Some(item) = items.first()
        {
            let problem = Diagnostic::error("invalid-value", format!("steps count from 1, and these from {start}"));
            self.report(problem.at(item.span.clone()).with_help("write `1.` before the first, or take the list out of the callout"));
        }
        let mut steps = Vec::new();
        for item in items {
            let place = at.join(("items", steps.len()));
            self.stands(&place, &item.span);
            steps.extend(self.step(item, &place));
        }
        Some(Steps { heading, items: NonEmpty::try_from(steps).ok()? })
    }

    fn step(&mut self, item: &Piece<'s>, at: &Pointer<'_>) -> Option<Step> {
        let PieceKind::Tag(Tag::Item, pieces) = &item.kind else { return None };
        let (line, below) = match pieces.split_first() {
            Some((Piece { kind: PieceKind::Tag(Tag::Paragraph, children), .. }, below)) => (children.as_slice(), below),
            _ => pieces.split_at(pieces.iter().take_while(|piece| piece.kind.is_inline()).count()),
        };
        if let Some(Piece { kind: PieceKind::Task { .. }, span }) = line.first() {
            let problem = Diagnostic::error("mixed-list", "steps have numbers, and no boxes to tick").at(span.clone());
            self.report(problem.with_help("delete `[ ]`, or take the list out of the callout"));
        }
        let is_end = |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Break | PieceKind::HardBreak);
        let end = line.iter().position(is_end).unwrap_or(line.len());
        let text = line.get(end + 1..).unwrap_or_default();
        let head = self.head(&line[..end]).filter(|_| !text.is_empty() || !below.is_empty());
        let Some(Head { title, amount }) = head else {
            return self.step_body(pieces, item, at).map(|body| Step { title: None, amount: None, body });
        };
        let title = title.and_then(|title| self.inlines(title, &at.join("title")));
        let amount = amount.and_then(|(pieces, bracket)| {
            let mut amount = self.inlines_after(pieces, bracket, &at.join("amount"));
            if let Some(Inline::Text(last)) = amount.last() {
                let last = last.as_str().strip_suffix(')').and_then(|text| text.parse().ok());
                amount.pop();
                amount.extend(last.map(Inline::Text));
            }
            Inlines::try_from(amount).ok()
        });
        let mut pieces = Vec::new();
        if let (Some(first), Some(last)) = (text.first(), text.last()) {
            pieces.push(Piece { span: first.span.start..last.span.end, kind: PieceKind::Tag(Tag::Paragraph, text.to_vec()) });
        }
        pieces.extend_from_slice(below);
        self.step_body(&pieces, item, at).map(|body| Step { title, amount, body })
    }

    fn step_body(&mut self, pieces: &[Piece<'s>], item: &Piece<'s>, at: &Pointer<'_>) -> Option<NonEmpty<crate::model::Block>> {
        let body = NonEmpty::try_from(self.blocks(pieces, &at.join("body"), None)).ok();
        if body.is_none() {
            self.report(
                Diagnostic::error("empty-item", "the step says nothing").at(item.span.clone()).with_help("write what to do, or delete it"),
            );
        }
        body
    }

    /// What a first line says besides the text. Bold letters between underscores are text.
    fn head<'p>(&self, line: &'p [Piece<'s>]) -> Option<Head<'p, 's>> {
        let (title, rest) = match line.split_first() {
            Some((Piece { kind: PieceKind::Tag(Tag::Strong, title), span }, rest)) if self.source[span.start..].starts_with('*') => {
                (Some(title.as_slice()), rest)
            }
            _ => (None, line),
        };
        let bracket = if title.is_some() { " (" } else { "(" };
        let (first, last) = match (rest.first(), rest.last()) {
            (Some(first), Some(last)) => (first, last),
            _ => return title.map(|_| Head { title, amount: None }),
        };
        let is_written = |piece: &Piece<'_>| !self.source[..piece.span.start].ends_with('\\');
        let begins = matches!(&first.kind, PieceKind::Text(text) if text.starts_with(bracket)) && is_written(first);
        let ends = matches!(&last.kind, PieceKind::Text(text) if text.ends_with(')'));
        (begins && ends).then_some(Head { title, amount: Some((rest, bracket.len())) })
    }
}
