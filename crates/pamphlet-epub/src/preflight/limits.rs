//! How much of a book is looked at: more is made to do harm.

/// Files in the archive.
pub(super) const FILES: usize = 20_000;
/// Bytes that they unpack to together. Shops take books of a hundred million, and little of those is packed any more.
pub(super) const UNPACKED: u64 = 500_000_000;
/// Elements, texts and comments of a document.
pub(super) const NODES: u32 = 1_000_000;
/// Elements inside one another.
pub(super) const DEPTH: usize = 200;
/// Findings that are listed.
pub(super) const FINDINGS: usize = 1000;

/// Whether a document can be read at all, without reading it: an error says why not.
///
/// Entities of a document's own are refused, as they may stand in one another and multiply; so is depth, for whoever reads a tree goes
/// down it.
pub(super) fn check(text: &str) -> Result<(), String> {
    let mut depth = 0_usize;
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
            if rest.find(['[', '>']).is_some_and(|at| rest[at..].starts_with('[')) {
                return Err("it declares entities of its own, which readers don't know".to_owned());
            }
            rest = skipped(">");
        } else {
            let end = tag_end(rest);
            let tag = &rest[..end];
            if tag.starts_with("</") {
                depth = depth.saturating_sub(1);
            } else if !tag.ends_with('/') {
                depth += 1;
            }
            if depth > DEPTH {
                return Err(format!("its elements are nested more than {DEPTH} deep"));
            }
            rest = &rest[end..];
        }
    }
    Ok(())
}

/// Where a tag ends: a `>` between quotes is a value's.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None | Some(_), _) => {}
        }
    }
    tag.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_multiplies_or_goes_deep_is_refused_and_the_rest_is_read() {
        let sound = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE html><!-- <!DOCTYPE x [ --><a b=\"x > y\"><![CDATA[<!X [<]]>{}</a>",
            "<br/><i></i>".repeat(500)
        );
        assert_eq!(check(&sound), Ok(()));
        assert!(check("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>").is_err());
        let deep = |levels: usize| format!("{}{}", "<ol>".repeat(levels), "</ol>".repeat(levels));
        assert!(check(&deep(DEPTH)).is_ok() && check(&deep(DEPTH + 1)).is_err());
    }
}
