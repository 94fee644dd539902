//! What leaflets of a language look like, as tables. Another language is another file beside `en.rs`, and a line in [`of`].

mod en;
mod phrase;

use pamphlet_core::{
    model::{Audience, Kind},
    value::LanguageTag,
};

pub(crate) use self::phrase::{begins, holds, is_whole, words};

/// The words by which the parts of a leaflet are known. `…` in a phrase stands for up to four words.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// The commonest words of the language, by which it's told from others.
    pub(crate) common: &'static [&'static str],
    /// Numbers that are called in an emergency.
    pub(crate) emergency_numbers: &'static [&'static str],
    /// How lines begin that send people to an ambulance or an emergency department.
    pub(crate) emergency: &'static [&'static str],
    /// How lines begin that send people to somebody the same day.
    pub(crate) urgent: &'static [&'static str],
    /// Words that make a line urgent that begins as one that isn't.
    pub(crate) urgently: &'static [&'static str],
    /// How lines begin that send people to somebody, before a condition.
    pub(crate) non_urgent: &'static [&'static str],
    /// Whole headings above criteria that don't say how urgent they are.
    pub(crate) when_to_get_help: &'static [&'static str],
    /// Words of lines that are about appointments and visits, and no care advice.
    pub(crate) no_care: &'static [&'static str],
    /// The words between what to do and when.
    pub(crate) conditions: &'static [&'static str],
    /// Whole headings above things to do, and not to do.
    pub(crate) do_headings: &'static [&'static str],
    pub(crate) dont_headings: &'static [&'static str],
    /// How things not to do begin, where a renderer would say it again.
    pub(crate) dont_starts: &'static [&'static str],
    /// How boxes begin that warn.
    pub(crate) important: &'static [&'static str],
    pub(crate) contact_headings: &'static [&'static str],
    pub(crate) support_headings: &'static [&'static str],
    pub(crate) reference_headings: &'static [&'static str],
    pub(crate) question_headings: &'static [&'static str],
    /// What stands before a question and its answer.
    pub(crate) question_marks: &'static [(&'static str, &'static str)],
    /// Whole lines that say whom a leaflet is for.
    pub(crate) audiences: &'static [(&'static str, Audience)],
    /// What stands before a date, and what the date is.
    pub(crate) dates: &'static [(&'static str, DateOf)],
    pub(crate) months: [&'static str; 12],
    /// What stands before a version.
    pub(crate) versions: &'static [&'static str],
    /// What stands before a number to call.
    pub(crate) phones: &'static [&'static str],
    /// Words of opening hours.
    pub(crate) hours: &'static [&'static str],
    /// Headings and lines that leave room to write.
    pub(crate) write_here: &'static [&'static str],
    /// Words of titles and headings by which the kind of a page is known, the surest first.
    pub(crate) kinds: &'static [(&'static str, Kind)],
}

/// What a date of a leaflet tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateOf {
    Last,
    Next,
    Published,
}

/// The tables of a language.
pub(crate) fn of(language: &LanguageTag) -> &'static Vocabulary {
    match language.primary() {
        "en" => &en::ENGLISH,
        _ => &NONE,
    }
}

/// Whether a text is of a language, by its commonest words; `None` if there's too little of it, or no table.
pub(crate) fn is_of(vocabulary: &Vocabulary, text: &str) -> Option<bool> {
    let words = words(text);
    if vocabulary.common.is_empty() || words.len() < 20 {
        return None;
    }
    let common = words.iter().filter(|word| vocabulary.common.contains(&word.as_str())).count();
    Some(common * 12 >= words.len())
}

/// Whether a text is written in another script than the language, which has a table.
pub(crate) fn is_other_script(text: &str, vocabulary: &Vocabulary) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (own, other) = letters.fold((0, 0), |(own, other), c| {
        if c.is_ascii_alphabetic() || ('\u{aa}'..='\u{24f}').contains(&c) { (own + 1, other) } else { (own, other + 1) }
    });
    !vocabulary.common.is_empty() && other > own && other > 3
}

/// A language without tables: what its leaflets say is kept as it is. Emergency numbers are numbers everywhere.
static NONE: Vocabulary = Vocabulary {
    common: &[],
    emergency_numbers: &["999", "112", "911"],
    emergency: &[],
    urgent: &[],
    urgently: &[],
    non_urgent: &[],
    when_to_get_help: &[],
    no_care: &[],
    conditions: &[],
    do_headings: &[],
    dont_headings: &[],
    dont_starts: &[],
    important: &[],
    contact_headings: &[],
    support_headings: &[],
    reference_headings: &[],
    question_headings: &[],
    question_marks: &[],
    audiences: &[],
    dates: &[],
    months: ["", "", "", "", "", "", "", "", "", "", "", ""],
    versions: &[],
    phones: &[],
    hours: &[],
    write_here: &[],
    kinds: &[],
};
