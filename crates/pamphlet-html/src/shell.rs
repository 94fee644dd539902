//! What stands around a page's text: the template's context.

use minijinja::Value;
use pamphlet_core::{
    Library,
    model::Page,
    value::{LanguageTag, MediaPath},
};
use serde::Serialize;

use crate::{
    links::{a_to_z_path, canonical, feed_path, home_path, page_path, relative, search_path},
    options::{Menu, Options, Picture},
    theme::{MAIN, STYLESHEET_PATH},
};

/// What a theme's template fills in. [`Theme::page`](crate::Theme::page) documents each name.
#[derive(Debug, Serialize)]
pub(crate) struct Shell<'s> {
    pub(crate) language: &'s str,
    pub(crate) direction: &'static str,
    pub(crate) title: String,
    pub(crate) description: &'s str,
    pub(crate) canonical: Option<String>,
    pub(crate) alternates: Vec<Alternate>,
    pub(crate) open_graph: Vec<Property>,
    pub(crate) indexing: Indexing,
    /// Where a browser goes on to at once.
    pub(crate) refresh: Option<String>,
    pub(crate) stylesheet: String,
    pub(crate) script: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) feed: Option<String>,
    pub(crate) home: String,
    pub(crate) menu_label: String,
    pub(crate) menu: Vec<Entry>,
    pub(crate) site: &'s str,
    pub(crate) publisher: &'s str,
    pub(crate) logo: Option<String>,
    pub(crate) skip: String,
    pub(crate) main: Value,
    pub(crate) json_ld: Option<Value>,
}

/// Whether search engines shall list a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Indexing {
    Index,
    Noindex,
}

/// The page in one of its languages.
#[derive(Debug, Serialize)]
pub(crate) struct Alternate {
    pub(crate) language: String,
    pub(crate) address: String,
}

/// A property of the Open Graph protocol.
#[derive(Debug, Serialize)]
pub(crate) struct Property {
    name: &'static str,
    content: String,
}

/// An entry of the menu.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    label: String,
    address: String,
    /// Whether it leads to this very page (`aria-current`).
    is_current: bool,
}

impl<'s> Shell<'s> {
    /// The shell of a file at a path of the output.
    pub(crate) fn new(library: &'s Library, language: &'s LanguageTag, path: &str, options: &Options) -> Self {
        let site = library.site();
        let messages = library.messages(language);
        let entry = |key: &str, to: &str| Entry { label: messages.get(key), address: relative(path, to), is_current: path == to };
        let a_to_z = || entry("a-to-z", &a_to_z_path(library, language));
        let menu = match options.menu {
            Menu::Home => Vec::new(),
            Menu::AToZ => vec![a_to_z()],
            Menu::AToZAndSearch => vec![a_to_z(), entry("search", &search_path(library, language))],
        };
        let in_site = options.menu != Menu::Home;
        let icon = match &site.publisher.logo {
            Some(logo) if is_icon(logo) => Some(logo.as_str()),
            Some(_) | None => in_site.then_some(crate::site::ICON_PATH),
        };
        Self {
            language: language.as_str(),
            direction: language.direction().as_str(),
            title: site.title.to_string(),
            description: site.summary.as_ref().map_or("", |summary| summary.as_str()),
            canonical: canonical(library, path),
            alternates: Vec::new(),
            open_graph: Vec::new(),
            indexing: Indexing::Index,
            refresh: None,
            stylesheet: options.stylesheet.clone().unwrap_or_else(|| relative(path, STYLESHEET_PATH)),
            script: None,
            icon: icon.map(|icon| relative(path, icon)),
            feed: (in_site && site.url.is_some()).then(|| relative(path, &feed_path(library, language))),
            home: relative(path, &home_path(library, language)),
            menu_label: messages.get("menu"),
            menu,
            site: site.title.as_str(),
            publisher: site.publisher.name.as_str(),
            logo: site.publisher.logo.as_ref().map(|logo| relative(path, logo.as_str())),
            skip: messages.get("skip-link"),
            main: Value::from_safe_string(MAIN.to_string()),
            json_ld: None,
        }
    }

