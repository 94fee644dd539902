//! Everything that a library becomes: a site of web pages, and handouts and e-books beside them.
//!
//! [`Build`] lists the files and makes each, in memory; [`publish`] makes all of them, several at a time, and puts them into a folder in one
//! step. The command `pamphlet build`, its preview and programs that embed this crate get the same bytes.
//!
#![cfg_attr(feature = "pdf", doc = "```")]
#![cfg_attr(not(feature = "pdf"), doc = "```ignore")]
//! use std::collections::BTreeMap;
//! use pamphlet::{Library, build::{Build, Finished, Options}};
//!
//! # std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
//! let library = Library::open("content")?;
//! let options = Options::on("2026-11-22".parse()?);
//! let finished = Finished::default();
//! let build = Build::new(&library, &options, &finished);
//!
//! let mut site = BTreeMap::new();
//! for file in build.files()?.into_iter().filter(|file| file.page().is_none_or(|page| page.id.path.slug.as_str() == "vaginismus")) {
//!     site.insert(build.path(file), build.make(file)?);
//! }
//! assert!(site.contains_key("index.html"));
//! assert!(site["conditions/vaginismus/vaginismus.pdf"].bytes.starts_with(b"%PDF"));
//!
//! // After an edit only the pages whose fingerprint has changed are made again.
//! let page = library.page("conditions/vaginismus")?;
//! let tag = library.fingerprints(options.today).of(page);
//! assert_eq!(tag, Library::open("content")?.fingerprints(options.today).of(page));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cache;
mod earlier;
mod files;
mod forms;
pub mod guard;
mod hold;
mod outputs;
mod publish;
mod site;
pub mod staging;
mod workers;

use std::{collections::BTreeSet, fmt, path::Path, str::FromStr};

#[cfg(feature = "pdf")]
pub use self::outputs::{handout, handout_ending, pdf_book, pdf_options, unprintable};
pub use self::{
    cache::Cache,
    files::{Build, BuildFile, Finished, Picture},
    hold::{Fate, Held, Why},
    outputs::{BOOK_ENDING, File, Output, book, cover, cover_of, print_edition, problems_of, problems_of_shared},
    publish::{Drafts, Faults, Order, Published, Reviews, Shard, Sound, Steps, fill, publish, sound, tried},
};
use crate::{Diagnostic, Problems, html::Theme, value::Date};

/// What is made of a library, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day: what is overdue for review on it says so.
    pub today: Date,
    /// How web pages look.
    pub theme: Theme,
    /// What is made.
    pub formats: Formats,
}

impl Options {
    /// All formats with the usual theme, on a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self { today, theme: Theme::default(), formats: Formats::default() }
    }
}

/// A kind of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The site: web pages, and what stands around them.
    Web,
    /// PDF handouts, in usual and in large print.
    Handouts,
    /// EPUB books.
    Ebooks,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Web, Self::Handouts, Self::Ebooks];

    /// Its name: `web`, `handouts`, `ebooks`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Handouts => "handouts",
            Self::Ebooks => "ebooks",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.map(Self::name).join(", ");
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| format!("`{name}` is none of {}", names()))
    }
}

/// The formats that are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formats(BTreeSet<Format>);

impl Formats {
    /// Whether a format is among them.
    #[must_use]
    pub fn has(&self, format: Format) -> bool {
        self.0.contains(&format)
    }
}

/// All of them.
impl Default for Formats {
    fn default() -> Self {
        Self(Format::ALL.into())
    }
}

impl FromIterator<Format> for Formats {
    fn from_iter<I: IntoIterator<Item = Format>>(formats: I) -> Self {
        Self(formats.into_iter().collect())
    }
}

/// A file or folder that can't be read or written.
fn file_failed(path: &Path, error: impl fmt::Display) -> Problems {
    Diagnostic::error("file", format!("`{}`: {error}", path.display())).into()
}

/// Puts problems in the order of their places, each once.
pub fn in_order(problems: &mut Problems) {
    problems.diagnostics.sort_by_key(|problem| (problem.file.clone(), problem.span.as_ref().map_or(0, |span| span.start)));
    problems.diagnostics.dedup();
}
