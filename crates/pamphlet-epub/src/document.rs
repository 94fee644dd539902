//! A document of a book: its file, and the shell around its text.

use std::collections::BTreeSet;

use pamphlet_core::value::LanguageTag;

use crate::{
    archive::{self, Packed},
    book::Book,
    options::Error,
    paging::PageBreak,
    xml::escaped,
};

/// A document.
pub(crate) struct Document {
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) language: LanguageTag,
    /// What kind of part of a book it is.
    pub(crate) kind: Kind,
    /// What stands inside its one section: well-formed XHTML.
    pub(crate) body: String,
    /// Where it stands in the contents: 1 is outermost.
    pub(crate) level: u8,
    /// The places in it that the contents name too.
    pub(crate) places: Vec<Place>,
    /// The pages of the printed edition that begin in it.
    pub(crate) pages: Vec<PageBreak>,
}

/// What the package document and the contents say of a document that is in the archive already.
pub(crate) struct Entry {
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
    /// Whether it holds SVG, which the manifest must say (EPUB 3.3 § D.6).
    pub(crate) has_svg: bool,
    pub(crate) level: u8,
    pub(crate) places: Vec<Place>,
    pub(crate) pages: Vec<PageBreak>,
    /// The characters in it, if typefaces are cut down to them.
    pub(crate) characters: BTreeSet<char>,
}

/// A place in a document that the contents name.
pub(crate) struct Place {
    /// 1 is outermost in the whole book.
    pub(crate) level: u8,
    pub(crate) id: String,
    pub(crate) title: String,
}

/// What kind of part of a book a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Cover,
    TitlePage,
    Copyright,
    Introduction,
    Part,
    Chapter,
    Glossary,
    Sources,
    Reviews,
    Changes,
    Publisher,
}

impl Kind {
    /// What it is to reading systems: a term of the EPUB Structural Semantics Vocabulary, and the role that says the same to
    /// screen readers (DPUB-ARIA 1.1), where it has one.
    fn semantics(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Cover => ("cover", None),
            Self::TitlePage => ("titlepage", None),
            Self::Copyright => ("copyright-page", None),
            Self::Introduction => ("introduction", Some("doc-introduction")),
            Self::Part => ("part", Some("doc-part")),
            Self::Chapter => ("chapter", Some("doc-chapter")),
            Self::Glossary => ("glossary", Some("doc-glossary")),
            Self::Sources => ("endnotes", Some("doc-endnotes")),
            Self::Reviews | Self::Changes => ("appendix", Some("doc-appendix")),
            Self::Publisher => ("colophon", Some("doc-colophon")),
        }
    }

    /// Under what it stands among the landmarks (EPUB 3.3 § 7.4.3).
    pub(crate) fn landmark(self) -> Option<&'static str> {
        match self {
            Self::Cover | Self::TitlePage | Self::Copyright | Self::Glossary | Self::Sources => Some(self.semantics().0),
            Self::Introduction | Self::Part | Self::Chapter | Self::Reviews | Self::Changes | Self::Publisher => None,
        }
    }

    /// Which of the book's three divisions it belongs to.
    fn division(self) -> &'static str {
        match self {
            Self::Cover | Self::TitlePage | Self::Copyright => "frontmatter",
            Self::Introduction | Self::Part | Self::Chapter => "bodymatter",
            Self::Glossary | Self::Sources | Self::Reviews | Self::Changes | Self::Publisher => "backmatter",
        }
    }
}

/// The id of the heading that names a document; `pamphlet-html` gives the same to a chapter's.
pub(crate) const HEADING_ID: &str = "p_title";

impl Document {
    /// A document of the outermost level that the contents name by itself alone.
    pub(crate) fn new(file: &str, title: &str, language: &LanguageTag, kind: Kind, body: String) -> Self {
        let (file, title, language) = (file.to_owned(), title.to_owned(), language.clone());
        Self { file, title, language, kind, body, level: 1, places: Vec::new(), pages: Vec::new() }
    }

    /// Compresses it, and keeps what the package document and the contents must say of it.
    pub(crate) fn pack(self, book: &Book<'_>) -> Result<(Entry, Packed), Error> {
        let xhtml = self.xhtml();
        let characters = if book.fonts.is_empty() { BTreeSet::new() } else { xhtml.chars().collect() };
        let packed = archive::pack(&self.file, xhtml.as_bytes())?;
        let Self { file, title, language: _, kind, body, level, places, pages } = self;
        Ok((Entry { file, title, kind, has_svg: body.contains("<svg"), level, places, pages, characters }, packed))
    }

    /// The whole file: an XHTML content document (EPUB 3.3 § 6.1), in one language.
    fn xhtml(&self) -> String {
        let (epub_type, role) = self.kind.semantics();
        let (title, language, direction) = (escaped(&self.title), &self.language, self.language.direction().as_str());
        let mut attributes = format!(" epub:type=\"{epub_type}\"");
        if let Some(role) = role {
            attributes.push_str(&format!(" role=\"{role}\""));
        }
        if self.kind == Kind::Cover {
            attributes.push_str(&format!(" aria-label=\"{title}\""));
        } else {
            attributes.push_str(&format!(" aria-labelledby=\"{HEADING_ID}\""));
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\" dir=\"{direction}\">\n\
             <head>\n<meta charset=\"utf-8\"/>\n<title>{title}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n</head>\n\
             <body epub:type=\"{division}\" class=\"p-book p-{division}\">\n<section{attributes}>\n{body}</section>\n</body>\n</html>\n",
            division = self.kind.division(),
            body = self.body,
        )
    }
}
