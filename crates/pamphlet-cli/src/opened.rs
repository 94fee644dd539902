//! A content folder, opened for what is asked of one page: mistakes in others don't stop it.

use std::{
    collections::BTreeSet,
    ops::Deref,
    path::{Component, Path, PathBuf},
};

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
    content: PathBuf,
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
        Ok(Self { library, content: content.to_path_buf(), faulty, problems })
    }

    /// The page that was named, by its path, by its slug alone or by its file. Refused if it, or a chapter of it, has mistakes.
    pub(crate) fn find(&self, language: Option<&LanguageTag>, name: &str) -> Result<&Page, Failure> {
        let Named { name, language: of_file } = Named::of(&self.content, name);
        let name = &*name;
        let language = language.or(of_file.as_ref()).unwrap_or(&self.site().language);
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
            [] => Err(not_found(&self.library, name, language).into()),
            _ => {
                let names: Vec<String> = pages.iter().map(|page| format!("`{}`", page.id.path)).collect();
                let problem = Diagnostic::error("ambiguous", format!("several pages are called `{name}`"));
                Err(problem.with_help(format!("name one of {}", names.join(", "))).into())
            }
        }
    }
}

/// A page as it was named on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its path, `conditions/cough`, or its slug alone.
    pub(crate) name: String,
    /// The language, if it was named by a file that says one: `conditions/cough.fr.md`.
    pub(crate) language: Option<LanguageTag>,
}

impl Named {
    /// Reads a name. It may be that of the page's file, as shells complete it: `content/conditions/cough.md`.
    pub(crate) fn of(content: &Path, name: &str) -> Self {
        let path = Path::new(name);
        let in_content = || Some(path.canonicalize().ok()?.strip_prefix(content.canonicalize().ok()?).ok()?.to_path_buf());
        let inside = path.strip_prefix(content).map(Path::to_path_buf).ok().or_else(in_content);
        let inside = inside.filter(|inside| inside.components().next().is_some()).unwrap_or_else(|| path.to_path_buf());
        let parts =
            inside.components().filter(|part| *part != Component::CurDir).map(|part| part.as_os_str().to_string_lossy().into_owned());
        let written = parts.collect::<Vec<_>>().join("/");
        let is_ending = |ending: &str| ["md", "json", "yaml", "yml", "toml"].contains(&ending);
        match written.rsplit_once('.').filter(|(_, ending)| is_ending(ending)) {
            None => Self { name: written, language: None },
            Some((stem, _)) => match stem.rsplit_once('.') {
                Some((name, language)) => Self { name: name.to_owned(), language: language.parse().ok() },
                None => Self { name: stem.to_owned(), language: None },
            },
        }
    }

    /// Whether a page is the one that was named.
    pub(crate) fn is(&self, page: &PageId) -> bool {
        let is_named = page.path.slug.as_str() == self.name || page.path.to_string() == self.name;
        is_named && self.language.as_ref().is_none_or(|language| *language == page.language)
    }
}

/// There's no page of a name: the nearest are named.
pub(crate) fn not_found(library: &Library, name: &str, language: &LanguageTag) -> Diagnostic {
    let near: Vec<String> = library.nearest(name, language).into_iter().map(|path| format!("`{path}`")).collect();
    let problem = Diagnostic::error("not-found", format!("there is no page `{name}` in {language}"));
    match &*near {
        [] => problem,
        [one] => problem.with_help(format!("the nearest is {one}")),
        more => problem.with_help(format!("the nearest are {}", more.join(", "))),
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
