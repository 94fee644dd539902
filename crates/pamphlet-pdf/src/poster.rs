use pamphlet_core::{Library, Rendered, model::Page, value::Line};

use crate::{
    Error, Options, Pictures, Press, tree,
    typeset::{self, Job},
    work::Chosen,
};

/// A picture of what a page is called and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Poster {
    /// The cover of an e-book: 1600 × 2560 pixels, which every shop takes.
    Cover,
    /// What social networks show beside a link (Open Graph): 1200 × 630 pixels.
    Social,
}

impl Poster {
    /// Width and height in pixels.
    #[must_use]
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Cover => (1600, 2560),
            Self::Social => (1200, 630),
        }
    }
}

/// Composes a picture (PNG) from a page's title and the publisher's name, logo and colour. It says what the text is and isn't, and
/// how its review stands, as every other output does.
///
/// Of the options, those of the letterhead, theme, fonts, media, day and of unreviewed pages bear on it.
///
/// # Errors
/// As [`render`](crate::render); also if the title is too long for a picture: nothing is cut.
pub fn poster(library: &Library, page: &Page, kind: Poster, options: &Options) -> Result<Rendered<Vec<u8>>, Error> {
    compose(library, page.headline(), &[page], kind, options)
}

/// Composes the picture of a book: its title, and how the reviews of all its pages stand. The first page is the guide, if the book
/// is one.
///
/// # Errors
/// As [`poster`]; also if there's no page.
pub fn poster_of(library: &Library, title: &Line, pages: &[&Page], kind: Poster, options: &Options) -> Result<Rendered<Vec<u8>>, Error> {
    compose(library, title, pages, kind, options)
}

fn compose(library: &Library, title: &Line, pages: &[&Page], kind: Poster, options: &Options) -> Result<Rendered<Vec<u8>>, Error> {
    let pictures = Some(Pictures { width: kind.size().0, pages: 1 });
    let options = Options { extent: crate::Extent::Whole, pictures, ..options.clone() };
    let press = Press::new(library, &options)?;
    let chosen = pages.iter().map(|page| Chosen::new(library, page, &options)).collect::<Result<Vec<_>, _>>()?;
    if chosen.is_empty() {
        return Err(Error::NoPages);
    }
    let tree::Tree { data, files, drawings, promises, omissions } = tree::poster(&press.setting(), title, &chosen, kind);
    let job = Job { data, files, drawings, fonts: press.fonts.clone(), options: &options, promises };
    let mut made = typeset::typeset(job)?.output;
    if made.pages > 1 {
        return Err(Error::OffPaper { text: title.to_string(), page: 1, of: Some(chosen[0].page.id.clone()) });
    }
    Ok(Rendered { output: made.pictures.remove(0), omissions })
}
