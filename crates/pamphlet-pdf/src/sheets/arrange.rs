//! Where the cells of a side stand on the paper, and how large pages are in them.

use super::{
    Cells, Error, Layout, Options, PerSide, Scaling, Slug,
    geometry::{Area, MM, Size},
};

/// The gap between pages that are read side by side, in millimetres.
const READING_GUTTER: f64 = 5.0;
/// Most printers leave so much of the edge unprinted, in millimetres.
const UNPRINTABLE: f64 = 5.0;
/// The head and foot where the slug line stands, and where crop marks do as well, in millimetres.
const SLUG_FOOT: f64 = 9.0;
const MARKED_FOOT: f64 = 11.0;

/// The cells of a side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Arrangement {
    /// As it lies in the printer.
    pub(super) paper: Size,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) cell: Size,
    pub(super) gutter: f64,
    /// Pages touch the fold instead of standing in the middle of their cells.
    pub(super) folded: bool,
}

impl Arrangement {
    /// The cells together, in the middle of the paper: so backs stand behind their fronts.
    pub(super) fn block(&self) -> Area {
        let side = |count: usize, length: f64| count_of(count) * length + count_of(count - 1) * self.gutter;
        let size = Size::new(side(self.columns, self.cell.width), side(self.rows, self.cell.height));
        Area::at((self.paper.width - size.width) / 2.0, (self.paper.height - size.height) / 2.0, size)
    }

    /// A cell, counted row by row from the upper left.
    pub(super) fn cell(&self, index: usize) -> Area {
        let block = self.block();
        let (row, column) = (index / self.columns, index % self.columns);
        let left = block.left + count_of(column) * (self.cell.width + self.gutter);
        let top = block.top - count_of(row) * (self.cell.height + self.gutter);
        Area::at(left, top - self.cell.height, self.cell)
    }

    /// Where a page stands, and how much it's scaled.
    pub(super) fn place(&self, index: usize, page: Size, scaling: Scaling) -> (Area, f64) {
        let cell = self.cell(index);
        let scale = scale(page, self.cell, scaling);
        let size = page.scaled(scale);
        let slack = self.cell.width - size.width;
        let from_left = if !self.folded {
            slack / 2.0
        } else if index == 0 {
            slack
        } else {
            0.0
        };
        (Area::at(cell.left + from_left, cell.bottom + (self.cell.height - size.height) / 2.0, size), scale)
    }

    /// How many millimetres of paper are left below the cells.
    pub(super) fn foot(&self) -> f64 {
        self.block().bottom / MM
    }
}

