//! The events of the Markdown parser as a tree, bounded in size and depth.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag};

use super::definitions;
use crate::{diagnostic::Diagnostic, guard::guarded};

/// A piece of Markdown and where it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Piece<'s> {
    pub(super) span: Range<usize>,
    pub(super) kind: PieceKind<'s>,
}

#[derive(Debug, Clone)]
pub(super) enum PieceKind<'s> {
    Tag(Tag<'s>, Vec<Piece<'s>>),
    Text(CowStr<'s>),
    Break,
    HardBreak,
    NoteReference(CowStr<'s>),
    Task {
        is_done: bool,
    },
    Rule,
    Code,
    /// A comment among words, which isn't published.
    Comment,
    Html,
}

impl PieceKind<'_> {
    /// Whether it's part of running text.
    pub(super) fn is_inline(&self) -> bool {
        match self {
            Self::Text(_)
            | Self::Break
            | Self::HardBreak
            | Self::NoteReference(_)
            | Self::Task { .. }
            | Self::Code
            | Self::Comment
            | Self::Html => true,
            Self::Tag(tag, _) => matches!(
                tag,
                Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough | Tag::Superscript | Tag::Subscript
            ),
            Self::Rule => false,
        }
    }
}

/// A page has a few thousand events. A table of 14 KB can make half a million.
const MOST_EVENTS: usize = 200_000;
/// Deeper nesting than any page needs; a page's tree is walked by recursion.
const DEEPEST: usize = 32;

/// The mark of citations among the addresses of links.
pub(super) const CITATION: &str = "pamphlet-citation:";

/// What a body is made of.
pub(super) struct Tree<'s> {
    pub(super) pieces: Vec<Piece<'s>>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Reads a body into a tree.
///
/// `at` is where it stands in the file.
pub(super) fn parse<'s>(masked: &'s str, colon: Option<char>, at: usize) -> Result<Tree<'s>, Box<Diagnostic>> {
    // A mistake in the parser must not take down whoever reads a thousand pages.
    guarded(|| read(masked, colon, at)).unwrap_or_else(|_| {
        let line = unreadable_line(masked);
        Err(Box::new(
            Diagnostic::error("unreadable-markdown", "the text from here on can't be read: Pamphlet's Markdown parser fails on it")
                .at(line.start + at..line.end + at)
                .with_help("write this line and those above it in another way: without odd marks at their starts"),
        ))
    })
}

/// The line up to which the parser can read a text, and not further.
fn unreadable_line(masked: &str) -> Range<usize> {
    let ends: Vec<usize> = std::iter::once(0).chain(masked.match_indices('\n').map(|(at, _)| at + 1)).chain([masked.len()]).collect();
    let fails = |lines: usize| guarded(|| drop(read(&masked[..ends[lines]], None, 0))).is_err();
    // The first so many lines can be read, and so many more can't.
    let (mut read, mut unread) = (0, ends.len() - 1);
    while unread - read > 1 {
        let middle = usize::midpoint(read, unread);
        if fails(middle) { unread = middle } else { read = middle }
    }
    ends[unread.saturating_sub(1)]..ends[unread]
}

fn read<'s>(masked: &'s str, colon: Option<char>, at: usize) -> Result<Tree<'s>, Box<Diagnostic>> {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_FOOTNOTES);
    options.insert(Options::ENABLE_DEFINITION_LIST);
    options.insert(Options::ENABLE_HEADING_ATTRIBUTES);
    options.insert(Options::ENABLE_TASKLISTS);
    let mut open_notes: Vec<Range<usize>> = Vec::new();
    let mut resolve = |link: BrokenLink<'s>| {
        if link.reference.starts_with('@') {
            return Some((format!("{CITATION}{}", link.reference).into(), CowStr::Borrowed("")));
        }
        if link.reference.starts_with('^') {
            open_notes.push(link.span);
        }
        None
    };
    let mut parser = Parser::new_with_broken_link_callback(masked, options, Some(&mut resolve)).into_offset_iter();
    let mut roots: Vec<Piece<'s>> = Vec::new();
    let mut open: Vec<Piece<'s>> = Vec::new();
    let mut links = definitions::Links::default();
    for (count, (event, range)) in (&mut parser).enumerate() {
        let span = range.start + at..range.end + at;
        if count >= MOST_EVENTS {
            return Err(Box::new(
                Diagnostic::error("page-too-complex", "the page is made of more than 200,000 pieces")
                    .at(span.start..span.start)
                    .with_help("split it into several pages; a table with very many columns makes a piece of each cell"),
            ));
        }
        let kind = match event {
            Event::Start(tag) => {
                if open.len() >= DEEPEST {
                    return Err(Box::new(Diagnostic::error("nested-too-deep", "lists or quotes stand in each other 32 deep").at(span)));
                }
                links.meet(&tag);
                open.push(Piece { span, kind: PieceKind::Tag(tag, Vec::new()) });
                continue;
            }
            Event::End(_) => {
                let Some(done) = open.pop() else { continue };
                push(&mut open, &mut roots, done);
                continue;
            }
            Event::Text(text) => {
                links.read(&range);
                let masked = colon.filter(|colon| text.contains(*colon));
                PieceKind::Text(masked.map_or(text.clone(), |colon| text.replace(colon, ":").into()))
            }
            Event::SoftBreak => PieceKind::Break,
            Event::HardBreak => PieceKind::HardBreak,
            Event::FootnoteReference(label) => PieceKind::NoteReference(label),
            Event::TaskListMarker(is_done) => PieceKind::Task { is_done },
            Event::Rule => PieceKind::Rule,
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                links.read(&range);
                PieceKind::Code
            }
            Event::InlineHtml(html) if html.starts_with("<!--") && html.ends_with("-->") => PieceKind::Comment,
            Event::InlineHtml(html) if is_line_break(&html) => PieceKind::HardBreak,
            Event::Html(_) | Event::InlineHtml(_) => {
                links.read(&range);
                PieceKind::Html
            }
        };
        push(&mut open, &mut roots, Piece { span, kind });
    }
    let mut problems = links.problems(masked, parser.reference_definitions());
    drop(parser);
    for note in open_notes {
        let written = masked[note.clone()].trim_end_matches("[]");
        problems.push(
            Diagnostic::error("unknown-note", format!("there is no note `{written}`"))
                .at(note)
                .with_help(format!("add a line `{written}: …` at the end")),
        );
    }
    for problem in &mut problems {
        problem.span = problem.span.take().map(|span| span.start + at..span.end + at);
    }
    Ok(Tree { pieces: roots, problems })
}

