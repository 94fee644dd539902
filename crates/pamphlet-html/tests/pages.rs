//! What holds of every page and chapter.

mod common;

use std::collections::BTreeSet;

use common::{attributes, everything, holds_in_order, library, page, text_of};
use pamphlet_core::{Library, model::Page, words};
use pamphlet_html::{ChapterOptions, Error, Form, Fragment, LinkTarget, Options, Theme, chapter, render, stylesheet};
use serde_json::{Value, json};

fn document(library: &Library, page: &Page) -> String {
    let rendered = render(library, page, &Options::on(common::day())).unwrap();
    assert_eq!(rendered.omissions, [], "a web page leaves nothing out");
    rendered.output
}

fn book(library: &Library, page: &Page) -> String {
    let cited = library.cited(&[page]);
    let links = |target: LinkTarget<'_>| match target {
        LinkTarget::Source { .. } => Some("sources.xhtml".to_owned()),
        LinkTarget::Page { .. } | LinkTarget::Media(_) | LinkTarget::Term(_) => Some("x.xhtml".to_owned()),
    };
    let options = ChapterOptions { today: common::day(), links: &links, cited: &cited, heading_offset: 0 };
    let body = chapter(library, page, &options).output.body;
    format!("<body xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">{body}</body>")
}

#[test]
fn every_word_is_there_in_order() {
    let (library, page) = (library(), page(everything()));
    for html in [document(&library, &page), book(&library, &page)] {
        let text = text_of(html.split_once("<body").unwrap().1);
        holds_in_order(&words::of_page(&page), &text).unwrap();
        holds_in_order(&words::of_notes(&page), &text).unwrap();
    }
}

#[test]
fn a_chapter_is_well_formed_and_its_ids_are_its_own() {
    let (library, page) = (library(), page(everything()));
    let xhtml = book(&library, &page);
    let tree = roxmltree::Document::parse(&xhtml).unwrap();
    let ids: Vec<_> = tree.descendants().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    for forbidden in ["details", "summary", "script", "form", "input"] {
        assert!(tree.descendants().all(|node| !node.has_tag_name(forbidden)), "{forbidden}");
    }
}

