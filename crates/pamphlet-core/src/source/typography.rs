//! Quotation marks, dashes and primes, for all text that people read: bodies, front matter, settings, glossaries, data.

use std::ops::Range;

use crate::value::LanguageTag;

/// Stands in a text for what isn't to be looked at: an escaped character, an entity, a note's number. No text has this character.
pub(crate) const HELD: char = '\u{ffff}';

/// The marks of a language: double open and close, single open and close.
fn marks(language: &str) -> [&'static str; 4] {
    match language {
        "de" | "cs" | "sk" | "sl" | "is" | "lt" | "et" => ["„", "“", "‚", "‘"],
        "fr" => ["«\u{202f}", "\u{202f}»", "‹\u{202f}", "\u{202f}›"],
        "es" | "it" | "pt" | "ca" | "el" | "ru" | "uk" | "no" | "nb" | "nn" | "fa" | "ps" => ["«", "»", "“", "”"],
        "pl" | "ro" | "hu" | "hr" | "bg" => ["„", "”", "‚", "’"],
        "sv" | "fi" => ["”", "”", "’", "’"],
        _ => ["“", "”", "‘", "’"],
    }
}

/// Words that begin with an apostrophe in English.
const ELIDED: [&str; 9] = ["tis", "twas", "twere", "til", "em", "cause", "bout", "round", "cos"];

/// The endings of files that pages may name.
const FILES: [&str; 26] = [
    "pdf", "doc", "docx", "odt", "xls", "xlsx", "csv", "ppt", "pptx", "txt", "md", "rtf", "htm", "html", "jpg", "jpeg", "png", "gif",
    "svg", "mp3", "mp4", "zip", "epub", "json", "yaml", "toml",
];

/// What to replace in a text, in its order, so that its quotes and dashes are those of the language.
///
/// Addresses and names of files keep theirs.
pub(crate) fn replacements(text: &str, language: &LanguageTag) -> Vec<(Range<usize>, &'static str)> {
    if !text.bytes().any(|byte| matches!(byte, b'"' | b'\'')) && !text.contains("--") && !text.contains("...") {
        return Vec::new();
    }
    Setting::new(text, language).all()
}

/// A text with the quotes and dashes of the language.
pub(crate) fn set<'t>(text: &'t str, language: &LanguageTag) -> std::borrow::Cow<'t, str> {
    let replacements = replacements(text, language);
    if replacements.is_empty() { text.into() } else { apply(text, 0, &replacements).into() }
}

/// A text that begins at some byte of the one that was looked at, with what falls into it replaced.
pub(crate) fn apply(text: &str, start: usize, replacements: &[(Range<usize>, &'static str)]) -> String {
    let mut out = String::with_capacity(text.len() + replacements.len() * 2);
    let mut done = 0;
    for (range, new) in replacements {
        out.push_str(&text[done..range.start - start]);
        out.push_str(new);
        done = range.end - start;
    }
    out.push_str(&text[done..]);
    out
}

/// The parts of a text that are addresses or names of files.
pub(crate) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive(|c: char| c.is_whitespace() || c == HELD) {
        let outer = |c: char| {
            c.is_whitespace()
                || matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | '<' | '>' | ',' | '.' | ';' | ':' | '!' | '?' | HELD)
                || matches!(
                    c,
                    '“' | '”'
                        | '„'
                        | '‘'
                        | '’'
                        | '‚'
                        | '«'
                        | '»'
                        | '‹'
                        | '›'
                        | '…'
                        | '–'
                        | '—'
                        | '،'
                        | '؛'
                        | '؟'
                        | '。'
                        | '、'
                )
        };
        let bare = token.trim_start_matches(outer);
        let start = at + token.len() - bare.len();
        let bare = bare.trim_end_matches(outer);
        if is_address(bare) {
            found.push(start..start + bare.len());
        }
        at += token.len();
    }
    found
}

fn is_address(token: &str) -> bool {
    let domain = |text: &str| {
        text.rsplit_once('.').is_some_and(|(host, top)| !host.is_empty() && top.len() > 1 && top.bytes().all(|b| b.is_ascii_alphabetic()))
    };
    if token.contains("://") || token.starts_with("www.") {
        return true;
    }
    if let Some((name, host)) = token.rsplit_once('@') {
        return !name.is_empty() && domain(host);
    }
    if let Some((host, _)) = token.split_once('/') {
        return domain(host);
    }
    let is_name = || token.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\''));
    // A path of Windows: C:\new
    token.contains(":\\") || token.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && FILES.contains(&ending) && is_name())
}

