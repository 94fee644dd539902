//! How easy a page's text is to read, by a formula.
//!
//! A formula counts syllables; people read meaning. It helps to find the pages that want work first, and is no measure of
//! whether a page is understood (the NHS content style says the same).

use crate::{
    model::{Inline, Page},
    visit::{self, Item},
    words,
};

/// What a formula reads from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Sentences, as [`sentences`] parts them; a paragraph or an item of a list ends one as well.
    pub sentences: usize,
    /// Words: runs of letters and digits.
    pub words: usize,
    /// Syllables, by their vowels: a mute `e` at a word's end isn't counted. Dictionaries differ from it in one word of ten.
    pub syllables: usize,
}

impl Counts {
    /// Counts a page's text: its paragraphs, lists and components, without headings that stand alone in its data.
    #[must_use]
    pub fn of_page(page: &Page) -> Self {
        let mut counts = Self::default();
        let mut run = String::new();
        visit::page(page, &mut |_, item| match item {
            Item::Inline(Inline::Text(text)) => run.push_str(text.as_str()),
            Item::Run(..) | Item::Inline(_) | Item::Cite(_) | Item::Picture(..) => {}
            Item::Section(_) | Item::Question(_) | Item::Block(_) => counts.add(&std::mem::take(&mut run)),
        });
        counts.add(&run);
        counts
    }

    /// Adds a text that begins and ends sentences.
    pub fn add(&mut self, text: &str) {
        for sentence in text.lines().flat_map(sentences) {
            let words = words::of_text(sentence);
            self.sentences += usize::from(!words.is_empty());
            self.words += words.len();
            self.syllables += words.iter().map(|word| syllables(word)).sum::<usize>();
        }
    }

    /// The age at which readers usually manage such a text: the grade of Flesch and Kincaid (1975) and five years, for grade 1 is the
    /// year in which children turn six. Nothing for a text of less than a hundred words, of which the formula says nothing.
    ///
    /// Only of English.
    ///
    /// ```
    /// # use pamphlet_core::readability::Counts;
    /// let counts = Counts { sentences: 10, words: 120, syllables: 168 };
    /// assert_eq!(counts.reading_age(), Some(11)); // 0.39 × 12 + 11.8 × 1.4 − 15.59 = grade 5.6
    /// ```
    #[must_use]
    pub fn reading_age(self) -> Option<u32> {
        if self.words < 100 || self.sentences == 0 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "nobody writes 2⁵² words")]
        let [sentences, words, syllables] = [self.sentences as f64, self.words as f64, self.syllables as f64];
        let grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 5 and 99")]
        Some((grade + 5.0).round().clamp(5.0, 99.0) as u32)
    }
}

/// The sentences of a paragraph: each ends in `.`, `?` or `!` before a space, unless the next word starts small, as after "e.g.".
///
/// ```
/// # use pamphlet_core::readability::sentences;
/// let parts: Vec<&str> = sentences("It takes 1.5 hours, e.g. on a bus. Does it hurt? “No.” Good").collect();
/// assert_eq!(parts, ["It takes 1.5 hours, e.g. on a bus.", "Does it hurt?", "“No.”", "Good"]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let is_end = |(at, c): &(usize, char)| {
            let after = rest[at + c.len_utf8()..].trim_start_matches(['”', '’', '"', '\'', ')', '»']);
            matches!(c, '.' | '?' | '!') && after.starts_with(char::is_whitespace) && !after.trim_start().starts_with(char::is_lowercase)
        };
        let end = rest.char_indices().find(is_end).map_or(rest.len(), |(at, c)| {
            let after = at + c.len_utf8();
            rest[after..].find(char::is_whitespace).map_or(rest.len(), |space| after + space)
        });
        let (sentence, others) = rest.split_at(end);
        rest = others.trim_start();
        Some(sentence)
    })
}

/// The syllables of an English word, by its vowels.
fn syllables(word: &str) -> usize {
    let lower = word.to_lowercase();
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ï');
    let mut count = 0;
    let mut was_vowel = false;
    for c in lower.chars() {
        count += usize::from(is_vowel(c) && !was_vowel);
        was_vowel = is_vowel(c);
    }
    let is_mute = lower.ends_with('e') && !lower.ends_with("le") && !lower.ends_with("ee");
    count.saturating_sub(usize::from(is_mute)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_heard() {
        let heard = [("pain", 1), ("table", 2), ("muscle", 2), ("doctor", 2), ("examination", 5), ("hope", 1), ("see", 1), ("5", 1)];
        for (word, expected) in heard {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn plain_words_are_for_younger_readers() {
        let age = |text: &str| {
            let mut counts = Counts::default();
            counts.add(&text.repeat(20));
            counts.reading_age().unwrap()
        };
        let plain = age("The pain may go away. See a doctor if it does not. ");
        let hard = age("Multidisciplinary psychosexual rehabilitation necessitates individualised physiotherapeutic examination. ");
        assert!(plain <= 8 && hard > 20, "{plain} {hard}");
    }
}
