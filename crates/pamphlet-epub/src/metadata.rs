//! What the package document says of a book (EPUB 3.3 § 5.5).

use pamphlet_core::{
    model::{BookSubjects, Contributor, Page, SubjectHeading},
    value::LanguageTag,
};
use uuid::Uuid;

use crate::{
    access::{self, Facts},
    book::Book,
    front,
    package::{link, meta},
    xml::element,
};

/// What identifiers of books are made in: a name of this crate's own (RFC 9562 § 5.5).
const NAMESPACE: Uuid = Uuid::from_u128(0x8f1d_4c1e_52b7_5a5e_9f0c_6b3a_7e21_d904);

/// What the package document says of a book.
pub(crate) struct Metadata {
    pub(crate) identifier: String,
    pub(crate) title: String,
    /// The book's language, then those of chapters that have another; never empty.
    languages: Vec<LanguageTag>,
    /// The children of `metadata`.
    pub(crate) elements: String,
}

impl Metadata {
    pub(crate) fn of(book: &Book<'_>, facts: &Facts<'_>) -> Self {
        let mut languages = vec![book.page.id.language.clone()];
        for page in book.pages() {
            if !languages.contains(&page.id.language) {
                languages.push(page.id.language.clone());
            }
        }
        let identifier = identifier(book);
        let elements = elements(book, facts, &identifier, &languages);
        Self { identifier, title: book.page.title.to_string(), languages, elements }
    }

    /// The book's own language.
    pub(crate) fn language(&self) -> &LanguageTag {
        &self.languages[0]
    }
}

/// The ISBN, or a UUID of the publisher's name, the page and its language: the same for every edition of the book. A selection's
/// is made of its title and its pages.
fn identifier(book: &Book<'_>) -> String {
    if let Some(isbn) = front::isbn(book) {
        return format!("urn:isbn:{isbn}");
    }
    let mut name = book.library.site().publisher.name.to_string();
    if book.is_selection {
        name.push_str(&format!("\n{}", book.page.title));
        book.pages().for_each(|page| name.push_str(&format!("\n{}\n{}", page.id.path, page.id.language)));
    } else {
        name.push_str(&format!("\n{}\n{}", book.page.id.path, book.page.id.language));
    }
    Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string()
}

/// The latest day that the content itself names. Never the clock's: the same content is the same book tomorrow.
fn modified(book: &Book<'_>) -> String {
    let own = |page: &Page| [page.modified, page.review.as_ref().map(|review| review.last), page.published];
    // Dates as RFC 3339 writes them sort by themselves.
    let latest = book.pages().flat_map(own).flatten().map(|date| date.first_day().to_string()).max();
    // EPUB demands a date (EPUB 3.3 § 5.5.7) of content that has none: the day of the build.
    let day = latest.unwrap_or_else(|| book.today.first_day().to_string());
    format!("{day}T00:00:00Z")
}

fn elements(book: &Book<'_>, facts: &Facts<'_>, identifier: &str, languages: &[LanguageTag]) -> String {
    let page = book.page;
    let mut out = element("dc:identifier", "id=\"identifier\"", identifier);
    if front::isbn(book).is_some() {
        // 15 is ISBN-13 (ONIX code list 5).
        out.push_str(&meta(Some("identifier"), "identifier-type", Some("onix:codelist5"), "15"));
    }
    out.push_str(&titles(book));
    for language in languages {
        out.push_str(&element("dc:language", "", language.as_str()));
    }
    out.push_str(&people(book));
    out.push_str(&element("dc:publisher", "", book.library.site().publisher.name.as_str()));
    out.push_str(&element("dc:description", "", page.summary.as_str()));
    if let Some(published) = &page.published {
        out.push_str(&element("dc:date", "", &published.to_string()));
    }
    if let Some(rights) = &page.rights {
        out.push_str(&element("dc:rights", "", rights.as_str()));
    }
    out.push_str(&subjects(book));
    if let Some(edition) = facts.print {
        // What EPUB Accessibility 1.1 § 4.1.4 knows, and what is to take its place (Page Source Identification, Publishing CG).
        out.push_str(&element("dc:source", "id=\"print\"", &edition.identifier()));
        out.push_str(&meta(Some("print"), "source-of", None, "pagination"));
        out.push_str(&meta(None, "pageBreakSource", None, &edition.identifier()));
    }
    out.push_str(&meta(None, "dcterms:modified", None, &modified(book)));
    out.push_str(&accessibility(book, facts));
    out.push_str("<meta name=\"generator\" content=\"Pamphlet\"/>\n");
    out
}

