//! The works that pages cite, and how they're shown.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, ElemMeta, Entry, Formatting,
    archive::{ArchivedStyle, LOCALES},
    citationberg::{FontStyle, FontWeight, IndependentStyle, Locale, LocaleCode, Style},
};

use crate::{
    diagnostic::{Diagnostic, nearest},
    model::{Cite, Inline, Inlines, Link},
    value::{CitationKey, Doi, LanguageTag, Pmcid, Pmid, Slug, Url},
};

/// The works that a library's pages cite.
#[derive(Debug, Clone, Default)]
pub struct Bibliography {
    entries: Arc<BTreeMap<CitationKey, Entry>>,
    formatted: Formatted,
}

/// References that have been formatted before, by style, language and work: a library cites the same works on many pages. Only those of
/// styles in which a reference doesn't depend on its neighbours.
type Formatted = Arc<Mutex<BTreeMap<(String, LanguageTag), BTreeMap<CitationKey, Reference>>>>;

impl Bibliography {
    /// Reads a bibliography in BibTeX or BibLaTeX.
    ///
    /// # Errors
    /// One diagnostic for each mistake, at its place.
    pub fn from_bibtex(source: &str) -> Result<Self, Vec<Diagnostic>> {
        let parsed = biblatex::Bibliography::parse(source).map_err(|error| {
            vec![Diagnostic::error("bibliography-syntax", format!("the bibliography doesn't parse: {}", error.kind)).at(error.span)]
        })?;
        let mut problems = Vec::new();
        let mut entries = Vec::new();
        for entry in parsed.iter() {
            match Entry::try_from(entry) {
                Ok(converted) => entries.push(converted),
                Err(error) => problems.push(
                    Diagnostic::error("bibliography-entry", format!("the entry `{}` is wrong: {}", entry.key, error.kind)).at(error.span),
                ),
            }
        }
        let place = |key: &str| source.find(&format!("{{{key},")).map(|at| at + 1..at + 1 + key.len());
        Self::from_entries(entries, problems, place)
    }

    /// Reads a bibliography in Hayagriva's YAML.
    ///
    /// # Errors
    /// A diagnostic for the first mistake of the file, or one for each entry whose key or identifiers are wrong.
    pub fn from_yaml(source: &str) -> Result<Self, Vec<Diagnostic>> {
        let library = hayagriva::io::from_yaml_str(source).map_err(|error| {
            let message = Diagnostic::error("bibliography-syntax", format!("the bibliography doesn't parse: {error}"));
            vec![match error.location().map(|place| place.index()) {
                Some(at) if at <= source.len() => message.at(at..at),
                _ => message,
            }]
        })?;
        let place = |key: &str| {
            source.match_indices(key).map(|(at, _)| at).find(|at| source[..*at].ends_with('\n') || *at == 0).map(|at| at..at + key.len())
        };
        Self::from_entries(library, Vec::new(), place)
    }

    fn from_entries(
        list: impl IntoIterator<Item = Entry>,
        mut problems: Vec<Diagnostic>,
        place: impl Fn(&str) -> Option<std::ops::Range<usize>>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut entries = BTreeMap::new();
        for entry in list {
            let mut report = |error: crate::value::ValueError| {
                let mut problem = Diagnostic::error("bibliography-value", error.to_string());
                problem.help.extend(error.help().map(str::to_owned));
                problem.span = place(entry.key());
                problems.push(problem);
            };
            for (name, value) in entry.serial_number().map(|s| s.0.clone()).unwrap_or_default() {
                let checked = match name.as_str() {
                    "doi" => value.parse::<Doi>().map(drop),
                    "pmid" => value.parse::<Pmid>().map(drop),
                    "pmcid" => value.parse::<Pmcid>().map(drop),
                    "isbn" => value.parse::<crate::value::Isbn>().map(drop),
                    _ => Ok(()),
                };
                checked.unwrap_or_else(&mut report);
            }
            match entry.key().parse::<CitationKey>() {
                Ok(key) => drop(entries.insert(key, entry)),
                Err(error) => report(error),
            }
        }
        if problems.is_empty() { Ok(Self { entries: Arc::new(entries), formatted: Formatted::default() }) } else { Err(problems) }
    }

    /// Whether there is a work with that key.
    #[must_use]
    pub fn contains(&self, key: &CitationKey) -> bool {
        self.entries.contains_key(key)
    }

