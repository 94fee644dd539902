//! The little markup that this crate writes itself; the text of chapters comes from `pamphlet-html`.

use pamphlet_core::{
    bidi::{Run, runs},
    value::Direction,
};

/// Text as it stands between tags and in quoted attributes (XML 1.0 § 2.4).
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A line of XHTML that holds text alone. What must run from the left among words that run from the right is set apart.
pub(crate) fn line(text: &str, direction: Direction) -> String {
    runs(text, direction)
        .map(|run| match run {
            Run::Plain(text) => escaped(text),
            Run::FromLeft(text) => format!("<bdi dir=\"ltr\">{}</bdi>", escaped(text)),
        })
        .collect()
}

/// An element that holds text. The attributes are the caller's own words and stand as they are.
pub(crate) fn element(tag: &str, attributes: &str, text: &str) -> String {
    let space = if attributes.is_empty() { "" } else { " " };
    format!("<{tag}{space}{attributes}>{}</{tag}>\n", escaped(text))
}
