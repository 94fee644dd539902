//! What drawings say in letters that can't be printed.

use std::sync::Arc;

use pamphlet_core::{Diagnostic, Library};

/// Reports the letters in a library's drawings that can't be printed, each at its place in the drawing.
pub(crate) fn check(library: &Library, has_face: &dyn Fn(char) -> bool) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (path, media) in library.all_media() {
        let file: Arc<str> = path.as_str().into();
        for (text, at) in &media.texts {
            let mut lacking: Vec<char> = Vec::new();
            for c in text.chars().filter(|c| !c.is_whitespace() && !has_face(*c)) {
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
    problems
}
