//! Health information guides, and single pages, as EPUB 3 books.
//!
//! [`render`] makes a book of a page of a library, or of a [`Selection`] of pages. A guide becomes the book that it's the recipe
//! of: its own text, its parts with the pages that are their chapters, one glossary, one list of sources, and how the review of
//! each chapter stands. Any other page becomes a small book of itself. [`onix`] tells the book trade what the book's own metadata
//! tells readers of its accessibility, and [`preflight`] looks a book through for what shops refuse.
//!
//! The text of a chapter comes from `pamphlet-html`; here stands what makes a book of chapters, which are written and compressed
//! side by side. The same library and options give the same bytes, whatever the threads: dates come from the content,
//! identifiers from the publisher's and the page's names.

mod access;
mod archive;
mod back;
mod book;
mod changed;
mod chapters;
mod document;
mod edition;
mod fonts;
mod front;
mod metadata;
mod navigation;
mod onix;
mod options;
mod package;
mod paging;
mod pictures;
mod preflight;
mod xml;

use std::collections::BTreeSet;

use pamphlet_core::{Library, Rendered};

use access::Facts;
use archive::Archive;
use book::{Book, Omissions};

pub use edition::{Edition, Selection};
pub use fonts::{FontFace, FontStyle};
pub use options::{Cover, CoverType, Error, Options, PrintEdition, PrintSource, STYLESHEET};
pub use preflight::preflight;

/// Makes a book: of a guide with all its chapters, of any other page alone, or of chosen pages.
///
/// What the book doesn't show stands in [`Rendered::omissions`], such as links to pages that it doesn't hold where the
/// library has no address on the web.
///
/// # Errors
/// If a picture or the cover isn't what a book can hold, or no pages are chosen.
pub fn render<'a>(library: &Library, edition: impl Into<Edition<'a>>, options: &Options) -> Result<Rendered<Vec<u8>>, Error> {
    with_book(library, edition.into(), options, |book, omissions| {
        let cover = options::cover(book, options)?;
        let pictures = pictures::collect(book)?;
        let facts = Facts::of(book, &pictures);
        let mut archive = Archive::new()?;
        for document in front::documents(book, cover.as_ref().map(|cover| cover.media_type), &facts, omissions) {
            archive.add(document.pack(book)?)?;
        }
        let body_from = archive.entries.len();
        let citations = chapters::write(book, &mut archive, omissions)?;
        for document in back::documents(book, &citations, omissions)? {
            archive.add(document.pack(book)?)?;
        }
        let entries = std::mem::take(&mut archive.entries);
        if let Some(edition) = book.print
            && entries.iter().all(|entry| entry.pages.is_empty())
        {
            return Err(Error::OtherEdition { edition: edition.source.clone() });
        }
        let mut characters: BTreeSet<char> = entries.iter().flat_map(|entry| &entry.characters).copied().collect();
        characters.extend(book.messages.get("contents").chars());
        let fonts = fonts::subset(book.fonts, &characters)?;
        let parts = package::Parts {
            fonts: &fonts,
            metadata: &metadata::Metadata::of(book, &facts),
            entries: &entries,
            body_from,
            pictures: &pictures,
            cover: cover.as_ref(),
            contents: &book.messages.get("contents"),
            page_list: &book.messages.get("page-list"),
        };
        let stylesheet = options.stylesheet.as_deref().unwrap_or(STYLESHEET);
        let stylesheet = fonts::rules(book.fonts, &fonts) + stylesheet;
        archive.put(package::PACKAGE, package::package(&parts).as_bytes())?;
        archive.put(navigation::NAVIGATION, navigation::navigation(&parts).as_bytes())?;
        archive.put(navigation::NCX, navigation::ncx(&parts).as_bytes())?;
        archive.put(package::STYLESHEET, stylesheet.as_bytes())?;
        if let Some(Cover { bytes, media_type }) = &cover {
            archive.put(media_type.file(), bytes)?;
        }
        for font in &fonts {
            archive.put(&font.file, &font.bytes)?;
        }
        for picture in &pictures {
            archive.put(&picture.file, &picture.bytes)?;
        }
        archive.finish()
    })
}

/// What the book trade is told of a book's accessibility: the `ProductFormFeature` elements of an ONIX for Books 3.0 record,
/// with the codes of lists 196 and 143. They say what the book's own metadata says; put them into `DescriptiveDetail`.
///
/// # Errors
/// If a picture isn't what a book can hold, or no pages are chosen.
pub fn onix<'a>(library: &Library, edition: impl Into<Edition<'a>>, options: &Options) -> Result<String, Error> {
    let onix = with_book(library, edition.into(), options, |book, _| {
        let pictures = pictures::collect(book)?;
        Ok(onix::features(&Facts::of(book, &pictures), book.messages))
    })?;
    Ok(onix.output)
}

/// Plans a book and makes something of the plan.
fn with_book<T>(
    library: &Library,
    edition: Edition<'_>,
    options: &Options,
    make: impl FnOnce(&Book<'_>, &mut Omissions) -> Result<T, Error>,
) -> Result<Rendered<T>, Error> {
    let mut omissions = Omissions::default();
    let output = match edition {
        Edition::Page(page) => {
            let book = Book::of_page(library, page, options, &mut omissions);
            make(&book, &mut omissions)?
        }
        Edition::Selection(selection) => {
            let page = selection.guide(library)?;
            let book = Book::of_selection(library, &page, selection, options, &mut omissions);
            make(&book, &mut omissions)?
        }
    };
    Ok(Rendered { output, omissions: omissions.into_list() })
}
