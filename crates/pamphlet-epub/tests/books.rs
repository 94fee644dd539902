//! What holds of every book.

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use common::{DOT, library, read, sources};
use pamphlet_core::{Library, words};
use pamphlet_epub::{Cover, CoverType, Error, Options, render};
use roxmltree::{Document, Node};

/// The files of a book, by name.
fn open(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn book(library: &Library, path: &str) -> BTreeMap<String, Vec<u8>> {
    open(&render(library, library.page(path).unwrap(), &Options::on(common::day())).unwrap().output)
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, name: &str) -> &'f str {
    std::str::from_utf8(&files[&format!("OEBPS/{name}")]).unwrap()
}

fn documents(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&str, Document<'_>)> {
    files
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix("OEBPS/")?, bytes)))
        .filter(|(name, _)| name.ends_with(".xhtml"))
        .map(|(name, bytes)| {
            let source = std::str::from_utf8(bytes).unwrap();
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            (name, Document::parse_with_options(source, options).unwrap_or_else(|error| panic!("{name}: {error}")))
        })
        .collect()
}

fn values<'n>(package: &'n Document<'_>, tag: &str) -> Vec<&'n str> {
    package.descendants().filter(|node| node.tag_name().name() == tag).filter_map(|node| node.text()).collect()
}

fn property<'n>(package: &'n Document<'_>, name: &str) -> Vec<&'n str> {
    package.descendants().filter(|node| node.attribute("property") == Some(name)).filter_map(|node| node.text()).collect()
}

#[test]
fn the_archive_begins_with_its_type_and_is_the_same_every_time() {
    let library = library();
    let page = library.guide("book").unwrap();
    let options = Options { cover: Some(Cover { bytes: DOT.to_vec(), media_type: CoverType::Png }), ..Options::on(common::day()) };
    let first = render(&library, page, &options).unwrap();
    // OCF § 4.3: the name at byte 30 and, uncompressed, the type right behind it.
    assert_eq!(&first.output[30..58], b"mimetypeapplication/epub+zip");
    assert_eq!(first, render(&library, page, &options).unwrap());
}

#[test]
fn every_link_leads_somewhere_and_every_file_is_listed() {
    let library = library();
    for path in ["guides/book", "conditions/everything"] {
        let files = book(&library, path);
        let documents = documents(&files);
        let mut ids = BTreeSet::new();
        for (name, document) in &documents {
            for id in document.descendants().filter_map(|node| node.attribute("id")) {
                assert!(ids.insert(format!("{name}#{id}")), "{name} has the id {id} twice");
            }
        }
        let package = Document::parse(text(&files, "content.opf")).unwrap();
        let listed: BTreeSet<&str> = package
            .descendants()
            .filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "item")))
            .filter_map(|node| node.attribute("href"))
            .collect();
        let there: BTreeSet<&str> =
            files.keys().filter_map(|name| name.strip_prefix("OEBPS/")).filter(|name| *name != "content.opf").collect();
        assert_eq!(listed, there);
        for (name, document) in &documents {
            let links = document.descendants().flat_map(|node| [node.attribute("href"), node.attribute("src")]).flatten();
            for link in links.filter(|link| !["https:", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme))) {
                let whole = if link.starts_with('#') { format!("{name}{link}") } else { link.to_owned() };
                assert!(there.contains(whole.as_str()) || ids.contains(&whole), "{name} links to {link}");
            }
        }
    }
}

#[test]
fn a_page_outside_the_book_is_a_link_to_the_web_or_an_omission() {
    let guide = |library: &Library| {
        let rendered = render(library, library.guide("book").unwrap(), &Options::on(common::day())).unwrap();
        let omissions = rendered.omissions.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        (text(&open(&rendered.output), "text.xhtml").to_owned(), omissions)
    };
    let (without_address, omissions) = guide(&library());
    assert!(!without_address.contains("outside"), "{without_address}");
    assert!(omissions.contains("the link to “Outside”"), "{omissions}");
    assert!(omissions.contains("“Other” in the part “Again”"), "{omissions}");

    let mut sources = sources();
    sources.get_mut("pamphlet.toml").unwrap().splice(0..0, *b"url = 'https://library.example/x/'\n");
    let (with_address, omissions) = guide(&read(sources));
    assert!(with_address.contains("href=\"https://library.example/x/conditions/outside/\""), "{with_address}");
    assert!(!omissions.contains("Outside"), "{omissions}");
}

#[test]
fn every_word_is_there_in_order() {
    let library = library();
    let files = book(&library, "guides/book");
    for (path, file) in [("guides/book", "text.xhtml"), ("conditions/everything", "chapter-01-everything.xhtml")] {
        let page = library.page(path).unwrap();
        let documents = documents(&files);
        let (_, document) = documents.iter().find(|(name, _)| *name == file).unwrap();
        // Letters alone: where two words meet (a heading and the first of a list) is each format's own affair.
        let letters = words::of_text(&text_of(document.root_element())).concat();
        for wanted in [words::of_page(page), words::of_notes(page)] {
            let mut rest = letters.as_str();
            for word in &wanted {
                let at = rest.find(word.as_str()).unwrap_or_else(|| panic!("{file}: `{word}` is missing or out of order: {letters}"));
                rest = &rest[at + word.len()..];
            }
        }
    }
}

