use super::*;
use crate::{Sources, value::LanguageTag};

const SETTINGS: &str = "title = 'T'\n[publisher]\nname = 'P'\n";
const REFERENCES: &str = "@article{one, title={One}, author={A, B.}, journal={J}, year={2020}}\n";
const PAGE: &str = "---\ntitle: A\nsummary: S.\nreview: { last: 2026-01-02, clinical: pending }\n---\n\n\
    ## When to get help\n\n> [!urgent] Call today if:\n> - you bleed\n> - it burns\n\n\
    ## Causes\n\nMany [@one].\n\n## Tests\n\nFew.\n\n## Questions {.faq}\n\n### Is it rare?\n\nNo.\n";

fn library(page: &str, more: &[(&str, &str)]) -> Library {
    let mut sources: Sources = [("pamphlet.toml", SETTINGS), ("references.bib", REFERENCES), ("conditions/a.md", page)]
        .into_iter()
        .chain(more.iter().copied())
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .collect();
    sources.insert("conditions/b.md".to_owned(), b"---\ntitle: B\nsummary: S.\n---\n\nText.\n".to_vec());
    Library::read(sources).unwrap()
}

fn told(old: &Library, new: &Library) -> String {
    let messages = Messages::built_in(&LanguageTag::default()).unwrap();
    let changes = Changes::between(old, new);
    let mut lines: Vec<String> = changes.library.iter().map(|detail| detail.words(messages)).collect();
    for page in &changes.pages {
        match &page.fate {
            Fate::Added => lines.push(format!("{} added", page.id)),
            Fate::Removed => lines.push(format!("{} removed", page.id)),
            Fate::Changed(changes) => lines.extend(changes.iter().map(|change| format!("{}: {}", page.id, change.words(messages)))),
        }
    }
    lines.join("\n")
}

#[test]
fn the_same_text_in_other_lines_is_no_change() {
    let rewrapped = PAGE.replace("Many [@one].", "Many\n[@one].").replace("- it burns", "- it\n>   burns");
    assert_eq!(told(&library(PAGE, &[]), &library(&rewrapped, &[])), "");
}

#[test]
fn what_changed_is_told_with_help_first() {
    let new = PAGE
        .replace("- it burns", "- it burns for a day")
        .replace("clinical: pending", "clinical: { signed: { by: C, credential: D, on: 2026-03-01 } }")
        .replace("## Causes\n\nMany", "## Why it happens\n\nMany")
        .replace("## Tests\n\nFew.", "## Treatments\n\nNone.")
        .replace("No.", "Nobody knows.");
    insta::assert_snapshot!(told(
        &library(PAGE, &[]),
        &library(&new, &[("conditions/c.md", "---\ntitle: C\nsummary: S.\n---\n\nText.\n")])
    ));
}

#[test]
fn parts_that_change_places_have_moved_and_their_neighbours_have_not() {
    let new = PAGE.replace("## Tests\n\nFew.\n\n", "").replace("## Causes", "## Tests\n\nFew.\n\n## Causes");
    assert_eq!(told(&library(PAGE, &[]), &library(&new, &[])).lines().count(), 2, "{}", told(&library(PAGE, &[]), &library(&new, &[])));
    let new = PAGE.replace("## Causes", "## Symptoms\n\nPain.\n\n## Causes");
    assert_eq!(told(&library(PAGE, &[]), &library(&new, &[])).lines().count(), 1);
}

#[test]
fn a_source_and_a_notice_that_change_are_told() {
    let old = library(PAGE, &[]);
    let new = library(PAGE, &[("references.bib", &REFERENCES.replace("2020", "2021"))]);
    assert!(told(&old, &new).contains("2021"), "{}", told(&old, &new));
    let settings = format!("{SETTINGS}[notices]\nmedical-first = 'See a GP.'\n");
    let new = library(PAGE, &[("pamphlet.toml", &settings)]);
    assert_eq!(told(&old, &new).lines().count(), 1, "{}", told(&old, &new));
}

#[test]
fn every_detail_has_its_words() {
    let messages = Messages::built_in(&LanguageTag::default()).unwrap();
    for detail in Detail::ALL {
        assert!(!detail.words(messages).is_empty());
    }
}
