//! What whoever builds a book decides, and what can go wrong.

use std::fmt;

use pamphlet_core::{
    PrintedPage,
    changes::Changes,
    value::{Date, ImageFormat, Isbn, Line, MediaPath},
};

use crate::{book::Book, fonts::FontFace};

/// The stylesheet of books unless [`Options::stylesheet`] gives another.
pub const STYLESHEET: &str = include_str!("epub.css");

/// How a book is made.
///
/// There is no default: a chapter that is overdue for review says so, and only whoever makes the book knows what day it is.
///
/// ```
/// # use pamphlet_epub::Options;
/// let options = Options::on("2026-11-22".parse()?);
/// # Ok::<(), pamphlet_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day: what is overdue on it says so.
    pub today: Date,
    /// The cover; without one, that which the guide names in the library.
    pub cover: Option<Cover>,
    /// What changed since the last edition, for a page of the book that tells it.
    pub changes: Option<Changes>,
    /// The printed edition of the book, if there is one: readers then find the pages that others have on paper.
    pub print: Option<PrintEdition>,
    /// Typefaces to embed: none unless somebody asks for them, for readers have their own.
    pub fonts: Vec<FontFace>,
    /// A stylesheet in place of [`STYLESHEET`]. It styles the classes that start with `p-`.
    pub stylesheet: Option<String>,
}

impl Options {
    /// The guide's own cover and the usual stylesheet, made on a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self { today, cover: None, changes: None, print: None, fonts: Vec::new(), stylesheet: None }
    }
}

/// A printed edition of a book, and the pages that it has.
///
/// Where each page begins in the text is marked, and reading systems list the pages (EPUB 3.3 § 7.4.4). Pages before the first chapter,
/// such as the cover and the contents, have no counterpart here and no mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintEdition {
    /// What tells it from every other edition (`pageBreakSource`).
    pub source: PrintSource,
    /// Its pages in their order, as `pamphlet-pdf` gives those of a book.
    pub pages: Vec<PrintedPage>,
}

/// What tells a printed edition from every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintSource {
    /// Its number, which isn't the e-book's.
    Isbn(Isbn),
    /// A name that says which it is, where it has no number.
    Named(Line),
}

impl PrintSource {
    /// How metadata name it: `urn:isbn:9780306406157` (RFC 8141), or the name.
    #[must_use]
    pub fn identifier(&self) -> String {
        match self {
            Self::Isbn(isbn) => format!("urn:isbn:{isbn}"),
            Self::Named(name) => name.to_string(),
        }
    }
}

impl fmt::Display for PrintSource {
    /// How people name it: `ISBN 9780306406157`, or the name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Isbn(isbn) => write!(f, "ISBN {isbn}"),
            Self::Named(name) => name.fmt(f),
        }
    }
}

/// A picture for the front of a book. Shops want at least 1600 pixels in height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is.
    pub media_type: CoverType,
}

/// The kinds of picture that every shop takes as a cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CoverType {
    /// `image/jpeg`
    Jpeg,
    /// `image/png`
    Png,
}

impl CoverType {
    /// The media type (IANA).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => ImageFormat::Jpeg.media_type(),
            Self::Png => ImageFormat::Png.media_type(),
        }
    }

    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Jpeg => "cover.jpg",
            Self::Png => "cover.png",
        }
    }

    fn signature(self) -> &'static [u8] {
        match self {
            Self::Jpeg => b"\xff\xd8\xff",
            Self::Png => b"\x89PNG\r\n\x1a\n",
        }
    }
}

/// Why a book can't be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The cover isn't what it's said to be.
    #[error("the cover isn't {}: save it again as JPEG or PNG", media_type.as_str())]
    Cover {
        /// What it's said to be.
        media_type: CoverType,
    },
    /// The guide's cover is an SVG, which shops refuse.
    #[error("the cover `{path}` must be a JPEG or a PNG, at least 1600 pixels tall")]
    CoverIsDrawing {
        /// The picture.
        path: MediaPath,
    },
    /// A picture that reading systems can't show.
    #[error("the picture `{path}` can't stand in a book: {why}")]
    Picture {
        /// The picture.
        path: MediaPath,
        /// What is wrong with it.
        why: String,
    },
    /// A typeface that a book can't hold.
    #[error("the typeface {family} can't stand in a book: {why}")]
    Font {
        /// Its name.
        family: String,
        /// What is wrong with it.
        why: String,
    },
    /// The printed edition isn't of this book.
    #[error("the printed edition “{edition}” has no page of this book: make both from the same pages, in the same language")]
    OtherEdition {
        /// Which edition.
        edition: PrintSource,
    },
    /// A selection holds no page.
    #[error("the book has no pages: choose at least one")]
    Empty,
    /// The parts of the book can't be put together: a mistake in this crate.
    #[error("the book can't be put together: {why}")]
    Assembly {
        /// What went wrong.
        why: String,
    },
}

impl Error {
    pub(crate) fn assembly(why: impl std::fmt::Display) -> Self {
        Self::Assembly { why: why.to_string() }
    }
}

/// The cover that was handed in, or the guide's own.
pub(crate) fn cover(book: &Book<'_>, options: &Options) -> Result<Option<Cover>, Error> {
    let named = book.guide().and_then(|guide| guide.cover.as_ref());
    let cover = match (&options.cover, named.and_then(|path| Some((path, book.library.media(path)?)))) {
        (Some(given), _) => given.clone(),
        (None, Some((path, media))) => {
            let media_type = match path.format() {
                ImageFormat::Jpeg => CoverType::Jpeg,
                ImageFormat::Png => CoverType::Png,
                ImageFormat::Svg => return Err(Error::CoverIsDrawing { path: path.clone() }),
            };
            Cover { bytes: media.bytes.to_vec(), media_type }
        }
        (None, None) => return Ok(None),
    };
    // A file that isn't what the manifest says is an error to every reading system (EPUB 3.3 § 3.2).
    if cover.bytes.starts_with(cover.media_type.signature()) { Ok(Some(cover)) } else { Err(Error::Cover { media_type: cover.media_type }) }
}
