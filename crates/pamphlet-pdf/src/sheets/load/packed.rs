//! Objects that are packed together in streams (ISO 32000-1, 7.5.7).

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use lopdf::{Dictionary, Object, ObjectStream, Reader, Stream, dictionary};

use super::{
    super::Error,
    limits::{Limits, too_much},
    plain_object,
};

/// The streams that have been unpacked so far. Nothing, where one can't be.
#[derive(Debug, Default)]
pub(super) struct Packed(BTreeMap<u32, Option<Opened>>);

/// A stream of objects.
#[derive(Debug)]
struct Opened {
    content: Vec<u8>,
    /// Where each object begins, and where the next does.
    places: BTreeMap<u32, (usize, usize)>,
}

impl Packed {
    /// An object, by its number.
    pub(super) fn object(
        &mut self,
        reader: &Reader<'_>,
        container: u32,
        number: u32,
        limits: &mut Limits,
    ) -> Result<Option<Object>, Error> {
        let opened = self.opened(reader, container, limits)?;
        Ok(opened.and_then(|Opened { content, places }| {
            let (start, end) = places.get(&number)?;
            direct(content.get(*start..*end)?)
        }))
    }

    /// The numbers of all objects in a stream.
    pub(super) fn numbers(&mut self, reader: &Reader<'_>, container: u32, limits: &mut Limits) -> Result<Vec<u32>, Error> {
        Ok(self.opened(reader, container, limits)?.map(|opened| opened.places.keys().copied().collect()).unwrap_or_default())
    }

    fn opened(&mut self, reader: &Reader<'_>, container: u32, limits: &mut Limits) -> Result<Option<&Opened>, Error> {
        if let Entry::Vacant(place) = self.0.entry(container) {
            let opened = match plain_object(reader, (container, 0)) {
                Some(Object::Stream(stream)) => open(&stream, limits)?,
                Some(_) | None => None,
            };
            place.insert(opened);
        }
        Ok(self.0.get(&container).and_then(Option::as_ref))
    }
}

fn open(stream: &Stream, limits: &mut Limits) -> Result<Option<Opened>, Error> {
    let content = if stream.dict.has(b"Filter") {
        match stream.decompressed_content_with_limit(limits.room()) {
            Ok(content) => content,
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => return Err(too_much()),
            Err(_) => return Ok(None),
        }
    } else {
        stream.content.clone()
    };
    limits.unpacked(content.len())?;
    let first = stream.dict.get(b"First").and_then(Object::as_i64).ok().and_then(|first| usize::try_from(first).ok());
    let Some((first, index)) = first.and_then(|first| Some((first, std::str::from_utf8(content.get(..first)?).ok()?))) else {
        return Ok(None);
    };
    let numbers: Vec<usize> = index.split_ascii_whitespace().map_while(|number| number.parse().ok()).collect();
    let starts: BTreeSet<usize> = numbers.chunks_exact(2).map(|pair| first.saturating_add(pair[1])).collect();
    // Each object ends where the next begins: none is read twice, however many places overlap.
    let mut taken = BTreeSet::new();
    let places = numbers.chunks_exact(2).filter_map(|pair| {
        let start = first.saturating_add(pair[1]);
        let end = starts.range(start + 1..).next().copied().unwrap_or(content.len()).min(content.len());
        taken.insert(start).then_some((u32::try_from(pair[0]).ok()?, (start, end)))
    });
    let places = places.collect();
    Ok(Some(Opened { content, places }))
}

/// What some text says that holds an object and nothing else. lopdf reads such text in streams of objects alone.
pub(super) fn direct(text: &[u8]) -> Option<Object> {
    let dict: Dictionary = dictionary! { "N" => 1, "First" => 4 };
    let mut stream = Stream::new(dict, [b"1 0 ", text].concat());
    let limit = stream.content.len();
    ObjectStream::new_with_limit(&mut stream, Some(limit)).ok()?.objects.remove(&(1, 0))
}
