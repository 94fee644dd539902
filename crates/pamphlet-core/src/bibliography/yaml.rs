//! A bibliography in Hayagriva's YAML, entry by entry: a mistake in one leaves the others as they are.

use std::{collections::BTreeMap, ops::Range};

use hayagriva::{
    Entry,
    types::{ChunkKind, ChunkedString, EntryType, FormatString, Publisher},
};

use super::{
    Genre, NamesOrganization, Remark, Work, identifiers, markup,
    names::{Names, Rest},
    tex::{Kept, Rich},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    source::{self, DataSyntax, Node, NodeValue as Value},
    value::ValueError,
};

/// The fields of an entry. Hayagriva passes over others without a word.
const FIELDS: &[&str] = &[
    "abstract",
    "affiliated",
    "archive",
    "archive-location",
    "author",
    "call-number",
    "chapter",
    "date",
    "edition",
    "editor",
    "genre",
    "issue",
    "language",
    "location",
    "note",
    "organization",
    "page-range",
    "page-total",
    "parent",
    "publisher",
    "runtime",
    "serial",
    "serial-number",
    "time-range",
    "title",
    "type",
    "url",
    "volume",
    "volume-total",
];

/// Reads every entry. Problems of a work stand with it; those that belong to none come second.
pub(super) fn read(source: &str) -> (Vec<(String, Work)>, Vec<Diagnostic>) {
    let parts = divided(source);
    let mut loose = Vec::new();
    let mut works: Vec<(String, Work)> = Vec::new();
    if let Ok(library) = hayagriva::io::from_yaml_str(source) {
        let places: BTreeMap<&str, &Range<usize>> = parts.iter().map(|(key, part)| (key.as_str(), part)).collect();
        for entry in library {
            let part = places.get(entry.key()).copied();
            works.push((entry.key().to_owned(), work(entry, source, part)));
        }
        return (works, loose);
    }
    // One entry is wrong, or the whole file.
    if parts.is_empty() {
        if let Err(error) = hayagriva::io::from_yaml_str(source) {
            loose.push(syntax(None, &error.to_string(), error.location().map(|place| place.index()), source, 0..source.len()));
        }
        return (works, loose);
    }
    for (key, part) in &parts {
        let place = key_place(key, part);
        if let Some((_, first)) = works.iter_mut().find(|(other, _)| other == key) {
            first.problems.push(
                Diagnostic::error("duplicate-work", format!("a second work has the key `{key}`"))
                    .at(place)
                    .with_help("give it another key, or take one of the two out"),
            );
            continue;
        }
        match hayagriva::io::from_yaml_str(&source[part.clone()]) {
            Ok(library) => works.extend(library.into_iter().map(|entry| (key.clone(), work(entry, source, Some(part))))),
            Err(error) => {
                let problem = syntax(Some(key), &error.to_string(), error.location().map(|place| place.index()), source, part.clone());
                works.push((key.clone(), Work::broken(key, Some(place), problem)));
            }
        }
    }
    (works, loose)
}

fn syntax(key: Option<&str>, reason: &str, at: Option<usize>, source: &str, part: Range<usize>) -> Diagnostic {
    let whose = key.map_or_else(|| "the bibliography".to_owned(), |key| format!("the work `{key}`"));
    let at = at.map(|at| part.start + at).filter(|at| *at <= part.end && source.is_char_boundary(*at)).unwrap_or(part.start);
    Diagnostic::error("bibliography-syntax", format!("{whose} can't be read: {reason}")).at(at..at)
}

/// The entries by their keys: each begins at a line without a space before it.
fn divided(source: &str) -> Vec<(String, Range<usize>)> {
    let mut out: Vec<(String, Range<usize>)> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let is_key = !line.starts_with([' ', '\t', '#', '-', '\n', '\r', '.', '}', ']']);
        if is_key && let Some((key, _)) = line.split_once(':') {
            out.push((key.trim().trim_matches(['"', '\'']).to_owned(), at..at));
        }
        at += line.len();
        if let Some((_, part)) = out.last_mut() {
            part.end = at;
        }
    }
    out
}

