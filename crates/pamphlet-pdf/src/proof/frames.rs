//! What stands on a page: text, pictures and painted areas, in the order in which they're drawn.

use typst::{
    introspection::{Location, Tag},
    layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform},
    pdf::ArtifactElem,
    text::{Glyph, TextItem},
    visualize::Geometry,
};
use typst_layout::Page;

/// Something that is drawn.
pub(super) enum Drawn<'d> {
    Text(Run<'d>),
    Picture(Rect),
    /// An area that is filled, which hides what was drawn before it.
    Area(Rect),
    /// A border.
    Border(Rect),
}

/// A run of glyphs.
pub(super) struct Run<'d> {
    pub item: &'d TextItem,
    /// From the start of its first glyph to the end of its last, on the baseline.
    pub start: Point,
    pub end: Point,
    /// The space that its letters take: from below the baseline to the height of capitals.
    pub space: Rect,
    /// The part of the page in which it's seen, where something clips it.
    pub window: Option<Rect>,
    /// Whether it's of a running head or foot, or other decoration (PDF 2.0 § 14.8.2.2).
    pub is_artifact: bool,
}

impl Run<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.item.text.trim().is_empty()
    }

    /// Whether it goes on where another run ends, on the same line. A mark above or below its letter is a run of its own, and its baseline
    /// is another.
    pub(super) fn follows(&self, before: &Run<'_>) -> bool {
        let line = 0.75 * self.item.size.max(before.item.size);
        (before.end.y - self.start.y).abs() < line && (before.end.x - self.start.x).abs() < Abs::pt(0.3)
    }
}

/// What is drawn on a page.
pub(super) fn drawn(page: &Page) -> Vec<Drawn<'_>> {
    let mut drawing = Drawing { artifact: None, drawn: Vec::new() };
    drawing.frame(&page.frame, Transform::identity(), None);
    drawing.drawn
}

/// The runs among what is drawn.
pub(super) fn runs<'r, 'd>(drawn: &'r [Drawn<'d>]) -> impl Iterator<Item = &'r Run<'d>> {
    drawn.iter().filter_map(|drawn| match drawn {
        Drawn::Text(run) => Some(run),
        Drawn::Picture(_) | Drawn::Area(_) | Drawn::Border(_) => None,
    })
}

/// Whether runs that follow each other on a line are read from the right: they have letters of such a script, or signs such as `))` that
/// stand between those and come in the opposite order of the text.
pub(super) fn is_from_right(phrase: &[&Run<'_>]) -> bool {
    let glyphs = || phrase.iter().flat_map(|run| &run.item.glyphs);
    let is_backwards = |(before, after): (&Glyph, &Glyph)| before.span.0 == after.span.0 && after.span.1 < before.span.1;
    phrase.iter().any(|run| run.item.text.chars().any(is_read_from_right)) || glyphs().zip(glyphs().skip(1)).any(is_backwards)
}

/// Whether a character is a letter of a script that runs from the right: Hebrew, Arabic and those that Unicode keeps beside them.
fn is_read_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

struct Drawing<'d> {
    /// The artifact that is being drawn.
    artifact: Option<Location>,
    drawn: Vec<Drawn<'d>>,
}

impl<'d> Drawing<'d> {
    fn frame(&mut self, frame: &'d Frame, placed: Transform, window: Option<Rect>) {
        for (position, item) in frame.items() {
            let at = placed.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    let within = at.pre_concat(group.transform);
                    let clip = group.clip.as_ref().map(|clip| moved(clip.bbox(None), within));
                    self.frame(&group.frame, within, [window, clip].into_iter().flatten().reduce(common));
                }
                FrameItem::Text(item) => self.drawn.push(Drawn::Text(self.run(item, at, window))),
                FrameItem::Image(_, size, _) => {
                    self.drawn.push(Drawn::Picture(seen(moved(Rect::from_pos_size(Point::zero(), *size), at), window)));
                }
                FrameItem::Shape(shape, _) => {
                    let space = seen(moved(shape.bbox(false), at), window);
                    match (&shape.fill, &shape.geometry) {
                        (Some(_), _) => self.drawn.push(Drawn::Area(space)),
                        (None, Geometry::Rect(_) | Geometry::Curve(_)) => self.drawn.push(Drawn::Border(space)),
                        (None, Geometry::Line(_)) => {}
                    }
                }
                FrameItem::Tag(Tag::Start(element, _)) if self.artifact.is_none() && element.is::<ArtifactElem>() => {
                    self.artifact = element.location();
                }
                FrameItem::Tag(tag @ Tag::End(..)) if self.artifact == Some(tag.location()) => self.artifact = None,
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn run(&self, item: &'d TextItem, at: Transform, window: Option<Rect>) -> Run<'d> {
        let width = item.width();
        let top_left = Point::new(Abs::zero(), -0.75 * item.size);
        Run {
            item,
            start: Point::zero().transform_inf(at),
            end: Point::new(width, Abs::zero()).transform_inf(at),
            space: moved(Rect::from_pos_size(top_left, Size::new(width, 0.9 * item.size)), at),
            window,
            is_artifact: self.artifact.is_some(),
        }
    }
}

/// Where a rectangle comes to stand.
fn moved(rect: Rect, by: Transform) -> Rect {
    let Rect { min, max } = rect;
    let corners = [min, Point::new(max.x, min.y), Point::new(min.x, max.y), max].map(|corner| corner.transform_inf(by));
    let bounds = |a: Rect, b: Rect| Rect::new(a.min.min(b.min), a.max.max(b.max));
    corners.map(|corner| Rect::new(corner, corner)).into_iter().reduce(bounds).unwrap_or(rect)
}

/// What two rectangles have in common.
pub(super) fn common(a: Rect, b: Rect) -> Rect {
    Rect::new(a.min.max(b.min), a.max.min(b.max))
}

fn seen(rect: Rect, window: Option<Rect>) -> Rect {
    window.map_or(rect, |window| common(rect, window))
}
