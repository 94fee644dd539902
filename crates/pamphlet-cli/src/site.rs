//! The files of the web site.

use pamphlet::{
    Diagnostic, Library,
    html::{Error, Site, SiteFile},
    model::Page,
};

use crate::{
    failure::Failure,
    outputs::{self, File},
};

/// Makes a file of the site.
pub(crate) fn make(library: &Library, site: &Site<'_>, file: SiteFile<'_>) -> Result<File, Failure> {
    let page = if let SiteFile::Page(page) = file { Some(page) } else { None };
    site.render(file).map(File::from).map_err(|error| failed(library, page, &error))
}

/// Why the site, or a page of it, can't be made.
pub(crate) fn failed(library: &Library, page: Option<&Page>, error: &Error) -> Failure {
    match page {
        Some(page) => outputs::failed(library, page, "web page", error),
        None => Diagnostic::error("render", format!("the web site can't be made: {error}")).into(),
    }
}
