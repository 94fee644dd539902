//! Typefaces that go into a book: cut down to the characters that its text has, and only where their makers allow it.

use std::collections::{BTreeSet, HashSet};

use fontcull_read_fonts::{FontRef, TableProvider, tables::os2::SelectionFlags, types::NameId};
use pamphlet_core::value::Line;

use crate::options::Error;

/// A face of a typeface to embed: TrueType or OpenType, not packed as WOFF and not a collection.
///
/// Readers with typefaces of their own keep them: the book names its faces before the reading system's own sans serif, and sets them
/// for all text alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontFace {
    /// The file.
    pub bytes: Vec<u8>,
    /// The name of the typeface. Those of all the faces make the list that the stylesheet names, in their order.
    pub family: Line,
    /// How heavy it is, 1 to 1000: 400 is regular and 700 bold (`usWeightClass`).
    pub weight: u16,
    /// Whether it's upright.
    pub style: FontStyle,
    /// Under which terms it may be used, for the copyright page.
    pub licence: Option<Line>,
}

/// Whether a face is upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FontStyle {
    /// Upright.
    #[default]
    Normal,
    /// Italic or slanted.
    Italic,
}

impl FontFace {
    /// A face as its file describes it.
    ///
    /// # Errors
    /// If the file isn't a TrueType or OpenType font that says its name.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Error> {
        let font = opened("without a name", &bytes)?;
        let said = |wanted: &[NameId]| {
            let name = font.name().ok()?;
            let text = |id: &NameId| {
                let records = name.name_record().iter().filter(|record| record.name_id() == *id);
                records.filter_map(|record| Some(record.string(name.string_data()).ok()?.to_string())).find(|text| !text.trim().is_empty())
            };
            let text = wanted.iter().find_map(text)?;
            // Licences may have several lines.
            text.split_whitespace().collect::<Vec<_>>().join(" ").parse::<Line>().ok()
        };
        let why = || Error::Font { family: "without a name".to_owned(), why: "its file doesn't say what it's called".to_owned() };
        let family = said(&[NameId::TYPOGRAPHIC_FAMILY_NAME, NameId::FAMILY_NAME]).ok_or_else(why)?;
        let licence = said(&[NameId::LICENSE_DESCRIPTION]);
        let os2 = font.os2().ok();
        let weight = os2.as_ref().map_or(400, |os2| os2.us_weight_class());
        let is_italic = os2.is_some_and(|os2| os2.fs_selection().contains(SelectionFlags::ITALIC));
        Ok(Self { family, weight, style: if is_italic { FontStyle::Italic } else { FontStyle::Normal }, licence, bytes })
    }
}

/// A face as it goes into the archive.
pub(crate) struct Font {
    pub(crate) file: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// What a stylesheet's own marks look like: numbers and bullets of lists, and what nobody would miss until it's missing.
const GENERATED: &str = "0123456789.•◦▪–-…";

/// Cuts the faces down to the characters of a text.
pub(crate) fn subset(faces: &[FontFace], text: &BTreeSet<char>) -> Result<Vec<Font>, Error> {
    // The order of this set decides nothing: the subset's glyphs keep the font's own order.
    let characters: HashSet<char> = text.iter().copied().chain(GENERATED.chars()).collect();
    let one = |(index, face): (usize, &FontFace)| {
        let FontFace { bytes, family, weight: _, style: _, licence: _ } = face;
        let font = opened(family.as_str(), bytes)?;
        let terms = font.os2().map_or(Embedding::Whole, |os2| embedding(os2.fs_type()));
        let wrong = |why: String| Error::Font { family: family.to_string(), why };
        let bytes = match terms {
            Embedding::Subset => fontcull::subset_font_data(bytes, &characters, &[]).map_err(|error| wrong(error.to_string()))?,
            Embedding::Whole => bytes.clone(),
            Embedding::Forbidden => return Err(wrong("its maker doesn't allow it to be embedded (`fsType`)".to_owned())),
        };
        let (ending, media_type) = if bytes.starts_with(b"OTTO") { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
        Ok(Font { file: format!("font-{}.{ending}", index + 1), media_type, bytes })
    };
    faces.iter().enumerate().map(one).collect()
}

/// What the maker of a font allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Embedding {
    /// To embed it, cut down.
    Subset,
    /// To embed it, but only as it is.
    Whole,
    /// Nothing of the kind.
    Forbidden,
}

/// The bits of `fsType` (OpenType 1.9.1, `OS/2`). Of the lowest four the most generous holds.
pub(crate) fn embedding(fs_type: u16) -> Embedding {
    let is_restricted = fs_type & 0x000e == 0x0002;
    let is_for_bitmaps = fs_type & 0x0200 != 0;
    if is_restricted || is_for_bitmaps {
        Embedding::Forbidden
    } else if fs_type & 0x0100 != 0 {
        Embedding::Whole
    } else {
        Embedding::Subset
    }
}

/// A font file, if it's one of a single font that isn't packed.
pub(crate) fn opened<'b>(family: &str, bytes: &'b [u8]) -> Result<FontRef<'b>, Error> {
    FontRef::new(bytes).map_err(|_| Error::Font {
        family: family.to_owned(),
        why: "its file isn't a TrueType or OpenType font: unpack WOFF, and take one font out of a collection".to_owned(),
    })
}

/// The rules that make reading systems take the faces.
pub(crate) fn rules(faces: &[FontFace], fonts: &[Font]) -> String {
    let mut rules = String::new();
    let mut families: Vec<String> = Vec::new();
    for (FontFace { bytes: _, family, weight, style, licence: _ }, font) in faces.iter().zip(fonts) {
        let family = quoted(family.as_str());
        let style = match style {
            FontStyle::Normal => "normal",
            FontStyle::Italic => "italic",
        };
        rules.push_str(&format!(
            "@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {style}; src: url(\"{}\"); }}\n",
            font.file
        ));
        if !families.contains(&family) {
            families.push(family);
        }
    }
    if !families.is_empty() {
        rules.push_str(&format!(".p-book {{ font-family: {}, sans-serif; }}\n", families.join(", ")));
    }
    rules
}

/// A string of CSS (CSS Syntax 3 § 4.3.5).
fn quoted(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '<') {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}
