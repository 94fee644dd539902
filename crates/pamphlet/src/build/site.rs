//! The files of the web site.

use super::{
    guard,
    outputs::{self, File},
};
use crate::{
    Diagnostic, Library, Problems,
    html::{Error, Site, SiteFile},
    model::Page,
};

/// Makes a file of the site.
pub(super) fn make(library: &Library, site: &Site<'_, '_>, file: SiteFile<'_>) -> Result<File, Problems> {
    let page = if let SiteFile::Page(page) = file { Some(page) } else { None };
    let made = guard::caught(|| site.render(file).map(File::from).map_err(|error| failed(library, page, &error)));
    made.unwrap_or_else(|fault| {
        Err(match page {
            Some(page) => outputs::faulty(library, page, "web page", &fault),
            None => guard::problem("the web site", &fault).into(),
        })
    })
}

/// Why the site, or a page of it, can't be made.
pub(super) fn failed(library: &Library, page: Option<&Page>, error: &Error) -> Problems {
    match page {
        Some(page) => outputs::failed(library, page, "web page", error),
        None => Diagnostic::error("render", format!("the web site can't be made: {error}")).into(),
    }
}

/// The page that a file of the site shows.
pub(super) fn page_of<'l>(file: &SiteFile<'l>) -> Option<&'l Page> {
    match file {
        SiteFile::Page(page) => Some(page),
        SiteFile::Home(_)
        | SiteFile::AToZ(_)
        | SiteFile::Search(_)
        | SiteFile::SearchScript
        | SiteFile::NotFound
        | SiteFile::Redirect { .. }
        | SiteFile::Feed(_)
        | SiteFile::Sitemap
        | SiteFile::Robots
        | SiteFile::Icon
        | SiteFile::Stylesheet
        | SiteFile::Media(..) => None,
    }
}
