//! Which words of a text lead somewhere by themselves: web addresses, e-mail addresses and telephone numbers.
//!
//! Whoever reads on a telephone taps a number, and can't copy it easily. Renderers ask [`parts`] and make links of exactly the words that
//! the author wrote: nothing is added, so that every format still says the same.

mod address;
mod telephone;

use std::ops::Range;

use crate::{Library, model::Page};

/// What some words of a text lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactPoint {
    /// A web address, with `https://` if the author wrote none.
    Web(String),
    /// An e-mail address: `mailto:…`.
    Email(String),
    /// A telephone number: `tel:…`, with the country's code.
    Telephone(String),
}

impl ContactPoint {
    /// The address that a link to it has.
    #[must_use]
    pub fn href(&self) -> &str {
        match self {
            Self::Web(href) | Self::Email(href) | Self::Telephone(href) => href,
        }
    }
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'t> {
    /// The words, as they stand in the text.
    pub words: &'t str,
    /// What they lead to, if they do.
    pub to: Option<ContactPoint>,
}

/// The parts of a text in their order: joined they are the text again.
///
/// The region (`GB`) says how telephone numbers are written there. Without one, only numbers with the code of a country are found.
///
/// ```
/// use pamphlet_core::contact_points::parts;
/// let links: Vec<(&str, String)> = parts("Write to help@example.org (or ring 01632 960 001).", Some("GB"))
///     .into_iter()
///     .filter_map(|part| Some((part.words, part.to?.href().to_owned())))
///     .collect();
/// assert_eq!(links, [("help@example.org", "mailto:help@example.org".to_owned()), ("01632 960 001", "tel:+441632960001".to_owned())]);
/// ```
#[must_use]
pub fn parts<'t>(text: &'t str, region: Option<&str>) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    let mut done = 0;
    for (place, to) in find(text, region) {
        if done < place.start {
            parts.push(Part { words: &text[done..place.start], to: None });
        }
        done = place.end;
        parts.push(Part { words: &text[place], to: Some(to) });
    }
    if done < text.len() {
        parts.push(Part { words: &text[done..], to: None });
    }
    parts
}

/// The region whose telephone numbers a page has: its own, else that of its language, else the library's.
#[must_use]
pub fn region_of(library: &Library, page: &Page) -> Option<String> {
    let own = page.region.as_ref().map(ToString::to_string);
    own.or_else(|| page.id.language.region()).or_else(|| library.site().language.region())
}

/// What is found in a text, with its places.
type Found = Vec<(Range<usize>, ContactPoint)>;

