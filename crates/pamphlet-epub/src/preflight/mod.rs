//! What shops and reading systems refuse or show badly, told before the book leaves the house.
//!
//! No substitute for EPUBCheck and Ace, which judge by the whole of the standards: it needs no Java, takes milliseconds, and
//! knows a few things that pass both and still fail readers. It looks at the finished file, so any EPUB can be looked through.

mod documents;
mod limits;
mod package;

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use pamphlet_core::Diagnostic;
use roxmltree::Document;
use zip::{CompressionMethod, ZipArchive};

/// Looks a book through, and tells all that it finds. An error is what shops refuse or readers can't read; a warning what some
/// device shows badly. Each names its file inside the book.
#[must_use]
pub fn preflight(book: &[u8]) -> Vec<Diagnostic> {
    let mut findings = Findings(Vec::new());
    match open(book, &mut findings) {
        Ok(files) => look_through(&files, &mut findings),
        Err(why) => findings.0.push(Diagnostic::error("epub-archive", format!("the book can't be opened: {why}"))),
    }
    findings.0
}

/// What was found so far.
struct Findings(Vec<Diagnostic>);

impl Findings {
    fn error(&mut self, code: &'static str, file: &str, message: impl Into<String>) {
        self.add(Diagnostic::error(code, message).in_file(&file.into()));
    }

    /// Who has read a thousand reads no further.
    fn add(&mut self, finding: Diagnostic) {
        if self.0.len() < limits::FINDINGS {
            self.0.push(finding);
        } else if self.0.len() == limits::FINDINGS {
            self.0.push(Diagnostic::error("epub-many", format!("more than {} things are wrong; the rest isn't listed", limits::FINDINGS)));
        }
    }

    fn warning(&mut self, code: &'static str, file: &str, message: impl Into<String>, help: &str) {
        self.add(Diagnostic::warning(code, message).in_file(&file.into()).with_help(help));
    }
}

type Files = BTreeMap<String, Vec<u8>>;

/// The files of the book by name. What a shop's own tools may not be able to open is an error already here (OCF § 4.3).
fn open(book: &[u8], findings: &mut Findings) -> Result<Files, Box<dyn std::error::Error>> {
    let mut archive = ZipArchive::new(Cursor::new(book))?;
    if archive.len() > limits::FILES {
        return Err(format!("it holds more than {} files", limits::FILES).into());
    }
    let mut files = Files::new();
    // Of what all files unpack to together: many small ones fill the memory as well as one.
    let mut room = limits::UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index)?;
        let name = entry.name()?.into_owned();
        if index == 0 && (name != "mimetype" || entry.compression() != CompressionMethod::Stored) {
            findings.error("epub-archive", "mimetype", "the archive doesn't begin with an uncompressed `mimetype`");
        }
        let mut bytes = Vec::new();
        entry.take(room + 1).read_to_end(&mut bytes)?;
        room =
            room.checked_sub(bytes.len() as u64).ok_or_else(|| format!("it unpacks to more than {} MB", limits::UNPACKED / 1_000_000))?;
        files.insert(name, bytes);
    }
    if files.get("mimetype").map(Vec::as_slice) != Some(b"application/epub+zip") {
        findings.error("epub-archive", "mimetype", "`mimetype` doesn't say application/epub+zip");
    }
    Ok(files)
}

fn look_through(files: &Files, findings: &mut Findings) {
    let container = "META-INF/container.xml";
    let root = files.get(container).and_then(|bytes| {
        let tree = parse(container, bytes, findings)?;
        tree.descendants().find_map(|node| node.attribute("full-path")).map(str::to_owned)
    });
    let Some(root) = root.filter(|root| files.contains_key(root)) else {
        findings.error("epub-archive", container, "the container names no package document");
        return;
    };
    let Some(tree) = parse(&root, &files[&root], findings) else { return };
    let book = package::look_through(&root, &tree, files, findings);
    let mut ids = documents::Ids::new();
    let trees: Vec<(&String, Document<'_>)> =
        book.documents.iter().filter_map(|name| Some((name, parse(name, files.get(name)?, findings)?))).collect();
    for (name, tree) in &trees {
        ids.insert(name.as_str(), documents::ids(name, tree, findings));
    }
    for (name, tree) in &trees {
        documents::look_through(name, tree, &ids, &book.all, findings);
    }
    for name in &book.stylesheets {
        documents::stylesheet(name, &files[name], &book.all, findings);
    }
}

/// A file as a tree. A mistake of syntax is an error: reading systems show nothing of a file that isn't well-formed.
fn parse<'f>(name: &str, bytes: &'f [u8], findings: &mut Findings) -> Option<Document<'f>> {
    // `<!DOCTYPE html>` is harmless; what stands in its brackets may multiply.
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: limits::NODES, ..roxmltree::ParsingOptions::default() };
    let tree = std::str::from_utf8(bytes).map_err(|error| format!("the file isn't well-formed: {error}")).and_then(|text| {
        limits::check(text).map_err(|why| format!("the file isn't read: {why}"))?;
        Document::parse_with_options(text, options).map_err(|error| format!("the file isn't well-formed: {error}"))
    });
    match tree {
        Ok(tree) => Some(tree),
        Err(error) => {
            findings.error("epub-xml", name, error);
            None
        }
    }
}

/// The name of a file that another one names.
fn resolve(from: &str, href: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
