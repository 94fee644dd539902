//! PNG (W3C PNG, third edition): chunks are copied or left out as they are.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageEncoder, codecs::png::PngDecoder, codecs::png::PngEncoder, metadata};
use png::{Decoder, DecodingError, Limits};

use super::{MOST_PIXELS, Pixels, bad, exif::Orientation, within_limit};
use crate::diagnostic::Diagnostic;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What draws the picture, and how its colours are meant.
const KEPT: [&[u8; 4]; 14] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP", b"mDCV"];

/// What makes a picture move.
const MOVING: &[u8; 4] = b"acTL";

pub(super) fn read(file: &[u8]) -> Pixels {
    within_limit(size_of_header(file).ok_or_else(truncated)?)?;
    let Parts { clean, size, orientation } = Parts::of(file)?;
    decode(&clean)?;
    let bytes = if orientation == Orientation::AS_IT_IS { clean } else { turned(&clean, orientation).ok_or_else(damaged)? };
    Ok((bytes, orientation.seen(size)))
}

pub(super) fn size(file: &[u8]) -> Option<(u32, u32)> {
    Parts::of(file).ok().map(|parts| parts.orientation.seen(parts.size)).or_else(|| size_of_header(file))
}

fn truncated() -> Box<Diagnostic> {
    bad("the file ends before the picture does", "copy it again from where it came: it was cut off on the way")
}

fn damaged() -> Box<Diagnostic> {
    bad("the picture is damaged", "copy it again from where it came, or save it again from a picture editor")
}

fn number(file: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?))
}

/// The size in the header, which is the first chunk.
fn size_of_header(file: &[u8]) -> Option<(u32, u32)> {
    Some((number(file, 16)?, number(file, 20)?))
}

/// A PNG taken apart.
struct Parts {
    /// The file, without what isn't for readers.
    clean: Vec<u8>,
    size: (u32, u32),
    orientation: Orientation,
}

impl Parts {
    fn of(file: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let size = size_of_header(file).ok_or_else(truncated)?;
        let (mut clean, mut orientation) = (Vec::with_capacity(file.len()), Orientation::AS_IT_IS);
        clean.extend(SIGNATURE);
        let mut at = SIGNATURE.len();
        loop {
            let length = number(file, at).and_then(|length| usize::try_from(length).ok()).ok_or_else(truncated)?;
            // Length, name and checksum stand around what a chunk holds.
            let chunk = at.checked_add(length).and_then(|end| file.get(at..end.checked_add(12)?)).ok_or_else(truncated)?;
            let (name, data) = (&chunk[4..8], &chunk[8..8 + length]);
            if name == MOVING {
                return Err(Box::new(
                    Diagnostic::error("moving-picture", "the picture moves, which no printed page can show")
                        .with_help("save the frame that says most as a picture of its own"),
                ));
            }
            if name == b"eXIf" {
                orientation = Orientation::of_tiff(data);
            }
            if KEPT.iter().any(|kept| *kept == name) || !name[0].is_ascii_lowercase() {
                clean.extend(chunk);
            }
            if name == b"IEND" {
                return Ok(Self { clean, size, orientation });
            }
            at += chunk.len();
        }
    }
}

/// Reads every row, and keeps none.
fn decode(file: &[u8]) -> Result<(), Box<Diagnostic>> {
    let told = |error: DecodingError| match error {
        DecodingError::IoError(_) => truncated(),
        DecodingError::Format(_) | DecodingError::Parameter(_) | DecodingError::LimitsExceeded => damaged(),
    };
    let limits = Limits { bytes: usize::try_from(8 * MOST_PIXELS).unwrap_or(usize::MAX) };
    let mut reader = Decoder::new_with_limits(Cursor::new(file), limits).read_info().map_err(told)?;
    while reader.next_row().map_err(told)?.is_some() {}
    reader.finish().map_err(told)
}

/// The same picture, turned as it's seen: not every program obeys what a PNG says of that.
fn turned(file: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut decoder = PngDecoder::new(Cursor::new(file)).ok()?;
    let profile = decoder.icc_profile().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(metadata::Orientation::from_exif(orientation.number())?);
    let mut encoded = Vec::new();
    let mut encoder = PngEncoder::new(&mut encoded);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).ok()?;
    }
    encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into()).ok()?;
    Some(encoded)
}
