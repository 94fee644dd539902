//! What stands around the pages: lines to cut and fold by, and the line that says what the sheet is.

use pamphlet_core::Omission;

use super::{
    Duplex, Edge, Layout, Marks, Options, Slug,
    arrange::Arrangement,
    compose::{MarkLine, SLUG_SIZE, measure},
    geometry::MM,
    report,
    source::Source,
    turned_about,
};

/// Between a piece and its crop mark, in millimetres: a cut that is a little off leaves no trace of it.
const GAP: f64 = 1.5;
/// The longest mark, and the shortest that is of use, in millimetres.
const LONGEST: f64 = 5.0;
const SHORTEST: f64 = 1.5;
/// The line on which the slug stands, above the lower edge of the paper, in millimetres.
const SLUG_LINE: f64 = 4.5;
/// What must be free below the pages for it to stand outside of them, in millimetres.
const SLUG_ROOM: f64 = 8.0;

/// The lines of each side.
pub(super) fn lines(arrangement: &Arrangement, options: &Options<'_>, omissions: &mut Vec<Omission>) -> Vec<MarkLine> {
    let mut lines = Vec::new();
    if options.marks == Marks::Hidden {
        return lines;
    }
    let (cut, fold) = match options.layout {
        Layout::Booklet { .. } => (true, true),
        Layout::NUp(_) => (false, false),
        Layout::CutAndStack(_) | Layout::Repeat(_) => (true, false),
    };
    if cut {
        lines.extend(crop_marks(arrangement));
        // A booklet that fills its paper is cut nowhere.
        let fills = arrangement.block().left.max(arrangement.block().bottom) < SHORTEST * MM;
        if lines.is_empty() && !(fold && fills) {
            omissions.push(Omission::new("crop marks", "the pages leave no room for them on this paper"));
        }
    }
    if fold {
        let (middle, top) = (arrangement.paper.width / 2.0, arrangement.paper.height);
        let mark = |from: f64, to: f64| MarkLine { from: (middle, from), to: (middle, to), dashed: true };
        lines.extend([mark(0.0, LONGEST * MM), mark(top - LONGEST * MM, top)]);
    }
    lines
}

/// Marks at the ends of each cut, outside of all pages.
fn crop_marks(arrangement: &Arrangement) -> Vec<MarkLine> {
    let block = arrangement.block();
    let mut lines = Vec::new();
    let length = |room: f64| Some((room / MM - GAP).min(LONGEST)).filter(|length| *length >= SHORTEST).map(|length| length * MM);
    let (across, down) = (length(block.left), length(block.bottom));
    let gap = GAP * MM;
    // A booklet isn't cut at its fold.
    let cuts = |from: f64, to: f64| if arrangement.folded { vec![] } else { vec![from, to] };
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    for cell in 0..arrangement.columns * arrangement.rows {
        let area = arrangement.cell(cell);
        columns.extend(cuts(area.left, area.right));
        rows.extend(cuts(area.bottom, area.top));
    }
    if arrangement.folded {
        columns.extend([block.left, block.right]);
        rows.extend([block.bottom, block.top]);
    }
    for cuts in [&mut columns, &mut rows] {
        cuts.sort_by(f64::total_cmp);
        cuts.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    }
    let mut draw = |from, to| lines.push(MarkLine { from, to, dashed: false });
    if let Some(length) = down {
        for x in columns {
            draw((x, block.bottom - gap), (x, block.bottom - gap - length));
            draw((x, block.top + gap), (x, block.top + gap + length));
        }
    }
    if let Some(length) = across {
        for y in rows {
            draw((block.left - gap, y), (block.left - gap - length, y));
            draw((block.right + gap, y), (block.right + gap + length, y));
        }
    }
    lines
}

/// The slug lines of all sides.
pub(super) struct Slugs<'a> {
    /// What it says of the document; nothing if there's no slug line.
    about: Option<String>,
    options: &'a Options<'a>,
    sheets: usize,
    faces: usize,
    /// Where it starts, and how long it may be, in points.
    at: (f64, f64),
    room: f64,
    turn: Edge,
}

impl<'a> Slugs<'a> {
    pub(super) fn new(
        source: &Source,
        arrangement: &Arrangement,
        options: &'a Options<'a>,
        sheets: usize,
        faces: usize,
        omissions: &mut Vec<Omission>,
    ) -> Self {
        let wanted = match options.slug {
            Slug::Hidden => false,
            Slug::Always => true,
            Slug::WhereThereIsRoom if arrangement.foot() < SLUG_ROOM => {
                omissions.push(Omission::new("slug line", "the pages fill the paper and leave no room for it"));
                false
            }
            Slug::WhereThereIsRoom => true,
        };
        let about = wanted.then(|| {
            let title = source.title.as_deref().and_then(|title| shown("the title in the slug line", title, omissions));
            let note = options.note.and_then(|note| shown("the note in the slug line", note, omissions));
            let own = shown("the words of the slug line", &options.messages.get("sheets-paper-only"), omissions);
            [title, note, own].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        });
        let side = 7.0 * MM;
        Self {
            about,
            options,
            sheets,
            faces,
            at: (side, SLUG_LINE * MM),
            room: arrangement.paper.width - 2.0 * side,
            turn: turned_about(options.duplex, arrangement.paper),
        }
    }

    /// The slug line of a side, and where it starts.
    pub(super) fn on(&self, side: usize) -> Option<(String, (f64, f64))> {
        let about = self.about.as_deref()?;
        let numbers = [("sheet", (side / self.faces + 1).to_string().into()), ("sheets", self.sheets.to_string().into())];
        let messages = self.options.messages;
        let key = match (self.faces, side % 2) {
            (2, 0) => "sheets-front",
            (2, _) => "sheets-back",
            _ => "sheets-number",
        };
        let mut place = messages.format(key, numbers);
        if self.faces == 2 && self.options.duplex != Duplex::OneSide {
            let turn = messages.get(match self.turn {
                Edge::Long => "sheets-turn-long",
                Edge::Short => "sheets-turn-short",
            });
            place = format!("{place} · {turn}");
        }
        let place = if measure(&place).is_ok() { place } else { format!("{}/{}", side / self.faces + 1, self.sheets) };
        Some((fitted(about, &place, self.room / SLUG_SIZE), self.at))
    }
}

/// Words that the slug's face can show; others are told of.
fn shown(what: &str, words: &str, omissions: &mut Vec<Omission>) -> Option<String> {
    match measure(words) {
        Ok(_) => Some(words.to_owned()),
        Err(lacking) => {
            omissions.push(Omission::new(what, format!("its face has no {}", report::characters(&lacking))));
            None
        }
    }
}

/// Both texts in so many ems: the number of the sheet stays whole, what is before it ends in dots.
fn fitted(about: &str, place: &str, room: f64) -> String {
    let width = |text: &str| measure(text).unwrap_or(f64::INFINITY);
    let whole = format!("{about} · {place}");
    if width(&whole) <= room {
        return whole;
    }
    let ends: Vec<usize> = about.char_indices().map(|(at, _)| at).collect();
    let shortened = ends.iter().rev().map(|end| format!("{}… · {place}", about[..*end].trim_end()));
    shortened.into_iter().find(|line| width(line) <= room).unwrap_or_else(|| place.to_owned())
}