    /// The key most like one that there isn't.
    #[must_use]
    pub fn nearest(&self, key: &CitationKey) -> Option<&str> {
        nearest(key.as_str(), self.entries.keys().map(CitationKey::as_str))
    }

    /// Numbers and formats the works cited, in the order in which they're first cited.
    ///
    /// Keys that the bibliography hasn't are left out: [`Library`](crate::Library) refuses pages that have any.
    #[must_use]
    pub fn cited<'c>(&self, cites: impl IntoIterator<Item = &'c Cite>, style: &CitationStyle, language: &LanguageTag) -> Cited {
        let mut order: Vec<(&CitationKey, &Entry)> = Vec::new();
        for cite in cites {
            if let Some((key, entry)) = self.entries.get_key_value(&cite.key)
                && !order.iter().any(|(seen, _)| *seen == key)
            {
                order.push((key, entry));
            }
        }
        if !style.is_independent() {
            return style.format(&order, language);
        }
        let mut works = self.references(&order, style, language);
        for (index, work) in works.iter_mut().enumerate() {
            work.label = (index + 1).to_string();
        }
        Cited { works, is_numeric: true }
    }

    /// Works' references in a style in which they don't depend on their neighbours.
    fn references(&self, works: &[(&CitationKey, &Entry)], style: &CitationStyle, language: &LanguageTag) -> Vec<Reference> {
        let place = (style.style.info.id.clone(), language.clone());
        let formatted = || self.formatted.lock().unwrap_or_else(PoisonError::into_inner);
        let known: Vec<Option<Reference>> = {
            let mut formatted = formatted();
            let of_style = formatted.entry(place.clone()).or_default();
            works.iter().map(|(key, _)| of_style.get(*key).cloned()).collect()
        };
        // Others can go on meanwhile; whoever formats the same work gets the same reference.
        let all = works.iter().zip(known).map(|(work, known)| {
            known.unwrap_or_else(|| {
                let reference = style.format(&[*work], language).works.remove(0);
                formatted().entry(place.clone()).or_default().insert(work.0.clone(), reference.clone());
                reference
            })
        });
        all.collect()
    }
}

/// The words of citation styles in a language: its own, those of the language's main country, and the American ones, which CSL falls
/// back to. All sixty languages take eighty milliseconds to unpack, so each is unpacked when it's first asked for.
fn words_of(language: &LocaleCode) -> Arc<[Locale]> {
    static UNPACKED: Mutex<BTreeMap<String, Arc<[Locale]>>> = Mutex::new(BTreeMap::new());
    let mut unpacked = UNPACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(locales) = unpacked.get(&language.0) {
        return Arc::clone(locales);
    }
    let wanted = [Some(language.clone()), language.fallback(), Some(LocaleCode::en_us())].map(|code| code.map(packed_head));
    let packed = LOCALES.iter().filter(|packed| wanted.iter().flatten().any(|head| packed.get(1..).is_some_and(|p| p.starts_with(head))));
    let locales: Arc<[Locale]> = packed.filter_map(|packed| ciborium::from_reader(*packed).ok()).collect();
    unpacked.insert(language.0.clone(), Arc::clone(&locales));
    locales
}

/// What a packed locale begins with, after the number of its entries: its language is the first (CBOR, RFC 8949 § 3.1).
fn packed_head(code: LocaleCode) -> Vec<u8> {
    const KEY: &[u8] = b"\x69@xml:lang";
    // A text of less than 24 bytes; no language's tag is longer.
    let length = 0x60 | u8::try_from(code.0.len()).unwrap_or(u8::MAX);
    [KEY, &[length], code.0.as_bytes()].concat()
}

/// A citation style (CSL).
#[derive(Debug, Clone)]
pub struct CitationStyle {
    style: Arc<IndependentStyle>,
    is_numeric: bool,
}

impl CitationStyle {
    /// The style of that name in the archive of the Citation Style Language: `vancouver`, `apa`, `harvard-cite-them-right`.
    ///
    /// # Errors
    /// A message with the nearest name, if there is no such style.
    pub fn by_name(name: &Slug) -> Result<Self, Diagnostic> {
        let unknown = || {
            let problem = Diagnostic::error("unknown-citation-style", format!("there is no citation style `{name}`"));
            let names = ArchivedStyle::all().iter().flat_map(|style| style.names().iter().copied());
            match nearest(name.as_str(), names) {
                Some(near) => problem.with_help(format!("did you mean `{near}`?")),
                None => problem.with_help("for example `vancouver`, `apa`, `nature` or `american-medical-association`"),
            }
        };
        let Style::Independent(style) = ArchivedStyle::by_name(name.as_str()).ok_or_else(unknown)?.get() else {
            return Err(unknown());
        };
        let is_numeric = style.info.category.iter().any(|category| format!("{category:?}").contains("Numeric"));
        Ok(Self { style: Arc::new(style), is_numeric })
    }

