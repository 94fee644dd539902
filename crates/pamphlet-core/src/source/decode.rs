//! From a [`Node`] to a typed value, with every mistake told at its place.

use std::{borrow::Cow, cell::RefCell, fmt, ops::Range};

use serde::de::{self, DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::{
    MOST_PROBLEMS, leftover, more_problems,
    node::{Entry, Node, Value},
    typography,
};
use crate::{
    diagnostic::{Diagnostic, Severity, nearest},
    value::LanguageTag,
};

/// What reads of some data, and what is wrong with the rest. Without a problem that is an error all of it reads.
pub(crate) struct Decoded<T> {
    pub(crate) value: Option<T>,
    pub(crate) problems: Vec<Diagnostic>,
}

/// Reads a typed value, and reports everything that is wrong with it.
///
/// serde stops at the first mistake. So the offending part is taken out of the tree and the rest read again,
/// until it reads or nothing is left; what is then missing only because it was taken out isn't reported.
///
/// What people read gets the quotes and dashes of `language`, as a body in Markdown does.
pub(crate) fn decode<T: DeserializeOwned>(mut node: Node, source: &str, language: &LanguageTag) -> Decoded<T> {
    let mut problems = Vec::new();
    // Paths of parts that something was taken out of.
    let mut holed: Vec<Vec<usize>> = Vec::new();
    let prose = Prose { language, problems: RefCell::default() };
    loop {
        prose.problems.borrow_mut().clear();
        let error = match T::deserialize(Reading { node: &node, prose: &prose }) {
            Ok(value) => {
                problems.extend(prose.problems.into_inner());
                return Decoded { value: Some(value), problems };
            }
            Err(error) => error,
        };
        let path: Vec<usize> = error.path.iter().rev().copied().collect();
        let is_consequence = error.problem.is_about_a_whole() && holed.contains(&path);
        if !is_consequence {
            problems.push(inside_quotes(error.into_diagnostic(&node), source));
        }
        if problems.len() == MOST_PROBLEMS {
            problems.push(more_problems(Severity::Error));
            break;
        }
        if !node.remove(&path) {
            break;
        }
        let parent = path[..path.len() - 1].to_vec();
        // What stood behind the part that was taken out has moved up by one.
        let removed = path[path.len() - 1];
        for hole in &mut holed {
            if hole.len() > parent.len() && hole.starts_with(&parent) && hole[parent.len()] > removed {
                hole[parent.len()] -= 1;
            }
        }
        holed.push(parent);
    }
    problems.extend(prose.problems.into_inner());
    Decoded { value: None, problems }
}

/// A suggested change leaves the quotes around what it changes.
fn inside_quotes(mut problem: Diagnostic, source: &str) -> Diagnostic {
    if let Some(edit) = &mut problem.edit
        && let Some(written) = source.get(edit.span.clone())
        && written.len() > 1
        && written.starts_with(['"', '\''])
        && written.chars().next() == written.chars().next_back()
    {
        edit.span = edit.span.start + 1..edit.span.end - 1;
    }
    problem
}

/// What data is read with.
struct Prose<'l> {
    language: &'l LanguageTag,
    /// What is wrong with the texts that people read.
    problems: RefCell<Vec<Diagnostic>>,
}

impl Prose<'_> {
    /// The names of the types whose texts people read.
    const TYPES: [&'static str; 2] = ["Line", "Text"];

    /// A text as readers see it.
    fn set<'t>(&self, node: &Node, text: &'t str) -> Cow<'t, str> {
        let mut problems = self.problems.borrow_mut();
        let has_room = problems.len() < MOST_PROBLEMS;
        if let Some(comment) = node.comment.clone().filter(|_| has_room) {
            problems.push(
                Diagnostic::warning("cut-by-comment", "this is a comment, and no part of the text before it")
                    .at(comment)
                    .with_help("put the whole text in quotes, as in `title: \"Hepatitis C #2\"`; or the comment on a line of its own"),
            );
        }
        leftover::find(text, &mut |_, problem| {
            // There's no way to say in data that a mark is meant; but what was never meant for readers is an error.
            let is_private = problem.code == leftover::PRIVATE;
            let severity = if is_private { Severity::Error } else { Severity::Warning };
            if has_room {
                problems.push(Diagnostic { severity, ..problem }.at(node.span.clone()));
            }
        });
        typography::set(text, self.language)
    }
}

