//! The finishing pass: what `epub-builder` 0.8.3 can't say, and what it says wrongly.
//!
//! It gives languages and authors the same ids, marks no document that holds SVG, takes no identifier but a UUID and no
//! metadata but its own, gives the list of contents no language, shows landmarks in it, and writes the time of day
//! into the archive. Each is mended at the one place where its templates write it. If a template changes, the place isn't
//! found and the book isn't made, which is better than one that shops refuse.

use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    assemble::Parts,
    document::Kind,
    options::Error,
    xml::{element, escaped},
};

const MEDIA_TYPE: &[u8] = b"application/epub+zip";

/// Mends the archive.
pub(crate) fn finish(archive: &[u8], parts: &Parts<'_>) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(Error::assembly)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The time in an archive is that of its files; these have none but the content's dates.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    // OCF § 4.3: the media type comes first and isn't compressed, so that it can be read at a fixed place.
    let mut write = |name: &str, bytes: &[u8], method| {
        writer.start_file(name, options.compression_method(method)).map_err(Error::assembly)?;
        writer.write_all(bytes).map_err(Error::assembly)
    };
    write("mimetype", MEDIA_TYPE, CompressionMethod::Stored)?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(Error::assembly)?;
        let name = entry.name().map_err(Error::assembly)?.into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(Error::assembly)?;
        let bytes = match name.as_str() {
            "mimetype" => continue,
            // It tells one reading system that the book brings fonts, which it doesn't.
            "META-INF/com.apple.ibooks.display-options.xml" => continue,
            "OEBPS/content.opf" => package(text(bytes)?, parts)?,
            "OEBPS/nav.xhtml" => contents(text(bytes)?, parts)?,
            "OEBPS/toc.ncx" => ncx(text(bytes)?, parts)?,
            _ => bytes,
        };
        write(&name, &bytes, CompressionMethod::Deflated)?;
    }
    Ok(writer.finish().map_err(Error::assembly)?.into_inner())
}

fn text(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(Error::assembly)
}

/// The package document (EPUB 3.3 § 5).
fn package(mut opf: String, parts: &Parts<'_>) -> Result<Vec<u8>, Error> {
    let metadata = parts.metadata;
    let (language, direction) = language(parts);
    replace(
        &mut opf,
        "unique-identifier=\"epub-id-1\">",
        &format!("unique-identifier=\"epub-id-1\" xml:lang=\"{language}\" dir=\"{direction}\">"),
    )?;
    between(&mut opf, "<dc:identifier id=\"epub-id-1\">", "</dc:identifier>", &metadata.identifier)?;
    replace(&mut opf, "<dc:title>", "<dc:title id=\"title\">")?;
    for index in 0..metadata.languages.len() {
        replace(&mut opf, &format!("<dc:language id=\"epub-creator-{index}\">"), "<dc:language>")?;
    }
    between(&mut opf, "<meta property=\"dcterms:modified\">", "</meta>", &metadata.modified)?;
    replace(&mut opf, "  </metadata>", &format!("{}  </metadata>", indented(&metadata.more)))?;
    for document in parts.documents.iter().filter(|document| document.has_svg()) {
        let item = format!("id=\"id_{0}\" href=\"{0}\"/>", document.file);
        replace(&mut opf, &item, &format!("id=\"id_{0}\" href=\"{0}\" properties=\"svg\"/>", document.file))?;
    }
    // The contents are read where a printed book has them: after the copyright page.
    let first = parts.documents.get(parts.body_from).map_or("", |document| document.file.as_str());
    let itemref = format!("<itemref idref=\"id_{first}\"/>");
    replace(&mut opf, &itemref, &format!("<itemref idref=\"nav\"/>\n    {itemref}"))?;
    Ok(opf.into_bytes())
}

