//! A page as a chapter of a book: the same text, as XHTML.
#![deny(clippy::wildcard_enum_match_arm)]

use pamphlet_core::{
    GlossaryEntry, Library, Omission, Rendered,
    bibliography::Cited,
    elements::{Element, elements_of_chapter},
    model::Page,
    value::Date,
};

use crate::{
    body::{Heading, Medium, NoteReference, Setting, Writer},
    links::Links,
};

/// How a chapter is written.
pub struct ChapterOptions<'a> {
    /// The day: what is overdue on it says so.
    pub today: Date,
    /// Where links lead in the book.
    pub links: Links<'a>,
    /// The works cited in the whole book, numbered once ([`Library::cited`]).
    pub cited: &'a Cited,
    /// How many levels the headings go down: none if each chapter is a document of its own.
    pub heading_offset: u8,
}

impl std::fmt::Debug for ChapterOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChapterOptions").field("today", &self.today).field("heading_offset", &self.heading_offset).finish_non_exhaustive()
    }
}

/// A chapter.
#[derive(Debug, Clone)]
pub struct Chapter<'a> {
    /// What stands between `<body>` and `</body>`: well-formed XHTML. It uses the prefix `epub:`, which the document must declare.
    pub body: String,
    /// Its headings with their ids; the first is the chapter's own.
    pub headings: Vec<Heading>,
    /// Where the text refers to works, for links back from the list of sources.
    pub references: Vec<NoteReference>,
    /// Elements that a book shows once and not in each chapter: the caller places them, with [`matter`] and [`glossary`]. The works
    /// cited aren't among them: [`ChapterOptions::cited`] has them for the whole book, and [`sources`] lists them.
    pub for_the_book: Vec<Element<'a>>,
    /// Whether SVG stands in the text, which the package document must say (EPUB 3.3 § D.6, `svg`).
    pub has_svg: bool,
}

/// Where in a book an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the chapter, where the reading order puts it.
    Chapter,
    /// At the end of the chapter, in small.
    End,
    /// Once in the book.
    Book,
    /// Nowhere, and why.
    LeftOut(&'static str, &'static str),
}

fn place(element: &Element<'_>) -> Place {
    match element {
        Element::Audience(_)
        | Element::Headline(_)
        | Element::Names(_)
        | Element::Approach(_)
        | Element::Status(_)
        | Element::Summary(_)
        | Element::Review(_)
        | Element::MedicalFirst(_)
        | Element::Question(_)
        | Element::Searched(_)
        | Element::GivenBy(_)
        | Element::Facts(_)
        | Element::Body(_)
        | Element::Listing(_)
        | Element::Questions(_)
        | Element::Diary(_)
        | Element::Support(_)
        | Element::Related(_) => Place::Chapter,
        Element::Authors(_)
        | Element::Codes(_)
        | Element::Funding(_)
        | Element::Conflicts(_)
        | Element::Published(_)
        | Element::Modified(_)
        | Element::Version(_)
        | Element::Region(_)
        | Element::Translation(_) => Place::End,
        Element::Publisher(_)
        | Element::Collections(_)
        | Element::Introduction(..)
        | Element::Chapters(_)
        | Element::Contacts(..)
        | Element::TrustPoints(_)
        | Element::Terms(_)
        | Element::Sources(_)
        | Element::Disclaimer(_)
        | Element::Rights(_)
        | Element::Feedback(_) => Place::Book,
        Element::ReadingTime(_) => Place::LeftOut("reading time", "a reading system tells how far the reader has got"),
    }
}

fn writer<'a>(library: &'a Library, page: &'a Page, options: &ChapterOptions<'a>) -> Writer<'a> {
    Writer::new(Setting {
        medium: Medium::Book,
        heading_offset: options.heading_offset,
        ..Setting::new(library, page, options.today, options.links, options.cited)
    })
}

/// Writes a page as a chapter of a book.
#[must_use]
pub fn chapter<'a>(library: &'a Library, page: &'a Page, options: &ChapterOptions<'_>) -> Rendered<Chapter<'a>> {
    let mut writer = writer(library, page, options);
    let mut for_the_book = Vec::new();
    let mut end = Vec::new();
    for element in elements_of_chapter(library, page) {
        match place(&element) {
            Place::Chapter => writer.piece(&element),
            Place::End => end.push(element),
            Place::Book => for_the_book.push(element),
            Place::LeftOut(what, why) => writer.omissions.push(Omission::new(what, why)),
        }
    }
    writer.notes();
    if !end.is_empty() {
        writer.element("footer", &[("class", "chapter-end")], |w| end.iter().for_each(|element| w.piece(element)));
    }
    let body = writer.take();
    let has_svg = body.contains("<svg");
    let Writer { headings, references, omissions, .. } = writer;
    Rendered { output: Chapter { body, headings, references, for_the_book, has_svg }, omissions }
}

/// Writes elements that a book shows once, one after the other, as XHTML.
///
/// The page gives the language. [`Element::Sources`] is better written by [`sources`], which links back to every chapter.
#[must_use]
pub fn matter<'a>(library: &'a Library, page: &'a Page, elements: &[Element<'a>], options: &ChapterOptions<'a>) -> Rendered<String> {
    let mut writer = writer(library, page, options);
    for element in elements {
        writer.piece(element);
    }
    writer.notes();
    Rendered { output: writer.take(), omissions: writer.omissions }
}

/// Writes the list of the works cited in a book, as XHTML, without a heading.
///
/// `back_to` gives, for a work's number from 1, the addresses of the places that cite it.
#[must_use]
pub fn sources<'a>(
    library: &'a Library,
    page: &'a Page,
    options: &ChapterOptions<'a>,
    back_to: &dyn Fn(usize) -> Vec<String>,
) -> Rendered<String> {
    let mut writer = writer(library, page, options);
    writer.source_list(&|place| back_to(place + 1));
    Rendered { output: writer.take(), omissions: writer.omissions }
}

/// Writes a list of words and what they mean, as XHTML, without a heading.
#[must_use]
pub fn glossary<'a>(library: &'a Library, page: &'a Page, terms: &[&'a GlossaryEntry], options: &ChapterOptions<'a>) -> Rendered<String> {
    let mut writer = writer(library, page, options);
    writer.term_list(terms);
    writer.notes();
    Rendered { output: writer.take(), omissions: writer.omissions }
}
