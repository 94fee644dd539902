//! The way up of a photograph, which is all that is kept of what a camera writes.

/// How a picture is turned before it's seen (Exif 2.32, 4.6.4, Orientation): from 1, as it is, to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Orientation {
    pub(super) const AS_IT_IS: Self = Self(1);

    /// Reads it from the TIFF structure in which cameras write; what can't be read there isn't turned.
    pub(super) fn of_tiff(tiff: &[u8]) -> Self {
        Self::find(tiff).unwrap_or(Self::AS_IT_IS)
    }

    fn find(tiff: &[u8]) -> Option<Self> {
        let is_big = match tiff.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        let two = |at: usize| {
            let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
            Some(if is_big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
        };
        let (high, low) = if is_big { (4, 6) } else { (6, 4) };
        let directory = usize::from(two(high)?) << 16 | usize::from(two(low)?);
        let entries = usize::from(two(directory)?);
        let at = (0..entries).map(|entry| directory + 2 + 12 * entry).find(|at| two(*at) == Some(0x0112))?;
        u8::try_from(two(at + 8)?).ok().filter(|value| (1..=8).contains(value)).map(Self)
    }

    /// As Exif numbers it.
    pub(super) fn number(self) -> u8 {
        self.0
    }

    /// A size as it's seen: four of the eight ways change width with height.
    pub(super) fn seen(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.0 >= 5 { (height, width) } else { (width, height) }
    }

    /// A TIFF structure that says nothing else.
    pub(super) fn tiff(self) -> Vec<u8> {
        let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        tiff.extend([self.0, 0, 0, 0, 0, 0, 0]);
        tiff
    }
}
