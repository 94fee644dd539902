//! What stands before the text: cover, title page, copyright and disclaimer.

use pamphlet_core::{
    Rendered,
    elements::{Element, elements},
    model::{Guide, Subject},
    value::{Isbn, Line},
};
use pamphlet_html::matter;

use crate::{
    book::Book,
    document::{Document, HEADING_ID, Kind},
    options::CoverType,
    xml::{element, escaped},
};

pub(crate) fn documents(book: &Book<'_>, cover: Option<CoverType>) -> Vec<Document> {
    let cover = cover.map(|media_type| cover_page(book, media_type));
    let elements = elements(book.library, book.page);
    cover.into_iter().chain([title_page(book, &elements), copyright_page(book, &elements)]).collect()
}

fn document(book: &Book<'_>, file: &str, title: &str, kind: Kind, body: String) -> Document {
    Document {
        file: file.to_owned(),
        title: title.to_owned(),
        language: book.page.id.language.clone(),
        kind,
        body,
        level: 1,
        places: Vec::new(),
    }
}

/// The cover in a document of its own: some reading systems show nothing else first.
fn cover_page(book: &Book<'_>, media_type: CoverType) -> Document {
    let title = escaped(book.page.title.as_str());
    let body = format!("<p class=\"p-cover\"><img role=\"doc-cover\" src=\"{}\" alt=\"{title}\"/></p>\n", media_type.file());
    document(book, "cover.xhtml", &book.messages.get("cover"), Kind::Cover, body)
}

/// The guide's own settings, if the book is a guide's.
fn guide<'a>(book: &Book<'a>) -> Option<&'a Guide> {
    match &book.page.subject {
        Subject::Guide(guide) => Some(guide),
        Subject::Condition(_) | Subject::Modality(_) | Subject::Evidence(_) | Subject::Collection(_) => None,
    }
}

pub(crate) fn subtitle<'a>(book: &Book<'a>) -> Option<&'a Line> {
    guide(book).and_then(|guide| guide.subtitle.as_ref())
}

pub(crate) fn isbn<'a>(book: &Book<'a>) -> Option<&'a Isbn> {
    guide(book).and_then(|guide| guide.isbn.as_ref())
}

/// The title page also says what the text is and how its review stands: a reader who turns no further back has seen it.
fn title_page(book: &Book<'_>, elements: &[Element<'_>]) -> Document {
    let page = book.page;
    let mut body = String::new();
    if let Some(topic) = book.library.collections_of(page).last() {
        body.push_str(&element("p", "class=\"p-topic\"", topic.title.as_str()));
    }
    body.push_str(&element("h1", &format!("id=\"{HEADING_ID}\" class=\"p-book-title\" epub:type=\"fulltitle\""), page.title.as_str()));
    if let Some(subtitle) = subtitle(book) {
        body.push_str(&element("p", "class=\"p-subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\"", subtitle.as_str()));
    }
    let publisher = &book.library.site().publisher;
    if let Some(logo) = &publisher.logo {
        // The name stands beside it.
        body.push_str(&format!("<p class=\"p-logo\"><img src=\"{}\" alt=\"\"/></p>\n", book.picture(logo)));
    }
    body.push_str(&written(book, elements, |element| matches!(element, Element::Authors(_))));
    let published_by = book.messages.format("published-by", [("name", publisher.name.as_str().into())]);
    body.push_str(&element("p", "class=\"p-published-by\"", &published_by));
    body.push_str(&written(book, elements, |element| matches!(element, Element::Status(_) | Element::Review(_))));
    document(book, "title.xhtml", &book.messages.get("title-page"), Kind::TitlePage, body)
}

fn copyright_page(book: &Book<'_>, elements: &[Element<'_>]) -> Document {
    let title = book.messages.get("copyright");
    let mut body = element("h1", &format!("id=\"{HEADING_ID}\""), &title);
    body.push_str(&written(book, elements, |element| matches!(element, Element::Status(_) | Element::Disclaimer(_) | Element::Rights(_))));
    let dates = |element: &Element<'_>| matches!(element, Element::Published(_) | Element::Modified(_) | Element::Version(_));
    body.push_str(&written(book, elements, dates));
    if let Some(isbn) = isbn(book) {
        body.push_str(&element("p", "class=\"p-isbn\"", &format!("ISBN {isbn}")));
    }
    document(book, "copyright.xhtml", &title, Kind::Copyright, body)
}

/// Some elements of the book's own page, as `pamphlet-html` writes them.
fn written(book: &Book<'_>, elements: &[Element<'_>], want: impl Fn(&Element<'_>) -> bool) -> String {
    let wanted: Vec<Element<'_>> = elements.iter().filter(|element| want(element)).cloned().collect();
    let Rendered { output, omissions } = book.with_options(|options| matter(book.library, book.page, &wanted, options));
    omissions.into_iter().for_each(|omission| book.omit(omission));
    output
}
