//! What stands beside the web pages: handouts and e-books.

use super::{Format, Options, guard};
use crate::{
    Diagnostic, Library, Omission, PrintedPage, Problems, Rendered, epub,
    html::{self, DownloadKind, Picture, Pictures},
    model::{Guide, Page, Subject},
    value::{Date, Line},
};
#[cfg(feature = "pdf")]
use crate::{model::Paper, pdf};

/// A form of a page that its web page offers to take along.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Output<'l> {
    /// A handout; of a guide with chapters a book on paper.
    #[cfg(feature = "pdf")]
    Handout(&'l Page, pdf::Edition),
    /// An e-book.
    Book(&'l Page),
}

/// What a file of a build holds.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many printed pages it has, if it has any.
    pub pages: Option<usize>,
    /// What isn't in it, and why.
    pub omissions: Vec<Omission>,
    /// Its pages as pictures, where they were asked for.
    pub pictures: Vec<Vec<u8>>,
    /// What its pages say, if it's a book on paper.
    pub printed: Vec<PrintedPage>,
}

impl<'l> Output<'l> {
    /// The forms that a page has, each after those that it needs.
    #[must_use]
    pub fn of(page: &'l Page, options: &Options) -> Vec<Self> {
        let all = [
            #[cfg(feature = "pdf")]
            Self::Handout(page, pdf::Edition::Standard),
            #[cfg(feature = "pdf")]
            Self::Handout(page, pdf::Edition::LargePrint),
            Self::Book(page),
        ];
        all.into_iter().filter(|output| options.formats.has(output.format())).collect()
    }

    /// The format that it is.
    #[must_use]
    pub fn format(self) -> Format {
        match self {
            #[cfg(feature = "pdf")]
            Self::Handout(..) => Format::Handouts,
            Self::Book(_) => Format::Ebooks,
        }
    }

    /// Where it stands below the folder of the build.
    #[must_use]
    pub fn path(self, library: &Library) -> String {
        match self {
            #[cfg(feature = "pdf")]
            Self::Handout(page, edition) => named(library, page, handout_ending(edition)),
            Self::Book(page) => named(library, page, BOOK_ENDING),
        }
    }

    /// As what a web page offers it.
    #[must_use]
    pub fn download(self) -> (&'l Page, DownloadKind) {
        match self {
            #[cfg(feature = "pdf")]
            Self::Handout(page, pdf::Edition::Standard) => (page, DownloadKind::Handout),
            #[cfg(feature = "pdf")]
            Self::Handout(page, pdf::Edition::LargePrint) => (page, DownloadKind::LargePrint),
            Self::Book(page) => (page, DownloadKind::Epub),
        }
    }

    /// What it is, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            #[cfg(feature = "pdf")]
            Self::Handout(_, pdf::Edition::Standard) => "handout",
            #[cfg(feature = "pdf")]
            Self::Handout(_, pdf::Edition::LargePrint) => "handout in large print",
            Self::Book(_) => "e-book",
        }
    }

    /// Makes it. A fault of a program that is used for it is a problem of its page. `printed` has the pages of its printed edition.
    ///
    /// # Errors
    /// Why it can't be made, at the author's words where these are at fault.
    pub fn make(self, library: &Library, options: &Options, printed: &[PrintedPage]) -> Result<File, Problems> {
        let (page, _) = self.download();
        guard::caught(|| self.make_unguarded(library, options, printed))
            .unwrap_or_else(|fault| Err(faulty(library, page, self.words(), &fault)))
    }

    /// The printed edition whose pages it names, which is made before it.
    #[must_use]
    pub fn print_edition(self, library: &Library, options: &Options) -> Option<Self> {
        match self {
            #[cfg(feature = "pdf")]
            Self::Book(page) if is_book(library, page) && options.formats.has(Format::Handouts) => {
                Some(Self::Handout(page, pdf::Edition::Standard))
            }
            #[cfg(feature = "pdf")]
            Self::Handout(..) => None,
            Self::Book(_) => {
                let _ = (library, options);
                None
            }
        }
    }

    fn make_unguarded(self, library: &Library, options: &Options, printed: &[PrintedPage]) -> Result<File, Problems> {
        let today = options.today;
        match self {
            #[cfg(feature = "pdf")]
            Self::Handout(page, edition) => {
                let has_pictures = edition == pdf::Edition::Standard && options.formats.has(Format::Web);
                // Its first page stands beside the downloads, so small that it needs few pixels.
                let pictures = has_pictures.then_some(pdf::Pictures { width: 400, pages: 1 });
                let print = pdf::Options { edition, pictures, ..pdf_options(library, today, None, None)? };
                // A guide is read as a book.
                let made = if is_book(library, page) { pdf_book } else { handout };
                let mut file = made(library, page, &print)?;
                if has_pictures {
                    file.pictures.push(social(library, page, today)?);
                }
                Ok(file)
            }
            Self::Book(page) => book(library, page, today, printed),
        }
    }
}

