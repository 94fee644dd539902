//! Lists from A to Z, in the order and with the letters of a language (the Unicode Collation Algorithm, by CLDR).

use std::{cmp::Ordering, fmt};

use icu_collator::{
    CollatorBorrowed,
    options::{CollatorOptions, Strength},
};
use icu_locale_core::Locale;

use crate::value::LanguageTag;

/// How a language orders names.
///
/// ```
/// use pamphlet_core::collation::Collation;
/// let swedish = Collation::of(&"sv".parse()?);
/// let mut names = ["Öroninflammation", "Ångest", "Astma", "Åksjuka", "Zoster"];
/// names.sort_by(|a, b| swedish.compare(a, b));
/// assert_eq!(names, ["Astma", "Zoster", "Åksjuka", "Ångest", "Öroninflammation"]);
/// assert_eq!(swedish.letter("Ångest"), "Å");
/// # Ok::<(), pamphlet_core::value::ValueError>(())
/// ```
pub struct Collation {
    order: CollatorBorrowed<'static>,
    /// Tells letters apart, and not their accents or cases.
    letters: CollatorBorrowed<'static>,
}

impl fmt::Debug for Collation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collation").finish_non_exhaustive()
    }
}

impl Collation {
    /// The order of a language; one that isn't known has that of most others.
    ///
    /// # Panics
    /// Never: the orders are compiled in.
    #[must_use]
    pub fn of(language: &LanguageTag) -> Self {
        let locale = Locale::try_from_str(language.as_str()).unwrap_or(Locale::UNKNOWN);
        let mut letters = CollatorOptions::default();
        letters.strength = Some(Strength::Primary);
        let collator = |options| CollatorBorrowed::try_new((&locale).into(), options).expect("the order of every language is compiled in");
        Self { order: collator(CollatorOptions::default()), letters: collator(letters) }
    }

    /// Which of two names comes first. Names that the language takes for the same are ordered by their characters.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.order.compare(a, b).then_with(|| a.cmp(b))
    }

    /// Bytes that are ordered as names are: cheaper than [`compare`](Self::compare) where a long list is sorted by them. Names that the
    /// language takes for the same have the same.
    #[must_use]
    pub fn key(&self, name: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(4 * name.len());
        let Ok(()) = self.order.write_sort_key_to(name, &mut key);
        key
    }

    /// The letter that a name stands under, as a capital: its first letter or digit, without an accent where the language takes it for the
    /// same letter; `#` if it has none.
    #[must_use]
    pub fn letter(&self, name: &str) -> String {
        let mut characters = name.chars().filter(|c| c.is_alphanumeric());
        let Some(first) = characters.next() else { return "#".to_owned() };
        if let Some(second) = characters.next().filter(|second| self.is_one_letter(first, *second)) {
            return first.to_uppercase().chain(second.to_lowercase()).collect();
        }
        let first = first.to_uppercase().to_string();
        if first.is_ascii() {
            return first;
        }
        let plain = ('A'..='Z').map(String::from).find(|plain| self.letters.compare(plain, &first) == Ordering::Equal);
        plain.unwrap_or(first)
    }

    /// Whether two characters are one letter, as `ch` is in Czech: it comes after everything else that begins with the first.
    fn is_one_letter(&self, first: char, second: char) -> bool {
        // CLDR gives U+FFFF a place after all letters.
        self.letters.compare(&format!("{first}{second}"), &format!("{first}\u{ffff}")) == Ordering::Greater
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_language() {
        let letters = |language: &str, names: &[&str]| {
            let collation = Collation::of(&language.parse().unwrap());
            names.iter().map(|name| collation.letter(name)).collect::<Vec<_>>()
        };
        assert_eq!(letters("en", &["dyspareunia", "“Éclair”", "5-HT", "(a)", "—", "Ångström"]), ["D", "E", "5", "A", "#", "A"]);
        assert_eq!(letters("sv", &["ångest", "Ängslan", "émail", "Örat"]), ["Å", "Ä", "E", "Ö"]);
        assert_eq!(letters("de", &["Ängste", "Übelkeit"]), ["A", "U"]);
        assert_eq!(letters("cs", &["chřipka", "cukrovka", "Čočka"]), ["Ch", "C", "Č"]);
        assert_eq!(letters("es", &["ñoño", "Ébola"]), ["Ñ", "E"]);
        assert_eq!(letters("ar", &["سعال"]), ["س"]);
    }

    #[test]
    fn names_are_ordered_as_the_language_does() {
        let sorted = |language: &str| {
            let collation = Collation::of(&language.parse().unwrap());
            let mut names = ["Zoster", "Ätmung", "Atmung", "äpple", "Epilepsie", "éclair"];
            names.sort_by(|a, b| collation.compare(a, b));
            assert!(names.is_sorted_by_key(|name| collation.key(name)), "{names:?}");
            names
        };
        assert_eq!(sorted("de"), ["äpple", "Atmung", "Ätmung", "éclair", "Epilepsie", "Zoster"]);
        assert_eq!(sorted("sv"), ["Atmung", "éclair", "Epilepsie", "Zoster", "äpple", "Ätmung"]);
    }
}