/// A count of rows or columns as a factor: there are never more than a sheet holds.
fn count_of(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

fn scale(page: Size, room: Size, scaling: Scaling) -> f64 {
    match scaling {
        Scaling::ShrinkToFit => page.scale_into(room).min(1.0),
        Scaling::Fit => page.scale_into(room),
        Scaling::ActualSize => 1.0,
    }
}

/// Arranges pages of some sizes.
pub(super) fn arrange(sizes: &[Size], options: &Options<'_>) -> Result<Arrangement, Error> {
    let (short, long) = options.paper.size();
    let upright = Size::new(short * MM, long * MM);
    let largest = sizes.iter().fold(Size::new(0.0, 0.0), |all, size| Size::new(all.width.max(size.width), all.height.max(size.height)));
    let foot = |marked: bool| match (options.slug, marked) {
        (Slug::Hidden | Slug::Always, false) => UNPRINTABLE,
        (Slug::WhereThereIsRoom, false) => SLUG_FOOT,
        (Slug::Hidden | Slug::Always | Slug::WhereThereIsRoom, true) => MARKED_FOOT,
    };
    let edge = |default: f64| options.margin.unwrap_or(default) * MM;
    let arrangement = match options.layout {
        Layout::Booklet { .. } => {
            let paper = upright.turned();
            let room = Size::new(paper.width / 2.0 - edge(0.0), paper.height - 2.0 * edge(0.0));
            // Only as large as its pages: what is left is cut off.
            let cell = sizes
                .iter()
                .map(|size| size.scaled(scale(*size, room, options.scaling)))
                .fold(Size::new(0.0, 0.0), |all, size| Size::new(all.width.max(size.width), all.height.max(size.height)));
            let cell = Size::new(cell.width.min(room.width), cell.height.min(room.height));
            Arrangement { paper, columns: 2, rows: 1, cell, gutter: 0.0, folded: true }
        }
        Layout::NUp(per_side) => {
            let gutter = options.gutter.unwrap_or(READING_GUTTER) * MM;
            let shapes: &[(usize, usize)] = match per_side {
                PerSide::Two => &[(2, 1), (1, 2)],
                PerSide::Four => &[(2, 2)],
            };
            let candidates = [upright, upright.turned()].into_iter().flat_map(|paper| shapes.iter().map(move |shape| (paper, *shape)));
            let arranged = candidates.map(|(paper, (columns, rows))| {
                let room = Size::new(paper.width - 2.0 * edge(UNPRINTABLE), paper.height - 2.0 * edge(foot(false)));
                let share = |length: f64, count: usize| (length - count_of(count - 1) * gutter) / count_of(count);
                let cell = Size::new(share(room.width, columns), share(room.height, rows));
                Arrangement { paper, columns, rows, cell, gutter, folded: false }
            });
            best(arranged, |arrangement| largest.scale_into(arrangement.cell))
        }
        Layout::CutAndStack(cells) | Layout::Repeat(cells) => {
            let gutter = options.gutter.unwrap_or(0.0) * MM;
            let room = |paper: Size| Size::new(paper.width - 2.0 * edge(UNPRINTABLE), paper.height - 2.0 * edge(foot(true)));
            let grid = |paper: Size, columns: usize, rows: usize| {
                let Size { width, height } = room(paper);
                let share = |length: f64, count: usize| (length - count_of(count - 1) * gutter) / count_of(count);
                let cell = Size::new(share(width, columns), share(height, rows));
                // The pieces are as large as the pages, not as the paper divides.
                let cell = largest.scaled(scale(largest, cell, options.scaling));
                Arrangement { paper, columns, rows, cell, gutter, folded: false }
            };
            match cells {
                Cells::Grid { columns, rows } => grid(upright, columns, rows),
                Cells::AsManyAsFit => {
                    let arranged = [upright, upright.turned()].into_iter().map(|paper| {
                        let Size { width, height } = room(paper);
                        let fit = |length: f64, piece: f64| whole((length + gutter + TOLERANCE) / (piece + gutter)).max(1);
                        grid(paper, fit(width, largest.width), fit(height, largest.height))
                    });
                    // Where only one fits, the better way up is that in which it's larger.
                    best(arranged, |arrangement| {
                        count_of(arrangement.columns * arrangement.rows) * arrangement.cell.width.min(largest.width)
                    })
                }
            }
        }
    };
    check(sizes, &arrangement, options)?;
    Ok(arrangement)
}

/// Text of 12 points is 2.4 points at this scale: nobody reads that.
const LEAST_SCALE: f64 = 0.2;
/// A hundredth of a millimetre: pages of a nominal size differ by less.
const TOLERANCE: f64 = 0.01 * MM;

/// The first of the best.
fn best(all: impl Iterator<Item = Arrangement>, value: impl Fn(&Arrangement) -> f64) -> Arrangement {
    all.reduce(|best, next| if value(&next) > value(&best) + 1e-9 { next } else { best }).expect("there is always one candidate")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it's finite, positive, and at most a sheet's number of pieces"
)]
fn whole(number: f64) -> usize {
    number.clamp(0.0, 1000.0) as usize
}

fn check(sizes: &[Size], arrangement: &Arrangement, options: &Options<'_>) -> Result<(), Error> {
    let Size { width, height } = arrangement.cell;
    if width <= 1.0 || height <= 1.0 {
        let problem = "leaves no room for pages on this paper".to_owned();
        return Err(Error::Option { name: if options.margin.is_some() { "margin" } else { "layout" }, problem });
    }
    let block = arrangement.block();
    let off_paper = block.left < -TOLERANCE || block.bottom < -TOLERANCE;
    let too_large = |size: &&Size| {
        let scaled = size.scaled(scale(**size, arrangement.cell, options.scaling));
        off_paper || scaled.width < size.width * LEAST_SCALE || scaled.width > width + TOLERANCE || scaled.height > height + TOLERANCE
    };
    match sizes.iter().position(|size| too_large(&size)) {
        Some(index) => {
            let room = if off_paper {
                Size::new(arrangement.paper.width / count_of(arrangement.columns), arrangement.paper.height / count_of(arrangement.rows))
            } else {
                arrangement.cell
            };
            Err(Error::DoesNotFit { page: index + 1, size: sizes[index].in_mm(), room: room.in_mm() })
        }
        None => Ok(()),
    }
}
