//! Letters with marks as one piece of text.
//!
//! A letter and its marks may be several glyphs: "ằ" in a typeface that has no such letter, or an Arabic letter with a vowel. Typst parts a
//! run of text where a mark stands higher or lower than its letter, and says of each part that it shows the whole letter; so whoever copies
//! the text, or has it read out, gets the letter twice. Here the parts are joined again, and the PDF says of the glyphs together what they
//! mean (`ActualText`, ISO 32000-1, 14.9.4).

use typst::{
    layout::{Em, Frame, FrameItem, Point},
    text::TextItem,
};
use typst_layout::{Page, PagedDocument};

/// The document, with the parts of each letter in one run of text.
pub(crate) fn joined(document: PagedDocument) -> PagedDocument {
    let mut was_parted = false;
    let pages = document.pages().iter().map(|page| Page { frame: join(&page.frame, &mut was_parted), ..page.clone() }).collect();
    // Finding all that can be asked of a document takes time, and most have no such letter.
    if was_parted { PagedDocument::new(pages, typst::model::Document::info(&document).clone()) } else { document }
}

fn join(frame: &Frame, was_parted: &mut bool) -> Frame {
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    // The run that the next one may go on with.
    let mut before = None;
    for (at, item) in frame.items() {
        match item {
            FrameItem::Text(text) => {
                if let Some((place, FrameItem::Text(earlier))) = before.and_then(|index: usize| items.get_mut(index))
                    && let Some(whole) = one(*place, earlier, *at, text)
                {
                    *earlier = whole;
                    *was_parted = true;
                    continue;
                }
                before = Some(items.len());
                items.push((*at, item.clone()));
            }
            FrameItem::Group(group) => {
                before = None;
                let mut group = group.clone();
                group.frame = join(&group.frame, was_parted);
                items.push((*at, FrameItem::Group(group)));
            }
            // The line below a link stands between the runs.
            FrameItem::Shape(..) => items.push((*at, item.clone())),
            FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {
                before = None;
                items.push((*at, item.clone()));
            }
        }
    }
    let mut joined = frame.clone();
    joined.clear();
    joined.push_multiple(items);
    joined
}

/// Two runs as one, if the second goes on with the letter that the first one ends with.
fn one(place: Point, earlier: &TextItem, at: Point, later: &TextItem) -> Option<TextItem> {
    let (last, first) = (earlier.glyphs.last()?, later.glyphs.first()?);
    let is_one = last.span == first.span
        && earlier.text[last.range()] == later.text[first.range()]
        && earlier.font == later.font
        && earlier.size == later.size
        && earlier.fill == later.fill
        && earlier.stroke == later.stroke
        && (earlier.lang, earlier.region) == (later.lang, later.region)
        && (place.x + earlier.width()).approx_eq(at.x);
    if !is_one {
        return None;
    }
    // Glyphs stand from the left, and their text as it's read.
    let runs_from_left = last.range().end == earlier.text.len() && first.range().start == 0;
    let runs_from_right = last.range().start == 0 && first.range().end == later.text.len();
    let (text, earlier_by, later_by) = if runs_from_left {
        let shared = last.range().len();
        (format!("{}{}", earlier.text, &later.text[shared..]), 0, earlier.text.len() - shared)
    } else if runs_from_right {
        let start = first.range().start;
        (format!("{}{}", &later.text[..start], earlier.text), start, 0)
    } else {
        return None;
    };
    u16::try_from(text.len()).ok()?;
    let (earlier_by, later_by) = (u16::try_from(earlier_by).ok()?, u16::try_from(later_by).ok()?);
    let mut whole = earlier.clone();
    whole.text = text.into();
    for glyph in &mut whole.glyphs {
        glyph.range = glyph.range.start + earlier_by..glyph.range.end + earlier_by;
    }
    let raised = Em::from_abs(place.y - at.y, later.size);
    whole.glyphs.extend(later.glyphs.iter().cloned().map(|mut glyph| {
        glyph.range = glyph.range.start + later_by..glyph.range.end + later_by;
        glyph.y_offset += raised;
        glyph
    }));
    Some(whole)
}
