use pamphlet_core::value::Date;

use crate::theme::Theme;

/// How a page is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The day: what is overdue on it says so. Without a day nothing is known to be overdue.
    pub today: Option<Date>,
    /// A whole document, or a piece of one.
    pub form: Form,
    /// The address of the stylesheet; without one, `pamphlet.css` at the root of the output tree, relative to the page.
    pub stylesheet: Option<String>,
    /// The page's other forms.
    pub downloads: Vec<Download>,
    /// The shell and the stylesheet.
    pub theme: Theme,
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
}

impl Default for Fragment {
    fn default() -> Self {
        Self { class_prefix: CLASS_PREFIX.to_owned(), id_prefix: String::new(), heading_offset: 1 }
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

impl DownloadKind {
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Handout => "download-handout",
            Self::LargePrint => "download-large-print",
            Self::Epub => "download-epub",
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
