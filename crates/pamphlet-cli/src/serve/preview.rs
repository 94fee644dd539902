//! What the preview holds: the library as it last read well, and what has been made of it.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    thread,
};

use pamphlet::{
    Diagnostic, Library, Partly, Problems, Reader, Severity,
    build::{self, Build, File, Finished, Options, Output, guard},
    html::{Theme, page_path},
    model::{Page, PageId},
    value::{Anchor, Date},
};
use tokio::sync::{Semaphore, watch};

use crate::{failure::Failure, opened::mistakes};

/// A content folder, kept as it was when it last changed.
pub(super) struct Preview {
    content: PathBuf,
    today: Date,
    reader: Mutex<Reader>,
    current: RwLock<Arc<State>>,
    changes: watch::Sender<u64>,
    /// Who makes something holds a permit: however many ask at a time, only so much is in hand.
    pub(super) work: Semaphore,
}

/// A library, what is wrong with it, and what has been made of it so far.
#[derive(Default)]
pub(super) struct State {
    /// The library; where what all pages share has mistakes now, as it was before them.
    pub(super) library: Option<Arc<Library>>,
    /// The pages of it with mistakes.
    pub(super) faulty: BTreeSet<PageId>,
    /// The library as it was when no page had any: pages with mistakes are shown as they were in it.
    earlier: Option<Arc<Library>>,
    theme: Theme,
    /// Why not all that is shown is what the folder says now.
    pub(super) errors: Problems,
    shows: Shows,
    /// What takes long to make.
    finished: Finished,
}

/// What pages without mistakes are shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shows {
    /// As the folder says now.
    #[default]
    Now,
    /// As they were before what all pages share had mistakes.
    Earlier,
}

impl Preview {
    pub(super) fn new(content: &Path, today: Date) -> Self {
        // A few more than can work: some only wait for others.
        let work = Semaphore::new(thread::available_parallelism().map_or(1, usize::from) + 2);
        Self {
            content: content.to_path_buf(),
            today,
            reader: Mutex::default(),
            current: RwLock::default(),
            changes: watch::Sender::new(0),
            work,
        }
    }

    /// Reads what has changed, and tells those who look. Returns what there is to mend: errors, or what is worth mending in the
    /// pages that have changed.
    pub(super) fn reload(&self) -> Problems {
        let before = self.state();
        let read = guard::caught(|| {
            let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            let Partly { library, faulty, problems } = Library::open_partly_again(&self.content, &mut reader)?;
            let theme = pamphlet::theme::open(&self.content)?;
            let mut told = self.problems_of_changed(&library, &faulty, before.library.as_deref());
            told.diagnostics.extend(problems.diagnostics.iter().cloned());
            build::in_order(&mut told);
            let errors = problems.diagnostics.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
            let earlier = if faulty.is_empty() { None } else { before.whole() };
            let errors = Problems { diagnostics: errors, sources: problems.sources };
            Ok((State { library: Some(Arc::new(library)), faulty, earlier, theme, errors, ..State::default() }, told))
        });
        let read = read.unwrap_or_else(|fault| {
            // What it kept may be half of something.
            *self.reader.lock().unwrap_or_else(PoisonError::into_inner) = Reader::default();
            Err(Failure::from(guard::problem("the preview", &fault)).0)
        });
        let (state, told) = read.unwrap_or_else(|errors| (before.with_errors(errors.clone()), errors));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        self.changes.send_modify(|version| *version += 1);
        told
    }

    /// What is to be mended in what has changed.
    fn problems_of_changed(&self, library: &Library, faulty: &BTreeSet<PageId>, before: Option<&Library>) -> Problems {
        let has_changed = |file: &str| before.is_none_or(|before| before.texts().get(file) != library.texts().get(file));
        let is_changed = |page: &&Page| !faulty.contains(&page.id) && library.file(&page.id).is_none_or(has_changed);
        let changed = library.pages().filter(is_changed);
        let mut problems = Problems { diagnostics: Vec::new(), sources: library.texts().clone() };
        problems.diagnostics.extend(changed.flat_map(|page| build::problems_of(library, page, self.today)));
        if library.texts().keys().any(|file| pamphlet::is_shared(Some(file)) && has_changed(file)) {
            problems.diagnostics.extend(build::problems_of_shared(library));
        }
        problems
    }

    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// A receiver that wakes whenever something has changed.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}

impl State {
    /// The last library in which no page has mistakes.
    fn whole(&self) -> Option<Arc<Library>> {
        if self.faulty.is_empty() { self.library.clone() } else { self.earlier.clone() }
    }

