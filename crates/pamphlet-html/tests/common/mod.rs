//! A small library, and a page that holds one of each thing.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use pamphlet_core::{
    Library,
    model::{Document, Page, PageId},
};
use serde_json::Value;

#[path = "../../../../tests/support/everything.rs"]
mod fixture;

/// The day of the tests: nothing in the fixtures is overdue on it.
pub(crate) fn day() -> pamphlet_core::value::Date {
    "2026-11-22".parse().unwrap()
}

/// A library with what the page refers to.
pub(crate) fn library() -> Library {
    Library::read(fixture::sources()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A library in Arabic.
pub(crate) fn arabic() -> Library {
    Library::read(fixture::arabic()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The page, as its source.
pub(crate) fn everything() -> Value {
    serde_json::from_slice(&fixture::sources()["conditions/everything.json"]).unwrap()
}

/// A page from its source.
pub(crate) fn page(source: Value) -> Page {
    page_in("en-GB", source)
}

/// A page in a language.
pub(crate) fn page_in(language: &str, source: Value) -> Page {
    let document: Document = serde_json::from_value(source).unwrap();
    let id = PageId { path: "conditions/everything".parse().unwrap(), language: language.parse().unwrap() };
    document.into_page(id).unwrap()
}

/// The text between tags. Blocks part words; what stands inside a line doesn't.
pub(crate) fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let end = start + rest[start..].find('>').unwrap();
        let name = rest[start + 1..end].trim_start_matches('/').split([' ', '/']).next().unwrap();
        if !matches!(name, "a" | "em" | "span" | "strong" | "sup" | "time") {
            text.push(' ');
        }
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// Whether words stand in a text in their order, with others between them.
///
/// The model's words don't part neighbouring texts (`bleedyou`, of two criteria), so one of its words may be several here.
pub(crate) fn holds_in_order(words: &[String], text: &str) -> Result<(), String> {
    let all = pamphlet_core::words::of_text(text);
    let mut at = 0;
    for (index, word) in words.iter().enumerate() {
        let ends_at = |from: usize| {
            let rest = word.strip_prefix(all[from].as_str())?;
            let mut parts = from + 1;
            let mut rest = rest;
            while !rest.is_empty() {
                let next = (parts..all.len()).find(|place| rest.starts_with(all[*place].as_str()))?;
                rest = &rest[all[next].len()..];
                parts = next + 1;
            }
            Some(parts)
        };
        let missing = || format!("`{word}` is missing after `{}`", words[index.saturating_sub(5)..index].join(" "));
        let whole = (at..all.len()).find(|place| all[*place] == *word).map(|place| place + 1);
        at = whole.or_else(|| (at..all.len()).find_map(ends_at)).ok_or_else(missing)?;
    }
    Ok(())
}

/// The values of an attribute, in order.
pub(crate) fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    html.match_indices(&mark).map(|(at, _)| &html[at + mark.len()..]).map(|rest| &rest[..rest.find('"').unwrap()]).collect()
}
