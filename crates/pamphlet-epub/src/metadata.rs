//! What the package document says of a book.

use pamphlet_core::{
    model::{Contributor, Page},
    value::{Date, LanguageTag},
};
use uuid::Uuid;

use crate::{access, book::Book, front, pictures::Picture, xml::element};

/// What identifiers of books are made in: a name of this crate's own (RFC 9562 § 5.5).
const NAMESPACE: Uuid = Uuid::from_u128(0x8f1d_4c1e_52b7_5a5e_9f0c_6b3a_7e21_d904);

/// What the package document says of a book.
pub(crate) struct Metadata {
    pub(crate) identifier: String,
    pub(crate) title: String,
    pub(crate) authors: Vec<String>,
    /// The book's language, then those of chapters that have another.
    pub(crate) languages: Vec<LanguageTag>,
    pub(crate) description: String,
    pub(crate) subjects: Vec<String>,
    pub(crate) rights: Option<String>,
    /// When it last changed (RFC 3339, UTC).
    pub(crate) modified: String,
    /// Elements that `epub-builder` has no words for.
    pub(crate) more: String,
}

impl Metadata {
    pub(crate) fn of(book: &Book<'_>, pictures: &[Picture]) -> Self {
        let page = book.page;
        let mut languages: Vec<LanguageTag> = Vec::new();
        for page in book.pages() {
            if !languages.contains(&page.id.language) {
                languages.push(page.id.language.clone());
            }
        }
        Self {
            identifier: identifier(book),
            title: page.title.to_string(),
            authors: authors(book),
            languages,
            description: page.summary.to_string(),
            subjects: book.library.collections_of(page).into_iter().map(|topic| topic.title.to_string()).collect(),
            rights: page.rights.as_ref().map(ToString::to_string),
            modified: modified(book),
            more: more(book, pictures),
        }
    }
}

/// The ISBN, or a UUID of the publisher's name, the page and its language: the same for every edition of the book.
fn identifier(book: &Book<'_>) -> String {
    match front::isbn(book) {
        Some(isbn) => format!("urn:isbn:{isbn}"),
        None => {
            let name = format!("{}\n{}\n{}", book.library.site().publisher.name, book.page.id.path, book.page.id.language);
            Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string()
        }
    }
}

/// Who wrote the book: its own authors, else those of its chapters, else the publisher.
fn authors(book: &Book<'_>) -> Vec<String> {
    let of = |page: &Page| page.authors.iter().map(|author| author.name().to_owned()).collect::<Vec<_>>();
    let mut names = of(book.page);
    if names.is_empty() {
        for name in book.pages().flat_map(of) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if names.is_empty() { vec![book.library.site().publisher.name.to_string()] } else { names }
}

/// The latest day that the content itself names. Never the clock's: the same content is the same book tomorrow.
fn modified(book: &Book<'_>) -> String {
    let own = |page: &Page| [page.modified, page.review.as_ref().map(|review| review.last), page.published];
    // Dates as RFC 3339 writes them sort by themselves.
    let latest = book.pages().flat_map(own).flatten().map(|date| date.first_day().to_string()).max();
    // EPUB demands a date (EPUB 3.3 § 5.5.7) of content that has none: the day of the build, else the first that archives know.
    let day = latest.or_else(|| book.today.map(|day| day.first_day().to_string())).unwrap_or_else(|| "1980-01-01".to_owned());
    format!("{day}T00:00:00Z")
}

fn more(book: &Book<'_>, pictures: &[Picture]) -> String {
    let page = book.page;
    let mut out = element("dc:publisher", "", book.library.site().publisher.name.as_str());
    if let Some(published) = page.published.as_ref().map(Date::to_string) {
        out.push_str(&element("dc:date", "", &published));
    }
    if let Some(subtitle) = front::subtitle(book) {
        // Without their types reading systems take the first title and drop the second (EPUB 3.3 § D.3.14).
        out.push_str(&element("dc:title", "id=\"subtitle\"", subtitle.as_str()));
        out.push_str(&element("meta", "refines=\"#title\" property=\"title-type\"", "main"));
        out.push_str(&element("meta", "refines=\"#subtitle\" property=\"title-type\"", "subtitle"));
    }
    for (index, name) in editors(book).iter().enumerate() {
        let id = format!("editor-{}", index + 1);
        out.push_str(&element("dc:contributor", &format!("id=\"{id}\""), name));
        out.push_str(&element("meta", &format!("refines=\"#{id}\" property=\"role\" scheme=\"marc:relators\""), "edt"));
    }
    for (property, value) in access::properties(book, pictures) {
        out.push_str(&element("meta", &format!("property=\"{property}\""), value));
    }
    out.push_str(&element("meta", "property=\"schema:accessibilitySummary\" xml:lang=\"en\"", &access::summary(book)));
    out
}

/// Who reviewed the book's text as editors.
fn editors(book: &Book<'_>) -> Vec<String> {
    let mut names = Vec::new();
    let all = book.pages().filter_map(|page| page.review.as_ref()).flat_map(|review| &review.editorial);
    for name in all.map(Contributor::name) {
        if !names.iter().any(|seen| seen == name) {
            names.push(name.to_owned());
        }
    }
    names
}
