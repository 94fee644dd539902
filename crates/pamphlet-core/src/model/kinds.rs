use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BookAccessibility, BookContributor, BookSubjects, Contact, Kind, NonEmpty, PagePath, Series};
use crate::value::{Atc, Date, Icd10, Icd10Cm, Icd11, Isbn, Line, MediaPath, MeshId, Opcs4, RxNorm, Slug, SnomedCt, TimeOfDay, Url};

/// What a page is about, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A condition or a symptom.
    Condition(Condition),
    /// A treatment approach.
    Modality(Modality),
    /// A question that studies answer.
    Evidence(EvidenceReview),
    /// A medicine.
    Medicine(Medicine),
    /// A vaccine.
    Vaccination(Vaccination),
    /// An operation, a test or another procedure.
    Procedure(Procedure),
    /// What people do by themselves.
    SelfCare(SelfCare),
    /// A service of a clinic or hospital.
    Service(Service),
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
            Self::Medicine(_) => Kind::Medicine,
            Self::Vaccination(_) => Kind::Vaccination,
            Self::Procedure(_) => Kind::Procedure,
            Self::SelfCare(_) => Kind::SelfCare,
            Self::Service(_) => Kind::Service,
            Self::Guide(_) => Kind::Guide,
            Self::Collection(_) => Kind::Collection,
        }
    }

    /// The guide, if it's one.
    #[must_use]
    pub fn guide(&self) -> Option<&Guide> {
        if let Self::Guide(guide) = self { Some(guide) } else { None }
    }

    /// Names by which people look for it, besides the page's title.
    #[must_use]
    pub fn names(&self) -> Vec<&Line> {
        match self {
            Self::Condition(condition) => condition.name.iter().chain(&condition.plain_name).chain(&condition.also_called).collect(),
            Self::Modality(modality) => modality.also_called.iter().collect(),
            Self::Medicine(medicine) => medicine.generic_name.iter().chain(&medicine.brand_names).chain(&medicine.also_called).collect(),
            Self::Vaccination(vaccination) => vaccination.also_called.iter().chain(&vaccination.products).collect(),
            Self::Procedure(procedure) => procedure.also_called.iter().collect(),
            Self::SelfCare(_) | Self::Service(_) | Self::Evidence(_) | Self::Guide(_) | Self::Collection(_) => Vec::new(),
        }
    }

    /// Its codes, if subjects of its kind have any.
    #[must_use]
    pub fn codes(&self) -> Option<&Codes> {
        match self {
            Self::Condition(condition) => Some(&condition.codes),
            Self::Modality(modality) => Some(&modality.codes),
            Self::Medicine(medicine) => Some(&medicine.codes),
            Self::Vaccination(vaccination) => Some(&vaccination.codes),
            Self::Procedure(procedure) => Some(&procedure.codes),
            Self::SelfCare(_) | Self::Service(_) | Self::Evidence(_) | Self::Guide(_) | Self::Collection(_) => None,
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

/// A medicine (schema.org `Drug`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Medicine {
    /// The generic name (INN), where it isn't the page's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generic_name: Option<Line>,
    /// The names under which it's sold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brand_names: Vec<Line>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<Line>,
    /// What kind of medicine it is: "an antibiotic".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Line>,
    /// The forms in which it comes: "tablets", "a cream" (schema.org `dosageForm`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<Line>,
    /// The strengths in which it comes: "500 mg" (schema.org `availableStrength`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strengths: Vec<Line>,
    /// How it's taken: "by mouth" (schema.org `administrationRoute`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Line>,
    /// Codes: ATC, SNOMED CT (of which dm+d is a part), `RxNorm`.
    #[serde(default, skip_serializing_if = "Codes::is_empty")]
    pub codes: Codes,
}

/// A vaccine, and whom it protects from what (schema.org `MedicalTherapy`, whose `drug` its products are).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Vaccination {
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<Line>,
    /// The diseases that it protects from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diseases: Vec<Line>,
    /// The products that are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Line>,
    /// The edition of the official statement that the page gives: "Vaccine Information Statement, 31 January 2025".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<Line>,
    /// Codes.
    #[serde(default, skip_serializing_if = "Codes::is_empty")]
    pub codes: Codes,
}

