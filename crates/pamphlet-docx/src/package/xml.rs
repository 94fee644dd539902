//! XML of strangers: decoded, and refused where reading it would cost too much.

use roxmltree::{Document, ParsingOptions};

use super::limits;

/// Parses a part's text. Document types are refused, as entities may multiply; so is what nests too deep or holds too much.
///
/// # Errors
/// What is wrong, in words.
///
/// # Examples
/// ```
/// use pamphlet_docx::package::parse;
///
/// assert!(parse("<a><b/></a>").is_ok());
/// assert!(parse("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").is_err());
/// ```
pub fn parse(text: &str) -> Result<Document<'_>, String> {
    check(text)?;
    let options = ParsingOptions { nodes_limit: limits::NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => "it holds more than two million elements and texts".to_owned(),
        roxmltree::Error::DtdDetected => "it declares a document type".to_owned(),
        error => error.to_string(),
    })
}

/// The text of a part: UTF-8 or UTF-16, with or without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<String, String> {
    let utf_16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        if !bytes.len().is_multiple_of(2) {
            return Err("it isn't whole UTF-16".to_owned());
        }
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map_err(|_| "it isn't UTF-16".to_owned())
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|error| error.to_string()),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf_16(bytes, u16::from_le_bytes),
        [0, b'<', ..] => utf_16(bytes, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string()),
    }
}

/// Looks through the tags, without a tree, for what would cost too much to read as one.
fn check(text: &str) -> Result<(), String> {
    // How many namespaces each open element declares.
    let mut open: Vec<usize> = Vec::new();
    let mut known = 0;
    let mut declared = 0;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skipped = |end: &str| rest.find(end).map_or("", |at| &rest[at + end.len()..]);
        if rest.starts_with("<!--") {
            rest = skipped("-->");
        } else if rest.starts_with("<![CDATA[") {
            rest = skipped("]]>");
        } else if rest.starts_with("<?") {
            rest = skipped("?>");
        } else if rest.starts_with("<!") {
            return Err("it declares a document type".to_owned());
        } else if rest.starts_with("</") {
            known -= open.pop().unwrap_or_default();
            rest = skipped(">");
        } else {
            let tag = Tag::read(rest);
            if tag.attributes > limits::ATTRIBUTES {
                return Err(format!("an element has more than {} attributes", limits::ATTRIBUTES));
            }
            declared += tag.namespaces;
            if declared > limits::DECLARATIONS || known + tag.namespaces > limits::NAMESPACES {
                return Err("it declares too many namespaces".to_owned());
            }
            if !tag.is_empty {
                known += tag.namespaces;
                open.push(tag.namespaces);
                if open.len() > limits::DEPTH {
                    return Err(format!("its elements are nested more than {} deep", limits::DEPTH));
                }
            }
            rest = &rest[tag.length..];
        }
    }
    Ok(())
}

/// What counts of a start tag.
struct Tag {
    length: usize,
    is_empty: bool,
    attributes: usize,
    namespaces: usize,
}

impl Tag {
    fn read(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut tag = Self { length: bytes.len(), is_empty: false, attributes: 0, namespaces: 0 };
        let mut quote = None;
        let mut name = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            match (quote, byte) {
                // A `>` between quotes is a value's.
                (None, b'>') => {
                    tag.length = at + 1;
                    tag.is_empty = bytes[at - 1] == b'/';
                    break;
                }
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => {
                    tag.attributes += 1;
                    tag.namespaces += usize::from(bytes[name..at].starts_with(b"xmlns"));
                }
                (None, b' ' | b'\t' | b'\r' | b'\n') => name = at + 1,
                (Some(open), byte) if open == byte => quote = None,
                (None | Some(_), _) => {}
            }
        }
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_by_its_first_bytes() {
        let wide = |unit: fn(u16) -> [u8; 2]| "<a>é</a>".encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            "<a>é</a>".as_bytes().to_vec(),
            marked(&[0xef, 0xbb, 0xbf], "<a>é</a>".as_bytes()),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
            marked(&[0xff, 0xfe], &wide(u16::to_le_bytes)),
            marked(&[0xfe, 0xff], &wide(u16::to_be_bytes)),
        ] {
            assert_eq!(text(&bytes).as_deref(), Ok("<a>é</a>"));
        }
        assert!(text(&[0xff, 0xfe, 0x3c]).is_err() && text(&[0xff, 0xfe, 0x00, 0xd8]).is_err() && text(b"\xe9").is_err());
    }

    #[test]
    fn what_multiplies_is_refused_and_the_rest_is_read() {
        let sound = format!("<?xml version=\"1.0\"?><!-- <!DOCTYPE --><a b=\"x > y\"><![CDATA[<!X <]]>{}</a>", "<b/><i></i>".repeat(500));
        assert!(parse(&sound).is_ok());
        let deep = |levels: usize| format!("{}{}", "<p>".repeat(levels), "</p>".repeat(levels));
        assert!(parse(&deep(limits::DEPTH)).is_ok());
        let attributes = |count: usize| format!("<a{}/>", (0..count).map(|n| format!(" a{n}=''")).collect::<String>());
        assert!(parse(&attributes(limits::ATTRIBUTES)).is_ok());
        let namespaces = |levels: usize| {
            let open: String =
                (0..levels).map(|n| format!("<a{}>", (0..10).map(|m| format!(" xmlns:n{n}x{m}='u{n}x{m}'")).collect::<String>())).collect();
            format!("{open}{}", "</a>".repeat(levels))
        };
        assert!(parse(&namespaces(40)).is_ok());
        for bad in [
            deep(limits::DEPTH + 1),
            attributes(limits::ATTRIBUTES + 1),
            namespaces(41),
            format!("<a>{}</a>", "<b xmlns='c'/>".repeat(limits::DECLARATIONS + 1)),
            "<!DOCTYPE a><a/>".to_owned(),
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".to_owned(),
            "<a>".to_owned(),
            "</a></a>".to_owned(),
            "<".to_owned(),
            String::new(),
        ] {
            assert!(parse(&bad).is_err(), "{}", &bad[..bad.len().min(60)]);
        }
    }
}
