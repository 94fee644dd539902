//! Print sheets: the pages of any PDF file, laid out on paper.
//!
//! Booklets that are folded and stapled, two or four pages on a side, piles to cut and stack, cards that are cut
//! apart. Each page is placed whole: its text stays text and its faces stay embedded.
//!
//! Sheets are for paper and nothing else. They have no tags, links or outline, and say so in their properties and,
//! where there's room, at the foot of each side: the accessible file is the handout itself.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use pamphlet_pdf::sheets::{Layout, Options, Paper, PerSide, impose};
//!
//! # let pdf = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/chromium.pdf"));
//! let booklet = impose(pdf, &Options::default())?; // A5 pages on A4, to fold and staple
//! assert_eq!(booklet.output.sheets, 2);
//!
//! let two_up = impose(pdf, &Options { layout: Layout::NUp(PerSide::Two), paper: Paper::Letter, ..Options::default() })?;
//! for left_out in &two_up.omissions {
//!     eprintln!("not on the sheets: {left_out}");
//! }
//! # Ok(())
//! # }
//! ```

mod arrange;
mod compose;
mod error;
mod geometry;
mod import;
mod load;
mod marks;
mod options;
mod plan;
mod report;
mod source;

pub use error::Error;
pub use options::{Binding, Blanks, Cells, Duplex, Layout, Marks, Options, Paper, PerSide, Scaling, Slug};

use pamphlet_core::{Rendered, value::Direction};

use arrange::Arrangement;
use compose::{Drawing, PlacedPage, Properties};
use geometry::{Area, MM, Matrix, Size};
use plan::{Shape, Side};
use source::Source;

/// Pages laid out on sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheets {
    /// The PDF file: a page is a side of a sheet, front and back in turn.
    pub pdf: Vec<u8>,
    /// How many sheets of paper it takes.
    pub sheets: usize,
    /// How many sides are in the file.
    pub sides: usize,
}

impl AsRef<[u8]> for Sheets {
    /// The PDF file, so that sheets can be written as they are.
    fn as_ref(&self) -> &[u8] {
        &self.pdf
    }
}

/// Lays the pages of a PDF file out on sheets of paper.
///
/// The omissions tell what of the file isn't on the sheets (links, form fields, comments), which pages are set
/// smaller than they are, and which marks had no room. The same file and options give the same bytes.
///
/// # Errors
/// If the file is no PDF, or can't be read without a password or mustn't be printed, or is damaged or absurdly large; if a page has no room on the paper; if an option is
/// out of bounds. A file of which a part can't be read is refused: nobody would notice the gap on paper.
pub fn impose(pdf: &[u8], options: &Options<'_>) -> Result<Rendered<Sheets>, Error> {
    options.check()?;
    let mut source = source::read(pdf)?;
    let turned = source.align();
    let sizes: Vec<Size> = source.pages.iter().map(source::SourcePage::size).collect();
    let arrangement = arrange::arrange(&sizes, options)?;
    let sides = plan(&source, &arrangement, options);
    let faces = plan::faces(sides.len(), options.duplex);
    let mut omissions = report::of_source(&source);
    omissions.extend(report::of_turning(turned));
    omissions.extend(report::of_scaling(&sizes, &arrangement, options));
    let slug = marks::Slugs::new(&source, &arrangement, options, sides.len().div_ceil(faces), faces, &mut omissions);
    let marked = marks::lines(&arrangement, options, &mut omissions);
    let mut drawings = Vec::with_capacity(sides.len());
    for (index, side) in sides.iter().enumerate() {
        let is_back = faces == 2 && index % 2 == 1;
        drawings.push(Drawing {
            pages: placed(&source, side, index / 2, &arrangement, options),
            // The fold shows on the outside of each sheet; the text within stays undisturbed.
            lines: marked.iter().filter(|line| !(is_back && line.dashed)).copied().collect(),
            slug: slug.on(index),
            upside_down: is_back && on_its_head(options.duplex, arrangement.paper),
        });
    }
    let properties = Properties {
        title: report::title(&source, options),
        subject: options.messages.get("sheets-paper-only"),
        duplex: match (faces, turned_about(options.duplex, arrangement.paper)) {
            (2, Edge::Long) => "DuplexFlipLongEdge",
            (2, Edge::Short) => "DuplexFlipShortEdge",
            _ => "Simplex",
        },
    };
    let output = compose::compose(&mut source, arrangement.paper, &drawings, &properties)?;
    let sheets = Sheets { pdf: output, sheets: sides.len().div_ceil(faces), sides: sides.len() };
    Ok(Rendered { output: sheets, omissions })
}

fn plan(source: &Source, arrangement: &Arrangement, options: &Options<'_>) -> Vec<Side> {
    let from_right = match options.binding {
        Binding::FromFile => source.direction == Direction::RightToLeft,
        Binding::Left => false,
        Binding::Right => true,
    };
    let shape = Shape { columns: arrangement.columns, rows: arrangement.rows, from_right };
    let pages = source.pages.len();
    match options.layout {
        Layout::Booklet { caliper: _, blanks } => plan::booklet(pages, blanks, from_right),
        Layout::NUp(_) => plan::n_up(pages, shape),
        Layout::CutAndStack(_) => plan::cut_and_stack(pages, shape, options.duplex),
        Layout::Repeat(_) => plan::repeat(pages, shape),
    }
}

fn placed(source: &Source, side: &Side, sheet: usize, arrangement: &Arrangement, options: &Options<'_>) -> Vec<PlacedPage> {
    // Counted from the outermost sheet, which stays where it is.
    let creep = match options.layout {
        Layout::Booklet { caliper, blanks: _ } => caliper * MM * u32::try_from(sheet).map_or(0.0, f64::from),
        Layout::NUp(_) | Layout::CutAndStack(_) | Layout::Repeat(_) => 0.0,
    };
    let cells = side.iter().enumerate().filter_map(|(cell, page)| page.map(|page| (cell, page)));
    cells
        .map(|(cell, index)| {
            let page = &source.pages[index];
            let (place, scale) = arrangement.place(cell, page.size(), options.scaling);
            let towards_fold = if cell == 0 { creep } else { -creep };
            let Area { left, bottom, .. } = place.moved(towards_fold);
            let matrix = page.turn.matrix(page.area).then(Matrix::scale(scale * page.unit)).then(Matrix::translate(left, bottom));
            let clip = place.moved(towards_fold);
            let clip = if arrangement.folded { clip.and(half(arrangement.paper, cell)).unwrap_or(clip) } else { clip };
            PlacedPage { page: index, matrix, clip }
        })
        .collect()
}

/// The half of a folded sheet on which a cell lies: what moves over the fold would stand on the other page.
fn half(paper: Size, cell: usize) -> Area {
    let size = Size::new(paper.width / 2.0, paper.height);
    Area::at(if cell == 0 { 0.0 } else { size.width }, 0.0, size)
}

/// The edge about which a sheet is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Long,
    Short,
}

fn turned_about(duplex: Duplex, paper: Size) -> Edge {
    match duplex {
        Duplex::LikeABook | Duplex::OneSide if paper.width > paper.height => Edge::Short,
        Duplex::LikeABook | Duplex::OneSide => Edge::Long,
        Duplex::LongEdge => Edge::Long,
        Duplex::ShortEdge => Edge::Short,
    }
}

/// Whether a back must stand on its head to be upright once the sheet is turned like a page.
fn on_its_head(duplex: Duplex, paper: Size) -> bool {
    turned_about(duplex, paper) != turned_about(Duplex::LikeABook, paper)
}
