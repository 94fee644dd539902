//! Health information pages as tagged PDF handouts.
//!
//! [`render`] makes one page into a handout that conforms to PDF/UA-1 and PDF/A-2a: what it is, whether it's
//! serious, what to do next and whom to ring stand on the first page; room to write and the sources stand on
//! the last. [`bundle`] puts several pages into one handout, and [`book`] makes a guide and its chapters into
//! a book; [`card`] sets the urgent advice of a page on a wallet card, [`poster`] its title on a picture. The same pages, options and day give the same bytes.
//!
//! The text goes to Typst as data: `tree` writes it, in one exhaustive match over the elements of a page, and
//! the theme, a handful of Typst files that a user may replace, turns it into content. Before a PDF is
//! written, `proof` reads what was set: a word that isn't there, or has no glyph, is an error.

#![deny(clippy::wildcard_enum_match_arm)]

mod card;
mod check;
mod clusters;
mod drawings;
mod error;
mod fonts;
mod options;
mod poster;
mod proof;
mod qr;
mod said;
pub mod sheets;
mod tree;
mod typeset;
mod work;
mod world;

use std::collections::BTreeSet;

pub use card::card;
pub use check::{check, check_page};
pub use error::{Error, Loss};
pub use options::{Attachment, Companion, Companions, Edition, Extent, Ink, Letterhead, Options, Pictures, References, Theme, Unreviewed};
use pamphlet_core::{
    Library, PrintedPage, Rendered,
    model::{Clinic, Page},
    plan::each_once,
    value::Line,
};
pub use poster::{Poster, poster, poster_of};
use work::{Chosen, Shape, Work};

/// A handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Its first pages as PNG files, if [`Options::pictures`] asks for them.
    pub pictures: Vec<Vec<u8>>,
    /// What each page of a [`book`] says, for the page list of the e-book that matches it; empty for anything else.
    pub printed: Vec<PrintedPage>,
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
/// If a character has no glyph in any font, the theme is wrong or leaves out what must be there, or the options refuse
/// pages like this one.
pub fn render(library: &Library, page: &Page, options: &Options) -> Result<Rendered<Handout>, Error> {
    work::has_aspects(&[page], options)?;
    let press = Press::new(library, options)?;
    let chosen = [Chosen::new(library, page, options)?];
    let mut best = press.set(&Work { shape: Shape::Handout, pages: &chosen })?;
    if options.extent == Extent::Summary {
        let mut whole = BTreeSet::new();
        for index in work::summarized(page) {
            whole.insert(index);
            let more = [Chosen::with_sections(library, page, options, &whole)?];
            let next = press.set(&Work { shape: Shape::Handout, pages: &more })?;
            // What doesn't fit is left out, and listed: the section after it may be shorter.
            if next.output.pages <= best.output.pages {
                best = next;
            } else {
                whole.remove(&index);
            }
        }
    }
    Ok(best)
}

/// Makes several pages into one handout: one contents list, notices and sources once, page numbers throughout.
///
/// # Errors
/// As [`render`]; also if there's no page.
pub fn bundle(library: &Library, title: &Line, pages: &[&Page], options: &Options) -> Result<Rendered<Handout>, Error> {
    work::has_aspects(pages, options)?;
    let press = Press::new(library, options)?;
    let (pages, left_out) = each_once(pages);
    let chosen = pages.into_iter().map(|page| Chosen::new(library, page, options)).collect::<Result<Vec<_>, _>>()?;
    if chosen.is_empty() {
        return Err(Error::NoPages);
    }
    press.set(&Work { shape: Shape::Bundle { title: title.as_str() }, pages: &chosen }).map(|made| made.and_left_out(left_out))
}

/// Makes a guide and its chapters into a book: cover, contents, parts, chapters with running heads, glossary, sources.
///
/// # Errors
/// As [`render`]; also if the page isn't a guide that has chapters.
pub fn book(library: &Library, guide: &Page, options: &Options) -> Result<Rendered<Handout>, Error> {
    let press = Press::new(library, options)?;
    let plan = library.book_plan(guide);
    if plan.parts.is_empty() {
        return Err(Error::NoChapters { page: guide.id.clone() });
    }
    let chosen = plan.pages().map(|page| Chosen::new(library, page, options)).collect::<Result<Vec<_>, _>>()?;
    let parts = plan.parts.iter().map(|part| (part.title.as_str(), part.chapters.len())).collect();
    press.set(&Work { shape: Shape::Book { parts }, pages: &chosen }).map(|made| made.and_left_out(plan.omissions))
}

/// What stays the same from one setting to the next.
struct Press<'a> {
    library: &'a Library,
    options: &'a Options,
    clinic: Option<&'a Clinic>,
    fonts: Vec<typst::text::Font>,
}

impl<'a> Press<'a> {
    fn new(library: &'a Library, options: &'a Options) -> Result<Self, Error> {
        let clinic = match &options.letterhead {
            Letterhead::Library => library.site().clinic.as_ref().map(|name| library.clinic(name.as_str())).transpose()?,
            Letterhead::Publisher => None,
            Letterhead::Clinic(clinic) => Some(&**clinic),
        };
        Ok(Self { library, options, clinic, fonts: fonts::with(&options.fonts)? })
    }

    fn setting(&self) -> tree::Setting<'_> {
        let Self { library, options, clinic, fonts: _ } = self;
        tree::Setting { library, options, clinic: *clinic }
    }

    fn set(&self, work: &Work<'_>) -> Result<Rendered<Handout>, Error> {
        let tree::Tree { data, files, drawings, promises, omissions } = tree::write(&self.setting(), work);
        let job = typeset::Job { data, files, drawings, fonts: self.fonts.clone(), options: self.options, promises };
        typeset::typeset(job).map(|made| Rendered { output: made.output, omissions }.and_left_out(made.omissions))
    }
}
