use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Contributor;
use crate::value::{Bisac, Date, Email, Line, Thema, Url, ValueError};

/// A row of books that a book belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Series {
    /// Its title.
    pub title: Line,
    /// The book's place in it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<SeriesNumber>,
}

/// A book's place in a series, 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct SeriesNumber(u16);

impl SeriesNumber {
    /// The number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for SeriesNumber {
    type Error = ValueError;
    fn try_from(number: u16) -> Result<Self, ValueError> {
        if (1..=9999).contains(&number) { Ok(Self(number)) } else { Err(ValueError::new("a place in a series is from 1 to 9999")) }
    }
}

impl From<SeriesNumber> for u16 {
    fn from(number: SeriesNumber) -> Self {
        number.0
    }
}

impl JsonSchema for SeriesNumber {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SeriesNumber".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": 9999, "description": "A book's place in a series." })
    }
}

/// Under what a shop shelves a book, with the codes of the book trade.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BookSubjects {
    /// Thema, the main subject first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thema: Vec<SubjectHeading<Thema>>,
    /// BISAC Subject Headings, the main subject first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bisac: Vec<SubjectHeading<Bisac>>,
}

impl BookSubjects {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// A code of a subject scheme, and what the scheme calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "SubjectHeading_{Code}")]
pub struct SubjectHeading<Code> {
    /// The code.
    pub code: Code,
    /// The scheme's own words for it: what a reader of the book's details sees.
    pub heading: Line,
}

/// Somebody who had a part in a book, and which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BookContributor {
    /// What they did.
    pub role: ContributorRole,
    /// Who.
    pub by: Contributor,
}

/// What somebody did for a book (MARC relators).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContributorRole {
    /// Edited it.
    Editor,
    /// Drew its pictures.
    Illustrator,
    /// Took its photographs.
    Photographer,
    /// Translated it.
    Translator,
    /// Advised on it as an expert.
    Consultant,
    /// Wrote its introduction.
    IntroductionAuthor,
    /// Designed its cover.
    CoverDesigner,
    /// Read it for mistakes.
    Proofreader,
    /// Helped in another way.
    Contributor,
}

impl ContributorRole {
    /// Every role.
    pub const ALL: [Self; 9] = [
        Self::Editor,
        Self::Illustrator,
        Self::Photographer,
        Self::Translator,
        Self::Consultant,
        Self::IntroductionAuthor,
        Self::CoverDesigner,
        Self::Proofreader,
        Self::Contributor,
    ];

    /// The code of the MARC relator (id.loc.gov/vocabulary/relators).
    #[must_use]
    pub fn marc(self) -> &'static str {
        match self {
            Self::Editor => "edt",
            Self::Illustrator => "ill",
            Self::Photographer => "pht",
            Self::Translator => "trl",
            Self::Consultant => "csl",
            Self::IntroductionAuthor => "aui",
            Self::CoverDesigner => "cov",
            Self::Proofreader => "pfr",
            Self::Contributor => "ctb",
        }
    }
}

/// What a publisher says of a book's accessibility, beyond what the book itself shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BookAccessibility {
    /// A claim of conformance, which takes somebody who has evaluated the book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conformance: Option<Conformance>,
    /// An exemption from the European Accessibility Act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption: Option<Exemption>,
    /// Where readers ask about the book's accessibility.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Email>,
}

impl BookAccessibility {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// A claim that a book conforms to EPUB Accessibility 1.1. It can't be made without a named evaluator and a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Conformance {
    /// The version and level of WCAG.
    pub level: ConformanceLevel,
    /// Who has evaluated the book (`a11y:certifiedBy`).
    pub evaluator: Line,
    /// When.
    pub on: Date,
    /// What entitles them to (`a11y:certifierCredential`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<Line>,
    /// Their report (`a11y:certifierReport`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Url>,
}

/// A version and level of the Web Content Accessibility Guidelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum ConformanceLevel {
    /// WCAG 2.0, level A.
    #[serde(rename = "wcag-2.0-a")]
    Wcag20A,
    /// WCAG 2.0, level AA.
    #[serde(rename = "wcag-2.0-aa")]
    Wcag20Aa,
    /// WCAG 2.1, level A.
    #[serde(rename = "wcag-2.1-a")]
    Wcag21A,
    /// WCAG 2.1, level AA.
    #[serde(rename = "wcag-2.1-aa")]
    Wcag21Aa,
    /// WCAG 2.2, level A.
    #[serde(rename = "wcag-2.2-a")]
    Wcag22A,
    /// WCAG 2.2, level AA.
    #[serde(rename = "wcag-2.2-aa")]
    Wcag22Aa,
}

impl ConformanceLevel {
    /// The version: `2.2`.
    #[must_use]
    pub fn version(self) -> &'static str {
        match self {
            Self::Wcag20A | Self::Wcag20Aa => "2.0",
            Self::Wcag21A | Self::Wcag21Aa => "2.1",
            Self::Wcag22A | Self::Wcag22Aa => "2.2",
        }
    }

    /// The level: `AA`.
    #[must_use]
    pub fn level(self) -> &'static str {
        match self {
            Self::Wcag20A | Self::Wcag21A | Self::Wcag22A => "A",
            Self::Wcag20Aa | Self::Wcag21Aa | Self::Wcag22Aa => "AA",
        }
    }
}

/// Why a publisher need not meet the European Accessibility Act (Directive (EU) 2019/882).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Exemption {
    /// It's a microenterprise (article 4, paragraph 5).
    Microenterprise,
    /// To meet it would be a disproportionate burden (article 14, paragraph 1 b).
    DisproportionateBurden,
    /// To meet it would alter the book fundamentally (article 14, paragraph 1 a).
    FundamentalAlteration,
}