#[test]
fn a_mistake_is_reported_with_a_tap() {
    let html = document(&library(), &page(everything()));
    let expected = "Write to us (<a href=\"mailto:mistakes@publisher.example\" class=\"p-address\">mistakes@publisher.example</a>).";
    assert!(html.contains(expected), "{}", html.split_once("p-feedback").unwrap().1);
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let (library, page) = (library(), page(everything()));
    for html in [document(&library, &page), book(&library, &page)] {
        let levels: Vec<u32> = html
            .match_indices("<h")
            .filter_map(|(at, _)| html[at + 2..].chars().next()?.to_digit(10).filter(|_| !html[at + 3..].starts_with(char::is_alphabetic)))
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}

#[test]
fn links_inside_a_page_lead_somewhere() {
    let library = library();
    let html = document(&library, &page(everything()));
    let ids: Vec<_> = attributes(&html, "id");
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    for href in attributes(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(ids.contains(&href), "{href}");
    }
    for reference in attributes(&html, "aria-labelledby") {
        assert!(ids.contains(&reference), "{reference}");
    }
    for file in attributes(&html, "href").into_iter().filter(|href| !href.contains(':') && !href.starts_with('#')) {
        assert!(file.contains("index.html") || file.ends_with(".css") || file.ends_with(".svg"), "{file} wouldn't open from a disk");
    }
}

#[test]
fn how_the_review_stands_is_said() {
    let library = library();
    let said = |review: Value, today: &str| {
        let page = page(json!({ "title": "T", "summary": "S", "review": review }));
        let options = Options { ..Options::on(today.parse().unwrap()) };
        text_of(&render(&library, &page, &options).unwrap().output)
    };
    let signed = json!({ "last": "2026-01-01", "next": "2027-01-01", "clinical": { "signed": { "by": "Dr B", "credential": "GMC 1", "on": "2026-01-01" } } });
    assert!(said(Value::Null, "2026-11-22").contains("This page has not been reviewed"));
    assert!(said(json!({ "last": "2026-01-01", "clinical": "pending" }), "2026-11-22").contains("Clinical sign-off pending"));
    assert!(said(signed.clone(), "2026-11-22").contains("Signed off by Dr B, GMC 1, on 1 January 2026"));
    assert!(said(signed, "2027-02-01").contains("review is overdue. It was due by 1 January 2027"));
    // Both are said where both are so.
    let both = said(json!({ "last": "2025-01-01", "next": "2026-01-01", "clinical": "pending" }), "2026-11-22");
    assert!(both.contains("Clinical sign-off pending") && both.contains("overdue"));
}

#[test]
fn a_form_of_the_host_s_stands_below_the_contact_details() {
    let (library, page) = (library(), page(everything()));
    let html = |form| {
        let contact = "<form action=\"/ask\"><input name=\"{{ path }}\" value=\"{{ title }}\"></form>";
        let options = Options { form, theme: Theme { contact: contact.into(), ..Theme::default() }, ..Options::on(common::day()) };
        render(&library, &page, &options).unwrap().output
    };
    let title = page.title.as_str().replace('&', "&amp;");
    for html in [html(Form::Document), html(Form::Fragment(Fragment::default()))] {
        let (_, form) = html.split_once("<div class=\"p-contact-form\"><form action=\"/ask\">").expect("the form");
        assert!(form.starts_with(&format!("<input name=\"conditions/everything\" value=\"{title}\"></form></div>")), "{}", &form[..200]);
    }
    assert!(!render(&library, &page, &Options::on(common::day())).unwrap().output.contains("contact-form"));
}

#[test]
fn a_theme_can_t_leave_out_the_text() {
    let library = library();
    let themed = |template: &str| {
        let options = Options { theme: Theme { page: template.to_owned().into(), ..Theme::default() }, ..Options::on(common::day()) };
        render(&library, &page(everything()), &options)
    };
    assert_eq!(themed("<title>{{ title }}</title>").unwrap_err(), Error::LeavesOutText);
    assert!(themed("<body>{{ main }}</body>").is_ok());
    insta::assert_snapshot!(themed("<body>\n{{ mian }}</body>").unwrap_err(), @"the theme's template `page.html` can't be filled in: undefined value: `mian` is undefined (line 2)");
}

#[test]
fn a_fragment_keeps_to_itself() {
    let library = library();
    let fragment = Fragment { class_prefix: "host-".to_owned(), id_prefix: "a-".to_owned(), heading_offset: 2, ..Fragment::default() };
    let rendered =
        render(&library, &page(everything()), &Options { form: Form::Fragment(fragment), ..Options::on(common::day()) }).unwrap();
    let html = rendered.output;
    assert!(attributes(&html, "class").iter().flat_map(|names| names.split(' ')).all(|name| name.starts_with("host-")));
    assert!(attributes(&html, "id").iter().all(|id| id.starts_with("a-")));
    assert!(["<html", "<main", "<header", "<link", "<script", "<h1", "<h2"].iter().all(|tag| !html.contains(tag)));
    assert!(html.contains("<h3 id=\"a-p_title\""));
    assert_eq!(rendered.omissions.len(), 2, "{:?}", rendered.omissions);
    assert!(stylesheet(&Theme::default(), library.site(), Some("host-")).contains(".host-care-emergency"));
}

#[test]
fn the_stylesheet_is_small_and_loads_nothing() {
    let css = stylesheet(&Theme::default(), library().site(), None);
    assert!(css.len() <= 20 * 1024, "{}", css.len());
    assert!(!css.contains("url(") && !css.contains("@import"));
}

#[test]
fn numbers_among_words_from_the_right_run_from_the_left() {
    let mut sources = pamphlet_core::Sources::new();
    let catalogue = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/arabic/messages/ar.ftl")).unwrap();
    sources.insert("messages/ar.ftl".into(), catalogue);
    sources.insert("pamphlet.toml".into(), "title = 'مكتبة'\nlanguage = 'ar'\npublisher = { name = 'عيادة' }".into());
    let page = "---\ntitle: السعال\nsummary: اتصل بالرقم 01632 960 001 الآن.\n---\n\n## ما هو\n\nخذ 10-12 مرة، أو **+44 1632 960001**.\n";
    sources.insert("conditions/cough.md".into(), page.into());
    let library = pamphlet_core::Library::read(sources).unwrap();
    let page = library.page("conditions/cough").unwrap();
    let html = pamphlet_html::render(&library, page, &pamphlet_html::Options::on(common::day())).unwrap().output;
    for run in ["01632 960 001", "10-12"] {
        assert!(html.contains(&format!("<bdi dir=\"ltr\">{run}</bdi>")), "{run} in {html}");
    }
    let link = "<a href=\"tel:+441632960001\" class=\"p-address\" dir=\"ltr\">+44 1632 960001</a>";
    assert!(html.contains(link), "{html}");
}
