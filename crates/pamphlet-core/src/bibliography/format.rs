//! A work as a citation style shows it.
//!
//! What is mended here is mended in the tree that the style makes, where each name is still known to be a name: nothing is looked for in
//! finished text.

use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, ElemMeta, Entry, Formatting,
    citationberg::{FontStyle, FontWeight, LocaleCode, taxonomy::NameVariable},
    types::{FormatString, MaybeTyped, Person, PersonRole, PersonsWithRoles},
};

use super::{
    Cited, Genre, Reference, Remark, Work,
    names::Rest,
    style::{CitationStyle, CitedBy, words_of},
};
use crate::{
    model::{Inline, Inlines, Link},
    value::{CitationKey, LanguageTag, Line},
};

/// Formats works in a style, in the order in which they're cited.
pub(super) fn format(works: &[(&CitationKey, &Work)], style: &CitationStyle, language: &LanguageTag) -> Cited {
    let entries: Vec<Entry> = works.iter().map(|(_, work)| with_others(work, style, language)).collect();
    let rendered = render(&entries, style, language);
    let mut references: Vec<(String, ElemChildren)> = rendered
        .bibliography
        .into_iter()
        .flat_map(|b| b.items)
        .map(|item| {
            let first = item.first_field.filter(|first| !is_number(first));
            let rest = item.content.0.into_iter().filter(|child| !is_number(child));
            (item.key, ElemChildren(first.into_iter().chain(rest).collect()))
        })
        .collect();
    let works = works.iter().zip(rendered.citations).enumerate().map(|(index, ((key, work), mut citation))| {
        let label = match style.cited_by {
            CitedBy::Number => (index + 1).to_string(),
            CitedBy::Name => {
                cut_names(&mut citation.citation.0, work);
                plain(&citation.citation)
            }
        };
        let place = references.iter().position(|(of, _)| of == work.entry.key());
        let content = place.map(|place| references.swap_remove(place).1);
        let reference = content.and_then(|mut content| {
            cut_names(&mut content.0, work);
            let mut out = Vec::new();
            if !names_are_shown(&content.0) {
                out.extend(authors(work, style, language));
            }
            without_stray_marks(&mut content.0);
            push(&content, &mut out);
            remarks(work, &mut out);
            trimmed(out).try_into().ok()
        });
        reference_of(key, work, label, reference.unwrap_or_else(|| fallback(key, &work.entry)))
    });
    Cited { works: works.collect(), cited_by: style.cited_by }
}

pub(super) fn render(entries: &[Entry], style: &CitationStyle, language: &LanguageTag) -> hayagriva::Rendered {
    let code = LocaleCode(language.as_str().to_owned());
    let locales = &*words_of(&code);
    let locale = Some(code);
    let mut driver = BibliographyDriver::new();
    for entry in entries {
        driver.citation(CitationRequest::new(vec![CitationItem::with_entry(entry)], &style.style, locale.clone(), locales, None));
    }
    driver.finish(BibliographyRequest::new(&style.style, locale, locales))
}

fn reference_of(key: &CitationKey, work: &Work, label: String, reference: Inlines) -> Reference {
    let Work { entry, .. } = work;
    Reference {
        key: key.clone(),
        label,
        reference,
        short: short(key, work),
        doi: entry.doi().and_then(|doi| doi.parse().ok()),
        pmid: entry.pmid().and_then(|pmid| pmid.parse().ok()),
        url: entry.url_any().and_then(|url| url.value.as_str().parse().ok()),
        title: entry.title().map(ToString::to_string),
        is_guideline: work.genre == Genre::Guideline,
    }
}

/// The entry with "et al." as its last author or editor, where the bibliography says that there are others: so a style counts them, and puts
/// its marks around them.
fn with_others(work: &Work, style: &CitationStyle, language: &LanguageTag) -> Entry {
    let mut entry = work.entry.clone();
    let others =
        || Person { name: style.and_others(language), given_name: None, prefix: None, suffix: None, comma_suffix: false, alias: None };
    if work.authors == Rest::Others {
        entry.set_authors(entry.authors().unwrap_or_default().iter().cloned().chain([others()]).collect());
    }
    if work.editors == Rest::Others {
        entry.set_editors(entry.editors().unwrap_or_default().iter().cloned().chain([others()]).collect());
    }
    entry
}

