//! What a file is by its first bytes, whatever its name says.

use super::{bad, jpeg, png};
use crate::{
    diagnostic::Diagnostic,
    value::{ImageFormat, MediaPath},
};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Png,
    Jpeg,
    /// Any other format that has a name.
    Other(&'static str),
    /// Nothing that is known, which an SVG is, too.
    Text,
}

const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WebP"),
    (4, b"ftypavif", "AVIF"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"BM", "BMP"),
    (0, b"8BPS", "Photoshop"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "PostScript"),
    (0, b"PK\x03\x04", "ZIP"),
    (0, b"\x1f\x8b", "compressed"),
    (0, b"\xff\x0a", "JPEG XL"),
    (4, b"JXL ", "JPEG XL"),
    (4, b"jP  ", "JPEG 2000"),
];

pub(super) fn kind(file: &[u8]) -> Kind {
    if file.starts_with(png::SIGNATURE) {
        return Kind::Png;
    }
    if file.starts_with(&jpeg::START) {
        return Kind::Jpeg;
    }
    let found = SIGNATURES.iter().find(|(at, signature, _)| file.get(*at..).is_some_and(|rest| rest.starts_with(signature)));
    found.map_or(Kind::Text, |(_, _, name)| Kind::Other(name))
}

/// The error of a file that isn't what its name says.
pub(super) fn misnamed(path: &MediaPath, is: Kind) -> Box<Diagnostic> {
    let wanted = match path.format() {
        ImageFormat::Svg => "an SVG",
        ImageFormat::Png => "a PNG",
        ImageFormat::Jpeg => "a JPEG",
    };
    let rename = |name: &str, ending: &str| {
        let stem = path.as_str().rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
        bad(
            format!("the file is a {name}, and its name says {wanted}"),
            &format!("rename it to `{stem}.{ending}`, here and where it’s shown"),
        )
    };
    match is {
        Kind::Png => rename("PNG", "png"),
        Kind::Jpeg => rename("JPEG", "jpg"),
        Kind::Other(name) => bad(
            format!("the file is not {wanted} but {name}"),
            &format!("save it as {wanted} from a picture editor; a new ending isn’t enough"),
        ),
        Kind::Text => bad(format!("the file is not {wanted}"), &format!("save it again as {wanted} from a picture editor")),
    }
}

/// Width and height of a PNG or a JPEG in pixels, as it's seen; nothing if it's neither.
#[must_use]
pub fn image_size(bytes: &[u8]) -> Option<(u32, u32)> {
    match kind(bytes) {
        Kind::Png => png::size(bytes),
        Kind::Jpeg => jpeg::size(bytes),
        Kind::Other(_) | Kind::Text => None,
    }
}
