//! The one door for pictures: what a file must be to be shown, and the bytes of it that are published.
//!
//! Site, handout and e-book take a picture from here, so all three show the same. What only a camera or a drawing program
//! needs (where a photograph was taken, by whom, with which lens, layers and guides) is taken out; what could run, fetch or
//! move is an error. What the backends couldn't draw is an error here, so that a check reports all of it at once.

mod exif;
mod jpeg;
mod png;
mod sniff;
mod svg;

use std::{ops::Range, sync::Arc};

pub use self::sniff::image_size;
use crate::{
    diagnostic::{Diagnostic, Problems},
    value::{ImageFormat, MediaPath},
};

/// The most pixels that a picture may have: a sheet of A4 at 600 dots an inch has 35 million.
pub const MOST_PIXELS: u64 = 40_000_000;

/// A picture, as it's published.
///
/// ```
/// use pamphlet_core::Media;
/// let drawing = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h40v30z"/><!-- draft --></svg>"#;
/// let media = Media::read(&"media/step.svg".parse()?, drawing)?;
/// assert_eq!(media.size, Some((40, 30)));
/// assert!(!String::from_utf8_lossy(&media.bytes).contains("draft"));
///
/// let runs = br#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1" onload="alert(1)"/>"#;
/// assert!(Media::read(&"media/step.svg".parse()?, runs).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Media {
    /// The file, without what isn't for readers.
    pub bytes: Arc<[u8]>,
    /// Width and height in pixels as it's seen (in CSS pixels for SVG).
    pub size: Option<(u32, u32)>,
    /// What a drawing says in letters, with the place in its file: a printed page needs a typeface for it.
    pub texts: Vec<(String, Range<usize>)>,
}

impl Media {
    /// Reads a picture: checks that it can be shown everywhere, and takes out what isn't for readers.
    ///
    /// # Errors
    /// Everything in it that can't be published.
    pub fn read(path: &MediaPath, file: &[u8]) -> Result<Self, Problems> {
        let Judged { media, problems, source } = judge(path, file);
        match media {
            Some(media) => Ok(media),
            None => {
                let name: Arc<str> = path.as_str().into();
                let diagnostics = problems.into_iter().map(|problem| problem.in_file(&name)).collect();
                Err(Problems { diagnostics, sources: source.into_iter().map(|text| (Arc::clone(&name), text)).collect() })
            }
        }
    }

    /// A photograph or a picture of dots.
    fn of_pixels(bytes: Vec<u8>, size: (u32, u32)) -> Self {
        Self { bytes: bytes.into(), size: Some(size), texts: Vec::new() }
    }
}

/// A file, judged: it's a picture, or there are problems.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) media: Option<Media>,
    pub(crate) problems: Vec<Diagnostic>,
    /// The text of a drawing, in which the problems and the words have their places.
    pub(crate) source: Option<Arc<str>>,
}

impl Judged {
    /// A file that can't be shown.
    pub(crate) fn refused(problem: Diagnostic) -> Self {
        Self { media: None, problems: vec![problem], source: None }
    }
}

/// Judges a file by its name and its bytes.
pub(crate) fn judge(path: &MediaPath, file: &[u8]) -> Judged {
    let is = sniff::kind(file);
    let read = match path.format() {
        _ if file.is_empty() => Err(bad("nothing in the file could be read", "save the picture again")),
        // A name that says another format would reach browsers and e-books with the wrong type.
        ImageFormat::Png if is != sniff::Kind::Png => Err(sniff::misnamed(path, is)),
        ImageFormat::Jpeg if is != sniff::Kind::Jpeg => Err(sniff::misnamed(path, is)),
        ImageFormat::Svg if !matches!(is, sniff::Kind::Text) => Err(sniff::misnamed(path, is)),
        ImageFormat::Png => png::read(file),
        ImageFormat::Jpeg => jpeg::read(file),
        ImageFormat::Svg => return svg::read(file),
    };
    match read {
        Ok((bytes, size)) => Judged { media: Some(Media::of_pixels(bytes, size)), problems: Vec::new(), source: None },
        Err(problem) => Judged::refused(*problem),
    }
}

/// What a file of pixels becomes: its bytes, and its width and height as it's seen.
type Pixels = Result<(Vec<u8>, (u32, u32)), Box<Diagnostic>>;

/// The error of a picture that can't be read.
fn bad(message: impl Into<String>, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("bad-picture", message).with_help(help))
}

/// Refuses more pixels than any page shows: each takes memory in every program that opens the picture.
fn within_limit((width, height): (u32, u32)) -> Result<(), Box<Diagnostic>> {
    if u64::from(width) * u64::from(height) <= MOST_PIXELS {
        return Ok(());
    }
    let message = format!("the picture has {width} × {height} pixels; at most {} million can be shown", MOST_PIXELS / 1_000_000);
    Err(Box::new(Diagnostic::error("picture-too-large", message).with_help("make it smaller: no page shows more than 4000 pixels across")))
}
