//! Lists: what stands before their items.

use super::{
    Setting,
    xml::{HEAD, NAMESPACES},
};
use crate::document::{List, Marker};

/// The kinds of lists, and each list of the file with its first number.
pub(super) fn numbering(setting: &Setting<'_>) -> String {
    let mut out = format!("{HEAD}<w:numbering {NAMESPACES}>");
    for (id, marker) in Marker::ALL.into_iter().enumerate() {
        out.push_str(&format!("<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"));
        for level in 0..9 {
            out.push_str(&self::level(marker, level));
        }
        out.push_str("</w:abstractNum>");
    }
    for (index, List { marker, level, start }) in setting.body.lists.iter().enumerate() {
        let kind = Marker::ALL.iter().position(|other| other == marker).unwrap_or_default();
        out.push_str(&format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/><w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/>\
             </w:lvlOverride></w:num>",
            index + 1
        ));
    }
    out.push_str("</w:numbering>");
    out
}

fn level(marker: Marker, level: u32) -> String {
    const BULLETS: [&str; 3] = ["•", "◦", "▪"];
    let number = format!("%{}.", level + 1);
    let (format, text, color) = match marker {
        Marker::Bullet => ("bullet", BULLETS[level as usize % 3].to_owned(), None),
        Marker::Box => ("bullet", "☐".to_owned(), None),
        Marker::Do => ("bullet", "✓".to_owned(), Some("1E6B3C")),
        Marker::Dont => ("bullet", "✗".to_owned(), Some("9F1420")),
        Marker::Number | Marker::Source => ("decimal", number, None),
        Marker::Letter => ("lowerLetter", number, None),
    };
    let left = 400 * (level + 1);
    // Typefaces that have the signs.
    let face = match marker {
        Marker::Bullet | Marker::Number | Marker::Source | Marker::Letter => "",
        Marker::Box | Marker::Do | Marker::Dont => {
            "<w:rFonts w:ascii=\"Segoe UI Symbol\" w:hAnsi=\"Segoe UI Symbol\" w:eastAsia=\"Segoe UI Symbol\" w:cs=\"Segoe UI Symbol\"/>"
        }
    };
    let color = color.map(|color| format!("<w:b/><w:color w:val=\"{color}\"/>")).unwrap_or_default();
    let look = if face.is_empty() && color.is_empty() { String::new() } else { format!("<w:rPr>{face}{color}</w:rPr>") };
    format!(
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"400\"/></w:pPr>{look}</w:lvl>"
    )
}
