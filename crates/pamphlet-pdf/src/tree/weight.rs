//! How much room a node may take: the theme measures what may be higher than a page, and to measure is to set it twice.

use serde_json::Value;

/// What an icon array takes, in letters.
const ICON_ARRAY: usize = 900;
/// Another picture may be of any height: it's always measured.
const PICTURE: usize = 100_000;
/// The gap after an item of a list.
const GAP: usize = 35;

/// Gives each node that has a name its weight: about how many letters it takes, its gaps and pictures counted as letters.
pub(super) fn weigh(value: &mut Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter_mut().map(weigh).sum::<usize>() + GAP * items.len(),
        Value::Object(node) => {
            let picture = match node.get("is").and_then(Value::as_str) {
                Some("figure" | "figures") => PICTURE,
                Some("risk") => ICON_ARRAY * node.get("groups").and_then(Value::as_array).map_or(0, Vec::len),
                _ => 0,
            };
            let weight = picture + node.values_mut().map(weigh).sum::<usize>();
            if node.contains_key("is") {
                node.insert("letters".to_owned(), weight.into());
            }
            weight
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}
