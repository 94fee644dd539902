//! The addresses and telephone numbers in a text become links, around exactly their words.

use pamphlet_core::contact_points::{ContactPoint, Part, parts};
use serde_json::{Map, Value, json};

/// Marks the addresses in the pieces of a tree. The region says how the telephone numbers of a piece are written, by its number.
pub(super) fn mark(value: &mut Value, region: &dyn Fn(usize) -> Option<String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| mark(item, region)),
        Value::Object(node) => match node.get("said").and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok()) {
            Some(number) => mark_piece(node, region(number).as_deref()),
            None => {
                let without = without_links(node.get("is").and_then(Value::as_str));
                if let Without::Some(keys) = without {
                    node.iter_mut().filter(|(key, _)| !keys.contains(&key.as_str())).for_each(|(_, part)| mark(part, region));
                }
            }
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What of a node holds no links.
enum Without {
    All,
    Some(&'static [&'static str]),
}

/// Links lead elsewhere already; headings and names are listed in other places; headers of tables are printed again.
fn without_links(is: Option<&str>) -> Without {
    match is {
        Some(
            "link" | "page" | "term" | "cite" | "address" | "see" | "on-page" | "heading" | "title" | "eyebrow" | "names" | "letterhead"
            | "cover" | "part" | "contents" | "pages" | "sources",
        ) => Without::All,
        Some("details") => Without::Some(&["heading"]),
        Some("table") => Without::Some(&["header"]),
        Some("differential") => Without::Some(&["feature-label", "cause-label"]),
        Some("qr") => Without::Some(&["text", "newest", "printed"]),
        Some(_) | None => Without::Some(&["name", "title", "printed", "header"]),
    }
}

fn mark_piece(node: &mut Map<String, Value>, region: Option<&str>) {
    let Some(text) = node.get("text").and_then(Value::as_str) else { return };
    let mut links = Vec::new();
    let mut at = 0;
    for Part { words, to } in parts(text, region) {
        let end = at + words.len();
        if let Some(url) = to.as_ref().map(ContactPoint::href) {
            links.push(json!({ "from": at, "to": end, "url": url }));
        }
        at = end;
    }
    if !links.is_empty() {
        node.insert("links".to_owned(), links.into());
    }
}
