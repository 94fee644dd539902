//! How large a drawing is, said so that every program understands the same.

use roxmltree::Node;

/// Width, height and view box as the root has them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Size {
    width: f64,
    height: f64,
    /// The root's attributes: `width`, `height` and `viewBox`.
    pub(super) attributes: [(&'static str, String); 3],
}

impl Size {
    /// The size that a root gives; nothing if it leaves that to whoever shows it.
    ///
    /// Where one of the two lengths is missing, browsers take it from the view box, and others from elsewhere: so both are written.
    pub(super) fn of(root: Node<'_, '_>) -> Option<Self> {
        let view = root.attribute("viewBox").and_then(view_box);
        let [width, height] = ["width", "height"].map(|name| root.attribute(name).and_then(pixels));
        let (width, height) = match (width, height, view) {
            (Some(width), Some(height), _) => (width, height),
            (Some(width), None, Some([_, _, w, h])) => (width, width * h / w),
            (None, Some(height), Some([_, _, w, h])) => (height * w / h, height),
            (None, None, Some([_, _, w, h])) => (w, h),
            (_, _, None) => return None,
        };
        Self::new(width, height, view)
    }

    /// A size in CSS pixels.
    pub(super) fn new(width: f64, height: f64, view: Option<[f64; 4]>) -> Option<Self> {
        let is_good = |length: f64| length.is_finite() && length > 0.0 && length < 1_000_000.0;
        // Without a view box, a drawing that is shown smaller is cut off instead.
        let view = view.unwrap_or([0.0, 0.0, width, height]).map(|number| number.to_string()).join(" ");
        let attributes = [("width", width.to_string()), ("height", height.to_string()), ("viewBox", view)];
        (is_good(width) && is_good(height)).then_some(Self { width, height, attributes })
    }

    /// Whole CSS pixels.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
    pub(super) fn in_pixels(&self) -> (u32, u32) {
        let whole = |length: f64| length.round().max(1.0) as u32;
        (whole(self.width), whole(self.height))
    }
}

fn view_box(text: &str) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = text
        .split(|c: char| c == ',' || c.is_ascii_whitespace())
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    let view: [f64; 4] = numbers.try_into().ok()?;
    (view.iter().all(|number| number.is_finite()) && view[2] > 0.0 && view[3] > 0.0).then_some(view)
}

/// A length in CSS pixels (CSS Values 3, 6); nothing if it depends on what stands around the drawing.
fn pixels(text: &str) -> Option<f64> {
    // An inch is 96 pixels, and an em that of a browser's usual text.
    const UNITS: [(&str, f64); 9] = [
        ("px", 1.0),
        ("mm", 96.0 / 25.4),
        ("cm", 96.0 / 2.54),
        ("in", 96.0),
        ("pt", 96.0 / 72.0),
        ("pc", 16.0),
        ("em", 16.0),
        ("ex", 8.0),
        ("q", 96.0 / 101.6),
    ];
    let text = text.trim().to_ascii_lowercase();
    let unit = UNITS.iter().find_map(|(unit, pixels)| Some((text.strip_suffix(unit)?, *pixels)));
    let (number, pixels) = unit.unwrap_or((&text, 1.0));
    number.trim().parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number * pixels)
}
