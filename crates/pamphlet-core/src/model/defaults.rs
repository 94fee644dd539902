use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, Contributor, Kind, Organization, Page};
use crate::value::{LanguageTag, Line, Region, ValueError};

/// What pages say that don't say otherwise themselves.
///
/// ```toml
/// [[defaults]]
/// region = "GB"
/// authors = [{ organization = "Example Clinic" }]
/// review-months = 36
///
/// [[defaults]]
/// kinds = ["medicine"]
/// review-months = 12
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Defaults {
    /// The kinds of page that they are for; pages of every kind if none is named. Of several that fit a page the last holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<BTreeSet<Kind>>,
    /// Whom pages are written for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// Who writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Contributor>,
    /// The country whose health system they're written for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// How long after a review the next is due, where a page doesn't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_months: Option<Months>,
    /// Who pays for them. For pages in the library's own language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<Line>,
    /// Interests of those who write and review. For pages in the library's own language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflicts: Option<Line>,
    /// Copyright and licence. For pages in the library's own language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<Line>,
    /// Organisations that help. For pages in the library's own language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<Organization>,
}

impl Defaults {
    /// Gives a page what it doesn't say itself. What people read is given to pages in the language of the library alone.
    pub(crate) fn fill(&self, page: &mut Page, of_library: &LanguageTag) {
        let Self { kinds, audience, authors, region, review_months, funding, conflicts, rights, support } = self;
        if kinds.as_ref().is_some_and(|kinds| !kinds.contains(&page.id.path.kind)) {
            return;
        }
        page.audience = page.audience.or(*audience);
        page.region = page.region.take().or_else(|| region.clone());
        if page.authors.is_empty() {
            page.authors.clone_from(authors);
        }
        if let (Some(months), Some(review)) = (review_months, &mut page.review) {
            review.next = review.next.or_else(|| review.last.after_months(months.get()));
        }
        if page.id.language != *of_library {
            return;
        }
        for (own, default) in [(&mut page.funding, funding), (&mut page.conflicts, conflicts), (&mut page.rights, rights)] {
            if own.is_none() {
                own.clone_from(default);
            }
        }
        if page.support.is_empty() {
            page.support.clone_from(support);
        }
    }
}

/// A number of months, 1 to 120.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Months(u8);

impl Months {
    /// The number.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Months {
    type Error = ValueError;
    fn try_from(months: u8) -> Result<Self, Self::Error> {
        if (1..=120).contains(&months) { Ok(Self(months)) } else { Err(ValueError::new("pages are reviewed every 1 to 120 months")) }
    }
}

impl From<Months> for u8 {
    fn from(months: Months) -> Self {
        months.0
    }
}

impl JsonSchema for Months {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Months".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": 120, "description": "A number of months." })
    }
}
