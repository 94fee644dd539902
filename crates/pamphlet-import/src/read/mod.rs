//! Readers: each makes a draft of one format, and nothing else knows that format.

pub(crate) mod docx;
mod html;
mod markdown;
mod odt;
pub(crate) mod pdf;
pub(crate) mod symbols;

use pamphlet_docx::package::PackageError;

use crate::{draft::Draft, error::ImportError, proof::Counted};

/// Gives the files that a web page was saved with, by their addresses in it.
pub type Beside<'b> = &'b (dyn Fn(&str) -> Option<Vec<u8>> + Sync);

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Word,
    OpenDocument,
    WebPage,
    Markdown,
    Pdf,
}

/// Which format a file has, by its name and its first bytes; or why it isn't read.
pub(crate) fn format(name: &str, bytes: &[u8]) -> Result<Format, ImportError> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match &*ending {
        "docx" | "docm" | "dotx" | "dotm" => Ok(Format::Word),
        "odt" | "ott" => Ok(Format::OpenDocument),
        "html" | "htm" | "xhtml" => Ok(Format::WebPage),
        "md" | "markdown" => Ok(Format::Markdown),
        "pdf" => Ok(Format::Pdf),
        _ => Err(refused(&ending, bytes)),
    }
}

/// The way out for files that aren't read.
pub(crate) fn refused(ending: &str, bytes: &[u8]) -> ImportError {
    let (what, help) = match ending {
        "doc" | "dot" => ("a file of Word 97 to 2003", "open it in Word or LibreOffice, and save it as .docx"),
        "rtf" => ("a rich text file", "open it in Word or LibreOffice, and save it as .docx"),
        "pub" => (
            "a file of Publisher",
            "open it in LibreOffice Draw, or ask for the Word file; from Publisher, save it as .docx or as a web page",
        ),
        "pages" => ("a file of Pages", "open it in Pages, and export it to Word"),
        "pdf" => (
            "a PDF that Pamphlet didn’t make, or made without its source",
            "a PDF says nothing of what is a heading or a list: ask for the Word file, or open the PDF in Word and save it as .docx",
        ),
        "mht" | "mhtml" => ("a web page in one file", "open it in a browser, and save it as “web page, complete” (.html)"),
        "ppt" | "pptx" | "odp" => ("a presentation", "copy its text into Word, and save it as .docx"),
        "xls" | "xlsx" | "ods" => ("a spreadsheet", "copy its text into Word, and save it as .docx"),
        "txt" => ("plain text", "rename it to .md, with “# Title” on the first line and “## ” before each heading"),
        _ if bytes.starts_with(b"%PDF") => ("a PDF", "ask for the Word file, or open the PDF in Word and save it as .docx"),
        _ => ("of no kind that can be imported", "import .docx, .odt, .html or .md"),
    };
    ImportError::NotRead { what: what.to_owned(), help: help.to_owned() }
}

pub(crate) fn read(format: Format, bytes: &[u8], beside: Beside<'_>) -> Result<(Draft, Counted), ImportError> {
    match format {
        Format::Word => docx::read(bytes).map_err(of_package),
        Format::OpenDocument => odt::read(bytes).map_err(of_package),
        Format::WebPage => html::read(bytes, beside),
        Format::Markdown => {
            let source = std::str::from_utf8(bytes).map_err(|_| ImportError::NotRead {
                what: "the file isn’t UTF-8".to_owned(),
                help: "save it as UTF-8 in your editor".to_owned(),
            })?;
            Ok(markdown::read(source, beside))
        }
        // Its pages are taken over as they are.
        Format::Pdf => Err(refused("pdf", bytes)),
    }
}

fn of_package(error: PackageError) -> ImportError {
    let help = match &error {
        PackageError::Locked => "open it with its password, and save it without",
        PackageError::Old => "open it in Word or LibreOffice, and save it as .docx",
        PackageError::NoMainPart => "check that it’s a text document; save it again as .docx",
        PackageError::Damaged { .. } | PackageError::Missing { .. } | PackageError::Xml { .. } | PackageError::Twice => {
            "open it in Word or LibreOffice, which may repair it, and save it as .docx again"
        }
        PackageError::TooMuch { .. } => "split it into several files, or take out large pictures",
        _ => "open it in Word or LibreOffice, and save it as .docx again",
    };
    ImportError::NotRead { what: error.to_string(), help: help.to_owned() }
}
