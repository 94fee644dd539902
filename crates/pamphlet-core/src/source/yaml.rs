//! YAML 1.2, from its parser's events into a [`Node`].

use std::{collections::HashMap, ops::Range};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag, options};

use super::node::{Entry, Node, Value, repeated};
use crate::diagnostic::Diagnostic;

/// Far deeper than any page, and shallow enough for what walks the tree.
const DEEPEST: usize = 100;
/// So many nodes may have names (`&name`) and be repeated by them (`*name`): far more than a page has, and far fewer than an alias bomb.
const MOST_REPEATED: usize = 10_000;

/// Reads a document.
pub(super) fn parse(source: &str) -> Result<Node, Box<Diagnostic>> {
    let options = options! { flow_nesting_limit: DEEPEST, block_nesting_limit: DEEPEST, emit_comments: false };
    let mut document = Document {
        events: Parser::new_from_str_with_options(source, options),
        anchors: HashMap::new(),
        room: MOST_REPEATED,
        source,
        end: source.len(),
    };
    let root = loop {
        match document.next()? {
            (Event::StreamStart | Event::DocumentStart(..), _) => {}
            (Event::StreamEnd, _) => return Ok(Node::new(0..0, Value::Null)),
            event => break document.node(event)?,
        }
    };
    loop {
        match document.next()? {
            (Event::StreamEnd, _) => return Ok(root),
            (Event::DocumentStart(..), span) => return Err(wrong("a file has one document", document.range(&span))),
            _ => {}
        }
    }
}

struct Document<'s> {
    events: Parser<'s, StrInput<'s>>,
    /// What has a name, by its number; nothing for what is too large to be kept.
    anchors: HashMap<usize, Option<Node>>,
    /// How many nodes may still be kept or repeated.
    room: usize,
    source: &'s str,
    end: usize,
}

impl<'s> Document<'s> {
    fn next(&mut self) -> Result<(Event<'s>, Span), Box<Diagnostic>> {
        match self.events.next() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(syntax(&error, self.end)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn range(&self, span: &Span) -> Range<usize> {
        span.byte_range().unwrap_or(self.end..self.end)
    }

    fn node(&mut self, (event, span): (Event<'s>, Span)) -> Result<Node, Box<Diagnostic>> {
        let span = self.range(&span);
        let mut comment = None;
        let (value, anchor, tag) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                if style == ScalarStyle::Plain {
                    comment = self.comment_after(&span);
                }
                let is_text = style != ScalarStyle::Plain || tag.as_ref().is_some_and(|tag| is_text(tag));
                (if is_text { Value::String(text.into_owned()) } else { plain(&text) }, anchor, tag)
            }
            Event::SequenceStart(_, anchor, tag) => (self.sequence()?, anchor, tag),
            Event::MappingStart(_, anchor, tag) => (self.mapping()?, anchor, tag),
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else { return Err(wrong("the alias stands inside what it repeats", span)) };
                let node = node.as_ref().and_then(|node| copy(node, &mut self.room));
                let node = node.ok_or_else(|| wrong("its aliases repeat more than 10,000 values", span.clone()))?;
                return Ok(Node { span, ..node });
            }
            // Only where the text ends early: with the parser's options there are no other events.
            _ => return Err(wrong("a value is missing here", span)),
        };
        if let Some(tag) = tag.filter(|tag| !is_text(tag)) {
            return Err(wrong(&format!("the tag `{tag}` means nothing here"), span));
        }
        let node = Node { span, value, comment };
        if anchor > 0 {
            let kept = copy(&node, &mut self.room);
            self.anchors.insert(anchor, kept);
        }
        Ok(node)
    }

    /// The comment on the line on which a text without quotes ends.
    fn comment_after(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let written = self.source.get(span.clone())?;
        let end = span.start + written.trim_end().len();
        let line = self.source.get(end..)?.lines().next()?;
        let comment = line.trim_start_matches([' ', '\t']);
        (comment.starts_with('#') && comment.len() < line.len() && end > span.start)
            .then(|| end + line.len() - comment.len()..end + line.trim_end().len())
    }

    fn sequence(&mut self) -> Result<Value, Box<Diagnostic>> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Value::Sequence(items)),
                event => items.push(self.node(event)?),
            }
        }
    }

    fn mapping(&mut self) -> Result<Value, Box<Diagnostic>> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (key, key_span) = match self.next()? {
                (Event::MappingEnd, _) => {
                    return match repeated(&entries) {
                        Some(Entry { key, key_span, value: _ }) => Err(wrong(&format!("the key `{key}` stands twice"), key_span.clone())),
                        None => Ok(Value::Mapping(entries)),
                    };
                }
                (Event::Scalar(key, ..), span) => (key.into_owned(), self.range(&span)),
                (_, span) => return Err(wrong("a key is a word", self.range(&span))),
            };
            let value = self.next()?;
            entries.push(Entry { key, key_span, value: self.node(value)? });
        }
    }
}

