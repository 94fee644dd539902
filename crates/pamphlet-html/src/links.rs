//! Where links lead.

use pamphlet_core::{
    Library,
    bibliography::Reference,
    model::{Page, PageId, PagePath},
    value::{Anchor, LanguageTag, MediaPath, Slug},
};

/// What a link leads to.
#[derive(Debug, Clone, Copy)]
pub enum LinkTarget<'a> {
    /// A page of the library, or a section or question of it.
    Page {
        /// The page, in the language that the reader gets.
        page: &'a Page,
        /// The section or question.
        anchor: Option<&'a Anchor>,
    },
    /// A picture's file.
    Media(&'a MediaPath),
    /// An entry in the list of words.
    Term(&'a Slug),
    /// A work in the list of sources.
    Source {
        /// The work.
        work: &'a Reference,
        /// Its place in the list, from 1.
        number: usize,
    },
}

/// A function that says where links lead: an address (`https:`, `http:` or relative), or nothing where there's no such
/// place, as for a page that isn't in a book of a library without an address. The words then stand without a link.
pub type Links<'a> = &'a dyn Fn(LinkTarget<'_>) -> Option<String>;

/// The id of an entry in a list of words, as this crate writes it. An author's ids have no `_`, so they can't clash.
#[must_use]
pub fn term_id(term: &Slug) -> String {
    format!("p_term_{term}")
}

/// The id of an entry in a list of sources, from 1, as this crate writes it.
#[must_use]
pub fn source_id(number: usize) -> String {
    format!("p_source_{number}")
}

/// Where a page stands in the output: `conditions/dyspareunia/index.html`, in other languages than the library's own
/// under their tag: `ar/conditions/dyspareunia/index.html`.
#[must_use]
pub fn page_path(library: &Library, page: &PageId) -> String {
    beside_page(library, page, "index.html")
}

/// Where a file in the folder of a page stands in the output: `conditions/cough/cough.pdf`.
#[must_use]
pub fn beside_page(library: &Library, page: &PageId, name: &str) -> String {
    let PageId { path: PagePath { kind, slug }, language } = page;
    [&language_folder(library, language), kind.folder(), "/", slug.as_str(), "/", name].concat()
}

/// Where the home page of a language stands in the output: `index.html`, `ar/index.html`.
#[must_use]
pub fn home_path(library: &Library, language: &LanguageTag) -> String {
    format!("{}index.html", language_folder(library, language))
}

/// Where the list of all pages of a language stands in the output: `a-z/index.html`.
#[must_use]
pub fn a_to_z_path(library: &Library, language: &LanguageTag) -> String {
    format!("{}a-z/index.html", language_folder(library, language))
}

/// Where the search of a language stands in the output: `search/index.html`.
#[must_use]
pub fn search_path(library: &Library, language: &LanguageTag) -> String {
    format!("{}search/index.html", language_folder(library, language))
}

/// Where the feed of changed pages of a language stands in the output: `feed.xml`.
#[must_use]
pub fn feed_path(library: &Library, language: &LanguageTag) -> String {
    format!("{}feed.xml", language_folder(library, language))
}

pub(crate) fn language_folder(library: &Library, language: &LanguageTag) -> String {
    if *language == library.site().language { String::new() } else { format!("{language}/") }
}

/// The address of a file of the output as seen from another: `../../media/x.svg`. It names files and no folders, so that
/// links work at any base path and from a disk.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    // What both share, up to the last `/` in it: their folder.
    let alike = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let shared = from.as_bytes()[..alike].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
    let up = from.as_bytes()[shared..].iter().filter(|byte| **byte == b'/').count();
    let mut address = String::with_capacity(3 * up + to.len() - shared);
    (0..up).for_each(|_| address.push_str("../"));
    address.push_str(&to[shared..]);
    address
}

/// The address of a file of the output on the web, if the library says where it will stand.
pub(crate) fn canonical(library: &Library, path: &str) -> Option<String> {
    let base = library.site().url.as_ref()?.as_str().trim_end_matches('/');
    // The folder is the page's name on the web; the file is for disks.
    Some(format!("{base}/{}", path.strip_suffix("index.html").unwrap_or(path)))
}

/// Links of the output tree, as seen from one of its files.
pub(crate) fn within_site<'a>(library: &'a Library, from: &'a str, id_prefix: &'a str) -> impl Fn(LinkTarget<'_>) -> Option<String> + 'a {
    move |target| {
        Some(match target {
            LinkTarget::Page { page, anchor } => {
                let path = page_path(library, &page.id);
                match anchor {
                    Some(anchor) if path == from => format!("#{id_prefix}{anchor}"),
                    Some(anchor) => format!("{}#{anchor}", relative(from, &path)),
                    None => relative(from, &path),
                }
            }
            LinkTarget::Media(path) => relative(from, path.as_str()),
            LinkTarget::Term(term) => format!("#{id_prefix}{}", term_id(term)),
            LinkTarget::Source { work: _, number } => format!("#{id_prefix}{}", source_id(number)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn addresses_are_relative_to_the_file() {
        assert_eq!(relative("conditions/a/index.html", "conditions/b/index.html"), "../b/index.html");
        assert_eq!(relative("conditions/a/index.html", "conditions/a/index.html"), "index.html");
        assert_eq!(relative("conditions/a/index.html", "media/x.svg"), "../../media/x.svg");
        assert_eq!(relative("index.html", "guides/g/index.html"), "guides/g/index.html");
        assert_eq!(relative("ar/conditions/a/index.html", "conditions/a/index.html"), "../../../conditions/a/index.html");
    }
}
