//! Sources: Markdown with front matter, or the same page as JSON, YAML or TOML.
//!
//! The front matter of a Markdown file and the whole of a data file are the same [`Document`]; only its body is
//! written as Markdown instead. So there is one set of names, of types and of errors.

use std::{
    borrow::Cow,
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
    sync::Arc,
};

mod data;
mod decode;
mod leftover;
mod markdown;
mod node;
pub(crate) mod typography;
mod write;
mod yaml;

pub use data::DataSyntax;
pub use write::{write_blocks, write_markdown, write_text};

pub(crate) use data::parse as parse_data;
pub(crate) use markdown::{SNIPPETS, glossary::read_glossary};
pub(crate) use node::{Node, Value as NodeValue};

use crate::{
    diagnostic::{Diagnostic, Severity},
    guard::guarded,
    messages::Messages,
    model::{Document, Page, PageId, Site, Snippet},
    value::LanguageTag,
    visit::Pointer,
};

/// The longest source of a page, in bytes. A long page has 50 KB; what is larger is a mistake or an attack.
pub const MAX_PAGE_BYTES: usize = 2 * 1024 * 1024;

/// So many mistakes of one file are told: more are no help to anybody.
const MOST_PROBLEMS: usize = 100;

/// What stands for those after them.
fn more_problems(severity: Severity) -> Diagnostic {
    let problem = Diagnostic::error("more-mistakes", format!("the file has more mistakes than these {MOST_PROBLEMS}"));
    Diagnostic { severity, ..problem }.with_help("mend these, and check again")
}

fn has_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// Where the parts of a page stand in its source.
///
/// A page has some three hundred places, and nearly all of them are never asked for: each is kept under a number made of its pointer, in
/// sixteen bytes. A page with many mistakes asks for many, so that none is looked for among all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    spans: HashMap<u64, (u32, u32), BuildHasherDefault<Mixed>>,
}

/// The hash of numbers that are mixed already, as those of pointers are.
#[derive(Debug, Clone, Copy, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |number, byte| number.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

