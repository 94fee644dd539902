//! The proof that nothing is lost: a second, simple reader counts what each part of a file says, and what became of it is counted again.

use std::{collections::BTreeMap, fmt, sync::Arc};

use pamphlet_core::words;
use roxmltree::Node;
use unicode_normalization::UnicodeNormalization;

/// The text of each part of a file, as the simple reader found it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    parts: BTreeMap<Arc<str>, String>,
}

/// Words that were in a file and are nowhere in what was made of it, or the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The part of the file, or what was being made.
    pub part: String,
    /// Words that are missing.
    pub lost: Vec<String>,
    /// Words that are there too often.
    pub gained: Vec<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let few = |words: &[String]| {
            let more = if words.len() > 12 { format!(" and {} more", words.len() - 12) } else { String::new() };
            format!("{}{more}", words.iter().take(12).map(|word| format!("“{word}”")).collect::<Vec<_>>().join(" "))
        };
        write!(f, "{}:", self.part)?;
        if !self.lost.is_empty() {
            write!(f, " {} would be lost", few(&self.lost))?;
        }
        if !self.gained.is_empty() {
            write!(f, " {} would be there twice", few(&self.gained))?;
        }
        Ok(())
    }
}

impl Counted {
    /// Counts a part of a Word file: every text, whatever stands around it, but once where it's there in two forms.
    pub(crate) fn count(&mut self, part: &Arc<str>, root: Node<'_, '_>) {
        let mut all = String::new();
        let mut paragraph = None;
        for node in root.descendants() {
            let said = match node.tag_name().name() {
                "t" | "delText" => node.text().unwrap_or_default().to_owned(),
                "textpath" => format!(" {} ", node.attribute("string").unwrap_or_default()),
                "sym" => sign(node).map(String::from).unwrap_or_default(),
                "br" | "cr" | "tab" | "del" | "ins" | "noBreakHyphen" => " ".to_owned(),
                _ => continue,
            };
            if node.ancestors().any(is_other_form) {
                continue;
            }
            let own = node.ancestors().find(|node| node.tag_name().name() == "p").map(|node| node.id());
            if own != paragraph {
                all.push(' ');
                paragraph = own;
            }
            all.push_str(&said);
        }
        self.add(part, &all);
    }

    /// The texts of parts.
    pub(crate) fn of<'t>(texts: impl Iterator<Item = (&'t Arc<str>, &'t str)>) -> Self {
        let mut counted = Self::default();
        texts.for_each(|(part, text)| counted.add(part, text));
        counted
    }

    /// Adds what a part says.
    pub(crate) fn add(&mut self, part: &Arc<str>, said: &str) {
        let text = self.parts.entry(Arc::clone(part)).or_default();
        text.push(' ');
        text.push_str(said);
    }

    /// Adds what a part goes on to say.
    pub(crate) fn go_on(&mut self, part: &Arc<str>, said: &str) {
        self.parts.entry(Arc::clone(part)).or_default().push_str(said);
    }

    /// How many words there are in all.
    pub(crate) fn words(&self) -> usize {
        self.parts.values().map(|text| words::of_text(text).len()).sum()
    }

    /// Where another count differs, part by part.
    pub(crate) fn differences(&self, other: &Self) -> Vec<Difference> {
        let mut parts: Vec<&Arc<str>> = self.parts.keys().chain(other.parts.keys()).collect();
        parts.sort();
        parts.dedup();
        let of = |counted: &Self, part| counted.parts.get(part).cloned().unwrap_or_default();
        parts.into_iter().filter_map(|part| difference(part, &of(self, part), &of(other, part))).collect()
    }
}

fn sign(node: Node<'_, '_>) -> Option<char> {
    let value = |name| node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value());
    let code = u32::from_str_radix(value("char")?, 16).ok().and_then(char::from_u32)?;
    crate::read::symbols::shown(value("font")?, code)
}

/// Whether an element is the form of something that isn't taken, as another says the same.
fn is_other_form(node: Node<'_, '_>) -> bool {
    let Some(parent) = node.parent().filter(|parent| parent.tag_name().name() == "AlternateContent") else { return false };
    crate::read::docx::chosen(parent).is_some_and(|chosen| chosen != node)
}

/// Where two texts differ. Letters and digits are compared; how they make up words may differ, as a joint of two runs is no gap.
pub(crate) fn difference(part: &str, expected: &str, found: &str) -> Option<Difference> {
    if letters(expected) == letters(found) {
        return None;
    }
    let (lost, gained) = (more(expected, found), more(found, expected));
    Some(Difference { part: part.to_owned(), lost, gained })
}

/// A text as it's compared: quotes, dashes, capitals and accents' forms don't matter.
fn folded(text: &str) -> String {
    text.nfd().filter(|c| *c != '\u{ad}').collect::<String>().to_lowercase()
}

fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut count = BTreeMap::new();
    for c in folded(text).chars().filter(|c| c.is_alphanumeric()) {
        *count.entry(c).or_default() += 1;
    }
    count
}

/// The words that one text has more often than another.
fn more(one: &str, other: &str) -> Vec<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for word in words::of_text(&folded(other)) {
        *count.entry(word).or_default() += 1;
    }
    let mut more = Vec::new();
    for word in words::of_text(&folded(one)) {
        match count.get_mut(&word) {
            Some(left) if *left > 0 => *left -= 1,
            Some(_) | None => more.push(word),
        }
    }
    more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_named_and_what_only_looks_different_is_not() {
        assert_eq!(difference("a", "Don't call 999 -- caf\u{e9}", "don’t CALL 999 – cafe\u{301}"), None);
        let lost = difference("footer 1", "Call 999 now, or call 111", "Call now or call 111").unwrap();
        assert_eq!(lost.to_string(), "footer 1: “999” would be lost");
        assert_eq!(difference("a", "once", "once once").unwrap().gained, ["once"]);
    }
}
