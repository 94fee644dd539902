//! A reviewer's words in place of an author's, with the links, citations and marks of the author's text where its words stayed.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::model::{Inline, Inlines, Link, PageLink, Span, Term};
use similar::DiffOp;

use super::{
    known::Origin,
    tokens::{differences, tokens},
};
use crate::document::{NOTE, PICTURE};

/// What is to be done with the units of a text: characters, citations, notes, line ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) deleted: BTreeSet<usize>,
    /// What comes before a unit, or at the end.
    pub(super) inserted: BTreeMap<usize, String>,
    units: usize,
}

/// The edit that makes one text another; none if it changes what isn't the author's, or cuts a citation in two.
pub(super) fn edit(before: &str, origins: &[Origin], after: &str) -> Option<Edit> {
    let old: Vec<char> = before.chars().collect();
    if old.len() != origins.len() {
        return None;
    }
    // What stands at the ends of a paragraph doesn't show.
    let after = trimmed_like(before, after);
    let (one, other) = (tokens(before), tokens(&after));
    let starts: Vec<usize> = starts(&one);
    let mut edit = Edit { units: units(origins), ..Edit::default() };
    let mut touched: BTreeMap<usize, usize> = BTreeMap::new();
    for op in differences(&one, &other) {
        let (range, new) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (from, to) = (starts[range.start], starts[range.end]);
        for origin in &origins[from..to] {
            match origin {
                Origin::Library => return None,
                Origin::Unit(unit) => {
                    edit.deleted.insert(*unit);
                    *touched.entry(*unit).or_default() += 1;
                }
            }
        }
        let text = other[new].concat();
        if text.is_empty() {
            continue;
        }
        // In place of what goes, or before what stays.
        let next = origins[from..].iter().find_map(|origin| match origin {
            Origin::Unit(unit) => Some(*unit),
            Origin::Library => None,
        });
        let is_beside = |at: Option<&Origin>| matches!(at, Some(Origin::Unit(_)));
        // Not inside a citation.
        let before = from.checked_sub(1).and_then(|at| origins.get(at));
        if from == to && before.is_some() && before == origins.get(to) && before != Some(&Origin::Library) {
            return None;
        }
        if from == to && !is_beside(origins.get(to)) && !is_beside(from.checked_sub(1).and_then(|at| origins.get(at))) {
            return None;
        }
        edit.inserted.entry(next.unwrap_or(edit.units)).or_default().push_str(&text);
    }
    // A citation goes as a whole or not at all.
    let whole = |unit: usize| origins.iter().filter(|origin| **origin == Origin::Unit(unit)).count();
    touched.iter().all(|(unit, count)| whole(*unit) == *count).then_some(edit)
}

/// A text with the spaces at its ends that another has.
fn trimmed_like(like: &str, text: &str) -> String {
    let start = &like[..like.len() - like.trim_start().len()];
    let end = &like[like.trim_end().len()..];
    if like.trim().is_empty() { text.trim().to_owned() } else { format!("{start}{}{end}", text.trim()) }
}

/// Where each token begins, in characters, and the end of all.
fn starts(tokens: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let mut starts: Vec<usize> = tokens
        .iter()
        .map(|token| {
            let start = at;
            at += token.chars().count();
            start
        })
        .collect();
    starts.push(at);
    starts
}

fn units(origins: &[Origin]) -> usize {
    let last = origins.iter().filter_map(|origin| match origin {
        Origin::Unit(unit) => Some(unit + 1),
        Origin::Library => None,
    });
    last.max().unwrap_or_default()
}

/// How many units a text has.
pub(super) fn units_of(inlines: &[Inline]) -> usize {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.as_str().chars().count(),
            Inline::Emphasis(content) | Inline::Strong(content) => units_of(content),
            Inline::Link(link) => units_of(&link.content),
            Inline::Page(link) => units_of(&link.content),
            Inline::Term(term) => units_of(&term.content),
            Inline::Span(span) => units_of(&span.content),
            Inline::Cite(_) | Inline::Note(_) | Inline::LineBreak => 1,
        })
        .sum()
}

/// An edited text. None if nothing is left of it, or what was typed can't stand in a text.
pub(super) fn edited(inlines: &[Inline], edit: &Edit) -> Option<Inlines> {
    if edit.units > units_of(inlines) {
        return None;
    }
    let mut edit = edit.clone();
    let mut at = 0;
    let end = edit.inserted.remove(&edit.units);
    let mut out = rebuilt(inlines, &mut edit, &mut at)?;
    if let Some(text) = end {
        out.extend(typed(&text)?);
    }
    Inlines::try_from(trimmed(out)).ok()
}