    /// What is shown where what all pages share has mistakes: all as it was.
    fn with_errors(&self, errors: Problems) -> Self {
        let Self { library, faulty, earlier, theme, .. } = self;
        let (library, faulty, earlier, theme) = (library.clone(), faulty.clone(), earlier.clone(), theme.clone());
        Self { library, faulty, earlier, theme, errors, shows: Shows::Earlier, ..Self::default() }
    }

    /// Whether a file of the build is one of a page with mistakes.
    fn faulty_at(&self, path: &str) -> Option<&PageId> {
        let library = self.library.as_deref()?;
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        self.faulty.iter().find(|page| folder(&page_path(library, page)) == folder(path))
    }

    /// The library in which a page is looked at.
    fn library_of(&self, page: &PageId) -> Option<&Library> {
        if self.faulty.contains(page) { self.earlier.as_deref() } else { self.library.as_deref() }
    }

    /// The errors that keep a page from being shown as it is now.
    pub(super) fn errors_of(&self, page: Option<&PageId>) -> Problems {
        match (self.shows, page) {
            (Shows::Earlier, _) => self.errors.clone(),
            (Shows::Now, Some(page)) if self.faulty.contains(page) => mistakes(&self.errors, page),
            (Shows::Now, _) => Problems::default(),
        }
    }

    /// A file of the build, by its path, as a build would write it; nothing where there's no such file.
    pub(super) fn file(&self, path: &str, today: Date) -> Result<Option<Arc<File>>, Failure> {
        let library = match self.faulty_at(path) {
            Some(page) => match self.earlier.as_deref().filter(|earlier| earlier.find(&page.path, &page.language).is_some()) {
                Some(earlier) => earlier,
                None => return Err(mistakes(&self.errors, page).into()),
            },
            None => match self.library.as_deref() {
                Some(library) => library,
                None => return Ok(None),
            },
        };
        let options = self.options(today);
        let build = Build::new(library, &options, &self.finished);
        let file = build.files()?.into_iter().find(|file| build.path(*file) == path);
        match file {
            Some(file) => Ok(Some(build.make(file)?)),
            None if path.starts_with("pagefind/") => Ok(build.index()?.remove(path)),
            None => Ok(None),
        }
    }

    fn options(&self, today: Date) -> Options {
        Options { theme: self.theme.clone(), ..Options::on(today) }
    }

    /// The page that a file of the build shows.
    pub(super) fn page_at(&self, path: &str) -> Option<PageId> {
        let library = self.library.as_deref()?;
        let unread = self.faulty.iter().find(|page| page_path(library, page) == path).cloned();
        unread.or_else(|| library.pages().find(|page| page_path(library, &page.id) == path).map(|page| page.id.clone()))
    }

    /// What is to be mended in a page as it's shown, and why forms of it that were asked for can't be made.
    pub(super) fn problems_of(&self, page: &PageId, today: Date) -> Problems {
        let Some((library, page)) = self.held(page) else { return Problems::default() };
        let mut problems = problems_of(library, page, today);
        let options = self.options(today);
        let build = Build::new(library, &options, &self.finished);
        Output::of(page, &options).into_iter().filter_map(|output| build.fault_of(output)).for_each(|why| problems.add(why));
        build::in_order(&mut problems);
        problems
    }

    /// In which part of a page, as it's shown, a problem is.
    pub(super) fn part_of(&self, page: &PageId, problem: &Diagnostic) -> Option<Anchor> {
        let (library, page) = self.held(page)?;
        part(library, page, problem)
    }

    /// In which part of a page, as it's written now, a problem is.
    pub(super) fn part_now(&self, page: &PageId, problem: &Diagnostic) -> Option<Anchor> {
        let library = self.library.as_deref()?;
        part(library, library.find(&page.path, &page.language)?, problem)
    }

    /// A page as it's shown, and the library that it's in.
    pub(super) fn held(&self, page: &PageId) -> Option<(&Library, &Page)> {
        let library = self.library_of(page)?;
        Some((library, library.find(&page.path, &page.language)?))
    }
}

fn part(library: &Library, page: &Page, problem: &Diagnostic) -> Option<Anchor> {
    let is_own = library.file(&page.id) == problem.file.as_deref();
    problem.span.as_ref().filter(|_| is_own).and_then(|span| library.part_at(page, span.start))
}

/// What is to be mended in a page, and its text.
pub(super) fn problems_of(library: &Library, page: &Page, today: Date) -> Problems {
    let file = library.source_of(&page.id);
    let text = file.and_then(|file| library.texts().get_key_value(file));
    let sources = text.map(|(file, text)| (Arc::clone(file), Arc::clone(text))).into_iter().collect();
    Problems { diagnostics: build::problems_of(library, page, today), sources }
}
