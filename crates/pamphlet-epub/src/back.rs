//! What stands after the text: words, sources, reviews, the publisher.

use pamphlet_core::{Rendered, elements::Element, model::Page};
use pamphlet_html::{glossary, matter, sources};

use crate::{
    book::{Book, Chapter, GLOSSARY, SOURCES},
    chapters::{Citation, language_of},
    document::{Document, HEADING_ID, Kind},
    xml::{element, escaped},
};

pub(crate) fn documents(book: &Book<'_>, citations: &[Citation]) -> Vec<Document> {
    let mut documents = Vec::new();
    if !book.terms.is_empty() {
        let words = book.with_options(|options| glossary(book.library, book.page, &book.terms, options));
        documents.push(document(book, GLOSSARY, "glossary", Kind::Glossary, &kept(book, words)));
    }
    if !book.cited.works().is_empty() {
        let list = book.with_options(|options| sources(book.library, book.page, options, &|number| back_to(book, citations, number)));
        documents.push(document(book, SOURCES, "notes-sources", Kind::Sources, &kept(book, list)));
    }
    if book.chapters.len() > 1 {
        documents.push(document(book, "reviews.xhtml", "review-status", Kind::Reviews, &reviews(book)));
    }
    documents.push(document(book, "publisher.xhtml", "about-publisher", Kind::Publisher, &publisher(book)));
    documents
}

fn document(book: &Book<'_>, file: &str, title: &str, kind: Kind, text: &str) -> Document {
    let title = book.messages.get(title);
    let heading = element("h1", &format!("id=\"{HEADING_ID}\""), &title);
    Document {
        file: file.to_owned(),
        title,
        language: book.page.id.language.clone(),
        kind,
        body: format!("{heading}{text}"),
        level: 1,
        places: Vec::new(),
    }
}

fn kept(book: &Book<'_>, Rendered { output, omissions }: Rendered<String>) -> String {
    omissions.into_iter().for_each(|omission| book.omit(omission));
    output
}

/// The places that cite a work, by its number from 1.
fn back_to(book: &Book<'_>, citations: &[Citation], number: usize) -> Vec<String> {
    let Some(work) = number.checked_sub(1).and_then(|place| book.cited.works().get(place)) else { return Vec::new() };
    citations.iter().filter(|citation| citation.key == work.key).map(|citation| citation.href.clone()).collect()
}

/// When each chapter was reviewed, and by whom.
fn reviews(book: &Book<'_>) -> String {
    let mut text = String::new();
    for Chapter { page, file, part: _ } in &book.chapters {
        let page: &Page = page;
        text.push_str(&format!(
            "<div class=\"p-reviewed\"{}>\n<h2><a href=\"{file}\">{}</a></h2>\n",
            language_of(book, page),
            escaped(page.title.as_str())
        ));
        let review = [Element::Review(page.review.as_ref())];
        text.push_str(&kept(book, book.with_options(|options| matter(book.library, page, &review, options))));
        text.push_str("</div>\n");
    }
    text
}

/// Who publishes the book and how to reach them: once for all chapters.
fn publisher(book: &Book<'_>) -> String {
    let site = book.library.site();
    let mut elements = vec![Element::Publisher(&site.publisher)];
    if !site.trust_points.is_empty() {
        elements.push(Element::TrustPoints(&site.trust_points));
    }
    elements.extend(site.contact.as_ref().map(Element::Contact));
    if let Some(introduction) = &site.introduction
        && let Some(target) = book.library.target(&introduction.page, book.page)
        && target.id != book.page.id
    {
        elements.push(Element::Introduction(introduction, target));
    }
    elements.extend(site.feedback.as_ref().map(Element::Feedback));
    kept(book, book.with_options(|options| matter(book.library, book.page, &elements, options)))
}
