use pamphlet_core::{Library, Rendered, model::Page};

use crate::{Error, Handout, Options, Press, tree, typeset, work::Chosen};

/// The sizes of type that are tried, in points; less than 7 nobody reads in a hurry.
const POINTS: [f64; 5] = [9.0, 8.5, 8.0, 7.5, 7.0];
/// The front and the back.
const SIDES: usize = 2;

/// Makes the urgent advice of a page into a wallet card of 85.6 × 54 mm (ISO/IEC 7810, ID-1): when to call for help, and
/// a code that leads to the page. It's set as large as fits on a front and a back, in type of at least 7 points.
///
/// [`sheets::impose`](crate::sheets::impose) lays it out to be cut apart: [`sheets::Cells::cards`](crate::sheets::Cells::cards).
/// Of the options, the paper, edition, extent, references and companions bear on handouts alone.
///
/// # Errors
/// As [`render`](crate::render); also if the page has no urgent or emergency advice, or more than fits: nothing is cut.
pub fn card(library: &Library, page: &Page, options: &Options) -> Result<Rendered<Handout>, Error> {
    let whole = Options { extent: crate::Extent::Whole, ..options.clone() };
    let press = Press::new(library, &whole)?;
    let chosen = [Chosen::new(library, page, &whole)?];
    let setting = press.setting();
    for points in POINTS {
        let Some(tree::Tree { data, files, drawings, promises, omissions }) = tree::card(&setting, &chosen, points) else {
            return Err(Error::NothingUrgent { page: page.id.clone() });
        };
        let job = typeset::Job { data, files, drawings, fonts: press.fonts.clone(), options: &whole, promises };
        match typeset::typeset(job) {
            Ok(made) if made.output.pages <= SIDES => return Ok(Rendered { output: made.output, omissions }),
            // A box that is higher than the card runs off it, and fits in smaller type.
            Ok(_) | Err(Error::OffPaper { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::CardFull { page: page.id.clone() })
}
