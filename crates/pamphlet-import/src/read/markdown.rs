//! Plain Markdown, as other programs write it.

use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Beside;
use crate::{
    draft::{
        Alternative, BoxKind, Boxed, Cell, Certainty, Draft, Dropped, Face, Heading, Item, Marker, Paragraph, Picture, Piece, Place, Row,
        Run, Table, Text, What, is_blank, push,
    },
    proof::Counted,
};

/// Reads Markdown. `beside` gives the pictures that it names.
pub(crate) fn read(source: &str, beside: Beside<'_>) -> (Draft, Counted) {
    let part: Arc<str> = "page".into();
    let (front, body) = front_matter(source);
    let mut reader = Reader::new(Arc::clone(&part), beside);
    for line in front.lines() {
        reader.paragraph += 1;
        let text = line.to_owned();
        if let Some(title) = line.strip_prefix("title:") {
            reader.draft.facts.title = Some(title.trim().trim_matches(['"', '\'']).to_owned());
        }
        reader.draft.dropped.push(Dropped { from: reader.here(), text, why: "front matter of another program" });
    }
    let mut counted = Counted::default();
    counted.add(&part, front);
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    for event in Parser::new_ext(body, options) {
        // The simple count: every text, a gap wherever something begins or ends but a mark inside a word.
        match &event {
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                counted.go_on(&part, text);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => counted.go_on(&part, " "),
        }
        reader.event(event);
    }
    reader.close();
    let pieces = reader.finish();
    let mut draft = reader.draft;
    draft.body = pieces;
    (draft, counted)
}

/// The front matter of a page, and the rest.
fn front_matter(source: &str) -> (&str, &str) {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let inside = ["---\n", "---\r\n"].into_iter().find_map(|mark| source.strip_prefix(mark));
    let end = inside.and_then(|inside| inside.find("\n---").map(|at| (&inside[..at], &inside[at + 4..])));
    end.map_or(("", source), |(front, rest)| (front, rest.split_once('\n').map_or("", |(_, rest)| rest)))
}

struct Reader<'b> {
    part: Arc<str>,
    paragraph: usize,
    beside: Beside<'b>,
    draft: Draft,
    /// The runs of pieces that are open: the page, then boxes and cells.
    open: Vec<Vec<Piece>>,
    text: Text,
    face: Face,
    /// The lists that are open, with their next numbers.
    lists: Vec<Option<u32>>,
    list: u32,
    is_tick: bool,
    table: Option<Table>,
    heading: Option<u8>,
    /// What a picture shows, while it's read, and its file.
    picture: Option<(String, String)>,
}

impl<'b> Reader<'b> {
    fn new(part: Arc<str>, beside: Beside<'b>) -> Self {
        Self {
            part,
            paragraph: 0,
            beside,
            draft: Draft::default(),
            open: vec![Vec::new()],
            text: Text::new(),
            face: Face::default(),
            lists: Vec::new(),
            list: 0,
            is_tick: false,
            table: None,
            heading: None,
            picture: None,
        }
    }

    fn here(&self) -> Place {
        Place { part: Arc::clone(&self.part), paragraph: self.paragraph.max(1) }
    }

    fn push(&mut self, what: What) {
        self.paragraph += 1;
        let from = self.here();
        if let Some(open) = self.open.last_mut() {
            open.push(Piece { from, what });
        }
    }

    /// Makes a piece of the text so far.
    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        if is_blank(&text) {
            return;
        }
        let what = match (self.heading.take(), self.lists.last_mut()) {
            (Some(level), _) => What::Heading(Heading { level, text, certainty: Certainty::Stated, size: 0 }),
            (None, Some(number)) => {
                let marker = match number {
                    _ if self.is_tick => Marker::Tick,
                    Some(number) => Marker::Number(*number),
                    None => Marker::Bullet,
                };
                let level = u8::try_from(self.lists.len() - 1).unwrap_or(8).min(8);
                What::Item(Item { level, marker, list: if level == 0 { self.list } else { 0 }, text })
            }
            (None, None) => What::Paragraph(Paragraph { text, ..Paragraph::default() }),
        };
        self.is_tick = false;
        self.push(what);
    }

    fn say(&mut self, said: &str) {
        match &mut self.picture {
            Some((words, _)) => words.push_str(said),
            None => push(&mut self.text, said, &self.face),
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.say(&text),
            // Words between tags are text; the tags are listed.
            Event::Html(text) | Event::InlineHtml(text) => {
                let from = self.here();
                self.draft.dropped.push(Dropped { from, text: text.to_string(), why: "HTML, which pages don’t hold" });
            }
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.text.push(Run::Break),
            Event::Rule => self.close(),
            Event::TaskListMarker(_) => self.is_tick = true,
            Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                self.heading = Some(level_of(level));
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.open.push(Vec::new());
            }
            Tag::List(start) => {
                self.close();
                if self.lists.is_empty() {
                    self.list += 1;
                }
                self.lists.push(start.and_then(|start| u32::try_from(start).ok()));
            }
            Tag::Table(_) => {
                self.close();
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => {
                let is_header = matches!(tag, Tag::TableHead);
                if let Some(table) = &mut self.table {
                    table.rows.push(Row { cells: Vec::new(), is_header });
                }
            }
            Tag::Emphasis => self.face.is_emphasis = true,
            Tag::Strong => self.face.is_strong = true,
            Tag::Link { dest_url, .. } => self.face.link = dest_url.starts_with("http").then(|| dest_url.as_ref().into()),
            Tag::Image { dest_url, .. } => self.picture = Some((String::new(), dest_url.to_string())),
            // The second paragraph of an item goes on with it.
            Tag::Paragraph if !is_blank(&self.text) => self.text.push(Run::Break),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Item => {
                self.close();
                if let (TagEnd::Item, Some(Some(number))) = (tag, self.lists.last_mut()) {
                    *number += 1;
                }
            }
            TagEnd::Paragraph if self.lists.is_empty() && self.table.is_none() => self.close(),
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                let body = self.open.pop().unwrap_or_default();
                if !body.is_empty() {
                    self.push(What::Box(Boxed { kind: BoxKind::Quote, heading: None, body }));
                }
            }
            TagEnd::TableCell => {
                let text = std::mem::take(&mut self.text);
                let from = self.here();
                let pieces = if is_blank(&text) {
                    Vec::new()
                } else {
                    vec![Piece { from, what: What::Paragraph(Paragraph { text, ..Paragraph::default() }) }]
                };
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.cells.push(Cell { pieces, columns: 1, is_merged: false });
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.push(What::Table(table));
                }
            }
            TagEnd::Emphasis => self.face.is_emphasis = false,
            TagEnd::Strong => self.face.is_strong = false,
            TagEnd::Link => self.face.link = None,
            TagEnd::Image => self.pictured(),
            _ => {}
        }
    }

    fn pictured(&mut self) {
        let Some((words, file)) = self.picture.take() else { return };
        if let Some(bytes) = (self.beside)(&file) {
            self.draft.pictures.insert(file.clone(), bytes);
        }
        // The words of a picture are text in Markdown, so that they're counted, and stand in the page as words for it.
        let from = self.here();
        self.draft.dropped.push(Dropped { from, text: words.clone(), why: "what a picture shows, in words" });
        let alternative = if words.trim().is_empty() { Alternative::Missing } else { Alternative::Text(words) };
        let text = std::mem::take(&mut self.text);
        self.push(What::Picture(Picture { file, alternative, caption: None }));
        self.text = text;
    }

    fn finish(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.open).into_iter().flatten().collect()
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
