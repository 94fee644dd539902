//! Tags, attributes and escaping: the only place that writes `<`.

use std::borrow::Cow;

use pamphlet_core::{
    bidi::{Run, runs},
    value::Direction,
};

/// Which of the two syntaxes of HTML is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// For browsers.
    Html,
    /// For books: well-formed XML (EPUB 3.3 § 6.1), where void elements are closed.
    Xhtml,
}

/// What stands before class names and ids, so that a page can stand inside another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prefixes {
    pub(crate) class: String,
    pub(crate) id: String,
}

/// A buffer of markup.
#[derive(Debug)]
pub(crate) struct Markup {
    pub(crate) out: String,
    pub(crate) syntax: Syntax,
    /// Which way the lines of the text run.
    direction: Direction,
    /// As it stands in an attribute.
    class_prefix: String,
    pub(crate) id_prefix: String,
}

/// An attribute's name and value. `class` and references to ids get their prefix when they're written.
pub(crate) type Attribute<'a> = (&'a str, &'a str);

impl Markup {
    pub(crate) fn new(syntax: Syntax, direction: Direction, prefixes: &Prefixes) -> Self {
        let mut class_prefix = String::new();
        escape_attribute(&prefixes.class, &mut class_prefix);
        Self { out: String::new(), syntax, direction, class_prefix, id_prefix: prefixes.id.clone() }
    }

    pub(crate) fn open(&mut self, tag: &str, attributes: &[Attribute<'_>]) {
        self.start(tag, attributes);
        self.out.push('>');
    }

    pub(crate) fn close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        // A line break between blocks keeps the output readable; inside a line it would be a space.
        if !matches!(tag, "a" | "abbr" | "b" | "bdi" | "em" | "span" | "strong" | "sup" | "svg" | "time") {
            self.out.push('\n');
        }
    }

    /// An element that holds nothing: `br`, `img`.
    pub(crate) fn void(&mut self, tag: &str, attributes: &[Attribute<'_>]) {
        self.start(tag, attributes);
        self.out.push_str(match self.syntax {
            Syntax::Html => ">",
            Syntax::Xhtml => "/>",
        });
    }

    fn start(&mut self, tag: &str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            match *name {
                // Names of classes are this crate's own.
                "class" => {
                    let mut rest = *value;
                    while let Some((part, others)) = rest.split_once(' ') {
                        self.out.push_str(&self.class_prefix);
                        self.out.push_str(part);
                        self.out.push(' ');
                        rest = others;
                    }
                    self.out.push_str(&self.class_prefix);
                    self.out.push_str(rest);
                }
                "id" | "aria-labelledby" | "aria-describedby" if !self.id_prefix.is_empty() => {
                    for (index, part) in value.split(' ').enumerate() {
                        if index > 0 {
                            self.out.push(' ');
                        }
                        escape_attribute(&self.id_prefix, &mut self.out);
                        escape_attribute(part, &mut self.out);
                    }
                }
                _ => escape_attribute(value, &mut self.out),
            }
            self.out.push('"');
        }
    }

    /// Text. What must run from the left among words that run from the right is set apart.
    pub(crate) fn text(&mut self, text: &str) {
        match self.direction {
            Direction::LeftToRight => escape(text, &mut self.out),
            Direction::RightToLeft => {
                for run in runs(text, self.direction) {
                    match run {
                        Run::Plain(text) => escape(text, &mut self.out),
                        Run::FromLeft(text) => {
                            self.open("bdi", &[("dir", "ltr")]);
                            escape(text, &mut self.out);
                            self.close("bdi");
                        }
                    }
                }
            }
        }
    }
}

/// Text as it stands between tags (HTML § 13.1.2.6; XML 1.0 § 2.4).
pub(crate) fn escape(text: &str, out: &mut String) {
    escape_those(text, out, |byte| matches!(byte, b'&' | b'<' | b'>'));
}

/// Text as it stands in a quoted attribute.
pub(crate) fn escape_attribute(text: &str, out: &mut String) {
    escape_those(text, out, is_escaped_in_attribute);
}

/// The same without a copy where nothing is to be escaped.
pub(crate) fn escaped_attribute(text: &str) -> Cow<'_, str> {
    if is_plain(text, is_escaped_in_attribute) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    escape_attribute(text, &mut escaped);
    Cow::Owned(escaped)
}

fn is_escaped_in_attribute(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
}

/// Most text is: without a branch that is seen sixteen bytes at a step.
fn is_plain(text: &str, is_escaped: impl Fn(u8) -> bool) -> bool {
    !text.bytes().fold(false, |any, byte| any | is_escaped(byte))
}

fn escape_those(text: &str, out: &mut String, is_escaped: impl Fn(u8) -> bool) {
    if is_plain(text, &is_escaped) {
        out.push_str(text);
        return;
    }
    // What needs no escape is copied in runs. Everything escaped is ASCII, so a run never ends inside a character.
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| is_escaped(*byte)) {
        out.push_str(&text[from..at]);
        out.push_str(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Whether an address leads somewhere that a page of health information may lead: the web, mail, a telephone, or a place
/// relative to the page. Everything that a resolver gives is checked, so that no caller's mistake becomes a script.
pub(crate) fn is_permitted_address(address: &str) -> bool {
    // Browsers drop these inside a scheme (URL standard § 4.4): `java\tscript:`.
    if address.bytes().fold(false, |any, byte| any | (byte.is_ascii_control() || byte == b' ')) {
        return false;
    }
    let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    // `//host` and `/\host` would lead to another host.
    let is_relative = !has_scheme && !address.starts_with("//") && !address.contains('\\');
    is_relative
        || ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_written() {
        for address in ["https://example.org/a:b", "HTTP://example.org", "mailto:a@b.org", "tel:+44", "../x/index.html#y:z", "#a", "x/y:z"]
        {
            assert!(is_permitted_address(address), "{address}");
        }
        for address in
            ["javascript:alert(1)", "JaVaScRiPt:x", "java\tscript:x", " javascript:x", "data:text/html,x", "//evil.example", "/\\evil"]
        {
            assert!(!is_permitted_address(address), "{address}");
        }
    }

    #[test]
    fn quotes_and_angles_can_t_leave_their_place() {
        let mut out = String::new();
        escape_attribute(r#"" onload='x' <b>&"#, &mut out);
        assert_eq!(out, "&quot; onload=&#39;x&#39; &lt;b&gt;&amp;");
    }
}
