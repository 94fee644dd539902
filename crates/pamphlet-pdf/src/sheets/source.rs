//! Reads any PDF file: its pages as they're shown, with all that they inherit.
//!
//! Whatever a page needs and the file lacks is an error here: a viewer would leave it out without a word.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use pamphlet_core::value::{Direction, LanguageTag};

use super::{
    Error,
    geometry::{Area, Size, Turn},
    load,
};

/// Files of a print run are smaller; more would only exhaust the memory.
const MAX_BYTES: usize = 512 << 20;
/// Ten reams.
const MAX_PAGES: usize = 5_000;
/// Ten metres, in points: PDF itself ends near there (ISO 32000-1, annex C).
const MAX_SIDE: f64 = 28_800.0;
/// Deeper page trees are made to do harm.
const MAX_DEPTH: usize = 64;

/// A file.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) document: Document,
    /// The length of the file.
    pub(super) bytes: usize,
    pub(super) pages: Vec<SourcePage>,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) language: Option<LanguageTag>,
    pub(super) direction: Direction,
}

/// A page as it's shown.
#[derive(Debug)]
pub(super) struct SourcePage {
    /// What is shown of it, in its own coordinates.
    pub(super) area: Area,
    pub(super) turn: Turn,
    /// Points in a unit of its coordinates (`UserUnit`).
    pub(super) unit: f64,
    pub(super) resources: Object,
    /// How it's blended, if it says so.
    pub(super) group: Option<Object>,
    pub(super) contents: Vec<ObjectId>,
    /// The kinds of its annotations: `Link`, `Widget`.
    pub(super) annotations: Vec<String>,
}

impl SourcePage {
    /// Its size as it's shown, in points.
    pub(super) fn size(&self) -> Size {
        self.turn.size(self.area.size()).scaled(self.unit)
    }
}

impl Source {
    /// Turns pages that lie across the others, such as a wide table among upright text: so they stay as large as those.
    ///
    /// Gives the numbers of these pages, from 1.
    pub(super) fn align(&mut self) -> Vec<usize> {
        let lies = |page: &SourcePage| page.size().width > page.size().height;
        let stands = |page: &SourcePage| page.size().width < page.size().height;
        let lying = self.pages.iter().filter(|page| lies(page)).count();
        let mostly_lying = lying * 2 > self.pages.len();
        let across: &dyn Fn(&SourcePage) -> bool = if mostly_lying { &stands } else { &lies };
        let mut turned = Vec::new();
        for (index, page) in self.pages.iter_mut().enumerate() {
            if across(page) {
                page.turn = page.turn.and_back_a_quarter();
                turned.push(index + 1);
            }
        }
        turned
    }
}

/// What pages inherit from the nodes above them (ISO 32000-1, 7.7.3.4).
#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    resources: Option<&'a Object>,
    media_box: Option<&'a Object>,
    crop_box: Option<&'a Object>,
    rotate: Option<&'a Object>,
}

pub(super) fn read(pdf: &[u8]) -> Result<Source, Error> {
    if pdf.len() > MAX_BYTES {
        return Err(Error::TooLarge { what: format!("{} MB", pdf.len() >> 20), limit: format!("{} MB", MAX_BYTES >> 20) });
    }
    let document = load::load(pdf)?;
    let pages = pages(&document)?;
    let (title, author) = (info(&document, b"Title"), info(&document, b"Author"));
    let language = document.catalog().ok().and_then(|catalog| catalog.get_deref(b"Lang", &document).ok()).and_then(text);
    let language: Option<LanguageTag> = language.and_then(|tag| tag.parse().ok());
    let direction = if reads_from_right(&document) {
        Direction::RightToLeft
    } else {
        language.as_ref().map_or(Direction::LeftToRight, LanguageTag::direction)
    };
    Ok(Source { bytes: pdf.len(), pages, title, author, language, direction, document })
}

fn unreadable(page: Option<usize>, error: &lopdf::Error) -> Error {
    use lopdf::{DecompressError, Error as Cause};
    if matches!(error, Cause::Decompress(DecompressError::MemoryLimitExceeded { .. })) {
        too_much()
    } else if matches!(error, Cause::Unimplemented(_)) {
        Error::Unsupported { page, problem: "a part of it is packed in a way that only very old files use".to_owned() }
    } else {
        damaged(page, error.to_string())
    }
}

fn damaged(page: Option<usize>, problem: impl Into<String>) -> Error {
    Error::Damaged { page, problem: problem.into() }
}

