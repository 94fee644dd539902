//! What a library says for its pages.

use pamphlet_core::{
    Library, Sources,
    model::{Audience, Page},
};

const SETTINGS: &str = r#"
title = "Library"
publisher = { name = "Example Clinic" }

[[defaults]]
authors = [{ organization = "Example Clinic" }]
region = "GB"
funding = "Nobody paid for it."
review-months = 36

[[defaults]]
kinds = ["medicine"]
audience = "parents"
review-months = 12
"#;

fn library() -> Library {
    let page = |front: &str| format!("---\ntitle: T\nsummary: S\nreview: {{ last: 2026-02-28, clinical: pending }}\n{front}---\nText.\n");
    let mut sources = Sources::from([("pamphlet.toml".to_owned(), SETTINGS.into())]);
    for (name, text) in [
        ("conditions/cough.md", page("")),
        ("conditions/cough.en-US.md", page("")),
        ("medicines/syrup.md", page("region: IE\naudience: carers\n")),
        ("medicines/tablets.md", page("")),
    ] {
        sources.insert(name.into(), text.into_bytes());
    }
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

fn next(page: &Page) -> String {
    page.review.as_ref().unwrap().next.unwrap().to_string()
}

#[test]
fn a_page_says_only_what_is_different() {
    let library = library();
    let [cough, syrup, tablets] = ["conditions/cough", "medicines/syrup", "medicines/tablets"].map(|page| library.page(page).unwrap());
    assert_eq!((cough.authors.len(), cough.region.as_ref().unwrap().as_str(), cough.audience), (1, "GB", None));
    assert_eq!(cough.funding.as_ref().unwrap().as_str(), "Nobody paid for it.");
    assert_eq!((syrup.region.as_ref().unwrap().as_str(), syrup.audience), ("IE", Some(Audience::Carers)));
    assert_eq!(tablets.audience, Some(Audience::Parents));
    // What is said last holds.
    assert_eq!((next(cough), next(tablets)), ("2029-02-28".to_owned(), "2027-02-28".to_owned()));
}

#[test]
fn a_translation_takes_no_words_of_another_language() {
    let library = library();
    let page = library.pages().find(|page| page.id.language.as_str() == "en-US").unwrap();
    assert_eq!((page.authors.len(), page.region.is_some()), (1, true));
    assert_eq!(page.funding, None);
}
