//! The parts around the document: types, relationships, properties, settings, and what the file was made from.

use std::collections::BTreeMap;

use pamphlet_core::value::Date;

use super::{
    Setting,
    xml::{HEAD, NAMESPACES, escaped},
};
use crate::{Purpose, document::Paragraph};

/// The namespace of the part that keeps what was exported.
pub(crate) const EXPORT_NAMESPACE: &str = "urn:pamphlet:export";

/// The names of the properties by which a file says which edition of which page it is.
pub(crate) mod property {
    pub(crate) const BASE: &str = "pamphlet-base";
    pub(crate) const PAGE: &str = "pamphlet-page";
    pub(crate) const LANGUAGE: &str = "pamphlet-language";
    pub(crate) const DAY: &str = "pamphlet-day";
}

const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) const RELATIONSHIPS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rDocument\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
    <Relationship Id=\"rCore\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
    <Relationship Id=\"rApp\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>\
    <Relationship Id=\"rCustom\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" Target=\"docProps/custom.xml\"/>\
    </Relationships>";

pub(super) fn content_types(setting: &Setting<'_>) -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut parts = vec![
        ("/word/document.xml", format!("{word}.document.main+xml")),
        ("/word/styles.xml", format!("{word}.styles+xml")),
        ("/word/numbering.xml", format!("{word}.numbering+xml")),
        ("/word/settings.xml", format!("{word}.settings+xml")),
        ("/word/fontTable.xml", format!("{word}.fontTable+xml")),
        ("/word/footer1.xml", format!("{word}.footer+xml")),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()),
        ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml".to_owned()),
    ];
    if setting.options.purpose == Purpose::Review {
        parts.push(("/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml".to_owned()));
    }
    let parts = parts.into_iter().map(|(part, kind)| format!("<Override PartName=\"{part}\" ContentType=\"{kind}\"/>"));
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Default Extension=\"jpg\" ContentType=\"image/jpeg\"/><Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>{}</Types>",
        parts.collect::<String>()
    )
}

pub(super) fn document_relationships(setting: &Setting<'_>, links: &BTreeMap<String, usize>) -> String {
    let mut all = vec![
        ("rStyles".to_owned(), "styles", "styles.xml".to_owned()),
        ("rNumbering".to_owned(), "numbering", "numbering.xml".to_owned()),
        ("rSettings".to_owned(), "settings", "settings.xml".to_owned()),
        ("rFonts".to_owned(), "fontTable", "fontTable.xml".to_owned()),
        ("rFooter".to_owned(), "footer", "footer1.xml".to_owned()),
    ];
    if setting.options.purpose == Purpose::Review {
        all.push(("rExport".to_owned(), "customXml", "../customXml/item1.xml".to_owned()));
    }
    for (path, number) in &setting.pictures {
        let shown = &setting.body.pictures[*path];
        all.push((format!("rPicture{number}"), "image", format!("media/image{number}.{}", shown.ending)));
        if shown.drawing.is_some() {
            all.push((format!("rDrawing{number}"), "image", format!("media/image{number}.svg")));
        }
    }
    let parts =
        all.into_iter().map(|(id, kind, target)| format!("<Relationship Id=\"{id}\" Type=\"{RELATIONSHIP}/{kind}\" Target=\"{target}\"/>"));
    let links = links.iter().map(|(address, number)| {
        format!(
            "<Relationship Id=\"rLink{number}\" Type=\"{RELATIONSHIP}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escaped(address)
        )
    });
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        parts.chain(links).collect::<String>()
    )
}

pub(super) fn core_properties(setting: &Setting<'_>) -> String {
    let page = setting.page;
    let mut creators: Vec<&str> = page.authors.iter().map(|author| author.name()).collect();
    if creators.is_empty() {
        creators.push(setting.library.site().publisher.name.as_str());
    }
    // Nothing here reads the clock: the file bears the day of the text.
    let days = [page.review.as_ref().map(|review| review.last), page.modified, page.published];
    let day = days.into_iter().flatten().next().map(Date::first_day);
    let day = day.and_then(|date| Some((date.year(), date.month()?, date.day()?)));
    let (year, month, day) = day.unwrap_or((2000, 1, 1));
    let day = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:description>{}</dc:description><dc:identifier>{}</dc:identifier><dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified>\
         </cp:coreProperties>",
        escaped(page.headline().as_str()),
        escaped(&creators.join("; ")),
        escaped(page.summary.as_str()),
        escaped(&page.id.path.to_string()),
        page.id.language
    )
}

pub(super) fn app_properties() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Pamphlet</Application></Properties>"
    )
}

pub(super) fn custom_properties(setting: &Setting<'_>) -> String {
    let page = setting.page;
    let mut all = vec![
        (property::BASE, page.content_hash()),
        (property::PAGE, page.id.path.to_string()),
        (property::LANGUAGE, page.id.language.to_string()),
    ];
    if setting.options.purpose == Purpose::Review {
        all.push((property::DAY, setting.options.today.to_string()));
    }
    let all = all.into_iter().enumerate().map(|(index, (name, value))| {
        format!(
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{}\" name=\"{name}\"><vt:lpwstr>{}</vt:lpwstr></property>",
            index + 2,
            escaped(&value)
        )
    });
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">{}</Properties>",
        all.collect::<String>()
    )
}

pub(super) fn settings(setting: &Setting<'_>) -> String {
    let tracked = match setting.options.purpose {
        Purpose::Review => "<w:trackRevisions/>",
        Purpose::Handout => "",
    };
    let language = setting.language();
    format!(
        "{HEAD}<w:settings {NAMESPACES}>{tracked}<w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         {}</w:settings>",
        super::body::lang(language).replace("w:lang", "w:themeFontLang")
    )
}

pub(super) fn font_table() -> String {
    format!(
        "{HEAD}<w:fonts {NAMESPACES}><w:font w:name=\"Arial\"><w:panose1 w:val=\"020B0604020202020204\"/><w:charset w:val=\"00\"/>\
         <w:family w:val=\"swiss\"/><w:pitch w:val=\"variable\"/></w:font></w:fonts>"
    )
}

/// The words of each paragraph as they were exported, by its bookmark.
pub(super) fn export(setting: &Setting<'_>, paragraphs: &[&Paragraph]) -> String {
    let texts = paragraphs.iter().zip(&setting.names).map(|(paragraph, name)| {
        format!("<text name=\"{name}\" style=\"{}\">{}</text>", escaped(&paragraph.style.name()), escaped(&paragraph.text()))
    });
    format!("{HEAD}<export xmlns=\"{EXPORT_NAMESPACE}\">{}</export>", texts.collect::<String>())
}

pub(super) fn export_properties() -> String {
    format!(
        "{HEAD}<ds:datastoreItem ds:itemID=\"{{5B0F3C7E-6C1B-4B7E-9C55-7A3D7D1E0A11}}\" \
         xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs><ds:schemaRef ds:uri=\"{EXPORT_NAMESPACE}\"/>\
         </ds:schemaRefs></ds:datastoreItem>"
    )
}

pub(super) fn export_relationships() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rProperties\" \
         Type=\"{RELATIONSHIP}/customXmlProps\" Target=\"itemProps1.xml\"/></Relationships>"
    )
}