/// The navigation document (EPUB 3.3 § 7).
fn contents(mut nav: String, parts: &Parts<'_>) -> Result<Vec<u8>, Error> {
    let (language, direction) = language(parts);
    let root = "xmlns:epub=\"http://www.idpf.org/2007/ops\">";
    let with_language =
        format!("xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\" dir=\"{direction}\">");
    replace(&mut nav, root, &with_language)?;
    replace(&mut nav, "<body>", "<body epub:type=\"frontmatter\" class=\"p-book p-contents\">")?;
    replace(
        &mut nav,
        "<nav epub:type = \"toc\" id=\"toc\">",
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">",
    )?;
    hide_sections(&mut nav, parts)?;
    // Landmarks are for reading systems: in the contents they'd be a second, poorer list (EPUB 3.3 § 7.4.3).
    let landmark = format!("<li><a epub:type=\"toc\" href=\"#toc\">{}</a></li>", escaped(parts.contents));
    let start = nav.find("<nav epub:type = \"landmarks\">").ok_or_else(|| not_found("landmarks"))?;
    let mut landmarks = nav.split_off(start);
    replace(&mut landmarks, "<nav epub:type = \"landmarks\">", "<nav epub:type=\"landmarks\" hidden=\"hidden\">")?;
    replace(&mut landmarks, "<ol>", &format!("<ol>\n      {landmark}"))?;
    nav.push_str(&landmarks);
    Ok(nav.into_bytes())
}

/// In a book of many chapters the contents as a page show those alone; reading systems' own lists show the sections too
/// (EPUB 3.3 § 7.3, the `hidden` attribute).
fn hide_sections(nav: &mut String, parts: &Parts<'_>) -> Result<(), Error> {
    if parts.documents.iter().all(|document| document.kind != Kind::Part) {
        return Ok(());
    }
    for document in parts.documents.iter().filter(|document| !document.places.is_empty()) {
        let entry = format!("<a href=\"{}\">", document.file);
        let from = nav.find(&entry).ok_or_else(|| not_found(&entry))?;
        let list = nav[from..].find("<ol>").map(|at| from + at).ok_or_else(|| not_found("<ol>"))?;
        nav.replace_range(list..list + "<ol>".len(), "<ol hidden=\"hidden\">");
    }
    Ok(())
}

/// The contents for reading systems of EPUB 2.
fn ncx(mut ncx: String, parts: &Parts<'_>) -> Result<Vec<u8>, Error> {
    let metadata = parts.metadata;
    let (language, _) = language(parts);
    let levels = parts.documents.iter().flat_map(|document| std::iter::once(document.level).chain(document.places.iter().map(|p| p.level)));
    let depth = levels.max().unwrap_or(1);
    replace(&mut ncx, "<ncx version=\"2005-1\"", &format!("<ncx version=\"2005-1\" xml:lang=\"{language}\""))?;
    replace(
        &mut ncx,
        "<meta name=\"dtb:depth\" content=\"1\" />",
        &format!("<meta name=\"dtb:uid\" content=\"{}\"/>\n    <meta name=\"dtb:depth\" content=\"{depth}\"/>", metadata.identifier),
    )?;
    between(&mut ncx, "<docTitle>", "</docTitle>", element("text", "", &metadata.title).trim_end())?;
    Ok(ncx.into_bytes())
}

fn language<'p>(parts: &Parts<'p>) -> (&'p str, &'static str) {
    parts.metadata.languages.first().map_or(("", "ltr"), |language| (language.as_str(), language.direction().as_str()))
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("    {line}\n")).collect()
}

fn not_found(what: &str) -> Error {
    Error::assembly(format_args!("epub-builder's output has changed: `{what}` isn't there, or more than once"))
}

/// Replaces what stands there exactly once.
fn replace(text: &mut String, old: &str, new: &str) -> Result<(), Error> {
    let mut found = text.match_indices(old);
    match (found.next().map(|(at, _)| at), found.next()) {
        (Some(at), None) => {
            text.replace_range(at..at + old.len(), new);
            Ok(())
        }
        (Some(_), Some(_)) | (None, _) => Err(not_found(old)),
    }
}

/// Replaces what stands between a start and the end that follows it.
fn between(text: &mut String, start: &str, end: &str, new: &str) -> Result<(), Error> {
    let from = text.find(start).map(|at| at + start.len()).ok_or_else(|| not_found(start))?;
    let to = text[from..].find(end).map(|at| from + at).ok_or_else(|| not_found(end))?;
    text.replace_range(from..to, new);
    Ok(())
}