/// The text of an element. Blocks part words; what stands inside a line doesn't.
fn text_of(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for child in node.children() {
        match child.text().filter(|_| child.is_text()) {
            Some(text) => out.push_str(text),
            None => {
                let space = if ["a", "em", "span", "strong", "time"].contains(&child.tag_name().name()) { "" } else { " " };
                out.push_str(&format!("{space}{}{space}", text_of(child)));
            }
        }
    }
    out
}

#[test]
fn no_name_becomes_markup() {
    let library = library();
    let files = book(&library, "guides/book");
    let package = Document::parse(text(&files, "content.opf")).unwrap();
    assert_eq!(values(&package, "title"), ["A & <b>“x”</b>", "Second </dc:title> title"]);
    assert_eq!(values(&package, "creator"), ["A. <Author>"]);
    assert_eq!(values(&package, "description"), ["All of <it> & more."]);
    assert_eq!(values(&package, "publisher"), ["Clinic & <Sons>"]);
    let ncx = Document::parse(text(&files, "toc.ncx")).unwrap();
    assert!(values(&ncx, "text").contains(&"A & <b>“x”</b>"));
    for (name, document) in documents(&files) {
        assert!(document.descendants().all(|node| !matches!(node.tag_name().name(), "b" | "script")), "{name}");
    }
}

#[test]
fn the_package_says_what_the_book_is() {
    let library = library();
    let files = book(&library, "guides/book");
    let package = Document::parse(text(&files, "content.opf")).unwrap();
    assert_eq!(property(&package, "dcterms:modified"), ["2026-11-20T00:00:00Z"], "the latest day that the content names");
    assert_eq!(property(&package, "schema:accessMode"), ["textual", "visual"]);
    assert_eq!(property(&package, "dcterms:conformsTo"), Vec::<&str>::new(), "conformance takes an evaluator");
    let plain = book(&library, "conditions/other");
    let plain = Document::parse(text(&plain, "content.opf")).unwrap();
    assert_eq!(property(&plain, "schema:accessMode"), ["textual"], "a page without pictures");
    assert!(!property(&plain, "schema:accessibilityFeature").contains(&"alternativeText"));
    assert_ne!(values(&package, "identifier"), values(&plain, "identifier"));
    // What is pending is seen before the text begins.
    assert!(text(&files, "title.xhtml").contains("Clinical sign-off pending"));
    // The glossary holds the words that the book marks, and no others.
    let glossary = text(&files, "glossary.xhtml");
    assert!(glossary.contains("p_term_vestibule") && !glossary.contains("p_term_unused"), "{glossary}");
    assert!(!text(&files, "picture-2.svg").contains("DOCTYPE"));
}

#[test]
fn a_book_in_arabic_is_read_from_the_right() {
    let mut sources = sources();
    let messages = include_str!("../../pamphlet-core/src/messages/en.ftl");
    sources.insert("messages/ar.ftl".into(), messages.into());
    sources.insert(
        "conditions/other.ar.md".into(),
        "---\ntitle: آخر\nsummary: صفحة.\n---\n\nكلمة.\n\n## اتصل 01632 960 001\n\nكلمة.\n".into(),
    );
    let library = read(sources);
    let page = library.page_in("conditions/other", &"ar".parse().unwrap()).unwrap();
    let files = open(&render(&library, page, &Options::on(common::day())).unwrap().output);
    assert!(text(&files, "content.opf").contains("page-progression-direction=\"rtl\""));
    assert!(
        text(&files, "nav.xhtml").contains("اتصل <bdi dir=\"ltr\">01632 960 001</bdi></a>"),
        "the contents keep telephone numbers in order"
    );
    for (name, document) in documents(&files) {
        assert_eq!(document.root_element().attribute("dir"), Some("rtl"), "{name}");
        assert_eq!(document.root_element().attribute("lang"), Some("ar"), "{name}");
    }
}

#[test]
fn a_book_takes_its_isbn_and_its_cover() {
    let mut sources = sources();
    let guide = String::from_utf8(sources["guides/book.md"].clone()).unwrap();
    let guide = guide.replace("guide:\n", "guide:\n  isbn: 978-0-306-40615-7\n  print-isbn: 978-1-4028-9462-6\n  cover: media/dot.png\n");
    sources.insert("guides/book.md".into(), guide.into_bytes());
    let library = read(sources);
    let files = book(&library, "guides/book");
    let package = Document::parse(text(&files, "content.opf")).unwrap();
    // The number of the printed edition stands on the copyright page, and isn't this book's.
    assert_eq!(values(&package, "identifier"), ["urn:isbn:9780306406157"]);
    assert!(text(&files, "copyright.xhtml").contains("ISBN of the printed edition: 9781402894626"));
    assert_eq!(files["OEBPS/cover.png"], DOT);
    let wrong = Options { cover: Some(Cover { bytes: DOT.to_vec(), media_type: CoverType::Jpeg }), ..Options::on(common::day()) };
    let error = render(&library, library.guide("book").unwrap(), &wrong).unwrap_err();
    assert_eq!(error, Error::Cover { media_type: CoverType::Jpeg });
}
