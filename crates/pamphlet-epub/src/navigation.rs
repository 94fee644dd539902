//! The contents: for readers and reading systems of EPUB 3 (§ 7), and for those of EPUB 2 (NCX).

use crate::{
    document::{Entry, Kind},
    package::{Parts, STYLESHEET},
    paging::PageBreak,
    xml::{element, escaped, line},
};
use pamphlet_core::value::Direction;

pub(crate) const NAVIGATION: &str = "nav.xhtml";
pub(crate) const NCX: &str = "toc.ncx";

/// From so many entries on, the contents name chapters and not their sections: small devices take seconds for each thousand.
const MANY_ENTRIES: usize = 2000;

/// An entry of the contents with those below it.
struct Node<'p> {
    href: String,
    title: &'p str,
    /// Whether it's a document or a place in one.
    is_document: bool,
    below: Vec<Node<'p>>,
}

/// The navigation document.
pub(crate) fn navigation(parts: &Parts<'_>) -> String {
    let language = parts.metadata.language();
    let reads = language.direction();
    let direction = reads.as_str();
    let title = escaped(parts.contents);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\" dir=\"{direction}\">\n\
         <head>\n<meta charset=\"utf-8\"/>\n<title>{title}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"{STYLESHEET}\"/>\n</head>\n\
         <body epub:type=\"frontmatter\" class=\"p-book p-contents\">\n\
         <nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\">{title}</h1>\n"
    );
    // In a book of many chapters the contents as a page show those alone; reading systems' own lists show the sections too
    // (EPUB 3.3 § 7.3, the `hidden` attribute).
    let hides_places = parts.entries.iter().any(|entry| entry.kind == Kind::Part);
    list(&tree(parts), hides_places, false, reads, &mut out);
    out.push_str("</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\" aria-label=\"");
    out.push_str(&format!("{title}\">\n<ol>\n<li><a epub:type=\"toc\" href=\"#toc\">{title}</a></li>\n"));
    // Landmarks are for reading systems: in the contents they'd be a second, poorer list (EPUB 3.3 § 7.4.3).
    for (place, entry) in parts.entries.iter().enumerate() {
        let landmark = if place == parts.body_from { Some("bodymatter") } else { entry.kind.landmark() };
        if let Some(landmark) = landmark {
            out.push_str(&format!("<li><a epub:type=\"{landmark}\" href=\"{}\">{}</a></li>\n", entry.file, line(&entry.title, reads)));
        }
    }
    out.push_str("</ol>\n</nav>\n");
    page_list(parts, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

/// The pages of the printed edition (EPUB 3.3 § 7.4.4): for reading systems' own lists, not to be leafed through.
fn page_list(parts: &Parts<'_>, out: &mut String) {
    if parts.entries.iter().all(|entry| entry.pages.is_empty()) {
        return;
    }
    out.push_str(&format!(
        "<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\" aria-label=\"{}\">\n<ol>\n",
        escaped(parts.page_list)
    ));
    for entry in parts.entries {
        for PageBreak { id, label } in &entry.pages {
            out.push_str(&format!("<li><a href=\"{}#{id}\">{}</a></li>\n", entry.file, escaped(label)));
        }
    }
    out.push_str("</ol>\n</nav>\n");
}

fn list(nodes: &[Node<'_>], hides_places: bool, is_hidden: bool, reads: Direction, out: &mut String) {
    out.push_str(if is_hidden { "<ol hidden=\"hidden\">\n" } else { "<ol>\n" });
    for node in nodes {
        out.push_str(&format!("<li><a href=\"{}\">{}</a>", node.href, line(node.title, reads)));
        if !node.below.is_empty() {
            out.push('\n');
            let are_places = node.below.iter().all(|below| !below.is_document);
            list(&node.below, hides_places, hides_places && are_places && node.is_document, reads, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// The contents for reading systems of EPUB 2 (OPF 2.0.1 § 2.4.1).
pub(crate) fn ncx(parts: &Parts<'_>) -> String {
    let metadata = parts.metadata;
    let nodes = tree(parts);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"{}\">\n<head>\n\
         <meta name=\"dtb:uid\" content=\"{}\"/>\n<meta name=\"dtb:depth\" content=\"{}\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n<docTitle>{}</docTitle>\n<navMap>\n",
        metadata.language(),
        metadata.identifier,
        depth(&nodes),
        element("text", "", &metadata.title).trim_end(),
    );
    let mut count = 0;
    points(&nodes, &mut count, &mut out);
    out.push_str("</navMap>\n</ncx>\n");
    out
}

fn points(nodes: &[Node<'_>], count: &mut usize, out: &mut String) {
    for node in nodes {
        *count += 1;
        let label = element("text", "", node.title);
        out.push_str(&format!(
            "<navPoint id=\"point-{count}\" playOrder=\"{count}\">\n<navLabel>{}</navLabel>\n<content src=\"{}\"/>\n",
            label.trim_end(),
            node.href
        ));
        points(&node.below, count, out);
        out.push_str("</navPoint>\n");
    }
}

fn depth(nodes: &[Node<'_>]) -> usize {
    nodes.iter().map(|node| 1 + depth(&node.below)).max().unwrap_or(0)
}

/// The documents and their places as a tree.
fn tree<'p>(parts: &Parts<'p>) -> Vec<Node<'p>> {
    let with_places = parts.entries.iter().map(|entry| 1 + entry.places.len()).sum::<usize>() < MANY_ENTRIES;
    let mut flat = Vec::new();
    for Entry { file, title, kind: _, has_svg: _, level, places, pages: _, characters: _ } in parts.entries {
        flat.push((*level, Node { href: file.clone(), title, is_document: true, below: Vec::new() }));
        for place in places.iter().filter(|_| with_places) {
            let href = format!("{file}#{}", place.id);
            flat.push((place.level, Node { href, title: &place.title, is_document: false, below: Vec::new() }));
        }
    }
    let mut flat = flat.into_iter().peekable();
    let mut nodes = Vec::new();
    while let Some((level, node)) = flat.next() {
        nodes.push(grown(level, node, &mut flat));
    }
    nodes
}

/// A node with all that follows it at deeper levels.
fn grown<'p>(level: u8, mut node: Node<'p>, rest: &mut std::iter::Peekable<impl Iterator<Item = (u8, Node<'p>)>>) -> Node<'p> {
    while let Some((deeper, below)) = rest.next_if(|(next, _)| *next > level) {
        node.below.push(grown(deeper, below, rest));
    }
    node
}
