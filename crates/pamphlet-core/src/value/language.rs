use oxilangtag::LanguageTag as Tag;

use super::{ValueError, string_value};

/// Which way a script is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As in English.
    LeftToRight,
    /// As in Arabic, Hebrew and Urdu.
    RightToLeft,
}

impl Direction {
    /// `ltr` or `rtl`, as HTML's `dir` attribute and EPUB's metadata want it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

string_value! {
    /// A language tag (BCP 47), such as `en-GB` or `ar`.
    LanguageTag,
    pattern: r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
    format: "bcp-47",
    examples: ["en-GB", "ar"],
    parse: |source| {
        let malformed = || ValueError::new(format!("`{source}` is not a language tag")).with_help("write a BCP 47 tag: `en-GB`, `fr`, `ar`");
        let tag = Tag::parse_and_normalize(source).map_err(|_| malformed())?;
        // Private-use and grandfathered tags name no language that a screen reader could speak.
        let primary = tag.primary_language();
        if (2..=8).contains(&primary.len()) && primary != "i" && primary != "x" && source.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            Ok(tag.into_inner().into())
        } else {
            Err(malformed())
        }
    }
}

string_value! {
    /// A country or territory (ISO 3166-1 alpha-2), such as `GB`.
    Region,
    pattern: r"^[A-Z]{2}$",
    examples: ["GB"],
    parse: |source| {
        if source.len() == 2 && source.bytes().all(|b| b.is_ascii_uppercase()) {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is not a region")).with_help("write two capital letters: `GB`"))
        }
    }
}

/// Scripts written from right to left (ISO 15924), of those that Unicode encodes and people read today.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &["Arab", "Aran", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"];
/// Languages whose usual script is one of those.
const RIGHT_TO_LEFT_LANGUAGES: &[&str] = &["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi", "prs", "pnb"];

impl LanguageTag {
    fn tag(&self) -> Tag<&str> {
        Tag::parse(self.as_str()).expect("a language tag is checked when it's made")
    }

    /// The primary language: `en` of `en-GB`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.as_str().split('-').next().unwrap_or_default()
    }

    /// The region, if the tag names one: `GB` of `en-GB`.
    #[must_use]
    pub fn region(&self) -> Option<String> {
        self.tag().region().map(str::to_owned)
    }

    /// Which way the language is written.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let tag = self.tag();
        let right_to_left = match tag.script() {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT_LANGUAGES.contains(&self.primary()),
        };
        if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

impl Default for LanguageTag {
    /// British English, the language of the built-in messages.
    fn default() -> Self {
        Self("en-GB".into())
    }
}
