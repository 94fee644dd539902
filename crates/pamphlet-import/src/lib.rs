//! Drafts of pages, made from leaflets that exist already: Word files, OpenDocument texts, saved web pages.
//!
//! A reader makes one tree of a document, whatever its format. What the document only shows (a heading that is bold, a bullet that is typed,
//! a box that says "Call 999") is told by the same rules for all of them, and one writer makes the source of a page. Every piece of text gets
//! one fate, and a second, simple reader counts the words: where the two differ, no draft is made. A care card that was guessed carries a
//! to-do, and so does an emergency number that became no card.
//!
//! ```no_run
//! use pamphlet_import::{Options, import};
//!
//! let bytes = std::fs::read("cough.docx")?;
//! let draft = import("cough.docx", &bytes, &Options::default())?;
//! println!("{} has {} things to do", draft.page.id.path, draft.report.todos);
//! std::fs::write("cough.md", &draft.markdown)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod care;
mod draft;
mod error;
mod fate;
mod language;
mod page;
mod proof;
mod read;
mod report;
mod shape;

use pamphlet_core::{
    Diagnostic,
    messages::Messages,
    model::{Kind, Page},
    source::{read_markdown, write_markdown},
    value::{LanguageTag, MediaPath, Slug},
    words,
};

use page::{Made, Marks};
use read::Format;

pub use error::ImportError;
pub use fate::{Fate, Told};
pub use proof::Difference;
pub use read::Beside;
pub use report::Report;

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The kind of page; guessed if it isn't given.
    pub kind: Option<Kind>,
    /// The language of the document.
    pub language: LanguageTag,
    /// The name of the page in addresses; made from the title if it isn't given.
    pub slug: Option<Slug>,
}

/// A draft of a page.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The page.
    pub page: Page,
    /// Its source.
    pub markdown: String,
    /// The pictures that it shows, by their paths in the library.
    pub media: Vec<(MediaPath, Vec<u8>)>,
    /// What became of everything that the document said.
    pub report: Report,
}

/// Makes a draft of a document. Its name says which format it has.
///
/// # Errors
/// If it can't be read, holds no text, or if any of its words would be lost.
pub fn import(name: &str, bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    import_beside(name, bytes, &|_| None, options)
}

/// The same for a document that names other files, as a saved web page does. `beside` gives their bytes by the addresses that it calls
/// them; it's for whoever has a disk to see that they're where they should be.
///
/// # Errors
/// As [`import`].
pub fn import_beside(name: &str, bytes: &[u8], beside: Beside<'_>, options: &Options) -> Result<Imported, ImportError> {
    // Marks that stand close together can't always be read again: then the words stay, and their looks go.
    match import_with(name, bytes, beside, options, Marks::Kept) {
        Err(ImportError::Unreadable { .. }) => import_with(name, bytes, beside, options, Marks::Dropped).map(|mut imported| {
            imported.report.notices.push("bold and italic words were taken over as plain ones".to_owned());
            imported
        }),
        done => done,
    }
}

fn import_with(name: &str, bytes: &[u8], beside: Beside<'_>, options: &Options, marks: Marks) -> Result<Imported, ImportError> {
    let format = read::format(name, bytes)?;
    if format == Format::Pdf {
        return of_handout(bytes);
    }
    let (draft, counted) = read::read(format, bytes, beside)?;
    let read = draft_words(&draft);
    let differences = counted.differences(&read);
    if !differences.is_empty() {
        return Err(ImportError::Lost(differences));
    }
    if counted.words() == 0 {
        return Err(ImportError::Empty);
    }
    let english = LanguageTag::default();
    // A language without usual headings of ours has none of ours either.
    let messages = Messages::built_in(&options.language).or_else(|| Messages::built_in(&english));
    let Some(messages) = messages else { return Err(ImportError::Empty) };
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let wanted = page::Wanted {
        kind: options.kind,
        slug: options.slug.clone(),
        language: options.language.clone(),
        messages,
        vocabulary: language::of(&options.language),
        marks,
        name: file.rsplit_once('.').map_or(file, |(stem, _)| stem),
    };
    let made = page::make(draft, &wanted);
    let told = proof::Counted::of(made.told.iter().map(|told| (&told.place.part, &*told.text)));
    let differences = read.differences(&told);
    if !differences.is_empty() {
        return Err(ImportError::Lost(differences));
    }
    finish(made, messages, counted.words())
}

