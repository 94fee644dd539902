//! What a reader makes of a document: one tree for all formats, each piece with the place that it came from.

use std::{collections::BTreeMap, fmt, sync::Arc};

use pamphlet_core::model::Urgency;

/// A document as a reader found it. Nothing in it knows the format any more.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The text, from the beginning to the end.
    pub(crate) body: Vec<Piece>,
    /// Headers and footers.
    pub(crate) margins: Vec<Piece>,
    /// What isn't text for readers: page numbers, a list of contents, hidden words, menus.
    pub(crate) dropped: Vec<Dropped>,
    /// The pictures' files, by the names that pieces call them.
    pub(crate) pictures: BTreeMap<String, Vec<u8>>,
    pub(crate) facts: Facts,
    /// What somebody should know of the file, such as that it holds macros.
    pub(crate) notices: Vec<String>,
}

/// What a document says of itself.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) title: Option<String>,
    pub(crate) language: Option<String>,
    /// The address of a web page.
    pub(crate) address: Option<String>,
    /// When it was last reviewed, as a web page states it for machines.
    pub(crate) reviewed: Option<String>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) from: Place,
    pub(crate) what: What,
}

/// Where a piece stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The part of the file: `word/document.xml`.
    pub(crate) part: Arc<str>,
    /// Which paragraph of the part, from 1.
    pub(crate) paragraph: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, paragraph {}", self.part, self.paragraph)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    Heading(Heading),
    Paragraph(Paragraph),
    Item(Item),
    Table(Table),
    Picture(Picture),
    Box(Boxed),
    Remark(Remark),
    /// Something that can't be taken over, in words, such as a chart.
    Unreadable(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 0 for the document's title, 1 for the highest heading.
    pub(crate) level: u8,
    pub(crate) text: Text,
    pub(crate) certainty: Certainty,
    /// The size of its largest letters, in half points; 0 if it isn't known.
    pub(crate) size: u16,
}

/// Whether a document says what something is, or it only looks so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    Stated,
    Guessed,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Paragraph {
    pub(crate) text: Text,
    /// The size of its largest letters, in half points; 0 if it isn't known.
    pub(crate) size: u16,
    pub(crate) role: Role,
}

/// What a document says that a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Role {
    #[default]
    Text,
    Subtitle,
    Caption,
    Quote,
}

/// An item of a list. Items of one list stand in a row; deeper ones have a higher level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) level: u8,
    pub(crate) marker: Marker,
    /// Which list it belongs to: two in a row may differ.
    pub(crate) list: u32,
    pub(crate) text: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    Bullet,
    Number(u32),
    /// A box to tick.
    Tick,
    /// A tick: something to do, or simply a bullet.
    Check,
    /// A cross: something not to do.
    Cross,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Table {
    pub(crate) caption: Option<Text>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// Whether the document says that it's a header.
    pub(crate) is_header: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub(crate) pieces: Vec<Piece>,
    /// How many columns it takes.
    pub(crate) columns: usize,
    /// How many cells below it are a part of it. They're in their rows, and empty.
    pub(crate) is_merged: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The name of its file, in [`Draft::pictures`] if it's there.
    pub(crate) file: String,
    pub(crate) alternative: Alternative,
    pub(crate) caption: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Alternative {
    Text(String),
    Decorative,
    Missing,
}

/// Something that stands apart from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Boxed {
    pub(crate) kind: BoxKind,
    pub(crate) heading: Option<Text>,
    pub(crate) body: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BoxKind {
    /// A box that says nothing of what it is.
    Plain,
    Care(Urgency),
    Do,
    Dont,
    Important,
    Note,
    Details,
    Quote,
}

/// What somebody wrote about the text, or took out of it without deciding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) kind: RemarkKind,
    pub(crate) author: String,
    /// The day, as the file has it.
    pub(crate) date: String,
    pub(crate) text: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RemarkKind {
    Comment,
    Deleted,
    Inserted,
}

/// Text that no reader is to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dropped {
    pub(crate) from: Place,
    pub(crate) text: String,
    pub(crate) why: &'static str,
}

/// Running text.
pub(crate) type Text = Vec<Run>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Run {
    Words(Words),
    /// A new line within a paragraph.
    Break,
    Note(Note),
}

/// A footnote or an endnote, at the place that refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) from: Place,
    pub(crate) text: Text,
}

/// Words that look alike. A tab stands for a gap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) face: Face,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Face {
    pub(crate) is_strong: bool,
    pub(crate) is_emphasis: bool,
    pub(crate) link: Option<Arc<str>>,
    pub(crate) language: Option<Arc<str>>,
}

