use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Block, Inlines, NonEmpty};

/// What is to be done when: doses by age, a recovery week by week, the day of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Schedule {
    /// The heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Inlines>,
    /// The times, in their order.
    pub times: NonEmpty<ScheduleTime>,
}

/// A time, and what is to be done then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScheduleTime {
    /// When: "3 months", "Week 1", "7:30".
    pub when: Inlines,
    /// What is to be done, or what to expect.
    pub what: NonEmpty<Block>,
}
