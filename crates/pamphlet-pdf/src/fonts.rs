//! The faces that handouts are set in.

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use serde_json::{Value, json};
use typst::{foundations::Bytes, text::Font};
use unicode_normalization::char::decompose_canonical;

use crate::Error;

/// The face that text is set in, where one is enough.
pub(crate) const TEXT_FACE: &[u8] = include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf");

/// The built-in faces: a text face made for low vision, and Noto for the signs and scripts that it lacks.
/// Their licence, the SIL Open Font License, stands beside them.
///
/// The text face has no kerning with spaces, other than as published: where the glyphs before and after a break depend on each
/// other, Typst shapes the line anew for every place at which it might end, and a handout takes a third more time.
static BUILT_IN: LazyLock<Vec<Font>> = LazyLock::new(|| {
    const FILES: [&[u8]; 15] = [
        TEXT_FACE,
        include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
        include_bytes!("../fonts/AtkinsonHyperlegibleNext-Italic.ttf"),
        include_bytes!("../fonts/AtkinsonHyperlegibleNext-BoldItalic.ttf"),
        include_bytes!("../fonts/NotoSans-Regular.ttf"),
        include_bytes!("../fonts/NotoSans-Bold.ttf"),
        include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
        include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf"),
        include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
        include_bytes!("../fonts/NotoSansHebrew-Bold.ttf"),
        include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf"),
        include_bytes!("../fonts/NotoSansDevanagari-Bold.ttf"),
        include_bytes!("../fonts/NotoSansMath-Regular.ttf"),
        include_bytes!("../fonts/NotoSansSymbols2-Regular.ttf"),
        include_bytes!("../fonts/NotoEmoji-Regular.ttf"),
    ];
    FILES.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});

/// The built-in faces, and those of the caller after them.
pub(crate) fn with(own: &[Arc<[u8]>]) -> Result<Vec<Font>, Error> {
    let mut fonts = BUILT_IN.clone();
    for (index, file) in own.iter().enumerate() {
        let before = fonts.len();
        fonts.extend(Font::iter(Bytes::new(Arc::clone(file))));
        if fonts.len() == before {
            return Err(Error::Font { index });
        }
    }
    Ok(fonts)
}

/// Whether a face has a character.
pub(crate) fn can_show(fonts: &[Font], c: char) -> bool {
    c != char::REPLACEMENT_CHARACTER && fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
}

/// The characters of a text that no face has, each once, if there are any.
pub(crate) fn lacking(fonts: &[Font], text: &str) -> Option<Vec<char>> {
    let mut lacking: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| !c.is_whitespace() && !can_show(fonts, *c)) {
        if !lacking.contains(&c) {
            lacking.push(c);
        }
    }
    (!lacking.is_empty()).then_some(lacking)
}

/// The families that a text is set in, in the order in which a character is looked for, as the theme gets them.
///
/// The list is given to Typst whole: left to choose by itself it may take any face that has the character, a
/// monospaced one as well.
///
/// A face without "ằ" would draw it of "ă" and an accent. That looks as it should, but programs that read the text out of a PDF then find the
/// letter twice, or a gap after it. So a family isn't asked for the letters that it would have to compose, if another one has them.
pub(crate) fn families(fonts: &[Font], text: &Value) -> Value {
    let composed: BTreeSet<char> = text.to_string().chars().filter(|c| !c.is_ascii() && is_composed(*c)).collect();
    let has = |font: &Font, c: char| font.info().coverage.contains(u32::from(c));
    let mut families: Vec<(&str, String)> = Vec::new();
    for font in fonts {
        let family = font.info().family.as_str();
        if !families.iter().any(|(name, _)| *name == family) {
            let lacks = composed.iter().filter(|c| !has(font, **c) && fonts.iter().any(|other| has(other, **c))).collect();
            families.push((family, lacks));
        }
    }
    let listed = |(family, lacks): (&str, String)| {
        if lacks.is_empty() { json!(family) } else { json!({ "name": family, "covers": format!("[^{lacks}]") }) }
    };
    families.into_iter().map(listed).collect()
}

/// Whether a letter is the same as another one with marks (Unicode, canonical decomposition).
fn is_composed(c: char) -> bool {
    let mut parts = 0;
    decompose_canonical(c, |_| parts += 1);
    parts > 1
}
