//! The package document (EPUB 3.3 § 5).

use crate::{
    document::Entry,
    fonts::Font,
    metadata::Metadata,
    navigation,
    options::Cover,
    pictures::Picture,
    xml::{element, escaped},
};

pub(crate) const PACKAGE: &str = "content.opf";
pub(crate) const STYLESHEET: &str = "stylesheet.css";

/// All that the package document lists.
pub(crate) struct Parts<'p> {
    pub(crate) metadata: &'p Metadata,
    pub(crate) entries: &'p [Entry],
    /// Which entry is the first of the text: the contents stand before it, where a printed book has them.
    pub(crate) body_from: usize,
    pub(crate) pictures: &'p [Picture],
    pub(crate) cover: Option<&'p Cover>,
    pub(crate) fonts: &'p [Font],
    /// The heading of the contents.
    pub(crate) contents: &'p str,
    /// The name of the list of printed pages.
    pub(crate) page_list: &'p str,
}

pub(crate) fn package(parts: &Parts<'_>) -> String {
    let metadata = parts.metadata;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"identifier\" xml:lang=\"{}\" dir=\"{}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n{}",
        metadata.language(),
        metadata.language().direction().as_str(),
        metadata.elements
    );
    if let Some(cover) = parts.cover {
        // What EPUB 2 knows a cover by; some shops still ask for it.
        out.push_str(&format!("<meta name=\"cover\" content=\"{}\"/>\n", cover.media_type.file()));
    }
    out.push_str("</metadata>\n<manifest>\n");
    item(&mut out, navigation::NAVIGATION, "application/xhtml+xml", Some("nav"));
    item(&mut out, navigation::NCX, "application/x-dtbncx+xml", None);
    item(&mut out, STYLESHEET, "text/css", None);
    if let Some(cover) = parts.cover {
        item(&mut out, cover.media_type.file(), cover.media_type.as_str(), Some("cover-image"));
    }
    for Font { file, media_type, bytes: _ } in parts.fonts {
        item(&mut out, file, media_type, None);
    }
    for Picture { file, media_type, bytes: _ } in parts.pictures {
        item(&mut out, file, media_type, None);
    }
    for entry in parts.entries {
        item(&mut out, &entry.file, "application/xhtml+xml", entry.has_svg.then_some("svg"));
    }
    let direction = metadata.language().direction().as_str();
    out.push_str(&format!("</manifest>\n<spine toc=\"{}\" page-progression-direction=\"{direction}\">\n", navigation::NCX));
    for (place, entry) in parts.entries.iter().enumerate() {
        if place == parts.body_from {
            out.push_str(&format!("<itemref idref=\"{}\"/>\n", navigation::NAVIGATION));
        }
        out.push_str(&format!("<itemref idref=\"{}\"/>\n", entry.file));
    }
    out.push_str("</spine>\n</package>\n");
    out
}

/// Files have names that are ids, too.
fn item(out: &mut String, file: &str, media_type: &str, properties: Option<&str>) {
    let properties = properties.map(|properties| format!(" properties=\"{properties}\"")).unwrap_or_default();
    out.push_str(&format!("<item id=\"{file}\" href=\"{file}\" media-type=\"{media_type}\"{properties}/>\n"));
}

/// A `meta` element, and what it refines.
pub(crate) fn meta(refines: Option<&str>, property: &str, scheme: Option<&str>, value: &str) -> String {
    let refines = refines.map(|id| format!("refines=\"#{id}\" ")).unwrap_or_default();
    let scheme = scheme.map(|scheme| format!(" scheme=\"{scheme}\"")).unwrap_or_default();
    element("meta", &format!("{refines}property=\"{property}\"{scheme}"), value)
}

/// A `link` element of the metadata.
pub(crate) fn link(refines: &str, relation: &str, href: &str) -> String {
    format!("<link refines=\"#{refines}\" rel=\"{relation}\" href=\"{}\"/>\n", escaped(href))
}
