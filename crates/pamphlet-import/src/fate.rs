//! What became of each piece of a document.

use std::fmt;

use crate::draft::Place;

/// What became of a piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// It's in the text of the page.
    Body,
    /// It's in the front matter, as the value of a key, perhaps in another form.
    FrontMatter(&'static str),
    /// It stands in a to-do.
    Todo,
    /// It stands at the end of the page, under "Left over".
    LeftOver,
    /// The same words are there already, as those of a second header.
    Repeated,
    /// It's no text for readers, for the reason given: a page number, a bullet that was typed.
    NotText(&'static str),
}

impl Fate {
    /// Whether the words stand in the body of the page.
    pub(crate) fn is_in_body(&self) -> bool {
        match self {
            Self::Body | Self::Todo | Self::LeftOver => true,
            Self::FrontMatter(_) | Self::Repeated | Self::NotText(_) => false,
        }
    }

    /// A word for it, as reports use it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::FrontMatter(_) => "front-matter",
            Self::Todo => "to-do",
            Self::LeftOver => "left-over",
            Self::Repeated => "repeated",
            Self::NotText(_) => "not-text",
        }
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FrontMatter(key) => write!(f, "front matter, {key}"),
            Self::NotText(why) => f.write_str(why),
            Self::Body | Self::Todo | Self::LeftOver | Self::Repeated => f.write_str(self.as_str()),
        }
    }
}

/// A piece of text and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where it stood: the part of the file, and the paragraph.
    pub from: String,
    /// Its words.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
    /// The part of the file.
    pub(crate) place: Place,
}
