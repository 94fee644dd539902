use std::borrow::Cow;

use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::{ValueError, string_value};

/// Control characters, the bidirectional overrides and what is no character: text that has them can look other than it reads, and
/// can't stand in a book.
pub(crate) fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A text in the one form that it is kept in: letters with their accents composed, and tabs as spaces.
fn canonical(source: &str) -> Cow<'_, str> {
    let is_composed = source.is_ascii() || is_nfc_quick(source.chars()) == IsNormalized::Yes;
    match (is_composed, source.contains('\t')) {
        (true, false) => source.into(),
        (true, true) => source.replace('\t', " ").into(),
        (false, _) => source.nfc().map(|c| if c == '\t' { ' ' } else { c }).collect(),
    }
}

/// Whether a text holds only what texts may hold.
pub(crate) fn permitted(source: &str) -> Result<(), ValueError> {
    // Nearly all text is plain ASCII, which without a branch is looked through sixteen bytes at a step.
    if source.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    match source.chars().find(|c| is_forbidden(*c) && *c != '\t') {
        Some('\n' | '\r') => Err(ValueError::new("the text has a line break; it must be one line")),
        Some(c) => Err(ValueError::new(format!("the text has the invisible character U+{:04X}", u32::from(c)))
            .with_help("delete it: control characters and direction overrides can hide what a text says")),
        None => Ok(()),
    }
}

string_value! {
    /// One line of plain text that isn't blank.
    Line,
    pattern: r"^[^\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]*[^\s\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff][^\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]*$",
    examples: ["Painful sex"],
    parse: |source| {
        permitted(source)?;
        if source.trim().is_empty() {
            return Err(ValueError::new("the text is blank").with_help("write the text, or leave the whole entry out"));
        }
        Ok(canonical(source))
    }
}

string_value! {
    /// A run of plain text inside a paragraph; it may be a single space.
    Text,
    pattern: r"^[^\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]+$",
    examples: ["Pain with sex is common."],
    parse: |source| {
        permitted(source)?;
        if source.is_empty() {
            return Err(ValueError::new("the text is empty"));
        }
        Ok(canonical(source))
    }
}

string_value! {
    /// Eight hexadecimal digits made of a text: they change when it does.
    ContentHash,
    pattern: r"^[0-9a-f]{8}$",
    examples: ["3b96d3a6"],
    parse: |source| {
        if source.len() == 8 && source.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is no digits of a text")).with_help("write the eight digits that `pamphlet check` gives, in quotes: \"3b96d3a6\""))
        }
    }
}

impl ContentHash {
    /// The digits of a value's canonical form (SHA-256 of its JSON).
    pub(crate) fn of(value: &impl serde::Serialize) -> Self {
        let canonical = serde_json::to_vec(value).unwrap_or_default();
        Self(Sha256::digest(&canonical).iter().take(4).map(|byte| format!("{byte:02x}")).collect::<String>().into())
    }
}

string_value! {
    /// The version of a page: digits and dots, as in `1.0` or `2.3.1`.
    Version,
    pattern: r"^[0-9]{1,6}(\.[0-9]{1,6}){0,3}$",
    examples: ["1.0"],
    parse: |source| {
        let parts: Vec<&str> = source.split('.').collect();
        if parts.len() <= 4 && parts.iter().all(|p| p.len() <= 6 && super::digits(p)) {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is not a version"))
                .with_help("write digits and dots, in quotes: \"1.0\""))
        }
    }
}
