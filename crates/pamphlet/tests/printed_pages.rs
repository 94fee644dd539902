//! An e-book says where the pages of the book on paper begin, and they begin there.

use std::io::Read as _;

use pamphlet::{Library, PrintedPage, epub, model::Page, pdf, words};

fn day() -> pamphlet::value::Date {
    "2026-11-22".parse().unwrap()
}

/// The text of a document of a book from a place on: without what is hidden, and without drawings.
fn shown(markup: &str) -> String {
    let without = |text: &str, start: &str, end: &str| {
        let parts = text.split(start).enumerate();
        parts.map(|(index, part)| if index == 0 { part } else { part.split_once(end).map_or("", |(_, rest)| rest) }).collect::<String>()
    };
    let seen = without(markup, "<svg", "</svg>");
    let seen = without(&seen, "<span class=\"p-cell-label\" hidden=\"\">", "</span>");
    let seen = without(&seen, "<span class=\"p-hidden\">", "</span>");
    let mut text = String::new();
    for part in seen.split('<') {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        let name: String = tag.chars().filter(|c| *c != '/').take_while(char::is_ascii_alphanumeric).collect();
        text.push_str(if matches!(name.as_str(), "a" | "em" | "strong" | "span" | "sup" | "bdi") { "" } else { " " });
        text.push_str(after);
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// The names of the printed pages that the book lists, each with the words that follow its marker.
fn listed(book: &[u8]) -> Vec<(String, Vec<String>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut file = |name: &str| {
        let mut text = String::new();
        archive.by_name(&format!("OEBPS/{name}")).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let navigation = file("nav.xhtml");
    let (_, list) = navigation.split_once("epub:type=\"page-list\"").expect("a list of pages");
    let entries = list.split("<a href=\"").skip(1).map(|entry| {
        let (href, rest) = entry.split_once("\">").unwrap();
        let (label, _) = rest.split_once('<').unwrap();
        let (name, id) = href.split_once('#').unwrap();
        let marker = format!(" epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"{id}\" aria-label=\"{label}\"/>");
        let document = file(name);
        let (_, after) = document.split_once(&marker).expect("the marker that the list leads to");
        (label.to_owned(), words::of_text(&shown(after)))
    });
    entries.collect()
}

fn both(library: &Library, guide: &Page) -> (Vec<PrintedPage>, Vec<(String, Vec<String>)>) {
    let printed = pdf::book(library, guide, &pdf::Options::on(day())).unwrap().output.printed;
    let print = epub::PrintEdition { source: epub::PrintSource::Named("On paper".parse().unwrap()), pages: printed.clone() };
    let options = epub::Options { print: Some(print), ..epub::Options::on(day()) };
    (printed, listed(&epub::render(library, guide, &options).unwrap().output))
}

#[test]
fn each_page_begins_with_the_words_that_stand_on_it_in_print() {
    let library = Library::open("../../content").unwrap();
    let (printed, listed) = both(&library, library.guide("understanding-painful-sex").unwrap());
    let labels: Vec<&str> = listed.iter().map(|(label, _)| label.as_str()).collect();
    for page in printed.iter().filter(|page| page.chapter.is_some()) {
        assert!(labels.contains(&page.label.as_str()), "page {} has no marker: {}", page.label, page.text);
    }
    assert!(labels.is_sorted_by_key(|label| label.parse::<usize>().unwrap()), "{labels:?}");
    for (label, after) in &listed {
        let PrintedPage { chapter, text, .. } = printed.iter().find(|page| page.label == *label).unwrap();
        let page = words::of_text(text);
        // A page may say something in other words, such as what its chapter is called; but soon the two run together.
        let place = (0..6).find_map(|skipped| page.windows(4).position(|window| window == &after[skipped..skipped + 4]));
        let place = place.unwrap_or_else(|| panic!("page {label} doesn't say “{}”: {page:?}", after[..12].join(" ")));
        // What begins a page in print comes first, but for what an e-book leaves out or says elsewhere, as it does after the chapters.
        assert!(
            place < page.len() / 2 || labels.first() == Some(&label.as_str()) || chapter.is_none(),
            "page {label} begins {place} words too late: {page:?}"
        );
    }
}

#[test]
fn a_book_that_is_read_from_the_right_has_its_pages_too() {
    let library = Library::open("../../tests/fixtures/arabic").unwrap();
    let (printed, listed) = both(&library, library.guide("book").unwrap());
    let of_chapters = printed.iter().filter(|page| page.chapter.is_some()).count();
    let letters = |word: &String| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let mut marked = 0;
    for (label, after) in &listed {
        let page = printed.iter().find(|page| page.label == *label).unwrap();
        marked += usize::from(page.chapter.is_some());
        let page: Vec<Vec<char>> = words::of_text(&page.text).iter().map(letters).collect();
        assert!(after.iter().take(2).all(|word| page.contains(&letters(word))), "page {label}: {:?}", &after[..after.len().min(12)]);
    }
    assert_eq!(marked, of_chapters);
}

#[test]
fn pages_of_another_book_are_refused() {
    let library = Library::open("../../content").unwrap();
    let guide = library.guide("understanding-painful-sex").unwrap();
    let pages = vec![PrintedPage { label: "1".to_owned(), chapter: None, text: guide.title.to_string() }];
    let print = epub::PrintEdition { source: epub::PrintSource::Named("Another book".parse().unwrap()), pages };
    let error = epub::render(&library, guide, &epub::Options { print: Some(print), ..epub::Options::on(day()) }).unwrap_err();
    insta::assert_snapshot!(error, @"the printed edition “Another book” has no page of this book: make both from the same pages, in the same language");
}
