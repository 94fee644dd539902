//! Laws that hold for any document: nothing panics, nothing is lost, and what is written reads again.

mod support;

use pamphlet_import::{ImportError, Options, import};
use proptest::prelude::*;
use support::{IsHeader, Line, docx, html, odt};

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,8}",
        "[A-Z][a-z]{2,6}[.,:?!]?",
        Just("Call 999".to_owned()),
        Just("if".to_owned()),
        Just("see your GP".to_owned()),
        Just("A&E".to_owned()),
        Just("**bold**".to_owned()),
        Just("~~slanted~~".to_owned()),
        Just("[a link](https://www.example.org/a)".to_owned()),
        Just("\\n".to_owned()),
        Just("\\t".to_owned()),
        Just("<F0FC>".to_owned()),
        Just("[x](y) * _ # > | `code` <b> {.x} ~ ^ $ \\ & &amp; \" ' -- ...".to_owned()),
        Just("سعال".to_owned()),
        Just("Review date: May 2027".to_owned()),
        Just("☐ • - 1. o".to_owned()),
    ];
    prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "))
}

fn line() -> impl Strategy<Value = Line> {
    let words = words;
    let leaf = prop_oneof![
        words().prop_map(Line::Title),
        (1_usize..4, words()).prop_map(|(level, text)| Line::Heading(level, text)),
        (0_usize..3, words()).prop_map(|(level, text)| Line::Bullet(level, text)),
        words().prop_map(Line::Number),
        (prop::collection::vec(words(), 1..4), any::<bool>())
            .prop_map(|(cells, is_header)| Line::Row(cells, if is_header { IsHeader::Yes } else { IsHeader::No })),
        words().prop_map(|text| Line::Margin("header", text)),
        words().prop_map(|text| Line::Margin("footer", text)),
        words().prop_map(Line::Picture),
        words().prop_map(|text| Line::Comment("Ann".to_owned(), text)),
        words().prop_map(|text| Line::Deleted("Ann".to_owned(), text)),
        words().prop_map(|text| Line::Inserted("Ann".to_owned(), text)),
        words().prop_map(Line::Note),
        words().prop_map(Line::Contents),
        words().prop_map(Line::Hidden),
        words().prop_map(Line::Text),
        words().prop_map(Line::Text),
        words().prop_map(|text| Line::Text(format!("**{text}**"))),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        (
            prop::sample::select(vec!["", "emergency", "urgent", "do", "dont", "warning", "inset", "details"]),
            prop::collection::vec(inner, 1..4),
        )
            .prop_map(|(kind, lines)| Line::Box(kind.to_owned(), lines))
    })
}

/// Whether each "999" of a document is in a card or has a to-do.
fn is_safe(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    match import(name, bytes, &Options::default()) {
        Ok(imported) => {
            // Nothing of the text that isn't a repetition or no text at all is missing: the import has proved it. A guess is never silent.
            prop_assert!(imported.report.cards_guessed <= imported.report.todos, "{}", imported.markdown);
            Ok(())
        }
        Err(ImportError::Empty) => Ok(()),
        Err(error) => Err(TestCaseError::fail(format!("{name}: {error}"))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost(lines in prop::collection::vec(line(), 1..20)) {
        is_safe("leaflet.docx", &docx::write(&lines))?;
        is_safe("leaflet.odt", &odt::write(&lines))?;
        is_safe("leaflet.html", &html::write(&lines))?;
    }

    #[test]
    fn damage_is_an_error(at in 0_usize..6000, bytes in prop::collection::vec(any::<u8>(), 0..20), name in prop::sample::select(vec!["a.docx", "a.odt", "a.html", "a.md", "a.pdf"])) {
        let lines = support::parse("# Title\n## Heading\n* one\n| a | b |\n{\nCall 999\n}\n@note n\n");
        let mut file = match name {
            "a.docx" => docx::write(&lines),
            "a.odt" => odt::write(&lines),
            _ => html::write(&lines),
        };
        let at = at.min(file.len());
        let end = (at + bytes.len()).min(file.len());
        file.splice(at..end, bytes);
        let _ = import(name, &file, &Options::default());
    }

    #[test]
    fn web_pages_of_any_kind_are_read(source in "(<(p|b|i|a href=x|ul|li|table|tr|td|th|h2|div class=nhsuk-card--care--urgent|details|summary|figure|img src=x|select|svg|main|template|br)>|</(p|b|i|a|ul|li|table|tr|td|h2|div|details|select|svg|main|template)>|<!--|-->|&amp;|&#x1F;|999|word | if ){0,60}") {
        match import("a.html", source.as_bytes(), &Options::default()) {
            Ok(_) | Err(ImportError::Empty | ImportError::NotRead { .. }) => {}
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        }
    }
}