/// `<br>`, with which other programs end a line inside a cell.
fn is_line_break(html: &str) -> bool {
    html.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br")) && html[3..].trim_end_matches(['/', '>']).trim().is_empty()
}

fn push<'s>(open: &mut [Piece<'s>], roots: &mut Vec<Piece<'s>>, piece: Piece<'s>) {
    match open.last_mut().map(|parent| &mut parent.kind) {
        Some(PieceKind::Tag(_, children)) => children.push(piece),
        _ => roots.push(piece),
    }
}

/// A body whose callouts' first lines are headings, and the callouts' names by where they stand in the file.
pub(super) struct Masked<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) callouts: Callouts,
    /// What stands for colons that begin a line and aren't marks of definitions, as in `:-)`: the parser takes each for one.
    pub(super) colon: Option<char>,
}

/// The names of callouts in small letters, by where their `[!` stands in the file.
pub(super) type Callouts = HashMap<usize, String>;

/// The body with the first line of each callout made a heading, byte for byte as long: `> [!urgent] Call` becomes
/// `> #         Call`. So the callout's heading is parsed as text of its own, and every place stays right.
pub(super) fn mask_callouts(body: &str, at_file: usize) -> Masked<'_> {
    let mut masked = Cow::Borrowed(body);
    let mut callouts = Callouts::default();
    let mut line_end = 0;
    for (at, _) in body.match_indices("[!") {
        // A line has one marker at the most, and it's the first that looks like one.
        if at < line_end {
            continue;
        }
        let line = body[..at].rfind('\n').map_or(0, |end| end + 1);
        line_end = body[at..].find('\n').map_or(body.len(), |end| at + end);
        if let Some(marker) = callout_marker(&body[line..line_end], at - line) {
            let marker = line + marker.start..line + marker.end;
            callouts.insert(marker.start + at_file, body[marker.start + 2..marker.end - 1].to_ascii_lowercase());
            let heading = format!("#{:1$}", "", marker.len() - 1);
            masked.to_mut().replace_range(marker, &heading);
        }
    }
    // Characters of one byte that no text may hold.
    let colon = colons(body).next().and_then(|_| ['\u{1}', '\u{2}', '\u{3}'].into_iter().find(|c| !body.contains(*c)));
    if let Some(colon) = colon {
        for at in colons(body) {
            masked.to_mut().replace_range(at..=at, colon.encode_utf8(&mut [0; 4]));
        }
    }
    Masked { text: masked, callouts, colon }
}

/// Where a line begins with a colon and no space after it.
fn colons(body: &str) -> impl Iterator<Item = usize> {
    body.match_indices(':').map(|(at, _)| at).filter(|at| {
        let before = body[..*at].trim_end_matches([' ', '\t', '>', '-', '*', '+']);
        (before.is_empty() || before.ends_with('\n')) && body[at + 1..].starts_with(|c: char| !c.is_whitespace())
    })
}

/// Where a line that opens a callout has its `[!name]`, if that begins at `start`.
fn callout_marker(line: &str, start: usize) -> Option<Range<usize>> {
    // Before it stand only quote marks, markers of lists and definitions, and spaces; at least one quote mark.
    let before = &line[..start];
    if !before.contains('>')
        || !before.trim_end().ends_with('>')
        || before.contains(|c: char| !matches!(c, '>' | ' ' | '\t' | '-' | '*' | '+' | '.' | ')' | ':' | '0'..='9'))
    {
        return None;
    }
    let length = line[start..].find(']')? + 1;
    let name = &line[start + 2..start + length - 1];
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    is_name.then_some(start..start + length)
}
