//! YAML, JSON and TOML, each read by its own parser into a [`Node`].

use std::{fmt, marker::PhantomData, ops::Range};

use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::{
    Keep,
    node::{Entry, Node, Value},
};
use crate::diagnostic::Diagnostic;

/// The syntaxes of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DataSyntax {
    /// YAML 1.2.
    Yaml,
    /// JSON.
    Json,
    /// TOML 1.0.
    Toml,
}

impl DataSyntax {
    /// The syntax of files with an ending.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        match ending {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }
}

/// Reads data. Without places to keep, YAML is read faster, and its parts stand nowhere.
pub(crate) fn parse(source: &str, syntax: DataSyntax, keep: Keep) -> Result<Node, Box<Diagnostic>> {
    match syntax {
        DataSyntax::Yaml => match keep {
            Keep::Page => yaml::<Bare>(source),
            Keep::PageAndPlaces => yaml::<Placed>(source),
        },
        DataSyntax::Json => json(source),
        DataSyntax::Toml => toml(source),
    }
}

fn yaml<W: Wrapping>(source: &str) -> Result<Node, Box<Diagnostic>> {
    // A page's front matter is a few hundred nodes; the budget is far above it and far below an alias bomb.
    let options = serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_events: 300_000,
            max_nodes: 150_000,
            max_depth: 200,
            max_aliases: 100,
            max_anchors: 100,
            max_documents: 1,
        },
    };
    match serde_saphyr::from_str_with_options::<W::Of<Raw<W>>>(source, options) {
        Ok(raw) => Ok(W::node(raw, source)),
        Err(error) => {
            let message = error.without_snippet().to_string();
            let mut problem = Diagnostic::error("yaml-syntax", format!("the YAML doesn't parse: {}", first_line(&message)));
            if let Some(location) = error.location() {
                problem = problem.at(span_of(&location, source));
            }
            if message.contains("quote") {
                problem = problem.with_help("a text that starts with a quote must end with the same quote");
            }
            Err(Box::new(problem))
        }
    }
}

/// What a parser says, without the place that the diagnostic gives anyway.
fn first_line(message: &str) -> &str {
    let line = message.lines().next().unwrap_or_default();
    line.split(" at line ").next().unwrap_or(line).trim_end_matches([':', ' '])
}

fn span_of(location: &serde_saphyr::Location, source: &str) -> Range<usize> {
    let bytes = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok());
    let span = location.span();
    match bytes(span.byte_offset()).zip(bytes(span.byte_len())) {
        Some((start, len)) => start.min(source.len())..(start + len).min(source.len()),
        // Without byte offsets the line and column still tell the place; both count from 1.
        None => {
            let line = usize::try_from(location.line().max(1)).unwrap_or(1);
            let start = source.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
            let column = usize::try_from(location.column().max(1)).unwrap_or(1);
            let within = source[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>();
            start + within..start + within
        }
    }
}

/// Whether each part of YAML's data comes with its place: that takes the parser twice as long.
trait Wrapping: Sized {
    type Of<T: DeserializeOwned>: DeserializeOwned;

    /// A part, and its place in the source.
    fn open<T: DeserializeOwned>(part: Self::Of<T>, source: &str) -> (T, Range<usize>);

    fn node(part: Self::Of<Raw<Self>>, source: &str) -> Node {
        let (raw, span) = Self::open(part, source);
        let value = match raw {
            Raw::Scalar(value) => value,
            Raw::Sequence(items) => Value::Sequence(items.into_iter().map(|item| Self::node(item, source)).collect()),
            Raw::Mapping(entries) => {
                let entry = |(key, value)| {
                    let (key, key_span) = Self::open(key, source);
                    Entry { key, key_span, value: Self::node(value, source) }
                };
                Value::Mapping(entries.into_iter().map(entry).collect())
            }
        };
        Node { span, value }
    }
}

/// Parts with their places.
struct Placed;

impl Wrapping for Placed {
    type Of<T: DeserializeOwned> = Spanned<T>;

    fn open<T: DeserializeOwned>(part: Spanned<T>, source: &str) -> (T, Range<usize>) {
        (part.value, span_of(&part.defined, source))
    }
}

/// Parts alone.
struct Bare;

impl Wrapping for Bare {
    type Of<T: DeserializeOwned> = T;

    fn open<T: DeserializeOwned>(part: T, _: &str) -> (T, Range<usize>) {
        (part, 0..0)
    }
}

/// YAML's data as its parser gives it.
enum Raw<W: Wrapping> {
    Scalar(Value),
    Sequence(Vec<W::Of<Self>>),
    Mapping(Vec<(W::Of<String>, W::Of<Self>)>),
}

impl<'de, W: Wrapping> Deserialize<'de> for Raw<W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor(PhantomData))
    }
}

