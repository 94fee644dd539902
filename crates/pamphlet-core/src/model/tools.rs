use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NonEmpty;
use crate::value::Line;

/// What a reader can write on and bring along (PEMAT: tangible tools).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tools {
    /// A diary to note symptoms in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diary: Option<Diary>,
    /// Questions to ask at an appointment, with room for the answers (AHRQ: question list).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Line>,
}

/// A symptom diary: a table with a row a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Diary {
    /// What to note each time, beside the date: "Where it hurt".
    pub columns: NonEmpty<Line>,
    /// How to use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Line>,
}

pub(super) fn is_none(tools: &Tools) -> bool {
    tools == &Tools::default()
}

/// A number of minutes, 1 to 180.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Minutes(u16);

impl Minutes {
    /// The number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Minutes {
    type Error = crate::value::ValueError;
    fn try_from(minutes: u16) -> Result<Self, Self::Error> {
        if (1..=180).contains(&minutes) {
            Ok(Self(minutes))
        } else {
            Err(crate::value::ValueError::new("a reading time is from 1 to 180 minutes"))
        }
    }
}

impl From<Minutes> for u16 {
    fn from(minutes: Minutes) -> Self {
        minutes.0
    }
}

impl JsonSchema for Minutes {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Minutes".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": 180, "description": "A number of minutes." })
    }
}
