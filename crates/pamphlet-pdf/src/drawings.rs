//! What drawings say in letters that can't be printed.

use std::sync::Arc;

use pamphlet_core::{Diagnostic, Library};

use crate::{Error, fonts};

/// Checks that the letters in a library's drawings can be printed: each that no typeface has is reported at its place.
///
/// `own` are the typefaces of [`Options::fonts`](crate::Options::fonts), which come after the built-in ones.
///
/// # Errors
/// If a font file can't be read.
pub fn check_drawings(library: &Library, own: &[Arc<[u8]>]) -> Result<Vec<Diagnostic>, Error> {
    let fonts = fonts::with(own)?;
    let has_face = |c: char| c.is_whitespace() || fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)));
    let mut problems = Vec::new();
    for (path, media) in library.all_media() {
        let file: Arc<str> = path.as_str().into();
        for (text, at) in &media.texts {
            let mut lacking: Vec<char> = Vec::new();
            for c in text.chars().filter(|c| !has_face(*c)) {
                if !lacking.contains(&c) {
                    lacking.push(c);
                }
            }
            if lacking.is_empty() {
                continue;
            }
            let signs: Vec<String> = lacking.iter().map(|c| format!("“{c}” (U+{:04X})", u32::from(*c))).collect();
            let message = format!("the drawing `{path}` can’t be printed: no typeface of handouts has {}", signs.join(", "));
            problems.push(
                Diagnostic::error("letters-in-picture", message)
                    .at(at.clone())
                    .with_help(
                        "turn these words into shapes in the drawing program (in Inkscape: Path > Object to Path), or write other signs",
                    )
                    .in_file(&file),
            );
        }
    }
    Ok(problems)
}
