//! How much a file may hold.

use lopdf::Object;

use super::super::Error;

const MEGABYTE: usize = 1 << 20;

/// How much may still be read. What is allowed grows with the file: so a small one can't fill the memory, and a large one has room.
#[derive(Debug)]
pub(super) struct Limits {
    /// Bytes of objects: each stands in the file once, or is unpacked once.
    bytes: usize,
    /// Values of objects: a number of two bytes takes a hundred in memory.
    values: usize,
    /// Bytes that packed objects unpack to.
    unpacked: usize,
}

impl Limits {
    pub(super) fn of(pdf: &[u8]) -> Self {
        // Packed objects are lists of short names and numbers: the best packed are a twentieth of their length.
        let unpacked = (40 * pdf.len()).clamp(4 * MEGABYTE, 256 * MEGABYTE);
        Self { bytes: 2 * pdf.len() + unpacked, values: pdf.len() / 2 + unpacked / 2, unpacked }
    }

    /// How much more objects may unpack to.
    pub(super) fn room(&self) -> usize {
        self.unpacked
    }

    /// So much was unpacked.
    pub(super) fn unpacked(&mut self, bytes: usize) -> Result<(), Error> {
        take(&mut self.unpacked, bytes)
    }

    /// An object was read.
    pub(super) fn read(&mut self, object: &Object) -> Result<(), Error> {
        take(&mut self.values, 1)?;
        match object {
            Object::Stream(stream) => {
                take(&mut self.bytes, stream.content.len())?;
                stream.dict.iter().try_for_each(|(_, item)| self.read(item))
            }
            Object::Array(items) => items.iter().try_for_each(|item| self.read(item)),
            Object::Dictionary(dictionary) => dictionary.iter().try_for_each(|(_, item)| self.read(item)),
            Object::Name(bytes) | Object::String(bytes, _) => take(&mut self.bytes, bytes.len()),
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_) => Ok(()),
        }
    }
}

fn take(room: &mut usize, amount: usize) -> Result<(), Error> {
    *room = room.checked_sub(amount).ok_or_else(too_much)?;
    Ok(())
}

/// Why a file is refused that unpacks to more than it may.
pub(super) fn too_much() -> Error {
    Error::TooLarge { what: "what it unpacks to".to_owned(), limit: "a file of its size holds".to_owned() }
}
