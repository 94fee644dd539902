//! Which objects a file holds, and where: as its own table says, or by reading through it.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
};

use lopdf::{
    Dictionary, Document, LoadOptions, Object, ObjectId,
    xref::{Xref, XrefEntry, XrefType},
};
use memchr::memmem;

use super::packed;

/// The objects of a file.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) version: String,
    pub(super) entries: Xref,
    pub(super) trailer: Dictionary,
    /// Streams of objects whose objects the table doesn't name, in the order of the file.
    pub(super) containers: Vec<u32>,
}

/// No honest table unpacks to more: it names millions of objects.
const MAX_TABLE: usize = 8 << 20;

/// Where a file begins: readers look in the first 1,024 bytes (ISO 32000-1, annex H.3).
pub(super) fn header(pdf: &[u8]) -> Option<usize> {
    memmem::find(pdf.get(..1029).unwrap_or(pdf), b"%PDF-")
}

thread_local! {
    /// How many objects lopdf may still read on this thread.
    static OBJECTS: Cell<usize> = const { Cell::new(0) };
}

/// As the file says itself, if that can be read.
///
/// An encrypted file is read through: lopdf would unpack all of it at once.
pub(super) fn of_file(pdf: &[u8]) -> Option<Table> {
    if memmem::find(pdf, b"/Encrypt").is_some() {
        return None;
    }
    // An object takes some bytes, so no table of a file names more of them. A table that does names the same over and over.
    OBJECTS.set(pdf.len() / 8 + 1000);
    let options = LoadOptions { filter: Some(forget), max_decompressed_size: Some(MAX_TABLE), ..LoadOptions::default() };
    let read = panic::catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(pdf, options)));
    let document = read.ok()?.ok()?;
    let Document { version, reference_table, trailer, .. } = document;
    trailer.has(b"Root").then_some(Table { version, entries: reference_table, trailer, containers: Vec::new() })
}

/// Only the table is wanted of a file, and not the objects, which are read one by one later.
fn forget(_: ObjectId, _: &mut Object) -> Option<(ObjectId, Object)> {
    match OBJECTS.get().checked_sub(1) {
        Some(left) => OBJECTS.set(left),
        // lopdf can't be stopped in another way.
        None => panic::resume_unwind(Box::new("too many objects")),
    }
    None
}

/// By reading through the file. Where an object was written again, the later one counts.
pub(super) fn by_reading(pdf: &[u8]) -> Table {
    let mut entries = Xref::new(0, XrefType::CrossReferenceTable);
    let mut trailer = Dictionary::new();
    let mut catalogue = None;
    let mut containers = Vec::new();
    let mut at = 0;
    while let Some(found) = memmem::find(&pdf[at..], b"obj") {
        let keyword = at + found;
        at = keyword + 3;
        let Some(((number, generation), start)) = before(pdf, keyword) else { continue };
        let end = end(pdf, at);
        let body = &pdf[at..end.dictionary];
        at = end.object;
        let offset = u32::try_from(start).unwrap_or(u32::MAX);
        entries.insert(number, XrefEntry::Normal { offset, generation });
        if memmem::find(body, b"/XRef").is_some() {
            packed::direct(body).iter().for_each(|object| add(&mut trailer, object));
        } else if memmem::find(body, b"/ObjStm").is_some() {
            containers.push(number);
        } else if memmem::find(body, b"/Catalog").is_some() {
            catalogue = Some(Object::Reference((number, generation)));
        }
    }
    for found in memmem::find_iter(pdf, b"trailer") {
        let text = &pdf[found + 7..];
        let end = memmem::find(text, b"startxref").unwrap_or(text.len()).min(MAX_TRAILER);
        packed::direct(&text[..end]).iter().for_each(|object| add(&mut trailer, object));
    }
    if let (false, Some(catalogue)) = (trailer.has(b"Root"), catalogue) {
        trailer.set("Root", catalogue);
    }
    let version = pdf.get(5..8).and_then(|version| std::str::from_utf8(version).ok()).unwrap_or("1.7").to_owned();
    Table { version, entries, trailer, containers }
}

/// A trailer names four things.
const MAX_TRAILER: usize = 64 << 10;

/// Takes over what a trailer says: of several the last.
fn add(trailer: &mut Dictionary, object: &Object) {
    let Ok(dictionary) = object.as_stream().map(|stream| &stream.dict).or_else(|_| object.as_dict()) else { return };
    for key in ["Root", "Info", "ID", "Encrypt"] {
        if let Ok(value) = dictionary.get(key.as_bytes()) {
            trailer.set(key, value.clone());
        }
    }
}

/// The number of the object whose keyword `obj` is somewhere, and where that number is.
fn before(pdf: &[u8], keyword: usize) -> Option<(ObjectId, usize)> {
    let (generation, at) = number_before(pdf, keyword)?;
    let (number, at) = number_before(pdf, at)?;
    Some(((number, u16::try_from(generation).ok()?), at))
}

fn number_before(pdf: &[u8], end: usize) -> Option<(u32, usize)> {
    let before = &pdf[..end];
    let end = before.len() - before.iter().rev().take(20).take_while(|byte| byte.is_ascii_whitespace()).count();
    let digits = before[..end].iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&before[end - digits..end]).ok()?.parse().ok()?;
    Some((number, end - digits))
}

/// Where an object ends.
struct End {
    /// The end of what isn't its stream.
    dictionary: usize,
    object: usize,
}

fn end(pdf: &[u8], from: usize) -> End {
    let rest = &pdf[from..];
    let end = memmem::find(rest, b"endobj").unwrap_or(rest.len());
    let Some(stream) = memmem::find(&rest[..end], b"stream") else { return End { dictionary: from + end, object: from + end } };
    // A stream may hold anything, another file too, and says how long it is.
    let data = stream + 6;
    let said = length(&rest[..stream]).and_then(|length| data.checked_add(length)).filter(|end| {
        let after = rest.get(*end..(*end + 20).min(rest.len())).unwrap_or_default();
        memmem::find(after, b"endstream").is_some()
    });
    let end = said.or_else(|| memmem::find(&rest[data..], b"endstream").map(|end| data + end)).unwrap_or(rest.len());
    End { dictionary: from + stream, object: from + end }
}

/// The length that a stream says it has, if it says so itself.
fn length(dictionary: &[u8]) -> Option<usize> {
    let at = memmem::find(dictionary, b"/Length")? + 7;
    let text = dictionary.get(at..)?;
    let text = &text[text.iter().take_while(|byte| byte.is_ascii_whitespace()).count()..];
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let after = text[digits..].iter().find(|byte| !byte.is_ascii_whitespace());
    // `12 0 R` is said elsewhere.
    if after.is_some_and(u8::is_ascii_digit) { None } else { std::str::from_utf8(&text[..digits]).ok()?.parse().ok() }
}
