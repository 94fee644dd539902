//! What a Word file is: an archive of parts that refer to each other by relationships.
//!
//! Parts are found by the type of the relationship that names them, never by their path: Word on the web calls the main part
//! `document2.xml`. Nothing outside the file is ever fetched; what refers there is listed.

mod archive;
mod error;
pub mod limits;
mod xml;

use std::collections::BTreeMap;

pub use archive::Archive;
pub use error::PackageError;
pub use xml::parse;

/// A file of the Open Packaging Conventions: `.docx`, `.docm`, `.dotx` and their kin.
///
/// # Examples
/// ```no_run
/// use pamphlet_docx::package::{Package, parse};
///
/// let package = Package::open(&std::fs::read("leaflet.docx")?)?;
/// let main = package.main_part();
/// let text = package.text(main)?;
/// let tree = parse(&text)?;
/// for notes in package.related(main, "footnotes") {
///     println!("notes are in {notes}");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Package {
    archive: Archive,
    types: ContentTypes,
    relationships: BTreeMap<String, Vec<Relationship>>,
    main: String,
}

/// What one part says of another, or of something outside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// The name by which the part's XML refers to it (`rId4`).
    pub id: String,
    /// The last word of its type (`footnotes`): the same in strict and transitional files.
    pub kind: String,
    /// What it names.
    pub target: Target,
}

/// What a relationship names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A part of the file, by its whole name without a leading `/`. It may be missing.
    Part(String),
    /// An address outside the file. It's never fetched.
    External(String),
}

#[derive(Debug, Clone, Default)]
struct ContentTypes {
    by_extension: BTreeMap<String, String>,
    by_part: BTreeMap<String, String>,
}

/// The name that relationships of the whole file stand under.
const WHOLE: &str = "";

impl Package {
    /// Opens a file, within the [limits].
    ///
    /// # Errors
    /// If it's no such file, is damaged or locked, or holds more than is reasonable.
    pub fn open(bytes: &[u8]) -> Result<Self, PackageError> {
        let archive = Archive::open(bytes)?;
        let types = ContentTypes::read(&archive)?;
        let mut relationships = BTreeMap::new();
        for name in archive.names() {
            if let Some(source) = source_of(name) {
                relationships.insert(source.to_lowercase(), read_relationships(&archive, name, &source)?);
            }
        }
        let mut package = Self { archive, types, relationships, main: String::new() };
        let main = package.related(WHOLE, "officeDocument").next().map(str::to_owned);
        package.main = main.ok_or(PackageError::NoMainPart)?;
        Ok(package)
    }

    /// The name of the part that holds the document.
    pub fn main_part(&self) -> &str {
        &self.main
    }

    /// The media type that the file states for a part.
    pub fn content_type(&self, part: &str) -> Option<&str> {
        let part = part.to_lowercase();
        let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
        self.types.by_part.get(&part).or_else(|| self.types.by_extension.get(extension)).map(|media_type| &**media_type)
    }

    /// Whether the main part is a document of Word's (and not a table or slides).
    pub fn is_word(&self) -> bool {
        self.content_type(&self.main).is_none_or(|media_type| media_type.contains("word"))
    }

    /// Whether the file holds macros. They're never run.
    pub fn has_macros(&self) -> bool {
        self.all_relationships().any(|(_, relationship)| matches!(&*relationship.kind, "vbaProject" | "wordVbaData"))
            || self.content_type(&self.main).is_some_and(|media_type| media_type.contains("macroEnabled"))
    }

