//! The document itself: paragraphs, tables and pictures.

use std::collections::BTreeMap;

use pamphlet_core::{
    bidi,
    model::Alignment,
    value::{Direction, LanguageTag},
};

use super::{
    Setting, runs_from_right,
    xml::{HEAD, NAMESPACES, escaped},
};
use crate::document::{Card, Edge, Node, Paragraph, Picture, Piece, Run, Shape, Style, Table, Target};

/// The document, and the addresses to which its links lead, each under a relationship.
pub(crate) struct Document {
    pub(crate) xml: String,
    pub(crate) links: BTreeMap<String, usize>,
}

/// Twentieths of a point: width and height of the paper, and its margin.
pub(crate) fn paper(setting: &Setting<'_>) -> (u32, u32, u32) {
    use pamphlet_core::model::Paper;
    match setting.paper {
        Paper::A4 => (11906, 16838, 1134),
        Paper::Letter => (12240, 15840, 1134),
        Paper::A5 => (8391, 11906, 850),
    }
}

/// Says that what follows runs from the left. It isn't part of the text.
pub(crate) const FROM_LEFT: &str = "\u{200e}";

/// How far the text of a card stands from the margin, and an item's from its marker.
const CARD: u32 = 170;
const HANGING: u32 = 400;

pub(super) fn document(setting: &Setting<'_>) -> Document {
    let mut writer = Writer { setting, out: String::new(), links: BTreeMap::new(), paragraphs: 0, marks: 0, pictures: 0 };
    writer.out.push_str(HEAD);
    writer.out.push_str(&format!(
        "<w:document {NAMESPACES} xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>"
    ));
    let (width, height, margin) = paper(setting);
    writer.nodes(&setting.body.nodes, width - 2 * margin);
    let bidi = if setting.runs_from_right() { "<w:bidi/>" } else { "" };
    writer.out.push_str(&format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rFooter\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
         <w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
         {bidi}</w:sectPr></w:body></w:document>"
    ));
    let Writer { out: xml, links, .. } = writer;
    Document { xml, links }
}

/// The foot of each page: what the file is, and which page.
pub(super) fn footer(setting: &Setting<'_>) -> String {
    let pages = setting.library.messages(setting.language()).format("page-of", [("page", "\u{1}".into()), ("pages", "\u{2}".into())]);
    let properties = run_properties(setting.language(), &Style::Footer, None, &plain());
    let text = |text: &str| format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text));
    let mut runs = text(&format!("{} · ", setting.body.foot));
    let mut words = String::new();
    for c in pages.chars() {
        let field = match c {
            '\u{1}' => "PAGE",
            '\u{2}' => "NUMPAGES",
            c => {
                words.push(c);
                continue;
            }
        };
        runs.push_str(&text(&std::mem::take(&mut words)));
        runs.push_str(&format!("<w:fldSimple w:instr=\" {field} \"><w:r>{properties}<w:t>1</w:t></w:r></w:fldSimple>"));
    }
    if !words.is_empty() {
        runs.push_str(&text(&words));
    }
    let bidi = if setting.runs_from_right() { "<w:bidi/>" } else { "" };
    format!("{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{bidi}</w:pPr>{runs}</w:p></w:ftr>")
}

fn plain() -> Run {
    Run { piece: Piece::Break, from: crate::document::From::Library, look: crate::document::Look::default(), language: None, to: None }
}

