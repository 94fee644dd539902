use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Block, CareCard, Collection, Condition, Contact, Contributor, EvidenceReview, Guide, Kind, Medicine, Modality, Notices, Organization,
    PageId, Procedure, Review, Section, SelfCare, Service, Status, Subject, Tools, Vaccination,
};
use crate::{
    advice::Advice,
    value::{ContentHash, Date, Line, Region, Slug, Version},
};

/// Declares [`Document`] (what a source holds) and [`Page`] (what a library holds) from one list of fields.
/// They differ in the subject: a source names it by a key of its own, and a page always has the one of its kind.
macro_rules! page {
    ($($(#[$meta:meta])* $field:ident: $type:ty,)*) => {
        /// A page as its source writes it: the front matter of a Markdown file, or the whole of a JSON, YAML or TOML file.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct Document {
            /// The address of this schema, for editors.
            #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
            pub schema: Option<Line>,
            $($(#[$meta])* pub $field: $type,)*
            /// The condition, on a page in `conditions`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub condition: Option<Condition>,
            /// The treatment approach, on a page in `modalities`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub modality: Option<Modality>,
            /// The medicine, on a page in `medicines`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub medicine: Option<Medicine>,
            /// The vaccine, on a page in `vaccinations`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub vaccination: Option<Vaccination>,
            /// The operation, test or other procedure, on a page in `procedures`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub procedure: Option<Procedure>,
            /// What people do by themselves, on a page in `self-care`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub self_care: Option<SelfCare>,
            /// The service, on a page in `services`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub service: Option<Service>,
            /// The question, on a page in `evidence`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub evidence: Option<EvidenceReview>,
            /// The book, on a page in `guides`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub guide: Option<Guide>,
            /// The pages of the topic, on a page in `collections`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub topic: Option<Collection>,
        }

        /// One page in one language.
        ///
        /// Its fields are those of its [`Document`], and what it's about stands in [`Page::subject`].
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each field is documented where a source writes it, in Document")]
        pub struct Page {
            pub id: PageId,
            pub subject: Subject,
            $(pub $field: $type,)*
        }

        impl Document {
            /// The page that this is the source of.
            ///
            /// # Errors
            /// The kind whose key the document has, where that isn't the page's own.
            pub fn into_page(self, id: PageId) -> Result<Page, Kind> {
                let kind = id.path.kind;
                if let Some(other) = self.subjects().into_iter().find(|given| *given != kind) {
                    return Err(other);
                }
                let subject = match kind {
                    Kind::Condition => Subject::Condition(self.condition.unwrap_or_default()),
                    Kind::Modality => Subject::Modality(self.modality.unwrap_or_default()),
                    Kind::Medicine => Subject::Medicine(self.medicine.unwrap_or_default()),
                    Kind::Vaccination => Subject::Vaccination(self.vaccination.unwrap_or_default()),
                    Kind::Procedure => Subject::Procedure(self.procedure.unwrap_or_default()),
                    Kind::SelfCare => Subject::SelfCare(self.self_care.unwrap_or_default()),
                    Kind::Service => Subject::Service(self.service.unwrap_or_default()),
                    Kind::Evidence => Subject::Evidence(self.evidence.unwrap_or_default()),
                    Kind::Guide => Subject::Guide(self.guide.unwrap_or_default()),
                    Kind::Collection => Subject::Collection(self.topic.unwrap_or_default()),
                };
                Ok(Page { id, subject, $($field: self.$field,)* })
            }
        }

        impl From<Page> for Document {
            fn from(page: Page) -> Self {
                let mut document = Self {
                    schema: None, condition: None, modality: None, medicine: None, vaccination: None, procedure: None, self_care: None,
                    service: None, evidence: None, guide: None, topic: None,
                    $($field: page.$field,)*
                };
                match page.subject {
                    Subject::Condition(subject) => document.condition = Some(subject).filter(|s| *s != Condition::default()),
                    Subject::Modality(subject) => document.modality = Some(subject).filter(|s| *s != Modality::default()),
                    Subject::Medicine(subject) => document.medicine = Some(subject).filter(|s| *s != Medicine::default()),
                    Subject::Vaccination(subject) => document.vaccination = Some(subject).filter(|s| *s != Vaccination::default()),
                    Subject::Procedure(subject) => document.procedure = Some(subject).filter(|s| *s != Procedure::default()),
                    Subject::SelfCare(subject) => document.self_care = Some(subject).filter(|s| *s != SelfCare::default()),
                    Subject::Service(subject) => document.service = Some(subject).filter(|s| *s != Service::default()),
                    Subject::Evidence(subject) => document.evidence = Some(subject).filter(|s| *s != EvidenceReview::default()),
                    Subject::Guide(subject) => document.guide = Some(subject).filter(|s| *s != Guide::default()),
                    Subject::Collection(subject) => document.topic = Some(subject).filter(|s| *s != Collection::default()),
                }
                document
            }
        }
    };
}

page! {
    /// The name of the page: in lists, links and the browser's tab.
    title: Line,
    /// The heading on the page, where it differs from the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    headline: Option<Line>,
    /// The approach that the page is written from, where there is one: an adjunct to medical care.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approach: Option<Line>,
    /// What it's about, in a sentence or two (schema.org `description`).
    summary: Line,
    /// The collection that the page belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    collection: Option<Slug>,
    /// Whom it's written for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    audience: Option<Audience>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Contributor>,
    /// `draft` while it's being written: no build publishes it.
    #[serde(default, skip_serializing_if = "Status::is_published")]
    status: Status,
    /// When and by whom it was reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    review: Option<Review>,
    /// When it was first published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<Date>,
    /// When its text last changed (schema.org `dateModified`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified: Option<Date>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<Version>,
    /// The country whose health system it's written for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
    /// Minutes to read it, where the count of words misleads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reading_time: Option<super::tools::Minutes>,
    /// Who paid for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    funding: Option<Line>,
    /// Interests of those who wrote and reviewed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    conflicts: Option<Line>,
    /// Copyright and licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rights: Option<Line>,
    /// Notices of this page, added to the library's.
    #[serde(default, skip_serializing_if = "Notices::is_empty")]
    notices: Notices,
    /// Whom to contact, where it isn't the library's contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contact: Option<Contact>,
    /// Organisations that help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    support: Vec<Organization>,
    /// Related pages.
    #[serde(default, skip_serializing_if = "Related::is_empty")]
    related: Related,
    /// What the reader can write on and bring along.
    #[serde(default, skip_serializing_if = "super::tools::is_none")]
    tools: Tools,
    /// Of which text this is a translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    translation: Option<Translation>,
    /// Text before the first heading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    opening: Vec<Block>,
    /// The sections. In a Markdown file they're the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sections: Vec<Section>,
}

impl Document {
    /// A page with a title and a summary, and nothing else yet.
    ///
    /// # Panics
    /// Never: nothing else is required.
    #[must_use]
    pub fn new(title: Line, summary: Line) -> Self {
        let required = serde_json::json!({ "title": title, "summary": summary });
        // serde knows the default of every other field.
        serde_json::from_value(required).expect("a page needs a title and a summary alone")
    }

    /// The kinds whose key the document has.
    #[must_use]
    pub fn subjects(&self) -> Vec<Kind> {
        let given = [
            (self.condition.is_some(), Kind::Condition),
            (self.modality.is_some(), Kind::Modality),
            (self.medicine.is_some(), Kind::Medicine),
            (self.vaccination.is_some(), Kind::Vaccination),
            (self.procedure.is_some(), Kind::Procedure),
            (self.self_care.is_some(), Kind::SelfCare),
            (self.service.is_some(), Kind::Service),
            (self.evidence.is_some(), Kind::Evidence),
            (self.guide.is_some(), Kind::Guide),
            (self.topic.is_some(), Kind::Collection),
        ];
        given.into_iter().filter_map(|(is_given, kind)| is_given.then_some(kind)).collect()
    }

    /// The key that holds a kind's subject.
    #[must_use]
    pub fn subject_key(kind: Kind) -> &'static str {
        match kind {
            // `collection` is where a page says which collection it belongs to.
            Kind::Collection => "topic",
            Kind::Condition
            | Kind::Modality
            | Kind::Medicine
            | Kind::Vaccination
            | Kind::Procedure
            | Kind::SelfCare
            | Kind::Service
            | Kind::Evidence
            | Kind::Guide => kind.as_str(),
        }
    }
}

impl Page {
    /// The heading on the page.
    #[must_use]
    pub fn headline(&self) -> &Line {
        self.headline.as_ref().unwrap_or(&self.title)
    }

    /// Every section, each before those inside it.
    pub fn all_sections(&self) -> impl Iterator<Item = &Section> {
        fn below(section: &Section) -> Vec<&Section> {
            std::iter::once(section).chain(section.sections.iter().flat_map(below)).collect()
        }
        self.sections.iter().flat_map(below)
    }

    /// When to get help: every care card of the page, the most urgent first.
    #[must_use]
    pub fn care_advice(&self) -> Vec<&CareCard> {
        let found = crate::advice::of_page(self).into_iter();
        let mut cards: Vec<&CareCard> = found
            .filter_map(|placed| match placed.advice {
                Advice::Care(card) => Some(card),
                Advice::Important(_) => None,
            })
            .collect();
        cards.sort_by_key(|card| std::cmp::Reverse(card.urgency));
        cards
    }

    /// Eight digits that change when anything on the page does: two copies with the same digits say the same.
    #[must_use]
    pub fn content_hash(&self) -> String {
        ContentHash::of(&Document::from(self.clone())).to_string()
    }

    /// How its review stands on a day.
    #[must_use]
    pub fn review_state(&self, today: Date) -> super::ReviewState {
        super::ReviewState::of(self, today)
    }
}

/// Whom a page is written for (schema.org `MedicalAudience`, `PeopleAudience`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Everybody.
    Everyone,
    /// Women.
    Women,
    /// Men.
    Men,
    /// Young people.
    YoungPeople,
    /// Partners.
    Partners,
    /// Parents.
    Parents,
    /// Those who care for somebody.
    Carers,
    /// Those who treat: clinicians and therapists.
    Professionals,
}

impl Audience {
    /// The name in sources, such as `young-people`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Women => "women",
            Self::Men => "men",
            Self::YoungPeople => "young-people",
            Self::Partners => "partners",
            Self::Parents => "parents",
            Self::Carers => "carers",
            Self::Professionals => "professionals",
        }
    }
}

