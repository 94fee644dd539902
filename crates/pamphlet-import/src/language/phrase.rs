//! Finding phrases in text, whatever its capitals, quotes and spaces.

/// How many words a `…` stands for at the most.
const LONGEST_GAP: usize = 4;

/// The words of a text as they're compared: small letters, without apostrophes, and "A&E" as one.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let lower = text.to_lowercase().replace("a & e", "a&e");
    for c in lower.chars() {
        match c {
            '\'' | '’' | '‘' | '`' | '&' | '\u{ad}' => {}
            c if c.is_alphanumeric() => word.push(c),
            _ if word.is_empty() => {}
            _ => words.push(std::mem::take(&mut word)),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// Whether a text begins with one of some phrases.
pub(crate) fn begins(text: &str, phrases: &[&str]) -> bool {
    let words = words(text);
    phrases.iter().any(|phrase| length_at(&words, phrase).is_some())
}

/// Whether a text holds one of some phrases.
pub(crate) fn holds(text: &str, phrases: &[&str]) -> bool {
    let words = words(text);
    phrases.iter().any(|phrase| (0..words.len()).any(|at| length_at(&words[at..], phrase).is_some()))
}

/// Whether a text is one of some phrases, and nothing else.
pub(crate) fn is_whole(text: &str, phrases: &[&str]) -> bool {
    let words = words(text);
    phrases.iter().any(|phrase| length_at(&words, phrase) == Some(words.len()) && !words.is_empty())
}

/// How many words a phrase takes at the beginning of some.
fn length_at(text: &[String], phrase: &str) -> Option<usize> {
    let mut parts = phrase.split('…').map(words);
    let first = parts.next()?;
    let mut at = text.starts_with(&first).then_some(first.len())?;
    for part in parts {
        if part.is_empty() {
            // A phrase that ends in a gap goes on to the end, if that isn't far.
            at = text.len().min(at + LONGEST_GAP);
            continue;
        }
        let gap = (0..=LONGEST_GAP).find(|gap| text.get(at + gap..).is_some_and(|rest| rest.starts_with(&part)))?;
        at += gap + part.len();
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_people_write_them() {
        assert!(begins("CALL 999 or go to A&E if:", &["call 999"]) && begins("Go to your nearest A & E now", &["go to…a&e"]));
        assert!(!begins("You may call 999", &["call 999"]) && holds("You may call 999", &["call 999"]));
        assert!(is_whole("Don’t:", &["dont"]) && !is_whole("Don’t worry", &["dont"]));
        assert!(is_whole("When should I get help?", &["when should…help"]) && is_whole("Leaflet for parents", &["leaflet for…"]));
        assert!(!is_whole("", &[""]) && !begins("call the ward on the number below or 999", &["call…999"]));
    }
}
