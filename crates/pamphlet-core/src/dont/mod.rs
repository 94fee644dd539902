//! How the items of a don't list say "do not".
//!
//! Whoever reads one line alone must not read its opposite, so renderers put "do not" before each item. That is only right where the item
//! is what not to do: "drink alcohol", and neither "Alcohol" nor "do not drink alcohol".

use std::{collections::BTreeSet, sync::LazyLock};

use crate::{messages::Messages, model::Inlines};

/// How an item of a don't list is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It's what not to do: "do not" stands before it.
    Action,
    /// It says itself that something isn't to be done, such as "never drive": nothing stands before it.
    SaysSo,
    /// It isn't known to begin with a verb, such as "Alcohol": nothing stands before it, and the heading of the list says what is meant.
    Thing,
}

/// English verbs that items may begin with, in the form that follows "do not".
static VERBS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| include_str!("verbs.txt").split_whitespace().collect());

/// Words that say "not" in English, whatever verb follows.
const NOT: [&str; 10] = ["not", "never", "don't", "dont", "can't", "cannot", "won't", "mustn't", "shouldn't", "needn't"];

/// Other words that say so where an item begins with them.
const SAYS_SO: [&str; 6] = ["no", "none", "nothing", "avoid", "refrain", "abstain"];

/// Words that may come before "not" at the start of an item: "please do not", "you should never".
const BEFORE_NOT: [&str; 14] =
    ["do", "does", "you", "we", "it", "they", "people", "patients", "please", "must", "should", "can", "may", "will"];

/// Words that may come before a verb. Others that may end in -ly.
const BEFORE_VERB: [&str; 8] = ["ever", "just", "always", "also", "even", "then", "either", "often"];

/// A verb and another word that are no action together.
const THINGS: [(&str, &str); 8] = [
    ("contact", "sport"),
    ("contact", "sports"),
    ("contact", "lens"),
    ("contact", "lenses"),
    ("fast", "food"),
    ("fast", "foods"),
    ("fried", "food"),
    ("work", "stress"),
];

/// How an item of a don't list is to be read in a language.
///
/// In English the item's first words tell. Of other languages only the translator's own words are known: an item that begins with those
/// of `dont-item`, or with one of the optional message `dont-said` (`no|nunca|evite`), says so itself.
#[must_use]
pub fn reading(item: &Inlines, messages: &Messages) -> Reading {
    let text = item.plain_text().replace('’', "'").to_lowercase();
    if messages.is_english() { in_english(&words(&text)) } else { in_other(&text, messages) }
}

/// What a renderer puts before an item of a don't list, with the space after it; nothing where the item fits none.
#[must_use]
pub fn prefix(item: &Inlines, messages: &Messages) -> Option<String> {
    let words = messages.get("dont-item");
    match reading(item, messages) {
        Reading::Action if !words.is_empty() => Some(if messages.has_spaces() { format!("{words} ") } else { words }),
        Reading::Action | Reading::SaysSo | Reading::Thing => None,
    }
}

/// Whether the heading of a list says that what it lists isn't to be done, as "Foods to avoid" does.
#[must_use]
pub fn heading_says_so(heading: &Inlines) -> bool {
    let text = heading.plain_text().replace('’', "'").to_lowercase();
    let says_so = |word: &&str| NOT.contains(word) || SAYS_SO.contains(word) || matches!(*word, "stop" | "limit" | "less" | "away");
    words(&text).iter().any(says_so)
}

fn in_english(words: &[&str]) -> Reading {
    let not = words.iter().find(|word| !BEFORE_NOT.contains(word)).filter(|word| NOT.contains(word));
    if not.is_some() || words.first().is_some_and(|word| SAYS_SO.contains(word)) {
        return Reading::SaysSo;
    }
    let mut rest = words.iter().copied().skip_while(|word| BEFORE_VERB.contains(word) || word.ends_with("ly") && !is_verb(word));
    match (rest.next(), rest.next()) {
        (Some(verb), next) if is_verb(verb) && !next.is_some_and(|next| THINGS.contains(&(verb, next))) => Reading::Action,
        _ => Reading::Thing,
    }
}

fn is_verb(word: &str) -> bool {
    // "re-use" and "self-medicate" are verbs, and "smoke-filled" isn't.
    VERBS.contains(word) || word.rsplit_once('-').is_some_and(|(_, last)| VERBS.contains(last))
}

fn in_other(text: &str, messages: &Messages) -> Reading {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = messages.get("dont-item").to_lowercase();
    let others = messages.optional("dont-said").unwrap_or_default().to_lowercase();
    let first = words.split_whitespace().next().into_iter();
    let begins = |start: &str| {
        let rest = text.strip_prefix(start.trim()).filter(|_| !start.trim().is_empty());
        rest.is_some_and(|rest| !messages.has_spaces() || !rest.starts_with(char::is_alphabetic))
    };
    if first.chain(others.split('|')).any(begins) { Reading::SaysSo } else { Reading::Action }
}

fn words(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-');
    text.split(|c| !is_part(c)).map(|word| word.trim_matches(['\'', '-'])).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Line;

    fn read(item: &str) -> Reading {
        let messages = Messages::built_in(&crate::value::LanguageTag::default()).unwrap();
        reading(&item.parse::<Line>().unwrap().into(), messages)
    }

    #[test]
    fn only_what_not_to_do_follows_do_not() {
        for action in [
            "smoke",
            "Use soap",
            "drive, or use machines",
            "stop taking your tablets suddenly",
            "suddenly stop",
            "ever share needles",
            "re-use a needle",
            "be afraid to ask",
            "do the splits",
            "take more than 8 tablets in 24 hours",
            "“save” tablets for later",
            "panic",
            "rely on one test",
            "do nothing if it bleeds",
            "forget to eat if you do not feel well",
        ] {
            assert_eq!(read(action), Reading::Action, "{action}");
        }
        for said in [
            "do not smoke",
            "Don’t smoke",
            "don't smoke",
            "DO NOT smoke",
            "never drive",
            "Avoid alcohol",
            "no alcohol",
            "Not with food",
            "you must not drive",
            "please do not ring",
            "You should never stop on your own",
        ] {
            assert_eq!(read(said), Reading::SaysSo, "{said}");
        }
        for thing in [
            "Alcohol",
            "smoking",
            "hot baths",
            "more than 8 tablets",
            "Contact sports",
            "drinks with caffeine",
            "heavy lifting",
            "5 or more",
        ] {
            assert_eq!(read(thing), Reading::Thing, "{thing}");
        }
    }

    #[test]
    fn the_words_of_other_languages_stand_where_they_fit() {
        let english = include_str!("../messages/en.ftl");
        let prefixes = |language: &str, words: &str, items: &[&str]| -> Vec<Option<String>> {
            let catalogue = english.replace("dont-item = do not", &format!("dont-item = {words}"));
            let messages = Messages::parse(&language.parse().unwrap(), &catalogue).unwrap();
            items.iter().map(|item| prefix(&item.parse::<Line>().unwrap().into(), &messages)).collect()
        };
        let spanish = "no\ndont-said = nunca|evite";
        assert_eq!(
            prefixes("es", spanish, &["fumar", "No fume", "evite el alcohol", "notar dolor"]),
            [Some("no ".into()), None, None, Some("no ".into())]
        );
        assert_eq!(prefixes("zh", "不要", &["吸烟", "不要吸烟"]), [Some("不要".into()), None]);
        assert_eq!(prefixes("de", "{\"\"}", &["rauchen"]), [None]);
    }
}