/// The pictures that a page's handout brings, in their order: what its first page looks like, and what social networks show of the page.
const PICTURES: [&str; 2] = ["handout.png", "social.png"];

/// Where the pictures of a page stand below the folder of the build.
pub(super) fn picture_paths(library: &Library, page: &Page) -> [String; 2] {
    PICTURES.map(|name| html::beside_page(library, &page.id, name))
}

/// The pictures of a page, as its web page refers to them.
pub(super) fn pictures<'b>(files: impl IntoIterator<Item = &'b [u8]>) -> Pictures {
    let mut all = files.into_iter().zip(PICTURES).map(|(bytes, name)| Picture::png(name, bytes));
    Pictures { handout: all.next().flatten(), social: all.next().flatten() }
}

/// What social networks show beside a link to a page.
#[cfg(feature = "pdf")]
fn social(library: &Library, page: &Page, today: Date) -> Result<Vec<u8>, Problems> {
    let options = pdf::Options::on(today);
    pdf::poster(library, page, pdf::Poster::Social, &options)
        .map(|made| made.output)
        .map_err(|error| unprintable(library, page, "picture", &error))
}

/// The cover of a book that names none: its title, and how the reviews of its pages stand.
///
/// # Errors
/// Why it can't be made.
pub fn cover(library: &Library, title: &Line, pages: &[&Page], today: Date) -> Result<Option<epub::Cover>, Problems> {
    #[cfg(feature = "pdf")]
    if let [first, ..] = pages {
        let options = pdf::Options::on(today);
        let made = pdf::poster_of(library, title, pages, pdf::Poster::Cover, &options);
        let bytes = made.map_err(|error| unprintable(library, first, "picture", &error))?.output;
        return Ok(Some(epub::Cover { bytes, media_type: epub::CoverType::Png }));
    }
    let _ = (library, title, pages, today);
    Ok(None)
}

/// The cover of a page's book: a leaflet of one page has no need of one, and is small without it.
///
/// # Errors
/// Why it can't be made.
pub fn cover_of(library: &Library, page: &Page, today: Date) -> Result<Option<epub::Cover>, Problems> {
    let Subject::Guide(guide) = &page.subject else { return Ok(None) };
    if guide.cover.is_some() {
        return Ok(None);
    }
    let pages: Vec<&Page> = library.book_plan(page).pages().collect();
    cover(library, page.headline(), &pages, today)
}

#[cfg(feature = "search")]
impl File {
    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }
}

impl From<Rendered<Vec<u8>>> for File {
    fn from(Rendered { output, omissions }: Rendered<Vec<u8>>) -> Self {
        Self { bytes: output, omissions, ..Self::default() }
    }
}

impl File {
    /// A book, and what pre-flight finds in it.
    #[must_use]
    pub fn from_book(rendered: Rendered<Vec<u8>>) -> (Self, Problems) {
        let findings = Problems { diagnostics: epub::preflight(&rendered.output), ..Problems::default() };
        (Self::from(rendered), findings)
    }

    /// A handout.
    #[cfg(feature = "pdf")]
    #[must_use]
    pub fn from_handout(Rendered { output, omissions }: Rendered<pdf::Handout>) -> Self {
        let pdf::Handout { pdf, pages, pictures, printed } = output;
        Self { bytes: pdf, pages: Some(pages), omissions, pictures, printed }
    }
}

/// A page as a book.
///
/// # Errors
/// Why it can't be made.
pub fn book(library: &Library, page: &Page, today: Date, printed: &[PrintedPage]) -> Result<File, Problems> {
    let print = print_edition(library, page, printed)?;
    let options = epub::Options { cover: cover_of(library, page, today)?, print, ..epub::Options::on(today) };
    let rendered = epub::render(library, page, &options).map_err(|error| failed(library, page, "e-book", &error))?;
    let (file, findings) = File::from_book(rendered);
    if findings.has_errors() { Err(findings) } else { Ok(file) }
}

/// The book on paper as the e-book names it: by its ISBN, else by title, publisher and paper.
///
/// # Errors
/// Why it can't be made.
pub fn print_edition(library: &Library, page: &Page, printed: &[PrintedPage]) -> Result<Option<epub::PrintEdition>, Problems> {
    if printed.is_empty() {
        return Ok(None);
    }
    if let Subject::Guide(Guide { print_isbn: Some(isbn), .. }) = &page.subject {
        return Ok(Some(epub::PrintEdition { source: epub::PrintSource::Isbn(isbn.clone()), pages: printed.to_vec() }));
    }
    let site = library.site();
    let values =
        [("title", page.title.as_str().into()), ("publisher", site.publisher.name.as_str().into()), ("paper", site.paper.name().into())];
    let source = library.messages(&page.id.language).format("print-edition", values);
    let source = epub::PrintSource::Named(source.parse().map_err(|error| failed(library, page, "e-book", &error))?);
    Ok(Some(epub::PrintEdition { source, pages: printed.to_vec() }))
}

