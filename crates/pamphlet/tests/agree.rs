//! The three outputs say the same: every word of a page is in each of them, in the order in which it's read.

use std::fmt::Write as _;

use pamphlet::{Library, Sources, epub, html, model::Page, pdf, words};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};

mod common;
#[path = "../../../tests/support/generate.rs"]
mod generate;

use common::{text_of_book, text_of_markup};

fn day() -> pamphlet::value::Date {
    "2026-11-22".parse().unwrap()
}

const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><title>Steps</title><rect width=\"40\" height=\"20\"/></svg>";

/// A library that holds a page and all that generated pages refer to.
fn library(page: &Page) -> Library {
    let english = pamphlet::messages::Messages::built_in(&page.id.language).unwrap();
    let small = |title: &str| format!("---\ntitle: {title}\nsummary: S\n---\n\n## First\n\nText.\n");
    let mut references = String::new();
    for key in ["one", "two", "three"] {
        writeln!(references, "@article{{{key}, title = {{Title {key}}}, author = {{Author, A.}}, year = {{2020}}, journal = {{Journal}}}}")
            .unwrap();
    }
    let files = [
        ("pamphlet.toml", "title = 'T'\nurl = 'https://www.example.org/'\npublisher = { name = 'P' }\n".to_owned()),
        ("conditions/generated.md", pamphlet::source::write_markdown(page, english)),
        ("conditions/other.md", small("Other")),
        ("modalities/rest.md", small("Rest")),
        ("collections/topic.md", small("Topic")),
        ("glossary.md", "## Vulva\n\nThe outer parts.\n".to_owned()),
        ("references.bib", references),
        ("media/steps.svg", PICTURE.to_owned()),
        ("snippets/shared.md", "---\ntitle: Shared\n---\n\nShared words.\n".to_owned()),
    ];
    let sources: Sources = files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The first word that isn't found, with those before it, if the words aren't all there in their order.
fn lost(wanted: &[String], text: &str) -> Option<String> {
    let found = words::of_text(text);
    let mut rest = found.iter();
    let index = wanted.iter().position(|word| !rest.any(|found| found == word))?;
    Some(wanted[index.saturating_sub(5)..=index].join(" "))
}

fn check(page: &Page) -> Result<(), TestCaseError> {
    let library = library(page);
    agree(&library, library.page("conditions/generated").unwrap())
}

fn agree(library: &Library, page: &Page) -> Result<(), TestCaseError> {
    let wanted = words::of_page(page);
    let web = html::render(library, page, &html::Options::on(day())).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(lost(&wanted, &text_of_markup(&web.output)), None, "in the web page");
    let book = epub::render(library, page, &epub::Options::on(day())).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(lost(&wanted, &text_of_book(book.output.as_ref())), None, "in the book");
    // A handout is read back from its pages by its renderer, which refuses to give one that lost a word.
    pdf::render(library, page, &pdf::Options::on(day())).map_err(|error| TestCaseError::fail(format!("in the handout: {error}")))?;
    Ok(())
}

#[test]
fn the_words_of_generated_pages_are_in_each_output() {
    let mut runner = TestRunner::new(ProptestConfig { max_shrink_iters: 60, ..generate::cases(24) });
    runner.run(&generate::page(), |page| check(&page)).unwrap();
}

#[test]
fn the_words_of_the_fixture_and_the_sample_pages_are_in_each_output() {
    let content = Library::open(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")).unwrap();
    let fixture = Library::open(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/everything")).unwrap();
    let arabic = Library::open(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/arabic")).unwrap();
    for library in [&fixture, &arabic, &content] {
        for page in library.pages() {
            agree(library, page).unwrap_or_else(|lost| panic!("{}: {lost}", page.id));
        }
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let mut runner = TestRunner::deterministic();
    let page = generate::page().new_tree(&mut runner).unwrap().current();
    let (one, two) = (library(&page), library(&page));
    let bytes = |library: &Library| {
        let page = library.page("conditions/generated").unwrap();
        (
            html::render(library, page, &html::Options::on(day())).unwrap().output,
            epub::render(library, page, &epub::Options::on(day())).unwrap().output,
            pdf::render(library, page, &pdf::Options::on(day())).unwrap().output.pdf,
        )
    };
    assert!(bytes(&one) == bytes(&two));
}

#[test]
fn a_source_that_the_list_does_not_hold_is_reported_by_each_output() {
    let files = [
        ("pamphlet.toml", "title = 'T'\npublisher = { name = 'P' }\n"),
        ("conditions/a.md", "---\ntitle: T\nsummary: S\n---\n\n## First\n\nThe [vulva](../glossary.md#vulva).\n"),
        ("glossary.md", "## Vulva\n\nThe outer parts [@one].\n"),
        ("references.bib", "@article{one, title = {Title}, author = {Author, A.}, year = {2020}, journal = {Journal}}"),
    ];
    let library = Library::read(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into()).unwrap();
    let page = library.page("conditions/a").unwrap();
    let web = html::render(&library, page, &html::Options::on(day())).unwrap();
    let handout = pdf::render(&library, page, &pdf::Options::on(day())).unwrap();
    for (omissions, text) in [(web.omissions, text_of_markup(&web.output)), (handout.omissions, common::text_of_pdf(&handout.output.pdf))] {
        assert!(omissions.iter().any(|omission| omission.what == "the source `one`"), "{omissions:?}");
        let text: String = text.split_whitespace().collect();
        assert!(text.contains("outerparts[one]"), "{text}");
    }
}

/// The addresses that a PDF file's links lead to.
fn links_of_pdf(pdf: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let uri = |object: &lopdf::Object| Some(object.as_dict().ok()?.get(b"URI").ok()?.as_str().ok()?.to_vec());
    let action = |object: &lopdf::Object| uri(object).or_else(|| uri(object.as_dict().ok()?.get(b"A").ok()?));
    file.objects.values().filter_map(action).map(|uri| String::from_utf8(uri).unwrap()).collect()
}

#[test]
fn addresses_in_a_text_are_links_in_each_output() {
    let number = |n: usize| format!("01632 960 {n:03}");
    let page = format!(
        "---\ntitle: T\nsummary: Ring {}\nsupport: [{{ name: Friends, about: Ring {} }}]\n---\n\n## Ring {}\n\nWrite to help@example.org, see www.example.org/a or https://example.org/b, ring {} or [ring {}](https://example.org/c).[^1]\n\n- Ring {}\n\n| Ring | Now |\n|---|---|\n| {} | a |\n\n> [!important] Ring {}\n> Ring {}\n\nThe [vulva](../glossary.md#vulva).\n\n[^1]: Ring {}\n",
        number(1),
        number(2),
        number(90),
        number(3),
        number(91),
        number(4),
        number(5),
        number(6),
        number(7),
        number(8),
    );
    let files = [
        ("pamphlet.toml", "title = 'T'\npublisher = { name = 'P' }\n".to_owned()),
        ("conditions/a.md", page),
        ("glossary.md", format!("## Vulva\n\nThe outer parts. Ring {}\n", number(9))),
    ];
    let sources: Sources = files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    let library = Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"));
    let page = library.page("conditions/a").unwrap();
    let web = html::render(&library, page, &html::Options::on(day())).unwrap().output;
    let book = epub::render(&library, page, &epub::Options::on(day())).unwrap().output;
    let book: String = common::documents_of_book(book.as_ref()).into_iter().map(|(_, text)| text).collect();
    let handout = links_of_pdf(&pdf::render(&library, page, &pdf::Options::on(day())).unwrap().output.pdf);
    let mut wanted: Vec<String> = (1..=9).map(|n| format!("tel:+44{}", number(n)[1..].replace(' ', ""))).collect();
    wanted.extend(["mailto:help@example.org", "https://www.example.org/a", "https://example.org/b"].map(str::to_owned));
    for address in &wanted {
        let link = format!("<a href=\"{address}\"");
        assert!(web.contains(&link), "{address} on the web page");
        assert!(book.contains(&link), "{address} in the book");
        assert!(handout.contains(address), "{address} in the handout: {handout:?}");
    }
    // Neither in a heading, which the list of contents repeats, nor inside another link.
    for unwanted in ["tel:+441632960090", "tel:+441632960091"] {
        assert!(!web.contains(unwanted) && !book.contains(unwanted) && !handout.iter().any(|address| address == unwanted), "{unwanted}");
    }
    agree(&library, page).unwrap();
}
