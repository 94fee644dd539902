//! Which chapters a work of several pages has, and in which parts.

use std::collections::BTreeSet;

use crate::{
    Library, Omission,
    model::{Page, PageId, Subject},
    value::Line,
};

/// The plan of a book: its parts and chapters, the same in every format.
///
/// A page that is named twice is a chapter once, where it stands first: twice, it would cost paper, and links couldn't tell which is
/// meant. A part whose chapters all stand earlier is left out, so no format has a part with nothing in it.
#[derive(Debug, Clone, PartialEq)]
pub struct BookPlan<'l> {
    /// The guide. Its own text stands before the parts.
    pub guide: &'l Page,
    /// The parts, in order. Each has a chapter at least.
    pub parts: Vec<Part<'l>>,
    /// The chapters and parts that are left out, and why.
    pub omissions: Vec<Omission>,
}

/// A part of a book.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'l> {
    /// What it's called.
    pub title: &'l Line,
    /// Its chapters, in order.
    pub chapters: Vec<&'l Page>,
}

impl<'l> BookPlan<'l> {
    /// The guide, and then the chapters of all parts.
    pub fn pages(&self) -> impl Iterator<Item = &'l Page> {
        std::iter::once(self.guide).chain(self.parts.iter().flat_map(|part| part.chapters.iter().copied()))
    }
}

impl Library {
    /// The plan of a page as a book. Only a guide has parts.
    ///
    /// ```
    /// # use pamphlet_core::{Library, Sources};
    /// # let page = |text: &str| text.as_bytes().to_vec();
    /// # let sources = Sources::from([
    /// #     ("pamphlet.toml".to_owned(), page("title = 'T'\npublisher = { name = 'P' }")),
    /// #     ("conditions/cough.md".to_owned(), page("---\ntitle: Cough\nsummary: S\n---\n")),
    /// #     ("guides/winter.md".to_owned(), page(
    /// #         "---\ntitle: Winter\nsummary: S\nguide:\n  parts:\n    - title: One\n      chapters: [conditions/cough]\n    - title: Two\n      chapters: [conditions/cough]\n---\n")),
    /// # ]);
    /// # let library = Library::read(sources).unwrap();
    /// // Both parts of this guide name the page on coughs.
    /// let plan = library.book_plan(library.guide("winter").unwrap());
    /// assert_eq!(plan.parts.len(), 1);
    /// assert_eq!(plan.omissions.len(), 2);
    /// ```
    #[must_use]
    pub fn book_plan<'l>(&'l self, guide: &'l Page) -> BookPlan<'l> {
        let mut plan = BookPlan { guide, parts: Vec::new(), omissions: Vec::new() };
        let Subject::Guide(book) = &guide.subject else { return plan };
        let mut seen = BTreeSet::from([&guide.id]);
        for part in &book.parts {
            let title = &part.title;
            let mut chapters = Vec::new();
            for chapter in part.chapters.iter().filter_map(|path| self.target(path, guide)) {
                if seen.insert(&chapter.id) {
                    chapters.push(chapter);
                } else {
                    plan.omissions.push(earlier(format!("“{}” in the part “{title}”", chapter.title)));
                }
            }
            if chapters.is_empty() {
                plan.omissions.push(Omission::new(format!("the part “{title}”"), "all its chapters stand earlier in the book"));
            } else {
                plan.parts.push(Part { title, chapters });
            }
        }
        plan
    }
}

/// Chosen pages, each once, and those that were chosen again.
///
/// It's for a work that has no parts: a bundle of handouts, or an e-book of pages that somebody chose.
#[must_use]
pub fn each_once<'l>(pages: &[&'l Page]) -> (Vec<&'l Page>, Vec<Omission>) {
    let mut seen: BTreeSet<&PageId> = BTreeSet::new();
    let (once, again): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|page| seen.insert(&page.id));
    (once, again.into_iter().map(|page| earlier(format!("“{}” once more", page.title))).collect())
}

fn earlier(what: String) -> Omission {
    Omission::new(what, "it stands earlier in the book already")
}
