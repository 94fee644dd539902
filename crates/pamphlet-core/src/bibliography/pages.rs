//! Pages, and the numbers of editions.

use hayagriva::types::{MaybeTyped, Numeric, PageRanges};

/// Pages: `12-14, 18`, `e12345`, `S1--S9`, or what stands in their place as it's written.
pub(super) fn parse(source: &str) -> MaybeTyped<PageRanges> {
    let plain: String = source.chars().map(|c| if matches!(c, '–' | '—' | '−' | '‐' | '‑') { '-' } else { c }).collect();
    let plain = ["pp.", "pp ", "p. ", "pages "].iter().find_map(|start| plain.strip_prefix(start)).unwrap_or(&plain).trim();
    let is_page = |page: &str| {
        let digits = page.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0')
    };
    let parts: Vec<String> = plain.replace(';', ",").split(',').map(|part| part.replace(' ', "")).collect();
    let are_pages = parts.iter().all(|part| match part.split_once('-') {
        Some((first, last)) => is_page(first) && is_page(last.trim_start_matches('-')),
        None => is_page(part),
    });
    if are_pages {
        let tidy: Vec<String> = parts.iter().map(|part| part.replace("--", "-")).collect();
        if let Ok(pages) = tidy.join(",").parse() {
            return MaybeTyped::Typed(pages);
        }
    }
    MaybeTyped::String(source.to_owned())
}

/// The text with a dash between numbers: `3-4` is a range, and `TR-7` a name.
pub(super) fn dashed(text: &str) -> String {
    let ends = text.split('-').map(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let parts: Vec<bool> = ends.collect();
    if parts.len() == 2 && parts.iter().all(|is_number| *is_number) { text.replace('-', "–") } else { text.to_owned() }
}

/// An edition: `2`, `2nd ed.` and `Second` are the same.
pub(super) fn edition(source: &str) -> MaybeTyped<Numeric> {
    const ORDINALS: [&str; 12] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
    let lower = source.trim().to_lowercase();
    let bare = lower.trim_end_matches('.').trim_end_matches("edition").trim_end_matches("edn").trim_end_matches("ed").trim();
    let digits = ["st", "nd", "rd", "th", "."].iter().find_map(|ending| bare.strip_suffix(ending)).unwrap_or(bare);
    let number = digits.parse::<i32>().ok().or_else(|| ORDINALS.iter().zip(1..).find(|(name, _)| **name == bare).map(|(_, number)| number));
    match number.filter(|number| *number > 0) {
        Some(number) => MaybeTyped::Typed(Numeric::new(number)),
        None => MaybeTyped::String(source.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_numbers_where_they_can_be() {
        for source in ["2", "2nd", "2nd ed.", "Second", "second edition"] {
            assert_eq!(edition(source), MaybeTyped::Typed(Numeric::new(2)), "{source}");
        }
        assert_eq!(edition("Revised and enlarged"), MaybeTyped::String("Revised and enlarged".to_owned()));
    }

    #[test]
    fn pages_keep_every_number() {
        for (source, wanted) in
            [("12-14, 18-20", "12-14, 18-20"), ("12--14", "12-14"), ("pp. 3–9", "3-9"), ("e12345", "e12345"), ("S1--S9", "S1-S9")]
        {
            assert_eq!(parse(source).to_string(), wanted, "{source}");
        }
        for source in ["12:1-12:8", "CD001234", "123+", "007"] {
            assert!(matches!(parse(source), MaybeTyped::String(_)) || source == "CD001234", "{source}");
        }
    }
}
