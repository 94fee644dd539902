//! A content folder, opened for what is asked of one page: mistakes in others don't stop it.

use std::{collections::BTreeSet, ops::Deref, path::Path};

use pamphlet::{
    Diagnostic, Library, Partly, Problems, Severity,
    model::{Kind, Page, PageId, PagePath, Subject},
    value::{LanguageTag, Slug},
};

use crate::failure::Failure;

/// A library, some of whose pages may have mistakes.
#[derive(Debug)]
pub(crate) struct Opened {
    library: Library,
    /// The pages with mistakes, also those of which nothing reads.
    faulty: BTreeSet<PageId>,
    problems: Problems,
}

impl Deref for Opened {
    type Target = Library;

    fn deref(&self) -> &Library {
        &self.library
    }
}

impl Opened {
    /// Opens a folder. A mistake in what all pages share is the end.
    pub(crate) fn open(content: &Path) -> Result<Self, Failure> {
        let Partly { library, faulty, problems } = Library::open_partly(content)?;
        Ok(Self { library, faulty, problems })
    }

    /// The page that was named, by its path or by its slug alone. Refused if it, or a chapter of it, has mistakes.
    pub(crate) fn find(&self, language: Option<&LanguageTag>, name: &str) -> Result<&Page, Failure> {
        let language = language.unwrap_or(&self.site().language);
        let is_named = |id: &&PageId| id.language == *language && (id.path.slug.as_str() == name || id.path.to_string() == name);
        let page = match self.named(language, name) {
            Ok(page) => page,
            // Of some not even the title reads.
            Err(failure) => return Err(self.faulty.iter().find(is_named).map_or(failure, |id| mistakes(&self.problems, id).into())),
        };
        match self.faulty.iter().find(|id| **id == page.id || is_chapter(page, id)) {
            Some(id) => Err(mistakes(&self.problems, id).into()),
            None => Ok(page),
        }
    }

    fn named(&self, language: &LanguageTag, name: &str) -> Result<&Page, Failure> {
        let Ok(slug) = name.parse::<Slug>() else { return Ok(self.library.page_in(name, language)?) };
        let paths = Kind::ALL.map(|kind| PagePath::new(kind, slug.clone()));
        let pages: Vec<&Page> = paths.iter().filter_map(|path| self.library.find(path, language)).collect();
        match pages[..] {
            [page] => Ok(page),
            [] => {
                let of_language = self.library.pages().filter(|page| page.id.language == *language);
                let there_are: Vec<String> = of_language.map(|page| format!("`{}`", page.id.path)).collect();
                let problem = Diagnostic::error("not-found", format!("there is no page `{name}` in {language}"));
                Err(problem.with_help(format!("there are {}", there_are.join(", "))).into())
            }
            _ => {
                let names: Vec<String> = pages.iter().map(|page| format!("`{}`", page.id.path)).collect();
                let problem = Diagnostic::error("ambiguous", format!("several pages are called `{name}`"));
                Err(problem.with_help(format!("name one of {}", names.join(", "))).into())
            }
        }
    }
}

/// Whether a page is a book of which another is a chapter.
fn is_chapter(book: &Page, page: &PageId) -> bool {
    let Subject::Guide(guide) = &book.subject else { return false };
    page.language == book.id.language && guide.parts.iter().any(|part| part.chapters.contains(&page.path))
}

/// Why a page can't be published: the errors in its files or, where there are none, those of pictures and works that it may show.
pub(crate) fn mistakes(problems: &Problems, page: &PageId) -> Problems {
    let errors = || problems.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
    let begin = format!("{}.", page.path);
    let own: Vec<Diagnostic> =
        errors().filter(|problem| problem.file.as_deref().is_some_and(|file| file.starts_with(&begin))).cloned().collect();
    let is_of_no_page = |problem: &&Diagnostic| {
        let folder = problem.file.as_deref().and_then(|file| file.split_once('/')).map_or("", |(folder, _)| folder);
        Kind::from_folder(folder).is_none()
    };
    let diagnostics = if own.is_empty() { errors().filter(is_of_no_page).cloned().collect() } else { own };
    Problems { diagnostics, sources: problems.sources.clone() }
}