/// A style that divides its names with "and" would say "and et al.": before those a comma stands.
fn cut_names(children: &mut [ElemChild], work: &Work) {
    let people = |list: Option<&[Person]>| list.map_or(0, <[Person]>::len);
    for at in 0..children.len() {
        let (before, rest) = children.split_at_mut(at);
        let Some(ElemChild::Elem(elem)) = rest.first_mut() else { continue };
        let named = match elem.meta {
            Some(ElemMeta::Name(NameVariable::Author, index)) if work.authors == Rest::Others => {
                Some(index).filter(|index| *index == people(work.entry.authors()))
            }
            Some(ElemMeta::Name(NameVariable::Editor, index)) if work.editors == Rest::Others => {
                Some(index).filter(|index| *index == people(work.entry.editors()))
            }
            _ => None,
        };
        match (named, before.last_mut()) {
            (Some(count), Some(ElemChild::Text(delimiter))) => delimiter.text = if count > 1 { ", ".to_owned() } else { " ".to_owned() },
            _ => cut_names(&mut elem.children.0, work),
        }
    }
}

/// Takes out marks that a style leaves where a part of a date or a name has none: "2020 ;", "(2020,)", "e. V..".
///
/// Only what the style itself puts between parts is touched, and never the words of a part.
fn without_stray_marks(children: &mut [ElemChild]) {
    for at in 0..children.len() {
        let (before, rest) = children.split_at_mut(at);
        let Some(ElemChild::Text(mark)) = rest.first_mut() else { continue };
        let Some(ElemChild::Elem(part)) = before.last_mut() else { continue };
        if part.meta == Some(ElemMeta::Date) {
            if mark.text.starts_with([';', ',', '.', ':', ')'])
                && let Some(ElemChild::Text(last)) = part.children.0.last_mut()
            {
                last.text.truncate(last.text.trim_end_matches([' ', ',']).len());
            }
            if mark.text.starts_with(",)") {
                mark.text.remove(0);
            }
        }
        if mark.text.starts_with('.') && plain(&part.children).ends_with(['.', '?', '!']) {
            mark.text.remove(0);
        }
    }
    for child in children {
        if let ElemChild::Elem(elem) = child
            && elem.meta.is_none()
        {
            without_stray_marks(&mut elem.children.0);
        }
    }
}

fn is_number(child: &ElemChild) -> bool {
    matches!(child, ElemChild::Elem(elem) if elem.meta == Some(ElemMeta::CitationNumber))
}

/// Whether a reference shows a name of anybody.
fn names_are_shown(children: &[ElemChild]) -> bool {
    children.iter().any(|child| match child {
        ElemChild::Elem(elem) => matches!(elem.meta, Some(ElemMeta::Name(..))) || names_are_shown(&elem.children.0),
        ElemChild::Text(_) | ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => false,
    })
}

/// The authors of a work whose style shows nobody: "Mitchell KR, Geary R, et al. ", at most six names (ICMJE).
fn authors(work: &Work, style: &CitationStyle, language: &LanguageTag) -> Option<Inline> {
    const MOST: usize = 6;
    let people = work.entry.authors().filter(|people| !people.is_empty())?;
    let mut names: Vec<String> = people
        .iter()
        .take(MOST)
        .map(|person| {
            let mut initials = String::new();
            // Writing to a text can't fail.
            let _ = person.initials(&mut initials, Some(""), false);
            format!("{} {initials}", person.name).trim_end().to_owned()
        })
        .collect();
    if people.len() > MOST || work.authors == Rest::Others {
        names.push(style.and_others(language).trim_end_matches('.').to_owned());
    }
    format!("{}. ", names.join(", ")).parse().ok().map(Inline::Text)
}

