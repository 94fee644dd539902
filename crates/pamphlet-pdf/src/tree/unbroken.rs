//! Numbers written in groups, such as telephone numbers, stay on one line: half of one isn't rung.

use serde_json::Value;

/// What is longer is no telephone number, and may be too long for a line.
const LONGEST: usize = 20;

/// Puts no-break spaces into the numbers of a tree of nodes.
///
/// Tables are left alone: their columns have room for their longest words, and a number in groups is several.
pub(super) fn keep_numbers_whole(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(whole) = with_whole_numbers(text) {
                *text = whole;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(keep_numbers_whole),
        Value::Object(node) if node.get("is").is_some_and(|is| is == "table" || is == "differential") => {}
        Value::Object(node) => node.values_mut().for_each(keep_numbers_whole),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The text with no-break spaces in its numbers, if it has any in groups.
fn with_whole_numbers(text: &str) -> Option<String> {
    let parts_groups = |(at, _): &(usize, &str)| {
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        is_digit(text.as_bytes().get(at.wrapping_sub(1))) && is_digit(text.as_bytes().get(at + 1))
    };
    let mut spaces: Vec<usize> = text.match_indices(' ').filter(parts_groups).map(|(at, _)| at).collect();
    spaces.retain(|at| {
        let in_number = |c: char| c.is_ascii_digit() || c == ' ';
        let before = text[..*at].chars().rev().take_while(|c| in_number(*c)).count();
        before + text[*at..].chars().take_while(|c| in_number(*c)).count() <= LONGEST
    });
    if spaces.is_empty() {
        return None;
    }
    Some(text.char_indices().map(|(at, c)| if spaces.binary_search(&at).is_ok() { '\u{a0}' } else { c }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_rung_is_kept_whole() {
        let whole = |text: &str| with_whole_numbers(text).unwrap_or_else(|| text.to_owned()).replace('\u{a0}', "_");
        assert_eq!(whole("Call 01632 960 004 or write"), "Call 01632_960_004 or write");
        assert_eq!(whole("Ring +44 1632 960004."), "Ring +44_1632_960004.");
        assert_eq!(whole("Call 999 if it hurts, in 1 of 10"), "Call 999 if it hurts, in 1 of 10");
        assert_eq!(whole("From 0 1 2 3 4 5 6 7 8 9 10 choose one"), "From 0 1 2 3 4 5 6 7 8 9 10 choose one");
    }
}
