use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Contributor, Page};
use crate::{
    messages::Messages,
    value::{ContentHash, Date, Line},
};

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
    /// The text that was signed, where the sign-off is to end with the next change of it: the digits that `pamphlet check` gives
    /// ([`Page::text_hash`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<ContentHash>,
}

/// How a page's review stands on a day: whether a clinician has signed it off, and whether it's overdue. Neither fact hides the other.
///
/// Every format shows what [`alerts`](Self::alerts) and [`facts`](Self::facts) list, in that order, so that they can't disagree.
///
/// ```
/// use pamphlet_core::{model::{Document, PageId, ReviewAlert, ReviewState}};
/// let review = r#"{ "last": "2025-01-01", "next": "2026-01-01", "clinical": "pending" }"#;
/// let page: Document = serde_json::from_str(&format!(r#"{{ "title": "Cough", "summary": "S", "review": {review} }}"#))?;
/// let page = page.into_page(PageId { path: "conditions/cough".parse()?, language: "en-GB".parse()? }).unwrap();
/// let state = ReviewState::of(&page, "2026-11-22".parse()?);
/// assert_eq!(state.alerts(), [ReviewAlert::Overdue("2026-01-01".parse()?), ReviewAlert::Pending]);
/// assert!(!state.is_current());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReviewState {
    /// Whether a clinician has signed the page off.
    pub clinical: SignOffState,
    /// The day by which its next review was due, if that is past.
    pub overdue: Option<Date>,
    /// Whether it's to be read by anybody yet.
    pub status: Status,
}

/// Whether a page is to be read by anybody yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It's published.
    #[default]
    Published,
    /// It's being written: no build publishes it, and whatever else is made of it says so.
    Draft,
}

impl Status {
    /// Whether the page is published.
    #[must_use]
    pub fn is_published(&self) -> bool {
        *self == Self::Published
    }
}

/// Whether a clinician has signed a page off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignOffState {
    /// The page says nothing of any review.
    Missing,
    /// Not yet.
    Pending,
    /// Signed off.
    Signed,
    /// There's nothing clinical on the page.
    NotApplicable,
}

impl SignOffState {
    /// What a review says of it.
    #[must_use]
    pub fn of(review: Option<&Review>) -> Self {
        match review.map(|review| &review.clinical) {
            None => Self::Missing,
            Some(ClinicalReview::Pending) => Self::Pending,
            Some(ClinicalReview::Signed(_)) => Self::Signed,
            Some(ClinicalReview::NotApplicable) => Self::NotApplicable,
        }
    }
}

/// Something that readers must know of a page's review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewAlert {
    /// It's being written, and not to be used.
    Draft,
    /// The next review was due by this day, which is past.
    Overdue(Date),
    /// The page says nothing of any review.
    Missing,
    /// No clinician has signed it off yet.
    Pending,
}

/// What a page says of its review, one line each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewFact<'a> {
    /// Something that readers must know.
    Alert(ReviewAlert),
    /// Who has signed it off.
    Signed(&'a SignOff),
    /// When it was last reviewed.
    Last(Date),
    /// When its next review is due; an overdue page says so instead.
    Next(Date),
    /// Who has edited it: somebody is named.
    Editorial(&'a [Contributor]),
}

impl ReviewState {
    /// How a review stands on a day.
    #[must_use]
    pub fn of(page: &Page, today: Date) -> Self {
        let review = page.review.as_ref();
        let overdue = review.and_then(|review| review.next).filter(|next| next.is_before(today));
        Self { clinical: SignOffState::of(review), overdue, status: if page.todos() > 0 { Status::Draft } else { page.status } }
    }

    /// Whether nothing is amiss: signed off, or nothing to sign off, and not overdue.
    #[must_use]
    pub fn is_current(self) -> bool {
        self.alerts().is_empty()
    }

    /// What readers must know, the gravest first: whoever sees that a page is out of date puts it away.
    #[must_use]
    pub fn alerts(self) -> Vec<ReviewAlert> {
        let clinical = match self.clinical {
            SignOffState::Missing => Some(ReviewAlert::Missing),
            SignOffState::Pending => Some(ReviewAlert::Pending),
            SignOffState::Signed | SignOffState::NotApplicable => None,
        };
        let draft = match self.status {
            Status::Draft => Some(ReviewAlert::Draft),
            Status::Published => None,
        };
        draft.into_iter().chain(self.overdue.map(ReviewAlert::Overdue)).chain(clinical).collect()
    }

    /// All that a page says of its review on a day, in the order in which it's read.
    #[must_use]
    pub fn facts(page: &Page, today: Date) -> Vec<ReviewFact<'_>> {
        let state = Self::of(page, today);
        let mut facts: Vec<ReviewFact<'_>> = state.alerts().into_iter().map(ReviewFact::Alert).collect();
        let Some(Review { last, next, clinical, editorial }) = &page.review else { return facts };
        match clinical {
            ClinicalReview::Signed(signed) => facts.push(ReviewFact::Signed(signed)),
            ClinicalReview::Pending | ClinicalReview::NotApplicable => {}
        }
        facts.push(ReviewFact::Last(*last));
        facts.extend(next.filter(|_| state.overdue.is_none()).map(ReviewFact::Next));
        if !editorial.is_empty() {
            facts.push(ReviewFact::Editorial(editorial));
        }
        facts
    }
}

impl ReviewAlert {
    /// In a word or two: "Review overdue".
    #[must_use]
    pub fn short(self, messages: &Messages) -> String {
        messages.get(match self {
            Self::Draft => "review-short-draft",
            Self::Overdue(_) => "review-short-overdue",
            Self::Missing => "review-short-missing",
            Self::Pending => "review-short-pending",
        })
    }

    /// In a sentence: "This page’s review is overdue. It was due by 1 January 2026".
    #[must_use]
    pub fn words(self, messages: &Messages) -> String {
        match self {
            Self::Overdue(due) => messages.format("review-overdue", [("date", messages.date(due).into())]),
            Self::Draft => messages.get("review-draft"),
            Self::Missing => messages.get("review-missing"),
            Self::Pending => messages.get("review-pending"),
        }
    }
}
