use std::{borrow::Cow, ops::Deref};

use serde::{Deserialize, Serialize};

use super::{Cite, Inline};
use crate::value::{Line, Text, ValueError};

/// A list that has at least one item.
///
/// A page holds hundreds, which nearly never grow: they have no room to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<T>", into = "Vec<T>", bound(serialize = "T: Clone + Serialize", deserialize = "T: Deserialize<'de>"))]
pub struct NonEmpty<T>(Box<[T]>);

impl<T> NonEmpty<T> {
    /// A list of one item.
    pub fn one(item: T) -> Self {
        Self(Box::new([item]))
    }

    /// Adds the items of another list.
    pub fn extend(&mut self, other: Self) {
        let mut items = std::mem::take(&mut self.0).into_vec();
        items.extend(other.0);
        self.0 = items.into();
    }
}

impl<T> TryFrom<Vec<T>> for NonEmpty<T> {
    type Error = ValueError;
    fn try_from(items: Vec<T>) -> Result<Self, ValueError> {
        if items.is_empty() {
            Err(ValueError::new("the list is empty").with_help("add an item, or leave the whole list out"))
        } else {
            Ok(Self(items.into()))
        }
    }
}

impl<T> From<NonEmpty<T>> for Vec<T> {
    fn from(list: NonEmpty<T>) -> Self {
        list.0.into_vec()
    }
}

impl<T> Deref for NonEmpty<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

/// Its items can change; how many there are can't.
impl<T> std::ops::DerefMut for NonEmpty<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<'a, T> IntoIterator for &'a NonEmpty<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for NonEmpty<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("NonEmpty_{}", T::schema_name()).into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "array", "minItems": 1, "items": generator.subschema_for::<T>() })
    }
}

/// Running text: a run of [`Inline`]s that isn't empty, with neighbouring plain texts joined, and neighbouring citations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Inline>", into = "Vec<Inline>")]
pub struct Inlines(Box<[Inline]>);

impl Inlines {
    /// The text without its marks: what a reader reads, citations left out.
    #[must_use]
    pub fn plain_text(&self) -> String {
        plain_text(&self.0)
    }
}

/// Running text that may be empty, as a cell's is, without its marks: see [`Inlines::plain_text`].
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(inlines, &mut text);
    text
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text.as_str()),
            Inline::Emphasis(content) | Inline::Strong(content) => push_plain(content, out),
            Inline::Link(link) => push_plain(&link.content, out),
            Inline::Page(link) => push_plain(&link.content, out),
            Inline::Term(term) => push_plain(&term.content, out),
            Inline::Span(span) => push_plain(&span.content, out),
            Inline::Cite(_) | Inline::Note(_) => {}
            Inline::LineBreak => out.push(' '),
        }
    }
}

impl TryFrom<Vec<Inline>> for Inlines {
    type Error = ValueError;
    fn try_from(inlines: Vec<Inline>) -> Result<Self, ValueError> {
        if inlines.is_empty() {
            return Err(ValueError::new("the text is empty").with_help("write the text, or leave the whole entry out"));
        }
        let can_join = |pair: &[Inline]| matches!(pair, [Inline::Text(_), Inline::Text(_)] | [Inline::Cite(_), Inline::Cite(_)]);
        if !inlines.windows(2).any(can_join) {
            return Ok(Self(inlines.into()));
        }
        let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
        // What stands side by side is collected first: joined one by one, each would be copied as often as others follow.
        let (mut words, mut works) = (String::new(), Vec::new());
        let flush = |joined: &mut Vec<Inline>, words: &mut String, works: &mut Vec<Cite>| {
            joined.extend(std::mem::take(words).parse().ok().map(Inline::Text));
            joined.extend(NonEmpty::try_from(std::mem::take(works)).ok().map(Inline::Cite));
        };
        for inline in inlines {
            let is_other = match &inline {
                Inline::Text(_) => !works.is_empty(),
                Inline::Cite(_) => !words.is_empty(),
                _ => true,
            };
            if is_other {
                flush(&mut joined, &mut words, &mut works);
            }
            match inline {
                Inline::Text(text) => words.push_str(text.as_str()),
                Inline::Cite(cites) => works.extend(Vec::from(cites)),
                inline => joined.push(inline),
            }
        }
        flush(&mut joined, &mut words, &mut works);
        Ok(Self(joined.into()))
    }
}

impl From<Inlines> for Vec<Inline> {
    fn from(inlines: Inlines) -> Self {
        inlines.0.into_vec()
    }
}

impl From<Line> for Inlines {
    fn from(line: Line) -> Self {
        let text: Text = line.as_str().parse().expect("a line is a permitted text");
        Self(Box::new([Inline::Text(text)]))
    }
}

impl Deref for Inlines {
    type Target = [Inline];
    fn deref(&self) -> &[Inline] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Inlines {
    type Item = &'a Inline;
    type IntoIter = std::slice::Iter<'a, Inline>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl schemars::JsonSchema for Inlines {
    fn schema_name() -> Cow<'static, str> {
        "Inlines".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "array",
            "minItems": 1,
            "items": generator.subschema_for::<Inline>(),
            "description": "Running text.",
            "examples": [[{ "text": "Pain with sex is common." }]],
        })
    }
}