struct Setting<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    marks: [&'static str; 4],
    spared: std::iter::Peekable<std::vec::IntoIter<Range<usize>>>,
    /// The last place at which a single quote can close.
    last_close: Option<usize>,
    open_double: usize,
    open_single: usize,
}

impl<'t> Setting<'t> {
    fn new(text: &'t str, language: &LanguageTag) -> Self {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut setting = Self {
            text,
            chars,
            marks: marks(language.primary()),
            spared: addresses(text).into_iter().peekable(),
            last_close: None,
            open_double: 0,
            open_single: 0,
        };
        setting.last_close = (0..setting.chars.len()).rfind(|index| setting.chars[*index].1 == '\'' && setting.can_close(*index));
        setting
    }

    fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).map(|before| self.chars[before].1)
    }

    fn after(&self, index: usize) -> Option<char> {
        self.chars.get(index + 1).map(|(_, c)| *c)
    }

    /// Whether a quote here may open: before it is neither a word nor what ends one; after it is text.
    fn can_open(&self, index: usize) -> bool {
        let ends =
            |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']' | '}' | '%' | '”' | '’' | '»');
        self.before(index).is_none_or(|c| !ends(c)) && self.after(index).is_some_and(|c| !c.is_whitespace())
    }

    /// Whether a quote here may close: before it is text, and no word goes on after it.
    fn can_close(&self, index: usize) -> bool {
        self.before(index).is_some_and(|c| !c.is_whitespace()) && self.after(index).is_none_or(|c| !c.is_alphanumeric())
    }

    fn all(mut self) -> Vec<(Range<usize>, &'static str)> {
        let mut out: Vec<(Range<usize>, &'static str)> = Vec::new();
        let mut index = 0;
        while index < self.chars.len() {
            let (at, c) = self.chars[index];
            let same = if matches!(c, '-' | '.') { self.chars[index..].iter().take_while(|(_, other)| *other == c).count() } else { 1 };
            while self.spared.next_if(|spared| spared.end <= at).is_some() {}
            let new = if self.spared.peek().is_some_and(|spared| spared.start <= at) {
                None
            } else {
                match (c, same) {
                    ('"', _) => self.double(index).map(|new| (1, new)),
                    ('\'', _) => self.single(index).map(|new| (1, new)),
                    ('-', 2) => Some((2, "–")),
                    ('-', 3) => Some((3, "—")),
                    ('.', 3 | 4) => Some((3, "…")),
                    _ => None,
                }
            };
            if let Some((length, new)) = new {
                out.push((at..at + length, new));
            }
            index += same;
        }
        out
    }

    fn double(&mut self, index: usize) -> Option<&'static str> {
        let is_after_digit = self.before(index).is_some_and(|c| c.is_ascii_digit());
        // 5'10", 26": a prime, unless it closes what a quote has opened.
        let closes_nothing = self.open_double == 0 || self.has_feet(index) || !self.can_close(index) || self.after(index) == Some('"');
        if is_after_digit && closes_nothing && self.after(index).is_none_or(|c| !c.is_ascii_digit()) {
            return Some("″");
        }
        match (self.can_open(index), self.can_close(index)) {
            (true, false) => self.open_double += 1,
            (false, true) => {
                self.open_double = self.open_double.saturating_sub(1);
                return Some(self.marks[1]);
            }
            (true, true) if self.open_double > 0 => {
                self.open_double -= 1;
                return Some(self.marks[1]);
            }
            (true, true) => self.open_double += 1,
            (false, false) => return None,
        }
        Some(self.marks[0])
    }

    /// Whether the number before a place has feet or minutes before it: `5'10`.
    fn has_feet(&self, index: usize) -> bool {
        let digits = self.chars[..index].iter().rev().take_while(|(_, c)| c.is_ascii_digit()).count();
        let mut before = self.chars[..index - digits].iter().rev().map(|(_, c)| *c).skip_while(|c| *c == ' ');
        before.next() == Some('\'') && before.next().is_some_and(|c| c.is_ascii_digit())
    }

    fn single(&mut self, index: usize) -> Option<&'static str> {
        let (before, after) = (self.before(index), self.after(index));
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if is_digit(before) && is_digit(after) {
            let digits = self.chars[index + 1..].iter().take_while(|(_, c)| c.is_ascii_digit()).count();
            // 5'10, but 1'000 as the Swiss write it.
            return Some(if digits < 3 { "′" } else { "’" });
        }
        if is_word(before) && is_word(after) {
            return Some("’");
        }
        if is_digit(before) && self.open_single == 0 && !self.is_plural(index) {
            return Some("′");
        }
        if self.can_close(index) && (self.open_single > 0 || !self.can_open(index)) {
            // An apostrophe is the same in every language that has one: the patients’ notes.
            return Some(if self.open_single > 0 {
                self.open_single -= 1;
                self.marks[3]
            } else {
                "’"
            });
        }
        if !self.can_open(index) {
            return (!is_word(before) && is_word(after)).then_some("’");
        }
        if self.is_elision(index) || self.last_close.is_none_or(|last| last <= index) {
            return Some("’");
        }
        self.open_single += 1;
        Some(self.marks[2])
    }

    /// Whether the word before a place is a decade: the 1990s’, not a length.
    fn is_plural(&self, index: usize) -> bool {
        self.chars[..index].iter().rev().take_while(|(_, c)| c.is_ascii_digit()).count() >= 4
    }

    /// Whether a word begins here that is written with an apostrophe: ’90s, ’tis, rock ’n’ roll.
    fn is_elision(&self, index: usize) -> bool {
        let Some((at, _)) = self.chars.get(index + 1) else { return false };
        let rest = &self.text[*at..];
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = rest[..end].to_ascii_lowercase();
        let digits = word.strip_suffix('s').unwrap_or(&word);
        let is_year = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        let is_and = word == "n" && rest[end..].starts_with(['\'', '’', ' ']);
        is_year || is_and || ELIDED.contains(&word.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set_in(language: &str, text: &str) -> String {
        set(text, &language.parse().unwrap()).into_owned()
    }

    #[test]
    fn english_quotes() {
        for (written, expected) in [
            ("In the '90s we said 'tis a cough. Rock 'n' roll.", "In the ’90s we said ’tis a cough. Rock ’n’ roll."),
            ("He is 5'10\" tall, she 6' and 5' 2\".", "He is 5′10″ tall, she 6′ and 5′ 2″."),
            (
                "\"She said 'no',\" he wrote. \"(Quoted)\" and the patients' notes.",
                "“She said ‘no’,” he wrote. “(Quoted)” and the patients’ notes.",
            ),
            ("Dogs' and cats' food. \"'Tis.\"", "Dogs’ and cats’ food. “’Tis.”"),
            ("\"Aged 10\" and 'in 1990'", "“Aged 10” and ‘in 1990’"),
            ("Ages 5--9. Wait... --- done.", "Ages 5–9. Wait… — done."),
            ("GP's door, it's 1'000 and 51°30'26\"N", "GP’s door, it’s 1’000 and 51°30′26″N"),
            ("'s door", "’s door"),
            ("a \" b ' c", "a \" b ' c"),
            ("(\"in brackets\")", "(“in brackets”)"),
            ("<b>\"x\"</b> and =\"y\"", "<b>“x”</b> and =“y”"),
            (
                "See \"https://example.org/a--b...c'd\" and o'neill--x.pdf, o'b@example.org",
                "See “https://example.org/a--b...c'd” and o'neill--x.pdf, o'b@example.org",
            ),
            ("-----", "-----"),
        ] {
            assert_eq!(set_in("en", written), expected);
            // What is set stays as it is.
            assert_eq!(set_in("en", expected), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_set_stays_as_it_is(text in "[ax5 .,\"'\\-“”‘’′″(\u{ffff}]{0,12}") {
            for language in ["en", "de", "fr", "sv"] {
                let once = set_in(language, &text);
                prop_assert_eq!(set_in(language, &once), once, "{}", language);
            }
        }
    }

    #[test]
    fn other_languages_have_their_own() {
        assert_eq!(set_in("de", "\"Das ist's\", sagte 'er'"), "„Das ist’s“, sagte ‚er‘");
        assert_eq!(set_in("fr", "\"C'est\""), "«\u{202f}C’est\u{202f}»");
        assert_eq!(set_in("sv", "\"ja\""), "”ja”");
    }

    #[test]
    fn what_is_held_back_is_left_alone() {
        assert_eq!(set_in("en", "\u{ffff}x\" and \"y\"\u{ffff}"), "\u{ffff}x” and “y”\u{ffff}");
    }
}
