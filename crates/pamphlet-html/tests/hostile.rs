//! Attacks through every field and every block: what an author, or somebody in an author's name, writes is never markup.

mod common;

use std::collections::BTreeSet;

use common::{attributes, everything, library, page, text_of};
use pamphlet_core::{Library, model::Document};
use pamphlet_html::{ChapterOptions, Form, Fragment, Options, Search, Site, SiteOptions, chapter, render};
use serde_json::{Value, json};

/// Each tries to leave the place where it stands, or to be more than text there.
const ATTACKS: &[&str] = &[
    "</script><script>alert(1)</script><!-- ' onload=\"x\" &lt; ]]> {{ 7 * 7 }} {% raw %} \u{e000}",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><iframe srcdoc='<script>alert(1)</script>'>",
    "' autofocus onfocus=alert(1) x='",
    "</title></head><body onload=alert(1)>",
    "</style><style>*{display:none}</style>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action=https://evil.example/><input name=a>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='https://evil.example/x.xsl'?>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<\u{200b}script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ config }}{% include '/etc/passwd' %}{# x #}",
    "#panic() $x$ `y` \\u{41}",
    "<details open ontoggle=alert(1)>",
    "<math><mtext></p><script>alert(1)</script>",
    "<template><p id=p_main></template>",
    "\u{e000}\u{e001}\u{e002}",
];

/// The elements that this crate and its theme write.
const ELEMENTS: &[&str] = &[
    "!DOCTYPE",
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "a",
    "header",
    "nav",
    "ul",
    "ol",
    "li",
    "main",
    "footer",
    "p",
    "div",
    "article",
    "section",
    "span",
    "strong",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "svg",
    "path",
    "dl",
    "dt",
    "dd",
    "details",
    "summary",
    "figure",
    "figcaption",
    "blockquote",
    "img",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "time",
    "br",
    "sup",
    "form",
    "label",
    "input",
    "button",
    "aside",
    "b",
    "i",
    "small",
    "abbr",
    "circle",
    "rect",
];

