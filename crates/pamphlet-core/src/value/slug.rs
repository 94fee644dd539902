use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::{ValueError, string_value};

string_value! {
    /// A name as it stands in an address: lower-case letters a to z, digits and single hyphens.
    Slug,
    pattern: r"^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$",
    examples: ["painful-sex"],
    parse: |source| {
        let words_ok = source.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if words_ok && source.len() <= 80 {
            return Ok(source.into());
        }
        let mut suggestion = slugify(source, char::is_ascii_alphanumeric);
        suggestion.truncate(80);
        let suggestion = suggestion.trim_end_matches('-');
        let error = ValueError::new(format!("`{source}` is not a slug"));
        Err(if suggestion.is_empty() {
            error.with_help("use lower-case letters a to z, digits and hyphens, 80 at the most")
        } else {
            error.with_help(format!("write `{suggestion}`"))
        })
    }
}

string_value! {
    /// The id of a section or a question, for links to it: lower-case letters of any script, digits and single hyphens, starting with a letter.
    Anchor,
    pattern: r"^[^\s#/?%]{1,120}$",
    format: "anchor",
    examples: ["when-to-get-help"],
    parse: |source| {
        let words_ok = source.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|c| stands_in_id(&c) && !c.is_uppercase())
        });
        if words_ok && source.chars().next().is_some_and(char::is_alphabetic) && source.chars().count() <= 120 {
            return Ok(source.into());
        }
        Err(ValueError::new(format!("`{source}` is not an id"))
            .with_help(format!("write `{}`", Anchor::from_heading(source))))
    }
}

string_value! {
    /// The key of a work in the bibliography, as in `[@brotto2019]`.
    CitationKey,
    pattern: r"^[A-Za-z0-9]([A-Za-z0-9_:.+-]{0,78}[A-Za-z0-9])?$",
    examples: ["brotto2019"],
    parse: |source| {
        let inner = |b: u8| b.is_ascii_alphanumeric() || b"_:.+-".contains(&b);
        let bytes = source.as_bytes();
        let ends = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
        if bytes.len() <= 80 && ends(bytes.first()) && ends(bytes.last()) && bytes.iter().all(|b| inner(*b)) {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is not a citation key"))
                .with_help("use letters, digits, `-`, `_`, `:` or `.`, as in `brotto2019`"))
        }
    }
}

impl Slug {
    /// The slug that a text suggests, if it has any letter a to z or digit.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        slugify(text, char::is_ascii_alphanumeric).parse().ok()
    }
}

impl Anchor {
    /// The id that a heading has when the author gives none: its words, in lower case, joined by hyphens.
    #[must_use]
    pub fn from_heading(heading: &str) -> Self {
        let slug = slugify(heading, stands_in_id);
        let end = slug.char_indices().nth(100).map_or(slug.len(), |(end, _)| end);
        let slug = slug[..end].trim_end_matches('-');
        match slug.chars().next() {
            Some(c) if c.is_alphabetic() => Self(slug.into()),
            Some(_) => Self(format!("s-{slug}").into()),
            None => Self("section".into()),
        }
    }
}

impl From<Slug> for Anchor {
    fn from(slug: Slug) -> Self {
        Self::from_heading(slug.as_str())
    }
}

/// Letters of any script with their marks, and digits 0 to 9. Other numerals (² or ½) can't stand in an id of XML, and so not in an e-book.
fn stands_in_id(c: &char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit() || joins(*c)
}

/// Marks that belong to the letter before them, as a virama does, and what keeps letters apart within a word.
fn joins(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

fn slugify(source: &str, keep: impl Fn(&char) -> bool) -> String {
    let lower: String = source.nfc().collect::<String>().to_lowercase();
    let mut slug = String::with_capacity(lower.len());
    // An apostrophe joins: "don't" is `dont`, not `don-t`.
    for c in lower.chars().filter(|c| !matches!(c, '\'' | '’')) {
        // Some letters stay upper-case when lowered (𝐀); they can't stand in an id.
        if keep(&c) && !c.is_uppercase() && !(joins(c) && (slug.is_empty() || slug.ends_with('-'))) {
            slug.push(c);
        } else if !joins(c) && !slug.is_empty() && !slug.ends_with('-') {
            slug.truncate(slug.trim_end_matches(['\u{200c}', '\u{200d}']).len());
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches(['-', '\u{200c}', '\u{200d}']).len());
    slug
}
