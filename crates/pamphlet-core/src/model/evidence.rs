use std::{borrow::Cow, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cite, Inlines, NonEmpty};
use crate::value::{Line, ValueError};

/// What studies show on one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Evidence {
    /// The claim, worded as sure as it is.
    pub claim: Inlines,
    /// How sure (GRADE).
    pub certainty: Certainty,
    /// What kind of study, and how many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design: Option<Inlines>,
    /// What the studies can't tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Inlines>,
    /// The studies.
    pub sources: NonEmpty<Cite>,
}

/// Certainty of evidence (GRADE). Ordered: high is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// The true effect is probably markedly different from the estimate.
    VeryLow,
    /// The true effect might be markedly different from the estimate.
    Low,
    /// The true effect is probably close to the estimate.
    Moderate,
    /// The true effect is very likely close to the estimate.
    High,
}

impl Certainty {
    /// All of them, the least certain first.
    pub const ALL: [Self; 4] = [Self::VeryLow, Self::Low, Self::Moderate, Self::High];

    /// The name in sources: `very-low`, `low`, `moderate`, `high`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}

/// A chance of something happening, as natural frequencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Risk {
    /// The chance in words.
    pub statement: Inlines,
    /// The numbers: one, or several to compare.
    pub groups: NonEmpty<RiskGroup>,
    /// Whom it's about.
    pub people: Line,
    /// Over what time.
    pub period: Line,
    /// The opposite, in words: how many are *not* affected. Made from the numbers unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Inlines>,
}

/// One group's numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RiskGroup {
    /// What sets the group apart, where there are several: "with treatment".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Line>,
    /// How many of how many.
    pub number: Proportion,
}

/// So many of so many, as in `75 in 1000`: at least one in all, and no more events than people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Proportion {
    events: u32,
    of: u32,
}

impl Proportion {
    /// `events` of `of`.
    ///
    /// # Errors
    /// If `of` is 0 or over a million, or `events` is more than `of`.
    pub fn new(events: u32, of: u32) -> Result<Self, ValueError> {
        if of == 0 {
            return Err(ValueError::new("a chance out of 0 people says nothing").with_help("write it out of 100 or 1000"));
        }
        if of > 1_000_000 {
            return Err(ValueError::new("a risk counts a million people at the most"));
        }
        if events > of {
            return Err(ValueError::new(format!("{events} in {of} is more than all of them")));
        }
        Ok(Self { events, of })
    }

    /// How many it happens to.
    #[must_use]
    pub fn events(self) -> u32 {
        self.events
    }

    /// Of how many.
    #[must_use]
    pub fn of(self) -> u32 {
        self.of
    }

    /// How many it doesn't happen to.
    #[must_use]
    pub fn otherwise(self) -> u32 {
        self.of - self.events
    }

    /// How many of 100, in tenths: 75 in 1000 is 75. For an icon array, whose last icon may be part filled.
    #[must_use]
    pub fn per_hundred_in_tenths(self) -> u32 {
        let tenths = (u64::from(self.events) * 1000 + u64::from(self.of) / 2) / u64::from(self.of);
        u32::try_from(tenths).unwrap_or(1000)
    }
}

impl std::str::FromStr for Proportion {
    type Err = ValueError;
    fn from_str(source: &str) -> Result<Self, ValueError> {
        let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse::<u32>().ok()).flatten();
        let (events, of) = source
            .split_once(" in ")
            .and_then(|(events, of)| Some((number(events)?, number(of)?)))
            .ok_or_else(|| ValueError::new(format!("`{source}` is not a number of people")).with_help("write it as in `75 in 1000`"))?;
        Self::new(events, of)
    }
}

impl fmt::Display for Proportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.events, self.of)
    }
}

impl TryFrom<String> for Proportion {
    type Error = ValueError;
    fn try_from(source: String) -> Result<Self, ValueError> {
        source.parse()
    }
}

impl From<Proportion> for String {
    fn from(proportion: Proportion) -> Self {
        proportion.to_string()
    }
}

impl JsonSchema for Proportion {
    fn schema_name() -> Cow<'static, str> {
        "Proportion".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[0-9]{1,7} in [1-9][0-9]{0,6}$",
            "format": "proportion",
            "examples": ["75 in 1000"],
            "description": "A number of people out of a number: at least one in all, and no more than all.",
        })
    }
}
