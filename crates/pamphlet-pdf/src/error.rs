mod places;

use std::{collections::BTreeSet, fmt};

use pamphlet_core::{
    NotFound,
    model::{HealthAspect, PageId},
    value::MediaPath,
};

fn listed(aspects: &BTreeSet<HealthAspect>) -> String {
    aspects.iter().map(|aspect| format!("`{}`", aspect.as_str())).collect::<Vec<_>>().join(", ")
}

fn signs(characters: &[char]) -> String {
    characters.iter().map(|c| format!("“{c}” (U+{:04X})", u32::from(*c))).collect::<Vec<_>>().join(", ")
}

/// Why a handout can't be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No font has a character of the text.
    #[error(
        "no font has the character “{character}” (U+{:04X}), which stands in “{text}”: write it in other characters, or give a font that has it",
        u32::from(*character)
    )]
    MissingGlyph {
        /// The character.
        character: char,
        /// The text around it.
        text: String,
        /// The page of the library that says it, where known.
        of: Option<PageId>,
    },
    /// A drawing says something in letters that no typeface has.
    #[error("the drawing `{path}` can’t be printed: no typeface of handouts has {}", signs(characters))]
    LettersInPicture {
        /// The drawing.
        path: MediaPath,
        /// The letters, each once.
        characters: Vec<char>,
    },
    /// The page says something that isn't on paper, or isn't in its place.
    #[error("the words “{text}” {how}")]
    TextLost {
        /// The words, with those around them.
        text: String,
        /// What would become of them.
        how: Loss,
        /// The page of the library that says them, where known.
        of: Option<PageId>,
    },
    /// Text runs off the paper: a word, or a box, that is larger than it.
    #[error("“{text}” would run off page {page} of the handout: it is larger than the paper")]
    OffPaper {
        /// The text.
        text: String,
        /// The page, from 1.
        page: usize,
        /// The page of the library that says it, where known.
        of: Option<PageId>,
    },
    /// Something stands on something else.
    #[error("“{text}” and “{other}” would be printed over each other on page {page} of the handout: there is too little room for both")]
    Overprinted {
        /// One of the two; “a picture” for what has no text.
        text: String,
        /// The other.
        other: String,
        /// The page, from 1.
        page: usize,
        /// The page of the library that says it, where known.
        of: Option<PageId>,
    },
    /// The handout doesn't say how its review stands, or what its text is and isn't.
    #[error("the notice “{text}” is missing{}: no theme may leave it out", page.map(|page| format!(" on page {page}")).unwrap_or_default())]
    NoticeLost {
        /// The notice.
        text: String,
        /// The page without it, from 1, if each must have it.
        page: Option<usize>,
    },
    /// No clinician has signed a page off, or its review is overdue, and the options refuse such pages.
    #[error("{page} isn’t reviewed: no clinician has signed it off, or its review is overdue on the day of the handout")]
    Unreviewed {
        /// The page.
        page: PageId,
    },
    /// The page that a book was asked of has no chapters.
    #[error("{page} isn’t a guide with chapters: a book is made of those")]
    NoChapters {
        /// The page.
        page: PageId,
    },
    /// A card was asked of a page that says nothing urgent.
    #[error("{page} has no urgent or emergency advice: a card is made of that")]
    NothingUrgent {
        /// The page.
        page: PageId,
    },
    /// A page has more urgent advice than a card has room for.
    #[error(
        "the urgent advice of {page} doesn’t fit on both sides of a card, not even in type of 7 points: shorten it, or hand out the summary"
    )]
    CardFull {
        /// The page.
        page: PageId,
    },
    /// No section is about what was asked for.
    #[error("no section is about {}: {}", listed(wanted), if there_are.is_empty() { "none says what it is about".to_owned() } else { format!("there are sections about {}", listed(there_are)) })]
    NoSuchAspect {
        /// The aspects that were asked for.
        wanted: BTreeSet<HealthAspect>,
        /// Those that sections have.
        there_are: BTreeSet<HealthAspect>,
    },
    /// A bundle was asked for without pages.
    #[error("a bundle needs a page")]
    NoPages,
    /// There is no such clinic.
    #[error(transparent)]
    UnknownClinic(#[from] NotFound),
    /// A font file that was given can't be read.
    #[error("font file {index} can’t be read: it must be a TrueType or OpenType font", index = index + 1)]
    Font {
        /// Its place among the options, from 0.
        index: usize,
    },
    /// A file of the theme isn't text, or its name isn't one.
    #[error("the theme’s file `{name}` {problem}")]
    ThemeFile {
        /// The file.
        name: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// Typst refuses the handout.
    #[error("{}{message}{}", at.as_ref().map(|at| format!("{at}: ")).unwrap_or_default(), hints.iter().map(|hint| format!(" ({hint})")).collect::<String>())]
    Typst {
        /// File and line of the theme, where known.
        at: Option<String>,
        /// What is wrong.
        message: String,
        /// How to mend it.
        hints: Vec<String>,
    },
}

/// What would become of words in a handout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Loss {
    /// They would be left out.
    Missing,
    /// They would stand before or after what they belong to.
    Moved,
    /// Part of them would be cut off.
    CutOff {
        /// The page of the handout, from 1.
        page: usize,
    },
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("would be missing from the handout"),
            Self::Moved => f.write_str("would stand in the wrong place in the handout"),
            Self::CutOff { page } => write!(f, "would be cut off on page {page} of the handout"),
        }
    }
}
