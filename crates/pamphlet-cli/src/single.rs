//! Makes one file of one page.

use std::path::Path;
#[cfg(feature = "pdf")]
use std::path::PathBuf;

use pamphlet::build::{File, staging};
#[cfg(feature = "pdf")]
use pamphlet::{Library, build, model::Page};

#[cfg(feature = "pdf")]
use pamphlet::{
    model::Paper,
    pdf,
    value::{Date, Line},
};

#[cfg(feature = "pdf")]
use crate::args::{Edition, Print, Source};
#[cfg(feature = "pdf")]
use crate::opened::Opened;
use crate::{failure::Failure, print_bytes, terminal::say};

/// Makes a handout of a page, or one of several.
#[cfg(feature = "pdf")]
pub(crate) fn handout(source: &Source, more: &[String], title: Option<&Line>, print: &Print, today: Date) -> Result<(), Failure> {
    let library = Opened::open(&source.content)?;
    let options = pdf_options(&library, print, today)?;
    let page = library.find(source.language.as_ref(), &source.page)?;
    if more.is_empty() {
        return write(source, page, build::handout_ending(options.edition), build::handout(&library, page, &options)?);
    }
    let others = more.iter().map(|name| library.find(source.language.as_ref(), name)).collect::<Result<Vec<_>, _>>()?;
    let pages: Vec<&Page> = std::iter::once(page).chain(others).collect();
    let title = title.unwrap_or(&library.site().title);
    let made = pdf::bundle(&library, title, &pages, &options).map_err(|error| build::unprintable(&library, page, "handout", &error))?;
    write(source, page, build::handout_ending(options.edition), File::from_handout(made))
}

/// Makes a PDF book.
#[cfg(feature = "pdf")]
pub(crate) fn pdf_book(source: &Source, print: &Print, today: Date) -> Result<(), Failure> {
    let library = Opened::open(&source.content)?;
    let options = pdf_options(&library, print, today)?;
    let guide = library.find(source.language.as_ref(), &source.page)?;
    write(source, guide, build::handout_ending(options.edition), build::pdf_book(&library, guide, &options)?)
}

#[cfg(feature = "pdf")]
fn pdf_options(library: &Library, print: &Print, today: Date) -> Result<pdf::Options, Failure> {
    let Print { paper, edition, attach_source, pictures } = print;
    Ok(pdf::Options {
        attachment: if *attach_source { pdf::Attachment::Source } else { pdf::Attachment::None },
        pictures: pictures.map(|width| pdf::Pictures { width, pages: usize::MAX }),
        ..edition_options(library, edition, paper.map(Into::into), today)?
    })
}

/// How a page is set, as was asked for.
#[cfg(feature = "pdf")]
pub(crate) fn edition_options(library: &Library, edition: &Edition, paper: Option<Paper>, today: Date) -> Result<pdf::Options, Failure> {
    let Edition { large_print, mono, references, aspects, summary, sheets, sheets_only, clinic, refuse_unreviewed } = edition;
    let extent = if *summary {
        pdf::Extent::Summary
    } else if *sheets_only {
        pdf::Extent::Companions
    } else if aspects.is_empty() {
        pdf::Extent::Whole
    } else {
        pdf::Extent::Aspects(aspects.iter().copied().collect())
    };
    Ok(pdf::Options {
        edition: if *large_print { pdf::Edition::LargePrint } else { pdf::Edition::Standard },
        ink: if *mono { pdf::Ink::Mono } else { pdf::Ink::Colour },
        extent,
        companions: match sheets {
            Some(names) => pdf::Companions(names.iter().filter_map(|name| name.companion()).collect()),
            None => pdf::Companions::default(),
        },
        references: (*references).into(),
        unreviewed: if *refuse_unreviewed { pdf::Unreviewed::Refused } else { pdf::Unreviewed::Marked },
        ..build::pdf_options(library, today, paper, clinic.as_deref())?
    })
}

#[cfg(feature = "pdf")]
fn write(source: &Source, page: &Page, ending: &str, file: File) -> Result<(), Failure> {
    let path = source.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}{ending}", page.id.path.slug)));
    let pages = file.pages.map(|pages| crate::report::counted(pages, "page"));
    write_file(&path, &file, pages.as_deref())
}

/// Tells what is left out, and writes a file, with a word on its size.
pub(crate) fn write_file(path: &Path, file: &File, size: Option<&str>) -> Result<(), Failure> {
    for omission in &file.omissions {
        say(format_args!("left out: {omission}"));
    }
    write_bytes(path, &file.bytes)?;
    if is_standard_output(path) {
        return Ok(());
    }
    for (index, picture) in file.pictures.iter().enumerate() {
        write_bytes(&path.with_extension(format!("{}.png", index + 1)), picture)?;
    }
    let size = size.map(|size| format!(" ({size})")).unwrap_or_default();
    say(format_args!("wrote {}{size}", path.display()));
    Ok(())
}

/// Writes bytes to a file, whole or not at all, or to standard output by one of its names.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if is_standard_output(path) { print_bytes(bytes) } else { Ok(staging::write_file(path, bytes)?) }
}

/// Whether a path is a name of the standard output. It may be a pipe, which already has its reader.
fn is_standard_output(path: &Path) -> bool {
    ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}
