//! What a Word file of a page holds.

use std::collections::BTreeSet;

use pamphlet_core::{Library, words};
use pamphlet_docx::{
    Error, Options, Purpose,
    package::{Package, parse},
    render,
};
use proptest::prelude::*;

#[path = "../../../tests/support/everything.rs"]
mod fixture;
#[path = "../../../tests/support/generate.rs"]
mod generate;

fn options() -> Options {
    Options::on("2026-11-22".parse().unwrap())
}

fn library(files: &[(&str, &str)]) -> Library {
    let settings = ("pamphlet.toml", "title = 'Library'\npublisher = { name = 'Example Clinic' }");
    let files = [settings].iter().chain(files).map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    Library::read(files).unwrap_or_else(|problems| panic!("{problems}"))
}

fn made(library: &Library, path: &str, options: &Options) -> Package {
    let page = library.page(path).unwrap();
    Package::open(&render(library, page, options).unwrap().output).unwrap()
}

/// The text of a file's paragraphs, a line each.
fn text(package: &Package) -> String {
    let document = package.text(package.main_part()).unwrap();
    let tree = parse(&document).unwrap();
    let paragraphs = tree.descendants().filter(|node| node.tag_name().name() == "p");
    let text_of = |paragraph: roxmltree::Node<'_, '_>| {
        let pieces = paragraph.descendants().filter_map(|node| match node.tag_name().name() {
            "t" => Some(node.text().unwrap_or_default().to_owned()),
            "br" => Some(" ".to_owned()),
            _ => node.attribute("descr").filter(|_| node.tag_name().name() == "docPr").map(|words| format!(" {words} ")),
        });
        pieces.collect::<String>()
    };
    paragraphs.map(|paragraph| text_of(paragraph) + "\n").collect()
}

#[test]
fn a_small_page_in_full() {
    let page = "---\ntitle: Cough\nsummary: What to do about a cough.\n---\n\nMost coughs *go away*.\n\n## When to get help\n\n\
        > [!emergency] Call 999 if:\n> - you cough up blood\n\n> [!dont]\n> - smoke\n\n| Age | Dose |\n|---|--:|\n| 6 to 12 | 5 ml |\n";
    let package = made(&library(&[("conditions/cough.md", page)]), "conditions/cough", &options());
    let document = package.text(package.main_part()).unwrap();
    let lines = document
        .replace("<w:p>", "\n<w:p>")
        .replace("<w:tr>", "\n<w:tr>")
        .replace("<w:tbl>", "\n<w:tbl>")
        .replace("<w:sectPr>", "\n<w:sectPr>");
    insta::assert_snapshot!("document", lines);
    insta::assert_snapshot!("export", package.text("customXml/item1.xml").unwrap().replace("<text", "\n<text"));
}

#[test]
fn everything_that_a_page_says_is_in_the_file() {
    for (sources, path) in [(fixture::sources(), "conditions/everything"), (fixture::arabic(), "conditions/example")] {
        let library = Library::read(sources).unwrap();
        let page = library.page(path).unwrap();
        for purpose in [Purpose::Review, Purpose::Handout] {
            let package = made(&library, path, &Options { purpose, ..options() });
            let said = words::of_text(&text(&package).replace('\u{200e}', ""));
            let said: BTreeSet<&str> = said.iter().map(String::as_str).collect();
            let mut missing = words::of_page(page);
            missing.extend(words::of_notes(page));
            missing.extend(words::of_text(page.headline().as_str()));
            missing.extend(words::of_text(page.summary.as_str()));
            missing.retain(|word| !said.contains(word.as_str()));
            assert!(missing.is_empty(), "{path}: {missing:?}");
        }
    }
}

