//! A heading stays with what it stands over, and a note with its mark.
//!
//! Typst keeps a heading with the block after it, unless the note of that block is what has no room: then the block goes to the next
//! page without its heading (0.15.1, `Distributor::frame` forgets the heading before it looks at notes). And where lines of a paragraph
//! move on so that none is left alone, its note stays behind. There they're kept in a box.

use serde_json::{Value, json};

/// Puts each block that has a note in a box, with the headings before it.
pub(super) fn keep_notes(value: &mut Value) {
    match value {
        Value::Array(nodes) => {
            nodes.iter_mut().for_each(keep_notes);
            let is_block = |node: &Value| node["is"] == "paragraph" || node["is"] == "list";
            let mut at = 0;
            while let Some(last) = nodes.iter().skip(at).position(|node| is_block(node) && has_note(node)).map(|next| at + next) {
                let headings = nodes[at..last].iter().rev().take_while(|node| is_heading(node)).count();
                let first = last - headings;
                let body: Vec<Value> = nodes.drain(first..=last).collect();
                nodes.insert(first, json!({ "is": "kept", "headed": headings > 0, "body": body }));
                at = first + 1;
            }
        }
        Value::Object(node) => node.values_mut().for_each(keep_notes),
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
