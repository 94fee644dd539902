//! What stands before the text: cover, title page, copyright and disclaimer.

use pamphlet_core::{
    elements::{Element, elements_of_chapter},
    model::ReviewAlert,
    value::{Isbn, Line},
};
use pamphlet_html::matter;

use crate::{
    access::Facts,
    book::{Book, Omissions, REVIEWS},
    document::{Document, HEADING_ID, Kind},
    fonts::FontFace,
    options::CoverType,
    xml::{element, escaped},
};

pub(crate) fn documents(book: &Book<'_>, cover: Option<CoverType>, facts: &Facts<'_>, omissions: &mut Omissions) -> Vec<Document> {
    let cover = cover.map(|media_type| cover_page(book, media_type));
    let elements = elements_of_chapter(book.library, book.page);
    let title = title_page(book, &elements, omissions);
    cover.into_iter().chain([title, copyright_page(book, &elements, facts, omissions)]).collect()
}

fn document(book: &Book<'_>, file: &str, title: &str, kind: Kind, body: String) -> Document {
    Document::new(file, title, &book.page.id.language, kind, body)
}

/// The cover in a document of its own: some reading systems show nothing else first.
fn cover_page(book: &Book<'_>, media_type: CoverType) -> Document {
    let title = escaped(book.page.title.as_str());
    let body = format!("<p class=\"p-cover\"><img role=\"doc-cover\" src=\"{}\" alt=\"{title}\"/></p>\n", media_type.file());
    document(book, "cover.xhtml", &book.messages.get("cover"), Kind::Cover, body)
}

pub(crate) fn subtitle<'a>(book: &Book<'a>) -> Option<&'a Line> {
    book.guide().and_then(|guide| guide.subtitle.as_ref())
}

pub(crate) fn isbn<'a>(book: &Book<'a>) -> Option<&'a Isbn> {
    book.guide().and_then(|guide| guide.isbn.as_ref())
}

/// The title page also says what the text is and how its review stands: a reader who turns no further back has seen it.
fn title_page(book: &Book<'_>, elements: &[Element<'_>], omissions: &mut Omissions) -> Document {
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
    if let Some(file) = publisher.logo.as_ref().and_then(|logo| book.picture(logo)) {
        // The name stands beside it.
        body.push_str(&format!("<p class=\"p-logo\"><img src=\"{file}\" alt=\"\"/></p>\n"));
    }
    if let Some(series) = book.guide().and_then(|guide| guide.series.as_ref()) {
        let title = series.title.as_str();
        let line = match series.number {
            Some(number) => book.messages.format("series-number", [("title", title.into()), ("number", number.get().to_string().into())]),
            None => book.messages.format("series", [("title", title.into())]),
        };
        body.push_str(&element("p", "class=\"p-series\"", &line));
    }
    body.push_str(&written(book, elements, omissions, |element| matches!(element, Element::Authors(_))));
    body.push_str(&contributors(book));
    let published_by = book.messages.format("published-by", [("name", publisher.name.as_str().into())]);
    body.push_str(&element("p", "class=\"p-published-by\"", &published_by));
    // A selection has no review but its chapters'.
    let wanted =
        |element: &Element<'_>| matches!(element, Element::Status(_)) || matches!(element, Element::Review(_)) && !book.is_selection;
    body.push_str(&written(book, elements, omissions, wanted));
    body.push_str(&chapters_reviews(book));
    document(book, "title.xhtml", &book.messages.get("title-page"), Kind::TitlePage, body)
}

/// Who had a part in the book besides those who wrote it.
fn contributors(book: &Book<'_>) -> String {
    let contributors = book.guide().map_or(&[][..], |guide| &guide.contributors);
    let lines = contributors.iter().map(|contributor| {
        let name = contributor.by.name();
        let line = book.messages.format(&format!("contributor-{}", contributor.role.marc()), [("name", name.into())]);
        element("p", "class=\"p-contributor\"", &line)
    });
    lines.collect()
}

/// How the reviews of the chapters stand, in one place before the text: a guide that is signed off may hold chapters that aren't.
fn chapters_reviews(book: &Book<'_>) -> String {
    if book.chapters.len() < 2 {
        return String::new();
    }
    let alerts: Vec<&str> = book.pages().flat_map(|page| page.review_state(book.today).alerts()).map(counted_by).collect();
    let lines: Vec<String> = ["book-review-draft", "book-review-overdue", "book-review-missing", "book-review-pending"]
        .into_iter()
        .filter_map(|key| {
            let number = alerts.iter().filter(|other| **other == key).count();
            let values = [("number", number.to_string().into()), ("of", book.chapters.len().to_string().into())];
            (number > 0).then(|| book.messages.format(key, values))
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let mut body = "<div class=\"p-status\">\n".to_owned();
    for line in lines {
        body.push_str(&element("p", "", &line));
    }
    body.push_str(&format!("<p><a href=\"{REVIEWS}\">{}</a></p>\n</div>\n", escaped(&book.messages.get("review-status"))));
    body
}

/// The message that counts the chapters of which something is to be known.
fn counted_by(alert: ReviewAlert) -> &'static str {
    match alert {
        ReviewAlert::Draft => "book-review-draft",
        ReviewAlert::Overdue(_) => "book-review-overdue",
        ReviewAlert::Missing => "book-review-missing",
        ReviewAlert::Pending => "book-review-pending",
    }
}

fn copyright_page(book: &Book<'_>, elements: &[Element<'_>], facts: &Facts<'_>, omissions: &mut Omissions) -> Document {
    let title = book.messages.get("copyright");
    let mut body = element("h1", &format!("id=\"{HEADING_ID}\""), &title);
    let notices = |element: &Element<'_>| matches!(element, Element::Status(_) | Element::Disclaimer(_) | Element::Rights(_));
    body.push_str(&written(book, elements, omissions, notices));
    let dates = |element: &Element<'_>| matches!(element, Element::Published(_) | Element::Modified(_) | Element::Version(_));
    body.push_str(&written(book, elements, omissions, dates));
    if let Some(isbn) = isbn(book) {
        body.push_str(&element("p", "class=\"p-isbn\"", &book.messages.format("isbn", [("isbn", isbn.as_str().into())])));
    }
    if let Some(isbn) = book.guide().and_then(|guide| guide.print_isbn.as_ref()) {
        body.push_str(&element("p", "class=\"p-isbn\"", &book.messages.format("print-isbn", [("isbn", isbn.as_str().into())])));
    }
    for FontFace { bytes: _, family, weight: _, style: _, licence } in book.fonts {
        let line = match licence {
            Some(licence) => {
                book.messages.format("typeface-licence", [("family", family.as_str().into()), ("licence", licence.as_str().into())])
            }
            None => book.messages.format("typeface", [("family", family.as_str().into())]),
        };
        let line = element("p", "", &line);
        // Its faces have one licence.
        if !body.contains(&line) {
            body.push_str(&line);
        }
    }
    body.push_str(&element("h2", "", &book.messages.get("accessibility")));
    body.push_str(&facts.summary(book.messages).iter().map(|line| element("p", "", line)).collect::<String>());
    document(book, "copyright.xhtml", &title, Kind::Copyright, body)
}

/// Some elements of the book's own page, as `pamphlet-html` writes them.
fn written(book: &Book<'_>, elements: &[Element<'_>], omissions: &mut Omissions, want: impl Fn(&Element<'_>) -> bool) -> String {
    let wanted: Vec<Element<'_>> = elements.iter().filter(|element| want(element)).cloned().collect();
    book.write(omissions, |options| matter(book.library, book.page, &wanted, options))
}