#[test]
fn a_care_card_says_its_urgency_in_words_and_looks_like_a_card() {
    let page = "---\ntitle: Cough\nsummary: S.\n---\n\n## Help\n\n> [!urgent] Ask for an urgent appointment if:\n> - it lasts\n";
    let package = made(&library(&[("conditions/cough.md", page)]), "conditions/cough", &options());
    assert!(text(&package).contains("Urgent advice: Ask for an urgent appointment if:\nit lasts\n"));
    let document = package.text(package.main_part()).unwrap();
    let tree = parse(&document).unwrap();
    let styled = |words: &str| {
        let paragraph = tree
            .descendants()
            .filter(|node| node.tag_name().name() == "p")
            .find(|paragraph| paragraph.descendants().filter_map(|node| node.text()).any(|text| text.contains(words)));
        let properties = paragraph.unwrap().first_element_child().unwrap();
        let children = || properties.children().map(|node| node.tag_name().name().to_owned());
        let style = properties.first_element_child().unwrap().attributes().next().unwrap().value().to_owned();
        (style, children().any(|name| name == "pBdr"), children().any(|name| name == "shd"))
    };
    assert_eq!(styled("Ask for"), ("Heading2".to_owned(), true, true));
    assert_eq!(styled("it lasts"), ("PamphletUrgentList".to_owned(), true, true));
}

#[test]
fn a_handout_has_neither_bookmarks_of_places_nor_tracking() {
    let library = Library::read(fixture::sources()).unwrap();
    let package = made(&library, "conditions/everything", &Options { purpose: Purpose::Handout, ..options() });
    assert!(!package.text("word/settings.xml").unwrap().contains("trackRevisions"));
    assert!(package.get("customXml/item1.xml").is_none());
    let said = text(&package);
    for words in [
        "Published by Publisher",
        "Clinical sign-off pending",
        "Page last reviewed: 22 November 2026",
        "Smith A. Pain and help",
        "a@publisher.example",
    ] {
        assert!(said.contains(words), "{words}");
    }
}

#[test]
fn a_translation_stands_beside_its_original() {
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\nsummary: S.\n---\n\n{text}\n\n## Help\n\n- one\n- two\n");
    let (english, other) = (page("Cough", "A cough."), page("Kuff", "Ä kuff."));
    let library = library(&[("conditions/cough.md", &english), ("conditions/cough.en-AU.md", &other)]);
    let translation = library.page_in("conditions/cough", &"en-AU".parse().unwrap()).unwrap();
    let beside = Options { beside: Some("en-GB".parse().unwrap()), ..options() };
    let package = Package::open(&render(&library, translation, &beside).unwrap().output).unwrap();
    let said = text(&package);
    let first = said.find("A cough.").unwrap();
    assert!(said[first..].starts_with("A cough.\nÄ kuff.\nHelp\nHelp\none\ntwo\none\ntwo\n"), "{said}");
    let none = Options { beside: Some("fr".parse().unwrap()), ..options() };
    assert!(matches!(render(&library, translation, &none), Err(Error::NoTranslation { .. })));
}

proptest! {
    #![proptest_config(generate::cases(40))]

    #[test]
    fn any_page_makes_a_sound_file(page in generate::page()) {
        let library = library(&[]);
        let made = render(&library, &page, &options()).unwrap();
        prop_assert_eq!(&made.output, &render(&library, &page, &options()).unwrap().output);
        let package = Package::open(&made.output).unwrap();
        for part in package.names().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
            prop_assert!(parse(&package.text(part).unwrap()).is_ok(), "{}", part);
        }
        let document = package.text(package.main_part()).unwrap();
        let tree = parse(&document).unwrap();
        let name = |node: roxmltree::Node<'_, '_>| node.attributes().find(|attribute| attribute.name() == "name").map(|name| name.value().to_owned());
        let bookmarks: Vec<String> = tree.descendants().filter(|node| node.tag_name().name() == "bookmarkStart").filter_map(name).collect();
        let distinct: BTreeSet<&String> = bookmarks.iter().collect();
        prop_assert_eq!(distinct.len(), bookmarks.len());
        prop_assert!(bookmarks.iter().all(|name| name.len() <= 40));
        // No link leads nowhere.
        let targets = tree.descendants().filter_map(|node| node.attributes().find(|attribute| attribute.name() == "anchor").map(|to| to.value().to_owned()));
        for target in targets {
            prop_assert!(bookmarks.contains(&target) || target.starts_with("_pamphlet_term_"), "{}", target);
        }
    }
}
