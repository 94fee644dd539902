//! Data for machines as a tree of borrowed texts: each page has one, with some sixty keys.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// A value of JSON. An entry of an object that is nothing isn't written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json<'a> {
    Nothing,
    Number(usize),
    Text(Cow<'a, str>),
    List(Vec<Self>),
    Object(Vec<(&'static str, Self)>),
}

impl<'a> Json<'a> {
    /// Adds an entry to an object.
    pub(crate) fn add(&mut self, key: &'static str, value: impl Into<Self>) {
        if let Self::Object(entries) = self {
            entries.push((key, value.into()));
        }
    }

    fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::List(items) => items.is_empty(),
            Self::Number(_) | Self::Text(_) | Self::Object(_) => false,
        }
    }
}

/// An object: `object! { "@type": "Person", "name": name }`.
macro_rules! object {
    ($($key:literal: $value:expr),* $(,)?) => {
        $crate::json::Json::Object(vec![$(($key, $crate::json::Json::from($value))),*])
    };
}
pub(crate) use object;

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<usize> for Json<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl<'a, T: Into<Self>> From<Option<T>> for Json<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl<'a, T: Into<Self>> From<Vec<T>> for Json<'a> {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<'a, T: Into<Self>> FromIterator<T> for Json<'a> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_unit(),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(None)?;
                for (key, value) in entries.iter().filter(|(_, value)| !value.is_nothing()) {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn what_is_nothing_isn_t_written() {
        let none: Option<&str> = None;
        let data = object! { "a": "“quoted” \"x\"", "b": none, "c": Vec::<Json<'_>>::new(), "d": vec!["1", "2"], "e": object! { "f": 3 } };
        assert_eq!(serde_json::to_string(&data).unwrap(), r#"{"a":"“quoted” \"x\"","d":["1","2"],"e":{"f":3}}"#);
    }
}
