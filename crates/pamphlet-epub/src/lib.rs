//! Health information guides, and single pages, as EPUB 3 books.
//!
//! [`render`] makes a book of a page of a library. A guide becomes the book that it's the recipe of: its own text, its
//! parts with the pages that are their chapters, one glossary, one list of sources, and how the review of each chapter
//! stands. Any other page becomes a small book of itself.
//!
//! The text of a chapter comes from `pamphlet-html`; here stands what makes a book of chapters. `epub-builder` assembles
//! it, and a finishing pass mends what it can't say (see `finish.rs`). The same library and options give the same bytes:
//! dates come from the content, identifiers from the publisher's and the page's names.

mod access;
mod assemble;
mod back;
mod book;
mod chapters;
mod document;
mod finish;
mod front;
mod metadata;
mod options;
mod pictures;
mod xml;

use pamphlet_core::{Library, Rendered, model::Page};

pub use options::{Cover, CoverType, Error, Options, STYLESHEET};

/// Makes a book of a page: of a guide with all its chapters, or of any other page alone.
///
/// What the book doesn't show stands in [`Rendered::omissions`], such as links to pages that it doesn't hold where the
/// library has no address on the web.
///
/// # Errors
/// If a picture or the cover isn't what a book can hold.
pub fn render(library: &Library, page: &Page, options: &Options) -> Result<Rendered<Vec<u8>>, Error> {
    let cover = options::cover(library, page, options)?;
    let book = book::Book::plan(library, page, options.today);
    let mut documents = front::documents(&book, cover.as_ref().map(|cover| cover.media_type));
    let body_from = documents.len();
    let chapters = chapters::write(&book);
    documents.extend(chapters.documents);
    documents.extend(back::documents(&book, &chapters.citations));
    let pictures = pictures::collect(&book)?;
    let metadata = metadata::Metadata::of(&book, &pictures);
    let parts = assemble::Parts {
        documents: &documents,
        body_from,
        pictures: &pictures,
        cover: cover.as_ref(),
        stylesheet: options.stylesheet.as_deref().unwrap_or(STYLESHEET),
        metadata: &metadata,
        contents: &book.messages.get("contents"),
    };
    let archive = assemble::assemble(&parts)?;
    let output = finish::finish(&archive, &parts)?;
    Ok(Rendered { output, omissions: book.into_omissions() })
}