/// One of our own handouts, which has its page attached: the page as it was, as a draft.
fn of_handout(bytes: &[u8]) -> Result<Imported, ImportError> {
    let pages = read::pdf::attached(bytes);
    let [page] = pages.as_slice() else {
        if pages.is_empty() {
            return Err(read::refused("pdf", bytes));
        }
        let what = format!("a handout of {} pages", pages.len());
        return Err(ImportError::NotRead { what, help: "make a handout of each page, and import these".to_owned() });
    };
    let english = LanguageTag::default();
    let Some(messages) = Messages::built_in(&page.id.language).or_else(|| Messages::built_in(&english)) else {
        return Err(ImportError::Empty);
    };
    let markdown = write_markdown(page, messages);
    let unreadable = |why: String| ImportError::Unreadable { why, markdown: markdown.clone() };
    let again = read_markdown(&page.id, &markdown, messages)
        .map_err(|problems| unreadable(problems.iter().map(|problem| at_its_line(problem, &markdown)).collect::<Vec<_>>().join("; ")))?;
    if again.page != *page {
        return Err(unreadable("it would say something else".to_owned()));
    }
    let words = words::of_page(page).len();
    let notices = vec!["the page is as it was when the handout was made; its pictures and its sources aren’t in the handout".to_owned()];
    let counts = page::Counts { cards_stated: page.care_advice().len(), ..page::Counts::default() };
    let report = Report { words_kept: words, ..Report::new(report::Made { page, told: Vec::new(), notices, counts, words }) };
    Ok(Imported { page: page.clone(), markdown, media: Vec::new(), report })
}

/// Writes the source of a page, reads it again, and counts what it says.
fn finish(made: Made, messages: &Messages, words: usize) -> Result<Imported, ImportError> {
    let markdown = write_markdown(&made.page, messages);
    let unreadable = |why: String| ImportError::Unreadable { why, markdown: markdown.clone() };
    let again = read_markdown(&made.page.id, &markdown, messages)
        .map_err(|problems| unreadable(problems.iter().map(|problem| at_its_line(problem, &markdown)).collect::<Vec<_>>().join("; ")))?;
    // What is written is what counts: its words are those that were told to be in it, and ours.
    let written = [words::of_page(&again.page), words::of_notes(&again.page)].concat().join(" ");
    let in_body = made.told.iter().filter(|told| told.fate.is_in_body()).map(|told| &*told.text);
    let expected: Vec<&str> = in_body.chain(made.added.iter().map(String::as_str)).collect();
    if let Some(difference) = proof::difference("the draft", &expected.join(" "), &written) {
        return Err(ImportError::Lost(vec![difference]));
    }
    let Made { page: _, told, media, counts, added: _, notices } = made;
    let report = Report::new(report::Made { page: &again.page, told, notices, counts, words });
    Ok(Imported { page: again.page, markdown, media, report })
}

/// A problem with the line that it's in.
fn at_its_line(problem: &Diagnostic, source: &str) -> String {
    let line = problem.span.as_ref().and_then(|span| {
        let start = source.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
        source.get(start..)?.lines().next()
    });
    match line {
        Some(line) => format!("{} (“{line}”)", problem.message),
        None => problem.message.clone(),
    }
}

/// What a reader found, part by part.
fn draft_words(draft: &draft::Draft) -> proof::Counted {
    let mut found = proof::Counted::default();
    for piece in draft.body.iter().chain(&draft.margins) {
        piece.leaves(&mut |from, text| found.add(&from.part, &text));
    }
    for dropped in &draft.dropped {
        found.add(&dropped.from.part, &dropped.text);
    }
    found
}