/// Pages that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Related {
    /// Conditions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Slug>,
    /// Treatment approaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modalities: Vec<Slug>,
    /// Medicines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub medicines: Vec<Slug>,
    /// Vaccinations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vaccinations: Vec<Slug>,
    /// Operations, tests and other procedures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<Slug>,
    /// Self-care.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub self_care: Vec<Slug>,
    /// Services.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Slug>,
    /// Evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Slug>,
    /// Guides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guides: Vec<Slug>,
}

impl Related {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// The slugs of each kind, with the key they stand under.
    #[must_use]
    pub fn by_kind(&self) -> [(Kind, &[Slug]); 9] {
        let Self { conditions, modalities, medicines, vaccinations, procedures, self_care, services, evidence, guides } = self;
        [
            (Kind::Condition, conditions),
            (Kind::Modality, modalities),
            (Kind::Medicine, medicines),
            (Kind::Vaccination, vaccinations),
            (Kind::Procedure, procedures),
            (Kind::SelfCare, self_care),
            (Kind::Service, services),
            (Kind::Evidence, evidence),
            (Kind::Guide, guides),
        ]
    }
}

/// Of which text a page is the translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Translation {
    /// The version of the original that was translated.
    pub of_version: Version,
    /// Who translated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Contributor>,
}