    /// Whether a reference says the same whatever stands before it: it's told by its number, and names aren't left out that the one before
    /// has too.
    fn is_independent(&self) -> bool {
        let repeats = |bibliography: &hayagriva::citationberg::Bibliography| bibliography.subsequent_author_substitute.is_some();
        self.is_numeric && !self.style.bibliography.as_ref().is_some_and(repeats)
    }

    fn format(&self, works: &[(&CitationKey, &Entry)], language: &LanguageTag) -> Cited {
        let code = LocaleCode(language.as_str().to_owned());
        let locales = &*words_of(&code);
        let locale = Some(code);
        let mut driver = BibliographyDriver::new();
        for (_, entry) in works {
            driver.citation(CitationRequest::new(vec![CitationItem::with_entry(*entry)], &self.style, locale.clone(), locales, None));
        }
        let rendered = driver.finish(BibliographyRequest::new(&self.style, locale, locales));
        let references: BTreeMap<String, ElemChildren> =
            rendered.bibliography.into_iter().flat_map(|b| b.items).map(|item| (item.key, without_number(item.content))).collect();
        let works = works
            .iter()
            .zip(rendered.citations)
            .enumerate()
            .map(|(index, ((key, entry), citation))| {
                let label = if self.is_numeric { (index + 1).to_string() } else { unbracketed(&plain(&citation.citation)) };
                let reference = references
                    .get(entry.key())
                    .and_then(inlines)
                    .map_or_else(|| fallback(key, entry), |reference| with_authors(reference, entry));
                Reference {
                    key: (*key).clone(),
                    label,
                    reference,
                    short: short(key, entry),
                    doi: entry.doi().and_then(|doi| doi.parse().ok()),
                    pmid: entry.pmid().and_then(|pmid| pmid.parse().ok()),
                    url: entry.url_any().and_then(|url| url.value.as_str().parse().ok()),
                    title: entry.title().map(ToString::to_string),
                    is_guideline: entry.genre().is_some_and(|genre| genre.to_string().to_lowercase().contains("guideline")),
                }
            })
            .collect();
        Cited { works, is_numeric: self.is_numeric }
    }
}

/// The works that a page, or a book, cites: numbered, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cited {
    works: Vec<Reference>,
    is_numeric: bool,
}

/// A work in a list of references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its key in the bibliography.
    pub key: CitationKey,
    /// How the text refers to it: "3", or "Mitchell et al. 2017".
    pub label: String,
    /// The reference in the library's style, without its number.
    pub reference: Inlines,
    /// Who and when, to look it up by: "Mitchell et al. 2017". The title where there's neither.
    pub short: String,
    /// Digital Object Identifier.
    pub doi: Option<Doi>,
    /// PubMed's identifier.
    pub pmid: Option<Pmid>,
    /// Where it can be read, if the bibliography says.
    pub url: Option<Url>,
    /// The title alone.
    pub title: Option<String>,
    /// Whether it is a guideline (schema.org `MedicalGuideline`), by its type in the bibliography.
    pub is_guideline: bool,
}

impl Reference {
    /// The address that leads to it: by its DOI if there is one.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        self.doi
            .as_ref()
            .map(Doi::url)
            .or_else(|| self.url.as_ref().map(|url| url.as_str().to_owned()))
            .or_else(|| self.pmid.as_ref().map(Pmid::url))
    }
}

impl Cited {
    /// The works, in the order in which they're first cited.
    #[must_use]
    pub fn works(&self) -> &[Reference] {
        &self.works
    }

    /// The place of a work in the list, from 0.
    #[must_use]
    pub fn position(&self, key: &CitationKey) -> Option<usize> {
        self.works.iter().position(|work| &work.key == key)
    }

    /// The marks that stand around citations in the text: `[1, 2]`, or `(Mitchell 2017; Latthe 2006)`.
    #[must_use]
    pub fn brackets(&self) -> CitationMarks {
        if self.is_numeric {
            CitationMarks { open: "[", between: ", ", close: "]" }
        } else {
            CitationMarks { open: "(", between: "; ", close: ")" }
        }
    }
}

