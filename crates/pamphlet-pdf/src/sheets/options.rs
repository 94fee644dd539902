use pamphlet_core::{messages::Messages, value::LanguageTag};

use super::Error;

/// How pages are laid out on sheets. The default is a booklet on A4.
///
/// All lengths are in millimetres.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The paper that goes into the printer.
    pub paper: Paper,
    /// What becomes of the sheets.
    pub layout: Layout,
    /// How large the pages are set.
    pub scaling: Scaling,
    /// How the printer turns a sheet to print on its back.
    pub duplex: Duplex,
    /// The side on which a booklet opens, and on which rows of pages start.
    pub binding: Binding,
    /// The lines that show where to cut and to fold.
    pub marks: Marks,
    /// The small line at the foot of each side that says what it is.
    pub slug: Slug,
    /// Words of the caller in the slug line: a version, an order number.
    pub note: Option<&'a str>,
    /// The edge of the paper that stays free of pages; as each layout needs it unless given.
    pub margin: Option<f64>,
    /// The gap between pages; as each layout needs it unless given. A booklet has none.
    pub gutter: Option<f64>,
    /// The words of the slug line and of the file's properties.
    pub messages: &'a Messages,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            paper: Paper::default(),
            layout: Layout::default(),
            scaling: Scaling::default(),
            duplex: Duplex::default(),
            binding: Binding::default(),
            marks: Marks::default(),
            slug: Slug::default(),
            note: None,
            margin: None,
            gutter: None,
            messages: Messages::built_in(&LanguageTag::default()).expect("English is built in"),
        }
    }
}

/// A size of paper. Which way up it's used follows from the pages.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
    /// 8.5 × 11 in.
    Letter,
    /// 11 × 17 in, also called ledger.
    Tabloid,
    /// Any other.
    Custom {
        /// In millimetres.
        width: f64,
        /// In millimetres.
        height: f64,
    },
}

impl Paper {
    /// Width and height in millimetres, the shorter side first.
    #[must_use]
    pub fn size(self) -> (f64, f64) {
        let (width, height) = match self {
            Self::A4 => (210.0, 297.0),
            Self::A3 => (297.0, 420.0),
            Self::Letter => (215.9, 279.4),
            Self::Tabloid => (279.4, 431.8),
            Self::Custom { width, height } => (width, height),
        };
        (f64::min(width, height), f64::max(width, height))
    }
}

/// What becomes of the sheets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Layout {
    /// A booklet: all sheets are laid in each other, folded once, and stapled through the fold (saddle stitch).
    Booklet {
        /// How thick a sheet is, in millimetres. The inner sheets of a folded stack stick out by so much each
        /// (creep); their pages move towards the fold, so that all outer margins are the same once it's trimmed.
        caliper: f64,
        /// Where pages stay empty if their number isn't a multiple of four.
        blanks: Blanks,
    },
    /// Several pages beside each other in the order of reading, to read or to keep as they are.
    NUp(PerSide),
    /// Cut into piles that are laid on each other, the first on top: then all pages are in order.
    CutAndStack(Cells),
    /// Each page as often as it fits, to cut apart: cards, tickets, small leaflets. The second page stands on the
    /// back of the first.
    Repeat(Cells),
}

impl Layout {
    /// A booklet on ordinary office paper: 80 g/m² is about 0.1 mm thick.
    pub const BOOKLET: Self = Self::Booklet { caliper: 0.1, blanks: Blanks::BeforeBackCover };
}

impl Default for Layout {
    fn default() -> Self {
        Self::BOOKLET
    }
}

/// Where a booklet's empty pages stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Blanks {
    /// Before the last page, which stays the back cover: what a printer expects.
    #[default]
    BeforeBackCover,
    /// After the last page: for text that goes on without a break to its last line.
    AtEnd,
}

/// How many pages stand on a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PerSide {
    /// Two.
    Two,
    /// Four.
    Four,
}

/// How many pieces a sheet is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cells {
    /// As many as fit at full size.
    #[default]
    AsManyAsFit,
    /// So many, on upright paper.
    Grid {
        /// Side by side; at least one.
        columns: usize,
        /// Below each other; at least one.
        rows: usize,
    },
}

impl Cells {
    /// Wallet cards: ten on A4, eight on Letter.
    #[must_use]
    pub fn cards(paper: Paper) -> Self {
        match paper {
            Paper::A4 => Self::Grid { columns: 2, rows: 5 },
            Paper::Letter => Self::Grid { columns: 2, rows: 4 },
            Paper::A3 | Paper::Tabloid | Paper::Custom { .. } => Self::AsManyAsFit,
        }
    }
}

/// How large pages are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scaling {
    /// Full size if they fit, else as large as fits.
    #[default]
    ShrinkToFit,
    /// As large as fits.
    Fit,
    /// Full size; pages that are too large are refused.
    ActualSize,
}

/// How a printer turns a sheet to print on its back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Duplex {
    /// Like the page of a book, about its left or right edge. The slug line and the file's own print settings say
    /// whether that is the long edge or the short one.
    #[default]
    LikeABook,
    /// About the long edge: the backs of landscape sheets stand on their heads in the file.
    LongEdge,
    /// About the short edge: the backs of upright sheets stand on their heads in the file.
    ShortEdge,
    /// Not at all: one side stays empty. No booklet can be made so.
    OneSide,
}

/// The side on which a booklet opens, and on which rows of pages start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Binding {
    /// The side of the file's language: the right for Arabic, Hebrew and others.
    #[default]
    FromFile,
    /// The left.
    Left,
    /// The right.
    Right,
}

/// Lines that show where to cut and to fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marks {
    /// Where the layout is cut or folded, and the paper has room for them.
    #[default]
    WhereUseful,
    /// Nowhere.
    Hidden,
}

/// The small line at the foot of each side: title, note, "paper only", sheet n of m.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Slug {
    /// Where the paper has room for it outside the pages.
    #[default]
    WhereThereIsRoom,
    /// Also on the edge of the pages themselves, where they fill the paper.
    Always,
    /// Nowhere.
    Hidden,
}

impl Options<'_> {
    /// Whether everything is within bounds.
    pub(super) fn check(&self) -> Result<(), Error> {
        let length = |name, value: Option<f64>, least: f64, most: f64| match value {
            Some(value) if !(least..=most).contains(&value) => {
                Err(Error::Option { name, problem: format!("must be from {least} to {most} mm, and is {value}") })
            }
            Some(_) | None => Ok(()),
        };
        length("margin", self.margin, 0.0, 100.0)?;
        length("gutter", self.gutter, 0.0, 100.0)?;
        let (short, long) = self.paper.size();
        length("paper", Some(short), 50.0, 2_000.0)?;
        length("paper", Some(long), 50.0, 2_000.0)?;
        match self.layout {
            Layout::Booklet { .. } if self.duplex == Duplex::OneSide => Err(Error::BookletOnOneSide),
            Layout::Booklet { caliper, blanks: _ } => length("caliper", Some(caliper), 0.0, 1.0),
            Layout::CutAndStack(Cells::Grid { columns, rows }) | Layout::Repeat(Cells::Grid { columns, rows })
                if !(1..=50).contains(&columns) || !(1..=50).contains(&rows) =>
            {
                Err(Error::Option { name: "cells", problem: format!("must be from 1 to 50 each way, and are {columns} × {rows}") })
            }
            Layout::NUp(_) | Layout::CutAndStack(_) | Layout::Repeat(_) => Ok(()),
        }
    }
}