    /// One that has everything, to try a template on.
    pub(crate) fn sample() -> Self {
        let text = || "x".to_owned();
        let address = || Some("x/index.html".to_owned());
        Self {
            language: "en",
            direction: "ltr",
            title: text(),
            description: "x",
            canonical: address(),
            alternates: vec![Alternate { language: "fr".to_owned(), address: text() }],
            open_graph: vec![Property { name: "og:title", content: text() }],
            indexing: Indexing::Noindex,
            refresh: address(),
            stylesheet: text(),
            script: address(),
            icon: address(),
            feed: address(),
            home: text(),
            menu_label: text(),
            menu: vec![Entry { label: text(), address: text(), is_current: true }],
            site: "x",
            publisher: "x",
            logo: address(),
            skip: text(),
            main: Value::from_safe_string(MAIN.to_string()),
            json_ld: Some(Value::from_safe_string("{}".to_owned())),
        }
    }

    /// With every address of the shell from the host's root, for a page that's shown at any depth.
    pub(crate) fn at_root(mut self, root: &str) -> Self {
        let addresses = self.menu.iter_mut().map(|entry| &mut entry.address).chain([&mut self.home]);
        let optional = [&mut self.icon, &mut self.feed, &mut self.logo].into_iter().flatten();
        for address in addresses.chain(optional) {
            address.insert_str(0, root);
        }
        self
    }

    /// What social networks show of the page (ogp.me). They want addresses on the web, not relative ones.
    pub(crate) fn with_open_graph(mut self, library: &Library, title: &str, path: &str, kind: &str, picture: Option<&Picture>) -> Self {
        let mut put = |name, content: &str| self.open_graph.push(Property { name, content: content.to_owned() });
        put("og:title", title);
        put("og:type", kind);
        if !self.description.is_empty() {
            put("og:description", self.description);
        }
        put("og:site_name", self.site);
        put("og:locale", &self.language.replace('-', "_"));
        if let Some(address) = &self.canonical {
            put("og:url", address);
        }
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        if let Some(Picture { href, width, height }) = picture
            && let Some(address) = canonical(library, &format!("{folder}{href}"))
        {
            put("og:image", &address);
            put("og:image:type", "image/png");
            put("og:image:width", &width.to_string());
            put("og:image:height", &height.to_string());
            put("og:image:alt", title);
        }
        self
    }
}

/// Whether a browser takes a logo as the icon of a tab.
pub(crate) fn is_icon(logo: &MediaPath) -> bool {
    matches!(logo.media_type(), "image/svg+xml" | "image/png")
}

/// What search engines read instead of the language where none of the page's is the reader's.
const NO_LANGUAGE: &str = "x-default";

/// Addresses of the same thing in each of its languages, itself included, as search engines want them (hreflang): readers of other
/// languages get the library's own.
pub(crate) fn alternates<'l>(library: &Library, files: impl IntoIterator<Item = (&'l LanguageTag, String)>) -> Vec<Alternate> {
    let mut all = Vec::new();
    let mut own = None;
    for (language, path) in files {
        let Some(address) = canonical(library, &path) else { continue };
        if *language == library.site().language {
            own = Some(Alternate { language: NO_LANGUAGE.to_owned(), address: address.clone() });
        }
        all.push(Alternate { language: language.to_string(), address });
    }
    if all.len() < 2 {
        return Vec::new();
    }
    all.extend(own);
    all
}

/// The files of a page in each of its languages.
pub(crate) fn translations<'l>(library: &'l Library, page: &'l Page) -> impl Iterator<Item = (&'l LanguageTag, String)> {
    library.translations(&page.id.path).map(|page| (&page.id.language, page_path(library, &page.id)))
}
