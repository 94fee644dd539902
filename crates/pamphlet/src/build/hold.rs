//! What becomes of pages that can't be made.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Diagnostic, Library, Problems,
    html::page_path,
    model::{Page, PageId, PagePath},
};

use super::{
    Options,
    earlier::{Earlier, folder_of},
};

/// Pages that aren't as their sources are now.
#[derive(Debug)]
pub(super) struct Hold<'e> {
    earlier: Option<&'e Earlier>,
    options: &'e Options,
    pub(super) held: BTreeMap<PageId, Held>,
}

/// What became of a page, and why.
#[derive(Debug, Clone)]
pub struct Held {
    /// What became of it.
    pub fate: Fate,
    /// Why.
    pub why: Why,
}

/// What becomes of a page that can't be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It has its files of the earlier build.
    Kept {
        /// The day on which they were made, if it's known.
        made: Option<String>,
    },
    /// It was never made, so it isn't there.
    LeftOut,
}

/// Why a page isn't made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It has errors, or a form of it can't be made.
    Faulty,
    /// A chapter of it can't be made, and a book without one looks complete.
    Chapter(PagePath),
}

impl<'e> Hold<'e> {
    pub(super) fn new(earlier: Option<&'e Earlier>, options: &'e Options) -> Self {
        Self { earlier, options, held: BTreeMap::new() }
    }

    pub(super) fn holds(&self, page: &PageId) -> bool {
        self.held.contains_key(page)
    }

    /// The earlier build, if a page has its files from there.
    pub(super) fn earlier_of(&self, page: &PageId) -> Option<&'e Earlier> {
        let is_kept = self.held.get(page).is_some_and(|held| held.fate != Fate::LeftOut);
        self.earlier.filter(|_| is_kept)
    }

    /// Whether there's no page that can be made.
    pub(super) fn is_everything(&self, library: &Library) -> bool {
        library.pages().all(|page| self.holds(&page.id))
    }

    /// The days on which kept pages were made, by their folders.
    pub(super) fn days(&self, library: &Library) -> BTreeMap<String, Option<String>> {
        let kept = self.held.iter().filter_map(|(page, held)| match &held.fate {
            Fate::Kept { made } => Some((folder_of(&page_path(library, page)).to_owned(), made.clone())),
            Fate::LeftOut => None,
        });
        kept.collect()
    }

    /// Holds pages, and the books of which they're chapters. Those that were never made are taken out of the library; returns the pages
    /// that refer to them, each of which is told.
    pub(super) fn put(&mut self, pages: BTreeSet<PageId>, library: &mut Library, problems: &mut Problems) -> Vec<PageId> {
        let mut new: BTreeMap<PageId, Why> = pages.into_iter().map(|page| (page, Why::Faulty)).collect();
        let books = library.pages().filter(|page| !new.contains_key(&page.id) && !self.holds(&page.id));
        let books: Vec<(PageId, Why)> =
            books.filter_map(|book| Some((book.id.clone(), Why::Chapter(chapter_among(library, book, &new)?)))).collect();
        new.extend(books);
        let mut unlinked = BTreeSet::new();
        let mut left_out = BTreeSet::new();
        for (page, why) in new {
            let fate = self.fate(library, &page);
            if fate == Fate::LeftOut {
                left_out.insert(page.clone());
            }
            // Also one that is kept, if not even its name can be read: nothing can be said of it in a list.
            if fate == Fate::LeftOut || library.find(&page.path, &page.language).is_none() {
                unlinked.insert(page.clone());
            }
            self.held.insert(page, Held { fate, why });
        }
        let referring = self.referring(library, &unlinked, problems);
        library.leave_out(&left_out);
        referring
    }

    fn fate(&self, library: &Library, page: &PageId) -> Fate {
        let index = page_path(library, page);
        let had = |earlier: &&Earlier| match library.find(&page.path, &page.language) {
            Some(page) => earlier.has_page(library, page, self.options),
            None => earlier.files_of(&index).len() > 1,
        };
        match self.earlier.filter(had) {
            Some(earlier) => Fate::Kept { made: earlier.day_of(&index).map(str::to_owned) },
            None => Fate::LeftOut,
        }
    }

    /// The pages that refer to some that nothing can lead to, and a warning for each place.
    fn referring(&self, library: &Library, unlinked: &BTreeSet<PageId>, problems: &mut Problems) -> Vec<PageId> {
        let mut referring = Vec::new();
        for page in library.pages().filter(|page| !self.holds(&page.id)) {
            let mut refers = false;
            for to in unlinked {
                // Where there is a translation, links lead to that.
                let another = library.translations(&to.path).any(|other| {
                    !unlinked.contains(&other.id) && [&page.id.language, &library.site().language].contains(&&other.id.language)
                });
                if another {
                    continue;
                }
                for place in library.links_between(page, &to.path) {
                    refers = true;
                    let message = format!("this refers to `{}`, which can't be made: the words are there, and lead nowhere", to.path);
                    let problem = Diagnostic::warning("held-link", message);
                    let problem = place.into_iter().fold(problem, Diagnostic::at);
                    problems.diagnostics.push(library.source_of(&page.id).into_iter().fold(problem, Diagnostic::in_file));
                }
            }
            if refers {
                referring.push(page.id.clone());
            }
        }
        referring
    }
}

/// The first chapter of a book that is among some pages.
fn chapter_among(library: &Library, book: &Page, pages: &BTreeMap<PageId, Why>) -> Option<PagePath> {
    let parts = library.parts_of(book);
    let read = parts.into_iter().flat_map(|(_, chapters)| chapters).find(|chapter| pages.contains_key(&chapter.id));
    read.map(|chapter| chapter.id.path.clone()).or_else(|| {
        // Of some not even the title can be read, so they're no chapters of what was read.
        let unread = pages.keys().filter(|page| library.find(&page.path, &page.language).is_none());
        unread.map(|page| page.path.clone()).find(|path| is_chapter(book, path))
    })
}

fn is_chapter(book: &Page, path: &PagePath) -> bool {
    book.subject.guide().is_some_and(|guide| guide.parts.iter().any(|part| part.chapters.contains(path)))
}
