//! A bibliography in BibTeX or BibLaTeX, entry by entry: a mistake in one leaves the others as they are.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use biblatex::{ParseErrorKind, RawBibliography, RawChunk, RawEntry, Token};

use super::{Work, entry};
use crate::diagnostic::Diagnostic;

/// The fields of an entry, by their names in small letters.
pub(super) type Fields = BTreeMap<String, Field>;

/// A field as it's written, with `@string`s put in.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

/// An entry as it's written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) key: String,
    pub(super) kind: String,
    pub(super) place: Range<usize>,
    pub(super) fields: Fields,
    pub(super) problems: Vec<Diagnostic>,
}

/// Reads every entry. Problems of a work stand with it; those that belong to none come second.
pub(super) fn read(source: &str) -> (Vec<(String, Work)>, Vec<Diagnostic>) {
    let mut loose = Vec::new();
    let parts = divided(source);
    let mut parsed = Vec::with_capacity(parts.len());
    let mut broken = Vec::new();
    let mut strings: BTreeMap<String, String> = BTreeMap::new();
    for part in parts {
        match RawBibliography::parse(&source[part.clone()]) {
            Ok(raw) => {
                for pair in &raw.abbreviations {
                    let (text, _) = joined(&pair.value.v, &strings);
                    strings.insert(pair.key.v.to_lowercase(), text);
                }
                parsed.push((part.start, raw));
            }
            Err(error) => {
                let (key, problem) = malformed(source, &part, error.span.start, &error.kind);
                match key {
                    Some((key, place)) => broken.push((key, place, problem)),
                    None => loose.push(problem),
                }
            }
        }
    }
    let mut entries: Vec<Written> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (offset, raw) in parsed {
        for raw_entry in raw.entries {
            let written = written(raw_entry.v, offset, &strings);
            match seen.get(&written.key) {
                Some(first) => entries[*first].problems.push(twice(&written.key, &written.place)),
                None => {
                    seen.insert(written.key.clone(), entries.len());
                    entries.push(written);
                }
            }
        }
    }
    let inherited: Vec<Fields> = entries.iter().map(|entry| inherited(entry, &entries, &seen)).collect();
    let mut works = Vec::with_capacity(entries.len());
    for (mut entry, fields) in entries.into_iter().zip(inherited) {
        entry.fields.extend(fields);
        works.push((entry.key.clone(), entry::work(entry)));
    }
    for (key, place, problem) in broken {
        match seen.get(&key) {
            Some(first) => works[*first].1.problems.push(problem),
            None => works.push((key.clone(), Work::broken(&key, Some(place), problem))),
        }
    }
    (works, loose)
}

fn twice(key: &str, place: &Range<usize>) -> Diagnostic {
    Diagnostic::error("duplicate-work", format!("a second work has the key `{key}`"))
        .at(place.clone())
        .with_help("give it another key, or take one of the two out")
}

/// The parts of a source that can be read by themselves: each begins at a line with `@`.
///
/// A line within a field that begins so, as in an abstract, stays with its entry.
fn divided(source: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_start();
        let kind = text.strip_prefix('@').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).trim_start());
        if kind.is_some_and(|rest| rest.starts_with(['{', '('])) {
            starts.push(at + line.len() - text.len());
        }
        at += line.len();
    }
    starts.iter().enumerate().map(|(index, start)| *start..starts.get(index + 1).copied().unwrap_or(source.len())).collect()
}

/// What is wrong with a part that can't be read, and whose it is.
fn malformed(source: &str, part: &Range<usize>, at: usize, kind: &ParseErrorKind) -> (Option<(String, Range<usize>)>, Diagnostic) {
    let text = &source[part.clone()];
    let start = text.find(['{', '(']).map_or(text.len(), |at| at + 1);
    let head = &text[start..];
    let end = head.find([',', '}', '\n', '=']).unwrap_or(head.len());
    let key = head[..end].trim();
    let place = start + head.len() - head.trim_start().len();
    let place = part.start + place..part.start + place + key.len();
    let (message, help) = match kind {
        ParseErrorKind::UnexpectedEof => ("a brace `{` or a quotation mark of this entry is never closed", "close it, or take it out"),
        ParseErrorKind::Expected(Token::Comma) => {
            ("a comma is missing between two fields", "put a comma after each field, and see that each `{` has its `}`")
        }
        ParseErrorKind::Expected(Token::Equals) => ("a field has no `=`", "write `name = {value}`"),
        ParseErrorKind::Expected(Token::Identifier) | ParseErrorKind::Unexpected(_) | ParseErrorKind::Expected(_) => {
            ("this entry isn't written as BibTeX is", "write `@article{key, title = {…}, year = {2020}}`")
        }
        _ => ("this entry can't be read", "write `@article{key, title = {…}, year = {2020}}`"),
    };
    // An entry that is never closed is shown at its beginning: the end of the file says nothing.
    let span = match kind {
        ParseErrorKind::UnexpectedEof => place.clone(),
        _ => {
            let at = (part.start + at).min(source.len());
            at..at
        }
    };
    let named = (!key.is_empty()).then(|| (key.to_owned(), place));
    let whose = named.as_ref().map(|(key, _)| format!("the work `{key}`: ")).unwrap_or_default();
    (named, Diagnostic::error("bibliography-syntax", format!("{whose}{message}")).at(span).with_help(help))
}

