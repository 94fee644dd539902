//! Markdown with YAML front matter.

mod body;
mod callout;
mod definitions;
mod figure;
pub(crate) mod glossary;
mod inline;
mod run;
mod schedule;
mod steps;
mod table;
mod tree;

pub(super) use callout::RISK_KEYS;

use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use serde::de::DeserializeOwned;

use super::{Keep, MOST_PROBLEMS, Places, Read, data, decode, into_page, more_problems};
use crate::{
    diagnostic::Diagnostic,
    messages::Messages,
    model::{Block, Document, Include, PageId, Snippet, SnippetFront},
    visit::Pointer,
};

/// The folder of the library that holds snippets.
pub(crate) const SNIPPETS: &str = "snippets";

/// What the reading of a body needs to know and collects.
struct Reader<'s> {
    /// The whole file.
    source: &'s str,
    id: &'s PageId,
    /// The folder that its links are relative to: its kind's, or none for the glossary.
    folder: Option<&'static str>,
    messages: &'s Messages,
    /// The notes at the foot, by their label.
    notes: BTreeMap<String, Vec<tree::Piece<'s>>>,
    used_notes: HashSet<String>,
    /// The callouts, by where they stand in the file.
    callouts: tree::Callouts,
    /// Where the parts of the page stand, if that is kept.
    places: Option<Places>,
    problems: Vec<Diagnostic>,
}

/// Reads what can be read of a page, and tells what is wrong with the rest.
///
/// A page with mistakes isn't shown, but its links and citations can still be checked with it.
pub(super) fn read(id: &PageId, source: &str, messages: &Messages, keep: Keep) -> (Option<Read>, Vec<Diagnostic>) {
    let (front, body) = match split(source) {
        Ok(parts) => parts,
        Err(problem) => return (None, vec![*problem]),
    };
    let mut reader = Reader::new(source, id, Some(id.path.kind.folder()), messages, keep);
    let document: Option<Document> = reader.front_matter(front);
    let (opening, sections) = reader.body(body);
    let Reader { places, mut problems, .. } = reader;
    let places = places.unwrap_or_default();
    let document = Document { opening, sections, ..document.unwrap_or_else(stand_in) };
    match into_page(document, id, &places) {
        Ok(page) => (Some(Read { page, places, warnings: Vec::new() }), problems),
        Err(more) => {
            problems.extend(more);
            (None, problems)
        }
    }
}

/// Reads what can be read of a snippet, and reports what is wrong with the rest.
pub(crate) fn read_snippet(id: &PageId, source: &str, messages: &Messages, keep: Keep) -> (Option<Snippet>, Places, Vec<Diagnostic>) {
    let (front, body) = match split(source) {
        Ok(parts) => parts,
        Err(problem) => return (None, Places::default(), vec![*problem]),
    };
    let mut reader = Reader::new(source, id, Some(SNIPPETS), messages, keep);
    let front: Option<SnippetFront> = reader.front_matter(front.clone());
    let (blocks, sections) = reader.body(body.clone());
    if let Some(section) = sections.first() {
        let at = reader.place_of(&Pointer::from("sections").join(0)).unwrap_or(body.clone());
        let problem =
            Diagnostic::error("snippet-section", format!("a snippet has no sections, and this has “{}”", section.heading.plain_text()));
        reader.report(problem.at(at).with_help("keep the heading on the pages that include it, and here what stands below it"));
    } else if blocks.is_empty() {
        reader.report(
            Diagnostic::error("snippet-empty", "there is nothing in the snippet").with_help("write its text below the front matter"),
        );
    }
    if let Some(include) = first_include(&blocks) {
        let at = reader.place_of(&Pointer::from("opening")).unwrap_or(body);
        let message = format!("a snippet can't include another, as this includes `{}`", include.snippet);
        reader.report(Diagnostic::error("snippet-in-snippet", message).at(at).with_help("include both on the page"));
    }
    let Reader { places, problems, .. } = reader;
    (front.map(|front| Snippet { front, blocks }), places.unwrap_or_default(), problems)
}

fn first_include(blocks: &[Block]) -> Option<&Include> {
    blocks.iter().find_map(|block| match block {
        Block::Include(include) => Some(include),
        other => other.bodies().into_iter().find_map(first_include),
    })
}

