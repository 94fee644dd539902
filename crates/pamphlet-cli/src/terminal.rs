//! Words on a terminal. Names of files and what authors write may hold codes that move the cursor, hide lines or change what was said before:
//! they're shown, and never sent.

use std::{borrow::Cow, fmt::Display};

/// Says a line to people.
pub(crate) fn say(line: impl Display) {
    anstream::eprintln!("{}", shown(&line.to_string()));
}

/// Text without codes for terminals; line breaks and tabs stay.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_code) {
        Cow::Owned(text.chars().fold(String::with_capacity(text.len() + 16), |mut out, c| {
            if is_code(c) {
                out.extend(c.escape_unicode())
            } else {
                out.push(c)
            }
            out
        }))
    } else {
        Cow::Borrowed(text)
    }
}

/// Control characters, and those that turn the direction of what follows, on other lines too.
fn is_code(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_shown() {
        assert_eq!(shown("a\u{1b}[2Jb\rc\u{202e}\u{9b}\n\tسعال"), "a\\u{1b}[2Jb\\u{d}c\\u{202e}\\u{9b}\n\tسعال");
        assert!(matches!(shown("plain"), Cow::Borrowed(_)));
    }
}
