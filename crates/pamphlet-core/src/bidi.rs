//! Which parts of a text must be set from the left where lines run from the right.
//!
//! After an Arabic or Hebrew letter the parts of a number change places: `01632 960 001` is shown as `001 960 01632`, and `10-12` as
//! `12-10` (UAX #9, rules W2 and W4). Marks for the direction are forbidden in text, because they can make it look other than it reads; so
//! renderers set such parts apart, each in its own way, and all of them ask [`runs`] which they are.

use std::ops::Range;

use crate::value::Direction;

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run<'t> {
    /// It runs as its letters do.
    Plain(&'t str),
    /// It's set apart, and runs from the left: a number in groups, a range, a code, a dose.
    FromLeft(&'t str),
}

/// The parts of a text whose lines run in a direction, in their order.
///
/// ```
/// use pamphlet_core::{bidi::{Run, runs}, value::Direction};
/// let parts: Vec<Run> = runs("اتصل 01632 960 001 الآن", Direction::RightToLeft).collect();
/// assert_eq!(parts, [Run::Plain("اتصل "), Run::FromLeft("01632 960 001"), Run::Plain(" الآن")]);
/// ```
pub fn runs(text: &str, direction: Direction) -> impl Iterator<Item = Run<'_>> {
    let places = match direction {
        Direction::LeftToRight => Vec::new(),
        Direction::RightToLeft => from_left(text),
    };
    let mut out = Vec::with_capacity(places.len() * 2 + 1);
    let mut from = 0;
    for place in places {
        if from < place.start {
            out.push(Run::Plain(&text[from..place.start]));
        }
        from = place.end;
        out.push(Run::FromLeft(&text[place]));
    }
    if from < text.len() {
        out.push(Run::Plain(&text[from..]));
    }
    out.into_iter()
}

/// What a character is to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Digit,
    Letter,
    /// It joins what stands on both sides of it: `-`, `/`, `.`, a space between digits.
    Joint,
    /// It begins a number: `+`, `(`, `£`.
    Start,
    /// It ends a number: `%`, `°`, `)`.
    End,
    Space,
    Other,
}

fn part(c: char) -> Part {
    match c {
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => Part::Digit,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => Part::Space,
        '+' | '(' | '[' | '£' | '$' | '€' | '<' | '>' | '≤' | '≥' | '±' | '~' | '#' => Part::Start,
        '%' | '°' | ')' | ']' | '′' | '″' | '٪' => Part::End,
        '-' | '–' | '−' | '‐' | '‑' | '/' | '.' | ',' | ':' | '×' | '_' | '@' | '&' | '=' | '\'' | '’' | '^' | '*' | '٫' | '٬' => {
            Part::Joint
        }
        // Letters that run from the left: Latin, Greek, Cyrillic, and the raised digits of units.
        'µ' | '²' | '³' | '¹' => Part::Letter,
        c if c.is_alphabetic() && is_from_left(c) => Part::Letter,
        c if ('\u{300}'..='\u{36f}').contains(&c) => Part::Letter,
        _ => Part::Other,
    }
}

fn is_from_left(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '\u{2c60}'..='\u{2c7f}')
}

