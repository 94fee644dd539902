//! A Word file: the parts that Word reads, in an archive.

mod body;
mod numbering;
mod parts;
mod styles;
mod xml;

use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
};

use pamphlet_core::{
    Library,
    model::{Page, Paper},
    value::{Direction, LanguageTag, MediaPath},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

pub(crate) use body::FROM_LEFT;
pub(crate) use parts::{EXPORT_NAMESPACE, property};

use crate::{
    Options, Purpose,
    document::{bind, paragraphs},
    options::Error,
    write::Body,
};

/// What the parts of a file have in common.
struct Setting<'a> {
    library: &'a Library,
    page: &'a Page,
    options: &'a Options,
    body: &'a Body,
    /// The bookmarks of the paragraphs, in their order; none on a handout.
    names: Vec<String>,
    /// The files of pictures, by path: the number in their names.
    pictures: BTreeMap<&'a MediaPath, usize>,
    paper: Paper,
}

impl Setting<'_> {
    fn language(&self) -> &LanguageTag {
        &self.page.id.language
    }

    fn runs_from_right(&self) -> bool {
        runs_from_right(self.language())
    }
}

fn runs_from_right(language: &LanguageTag) -> bool {
    match language.direction() {
        Direction::RightToLeft => true,
        Direction::LeftToRight => false,
    }
}

/// Puts a page into a file.
pub(crate) fn write(library: &Library, page: &Page, options: &Options, body: &Body) -> Result<Vec<u8>, Error> {
    let all = paragraphs(&body.nodes);
    let names = match options.purpose {
        Purpose::Review => bind::names(&all),
        Purpose::Handout => Vec::new(),
    };
    let pictures = body.pictures.keys().enumerate().map(|(index, path)| (path, index + 1)).collect();
    let setting = Setting { library, page, options, body, names, pictures, paper: library.site().paper };
    let document = body::document(&setting);
    let mut archive = Archive::new();
    // Readers look for the list of types first.
    archive.put("[Content_Types].xml", &parts::content_types(&setting))?;
    archive.put("_rels/.rels", parts::RELATIONSHIPS)?;
    archive.put("docProps/core.xml", &parts::core_properties(&setting))?;
    archive.put("docProps/app.xml", &parts::app_properties())?;
    archive.put("docProps/custom.xml", &parts::custom_properties(&setting))?;
    archive.put("word/document.xml", &document.xml)?;
    archive.put("word/_rels/document.xml.rels", &parts::document_relationships(&setting, &document.links))?;
    archive.put("word/styles.xml", &styles::styles(&setting))?;
    archive.put("word/numbering.xml", &numbering::numbering(&setting))?;
    archive.put("word/settings.xml", &parts::settings(&setting))?;
    archive.put("word/fontTable.xml", &parts::font_table())?;
    archive.put("word/footer1.xml", &body::footer(&setting))?;
    if options.purpose == Purpose::Review {
        archive.put("customXml/item1.xml", &parts::export(&setting, &all))?;
        archive.put("customXml/itemProps1.xml", &parts::export_properties())?;
        archive.put("customXml/_rels/item1.xml.rels", &parts::export_relationships())?;
    }
    for (path, number) in &setting.pictures {
        let shown = &body.pictures[*path];
        archive.store(&format!("word/media/image{number}.{}", shown.ending), &shown.bytes)?;
        if let Some(drawing) = &shown.drawing {
            archive.store(&format!("word/media/image{number}.svg"), drawing)?;
        }
    }
    archive.finish()
}

/// An archive as it grows.
struct Archive(ZipWriter<Cursor<Vec<u8>>>);

/// The time in an archive is that of its files; these have none but the content's dates.
const NO_TIME: DateTime = DateTime::DEFAULT;

impl Archive {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn put(&mut self, name: &str, text: &str) -> Result<(), Error> {
        self.add(name, text.as_bytes(), CompressionMethod::Deflated)
    }

    /// Pictures are compressed already.
    fn store(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.add(name, bytes, CompressionMethod::Stored)
    }

    fn add(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), Error> {
        let options = SimpleFileOptions::default().last_modified_time(NO_TIME).compression_method(method);
        self.0.start_file(name, options).map_err(assembly)?;
        self.0.write_all(bytes).map_err(assembly)
    }

    fn finish(self) -> Result<Vec<u8>, Error> {
        Ok(self.0.finish().map_err(assembly)?.into_inner())
    }
}

fn assembly(why: impl std::fmt::Display) -> Error {
    Error::Assembly(why.to_string())
}
