use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{Email, Line, Orcid, Phone, Url};

/// Somebody who had a part in a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Contributor {
    /// A person.
    Person(Person),
    /// An organisation, by its name.
    Organization(Line),
}

impl Contributor {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => person.name.as_str(),
            Self::Organization(name) => name.as_str(),
        }
    }
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Person {
    /// The name.
    pub name: Line,
    /// What they did or are: "Pelvic health physiotherapist".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Line>,
    /// ORCID iD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orcid: Option<Orcid>,
}

/// An organisation that helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Organization {
    /// The name.
    pub name: Line,
    /// What it does for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Line>,
    /// Its web site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Its telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
}

/// How to reach somebody (schema.org `ContactPoint`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Contact {
    /// Who is reached.
    pub name: Line,
    /// The lines of the postal address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<Line>,
    /// Telephones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<ContactPhone>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// A web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// When somebody answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Line>,
    /// What the reader may expect: "We reply in person, and asking obliges you to nothing."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Line>,
}

/// A telephone and what it's for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ContactPhone {
    /// What it's for: "Appointments".
    pub label: Line,
    /// The number.
    pub number: Phone,
}