/// The places that must run from the left: from the first digit or Latin letter to the last, with what joins them, if there are digits and
/// something that would change its place.
fn from_left(text: &str) -> Vec<Range<usize>> {
    let all: Vec<(usize, char, Part)> = text.char_indices().map(|(at, c)| (at, c, part(c))).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if !matches!(all[at].2, Part::Digit | Part::Letter | Part::Start) {
            at += 1;
            continue;
        }
        // The run goes on as long as digits and letters do; marks and spaces between them belong to it, those after them don't.
        let (mut end, mut next, mut open) = (at, at, 0_usize);
        let mut has_core = false;
        while let Some((_, c, part)) = all.get(next).copied() {
            match part {
                Part::Digit | Part::Letter => {
                    has_core = true;
                    end = next + 1;
                }
                Part::Start => open += usize::from(matches!(c, '(' | '[')),
                Part::End if matches!(c, ')' | ']') && open == 0 => break,
                Part::End => {
                    open = open.saturating_sub(usize::from(matches!(c, ')' | ']')));
                    if has_core && next == end {
                        end = next + 1;
                    }
                }
                // Here a sentence or an item of a list ends, and the next one follows on the left.
                Part::Joint if matches!(c, '.' | ',' | ':') && all.get(next + 1).is_none_or(|(_, _, part)| *part == Part::Space) => break,
                Part::Joint | Part::Space => {}
                Part::Other => break,
            }
            next += 1;
        }
        // A bracket that opens before the run and closes after it stays outside.
        let mut start = at;
        let unbalanced = |range: Range<usize>| {
            let count = |wanted: [char; 2]| all[range.clone()].iter().filter(|(_, c, _)| wanted.contains(c)).count();
            count(['(', '[']) > count([')', ']'])
        };
        while start < end && matches!(all[start].1, '(' | '[') && unbalanced(start..end) {
            start += 1;
        }
        while start < end && all[start].2 == Part::Space {
            start += 1;
        }
        if has_core && start < end {
            let run = &all[start..end];
            let is_plain_number = run.iter().all(|(_, c, part)| *part == Part::Digit || matches!(c, '.' | ',' | '٫' | '٬'));
            let has_digit = run.iter().any(|(_, _, part)| *part == Part::Digit);
            // Words alone keep together by themselves; so does a number of one group.
            if has_digit && !is_plain_number {
                let last = all.get(end).map_or(text.len(), |(at, _, _)| *at);
                out.push(all[start].0..last);
            }
        }
        at = next.max(at + 1);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(text: &str) -> Vec<&str> {
        let of_left = |run| match run {
            Run::FromLeft(text) => Some(text),
            Run::Plain(_) => None,
        };
        runs(text, Direction::RightToLeft).filter_map(of_left).collect()
    }

    #[test]
    fn numbers_in_parts_are_set_apart() {
        for (text, wanted) in [
            ("اتصل بالرقم 01632 960 001 الآن", vec!["01632 960 001"]),
            ("اتصل بالرقم +44 1632 960001.", vec!["+44 1632 960001"]),
            ("من 10-12 أو 10–12 مرة", vec!["10-12", "10–12"]),
            ("خذ 500 mg مرتين", vec!["500 mg"]),
            ("(01632 960 001)", vec!["(01632 960 001)"]),
            ("الأعداد 10, 20, 30 و 5-6.", vec!["5-6"]),
            ("رقم (0)1632 960001", vec!["(0)1632 960001"]),
            ("يوم 2026-11-22 عند 50% من 1,000 و 7.5", vec!["2026-11-22", "50%"]),
            ("الرمز N94.1 لدى NHS England", vec!["N94.1"]),
            ("خذ 120/80 اليوم", vec!["120/80"]),
            ("في 999 أو 111", vec![]),
        ] {
            assert_eq!(apart(text), wanted, "{text}");
        }
        assert_eq!(runs("Call 01632 960 001", Direction::LeftToRight).collect::<Vec<_>>(), [Run::Plain("Call 01632 960 001")]);
    }

    proptest::proptest! {
        #[test]
        fn no_letter_is_lost(text in "[ اب0-9+()a-z.%-]{0,24}") {
            let all: String = runs(&text, Direction::RightToLeft).map(|run| match run { Run::Plain(t) | Run::FromLeft(t) => t }).collect();
            proptest::prop_assert_eq!(all, text);
        }

        #[test]
        fn a_telephone_number_is_one_run(number in "\\+?[0-9]{2,5}( [0-9]{3,4}){1,3}", before in "[ابتث]{2,6}", after in "[ابتث]{2,6}") {
            let text = format!("{before} {number} {after}");
            proptest::prop_assert_eq!(apart(&text), [number.as_str()]);
        }
    }
}
