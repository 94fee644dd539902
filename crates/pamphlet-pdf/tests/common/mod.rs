//! A library that holds one of each thing, and the judge of its handouts.

use std::collections::BTreeMap;

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pamphlet_core::{Library, model::Page};
use serde_json::{Value, json};

const SETTINGS: &str = r#"
title = "Library"
url = "https://library.example/"
feedback = "Write to us."
trust-points = ["Confidential"]
clinic = "ours"
[publisher]
name = "Publisher"
logo = "media/x.svg"
url = "https://publisher.example/"
[notices]
medical-first = "See a GP first."
disclaimer = "For learning."
[contact]
name = "Publisher"
email = "a@publisher.example"
[introduction]
text = "New?"
page = "guides/book"
[clinics.ours]
name = "Our Clinic"
logo = "media/x.svg"
address = ["1 Street"]
phones = [{ label = "Desk", number = "01632 960 001" }]
other-formats = "Ask for Braille."
interpreter = "Ask for one."
services = [{ name = "Physiotherapy", phone = "01632 960 002" }]
"#;

const BIBLIOGRAPHY: &str = "
@article{smith2020, title={Pain and help}, author={Smith, A.}, journal={J Pain}, year={2020}, doi={10.1111/1471-0528.14518}}
@article{jones2021, title={Trials}, author={Jones, B.}, journal={BJOG}, year={2021}, url={https://example.org/j}}
";

pub(crate) fn everything() -> Value {
    serde_json::from_str(include_str!("../../../../tests/fixtures/everything.json")).unwrap()
}

pub(crate) fn library(page: &Value) -> Library {
    let page = page.to_string();
    let sources = [
        ("pamphlet.toml", SETTINGS),
        ("references.bib", BIBLIOGRAPHY),
        ("glossary.md", "## word\n\nWhat it means.\n"),
        ("conditions/everything.json", &page),
        ("conditions/other.md", "---\ntitle: Other\nsummary: Another page.\ncollection: topic\n---\n\n## Causes\n\nMany.\n"),
        ("collections/topic.md", "---\ntitle: Topic\nsummary: A topic.\n---\n\nA topic.\n"),
        (
            "guides/book.md",
            "---\ntitle: Book\nsummary: A book.\nguide:\n  parts:\n    - title: Part one\n      chapters: [conditions/other]\n---\n\nA book.\n",
        ),
        (
            "media/x.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"300\"><rect width=\"600\" height=\"300\" fill=\"#ccc\"/></svg>",
        ),
    ];
    let sources: BTreeMap<String, Vec<u8>> = sources.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

pub(crate) fn page(library: &Library) -> &Page {
    library.page("conditions/everything").unwrap()
}

pub(crate) fn with_block(block: Value) -> Value {
    let mut page = everything();
    page["sections"].as_array_mut().unwrap().push(json!({ "heading": [{ "text": "More" }], "blocks": [block] }));
    page
}

pub(crate) fn failures(pdf: &[u8]) -> Vec<String> {
    failures_of(pdf, ValidationProfile::PdfA2a)
}

pub(crate) fn failures_of(pdf: &[u8], archival: ValidationProfile) -> Vec<String> {
    // A compressed stream may end with a carriage return; with the line feed before `endstream` page_validation 0.12.2
    // takes it for an end of line and finds the stream a byte short. veraPDF and qpdf read it rightly.
    let looks_short = pdf.windows(11).any(|bytes| bytes == b"\r\nendstream");
    [ValidationProfile::PdfUa1, archival]
        .into_iter()
        .flat_map(|profile| {
            let report = validate_pdf_bytes(pdf, &ValidationOptions::default().profile(profile)).unwrap();
            let real = move |failure: &page_validation::ValidationFailure| !(looks_short && failure.rule_id.ends_with(":6.1.7.1:1"));
            report.failures.into_iter().filter(real).map(move |failure| format!("{profile:?}: {failure}"))
        })
        .collect()
}