/// What serde says is wrong, kept in pieces so that it can be told well.
#[derive(Debug)]
enum Problem {
    UnknownKey { key: String, known: &'static [&'static str] },
    UnknownVariant { name: String, known: &'static [&'static str] },
    MissingKey(&'static str),
    WrongType { message: String, help: Option<String> },
    Custom { message: String, help: Option<String> },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::UnknownKey { key, known: _ } => write!(f, "there is no key `{key}` here"),
            Problem::UnknownVariant { name, known: _ } => write!(f, "there is no `{name}` here"),
            Problem::MissingKey(key) => write!(f, "the key `{key}` is missing"),
            Problem::WrongType { message, help: _ } | Problem::Custom { message, help: _ } => f.write_str(message),
        }
    }
}

impl Problem {
    /// Whether it may be a consequence of a part that was taken out.
    fn is_about_a_whole(&self) -> bool {
        match self {
            Self::MissingKey(_) | Self::Custom { .. } | Self::WrongType { .. } => true,
            Self::UnknownKey { .. } | Self::UnknownVariant { .. } => false,
        }
    }
}

/// A mistake, its place, and the path to the part that has it, from the inside out.
#[derive(Debug)]
pub(crate) struct Error {
    problem: Problem,
    span: Option<Range<usize>>,
    path: Vec<usize>,
}

impl Error {
    fn new(problem: Problem) -> Box<Self> {
        Box::new(Self { problem, span: None, path: Vec::new() })
    }

    fn into_diagnostic(self, root: &Node) -> Diagnostic {
        let message = self.problem.to_string();
        let span = self.span.unwrap_or_else(|| root.span.clone());
        match self.problem {
            Problem::UnknownKey { key, known } => {
                let problem = Diagnostic::error("unknown-key", message);
                match nearest(&key, known.iter().copied()) {
                    _ if let Some(help) = instead_of(&key, known) => problem.with_help(help),
                    Some(near) => problem.with_help(format!("did you mean `{near}`?")).with_edit(span.clone(), near),
                    None => problem.with_help(format!("the keys are {}", list(known))),
                }
            }
            Problem::UnknownVariant { name, known } => {
                let problem = Diagnostic::error("unknown-value", message);
                match nearest(&name, known.iter().copied()) {
                    Some(near) => problem.with_help(format!("did you mean `{near}`?")).with_edit(span.clone(), near),
                    None => problem.with_help(format!("write one of {}", list(known))),
                }
            }
            Problem::MissingKey(key) => Diagnostic::error("missing-key", message).with_help(added(key)),
            Problem::WrongType { message: _, help } => {
                let problem = Diagnostic::error("wrong-type", message);
                match help {
                    Some(help) => problem.with_help(help),
                    None => problem,
                }
            }
            Problem::Custom { message: _, help } => {
                let mut problem = Diagnostic::error("invalid-value", message);
                problem.help.extend(help);
                problem
            }
        }
        .at(span)
    }
}

/// What to write for a key that other programs have.
fn instead_of(key: &str, known: &[&str]) -> Option<String> {
    let (wanted, help) = match key {
        "lang" | "language" | "locale" => {
            return known
                .contains(&"translation")
                .then(|| "a page's language is in the name of its file: `name.fr.md` is the French one".to_owned());
        }
        "description" | "abstract" | "excerpt" => ("summary", "the page in a sentence or two"),
        "date" | "published-on" => ("published", "the day it was first published"),
        "updated" | "lastmod" => ("modified", "the day it was last changed"),
        "reviewed" | "last-reviewed" | "review-date" => ("review", "`review: { last: 2026-11-22, next: 2028-11, clinical: pending }`"),
        "author" => ("authors", "a list: `authors: [{ name: … }]`"),
        _ => return None,
    };
    known.contains(&wanted).then(|| format!("write `{wanted}`: {help}"))
}