/// Puts a text into every field that takes one.
fn attack(value: &mut Value, text: &str) {
    const FREE_TEXT: &[&str] = &[
        "text",
        "title",
        "headline",
        "summary",
        "approach",
        "name",
        "plain-name",
        "role",
        "organization",
        "about",
        "funding",
        "conflicts",
        "rights",
        "status",
        "people",
        "period",
        "label",
        "credit",
        "locator",
    ];
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(field) if FREE_TEXT.contains(&key.as_str()) => *field = text.to_owned(),
                    Value::Array(list) if matches!(key.as_str(), "columns" | "questions" | "also-called") => {
                        for item in list {
                            match item {
                                Value::String(field) => *field = text.to_owned(),
                                other => attack(other, text),
                            }
                        }
                    }
                    other => attack(other, text),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|item| attack(item, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Every `<` begins a tag of this crate's own, with attributes of its own, that lead to no script.
fn assert_inert(html: &str, attack: &str) {
    let scripts = html.matches("<script").count();
    assert_eq!(
        scripts,
        html.matches("<script type=\"application/ld+json\">").count()
            + html.matches("<script type=\"module\" src=\"../search.js\">").count(),
        "{attack}"
    );
    assert_eq!(scripts, html.matches("</script>").count(), "{attack}");
    for tag in html.split('<').skip(1) {
        let name = tag.trim_start_matches('/').split(|c: char| c == '>' || c.is_whitespace() || c == '/').next().unwrap();
        assert!(ELEMENTS.contains(&name), "<{name}> by {attack}");
        let tag = tag.split('>').next().unwrap();
        // Values are quoted and have no quotes inside: what isn't a value is names.
        let names: String = tag.split('"').step_by(2).collect();
        assert!(!names.contains(" on") && !names.contains("style="), "<{tag}> by {attack}");
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}> by {attack}");
    }
    for name in ["href", "src", "content", "action"] {
        for address in attributes(html, name) {
            let is_address = name != "content";
            assert!(!is_address || !address.trim().to_lowercase().starts_with("javascript:"), "{address}");
            assert!(!is_address || !address.contains("evil.example"), "{address} by {attack}");
        }
    }
}

#[test]
fn an_author_s_text_is_never_markup() {
    let library = library();
    for text in ATTACKS {
        let mut source = everything();
        attack(&mut source, text);
        let page = page(source);
        let html = render(&library, &page, &Options::default()).unwrap().output;
        assert_inert(&html, text);
        // It isn't taken out either: whoever wrote it sees it.
        let shown = text_of(html.split_once("<body").unwrap().1);
        assert!(shown.matches(text).count() > 50, "{text}: {}", shown.matches(text).count());
        let data = html.split_once("ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
        let data: Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["headline"], *text);
        let fragment = Options { form: Form::Fragment(Fragment::default()), ..Options::default() };
        assert_inert(&render(&library, &page, &fragment).unwrap().output, text);
        let cited = library.cited(&[&page]);
        let options = ChapterOptions { today: None, links: &|_| Some("x.xhtml".to_owned()), cited: &cited, heading_offset: 0 };
        let body = chapter(&library, &page, &options).output.body;
        let xhtml = format!("<body xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">{body}</body>");
        roxmltree::Document::parse(&xhtml).unwrap_or_else(|error| panic!("{error}: {text}"));
    }
}

#[test]
fn no_setting_of_a_library_is_markup() {
    for text in ATTACKS {
        let quoted = serde_json::to_string(text).unwrap();
        let settings = format!(
            "title = {quoted}\nsummary = {quoted}\nurl = \"https://clinic.example/\"\nfeedback = {quoted}\ntrust-points = [{quoted}]\n\
             [publisher]\nname = {quoted}\nabout = {quoted}\n[notices]\nstatus = {quoted}\nmedical-first = {quoted}\ndisclaimer = {quoted}\n\
             [contact]\nname = {quoted}\naddress = [{quoted}]\nhours = {quoted}\npromise = {quoted}\n"
        );
        let page =
            json!({ "title": text, "summary": text, "condition": { "name": text, "also-called": [text] }, "modified": "2026-01-01" });
        let sources = [("pamphlet.toml", settings), ("conditions/a.json", page.to_string())];
        let sources = sources.map(|(path, text)| (path.to_owned(), text.into_bytes())).into();
        let library = Library::read(sources).unwrap_or_else(|problems| panic!("{text}: {problems}"));
        let options = SiteOptions { search: Search::Index, ..SiteOptions::default() };
        let site = Site::new(&library, &options).unwrap();
        for file in site.files() {
            let (path, bytes) = (site.path(file), site.render(file).unwrap().output);
            let written = String::from_utf8(bytes).unwrap();
            if path.ends_with(".html") {
                assert_inert(&written, text);
            } else if path.ends_with(".xml") || path.ends_with(".svg") {
                roxmltree::Document::parse(&written).unwrap_or_else(|error| panic!("{path}: {error}: {text}"));
            }
        }
    }
}

/// A text that looks other than it reads is refused before it comes to any page, and so are addresses that run something.
#[test]
fn what_can_t_be_made_harmless_is_refused() {
    let refused = |value: Value| {
        serde_json::from_value::<Document>(json!({ "title": "T", "summary": "S", "opening": [{ "paragraph": [value] }] })).is_err()
    };
    for hidden in ['\u{202e}', '\u{202a}', '\u{2066}', '\u{2069}', '\u{0}', '\u{1b}', '\u{feff}', '\u{2028}'] {
        assert!(refused(json!({ "text": format!("a{hidden}b") })), "U+{:04X}", u32::from(hidden));
    }
    let addresses = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "blob:x",
        "https://evil.example@clinic.example\\x",
    ];
    let taken: BTreeSet<&str> =
        addresses.into_iter().filter(|address| !refused(json!({ "link": { "to": address, "content": [{ "text": "x" }] } }))).collect();
    assert_eq!(taken, BTreeSet::new());
    assert!(!refused(json!({ "link": { "to": "https://clinic.example/", "content": [{ "text": "x" }] } })));
}
