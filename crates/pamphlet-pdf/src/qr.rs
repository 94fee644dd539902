use qrcode::{EcLevel, QrCode, render::svg};

/// A QR code as an SVG picture; nothing if the text is too long for one.
///
/// Level M, so that a fold or a coffee stain doesn't spoil it.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    // The four modules of white around it are part of it (ISO/IEC 18004, 9.1).
    Some(code.render::<svg::Color<'_>>().quiet_zone(true).min_dimensions(200, 200).build())
}
