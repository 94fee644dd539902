//! The archive of a book (OCF, EPUB 3.3 § 4).
//!
//! Documents are compressed where they're written, side by side, each into an archive of its own; these are then put behind one
//! another without being compressed again. So no more than the archive and a few documents are held at a time.

use std::io::{Cursor, Write};

use libdeflater::{CompressionLvl, Compressor};
use rawzip::{DataDescriptorOutput, ZipArchiveWriter};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{document::Entry, options::Error};

/// The folder of everything that the package document lists.
const FOLDER: &str = "OEBPS";

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles>\n<rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/// How hard to compress, 1 to 12: at 1 a book of text is a tenth larger than with most tools' usual level, and compressed in a fifth of
/// the time.
const DEFLATE_LEVEL: i32 = 1;

/// A compressed file: an archive of its own, which says what the book's must say of it.
pub(crate) struct Packed(Vec<u8>);

/// Compresses a file of the book.
pub(crate) fn pack(name: &str, bytes: &[u8]) -> Result<Packed, Error> {
    pack_at(&format!("{FOLDER}/{name}"), bytes)
}

fn pack_at(path: &str, bytes: &[u8]) -> Result<Packed, Error> {
    let level = CompressionLvl::new(DEFLATE_LEVEL).map_err(|_| Error::assembly("there is no such level of compression"))?;
    let mut compressor = Compressor::new(level);
    let mut deflated = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let length = compressor.deflate_compress(bytes, &mut deflated).map_err(Error::assembly)?;
    let mut archive = ZipArchiveWriter::builder().build(Vec::with_capacity(length + 4 * path.len()));
    let (mut entry, _) = archive.new_file(path).compression_method(rawzip::CompressionMethod::DEFLATE).start().map_err(Error::assembly)?;
    entry.write_all(&deflated[..length]).map_err(Error::assembly)?;
    entry.finish(DataDescriptorOutput::new(libdeflater::crc32(bytes), bytes.len() as u64)).map_err(Error::assembly)?;
    Ok(Packed(archive.finish().map_err(Error::assembly)?))
}

/// A book's archive as it grows.
pub(crate) struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    /// The documents in it so far, in the order of reading.
    pub(crate) entries: Vec<Entry>,
}

impl Archive {
    pub(crate) fn new() -> Result<Self, Error> {
        let mut archive = Self { writer: ZipWriter::new(Cursor::new(Vec::new())), entries: Vec::new() };
        // OCF § 4.3: the media type comes first and isn't compressed, so that it can be read at a fixed place.
        archive.store("mimetype", b"application/epub+zip")?;
        archive.put_packed(pack_at("META-INF/container.xml", CONTAINER.as_bytes())?)?;
        Ok(archive)
    }

    /// Adds a file that isn't a document.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        // JPEG and PNG are compressed already.
        if [".jpg", ".jpeg", ".png"].iter().any(|ending| name.ends_with(ending)) {
            self.store(&format!("{FOLDER}/{name}"), bytes)
        } else {
            self.put_packed(pack(name, bytes)?)
        }
    }

    /// Adds a document.
    pub(crate) fn add(&mut self, (entry, packed): (Entry, Packed)) -> Result<(), Error> {
        self.entries.push(entry);
        self.put_packed(packed)
    }

    pub(crate) fn finish(self) -> Result<Vec<u8>, Error> {
        Ok(self.writer.finish().map_err(Error::assembly)?.into_inner())
    }

    fn put_packed(&mut self, Packed(bytes): Packed) -> Result<(), Error> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Error::assembly)?;
        let file = archive.by_index_raw(0).map_err(Error::assembly)?;
        self.writer.raw_copy_file_touch(file, NO_TIME, Some(PERMISSIONS)).map_err(Error::assembly)
    }

    fn store(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let options = SimpleFileOptions::default().last_modified_time(NO_TIME).unix_permissions(PERMISSIONS);
        self.writer.start_file(path, options.compression_method(CompressionMethod::Stored)).map_err(Error::assembly)?;
        self.writer.write_all(bytes).map_err(Error::assembly)
    }
}

/// The time in an archive is that of its files; these have none but the content's dates.
const NO_TIME: DateTime = DateTime::DEFAULT;
/// Read by all, written by their owner.
const PERMISSIONS: u32 = 0o644;
