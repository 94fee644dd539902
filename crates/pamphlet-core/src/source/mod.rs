//! Sources: Markdown with front matter, or the same page as JSON, YAML or TOML.
//!
//! The front matter of a Markdown file and the whole of a data file are the same [`Document`]; only its body is
//! written as Markdown instead. So there is one set of names, of types and of errors.

use std::{ops::Range, sync::Arc};

mod data;
mod decode;
mod markdown;
mod node;
mod write;
mod yaml;

pub use data::DataSyntax;
pub use write::write_markdown;

pub(crate) use data::parse as parse_data;
pub(crate) use markdown::glossary::read_glossary;
pub(crate) use node::{Node, Value as NodeValue};

use crate::{
    diagnostic::Diagnostic,
    guard::guarded,
    messages::Messages,
    model::{Document, Page, PageId, Site},
    visit::Pointer,
};

/// The longest source of a page, in bytes. A long page has 50 KB; what is larger is a mistake or an attack.
pub const MAX_PAGE_BYTES: usize = 2 * 1024 * 1024;

/// So many mistakes of one file are told: more are no help to anybody.
const MOST_PROBLEMS: usize = 100;

/// What stands for those after them.
fn more_problems() -> Diagnostic {
    Diagnostic::error("more-mistakes", format!("the file has more mistakes than these {MOST_PROBLEMS}"))
        .with_help("mend these, and check again")
}

/// Where the parts of a page stand in its source.
///
/// A page has some three hundred places, and nearly all of them are never asked for: each is kept under a number made of its pointer, in
/// sixteen bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    spans: Vec<Place>,
}

/// A place: the number of its pointer, and where it starts and ends in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    pointer: u64,
    start: u32,
    end: u32,
}

impl Places {
    /// Where a part stands, in bytes of the file: the part itself, or the nearest that holds it.
    ///
    /// The part is named by its [`Pointer`], as text.
    #[must_use]
    pub fn find(&self, part: &str) -> Option<Range<usize>> {
        let mut path = part;
        loop {
            if let Some(span) = self.of(path) {
                return Some(span);
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// Where exactly this part stands.
    fn of(&self, path: &str) -> Option<Range<usize>> {
        let pointer = Pointer::from(path).number();
        // What is told last of a place holds.
        let place = self.spans.iter().rfind(|place| place.pointer == pointer)?;
        Some(place.start as usize..place.end as usize)
    }

    fn insert(&mut self, part: &Pointer<'_>, span: Range<usize>) {
        // No source is longer than `MAX_PAGE_BYTES`.
        let [start, end] = [span.start, span.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        self.spans.push(Place { pointer: part.number(), start, end });
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
    data_page(id, source, syntax, Keep::PageAndPlaces)
}

fn all_or_problems((read, problems): (Option<Read>, Vec<Diagnostic>)) -> Result<Read, Vec<Diagnostic>> {
    read.filter(|_| problems.is_empty()).ok_or(problems)
}

/// Reads what can be read of a page, in Markdown or in a syntax of data, and tells what is wrong with the rest.
pub(crate) fn read_what_reads(
    id: &PageId,
    source: &str,
    syntax: Option<DataSyntax>,
    messages: &Messages,
    keep: Keep,
) -> (Option<Read>, Vec<Diagnostic>) {
    let read = || match (check_size(source), syntax) {
        (Err(problems), _) => (None, problems),
        (Ok(()), None) => markdown::read(id, source, messages, keep),
        (Ok(()), Some(syntax)) => match data_page(id, source, syntax, keep) {
            Ok(read) => (Some(read), Vec::new()),
            Err(problems) => (None, problems),
        },
    };
    guarded(read).unwrap_or_else(|fault| (None, vec![fault]))
}

/// Reads what can be read of a page without its places, unless something is wrong with it.
pub(crate) fn read_page(id: &PageId, source: &str, syntax: Option<DataSyntax>, messages: &Messages) -> (Option<Page>, Vec<Diagnostic>) {
    let read = |keep| read_what_reads(id, source, syntax, messages, keep);
    let quick = read(Keep::Page);
    let (read, problems) = if quick.1.is_empty() { quick } else { read(Keep::PageAndPlaces) };
    (read.map(|read| read.page), problems)
}

fn data_page(id: &PageId, source: &str, syntax: DataSyntax, keep: Keep) -> Result<Read, Vec<Diagnostic>> {
    check_size(source)?;
    let node = data::parse(source.strip_prefix('\u{feff}').unwrap_or(source), syntax).map_err(|problem| vec![*problem])?;
    let mut places = Places::default();
    if keep == Keep::PageAndPlaces {
        node.places(&Pointer::default(), &mut |at, span| places.insert(at, span));
    }
    let document: Document = decode::decode(node)?;
    let page = into_page(document, id, &places)?;
    Ok(Read { page, places })
}

/// Reads a library's settings, `pamphlet.toml`.
///
/// # Errors
/// Every mistake of the file, at its place; a mistake of syntax alone.
pub fn read_site(source: &str) -> Result<Site, Vec<Diagnostic>> {
    check_size(source)?;
    decode::decode(data::parse(source, DataSyntax::Toml).map_err(|problem| vec![*problem])?)
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
