use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Contributor;
use crate::value::{Date, Line};

/// When and by whom a page was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Review {
    /// Last reviewed (schema.org `lastReviewed`).
    pub last: Date,
    /// Next review due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Date>,
    /// Whether a clinician has signed it off.
    pub clinical: ClinicalReview,
    /// Who has edited it (schema.org `reviewedBy`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editorial: Vec<Contributor>,
}

/// Whether a clinician has signed the page off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClinicalReview {
    /// Signed off.
    Signed(SignOff),
    /// Not yet. Shown on every output; no theme can hide it.
    Pending,
    /// There's nothing clinical on the page.
    NotApplicable,
}

/// A clinician's signature. All three parts are needed for it to mean anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SignOff {
    /// Who.
    pub by: Line,
    /// What entitles them to: "Consultant gynaecologist, GMC 1234567".
    pub credential: Line,
    /// When.
    pub on: Date,
}

/// How a page's review stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewState {
    /// It says nothing of any review.
    Missing,
    /// No clinician has signed it off yet.
    Pending,
    /// Its next review was due before the day.
    Overdue,
    /// Signed off (or nothing clinical), and not overdue on the day, if one was given.
    Current,
}

impl ReviewState {
    /// The state of a review. Without a day nothing is known to be overdue.
    #[must_use]
    pub fn of(review: Option<&Review>, today: Option<Date>) -> Self {
        let Some(review) = review else { return Self::Missing };
        let overdue = today.zip(review.next).is_some_and(|(today, next)| next.is_before(today));
        match (&review.clinical, overdue) {
            (ClinicalReview::Pending, _) => Self::Pending,
            (_, true) => Self::Overdue,
            (ClinicalReview::Signed(_) | ClinicalReview::NotApplicable, false) => Self::Current,
        }
    }
}
