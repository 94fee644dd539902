use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BookAccessibility, BookContributor, BookSubjects, Kind, NonEmpty, PagePath, Series};
use crate::value::{Date, Icd10, Icd10Cm, Icd11, Isbn, Line, MediaPath, MeshId, Slug, SnomedCt};

/// What a page is about, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A condition or a symptom.
    Condition(Condition),
    /// A treatment approach.
    Modality(Modality),
    /// A question that studies answer.
    Evidence(EvidenceReview),
    /// A longer piece, and the recipe of a book.
    Guide(Guide),
    /// A topic.
    Collection(Collection),
}

impl Subject {
    /// The kind of page.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Condition(_) => Kind::Condition,
            Self::Modality(_) => Kind::Modality,
            Self::Evidence(_) => Kind::Evidence,
            Self::Guide(_) => Kind::Guide,
            Self::Collection(_) => Kind::Collection,
        }
    }
}

/// A condition (schema.org `MedicalCondition`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Condition {
    /// The clinical name; the page's title unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Line>,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain_name: Option<Line>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<Line>,
    /// Codes.
    #[serde(default, skip_serializing_if = "Codes::is_empty")]
    pub codes: Codes,
}

/// A treatment approach (schema.org `MedicalTherapy`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Modality {
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<Line>,
    /// Codes.
    #[serde(default, skip_serializing_if = "Codes::is_empty")]
    pub codes: Codes,
    /// Who gives it: "a pelvic health physiotherapist".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_by: Option<Line>,
}

/// A review of what studies show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EvidenceReview {
    /// The question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Line>,
    /// When studies were last looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub searched: Option<Date>,
}

/// A guide: its own text, and the pages that are its chapters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Guide {
    /// A second title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<Line>,
    /// The book's number; without one a UUID is made from publisher and slug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isbn: Option<Isbn>,
    /// The number of the edition on paper, if the PDF book is printed and sold: each form of a book has one of its own (ISO 2108).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub print_isbn: Option<Isbn>,
    /// The cover: JPEG or PNG, at least 1600 pixels tall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<MediaPath>,
    /// The series that the book belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// Under what shops shelve it.
    #[serde(default, skip_serializing_if = "BookSubjects::is_empty")]
    pub subjects: BookSubjects,
    /// Who had a part in the book besides those who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<BookContributor>,
    /// What the publisher says of its accessibility.
    #[serde(default, skip_serializing_if = "BookAccessibility::is_empty")]
    pub accessibility: BookAccessibility,
    /// Its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// A part of a guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Part {
    /// Its title.
    pub title: Line,
    /// The pages in it.
    pub chapters: NonEmpty<PagePath>,
}

/// A page in a guide.
pub type Chapter = PagePath;

/// A topic and its pages. Pages that name the collection belong to it; here they can be put in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Collection {
    /// The collection that this one is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Slug>,
    /// Pages that come first, in this order; the others follow by title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PagePath>,
}

/// Codes in the systems that records use.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Codes {
    /// WHO ICD-10.
    #[serde(default, rename = "icd-10", skip_serializing_if = "Vec::is_empty")]
    pub icd_10: Vec<Icd10>,
    /// ICD-10-CM.
    #[serde(default, rename = "icd-10-cm", skip_serializing_if = "Vec::is_empty")]
    pub icd_10_cm: Vec<Icd10Cm>,
    /// ICD-11.
    #[serde(default, rename = "icd-11", skip_serializing_if = "Vec::is_empty")]
    pub icd_11: Vec<Icd11>,
    /// SNOMED CT.
    #[serde(default, rename = "snomed-ct", skip_serializing_if = "Vec::is_empty")]
    pub snomed_ct: Vec<SnomedCt>,
    /// MeSH.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mesh: Vec<MeshId>,
}

impl Codes {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// Each code with the name of its system, in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Self { icd_10, icd_10_cm, icd_11, snomed_ct, mesh } = self;
        let system = |name, codes: Vec<_>| codes.into_iter().map(move |code| (name, code));
        system("ICD-10", icd_10.iter().map(Icd10::as_str).collect())
            .chain(system("ICD-10-CM", icd_10_cm.iter().map(Icd10Cm::as_str).collect()))
            .chain(system("ICD-11", icd_11.iter().map(Icd11::as_str).collect()))
            .chain(system("SNOMED CT", snomed_ct.iter().map(SnomedCt::as_str).collect()))
            .chain(system("MeSH", mesh.iter().map(MeshId::as_str).collect()))
    }
}
