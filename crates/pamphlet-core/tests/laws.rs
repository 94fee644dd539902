//! What holds for every page, generated and mutilated.

use std::{collections::BTreeMap, sync::LazyLock};

use pamphlet_core::{
    Library, Sources,
    messages::Messages,
    model::{Block, Document, Kind, Page, PageId},
    schema, source,
    value::{FORMATS, LanguageTag},
};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "../../../tests/support/generate.rs"]
mod generate;

fn english() -> &'static Messages {
    Messages::built_in(&LanguageTag::default()).unwrap()
}

static CONDITIONS: LazyLock<jsonschema::Validator> = LazyLock::new(|| validator(Kind::Condition));
static GUIDES: LazyLock<jsonschema::Validator> = LazyLock::new(|| validator(Kind::Guide));

fn validator(kind: Kind) -> jsonschema::Validator {
    let mut options = jsonschema::options().should_validate_formats(true);
    for (name, check) in FORMATS {
        let check = *check;
        options = options.with_format(*name, move |s: &str| check(s));
    }
    options.build(&schema::page(kind)).unwrap()
}

/// Whether schema and parser say the same of a document; the answer, if they do.
fn agreed(id: &PageId, document: &Value) -> Result<bool, String> {
    let validator = if id.path.kind == Kind::Guide { &GUIDES } else { &CONDITIONS };
    let by_schema = validator.validate(document);
    let text = serde_json::to_string(document).unwrap();
    let by_parser = source::read_data(id, &text, source::DataSyntax::Json);
    match (by_schema, by_parser) {
        (Ok(()), Ok(_)) => Ok(true),
        (Err(_), Err(_)) => Ok(false),
        (Ok(()), Err(problems)) => Err(format!("only the parser refuses: {problems:#?}\n{text}")),
        (Err(error), Ok(_)) => Err(format!("only the schema refuses: {error} at {}\n{text}", error.instance_path())),
    }
}

fn any_page() -> impl Strategy<Value = Page> {
    prop_oneof![3 => generate::page(), 1 => generate::guide()]
}

/// Changes one part of a document, chosen by a number, into something else.
fn mutate(value: &mut Value, place: usize, change: usize) {
    let mut paths = Vec::new();
    fn collect(value: &Value, path: String, paths: &mut Vec<String>) {
        paths.push(path.clone());
        match value {
            Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| collect(item, format!("{path}/{i}"), paths)),
            Value::Object(map) => {
                map.iter().for_each(|(k, item)| collect(item, format!("{path}/{}", k.replace('~', "~0").replace('/', "~1")), paths))
            }
            _ => {}
        }
    }
    collect(value, String::new(), &mut paths);
    let Some(part) = value.pointer_mut(&paths[place % paths.len()]) else { return };
    let others = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(""),
        json!(" "),
        json!("x"),
        json!([]),
        json!({}),
        json!("2026-02-30"),
        json!("a\nb"),
        json!(10_000),
    ];
    match (change % 6, &mut *part) {
        (0, Value::Object(map)) => drop(map.insert("unknown".into(), json!("x"))),
        (1, Value::Object(map)) => drop(map.keys().next().cloned().map(|key| map.remove(&key))),
        (2, Value::Array(items)) => items.clear(),
        (3, Value::Array(items)) => items.push(json!("x")),
        (4, Value::String(text)) => text.push_str([" ", "-", "1", "\u{202e}", "é", "/"][change / 6 % 6]),
        _ => *part = others[change / 6 % others.len()].clone(),
    }
}

