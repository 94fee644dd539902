//! A leaflet as LibreOffice saves it.

use super::{DOT, IsHeader, Line, Part, escaped, parts, zipped};

#[derive(Default)]
struct Writer {
    changes: String,
    margins: String,
    ids: usize,
}

const NAMES: &str = "xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:draw='d' xmlns:svg='s' xmlns:xlink='x' xmlns:style='y' xmlns:fo='f' \
    xmlns:dc='http://purl.org/dc/elements/1.1/'";

pub(crate) fn write(lines: &[Line]) -> Vec<u8> {
    let mut writer = Writer::default();
    let body = writer.blocks(lines);
    let content = format!(
        "<office:document-content {NAMES}><office:automatic-styles>\
         <style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>\
         <style:style style:name='T1' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>\
         <style:style style:name='T2' style:family='text'><style:text-properties fo:font-style='italic'/></style:style>\
         <style:style style:name='T3' style:family='text'><style:text-properties fo:font-weight='bold' fo:font-style='italic'/></style:style>\
         <style:style style:name='T4' style:family='text'><style:text-properties style:font-name='Wingdings'/></style:style>\
         <style:style style:name='T5' style:family='text'><style:text-properties text:display='none'/></style:style>\
         <text:list-style style:name='L1'><text:list-level-style-bullet text:level='1' text:bullet-char='•'/></text:list-style>\
         <text:list-style style:name='L2'><text:list-level-style-number text:level='1'/></text:list-style>\
         </office:automatic-styles><office:body><office:text><text:tracked-changes>{}</text:tracked-changes>{body}</office:text></office:body></office:document-content>",
        writer.changes
    );
    let styles = format!(
        "<office:document-styles {NAMES}><office:styles><style:style style:name='Title' style:family='paragraph'/></office:styles>\
         <office:master-styles><style:master-page style:name='Standard'>{}</style:master-page></office:master-styles></office:document-styles>",
        writer.margins
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
        ("Pictures/a.png", DOT),
    ])
}

impl Writer {
    fn blocks(&mut self, lines: &[Line]) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let run = |test: &dyn Fn(&Line) -> bool| lines[at..].iter().take_while(|line| test(line)).count();
            let taken = match line {
                Line::Bullet(..) => run(&|line| matches!(line, Line::Bullet(..))),
                Line::Number(_) => run(&|line| matches!(line, Line::Number(_))),
                Line::Row(..) => run(&|line| matches!(line, Line::Row(..))),
                _ => 1,
            };
            let piece = self.block(&lines[at..at + taken]);
            match line {
                Line::Comment(..) | Line::Deleted(..) | Line::Inserted(..) | Line::Note(_) => match out.rfind("</text:p>") {
                    Some(end) if end + "</text:p>".len() == out.len() => out.insert_str(end, &piece),
                    Some(_) | None => out.push_str(&format!("<text:p>{piece}</text:p>")),
                },
                _ => out.push_str(&piece),
            }
            at += taken;
        }
        out
    }

    fn block(&mut self, lines: &[Line]) -> String {
        match &lines[0] {
            Line::Title(text) => format!("<text:p text:style-name='P1'>{}</text:p>", inline(text)),
            Line::Heading(level, text) => format!("<text:h text:outline-level='{level}'>{}</text:h>", inline(text)),
            Line::Bullet(..) => list(lines, 0),
            Line::Number(_) => {
                let item = |line: &Line| {
                    if let Line::Number(text) = line {
                        format!("<text:list-item><text:p>{}</text:p></text:list-item>", inline(text))
                    } else {
                        String::new()
                    }
                };
                format!("<text:list text:style-name='L2'>{}</text:list>", lines.iter().map(item).collect::<String>())
            }
            Line::Row(..) => format!("<table:table>{}</table:table>", lines.iter().map(row).collect::<String>()),
            Line::Box(_, inside) => {
                let inside = self.blocks(inside);
                format!("<text:p><draw:frame><draw:text-box>{inside}</draw:text-box></draw:frame></text:p>")
            }
            Line::Margin(kind, text) => {
                self.margins.push_str(&format!("<style:{kind}><text:p>{}</text:p></style:{kind}>", inline(text)));
                String::new()
            }
            Line::Picture(words) => format!(
                "<text:p><draw:frame><draw:image xlink:href='Pictures/a.png'/><svg:desc>{}</svg:desc></draw:frame></text:p>",
                escaped(words)
            ),
            Line::Metafile => "<text:p><draw:frame><draw:image xlink:href='Pictures/b.emf'/></draw:frame></text:p>".to_owned(),
            Line::Comment(who, text) => format!(
                "<office:annotation><dc:creator>{who}</dc:creator><dc:date>2026-11-03T10:00:00</dc:date><text:p>{}</text:p></office:annotation>",
                inline(text)
            ),
            Line::Deleted(who, text) => {
                self.ids += 1;
                let id = self.ids;
                self.changes.push_str(&format!(
                    "<text:changed-region text:id='c{id}'><text:deletion><office:change-info><dc:creator>{who}</dc:creator><dc:date>2026-11-03T10:00:00</dc:date>\
                     </office:change-info><text:p>{}</text:p></text:deletion></text:changed-region>",
                    escaped(text)
                ));
                format!("<text:change text:change-id='c{id}'/>")
            }
            Line::Inserted(who, text) => {
                self.ids += 1;
                let id = self.ids;
                self.changes.push_str(&format!(
                    "<text:changed-region text:id='c{id}'><text:insertion><office:change-info><dc:creator>{who}</dc:creator><dc:date>2026-11-03T10:00:00</dc:date>\
                     </office:change-info></text:insertion></text:changed-region>"
                ));
                format!("<text:change-start text:change-id='c{id}'/> {}<text:change-end text:change-id='c{id}'/>", escaped(text))
            }
            Line::Note(text) => format!(
                "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>",
                inline(text)
            ),
            Line::Contents(text) => format!(
                "<text:table-of-content><text:index-body><text:p>{}</text:p></text:index-body></text:table-of-content>",
                inline(text)
            ),
            Line::Hidden(text) => format!("<text:p><text:span text:style-name='T5'>{}</text:span></text:p>", escaped(text)),
            Line::Gap => "<text:p/>".to_owned(),
            Line::Text(text) => {
                let text = text.strip_prefix('%').and_then(|rest| rest.split_once(' ')).map_or(&**text, |(_, rest)| rest);
                format!("<text:p>{}</text:p>", inline(text))
            }
        }
    }
}