/// An operation, a test or another procedure (schema.org `MedicalProcedure`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Procedure {
    /// What it is: an operation, a test, or neither.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub procedure_type: Option<ProcedureType>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<Line>,
    /// What it's for, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Line>,
    /// Where it's done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Line>,
    /// How long it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Line>,
    /// What keeps it from hurting: "a local anaesthetic".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anaesthetic: Option<Line>,
    /// How long people stay: "you go home the same day".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stay: Option<Line>,
    /// Codes: OPCS-4, SNOMED CT.
    #[serde(default, skip_serializing_if = "Codes::is_empty")]
    pub codes: Codes,
}

/// What a procedure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProcedureType {
    /// An operation (schema.org `SurgicalProcedure`).
    Operation,
    /// A test (schema.org `MedicalTest`).
    Test,
    /// Something else that is done to treat (schema.org `TherapeuticProcedure`).
    Treatment,
}

/// What people do by themselves (schema.org `ExercisePlan`, `Diet`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SelfCare {
    /// What it is: exercises, a diet, or neither.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub self_care_type: Option<SelfCareType>,
    /// What it's good for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Line>,
    /// How often, and for how long: "3 times a day" (schema.org `activityFrequency`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how_often: Option<Line>,
    /// What is needed for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equipment: Vec<Line>,
}

/// What people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SelfCareType {
    /// Exercises.
    Exercise,
    /// A way to eat.
    Diet,
    /// Something else.
    Other,
}

/// A service of a clinic or hospital (schema.org `MedicalClinic`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Service {
    /// The department that runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Line>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<ServicePlace>,
    /// When it's open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<OpeningHours>,
    /// Whom to reach for what; each may have hours of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// How people come to it: "Your GP refers you."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Line>,
    /// How to get an interpreter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreters: Option<Line>,
    /// Where to park.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parking: Option<Line>,
}

/// Where a service is (schema.org `Place`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ServicePlace {
    /// What the place is called.
    pub name: Line,
    /// The lines of its postal address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<Line>,
    /// How to find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directions: Option<Line>,
    /// A map (schema.org `hasMap`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Url>,
}

/// When something is open (schema.org `OpeningHoursSpecification`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OpeningHours {
    /// On which days.
    pub days: NonEmpty<Weekday>,
    /// From when.
    pub opens: TimeOfDay,
    /// Until when.
    pub closes: TimeOfDay,
    /// What else there is to say: "by appointment only".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Line>,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// The days, from Monday (ISO 8601).
    pub const ALL: [Self; 7] = [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// The name in sources, such as `monday`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
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
    /// ATC, for medicines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub atc: Vec<Atc>,
    /// `RxNorm`, for medicines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rxnorm: Vec<RxNorm>,
    /// OPCS-4, for procedures.
    #[serde(default, rename = "opcs-4", skip_serializing_if = "Vec::is_empty")]
    pub opcs_4: Vec<Opcs4>,
}

impl Codes {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// Each code with the name of its system, in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Self { icd_10, icd_10_cm, icd_11, snomed_ct, mesh, atc, rxnorm, opcs_4 } = self;
        let system = |name, codes: Vec<_>| codes.into_iter().map(move |code| (name, code));
        system("ICD-10", icd_10.iter().map(Icd10::as_str).collect())
            .chain(system("ICD-10-CM", icd_10_cm.iter().map(Icd10Cm::as_str).collect()))
            .chain(system("ICD-11", icd_11.iter().map(Icd11::as_str).collect()))
            .chain(system("SNOMED CT", snomed_ct.iter().map(SnomedCt::as_str).collect()))
            .chain(system("MeSH", mesh.iter().map(MeshId::as_str).collect()))
            .chain(system("ATC", atc.iter().map(Atc::as_str).collect()))
            .chain(system("RxNorm", rxnorm.iter().map(RxNorm::as_str).collect()))
            .chain(system("OPCS-4", opcs_4.iter().map(Opcs4::as_str).collect()))
    }
}