fn rebuilt(inlines: &[Inline], edit: &mut Edit, at: &mut usize) -> Option<Vec<Inline>> {
    let mut out = Vec::new();
    for inline in inlines {
        // What is typed before a link or a citation is no part of it, and what replaces words of a link is.
        match inline {
            Inline::Text(_) => {}
            Inline::Emphasis(_) | Inline::Strong(_) | Inline::Link(_) | Inline::Page(_) | Inline::Term(_) | Inline::Span(_)
                if edit.deleted.contains(at) => {}
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Link(_)
            | Inline::Page(_)
            | Inline::Term(_)
            | Inline::Span(_)
            | Inline::Cite(_)
            | Inline::Note(_)
            | Inline::LineBreak => {
                if let Some(text) = edit.inserted.remove(at) {
                    out.extend(typed(&text)?);
                }
            }
        }
        let mut whole = |inlines: &[Inline]| -> Option<Option<Inlines>> { Some(Inlines::try_from(rebuilt(inlines, edit, at)?).ok()) };
        match inline {
            Inline::Text(text) => {
                let mut words = String::new();
                for c in text.as_str().chars() {
                    words.push_str(&edit.inserted.remove(at).unwrap_or_default());
                    if !edit.deleted.contains(at) {
                        words.push(c);
                    }
                    *at += 1;
                }
                out.extend(typed(&words)?);
            }
            Inline::Emphasis(content) => out.extend(whole(content)?.map(Inline::Emphasis)),
            Inline::Strong(content) => out.extend(whole(content)?.map(Inline::Strong)),
            Inline::Link(Link { content, to }) => {
                out.extend(whole(content)?.map(|content| Inline::Link(Link { content, to: to.clone() })));
            }
            Inline::Page(PageLink { content, to, anchor }) => {
                out.extend(whole(content)?.map(|content| Inline::Page(PageLink { content, to: to.clone(), anchor: anchor.clone() })))
            }
            Inline::Term(Term { content, term }) => {
                out.extend(whole(content)?.map(|content| Inline::Term(Term { content, term: term.clone() })));
            }
            Inline::Span(Span { content, language }) => {
                out.extend(whole(content)?.map(|content| Inline::Span(Span { content, language: language.clone() })));
            }
            Inline::Cite(_) | Inline::Note(_) | Inline::LineBreak => {
                if !edit.deleted.contains(at) {
                    out.push(inline.clone());
                }
                *at += 1;
            }
        }
    }
    Some(out)
}

/// What somebody typed, as running text.
pub(super) fn typed(text: &str) -> Option<Vec<Inline>> {
    // A picture that somebody put in isn't among the library's, and a note has its own place.
    if text.contains(PICTURE) || text.contains(NOTE) {
        return None;
    }
    let mut out = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push(Inline::LineBreak);
        }
        if !line.is_empty() {
            out.push(Inline::Text(line.parse().ok()?));
        }
    }
    Some(out)
}

/// A text without spaces and line ends at its ends: Markdown keeps none.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while matches!(inlines.last(), Some(Inline::LineBreak)) {
        inlines.pop();
    }
    if let Some(Inline::Text(text)) = inlines.last() {
        match text.as_str().trim_end().parse() {
            Ok(text) => *inlines.last_mut().unwrap_or_else(|| unreachable!("there is a last")) = Inline::Text(text),
            Err(_) => drop(inlines.pop()),
        }
    }
    if let Some(Inline::Text(text)) = inlines.first() {
        match text.as_str().trim_start().parse() {
            Ok(text) => inlines[0] = Inline::Text(text),
            Err(_) => drop(inlines.remove(0)),
        }
    }
    inlines
}

/// A text parted at a mark, which stands between words of its own.
pub(super) fn parted(inlines: Inlines, mark: char) -> Option<Vec<Inlines>> {
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in Vec::from(inlines) {
        match &inline {
            Inline::Text(text) if text.as_str().contains(mark) => {
                for (index, piece) in text.as_str().split(mark).enumerate() {
                    if index > 0 {
                        parts.push(Vec::new());
                    }
                    let last = parts.last_mut()?;
                    last.extend(piece.parse().ok().map(Inline::Text));
                }
            }
            other if holds(other, mark) => return None,
            _ => parts.last_mut()?.push(inline),
        }
    }
    parts.into_iter().map(|part| Inlines::try_from(trimmed(part)).ok()).collect()
}

fn holds(inline: &Inline, mark: char) -> bool {
    let all = |content: &[Inline]| content.iter().any(|inline| holds(inline, mark));
    match inline {
        Inline::Text(text) => text.as_str().contains(mark),
        Inline::Emphasis(content) | Inline::Strong(content) => all(content),
        Inline::Link(link) => all(&link.content),
        Inline::Page(link) => all(&link.content),
        Inline::Term(term) => all(&term.content),
        Inline::Span(span) => all(&span.content),
        Inline::Cite(_) | Inline::Note(_) | Inline::LineBreak => false,
    }
}
