use std::{borrow::Cow, collections::BTreeSet, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Kind;
use crate::value::Line;

/// What a page tells its readers besides what the library does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Notices {
    /// What the text is and isn't: "a sample, without clinical review". Shown at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Line>,
    /// That medical causes come first. Near the top, and on page 1 of a handout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medical_first: Option<Line>,
    /// That it's education and not individual advice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclaimer: Option<Line>,
}

impl Notices {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// What a library tells every reader, or those of pages of some kinds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SiteNotices {
    /// What the text is and isn't: "a sample, without clinical review". Shown at the top, on pages of every kind unless it names some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<SiteNotice>,
    /// That medical causes come first. Near the top, and on page 1 of a handout. Unless it names kinds, it stands on pages on a condition
    /// and on pages that have an approach: on one about a vaccine it would make no sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medical_first: Option<SiteNotice>,
    /// That it's education and not individual advice. On pages of every kind unless it names some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclaimer: Option<SiteNotice>,
}

impl SiteNotices {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// A notice of a library: its words alone, or with the kinds of page that it stands on.
///
/// ```toml
/// medical-first = "See a GP first."
/// disclaimer = { text = "This is no advice about your own health.", kinds = ["condition", "modality"] }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteNotice {
    /// What it says.
    pub text: Line,
    /// The kinds of page that it stands on, if it names any.
    pub kinds: Option<BTreeSet<Kind>>,
}

/// A notice with the kinds of page that it stands on.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct InFull {
    /// What it says.
    text: Line,
    /// The kinds of page that it stands on.
    kinds: BTreeSet<Kind>,
}

impl Serialize for SiteNotice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.kinds {
            None => self.text.serialize(serializer),
            Some(kinds) => InFull { text: self.text.clone(), kinds: kinds.clone() }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for SiteNotice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// serde's own untagged enums would lose the place of a mistake.
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = SiteNotice;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text, or a group of the keys `text` and `kinds`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<SiteNotice, E> {
                Line::deserialize(de::value::StrDeserializer::new(text)).map(|text| SiteNotice { text, kinds: None })
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<SiteNotice, A::Error> {
                let InFull { text, kinds } = InFull::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(SiteNotice { text, kinds: Some(kinds) })
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for SiteNotice {
    fn schema_name() -> Cow<'static, str> {
        "SiteNotice".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (text, in_full) = (generator.subschema_for::<Line>(), InFull::json_schema(generator));
        schemars::json_schema!({
            "description": "A notice: its words alone, or with the kinds of page that it stands on.",
            "anyOf": [text, in_full],
        })
    }
}
