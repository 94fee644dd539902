//! Reads what was set, glyph by glyph, before anybody else does.
//!
//! Validators check a file's structure. They can't know that a sentence is missing: a face that isn't there
//! makes text vanish, and the file still conforms.

use std::{borrow::Cow, collections::BTreeMap};

use pamphlet_core::{PrintedPage, model::PageId, value::Direction, words};
use typst::{
    foundations::Label,
    introspection::{Location, PagedPosition, Tag},
    layout::{Abs, Frame, FrameItem, Point},
    pdf::ArtifactElem,
    utils::PicoStr,
};
use typst_layout::{Page, PagedDocument};

use crate::Error;

/// What a handout must hold.
#[derive(Debug, Default)]
pub(crate) struct Promises {
    /// The words of the page, in the order in which they're read.
    pub words: Vec<String>,
    /// Words that stand somewhere: footnotes are at the foot of pages.
    pub anywhere: Vec<String>,
    /// What it must say once.
    pub notices: Vec<String>,
    /// What it must say on every page.
    pub each_page: Vec<String>,
    pub direction: Option<Direction>,
    /// The chapters of a book in their order, by the labels that stand on the pages on which they begin; then, of none, what follows them.
    pub chapters: Vec<(String, Option<PageId>)>,
}

/// A run of glyphs on a page.
struct Run {
    text: String,
    start: Point,
    end: Abs,
    size: Abs,
    /// Whether it's of a running head or foot, or other decoration (PDF 2.0 § 14.8.2.2).
    is_artifact: bool,
}

/// Checks that every character has its glyph and that every promise is kept.
pub(crate) fn read(document: &PagedDocument, promises: &Promises) -> Result<(), Error> {
    let from_right = promises.direction == Some(Direction::RightToLeft);
    let mut pages = Vec::new();
    for page in document.pages() {
        let runs = runs(page)?;
        // What a box that can't break pushes off the paper stands in the file, and nobody sees it.
        let size = page.frame.size();
        let off = |run: &&Run| run.start.y > size.y || run.end > size.x + Abs::pt(1.0) || run.start.x < -Abs::pt(1.0);
        if let Some(run) = runs.iter().find(off) {
            return Err(Error::OffPaper { text: around(&run.text, 0), page: pages.len() + 1 });
        }
        if let Some(text) = overprinted(&runs) {
            return Err(Error::Overprinted { text, page: pages.len() + 1 });
        }
        let text = if from_right { text_from_right(&runs) } else { text(&runs) };
        pages.push(words::of_text(&text));
    }
    let Promises { words: wanted, anywhere, notices, each_page, direction: _, chapters: _ } = promises;
    let all: Vec<&str> = pages.iter().flatten().map(String::as_str).collect();
    let both: Vec<String> = wanted.iter().chain(anywhere).cloned().collect();
    enough(&all, &both)?;
    // The runs of a right-to-left line come from its left end: their order isn't that of reading.
    if !from_right {
        in_order(&all, wanted)?;
        for notice in notices {
            says(&all, notice, None)?;
        }
    } else {
        for notice in notices {
            enough(&all, &words::of_text(notice)).map_err(|_| Error::NoticeLost { text: notice.clone(), page: None })?;
        }
    }
    for (index, page) in pages.iter().enumerate() {
        let page_words: Vec<&str> = page.iter().map(String::as_str).collect();
        for notice in each_page {
            let lost = |_| Error::NoticeLost { text: notice.clone(), page: Some(index + 1) };
            enough(&page_words, &words::of_text(notice)).map_err(lost)?;
        }
    }
    Ok(())
}

