//! The files of a build, and where they stand.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet::{
    Diagnostic, Library, Media, Omission, Problems, Rendered, epub,
    html::{self, Download, DownloadKind},
    model::{Page, PageId},
    value::{Date, LanguageTag, MediaPath},
};
#[cfg(feature = "pdf")]
use pamphlet::{model::Paper, pdf};

use crate::failure::Failure;

/// A file of a build.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Output<'l> {
    #[cfg(feature = "pdf")]
    Handout(&'l Page, pdf::Edition),
    Book(&'l Page),
    Page(&'l Page),
    Home(&'l LanguageTag),
    Media(&'l MediaPath, &'l Media),
    Stylesheet,
}

/// What a file of a build holds.
pub(crate) struct File {
    pub(crate) bytes: Vec<u8>,
    /// Its pages, where it has any.
    pub(crate) pages: Option<usize>,
    pub(crate) omissions: Vec<Omission>,
    /// Its pages as pictures, where they were asked for.
    pub(crate) pictures: Vec<Vec<u8>>,
}

/// The other forms of each page, for its web page to offer.
pub(crate) type Downloads = BTreeMap<PageId, Vec<Download>>;

impl<'l> Output<'l> {
    /// What web pages offer and must therefore be made before them.
    pub(crate) fn downloads(library: &'l Library) -> Vec<Self> {
        let mut outputs = Vec::new();
        for page in library.pages() {
            #[cfg(feature = "pdf")]
            outputs.extend([Self::Handout(page, pdf::Edition::Standard), Self::Handout(page, pdf::Edition::LargePrint)]);
            outputs.push(Self::Book(page));
        }
        outputs
    }

    /// The web site.
    pub(crate) fn site(library: &'l Library) -> Vec<Self> {
        let languages: BTreeSet<&LanguageTag> = library.pages().map(|page| &page.id.language).collect();
        let mut outputs = vec![Self::Stylesheet];
        outputs.extend(languages.into_iter().map(Self::Home));
        outputs.extend(library.pages().map(Self::Page));
        outputs.extend(library.all_media().map(|(path, media)| Self::Media(path, media)));
        outputs
    }

    /// Where it stands below the folder of the build.
    pub(crate) fn path(self, library: &Library) -> String {
        match self {
            #[cfg(feature = "pdf")]
            Self::Handout(page, edition) => beside(library, page, handout_ending(edition)),
            Self::Book(page) => beside(library, page, BOOK_ENDING),
            Self::Page(page) => html::page_path(library, &page.id),
            Self::Home(language) => html::home_path(library, language),
            Self::Media(path, _) => path.to_string(),
            Self::Stylesheet => html::STYLESHEET_PATH.to_owned(),
        }
    }

    /// As what a web page offers it.
    pub(crate) fn download(self) -> Option<(&'l Page, DownloadKind)> {
        match self {
            #[cfg(feature = "pdf")]
            Self::Handout(page, pdf::Edition::Standard) => Some((page, DownloadKind::Handout)),
            #[cfg(feature = "pdf")]
            Self::Handout(page, pdf::Edition::LargePrint) => Some((page, DownloadKind::LargePrint)),
            Self::Book(page) => Some((page, DownloadKind::Epub)),
            Self::Page(_) | Self::Home(_) | Self::Media(..) | Self::Stylesheet => None,
        }
    }

    /// Makes it.
    pub(crate) fn make(self, library: &Library, downloads: &Downloads, today: Date) -> Result<File, Failure> {
        match self {
            #[cfg(feature = "pdf")]
            Self::Handout(page, edition) => {
                let options = pdf::Options { edition, today: Some(today), ..pdf_options(library, None, None)? };
                // A guide is read as a book.
                if library.parts_of(page).is_empty() { handout(library, page, &options) } else { pdf_book(library, page, &options) }
            }
            Self::Book(page) => book(library, page, today),
            Self::Page(page) => {
                let downloads = downloads.get(&page.id).cloned().unwrap_or_default();
                let options = html::Options { today: Some(today), downloads, ..html::Options::default() };
                html::render(library, page, &options).map(File::from_text).map_err(|error| failed(library, page, "web page", &error))
            }
            Self::Home(language) => {
                let options = html::Options { today: Some(today), ..html::Options::default() };
                html::home(library, language, &options)
                    .map(File::from_text)
                    .map_err(|error| Diagnostic::error("render", format!("the home page can't be made: {error}")).into())
            }
            Self::Media(_, media) => Ok(File::from_bytes(media.bytes.to_vec())),
            Self::Stylesheet => Ok(File::from_bytes(html::stylesheet(&html::Theme::default(), library.site(), None).into_bytes())),
        }
    }
}

impl File {
    fn from_bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, pages: None, omissions: Vec::new(), pictures: Vec::new() }
    }

    fn from_text(Rendered { output, omissions }: Rendered<String>) -> Self {
        Self { bytes: output.into_bytes(), pages: None, omissions, pictures: Vec::new() }
    }

    /// A book, and what pre-flight finds in it.
    pub(crate) fn from_book(Rendered { output, omissions }: Rendered<Vec<u8>>) -> (Self, Problems) {
        let findings = Problems { diagnostics: epub::preflight(&output), ..Problems::default() };
        (Self { bytes: output, pages: None, omissions, pictures: Vec::new() }, findings)
    }

    #[cfg(feature = "pdf")]
    pub(crate) fn from_handout(Rendered { output, omissions }: Rendered<pdf::Handout>) -> Self {
        let pdf::Handout { pdf, pages, pictures } = output;
        Self { bytes: pdf, pages: Some(pages), omissions, pictures }
    }
}

/// A page as a book.
pub(crate) fn book(library: &Library, page: &Page, today: Date) -> Result<File, Failure> {
    let options = epub::Options { today: Some(today), ..epub::Options::default() };
    let rendered = epub::render(library, page, &options).map_err(|error| failed(library, page, "e-book", &error))?;
    let (file, findings) = File::from_book(rendered);
    if findings.has_errors() { Err(findings.into()) } else { Ok(file) }
}

/// A page as a handout.
#[cfg(feature = "pdf")]
pub(crate) fn handout(library: &Library, page: &Page, options: &pdf::Options) -> Result<File, Failure> {
    pdf::render(library, page, options).map(File::from_handout).map_err(|error| failed(library, page, "handout", &error))
}

/// A guide and its chapters as a book on paper.
#[cfg(feature = "pdf")]
pub(crate) fn pdf_book(library: &Library, guide: &Page, options: &pdf::Options) -> Result<File, Failure> {
    pdf::book(library, guide, options).map(File::from_handout).map_err(|error| failed(library, guide, "book", &error))
}

/// Paper and letterhead as asked for, else as `pamphlet.toml` says.
#[cfg(feature = "pdf")]
pub(crate) fn pdf_options(library: &Library, paper: Option<Paper>, clinic: Option<&str>) -> Result<pdf::Options, Failure> {
    let letterhead = match clinic {
        Some(name) => pdf::Letterhead::Clinic(Box::new(library.clinic(name)?.clone())),
        None => pdf::Letterhead::Library,
    };
    Ok(pdf::Options { paper, letterhead, ..pdf::Options::default() })
}

pub(crate) fn failed(library: &Library, page: &Page, what: &str, error: &dyn std::error::Error) -> Failure {
    let problem = Diagnostic::error("render", format!("the {what} can't be made: {error}"));
    let problem = match library.file(&page.id) {
        Some(file) => problem.in_file(&file.into()),
        None => problem,
    };
    problem.into()
}

/// What follows a page's name in the name of its book.
pub(crate) const BOOK_ENDING: &str = ".epub";

/// What follows a page's name in the name of its handout.
#[cfg(feature = "pdf")]
pub(crate) fn handout_ending(edition: pdf::Edition) -> &'static str {
    match edition {
        pdf::Edition::Standard => ".pdf",
        pdf::Edition::LargePrint => "-large-print.pdf",
    }
}

/// A file beside a page, with the page's name.
fn beside(library: &Library, page: &Page, ending: &str) -> String {
    let index = html::page_path(library, &page.id);
    let folder = index.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/{}{ending}", page.id.path.slug)
}