/// Titles and their types: without types reading systems take the first title and drop the second (EPUB 3.3 § D.3.14).
fn titles(book: &Book<'_>) -> String {
    let mut out = element("dc:title", "id=\"title\"", book.page.title.as_str());
    out.push_str(&meta(Some("title"), "title-type", None, "main"));
    if let Some(subtitle) = front::subtitle(book) {
        out.push_str(&element("dc:title", "id=\"subtitle\"", subtitle.as_str()));
        out.push_str(&meta(Some("subtitle"), "title-type", None, "subtitle"));
    }
    if let Some(series) = book.guide().and_then(|guide| guide.series.as_ref()) {
        out.push_str(&element("meta", "id=\"series\" property=\"belongs-to-collection\"", series.title.as_str()));
        out.push_str(&meta(Some("series"), "collection-type", None, "series"));
        if let Some(number) = series.number {
            out.push_str(&meta(Some("series"), "group-position", None, &number.get().to_string()));
        }
    }
    out
}

/// Authors, then everybody else with what they did (MARC relators).
fn people(book: &Book<'_>) -> String {
    let mut out = String::new();
    for (index, name) in authors(book).iter().enumerate() {
        let id = format!("creator-{}", index + 1);
        out.push_str(&element("dc:creator", &format!("id=\"{id}\""), name));
        out.push_str(&meta(Some(&id), "role", Some("marc:relators"), "aut"));
    }
    let named = book.guide().map_or(&[][..], |guide| &guide.contributors);
    let mut others: Vec<(&str, &str)> = named.iter().map(|contributor| (contributor.by.name(), contributor.role.marc())).collect();
    // Who reviewed the text as an editor.
    for name in book.pages().filter_map(|page| page.review.as_ref()).flat_map(|review| &review.editorial).map(Contributor::name) {
        if !others.contains(&(name, "edt")) {
            others.push((name, "edt"));
        }
    }
    for (index, (name, role)) in others.into_iter().enumerate() {
        let id = format!("contributor-{}", index + 1);
        out.push_str(&element("dc:contributor", &format!("id=\"{id}\""), name));
        out.push_str(&meta(Some(&id), "role", Some("marc:relators"), role));
    }
    out
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

/// The schemes' headings with their codes, then the topics that the library itself puts the book under.
fn subjects(book: &Book<'_>) -> String {
    fn coded<Code: AsRef<str>>(headings: &[SubjectHeading<Code>], authority: &str, out: &mut String) {
        for (index, SubjectHeading { code, heading }) in headings.iter().enumerate() {
            let id = format!("{}-{}", authority.to_ascii_lowercase(), index + 1);
            out.push_str(&element("dc:subject", &format!("id=\"{id}\""), heading.as_str()));
            out.push_str(&meta(Some(&id), "authority", None, authority));
            out.push_str(&meta(Some(&id), "term", None, code.as_ref()));
        }
    }
    let mut out = String::new();
    if let Some(BookSubjects { thema, bisac }) = book.guide().map(|guide| &guide.subjects) {
        coded(thema, "Thema", &mut out);
        coded(bisac, "BISAC", &mut out);
    }
    for topic in book.library.collections_of(book.page) {
        out.push_str(&element("dc:subject", "", topic.title.as_str()));
    }
    out
}

fn accessibility(book: &Book<'_>, facts: &Facts<'_>) -> String {
    let mut out = String::new();
    for (property, value) in facts.properties() {
        out.push_str(&meta(None, property, None, value));
    }
    out.push_str(&meta(None, "schema:accessibilitySummary", None, &facts.summary(book.messages).join(" ")));
    let Some(claims) = facts.claims else { return out };
    if let Some(claim) = &claims.conformance {
        // EPUB Accessibility 1.1 § 3.3.2 and § 3.4.
        let standard = format!("EPUB Accessibility 1.1 - WCAG {} Level {}", claim.level.version(), claim.level.level());
        out.push_str(&element("meta", "id=\"conformance\" property=\"dcterms:conformsTo\"", &standard));
        out.push_str(&element("meta", "id=\"certifier\" refines=\"#conformance\" property=\"a11y:certifiedBy\"", claim.evaluator.as_str()));
        out.push_str(&meta(Some("certifier"), "dcterms:date", None, &claim.on.to_string()));
        if let Some(credential) = &claim.credential {
            out.push_str(&meta(Some("certifier"), "a11y:certifierCredential", None, credential.as_str()));
        }
        if let Some(report) = &claim.report {
            out.push_str(&link("certifier", "a11y:certifierReport", report.as_str()));
        }
    }
    if let Some(exemption) = claims.exemption {
        out.push_str(&meta(None, "a11y:exemption", None, &access::exemption(exemption)));
    }
    out
}