/// What stands around and between citations in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitationMarks {
    /// Before the first.
    pub open: &'static str,
    /// Between two.
    pub between: &'static str,
    /// After the last.
    pub close: &'static str,
}

/// A numeric style's entries start with their number, which renderers put in themselves.
fn without_number(content: ElemChildren) -> ElemChildren {
    let is_number = |child: &ElemChild| matches!(child, ElemChild::Elem(elem) if elem.meta == Some(ElemMeta::CitationNumber));
    let mut children = content.0;
    if children.first().is_some_and(is_number) {
        children.remove(0);
    }
    ElemChildren(children)
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

fn unbracketed(label: &str) -> String {
    label.trim_matches(['(', ')', '[', ']']).to_owned()
}

/// Running text from CSL's output; nothing if it's blank.
fn inlines(content: &ElemChildren) -> Option<Inlines> {
    let mut out = Vec::new();
    push(content, &mut out);
    // A reference is one line: what CSL puts around it (a leading space after the number) isn't part of it.
    if let Some(Inline::Text(first)) = out.first_mut() {
        match first.as_str().trim_start().parse() {
            Ok(trimmed) => *first = trimmed,
            Err(_) => drop(out.remove(0)),
        }
    }
    out.try_into().ok()
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
                        out.extend(Inlines::try_from(vec![inner]).ok().map(|content| Inline::Link(Link { content, to })))
                    }
                    (_, inner) => out.extend(inner),
                }
            }
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn formatted(text: &str, formatting: Formatting) -> Option<Inline> {
    let clean: String = text.chars().map(|c| if crate::value::is_forbidden(c) { ' ' } else { c }).collect();
    let plain = Inline::Text(clean.parse().ok()?);
    let one = |inline| Inlines::try_from(vec![inline]).ok();
    if formatting.font_style == FontStyle::Italic {
        one(plain).map(Inline::Emphasis)
    } else if formatting.font_weight == FontWeight::Bold {
        one(plain).map(Inline::Strong)
    } else {
        Some(plain)
    }
}

/// A reference with its authors, whatever hayagriva made of them.
///
/// Version 0.10 leaves the authors out of the Vancouver styles, sets a space before the semicolon that follows the
/// year, and takes BibTeX's `and others` for a person.
fn with_authors(reference: Inlines, entry: &Entry) -> Inlines {
    let authors = entry.authors().unwrap_or_default();
    let is_named = authors.first().is_none_or(|first| reference.plain_text().contains(&first.name));
    let mut list: Vec<Inline> = Vec::new();
    if !is_named {
        list.extend(format!("{}. ", authors_in_vancouver_style(authors)).parse().ok().map(Inline::Text));
    }
    list.extend(Vec::from(reference));
    let list: Vec<Inline> = list
        .into_iter()
        .filter_map(|inline| match inline {
            Inline::Text(text) => mended(text.as_str()).parse().ok().map(Inline::Text),
            other => Some(other),
        })
        .collect();
    // Neighbouring texts are joined first, so that what spans two of them is mended too.
    let joined = Inlines::try_from(list).expect("a reference has text");
    let list: Vec<Inline> = Vec::from(joined)
        .into_iter()
        .map(|inline| match inline {
            Inline::Text(text) => Inline::Text(mended(text.as_str()).parse().unwrap_or(text)),
            other => other,
        })
        .collect();
    list.try_into().expect("a reference has text")
}

fn mended(text: &str) -> String {
    let mut text = text.replace(" ;", ";");
    for others in [", & others", ", and others", " & others", " and others", ", others"] {
        text = text.replace(others, ", et al.");
    }
    text.replace("et al..", "et al.")
}

/// "Mitchell KR, Geary R, et al": at most six names (ICMJE).
fn authors_in_vancouver_style(authors: &[hayagriva::types::Person]) -> String {
    let named: Vec<String> = authors
        .iter()
        .filter(|person| !is_others(person))
        .map(|person| {
            let given = person.given_name.as_deref().unwrap_or_default();
            let initials: String = given.split(|c: char| !c.is_alphanumeric()).filter_map(|part| part.chars().next()).collect();
            let prefix = person.prefix.as_ref().map(|prefix| format!("{prefix} ")).unwrap_or_default();
            format!("{prefix}{} {initials}", person.name).trim_end().to_owned()
        })
        .collect();
    let is_cut = named.len() > 6 || authors.iter().any(is_others);
    let mut list = named.into_iter().take(6).collect::<Vec<_>>().join(", ");
    if is_cut {
        list.push_str(", et al");
    }
    list
}