/// What stands for front matter that doesn't read, so that the body can be checked.
fn stand_in() -> Document {
    let nothing = serde_json::json!({ "title": "-", "summary": "-" });
    serde_json::from_value(nothing).expect("a document needs no more than a title and a summary")
}

/// Where the front matter and the body stand.
///
/// The parser of Markdown can do this too, but takes any text between two `---` for front matter, and a byte
/// order mark turns it off.
fn split(source: &str) -> Result<(Range<usize>, Range<usize>), Box<Diagnostic>> {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = start;
    let mut front = None;
    for line in source[start..].split_inclusive('\n') {
        let is_fence = line.trim_end() == "---";
        match (front, is_fence) {
            (None, true) => front = Some(at + line.len()),
            (None, false) => break,
            (Some(from), true) => return Ok((from..at, at + line.len()..source.len())),
            (Some(_), false) => {}
        }
        at += line.len();
    }
    let problem = match front {
        None => Diagnostic::error("no-front-matter", "the file doesn't start with front matter")
            .with_help("start it with a line `---`, then `title:` and `summary:`, then a line `---`"),
        Some(_) => Diagnostic::error("open-front-matter", "the front matter doesn't end").with_help("put a line `---` after its last key"),
    };
    let first_line = source[start..].find('\n').map_or(source.len(), |end| start + end);
    Err(Box::new(problem.at(start..first_line)))
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, id: &'s PageId, folder: Option<&'static str>, messages: &'s Messages, keep: Keep) -> Self {
        Self {
            source,
            id,
            folder,
            messages,
            notes: BTreeMap::new(),
            used_notes: HashSet::new(),
            callouts: tree::Callouts::new(),
            places: keep.places(),
            problems: Vec::new(),
        }
    }

    /// The front matter of a page or a snippet.
    fn front_matter<T: DeserializeOwned>(&mut self, at: Range<usize>) -> Option<T> {
        let source = &self.source[at.clone()];
        let mut node = match data::parse(source, data::DataSyntax::Yaml) {
            Ok(node) => node,
            Err(problem) => {
                self.problems.push(problem.moved(at.start));
                return None;
            }
        };
        if let Some(places) = &mut self.places {
            node.places(&Pointer::default(), &mut |part, span| places.insert(part, span.start + at.start..span.end + at.start));
        }
        for key in ["sections", "opening"] {
            if let Some(part) = node.take(key) {
                self.problems.push(
                    Diagnostic::error("body-in-front-matter", format!("in a Markdown file `{key}` are written in the body"))
                        .at(part.span)
                        .moved(at.start)
                        .with_help("write them as Markdown below the front matter, or the whole page as YAML"),
                );
            }
        }
        let decode::Decoded { value, problems } = decode::decode(node, source, &self.id.language);
        self.problems.extend(problems.into_iter().map(|problem| problem.moved(at.start)));
        value
    }

    /// Notes where a part stands.
    fn stands(&mut self, part: &Pointer<'_>, span: &Range<usize>) {
        if let Some(places) = &mut self.places {
            places.insert(part, span.clone());
        }
    }

    /// Where a part stands, if that has been kept.
    fn place_of(&self, part: &Pointer<'_>) -> Option<Range<usize>> {
        self.places.as_ref()?.find(&part.to_string())
    }

    fn report(&mut self, mut problem: Diagnostic) {
        // The parser counts empty lines to the block before them.
        if let Some(span) = &mut problem.span
            && let Some(text) = self.source.get(span.clone()).map(str::trim_end)
            && !text.is_empty()
        {
            span.end = span.start + text.len();
        }
        report(&mut self.problems, problem);
    }
}

/// Keeps a problem, up to a hundred errors and a hundred warnings of a file.
fn report(problems: &mut Vec<Diagnostic>, problem: Diagnostic) {
    let told = problems.iter().filter(|told| told.severity == problem.severity).count();
    // One mistake can be met twice, as by a note that is referred to twice.
    if told > MOST_PROBLEMS || problems.contains(&problem) {
        return;
    }
    problems.push(if told < MOST_PROBLEMS { problem } else { more_problems(problem.severity) });
}
