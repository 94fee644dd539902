//! What a Word file says, before it's XML: paragraphs and tables, each with the place in the page that its words come from.

pub(crate) mod bind;
mod look;

pub(crate) use look::{Card, Edge, Look, Marker, Style};
use pamphlet_core::{
    model::Alignment,
    value::{LanguageTag, MediaPath},
};

/// Stands for a picture in a text.
pub(crate) const PICTURE: &str = "\u{fffc}";

/// Stands before the words of a note that somebody put in with Word's own means.
pub(crate) const NOTE: &str = "\u{fdd1}";

/// A piece of the body.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) style: Style,
    /// The card that it stands in, and which of the file's cards that is.
    pub(crate) card: Option<(Card, usize)>,
    /// Where its words come from.
    pub(crate) place: Place,
    pub(crate) runs: Vec<Run>,
    /// The list of which it's an item.
    pub(crate) item: Option<Item>,
    /// How deep in lists it stands.
    pub(crate) depth: u8,
    pub(crate) alignment: Alignment,
    /// The name by which links of the file lead to it.
    pub(crate) target: Option<String>,
    /// Its language, where it isn't the file's.
    pub(crate) language: Option<LanguageTag>,
}

/// Where the words of a paragraph come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A part of the page, by its pointer: reviewers' edits of it go there.
    Page(String),
    /// Somewhere else: the library's settings, its glossary, its messages.
    Elsewhere,
}

/// An item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Item {
    /// The list, by its place among the file's lists.
    pub(crate) list: usize,
    /// How deep it stands in others, from 0.
    pub(crate) level: u8,
}

/// A list of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) marker: Marker,
    pub(crate) level: u8,
    pub(crate) start: u32,
}

/// A piece of a paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) piece: Piece,
    pub(crate) from: From,
    pub(crate) look: Look,
    /// Its language, where it isn't the paragraph's.
    pub(crate) language: Option<LanguageTag>,
    /// Where it leads.
    pub(crate) to: Option<Target>,
}

/// What a run is.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    Text(String),
    /// A line that ends inside the paragraph.
    Break,
    Picture(Picture),
}

/// Who wrote a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// The page's author.
    Author,
    /// The library: a label, a number.
    Library,
    /// The library, for something that the author put in: the numbers of sources, the mark of a note.
    Mark,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    Web(String),
    /// A place in the file.
    Here(String),
}

/// A picture, as it's shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) path: MediaPath,
    /// What it shows; none if it adds nothing to the text.
    pub(crate) alternative: Option<String>,
    /// Width and height in pixels.
    pub(crate) size: (u32, u32),
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) shape: Shape,
    /// The header row is the first; each cell is a run of nodes.
    pub(crate) rows: Vec<Vec<Vec<Node>>>,
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One of the page's.
    Plain,
    /// A page beside another.
    Beside,
    /// One to write in.
    ToFill,
}

impl Paragraph {
    /// The words as they stand in the file; a line that ends is `\n`, and a picture [`PICTURE`].
    pub(crate) fn text(&self) -> String {
        self.runs.iter().map(Run::text).collect()
    }
}

impl Run {
    pub(crate) fn text(&self) -> &str {
        match &self.piece {
            Piece::Text(text) => text,
            Piece::Break => "\n",
            Piece::Picture(_) => PICTURE,
        }
    }
}

/// Every paragraph in the order of reading, those in tables included.
pub(crate) fn paragraphs(nodes: &[Node]) -> Vec<&Paragraph> {
    fn walk<'n>(nodes: &'n [Node], all: &mut Vec<&'n Paragraph>) {
        for node in nodes {
            match node {
                Node::Paragraph(paragraph) => all.push(paragraph),
                Node::Table(table) => table.rows.iter().flatten().for_each(|cell| walk(cell, all)),
            }
        }
    }
    let mut all = Vec::new();
    walk(nodes, &mut all);
    all
}
