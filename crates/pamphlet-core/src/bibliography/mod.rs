//! The works that pages cite, and how they're shown.
//!
//! An entry that can't be read is a problem of its own: it stops a page that cites it, and nobody else. So problems stay with their works
//! ([`Bibliography::problems_of`]) until it's known who cites what.

mod bibtex;
mod dates;
mod entry;
mod format;
mod identifiers;
mod markup;
mod names;
mod pages;
mod style;
#[cfg(test)]
mod tests;
mod tex;
mod yaml;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use hayagriva::{Entry, types::EntryType};

use self::names::Rest;
pub use self::style::{CitationStyle, CitedBy};
use crate::{
    diagnostic::{Diagnostic, Severity, nearest},
    model::{Cite, Inline, Inlines},
    value::{CitationKey, Doi, LanguageTag, Line, Pmid, Url},
};

/// The works that a library's pages cite.
#[derive(Debug, Clone, Default)]
pub struct Bibliography {
    works: Arc<BTreeMap<CitationKey, Work>>,
    /// Problems of entries that nobody can cite, and of the whole file.
    problems: Arc<[Diagnostic]>,
    formatted: Formatted,
}

/// A work, as citation styles take it.
#[derive(Debug, Clone)]
struct Work {
    entry: Entry,
    /// Whether its authors are more than those named.
    authors: Rest,
    editors: Rest,
    names_organization: NamesOrganization,
    genre: Genre,
    /// What is shown after the reference.
    remarks: Vec<Remark>,
    /// Fields that no reference shows, and where they stand.
    unread: Vec<(String, Range<usize>)>,
    /// What can't be read of it.
    problems: Vec<Diagnostic>,
    /// Its key in the file.
    place: Option<Range<usize>>,
}

/// Whether an entry names an institution, a school or an organisation, which a style shows as a publisher or not at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum NamesOrganization {
    Yes,
    #[default]
    No,
}

/// What a work is besides its type, where that matters to more than its reference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Genre {
    /// "Clinical guideline".
    Guideline,
    #[default]
    Other,
}

impl Genre {
    /// The genre that a bibliography names: a "NICE guideline" is a kind of guideline, and a "Summary of a guideline" none.
    fn of(words: &str) -> Self {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let is_about_one = words.iter().any(|word| matches!(word.as_str(), "about" | "for" | "from" | "of" | "on" | "to"));
        match words.last().map(String::as_str) {
            Some("guideline" | "guidelines") if !is_about_one => Self::Guideline,
            Some(_) | None => Self::Other,
        }
    }
}

/// Something that citation styles have no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Remark {
    /// How far it is from publication: "In press".
    State(&'static str),
    /// A note of the bibliography's: "Reaffirmed 2020".
    Note(String),
}

impl Work {
    /// An entry that can't be read at all.
    fn broken(key: &str, place: Option<Range<usize>>, problem: Diagnostic) -> Self {
        Self {
            entry: Entry::new(key, EntryType::Misc),
            authors: Rest::Nobody,
            editors: Rest::Nobody,
            names_organization: NamesOrganization::No,
            genre: Genre::Other,
            remarks: Vec::new(),
            unread: Vec::new(),
            problems: vec![problem],
            place,
        }
    }
}

/// References that have been formatted before, by style, language and work: a library cites the same works on many pages. Only those of
/// styles in which a reference doesn't depend on its neighbours.
type Formatted = Arc<Mutex<BTreeMap<(String, LanguageTag), BTreeMap<CitationKey, Reference>>>>;