/// A value of several parts as one text, and the names that stand for nothing.
fn joined(value: &biblatex::Field<'_>, strings: &BTreeMap<String, String>) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut unknown = Vec::new();
    for part in value {
        match part.v {
            RawChunk::Normal(text) => out.push_str(text),
            RawChunk::Abbreviation(name) => match strings.get(&name.to_lowercase()) {
                Some(text) => out.push_str(text),
                None => {
                    if super::dates::month(name).is_none() {
                        unknown.push(name.to_owned());
                    }
                    out.push_str(name);
                }
            },
        }
    }
    (out, unknown)
}

fn written(raw: RawEntry<'_>, offset: usize, strings: &BTreeMap<String, String>) -> Written {
    let shifted = |span: &Range<usize>| span.start + offset..span.end + offset;
    let key = raw.key.v.to_owned();
    let mut problems = Vec::new();
    let mut fields = Fields::new();
    for pair in &raw.fields {
        let (text, unknown) = joined(&pair.value.v, strings);
        let name = pair.key.v.to_lowercase();
        let span = shifted(&pair.value.span);
        for abbreviation in unknown {
            problems.push(
                Diagnostic::error("bibliography-value", format!("the work `{key}`: no `@string` says what `{abbreviation}` is"))
                    .at(span.clone())
                    .with_help(format!("put the words in braces: `{name} = {{…}}`")),
            );
        }
        match fields.get(&name) {
            _ if text.trim().is_empty() => {}
            Some(first) if first.text == text || is_private(&name) => {}
            Some(_) => problems.push(
                Diagnostic::error("bibliography-value", format!("the work `{key}` has two fields `{name}`"))
                    .at(span)
                    .with_help("keep the right one"),
            ),
            None => drop(fields.insert(name, Field { text, span })),
        }
    }
    Written { key, kind: raw.kind.v.to_lowercase(), place: shifted(&raw.key.span), fields, problems }
}

/// Fields that reference managers keep for their own user.
pub(super) fn is_private(field: &str) -> bool {
    matches!(field, "abstract" | "annote" | "file" | "groups" | "keywords" | "owner" | "timestamp")
}

/// The fields that an entry has from those that it refers to with `crossref` or `xdata`.
fn inherited(entry: &Written, entries: &[Written], places: &BTreeMap<String, usize>) -> Fields {
    let mut out = Fields::new();
    let mut seen: BTreeSet<&str> = BTreeSet::from([entry.key.as_str()]);
    let mut next: Vec<&Written> = vec![entry];
    while let Some(from) = next.pop() {
        for name in ["crossref", "xdata"] {
            let Some(keys) = from.fields.get(name) else { continue };
            for parent in keys.text.split(',').filter_map(|key| places.get(key.trim())).map(|place| &entries[*place]) {
                if !seen.insert(&parent.key) {
                    continue;
                }
                for (field, value) in &parent.fields {
                    // The title of the whole isn't that of the part.
                    let field = match (name, field.as_str()) {
                        (_, "crossref" | "xdata" | "note" | "addendum" | "doi" | "pages") => continue,
                        ("crossref", "title") if from.kind == "article" => "journal",
                        ("crossref", "title") => "booktitle",
                        ("crossref", "subtitle") => "booksubtitle",
                        ("crossref", "author") => continue,
                        (_, field) => field,
                    };
                    if !entry.fields.contains_key(field) {
                        out.entry(field.to_owned()).or_insert_with(|| value.clone());
                    }
                }
                next.push(parent);
            }
        }
    }
    out
}
