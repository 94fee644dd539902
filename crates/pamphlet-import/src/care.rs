//! Lines that say when to get help, and how urgent that is.

use pamphlet_core::model::Urgency;

use crate::language::{Vocabulary, begins, holds, words};

/// How urgent a line is that sends people to somebody.
///
/// It's a guess, and whoever makes a card of it says so in a to-do.
pub(crate) fn of_line(line: &str, vocabulary: &Vocabulary) -> Option<Urgency> {
    if begins(line, vocabulary.emergency) {
        return Some(Urgency::Emergency);
    }
    if names_emergency_number(line, vocabulary) && holds(line, vocabulary.conditions) && words(line).len() < 25 {
        return Some(Urgency::Emergency);
    }
    if begins(line, vocabulary.urgent) {
        return Some(Urgency::Urgent);
    }
    if !begins(line, vocabulary.non_urgent) || holds(line, vocabulary.no_care) {
        return None;
    }
    Some(if holds(line, vocabulary.urgently) { Urgency::Urgent } else { Urgency::NonUrgent })
}

/// Whether a line begins with what to do: "Call 999 if …".
pub(crate) fn begins_with_call(line: &str, vocabulary: &Vocabulary) -> bool {
    let starts_with_condition = vocabulary.conditions.iter().any(|word| begins(line, &[word]));
    !starts_with_condition && (begins(line, vocabulary.emergency) || begins(line, vocabulary.urgent) || begins(line, vocabulary.non_urgent))
}

/// Whether a text names a number that is called in an emergency, and not a part of a longer number.
pub(crate) fn names_emergency_number(text: &str, vocabulary: &Vocabulary) -> bool {
    let all: Vec<&str> = text.split(|c: char| c.is_whitespace()).collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_number = |word: Option<&&str>| word.is_some_and(|word| bare(word).len() > 1 && bare(word).chars().all(|c| c.is_ascii_digit()));
    all.iter().enumerate().any(|(at, word)| {
        let parts: Vec<&str> = word.split(['/', '–', '(', ')']).collect();
        let is_emergency = parts.iter().any(|part| vocabulary.emergency_numbers.contains(&bare(part).as_str()));
        // Groups of a telephone number stand side by side; "999 or 112" and "999/112" don't.
        let before = at.checked_sub(1).and_then(|before| all.get(before));
        let is_group = parts.len() == 1
            && (is_number(before) && !before.is_some_and(|before| before.ends_with([',', ';', ':', '.'])) || is_number(all.get(at + 1)));
        is_emergency && !is_group
    })
}

/// Where a sentence parts into what to do and when: "Call 999 | if you have chest pain."
pub(crate) fn condition_at(line: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let lower = line.to_lowercase();
    // Small letters may take more bytes than capitals: then the place would be wrong.
    if lower.len() != line.len() {
        return None;
    }
    let at = vocabulary.conditions.iter().filter_map(|word| lower.find(&format!(" {word} ")).map(|at| at + word.len() + 1)).min()?;
    // In the first sentence, or not at all.
    (!line[..at].contains(['.', '!', '?'])).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn lines_are_as_urgent_as_they_say() {
        let english = language::of(&"en-GB".parse().unwrap());
        for (line, urgency) in [
            ("Call 999 or go to A&E if:", Some(Urgency::Emergency)),
            ("CALL 999 IF", Some(Urgency::Emergency)),
            ("Go straight to your nearest A & E if you:", Some(Urgency::Emergency)),
            ("Go to the nearest emergency department if", Some(Urgency::Emergency)),
            ("Dial 999 immediately if your child:", Some(Urgency::Emergency)),
            ("If you have chest pain, call 999", Some(Urgency::Emergency)),
            ("Call NHS 111 if", Some(Urgency::Urgent)),
            ("Ask for an urgent GP appointment if:", Some(Urgency::Urgent)),
            ("Contact the ward straight away if you have:", Some(Urgency::Urgent)),
            ("See your GP the same day if", Some(Urgency::Urgent)),
            ("See a GP if:", Some(Urgency::NonUrgent)),
            ("Speak to your pharmacist if you", Some(Urgency::NonUrgent)),
            ("Contact the clinic if:", Some(Urgency::NonUrgent)),
            ("Please contact the clinic to change your appointment", None),
            ("Please contact us if you need to cancel your appointment", None),
            ("You may see your consultant on the ward", None),
            ("What to do if it hurts", None),
        ] {
            assert_eq!(of_line(line, english), urgency, "{line}");
        }
    }

    #[test]
    fn emergency_numbers_are_no_parts_of_others() {
        let english = language::of(&"en-GB".parse().unwrap());
        for (text, is_named) in [
            ("Call 999.", true),
            ("(999/112)", true),
            ("Dial 999 or 112", true),
            ("Tel: 01632 960 999", false),
            ("999 960 001", false),
            ("about 1,999 people", false),
        ] {
            assert_eq!(names_emergency_number(text, english), is_named, "{text}");
        }
    }
}
