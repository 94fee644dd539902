//! YAML, JSON and TOML, each read by its own parser into a [`Node`].

use std::ops::Range;

use super::{
    node::{Entry, Node, Value, repeated},
    yaml,
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

/// Reads data.
pub(crate) fn parse(source: &str, syntax: DataSyntax) -> Result<Node, Box<Diagnostic>> {
    match syntax {
        DataSyntax::Yaml => yaml::parse(source),
        DataSyntax::Json => json(source),
        DataSyntax::Toml => toml(source),
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
                entries.push(Entry { key, key_span, value: json_node(property.value)? });
            }
            if let Some(Entry { key, key_span, value: _ }) = repeated(&entries) {
                return Err((format!("the key `{key}` stands twice"), key_span.clone()));
            }
            Value::Mapping(entries)
        }
    };
    Ok(Node::new(span, value))
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
    Node::new(span, Value::Mapping(entries))
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
    Node::new(span, value)
}