proptest! {
    #![proptest_config(generate::cases(300))]

    #[test]
    fn what_is_written_reads_back_as_the_same_page(page in any_page()) {
        let written = source::write_markdown(&page, english());
        match source::read_markdown(&page.id, &written, english()) {
            Ok(read) => prop_assert_eq!(&read.page, &page, "\n{}", written),
            Err(problems) => prop_assert!(false, "{:#?}\n{}", problems, written),
        }
    }

    #[test]
    fn a_page_is_the_same_in_every_syntax(page in any_page()) {
        let document = Document::from(page.clone());
        let json = serde_json::to_string(&document).unwrap();
        let yaml = serde_saphyr::to_string(&document).unwrap();
        let toml = toml::to_string(&document).unwrap();
        for (text, syntax) in [(json, source::DataSyntax::Json), (yaml, source::DataSyntax::Yaml), (toml, source::DataSyntax::Toml)] {
            match source::read_data(&page.id, &text, syntax) {
                Ok(read) => prop_assert_eq!(&read.page, &page, "{:?}\n{}", syntax, text),
                Err(problems) => prop_assert!(false, "{:?}: {:#?}\n{}", syntax, problems, text),
            }
        }
    }

    #[test]
    fn schema_and_parser_accept_what_is_generated(page in any_page()) {
        let id = page.id.clone();
        let document = serde_json::to_value(Document::from(page)).unwrap();
        prop_assert_eq!(agreed(&id, &document), Ok(true));
    }

    #[test]
    fn schema_and_parser_agree_on_what_is_mutilated(page in any_page(), places in prop::collection::vec((any::<usize>(), any::<usize>()), 1..3)) {
        let id = page.id.clone();
        let mut document = serde_json::to_value(Document::from(page)).unwrap();
        for (place, change) in places {
            mutate(&mut document, place, change);
        }
        let verdict = agreed(&id, &document);
        prop_assert!(verdict.is_ok(), "{}", verdict.unwrap_err());
    }

    #[test]
    fn markdown_that_reads_reads_the_same_after_writing(body in "([a-zA-Z*_#> |\\[\\]()!\\n:;@^.0-9-]|\\[@one\\]|> \\[!note\\] H\n> |## |\n\n|- |\\[a\\]\\(b\\.md\\)|\"){0,60}") {
        let page = format!("---\ntitle: T\nsummary: S\n---\n{body}\n");
        if let Ok(first) = source::read_markdown(&generate::id(), &page, english()) {
            let written = source::write_markdown(&first.page, english());
            match source::read_markdown(&generate::id(), &written, english()) {
                Ok(second) => prop_assert_eq!(&first.page, &second.page, "\n{}\n=>\n{}", page, written),
                Err(problems) => prop_assert!(false, "{:#?}\n{}\n=>\n{}", problems, page, written),
            }
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "(conditions|guides|media|messages|x)/[a-z.]{1,6}\\.(md|json|yaml|toml|svg|png|jpg|ftl)|pamphlet\\.toml|references\\.(bib|yaml)|glossary\\.md") {
        let mut sources = Sources::new();
        sources.insert("pamphlet.toml".to_owned(), b"title = 'T'\npublisher = { name = 'P' }".to_vec());
        sources.insert(name, bytes);
        let _ = Library::read(sources);
    }

    #[test]
    fn no_page_cut_short_makes_a_reader_panic(page in generate::page(), at in any::<prop::sample::Index>(), junk in "[\\x00-\\x7f]{0,5}") {
        let mut written = source::write_markdown(&page, english());
        let mut at = at.index(written.len());
        while !written.is_char_boundary(at) {
            at -= 1;
        }
        written.truncate(at);
        written.push_str(&junk);
        let _ = source::read_markdown(&page.id, &written, english());
    }
}

#[test]
fn semicolons_of_both_scripts_part_causes() {
    let id = PageId { path: "conditions/a".parse().unwrap(), language: "ar".parse().unwrap() };
    let text = "---\ntitle: T\nsummary: S\n---\n\n> [!differential]\n> | A | B |\n> |---|---|\n> | x | أول؛ ثان؛ *ثالث*; [رابع](https://a.example/) خامس |\n";
    let page = source::read_markdown(&id, text, english()).unwrap().page;
    let [Block::Differential(differential)] = page.opening.as_slice() else { panic!("{:?}", page.opening) };
    let causes: Vec<String> = differential.rows[0].causes.iter().map(|cause| cause.plain_text()).collect();
    assert_eq!(causes, ["أول", "ثان", "ثالث", "رابع خامس"]);
    assert_eq!(source::read_markdown(&id, &source::write_markdown(&page, english()), english()).unwrap().page, page);
}

#[test]
fn what_looks_like_something_else_stays_what_it_is() {
    let id = generate::id();
    for body in [
        // A dash before a word that is explained isn't the name of who is quoted.
        "> Words.\n>\n> — word\n> : what it means\n",
        // Neither the semicolon of an entity nor one with a backslash parts causes.
        "> [!differential]\n> | A | B |\n> |---|---|\n> | x | one\\; two; three &amp; four |\n",
        "> [!important] H\n> Text [@one, p.\u{a0}3\\; note  4].\n",
        "Word\n: > [!note] H\n  > Text.\n",
        "> [!urgent] H\n> - one\n>\n> * two\n>\n>   three\n",
        "## Causes {aspect=none}\n\nText.\n",
        // A line after a break begins as any other.
        "One\\\n\\// two\\\n\\; three\\\n\\.Four\n",
    ] {
        let text = format!("---\ntitle: T\nsummary: S\n---\n\n{body}");
        let page = source::read_markdown(&id, &text, english()).unwrap_or_else(|problems| panic!("{problems:?}\n{body}")).page;
        let written = source::write_markdown(&page, english());
        assert!(written.ends_with(&body.replace("&amp;", "&")), "{written}\n{body}");
    }
}

#[test]
fn every_format_of_the_schema_has_its_check() {
    let known: BTreeMap<_, _> = FORMATS.iter().copied().collect();
    let mut schemas: Vec<Value> = Kind::ALL.into_iter().map(schema::page).collect();
    schemas.push(schema::site());
    for schema in schemas {
        for part in schema.to_string().split("\"format\":\"").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(known.contains_key(name), "{name} is no format of ours");
        }
    }
}
