//! The package document: what the book says of itself, and the files that it lists.

use std::collections::BTreeSet;

use fontcull_read_fonts::TableProvider;
use pamphlet_core::value::Isbn;
use roxmltree::{Document, Node};

use super::{Files, Findings, resolve};
use crate::fonts::{self, Embedding};

/// Shops show covers in catalogues at this height and refuse smaller ones (Apple, Kobo, Kindle).
const COVER_HEIGHT: u32 = 1600;
/// Older devices leave the reader waiting, or stop, at chapters longer than this.
const DOCUMENT_BYTES: usize = 300_000;
/// Shops refuse or shrink pictures larger than this.
const PICTURE_BYTES: usize = 5_000_000;
/// The smallest limit of a shop's upload.
const BOOK_BYTES: usize = 100_000_000;

/// The files of a book by what they are.
pub(super) struct Book {
    pub(super) documents: Vec<String>,
    pub(super) stylesheets: Vec<String>,
    pub(super) all: BTreeSet<String>,
}

pub(super) fn look_through(root: &str, tree: &Document<'_>, files: &Files, findings: &mut Findings) -> Book {
    metadata(root, tree, findings);
    let mut book = Book { documents: Vec::new(), stylesheets: Vec::new(), all: BTreeSet::new() };
    let mut ids = BTreeSet::new();
    for node in tree.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id").filter(|id| !ids.insert(*id)) {
            findings.error("epub-duplicate-id", root, format!("the id `{id}` stands twice"));
        }
    }
    let mut has_cover = false;
    let items = tree.descendants().filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "item")));
    for item in items {
        let (Some(href), Some(media_type)) = (item.attribute("href"), item.attribute("media-type")) else {
            findings.error("epub-manifest", root, "an item lacks its `href` or its `media-type`");
            continue;
        };
        let name = resolve(root, href);
        let Some(bytes) = files.get(&name) else {
            findings.error("epub-manifest", root, format!("the file `{name}` is listed and isn't there"));
            continue;
        };
        if item.attribute("properties").is_some_and(|all| all.split(' ').any(|property| property == "cover-image")) {
            has_cover = true;
            cover(&name, bytes, findings);
        }
        sizes(&name, media_type, bytes, findings);
        match media_type {
            "application/xhtml+xml" => book.documents.push(name.clone()),
            "text/css" => book.stylesheets.push(name.clone()),
            _ => {}
        }
        if !book.all.insert(name.clone()) {
            findings.error("epub-manifest", root, format!("the file `{name}` is listed twice"));
        }
    }
    for name in files.keys().filter(|name| !name.starts_with("META-INF/") && *name != "mimetype" && *name != root) {
        if !book.all.contains(name) {
            findings.error("epub-manifest", root, format!("the file `{name}` isn't listed"));
        }
    }
    if files.values().map(Vec::len).sum::<usize>() > BOOK_BYTES {
        findings.warning("epub-large", root, "the book is larger than 100 MB", "use smaller pictures");
    }
    let is_for_shops = values(tree, "identifier").iter().any(|value| value.starts_with("urn:isbn:"));
    if is_for_shops && !has_cover {
        findings.warning(
            "epub-no-cover",
            root,
            "a book with an ISBN has no cover",
            "name a `cover` in the guide: a JPEG or PNG 1600 pixels tall",
        );
    }
    if files.contains_key("META-INF/encryption.xml") {
        findings.error(
            "epub-encrypted",
            "META-INF/encryption.xml",
            "files are encrypted or fonts obfuscated: assistive technology may not read them",
        );
    }
    book
}

fn values<'t>(tree: &'t Document<'_>, name: &str) -> Vec<&'t str> {
    let dublin_core = "http://purl.org/dc/elements/1.1/";
    tree.descendants().filter(|node| node.has_tag_name((dublin_core, name))).filter_map(|node| node.text()).collect()
}

fn metadata(root: &str, tree: &Document<'_>, findings: &mut Findings) {
    for needed in ["identifier", "title", "language"] {
        if values(tree, needed).iter().all(|value| value.trim().is_empty()) {
            findings.error("epub-metadata", root, format!("the package document has no `dc:{needed}`"));
        }
    }
    for value in values(tree, "identifier").into_iter().filter_map(|value| value.strip_prefix("urn:isbn:")) {
        if let Err(error) = value.parse::<Isbn>() {
            findings.error("epub-isbn", root, error.to_string());
        }
    }
    let property = |name: &str| tree.descendants().any(|node| node.attribute("property") == Some(name));
    let needed = [
        "dcterms:modified",
        "schema:accessMode",
        "schema:accessModeSufficient",
        "schema:accessibilityFeature",
        "schema:accessibilityHazard",
        "schema:accessibilitySummary",
    ];
    for name in needed.into_iter().filter(|name| !property(name)) {
        findings.error("epub-metadata", root, format!("the package document has no `{name}`"));
    }
    if property("dcterms:conformsTo") && !property("a11y:certifiedBy") {
        findings.error("epub-conformance", root, "the book claims conformance to a standard, and names nobody who has evaluated it");
    }
    let spine = tree.descendants().find(|node| node.tag_name().name() == "spine");
    let language = values(tree, "language").first().and_then(|tag| tag.parse::<pamphlet_core::value::LanguageTag>().ok());
    let direction = spine.and_then(|spine| spine.attribute("page-progression-direction")).unwrap_or("ltr");
    if let Some(language) = language.filter(|language| language.direction().as_str() != direction) {
        findings.error("epub-direction", root, format!("a book in {language} turns its pages the wrong way: `{direction}`"));
    }
}

fn cover(name: &str, bytes: &[u8], findings: &mut Findings) {
    match pamphlet_core::image_size(bytes) {
        Some((_, height)) if height < COVER_HEIGHT => {
            let message = format!("the cover is {height} pixels tall; shops want at least {COVER_HEIGHT}");
            findings.warning("epub-cover-small", name, message, "use a larger picture");
        }
        Some(_) => {}
        None => findings.error("epub-cover", name, "the cover is neither a JPEG nor a PNG"),
    }
}

fn sizes(name: &str, media_type: &str, bytes: &[u8], findings: &mut Findings) {
    let kilobytes = bytes.len() / 1000;
    if media_type == "application/xhtml+xml" && bytes.len() > DOCUMENT_BYTES {
        findings.warning(
            "epub-large",
            name,
            format!("the document has {kilobytes} KB; some devices stop at 300"),
            "divide the page in two",
        );
    }
    if media_type.starts_with("image/") && bytes.len() > PICTURE_BYTES {
        findings.warning("epub-large", name, format!("the picture has {kilobytes} KB; shops take up to 5,000"), "use a smaller picture");
    }
    if media_type.starts_with("font/")
        && let Ok(font) = fonts::opened(name, bytes)
        && font.os2().is_ok_and(|os2| fonts::embedding(os2.fs_type()) == Embedding::Forbidden)
    {
        findings.error("epub-font", name, "the typeface's maker doesn't allow it to be embedded (`fsType`)");
    }
    let is_font = ["font/", "application/font", "application/vnd.ms-opentype"].iter().any(|kind| media_type.starts_with(kind));
    if is_font && !["font/ttf", "font/otf", "font/woff", "font/woff2"].contains(&media_type) {
        findings.warning(
            "epub-font",
            name,
            format!("`{media_type}` isn't a current type of font"),
            "say `font/ttf`, `font/otf`, `font/woff` or `font/woff2`",
        );
    }
}
