//! Reads the objects of any PDF file, also where its table of them is wrong, and without unpacking more than an honest file holds.
//!
//! lopdf parses the objects. Which there are, what they may unpack to and in which order they're read is decided here: it reads all that a
//! table names, however often, and gives up where the table is wrong.

mod limits;
mod packed;
mod table;

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, EncryptionState, Object, ObjectId, Permissions, Reader, Stream, xref::XrefEntry};
use memchr::memmem;

use self::{limits::Limits, packed::Packed, table::Table};
use super::Error;

/// Reads what the catalogue and the properties of a file lead to. Objects that can't be read are missing.
pub(super) fn load(pdf: &[u8]) -> Result<Document, Error> {
    let start = table::header(pdf).ok_or(Error::NotPdf)?;
    let pdf = &pdf[start..];
    match table::of_file(pdf) {
        Some(table) => match objects(pdf, table) {
            Ok(document) if has_pages(&document) => Ok(document),
            // It may be wrong in places; another look says whether more is there.
            Ok(document) => objects(pdf, table::by_reading(pdf)).map(|again| if has_pages(&again) { again } else { document }),
            Err(error) => Err(error),
        },
        None => objects(pdf, table::by_reading(pdf)),
    }
}

fn has_pages(document: &Document) -> bool {
    document.catalog().and_then(|catalog| catalog.get_deref(b"Pages", document)).and_then(Object::as_dict).is_ok()
}

fn objects(pdf: &[u8], Table { version, mut entries, trailer, containers }: Table) -> Result<Document, Error> {
    let mut reader = Reader {
        buffer: pdf,
        document: Document::new(),
        encryption_state: None,
        raw_objects: BTreeMap::new(),
        password: None,
        strict: false,
        max_decompressed_size: Some(0),
    };
    let mut limits = Limits::of(pdf);
    // What is packed is unpacked here, and counted: lopdf knows of the rest.
    let mut plain = entries.clone();
    plain.entries.retain(|_, entry| entry.is_normal());
    reader.document.reference_table = plain;
    reader.document.trailer = trailer.clone();
    unlock(&mut reader)?;
    let mut packed = Packed::default();
    for container in containers {
        for (index, number) in packed.numbers(&reader, container, &mut limits)?.into_iter().enumerate() {
            // What stands by itself was written later than what is packed.
            if !entries.get(number).is_some_and(XrefEntry::is_normal) {
                entries.insert(number, XrefEntry::Compressed { container, index: u16::try_from(index).unwrap_or(u16::MAX) });
            }
        }
    }
    let mut found: BTreeMap<ObjectId, Object> = BTreeMap::new();
    let mut asked: HashSet<ObjectId> = HashSet::new();
    let mut waiting: Vec<ObjectId> = Vec::new();
    trailer.iter().filter(|(key, _)| *key != b"Encrypt").for_each(|(_, object)| references(object, &mut waiting));
    while let Some(id) = waiting.pop() {
        if !asked.insert(id) {
            continue;
        }
        let object = match entries.get(id.0) {
            Some(XrefEntry::Normal { .. }) => plain_object(&reader, id),
            Some(XrefEntry::Compressed { container, .. }) if id.1 == 0 => packed.object(&reader, *container, id.0, &mut limits)?,
            Some(XrefEntry::Compressed { .. } | XrefEntry::Free | XrefEntry::UnusableFree) | None => None,
        };
        if let Some(object) = object {
            limits.read(&object)?;
            references(&object, &mut waiting);
            found.insert(id, object);
        }
    }
    let mut document = reader.document;
    document.version = version;
    document.max_id = entries.max_id();
    document.reference_table = entries;
    document.trailer = trailer;
    document.trailer.remove(b"Encrypt");
    document.objects = found;
    Ok(document)
}

/// An object that stands in the file by itself.
fn plain_object(reader: &Reader<'_>, id: ObjectId) -> Option<Object> {
    let mut object = reader.get_object(id, &mut HashSet::new()).ok()?;
    match &mut object {
        // Its length is none, or is where lopdf doesn't look.
        Object::Stream(stream) if stream.content.is_empty() => {
            if let Some(start) = stream.start_position {
                let mut whole = Stream::new(Dictionary::new(), data(reader.buffer.get(start..)?)?.to_vec());
                decrypt(reader, id, &mut whole)?;
                stream.set_content(whole.content);
            }
        }
        // Its length is wrong: lopdf reads no further than its dictionary.
        Object::Dictionary(dictionary) if dictionary.has(b"Length") => {
            let Some(XrefEntry::Normal { offset, .. }) = reader.document.reference_table.get(id.0) else { return Some(object) };
            let text = reader.buffer.get(usize::try_from(*offset).ok()?..)?;
            let end = memmem::find(text, b"endobj").unwrap_or(text.len());
            if let Some(keyword) = memmem::find(&text[..end], b"stream") {
                let text = &text[keyword + 6..];
                let text = text.strip_prefix(b"\r").unwrap_or(text);
                let mut whole = Stream::new(std::mem::take(dictionary), data(text.strip_prefix(b"\n").unwrap_or(text))?.to_vec());
                decrypt(reader, id, &mut whole)?;
                return Some(Object::Stream(whole));
            }
        }
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Array(_)
        | Object::Dictionary(_)
        | Object::Stream(_)
        | Object::Reference(_) => {}
    }
    Some(object)
}

/// The data of a stream, which goes on to its end.
fn data(text: &[u8]) -> Option<&[u8]> {
    let data = &text[..memmem::find(text, b"endstream")?];
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    Some(data.strip_suffix(b"\r").unwrap_or(data))
}

/// Decrypts the data of a stream whose dictionary is decrypted already.
fn decrypt(reader: &Reader<'_>, id: ObjectId, stream: &mut Stream) -> Option<()> {
    let Some(state) = &reader.encryption_state else { return Some(()) };
    let mut data = Object::Stream(Stream::new(Dictionary::new(), std::mem::take(&mut stream.content)));
    lopdf::encryption::decrypt_object(state, id, &mut data).ok()?;
    stream.set_content(data.as_stream().ok()?.content.clone());
    Some(())
}

/// Opens a file that needs no password to be read. What its author doesn't allow isn't done.
fn unlock(reader: &mut Reader<'_>) -> Result<(), Error> {
    if !reader.document.trailer.has(b"Encrypt") {
        return Ok(());
    }
    let id = match reader.document.trailer.get(b"Encrypt") {
        Ok(Object::Reference(id)) => *id,
        // lopdf looks for it among the objects.
        Ok(direct) => {
            let (id, direct) = ((u32::MAX, 0), direct.clone());
            reader.document.objects.insert(id, direct);
            reader.document.trailer.set("Encrypt", Object::Reference(id));
            id
        }
        Err(_) => return Ok(()),
    };
    if !reader.document.objects.contains_key(&id) {
        let object = reader.get_object(id, &mut HashSet::new()).map_err(|_| Error::Encrypted)?;
        reader.document.objects.insert(id, object);
    }
    reader.document.authenticate_password("").map_err(|_| Error::Encrypted)?;
    let state = EncryptionState::decode(&reader.document, "").map_err(|_| Error::Encrypted)?;
    if !state.permissions().contains(Permissions::PRINTABLE) {
        return Err(Error::PrintingForbidden);
    }
    reader.encryption_state = Some(state);
    Ok(())
}

/// What an object refers to. Objects are nested a hundred deep at the most: lopdf reads no others.
fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(dictionary) => dictionary.iter().for_each(|(_, item)| references(item, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, item)| references(item, found)),
        Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Name(_) | Object::String(..) => {}
    }
}
