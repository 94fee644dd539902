//! Leaflets from plain text: each line of a text file is a piece of a document, and a writer for each format makes the document.

#![allow(dead_code, reason = "each test uses some of it")]

pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod odt;

/// A piece of a leaflet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    /// `# `
    Title(String),
    /// `## `, `### `
    Heading(usize, String),
    /// `* `, `** ` and so on
    Bullet(usize, String),
    /// `1. `
    Number(String),
    /// `| a | b |`; `|!` before a row that's marked as a header
    Row(Vec<String>, IsHeader),
    /// `{box` … `}`, `{emergency` … `}` and so on
    Box(String, Vec<Line>),
    /// `@header `, `@footer `
    Margin(&'static str, String),
    /// `@picture words`, with nothing after it if it has none
    Picture(String),
    /// `@emf`
    Metafile,
    /// `@comment Ann: text`
    Comment(String, String),
    /// `@deleted Ann: text`
    Deleted(String, String),
    /// `@inserted Ann: text`
    Inserted(String, String),
    /// `@note text`, a footnote at the end of the last paragraph
    Note(String),
    /// `@contents text`, a line of a list of contents
    Contents(String),
    /// `@hidden text`
    Hidden(String),
    /// `---`, between two tables
    Gap,
    /// Anything else, or what stands after `' `. Words between `**` are bold, `~~` italic; `%36 ` before a line is its size in half points; `\n` is a line break;
    /// `<F0FC>` is a sign of Wingdings, and `[x](https://…)` a link.
    Text(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IsHeader {
    Yes,
    No,
}

pub(crate) fn parse(source: &str) -> Vec<Line> {
    let mut lines = source.lines();
    block(&mut lines)
}

fn block(lines: &mut std::str::Lines<'_>) -> Vec<Line> {
    let mut out = Vec::new();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if line == "}" {
            break;
        }
        out.push(one(line, lines));
    }
    out
}

fn one(line: &str, lines: &mut std::str::Lines<'_>) -> Line {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.to_owned();
    let by = |rest: &str| rest.split_once(": ").map(|(who, what)| (who.to_owned(), what.to_owned())).unwrap_or_default();
    match word {
        "#" => Line::Title(rest),
        "##" | "###" | "####" => Line::Heading(word.len() - 1, rest),
        "*" | "**" | "***" => Line::Bullet(word.len() - 1, rest),
        "1." => Line::Number(rest),
        "|" | "|!" => {
            let cells = rest.trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            Line::Row(cells, if word == "|!" { IsHeader::Yes } else { IsHeader::No })
        }
        "'" => Line::Text(rest),
        "---" => Line::Gap,
        "@header" => Line::Margin("header", rest),
        "@footer" => Line::Margin("footer", rest),
        "@picture" => Line::Picture(rest),
        "@emf" => Line::Metafile,
        "@comment" => {
            let (who, what) = by(&rest);
            Line::Comment(who, what)
        }
        "@deleted" => {
            let (who, what) = by(&rest);
            Line::Deleted(who, what)
        }
        "@inserted" => {
            let (who, what) = by(&rest);
            Line::Inserted(who, what)
        }
        "@note" => Line::Note(rest),
        "@contents" => Line::Contents(rest),
        "@hidden" => Line::Hidden(rest),
        _ => match word.strip_prefix('{') {
            Some(kind) => Line::Box(kind.to_owned(), block(lines)),
            None => Line::Text(line.to_owned()),
        },
    }
}

/// A part of a line that looks alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Words { text: String, bold: bool, italic: bool },
    Break,
    Tab,
    Sign(String),
    Link(String, String),
}

/// The parts of a line.
pub(crate) fn parts(line: &str) -> Vec<Part> {
    let (mut bold, mut italic) = (false, false);
    let mut out = Vec::new();
    let mut words = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let special = [("**", 2), ("~~", 2), ("\\n", 2), ("\\t", 2)].into_iter().find(|(mark, _)| rest.starts_with(mark));
        let sign = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).filter(|(code, _)| code.len() == 4);
        let link =
            rest.strip_prefix('[').and_then(|rest| rest.split_once("](")).and_then(|(text, rest)| Some((text, rest.split_once(')')?)));
        if special.is_none() && sign.is_none() && link.is_none() {
            words.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        if !words.is_empty() {
            out.push(Part::Words { text: std::mem::take(&mut words), bold, italic });
        }
        match (special, sign, link) {
            (Some((mark, length)), _, _) => {
                match mark {
                    "**" => bold = !bold,
                    "~~" => italic = !italic,
                    "\\n" => out.push(Part::Break),
                    _ => out.push(Part::Tab),
                }
                rest = &rest[length..];
            }
            (None, Some((code, after)), _) => {
                out.push(Part::Sign(code.to_owned()));
                rest = after;
            }
            (None, None, Some((text, (address, after)))) => {
                out.push(Part::Link(text.to_owned(), address.to_owned()));
                rest = after;
            }
            (None, None, None) => {}
        }
    }
    if !words.is_empty() {
        out.push(Part::Words { text: words, bold, italic });
    }
    out
}

/// A picture of one dot.
pub(crate) const DOT: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155, 85, 0, 0, 0, 10, 73,
    68, 65, 84, 120, 156, 99, 248, 15, 0, 1, 1, 1, 0, 177, 56, 246, 20, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
