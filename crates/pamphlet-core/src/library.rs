use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use crate::{
    bibliography::{Bibliography, CitationStyle, Cited},
    collation::Collation,
    diagnostic::{Diagnostic, nearest},
    glossary::{Glossary, GlossaryEntry},
    messages::Messages,
    model::{Clinic, Kind, Page, PageId, PagePath, Site, Subject},
    picture::Media,
    value::{LanguageTag, MediaPath, Slug},
    visit::{self, Item},
};

/// A library of pages, all of whose links, citations, terms and pictures resolve.
///
/// It's made by [`Library::read`] from sources in memory; `pamphlet::Library::open` reads a folder.
pub struct Library {
    pub(crate) site: Site,
    /// Each page with its file, by path and then by language.
    pub(crate) pages: Vec<(Arc<str>, Arc<Page>)>,
    /// See [`members`].
    pub(crate) members: BTreeMap<Slug, Vec<usize>>,
    pub(crate) languages: BTreeSet<LanguageTag>,
    pub(crate) bibliography: Bibliography,
    /// The file that the bibliography was read from.
    pub(crate) bibliography_file: Option<Arc<str>>,
    pub(crate) style: CitationStyle,
    pub(crate) glossary: BTreeMap<LanguageTag, Glossary>,
    pub(crate) media: BTreeMap<MediaPath, Media>,
    pub(crate) messages: BTreeMap<LanguageTag, Messages>,
    pub(crate) texts: BTreeMap<Arc<str>, Arc<str>>,
    /// What the reading of each file found worth mending.
    pub(crate) remarks: BTreeMap<Arc<str>, Vec<Diagnostic>>,
}

impl fmt::Debug for Library {
    /// What the library holds, not all of it: a page alone fills screens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Library")
            .field("title", &self.site.title)
            .field("pages", &self.pages().map(|page| page.id.to_string()).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// There's no such page, or clinic, in the library.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} `{name}` in the library{}", near.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
pub struct NotFound {
    what: &'static str,
    name: String,
    near: Option<String>,
}

impl NotFound {
    fn new<'n>(what: &'static str, name: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        Self { what, name: name.to_owned(), near: nearest(name, names).map(str::to_owned) }
    }
}

/// Which pages name a collection as theirs, by their places among the pages.
pub(crate) fn members(pages: &[(Arc<str>, Arc<Page>)]) -> BTreeMap<Slug, Vec<usize>> {
    let mut members: BTreeMap<Slug, Vec<usize>> = BTreeMap::new();
    for (place, (_, page)) in pages.iter().enumerate() {
        if let Some(collection) = &page.collection {
            members.entry(collection.clone()).or_default().push(place);
        }
    }
    members
}

impl Library {
    /// The library's settings.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Every page in every language, by path and then by language.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().map(|(_, page)| &**page)
    }

    /// Every language that has a page.
    pub fn languages(&self) -> impl Iterator<Item = &LanguageTag> {
        self.languages.iter()
    }

    /// The page at a path such as `conditions/dyspareunia`, in the library's own language.
    ///
    /// # Errors
    /// If there is none; the error names the nearest.
    pub fn page(&self, path: &str) -> Result<&Page, NotFound> {
        self.page_in(path, &self.site.language)
    }

    /// The page at a path, in a language.
    ///
    /// # Errors
    /// If there is none; the error names the nearest.
    pub fn page_in(&self, path: &str, language: &LanguageTag) -> Result<&Page, NotFound> {
        path.parse().ok().and_then(|path| self.find(&path, language)).ok_or_else(|| {
            let names: Vec<String> = self.pages().map(|page| page.id.path.to_string()).collect();
            NotFound::new("page", path, names.iter().map(String::as_str))
        })
    }

    /// The pages of a language whose names are most like one that was written, at most three: for telling somebody who mistyped it.
    #[must_use]
    pub fn nearest(&self, name: &str, language: &LanguageTag) -> Vec<&PagePath> {
        let distance = |path: &PagePath| {
            let written = if name.contains('/') { path.to_string() } else { path.slug.to_string() };
            strsim::damerau_levenshtein(name, &written)
        };
        let mut near: Vec<(usize, &PagePath)> =
            self.pages().filter(|page| page.id.language == *language).map(|page| (distance(&page.id.path), &page.id.path)).collect();
        near.sort();
        near.into_iter().take(3).map(|(_, path)| path).collect()
    }

    /// A guide of the library's own language, by its slug.
    ///
    /// # Errors
    /// If there is none; the error names the nearest.
    pub fn guide(&self, slug: &str) -> Result<&Page, NotFound> {
        self.page(&format!("{}/{slug}", Kind::Guide.folder()))
    }

    /// A clinic, by its name in `pamphlet.toml`.
    ///
    /// # Errors
    /// If there is none; the error names the nearest.
    pub fn clinic(&self, name: &str) -> Result<&Clinic, NotFound> {
        name.parse::<Slug>()
            .ok()
            .and_then(|slug| self.site.clinics.get(&slug))
            .ok_or_else(|| NotFound::new("clinic", name, self.site.clinics.keys().map(Slug::as_str)))
    }

    /// The page at a path in a language, if there is one.
    #[must_use]
    pub fn find(&self, path: &PagePath, language: &LanguageTag) -> Option<&Page> {
        self.held(path, language).map(|(_, page)| &**page)
    }

    /// A page with its file.
    pub(crate) fn held(&self, path: &PagePath, language: &LanguageTag) -> Option<&(Arc<str>, Arc<Page>)> {
        let place = self.pages.binary_search_by(|(_, page)| {
            let PageId { path: other, language: its } = &page.id;
            other.cmp(path).then_with(|| its.cmp(language))
        });
        place.ok().map(|place| &self.pages[place])
    }