struct RawVisitor<W>(PhantomData<W>);

impl<'de, W: Wrapping> Visitor<'de> for RawVisitor<W> {
    type Value = Raw<W>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("data")
    }
    fn visit_unit<E>(self) -> Result<Raw<W>, E> {
        Ok(Raw::Scalar(Value::Null))
    }
    fn visit_none<E>(self) -> Result<Raw<W>, E> {
        Ok(Raw::Scalar(Value::Null))
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw<W>, D::Error> {
        Raw::deserialize(deserializer)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Raw<W>, E> {
        Ok(Raw::Scalar(Value::Bool(value)))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Raw<W>, E> {
        Ok(Raw::Scalar(Value::Integer(value)))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Raw<W>, E> {
        Ok(Raw::Scalar(i64::try_from(value).map_or(Value::String(value.to_string()), Value::Integer)))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Raw<W>, E> {
        Ok(Raw::Scalar(Value::Float(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Raw<W>, E> {
        Ok(Raw::Scalar(Value::String(value.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw<W>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::Sequence(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw<W>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Mapping(entries))
    }
}

fn json(source: &str) -> Result<Node, Box<Diagnostic>> {
    let problem = |message: String, span: Range<usize>| {
        Box::new(Diagnostic::error("json-syntax", format!("the JSON doesn't parse: {message}")).at(span))
    };
    let options = jsonc_parser::ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed = jsonc_parser::parse_to_ast(source, &jsonc_parser::CollectOptions::default(), &options)
        .map_err(|error| problem(error.kind().to_string(), error.range().start..error.range().end))?;
    let value = parsed.value.ok_or_else(|| problem("the file is empty".to_owned(), 0..0))?;
    json_node(value).map_err(|(message, span)| problem(message, span))
}

fn json_node(value: jsonc_parser::ast::Value<'_>) -> Result<Node, (String, Range<usize>)> {
    use jsonc_parser::ast::{ObjectPropName, Value as Ast};
    let range = jsonc_parser::common::Ranged::range(&value);
    let span = range.start..range.end;
    let value = match value {
        Ast::NullKeyword(_) => Value::Null,
        Ast::BooleanLit(literal) => Value::Bool(literal.value),
        Ast::StringLit(literal) => Value::String(literal.value.into_owned()),
        Ast::NumberLit(literal) => match literal.value.parse::<i64>() {
            Ok(integer) => Value::Integer(integer),
            Err(_) => Value::Float(literal.value.parse().map_err(|_| ("that's not a number".to_owned(), span.clone()))?),
        },
        Ast::Array(array) => Value::Sequence(array.elements.into_iter().map(json_node).collect::<Result<_, _>>()?),
        Ast::Object(object) => {
            let mut entries: Vec<Entry> = Vec::new();
            for property in object.properties {
                let (key, range) = match property.name {
                    ObjectPropName::String(literal) => (literal.value.into_owned(), literal.range),
                    ObjectPropName::Word(literal) => (literal.value.to_owned(), literal.range),
                };
                let key_span = range.start..range.end;
                if entries.iter().any(|entry| entry.key == key) {
                    return Err((format!("the key `{key}` stands twice"), key_span));
                }
                entries.push(Entry { key, key_span, value: json_node(property.value)? });
            }
            Value::Mapping(entries)
        }
    };
    Ok(Node { span, value })
}

fn toml(source: &str) -> Result<Node, Box<Diagnostic>> {
    match toml::de::DeTable::parse(source) {
        Ok(table) => Ok(toml_table(table.span(), table.into_inner())),
        Err(error) => {
            let problem =
                Diagnostic::error("toml-syntax", format!("the TOML doesn't parse: {}", error.message().lines().next().unwrap_or_default()));
            Err(Box::new(match error.span() {
                Some(span) => problem.at(span),
                None => problem,
            }))
        }
    }
}

fn toml_table(span: Range<usize>, table: toml::de::DeTable<'_>) -> Node {
    let entries = table
        .into_iter()
        .map(|(key, value)| Entry {
            key_span: key.span(),
            key: key.into_inner().into_owned(),
            value: toml_node(value.span(), value.into_inner()),
        })
        .collect();
    Node { span, value: Value::Mapping(entries) }
}

fn toml_node(span: Range<usize>, value: toml::de::DeValue<'_>) -> Node {
    use toml::de::DeValue;
    let value = match value {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Integer)
        }
        DeValue::Float(number) => number.as_str().parse().map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Float),
        DeValue::Boolean(value) => Value::Bool(value),
        // TOML has dates of its own; ours are texts.
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => Value::Sequence(items.into_iter().map(|item| toml_node(item.span(), item.into_inner())).collect()),
        DeValue::Table(table) => return toml_table(span, table),
    };
    Node { span, value }
}
