//! Data with places: a YAML, JSON or TOML document as a tree, each value with its span in the file.

use std::ops::Range;

use crate::visit::Pointer;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
    /// A comment that ends a text without quotes, which its author may have meant as part of it.
    pub(crate) comment: Option<Range<usize>>,
}

/// What data is made of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    String(String),
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) value: Node,
}

/// The first entry whose key stands in the mapping already. A hostile file has a hundred thousand keys, so they aren't compared each with each.
pub(crate) fn repeated(entries: &[Entry]) -> Option<&Entry> {
    let mut by_key: Vec<&Entry> = entries.iter().collect();
    // Stable: of those alike the first stays the first.
    by_key.sort_by(|a, b| a.key.cmp(&b.key));
    let repeated = by_key.windows(2).filter(|pair| pair[0].key == pair[1].key).map(|pair| pair[1]);
    repeated.min_by_key(|entry| entry.key_span.start)
}

impl Value {
    /// What it is, for messages: "a number".
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::String(_) => "text",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a group of keys",
        }
    }
}

impl Node {
    pub(crate) fn new(span: Range<usize>, value: Value) -> Self {
        Self { span, value, comment: None }
    }

    /// Takes out the part under a key.
    pub(crate) fn take(&mut self, key: &str) -> Option<Self> {
        let Value::Mapping(entries) = &mut self.value else { return None };
        let index = entries.iter().position(|entry| entry.key == key)?;
        Some(entries.remove(index).value)
    }

    /// The part of the tree at a path of places.
    pub(crate) fn at_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        let Some((index, rest)) = path.split_first() else { return Some(self) };
        match &mut self.value {
            Value::Sequence(items) => items.get_mut(*index)?.at_mut(rest),
            Value::Mapping(entries) => entries.get_mut(*index)?.value.at_mut(rest),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => None,
        }
    }

    /// The part under a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Mapping(entries) = &self.value else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The entry to which a path of keys leads.
    pub(crate) fn entry(&self, path: &[&str]) -> Option<&Entry> {
        let (key, rest) = path.split_first()?;
        let Value::Mapping(entries) = &self.value else { return None };
        let entry = entries.iter().find(|entry| entry.key == *key)?;
        if rest.is_empty() { Some(entry) } else { entry.value.entry(rest) }
    }

    /// Takes out the part at a path.
    pub(crate) fn remove(&mut self, path: &[usize]) -> bool {
        let Some((index, parent)) = path.split_last() else { return false };
        match self.at_mut(parent).map(|node| &mut node.value) {
            Some(Value::Sequence(items)) if *index < items.len() => drop(items.remove(*index)),
            Some(Value::Mapping(entries)) if *index < entries.len() => drop(entries.remove(*index)),
            _ => return false,
        }
        true
    }

    /// Tells where each part stands.
    pub(crate) fn places(&self, at: &Pointer<'_>, tell: &mut dyn FnMut(&Pointer<'_>, Range<usize>)) {
        tell(at, self.span.clone());
        match &self.value {
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.places(&at.join(index), tell);
                }
            }
            Value::Mapping(entries) => {
                for entry in entries {
                    entry.value.places(&at.join(entry.key.as_str()), tell);
                }
            }
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => {}
        }
    }
}
