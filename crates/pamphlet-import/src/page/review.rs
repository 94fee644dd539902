//! Lines that say when a leaflet was written and reviewed: "Version 3. Review date: May 2027".

use pamphlet_core::value::{Date, Version};

use crate::language::{DateOf, Vocabulary, begins, words};

/// What a line says, segment by segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    Date(DateOf, Date),
    /// A date that may be two: 03/04/25.
    Unclear(DateOf),
    Version(Version),
    /// Anything else.
    Other,
}

/// The segments of a line and what each says, if any of them is a date with its label.
pub(super) fn read<'l>(line: &'l str, vocabulary: &Vocabulary) -> Option<Vec<(&'l str, Said)>> {
    let found: Vec<(&str, Said)> = segments(line).into_iter().map(|segment| (segment, of_segment(segment, vocabulary))).collect();
    let is_version = matches!(found.as_slice(), [(_, Said::Version(_))]);
    (is_version || found.iter().any(|(_, said)| matches!(said, Said::Date(..) | Said::Unclear(_)))).then_some(found)
}

/// Parts of a line, at full stops, commas, bars and gaps.
fn segments(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let ends = line.char_indices().filter(|(at, c)| {
        let next = line[at + c.len_utf8()..].chars().next();
        match c {
            '|' | ';' | '\t' | '\n' | '•' | '·' => true,
            '.' | ',' | '/' => next.is_none_or(char::is_whitespace),
            _ => false,
        }
    });
    for (at, c) in ends {
        parts.push(&line[start..at]);
        start = at + c.len_utf8();
    }
    parts.push(&line[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn of_segment(segment: &str, vocabulary: &Vocabulary) -> Said {
    let label = vocabulary.dates.iter().find(|(label, _)| begins(segment, &[label]));
    if let Some((label, what)) = label {
        let rest: Vec<String> = words(segment).split_off(words(label).len());
        // "Reviewed in May 2027", "Review date: by 5 May 2027"
        let rest: Vec<&str> =
            rest.iter().map(String::as_str).skip_while(|word| matches!(*word, "in" | "on" | "by" | "date" | "due" | "is")).collect();
        return match date(&rest, vocabulary) {
            Some(Ok(date)) => Said::Date(*what, date),
            Some(Err(())) => Said::Unclear(*what),
            None => Said::Other,
        };
    }
    let all = words(segment);
    for label in vocabulary.versions {
        let label = words(label);
        let rest = match all.strip_prefix(&*label) {
            Some(rest) => rest.join("."),
            // "V5"
            None => match all.first().and_then(|word| word.strip_prefix(label.join("").as_str())) {
                Some(rest) if label.len() == 1 => {
                    std::iter::once(rest).chain(all[1..].iter().map(String::as_str)).collect::<Vec<_>>().join(".")
                }
                Some(_) | None => continue,
            },
        };
        if let Ok(version) = rest.parse() {
            return Said::Version(version);
        }
    }
    Said::Other
}

/// A date in words, or an error if it may be one of two.
fn date(all: &[&str], vocabulary: &Vocabulary) -> Option<Result<Date, ()>> {
    let month = |word: &str| {
        let known = |name: &&str| !name.is_empty() && (*name == word || word.len() >= 3 && name.starts_with(word));
        vocabulary.months.iter().position(known).and_then(|at| i8::try_from(at + 1).ok())
    };
    let day = |word: &str| word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse::<i8>().ok().filter(|day| (1..=31).contains(day));
    let year = |word: &str| word.parse::<i16>().ok().filter(|year| word.len() == 4 && (1900..2200).contains(year));
    let of = |year: i16, month: i8, day: Option<i8>| match day {
        Some(day) => Date::new(year, month, day).ok(),
        None => format!("{year:04}-{month:02}").parse().ok(),
    };
    match all {
        [one] if year(one).is_some() => format!("{:04}", year(one)?).parse().ok().map(Ok),
        [one, two] if month(one).is_some() && year(two).is_some() => of(year(two)?, month(one)?, None).map(Ok),
        [one, two, three] if day(one).is_some() && month(two).is_some() && year(three).is_some() => {
            of(year(three)?, month(two)?, Some(day(one)?)).map(Ok)
        }
        [one, two, three] if month(one).is_some() && day(two).is_some() && year(three).is_some() => {
            of(year(three)?, month(one)?, Some(day(two)?)).map(Ok)
        }
        // 2027-05-21
        [one, two, three] if year(one).is_some() => of(year(one)?, two.parse().ok()?, Some(three.parse().ok()?)).map(Ok),
        // 21/05/2027: which is the month is only sure if the other can't be one.
        [one, two, three] => {
            let (one, two): (i8, i8) = (one.parse().ok()?, two.parse().ok()?);
            three.parse::<i16>().ok()?;
            match (one > 12, year(three)) {
                (true, Some(year)) => of(year, two, Some(one)).map(Ok),
                (true, None) | (false, _) => Some(Err(())),
            }
        }
        // 05/2027
        [one, two] => {
            let month: i8 = one.parse().ok()?;
            of(year(two)?, month, None).map(Ok)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn review_lines_are_read_and_what_is_unclear_is_not_guessed() {
        let english = language::of(&"en".parse().unwrap());
        let read = |line| {
            read(line, english).map(|all| {
                let shown = all.iter().map(|(segment, said)| match said {
                    Said::Date(of, date) => format!("{of:?} {date}"),
                    Said::Unclear(of) => format!("{of:?}?"),
                    Said::Version(version) => format!("v{version}"),
                    Said::Other => format!("[{segment}]"),
                });
                shown.collect::<Vec<_>>().join(", ")
            })
        };
        for (line, expected) in [
            ("Unique Identifier: SURG 22 (19). Review date: April 2021", Some("[Unique Identifier: SURG 22 (19)], Next 2021-04")),
            ("Page last reviewed: 3 May 2026", Some("Last 2026-05-03")),
            ("Next review due: 21st June 2029", Some("Next 2029-06-21")),
            ("PIF 344, V5, Review by May 2027", Some("[PIF 344], v5, Next 2027-05")),
            ("Version 1.2 | Date of issue: 2024 | Next review: 05/2027", Some("v1.2, Published 2024, Next 2027-05")),
            ("Reviewed: 03/04/25", Some("Last?")),
            ("Reviewed 21/04/2025", Some("Last 2025-04-21")),
            ("Reviewed 03", None),
            ("CF231, V5, September 2014", None),
            ("Your appointment will be reviewed in clinic", None),
        ] {
            assert_eq!(read(line).as_deref(), expected, "{line}");
        }
    }
}
