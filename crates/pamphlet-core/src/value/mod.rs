//! Values with a format: each is a type that parses, so an invalid one can't be held.
//!
//! Every type here implements [`FromStr`](std::str::FromStr), [`Display`](std::fmt::Display), serde's
//! traits (as a string) and [`schemars::JsonSchema`]. What the schema says in a `pattern` or a `format` is
//! what the parser enforces; [`FORMATS`] names the checks that no regular expression can make.

use std::fmt;

mod code;
mod date;
mod identifier;
mod language;
mod link;
mod slug;
mod subject;
mod text;

pub use code::{Atc, Icd10, Icd10Cm, Icd11, MeshId, Opcs4, RxNorm, SnomedCt};
pub use date::{Date, Precision, TimeOfDay};
pub use identifier::{Doi, Isbn, Orcid, Pmcid, Pmid, TrialId};
pub use language::{Direction, LanguageTag, Region};
pub(crate) use link::is_reserved_name;
pub use link::{Email, ImageFormat, MediaPath, Phone, Url};
pub use slug::{Anchor, CitationKey, Slug};
pub use subject::{Bisac, Thema};
pub use text::{ContentHash, Line, Text, Version};
pub(crate) use text::{is_forbidden, permitted};

/// Why a value doesn't parse: what is wrong and, where it helps, how to mend it.
///
/// Its alternate form (`{:#}`) has the help on a second line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    problem: String,
    help: Option<String>,
}

