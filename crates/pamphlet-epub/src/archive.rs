//! The archive of a book (OCF, EPUB 3.3 § 4).
//!
//! Documents are compressed where they're written, side by side, each into an archive of its own; these are then put behind one
//! another without being compressed again. So no more than the archive and a few documents are held at a time.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{document::Entry, options::Error};

/// The folder of everything that the package document lists.
const FOLDER: &str = "OEBPS";

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles>\n<rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/// How hard to compress, 1 to 9: a book of text gets a tenth larger than with the usual 6, and is made in two thirds of the time.
const DEFLATE_LEVEL: i64 = 3;

/// A compressed file.
pub(crate) struct Packed(Vec<u8>);

/// Compresses a file of the book.
pub(crate) fn pack(name: &str, bytes: &[u8]) -> Result<Packed, Error> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    put(&mut writer, name, bytes)?;
    Ok(Packed(writer.finish().map_err(Error::assembly)?.into_inner()))
}

/// A book's archive as it grows.
pub(crate) struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    /// The documents in it so far, in the order of reading.
    pub(crate) entries: Vec<Entry>,
}

impl Archive {
    pub(crate) fn new() -> Result<Self, Error> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // OCF § 4.3: the media type comes first and isn't compressed, so that it can be read at a fixed place.
        write(&mut writer, "mimetype", b"application/epub+zip", CompressionMethod::Stored)?;
        write(&mut writer, "META-INF/container.xml", CONTAINER.as_bytes(), CompressionMethod::Deflated)?;
        Ok(Self { writer, entries: Vec::new() })
    }

    /// Adds a file that isn't a document.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        put(&mut self.writer, name, bytes)
    }

    /// Adds a document.
    pub(crate) fn add(&mut self, (entry, Packed(bytes)): (Entry, Packed)) -> Result<(), Error> {
        self.entries.push(entry);
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(Error::assembly)?;
        self.writer.merge_archive(archive).map_err(Error::assembly)
    }

    pub(crate) fn finish(self) -> Result<Vec<u8>, Error> {
        Ok(self.writer.finish().map_err(Error::assembly)?.into_inner())
    }
}

fn put(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), Error> {
    // JPEG and PNG are compressed already.
    let is_compressed = [".jpg", ".jpeg", ".png"].iter().any(|ending| name.ends_with(ending));
    let method = if is_compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    write(writer, &format!("{FOLDER}/{name}"), bytes, method)
}

fn write(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), Error> {
    // The time in an archive is that of its files; these have none but the content's dates.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644).compression_method(method);
    let level = (method == CompressionMethod::Deflated).then_some(DEFLATE_LEVEL);
    let options = options.compression_level(level);
    writer.start_file(name, options).map_err(Error::assembly)?;
    writer.write_all(bytes).map_err(Error::assembly)
}
