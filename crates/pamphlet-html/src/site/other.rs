//! Files beside the pages: for addresses that lead nowhere or elsewhere, and the icon.

use pamphlet_core::{
    Rendered,
    bibliography::Cited,
    model::{Page, PagePath, Site as Settings},
};

use super::{Search, Site, SiteFile, lists::Own};
use crate::{
    links::{LinkTarget, a_to_z_path, canonical, home_path, page_path, relative, search_path},
    shell::{Indexing, Shell},
    theme::{Error, STYLESHEET_PATH},
};

impl Site<'_, '_> {
    /// What a host shows for an address that leads nowhere.
    ///
    /// It's shown at any depth, where relative addresses would lead nowhere either. So its own start at the host's root, below
    /// the folder of the library's `url` if it has one.
    pub(super) fn not_found(&self) -> Result<Rendered<Vec<u8>>, Error> {
        let library = self.library;
        let language = &library.site().language;
        let page = library.pages().find(|page| page.id.language == *language).or_else(|| library.pages().next()).ok_or(Error::NoPages)?;
        let language = &page.id.language;
        let root = self.root();
        let links = |_: LinkTarget<'_>| None;
        let cited = Cited::default();
        let mut writer = self.writer(page, &links, &cited);
        let messages = library.messages(language);
        let title = messages.get("not-found-title");
        writer.main("not-found", |w| {
            w.element("div", &[("class", "top")], |w| w.title(&title));
            w.element("div", &[("class", "text")], |w| {
                w.element("p", &[], |w| w.message("not-found"));
                w.element("ul", &[], |w| {
                    let search = match self.options.search {
                        Search::None => None,
                        Search::Index => Some(("search-title", search_path(library, language))),
                    };
                    let lists = [("home", home_path(library, language)), ("a-to-z-title", a_to_z_path(library, language))];
                    for (key, path) in lists.into_iter().chain(search) {
                        w.element("li", &[], |w| w.anchor(Some(&format!("{root}{path}")), &[], |w| w.message(key)));
                    }
                });
            });
        });
        let main = writer.take();
        let options = crate::Options { stylesheet: Some(format!("{root}{STYLESHEET_PATH}")), ..self.page_options() };
        let shell = Shell::new(library, language, "404.html", &options).at_root(&root);
        let shell = Shell { title: format!("{title} – {}", library.site().title), indexing: Indexing::Noindex, canonical: None, ..shell };
        let output = self.template.fill(&shell, &main)?;
        Ok(Rendered { output: output.into_bytes(), omissions: writer.omissions })
    }

    /// The path of the site on its host: `/`, or `/library/` for a library at `https://clinic.example/library`.
    fn root(&self) -> String {
        let url = self.library.site().url.as_ref().map_or("", |url| url.as_str());
        let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path.trim_matches('/'));
        if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
    }

    /// Leads on from an address that a page once had. Browsers follow at once; who has told theirs not to finds the link.
    pub(super) fn redirect(&self, from: &PagePath, to: &Page) -> Result<Rendered<Vec<u8>>, Error> {
        let path = self.path(SiteFile::Redirect { from, to });
        let target = page_path(self.library, &to.id);
        let links = |_: LinkTarget<'_>| Some(relative(&path, &target));
        let cited = Cited::default();
        let mut writer = self.writer(to, &links, &cited);
        let title = self.library.messages(&to.id.language).get("moved");
        writer.main("moved", |w| {
            w.element("div", &[("class", "top")], |w| w.title(&title));
            w.element("div", &[("class", "text")], |w| w.element("p", &[], |w| w.page_link(to)));
        });
        let own = Own { language: &to.id.language, path: &path, title: Some(&title), indexing: Indexing::Noindex, script: None };
        self.finish_with(writer, own, |shell| Shell {
            canonical: canonical(self.library, &target),
            refresh: Some(relative(&path, &target)),
            ..shell
        })
    }
}

/// A leaflet in the publisher's colour.
pub(super) fn icon(site: &Settings) -> String {
    let accent = site.accent.unwrap_or_default();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\" width=\"32\" height=\"32\">\
         <rect width=\"32\" height=\"32\" rx=\"6\" fill=\"{accent}\"/>\
         <path d=\"M7 8l9 3v14l-9-3zM25 8l-9 3v14l9-3z\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\" stroke-linejoin=\"round\"/></svg>\n"
    )
}
