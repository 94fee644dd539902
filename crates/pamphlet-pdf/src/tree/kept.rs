//! A heading stays with what it stands over, also where that has a note.
//!
//! Typst keeps a heading with the block after it, unless the note of that block is what has no room: then the block goes to the next
//! page without its heading (0.15.1, `Distributor::frame` forgets the heading before it looks at notes). There they're kept in a box.

use serde_json::{Value, json};

/// Puts each run of headings and the block after it in a box, if that block has a note.
pub(super) fn keep_headings(value: &mut Value) {
    match value {
        Value::Array(nodes) => {
            nodes.iter_mut().for_each(keep_headings);
            let mut at = 0;
            while let Some(first) = nodes.iter().skip(at).position(is_heading).map(|next| at + next) {
                let last = first + nodes[first..].iter().take_while(|node| is_heading(node)).count();
                if nodes.get(last).is_some_and(has_note) {
                    let body: Vec<Value> = nodes.drain(first..=last).collect();
                    nodes.insert(first, json!({ "is": "kept", "body": body }));
                    at = first + 1;
                } else {
                    at = last;
                }
            }
        }
        Value::Object(node) => node.values_mut().for_each(keep_headings),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_heading(node: &Value) -> bool {
    node["is"] == "heading"
}

fn has_note(value: &Value) -> bool {
    match value {
        Value::Array(nodes) => nodes.iter().any(has_note),
        Value::Object(node) => node.get("is").is_some_and(|is| is == "note") || node.values().any(has_note),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
