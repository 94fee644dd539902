//! Reads what was set, glyph by glyph, before anybody else does.
//!
//! Validators check a file's structure. They can't know that a sentence is missing: a face that isn't there
//! makes text vanish, and the file still conforms.

mod frames;
mod order;
mod room;

use pamphlet_core::{Omission, PrintedPage, model::PageId};
use typst::{foundations::Label, introspection::PagedPosition, layout::Abs, utils::PicoStr};
use typst_layout::PagedDocument;

use crate::{
    Error,
    error::Loss,
    said::{self, Piece, Place},
};
use frames::{Drawn, Run, runs};
use order::{Broken, How};
use room::{Crowded, Problem};

/// What a handout must hold.
#[derive(Debug, Default)]
pub(crate) struct Promises {
    /// Every piece of text, by its number; those of the body in the order in which they're read.
    pub pieces: Vec<Piece>,
    /// The chapters of a book in their order, by the labels that stand on the pages on which they begin; then, of none, what follows them.
    pub chapters: Vec<(String, Option<PageId>)>,
    /// What may give way to save paper: the label that stands where it is, and what to say if it isn't there.
    pub spare: Vec<(&'static str, Omission)>,
}

/// Why a handout isn't as it must be.
pub(crate) struct Refusal {
    pub error: Error,
    /// The pieces that may have words too long for their room.
    pub wide: Vec<usize>,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { error, wide: Vec::new() }
    }
}

/// A page as it's drawn.
struct Sheet<'d> {
    drawn: Vec<Drawn<'d>>,
}

fn sheets(document: &PagedDocument) -> Vec<Sheet<'_>> {
    document.pages().iter().map(|page| Sheet { drawn: frames::drawn(page) }).collect()
}

/// Checks that every character has its glyph, that everything has its room, and that each piece of text is where it must be.
///
/// Returns the pieces whose words are longer than their lines, though all can be read.
pub(crate) fn read(document: &PagedDocument, promises: &Promises) -> Result<Vec<usize>, Refusal> {
    let sheets = sheets(document);
    for run in sheets.iter().flat_map(|sheet| runs(&sheet.drawn)) {
        has_glyphs(run, promises)?;
    }
    let mut untidy = Vec::new();
    for (index, (sheet, page)) in sheets.iter().zip(document.pages()).enumerate() {
        let problems = room::check(&sheet.drawn, page.frame.size());
        let wide: Vec<usize> = problems.iter().flat_map(|problem| problem.wide.iter().copied()).collect();
        let page = index + 1;
        let error = problems.into_iter().find_map(|Problem { what, piece, wide: _ }| {
            let of = piece.and_then(|piece| page_of(piece, promises));
            match what {
                Crowded::OffPaper { text } => Some(Error::OffPaper { text, page, of }),
                Crowded::CutOff { text } => Some(Error::TextLost { text, how: Loss::CutOff { page }, of }),
                Crowded::Over { text, other } => Some(Error::Overprinted { text, other, page, of }),
                Crowded::Untidy => None,
            }
        });
        match error {
            Some(error) => return Err(Refusal { error, wide }),
            None => untidy.extend(wide),
        }
    }
    order::check(&sheets, promises).map_err(|broken| lost(&broken, promises))?;
    Ok(untidy)
}

/// The page of the library that a piece belongs to.
fn page_of(piece: usize, promises: &Promises) -> Option<PageId> {
    promises.pieces.get(piece)?.page.as_deref().cloned()
}

fn has_glyphs(run: &Run<'_>, promises: &Promises) -> Result<(), Error> {
    let Some(glyph) = run.item.glyphs.iter().find(|glyph| glyph.id == 0) else { return Ok(()) };
    let text = &run.item.text;
    let character = text.get(glyph.range()).and_then(|text| text.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER);
    let of = said::of_span(glyph.span.0).and_then(|(piece, _)| page_of(piece, promises));
    Err(Error::MissingGlyph { character, text: around(text, glyph.range().start), of })
}