fn key_place(key: &str, part: &Range<usize>) -> Range<usize> {
    part.start..part.start + key.len()
}

/// An entry with its text, names and identifiers put in order.
fn work(mut entry: Entry, source: &str, part: Option<&Range<usize>>) -> Work {
    let key = entry.key().to_owned();
    let place = part.map(|part| key_place(&key, part));
    let mut problems: Vec<Diagnostic> = Vec::new();
    if let Some(part) = part {
        for (field, span) in unknown_fields(&source[part.clone()]) {
            let near = nearest(&field, FIELDS.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            problems.push(
                Diagnostic::error("bibliography-value", format!("the work `{key}`: there is no field `{field}`"))
                    .at(part.start + span.start..part.start + span.end)
                    .with_help(near.unwrap_or_else(|| "use a field of Hayagriva’s, or take it out".to_owned())),
            );
        }
    }
    let mut wrong = |problem: &str, help: Option<&str>| {
        let mut diagnostic = Diagnostic::error("bibliography-value", format!("the work `{key}`: {problem}"));
        diagnostic.span = place.clone();
        diagnostic.help.extend(help.map(str::to_owned));
        problems.push(diagnostic);
    };
    let rests = tidy(&mut entry, &mut wrong);
    let mut remarks = Vec::new();
    if let Some(note) = entry.note().map(ToString::to_string).filter(|note| !note.is_empty()) {
        remarks.push(Remark::Note(note));
        entry.set_note(FormatString::new());
    }
    let unwritten = |date: &hayagriva::types::Date| (0..100).contains(&date.year);
    if entry.date_any().is_some_and(unwritten) {
        wrong("the year of its date has one or two digits", Some("write `2020`, `2020-03` or `2020-03-30`"));
    }
    // Citation styles know publishers only.
    let names_organization = if entry.organization().is_some() { NamesOrganization::Yes } else { NamesOrganization::No };
    if let Some(organization) = entry.organization().cloned() {
        let (name, place) = match entry.publisher() {
            Some(publisher) => (publisher.name().cloned(), publisher.location().cloned()),
            None => (None, None),
        };
        let name = match name {
            Some(name) if name != organization => FormatString::with_value(format!("{organization}; {name}")),
            _ => organization,
        };
        entry.set_publisher(Publisher::new(Some(name), place));
    }
    if *entry.entry_type() == EntryType::Misc && entry.title().is_none() && entry.authors().is_none_or(<[_]>::is_empty) {
        wrong("it has neither a title nor an author", Some("add `title`"));
    }
    let genre = entry.genre().map(|genre| Genre::of(&genre.to_string())).unwrap_or_default();
    Work { entry, authors: rests.0, editors: rests.1, names_organization, genre, remarks, unread: Vec::new(), problems, place }
}

/// The fields of an entry, and of what it stands in, that Hayagriva doesn't know.
fn unknown_fields(part: &str) -> Vec<(String, Range<usize>)> {
    fn walk(value: &Value, out: &mut Vec<(String, Range<usize>)>) {
        match value {
            Value::Mapping(fields) => {
                for field in fields {
                    if !FIELDS.contains(&field.key.as_str()) {
                        out.push((field.key.clone(), field.key_span.clone()));
                    } else if field.key == "parent" {
                        walk(&field.value.value, out);
                    }
                }
            }
            Value::Sequence(items) => items.iter().for_each(|item| walk(&item.value, out)),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => {}
        }
    }
    let mut out = Vec::new();
    if let Ok(Node { value: Value::Mapping(entries), .. }) = source::parse_data(part, DataSyntax::Yaml) {
        entries.iter().for_each(|entry| walk(&entry.value.value, &mut out));
    }
    out
}

type SetText = fn(&mut Entry, FormatString);

/// Puts an entry and what it stands in in order; says whether its lists of authors and editors are cut short.
fn tidy(entry: &mut Entry, wrong: &mut dyn FnMut(&str, Option<&str>)) -> (Rest, Rest) {
    let mut rests = (Rest::Nobody, Rest::Nobody);
    if let Some(people) = entry.authors().map(<[_]>::to_vec) {
        match Names::of_people(&people) {
            Ok(names) => {
                entry.set_authors(names.people);
                rests.0 = names.rest;
            }
            Err(unclear) => wrong(&unclear.problem, Some(&unclear.help)),
        }
    }
    if let Some(people) = entry.editors().map(<[_]>::to_vec) {
        match Names::of_people(&people) {
            Ok(names) => {
                entry.set_editors(names.people);
                rests.1 = names.rest;
            }
            Err(unclear) => wrong(&unclear.problem, Some(&unclear.help)),
        }
    }
    let texts: [(Option<FormatString>, SetText); 6] = [
        (entry.title().cloned(), Entry::set_title),
        (entry.note().cloned(), Entry::set_note),
        (entry.genre().cloned(), Entry::set_genre),
        (entry.organization().cloned(), Entry::set_organization),
        (entry.location().cloned(), Entry::set_location),
        (entry.archive().cloned(), Entry::set_archive),
    ];
    for (text, set) in texts {
        if let Some(text) = text {
            set(entry, tidy_text(text, wrong));
        }
    }
    if let Some(publisher) = entry.publisher().cloned() {
        let name = publisher.name().cloned().map(|name| tidy_text(name, wrong));
        let location = publisher.location().cloned().map(|place| tidy_text(place, wrong));
        entry.set_publisher(Publisher::new(name, location));
    }
    for (name, value) in entry.serial_number().map(|serial| serial.0.clone()).unwrap_or_default() {
        let read: Result<String, ValueError> = match name.as_str() {
            "doi" => identifiers::doi(&value).map(Into::into),
            "pmid" => identifiers::pmid(&value).map(Into::into),
            "pmcid" => identifiers::pmcid(&value).map(Into::into),
            "isbn" => identifiers::isbn(&value).map(Into::into),
            _ => continue,
        };
        match read {
            Ok(value) => entry.set_keyed_serial_number(&name, value),
            Err(error) => wrong(&error.to_string(), error.help()),
        }
    }
    if entry.doi().is_none()
        && let Some(doi) = entry.url().and_then(|url| identifiers::doi_of_address(url.value.as_str()))
    {
        entry.set_doi(doi.to_string());
    }
    let mut parents = entry.parents().to_vec();
    for parent in &mut parents {
        tidy(parent, wrong);
    }
    entry.set_parents(parents);
    rests
}

fn tidy_text(text: FormatString, wrong: &mut dyn FnMut(&str, Option<&str>)) -> FormatString {
    let mut tidy = |text: &ChunkedString| -> Option<ChunkedString> {
        let mut letters = Vec::new();
        for chunk in &text.0 {
            match chunk.kind {
                ChunkKind::Normal => letters.extend(chunk.value.chars().map(|c| (c, Kept::Free))),
                ChunkKind::Verbatim => letters.extend(chunk.value.chars().map(|c| (c, Kept::Braced))),
                ChunkKind::Math => match Rich::parse(&format!("${}$", chunk.value)) {
                    Ok(rich) => letters.extend(rich.0),
                    Err(reason) => {
                        wrong(&reason, Some("write the characters themselves, without TeX"));
                        return None;
                    }
                },
            }
        }
        match markup::without_html(letters).and_then(markup::without_html) {
            Ok(letters) => Some(Rich(letters).chunked()),
            Err(reason) => {
                wrong(&reason, Some("write the characters themselves, without markup"));
                None
            }
        }
    };
    let FormatString { value, short } = text;
    let value = tidy(&value).unwrap_or(value);
    let short = short.map(|short| Box::new(tidy(&short).unwrap_or(*short)));
    FormatString { value, short }
}