impl Places {
    /// Where a part stands, in bytes of the file: the part itself, or the nearest that holds it.
    ///
    /// The part is named by its [`Pointer`], as text.
    #[must_use]
    pub fn find(&self, part: &str) -> Option<Range<usize>> {
        let mut path = part;
        loop {
            if let Some((start, end)) = self.spans.get(&Pointer::from(path).number()) {
                return Some(*start as usize..*end as usize);
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// Keeps where a part stands: what is said last holds.
    fn insert(&mut self, part: &Pointer<'_>, span: Range<usize>) {
        // No source is longer than `MAX_PAGE_BYTES`.
        let [start, end] = [span.start, span.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        self.spans.insert(part.number(), (start, end));
    }
}

/// Whether a reading keeps where the parts of a page stand.
///
/// To find the places takes a fifth of a reading, and they are asked for only where something is wrong: a library reads its files without,
/// and those of which a problem is to be told once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    Page,
    PageAndPlaces,
}

impl Keep {
    fn places(self) -> Option<Places> {
        match self {
            Self::Page => None,
            Self::PageAndPlaces => Some(Places::default()),
        }
    }
}

/// A page read, and where its parts stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The page.
    pub page: Page,
    /// Where its parts stand.
    pub places: Places,
    /// What is worth mending in the file, and keeps nobody from publishing it.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a page in Markdown with YAML front matter.
///
/// `messages` are those of the page's language: they say which aspect a usual heading stands for.
///
/// # Errors
/// Every mistake of the file, at its place.
pub fn read_markdown(id: &PageId, source: &str, messages: &Messages) -> Result<Read, Vec<Diagnostic>> {
    all_or_problems(read_what_reads(id, source, None, messages, Keep::PageAndPlaces))
}

/// Reads a page that is wholly data.
///
/// # Errors
/// Every mistake of the file, at its place; a mistake of syntax alone.
pub fn read_data(id: &PageId, source: &str, syntax: DataSyntax) -> Result<Read, Vec<Diagnostic>> {
    check_size(source)?;
    all_or_problems(data_page(id, &lines(source), syntax, Keep::PageAndPlaces))
}

fn all_or_problems((read, problems): (Option<Read>, Vec<Diagnostic>)) -> Result<Read, Vec<Diagnostic>> {
    match read {
        Some(read) if !has_errors(&problems) => Ok(Read { warnings: problems, ..read }),
        _ => Err(problems),
    }
}

/// A source whose lines end as those of today's systems do: old ones ended them with a carriage return alone.
///
/// Every place stays what it was.
pub(crate) fn lines(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let is_lone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(is_lone) {
        return source.into();
    }
    source.char_indices().map(|(at, c)| if c == '\r' && is_lone(at) { '\n' } else { c }).collect()
}

/// Reads what can be read of a page, in Markdown or in a syntax of data, and reports what is wrong with the rest.
pub(crate) fn read_what_reads(
    id: &PageId,
    source: &str,
    syntax: Option<DataSyntax>,
    messages: &Messages,
    keep: Keep,
) -> (Option<Read>, Vec<Diagnostic>) {
    if let Err(problems) = check_size(source) {
        return (None, problems);
    }
    let source = lines(source);
    let read = || match syntax {
        None => markdown::read(id, &source, messages, keep),
        Some(syntax) => data_page(id, &source, syntax, keep),
    };
    guarded(read).unwrap_or_else(|fault| (None, vec![fault]))
}

/// Reads what can be read of a page without its places, unless something is wrong with it.
pub(crate) fn read_page(id: &PageId, source: &str, syntax: Option<DataSyntax>, messages: &Messages) -> (Option<Page>, Vec<Diagnostic>) {
    let read = |keep| read_what_reads(id, source, syntax, messages, keep);
    let quick = read(Keep::Page);
    let (read, problems) = if has_errors(&quick.1) { read(Keep::PageAndPlaces) } else { quick };
    (read.map(|read| read.page), problems)
}

/// Reads what can be read of a snippet, and where its parts stand: its blocks as the `opening` of a page.
pub(crate) fn read_snippet(id: &PageId, source: &str, messages: &Messages, keep: Keep) -> (Option<Snippet>, Places, Vec<Diagnostic>) {
    if let Err(problems) = check_size(source) {
        return (None, Places::default(), problems);
    }
    let read = || markdown::read_snippet(id, &lines(source), messages, keep);
    guarded(read).unwrap_or_else(|fault| (None, Places::default(), vec![fault]))
}

fn data_page(id: &PageId, source: &str, syntax: DataSyntax, keep: Keep) -> (Option<Read>, Vec<Diagnostic>) {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let source = &source[start..];
    let node = match data::parse(source, syntax) {
        Ok(node) => node,
        Err(problem) => return (None, vec![problem.moved(start)]),
    };
    let mut places = Places::default();
    if keep == Keep::PageAndPlaces {
        node.places(&Pointer::default(), &mut |at, span| places.insert(at, span.start + start..span.end + start));
    }
    let decode::Decoded { value, problems } = decode::decode::<Document>(node, source, &id.language);
    let mut problems: Vec<Diagnostic> = problems.into_iter().map(|problem| problem.moved(start)).collect();
    let page = value.and_then(|document| into_page(document, id, &places).map_err(|more| problems.extend(more)).ok());
    (page.map(|page| Read { page, places, warnings: Vec::new() }), problems)
}

/// Reads a library's settings, `pamphlet.toml`.
///
/// # Errors
/// Every mistake of the file, at its place; a mistake of syntax alone.
pub fn read_site(source: &str) -> Result<Site, Vec<Diagnostic>> {
    match read_what_reads_of_site(source) {
        (Some(site), problems) if !has_errors(&problems) => Ok(site),
        (_, problems) => Err(problems),
    }
}

/// Reads what can be read of a library's settings, and reports what is wrong with the rest.
pub(crate) fn read_what_reads_of_site(source: &str) -> (Option<Site>, Vec<Diagnostic>) {
    if let Err(problems) = check_size(source) {
        return (None, problems);
    }
    let source = &*lines(source);
    let node = match data::parse(source, DataSyntax::Toml) {
        Ok(node) => node,
        Err(problem) => return (None, vec![*problem]),
    };
    // The quotes of the settings are those of the language that they name.
    let language = match node.get("language").map(|node| &node.value) {
        Some(node::Value::String(language)) => language.parse().unwrap_or_default(),
        _ => LanguageTag::default(),
    };
    let decode::Decoded { value, problems } = decode::decode(node, source, &language);
    (value, problems)
}

fn check_size(source: &str) -> Result<(), Vec<Diagnostic>> {
    if source.len() <= MAX_PAGE_BYTES {
        return Ok(());
    }
    Err(vec![
        Diagnostic::error("file-too-large", format!("the file has {} MB; a page has 2 MB at the most", source.len() / 1_000_000))
            .with_help("split it into several pages, or take out what isn't text"),
    ])
}

fn into_page(document: Document, id: &PageId, places: &Places) -> Result<Page, Vec<Diagnostic>> {
    document.into_page(id.clone()).map_err(|other| {
        let key = Document::subject_key(other);
        let problem = Diagnostic::error(
            "wrong-kind",
            format!("the key `{key}` belongs on pages in `{}`, and this page is in `{}`", other.folder(), id.path.kind.folder()),
        )
        .with_help(format!("use `{}`, or move the file", Document::subject_key(id.path.kind)));
        vec![match places.find(key) {
            Some(span) => problem.at(span),
            None => problem,
        }]
    })
}

/// The text of a file, or what is wrong with its encoding.
pub(crate) fn utf8<'b>(bytes: &'b [u8], file: &Arc<str>) -> Result<&'b str, Box<Diagnostic>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        Box::new(
            Diagnostic::error("invalid-utf-8", format!("the file isn't UTF-8: line {line} has bytes that are no text"))
                .in_file(file)
                .with_help("save it as UTF-8 in your editor"),
        )
    })
}
