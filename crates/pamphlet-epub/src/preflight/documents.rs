//! The documents and the stylesheet of a book.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use roxmltree::{Document, Node};

use super::{Findings, resolve};
use crate::chapters::CONTENTS_DEPTH;

const XHTML: &str = "http://www.w3.org/1999/xhtml";
const OPS: &str = "http://www.idpf.org/2007/ops";

/// Elements that shops refuse, or that do nothing in a book: what stands in them would be lost.
const REFUSED: &[&str] = &["script", "details", "form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base"];

/// What each id of each document names.
pub(super) type Ids<'t, 'd> = BTreeMap<&'t str, BTreeMap<&'t str, Node<'t, 'd>>>;

/// The ids of a document, each with the first element that has it.
pub(super) fn ids<'t, 'd>(name: &str, tree: &'t Document<'d>, findings: &mut Findings) -> BTreeMap<&'t str, Node<'t, 'd>> {
    let mut ids = BTreeMap::new();
    for node in tree.descendants() {
        let Some(id) = node.attribute("id") else { continue };
        match ids.entry(id) {
            Entry::Vacant(place) => drop(place.insert(node)),
            Entry::Occupied(_) => findings.error("epub-duplicate-id", name, format!("the id `{id}` stands twice")),
        }
    }
    ids
}

pub(super) fn look_through(name: &str, tree: &Document<'_>, ids: &Ids<'_, '_>, listed: &BTreeSet<String>, findings: &mut Findings) {
    let root = tree.root_element();
    if root.attribute("lang").is_none() {
        findings.error("epub-language", name, "the document doesn't say its language");
    }
    let mut last_level = 0;
    for node in tree.descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        if node.tag_name().namespace() == Some(XHTML) {
            if REFUSED.contains(&tag) {
                findings.error("epub-element", name, format!("`{tag}` has no place in a book"));
            }
            if tag == "img" && node.attribute("alt").is_none() {
                let src = node.attribute("src").unwrap_or_default();
                findings.error("epub-no-alt", name, format!("the picture `{src}` has no words for those who can't see it"));
            }
            if let Some(level) = heading_level(tag) {
                if level > last_level + 1 {
                    findings.error("epub-heading", name, format!("a heading of level {level} follows one of level {last_level}"));
                }
                last_level = level;
            }
        }
        if node.attribute("style").is_some() || node.attributes().any(|attribute| attribute.name().starts_with("on")) {
            findings.error("epub-element", name, format!("`{tag}` has a style or an event of its own"));
        }
        for attribute in ["href", "src"] {
            if let Some(address) = node.attribute(attribute) {
                link(name, &node, attribute, address, (ids, listed), findings);
            }
        }
        if tag == "nav" && node.attribute((OPS, "type")) == Some("toc") {
            let depth = depth(node);
            if depth > usize::from(CONTENTS_DEPTH) {
                let message = format!("the contents are {depth} levels deep; shops show {CONTENTS_DEPTH}");
                findings.warning("epub-contents-depth", name, message, "put fewer sections inside sections");
            }
        }
    }
}

fn link(
    name: &str,
    node: &Node<'_, '_>,
    attribute: &str,
    address: &str,
    (ids, listed): (&Ids<'_, '_>, &BTreeSet<String>),
    findings: &mut Findings,
) {
    let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if has_scheme {
        if attribute == "src" || node.tag_name().name() == "link" {
            findings.error("epub-remote", name, format!("`{address}` is fetched from elsewhere; a book is read without a network"));
        }
        return;
    }
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(fragment)));
    let target = if path.is_empty() { name.to_owned() } else { resolve(name, path) };
    if !listed.contains(&target) {
        findings.error("epub-broken-link", name, format!("`{address}` leads to no file of the book"));
        return;
    }
    let Some(fragment) = fragment else { return };
    let Some(known) = ids.get(target.as_str()) else { return };
    let Some(named) = known.get(fragment) else {
        findings.error("epub-broken-link", name, format!("`{address}` leads to no place in `{target}`"));
        return;
    };
    // Kobo shows what a link leads forward to as a footnote if it's a block of text; headings are safe, and notes are meant so.
    let is_note = [node.attribute((OPS, "type")), node.attribute("role")]
        .into_iter()
        .flatten()
        .any(|meaning| ["noteref", "backlink", "doc-noteref", "doc-backlink", "glossref", "doc-glossref"].contains(&meaning));
    if is_note || node.tag_name().name() != "a" {
        return;
    }
    // A marker of a printed page has none.
    let target_node = Some(named).filter(|node| node.has_children());
    if let Some(tag) =
        target_node.map(|node| node.tag_name().name()).filter(|tag| ["p", "li", "div", "aside", "blockquote", "td", "dd"].contains(tag))
    {
        let message = format!("`{address}` leads to a `{tag}`, which Kobo shows as a footnote");
        findings.warning("epub-footnote-trap", name, message, "put the id on a heading");
    }
}

fn heading_level(tag: &str) -> Option<u8> {
    match tag.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// How many lists stand inside one another. Elements are nested no deeper than [`limits::DEPTH`](super::limits::DEPTH).
fn depth(node: Node<'_, '_>) -> usize {
    let below = node.children().filter(Node::is_element).map(depth).max().unwrap_or(0);
    below + usize::from(node.tag_name().name() == "ol")
}

/// What e-ink devices and shops don't take in a stylesheet.
pub(super) fn stylesheet(name: &str, bytes: &[u8], listed: &BTreeSet<String>, findings: &mut Findings) {
    let text = String::from_utf8_lossy(bytes);
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (needle, what) in [
        ("display: grid", "a grid"),
        ("display:grid", "a grid"),
        ("position: fixed", "a fixed position"),
        ("position:fixed", "a fixed position"),
    ] {
        if plain.contains(needle) {
            findings.warning("epub-style", name, format!("the stylesheet uses {what}, which older devices don't know"), "use plain blocks");
        }
    }
    if plain.contains("url(http") || plain.contains("url(\"http") || plain.contains("@import") {
        findings.error("epub-remote", name, "the stylesheet fetches something from elsewhere");
    }
    for address in plain.split("url(").skip(1).filter_map(|rest| rest.split(')').next()) {
        let address = address.trim_matches(['"', '\'', ' ']);
        if !address.contains(':') && !listed.contains(&resolve(name, address)) {
            findings.error("epub-broken-link", name, format!("`{address}` leads to no file of the book"));
        }
    }
    let body = plain.split('}').filter_map(|rule| rule.split_once('{')).find(|(selector, _)| selector.trim().ends_with("body"));
    let margins = body.map_or("", |(_, rules)| rules);
    if margins.split(';').any(|rule| rule.trim().starts_with("margin") && rule.contains("em")) {
        findings.warning("epub-style", name, "the margins of `body` are in em, which Kobo adds to the reader's own", "use % or none");
    }
}
