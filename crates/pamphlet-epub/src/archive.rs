//! The archive of a book (OCF, EPUB 3.3 § 4).
//!
//! Each file is compressed where it's made, side by side with others, into an archive of its own; the archives are then put
//! behind one another without being compressed again. So no more text than a few chapters' is held at a time.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::options::Error;

/// The folder of everything that the package document lists.
const FOLDER: &str = "OEBPS";

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles>\n<rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/// A compressed file.
pub(crate) struct Packed(Vec<u8>);

/// Compresses a file of the book.
pub(crate) fn pack(name: &str, bytes: &[u8]) -> Result<Packed, Error> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() / 2)));
    // JPEG and PNG are compressed already.
    let method = if name.ends_with(".jpg") || name.ends_with(".jpeg") || name.ends_with(".png") {
        CompressionMethod::Stored
    } else {
        CompressionMethod::Deflated
    };
    write(&mut writer, &format!("{FOLDER}/{name}"), bytes, method)?;
    Ok(Packed(writer.finish().map_err(Error::assembly)?.into_inner()))
}

/// Puts a book's files together.
pub(crate) fn join(files: impl IntoIterator<Item = Packed>) -> Result<Vec<u8>, Error> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // OCF § 4.3: the media type comes first and isn't compressed, so that it can be read at a fixed place.
    write(&mut writer, "mimetype", b"application/epub+zip", CompressionMethod::Stored)?;
    write(&mut writer, "META-INF/container.xml", CONTAINER.as_bytes(), CompressionMethod::Deflated)?;
    for Packed(bytes) in files {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(Error::assembly)?;
        writer.merge_archive(archive).map_err(Error::assembly)?;
    }
    Ok(writer.finish().map_err(Error::assembly)?.into_inner())
}

fn write(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), Error> {
    // The time in an archive is that of its files; these have none but the content's dates.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644).compression_method(method);
    writer.start_file(name, options).map_err(Error::assembly)?;
    writer.write_all(bytes).map_err(Error::assembly)
}
