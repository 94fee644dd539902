use std::{error::Error, fmt};

use crate::proof::Difference;

/// Why no draft was made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportError {
    /// The file isn't of a kind that is read, or it's damaged.
    NotRead {
        /// What it is, or what is wrong with it.
        what: String,
        /// What to do instead.
        help: String,
    },
    /// There's no text in it.
    Empty,
    /// Words of the file would be lost.
    Lost(Vec<Difference>),
    /// The draft that was made can't be read again.
    Unreadable {
        /// What is wrong with it.
        why: String,
        /// What was made.
        markdown: String,
    },
}

impl ImportError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NotRead { what: _, help } => help.clone(),
            Self::Empty => "if its pages are pictures of text, as of a scanner, somebody has to type it".to_owned(),
            Self::Lost(_) => {
                "open it in Word or LibreOffice, save it again and import that; and please report it, with the file".to_owned()
            }
            Self::Unreadable { .. } => "please report it, with the file".to_owned(),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRead { what, help: _ } => f.write_str(what),
            Self::Empty => f.write_str("there is no text in the file"),
            Self::Lost(differences) => {
                let all: Vec<String> = differences.iter().map(ToString::to_string).collect();
                write!(f, "no draft was written, for words would be lost or there twice: {}", all.join("; "))
            }
            Self::Unreadable { why, markdown: _ } => write!(f, "no draft was written, as it couldn’t be read again: {why}"),
        }
    }
}

impl Error for ImportError {}
