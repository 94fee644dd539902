//! Wallet cards: what they say, and what they refuse.

use std::collections::BTreeMap;

use lopdf::{Document, content::Content};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pamphlet_core::{Library, value::Date};
use pamphlet_pdf::{
    Error, Options, Theme, card,
    sheets::{self, Cells, Layout, Paper},
};

fn day() -> Date {
    "2026-11-22".parse().unwrap()
}

const SETTINGS: &str = "title = 'Library'\nurl = 'https://library.example/'\npublisher = { name = 'Publisher' }\n";

fn library(body: &str) -> Library {
    let review = "review: { last: 2026-11-22, next: 2027-11-22, clinical: pending }";
    let page = format!("---\ntitle: Cough\nsummary: A cough.\n{review}\n---\n\nIt passes.\n\n## When to get help\n\n{body}\n");
    let sources = [("pamphlet.toml", SETTINGS.to_owned()), ("conditions/cough.md", page)];
    let sources: BTreeMap<String, Vec<u8>> = sources.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

fn criteria(urgency: &str, heading: &str, count: usize) -> String {
    let lines: String = (1..=count).map(|number| format!("> - you have sign {number}, and it does not go away in a day\n")).collect();
    format!("> [!{urgency}] {heading}\n{lines}\n")
}

fn made(library: &Library, options: &Options) -> Result<pamphlet_core::Rendered<pamphlet_pdf::Handout>, Error> {
    card(library, library.page("conditions/cough").unwrap(), options)
}

fn advice() -> String {
    let urgent = criteria("urgent", "Ask for an urgent appointment if:", 4);
    let later = criteria("non-urgent", "See a GP if:", 3);
    format!("{urgent}{later}{}", criteria("emergency", "Call 999 if:", 3))
}

#[test]
fn a_card_holds_its_urgent_advice_on_two_sides_and_conforms() {
    let library = library(&advice());
    let rendered = made(&library, &Options::on(day())).unwrap();
    let again = made(&library, &Options::on(day())).unwrap();
    assert!(rendered == again);
    assert_eq!(rendered.output.pages, 2);
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let report = validate_pdf_bytes(&rendered.output.pdf, &ValidationOptions::default().profile(profile)).unwrap();
        assert!(report.failures.is_empty(), "{:?}", report.failures);
    }
    let document = Document::load_mem(&rendered.output.pdf).unwrap();
    let sizes = document.get_pages().into_values().map(|page| {
        let media = document.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        [&media[2], &media[3]].map(|side| (f64::from(side.as_float().unwrap()) / 72.0 * 254.0).round())
    });
    assert!(sizes.into_iter().all(|size| size == [856.0, 540.0]), "85.6 × 54 mm");
    // What can't wait comes first; what can wait isn't on it.
    let text = document.extract_text(&[1, 2]).unwrap();
    let at = |words: &str| text.find(words);
    assert!(at("999").unwrap() < at("appointment").unwrap() && at("GP").is_none(), "{text}");
}

#[test]
fn cards_stand_ten_on_a4_and_eight_on_letter() {
    let library = library(&advice());
    let card = made(&library, &Options::on(day())).unwrap().output.pdf;
    for (paper, count) in [(Paper::A4, 10), (Paper::Letter, 8)] {
        let options = sheets::Options { paper, layout: Layout::Repeat(Cells::cards(paper)), ..sheets::Options::default() };
        let sheets = sheets::impose(&card, &options).unwrap();
        assert_eq!((sheets.output.sheets, sheets.output.sides), (1, 2));
        let told: Vec<_> = sheets.omissions.iter().map(|omission| &omission.what[..]).collect();
        assert_eq!(told, ["links (page 2)", "tags and outline"], "full size, with marks and slug line");
        let document = Document::load_mem(&sheets.output.pdf).unwrap();
        for page in document.get_pages().into_values() {
            let operations = Content::decode(&document.get_page_content(page)).unwrap().operations;
            assert_eq!(operations.iter().filter(|operation| operation.operator == "Do").count(), count);
            let marks = operations.iter().filter(|operation| operation.operator == "S").count();
            assert_eq!(marks, 2 * 3 + 2 * (count / 2 + 1), "a mark at each end of each cut");
        }
    }
}

#[test]
fn a_card_that_would_mislead_is_refused() {
    let refused = |body: &str, options: &Options| made(&library(body), options).unwrap_err();
    let none = refused(&criteria("non-urgent", "See a GP if:", 2), &Options::on(day()));
    let full = refused(&criteria("emergency", "Call 999 if:", 40), &Options::on(day()));
    let unreviewed = refused(&advice(), &Options { unreviewed: pamphlet_pdf::Unreviewed::Refused, ..Options::on(day()) });
    insta::assert_snapshot!([none, full, unreviewed].map(|error| error.to_string()).join("\n"));
    // No theme may hide that nobody has reviewed it, on either side, nor a word of it.
    let theme = |from: &str, to: &str| {
        let built_in = include_str!("../src/theme/card.typ");
        assert!(built_in.contains(from), "{from}");
        let files = BTreeMap::from([("card.typ".to_owned(), built_in.replace(from, to).into_bytes().into())]);
        Options { theme: Theme { files }, ..Options::on(day()) }
    };
    let silent = refused(&advice(), &theme("if data.states.len() > 0", "if false"));
    assert!(matches!(silent, Error::NoticeLost { page: Some(1), .. }), "{silent}");
    let shortened = refused(&advice(), &theme("..card.criteria)", "..card.criteria.slice(1))"));
    assert!(matches!(shortened, Error::TextLost { .. }), "{shortened}");
}
