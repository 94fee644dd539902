//! JPEG (ITU-T T.81): segments are copied or left out as they are, and the picture itself isn't compressed again.

use std::sync::Arc;

use image::{ImageEncoder, codecs::jpeg::JpegEncoder};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::JpegDecoder;

use super::{Pixels, bad, exif::Orientation, within_limit};
use crate::diagnostic::Diagnostic;

/// The marker that starts every JPEG, and the first byte of the next one.
pub(super) const START: [u8; 3] = [0xff, 0xd8, 0xff];

const START_OF_IMAGE: u8 = 0xd8;
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;
const APP: u8 = 0xe0;
const COMMENT: u8 = 0xfe;

const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";

/// Good enough that nobody sees what it costs to compress a converted picture once more.
const QUALITY: u8 = 92;

pub(super) fn read(file: &[u8]) -> Pixels {
    let Parts { clean, process, size, components, orientation, profile } = Parts::of(file)?;
    within_limit(size)?;
    let bytes = if components == 4 { in_rgb(&clean, process, &profile, orientation)? } else { checked(clean, process, components)? };
    Ok((bytes, orientation.seen(size)))
}

pub(super) fn size(file: &[u8]) -> Option<(u32, u32)> {
    Parts::of(file).ok().map(|parts| parts.orientation.seen(parts.size))
}

fn truncated() -> Box<Diagnostic> {
    bad("the file ends before the picture does", "copy it again from where it came: it was cut off on the way")
}

fn damaged() -> Box<Diagnostic> {
    bad("the picture is damaged", "copy it again from where it came, or save it again from a picture editor")
}

/// How a picture is coded.
#[derive(Debug, Clone, Copy)]
enum Process {
    /// From the top to the bottom.
    Sequential,
    /// All of it again and again, each time in more detail.
    Progressive,
}

/// A JPEG taken apart.
struct Parts {
    /// The file, without what isn't for readers.
    clean: Vec<u8>,
    process: Process,
    size: (u32, u32),
    components: u8,
    orientation: Orientation,
    /// The colour profile, put together from its pieces.
    profile: Vec<u8>,
}

impl Parts {
    fn of(file: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let mut segments = Segments { file, at: 2 };
        let (mut frame, mut orientation, mut profile) = (None, Orientation::AS_IT_IS, Vec::new());
        let (mut clean, mut app) = (Vec::with_capacity(file.len()), Vec::new());
        let mut has_scan = false;
        loop {
            let (marker, payload) = segments.next()?;
            match marker {
                END_OF_IMAGE if has_scan => break,
                END_OF_IMAGE => return Err(damaged()),
                // These stand alone, and say nothing here.
                0 | 1 | 0xd0..=START_OF_IMAGE => {}
                // JFIF says how its pixels are shaped; a small copy of the picture may follow.
                0xe0 if payload.starts_with(b"JFIF\0") && payload.len() >= 14 => {
                    segment(&mut app, marker, &[&payload[..12], &[0, 0]].concat());
                }
                0xe1 if payload.starts_with(EXIF) => orientation = Orientation::of_tiff(&payload[EXIF.len()..]),
                0xe2 if payload.starts_with(ICC) && payload.len() > ICC.len() + 2 => {
                    segment(&mut app, marker, payload);
                    profile.extend(&payload[ICC.len() + 2..]);
                }
                // Adobe's says which colours the components are.
                0xee if payload.starts_with(b"Adobe") => segment(&mut app, marker, payload),
                APP..=0xef | COMMENT => {}
                START_OF_SCAN => {
                    has_scan = true;
                    segment(&mut clean, marker, payload);
                    clean.extend(segments.scan());
                }
                // Start-of-frame markers are C0 to CF, but for the three that define tables.
                0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                    let [_, h1, h2, w1, w2, components, ..] = payload else { return Err(damaged()) };
                    let size = (u32::from(u16::from_be_bytes([*w1, *w2])), u32::from(u16::from_be_bytes([*h1, *h2])));
                    let process = if marker == 0xc2 { Process::Progressive } else { Process::Sequential };
                    frame = Some((size, process, *components));
                    segment(&mut clean, marker, payload);
                }
                _ => segment(&mut clean, marker, payload),
            }
        }
        let (size, process, components) = frame.filter(|((width, height), ..)| *width > 0 && *height > 0).ok_or_else(damaged)?;
        let mut whole = START[..2].to_vec();
        let jfif = if app.get(1) == Some(&0xe0) { 18 } else { 0 };
        whole.extend(&app[..jfif]);
        if orientation != Orientation::AS_IT_IS {
            segment(&mut whole, 0xe1, &[EXIF, &orientation.tiff()].concat());
        }
        whole.extend(&app[jfif..]);
        whole.append(&mut clean);
        whole.extend([0xff, END_OF_IMAGE]);
        Ok(Self { clean: whole, process, size, components, orientation, profile })
    }
}

