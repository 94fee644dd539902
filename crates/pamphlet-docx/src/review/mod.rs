//! What reviewers did to a Word file, and their edits in the page's source.
//!
//! [`review`] compares the file with what was exported, paragraph by paragraph, by the bookmarks that each has: whether changes were
//! tracked, accepted or never tracked makes no difference. [`Review::apply`] writes the edits into the Markdown source. An edit is
//! written only if the page then reads as it must; what can't be written so, and each comment, becomes a to-do at its place.

mod apply;
mod compare;
mod edit;
mod known;
mod read;
mod show;
mod tokens;

use std::fmt;

pub use apply::{Applied, SignOff, Written};
use known::Known;
use pamphlet_core::{
    Library,
    model::{PageId, PagePath},
    value::{Date, LanguageTag},
};
pub use tokens::{Piece, pieces};

use crate::package::PackageError;

/// What reviewers did to a file.
#[derive(Debug, Clone)]
pub struct Review {
    /// The page that was exported.
    pub page: PageId,
    /// Whether the page has changed since.
    pub source: Source,
    /// What reviewers did, care cards first, then numbers and doses, then the rest in the order of the page.
    pub changes: Vec<Change>,
    /// What is to be known of the file as a whole.
    pub remarks: Vec<String>,
    known: Vec<Known>,
}

/// Whether a page is still the one that was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It says what it said.
    Same,
    /// It has been edited.
    Changed,
}

/// One thing that a reviewer did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where in the page.
    pub place: Place,
    /// What it is.
    pub what: What,
    /// Who did it, if the file says so.
    pub by: Vec<Author>,
    /// Whether it was tracked.
    pub tracking: Tracking,
    /// How much care it needs.
    pub importance: Importance,
}

/// Where in a page something is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Its pointer in the page; none for what the library puts in, such as a contact or a source.
    pub pointer: Option<String>,
    /// The heading that it stands under.
    pub heading: String,
    /// What it is, where it isn't plain text: "care card".
    pub part: Option<&'static str>,
    name: String,
}

/// What a reviewer did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Other words.
    Reworded {
        /// As it was exported.
        before: String,
        /// As it is now.
        after: String,
    },
    /// A new paragraph after this place.
    Added {
        /// Its words.
        text: String,
        /// The style that it has.
        style: String,
    },
    /// It's no longer there.
    Removed {
        /// As it was.
        before: String,
    },
    /// It's several paragraphs now.
    Split {
        /// As it was.
        before: String,
        /// As they are.
        after: Vec<String>,
    },
    /// Several paragraphs are one now.
    Joined {
        /// As they were.
        before: Vec<String>,
        /// The bookmarks that they had.
        names: Vec<String>,
        /// As it is.
        after: String,
    },
    /// It stands in another place.
    Moved {
        /// Its words, as they are.
        text: String,
        /// The text after which it stands now.
        after: Option<String>,
    },
    /// It has another style: text became a heading, an item of a list, bold. Bold and italics are told if they were tracked.
    Restyled {
        /// Its words.
        text: String,
        /// The style that it had.
        from: String,
        /// The style that it has.
        to: String,
    },
    /// A remark.
    Comment {
        /// The words that it's about; empty if it's about a place.
        on: String,
        /// What it says.
        text: String,
        /// Whether somebody has marked it as done.
        is_done: bool,
        /// What others answered.
        replies: Vec<(Author, String)>,
    },
}

/// Somebody, on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// The name, as the program that saved the file had it.
    pub name: String,
    /// The day, as the file has it.
    pub date: Option<String>,
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.name.is_empty() { "somebody" } else { &self.name };
        match &self.date {
            Some(date) => write!(f, "{name}, {date}"),
            None => f.write_str(name),
        }
    }
}

/// Whether an edit was tracked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracking {
    /// All of it: rejected, the text is as it was exported.
    Tracked,
    /// Some of it.
    Partly,
    /// None, or it was accepted: the file doesn't say who did it.
    Untracked,
}

/// How much care a change needs; the greatest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Importance {
    /// It's in a care card.
    CareCard,
    /// A number or a dose is another.
    Number,
    /// Any other text.
    Text,
}

/// Why a file can't be reviewed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReviewError {
    /// It's no Word file, or a damaged one.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// It wasn't made by `pamphlet export`.
    #[error("the file isn’t one that `pamphlet export` made: nothing in it says which page it is")]
    NoExport,
    /// It holds more than any page.
    #[error("the file holds more than {MOST_LINES} paragraphs and comments")]
    TooMuch,
    /// The page isn't in the library.
    #[error("the file is of the page `{page}` in {language}, which the library doesn’t hold")]
    NoPage {
        /// The page's path.
        page: String,
        /// Its language.
        language: String,
    },
}