/// The value of text without quotes (YAML 1.2.2 § 10.3.2, the core schema): so `no` and a date are texts.
fn plain(text: &str) -> Value {
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    if !number.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Value::String(text.to_owned());
    }
    let integer = match text.as_bytes() {
        [b'0', b'o', ..] => i64::from_str_radix(&text[2..], 8),
        [b'0', b'x', ..] => i64::from_str_radix(&text[2..], 16),
        _ => text.parse(),
    };
    let is_float = || number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    match (integer, number) {
        (Ok(integer), _) => Value::Integer(integer),
        (_, ".inf" | ".Inf" | ".INF") => Value::Float(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY }),
        (_, ".nan" | ".NaN" | ".NAN") => Value::Float(f64::NAN),
        _ => match text.parse() {
            Ok(float) if is_float() => Value::Float(float),
            _ => Value::String(text.to_owned()),
        },
    }
}

/// Whether a tag says that what follows is a text, whatever it looks like.
fn is_text(tag: &Tag) -> bool {
    tag.is_yaml_core_schema_tag("str")
}

/// The same once more, if there's room for it.
fn copy(node: &Node, room: &mut usize) -> Option<Node> {
    *room = room.checked_sub(size(node))?;
    Some(node.clone())
}

fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::Sequence(items) => items.iter().map(size).sum(),
        Value::Mapping(entries) => entries.iter().map(|entry| size(&entry.value)).sum(),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => 0,
    }
}

fn syntax(error: &ScanError, end: usize) -> Box<Diagnostic> {
    let message = error.info();
    let at = error.marker().byte_offset().unwrap_or(end);
    let problem = wrong(message.lines().next().unwrap_or_default(), at..at);
    match help(error.kind()) {
        Some(help) => Box::new(problem.with_help(help)),
        None => problem,
    }
}

/// What those who write pages can do about what parsers say.
fn help(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::InvalidColonPlacement => "close each `[` and `{`, and put a text that has a colon and a space in quotes",
        ErrorKind::MappingValueNotAllowed => {
            "put a text that has a colon and a space in quotes: `title: \"Pain: what helps\"`; and each key of a group in the same column"
        }
        ErrorKind::ExpectedBlockMappingKey => {
            "begin each key of a group in the same column, and each item of a list with `- ` under its key"
        }
        ErrorKind::UnknownAnchor | ErrorKind::MissingAnchorOrAliasName | ErrorKind::UnexpectedCharacter { .. } => {
            "put a text that begins with a mark like `*`, `&`, `@` or `%` in quotes"
        }
        ErrorKind::TabInPlainScalar | ErrorKind::TabInIndentation | ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation => {
            "indent with spaces: YAML doesn't take tabs for them"
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            "a text that starts with a quote must end with the same quote"
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "the text ends at its second quote: around a text that has one inside, put the other kind, as in `\"it's\"`"
        }
        _ => return None,
    })
}

fn wrong(what: &str, at: Range<usize>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("yaml-syntax", format!("the YAML doesn't parse: {what}")).at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> String {
        parse(source).unwrap_err().message
    }

    #[test]
    fn words_without_quotes_are_what_the_core_schema_says() {
        let value = |text: &str| match parse(&format!("a: {text}")).unwrap().get("a").unwrap().value.clone() {
            Value::String(text) => format!("text {text}"),
            other => format!("{other:?}"),
        };
        for (text, expected) in [
            ("no", "text no"),
            ("2026-11-22", "text 2026-11-22"),
            ("1.2.3", "text 1.2.3"),
            ("75 in 1000", "text 75 in 1000"),
            (".5 mg", "text .5 mg"),
            ("'75'", "text 75"),
            ("!!str 75", "text 75"),
            ("75", "Integer(75)"),
            ("-7", "Integer(-7)"),
            ("0x1F", "Integer(31)"),
            ("123456789012345678901", "Float(1.2345678901234568e20)"),
            ("1e3", "Float(1000.0)"),
            ("-.inf", "Float(-inf)"),
            ("~", "Null"),
            ("", "Null"),
            ("True", "Bool(true)"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn aliases_repeat_what_has_a_name() {
        let root = parse("a: &a { b: [1, 2] }\nc: *a\n").unwrap();
        assert_eq!(root.get("a").unwrap().value, root.get("c").unwrap().value);
        assert!(told("a: &a [*a]").contains("inside what it repeats"));
        let large = format!("a: &a [{}]\n", "x,".repeat(20_000));
        assert!(parse(&large).is_ok());
        assert!(told(&(large + "b: *a")).contains("more than 10,000"));
        assert!(told("a: *b").contains("unknown anchor"));
    }

    #[test]
    fn what_would_be_lost_is_refused() {
        assert!(told("a: 1\na: 2").contains("`a` stands twice"));
        assert!(told("a: 1\n---\nb: 2").contains("one document"));
        assert!(told("a: !secret x").contains("`!secret` means nothing"));
        assert!(told("? [a, b]\n: c").contains("a key is a word"));
    }

    #[test]
    fn of_keys_that_stand_twice_the_first_is_told() {
        let problem = parse("b: 1\na: 2\nc: 3\na: 4\nb: 5").unwrap_err();
        assert_eq!((problem.message.contains("`a`"), problem.span), (true, Some(15..16)));
    }

    #[test]
    fn a_hundred_thousand_keys_are_read() {
        let source: String = (0..100_000).map(|n| format!("k{n}: {n}\n")).collect();
        assert_eq!(parse(&source).unwrap().get("k99999").unwrap().value, Value::Integer(99_999));
    }
}
