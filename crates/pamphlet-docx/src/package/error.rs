use std::{error::Error, fmt};

use super::limits;

/// Why a file isn't read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackageError {
    /// It's no archive at all, or a damaged one.
    Damaged {
        /// What the reader of archives says.
        why: String,
    },
    /// It's locked with a password.
    Locked,
    /// It's of Office 97–2003: a `.doc`, `.xls`, `.ppt` or `.pub`.
    Old,
    /// It's an archive, but none with a main part.
    NoMainPart,
    /// It holds more than is read.
    TooMuch {
        /// The part that is too large, if it's one of them.
        part: Option<String>,
        /// What there's too much of.
        what: &'static str,
    },
    /// Two parts have one name, and programs don't agree which of them counts.
    Twice,
    /// A part that is named isn't there.
    Missing {
        /// The name of the part.
        part: String,
    },
    /// A part isn't XML that can be read.
    Xml {
        /// The name of the part.
        part: String,
        /// What is wrong with it.
        why: String,
    },
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged { why } => write!(f, "the file is damaged, or not what its name says ({why})"),
            Self::Locked => f.write_str("the file is locked with a password"),
            Self::Old => f.write_str("the file is of an old version of Office (1997 to 2003)"),
            Self::NoMainPart => f.write_str("the file holds no document"),
            Self::TooMuch { part: None, what } => write!(f, "the file holds too much: {what}"),
            Self::TooMuch { part: Some(part), what } => write!(f, "the file holds too much: {what} in {part}"),
            Self::Twice => f.write_str("two parts of the file have one name, so that programs may show either"),
            Self::Missing { part } => write!(f, "the file is damaged: {part} isn't there"),
            Self::Xml { part, why } => write!(f, "the file is damaged: {part} can't be read ({why})"),
        }
    }
}

impl Error for PackageError {}

impl PackageError {
    pub(super) fn unpacked() -> Self {
        // The message says it in words.
        const { assert!(limits::UNPACKED == 300_000_000) };
        Self::TooMuch { part: None, what: "more than 300 MB when it's unpacked" }
    }
}
