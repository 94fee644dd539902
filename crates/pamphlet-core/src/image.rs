//! What a picture's file says of itself, and whether it's safe to pass on.

use crate::{
    diagnostic::Diagnostic,
    value::{ImageFormat, MediaPath},
};

/// Checks that a file is the picture that its name says, and reads its size.
pub(crate) fn check(path: &MediaPath, bytes: &[u8]) -> Result<Option<(u32, u32)>, Box<Diagnostic>> {
    let not = |what: &str| {
        Box::new(Diagnostic::error("bad-picture", format!("the file is not {what}")).with_help("save it again from a picture editor"))
    };
    match path.format() {
        ImageFormat::Png => png_size(bytes).map(Some).ok_or_else(|| not("a PNG")),
        ImageFormat::Jpeg => jpeg_size(bytes).map(Some).ok_or_else(|| not("a JPEG")),
        ImageFormat::Svg => {
            let text = std::str::from_utf8(bytes).map_err(|_| not("an SVG in UTF-8"))?;
            if !text.contains("<svg") {
                return Err(not("an SVG"));
            }
            if let Some((active, at)) = active_content(text) {
                return Err(Box::new(
                    Diagnostic::error("active-picture", format!("the picture has {active}"))
                        .at(at..at)
                        .with_help("a picture may only draw: save it as plain SVG, without scripts, links or parts from elsewhere"),
                ));
            }
            Ok(svg_size(text))
        }
    }
}

/// Width and height of a PNG or a JPEG in pixels; nothing if it's neither.
#[must_use]
pub fn image_size(bytes: &[u8]) -> Option<(u32, u32)> {
    png_size(bytes).or_else(|| jpeg_size(bytes))
}

fn big_endian(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// The size in the header of a PNG (W3C PNG, 11.2.2).
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n").then_some(())?;
    Some((big_endian(bytes, 16, 4)?, big_endian(bytes, 20, 4)?))
}

/// The size in the frame header of a JPEG (ITU-T T.81, B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    bytes.starts_with(b"\xff\xd8").then_some(())?;
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        // Start-of-frame markers are C0 to CF, but for the three that define tables.
        if (0xc0..=0xcf).contains(&marker) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((big_endian(bytes, at + 7, 2)?, big_endian(bytes, at + 5, 2)?));
        }
        at += 2 + usize::try_from(big_endian(bytes, at + 2, 2)?).ok()?.max(2);
    }
}

/// What in an SVG could run, or fetch something from elsewhere.
fn active_content(svg: &str) -> Option<(&'static str, usize)> {
    let lower = svg.to_ascii_lowercase();
    let simple = [
        ("<script", "a script"),
        ("<foreignobject", "HTML inside it"),
        ("<iframe", "another page inside it"),
        ("javascript:", "a script"),
        ("<!entity", "an entity declaration"),
        ("@import", "a style sheet from elsewhere"),
        ("<a ", "a link"),
    ];
    if let Some(found) = simple.iter().find_map(|(needle, what)| lower.find(needle).map(|at| (*what, at))) {
        return Some(found);
    }
    for (at, _) in lower.match_indices("href") {
        let value = lower[at + 4..].trim_start().strip_prefix('=').map(|rest| rest.trim_start().trim_start_matches(['"', '\'']));
        // References inside the file and pictures within it fetch nothing.
        if value.is_some_and(|value| !value.starts_with('#') && !value.starts_with("data:image/")) {
            return Some(("a part from elsewhere", at));
        }
    }
    for (at, _) in lower.match_indices("url(") {
        if !lower[at + 4..].trim_start().trim_start_matches(['"', '\'']).starts_with('#') {
            return Some(("a part from elsewhere", at));
        }
    }
    // An attribute `onclick=` and the like, inside a tag.
    for (at, _) in lower.match_indices(" on") {
        let name: String = lower[at + 3..].chars().take_while(char::is_ascii_lowercase).collect();
        let is_attribute = !name.is_empty() && lower[at + 3 + name.len()..].trim_start().starts_with('=');
        let inside_tag = lower[..at].rfind('<') > lower[..at].rfind('>');
        if is_attribute && inside_tag {
            return Some(("an event handler", at));
        }
    }
    None
}

/// Width and height of an SVG: its attributes, or its view box.
fn svg_size(svg: &str) -> Option<(u32, u32)> {
    let start = svg.find("<svg")?;
    let tag = &svg[start..start + svg[start..].find('>')?];
    let attribute = |name: &str| {
        let at = tag.find(&format!(" {name}=")).or_else(|| tag.find(&format!("\n{name}=")))?;
        let rest = &tag[at + name.len() + 2..];
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    };
    let pixels = |text: &str| {
        let number = text.trim_end_matches("px").parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 1.0 && *n < 100_000.0)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 100,000")]
        Some(number.round() as u32)
    };
    if let Some(size) = attribute("width").and_then(pixels).zip(attribute("height").and_then(pixels)) {
        return Some(size);
    }
    let view: Vec<&str> = attribute("viewBox")?.split_whitespace().collect();
    match view.as_slice() {
        [_, _, width, height] => pixels(width).zip(pixels(height)),
        _ => None,
    }
}