fn pages(document: &Document) -> Result<Vec<SourcePage>, Error> {
    let root = document.catalog().and_then(|catalog| catalog.get(b"Pages")).map_err(|_| damaged(None, "it has no list of pages"))?;
    let mut pages = Vec::new();
    let mut seen = HashSet::new();
    // The last node is the next in the order of pages.
    let mut nodes = vec![(root, Inherited::default(), 0)];
    while let Some((node, inherited, depth)) = nodes.pop() {
        let number = pages.len() + 1;
        if let Ok(id) = node.as_reference()
            && !seen.insert(id)
        {
            return Err(damaged(Some(number), "the list of pages runs in a circle"));
        }
        let missing = |_| damaged(Some(number), "a page that the file counts isn’t in it");
        let node = document.dereference(node).and_then(|(_, node)| node.as_dict()).map_err(missing)?;
        let own = |key, above| node.get(key).ok().filter(|value| !value.is_null()).or(above);
        let inherited = Inherited {
            resources: own(b"Resources", inherited.resources),
            media_box: own(b"MediaBox", inherited.media_box),
            crop_box: own(b"CropBox", inherited.crop_box),
            rotate: own(b"Rotate", inherited.rotate),
        };
        // Some files don't say which nodes are pages: those with kids aren't.
        let Ok(kids) = node.get_deref(b"Kids", document) else {
            if pages.len() == MAX_PAGES {
                return Err(Error::TooLarge { what: "its number of pages".to_owned(), limit: MAX_PAGES.to_string() });
            }
            pages.push(page(document, node, inherited, number)?);
            continue;
        };
        if depth == MAX_DEPTH {
            return Err(damaged(Some(number), "the list of pages is nested too deep"));
        }
        let kids = kids.as_array().map_err(|_| damaged(Some(number), "the list of pages isn’t a list"))?;
        nodes.extend(kids.iter().rev().map(|kid| (kid, inherited, depth + 1)));
    }
    if pages.is_empty() { Err(Error::NoPages) } else { Ok(pages) }
}

fn page(document: &Document, node: &Dictionary, inherited: Inherited<'_>, number: usize) -> Result<SourcePage, Error> {
    let Inherited { resources, media_box, crop_box, rotate } = inherited;
    let here = Some(number);
    let media = media_box.ok_or_else(|| damaged(here, "it doesn’t say how large it is"))?;
    let media = area(document, media).ok_or_else(|| damaged(here, "its size (`MediaBox`) isn’t one"))?;
    // What lies outside of the medium isn't shown (ISO 32000-1, 14.11.2).
    let area = match crop_box {
        Some(crop) => area(document, crop).and_then(|crop| crop.and(media)).ok_or_else(|| damaged(here, "its `CropBox` isn’t on it"))?,
        None => media,
    };
    let number_of = |object: &Object| document.dereference(object).ok().and_then(|(_, object)| object.as_float().ok()).map(f64::from);
    let degrees = match rotate {
        Some(rotate) => number_of(rotate).ok_or_else(|| damaged(here, "its `Rotate` isn’t a number"))?,
        None => 0.0,
    };
    #[expect(clippy::cast_possible_truncation, reason = "an angle beyond the whole numbers is no multiple of 90 either way")]
    let turn = Some(degrees).filter(|degrees| degrees.fract() == 0.0).and_then(|degrees| Turn::from_degrees(degrees as i64));
    let turn = turn.ok_or_else(|| damaged(here, format!("it’s turned by {degrees} degrees, which is no multiple of 90")))?;
    let unit = match node.get(b"UserUnit") {
        Ok(unit) => number_of(unit).filter(|unit| *unit > 0.0).ok_or_else(|| damaged(here, "its `UserUnit` isn’t a number above 0"))?,
        Err(_) => 1.0,
    };
    let longest = f64::max(area.size().width, area.size().height) * unit;
    if longest > MAX_SIDE {
        let metres = |points: f64| format!("{:.0} m", points / 72.0 * 0.0254);
        return Err(Error::TooLarge { what: format!("the side of page {number}, {}", metres(longest)), limit: metres(MAX_SIDE) });
    }
    let contents = contents(document, node).ok_or_else(|| damaged(here, "its content isn’t in the file"))?;
    Ok(SourcePage {
        area,
        turn,
        unit,
        resources: resources.cloned().unwrap_or_else(|| Object::Dictionary(Dictionary::new())),
        group: node.get(b"Group").ok().cloned(),
        contents,
        annotations: annotations(document, node),
    })
}