/// So many paragraphs and comments are read: a long page has a thousand.
const MOST_LINES: usize = 10_000;

/// The page that a file was made of, as the file says.
///
/// # Errors
/// If it isn't a file for reviewers.
pub fn page_of(bytes: &[u8]) -> Result<(String, String), ReviewError> {
    let reviewed = read::read(bytes)?;
    Ok((reviewed.page, reviewed.language))
}

/// Reads what reviewers did to a file that [`render`](crate::render) made.
///
/// # Errors
/// If it's no such file, or the library hasn't got its page.
pub fn review(library: &Library, bytes: &[u8]) -> Result<Review, ReviewError> {
    let reviewed = read::read(bytes)?;
    let none = || ReviewError::NoPage { page: reviewed.page.clone(), language: reviewed.language.clone() };
    let path: PagePath = reviewed.page.parse().map_err(|_| none())?;
    let language: LanguageTag = reviewed.language.parse().map_err(|_| none())?;
    let page = library.find(&path, &language).ok_or_else(none)?;
    let source = if reviewed.base.as_deref() == Some(page.content_hash().as_str()) { Source::Same } else { Source::Changed };
    // Only what the library puts in depends on the day.
    let day: Date = reviewed.day.as_deref().and_then(|day| day.parse().ok()).unwrap_or_else(first_day);
    let known = known::known(library, page, day, &reviewed, source);
    let mut changes = compare::compare(&known, &reviewed);
    changes.sort_by_key(|change| change.importance);
    let mut remarks = Vec::new();
    if source == Source::Changed {
        remarks.push("the page has changed since the file was made: what both changed becomes a to-do".to_owned());
    }
    if reviewed.exported.is_empty() {
        remarks.push("the program that saved the file has dropped what was exported: it’s compared with the page as it is".to_owned());
    }
    if reviewed.program.contains("LibreOffice") && !changes.is_empty() {
        remarks.push(
            "the file was saved by LibreOffice, which keeps text that was inserted and then deleted: look at what is new without an author"
                .to_owned(),
        );
    }
    Ok(Review { page: page.id.clone(), source, changes, remarks, known })
}

fn first_day() -> Date {
    "2000-01-01".parse().unwrap_or_else(|_| unreachable!("it's a day"))
}

impl Review {
    /// Whether reviewers did nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn known(&self, name: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.name == name)
    }
}

impl Place {
    fn of(known: &Known) -> Self {
        Self { pointer: known.pointer.clone(), heading: known.heading.clone(), part: known.part(), name: known.name.clone() }
    }
}

impl Importance {
    fn of(known: &Known, what: &What) -> Self {
        if known.is_care() {
            return Self::CareCard;
        }
        let numbers =
            |text: &str| text.split(|c: char| !c.is_numeric()).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let differ = match what {
            What::Reworded { before, after } => numbers(before) != numbers(after) || units(before) != units(after),
            What::Removed { before } => !numbers(before).is_empty(),
            What::Split { before, after } => numbers(before) != numbers(&after.join(" ")),
            What::Joined { before, names: _, after } => numbers(&before.join(" ")) != numbers(after),
            What::Added { text, style: _ } => !numbers(text).is_empty(),
            What::Moved { .. } | What::Restyled { .. } | What::Comment { .. } => false,
        };
        if differ { Self::Number } else { Self::Text }
    }

    /// Of a paragraph that is new, by the one before it.
    fn of_text(text: &str, before: Option<&Known>) -> Self {
        let has_number = text.chars().any(char::is_numeric);
        match before {
            Some(before) if before.is_care() => Self::CareCard,
            Some(_) | None if has_number => Self::Number,
            Some(_) | None => Self::Text,
        }
    }
}

/// The words of a text that may be units of a dose.
fn units(text: &str) -> Vec<&str> {
    const UNITS: [&str; 16] = [
        "mg",
        "g",
        "kg",
        "ml",
        "l",
        "mcg",
        "µg",
        "microgram",
        "micrograms",
        "milligram",
        "milligrams",
        "millilitre",
        "millilitres",
        "unit",
        "units",
        "%",
    ];
    tokens::tokens(text).into_iter().filter(|token| UNITS.contains(token)).collect()
}