impl Bibliography {
    /// Reads a bibliography in BibTeX or BibLaTeX, as reference managers write it.
    ///
    /// What can't be read is told by [`problems_of`](Self::problems_of) the work, and [`problems`](Self::problems) of the file.
    ///
    /// ```
    /// use pamphlet_core::bibliography::Bibliography;
    /// let read = Bibliography::from_bibtex("@book{a, title = {Pain}, year = {2020}}\n@book{b, title = {Sleep}, isbn = {123}}");
    /// assert!(read.problems_of(&"a".parse()?).is_empty());
    /// assert_eq!(read.problems_of(&"b".parse()?)[0].message, "the work `b`: `123` is not an ISBN");
    /// # Ok::<(), pamphlet_core::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn from_bibtex(source: &str) -> Self {
        Self::of(bibtex::read(source))
    }

    /// Reads a bibliography in Hayagriva's YAML.
    ///
    /// What can't be read is told by [`problems_of`](Self::problems_of) the work, and [`problems`](Self::problems) of the file.
    #[must_use]
    pub fn from_yaml(source: &str) -> Self {
        Self::of(yaml::read(source))
    }

    fn of((list, mut problems): (Vec<(String, Work)>, Vec<Diagnostic>)) -> Self {
        let mut works = BTreeMap::new();
        for (key, work) in list {
            match key.parse::<CitationKey>() {
                Ok(key) => drop(works.insert(key, work)),
                Err(error) => {
                    // It can't be cited, so it stops nothing.
                    let message = if key.is_empty() { "an entry has no key".to_owned() } else { error.to_string() };
                    let mut problem = Diagnostic::warning("bibliography-key", message);
                    problem.help.extend(error.help().map(str::to_owned));
                    problem.span = work.place;
                    problems.push(problem);
                }
            }
        }
        Self { works: Arc::new(works), problems: problems.into(), formatted: Formatted::default() }
    }

    /// What is wrong with a work: errors for pages that cite it.
    #[must_use]
    pub fn problems_of(&self, key: &CitationKey) -> &[Diagnostic] {
        self.works.get(key).map_or(&[], |work| &work.problems)
    }

    /// What is wrong with the file as a whole, and with entries that can't be cited.
    #[must_use]
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// What is worth mending though nothing stops: works with mistakes that no page cites, and fields of those cited that the citation
    /// style doesn't show.
    pub(crate) fn warnings(&self, cited: &BTreeSet<CitationKey>, style: &CitationStyle, language: &LanguageTag) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = self.problems.iter().filter(|problem| problem.severity == Severity::Warning).cloned().collect();
        let mut left_out: BTreeMap<&'static str, Vec<(&CitationKey, &Work)>> = BTreeMap::new();
        for (key, work) in self.works.iter() {
            if cited.contains(key) {
                found.extend(work.unread.iter().map(|(field, place)| {
                    Diagnostic::warning("bibliography-left-out", format!("the work `{key}`: no reference shows its field `{field}`"))
                        .at(place.clone())
                        .with_help("if readers need it to find the work, write it into `note`, which is always shown")
                }));
                for field in format::left_out(key, work, style, language) {
                    left_out.entry(field).or_default().push((key, work));
                }
            } else {
                let problems = work.problems.iter().cloned();
                found.extend(problems.map(|problem| {
                    Diagnostic { severity: Severity::Warning, ..problem }.with_help("no page cites this work, so it stops nothing")
                }));
            }
        }
        for (field, works) in left_out {
            let keys: Vec<String> = works.iter().map(|(key, _)| format!("`{key}`")).collect();
            let mut problem = Diagnostic::warning(
                "bibliography-left-out",
                format!("the citation style `{}` doesn't show the {} of {}", style.name, spoken(field), keys.join(", ")),
            );
            problem.span = works.first().and_then(|(_, work)| work.place.clone());
            found.push(problem.with_help("if readers need it to find the work, write it into `note`, which is always shown"));
        }
        found
    }

    /// Whether there is a work with that key.
    #[must_use]
    pub fn contains(&self, key: &CitationKey) -> bool {
        self.works.contains_key(key)
    }

    /// The key most like one that there isn't.
    #[must_use]
    pub fn nearest(&self, key: &CitationKey) -> Option<&str> {
        nearest(key.as_str(), self.works.keys().map(CitationKey::as_str))
    }

    /// Numbers and formats the works cited, in the order in which they're first cited.
    ///
    /// Keys that the bibliography hasn't are left out: [`Library`](crate::Library) refuses pages that have any.
    #[must_use]
    pub fn cited<'c>(&self, cites: impl IntoIterator<Item = &'c Cite>, style: &CitationStyle, language: &LanguageTag) -> Cited {
        let mut order: Vec<(&CitationKey, &Work)> = Vec::new();
        let mut seen: BTreeSet<&CitationKey> = BTreeSet::new();
        for cite in cites {
            if let Some((key, work)) = self.works.get_key_value(&cite.key)
                && seen.insert(key)
            {
                order.push((key, work));
            }
        }
        if !style.is_independent() {
            return format::format(&order, style, language);
        }
        let mut works = self.references(&order, style, language);
        for (index, work) in works.iter_mut().enumerate() {
            work.label = (index + 1).to_string();
        }
        Cited { works, cited_by: CitedBy::Number }
    }

    /// Works' references in a style in which they don't depend on their neighbours.
    fn references(&self, works: &[(&CitationKey, &Work)], style: &CitationStyle, language: &LanguageTag) -> Vec<Reference> {
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
                let reference = format::format(&[*work], style, language).works.remove(0);
                formatted().entry(place.clone()).or_default().insert(work.0.clone(), reference.clone());
                reference
            })
        });
        all.collect()
    }
}

/// A field as a sentence names it.
fn spoken(field: &str) -> &str {
    match field {
        "editor" => "editors",
        "translator" => "translators",
        field => field,
    }
}

/// The works that a page, or a book, cites: numbered, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cited {
    works: Vec<Reference>,
    cited_by: CitedBy,
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

    /// The address that leads to it, unless its reference has it already: lists of sources put this after it.
    #[must_use]
    pub fn address_after(&self) -> Option<String> {
        let doi = self.doi.as_ref().and_then(|doi| doi.url().parse::<Url>().ok());
        let own = [doi.as_ref(), self.url.as_ref()];
        let links = |inline: &Inline| matches!(inline, Inline::Link(link) if own.contains(&Some(&link.to)));
        self.address().filter(|_| !self.reference.iter().any(links))
    }
}

impl Cited {
    /// The works, in the order in which they're first cited.
    #[must_use]
    pub fn works(&self) -> &[Reference] {
        &self.works
    }

    /// How the text refers to works: lists of those that are cited by number are numbered.
    #[must_use]
    pub fn cited_by(&self) -> CitedBy {
        self.cited_by
    }

    /// The place of a work in the list, from 0.
    #[must_use]
    pub fn position(&self, key: &CitationKey) -> Option<usize> {
        self.works.iter().position(|work| &work.key == key)
    }

    /// The marks that stand around citations in the text: `[1 (p. 3), 2]`, or `(Mitchell 2017, p. 3; Latthe 2006)`.
    #[must_use]
    pub fn brackets(&self) -> CitationMarks {
        match self.cited_by {
            CitedBy::Number => CitationMarks { open: "[", between: ", ", close: "]", place: (" (", ")") },
            CitedBy::Name => CitationMarks { open: "(", between: "; ", close: ")", place: (", ", "") },
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
    /// Around the place in a work: a comma alone would make it one of several numbers.
    place: (&'static str, &'static str),
}

impl CitationMarks {
    /// What follows the label of a work that is cited at a place: ` (p. 3)`.
    #[must_use]
    pub fn at(&self, locator: &Line) -> String {
        let (before, after) = self.place;
        format!("{before}{locator}{after}")
    }
}
