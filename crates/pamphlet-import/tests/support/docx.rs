//! A leaflet as Word saves it.

use super::{DOT, IsHeader, Line, Part, escaped, parts, zipped};

#[derive(Default)]
struct Writer {
    body: String,
    comments: String,
    notes: String,
    headers: Vec<String>,
    footers: Vec<String>,
    links: Vec<String>,
    ids: usize,
}

const NAMES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
    xmlns:wps='wps' xmlns:wp='wp' xmlns:a='a' xmlns:pic='pic' xmlns:v='urn:schemas-microsoft-com:vml'";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The document. Its main part has another name than most, as files of Word on the web do.
pub(crate) fn write(lines: &[Line]) -> Vec<u8> {
    let mut writer = Writer::default();
    let body = writer.lines(lines);
    writer.body = body;
    let mut relations = vec![
        ("styles".to_owned(), "styles.xml".to_owned(), String::new()),
        ("numbering".to_owned(), "numbering.xml".to_owned(), String::new()),
        ("comments".to_owned(), "comments.xml".to_owned(), String::new()),
        ("footnotes".to_owned(), "footnotes.xml".to_owned(), String::new()),
        ("image".to_owned(), "media/image1.png".to_owned(), "picture".to_owned()),
        ("image".to_owned(), "media/image2.emf".to_owned(), "metafile".to_owned()),
    ];
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (kind, margins) in [("header", &writer.headers), ("footer", &writer.footers)] {
        for (index, margin) in margins.iter().enumerate() {
            relations.push((kind.to_owned(), format!("/word/{kind}{index}.xml"), String::new()));
            files.push((format!("word/{kind}{index}.xml"), format!("<w:hdr {NAMES}><w:p>{margin}</w:p></w:hdr>").into_bytes()));
        }
    }
    let mut all: String = relations
        .iter()
        .enumerate()
        .map(|(at, (kind, target, id))| {
            let id = if id.is_empty() { format!("p{at}") } else { id.clone() };
            format!("<Relationship Id='{id}' Type='{KINDS}/{kind}' Target='{target}'/>")
        })
        .collect();
    for (at, address) in writer.links.iter().enumerate() {
        all.push_str(&format!(
            "<Relationship Id='link{at}' Type='{KINDS}/hyperlink' Target='{}' TargetMode='External'/>",
            escaped(address)
        ));
    }
    let whole = format!("<Relationships><Relationship Id='a' Type='{KINDS}/officeDocument' Target='word/document2.xml'/></Relationships>");
    let document = format!("<?xml version='1.0'?><w:document {NAMES}><w:body>{}</w:body></w:document>", writer.body);
    let comments = format!("<w:comments {NAMES}>{}</w:comments>", writer.comments);
    let notes = format!("<w:footnotes {NAMES}>{}</w:footnotes>", writer.notes);
    let relations = format!("<Relationships>{all}</Relationships>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", whole.as_bytes()),
        ("word/document2.xml", document.as_bytes()),
        ("word/_rels/document2.xml.rels", relations.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/media/image1.png", DOT),
        ("word/media/image2.emf", b"\x01\x00\x00\x00"),
    ];
    parts.extend(files.iter().map(|(name, bytes)| (&**name, &**bytes)));
    zipped(&parts)
}

const STYLES: &str = "<w:styles xmlns:w='w'><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/><w:lang w:val='en-US'/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type='paragraph' w:default='1' w:styleId='Standard'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Titel'><w:name w:val='Title'/></w:style>\
    <w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>\
    <w:style w:type='paragraph' w:styleId='berschrift3'><w:name w:val='heading 3'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Own2'><w:name w:val='Clinic heading'/><w:basedOn w:val='berschrift2'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Liste'><w:name w:val='List Bullet'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";

const NUMBERING: &str = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='7'>\
    <w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{f0b7}'/><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr></w:lvl>\
    <w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='o'/></w:lvl>\
    <w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='-'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num></w:numbering>";

