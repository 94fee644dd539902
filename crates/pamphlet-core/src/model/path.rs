use std::{borrow::Cow, fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::Diagnostic,
    value::{LanguageTag, Slug, ValueError, is_reserved_name},
};

/// The kinds of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A condition or a symptom.
    Condition,
    /// A treatment approach.
    Modality,
    /// What studies show on one question.
    Evidence,
    /// A medicine.
    Medicine,
    /// A vaccine.
    Vaccination,
    /// An operation, a test or another procedure.
    Procedure,
    /// Exercises and other things that people do by themselves.
    SelfCare,
    /// A service of a clinic or hospital.
    Service,
    /// A longer piece, or an article that fits no other kind; also the recipe of an e-book.
    Guide,
    /// The landing page of a topic.
    Collection,
}

impl Kind {
    /// All of them, in the order in which lists of pages have them: ways into the library first, and evidence last.
    pub const ALL: [Self; 10] = [
        Self::Collection,
        Self::Guide,
        Self::Condition,
        Self::Modality,
        Self::Medicine,
        Self::Vaccination,
        Self::Procedure,
        Self::SelfCare,
        Self::Service,
        Self::Evidence,
    ];

    /// The folder that holds pages of this kind, in the source and in the output.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Condition => "conditions",
            Self::Modality => "modalities",
            Self::Evidence => "evidence",
            Self::Medicine => "medicines",
            Self::Vaccination => "vaccinations",
            Self::Procedure => "procedures",
            Self::SelfCare => "self-care",
            Self::Service => "services",
            Self::Guide => "guides",
            Self::Collection => "collections",
        }
    }

    /// The kind that a folder holds.
    #[must_use]
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// The name, such as `condition` or `self-care`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::Modality => "modality",
            Self::Evidence => "evidence",
            Self::Medicine => "medicine",
            Self::Vaccination => "vaccination",
            Self::Procedure => "procedure",
            Self::SelfCare => "self-care",
            Self::Service => "service",
            Self::Guide => "guide",
            Self::Collection => "collection",
        }
    }
}

/// Where a page stands in the library, whatever its language: `conditions/dyspareunia`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PagePath {
    /// The kind of page.
    pub kind: Kind,
    /// Its name in addresses.
    pub slug: Slug,
}

impl PagePath {
    /// A path from its parts.
    #[must_use]
    pub fn new(kind: Kind, slug: Slug) -> Self {
        Self { kind, slug }
    }

    /// Why no page can have this path, whatever system it's made on: its folder would take another's place, or can't be copied to Windows.
    ///
    /// ```
    /// use pamphlet_core::model::PagePath;
    /// let reserved = |path: &str| path.parse::<PagePath>().unwrap().reserved().is_some();
    /// assert!(reserved("conditions/aux") && reserved("guides/index") && !reserved("conditions/auxilia"));
    /// ```
    #[must_use]
    pub fn reserved(&self) -> Option<Diagnostic> {
        let name = self.slug.as_str();
        let why = if name == "index" {
            "the list of the pages in a folder has this name".to_owned()
        } else {
            is_reserved_name(name).then(|| "Windows keeps this name for itself: a folder with it couldn't be copied there".to_owned())?
        };
        Some(
            Diagnostic::error("reserved-name", format!("a page can't be named `{name}`: {why}"))
                .with_help(format!("give it another name, such as `about-{name}`; its title can stay as it is")),
        )
    }
}

impl FromStr for PagePath {
    type Err = ValueError;
    fn from_str(source: &str) -> Result<Self, ValueError> {
        let error = || {
            ValueError::new(format!("`{source}` is not a page's path")).with_help("write the folder and the slug: `conditions/dyspareunia`")
        };
        let (folder, slug) = source.split_once('/').ok_or_else(error)?;
        let kind = Kind::from_folder(folder).ok_or_else(error)?;
        Ok(Self { kind, slug: slug.parse()? })
    }
}

impl fmt::Display for PagePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.folder())?;
        f.write_str("/")?;
        f.write_str(self.slug.as_str())
    }
}

impl TryFrom<String> for PagePath {
    type Error = ValueError;
    fn try_from(source: String) -> Result<Self, ValueError> {
        source.parse()
    }
}

impl From<PagePath> for String {
    fn from(path: PagePath) -> Self {
        path.to_string()
    }
}

impl JsonSchema for PagePath {
    fn schema_name() -> Cow<'static, str> {
        "PagePath".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^(conditions|modalities|evidence|guides|collections)/[a-z0-9]+(-[a-z0-9]+)*$",
            "format": "page-path",
            "examples": ["conditions/dyspareunia"],
            "description": "The path of a page: its folder and its slug.",
        })
    }
}

/// One page in one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId {
    /// Where it stands.
    pub path: PagePath,
    /// Its language.
    pub language: LanguageTag,
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.path, self.language)
    }
}