/// Writes a segment. Those that are written were read, so they're no longer than a segment can be.
fn segment(to: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    let length = u16::try_from(payload.len() + 2).unwrap_or(u16::MAX);
    to.extend([0xff, marker]);
    to.extend(length.to_be_bytes());
    to.extend(payload);
}

struct Segments<'f> {
    file: &'f [u8],
    at: usize,
}

impl<'f> Segments<'f> {
    /// The next marker and what belongs to it.
    fn next(&mut self) -> Result<(u8, &'f [u8]), Box<Diagnostic>> {
        // Any number of FF may stand before a marker as filling (B.1.1.2). Decoders pass over what else stands between segments.
        let rest = self.file.get(self.at..).unwrap_or_default();
        let ff = rest.iter().position(|byte| *byte == 0xff).ok_or_else(truncated)?;
        let filling = rest[ff..].iter().position(|byte| *byte != 0xff).ok_or_else(truncated)?;
        self.at += ff + filling;
        let marker = self.file[self.at];
        self.at += 1;
        if matches!(marker, 0 | 1 | 0xd0..=END_OF_IMAGE) {
            return Ok((marker, &[]));
        }
        let length = self.file.get(self.at..self.at + 2).ok_or_else(truncated)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let payload = self.file.get(self.at + 2..(self.at + length).max(self.at + 2)).ok_or_else(truncated)?;
        self.at += length.max(2);
        Ok((marker, payload))
    }

    /// The compressed picture after the head of a scan, up to the next marker that isn't part of it.
    fn scan(&mut self) -> &'f [u8] {
        let rest = self.file.get(self.at..).unwrap_or_default();
        let mut from = 0;
        let end = loop {
            let Some(ff) = rest[from..].iter().position(|byte| *byte == 0xff) else { break rest.len() };
            match rest.get(from + ff + 1) {
                Some(0 | 0xd0..=0xd7) => from += ff + 2,
                Some(_) => break from + ff,
                None => break rest.len(),
            }
        };
        self.at += end;
        &rest[..end]
    }
}

fn decoder(file: &[u8], process: Process, colours: ColorSpace) -> JpegDecoder<ZCursor<&[u8]>> {
    let file = match process {
        // At the marker that ends a picture, the decoder takes what is missing for zeros. At the end of the file it reports it.
        Process::Sequential => file.strip_suffix(&[0xff, END_OF_IMAGE]).unwrap_or(file),
        Process::Progressive => file,
    };
    // Strict: otherwise what is missing is filled with grey.
    let options = DecoderOptions::default().set_strict_mode(true).set_max_width(usize::MAX).set_max_height(usize::MAX);
    JpegDecoder::new_with_options(ZCursor::new(file), options.jpeg_set_out_colorspace(colours))
}