fn lost(broken: &Broken, promises: &Promises) -> Error {
    let Broken { piece, at, how } = broken;
    let Piece { place, page, text } = &promises.pieces[*piece];
    let page_number = match how {
        How::MissingOnPage(page) => Some(page + 1),
        How::Missing | How::Moved => None,
    };
    match place {
        Place::Notice | Place::EachPage => Error::NoticeLost { text: text.clone(), page: page_number },
        Place::Body | Place::Note | Place::Anywhere => {
            let how = if matches!(how, How::Moved) { Loss::Moved } else { Loss::Missing };
            Error::TextLost { text: around(text, *at), how, of: page.as_deref().cloned() }
        }
    }
}

/// The words beside a byte of a text.
fn around(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(30).map_or(0, |(index, _)| index);
    text[from..].chars().take(60).collect::<String>().trim().to_owned()
}

/// How far the last page is filled, 0 to 1, if the theme tells where its text ends.
pub(crate) fn filled(document: &PagedDocument) -> Option<f64> {
    let page = document.pages().last()?;
    Some(position(document, END)?.point.y / page.frame.height())
}

/// Where something with a label stands, if there is such a thing.
fn position(document: &PagedDocument, label: &str) -> Option<PagedPosition> {
    let introspector = document.introspector();
    let location = introspector.elements().query_label(Label::new(PicoStr::intern(label))?).ok()?.location()?;
    introspector.position(location)
}

/// What gave way to save paper.
pub(crate) fn spared(document: &PagedDocument, promises: &Promises) -> Vec<Omission> {
    let gone = promises.spare.iter().filter(|(label, _)| position(document, label).is_none());
    gone.map(|(_, omission)| omission.clone()).collect()
}

/// The label with which a theme marks the end of the text.
const END: &str = "end-of-text";

/// What each page of a book says, and the chapter that it belongs to; nothing of a file without chapters.
pub(crate) fn printed(document: &PagedDocument, promises: &Promises) -> Vec<PrintedPage> {
    // A theme that leaves out a label leaves out a chapter: its pages would be taken for those of the one before.
    let openings: Option<Vec<(usize, &Option<PageId>)>> =
        promises.chapters.iter().map(|(label, chapter)| Some((position(document, label)?.page.get(), chapter))).collect();
    let Some(openings) = openings.filter(|openings| !openings.is_empty()) else { return Vec::new() };
    let one = |(index, (sheet, page)): (usize, (Sheet<'_>, &typst_layout::Page))| {
        // A run without width is a mark of a letter whose run tells of both.
        let text: Vec<&Run<'_>> = runs(&sheet.drawn).filter(|run| !run.is_artifact && run.item.width() > Abs::zero()).collect();
        let chapter = openings.iter().rev().find(|(from, _)| *from <= index + 1).and_then(|(_, chapter)| (*chapter).clone());
        PrintedPage { label: page.number.to_string(), chapter, text: text_of(&text) }
    };
    sheets(document).into_iter().zip(document.pages()).enumerate().map(one).collect()
}

/// The text of runs, in the order in which they're read.
fn text_of(runs: &[&Run<'_>]) -> String {
    let mut text = String::new();
    let mut before: &[&Run<'_>] = &[];
    for phrase in runs.chunk_by(|before, run| run.follows(before) && run.item.size == before.item.size) {
        // On a line from the right, the next phrase stands to the left.
        let joins = |(before, last): (&&Run<'_>, &&Run<'_>)| before.follows(last) && before.item.size == last.item.size;
        if !before.is_empty() && !before.first().zip(phrase.last()).is_some_and(joins) {
            text.push(' ');
        }
        let parts = phrase.iter().map(|run| run.item.text.as_str());
        // Typst sets a phrase from the right from its left end.
        if frames::is_from_right(phrase) {
            text.extend(parts.rev())
        } else {
            text.extend(parts)
        }
        before = phrase;
    }
    text
}
