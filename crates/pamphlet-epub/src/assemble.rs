//! Putting a book together with `epub-builder`.

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, TocElement, ZipLibrary};
use pamphlet_core::value::Direction;

use crate::{
    document::Document,
    metadata::Metadata,
    options::{Cover, Error},
    pictures::Picture,
};

/// All that a book is made of.
pub(crate) struct Parts<'p> {
    pub(crate) documents: &'p [Document],
    /// Which document is the first of the text: the contents stand before it.
    pub(crate) body_from: usize,
    pub(crate) pictures: &'p [Picture],
    pub(crate) cover: Option<&'p Cover>,
    pub(crate) stylesheet: &'p str,
    pub(crate) metadata: &'p Metadata,
    /// The heading of the contents.
    pub(crate) contents: &'p str,
}

/// The archive as `epub-builder` makes it, which isn't a valid book yet.
pub(crate) fn assemble(parts: &Parts<'_>) -> Result<Vec<u8>, Error> {
    build(parts).map_err(Error::assembly)
}

fn build(parts: &Parts<'_>) -> epub_builder::Result<Vec<u8>> {
    let metadata = parts.metadata;
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.metadata("title", metadata.title.as_str())?.metadata("generator", "Pamphlet")?.metadata("toc_name", parts.contents)?;
    builder.metadata("description", metadata.description.as_str())?;
    if let Some(rights) = &metadata.rights {
        builder.metadata("license", rights.as_str())?;
    }
    for author in &metadata.authors {
        builder.metadata("author", author.as_str())?;
    }
    for subject in &metadata.subjects {
        builder.metadata("subject", subject.as_str())?;
    }
    for language in &metadata.languages {
        builder.metadata("lang", language.as_str())?;
    }
    // `epub_direction` sets nothing in this version; the metadata is what the spine gets.
    let direction = metadata.languages.first().map_or(Direction::LeftToRight, pamphlet_core::value::LanguageTag::direction);
    builder.metadata("direction", direction.as_str())?;
    builder.stylesheet(parts.stylesheet.as_bytes())?;
    if let Some(Cover { bytes, media_type }) = parts.cover {
        builder.add_cover_image(media_type.file(), bytes.as_slice(), media_type.as_str())?;
    }
    for Picture { file, media_type, bytes } in parts.pictures {
        builder.add_resource(file, bytes.as_slice(), *media_type)?;
    }
    for (index, document) in parts.documents.iter().enumerate() {
        let xhtml = document.xhtml();
        let mut content = EpubContent::new(&document.file, xhtml.as_bytes()).title(&document.title).level(document.level.into());
        content.reftype = document.landmark(index == parts.body_from);
        for place in &document.places {
            let entry = TocElement::new(format!("{}#{}", document.file, place.id), &place.title);
            content.toc.add(entry.level(place.level.into()));
        }
        builder.add_content(content)?;
    }
    let mut archive = Vec::new();
    builder.generate(&mut archive)?;
    Ok(archive)
}
