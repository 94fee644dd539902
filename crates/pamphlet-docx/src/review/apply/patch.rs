//! An edit in the words of the source alone, so that whatever the author wrote around them stays byte for byte.

use std::ops::Range;

use pamphlet_core::model::Inline;

use super::super::edit::Edit;

/// So many characters of Markdown may stand between two of the text: the address of a link, a line's beginning.
const MOST_BETWEEN: usize = 400;
/// So many places are tried at which the text may begin.
const MOST_STARTS: usize = 40;

/// The source with an edit in it, for each place at which the text may begin.
pub(super) fn words(
    source: &str,
    span: Range<usize>,
    text: &[Inline],
    edit: &Edit,
    markdown: &dyn Fn(&str) -> Option<String>,
) -> Vec<String> {
    let mut units = Vec::new();
    flatten(text, &mut units);
    let Some(first) = units.iter().flatten().next() else { return Vec::new() };
    let starts = (span.start..span.end).filter(|at| source.is_char_boundary(*at) && length(&source[*at..], *first).is_some());
    starts.take(MOST_STARTS).filter_map(|start| patched(source, start..span.end, &units, edit, markdown)).collect()
}

/// The characters of a text; none for a citation, a note or the end of a line.
pub(super) fn flatten(text: &[Inline], units: &mut Vec<Option<char>>) {
    for inline in text {
        match inline {
            Inline::Text(text) => units.extend(text.as_str().chars().map(Some)),
            Inline::Emphasis(content) | Inline::Strong(content) => flatten(content, units),
            Inline::Link(link) => flatten(&link.content, units),
            Inline::Page(link) => flatten(&link.content, units),
            Inline::Term(term) => flatten(&term.content, units),
            Inline::Span(span) => flatten(&span.content, units),
            Inline::Cite(_) | Inline::Note(_) | Inline::LineBreak => units.push(None),
        }
    }
}

/// How many bytes of the source are a character of the text: typists write `"`, `--` and `...`, and a line may end for a space.
fn length(source: &str, c: char) -> Option<usize> {
    let written: &[&str] = match c {
        '’' | '‘' => &["'"],
        '“' | '”' | '«' | '»' => &["\""],
        '–' => &["--"],
        '—' => &["---"],
        '…' => &["..."],
        ' ' => &["\r\n", "\n"],
        _ => &[],
    };
    if source.starts_with(c) {
        return Some(c.len_utf8());
    }
    written.iter().find(|written| source.starts_with(**written)).map(|written| written.len())
}

fn patched(
    source: &str,
    span: Range<usize>,
    units: &[Option<char>],
    edit: &Edit,
    markdown: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut places: Vec<Option<Range<usize>>> = Vec::new();
    let mut at = span.start;
    for unit in units {
        let Some(c) = unit else {
            places.push(None);
            continue;
        };
        let mut between = 0;
        let found = loop {
            let rest = source.get(at..span.end).filter(|rest| !rest.is_empty())?;
            if let Some(length) = length(rest, *c) {
                break at..at + length;
            }
            at += rest.chars().next()?.len_utf8();
            between += 1;
            if between > MOST_BETWEEN {
                return None;
            }
        };
        at = found.end;
        places.push(Some(found));
    }
    // A citation that goes can't be cut out by the characters around it.
    if edit.deleted.iter().any(|unit| places.get(*unit).is_none_or(Option::is_none)) {
        return None;
    }
    let mut cuts: Vec<(Range<usize>, String)> = Vec::new();
    let mut run: Option<(usize, Range<usize>)> = None;
    for unit in &edit.deleted {
        let place = places[*unit].clone()?;
        run = Some(match run {
            Some((last, range)) if last + 1 == *unit && !edit.inserted.contains_key(unit) => (*unit, range.start..place.end),
            Some((_, range)) => {
                cuts.push((range, String::new()));
                (*unit, place)
            }
            None => (*unit, place),
        });
    }
    cuts.extend(run.map(|(_, range)| (range, String::new())));
    for (unit, text) in &edit.inserted {
        let text = escaped(text, markdown)?;
        // In place of what goes, before what stays, or after all of it.
        let cut =
            cuts.iter_mut().find(|(range, _)| places.get(*unit).and_then(Option::as_ref).is_some_and(|place| range.start == place.start));
        if let Some((_, replacement)) = cut {
            *replacement = text;
            continue;
        }
        // What goes may stand just before it.
        let before = unit.checked_sub(1).filter(|before| edit.deleted.contains(before)).and_then(|before| places[before].clone());
        if let Some((_, replacement)) = cuts.iter_mut().find(|(range, _)| before.as_ref().is_some_and(|before| range.end == before.end)) {
            *replacement = text;
            continue;
        }
        let place = match places.get(*unit) {
            Some(Some(place)) => place.start,
            Some(None) => unit.checked_sub(1).and_then(|before| places[before].clone())?.end,
            None => places.iter().rev().flatten().next()?.end,
        };
        cuts.push((place..place, text));
    }
    cuts.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for (range, text) in cuts {
        out.push_str(source.get(done..range.start)?);
        out.push_str(&text);
        done = range.end;
    }
    out.push_str(source.get(done..)?);
    Some(out)
}

/// What was typed, as Markdown, with the spaces at its ends.
fn escaped(text: &str, markdown: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let words = text.trim();
    if words.is_empty() {
        return Some(text.to_owned());
    }
    let start = &text[..text.len() - text.trim_start().len()];
    let end = &text[text.trim_end().len()..];
    Some(format!("{start}{}{end}", markdown(words)?))
}