/// Whether a page is a guide with chapters, which is read as a book.
#[cfg(feature = "pdf")]
fn is_book(library: &Library, page: &Page) -> bool {
    !library.book_plan(page).parts.is_empty()
}

/// A page as a handout.
///
/// # Errors
/// Why it can't be made.
#[cfg(feature = "pdf")]
pub fn handout(library: &Library, page: &Page, options: &pdf::Options) -> Result<File, Problems> {
    pdf::render(library, page, options).map(File::from_handout).map_err(|error| unprintable(library, page, "handout", &error))
}

/// A guide and its chapters as a book on paper.
///
/// # Errors
/// Why it can't be made.
#[cfg(feature = "pdf")]
pub fn pdf_book(library: &Library, guide: &Page, options: &pdf::Options) -> Result<File, Problems> {
    pdf::book(library, guide, options).map(File::from_handout).map_err(|error| unprintable(library, guide, "book", &error))
}

/// Paper and letterhead as asked for, else as `pamphlet.toml` says.
///
/// # Errors
/// If the library has no such clinic.
#[cfg(feature = "pdf")]
pub fn pdf_options(library: &Library, today: Date, paper: Option<Paper>, clinic: Option<&str>) -> Result<pdf::Options, Problems> {
    let letterhead = match clinic {
        Some(name) => pdf::Letterhead::Clinic(Box::new(library.clinic(name)?.clone())),
        None => pdf::Letterhead::Library,
    };
    Ok(pdf::Options { paper, letterhead, ..pdf::Options::on(today) })
}

/// Why a file of a page can't be made.
pub(super) fn failed(library: &Library, page: &Page, what: &str, error: &dyn std::error::Error) -> Problems {
    of_page(library, page, Diagnostic::error("render", format!("the {what} can't be made: {error}")))
}

/// Why something of a page can't be printed, at the author's words. Where a character can't be, all that can't be are told.
#[cfg(feature = "pdf")]
#[must_use]
pub fn unprintable(library: &Library, page: &Page, what: &str, error: &pdf::Error) -> Problems {
    let diagnostics = match error {
        pdf::Error::MissingGlyph { .. } | pdf::Error::LettersInPicture { .. } => {
            of_all(library, &library.book_plan(page).pages().collect::<Vec<_>>())
        }
        _ => Vec::new(),
    };
    let diagnostics = if diagnostics.is_empty() { vec![error.diagnostic(library, page, what)] } else { diagnostics };
    Problems { diagnostics, sources: library.texts().clone() }
}

/// What is to be mended in a page that reads, before anything is made of it.
#[must_use]
pub fn problems_of(library: &Library, page: &Page, today: Date) -> Vec<Diagnostic> {
    let mut problems = library.check_page(page, today);
    // The built-in typefaces can be read: without them nothing is printed at all.
    #[cfg(feature = "pdf")]
    problems.extend(pdf::check_page(library, page, &[]).unwrap_or_default());
    problems
}

/// What is to be mended in what all pages share.
#[must_use]
pub fn problems_of_shared(library: &Library) -> Vec<Diagnostic> {
    let mut problems = library.check_bibliography();
    #[cfg(feature = "pdf")]
    problems.extend(pdf::check(library, &[]).unwrap_or_default().into_iter().filter(|problem| crate::is_shared(problem.file.as_deref())));
    problems
}

/// The characters that keep pages from being printed.
#[cfg(feature = "pdf")]
fn of_all(library: &Library, pages: &[&Page]) -> Vec<Diagnostic> {
    let found = pages.iter().flat_map(|page| pdf::check_page(library, page, &[]).unwrap_or_default());
    let mut found: Vec<Diagnostic> = found.collect();
    found.dedup();
    found
}

/// A fault of a program that is used to make a file of a page.
pub(super) fn faulty(library: &Library, page: &Page, what: &str, fault: &str) -> Problems {
    of_page(library, page, guard::problem(&format!("the {what}"), fault))
}

fn of_page(library: &Library, page: &Page, problem: Diagnostic) -> Problems {
    library.source_of(&page.id).into_iter().fold(problem, Diagnostic::in_file).into()
}

/// What follows a page's name in the name of its book.
pub const BOOK_ENDING: &str = ".epub";

/// What follows a page's name in the name of its handout.
#[cfg(feature = "pdf")]
#[must_use]
pub fn handout_ending(edition: pdf::Edition) -> &'static str {
    match edition {
        pdf::Edition::Standard => ".pdf",
        pdf::Edition::LargePrint => "-large-print.pdf",
    }
}

/// A file beside a page, with the page's name.
fn named(library: &Library, page: &Page, ending: &str) -> String {
    html::beside_page(library, &page.id, &format!("{}{ending}", page.id.path.slug))
}
