//! What drawings say in letters that can't be printed.

use std::ops::Range;

use pamphlet_core::{Diagnostic, Media, value::MediaPath};
use typst::text::Font;

use crate::{Error, fonts};

/// Reports the letters in drawings that can't be printed, each at its place in the drawing.
pub(crate) fn check<'l>(drawings: impl IntoIterator<Item = (&'l MediaPath, &'l Media)>, fonts: &[Font]) -> Vec<Diagnostic> {
    let of_text = |path: &MediaPath, (text, at): &(String, Range<usize>)| {
        let error = Error::LettersInPicture { path: path.clone(), characters: fonts::lacking(fonts, text)? };
        Some(error.of_picture(path).at(at.clone()))
    };
    drawings.into_iter().flat_map(|(path, media)| media.texts.iter().filter_map(move |text| of_text(path, text))).collect()
}