/// What stands after the reference.
fn remarks(work: &Work, out: &mut Vec<Inline>) {
    for remark in &work.remarks {
        let words = match remark {
            Remark::State(state) => state,
            Remark::Note(note) => note.as_str(),
        };
        let before = match out.last() {
            Some(Inline::Text(text)) if !text.as_str().trim_end().ends_with('.') => ". ",
            Some(Inline::Text(text)) if text.as_str().ends_with(' ') => "",
            _ => " ",
        };
        let after = if words.ends_with(['.', '?', '!']) { "" } else { "." };
        out.extend(text(&format!("{before}{words}{after}")).map(Inline::Text));
    }
}

fn plain(content: &ElemChildren) -> String {
    let mut out = String::new();
    for child in &content.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => out.push_str(&text.text),
            ElemChild::Elem(elem) => out.push_str(&plain(&elem.children)),
            ElemChild::Markup(markup) => out.push_str(markup),
            ElemChild::Transparent { .. } => {}
        }
    }
    out
}

/// A reference is one line: what a style puts around it (a space after its number) isn't part of it.
fn trimmed(mut out: Vec<Inline>) -> Vec<Inline> {
    while let Some(Inline::Text(first)) = out.first() {
        match text(first.as_str().trim_start()) {
            Some(trimmed) => {
                out[0] = Inline::Text(trimmed);
                break;
            }
            None => drop(out.remove(0)),
        }
    }
    while let Some(Inline::Text(last)) = out.last() {
        let trimmed = text(last.as_str().trim_end());
        out.pop();
        if let Some(trimmed) = trimmed {
            out.push(Inline::Text(trimmed));
            break;
        }
    }
    out
}

