//! Sizes and places, in points of 1/72 inch; the origin is the lower left, as in PDF.

/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Size {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    pub(super) fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }

    pub(super) fn scaled(self, by: f64) -> Self {
        Self { width: self.width * by, height: self.height * by }
    }

    /// The largest scale at which it fits into another.
    pub(super) fn scale_into(self, room: Self) -> f64 {
        f64::min(room.width / self.width, room.height / self.height)
    }

    pub(super) fn in_mm(self) -> (f64, f64) {
        (self.width / MM, self.height / MM)
    }
}

/// A rectangle by its lower left and upper right corners.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
    pub(super) top: f64,
}

impl Area {
    pub(super) fn at(left: f64, bottom: f64, size: Size) -> Self {
        Self { left, bottom, right: left + size.width, top: bottom + size.height }
    }

    pub(super) fn size(self) -> Size {
        Size::new(self.right - self.left, self.top - self.bottom)
    }

    /// What two have in common; nothing if they don't meet.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        let area = Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        };
        (area.left < area.right && area.bottom < area.top).then_some(area)
    }

    pub(super) fn moved(self, x: f64) -> Self {
        Self { left: self.left + x, right: self.right + x, ..self }
    }
}

/// A change of coordinates: x' = a·x + c·y + e, y' = b·x + d·y + f (ISO 32000-1, 8.3.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    /// This change, and then another.
    pub(super) fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Self([a * na + b * nc, a * nb + b * nd, c * na + d * nc, c * nb + d * nd, e * na + f * nc + ne, e * nb + f * nd + nf])
    }

    pub(super) fn scale(by: f64) -> Self {
        Self([by, 0.0, 0.0, by, 0.0, 0.0])
    }

    pub(super) fn translate(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// A sheet on its head.
    pub(super) fn upside_down(paper: Size) -> Self {
        Self([-1.0, 0.0, 0.0, -1.0, paper.width, paper.height])
    }
}

/// By how many quarters a page is turned clockwise before it's shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    None,
    Quarter,
    Half,
    ThreeQuarters,
}

impl Turn {
    /// From a page's `/Rotate`; nothing if it's no multiple of 90.
    pub(super) fn from_degrees(degrees: i64) -> Option<Self> {
        match degrees.rem_euclid(360) {
            0 => Some(Self::None),
            90 => Some(Self::Quarter),
            180 => Some(Self::Half),
            270 => Some(Self::ThreeQuarters),
            _ => None,
        }
    }

    /// A quarter against the clock: the head of the page comes to lie at the left.
    pub(super) fn and_back_a_quarter(self) -> Self {
        match self {
            Self::None => Self::ThreeQuarters,
            Self::Quarter => Self::None,
            Self::Half => Self::Quarter,
            Self::ThreeQuarters => Self::Half,
        }
    }

    pub(super) fn size(self, size: Size) -> Size {
        match self {
            Self::None | Self::Half => size,
            Self::Quarter | Self::ThreeQuarters => size.turned(),
        }
    }

    /// Brings what stands in an area, turned, to the origin.
    pub(super) fn matrix(self, area: Area) -> Matrix {
        let Area { left, bottom, right, top } = area;
        Matrix(match self {
            Self::None => [1.0, 0.0, 0.0, 1.0, -left, -bottom],
            Self::Quarter => [0.0, -1.0, 1.0, 0.0, -bottom, right],
            Self::Half => [-1.0, 0.0, 0.0, -1.0, right, top],
            Self::ThreeQuarters => [0.0, 1.0, -1.0, 0.0, top, -left],
        })
    }
}
