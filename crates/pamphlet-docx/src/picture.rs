//! Pictures as Word shows them: dots as they are, and drawings with a copy in dots.

use std::sync::Arc;

use pamphlet_core::{
    Media,
    value::{ImageFormat, MediaPath},
};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg,
};

/// A picture as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Its dots, and the ending of a file of them.
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) ending: &'static str,
    /// The drawing itself: newer versions of Word show it instead.
    pub(crate) drawing: Option<Arc<[u8]>>,
    /// Width and height in pixels.
    pub(crate) size: (u32, u32),
}

/// The copy of a drawing is so many times as fine as a screen.
const FINE: f32 = 3.0;
/// And no wider or higher than this.
const MOST_PIXELS: f32 = 3000.0;

/// A picture as it's shown, or why it can't be.
pub(crate) fn shown(path: &MediaPath, media: &Media) -> Result<Shown, &'static str> {
    let ending = match path.format() {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpg",
        ImageFormat::Svg => return drawn(media),
    };
    let size = media.size.ok_or("its size isn’t known")?;
    Ok(Shown { bytes: Arc::clone(&media.bytes), ending, drawing: None, size })
}

fn drawn(media: &Media) -> Result<Shown, &'static str> {
    if !media.texts.is_empty() {
        return Err("it’s a drawing with letters, which Word may set in another typeface; what it shows stands in words");
    }
    let tree = usvg::Tree::from_data(&media.bytes, &usvg::Options::default()).map_err(|_| "it can’t be drawn")?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = FINE.min(MOST_PIXELS / width.max(height));
    let mut dots = Pixmap::new(whole(width * scale), whole(height * scale)).ok_or("it’s too large to be drawn")?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut dots.as_mut());
    let bytes = dots.encode_png().map_err(|_| "it can’t be drawn")?;
    let size = media.size.unwrap_or((whole(width), whole(height)));
    Ok(Shown { bytes: bytes.into(), ending: "png", drawing: Some(Arc::clone(&media.bytes)), size })
}

/// A number of dots.
fn whole(length: f32) -> u32 {
    // At most `MOST_PIXELS`, or a drawing's size, which is within the limits of pictures.
    length.ceil().clamp(1.0, 100_000.0) as u32
}
