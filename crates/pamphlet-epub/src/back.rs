//! What stands after the text: words, sources, reviews, the publisher.

use std::collections::BTreeMap;

use pamphlet_core::{
    elements::{By, Element},
    model::Page,
    value::CitationKey,
};
use pamphlet_html::{glossary, matter, sources};

use crate::{
    book::{Book, Chapter, GLOSSARY, Omissions, REVIEWS, SOURCES},
    changed,
    chapters::{Citation, language_of},
    document::{Document, HEADING_ID, Kind},
    options::Error,
    xml::{element, escaped},
};

pub(crate) fn documents(book: &Book<'_>, citations: &[Citation], omissions: &mut Omissions) -> Result<Vec<Document>, Error> {
    let mut documents = Vec::new();
    if !book.terms.is_empty() {
        let words = book.write(omissions, |options| glossary(book.library, book.page, &book.terms, options));
        documents.push(document(book, GLOSSARY, "glossary", Kind::Glossary, &words));
    }
    if !book.cited.works().is_empty() {
        let places = places(citations);
        let back_to = |number: usize| {
            let work = number.checked_sub(1).and_then(|place| book.cited.works().get(place));
            work.and_then(|work| places.get(&work.key))
                .map(|places| places.iter().map(|href| (*href).to_owned()).collect())
                .unwrap_or_default()
        };
        let list = book.write(omissions, |options| sources(book.library, book.page, options, &back_to));
        documents.push(document(book, SOURCES, "notes-sources", Kind::Sources, &list));
    }
    if book.chapters.len() > 1 {
        documents.push(document(book, REVIEWS, "review-status", Kind::Reviews, &reviews(book, omissions)));
    }
    if let Some(changes) = book.changes {
        documents.push(document(book, "changes.xhtml", "changes", Kind::Changes, &changed::page(book, changes)));
    }
    documents.push(document(book, "publisher.xhtml", "about-publisher", Kind::Publisher, &publisher(book, omissions)));
    book.printed.mark_back(&mut documents.iter_mut().collect::<Vec<_>>())?;
    Ok(documents)
}

fn document(book: &Book<'_>, file: &str, title: &str, kind: Kind, text: &str) -> Document {
    let title = book.messages.get(title);
    let heading = element("h1", &format!("id=\"{HEADING_ID}\""), &title);
    Document::new(file, &title, &book.page.id.language, kind, format!("{heading}{text}"))
}

/// The places that cite each work, in the order of the text.
fn places(citations: &[Citation]) -> BTreeMap<&CitationKey, Vec<&str>> {
    let mut places: BTreeMap<&CitationKey, Vec<&str>> = BTreeMap::new();
    for citation in citations {
        places.entry(&citation.key).or_default().push(&citation.href);
    }
    places
}

/// When each chapter was reviewed, and by whom.
fn reviews(book: &Book<'_>, omissions: &mut Omissions) -> String {
    let mut text = String::new();
    for Chapter { page, file, part: _ } in &book.chapters {
        let page: &Page = page;
        text.push_str(&format!(
            "<div class=\"p-reviewed\"{}>\n<h2><a href=\"{file}\">{}</a></h2>\n",
            language_of(page, book.page),
            escaped(page.title.as_str())
        ));
        let review = [Element::Review(page)];
        text.push_str(&book.write(omissions, |options| matter(book.library, page, &review, options)));
        text.push_str("</div>\n");
    }
    text
}

/// Who publishes the book and how to reach them: once for all chapters.
fn publisher(book: &Book<'_>, omissions: &mut Omissions) -> String {
    let site = book.library.site();
    let mut elements = vec![Element::Publisher(&site.publisher)];
    if !site.trust_points.is_empty() {
        elements.push(Element::TrustPoints(&site.trust_points));
    }
    elements.extend(site.contact.as_ref().map(|contact| Element::Contacts(vec![contact], By::Library)));
    if let Some(introduction) = &site.introduction
        && let Some(target) = book.library.target(&introduction.page, book.page)
        && target.id != book.page.id
    {
        elements.push(Element::Introduction(introduction, target));
    }
    elements.extend(site.feedback.as_ref().map(Element::Feedback));
    book.write(omissions, |options| matter(book.library, book.page, &elements, options))
}
