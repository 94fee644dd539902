//! The archive that a document is: its parts, unpacked, and no more of them than is reasonable.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::{PackageError, limits};

/// The parts of a file that is a ZIP archive, by name: a Word file, or a text of OpenDocument.
///
/// Names have no leading `/`, and are found whatever their case, as Word finds them.
#[derive(Clone, Default)]
pub struct Archive {
    parts: BTreeMap<String, Part>,
}

#[derive(Clone)]
struct Part {
    name: String,
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.parts.values().map(|part| (&part.name, part.bytes.len()))).finish()
    }
}

impl Archive {
    /// Unpacks an archive, within the [limits].
    pub fn open(bytes: &[u8]) -> Result<Self, PackageError> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            // Word keeps a document with a password in a file of the old form.
            let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let is_locked = bytes.windows(locked.len()).any(|window| window == locked);
            return Err(if is_locked { PackageError::Locked } else { PackageError::Old });
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > limits::PARTS {
            return Err(PackageError::TooMuch { part: None, what: "more than 10,000 parts" });
        }
        if archive.has_duplicate_names() {
            return Err(PackageError::Twice);
        }
        let mut parts = BTreeMap::new();
        let mut left = limits::UNPACKED;
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).map_err(damaged)?;
            if entry.is_dir() {
                continue;
            }
            let name = plain_name(&entry.name().map_err(damaged)?);
            let most = limits::PART.min(left);
            // The size that an archive states may be wrong on purpose: what is read is counted.
            let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(1 << 20)).unwrap_or_default());
            entry.by_ref().take(most + 1).read_to_end(&mut bytes).map_err(|error| PackageError::Damaged { why: error.to_string() })?;
            let length = bytes.len() as u64;
            if length > limits::PART {
                return Err(PackageError::TooMuch { part: Some(name), what: "more than 100 MB" });
            }
            left = left.checked_sub(length).ok_or_else(PackageError::unpacked)?;
            if parts.insert(name.to_lowercase(), Part { name, bytes }).is_some() {
                return Err(PackageError::Twice);
            }
        }
        Ok(Self { parts })
    }

    /// The bytes of a part.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(&name.to_lowercase()).map(|part| &*part.bytes)
    }

    /// The names of all parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.values().map(|part| &*part.name)
    }

    /// A part of XML as text, decoded and looked through for what multiplies. Parse it with [`parse`](super::parse).
    pub fn text(&self, name: &str) -> Result<String, PackageError> {
        let bytes = self.get(name).ok_or_else(|| PackageError::Missing { part: name.to_owned() })?;
        super::xml::text(bytes).map_err(|why| PackageError::Xml { part: name.to_owned(), why })
    }
}

fn damaged(error: ZipError) -> PackageError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => PackageError::Locked,
        error => PackageError::Damaged { why: error.to_string() },
    }
}

/// Some programs write `\` for `/`, or a `/` in front.
fn plain_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}
