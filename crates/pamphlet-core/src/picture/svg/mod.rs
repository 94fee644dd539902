//! SVG (SVG 2, SVG 1.1): a drawing is read as XML and written anew from what is on a list, so that whatever a browser might make
//! of the original, it gets only what draws.

mod clean;
mod css;
mod lists;
mod problem;
mod size;
mod xml;

use std::sync::Arc;

use super::{Judged, Media};

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

pub(super) fn read(file: &[u8]) -> Judged {
    let text = match xml::text(file) {
        Ok(text) => text,
        Err(problem) => return Judged { media: None, problems: vec![*problem], source: None },
    };
    let (media, problems) = drawing(&text);
    let source = (!problems.is_empty() || media.as_ref().is_some_and(|media| !media.texts.is_empty())).then(|| Arc::from(text));
    Judged { media, problems, source }
}

fn drawing(text: &str) -> (Option<Media>, Vec<crate::Diagnostic>) {
    let tree = match xml::parse(text) {
        Ok(tree) => tree,
        Err(problem) => return (None, vec![*problem]),
    };
    let clean::Clean { bytes, size, texts, problems } = clean::clean(&tree);
    let media = problems.is_empty().then(|| Media { bytes: bytes.into_bytes().into(), size, texts });
    (media, problems)
}
