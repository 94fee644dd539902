//! Which pages a book holds, and where links lead in it.
#![deny(clippy::wildcard_enum_match_arm)]

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use pamphlet_core::{
    GlossaryEntry, Library, Omission, Rendered,
    bibliography::Cited,
    changes::Changes,
    messages::Messages,
    model::{Guide, Inline, Page, PageId},
    plan::{BookPlan, Part, each_once},
    value::{Anchor, Date, Line, MediaPath, Slug},
    visit::{self, Item, Pointer},
};
use pamphlet_html::{ChapterOptions, LinkTarget, Links, page_path, source_id, term_id};

use crate::{
    edition::Selection,
    fonts::FontFace,
    options::{Options, PrintEdition},
    paging::Pages,
};

pub(crate) const GLOSSARY: &str = "glossary.xhtml";
pub(crate) const SOURCES: &str = "sources.xhtml";
pub(crate) const REVIEWS: &str = "reviews.xhtml";

/// The plan of a book. Nothing in it changes while the book is written, so that chapters can be written side by side.
pub(crate) struct Book<'a> {
    pub(crate) library: &'a Library,
    /// The guide, or the page that is a book of its own; what a selection says of itself.
    pub(crate) page: &'a Page,
    pub(crate) messages: &'a Messages,
    pub(crate) today: Date,
    pub(crate) changes: Option<&'a Changes>,
    pub(crate) chapters: Vec<Chapter<'a>>,
    pub(crate) parts: Vec<&'a Line>,
    /// The works cited, numbered once.
    pub(crate) cited: Cited,
    pub(crate) terms: Vec<&'a GlossaryEntry>,
    term_names: BTreeSet<&'a Slug>,
    files: BTreeMap<&'a PageId, usize>,
    /// The pictures that the book shows, in the order in which they're met.
    pub(crate) pictures: Vec<&'a MediaPath>,
    /// The printed edition, and which of its pages the book has.
    pub(crate) print: Option<&'a PrintEdition>,
    pub(crate) printed: Pages<'a>,
    /// The typefaces to embed.
    pub(crate) fonts: &'a [FontFace],
    /// Whether the text is of pages that somebody chose.
    pub(crate) is_selection: bool,
}

/// A page as a chapter.
pub(crate) struct Chapter<'a> {
    pub(crate) page: &'a Page,
    pub(crate) file: String,
    /// The place of its part in [`Book::parts`]; the guide's own text stands before them.
    pub(crate) part: Option<usize>,
}

/// What a book leaves out, each thing once: a dozen chapters leave out their reading time for the same reason.
#[derive(Debug, Default)]
pub(crate) struct Omissions {
    list: Vec<Omission>,
    seen: BTreeSet<Omission>,
}

impl Omissions {
    pub(crate) fn push(&mut self, omission: Omission) {
        if self.seen.insert(omission.clone()) {
            self.list.push(omission);
        }
    }

    pub(crate) fn extend(&mut self, omissions: impl IntoIterator<Item = Omission>) {
        omissions.into_iter().for_each(|omission| self.push(omission));
    }

    pub(crate) fn into_list(self) -> Vec<Omission> {
        self.list
    }
}

impl<'a> Book<'a> {
    /// A page as a book, and the chapters of its parts if it's a guide.
    pub(crate) fn of_page(library: &'a Library, page: &'a Page, options: &'a Options, omissions: &mut Omissions) -> Self {
        let BookPlan { guide: _, parts: planned, omissions: left_out } = library.book_plan(page);
        omissions.extend(left_out);
        let mut chapters = vec![Chapter { page, file: "text.xhtml".to_owned(), part: None }];
        let mut parts = Vec::new();
        for Part { title, chapters: pages } in planned {
            for chapter in pages {
                chapters.push(Chapter { page: chapter, file: chapter_file(chapters.len(), chapter), part: Some(parts.len()) });
            }
            parts.push(title);
        }
        Self::plan(library, page, options, chapters, parts, false)
    }

    /// Chosen pages as a book; the page is what the book says of itself.
    pub(crate) fn of_selection(
        library: &'a Library,
        page: &'a Page,
        selection: &Selection<'a>,
        options: &'a Options,
        omissions: &mut Omissions,
    ) -> Self {
        let (pages, left_out) = each_once(&selection.pages);
        omissions.extend(left_out);
        let chapter = |(at, page)| Chapter { page, file: chapter_file(at + 1, page), part: None };
        let chapters = pages.into_iter().enumerate().map(chapter).collect();
        Self::plan(library, page, options, chapters, Vec::new(), true)
    }

