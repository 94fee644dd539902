/// Why a file can't be laid out on sheets.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It's something else.
    #[error("this isn’t a PDF file: it doesn’t begin with `%PDF-`")]
    NotPdf,
    /// It can be read with a password alone. A password that only keeps it from being changed is no hindrance.
    #[error("the PDF file can’t be read without its password: save a copy that needs none, and use that")]
    Encrypted,
    /// Its author doesn't allow it to be printed.
    #[error("the PDF file’s author doesn’t allow it to be printed: ask them for a file that may be")]
    PrintingForbidden,
    /// It breaks off, or contradicts itself.
    #[error("the PDF file is damaged{}: {problem}. Open it in a PDF reader and save it anew, or get it again", at(*page))]
    Damaged {
        /// The page that can't be read, from 1, where it's one.
        page: Option<usize>,
        /// What is wrong.
        problem: String,
    },
    /// It has no pages.
    #[error("the PDF file has no pages")]
    NoPages,
    /// It holds what this library can't read.
    #[error("the PDF file can’t be read{}: {problem}", at(*page))]
    Unsupported {
        /// The page, from 1, where it's one.
        page: Option<usize>,
        /// What it holds.
        problem: String,
    },
    /// It's larger than any print run.
    #[error("the PDF file is too large: {what} is more than {limit}")]
    TooLarge {
        /// What there is, with its unit.
        what: String,
        /// How much of it there may be.
        limit: String,
    },
    /// A page has no room on the paper, or is too small to read there.
    #[error(
        "page {page} is {:.0} × {:.0} mm, and there is room for {:.0} × {:.0} mm: use larger paper, fewer pages on a side, or let them shrink",
        size.0, size.1, room.0, room.1
    )]
    DoesNotFit {
        /// The page, from 1.
        page: usize,
        /// Its width and height in millimetres.
        size: (f64, f64),
        /// The room in millimetres.
        room: (f64, f64),
    },
    /// A booklet has text on both sides of its paper.
    #[error("a booklet needs both sides of the paper: print the fronts, turn the stack over, and print the backs")]
    BookletOnOneSide,
    /// A length or a number is out of bounds.
    #[error("`{name}` {problem}")]
    Option {
        /// The field of the options.
        name: &'static str,
        /// What it must be.
        problem: String,
    },
}

fn at(page: Option<usize>) -> String {
    page.map(|page| format!(" (page {page})")).unwrap_or_default()
}
