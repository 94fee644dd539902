use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Inlines;
use crate::value::{Line, MediaPath, ValueError};

/// A picture with what it shows in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figure {
    /// The image, below the content folder.
    pub image: MediaPath,
    /// What it shows, for whoever can't see it.
    pub alternative: Alternative,
    /// How much room it takes.
    #[serde(default, skip_serializing_if = "FigureSize::is_full")]
    pub size: FigureSize,
    /// What stands under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Inlines>,
    /// Who made it, and its licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Line>,
}

/// What stands in for a picture (WCAG 1.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Alternative {
    /// What the picture shows, in words.
    Text(Line),
    /// Nothing: the picture adds nothing to the text.
    Decorative,
}

/// How much of the text's width a picture may take. None is ever shown larger than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FigureSize {
    /// A third.
    Small,
    /// Two thirds.
    Medium,
    /// All of it.
    #[default]
    Full,
}

impl FigureSize {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Full];

    /// The name in sources: `small`, `medium`, `full`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Full => "full",
        }
    }

    fn is_full(&self) -> bool {
        *self == Self::Full
    }
}

/// Pictures side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figures {
    /// The pictures, in the order in which they're looked at.
    pub pictures: SideBySide,
    /// What stands under all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Inlines>,
    /// Who made them, and their licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Line>,
}

/// A picture beside others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Picture {
    /// The image, below the content folder.
    pub image: MediaPath,
    /// What it shows, for whoever can't see it.
    pub alternative: Alternative,
    /// How much room it takes.
    #[serde(default, skip_serializing_if = "FigureSize::is_full")]
    pub size: FigureSize,
    /// What stands under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Line>,
}

/// Two or three pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Picture>", into = "Vec<Picture>")]
pub struct SideBySide(Vec<Picture>);

impl TryFrom<Vec<Picture>> for SideBySide {
    type Error = ValueError;
    fn try_from(pictures: Vec<Picture>) -> Result<Self, ValueError> {
        match pictures.len() {
            2 | 3 => Ok(Self(pictures)),
            number => Err(ValueError::new(format!("two or three pictures stand side by side, and here are {number}"))
                .with_help("begin a new paragraph after every second or third picture")),
        }
    }
}

impl From<SideBySide> for Vec<Picture> {
    fn from(pictures: SideBySide) -> Self {
        pictures.0
    }
}

impl std::ops::Deref for SideBySide {
    type Target = [Picture];
    fn deref(&self) -> &[Picture] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a SideBySide {
    type Item = &'a Picture;
    type IntoIter = std::slice::Iter<'a, Picture>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl JsonSchema for SideBySide {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SideBySide".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "array", "minItems": 2, "maxItems": 3, "items": generator.subschema_for::<Picture>() })
    }
}