/// Makes sure that the picture is whole, and of a kind that every program opens.
fn checked(file: Vec<u8>, process: Process, components: u8) -> Result<Vec<u8>, Box<Diagnostic>> {
    let colours = match components {
        1 => ColorSpace::Luma,
        3 => ColorSpace::RGB,
        _ => return Err(unusual()),
    };
    let mut decoder = decoder(&file, process, colours);
    decoder.decode_headers().map_err(|_| unusual())?;
    decoder.decode().map_err(|_| damaged())?;
    Ok(file)
}

fn unusual() -> Box<Diagnostic> {
    bad("this kind of JPEG can’t be shown everywhere", "save it as an ordinary JPEG in RGB from a picture editor")
}

/// A picture for a printing press (CMYK) in the colours of screens and e-books.
///
/// Its own colour profile says what its inks look like. Without one, each ink takes away the light of its colour.
fn in_rgb(file: &[u8], process: Process, profile: &[u8], orientation: Orientation) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut decoder = decoder(file, process, ColorSpace::CMYK);
    decoder.decode_headers().map_err(|_| unusual())?;
    let (width, height) = decoder.dimensions().ok_or_else(unusual)?;
    let is_ycck = decoder.input_colorspace() == Some(ColorSpace::YCCK);
    if is_ycck {
        decoder.set_options(decoder.options().jpeg_set_out_colorspace(ColorSpace::YCCK));
    }
    let mut inks = decoder.decode().map_err(|_| damaged())?;
    if inks.len() != width * height * 4 {
        return Err(unusual());
    }
    for ink in inks.chunks_exact_mut(4) {
        if is_ycck {
            let [red, green, blue] = of_ycc([ink[0], ink[1], ink[2]]);
            ink[..3].copy_from_slice(&[red, green, blue]);
        } else {
            // Adobe's programs, and nearly all others after them, write how much of an ink is left out.
            ink[..3].iter_mut().for_each(|ink| *ink = 255 - *ink);
        }
        ink[3] = 255 - ink[3];
    }
    let pixels = by_profile(&inks, profile).unwrap_or_else(|| by_subtraction(&inks));
    let mut encoded = Vec::new();
    let (width, height) = (u32::try_from(width).map_err(|_| unusual())?, u32::try_from(height).map_err(|_| unusual())?);
    let mut encoder = JpegEncoder::new_with_quality(&mut encoded, QUALITY);
    if orientation != Orientation::AS_IT_IS {
        encoder.set_exif_metadata(orientation.tiff()).map_err(|_| unusual())?;
    }
    encoder.write_image(&pixels, width, height, image::ExtendedColorType::Rgb8).map_err(|_| unusual())?;
    Ok(encoded)
}

fn by_profile(inks: &[u8], profile: &[u8]) -> Option<Vec<u8>> {
    let profile = ColorProfile::new_from_slice(profile).ok().filter(|profile| profile.color_space == DataColorSpace::Cmyk)?;
    let transform: Arc<_> =
        profile.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, TransformOptions::default()).ok()?;
    let mut pixels = vec![0; inks.len() / 4 * 3];
    transform.transform(inks, &mut pixels).ok()?;
    Some(pixels)
}

/// Red, green and blue of luminance and the two differences of colour (ITU-T T.871, 7).
fn of_ycc([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let (y, cb, cr) = (i32::from(y) << 16, i32::from(cb) - 128, i32::from(cr) - 128);
    let byte = |value: i32| u8::try_from(((value + 0x8000) >> 16).clamp(0, 255)).unwrap_or(u8::MAX);
    [byte(y + 91_881 * cr), byte(y - 22_554 * cb - 46_802 * cr), byte(y + 116_130 * cb)]
}

fn by_subtraction(inks: &[u8]) -> Vec<u8> {
    let left = |ink: u8, key: u8| {
        let product = (255 - u32::from(ink)) * (255 - u32::from(key));
        u8::try_from((product + 127) / 255).unwrap_or(u8::MAX)
    };
    inks.chunks_exact(4).flat_map(|inks| [left(inks[0], inks[3]), left(inks[1], inks[3]), left(inks[2], inks[3])]).collect()
}
