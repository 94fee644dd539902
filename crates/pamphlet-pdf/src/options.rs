use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use pamphlet_core::{
    Media,
    model::{Clinic, HealthAspect, Paper},
    value::{Date, MediaPath},
};

/// How a handout is made.
///
/// There is no default: a page that is overdue for review says so, and only whoever makes the handout knows what day it is.
///
/// ```
/// # use pamphlet_pdf::{Edition, Options};
/// let options = Options { edition: Edition::LargePrint, ..Options::on("2026-11-22".parse()?) };
/// # Ok::<(), pamphlet_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    /// The day on which the handout is made: what is overdue on it says so.
    pub today: Date,
    /// The paper; the library's unless given.
    pub paper: Option<Paper>,
    /// Standard or large print.
    pub edition: Edition,
    /// For a colour printer or a black one.
    pub ink: Ink,
    /// How much of a page it holds.
    pub extent: Extent,
    /// The sheets to write on.
    pub companions: Companions,
    /// What it says of the sources.
    pub references: References,
    /// Whose head the first page bears.
    pub letterhead: Letterhead,
    /// Pictures that the library lacks, such as the logo of a clinic of the caller's own. They come before the library's.
    pub media: BTreeMap<MediaPath, Media>,
    /// What becomes of a page that no clinician has signed off, or whose review is overdue.
    pub unreviewed: Unreviewed,
    /// Whether the source goes along.
    pub attachment: Attachment,
    /// Pictures of the pages, for a web site to show; none unless asked for.
    pub pictures: Option<Pictures>,
    /// Files that replace those of the built-in theme.
    pub theme: Theme,
    /// Font files (TrueType or OpenType) for signs and scripts that the built-in faces lack.
    pub fonts: Vec<Arc<[u8]>>,
}

impl Options {
    /// The whole page in colour, as `pamphlet.toml` says, made on a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self {
            today,
            paper: None,
            edition: Edition::default(),
            ink: Ink::default(),
            extent: Extent::default(),
            companions: Companions::default(),
            references: References::default(),
            letterhead: Letterhead::default(),
            media: BTreeMap::new(),
            unreviewed: Unreviewed::default(),
            attachment: Attachment::default(),
            pictures: None,
            theme: Theme::default(),
            fonts: Vec::new(),
        }
    }
}

/// The size of a handout's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edition {
    /// 12 points.
    #[default]
    Standard,
    /// 18 points, set anew and not magnified.
    LargePrint,
}

/// What a handout is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ink {
    /// Colours, none of which says what words, signs and borders don't say as well.
    #[default]
    Colour,
    /// Black on white: nothing is tinted, so that a laser printer makes no dots of it. Pictures stay as they are.
    Mono,
}

/// How much of a page a handout holds.
///
/// Whatever it is, it says how the review stands, and has every care card and important callout of the page, wherever they stand. What is
/// left out is listed with the result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// The sections of some aspects, with their sources and words. If no section has any of them, that is an error.
    Aspects(BTreeSet<HealthAspect>),
    /// One page: what it is, when to get help, whom to ask, and as many whole sections as there's room for. The care cards
    /// and contacts are never cut: where these alone need a second page, they have one.
    Summary,
    /// The companion sheets, with no other text than the advice.
    Companions,
}

/// A sheet to write on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Companion {
    /// Statements to tick, from the section in which readers may recognise themselves. A whole handout has them in its text.
    Checklist,
    /// Questions to ask at an appointment, with lines for the answers.
    Questions,
    /// A table to note symptoms in for two weeks.
    Diary,
    /// Lines.
    Notes,
}

impl Companion {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Checklist, Self::Questions, Self::Diary, Self::Notes];
}

/// Which sheets to write on a handout has. By default all those that the page has something for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companions(pub BTreeSet<Companion>);

impl Default for Companions {
    fn default() -> Self {
        Self(Companion::ALL.into())
    }
}

/// What a handout says of the works that its page cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum References {
    /// The whole list, in the library's style.
    #[default]
    Full,
    /// Authors, year and address of each, to look it up by.
    Short,
    /// The numbers, and the address of the web page that lists what they stand for.
    Web,
    /// Nothing: neither numbers nor list.
    None,
}

/// What becomes of a page that no clinician has signed off, or whose review is overdue on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Unreviewed {
    /// It's set, and says so on its first page and at the foot of each.
    #[default]
    Marked,
    /// It's refused: [`Error::Unreviewed`](crate::Error::Unreviewed).
    Refused,
}

/// Whether a PDF carries the source of its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Attachment {
    /// It doesn't, and conforms to PDF/A-2a.
    #[default]
    None,
    /// Each page is attached as JSON, in the shape of its schema; the file then conforms to PDF/A-3a.
    Source,
}

/// Pictures of a handout's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pictures {
    /// How wide each is, in pixels. At least 1; more than 4,000 is taken for 4,000.
    pub width: u32,
    /// How many pages are pictured, from the first.
    pub pages: usize,
}

/// Whose head, contacts and services a handout bears.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Letterhead {
    /// The clinic that `pamphlet.toml` names, or the publisher if it names none.
    #[default]
    Library,
    /// The publisher.
    Publisher,
    /// A clinic: one of the library's (`Library::clinic`) or one of the caller's own.
    Clinic(Box<Clinic>),
}

/// A theme: Typst files that replace the built-in ones of the same name.
///
/// `handout.typ` sets a page up; it uses `tokens.typ` (sizes and colours), `icons.typ`, `inlines.typ`,
/// `blocks.typ` and `furniture.typ`. Any other file that a theme brings can be used by these. A theme is a
/// program: run only those you trust.
///
/// A theme decides how a handout looks, and not what it says: [`render`](crate::render) fails if the words of
/// the page or the state of its review aren't in the result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// The files, by name.
    pub files: BTreeMap<String, Arc<[u8]>>,
}