fn push(content: &ElemChildren, out: &mut Vec<Inline>) {
    for child in &content.0 {
        match child {
            ElemChild::Text(text) => out.extend(formatted(&text.text, text.formatting)),
            ElemChild::Elem(elem) => push(&elem.children, out),
            ElemChild::Markup(markup) => out.extend(formatted(markup, Formatting::default())),
            ElemChild::Link { text, url } => {
                let inner = formatted(&text.text, text.formatting);
                match (url.parse(), inner) {
                    (Ok(to), Some(inner)) => {
                        out.extend(Inlines::try_from(vec![inner]).ok().map(|content| Inline::Link(Link { content, to })));
                    }
                    (_, inner) => out.extend(inner),
                }
            }
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn text(text: &str) -> Option<crate::value::Text> {
    let clean: String = text.chars().map(|c| if crate::value::is_forbidden(c) { ' ' } else { c }).collect();
    clean.parse().ok()
}

fn formatted(words: &str, formatting: Formatting) -> Option<Inline> {
    let plain = Inline::Text(text(words)?);
    let one = |inline| Inlines::try_from(vec![inline]).ok();
    if formatting.font_style == FontStyle::Italic {
        one(plain).map(Inline::Emphasis)
    } else if formatting.font_weight == FontWeight::Bold {
        one(plain).map(Inline::Strong)
    } else {
        Some(plain)
    }
}

/// "Mitchell et al. 2017", "Mitchell and Geary 2017", "NICE 2017", or the title.
fn short(key: &CitationKey, work: &Work) -> String {
    let Work { entry, authors, editors, .. } = work;
    let (people, rest) = match entry.authors().unwrap_or_default() {
        [] => (entry.editors().unwrap_or_default(), *editors),
        people => (people, *authors),
    };
    let publisher =
        || entry.organization().map(ToString::to_string).or_else(|| entry.publisher().and_then(|p| p.name()).map(ToString::to_string));
    let who = match (people, rest) {
        ([], _) => publisher(),
        ([one], Rest::Nobody) => Some(one.name.clone()),
        ([one, two], Rest::Nobody) => Some(format!("{}, {}", one.name, two.name)),
        ([one, ..], _) => Some(format!("{} et al.", one.name)),
    };
    let year = entry.date_any().map(|date| date.year.to_string());
    let title = || entry.title().map_or_else(|| key.to_string(), ToString::to_string);
    match (who, year) {
        (Some(who), Some(year)) => format!("{who} {year}"),
        (Some(who), None) => format!("{who}. {}", title()),
        (None, _) => title(),
    }
}

/// What stands in the list if the style has no bibliography: the title, or the key.
fn fallback(key: &CitationKey, entry: &Entry) -> Inlines {
    let title = entry.title().map(ToString::to_string).and_then(|title| title.parse::<Line>().ok());
    match title {
        Some(title) => title.into(),
        None => key.as_str().parse::<Line>().expect("a key is a line").into(),
    }
}

/// The fields of a work that its style has no place for.
///
/// A style is asked by giving it another value: if the reference stays as it was, the field isn't in it.
pub(super) fn left_out(key: &CitationKey, work: &Work, style: &CitationStyle, language: &LanguageTag) -> Vec<&'static str> {
    const OTHER: &str = "Q";
    let shown = |entry: Entry| format(&[(key, &Work { entry, ..work.clone() })], style, language).works.pop().map(|work| work.reference);
    let entry = &work.entry;
    let as_it_is = shown(entry.clone());
    let other_person =
        || vec![Person { name: OTHER.to_owned(), given_name: None, prefix: None, suffix: None, comma_suffix: false, alias: None }];
    let mut changed: Vec<(&'static str, Entry)> = Vec::new();
    let mut change = |field, is_there: bool, change: &dyn Fn(&mut Entry)| {
        if is_there {
            let mut other = entry.clone();
            change(&mut other);
            changed.push((field, other));
        }
    };
    change("editor", entry.editors().is_some_and(|editors| !editors.is_empty()), &|e| e.set_editors(other_person()));
    change("edition", entry.edition().is_some(), &|e| e.set_edition(MaybeTyped::String(OTHER.to_owned())));
    let number = entry.keyed_serial_number("serial");
    // Styles show a number in another way than a word: it stays what it is.
    change("number", number.is_some(), &|e| e.set_keyed_serial_number("serial", format!("{}{OTHER}", number.unwrap_or_default())));
    change("version", entry.keyed_serial_number("version").is_some(), &|e| e.set_keyed_serial_number("version", OTHER.to_owned()));
    change("translator", entry.affiliated().is_some(), &|e| {
        e.set_affiliated(vec![PersonsWithRoles::new(other_person(), PersonRole::Translator)])
    });
    change("pages", entry.page_range().is_some(), &|e| e.set_page_range(MaybeTyped::String(OTHER.to_owned())));
    change("number of volumes", entry.volume_total().is_some(), &|e| e.set_volume_total(hayagriva::types::Numeric::new(987)));
    let organization = work.names_organization == super::NamesOrganization::Yes;
    change("institution", organization, &|e| {
        e.set_publisher(hayagriva::types::Publisher::new(Some(FormatString::with_value(OTHER)), None));
    });
    change("series", series(entry).is_some(), &|e| {
        let parents = e.parents().iter().map(|parent| with_other_series(parent, OTHER)).collect();
        e.set_parents(parents);
    });
    changed.into_iter().filter(|(_, other)| shown(other.clone()) == as_it_is).map(|(field, _)| field).collect()
}

/// The series that a work stands in: a second parent, or one of its parent's.
fn series(entry: &Entry) -> Option<&Entry> {
    let own = entry.parents().iter().find(|parent| parent.entry_type() == entry.entry_type() && parent.title().is_some());
    own.or_else(|| entry.parents().iter().find_map(|parent| parent.parents().first()))
}

fn with_other_series(parent: &Entry, title: &str) -> Entry {
    let mut parent = parent.clone();
    if parent.parents().is_empty() {
        parent.set_title(FormatString::with_value(title));
    } else {
        let parents = parent.parents().iter().map(|series| with_other_series(series, title)).collect();
        parent.set_parents(parents);
    }
    parent
}
