//! Which pages a book holds, and where links lead in it.
#![deny(clippy::wildcard_enum_match_arm)]

use std::{cell::RefCell, collections::BTreeMap};

use pamphlet_core::{
    GlossaryEntry, Library, Omission,
    bibliography::Cited,
    messages::Messages,
    model::{Inline, Page, PageId},
    value::{Anchor, Date, Line, MediaPath},
    visit::{self, Item, Pointer},
};
use pamphlet_html::{ChapterOptions, LinkTarget, Links, page_path, source_id, term_id};

pub(crate) const GLOSSARY: &str = "glossary.xhtml";
pub(crate) const SOURCES: &str = "sources.xhtml";

/// The plan of a book.
pub(crate) struct Book<'a> {
    pub(crate) library: &'a Library,
    /// The guide, or the page that is a book of its own.
    pub(crate) page: &'a Page,
    pub(crate) messages: &'a Messages,
    pub(crate) today: Option<Date>,
    /// The page itself, then the chapters of the parts.
    pub(crate) chapters: Vec<Chapter<'a>>,
    pub(crate) parts: Vec<&'a Line>,
    /// The works cited, numbered once.
    pub(crate) cited: Cited,
    pub(crate) terms: Vec<&'a GlossaryEntry>,
    pictures: RefCell<Vec<MediaPath>>,
    omissions: RefCell<Vec<Omission>>,
}

/// A page as a chapter.
pub(crate) struct Chapter<'a> {
    pub(crate) page: &'a Page,
    pub(crate) file: String,
    /// The place of its part in [`Book::parts`]; the guide's own text stands before them.
    pub(crate) part: Option<usize>,
}

impl<'a> Book<'a> {
    pub(crate) fn plan(library: &'a Library, page: &'a Page, today: Option<Date>) -> Self {
        let mut chapters = vec![Chapter { page, file: "text.xhtml".to_owned(), part: None }];
        let mut parts = Vec::new();
        let mut omissions = Vec::new();
        for (title, pages) in library.parts_of(page) {
            let mut is_empty = true;
            for chapter in pages {
                // The same text twice would have the same ids twice, and links couldn't tell which is meant.
                if chapters.iter().any(|seen: &Chapter<'_>| seen.page.id == chapter.id) {
                    omissions
                        .push(Omission::new(format!("“{}” in the part “{title}”", chapter.title), "it stands earlier in the book already"));
                    continue;
                }
                is_empty = false;
                let file = format!("chapter-{:02}-{}.xhtml", chapters.len(), chapter.id.path.slug);
                chapters.push(Chapter { page: chapter, file, part: Some(parts.len()) });
            }
            if is_empty {
                omissions.push(Omission::new(format!("the part “{title}”"), "all its chapters stand earlier in the book"));
            } else {
                parts.push(title);
            }
        }
        let pages: Vec<&Page> = chapters.iter().map(|chapter| chapter.page).collect();
        Self {
            cited: library.cited(&pages),
            terms: terms(library, &pages),
            messages: library.messages(&page.id.language),
            pictures: RefCell::default(),
            omissions: RefCell::new(omissions),
            library,
            page,
            today,
            chapters,
            parts,
        }
    }

    /// The pages of the book, in order.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &'a Page> {
        self.chapters.iter().map(|chapter| chapter.page)
    }

    pub(crate) fn file_of(&self, page: &PageId) -> Option<&str> {
        self.chapters.iter().find(|chapter| &chapter.page.id == page).map(|chapter| chapter.file.as_str())
    }

    /// The pictures that the book's text shows, in the order in which they're first met.
    pub(crate) fn pictures(&self) -> Vec<MediaPath> {
        self.pictures.borrow().clone()
    }

    pub(crate) fn omit(&self, omission: Omission) {
        let mut omissions = self.omissions.borrow_mut();
        // A dozen chapters leave out their reading time for the same reason.
        if !omissions.contains(&omission) {
            omissions.push(omission);
        }
    }

    pub(crate) fn into_omissions(self) -> Vec<Omission> {
        self.omissions.into_inner()
    }

    /// The file of a picture in the book.
    pub(crate) fn picture(&self, path: &MediaPath) -> String {
        let mut pictures = self.pictures.borrow_mut();
        let place = pictures.iter().position(|seen| seen == path).unwrap_or_else(|| {
            pictures.push(path.clone());
            pictures.len() - 1
        });
        let ending = path.as_str().rsplit('.').next().unwrap_or_default();
        format!("picture-{}.{ending}", place + 1)
    }

    /// Where a link leads: into the book, else to the web, else nowhere.
    pub(crate) fn address(&self, target: LinkTarget<'_>) -> Option<String> {
        match target {
            LinkTarget::Page { page, anchor } => match self.file_of(&page.id) {
                Some(file) => Some(match anchor.filter(|anchor| has(page, anchor)) {
                    Some(anchor) => format!("{file}#{anchor}"),
                    None => file.to_owned(),
                }),
                None => self.on_the_web(page, anchor),
            },
            LinkTarget::Media(path) => Some(self.picture(path)),
            LinkTarget::Term(slug) => self.terms.iter().any(|entry| &entry.slug == slug).then(|| format!("{GLOSSARY}#{}", term_id(slug))),
            LinkTarget::Source { work: _, number } => Some(format!("{SOURCES}#{}", source_id(number))),
        }
    }

    fn on_the_web(&self, page: &Page, anchor: Option<&Anchor>) -> Option<String> {
        let Some(site) = &self.library.site().url else {
            self.omit(Omission::new(
                format!("the link to “{}”", page.title),
                "the book doesn't hold that page, and the library has no address on the web",
            ));
            return None;
        };
        let path = page_path(self.library, &page.id);
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        let fragment = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        Some(format!("{}/{path}{fragment}", site.as_str().trim_end_matches('/')))
    }

    /// How `pamphlet-html` writes the text of this book.
    pub(crate) fn with_options<T>(&self, write: impl FnOnce(&ChapterOptions<'_>) -> T) -> T {
        let links: Links<'_> = &|target| self.address(target);
        write(&ChapterOptions { today: self.today, links, cited: &self.cited, heading_offset: 0 })
    }
}

/// Whether a page has a section or question of that id: a link to a place that isn't there is an error (EPUBCheck RSC-012).
fn has(page: &Page, anchor: &Anchor) -> bool {
    page.all_sections().any(|section| section.anchor() == *anchor || section.questions.iter().any(|question| question.anchor() == *anchor))
}

/// The words that pages mark, and those that the explanations of these words mark.
fn terms<'a>(library: &'a Library, pages: &[&'a Page]) -> Vec<&'a GlossaryEntry> {
    let mut waiting = library.terms(pages);
    let glossary = pages.first().and_then(|page| library.glossary(&page.id.language));
    let mut found = BTreeMap::new();
    while let Some(entry) = waiting.pop() {
        if found.insert(&entry.slug, entry).is_some() {
            continue;
        }
        visit::text(&entry.definition, &Pointer::default(), &mut |_, item| {
            if let Item::Inline(Inline::Term(term)) = item {
                waiting.extend(glossary.and_then(|glossary| glossary.get(&term.term)).filter(|entry| !found.contains_key(&entry.slug)));
            }
        });
    }
    found.into_values().collect()
}
