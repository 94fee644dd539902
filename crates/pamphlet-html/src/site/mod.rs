//! Every file of a web site.
#![deny(clippy::wildcard_enum_match_arm)]

mod addresses;
mod lists;
mod other;

use std::collections::BTreeMap;

use pamphlet_core::{
    Library, Media, Omission, Rendered,
    model::{Page, PageId, PagePath},
    value::{Date, LanguageTag, MediaPath},
};

use crate::{
    contrast,
    links::{a_to_z_path, feed_path, home_path, page_path, search_path},
    options::{Download, Menu, Options, Pictures},
    page::render_with,
    theme::{Error, STYLESHEET_PATH, Template, Theme, stylesheet},
};

/// The icon of browsers' tabs, where the publisher's logo can't be one.
pub(crate) const ICON_PATH: &str = "icon.svg";

/// Our own script of the search page: the only one of a site, and the rest is readable without it.
const SEARCH_SCRIPT_PATH: &str = "search.js";

/// Where the index of the search stands.
pub(crate) const INDEX_FOLDER: &str = "pagefind";

/// How a site is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOptions {
    /// The day: what is overdue on it says so.
    pub today: Date,
    /// The shell and the stylesheet.
    pub theme: Theme,
    /// The other forms of each page, which its web page offers.
    pub downloads: BTreeMap<PageId, Vec<Download>>,
    /// The pictures of each page, which stand beside it.
    pub pictures: BTreeMap<PageId, Pictures>,
    /// Whether the site has a search.
    pub search: Search,
}

impl SiteOptions {
    /// The usual theme, without downloads, pictures or search, written on a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self { today, theme: Theme::default(), downloads: BTreeMap::new(), pictures: BTreeMap::new(), search: Search::default() }
    }
}

/// Whether a site has a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Search {
    /// It hasn't: the list from A to Z is what readers find pages with.
    #[default]
    None,
    /// It has a page to search in. The index that it asks must stand in the output too: `search::index` makes it of the
    /// pages (feature `search`).
    Index,
}

