//! A leaflet as a browser saves it, with the classes of the NHS design system.

use super::{IsHeader, Line, Part, escaped, parts};

/// The page, with a menu and a footer around its main part.
pub(crate) fn write(lines: &[Line]) -> Vec<u8> {
    let body = blocks(lines);
    format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0030)https://www.example.org/leaflets/ -->\n<html lang=\"en\"><head><title>A leaflet</title>\
         <script>var call = '999';</script></head><body><header><nav><a href=\"/\">Home</a></nav></header>\n<main>{body}</main>\
         <footer>About this site</footer></body></html>"
    )
    .into_bytes()
}

fn blocks(lines: &[Line]) -> String {
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
        out.push_str(&block(&lines[at..at + taken]));
        out.push('\n');
        at += taken;
    }
    out
}

fn block(lines: &[Line]) -> String {
    match &lines[0] {
        Line::Title(text) => format!("<h1>{}</h1>", inline(text)),
        Line::Heading(level, text) => format!("<h{0}>{1}</h{0}>", level + 1, inline(text)),
        Line::Bullet(..) => list(lines, 0),
        Line::Number(_) => {
            let items: String = lines
                .iter()
                .map(|line| if let Line::Number(text) = line { format!("<li>{}</li>", inline(text)) } else { String::new() })
                .collect();
            format!("<ol>{items}</ol>")
        }
        Line::Row(..) => {
            let rows: String = lines.iter().map(row).collect();
            format!("<table>{rows}</table>")
        }
        Line::Box(kind, inside) => boxed(kind, inside),
        Line::Picture(words) if words.is_empty() => "<img src=\"a.png\">".to_owned(),
        Line::Picture(words) => format!("<figure><img src=\"a.png\" alt=\"{}\"></figure>", escaped(words)),
        Line::Contents(text) => format!("<nav class=\"nhsuk-contents-list\">{}</nav>", inline(text)),
        Line::Hidden(text) => format!("<p style=\"display: none\">{}</p>", inline(text)),
        Line::Text(text) => {
            format!("<p>{}</p>", inline(text.strip_prefix('%').and_then(|rest| rest.split_once(' ')).map_or(text, |(_, rest)| rest)))
        }
        // A page has none of these.
        Line::Margin(..) | Line::Metafile | Line::Comment(..) | Line::Deleted(..) | Line::Inserted(..) | Line::Note(_) | Line::Gap => {
            String::new()
        }
    }
}

fn list(lines: &[Line], level: usize) -> String {
    let mut out = String::from("<ul>");
    let mut at = 0;
    while let Some(Line::Bullet(_, text)) = lines.get(at) {
        let inner = lines[at + 1..].iter().take_while(|line| matches!(line, Line::Bullet(deep, _) if *deep > level)).count();
        let inside = if inner > 0 { list(&lines[at + 1..at + 1 + inner], level + 1) } else { String::new() };
        out.push_str(&format!("<li>{}{inside}</li>", inline(text)));
        at += 1 + inner;
    }
    out + "</ul>"
}

fn row(line: &Line) -> String {
    let Line::Row(cells, header) = line else { return String::new() };
    let name = if *header == IsHeader::Yes { "th" } else { "td" };
    let cells: String = cells
        .iter()
        .map(|cell| match cell.strip_prefix(">>") {
            Some(cell) => format!("<{name} colspan=\"2\">{}</{name}>", inline(cell)),
            None => format!("<{name}>{}</{name}>", inline(cell)),
        })
        .collect();
    format!("<tr>{cells}</tr>")
}

fn boxed(kind: &str, lines: &[Line]) -> String {
    let (heading, rest) = match lines.split_first() {
        Some((Line::Heading(_, heading) | Line::Text(heading), rest)) => (inline(heading), blocks(rest)),
        Some(_) | None => (String::new(), blocks(lines)),
    };
    let hidden = "<span class=\"nhsuk-u-visually-hidden\">Immediate action required: </span>";
    match kind {
        "emergency" | "urgent" | "non-urgent" => format!(
            "<div class=\"nhsuk-card nhsuk-card--care nhsuk-card--care--{kind}\"><div class=\"nhsuk-card--care__heading-container\">\
             <h3 class=\"nhsuk-card--care__heading\"><span role=\"text\">{hidden}{heading}</span></h3></div><div class=\"nhsuk-card__content\">{rest}</div></div>"
        ),
        "old-urgent" => format!("<div class=\"nhsuk-care-card nhsuk-care-card--urgent\"><h3>{heading}</h3><div>{rest}</div></div>"),
        "do" => format!(
            "<div class=\"nhsuk-do-dont-list\"><h3>{heading}</h3>{}</div>",
            rest.replace("<ul>", "<ul class=\"nhsuk-list nhsuk-list--tick\">")
        ),
        "dont" => format!(
            "<div class=\"nhsuk-do-dont-list\"><h3>{heading}</h3>{}</div>",
            rest.replace("<ul>", "<ul class=\"nhsuk-list nhsuk-list--cross\">")
        ),
        "warning" => format!("<div class=\"nhsuk-warning-callout\"><h3>{heading}</h3>{rest}</div>"),
        "inset" => format!("<div class=\"nhsuk-inset-text\"><p>{heading}</p>{rest}</div>"),
        "details" => format!("<details><summary>{heading}</summary><div>{rest}</div></details>"),
        _ => format!("<div><p>{heading}</p>{rest}</div>"),
    }
}

fn inline(text: &str) -> String {
    let mut out = String::new();
    for part in parts(text) {
        match part {
            Part::Words { text, bold, italic } => {
                let text = escaped(&text);
                let text = if italic { format!("<em>{text}</em>") } else { text };
                out.push_str(&if bold { format!("<strong>{text}</strong>") } else { text });
            }
            Part::Break => out.push_str("<br>"),
            Part::Tab => out.push_str("&nbsp; "),
            Part::Sign(code) => {
                let sign = char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap();
                out.push_str(&format!("<span style=\"font-family: Wingdings\">{sign}</span>"));
            }
            Part::Link(text, address) => out.push_str(&format!("<a href=\"{}\">{}</a>", escaped(&address), escaped(&text))),
        }
    }
    out
}