    fn plan(
        library: &'a Library,
        page: &'a Page,
        options: &'a Options,
        chapters: Vec<Chapter<'a>>,
        parts: Vec<&'a Line>,
        is_selection: bool,
    ) -> Self {
        let pages: Vec<&Page> = chapters.iter().map(|chapter| chapter.page).collect();
        let terms = terms(library, &pages);
        Self {
            cited: library.cited(&pages),
            term_names: terms.iter().map(|entry| &entry.slug).collect(),
            terms,
            messages: library.messages(&page.id.language),
            pictures: pictures(library, &pages),
            files: chapters.iter().enumerate().map(|(place, chapter)| (&chapter.page.id, place)).collect(),
            printed: Pages::of(options.print.as_ref().map_or(&[], |print| &print.pages), |id| pages.iter().any(|page| page.id == *id)),
            print: options.print.as_ref(),
            fonts: &options.fonts,
            changes: options.changes.as_ref(),
            today: options.today,
            library,
            page,
            chapters,
            parts,
            is_selection,
        }
    }

    /// The pages of the book, in order.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &'a Page> {
        self.chapters.iter().map(|chapter| chapter.page)
    }

    /// The guide's own settings, if the book is a guide's.
    pub(crate) fn guide(&self) -> Option<&'a Guide> {
        self.page.subject.guide()
    }

    pub(crate) fn file_of(&self, page: &PageId) -> Option<&str> {
        self.files.get(page).map(|place| self.chapters[*place].file.as_str())
    }

    /// The file of a picture in the book, if the book shows it.
    pub(crate) fn picture(&self, path: &MediaPath) -> Option<String> {
        let place = self.pictures.iter().position(|seen| *seen == path)?;
        let ending = path.as_str().rsplit('.').next().unwrap_or_default();
        Some(format!("picture-{}.{ending}", place + 1))
    }

    /// Where a link leads: into the book, else to the web, else nowhere.
    fn address(&self, target: LinkTarget<'_>, lost: &RefCell<Vec<Omission>>) -> Option<String> {
        match target {
            LinkTarget::Page { page, anchor } => match self.file_of(&page.id) {
                Some(file) => Some(match anchor.filter(|anchor| has(page, anchor)) {
                    Some(anchor) => format!("{file}#{anchor}"),
                    None => file.to_owned(),
                }),
                None => self.on_the_web(page, anchor).or_else(|| {
                    lost.borrow_mut().push(Omission::new(
                        format!("the link to “{}”", page.title),
                        "the book doesn't hold that page, and the library has no address on the web",
                    ));
                    None
                }),
            },
            LinkTarget::Media(path) => self.picture(path),
            LinkTarget::Term(slug) => self.term_names.contains(slug).then(|| format!("{GLOSSARY}#{}", term_id(slug))),
            LinkTarget::Source { work: _, number } => Some(format!("{SOURCES}#{}", source_id(number))),
        }
    }

    fn on_the_web(&self, page: &Page, anchor: Option<&Anchor>) -> Option<String> {
        let site = self.library.site().url.as_ref()?;
        let path = page_path(self.library, &page.id);
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        let fragment = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        Some(format!("{}/{path}{fragment}", site.as_str().trim_end_matches('/')))
    }

    /// Has `pamphlet-html` write a piece of this book's text.
    pub(crate) fn write<T>(&self, omissions: &mut Omissions, write: impl FnOnce(&ChapterOptions<'_>) -> Rendered<T>) -> T {
        let lost = RefCell::new(Vec::new());
        let links: Links<'_> = &|target| self.address(target, &lost);
        let Rendered { output, omissions: left_out } =
            write(&ChapterOptions { today: self.today, links, cited: &self.cited, heading_offset: 0 });
        omissions.extend(lost.into_inner());
        omissions.extend(left_out);
        output
    }
}

fn chapter_file(number: usize, page: &Page) -> String {
    format!("chapter-{number:02}-{}.xhtml", page.id.path.slug)
}

/// Whether a page has a section or question of that id: a link to a place that isn't there is an error (EPUBCheck RSC-012).
fn has(page: &Page, anchor: &Anchor) -> bool {
    page.all_sections().any(|section| section.anchor() == *anchor || section.questions.iter().any(|question| question.anchor() == *anchor))
}

/// The publisher's logo, then the pictures of the chapters.
fn pictures<'a>(library: &'a Library, pages: &[&'a Page]) -> Vec<&'a MediaPath> {
    let mut pictures: Vec<&MediaPath> = library.site().publisher.logo.iter().collect();
    let mut seen: BTreeSet<&MediaPath> = pictures.iter().copied().collect();
    for page in pages {
        visit::page(page, &mut |_, item| {
            if let Item::Picture(image, _) = item
                && seen.insert(image)
            {
                pictures.push(image);
            }
        });
    }
    pictures
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
        visit::text(&entry.definition, visit::RunKind::Paragraph, &Pointer::default(), &mut |_, item| {
            if let Item::Inline(Inline::Term(term)) = item {
                waiting.extend(glossary.and_then(|glossary| glossary.get(&term.term)).filter(|entry| !found.contains_key(&entry.slug)));
            }
        });
    }
    found.into_values().collect()
}
