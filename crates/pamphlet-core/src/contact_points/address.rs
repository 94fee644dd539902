//! Web and e-mail addresses. Which words may be one, typography knows: it spares them.

use std::ops::Range;

use super::{ContactPoint, Found};
use crate::{
    source::typography,
    value::{Email, Url},
};

/// The places that may be addresses, which are no place for telephone numbers; and what some of them lead to.
pub(super) fn find(text: &str) -> (Vec<Range<usize>>, Found) {
    let mut taken = typography::addresses(text);
    let mut found = Vec::new();
    for place in &mut taken {
        // A bracket that the address opens is closed by it: `…/Pain_(disorder)`.
        let count = |bracket: char| text[place.clone()].matches(bracket).count();
        if text[place.end..].starts_with(')') && count('(') > count(')') {
            place.end += 1;
        }
        let word = &text[place.clone()];
        let start = place.start;
        // With these it's a piece of code, which nobody should be led to.
        if word.contains(['<', '>', '"', '`', '{', '}']) {
            continue;
        }
        // No address holds other quotation marks: it ends before them.
        let word = &word[..word.find(['“', '”', '«', '»']).unwrap_or(word.len())];
        let word = word.trim_end_matches(['\'', '’', ',', '.']);
        if let Some((inside, address)) = web(word) {
            found.push((start + inside.start..start + inside.end, ContactPoint::Web(address)));
        } else {
            found.extend(
                emails(word)
                    .into_iter()
                    .map(|(inside, email)| (start + inside.start..start + inside.end, ContactPoint::Email(format!("mailto:{email}")))),
            );
        }
    }
    (taken, found)
}

/// The ends of hosts that need no `www.` before them and no `https://`. None is a word that stands beside a stroke.
const TOPS: [&str; 33] = [
    "org", "com", "net", "edu", "gov", "int", "info", "health", "uk", "scot", "wales", "cymru", "london", "ie", "eu", "de", "fr", "es",
    "pt", "nl", "ch", "se", "dk", "fi", "pl", "cz", "gr", "ca", "au", "nz", "za", "jp", "il",
];

/// The web address in a word: all of it but what stands before `https:` or `www.`, as in `web:www.example.org`.
fn web(word: &str) -> Option<(Range<usize>, String)> {
    let lower = word.to_ascii_lowercase();
    let starts = |mark: &str| {
        lower
            .find(mark)
            .filter(|at| !lower[..*at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '@' | '-' | '=' | '\'')))
    };
    let whole = |at: usize, scheme: &str| {
        let address: Url = format!("{scheme}{}", &word[at..]).parse().ok()?;
        Some((at..word.len(), address.to_string()))
    };
    if lower.contains("://") {
        return whole(starts("https://").or_else(|| starts("http://"))?, "");
    }
    let host = |from: usize| {
        let host = lower[from..].split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.split_once(':').map_or(host, |(host, _)| host);
        let is_label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let labels: Vec<&str> = host.split('.').collect();
        labels.iter().all(|label| is_label(label)).then_some(labels)
    };
    if let Some(at) = starts("www.") {
        return whole(at, "https://").filter(|_| host(at).is_some_and(|labels| labels.len() > 2));
    }
    let has_usual_end = |labels: &Vec<&str>| labels.len() > 1 && labels.last().is_some_and(|top| TOPS.contains(top));
    (!lower.contains('@') && host(0).as_ref().is_some_and(has_usual_end)).then(|| whole(0, "https://")).flatten()
}

/// The e-mail addresses in a word: `a@example.org/b@example.org` has two, and `mailto:a@example.org` one.
fn emails(word: &str) -> Vec<(Range<usize>, Email)> {
    let is_mark = |c: char| matches!(c, ':' | ',' | ';' | '|');
    let apart = |c: char| is_mark(c) || c == '/';
    let mut found = Vec::new();
    let mut at = 0;
    for piece in word.split(apart) {
        let place = at..at + piece.len();
        at = place.end + 1;
        // What a stroke joins to it is part of a longer address, unless that is a whole one itself.
        let joined = |side: &str, beside: Option<&str>| side.ends_with('/') && beside.is_none_or(|beside| beside.parse::<Email>().is_err());
        let before = word[..place.start].trim_end_matches(apart).rsplit(apart).next();
        let after = word[place.end..].split(apart).nth(1);
        let ends_in_stroke = word[place.end..].get(..1).is_some_and(|next| joined(next, after));
        if !joined(&word[..place.start], before)
            && !ends_in_stroke
            && let Ok(email) = piece.parse::<Email>()
        {
            found.push((place, email));
        }
    }
    found
}