/// The words of a text; a line break is one, notes are left out.
pub(crate) fn plain(text: &[Run]) -> String {
    let mut out = String::new();
    for run in text {
        match run {
            Run::Words(words) => out.push_str(&words.text),
            Run::Break => out.push('\n'),
            Run::Note(_) => out.push(' '),
        }
    }
    out
}

/// Whether a text holds nothing that is read.
pub(crate) fn is_blank(text: &[Run]) -> bool {
    text.iter().all(|run| match run {
        Run::Words(words) => words.text.chars().all(|c| c.is_whitespace() || !crate::page::text::is_readable(c)),
        Run::Break => true,
        Run::Note(_) => false,
    })
}

/// Adds words to a text, to the last of it if they look alike.
pub(crate) fn push(text: &mut Text, more: &str, face: &Face) {
    if more.is_empty() {
        return;
    }
    match text.last_mut() {
        Some(Run::Words(words)) if words.face == *face => words.text.push_str(more),
        Some(_) | None => text.push(Run::Words(Words { text: more.to_owned(), face: face.clone() })),
    }
}

/// Plain words.
pub(crate) fn words(text: &str) -> Text {
    let mut out = Text::new();
    push(&mut out, text, &Face::default());
    out
}

/// A text without its first bytes, as [`plain`] counts them.
pub(crate) fn without_start(text: &[Run], mut bytes: usize) -> Text {
    let mut out = Text::new();
    for run in text {
        let length = match run {
            Run::Words(words) => words.text.len(),
            Run::Break | Run::Note(_) => 1,
        };
        match run {
            Run::Words(words) if bytes < length => push(&mut out, &words.text[bytes..], &words.face),
            Run::Words(_) => {}
            // Nothing that holds words is taken away with the start.
            Run::Note(_) => out.push(run.clone()),
            Run::Break if bytes == 0 => out.push(Run::Break),
            Run::Break => {}
        }
        bytes = bytes.saturating_sub(length);
    }
    out
}

/// The start of a text, so many bytes of it.
pub(crate) fn start(text: &[Run], mut bytes: usize) -> Text {
    let mut out = Text::new();
    for run in text {
        if bytes == 0 {
            break;
        }
        match run {
            Run::Words(words) => {
                let end = words.text.floor_char_boundary(bytes.min(words.text.len()));
                push(&mut out, &words.text[..end], &words.face);
                bytes = bytes.saturating_sub(words.text.len());
            }
            Run::Break => {
                out.push(Run::Break);
                bytes -= 1;
            }
            Run::Note(_) => bytes -= 1,
        }
    }
    out
}

/// A text as its lines.
pub(crate) fn lines(text: &[Run]) -> Vec<Text> {
    let mut lines = vec![Text::new()];
    for run in text {
        match (run, lines.last_mut()) {
            (Run::Break, _) => lines.push(Text::new()),
            (Run::Words(_) | Run::Note(_), Some(line)) => line.push(run.clone()),
            (Run::Words(_) | Run::Note(_), None) => {}
        }
    }
    lines.retain(|line| !is_blank(line));
    lines
}

/// A text and its notes, each from its own place.
pub(crate) fn leaf(from: &Place, text: &[Run], tell: &mut dyn FnMut(&Place, String)) {
    tell(from, plain(text));
    for run in text {
        if let Run::Note(note) = run {
            leaf(&note.from, &note.text, tell);
        }
    }
}

impl Piece {
    /// Everything that it says, as the leaves of text that it's made of.
    pub(crate) fn leaves(&self, tell: &mut dyn FnMut(&Place, String)) {
        match &self.what {
            What::Heading(Heading { text, level: _, certainty: _, size: _ })
            | What::Paragraph(Paragraph { text, size: _, role: _ })
            | What::Item(Item { text, level: _, marker: _, list: _ })
            | What::Remark(Remark { text, kind: _, author: _, date: _ }) => leaf(&self.from, text, tell),
            What::Table(Table { caption, rows }) => {
                caption.iter().for_each(|caption| leaf(&self.from, caption, tell));
                for piece in rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.pieces) {
                    piece.leaves(tell);
                }
            }
            What::Picture(Picture { caption, file: _, alternative: _ }) => {
                caption.iter().for_each(|caption| leaf(&self.from, caption, tell));
            }
            What::Box(Boxed { heading, body, kind: _ }) => {
                heading.iter().for_each(|heading| leaf(&self.from, heading, tell));
                body.iter().for_each(|piece| piece.leaves(tell));
            }
            What::Unreadable(_) => {}
        }
    }

    /// All that it says, in one text.
    pub(crate) fn said(&self) -> String {
        let mut said = String::new();
        self.leaves(&mut |_, text| {
            said.push_str(&text);
            said.push('\n');
        });
        said
    }
}
