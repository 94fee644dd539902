//! The XML of a drawing: its characters, and its tree.

use roxmltree::{Document, Error, ParsingOptions, TextPos};

use super::SVG;
use crate::{diagnostic::Diagnostic, picture::bad};

/// More elements than this take every program that opens the drawing long.
pub(super) const MOST_NODES: u32 = 400_000;

/// What a document's own entities may add to its text.
const MOST_FROM_ENTITIES: usize = 1_000_000;

/// The text of a file. XML is UTF-8 unless it says otherwise.
pub(super) fn text(file: &[u8]) -> Result<String, Box<Diagnostic>> {
    let utf_16 = |from: fn([u8; 2]) -> u16| {
        let units = file[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| encoding())
    };
    match file {
        [0xff, 0xfe, ..] => return utf_16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return utf_16(u16::from_be_bytes),
        _ => {}
    }
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    if let Ok(text) = std::str::from_utf8(file) {
        return Ok(text.to_owned());
    }
    let head = String::from_utf8_lossy(&file[..file.len().min(200)]).to_ascii_lowercase();
    let is_latin_1 = head.starts_with("<?xml") && ["iso-8859-1", "latin1", "latin-1"].iter().any(|name| head.contains(name));
    // The characters of ISO 8859-1 have the same numbers in Unicode.
    if is_latin_1 { Ok(file.iter().map(|byte| char::from(*byte)).collect()) } else { Err(encoding()) }
}

fn encoding() -> Box<Diagnostic> {
    bad("the drawing’s letters can’t be read: it isn’t in UTF-8", "save it as plain SVG in UTF-8 from the drawing program")
}

/// The tree of a drawing.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Box<Diagnostic>> {
    let start = text.len() - text.trim_start().len();
    if !text[start..].starts_with('<') {
        return Err(Box::new(not_a_drawing().at(start..start)));
    }
    entities(text)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, entity_resolver: None };
    let tree = Document::parse_with_options(text, options).map_err(|error| malformed(text, &error))?;
    let root = tree.root_element();
    let is_drawing = root.tag_name().name() == "svg" && root.tag_name().namespace().is_none_or(|namespace| namespace == SVG);
    if is_drawing {
        Ok(tree)
    } else {
        let message = format!("the file’s first element is `{}` and not `svg`", root.tag_name().name());
        Err(Box::new(not_a_drawing().at(start_tag(text, root.range().start)).with_label(message)))
    }
}

fn not_a_drawing() -> Diagnostic {
    Diagnostic::error("bad-picture", "the file is not an SVG").with_help("save it as plain SVG from the drawing program")
}

/// Adobe's programs declare short names for namespaces. Names that stand for much text, or for each other, could fill the memory.
fn entities(text: &str) -> Result<(), Box<Diagnostic>> {
    let Some(declared) = text.find("<!ENTITY") else { return Ok(()) };
    let subset = &text[declared..];
    let end = subset.match_indices(']').map(|(end, _)| end).find(|end| subset[end + 1..].trim_start().starts_with('>'));
    let subset = &subset[..end.unwrap_or(subset.len())];
    // Numbers and the five names of XML stand for one character each.
    let is_plain = |rest: &str| ["#", "amp;", "lt;", "gt;", "quot;", "apos;"].iter().any(|name| rest.starts_with(name));
    let references = text.match_indices('&').filter(|(at, _)| !is_plain(&text[at + 1..])).count();
    if subset.contains('&') || references.saturating_mul(subset.len()) > MOST_FROM_ENTITIES {
        let message = "the drawing’s entity declarations stand for too much text";
        return Err(Box::new(
            Diagnostic::error("active-picture", message)
                .at(declared..declared + "<!ENTITY".len())
                .with_help("save it as plain SVG: a drawing needs no entities"),
        ));
    }
    Ok(())
}

/// The start of a tag, for a mark under its name.
pub(super) fn start_tag(text: &str, at: usize) -> std::ops::Range<usize> {
    let rest = text.get(at..).unwrap_or_default();
    let name = rest.char_indices().skip(1).find(|(_, c)| c.is_whitespace() || matches!(c, '/' | '>')).map_or(rest.len(), |(end, _)| end);
    at..at + name
}

/// The byte of a line and a column, both from 1 and in characters.
fn byte(text: &str, at: TextPos) -> usize {
    let line_start = match at.row.checked_sub(2).and_then(|before| usize::try_from(before).ok()) {
        Some(before) => text.match_indices('\n').nth(before).map_or(text.len(), |(end, _)| end + 1),
        None => 0,
    };
    let column = usize::try_from(at.col.saturating_sub(1)).unwrap_or_default();
    text[line_start..].char_indices().nth(column).map_or(text.len(), |(offset, _)| line_start + offset)
}

/// What is wrong with XML that can't be read, in the words of somebody who draws.
fn malformed(text: &str, error: &Error) -> Box<Diagnostic> {
    let save = "save it again as plain SVG from the drawing program, or correct this place in a text editor".to_owned();
    let (what, help) = match error {
        Error::UnknownNamespace(prefix, _) => {
            let address = match prefix.as_str() {
                "xlink" => super::XLINK,
                "inkscape" => "http://www.inkscape.org/namespaces/inkscape",
                "sodipodi" => "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
                _ => "…",
            };
            (
                format!("the prefix `{prefix}:` isn’t declared"),
                format!("add `xmlns:{prefix}=\"{address}\"` to the `svg` tag, or take out what has the prefix"),
            )
        }
        Error::UnknownEntityReference(name, _) => {
            (format!("`&{name};` is no character of XML"), "write the character itself, or its number: `&#160;` is a hard space".to_owned())
        }
        Error::MalformedEntityReference(_) => ("an `&` stands alone".to_owned(), "write `&amp;` for the sign “&”".to_owned()),
        Error::UnexpectedCloseTag(open, close, _) => {
            (format!("`<{open}>` is closed by `</{close}>`"), format!("write `</{open}>`, or close what was opened after it"))
        }
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream | Error::NoRootNode => {
            ("the file ends before the drawing does".to_owned(), "copy it again from where it came, or save it again".to_owned())
        }
        Error::DuplicatedAttribute(name, _) => (format!("the attribute `{name}` stands twice in a tag"), "keep one of them".to_owned()),
        Error::EntityReferenceLoop(_) => ("an entity stands for itself".to_owned(), save),
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
            (format!("it has more than {MOST_NODES} parts"), "simplify the drawing, or save it as a PNG".to_owned())
        }
        _ => ("the XML is wrong here".to_owned(), save),
    };
    let at = match error {
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => text.trim_end().len(),
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached | Error::NoRootNode => 0,
        _ => byte(text, error.pos()),
    };
    Box::new(Diagnostic::error("bad-picture", format!("the drawing can’t be read: {what}")).at(at..at).with_help(help))
}
