//! The files of the web site.

use pamphlet::{
    Diagnostic, Library,
    html::{Error, Site, SiteFile},
    model::Page,
};

use crate::{
    failure::Failure,
    guard,
    outputs::{self, File},
};

/// Makes a file of the site.
pub(crate) fn make(library: &Library, site: &Site<'_>, file: SiteFile<'_>) -> Result<File, Failure> {
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
pub(crate) fn failed(library: &Library, page: Option<&Page>, error: &Error) -> Failure {
    match page {
        Some(page) => outputs::failed(library, page, "web page", error),
        None => Diagnostic::error("render", format!("the web site can't be made: {error}")).into(),
    }
}
