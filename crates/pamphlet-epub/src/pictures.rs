//! The pictures that a book shows.

use pamphlet_core::value::{ImageFormat, MediaPath};

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
    let bytes = match path.format() {
        ImageFormat::Svg => svg(&media.bytes).map_err(wrong)?,
        ImageFormat::Png | ImageFormat::Jpeg => media.bytes.to_vec(),
    };
    let file = book.picture(path).ok_or_else(|| wrong("the book doesn't show it".to_owned()))?;
    Ok(Picture { file, media_type: path.media_type(), bytes })
}

/// An SVG as a book can hold it: well-formed, in SVG's namespace (EPUB 3.3 § 6.2), and without a document type, whose public
/// identifiers EPUB doesn't allow (EPUBCheck OPF-073).
fn svg(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it isn't in UTF-8".to_owned())?.trim_start_matches('\u{feff}');
    let text = match text.find("<!DOCTYPE") {
        Some(start) => {
            let end = text[start..].find('>').ok_or("its document type has no end")?;
            format!("{}{}", &text[..start], &text[start + end + 1..])
        }
        None => text.to_owned(),
    };
    let tree = roxmltree::Document::parse(&text).map_err(|error| format!("it isn't well-formed: {error}"))?;
    if !tree.root_element().has_tag_name(("http://www.w3.org/2000/svg", "svg")) {
        return Err("its first element isn't `svg` in the namespace of SVG; save it again as plain SVG".to_owned());
    }
    Ok(text.into_bytes())
}