/// How to add a key.
fn added(key: &str) -> String {
    match key {
        "clinical" => {
            "add `clinical: pending`; when a clinician has signed, `clinical: { signed: { by: …, credential: …, on: … } }`".to_owned()
        }
        "title" => "add `title:` and what the page is about".to_owned(),
        "summary" => "add `summary:` and the page in a sentence or two".to_owned(),
        "last" => "add `last:` and the day on which the page was last reviewed: `last: 2026-11-22`".to_owned(),
        _ => format!("add `{key}:` and its value"),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// serde's error trait needs a type of ours; the box keeps results small.
#[derive(Debug)]
pub(crate) struct Failure(Box<Error>);

impl std::ops::Deref for Failure {
    type Target = Error;
    fn deref(&self) -> &Error {
        &self.0
    }
}

impl Failure {
    fn into_diagnostic(self, root: &Node) -> Diagnostic {
        self.0.into_diagnostic(root)
    }

    fn at(mut self, span: &Range<usize>) -> Self {
        self.0.span.get_or_insert_with(|| span.clone());
        self
    }

    fn inside(mut self, index: usize) -> Self {
        self.0.path.push(index);
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.problem.fmt(f)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        // Values of ours say how to mend them on the second line of their alternate form.
        let text = format!("{message:#}");
        let (message, help) = match text.split_once('\n') {
            Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
            None => (text, None),
        };
        Self(Error::new(Problem::Custom { message, help }))
    }

    fn invalid_type(unexpected: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let _ = unexpected;
        Self(Error::new(Problem::WrongType { message: expected.to_string(), help: None }))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self(Error::new(Problem::UnknownKey { key: field.to_owned(), known }))
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        Self(Error::new(Problem::UnknownVariant { name: variant.to_owned(), known }))
    }

    fn missing_field(field: &'static str) -> Self {
        Self(Error::new(Problem::MissingKey(field)))
    }
}

/// What a key takes.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Text,
    WholeNumber,
    TrueOrFalse,
    List,
    Group,
    Variant,
}

impl Wanted {
    fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::WholeNumber => "a whole number",
            Self::TrueOrFalse => "true or false",
            Self::List => "a list",
            Self::Group => "a group of keys",
            Self::Variant => "a name or a group of one key",
        }
    }

    /// What to write instead of a value.
    fn instead_of(self, value: &Value) -> Option<String> {
        let help = match (self, value) {
            (Self::List, Value::String(text)) => return Some(format!("write it as a list: `[{}]`", list_item(text))),
            (Self::List, Value::Mapping(_)) => "make it the first of a list: put `- ` before its first key, or `[` and `]` around it",
            (_, Value::Null) => "write a value after the key, or delete the key",
            (Self::Text, Value::Integer(_) | Value::Float(_) | Value::Bool(_)) => "put it in quotes",
            (Self::Text, Value::Sequence(_)) => "write one text: without `[` and `]`, or hyphens",
            (Self::Group, Value::String(_)) => "write its keys below it, each on a line of its own, as in `name: …`",
            (Self::Group, Value::Sequence(_)) => "write one group of keys, without `[` and `]`, or hyphens",
            (Self::TrueOrFalse, Value::String(_)) => "write `true` or `false`, without quotes",
            (Self::WholeNumber, Value::String(_)) => "write the number alone, as in `5`",
            (
                Self::Text | Self::WholeNumber | Self::TrueOrFalse | Self::List | Self::Group | Self::Variant,
                Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_),
            ) => return None,
        };
        Some(help.to_owned())
    }
}

/// A text as it stands in a list: in quotes where a mark would end it.
fn list_item(text: &str) -> String {
    let is_plain =
        text.starts_with(char::is_alphanumeric) && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/'));
    let short =
        if text.chars().count() > 40 { format!("{} …", text.chars().take(30).collect::<String>().trim_end()) } else { text.to_owned() };
    if is_plain { short } else { format!("\"{}\"", short.replace('"', "\\\"")) }
}

fn wrong_type(node: &Node, wanted: Wanted) -> Failure {
    let help = wanted.instead_of(&node.value);
    let message = format!("this is {}, and {} is needed", node.value.describe(), wanted.as_str());
    Failure(Error::new(Problem::WrongType { message, help })).at(&node.span)
}

macro_rules! typed {
    ($($method:ident: $wanted:expr, $pattern:pat => |$visitor:ident| $visit:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, $visitor: V) -> Result<V::Value, Failure> {
            match &self.node.value {
                $pattern => $visit.map_err(|error: Failure| error.at(&self.node.span)),
                _ => Err(wrong_type(self.node, $wanted)),
            }
        })*
    };
}

/// A part of the tree that is being read.
#[derive(Clone, Copy)]
struct Reading<'de, 'c> {
    node: &'de Node,
    prose: &'c Prose<'c>,
}

impl<'de, 'c> Reading<'de, 'c> {
    fn of(self, node: &'de Node) -> Self {
        Self { node, ..self }
    }

    fn items(self, items: &'de [Node]) -> Items<'de, 'c> {
        Items { items: items.iter().enumerate(), reading: self }
    }

    fn entries(self, entries: &'de [Entry]) -> Entries<'de, 'c> {
        Entries { entries: entries.iter().enumerate(), value: None, reading: self }
    }
}

