use pamphlet_core::{
    model::PageId,
    value::{Date, LanguageTag},
};

/// How a Word file is made.
///
/// ```
/// use pamphlet_docx::{Options, Purpose};
/// let handout = Options { purpose: Purpose::Handout, ..Options::on("2026-11-22".parse()?) };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day on which it's made: what is overdue for review that day is marked so.
    pub today: Date,
    /// What it's for.
    pub purpose: Purpose,
    /// A language in which the page stands beside its own words, in a second column: for whoever checks a translation.
    pub beside: Option<LanguageTag>,
}

/// What a Word file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Purpose {
    /// For reviewers: changes are tracked, and each paragraph knows where it stands in the page.
    #[default]
    Review,
    /// For readers: what a printed handout says, in a file that Word prints.
    Handout,
}

impl Options {
    /// A file for reviewers, made on a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self { today, purpose: Purpose::Review, beside: None }
    }
}

/// Why a Word file can't be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The page isn't there in the language that it should stand beside.
    #[error("there is no `{page}` in {language} to stand beside it", page = page.path)]
    NoTranslation {
        /// The page.
        page: PageId,
        /// The language.
        language: LanguageTag,
    },
    /// The parts of the file can't be put together.
    #[error("the Word file can't be put together: {0}")]
    Assembly(String),
}