    /// What a link on a page leads to: the page in the same language if there is one, else in the library's.
    #[must_use]
    pub fn target(&self, path: &PagePath, from: &Page) -> Option<&Page> {
        self.find(path, &from.id.language).or_else(|| self.find(path, &self.site.language))
    }

    /// The same page in each language that has it.
    pub fn translations<'l>(&'l self, path: &'l PagePath) -> impl Iterator<Item = &'l Page> {
        self.languages.iter().filter_map(move |language| self.find(path, language))
    }

    /// The file that a page was read from, relative to the content folder.
    #[must_use]
    pub fn file(&self, page: &PageId) -> Option<&str> {
        self.source_of(page).map(|file| &**file)
    }

    /// A picture's file.
    #[must_use]
    pub fn media(&self, path: &MediaPath) -> Option<&Media> {
        self.media.get(path)
    }

    /// Every picture, by path.
    pub fn all_media(&self) -> impl Iterator<Item = (&MediaPath, &Media)> {
        self.media.iter()
    }

    /// The glossary in a language.
    #[must_use]
    pub fn glossary(&self, language: &LanguageTag) -> Option<&Glossary> {
        self.glossary.get(language).or_else(|| self.glossary.get(&self.site.language))
    }

    /// The words that renderers put in, in a page's language.
    ///
    /// # Panics
    /// If the language has no catalogue. A library that has been read has one for each of its pages.
    #[must_use]
    pub fn messages(&self, language: &LanguageTag) -> &Messages {
        self.messages.get(language).or_else(|| Messages::built_in(language)).expect("a library has messages for each language of its pages")
    }

    /// The glossary's entries for the terms that pages mark, in the order of their slugs.
    #[must_use]
    pub fn terms<'l>(&'l self, pages: &[&'l Page]) -> Vec<&'l GlossaryEntry> {
        let mut terms = BTreeMap::new();
        for page in pages {
            visit::page(page, &mut |_, item| {
                if let Item::Inline(crate::model::Inline::Term(term)) = item
                    && let Some(entry) = self.glossary(&page.id.language).and_then(|glossary| glossary.get(&term.term))
                {
                    terms.insert(&entry.slug, entry);
                }
            });
        }
        terms.into_values().collect()
    }

    /// The works that pages cite, numbered once for all of them.
    ///
    /// For a page alone pass one; for a book, all its chapters in order.
    #[must_use]
    pub fn cited(&self, pages: &[&Page]) -> Cited {
        let mut cites = Vec::new();
        for page in pages {
            // The order in which the text is read isn't always the order of the source.
            for section in crate::elements::reading_order(page) {
                let at = visit::Pointer::default();
                let mut collect = |_: &visit::Pointer<'_>, item| {
                    if let Item::Cite(cite) = item {
                        cites.push(cite);
                    }
                };
                match section {
                    crate::elements::BodyPart::Opening(blocks) => visit::all(blocks, &at, &mut collect),
                    crate::elements::BodyPart::Section(section) => visit::section(section, &at, &mut collect),
                }
            }
        }
        let language = pages.first().map_or(&self.site.language, |page| &page.id.language);
        self.bibliography.cited(cites, &self.style, language)
    }

    /// The collections that a page stands in, the outermost first.
    #[must_use]
    pub fn collections_of(&self, page: &Page) -> Vec<&Page> {
        let mut chain: Vec<&Page> = Vec::new();
        let mut next =
            if let Subject::Collection(collection) = &page.subject { collection.parent.as_ref() } else { page.collection.as_ref() };
        while let Some(slug) = next {
            let path = PagePath::new(Kind::Collection, slug.clone());
            let Some(parent) = self.target(&path, page) else { break };
            // A circle of parents ends where it closes.
            if chain.iter().any(|seen| seen.id == parent.id) {
                break;
            }
            chain.push(parent);
            next = if let Subject::Collection(collection) = &parent.subject { collection.parent.as_ref() } else { None };
        }
        chain.reverse();
        chain
    }

    /// The pages of a collection: those it names in its order, then the others that name it, by title.
    #[must_use]
    pub fn pages_of<'l>(&'l self, collection: &'l Page) -> Vec<&'l Page> {
        let Subject::Collection(topic) = &collection.subject else { return Vec::new() };
        let mut listed: Vec<&Page> = topic.pages.iter().filter_map(|path| self.target(path, collection)).collect();
        let mut others: Vec<&Page> = self
            .members
            .get(&collection.id.path.slug)
            .into_iter()
            .flatten()
            .map(|place| &*self.pages[*place].1)
            .filter(|page| page.id.language == collection.id.language)
            .filter(|page| !listed.iter().any(|seen| seen.id == page.id))
            .collect();
        let collation = Collation::of(&collection.id.language);
        others.sort_by(|a, b| collation.compare(a.title.as_str(), b.title.as_str()).then_with(|| a.id.cmp(&b.id)));
        listed.extend(others);
        listed
    }

    /// The pages that are a guide's chapters, by part.
    #[must_use]
    pub fn parts_of<'l>(&'l self, guide: &'l Page) -> Vec<(&'l crate::value::Line, Vec<&'l Page>)> {
        let Subject::Guide(book) = &guide.subject else { return Vec::new() };
        book.parts.iter().map(|part| (&part.title, part.chapters.iter().filter_map(|path| self.target(path, guide)).collect())).collect()
    }
}

impl From<NotFound> for Diagnostic {
    fn from(error: NotFound) -> Self {
        Self::error("not-found", error.to_string())
    }
}
