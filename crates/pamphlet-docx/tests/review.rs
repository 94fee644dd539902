//! What comes back from reviewers.

use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
};

use pamphlet_core::{Library, model::Document};
use pamphlet_docx::{
    Options,
    package::Package,
    render,
    review::{Importance, Review, ReviewError, SignOff, Source, Tracking, What, Written, review},
};
use proptest::prelude::*;

#[path = "../../../tests/support/everything.rs"]
mod fixture;
#[path = "../../../tests/support/generate.rs"]
mod generate;

const PAGE: &str = "---
title: Cough
summary: What to do about a cough.
review:
  last: 2026-01-01
  next: 2027-01-01
  clinical:
    signed:
      by: A. Doctor
      credential: Nurse
      on: 2026-01-01
---

Most coughs *go away* by
themselves.

## When to get help

> [!emergency] Call 999 if:
> - you cough up blood
> - you cannot
>   breathe

## What helps

Drink *a lot* and rest [@one]. It takes 3 weeks.

Ask a [pharmacist](https://example.org/) first.

- honey
- steam
- rest

| Age | Dose |
|---|--:|
| 6 to 12 | 5 ml |
| over 12 | 10 ml |

> [!note] By the way
> A cold may come with it.

## Afterwards

Come back if it does not get better.
";

const BIB: &str = "@article{one, author = {Smith, A.}, title = {Coughs}, journal = {J}, year = {2020}}";

fn library(page: &str) -> Library {
    let files = [
        ("pamphlet.toml", "title = 'Library'\npublisher = { name = 'Example Clinic' }"),
        ("references.bib", BIB),
        ("conditions/cough.md", page),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    Library::read(files).unwrap_or_else(|problems| panic!("{problems}"))
}

fn exported(library: &Library) -> Vec<u8> {
    render(library, library.page("conditions/cough").unwrap(), &Options::on("2026-11-22".parse().unwrap())).unwrap().output
}

/// The file with another document, and with parts put in or taken out.
fn with(file: &[u8], change: impl FnOnce(String) -> String, parts: &[(&str, Option<&str>)]) -> Vec<u8> {
    let package = Package::open(file).unwrap();
    let mut all: BTreeMap<String, Vec<u8>> = package.names().map(|name| (name.to_owned(), package.get(name).unwrap().to_vec())).collect();
    let document = change(package.text("word/document.xml").unwrap());
    all.insert("word/document.xml".to_owned(), document.into_bytes());
    for (name, text) in parts {
        match text {
            Some(text) => drop(all.insert((*name).to_owned(), text.as_bytes().to_vec())),
            None => drop(all.remove(*name)),
        }
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in all {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const BY: &str = "w:id=\"900\" w:author=\"Anna\" w:date=\"2026-11-25T10:00:00Z\"";

/// A piece of a reviewer's work on the document's XML.
#[derive(Debug, Clone, Copy)]
enum Work<'w> {
    /// Other words in a run, tracked.
    Tracked(&'w str, &'w str),
    /// The same without tracking, or accepted.
    Plain(&'w str, &'w str),
    /// A new paragraph after the one with these words, tracked or not.
    New(&'w str, &'w str, bool),
    /// The paragraph with these words, gone.
    Gone(&'w str, bool),
    /// A paragraph split before these words.
    Split(&'w str, bool),
    /// A paragraph joined with the next.
    Join(&'w str, bool),
    /// The first paragraph, cut and pasted after the other.
    Move(&'w str, &'w str),
    /// Another style.
    Style(&'w str, &'w str),
}

fn paragraph(xml: &str, words: &str) -> std::ops::Range<usize> {
    let at = xml.find(words).unwrap_or_else(|| panic!("{words} in {xml}"));
    let start = xml[..at].rfind("<w:p>").unwrap();
    start..at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len()
}

/// The run with some words: before them, and after.
fn cut(xml: &str, words: &str) -> (String, String) {
    // In a text, and not in a tag.
    let at = xml.match_indices(words).map(|(at, _)| at).find(|at| {
        let before = &xml[..*at];
        before.rfind("<w:t").is_some_and(|tag| !before[tag..].contains("</w:t>") && before[tag..].contains('>'))
    });
    let at = at.unwrap_or_else(|| panic!("{words} in {xml}"));
    let start = xml[..at].rfind("<w:r>").unwrap();
    let text = xml[..at].rfind("<w:t").unwrap();
    let text = text + xml[text..].find('>').unwrap() + 1;
    let properties = &xml[start..text];
    let before = format!("{}{properties}{}</w:t></w:r>", &xml[..start], &xml[text..at]);
    let after = format!("{properties}{}", &xml[at + words.len()..]);
    (before, after)
}

fn new_paragraph(like: &str, words: &str) -> String {
    let properties = &like[..like.find("</w:pPr>").unwrap() + "</w:pPr>".len()];
    format!("{properties}<w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn marked(paragraph: &str, mark: &str) -> String {
    paragraph.replacen("</w:pPr>", &format!("<w:rPr><w:{mark} {BY}/></w:rPr></w:pPr>"), 1)
}

fn done(xml: &str, work: Work<'_>) -> String {
    let ins = |inner: &str| format!("<w:ins {BY}>{inner}</w:ins>");
    match work {
        Work::Tracked(old, new) => {
            let (before, after) = cut(xml, old);
            let new = if new.is_empty() { String::new() } else { ins(&format!("<w:r><w:t xml:space=\"preserve\">{new}</w:t></w:r>")) };
            format!("{before}<w:del {BY}><w:r><w:delText xml:space=\"preserve\">{old}</w:delText></w:r></w:del>{new}{after}")
        }
        Work::Plain(old, new) => xml.replacen(old, new, 1),
        Work::New(after, words, tracked) => {
            let at = paragraph(xml, after);
            let own = &xml[at.clone()];
            let new = new_paragraph(own, words);
            match tracked {
                false => format!("{}{own}{new}{}", &xml[..at.start], &xml[at.end..]),
                true => {
                    let new = new.replace("<w:r>", &format!("<w:ins {BY}><w:r>")).replace("</w:r>", "</w:r></w:ins>");
                    format!("{}{}{new}{}", &xml[..at.start], marked(own, "ins"), &xml[at.end..])
                }
            }
        }
        Work::Gone(words, false) => {
            let at = paragraph(xml, words);
            format!("{}{}", &xml[..at.start], &xml[at.end..])
        }
        Work::Gone(words, true) => {
            let at = paragraph(xml, words);
            let own = marked(&xml[at.clone()], "del").replace("<w:r>", &format!("<w:del {BY}><w:r>")).replace("</w:r>", "</w:r></w:del>");
            let own = own.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>");
            format!("{}{own}{}", &xml[..at.start], &xml[at.end..])
        }
        Work::Split(words, tracked) => {
            let at = paragraph(xml, words);
            let own = &xml[at.clone()];
            let properties = &own[..own.find("</w:pPr>").unwrap() + "</w:pPr>".len()];
            let (before, after) = cut(own, words);
            let after = after.replacen("<w:t xml:space=\"preserve\">", &format!("<w:t xml:space=\"preserve\">{words}"), 1);
            let first = format!("{before}</w:p>");
            let first = if tracked { marked(&first, "ins") } else { first };
            format!("{}{first}{properties}{after}{}", &xml[..at.start], &xml[at.end..])
        }
        Work::Join(words, tracked) => {
            let at = paragraph(xml, words);
            let own = &xml[at.clone()];
            match tracked {
                true => format!("{}{}{}", &xml[..at.start], marked(own, "del"), &xml[at.end..]),
                false => {
                    let next = &xml[at.end..];
                    let runs = next.find("</w:pPr>").unwrap() + "</w:pPr>".len();
                    format!(
                        "{}{}<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>{}",
                        &xml[..at.start],
                        own.trim_end_matches("</w:p>"),
                        &next[runs..]
                    )
                }
            }
        }
        Work::Move(words, after) => {
            let at = paragraph(xml, words);
            let own = xml[at.clone()].to_owned();
            let rest = format!("{}{}", &xml[..at.start], &xml[at.end..]);
            let to = paragraph(&rest, after).end;
            format!("{}{own}{}", &rest[..to], &rest[to..])
        }
        Work::Style(words, style) => {
            let at = paragraph(xml, words);
            let own = &xml[at.clone()];
            let start = own.find("w:val=\"").unwrap() + "w:val=\"".len();
            let end = start + own[start..].find('"').unwrap();
            format!("{}{}{style}{}{}", &xml[..at.start], &own[..start], &own[end..], &xml[at.end..])
        }
    }
}

fn reviewed(works: &[Work<'_>]) -> Review {
    let library = library(PAGE);
    let file = with(&exported(&library), |xml| works.iter().fold(xml, |xml, work| done(&xml, *work)), &[]);
    review(&library, &file).unwrap()
}

/// The source after some work, and what became of each change.
fn applied(works: &[Work<'_>]) -> (String, Vec<Written>) {
    let library = library(PAGE);
    let applied = reviewed(works).apply(&library, PAGE).unwrap_or_else(|problems| panic!("{problems:#?}"));
    (applied.source, applied.written)
}

/// The lines of the source that differ from the page's, but for those of its sign-off.
fn differing(source: &str) -> String {
    let diff = similar::TextDiff::from_lines(PAGE, source);
    let lines = diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    let signature = ["  clinical:", "    signed:", "      by: ", "      credential: ", "      on: "];
    let lines = lines.filter(|change| !signature.iter().any(|line| change.value().starts_with(line)));
    lines.map(|change| format!("{}{}", change.tag(), change.value())).collect()
}

#[test]
fn each_kind_of_edit_is_told_and_written_where_it_was_made() {
    let cases: &[(&str, &[Work<'_>])] = &[
        ("a word, tracked", &[Work::Tracked("rest ", "sleep ")]),
        ("a word, accepted", &[Work::Plain("rest ", "sleep ")]),
        ("a word that the source has on the next line", &[Work::Tracked("themselves", "itself")]),
        ("stressed words", &[Work::Tracked("a lot", "plenty")]),
        ("the words of a link", &[Work::Plain(">pharmacist<", ">chemist<")]),
        ("words deleted", &[Work::Tracked(" first", "")]),
        ("a citation deleted", &[Work::Plain(">[<", "><"), Work::Plain(">1<", "><"), Work::Plain(">]<", "><")]),
        ("a criterion of a care card", &[Work::Tracked("blood", "much blood")]),
        ("the words that the library puts before a heading", &[Work::Plain("Immediate action required", "Urgent")]),
        ("a dose in a cell", &[Work::Tracked("5 ml", "2.5 ml")]),
        ("a heading", &[Work::Tracked("Afterwards", "After a cough")]),
        ("the summary", &[Work::Tracked("What to do about", "How to treat")]),
        ("a new paragraph, tracked", &[Work::New("Ask a ", "See a GP if you are worried.", true)]),
        ("a new paragraph", &[Work::New("Ask a ", "See a GP if you are worried.", false)]),
        ("a new item", &[Work::New("steam", "lemon", true)]),
        ("a new criterion", &[Work::New("blood", "you faint", false)]),
        ("a paragraph deleted, tracked", &[Work::Gone("Come back", true)]),
        ("a paragraph deleted", &[Work::Gone("Ask a ", false)]),
        ("an item deleted", &[Work::Gone("steam", true)]),
        ("a criterion deleted", &[Work::Gone("blood", true)]),
        ("a split, tracked", &[Work::Split("It takes", true)]),
        ("a split", &[Work::Split("It takes", false)]),
        ("a join, tracked", &[Work::Join("It takes 3 weeks", true)]),
        ("a join", &[Work::Join("It takes 3 weeks", false)]),
        ("items joined", &[Work::Join("honey", false)]),
        ("a paragraph moved", &[Work::Move("Drink ", "Come back")]),
        ("a paragraph that became a heading", &[Work::Style("Come back", "Heading2")]),
        ("the publisher’s name", &[Work::Tracked("Example Clinic", "Other Clinic")]),
        ("two edits of one paragraph, one of them tracked", &[Work::Tracked("rest ", "sleep "), Work::Plain("3 weeks", "2 weeks")]),
        (
            "several",
            &[
                Work::Tracked("blood", "much blood"),
                Work::Plain("honey", "sugar"),
                Work::New("steam", "lemon", true),
                Work::Gone("Come back", true),
            ],
        ),
    ];
    let mut told = String::new();
    for (name, works) in cases {
        let review = reviewed(works);
        let (source, written) = applied(works);
        told.push_str(&format!("# {name}\n{review}{written:?}\n{}\n", differing(&source)));
        // What was written is there: the same file, reviewed again, has nothing left to write but to-dos.
        let _ = library(&source);
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_file_that_nobody_has_changed_has_no_changes() {
    let library = library(PAGE);
    let told = review(&library, &exported(&library)).unwrap();
    assert!(told.is_empty(), "{told}");
    assert_eq!(told.source, Source::Same);
    let applied = told.apply(&library, PAGE).unwrap();
    assert_eq!((applied.source.as_str(), applied.sign_off), (PAGE, SignOff::Kept));
}

#[test]
fn an_edit_takes_the_signature_back_and_a_comment_does_not() {
    let library = library(PAGE);
    let edited = with(&exported(&library), |xml| done(&xml, Work::Plain("rest ", "sleep ")), &[]);
    let told = review(&library, &edited).unwrap().apply(&library, PAGE).unwrap();
    assert_eq!(told.sign_off, SignOff::Pending);
    assert!(told.source.contains("  next: 2027-01-01\n  clinical: pending\n---\n"), "{}", told.source);
    let with_text = PAGE.replace("      on: 2026-01-01\n", "      on: 2026-01-01\n      content: a719df83\n");
    let told = review(&library, &edited).unwrap().apply(&library, &with_text).unwrap();
    assert!(told.source.contains("  next: 2027-01-01\n  clinical: pending\n---\n"), "{}", told.source);
    let flow = PAGE.replace(
        "clinical:\n    signed:\n      by: A. Doctor\n      credential: Nurse\n      on: 2026-01-01\n",
        "clinical: { signed: { by: A. Doctor, credential: Nurse, on: 2026-01-01 } }\n",
    );
    let told = review(&library, &edited).unwrap().apply(&library, &flow).unwrap();
    assert!(told.source.contains("  next: 2027-01-01\n  clinical: pending\n---\n"), "{}", told.source);
    let told = review(&library, &commented(&exported(&library))).unwrap().apply(&library, PAGE).unwrap();
    assert_eq!(told.sign_off, SignOff::Kept);
}

/// The file with three comments: one with an answer, one that is done.
fn commented(file: &[u8]) -> Vec<u8> {
    let comment = |id: &str, author: &str, text: &str| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"{author}\" w:date=\"2026-11-25T10:00:00Z\"><w:p w14:paraId=\"0000000{id}\"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        )
    };
    let namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"";
    let all = [comment("1", "Anna", "Is this so?"), comment("2", "Ben", "It is."), comment("3", "Cara", "Fine now.")].concat();
    let comments = format!("<w:comments {namespaces}>{all}</w:comments>");
    let extended = format!(
        "<w15:commentsEx {namespaces}><w15:commentEx w15:paraId=\"00000001\" w15:done=\"0\"/><w15:commentEx w15:paraId=\"00000002\" \
         w15:paraIdParent=\"00000001\" w15:done=\"0\"/><w15:commentEx w15:paraId=\"00000003\" w15:done=\"1\"/></w15:commentsEx>"
    );
    let relationships = Package::open(file).unwrap().text("word/_rels/document.xml.rels").unwrap().replace(
        "</Relationships>",
        "<Relationship Id=\"c1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/>\
         <Relationship Id=\"c2\" Type=\"http://schemas.microsoft.com/office/2011/relationships/commentsExtended\" Target=\"ce.xml\"/></Relationships>",
    );
    let about = |xml: &str, id: &str, words: &str| {
        let at = paragraph(xml, words);
        let own = xml[at.clone()].replacen("</w:pPr>", &format!("</w:pPr><w:commentRangeStart w:id=\"{id}\"/>"), 1);
        let own =
            own.replacen("</w:p>", &format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r></w:p>"), 1);
        format!("{}{own}{}", &xml[..at.start], &xml[at.end..])
    };
    let document = |xml: String| {
        let xml = about(&about(&xml, "1", "blood"), "3", "Come back");
        about(&xml, "2", "blood")
    };
    with(
        file,
        document,
        &[("word/comments.xml", Some(&comments)), ("word/ce.xml", Some(&extended)), ("word/_rels/document.xml.rels", Some(&relationships))],
    )
}

#[test]
fn no_comment_is_lost() {
    let library = library(PAGE);
    let told = review(&library, &commented(&exported(&library))).unwrap();
    let applied = told.apply(&library, PAGE).unwrap();
    insta::assert_snapshot!("comments", format!("{told}{:?}\n{}", applied.written, differing(&applied.source)));
}

#[test]
fn what_page_and_reviewer_both_changed_is_a_to_do_and_the_rest_is_written() {
    let file = exported(&library(PAGE));
    let file = with(
        &file,
        |xml| [Work::Tracked("rest ", "sleep "), Work::Tracked("blood", "much blood")].iter().fold(xml, |xml, work| done(&xml, *work)),
        &[],
    );
    // An editor put a paragraph before, and changed the one that the reviewer changed.
    let now = PAGE.replace("Drink *a lot* and rest", "Stay at home.\n\nDrink *a little* and rest");
    let library = library(&now);
    let told = review(&library, &file).unwrap();
    assert_eq!(told.source, Source::Changed);
    let applied = told.apply(&library, &now).unwrap();
    assert_eq!(applied.written, [Written::Edit, Written::Todo]);
    assert!(applied.source.contains("> - you cough up much blood\n"));
    assert!(applied.source.contains("> Drink a lot and sleep \\[1\\]. It takes 3 weeks."), "{}", applied.source);
}

#[test]
fn two_that_say_the_same_are_not_guessed_between() {
    let twice = PAGE.replace("- rest\n", "- rest well\n").replace("## Afterwards\n", "## Afterwards\n\nRest well.\n\nRest well.\n");
    let file = exported(&library(&twice));
    let file = with(&file, |xml| done(&xml, Work::Tracked("Rest well", "Sleep well")), &[]);
    let once = twice.replacen("Rest well.\n\nRest well.\n", "Rest well.\n", 1);
    let library = library(&once);
    let applied = review(&library, &file).unwrap().apply(&library, &once).unwrap();
    assert!(applied.written.iter().all(|written| *written == Written::Todo), "{}", applied.source);
}

#[test]
fn rows_and_moves_that_were_tracked_are_told() {
    let library = library(PAGE);
    let row = |xml: String| {
        let at = xml.find("over 12").unwrap();
        let start = xml[..at].rfind("<w:trPr>").unwrap() + "<w:trPr>".len();
        format!("{}<w:del {BY}/>{}", &xml[..start], &xml[start..])
    };
    let told = review(&library, &with(&exported(&library), row, &[])).unwrap();
    let gone: Vec<&What> = told.changes.iter().map(|change| &change.what).collect();
    assert_eq!(gone, [&What::Removed { before: "over 12".into() }, &What::Removed { before: "10 ml".into() }]);
    let moved = |xml: String| {
        let at = paragraph(&xml, "Drink ");
        let own = xml[at.clone()].to_owned();
        let from = marked(&own, "moveFrom").replace("<w:r>", &format!("<w:moveFrom {BY}><w:r>")).replace("</w:r>", "</w:r></w:moveFrom>");
        let start = own.find("<w:bookmarkStart").unwrap();
        let end = own[start..].find("/>").unwrap() + start + 2;
        let to = format!("{}{}", &own[..start], &own[end..]);
        let to = marked(&to, "moveTo").replace("<w:r>", &format!("<w:moveTo {BY}><w:r>")).replace("</w:r>", "</w:r></w:moveTo>");
        let to = to.replace("<w:bookmarkEnd", "<w:proofErr w:type=\"spellEnd\"/><w:bookmarkEnd");
        let xml = format!("{}{from}{}", &xml[..at.start], &xml[at.end..]);
        let after = paragraph(&xml, "Come back").end;
        format!("{}{to}{}", &xml[..after], &xml[after..])
    };
    let told = review(&library, &with(&exported(&library), moved, &[])).unwrap();
    let what: Vec<&What> = told.changes.iter().map(|change| &change.what).collect();
    assert!(matches!(what[..], [What::Moved { text, .. }] if text.starts_with("Drink")), "{told}");
}

#[test]
fn what_has_no_place_in_a_text_is_told_and_becomes_a_to_do() {
    let library = library(PAGE);
    let after = |xml: &str, words: &str, run: &str| {
        let at = xml.find(words).unwrap();
        let end = at + xml[at..].find("</w:r>").unwrap() + "</w:r>".len();
        format!("{}{run}{}", &xml[..end], &xml[end..])
    };
    let box_of_text = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Call us</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>";
    let document = |xml: String| {
        let xml = after(&xml, "themselves", "<w:r><w:footnoteReference w:id=\"2\"/></w:r>");
        let xml = after(&xml, "Come back", box_of_text);
        let bold = format!("<w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t xml:space=\"preserve\">Ask a ");
        xml.replacen("<w:t xml:space=\"preserve\">Ask a ", &bold, 1)
    };
    let relationships = Package::open(&exported(&library)).unwrap().text("word/_rels/document.xml.rels").unwrap().replace(
        "</Relationships>",
        "<Relationship Id=\"n1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" Target=\"footnotes.xml\"/></Relationships>",
    );
    let notes = "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>In 3 weeks.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let file =
        with(&exported(&library), document, &[("word/footnotes.xml", Some(notes)), ("word/_rels/document.xml.rels", Some(&relationships))]);
    let told = review(&library, &file).unwrap();
    let applied = told.apply(&library, PAGE).unwrap();
    insta::assert_snapshot!("no_place_in_a_text", format!("{told}{:?}\n{}", applied.written, differing(&applied.source)));
}

#[test]
fn an_edit_of_a_snippet_or_a_default_is_a_to_do_on_the_page() {
    let page = PAGE.replace("Most coughs", "> [!include] [When to rest](../snippets/rest.md)\n\nMost coughs");
    let settings = "title = 'Library'\npublisher = { name = 'Example Clinic' }\n[[defaults]]\nfunding = 'No funding.'\n";
    let files = [
        ("pamphlet.toml", settings),
        ("references.bib", BIB),
        ("snippets/rest.md", "---\ntitle: Rest\n---\n\nRest in bed.\n"),
        ("conditions/cough.md", page.as_str()),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    let library = Library::read(files).unwrap_or_else(|problems| panic!("{problems}"));
    let works = [Work::Tracked("in bed", "at home"), Work::Tracked("No funding", "Some funding"), Work::Tracked("themselves", "itself")];
    let file = with(&exported(&library), |xml| works.iter().fold(xml, |xml, work| done(&xml, *work)), &[]);
    let applied = review(&library, &file).unwrap().apply(&library, &page).unwrap();
    assert!(
        applied
            .source
            .contains("../snippets/rest.md)\n\n> [!todo] Anna, 2026-11-25: changed. It was “Rest in bed.” and is now:\n> Rest at home.\n"),
        "{}",
        applied.source
    );
    assert!(applied.source.contains("by\nitself.") && applied.source.contains("Some funding"), "{}", applied.source);
}

#[test]
fn care_cards_come_first_then_numbers() {
    let told = reviewed(&[Work::Tracked("themselves", "itself"), Work::Tracked("5 ml", "6 ml"), Work::Tracked("blood", "some blood")]);
    let order: Vec<Importance> = told.changes.iter().map(|change| change.importance).collect();
    assert_eq!(order, [Importance::CareCard, Importance::Number, Importance::Text]);
    assert!(told.changes.iter().all(|change| change.tracking == Tracking::Tracked));
}

#[test]
fn without_the_part_that_keeps_the_export_the_bookmarks_do() {
    let library = library(PAGE);
    let file = with(&exported(&library), |xml| done(&xml, Work::Tracked("rest ", "sleep ")), &[("customXml/item1.xml", None)]);
    let told = review(&library, &file).unwrap();
    assert_eq!(told.changes.len(), 1, "{told}");
    assert!(told.to_string().contains("dropped"));
}

#[test]
fn other_files_are_refused_with_a_reason() {
    let library = library(PAGE);
    assert!(matches!(review(&library, b"no file"), Err(ReviewError::Package(_))));
    let none = with(&exported(&library), |xml| xml, &[("docProps/custom.xml", Some("<Properties/>"))]);
    assert_eq!(review(&library, &none).unwrap_err(), ReviewError::NoExport);
    let other = Library::read([("pamphlet.toml".to_owned(), b"title = 'L'\npublisher = { name = 'P' }".to_vec())].into()).unwrap();
    let told = review(&other, &exported(&library)).unwrap_err().to_string();
    assert_eq!(told, "the file is of the page `conditions/cough` in en-GB, which the library doesn’t hold");
}

/// A library with a generated page, and what it refers to.
fn around(page: &pamphlet_core::model::Page) -> Option<Library> {
    let mut sources = fixture::sources();
    let source = |title: &str| format!("---\ntitle: {title}\nsummary: S.\n---\n\n## First\n\nText.\n").into_bytes();
    let json = serde_json::to_vec(&Document::from(page.clone())).unwrap();
    sources.insert("conditions/generated.json".to_owned(), json);
    sources.insert("modalities/rest.md".to_owned(), source("Rest"));
    let works: String = ["one", "two", "three"].map(|key| BIB.replace("{one,", &format!("{{{key},"))).join("\n");
    sources.insert("references.bib".to_owned(), [sources["references.bib"].clone(), works.into_bytes()].concat());
    sources.insert("glossary.md".to_owned(), [&sources["glossary.md"][..], b"\n## vulva\n\nThe outer parts.\n"].concat());
    let picture = sources["media/x.svg"].clone();
    sources.insert("media/steps.svg".to_owned(), picture);
    Library::read(sources).ok()
}

proptest! {
    #![proptest_config(generate::cases(40))]

    #[test]
    fn any_page_that_nobody_changed_comes_back_unchanged(page in generate::page()) {
        let Some(library) = around(&page) else { return Err(TestCaseError::reject("the library doesn't hold")) };
        let page = library.page("conditions/generated").unwrap();
        let file = render(&library, page, &Options::on("2026-11-22".parse().unwrap())).unwrap().output;
        let told = review(&library, &file).unwrap();
        prop_assert!(told.is_empty(), "{}", told);
    }
}

/// The paragraphs of a document that bear a bookmark and have some words, by their places in its XML.
fn bound(xml: &str) -> Vec<std::ops::Range<usize>> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(start) = xml[from..].find("<w:p>").map(|at| from + at) {
        let end = start + xml[start..].find("</w:p>").unwrap() + "</w:p>".len();
        if xml[start..end].contains("_pamphlet_") && xml[start..end].contains("<w:t ") {
            all.push(start..end);
        }
        from = end;
    }
    all
}

/// The longest text of a paragraph's runs.
fn longest(paragraph: &str) -> &str {
    let texts = paragraph.split("<w:t xml:space=\"preserve\">").skip(1).map(|rest| rest.split("</w:t>").next().unwrap());
    texts.max_by_key(|text| text.len()).unwrap()
}

/// The work of a reviewer on a paragraph, by a number.
fn work_on(paragraph: &str, number: usize) -> Option<(&'static str, Work<'_>)> {
    let text = longest(paragraph);
    // A word that stands once in the paragraph, and isn’t at its start.
    let word = text
        .split(' ')
        .skip(1)
        .find(|word| word.len() > 3 && word.chars().all(char::is_alphabetic) && paragraph.matches(*word).count() == 1);
    Some(match number % 6 {
        0 => ("reworded", Work::Tracked(word?, "zebra")),
        1 => ("reworded", Work::Plain(word?, "zebra")),
        2 => ("removed", Work::Gone(text, true)),
        3 => ("removed", Work::Gone(text, false)),
        4 => ("split", Work::Split(word?, true)),
        _ => ("split", Work::Split(word?, false)),
    })
}

fn kind(what: &What) -> &'static str {
    match what {
        What::Reworded { .. } => "reworded",
        What::Added { .. } => "added",
        What::Removed { .. } => "removed",
        What::Split { .. } => "split",
        What::Joined { .. } => "joined",
        What::Moved { .. } => "moved",
        What::Restyled { .. } => "restyled",
        What::Comment { .. } => "comment",
    }
}

/// How many blocks, headings and lines of the front matter differ between two pages, at the outermost level; the sign-off isn't counted.
fn differ(old: &pamphlet_core::model::Page, new: &pamphlet_core::model::Page) -> usize {
    fn leaves(value: &serde_json::Value, at: String, all: &mut Vec<(String, String)>) {
        match value {
            serde_json::Value::Object(map) if !at.ends_with("/block") => {
                map.iter().for_each(|(key, value)| leaves(value, format!("{at}/{key}"), all))
            }
            serde_json::Value::Array(items) if ["blocks", "opening", "answer"].iter().any(|list| at.ends_with(list)) => {
                items.iter().for_each(|item| all.push((at.clone(), item.to_string())));
            }
            serde_json::Value::Array(items) if ["sections", "questions"].iter().any(|list| at.ends_with(list)) => {
                items.iter().enumerate().for_each(|(index, item)| leaves(item, format!("{at}/{index}"), all));
            }
            other if !at.starts_with("/review") => all.push((at, other.to_string())),
            _ => {}
        }
    }
    let of = |page: &pamphlet_core::model::Page| {
        let mut all = Vec::new();
        leaves(&serde_json::to_value(Document::from(page.clone())).unwrap(), String::new(), &mut all);
        all
    };
    let (old, new) = (of(old), of(new));
    let missing = |one: &[(String, String)], other: &[(String, String)]| one.iter().filter(|leaf| !other.contains(leaf)).count();
    missing(&old, &new).max(missing(&new, &old))
}

#[test]
fn one_edit_after_another_comes_back_as_exactly_that_edit() {
    let content = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content"));
    let mut sources = BTreeMap::new();
    collect(content, content, &mut sources);
    let library = Library::read(sources.clone()).unwrap();
    let pages = [
        "conditions/dyspareunia",
        "medicines/vaginal-oestrogen",
        "procedures/examination-of-the-vulva",
        "modalities/graded-dilator-work",
        "evidence/psychological-therapies-and-physiotherapy-for-vulval-pain",
    ];
    let (mut edits, mut written) = (0, 0);
    for path in pages {
        let page = library.page(path).unwrap();
        let file = render(&library, page, &Options::on("2026-11-22".parse().unwrap())).unwrap().output;
        let xml = Package::open(&file).unwrap().text("word/document.xml").unwrap();
        let source = String::from_utf8(sources[&format!("{path}.md")].clone()).unwrap();
        let all = bound(&xml);
        let chosen = all.iter().enumerate().filter_map(|(index, at)| Some((at, work_on(&xml[at.clone()], index)?)));
        for (at, (wanted, work)) in chosen.take(40) {
            // The work is done on the paragraph alone: its words may stand elsewhere as well.
            let document = format!("{}{}{}", &xml[..at.start], done(&xml[at.clone()], work), &xml[at.end..]);
            let told = review(&library, &with(&file, |_| document, &[])).unwrap();
            let kinds: Vec<&str> = told.changes.iter().map(|change| kind(&change.what)).collect();
            assert_eq!(kinds, [wanted], "{path}: {work:?}\n{told}\n{}", done(&xml[at.clone()], work));
            let applied = told.apply(&library, &source).unwrap_or_else(|problems| panic!("{work:?} {problems:?}"));
            // What the library says for the page comes from its other files.
            let mut changed = sources.clone();
            changed.insert(format!("{path}.md"), applied.source.clone().into_bytes());
            let changed = Library::read(changed).unwrap();
            let most = if wanted == "split" { 2 } else { 1 };
            let found = differ(page, changed.page(path).unwrap());
            assert!((1..=most).contains(&found), "{path}: {work:?} {found}");
            edits += 1;
            // Words of the text are written; what becomes a to-do is what the library and snippets put in, and headings and cells that are gone.
            let pointer = told.changes[0].place.pointer.clone().unwrap_or_default();
            let is_own =
                ["sections", "opening", "summary", "tools"].iter().any(|part| pointer.starts_with(part)) && !pointer.contains("/include/");
            if wanted == "reworded" && is_own {
                assert_eq!(applied.written, [Written::Edit], "{work:?} {pointer}");
            }
            written += applied.written.iter().filter(|written| **written == Written::Edit).count();
        }
    }
    assert!(edits >= 150 && written * 100 >= edits * 40, "{written} of {edits}");
}

fn collect(root: &std::path::Path, folder: &std::path::Path, sources: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, sources);
        } else {
            sources.insert(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"), std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn a_translation_beside_its_original_is_reviewed_alone() {
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\nsummary: S.\n---\n\n{text}\n").into_bytes();
    let settings = b"title = 'Library'\npublisher = { name = 'Example Clinic' }".to_vec();
    let (english, other) = (page("Cough", "A dry cough."), page("Cough down under", "A dry old cough."));
    let files = [("pamphlet.toml", settings), ("conditions/cough.md", english), ("conditions/cough.en-AU.md", other.clone())];
    let library = Library::read(files.map(|(path, bytes)| (path.to_owned(), bytes)).into()).unwrap();
    let page = library.page_in("conditions/cough", &"en-AU".parse().unwrap()).unwrap();
    let options = Options { beside: Some("en-GB".parse().unwrap()), ..Options::on("2026-11-22".parse().unwrap()) };
    let file = render(&library, page, &options).unwrap().output;
    assert!(review(&library, &file).unwrap().is_empty());
    let file = with(
        &file,
        |xml| {
            [Work::Tracked("dry old", "wet old"), Work::Tracked("dry cough", "wet cough")].iter().fold(xml, |xml, work| done(&xml, *work))
        },
        &[],
    );
    let applied = review(&library, &file).unwrap().apply(&library, std::str::from_utf8(&other).unwrap()).unwrap();
    assert!(applied.source.contains("\nA wet old cough.\n"), "{}", applied.source);
    assert!(applied.written.contains(&Written::Todo), "an edit of the original is a to-do");
}

proptest! {
    #![proptest_config(generate::cases(60))]

    #[test]
    fn an_edit_of_any_page_changes_its_block_alone(page in generate::page(), place in any::<prop::sample::Index>(), tracked in any::<bool>()) {
        let messages = pamphlet_core::messages::Messages::built_in(&page.id.language).unwrap();
        let source = pamphlet_core::source::write_markdown(&page, messages);
        let Some(library) = around(&page) else { return Err(TestCaseError::reject("the library doesn't hold")) };
        let page = library.page("conditions/generated").unwrap();
        let file = render(&library, page, &Options::on("2026-11-22".parse().unwrap())).unwrap().output;
        let xml = Package::open(&file).unwrap().text("word/document.xml").unwrap();
        let all = bound(&xml);
        let at = all[place.index(all.len())].clone();
        let words = longest(&xml[at.clone()]).to_owned();
        let work = if tracked { Work::Tracked(&words, "zebra 12") } else { Work::Plain(&words, "zebra 12") };
        let document = format!("{}{}{}", &xml[..at.start], done(&xml[at.clone()], work), &xml[at.end..]);
        let told = review(&library, &with(&file, |_| document, &[])).unwrap();
        prop_assert_eq!(told.changes.len(), 1, "{}", told);
        let applied = told.apply(&library, &source).unwrap();
        let read = pamphlet_core::source::read_markdown(&page.id, &applied.source, messages).unwrap().page;
        prop_assert_eq!(differ(page, &read), 1, "{}", applied.source);
    }

    #[test]
    fn no_file_makes_it_panic(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6), copy in any::<bool>()) {
        let library = library(PAGE);
        let damage = |xml: String| {
            cuts.iter().fold(xml, |xml, (one, other)| {
                let tags: Vec<usize> = xml.match_indices("<w:").map(|(at, _)| at).collect();
                if tags.is_empty() {
                    return xml;
                }
                let (one, other) = (tags[one.index(tags.len())], tags[other.index(tags.len())]);
                let (start, end) = (one.min(other), one.max(other).min(one.min(other) + 400));
                let end = (start..=end).rev().find(|end| xml.is_char_boundary(*end)).unwrap();
                if copy { format!("{}{}{}", &xml[..end], &xml[start..end], &xml[end..]) } else { format!("{}{}", &xml[..start], &xml[end..]) }
            })
        };
        let Ok(told) = review(&library, &with(&exported(&library), damage, &[])) else { return Ok(()) };
        let _ = told.to_string();
        let _ = told.apply(&library, PAGE);
    }
}
