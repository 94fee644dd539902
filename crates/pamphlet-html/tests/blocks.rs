//! Each kind of block and of running text, as it's written for the web and for books.

mod common;

use pamphlet_core::model::Page;
use pamphlet_html::{ChapterOptions, Form, Fragment, LinkTarget, Options, chapter, render, source_id, term_id};
use serde_json::{Value, json};

/// The blocks of the sample page, each on a page of its own; icons are left out to keep the snapshot readable.
fn each_block(write: impl Fn(&Page) -> String) -> String {
    let mut blocks = Vec::new();
    fn collect(value: &Value, blocks: &mut Vec<Value>) {
        let Value::Object(section) = value else { return };
        blocks.extend(section.get("blocks").and_then(Value::as_array).into_iter().flatten().cloned());
        for inner in section.get("sections").and_then(Value::as_array).into_iter().flatten() {
            collect(inner, blocks);
        }
    }
    collect(&common::everything(), &mut blocks);
    let pages = blocks.into_iter().map(|block| common::page(json!({ "title": "T", "summary": "S", "opening": [block] })));
    pages.map(|page| without_pictures(opening(&write(&page)))).collect::<Vec<_>>().join("\n")
}

/// The block that stands before the first heading.
fn opening(html: &str) -> &str {
    let start = html.find("<div class=\"p-opening\">").unwrap() + "<div class=\"p-opening\">".len();
    let mut depth = 1;
    let end = html[start..]
        .match_indices('<')
        .find_map(|(at, _)| {
            let rest = &html[start + at..];
            depth += i32::from(rest.starts_with("<div")) - i32::from(rest.starts_with("</div>"));
            (depth == 0).then_some(start + at)
        })
        .unwrap();
    &html[start..end]
}

fn without_pictures(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<svg") {
        let name = &common::attributes(after, "class")[0];
        out.push_str(&format!("{before}<svg {name}/>"));
        // Only the icon array has one inside another, and it's the last thing in it.
        rest = after.split_once("</svg></svg>").or_else(|| after.split_once("</svg>")).unwrap().1;
        if !name.contains("icon-array") {
            rest = after.split_once("</svg>").unwrap().1;
        }
    }
    out + rest
}

#[test]
fn blocks_on_the_web() {
    let library = common::library();
    let options = Options { form: Form::Fragment(Fragment { heading_offset: 0, ..Fragment::default() }), ..Options::on(common::day()) };
    insta::assert_snapshot!(each_block(|page| render(&library, page, &options).unwrap().output));
}

#[test]
fn blocks_in_a_book() {
    let library = common::library();
    let links = |target: LinkTarget<'_>| match target {
        // A page that isn't in the book, of a library without an address.
        LinkTarget::Page { .. } => None,
        LinkTarget::Media(path) => Some(format!("../{path}")),
        LinkTarget::Term(term) => Some(format!("glossary.xhtml#{}", term_id(term))),
        LinkTarget::Source { work: _, number } => Some(format!("sources.xhtml#{}", source_id(number))),
    };
    insta::assert_snapshot!(each_block(|page| {
        let cited = library.cited(&[page]);
        let options = ChapterOptions { today: common::day(), links: &links, cited: &cited, heading_offset: 0 };
        chapter(&library, page, &options).output.body
    }));
}

fn risk() -> Value {
    let risk = json!({ "statement": [{ "text": "S" }], "groups": [{ "number": "75 in 1000" }], "people": "p", "period": "1 year" });
    json!({ "title": "T", "summary": "S", "opening": [{ "risk": risk }] })
}

#[test]
fn an_icon_array_shows_the_number() {
    let page = common::page(risk());
    let html = render(&common::library(), &page, &Options::on(common::day())).unwrap().output;
    let start = html.find("p-icon-array").unwrap();
    let paths = common::attributes(&html[start..], "d");
    // Seven people filled, ninety-three outlined, and half of the eighth filled too.
    assert_eq!([paths[0], paths[1], paths[2]].map(|path| path.matches('M').count()), [7, 93, 1]);
    assert!(html[start..].contains("<svg x=\"70\" y=\"0\" width=\"5\""), "{html}");
}

#[test]
fn an_icon_array_is_filled_from_where_lines_begin() {
    let html = render(&common::arabic(), &common::page_in("ar", risk()), &Options::on(common::day())).unwrap().output;
    let start = html.find("p-icon-array").unwrap();
    let paths = common::attributes(&html[start..], "d");
    assert!(paths[0].starts_with("M90 0") && paths[1].starts_with("M20 0"), "{paths:?}");
    // The right half of the eighth person: what is left of it is cut off.
    assert!(html[start..].contains("<svg x=\"25\" y=\"0\" width=\"5\"") && paths[2].starts_with("M-5 0"), "{html}");
}
