use super::{ValueError, string_value};

/// Control characters and the bidirectional overrides: text that has them can look other than it reads.
pub(crate) fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn permitted(source: &str) -> Result<(), ValueError> {
    // Nearly all text is plain ASCII, which without a branch is looked through sixteen bytes at a step.
    if source.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    match source.chars().find(|c| is_forbidden(*c)) {
        Some('\n' | '\r') => Err(ValueError::new("the text has a line break; it must be one line")),
        Some(c) => Err(ValueError::new(format!("the text has the invisible character U+{:04X}", u32::from(c)))
            .with_help("delete it: control characters and direction overrides can hide what a text says")),
        None => Ok(()),
    }
}

string_value! {
    /// One line of plain text that isn't blank.
    Line,
    pattern: r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]*[^\s\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb][^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]*$",
    examples: ["Painful sex"],
    parse: |source| {
        permitted(source)?;
        if source.trim().is_empty() {
            return Err(ValueError::new("the text is blank").with_help("write the text, or leave the whole entry out"));
        }
        Ok(source.into())
    }
}

string_value! {
    /// A run of plain text inside a paragraph; it may be a single space.
    Text,
    pattern: r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]+$",
    examples: ["Pain with sex is common."],
    parse: |source| {
        permitted(source)?;
        if source.is_empty() {
            return Err(ValueError::new("the text is empty"));
        }
        Ok(source.into())
    }
}

impl Text {
    /// Adds more text.
    pub(crate) fn push(&mut self, more: &str) -> Result<(), ValueError> {
        permitted(more)?;
        let mut text = String::from(std::mem::take(&mut self.0));
        text.push_str(more);
        self.0 = text.into();
        Ok(())
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