impl<'de> de::Deserializer<'de> for Reading<'de, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Integer(value) => visitor.visit_i64(*value),
            Value::Float(value) => visitor.visit_f64(*value),
            Value::String(value) => visitor.visit_borrowed_str(value),
            Value::Sequence(items) => visitor.visit_seq(self.items(items)),
            Value::Mapping(entries) => visitor.visit_map(self.entries(entries)),
        }
        .map_err(|error: Failure| error.at(&self.node.span))
    }

    typed! {
        deserialize_str: Wanted::Text, Value::String(text) => |visitor| visitor.visit_borrowed_str(text);
        deserialize_string: Wanted::Text, Value::String(text) => |visitor| visitor.visit_borrowed_str(text);
        deserialize_u16: Wanted::WholeNumber, Value::Integer(number) => |visitor| visitor.visit_i64(*number);
        deserialize_u32: Wanted::WholeNumber, Value::Integer(number) => |visitor| visitor.visit_i64(*number);
        deserialize_bool: Wanted::TrueOrFalse, Value::Bool(value) => |visitor| visitor.visit_bool(*value);
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::Sequence(items) => visitor.visit_seq(self.items(items)).map_err(|error: Failure| error.at(&self.node.span)),
            _ => Err(wrong_type(self.node, Wanted::List)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::Mapping(entries) => visitor.visit_map(self.entries(entries)).map_err(|error: Failure| error.at(&self.node.span)),
            _ => Err(wrong_type(self.node, Wanted::Group)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// The values with a format say by their type's name which they are.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::String(text) if Prose::TYPES.contains(&name) => {
                visitor.visit_str(&self.prose.set(self.node, text)).map_err(|error: Failure| error.at(&self.node.span))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::String(name) => {
                visitor.visit_enum(name.as_str().into_deserializer()).map_err(|error: Failure| error.at(&self.node.span))
            }
            Value::Mapping(entries) => match entries.as_slice() {
                [entry] => visitor.visit_enum(Variant { entry, reading: self }).map_err(|error: Failure| error.at(&self.node.span)),
                _ => Err(Failure(Error::new(Problem::Custom {
                    message: format!("this needs exactly one key, and it has {}", entries.len()),
                    help: None,
                }))
                .at(&self.node.span)),
            },
            _ => Err(wrong_type(self.node, Wanted::Variant)),
        }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

struct Items<'de, 'c> {
    items: std::iter::Enumerate<std::slice::Iter<'de, Node>>,
    reading: Reading<'de, 'c>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Failure;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let Some((index, item)) = self.items.next() else { return Ok(None) };
        seed.deserialize(self.reading.of(item)).map(Some).map_err(|error| error.at(&item.span).inside(index))
    }
}

struct Entries<'de, 'c> {
    entries: std::iter::Enumerate<std::slice::Iter<'de, Entry>>,
    value: Option<(usize, &'de Entry)>,
    reading: Reading<'de, 'c>,
}

impl<'de> MapAccess<'de> for Entries<'de, '_> {
    type Error = Failure;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        self.value = self.entries.next();
        let Some((index, entry)) = self.value else { return Ok(None) };
        seed.deserialize(entry.key.as_str().into_deserializer()).map(Some).map_err(|error: Failure| error.at(&entry.key_span).inside(index))
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let (index, entry) = self.value.take().expect("serde asks for a value after its key");
        seed.deserialize(self.reading.of(&entry.value)).map_err(|error| value_error(error, entry).inside(index))
    }
}

/// A key that is missing from a group is best shown at the group's own key; else a mark would cover all of it.
fn value_error(error: Failure, entry: &Entry) -> Failure {
    match (&error.0.problem, &error.0.span) {
        (Problem::MissingKey(_), Some(span)) if *span == entry.value.span => {
            let mut error = error;
            error.0.span = Some(entry.key_span.clone());
            error
        }
        _ => error.at(&entry.value.span),
    }
}

struct Variant<'de, 'c> {
    entry: &'de Entry,
    reading: Reading<'de, 'c>,
}

impl<'de> EnumAccess<'de> for Variant<'de, '_> {
    type Error = Failure;
    type Variant = Self;
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Failure> {
        let name = seed
            .deserialize(self.entry.key.as_str().into_deserializer())
            .map_err(|error: Failure| error.at(&self.entry.key_span).inside(0))?;
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de, '_> {
    type Error = Failure;
    fn unit_variant(self) -> Result<(), Failure> {
        Err(Failure(Error::new(Problem::Custom {
            message: format!("`{}` takes no value", self.entry.key),
            help: Some(format!("write `{}` alone", self.entry.key)),
        }))
        .at(&self.entry.key_span))
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        seed.deserialize(self.reading.of(&self.entry.value)).map_err(|error| value_error(error, self.entry).inside(0))
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failure> {
        de::Deserializer::deserialize_seq(self.reading.of(&self.entry.value), visitor).map_err(|error| error.inside(0))
    }
    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Failure> {
        de::Deserializer::deserialize_map(self.reading.of(&self.entry.value), visitor).map_err(|error| error.inside(0))
    }
}
