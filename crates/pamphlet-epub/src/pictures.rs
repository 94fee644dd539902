//! The pictures that a book shows.

use pamphlet_core::value::MediaPath;

use crate::{book::Book, options::Error};

/// A picture's file.
pub(crate) struct Picture {
    pub(crate) file: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// The files of the pictures that the text shows, and no others.
pub(crate) fn collect(book: &Book<'_>) -> Result<Vec<Picture>, Error> {
    book.pictures.iter().map(|path| picture(book, path)).collect()
}

fn picture(book: &Book<'_>, path: &MediaPath) -> Result<Picture, Error> {
    let wrong = |why: String| Error::Picture { path: path.clone(), why };
    let media = book.library.media(path).ok_or_else(|| wrong("the library hasn't its file".to_owned()))?;
    let file = book.picture(path).ok_or_else(|| wrong("the book doesn't show it".to_owned()))?;
    Ok(Picture { file, media_type: path.media_type(), bytes: media.bytes.to_vec() })
}
