//! A library some of whose pages have mistakes.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use super::{Parsed, Reader, Reading, Sources, references::Reference};
use crate::{
    diagnostic::{Problems, Severity},
    library::{self, Library},
    model::{Kind, Page, PageId, PagePath},
    source::SNIPPETS,
    value::MediaPath,
};

/// A library some of whose pages have mistakes: the others can be published.
#[derive(Debug)]
pub struct Partly {
    /// The library. Of a page with mistakes it has what reads: enough for its name in lists and for links that lead to it, and not
    /// to be published. [`Library::leave_out`] takes such pages out.
    pub library: Library,
    /// The pages with mistakes, also those of which nothing reads.
    pub faulty: BTreeSet<PageId>,
    /// Every problem of every file.
    pub problems: Problems,
}

impl Reader {
    /// Reads what can be read of a library: a mistake in one page doesn't keep the others from being published.
    ///
    /// ```
    /// use pamphlet_core::{Reader, Sources};
    /// # let mut sources = Sources::new();
    /// # sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
    /// # sources.insert("conditions/cough.md".into(), b"---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n".into());
    /// sources.insert("conditions/fever.md".into(), b"---\ntitle: Fever\nsumary: A fever fights germs.\n---\n".into());
    /// let partly = Reader::default().read_partly(sources)?;
    /// let faulty: Vec<String> = partly.faulty.iter().map(|page| page.path.to_string()).collect();
    /// assert_eq!(faulty, ["conditions/fever"]);
    /// assert!(partly.library.page("conditions/cough").is_ok() && partly.problems.has_errors());
    /// # Ok::<(), pamphlet_core::Problems>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of every file, if there's an error in what all pages share: settings, glossary, messages. What is wrong with a work
    /// of the bibliography is a fault of the pages that cite it, unless the glossary does.
    pub fn read_partly(&mut self, sources: Sources) -> Result<Partly, Problems> {
        let (mut reading, settings, style) = self.reading(sources);
        let (Some(site), Some(style)) = (settings, style) else { return Err(reading.into_problems()) };
        if reading.problems.diagnostics.iter().any(|problem| problem.severity == Severity::Error && is_shared(problem.file.as_deref())) {
            return Err(reading.into_problems());
        }
        let faulty = reading.faulty();
        reading.add_those_of_works();
        for parsed in std::mem::take(&mut reading.partly_read) {
            reading.languages.insert(parsed.id.language.clone());
            reading.pages.entry(parsed.id.clone()).or_insert(parsed);
        }
        // What is reported here isn't reported again by the library's check.
        let diagnostics = std::mem::take(&mut reading.problems.diagnostics);
        let mut problems = Problems { diagnostics, sources: reading.problems.sources.clone() };
        problems.sort();
        Ok(Partly { library: reading.into_library(site, style), faulty, problems })
    }
}

/// Whether every page of a library may need what a file says: a mistake there is no mistake of one page. So is one that's in no file.
///
/// ```
/// use pamphlet_core::is_shared;
/// assert!(is_shared(Some("pamphlet.toml")) && is_shared(Some("glossary.md")) && !is_shared(Some("conditions/cough.md")));
/// ```
#[must_use]
pub fn is_shared(file: Option<&str>) -> bool {
    let Some(file) = file else { return true };
    let folder = file.split_once('/').map_or("", |(folder, _)| folder);
    // Of a picture or a snippet that can't be read the pages that show it are at fault.
    Kind::from_folder(folder).is_none() && folder != SNIPPETS && file.parse::<MediaPath>().is_err()
}

impl Reading<'_> {
    fn into_problems(mut self) -> Problems {
        self.add_those_of_works();
        self.problems.sort();
        self.problems
    }

    /// The pages that mustn't be published: those in whose files something is wrong, those that two files claim to be, and those that
    /// show a picture or cite a work which can't be read.
    fn faulty(&self) -> BTreeSet<PageId> {
        let errors = self.problems.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
        let files: BTreeSet<&str> = errors.filter_map(|problem| problem.file.as_deref()).collect();
        let is_faulty =
            |parsed: &&Arc<Parsed>| files.contains(&*parsed.file) || self.references_of(parsed).any(|reference| self.lacks(reference));
        let pages = self.pages.values().chain(&self.partly_read).filter(is_faulty).map(|parsed| parsed.id.clone());
        pages.chain(self.lost.iter().cloned()).collect()
    }

    fn lacks(&self, reference: &Reference) -> bool {
        match reference {
            Reference::Media(path) | Reference::Cover(path) => !self.media.contains_key(path),
            Reference::Work(key) => !self.bibliography.problems_of(key).is_empty(),
            Reference::Page(_)
            | Reference::Part(..)
            | Reference::Term(_)
            | Reference::Columns
            | Reference::Headers
            | Reference::Snippet(_) => false,
        }
    }
}

impl Library {
    /// Takes pages out, as if there had never been any. The words of links to them stand without a link then:
    /// [`links_between`](Self::links_between) finds those links.
    pub fn leave_out(&mut self, pages: &BTreeSet<PageId>) {
        self.pages.retain(|(_, page)| !pages.contains(&page.id));
        self.languages = self.pages.iter().map(|(_, page)| page.id.language.clone()).collect();
        self.members = library::members(&self.pages);
    }

    /// The pictures that a page shows, those of its letterhead among them.
    #[must_use]
    pub fn pictures_of(&self, page: &Page) -> BTreeSet<MediaPath> {
        let mut pictures: BTreeSet<MediaPath> = self.site.publisher.logo.iter().cloned().collect();
        pictures.extend(self.site.clinic.as_ref().and_then(|name| self.site.clinics.get(name)?.logo.clone()));
        super::references::walk(page, &mut |_, reference| {
            if let Reference::Media(path) | Reference::Cover(path) = reference {
                pictures.insert(path);
            }
        });
        pictures
    }

    /// Where a page refers to another: links, related pages, chapters. A place is one of its file, where it's known.
    ///
    /// ```
    /// # use pamphlet_core::{Library, Sources};
    /// # let mut sources = Sources::new();
    /// # sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
    /// # sources.insert("conditions/cough.md".into(), b"---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n".into());
    /// let fever = "---\ntitle: Fever\nsummary: A fever fights germs.\n---\n\nSee [Cough](cough.md).\n";
    /// sources.insert("conditions/fever.md".into(), fever.into());
    /// let library = Library::read(sources).unwrap();
    /// let (cough, fever) = (library.page("conditions/cough")?, library.page("conditions/fever")?);
    /// assert_eq!(library.links_between(fever, &cough.id.path).len(), 1);
    /// assert!(library.links_between(cough, &fever.id.path).is_empty());
    /// # Ok::<(), pamphlet_core::NotFound>(())
    /// ```
    #[must_use]
    pub fn links_between(&self, from: &Page, to: &PagePath) -> Vec<Option<Range<usize>>> {
        let mut at = Vec::new();
        super::references::walk(from, &mut |pointer, reference| {
            if let Reference::Page(path) | Reference::Part(path, _) = reference
                && path == *to
            {
                at.push(pointer.to_string());
            }
        });
        let text = self.source_of(&from.id).and_then(|file| Some((file, self.texts.get(file)?)));
        let places = text
            .filter(|_| !at.is_empty())
            .and_then(|(file, text)| super::places_of(file, text, &from.id, self.messages(&from.id.language)));
        let places = places.unwrap_or_default();
        at.iter().map(|pointer| places.find(pointer)).collect()
    }
}