impl Writer {
    fn lines(&mut self, lines: &[Line]) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if matches!(line, Line::Row(..)) {
                let rows: Vec<&Line> = lines[at..].iter().take_while(|line| matches!(line, Line::Row(..))).collect();
                at += rows.len();
                out.push_str(&self.table(&rows));
                continue;
            }
            at += 1;
            let before = out.len();
            let piece = self.line(line);
            // What belongs to the paragraph before goes into it.
            match line {
                Line::Comment(..) | Line::Deleted(..) | Line::Inserted(..) | Line::Note(..) if out.ends_with("</w:p>") => {
                    out.insert_str(before - "</w:p>".len(), &piece);
                }
                Line::Comment(..) | Line::Deleted(..) | Line::Inserted(..) | Line::Note(..) => out.push_str(&format!("<w:p>{piece}</w:p>")),
                _ => out.push_str(&piece),
            }
        }
        out
    }

    fn table(&mut self, rows: &[&Line]) -> String {
        let mut out = String::from("<w:tbl><w:tblPr/>");
        for row in rows {
            let Line::Row(cells, header) = row else { continue };
            let header = if *header == IsHeader::Yes { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
            let cells: String = cells
                .iter()
                .map(|cell| match cell.strip_prefix(">>") {
                    Some(cell) => format!("<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>{}</w:p></w:tc>", self.runs(cell)),
                    None => format!("<w:tc><w:p>{}</w:p></w:tc>", self.runs(cell)),
                })
                .collect();
            out.push_str(&format!("<w:tr>{header}{cells}</w:tr>"));
        }
        out + "</w:tbl>"
    }

    fn line(&mut self, line: &Line) -> String {
        match line {
            Line::Title(text) => self.paragraph("<w:pStyle w:val='Titel'/>", text),
            // A style of the clinic's own, based on that of Word.
            Line::Heading(2, text) => self.paragraph("<w:pStyle w:val='Own2'/>", text),
            Line::Heading(level, text) => self.paragraph(&format!("<w:pStyle w:val='berschrift{level}'/>"), text),
            Line::Bullet(0, text) => self.paragraph("<w:pStyle w:val='Liste'/>", text),
            Line::Bullet(level, text) => self.paragraph(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>"), text),
            Line::Number(text) => self.paragraph("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr>", text),
            Line::Row(..) => String::new(),
            Line::Gap => "<w:p/>".to_owned(),
            Line::Box(_, lines) => {
                let inside = self.lines(lines);
                format!(
                    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
                     <mc:Fallback><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
                )
            }
            Line::Margin(kind, text) => {
                let runs = self.runs(text);
                if *kind == "header" {
                    self.headers.push(runs)
                } else {
                    self.footers.push(runs)
                }
                String::new()
            }
            Line::Picture(words) => {
                format!("<w:p><w:r><w:drawing><wp:docPr descr=\"{}\"/><a:blip r:embed='picture'/></w:drawing></w:r></w:p>", escaped(words))
            }
            Line::Metafile => "<w:p><w:r><w:pict><v:shape><v:imagedata r:id='metafile'/></v:shape></w:pict></w:r></w:p>".to_owned(),
            Line::Comment(who, text) => {
                let id = self.id();
                let runs = self.runs(text);
                self.comments.push_str(&format!(
                    "<w:comment w:id='{id}' w:author='{who}' w:date='2026-11-03T10:00:00Z'><w:p>{runs}</w:p></w:comment>"
                ));
                format!("<w:r><w:commentReference w:id='{id}'/></w:r>")
            }
            Line::Deleted(who, text) => format!(
                "<w:del w:author='{who}' w:date='2026-11-03T10:00:00Z'><w:r><w:delText xml:space='preserve'> {}</w:delText></w:r></w:del>",
                escaped(text)
            ),
            Line::Inserted(who, text) => {
                let runs = self.runs(&format!(" {text}"));
                format!("<w:ins w:author='{who}' w:date='2026-11-03T10:00:00Z'>{runs}</w:ins>")
            }
            Line::Note(text) => {
                let id = self.id();
                let runs = self.runs(text);
                self.notes.push_str(&format!("<w:footnote w:id='{id}'><w:p>{runs}</w:p></w:footnote>"));
                format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>")
            }
            Line::Contents(text) => format!(
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>\
                 {}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
                self.runs(text)
            ),
            Line::Hidden(text) => format!("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r></w:p>", escaped(text)),
            Line::Text(text) => self.paragraph("", text),
        }
    }

    fn id(&mut self) -> usize {
        self.ids += 1;
        self.ids
    }

    fn paragraph(&mut self, properties: &str, text: &str) -> String {
        format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", self.runs(text))
    }

    fn runs(&mut self, text: &str) -> String {
        let (size, text) = match text.strip_prefix('%').and_then(|rest| rest.split_once(' ')) {
            Some((size, rest)) if size.parse::<u16>().is_ok() => (format!("<w:sz w:val='{size}'/>"), rest),
            Some(_) | None => (String::new(), text),
        };
        let mut out = String::new();
        for part in parts(text) {
            match part {
                Part::Words { text, bold, italic } => {
                    let looks = format!("{}{}{size}", if bold { "<w:b/>" } else { "" }, if italic { "<w:i/>" } else { "" });
                    // Word cuts words in two wherever somebody once stopped typing.
                    let half = text.floor_char_boundary(text.len() / 2);
                    for text in [&text[..half], &text[half..]] {
                        if !text.is_empty() {
                            out.push_str(&format!("<w:r><w:rPr>{looks}</w:rPr><w:t xml:space='preserve'>{}</w:t></w:r>", escaped(text)));
                        }
                    }
                }
                Part::Break => out.push_str("<w:r><w:br/></w:r>"),
                Part::Tab => out.push_str("<w:r><w:tab/></w:r>"),
                Part::Sign(code) => out.push_str(&format!("<w:r><w:sym w:font='Wingdings' w:char='{code}'/></w:r>")),
                Part::Link(text, address) => {
                    let id = self.links.len();
                    self.links.push(address);
                    out.push_str(&format!("<w:hyperlink r:id='link{id}'><w:r><w:t>{}</w:t></w:r></w:hyperlink>", escaped(&text)));
                }
            }
        }
        out
    }
}
