//! A library that holds one of each thing, and the judge of its handouts.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pamphlet_core::{Library, model::Page};
use serde_json::Value;

#[path = "../../../../tests/support/everything.rs"]
mod fixture;

/// The day of the tests: nothing in the fixtures is overdue on it.
pub(crate) fn day() -> pamphlet_core::value::Date {
    "2026-11-22".parse().unwrap()
}

/// The page, as its source.
pub(crate) fn everything() -> Value {
    serde_json::from_slice(&fixture::sources()["conditions/everything.json"]).unwrap()
}

/// The library, with that page or one made of it.
pub(crate) fn library(page: &Value) -> Library {
    let mut sources = fixture::sources();
    sources.insert("conditions/everything.json".to_owned(), page.to_string().into_bytes());
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A library that runs from the right.
pub(crate) fn arabic() -> Library {
    Library::read(fixture::arabic()).unwrap_or_else(|problems| panic!("{problems}"))
}

pub(crate) fn page(library: &Library) -> &Page {
    library.page("conditions/everything").unwrap()
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

/// The text of a file, without its spaces.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).unwrap().split_whitespace().collect()
}
