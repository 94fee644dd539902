//! Which page stands where: orders of pages, without any lengths.

use super::{Blanks, options::Duplex};

/// The side of a sheet: what stands in its cells, row by row from the upper left, as an index of the source's pages.
pub(super) type Side = Vec<Option<usize>>;

/// The rows and columns of a side, and from which end its rows are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) from_right: bool,
}

impl Shape {
    pub(super) fn cells(self) -> usize {
        self.columns * self.rows
    }

    /// The cell that is read as the nth.
    fn read(self, nth: usize) -> usize {
        if self.from_right { self.behind(nth) } else { nth }
    }

    /// The cell at whose back a cell stands once the sheet is turned like the page of a book.
    fn behind(self, cell: usize) -> usize {
        let (row, column) = (cell / self.columns, cell % self.columns);
        row * self.columns + self.columns - 1 - column
    }
}

/// Sides in the order of printing: front, back, front, back.
///
/// The outermost sheet comes first. It bears the first pages and the last, and each sheet within it the next
/// ones from both ends.
pub(super) fn booklet(pages: usize, blanks: Blanks, from_right: bool) -> Vec<Side> {
    let all = pages.next_multiple_of(4);
    let empty = all - pages;
    let page = |place: usize| match blanks {
        // The single page of a booklet of one is its front cover.
        Blanks::BeforeBackCover if pages > 1 => {
            if place + 1 == all {
                Some(pages - 1)
            } else {
                (place < pages - 1).then_some(place)
            }
        }
        Blanks::BeforeBackCover | Blanks::AtEnd => (place < all - empty).then_some(place),
    };
    let side = |left, right| if from_right { vec![page(right), page(left)] } else { vec![page(left), page(right)] };
    (0..all / 4).flat_map(|sheet| [side(all - 1 - 2 * sheet, 2 * sheet), side(2 * sheet + 1, all - 2 - 2 * sheet)]).collect()
}

/// Pages in the order of reading.
pub(super) fn n_up(pages: usize, shape: Shape) -> Vec<Side> {
    let side = |start: usize| {
        let mut side = vec![None; shape.cells()];
        for (nth, page) in (start..pages.min(start + shape.cells())).enumerate() {
            side[shape.read(nth)] = Some(page);
        }
        side
    };
    (0..pages).step_by(shape.cells()).map(side).collect()
}

/// Piles that give all pages in order once they're cut and laid on each other.
pub(super) fn cut_and_stack(pages: usize, shape: Shape, duplex: Duplex) -> Vec<Side> {
    let faces = faces(pages, duplex);
    let height = pages.div_ceil(shape.cells() * faces);
    let page = |pile: usize, sheet: usize, face: usize| {
        let page = faces * (pile * height + sheet) + face;
        (page < pages).then_some(page)
    };
    let side = |sheet, face| {
        let mut side = vec![None; shape.cells()];
        for pile in 0..shape.cells() {
            let cell = shape.read(pile);
            side[if face == 0 { cell } else { shape.behind(cell) }] = page(pile, sheet, face);
        }
        side
    };
    (0..height).flat_map(|sheet| (0..faces).map(move |face| (sheet, face))).map(|(sheet, face)| side(sheet, face)).collect()
}

/// One page on each side, as often as there are cells.
pub(super) fn repeat(pages: usize, shape: Shape) -> Vec<Side> {
    (0..pages).map(|page| vec![Some(page); shape.cells()]).collect()
}

/// How many sides of a sheet are printed.
pub(super) fn faces(sides: usize, duplex: Duplex) -> usize {
    match duplex {
        Duplex::LikeABook | Duplex::LongEdge | Duplex::ShortEdge => sides.min(2),
        Duplex::OneSide => 1,
    }
}