fn list(lines: &[Line], level: usize) -> String {
    let mut out = String::from("<text:list text:style-name='L1'>");
    let mut at = 0;
    while let Some(Line::Bullet(_, text)) = lines.get(at) {
        let inner = lines[at + 1..].iter().take_while(|line| matches!(line, Line::Bullet(deep, _) if *deep > level)).count();
        let inside = if inner > 0 { list(&lines[at + 1..at + 1 + inner], level + 1) } else { String::new() };
        out.push_str(&format!("<text:list-item><text:p>{}</text:p>{inside}</text:list-item>", inline(text)));
        at += 1 + inner;
    }
    out + "</text:list>"
}

fn row(line: &Line) -> String {
    let Line::Row(cells, header) = line else { return String::new() };
    let cells: String = cells
        .iter()
        .map(|cell| match cell.strip_prefix(">>") {
            Some(cell) => format!(
                "<table:table-cell table:number-columns-spanned='2'><text:p>{}</text:p></table:table-cell><table:covered-table-cell/>",
                inline(cell)
            ),
            None => format!("<table:table-cell><text:p>{}</text:p></table:table-cell>", inline(cell)),
        })
        .collect();
    let row = format!("<table:table-row>{cells}</table:table-row>");
    if *header == IsHeader::Yes { format!("<table:table-header-rows>{row}</table:table-header-rows>") } else { row }
}

fn inline(text: &str) -> String {
    let mut out = String::new();
    for part in parts(text) {
        match part {
            Part::Words { text, bold, italic } => {
                let text = escaped(&text);
                out.push_str(&match (bold, italic) {
                    (false, false) => text,
                    (true, false) => format!("<text:span text:style-name='T1'>{text}</text:span>"),
                    (false, true) => format!("<text:span text:style-name='T2'>{text}</text:span>"),
                    (true, true) => format!("<text:span text:style-name='T3'>{text}</text:span>"),
                });
            }
            Part::Break => out.push_str("<text:line-break/>"),
            Part::Tab => out.push_str("<text:tab/>"),
            Part::Sign(code) => {
                let sign = char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap();
                out.push_str(&format!("<text:span text:style-name='T4'>{sign}</text:span>"));
            }
            Part::Link(text, address) => out.push_str(&format!("<text:a xlink:href='{}'>{}</text:a>", escaped(&address), escaped(&text))),
        }
    }
    out
}