/// "Mitchell et al. 2017", "Mitchell and Geary 2017", "NICE 2017", or the title.
fn short(key: &CitationKey, entry: &Entry) -> String {
    let people = entry.authors().unwrap_or_default();
    let named: Vec<&str> = people.iter().filter(|person| !is_others(person)).map(|person| person.name.as_str()).collect();
    let publisher =
        || entry.organization().map(ToString::to_string).or_else(|| entry.publisher().and_then(|p| p.name()).map(ToString::to_string));
    let who = match named[..] {
        [] => publisher(),
        [one] if people.len() == 1 => Some(one.to_owned()),
        [one, two] if people.len() == 2 => Some(format!("{one}, {two}")),
        [one, ..] => Some(format!("{one} et al.")),
    };
    let year = entry.date_any().map(|date| date.year.to_string());
    let title = || entry.title().map_or_else(|| key.to_string(), ToString::to_string);
    match (who, year) {
        (Some(who), Some(year)) => format!("{who} {year}"),
        (Some(who), None) => format!("{who}. {}", title()),
        (None, _) => title(),
    }
}

/// BibTeX's `and others`, which hayagriva takes for a person.
fn is_others(person: &hayagriva::types::Person) -> bool {
    person.name == "others" && person.given_name.is_none()
}

/// What stands in the list if the style has no bibliography: the title, or the key.
fn fallback(key: &CitationKey, entry: &Entry) -> Inlines {
    let title = entry.title().map(ToString::to_string).and_then(|title| title.parse::<crate::value::Line>().ok());
    let line = title.unwrap_or_else(|| key.as_str().parse().expect("a key is a line"));
    line.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKS: &str =
        "@article{mitchell2017, author = {Mitchell, K. R. and van Geary, R. and others}, title = {Painful sex}, journal = {BJOG},
        year = {2017}, volume = {124}, number = {11}, pages = {1689--1697}, doi = {10.1111/1471-0528.14518}}
        @article{acog, author = {{American College}}, title = {Opinion}, journal = {AJ}, year = {2016}}";

    fn reference(style: &str) -> Vec<String> {
        let bibliography = Bibliography::from_bibtex(WORKS).unwrap();
        let cites = ["mitchell2017", "acog"].map(|key| Cite { key: key.parse().unwrap(), locator: None });
        let style = CitationStyle::by_name(&style.parse().unwrap()).unwrap();
        let cited = bibliography.cited(&cites, &style, &LanguageTag::default());
        cited.works().iter().map(|work| format!("{}: {}", work.label, work.reference.plain_text())).collect()
    }

    #[test]
    fn references_name_their_authors() {
        assert_eq!(
            reference("vancouver"),
            [
                "1: Mitchell KR, van Geary R, et al. Painful sex. BJOG. 2017;124(11):1689–97. doi:10.1111/1471-0528.14518",
                "2: American College. Opinion. AJ. 2016.",
            ]
        );
        assert!(
            reference("apa")[0].starts_with("Mitchell et al., 2017: Mitchell, K. R., Geary, R. van, et al. (2017). Painful sex."),
            "{:?}",
            reference("apa")
        );
    }

    #[test]
    fn every_language_finds_its_words() {
        for locale in hayagriva::archive::locales() {
            let code = locale.lang.clone().unwrap();
            let found = words_of(&code);
            assert!(found.contains(&locale), "{code:?}");
            assert!(found.iter().any(|locale| locale.lang == Some(LocaleCode::en_us())), "{code:?}");
        }
        let main = |code: &str| words_of(&LocaleCode(code.to_owned())).iter().map(|l| l.lang.clone().unwrap().0).collect::<Vec<_>>();
        assert_eq!(main("fr-CH"), ["en-US", "fr-FR"]);
        assert_eq!(main("tlh"), ["en-US"]);
    }

    #[test]
    fn a_style_that_there_isn_t_is_told_with_the_nearest() {
        let problem = CitationStyle::by_name(&"vancuver".parse().unwrap()).unwrap_err();
        assert_eq!(problem.help, ["did you mean `vancouver`?"]);
    }
}