/// A rectangle whose corners may come in any order (ISO 32000-1, 7.9.5).
fn area(document: &Document, object: &Object) -> Option<Area> {
    let corners = document.dereference(object).ok()?.1.as_array().ok()?;
    let numbers: Vec<f64> =
        corners.iter().filter_map(|corner| document.dereference(corner).ok()?.1.as_float().ok()).map(f64::from).collect();
    let &[x0, y0, x1, y1] = numbers.as_slice() else { return None };
    let area = Area { left: x0.min(x1), bottom: y0.min(y1), right: x0.max(x1), top: y0.max(y1) };
    (numbers.iter().all(|number| number.is_finite()) && area.size().width > 0.0 && area.size().height > 0.0).then_some(area)
}

/// The streams of a page's content; none for an empty page.
fn contents(document: &Document, node: &Dictionary) -> Option<Vec<ObjectId>> {
    let is_stream = |id: &ObjectId| matches!(document.get_object(*id), Ok(Object::Stream(_)));
    let Ok(contents) = node.get(b"Contents") else { return Some(Vec::new()) };
    let (id, contents) = document.dereference(contents).ok()?;
    match contents {
        Object::Null => Some(Vec::new()),
        Object::Stream(_) => Some(vec![id?]),
        Object::Array(parts) => parts.iter().map(|part| document.dereference(part).ok()?.0.filter(is_stream)).collect(),
        Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Dictionary(_)
        | Object::Reference(_) => None,
    }
}

fn annotations(document: &Document, node: &Dictionary) -> Vec<String> {
    let list = node.get_deref(b"Annots", document).and_then(Object::as_array);
    let kind = |object: &Object| {
        let (_, annotation) = document.dereference(object).ok()?;
        let kind = annotation.as_dict().ok()?.get_deref(b"Subtype", document).ok()?.as_name().ok()?;
        Some(String::from_utf8_lossy(kind).into_owned())
    };
    list.map(|list| list.iter().map(|object| kind(object).unwrap_or_else(|| "unknown".to_owned())).collect()).unwrap_or_default()
}

fn info(document: &Document, key: &[u8]) -> Option<String> {
    let (_, info) = document.trailer.get(b"Info").and_then(|info| document.dereference(info)).ok()?;
    let value = text(info.as_dict().ok()?.get_deref(key, document).ok()?)?;
    let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

fn text(object: &Object) -> Option<String> {
    lopdf::decode_text_string(object).ok()
}

fn reads_from_right(document: &Document) -> bool {
    let preferences = document.catalog().and_then(|catalog| catalog.get_deref(b"ViewerPreferences", document)).and_then(Object::as_dict);
    let direction = preferences.and_then(|preferences| preferences.get_deref(b"Direction", document)).and_then(Object::as_name);
    direction.is_ok_and(|direction| direction == b"R2L")
}

/// How much the contents of pages may take together: each page's becomes a form of its own.
#[derive(Debug)]
pub(super) struct Room {
    packed: usize,
    unpacked: usize,
}

impl Room {
    /// For the pages of a file of so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        // Several pages may share their contents, and few do.
        Self { packed: (4 * bytes).clamp(MIN_ROOM, MAX_ROOM), unpacked: (200 * bytes).clamp(MIN_ROOM, MAX_ROOM) }
    }

    /// Takes some of the room for the contents of a page as they're packed.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Error> {
        self.packed = self.packed.checked_sub(bytes).ok_or_else(too_much)?;
        Ok(())
    }

    /// The bytes of several streams as one, unpacked: a form has a single stream.
    pub(super) fn joined(&mut self, parts: &[Stream], number: usize) -> Result<Vec<u8>, Error> {
        let mut all = Vec::new();
        for part in parts {
            let plain = part.decompressed_content_with_limit(self.unpacked).map_err(|error| unreadable(Some(number), &error))?;
            self.unpacked = self.unpacked.saturating_sub(plain.len());
            all.extend(plain);
            // Parts are divided between two signs, and mustn't run together (ISO 32000-1, table 30).
            all.push(b'\n');
        }
        Ok(all)
    }
}

const MIN_ROOM: usize = 32 << 20;
const MAX_ROOM: usize = 1 << 30;

fn too_much() -> Error {
    Error::TooLarge { what: "what its pages unpack to".to_owned(), limit: "pages of a file of its size hold".to_owned() }
}