    /// The parts of a kind that a part refers to, in the order in which they're listed.
    /// An empty name stands for the whole file.
    pub fn related<'p>(&'p self, part: &str, kind: &'p str) -> impl Iterator<Item = &'p str> + use<'p> {
        self.relationships(part).iter().filter(move |relationship| relationship.kind == kind).filter_map(|relationship| match &relationship
            .target
        {
            Target::Part(name) => Some(&**name),
            Target::External(_) => None,
        })
    }

    /// What a part refers to. An empty name stands for the whole file.
    pub fn relationships(&self, part: &str) -> &[Relationship] {
        self.relationships.get(&part.to_lowercase()).map_or(&[], |list| &**list)
    }

    /// What the part's XML means by an id.
    pub fn relationship(&self, part: &str, id: &str) -> Option<&Relationship> {
        self.relationships(part).iter().find(|relationship| relationship.id == id)
    }

    /// Everything that refers to something outside the file: the part that does, and what it says.
    pub fn external(&self) -> impl Iterator<Item = (&str, &Relationship)> {
        self.all_relationships().filter(|(_, relationship)| matches!(relationship.target, Target::External(_)))
    }

    fn all_relationships(&self) -> impl Iterator<Item = (&str, &Relationship)> {
        self.relationships.iter().flat_map(|(part, list)| list.iter().map(|relationship| (&**part, relationship)))
    }

    /// The bytes of a part.
    pub fn get(&self, part: &str) -> Option<&[u8]> {
        self.archive.get(part)
    }

    /// The names of all parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.archive.names()
    }

    /// A part as text, for [`parse`].
    ///
    /// # Errors
    /// If it isn't there, or isn't text.
    pub fn text(&self, part: &str) -> Result<String, PackageError> {
        self.archive.text(part)
    }
}

impl ContentTypes {
    fn read(archive: &Archive) -> Result<Self, PackageError> {
        let name = "[Content_Types].xml";
        let mut types = Self::default();
        // A file without it is damaged, but its text can be read.
        if archive.get(name).is_none() {
            return Ok(types);
        }
        let text = archive.text(name)?;
        let tree = parse(&text).map_err(|why| PackageError::Xml { part: name.to_owned(), why })?;
        for node in tree.root_element().children() {
            let Some(media_type) = node.attribute("ContentType") else { continue };
            if let Some(extension) = node.attribute("Extension") {
                types.by_extension.insert(extension.to_lowercase(), media_type.to_owned());
            }
            if let Some(part) = node.attribute("PartName") {
                types.by_part.insert(part.trim_start_matches('/').to_lowercase(), media_type.to_owned());
            }
        }
        Ok(types)
    }
}

/// The part whose relationships a part holds: `word/document.xml` of `word/_rels/document.xml.rels`.
fn source_of(name: &str) -> Option<String> {
    let name = name.strip_suffix(".rels")?;
    let (folder, file) = name.rsplit_once('/')?;
    match folder.strip_suffix("_rels")? {
        "" => Some(file.to_owned()),
        folder => Some(format!("{folder}{file}")).filter(|_| folder.ends_with('/')),
    }
}

fn read_relationships(archive: &Archive, name: &str, source: &str) -> Result<Vec<Relationship>, PackageError> {
    let text = archive.text(name)?;
    let tree = parse(&text).map_err(|why| PackageError::Xml { part: name.to_owned(), why })?;
    let read = |node: roxmltree::Node<'_, '_>| {
        let target = node.attribute("Target")?;
        let target = match node.attribute("TargetMode") {
            Some(mode) if mode.eq_ignore_ascii_case("external") => Target::External(target.to_owned()),
            Some(_) | None => Target::Part(resolve(source, target)),
        };
        let kind = node.attribute("Type")?.rsplit('/').next()?;
        Some(Relationship { id: node.attribute("Id")?.to_owned(), kind: kind.to_owned(), target })
    };
    Ok(tree.root_element().children().filter_map(read).collect())
}

/// The whole name of a part that another one names: from the root if it begins with `/`, else from the folder of the other.
/// It can't leave the archive.
fn resolve(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let folder = match target.strip_prefix('/') {
        Some(_) => "",
        None => source.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_named_from_the_root() {
        for (source, target, name) in [
            ("word/document.xml", "media/a.png", "word/media/a.png"),
            ("word/document.xml", "/word/media/a.png", "word/media/a.png"),
            ("word/document.xml", "../customXml/item1.xml", "customXml/item1.xml"),
            ("word/document.xml", "../../../etc/passwd", "etc/passwd"),
            ("word/document.xml", r"media\a.png", "word/media/a.png"),
            ("", "word/document2.xml", "word/document2.xml"),
            ("", "./word//document.xml", "word/document.xml"),
        ] {
            assert_eq!(resolve(source, target), name);
        }
        for (name, source) in [
            ("_rels/.rels", Some("")),
            ("word/_rels/document.xml.rels", Some("word/document.xml")),
            ("a/b_rels/c.rels", None),
            ("word/document.xml", None),
        ] {
            assert_eq!(source_of(name).as_deref(), source);
        }
    }
}
