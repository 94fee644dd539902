//! Attacks through every field and every block: what an author, or somebody in an author's name, writes is never markup.

mod common;

#[path = "../../../tests/support/attacked.rs"]
mod attacked;

use std::collections::BTreeSet;

use attacked::{Attacked, attacked};
use common::{attributes, library};
use pamphlet_core::{
    Library, Rendered,
    model::{Document, Kind, Page, PageId, PagePath},
    schema,
};
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
    "--><img src=x onerror=alert(1)><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='https://evil.example/x.xsl'?>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<\u{200b}script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ config }}{% include '/etc/passwd' %}{# x",
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
    "bdi",
    "i",
    "small",
    "abbr",
    "circle",
    "rect",
];

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

/// A page of a kind from its source.
fn page_of(kind: Kind, source: Value) -> Page {
    let document: Document = serde_json::from_value(source).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
    let id = PageId { path: PagePath::new(kind, "attacked".parse().unwrap()), language: "en-GB".parse().unwrap() };
    document.into_page(id).unwrap_or_else(|error| panic!("{kind:?}: {error:?}"))
}

/// Which of the numbered texts a page doesn't hold, nowhere.
fn missing(html: &str, text: &str, texts: usize) -> Vec<usize> {
    let html = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    let number = |rest: &str| rest.split_once('⟧').and_then(|(number, _)| number.parse().ok());
    let held: BTreeSet<usize> = html.split(&format!("{text}⟦")).skip(1).filter_map(number).collect();
    (0..texts).filter(|number| !held.contains(number)).collect()
}

/// The texts of a document that no output shows.
fn unseen(value: &Value) -> Vec<String> {
    match value {
        Value::Object(entries) => {
            let label = entries.get("include").and_then(|include| include["label"].as_str()).map(str::to_owned);
            label.into_iter().chain(entries.values().flat_map(unseen)).collect()
        }
        Value::Array(items) => items.iter().flat_map(unseen).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

#[test]
fn an_author_s_text_is_never_markup() {
    let library = library();
    for (turn, text) in ATTACKS.iter().enumerate() {
        // Each attack goes through what all kinds have, and through what one kind has.
        let kind = Kind::ALL[turn % Kind::ALL.len()];
        let Attacked { document, texts } = attacked(&schema::page(kind), text, turn);
        // What a guide says of its book, for which there's an omission.
        let mut of_the_book = document["guide"].clone();
        of_the_book.as_object_mut().map(|guide| guide.remove("parts"));
        // What a source calls a snippet is for those who write it.
        let of_the_source: Vec<String> = unseen(&document);
        let page = page_of(kind, document);
        let Rendered { output: html, omissions } = render(&library, &page, &Options::on(common::day())).unwrap();
        assert_inert(&html, text);
        // It isn't taken out either: whoever wrote it sees it.
        let mut missing = missing(&html, text, texts);
        missing.retain(|number| {
            let mark = format!("⟦{number}⟧");
            !of_the_book.to_string().contains(&mark) && !of_the_source.iter().any(|text| text.contains(&mark))
        });
        assert_eq!(missing, Vec::<usize>::new(), "{kind:?}: {text}");
        assert_eq!(omissions.len(), usize::from(kind == Kind::Guide), "{kind:?}: {omissions:?}");
        assert!(texts > 200, "{kind:?}: {texts}");
        let data = html.split_once("ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
        let data: Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["headline"], page.headline().as_str());
        let fragment = Options { form: Form::Fragment(Fragment::default()), ..Options::on(common::day()) };
        assert_inert(&render(&library, &page, &fragment).unwrap().output, text);
        let cited = library.cited(&[&page]);
        let options = ChapterOptions { today: common::day(), links: &|_| Some("x.xhtml".to_owned()), cited: &cited, heading_offset: 0 };
        let body = chapter(&library, &page, &options).output.body;
        let xhtml = format!("<body xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">{body}</body>");
        roxmltree::Document::parse(&xhtml).unwrap_or_else(|error| panic!("{error}: {text}"));
    }
}

/// Settings as TOML, which takes JSON's texts and lists as they are.
fn toml(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{} = {}", json!(key), toml(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

#[test]
fn no_setting_of_a_library_and_no_source_is_markup() {
    for (turn, text) in ATTACKS.iter().enumerate() {
        let mut settings = attacked(&schema::site(), text, turn).document;
        // Lead from a page that there isn't, and cite in a way that there is.
        settings["redirects"] = json!({ "conditions/former": "conditions/other" });
        settings["citations"] = json!({ "style": "vancouver" });
        let settings: String = settings.as_object().unwrap().iter().map(|(key, value)| format!("{key} = {}\n", toml(value))).collect();
        let work = json!({ "smith2020": { "type": "Article", "title": text, "author": [text], "parent": { "type": "Periodical", "title": text } } });
        let escaped: String = text.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect();
        let sources = [
            ("pamphlet.toml", settings),
            ("references.yaml", work.to_string()),
            ("glossary.md", format!("## {escaped} {{#other}}\n\n{escaped}\n")),
            ("media/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>".to_owned()),
            (
                "conditions/other.md",
                format!(
                    "---\n{}\n---\n\n{escaped} [{escaped}](../glossary.md#other) [@smith2020]\n",
                    json!({ "title": text, "summary": text, "condition": { "also-called": [text] }, "modified": "2026-01-01" })
                ),
            ),
        ];
        let sources = sources.map(|(path, text)| (path.to_owned(), text.into_bytes())).into();
        let library = Library::read(sources).unwrap_or_else(|problems| panic!("{text}: {problems}"));
        let options = SiteOptions { search: Search::Index, ..SiteOptions::on(common::day()) };
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