struct Writer<'a> {
    setting: &'a Setting<'a>,
    out: String,
    links: BTreeMap<String, usize>,
    /// How many paragraphs, bookmarks and pictures are written.
    paragraphs: usize,
    marks: usize,
    pictures: usize,
}

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Node], width: u32) {
        for (index, node) in nodes.iter().enumerate() {
            let card_of = |index: Option<usize>| match index.and_then(|index| nodes.get(index)) {
                Some(Node::Paragraph(paragraph)) => paragraph.card,
                Some(Node::Table(_)) | None => None,
            };
            match node {
                Node::Paragraph(paragraph) => {
                    let is_first = card_of(index.checked_sub(1)) != paragraph.card;
                    let is_last = card_of(Some(index + 1)) != paragraph.card;
                    self.paragraph(paragraph, is_first, is_last, width);
                }
                Node::Table(table) => {
                    // Word makes one table of two that follow each other.
                    if matches!(index.checked_sub(1).and_then(|before| nodes.get(before)), Some(Node::Table(_))) {
                        self.out.push_str("<w:p><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:p>");
                    }
                    self.table(table, width);
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, is_first: bool, is_last: bool, width: u32) {
        let Paragraph { style, card, place: _, runs, item: _, depth: _, alignment: _, target, language } = paragraph;
        let language = language.as_ref().unwrap_or(self.setting.language());
        self.out.push_str("<w:p><w:pPr>");
        self.out.push_str(&self.paragraph_properties(paragraph, language, is_first, is_last));
        self.out.push_str("</w:pPr>");
        let name = self.setting.names.get(self.paragraphs).cloned();
        self.paragraphs += 1;
        let mut ends = String::new();
        for name in name.iter().chain(target) {
            self.marks += 1;
            self.out.push_str(&format!("<w:bookmarkStart w:id=\"{}\" w:name=\"{}\"/>", self.marks, escaped(name)));
            ends.push_str(&format!("<w:bookmarkEnd w:id=\"{}\"/>", self.marks));
        }
        let heading = match style {
            Style::Heading(_) => card.map(|(card, _)| card),
            _ => None,
        };
        let mut open: Option<&Target> = None;
        for run in runs {
            if run.to.as_ref() != open {
                if open.is_some() {
                    self.out.push_str("</w:hyperlink>");
                }
                if let Some(to) = &run.to {
                    let attribute = self.leads(to);
                    self.out.push_str(&format!("<w:hyperlink {attribute}>"));
                }
                open = run.to.as_ref();
            }
            self.run(run, language, style, heading, width);
        }
        if open.is_some() {
            self.out.push_str("</w:hyperlink>");
        }
        self.out.push_str(&ends);
        self.out.push_str("</w:p>");
    }

    fn leads(&mut self, to: &Target) -> String {
        match to {
            Target::Here(name) => format!("w:anchor=\"{}\" w:history=\"1\"", escaped(name)),
            Target::Web(address) => {
                let next = self.links.len() + 1;
                let number = *self.links.entry(address.clone()).or_insert(next);
                format!("r:id=\"rLink{number}\" w:history=\"1\"")
            }
        }
    }

    /// In the order of the schema (ECMA-376-1, 17.3.1.26).
    fn paragraph_properties(&self, paragraph: &Paragraph, language: &LanguageTag, is_first: bool, is_last: bool) -> String {
        let Paragraph { style, card, place: _, runs: _, item, depth, alignment, target: _, language: _ } = paragraph;
        let mut out = format!("<w:pStyle w:val=\"{}\"/>", style.id());
        let is_heading = matches!(style, Style::Heading(_));
        // A card stays whole where there's room.
        if card.is_some() && !is_last && !is_heading {
            out.push_str("<w:keepNext/>");
        }
        if let Some(item) = item {
            out.push_str(&format!("<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>", item.level, item.list + 1));
        }
        if let Some((card, number)) = card {
            let Edge { border, head, fill } = card.edge();
            let fill = if is_heading { head.0 } else { fill };
            // Two cards that follow each other have borders of their own only if these differ.
            let thick = 12 + number % 2 * 2;
            let sides = ["top", "left", "bottom", "right"];
            let sides = sides.map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"{thick}\" w:space=\"4\" w:color=\"{border}\"/>"));
            out.push_str(&format!("<w:pBdr>{}</w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>", sides.concat()));
        }
        if runs_from_right(language) {
            out.push_str("<w:bidi/>");
        }
        if card.is_some() {
            let before = if is_first { 240 } else { 40 };
            let after = if is_last { 280 } else { 80 };
            out.push_str(&format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>"));
        }
        let inset = if card.is_some() { CARD } else { 0 };
        let left = inset + u32::from(*depth) * HANGING;
        match item {
            Some(_) => out.push_str(&format!("<w:ind w:left=\"{left}\" w:right=\"{inset}\" w:hanging=\"{HANGING}\"/>")),
            None if left > 0 => out.push_str(&format!("<w:ind w:left=\"{left}\" w:right=\"{inset}\"/>")),
            None => {}
        }
        out.push_str(match alignment {
            Alignment::Start => "",
            Alignment::Center => "<w:jc w:val=\"center\"/>",
            Alignment::End => "<w:jc w:val=\"right\"/>",
        });
        out
    }

    fn run(&mut self, run: &Run, around: &LanguageTag, style: &Style, heading: Option<Card>, width: u32) {
        let language = run.language.as_ref().unwrap_or(around);
        match &run.piece {
            Piece::Text(text) => {
                // Numbers in groups, ranges and doses run from the left in every language.
                let direction = if runs_from_right(language) { Direction::RightToLeft } else { Direction::LeftToRight };
                let whole = [bidi::Run::FromLeft(text)];
                let parts: Vec<_> = match (direction, run.look.is_reached) {
                    (Direction::RightToLeft, true) => whole.to_vec(),
                    (Direction::RightToLeft, false) | (Direction::LeftToRight, _) => bidi::runs(text, direction).collect(),
                };
                for part in parts {
                    let (text, from_left) = match part {
                        bidi::Run::Plain(text) => (text, false),
                        bidi::Run::FromLeft(text) => (text, true),
                    };
                    let properties = run_properties(language, style, heading, run);
                    // Word goes by the direction of the run, and others by the letters before it: so there's a mark for these.
                    let (mark, properties) = match from_left {
                        false => ("", properties),
                        true => (FROM_LEFT, properties.replace("<w:rtl/>", "")),
                    };
                    self.out.push_str(&format!("<w:r>{properties}<w:t xml:space=\"preserve\">{mark}{}</w:t></w:r>", escaped(text)));
                }
            }
            Piece::Break => self.out.push_str("<w:r><w:br/></w:r>"),
            Piece::Picture(picture) => self.picture(picture, width),
        }
    }

    fn picture(&mut self, picture: &Picture, width: u32) {
        const EMU_OF_PIXEL: u64 = 9525;
        const EMU_OF_TWIP: u64 = 635;
        let Picture { path, alternative, size: (pixels, lines) } = picture;
        let Some(number) = self.setting.pictures.get(path) else { return };
        self.pictures += 1;
        let id = self.pictures;
        let room = u64::from(width) * EMU_OF_TWIP;
        let natural = u64::from(*pixels) * EMU_OF_PIXEL;
        let across = natural.min(room).max(1);
        let down = (across * u64::from(*lines) / u64::from(*pixels).max(1)).max(1);
        // A page holds no picture higher than itself.
        let (_, height, margin) = paper(self.setting);
        let most = u64::from(height - 3 * margin) * EMU_OF_TWIP;
        let (across, down) = if down > most { (across * most / down, most) } else { (across, down) };
        let (descr, decorative) = match alternative {
            Some(words) => (escaped(words), String::new()),
            None => (
                String::new(),
                "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative \
                 xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst>"
                    .to_owned(),
            ),
        };
        let drawing = match self.setting.body.pictures.get(path).and_then(|shown| shown.drawing.as_ref()) {
            None => String::new(),
            Some(_) => format!(
                "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
                 xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"rDrawing{number}\"/></a:ext></a:extLst>"
            ),
        };
        self.out.push_str(&format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{across}\" cy=\"{down}\"/>\
             <wp:docPr id=\"{id}\" name=\"Picture {id}\" descr=\"{descr}\">{decorative}</wp:docPr>\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"Picture {id}\" descr=\"{descr}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"rPicture{number}\">{drawing}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{across}\" cy=\"{down}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        ));
    }

    fn table(&mut self, table: &Table, width: u32) {
        let Table { shape, rows } = table;
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths = widths(table, columns, width);
        let bidi = if self.setting.runs_from_right() { "<w:bidiVisual/>" } else { "" };
        let style = match shape {
            Shape::Plain | Shape::ToFill => "PamphletTable",
            Shape::Beside => "PamphletBeside",
        };
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/>{bidi}<w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>\
             </w:tblPr><w:tblGrid>{}</w:tblGrid>",
            widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect::<String>()
        ));
        for (index, row) in rows.iter().enumerate() {
            let header = if index == 0 { "<w:tblHeader/>" } else { "" };
            let whole = match shape {
                Shape::Plain => "<w:cantSplit/>",
                Shape::ToFill if index > 0 => "<w:cantSplit/><w:trHeight w:val=\"480\" w:hRule=\"atLeast\"/>",
                Shape::ToFill => "<w:cantSplit/>",
                Shape::Beside => "",
            };
            let properties = format!("{whole}{header}");
            let properties = if properties.is_empty() { properties } else { format!("<w:trPr>{properties}</w:trPr>") };
            self.out.push_str(&format!("<w:tr>{properties}"));
            for (cell, width) in row.iter().zip(&widths) {
                let shade = if index == 0 { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F7F4EF\"/>" } else { "" };
                self.out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"));
                self.nodes(cell, width.saturating_sub(200).max(400));
                // A cell ends in a paragraph.
                if !matches!(cell.last(), Some(Node::Paragraph(_))) {
                    self.out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr></w:p>", Style::TableText.id()));
                }
                self.out.push_str("</w:tc>");
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }
}

/// The widths of a table's columns: by the longest text in each, none too narrow.
fn widths(table: &Table, columns: usize, width: u32) -> Vec<u32> {
    let columns = columns.max(1);
    let mut needs = vec![8_u32; columns];
    if table.shape == Shape::Plain {
        for row in &table.rows {
            for (need, cell) in needs.iter_mut().zip(row) {
                let longest = crate::document::paragraphs(cell).iter().map(|paragraph| paragraph.text().chars().count()).max();
                *need = (*need).max(u32::try_from(longest.unwrap_or_default()).unwrap_or(u32::MAX).min(40));
            }
        }
    }
    let all: u32 = needs.iter().sum();
    let mut widths: Vec<u32> = needs.iter().map(|need| width * need / all).collect();
    let rest = width - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// In the order of the schema (ECMA-376-1, 17.3.2.28).
fn run_properties(language: &LanguageTag, style: &Style, heading: Option<Card>, run: &Run) -> String {
    let Run { piece: _, from: _, look, language: own, to } = run;
    let mut out = String::new();
    // On a card's dark heading a link is told from the words around it by its line alone.
    let color = heading.map(|card| card.edge().head.1);
    if to.is_some() && !look.is_raised {
        out.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    }
    if look.is_strong {
        out.push_str("<w:b/><w:bCs/>");
    }
    if look.is_emphasised {
        out.push_str("<w:i/><w:iCs/>");
    }
    if let Some(color) = color {
        out.push_str(&format!("<w:color w:val=\"{color}\"/>"));
    }
    if look.is_raised {
        out.push_str("<w:vertAlign w:val=\"superscript\"/>");
    }
    if runs_from_right(language) {
        out.push_str("<w:rtl/>");
    }
    let is_footer = *style == Style::Footer;
    if own.is_some() || is_footer {
        out.push_str(&lang(language));
    }
    if out.is_empty() { out } else { format!("<w:rPr>{out}</w:rPr>") }
}

/// A language, as Word has three of them: of its own script, of East Asia's and of those that run from the right.
pub(super) fn lang(language: &LanguageTag) -> String {
    let kind = match language.primary() {
        _ if runs_from_right(language) => "bidi",
        "zh" | "ja" | "ko" => "eastAsia",
        _ => "val",
    };
    format!("<w:lang w:{kind}=\"{language}\"/>")
}