/// The first text that stands on other text of the same line.
fn overprinted(runs: &[Run]) -> Option<String> {
    // Baselines within a tenth of a point are one line. Letters of slanted faces lean over the next one: that does no harm.
    let line = |run: &Run| (run.start.y.to_pt() * 10.0).round() as i64;
    let mut order: Vec<&Run> = runs.iter().filter(|run| !run.text.trim().is_empty()).collect();
    order.sort_by(|a, b| line(a).cmp(&line(b)).then(a.start.x.cmp(&b.start.x)));
    let pair = order.windows(2).find(|pair| line(pair[0]) == line(pair[1]) && pair[0].end > pair[1].start.x + Abs::pt(1.0))?;
    Some(format!("{} {}", pair[0].text, pair[1].text))
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

/// The label with which a theme marks the end of the text.
const END: &str = "end-of-text";

/// What each page of a book says, and the chapter that it belongs to; nothing of a file without chapters.
pub(crate) fn printed(document: &PagedDocument, promises: &Promises) -> Result<Vec<PrintedPage>, Error> {
    // A theme that leaves out a label leaves out a chapter: its pages would be taken for those of the one before.
    let openings: Option<Vec<(usize, &Option<PageId>)>> =
        promises.chapters.iter().map(|(label, chapter)| Some((position(document, label)?.page.get(), chapter))).collect();
    let Some(openings) = openings.filter(|openings| !openings.is_empty()) else { return Ok(Vec::new()) };
    let one = |(index, page): (usize, &Page)| {
        let mut runs = runs(page)?;
        runs.retain(|run| !run.is_artifact);
        let text = if promises.direction == Some(Direction::RightToLeft) { text_from_right(&runs) } else { text(&runs) };
        let chapter = openings.iter().rev().find(|(from, _)| *from <= index + 1).and_then(|(_, chapter)| (*chapter).clone());
        Ok(PrintedPage { label: page.number.to_string(), chapter, text })
    };
    document.pages().iter().enumerate().map(one).collect()
}

/// The runs of a page, in the order in which they're read.
fn runs(page: &Page) -> Result<Vec<Run>, Error> {
    let mut runs = Vec::new();
    collect(&page.frame, Point::zero(), &mut None, &mut runs)?;
    Ok(runs)
}

/// The runs of a frame; `artifact` is that which the frame is part of, and where it ends.
fn collect(frame: &Frame, origin: Point, artifact: &mut Option<Location>, runs: &mut Vec<Run>) -> Result<(), Error> {
    for (position, item) in frame.items() {
        let start = origin + *position;
        match item {
            // Whatever turns or scales a group, the order of its runs and their neighbourhood stay.
            FrameItem::Group(group) => collect(&group.frame, start + Point::new(group.transform.tx, group.transform.ty), artifact, runs)?,
            FrameItem::Text(run) => {
                if let Some(glyph) = run.glyphs.iter().find(|glyph| glyph.id == 0) {
                    let character = run.text.get(glyph.range()).and_then(|text| text.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER);
                    return Err(Error::MissingGlyph { character, text: around(&run.text, glyph.range().start) });
                }
                runs.push(Run {
                    text: run.text.to_string(),
                    start,
                    end: start.x + run.width(),
                    size: run.size,
                    is_artifact: artifact.is_some(),
                });
            }
            FrameItem::Tag(Tag::Start(element, _)) if artifact.is_none() && element.is::<ArtifactElem>() => *artifact = element.location(),
            FrameItem::Tag(tag @ Tag::End(..)) if *artifact == Some(tag.location()) => *artifact = None,
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
    Ok(())
}

/// The words beside a byte of a text.
fn around(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(30).map_or(0, |(index, _)| index);
    text[from..].chars().take(60).collect()
}

/// Whether two runs make one word, as half a word in bold does.
fn touch(before: &Run, run: &Run) -> bool {
    let tolerance = Abs::pt(0.3);
    let near = |a: Abs, b: Abs| (a - b).abs() < tolerance;
    near(before.size, run.size) && near(before.start.y, run.start.y) && (near(before.end, run.start.x) || near(run.end, before.start.x))
}

/// The text of runs, in their order.
fn text(runs: &[Run]) -> String {
    let word = |word: &[Run]| word.iter().map(|run| run.text.as_str()).collect::<String>();
    runs.chunk_by(touch).map(word).collect::<Vec<_>>().join(" ")
}

/// The text of runs of which most are read from the right, line by line from there. A phrase of the other direction comes from its end.
fn text_from_right(runs: &[Run]) -> String {
    // A mark above a letter is a run without width beside that of its letter, and both tell of the two.
    let mut order: Vec<&Run> = runs.iter().filter(|run| run.end > run.start.x).collect();
    let line = |run: &Run| (run.start.y.to_pt() * 10.0).round() as i64;
    order.sort_by(|a, b| line(a).cmp(&line(b)).then(a.start.x.cmp(&b.start.x)));
    let mut words: Vec<(i64, String)> = Vec::new();
    for word in order.chunk_by(|before, run| touch(before, run) && !before.text.ends_with(' ') && !run.text.starts_with(' ')) {
        let parts = word.iter().map(|run| run.text.as_str());
        let is_from_right = word.iter().all(|run| run.text.chars().any(is_read_from_right));
        words.push((line(word[0]), if is_from_right { parts.rev().collect() } else { parts.collect() }));
    }
    let lines = words.chunk_by(|a, b| a.0 == b.0).flat_map(|line| line.iter().rev());
    lines.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether a character is a letter of a script that runs from the right: Hebrew, Arabic and those that Unicode keeps beside them.
fn is_read_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Whether every word is there as often as it's wanted.
fn enough(all: &[&str], wanted: &[String]) -> Result<(), Error> {
    let mut left: BTreeMap<Cow<'_, str>, usize> = BTreeMap::new();
    for word in all {
        *left.entry(in_any_order(word)).or_default() += 1;
    }
    for (index, word) in wanted.iter().enumerate() {
        match left.get_mut(&in_any_order(word)) {
            Some(count) if *count > 0 => *count -= 1,
            Some(_) | None => return Err(lost(wanted, index)),
        }
    }
    Ok(())
}

/// A word to compare with others: where scripts meet in one, as where a prefix stands before a name, its parts may come in any order.
fn in_any_order(word: &str) -> Cow<'_, str> {
    if !word.chars().any(is_read_from_right) {
        return Cow::Borrowed(word);
    }
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    Cow::Owned(letters.into_iter().collect())
}

/// Whether the words come in their order; other words, such as page numbers, may stand between them.
fn in_order(all: &[&str], wanted: &[String]) -> Result<(), Error> {
    let mut rest = all.iter();
    for (index, word) in wanted.iter().enumerate() {
        // A phrase of another direction comes from its other end.
        if !word.chars().any(is_read_from_right) && !rest.any(|found| found == word) {
            return Err(lost(wanted, index));
        }
    }
    Ok(())
}

/// A word that isn't found, with those around it.
fn lost(wanted: &[String], index: usize) -> Error {
    Error::TextLost { text: wanted[index.saturating_sub(4)..wanted.len().min(index + 5)].join(" ") }
}

/// Whether the words of a notice stand together, in their order.
fn says(all: &[&str], notice: &str, page: Option<usize>) -> Result<(), Error> {
    let words = words::of_text(notice);
    if words.is_empty() || all.windows(words.len()).any(|window| window.iter().zip(&words).all(|(found, word)| found == word)) {
        Ok(())
    } else {
        Err(Error::NoticeLost { text: notice.to_owned(), page })
    }
}
