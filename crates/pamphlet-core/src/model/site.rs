use std::{borrow::Cow, collections::BTreeMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Contact, ContactPhone, Defaults, Organization, PagePath, SiteNotices};
use crate::value::{LanguageTag, Line, MediaPath, Slug, Url, ValueError};

/// A library's settings: what `pamphlet.toml` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Site {
    /// The name of the site.
    pub title: Line,
    /// What the site is, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Line>,
    /// The language of pages whose file name has no tag.
    #[serde(default)]
    pub language: LanguageTag,
    /// Where the site will stand, for canonical addresses and QR codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Who publishes it.
    pub publisher: Publisher,
    /// What every reader is told.
    #[serde(default, skip_serializing_if = "SiteNotices::is_empty")]
    pub notices: SiteNotices,
    /// What readers can rely on, such as "Confidential".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trust_points: Vec<Line>,
    /// Whom to contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Where to report a mistake in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Line>,
    /// Where newcomers should start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduction: Option<Introduction>,
    /// What pages say that don't say otherwise themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defaults: Vec<Defaults>,
    /// Paths that pages once had, and those that they have now: old addresses lead on to the pages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub redirects: BTreeMap<PagePath, PagePath>,
    /// How sources are cited.
    #[serde(default, skip_serializing_if = "Citations::is_default")]
    pub citations: Citations,
    /// The paper of handouts.
    #[serde(default)]
    pub paper: Paper,
    /// The colour of headings and links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<Accent>,
    /// The clinic whose letterhead handouts bear unless another is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinic: Option<Slug>,
    /// Clinics that print handouts, each under a name of its own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub clinics: BTreeMap<Slug, Clinic>,
}

/// Who publishes the library (schema.org `publisher`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Publisher {
    /// The name.
    pub name: Line,
    /// The logo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaPath>,
    /// The web site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Who they are, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Line>,
}

/// Where newcomers should start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Introduction {
    /// What to say: "New here? Start with our guide."
    pub text: Line,
    /// The page.
    pub page: PagePath,
}

/// How sources are cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Citations {
    /// The name of a style of the Citation Style Language, such as `vancouver` or `apa`.
    pub style: Slug,
}

impl Citations {
    fn is_default(&self) -> bool {
        self == &Self::default()
    }
}

impl Default for Citations {
    /// The style of the International Committee of Medical Journal Editors.
    fn default() -> Self {
        Self { style: "vancouver".parse().expect("a slug") }
    }
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
    /// 148 × 210 mm.
    A5,
}

impl Paper {
    /// What it's called in trade (ISO 216, ANSI Y14.1).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "Letter",
            Self::A5 => "A5",
        }
    }
}

/// A colour that is dark enough for text on white: at least 4.5:1 (WCAG 2.2, 1.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Accent([u8; 3]);

impl Accent {
    /// Red, green and blue, 0 to 255 (sRGB).
    #[must_use]
    pub fn rgb(self) -> [u8; 3] {
        self.0
    }

    /// The contrast with white, 1 to 21 (WCAG 2.2: contrast ratio).
    #[must_use]
    pub fn contrast_with_white(self) -> f64 {
        let channel = |byte: u8| {
            let c = f64::from(byte) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(channel);
        1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    }
}

impl Default for Accent {
    /// A calm dark blue-green.
    fn default() -> Self {
        Self([0x1d, 0x5b, 0x6b])
    }
}

impl std::str::FromStr for Accent {
    type Err = ValueError;
    fn from_str(source: &str) -> Result<Self, ValueError> {
        let malformed = || ValueError::new(format!("`{source}` is not a colour")).with_help("write `#` and six digits: `#1d5b6b`");
        let digits = source.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit())).ok_or_else(malformed)?;
        let number = u32::from_str_radix(digits, 16).map_err(|_| malformed())?;
        let [_, red, green, blue] = number.to_be_bytes();
        let accent = Self([red, green, blue]);
        let contrast = accent.contrast_with_white();
        if contrast < 4.5 {
            return Err(ValueError::new(format!("text in `{source}` on white is too pale to read: its contrast is {contrast:.1}:1"))
                .with_help("choose a darker colour: at least 4.5:1 is needed (WCAG 2.2, 1.4.3)"));
        }
        Ok(accent)
    }
}

impl TryFrom<String> for Accent {
    type Error = ValueError;
    fn try_from(source: String) -> Result<Self, ValueError> {
        source.parse()
    }
}

impl std::fmt::Display for Accent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl From<Accent> for String {
    fn from(accent: Accent) -> Self {
        accent.to_string()
    }
}

impl JsonSchema for Accent {
    fn schema_name() -> Cow<'static, str> {
        "Accent".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^#[0-9A-Fa-f]{6}$",
            "format": "accent",
            "examples": ["#1d5b6b"],
            "description": "A colour that is dark enough for text on white: at least 4.5:1.",
        })
    }
}

/// A clinic that prints handouts. It adds its own contacts and can't alter what a page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Clinic {
    /// The name.
    pub name: Line,
    /// The logo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaPath>,
    /// The lines of the postal address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<Line>,
    /// Telephones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<ContactPhone>,
    /// When it's open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Line>,
    /// Its web site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Services nearby.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Organization>,
    /// How to get large print, audio, Braille or another language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_formats: Option<Line>,
    /// How to get an interpreter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Line>,
    /// The colour of its headings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<Accent>,
}