impl ValueError {
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self { problem: problem.into(), help: None }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// How to mend the value, if there is something to say beyond the message.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        match &self.help {
            Some(help) if f.alternate() => write!(f, "\n{help}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for ValueError {}

/// A function that tells whether a string has a format.
pub type FormatCheck = fn(&str) -> bool;

/// The JSON Schema `format` names that Pamphlet's schemas use, each with its check.
///
/// A validator that is told of these agrees with the parser on every document; one that isn't accepts a
/// little more (a SNOMED CT identifier with a wrong check digit, 30 February).
pub const FORMATS: &[(&str, FormatCheck)] = &[
    ("calendar-date", |s| s.parse::<Date>().is_ok()),
    ("bcp-47", |s| s.parse::<LanguageTag>().is_ok()),
    ("sctid", |s| s.parse::<SnomedCt>().is_ok()),
    ("isbn", |s| s.parse::<Isbn>().is_ok()),
    ("orcid", |s| s.parse::<Orcid>().is_ok()),
    ("web-url", |s| s.parse::<Url>().is_ok()),
    ("page-path", |s| s.parse::<crate::model::PagePath>().is_ok()),
    ("media-path", |s| s.parse::<MediaPath>().is_ok()),
    ("proportion", |s| s.parse::<crate::model::Proportion>().is_ok()),
    ("accent", |s| s.parse::<crate::model::Accent>().is_ok()),
    ("anchor", |s| s.parse::<Anchor>().is_ok()),
];

/// Reads a value from the text that stands for it.
pub(crate) struct Parsing<T>(std::marker::PhantomData<T>);

impl<T> Default for Parsing<T> {
    fn default() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<'de, T: TryFrom<String, Error = ValueError>> serde::de::Visitor<'de> for Parsing<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_newtype_struct<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        let text: String = serde::Deserialize::deserialize(deserializer)?;
        self.visit_string(text)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<T, E> {
        text.try_into().map_err(E::custom)
    }
}

/// Defines a newtype over text with a checked constructor, serde, and a schema that agrees with it.
macro_rules! string_value {
    (
        $(#[doc = $doc:literal])+
        $name:ident, pattern: $pattern:expr, $(format: $format:literal,)? examples: [$($example:literal),+],
        parse: $parse:expr
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(into = "String")]
        pub struct $name(Box<str>);

        impl<'de> serde::Deserialize<'de> for $name {
            /// The type's name tells the source's reader whether people read this text.
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_newtype_struct(stringify!($name), $crate::value::Parsing::<Self>::default())
            }
        }

        impl $name {
            /// The value in its canonical form.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The canonical form of a text.
            fn parse(source: &str) -> Result<std::borrow::Cow<'_, str>, $crate::value::ValueError> {
                let parse: fn(&str) -> Result<std::borrow::Cow<'_, str>, $crate::value::ValueError> = $parse;
                parse(source)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::value::ValueError;
            fn from_str(source: &str) -> Result<Self, Self::Err> {
                Self::parse(source).map(|text| Self(text.into()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::value::ValueError;
            fn try_from(source: String) -> Result<Self, Self::Error> {
                match Self::parse(&source)? {
                    std::borrow::Cow::Borrowed(text) if text.len() == source.len() => Ok(Self(source.into())),
                    text => Ok(Self(text.into())),
                }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": $pattern,
                    $("format": $format,)?
                    "examples": [$($example),+],
                    "description": concat!($($doc),+).trim(),
                })
            }
        }
    };
}
pub(crate) use string_value;

/// Whether a text is digits only.
pub(crate) fn digits(source: &str) -> bool {
    !source.is_empty() && source.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok<T: std::str::FromStr<Err = ValueError> + std::fmt::Display>(source: &str) -> String {
        match source.parse::<T>() {
            Ok(value) => value.to_string(),
            Err(error) => panic!("{source}: {error}"),
        }
    }
    fn no<T: std::str::FromStr<Err = ValueError> + std::fmt::Debug>(source: &str) -> String {
        source.parse::<T>().expect_err(source).to_string()
    }

    #[test]
    fn text_is_kept_in_one_form() {
        assert_eq!(ok::<Text>("a\tMe\u{301}nie\u{300}re"), "a Ménière");
        assert_eq!(ok::<Line>("\u{212b}ngström 5 µ\u{2126}"), "Ångström 5 µΩ");
        for forbidden in ["a\u{fffe}", "a\u{ffff}", "a\0", "a\u{1b}[31m", "a\u{202e}"] {
            assert!(no::<Line>(forbidden).contains("invisible character"), "{forbidden:?}");
        }
        assert!(no::<Line>("\t").contains("blank"));
    }

    #[test]
    fn ids_keep_letters_whole() {
        let id = |heading: &str| Anchor::from_heading(heading).to_string();
        assert_eq!(id("और दर्द"), "और-दर्द");
        assert_eq!(id("ব্যথা কমানো"), "ব্যথা-কমানো");
        assert_eq!(id("Me\u{301}nie\u{300}re’s disease"), "ménières-disease");
        assert_eq!(id("می\u{200c}شود"), "می\u{200c}شود");
        assert_eq!(id("\u{301} \u{200d}a\u{200d} 👩\u{200d}⚕️ b"), "a-b");
        for heading in ["और दर्द", "می\u{200c}شود"] {
            assert_eq!(ok::<Anchor>(&id(heading)), id(heading));
        }
    }

    #[test]
    fn check_digits_are_checked() {
        assert_eq!(ok::<SnomedCt>("71315007"), "71315007");
        assert_eq!(ok::<SnomedCt>("79012001"), "79012001");
        assert!(no::<SnomedCt>("71315008").contains("check digit"));
        assert_eq!(ok::<Orcid>("0000-0002-1825-0097"), "0000-0002-1825-0097");
        assert_eq!(ok::<Orcid>("https://orcid.org/0000-0002-1694-233X"), "0000-0002-1694-233X");
        assert!(no::<Orcid>("0000-0002-1825-0098").contains("check digit"));
        assert_eq!(ok::<Isbn>("978-0-306-40615-7"), "9780306406157");
        assert_eq!(ok::<Isbn>("0-306-40615-2"), "9780306406157");
        assert!(no::<Isbn>("9780306406158").contains("check digit"));
    }

    #[test]
    fn codes_have_their_system_s_shape() {
        for code in ["N94.1", "F52.6", "L90", "N80.0"] {
            ok::<Icd10>(code);
        }
        for code in ["N94.10", "N94.819", "F52.6", "S72.001A"] {
            ok::<Icd10Cm>(code);
        }
        for code in ["GA12", "GA34.02", "HA20", "EB60.0", "HA20.Z"] {
            ok::<Icd11>(code);
        }
        for code in ["D004414", "D064866"] {
            ok::<MeshId>(code);
        }
        no::<Icd10>("N941");
        no::<Icd10>("n94.1");
        no::<Icd11>("IA12O"); // the letters I and O are not used after the first place
        no::<MeshId>("4414");
        for code in ["VFVC", "MKE", "1DDU-GB-E", "5LKM"] {
            ok::<Thema>(code);
        }
        ok::<Bisac>("HEA042000");
        for code in ["vfvc", "7A", "VFVC-", ""] {
            no::<Thema>(code);
        }
        no::<Bisac>("HEA42000");
    }

    #[test]
    fn dates_are_real_and_keep_their_precision() {
        assert_eq!(ok::<Date>("2026-11-22"), "2026-11-22");
        assert_eq!("2026-11".parse::<Date>().unwrap().precision(), Precision::Month);
        assert_eq!("2026".parse::<Date>().unwrap().precision(), Precision::Year);
        for wrong in ["2026-02-30", "20261122", "2026-13", "22/11/2026", "2026-1-1", "0000-01-01"] {
            no::<Date>(wrong);
        }
        let month: Date = "2026-11".parse().unwrap();
        assert!(month.is_before("2026-12-01".parse().unwrap()));
        assert!(!month.is_before("2026-11-30".parse().unwrap()));
    }

    #[test]
    fn links_are_to_the_web_only() {
        ok::<Url>("https://example.org/a?b#c");
        for unsafe_link in ["javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd", "https://"] {
            no::<Url>(unsafe_link);
        }
        ok::<MediaPath>("media/pelvis.svg");
        for leaving in ["../secret.svg", "/etc/passwd", "a/../../b.png", "media\\x.png", "media/x.exe"] {
            no::<MediaPath>(leaving);
        }
    }

    #[test]
    fn text_can_t_hide_what_it_says() {
        no::<Line>("safe \u{202e}efas");
        no::<Line>("two\nlines");
        no::<Line>("   ");
        no::<Text>("nul\0");
        ok::<Text>(" ");
    }

    #[test]
    fn language_tags_know_their_direction() {
        let arabic: LanguageTag = "ar".parse().unwrap();
        assert_eq!(arabic.direction(), Direction::RightToLeft);
        let azeri: LanguageTag = "az-Arab".parse().unwrap();
        assert_eq!(azeri.direction(), Direction::RightToLeft);
        let british: LanguageTag = "EN-gb".parse().unwrap();
        assert_eq!((british.as_str(), british.direction()), ("en-GB", Direction::LeftToRight));
        no::<LanguageTag>("english_uk");
    }
}
