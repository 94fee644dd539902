//! Styles: those of Word's own names, and Pamphlet's for cards.

use super::{
    Setting,
    body::lang,
    xml::{HEAD, NAMESPACES, escaped},
};
use crate::document::{Card, Edge, Style};

/// A typeface that every version of Word has.
const FACE: &str = "Arial";

/// How a style looks, in the words of the file: its paragraphs, and their letters.
struct Looks {
    paragraph: String,
    letters: String,
}

pub(super) fn styles(setting: &Setting<'_>) -> String {
    let language = lang(setting.language());
    let [red, green, blue] = setting.library.site().accent.unwrap_or_default().rgb();
    let accent = format!("{red:02X}{green:02X}{blue:02X}");
    let mut out = format!(
        "{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{FACE}\" w:hAnsi=\"{FACE}\" w:eastAsia=\"{FACE}\" \
         w:cs=\"{FACE}\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>{language}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"160\" w:line=\"288\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    );
    let headings = (1..=6).map(Style::Heading);
    let cards = Card::ALL.into_iter().flat_map(|card| [Style::Card(card), Style::CardItem(card)]);
    let plain = [
        Style::Normal,
        Style::Title,
        Style::Subtitle,
        Style::ListBullet,
        Style::ListNumber,
        Style::ListContinue,
        Style::Quote,
        Style::Caption,
        Style::Term,
        Style::TableHead,
        Style::TableText,
        Style::Source,
        Style::Fact,
        Style::Footer,
    ];
    for style in plain.into_iter().chain(headings).chain(cards) {
        out.push_str(&paragraph_style(style, &looks(style, &accent)));
    }
    out.push_str(
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/>\
         <w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:basedOn w:val=\"DefaultParagraphFont\"/>\
         <w:rPr><w:color w:val=\"1C5A94\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/>\
         <w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>\
         <w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
    );
    for (id, name) in [("PamphletTable", "Pamphlet Table"), ("PamphletBeside", "Pamphlet Beside")] {
        let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
        let sides = sides.map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"6D7679\"/>")).concat();
        out.push_str(&format!(
            "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"TableNormal\"/>\
             <w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar><w:top w:w=\"60\" w:type=\"dxa\"/><w:left w:w=\"100\" w:type=\"dxa\"/>\
             <w:bottom w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
        ));
    }
    out.push_str("</w:styles>");
    out
}

fn paragraph_style(style: Style, looks: &Looks) -> String {
    let is_default = if style == Style::Normal { " w:default=\"1\"" } else { "" };
    let is_own = if style.name().starts_with("Pamphlet ") { " w:customStyle=\"1\"" } else { "" };
    let based = if style == Style::Normal { "" } else { "<w:basedOn w:val=\"Normal\"/>" };
    let next = match style {
        Style::Heading(_) | Style::Title | Style::Subtitle => "<w:next w:val=\"Normal\"/>",
        _ => "",
    };
    let Looks { paragraph, letters } = looks;
    let paragraph = if paragraph.is_empty() { String::new() } else { format!("<w:pPr>{paragraph}</w:pPr>") };
    let letters = if letters.is_empty() { String::new() } else { format!("<w:rPr>{letters}</w:rPr>") };
    format!(
        "<w:style w:type=\"paragraph\"{is_default}{is_own} w:styleId=\"{}\"><w:name w:val=\"{}\"/>{based}{next}<w:qFormat/>{paragraph}{letters}</w:style>",
        style.id(),
        escaped(&style.name())
    )
}

fn looks(style: Style, accent: &str) -> Looks {
    let spaced = |before: u32, after: u32| format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>");
    let size = |half_points: u32| format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>");
    let color = |color: &str| format!("<w:color w:val=\"{color}\"/>");
    let bold = "<w:b/><w:bCs/>";
    let (paragraph, letters) = match style {
        Style::Normal => (String::new(), color("1D2325")),
        Style::Title => (format!("<w:keepNext/>{}", spaced(0, 160)), format!("{bold}{}{}", color(accent), size(48))),
        Style::Subtitle => (spaced(0, 240), size(28)),
        Style::Heading(level) => {
            let half_points = [0, 36, 30, 26, 24, 24, 24][usize::from(level.min(6))];
            let before = if level == 1 { 400 } else { 280 };
            let outline = format!("<w:outlineLvl w:val=\"{}\"/>", level.saturating_sub(1));
            (
                format!("<w:keepNext/><w:keepLines/>{}{outline}", spaced(before, 120)),
                format!("{bold}{}{}", color(accent), size(half_points)),
            )
        }
        Style::ListBullet | Style::ListNumber | Style::ListContinue => (spaced(0, 80), String::new()),
        Style::Quote => {
            let line = "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"10\" w:color=\"6D7679\"/></w:pBdr>";
            (format!("{line}{}<w:ind w:left=\"400\" w:right=\"400\"/>", spaced(80, 160)), "<w:i/><w:iCs/>".to_owned())
        }
        Style::Caption => (format!("<w:keepNext/>{}", spaced(120, 120)), format!("{bold}{}", size(22))),
        Style::Card(card) => {
            let Edge { border, head: _, fill } = card.edge();
            let sides = ["top", "left", "bottom", "right"];
            let sides = sides.map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"{border}\"/>")).concat();
            let shade = format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>");
            (format!("<w:pBdr>{sides}</w:pBdr>{shade}{}<w:ind w:left=\"170\" w:right=\"170\"/>", spaced(40, 80)), String::new())
        }
        Style::CardItem(card) => {
            let Looks { paragraph, letters } = looks(Style::Card(card), accent);
            (paragraph.replace("<w:ind w:left=\"170\"", "<w:ind w:left=\"570\""), letters)
        }
        Style::Term => (format!("<w:keepNext/>{}", spaced(120, 40)), bold.to_owned()),
        Style::TableHead => (spaced(0, 0), format!("{bold}{}", size(22))),
        Style::TableText => (spaced(0, 0), size(22)),
        Style::Source => (spaced(0, 100), size(20)),
        Style::Fact => (spaced(0, 80), format!("{}{}", color("4C5558"), size(20))),
        Style::Footer => (spaced(0, 0), format!("{}{}", color("4C5558"), size(16))),
    };
    Looks { paragraph, letters }
}
