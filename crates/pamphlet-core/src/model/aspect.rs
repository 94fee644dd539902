use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a section tells (schema.org `HealthAspectEnumeration`, and what patients' pages have besides).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HealthAspect {
    /// What it is.
    Overview,
    /// Statements in which readers may recognise themselves.
    Recognition,
    /// When to get help.
    SeeDoctor,
    /// What it feels like.
    Symptoms,
    /// Its kinds.
    Types,
    /// Why it happens.
    Causes,
    /// What a symptom may point to.
    Differential,
    /// How many have it.
    Frequency,
    /// How it's found out.
    Diagnosis,
    /// What helps.
    Treatments,
    /// An approach that goes along with medical care.
    Approach,
    /// What the reader can do.
    SelfCare,
    /// Life with it.
    LivingWith,
    /// What becomes of it, treated and untreated.
    Prognosis,
    /// How to keep it from happening.
    Prevention,
    /// Pregnancy and birth.
    Pregnancy,
    /// What studies show.
    Evidence,
    /// How a treatment works.
    HowItWorks,
    /// Whom a treatment suits.
    Suitability,
    /// Whom a treatment doesn't suit.
    Contraindications,
    /// What happens in a treatment.
    WhatHappens,
    /// What good a treatment does.
    Benefits,
    /// What harm it can do.
    Risks,
    /// How and when a medicine is taken.
    Usage,
    /// What goes badly with a medicine.
    Interactions,
    /// What to do before a procedure.
    Preparation,
    /// What comes after a procedure.
    Recovery,
    /// What becomes of the results of a test.
    Results,
    /// What else there is.
    Alternatives,
    /// How people come to a service.
    Access,
    /// What people get wrong.
    Misconceptions,
    /// What people tell.
    PatientExperience,
    /// Whom to see.
    Professionals,
    /// Common questions; its subsections are questions.
    Faq,
}

impl HealthAspect {
    /// All of them.
    pub const ALL: [Self; 34] = [
        Self::Overview,
        Self::Recognition,
        Self::SeeDoctor,
        Self::Symptoms,
        Self::Types,
        Self::Causes,
        Self::Differential,
        Self::Frequency,
        Self::Diagnosis,
        Self::Treatments,
        Self::Approach,
        Self::SelfCare,
        Self::LivingWith,
        Self::Prognosis,
        Self::Prevention,
        Self::Pregnancy,
        Self::Evidence,
        Self::HowItWorks,
        Self::Suitability,
        Self::Contraindications,
        Self::WhatHappens,
        Self::Benefits,
        Self::Risks,
        Self::Usage,
        Self::Interactions,
        Self::Preparation,
        Self::Recovery,
        Self::Results,
        Self::Alternatives,
        Self::Access,
        Self::Misconceptions,
        Self::PatientExperience,
        Self::Professionals,
        Self::Faq,
    ];

    /// The name in sources, such as `see-doctor`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Recognition => "recognition",
            Self::SeeDoctor => "see-doctor",
            Self::Symptoms => "symptoms",
            Self::Types => "types",
            Self::Causes => "causes",
            Self::Differential => "differential",
            Self::Frequency => "frequency",
            Self::Diagnosis => "diagnosis",
            Self::Treatments => "treatments",
            Self::Approach => "approach",
            Self::SelfCare => "self-care",
            Self::LivingWith => "living-with",
            Self::Prognosis => "prognosis",
            Self::Prevention => "prevention",
            Self::Pregnancy => "pregnancy",
            Self::Evidence => "evidence",
            Self::HowItWorks => "how-it-works",
            Self::Suitability => "suitability",
            Self::Contraindications => "contraindications",
            Self::WhatHappens => "what-happens",
            Self::Benefits => "benefits",
            Self::Risks => "risks",
            Self::Usage => "usage",
            Self::Interactions => "interactions",
            Self::Preparation => "preparation",
            Self::Recovery => "recovery",
            Self::Results => "results",
            Self::Alternatives => "alternatives",
            Self::Access => "access",
            Self::Misconceptions => "misconceptions",
            Self::PatientExperience => "patient-experience",
            Self::Professionals => "professionals",
            Self::Faq => "faq",
        }
    }

    /// The aspect of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.as_str() == name)
    }

    /// The member of schema.org's `HealthAspectEnumeration` that says the same, where there is one.
    #[must_use]
    pub fn schema_org(self) -> Option<&'static str> {
        Some(match self {
            Self::Overview | Self::Frequency => "OverviewHealthAspect",
            Self::Recognition | Self::Symptoms => "SymptomsHealthAspect",
            Self::SeeDoctor => "SeeDoctorHealthAspect",
            Self::Types => "TypesHealthAspect",
            Self::Causes | Self::Differential => "CausesHealthAspect",
            Self::Diagnosis => "ScreeningHealthAspect",
            Self::Treatments | Self::Approach | Self::Alternatives => "TreatmentsHealthAspect",
            Self::SelfCare => "SelfCareHealthAspect",
            Self::LivingWith => "LivingWithHealthAspect",
            Self::Prognosis => "PrognosisHealthAspect",
            Self::Prevention => "PreventionHealthAspect",
            Self::Pregnancy => "PregnancyHealthAspect",
            Self::Evidence => "EffectivenessHealthAspect",
            Self::HowItWorks => "HowItWorksHealthAspect",
            Self::Suitability => "MayTreatHealthAspect",
            Self::Contraindications | Self::Risks | Self::Interactions => "RisksOrComplicationsHealthAspect",
            Self::WhatHappens | Self::Usage => "UsageOrScheduleHealthAspect",
            Self::Benefits => "BenefitsHealthAspect",
            Self::Misconceptions => "MisconceptionsHealthAspect",
            Self::PatientExperience => "PatientExperienceHealthAspect",
            Self::Professionals | Self::Access => "GettingAccessHealthAspect",
            Self::Preparation | Self::Recovery | Self::Results | Self::Faq => return None,
        })
    }
}