fn find(text: &str, region: Option<&str>) -> Found {
    // Most texts have none of these.
    let may_lead = |c: char| matches!(c, '@' | '/' | '+') || c.is_ascii_digit() || !c.is_ascii();
    if !text.contains(may_lead) && !text.contains("www.") && !text.contains("WWW.") {
        return Vec::new();
    }
    let (taken, mut found) = address::find(text);
    found.extend(telephone::find(text, &taken, region));
    found.sort_by_key(|(place, _)| place.start);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text with each link in brackets, and where it leads.
    fn linked(text: &str, region: &str) -> String {
        let region = Some(region).filter(|region| !region.is_empty());
        let shown = parts(text, region).into_iter().map(|part| match part.to {
            Some(to) => format!("⟨{}⟩({})", part.words, to.href()),
            None => part.words.to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn addresses_are_found_without_what_stands_around_them() {
        for (text, wanted) in [
            ("Write to help@example.org.", "Write to ⟨help@example.org⟩(mailto:help@example.org)."),
            ("(help@example.org)", "(⟨help@example.org⟩(mailto:help@example.org))"),
            ("E-mail:help@example.org", "E-mail:⟨help@example.org⟩(mailto:help@example.org)"),
            ("a@b.org,c@d.org", "⟨a@b.org⟩(mailto:a@b.org),⟨c@d.org⟩(mailto:c@d.org)"),
            ("“help@example.org”", "“⟨help@example.org⟩(mailto:help@example.org)”"),
            ("See https://www.example.org/help.", "See ⟨https://www.example.org/help⟩(https://www.example.org/help)."),
            ("or www.example.org, or", "or ⟨www.example.org⟩(https://www.example.org/), or"),
            ("‘www.example.org/a-b?c=1’!", "‘⟨www.example.org/a-b?c=1⟩(https://www.example.org/a-b?c=1)’!"),
            ("https://example.org/Pain_(disorder) is", "⟨https://example.org/Pain_(disorder)⟩(https://example.org/Pain_(disorder)) is"),
            ("(https://example.org/Pain)", "(⟨https://example.org/Pain⟩(https://example.org/Pain))"),
            ("see nhs.uk/conditions/x.", "see ⟨nhs.uk/conditions/x⟩(https://nhs.uk/conditions/x)."),
            ("انظر www.example.org، أو", "انظر ⟨www.example.org⟩(https://www.example.org/)، أو"),
        ] {
            assert_eq!(linked(text, "GB"), wanted, "{text}");
        }
        for text in [
            "and/or 5 mg/kg, e.g./i.e., max.dose/day",
            "@clinic on Mastodon, @me@example.org",
            "the file leaflet.pdf, C:\\new, ftp://example.org",
            "javascript://example.org/%0aalert(1)",
            "https://name:word@example.org/",
            "www. and www.example",
        ] {
            assert_eq!(linked(text, "GB"), text);
        }
    }

    #[test]
    fn telephone_numbers_are_found_as_their_region_writes_them() {
        for (region, text, wanted) in [
            ("GB", "ring 01632 960 001.", "ring ⟨01632 960 001⟩(tel:+441632960001)."),
            ("GB", "(01632) 960001 or (020 7946 0001)", "⟨(01632) 960001⟩(tel:+441632960001) or (⟨020 7946 0001⟩(tel:+442079460001))"),
            ("GB", "01632 960 001 24 hours a day", "⟨01632 960 001⟩(tel:+441632960001) 24 hours a day"),
            ("GB", "01632 960001 9am to 5pm", "⟨01632 960001⟩(tel:+441632960001) 9am to 5pm"),
            ("GB", "Tel:0161 496 0001/0161 496 0002", "Tel:⟨0161 496 0001⟩(tel:+441614960001)/⟨0161 496 0002⟩(tel:+441614960002)"),
            ("GB", "01632\u{a0}960\u{a0}001", "⟨01632\u{a0}960\u{a0}001⟩(tel:+441632960001)"),
            ("GB", "Childline: 0800 1111 (free)", "Childline: ⟨0800 1111⟩(tel:+448001111) (free)"),
            ("", "+44 (0)1632 960001 24 hours", "⟨+44 (0)1632 960001⟩(tel:+441632960001) 24 hours"),
            ("FR", "au +441632960001, merci", "au ⟨+441632960001⟩(tel:+441632960001), merci"),
            (
                "GB",
                "0044 1632 960001, Ward 5 01632 960 001",
                "⟨0044 1632 960001⟩(tel:+441632960001), Ward 5 ⟨01632 960 001⟩(tel:+441632960001)",
            ),
            ("", "+212 600 000 001", "⟨+212 600 000 001⟩(tel:+212600000001)"),
            ("FR", "le 01 99 00 00 01.", "le ⟨01 99 00 00 01⟩(tel:+33199000001)."),
            ("FR", "le 01.99.00.00.01", "le ⟨01.99.00.00.01⟩(tel:+33199000001)"),
            ("IE", "020 915 0001", "⟨020 915 0001⟩(tel:+353209150001)"),
            ("DE", "030 23125 001", "⟨030 23125 001⟩(tel:+493023125001)"),
            ("AU", "(02) 5550 1234", "⟨(02) 5550 1234⟩(tel:+61255501234)"),
            ("US", "(212) 555-0101, 212-555-0102", "⟨(212) 555-0101⟩(tel:+12125550101), ⟨212-555-0102⟩(tel:+12125550102)"),
            ("CA", "1-800-555-0199 or 212.555.0103", "⟨1-800-555-0199⟩(tel:+18005550199) or ⟨212.555.0103⟩(tel:+12125550103)"),
            ("GB", "اتصل ٠١٦٣٢ ٩٦٠ ٠٠١ الآن", "اتصل ⟨٠١٦٣٢ ٩٦٠ ٠٠١⟩(tel:+441632960001) الآن"),
        ] {
            assert_eq!(linked(text, region), wanted, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_to_ring_is_left_alone() {
        for (region, text) in [
            ("GB", "NHS number 943 476 5919, 401 023 2137"),
            ("GB", "ISBN 0 19 921234 5, 978-0-19-921234-1, 0199212345 and ISBN 0199 21234 5"),
            ("GB", "SNOMED CT 71315008, dm+d 39720311000001101, PMID 01234 567 890"),
            ("GB", "on 01.02.2026 10 people, 01-02-2026, 01 02 2026 10, 2019-2020"),
            ("GB", "£0123 456 789, 01632 960 001–005, 0123 456 789 mg, 0.012 345 678"),
            ("GB", "weeks 05 10 15 20 25, 09:00-17:00, 10 000 000 and 1,000,000,000"),
            ("GB", "x01632 960 001, 01632 960 001a, 01632 960 001.5, A0123-456-7890"),
            ("GB", "212-555-0101"),
            ("", "01632 960 001"),
            ("ES", "01632 960 001"),
            ("US", "100 200 3000, 1 212 555 01, 212-555-0101-2"),
            ("GB", "+5 kg, +0123 456 789, + 44 and 2+441632960001"),
            ("GB", "Relay UK: 18001 01632 960 001 0 0"),
        ] {
            assert_eq!(linked(text, region), text);
        }
    }

    proptest! {
        #[test]
        fn no_word_changes(text in "[a-c@./: ()+0-9٠-٩,w–é“-]{0,40}", region in "GB|FR|US|") {
            let parts = parts(&text, Some(&region));
            prop_assert_eq!(parts.iter().map(|part| part.words).collect::<String>(), text.as_str());
            for part in parts {
                if let Some(to) = part.to {
                    prop_assert!(["https://", "http://", "mailto:", "tel:+"].iter().any(|start| to.href().starts_with(start)));
                    prop_assert!(!part.words.is_empty() && part.words.trim() == part.words);
                }
            }
        }

        // Words without a meaning: "kg" after it would make it a weight.
        #[test]
        fn sentences_around_a_number_change_nothing(before in "[x-z ,:]{0,8} [(]?", after in "[ ,.;)!?][x-z ]{0,8}") {
            let text = format!("{before}01632 960 001{after}");
            let found: Vec<&str> = parts(&text, Some("GB")).into_iter().filter(|part| part.to.is_some()).map(|part| part.words).collect();
            prop_assert_eq!(found, ["01632 960 001"]);
        }
    }
}