/// A file of a site.
#[derive(Debug, Clone, Copy)]
pub enum SiteFile<'l> {
    /// A page.
    Page(&'l Page),
    /// The home page of a language.
    Home(&'l LanguageTag),
    /// All pages of a language from A to Z, by each of their names.
    AToZ(&'l LanguageTag),
    /// The search of a language.
    Search(&'l LanguageTag),
    /// The script of the search.
    SearchScript,
    /// What a host shows for an address that leads nowhere (`404.html`).
    NotFound,
    /// A page that leads on from an address that a page once had.
    Redirect {
        /// The former path.
        from: &'l PagePath,
        /// The page.
        to: &'l Page,
    },
    /// Changed pages of a language (Atom, RFC 4287).
    Feed(&'l LanguageTag),
    /// All addresses, for search engines (sitemaps.org).
    Sitemap,
    /// What search engines may read (RFC 9309).
    Robots,
    /// The icon of browsers' tabs.
    Icon,
    /// The stylesheet.
    Stylesheet,
    /// A picture of the library.
    Media(&'l MediaPath, &'l Media),
}

impl SiteFile<'_> {
    /// Where a file stands below the root of the output.
    #[must_use]
    pub fn path(self, library: &Library) -> String {
        match self {
            Self::Page(page) => page_path(library, &page.id),
            Self::Home(language) => home_path(library, language),
            Self::AToZ(language) => a_to_z_path(library, language),
            Self::Search(language) => search_path(library, language),
            Self::SearchScript => SEARCH_SCRIPT_PATH.to_owned(),
            Self::NotFound => "404.html".to_owned(),
            Self::Redirect { from, to } => page_path(library, &PageId { path: from.clone(), language: to.id.language.clone() }),
            Self::Feed(language) => feed_path(library, language),
            Self::Sitemap => "sitemap.xml".to_owned(),
            Self::Robots => "robots.txt".to_owned(),
            Self::Icon => ICON_PATH.to_owned(),
            Self::Stylesheet => STYLESHEET_PATH.to_owned(),
            Self::Media(path, _) => path.to_string(),
        }
    }
}

/// A library's web site: which files it has, and what each holds.
///
/// Files are made one by one, so that a caller can make several at a time, and only those that an edit changes. Links in
/// them are relative and name files: the site works below any address, and from a disk.
///
/// ```
/// use pamphlet_core::{Library, Sources};
/// use pamphlet_html::{Site, SiteOptions};
/// # let mut sources = Sources::new();
/// # sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
/// # sources.insert("conditions/cough.md".into(), b"---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n".into());
/// # let library = Library::read(sources).unwrap();
/// let options = SiteOptions::on("2026-11-22".parse()?);
/// let site = Site::new(&library, &options)?;
/// for file in site.files() {
///     let bytes = site.render(file)?.output; // to be written to site.path(file)
///     assert!(!bytes.is_empty(), "{}", site.path(file));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Site<'l, 'o> {
    library: &'l Library,
    options: &'o SiteOptions,
    template: Template<'o>,
}

impl<'l, 'o> Site<'l, 'o> {
    /// The site of a library.
    ///
    /// # Errors
    /// If the library has no pages, the theme's template isn't one, or the publisher's accent can't be read on one of the theme's grounds.
    pub fn new(library: &'l Library, options: &'o SiteOptions) -> Result<Self, Error> {
        if library.pages().next().is_none() {
            return Err(Error::NoPages);
        }
        contrast::check(&options.theme.tokens, Some(library.site().accent.unwrap_or_default()))?;
        Ok(Self { library, options, template: options.theme.template()? })
    }

    /// Every file that the site has.
    #[must_use]
    pub fn files(&self) -> Vec<SiteFile<'l>> {
        let library = self.library;
        let mut files = vec![SiteFile::Stylesheet, SiteFile::NotFound, SiteFile::Robots];
        if !library.site().publisher.logo.as_ref().is_some_and(crate::shell::is_icon) {
            files.push(SiteFile::Icon);
        }
        let has_search = self.options.search == Search::Index;
        if has_search {
            files.push(SiteFile::SearchScript);
        }
        for language in library.languages() {
            files.extend([SiteFile::Home(language), SiteFile::AToZ(language)]);
            if has_search {
                files.push(SiteFile::Search(language));
            }
            if library.site().url.is_some() {
                files.push(SiteFile::Feed(language));
            }
        }
        if library.site().url.is_some() {
            files.push(SiteFile::Sitemap);
        }
        files.extend(library.pages().map(SiteFile::Page));
        for (from, to) in &library.site().redirects {
            files.extend(library.translations(to).map(|to| SiteFile::Redirect { from, to }));
        }
        files.extend(library.all_media().map(|(path, media)| SiteFile::Media(path, media)));
        files
    }

    /// Where a file stands below the root of the output.
    #[must_use]
    pub fn path(&self, file: SiteFile<'_>) -> String {
        file.path(self.library)
    }

    /// Writes a file.
    ///
    /// # Errors
    /// If the theme's template is wrong or leaves out the text.
    pub fn render(&self, file: SiteFile<'_>) -> Result<Rendered<Vec<u8>>, Error> {
        let plain = |bytes: Vec<u8>| Ok(Rendered { output: bytes, omissions: Vec::new() });
        match file {
            SiteFile::Page(page) => {
                let options = Options {
                    downloads: self.options.downloads.get(&page.id).cloned().unwrap_or_default(),
                    pictures: self.options.pictures.get(&page.id).cloned().unwrap_or_default(),
                    ..self.page_options()
                };
                render_with(&self.template, self.library, page, &options).map(|page| page.map(String::into_bytes))
            }
            SiteFile::Home(language) => self.home(language),
            SiteFile::AToZ(language) => self.a_to_z(language),
            SiteFile::Search(language) => self.search(language),
            SiteFile::NotFound => self.not_found(),
            SiteFile::Redirect { from, to } => self.redirect(from, to),
            SiteFile::Feed(language) => plain(addresses::feed(self.library, language, self.options.today).into_bytes()),
            SiteFile::Sitemap => plain(addresses::sitemap(self.library).into_bytes()),
            SiteFile::Robots => plain(addresses::robots(self.library).into_bytes()),
            SiteFile::SearchScript => plain(include_bytes!("search.js").to_vec()),
            SiteFile::Icon => plain(other::icon(self.library.site()).into_bytes()),
            SiteFile::Stylesheet => plain(stylesheet(&self.options.theme, self.library.site(), None).into_bytes()),
            SiteFile::Media(_, media) => plain(media.bytes.to_vec()),
        }
    }

    /// What the site as a whole can't have, and why.
    #[must_use]
    pub fn omissions(&self) -> Vec<Omission> {
        let mut omissions = Vec::new();
        if self.library.site().url.is_none() {
            let why = "they need the site's address: set `url` in pamphlet.toml";
            omissions.push(Omission::new("sitemap, feed, canonical addresses and pictures for social networks", why));
        }
        omissions
    }

    /// The options of every page of the site.
    fn page_options(&self) -> Options {
        let menu = match self.options.search {
            Search::None => Menu::AToZ,
            Search::Index => Menu::AToZAndSearch,
        };
        // The template has been read already; of the theme only the form is asked for a page.
        let theme = Theme { contact: self.options.theme.contact.clone(), ..Theme::default() };
        Options { menu, theme, ..Options::on(self.options.today) }
    }
}
