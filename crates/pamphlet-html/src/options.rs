use pamphlet_core::value::{Anchor, Date};

use crate::theme::Theme;

/// How a page is written.
///
/// There is no default: a page that is overdue for review says so, and only whoever writes it knows what day it is.
///
/// ```
/// # use pamphlet_html::{Menu, Options};
/// let options = Options { menu: Menu::AToZ, ..Options::on("2026-11-22".parse()?) };
/// # Ok::<(), pamphlet_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day: what is overdue on it says so.
    pub today: Date,
    /// A whole document, or a piece of one.
    pub form: Form,
    /// The address of the stylesheet; without one, `pamphlet.css` at the root of the output tree, relative to the page.
    pub stylesheet: Option<String>,
    /// The page's other forms.
    pub downloads: Vec<Download>,
    /// What the head of the page leads to.
    pub menu: Menu,
    /// Pictures of the page.
    pub pictures: Pictures,
    /// The shell, the stylesheet, and a contact form if there is one.
    pub theme: Theme,
}

impl Options {
    /// A whole document with the usual shell, written on a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self {
            today,
            form: Form::default(),
            stylesheet: None,
            downloads: Vec::new(),
            menu: Menu::default(),
            pictures: Pictures::default(),
            theme: Theme::default(),
        }
    }
}

/// What the head of a page leads to, besides the home page. A page that stands alone must not lead to pages that nobody has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Menu {
    /// To the home page alone.
    #[default]
    Home,
    /// To the list of all pages too ([`SiteFile::AToZ`](crate::SiteFile::AToZ)).
    AToZ,
    /// To the list of all pages and the search ([`SiteFile::Search`](crate::SiteFile::Search)).
    AToZAndSearch,
}

/// Pictures of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pictures {
    /// What social networks show where somebody shares the page (Open Graph `og:image`). They want an address on the web, so it's
    /// only written where the library has a `url`; 1200 × 630 pixels suit them. Without one it's the handout's.
    pub social: Option<Picture>,
    /// What the handout's first page looks like; it stands beside the downloads.
    pub handout: Option<Picture>,
}

/// A picture's address and size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its address, relative to the page.
    pub href: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

impl Picture {
    /// A PNG file that stands at an address; nothing if its header isn't that of one (W3C PNG, 11.2.2).
    #[must_use]
    pub fn png(href: impl Into<String>, bytes: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        bytes.starts_with(b"\x89PNG\r\n\x1a\n").then_some(())?;
        Some(Self { href: href.into(), width: number(16)?, height: number(20)? })
    }
}

/// A whole document, or a piece of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Form {
    /// With a shell: header, landmarks, stylesheet, data for machines.
    #[default]
    Document,
    /// The page's text alone, to stand inside a host's page.
    Fragment(Fragment),
}

/// What keeps a fragment apart from the page around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// What stands before class names, so that the host's styles and these don't meet.
    pub class_prefix: String,
    /// What stands before ids, where several fragments share a page.
    pub id_prefix: String,
    /// How many levels the headings go down: 1 makes the page's heading an `h2`.
    pub heading_offset: u8,
    /// How much of the page.
    pub parts: Parts,
    /// The address of the library's site, for links to its other pages and for pictures; without one, the `url` of `pamphlet.toml`, and
    /// without that links are relative to the page's place in the output tree. Pass `/health` if the site stands there on the host.
    pub root: Option<String>,
}

/// How much of a page a fragment holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Parts {
    /// All of it.
    #[default]
    Whole,
    /// Some of its sections, in the page's order, with the words and sources that they use. How the page's review stands, and its
    /// notices, go with them: no part of a page may look more certain than the page. So do the care cards and important callouts of
    /// the other sections, under their headings.
    Sections(Vec<Anchor>),
}

impl Default for Fragment {
    fn default() -> Self {
        Self { class_prefix: CLASS_PREFIX.to_owned(), id_prefix: String::new(), heading_offset: 1, parts: Parts::Whole, root: None }
    }
}

/// What stands before class names in a document.
pub(crate) const CLASS_PREFIX: &str = "p-";

/// Another form of a page, to take along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Which.
    pub kind: DownloadKind,
    /// Its address.
    pub href: String,
    /// Its size.
    pub bytes: usize,
    /// Its pages, where it has any.
    pub pages: Option<usize>,
}

/// The other forms of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DownloadKind {
    /// A handout to print.
    Handout,
    /// The same in large print.
    LargePrint,
    /// An e-book.
    Epub,
}

/// What a page is when it's taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// A page by itself.
    Leaflet,
    /// A guide with its chapters.
    Book,
}

impl DownloadKind {
    /// What it's called, of a leaflet or of a book.
    pub(crate) fn message(self, work: Work) -> &'static str {
        match (self, work) {
            (Self::Handout, Work::Leaflet) => "download-handout",
            (Self::Handout, Work::Book) => "download-book",
            (Self::LargePrint, Work::Leaflet) => "download-large-print",
            (Self::LargePrint, Work::Book) => "download-book-large-print",
            (Self::Epub, Work::Leaflet | Work::Book) => "download-epub",
        }
    }

    /// The media type (IANA).
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Handout | Self::LargePrint => "application/pdf",
            Self::Epub => "application/epub+zip",
        }
    }
}
