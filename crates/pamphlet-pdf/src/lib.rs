//! Health information pages as tagged PDF handouts.
//!
//! [`render`] makes one page into a handout that conforms to PDF/UA-1 and PDF/A-2a: what it is, whether it's
//! serious, what to do next and whom to ring stand on the first page; room to write and the sources stand on
//! the last. The same page, options and day give the same bytes.
//!
//! The text goes to Typst as data: `tree` writes it, in one exhaustive match over the elements of a page, and
//! the theme, a handful of Typst files that a user may replace, turns it into content. Before a PDF is
//! written, `proof` reads what was set: a word that isn't there, or has no glyph, is an error.

#![deny(clippy::wildcard_enum_match_arm)]

mod error;
mod fonts;
mod options;
mod proof;
mod qr;
pub mod sheets;
mod tree;
mod typeset;
mod world;

pub use error::Error;
pub use options::{Edition, Letterhead, Options, Theme};
use pamphlet_core::{Library, Rendered, model::Page};

/// A handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

impl AsRef<[u8]> for Handout {
    /// The PDF file, so that a handout can be written as it is.
    fn as_ref(&self) -> &[u8] {
        &self.pdf
    }
}

/// Makes a page of a library into a handout.
///
/// # Errors
/// If a character has no glyph in any font, or the theme is wrong or leaves out what must be there.
pub fn render(library: &Library, page: &Page, options: &Options) -> Result<Rendered<Handout>, Error> {
    let Options { today, paper, edition, letterhead, theme, fonts } = options;
    let site = library.site();
    let clinic = match letterhead {
        Letterhead::Library => site.clinic.as_ref().map(|name| library.clinic(name.as_str())).transpose()?,
        Letterhead::Publisher => None,
        Letterhead::Clinic(clinic) => Some(&**clinic),
    };
    let fonts = fonts::with(fonts)?;
    let setting =
        tree::Setting { clinic, today: *today, paper: paper.unwrap_or(site.paper), edition: *edition, families: fonts::families(&fonts) };
    let tree::Tree { data, files, promises, omissions } = tree::write(library, page, setting);
    let output = typeset::typeset(typeset::Job { data, files, fonts, theme, promises })?;
    Ok(Rendered { output, omissions })
}
