//! Makes one e-book.

use std::path::{Path, PathBuf};

use pamphlet::{
    Diagnostic, Library,
    build::{self, BOOK_ENDING, File, cover, cover_of},
    changes::Changes,
    epub::{self, Edition, Selection},
    model::Page,
    value::Date,
};

use crate::{
    args::{EBook, Format},
    failure::Failure,
    opened::Opened,
    report, single,
};

pub(crate) fn make(book: &EBook, today: Date, format: Format) -> Result<(), Failure> {
    let EBook {
        page,
        pages,
        title,
        since,
        #[cfg(feature = "pdf")]
        pdf,
        fonts,
        onix,
        language,
        output,
        content,
    } = book;
    let library = Opened::open(content)?;
    let find = |name: &String| library.find(language.as_ref(), name);
    let changes = match since {
        Some(folder) => Some(Changes::between(&*Library::open(folder)?, &library)),
        None => None,
    };
    let fonts = fonts.iter().map(|path| face(path)).collect::<Result<_, _>>()?;
    let options = epub::Options { changes, fonts, ..epub::Options::on(today) };
    match (page, title) {
        (Some(name), _) => {
            let page = find(name)?;
            #[cfg(feature = "pdf")]
            let options = epub::Options { print: on_paper(&library, page, today, pdf.as_deref())?, ..options };
            let options = epub::Options { cover: cover_of(&library, page, today)?, ..options };
            let path = output.clone().unwrap_or_else(|| PathBuf::from(format!("{}{BOOK_ENDING}", page.id.path.slug)));
            write(&library, page.into(), &options, path, onix.as_ref(), format)
        }
        (None, Some(title)) => {
            let pages: Vec<&Page> = pages.iter().map(find).collect::<Result<_, _>>()?;
            let options = epub::Options { cover: cover(&library, title, &pages, today)?, ..options };
            let selection = Selection { title: title.clone(), pages };
            let path = output.clone().unwrap_or_else(|| PathBuf::from(format!("book{BOOK_ENDING}")));
            write(&library, Edition::from(&selection), &options, path, onix.as_ref(), format)
        }
        // The arguments' own rules leave nothing else.
        (None, None) => Err(Diagnostic::error("usage", "name a guide, or pages and a title").into()),
    }
}

/// Faces for a whole language of many characters have 20 MB.
const MAX_FONT: u64 = 100_000_000;

fn face(path: &Path) -> Result<epub::FontFace, Failure> {
    let wrong = |why: String| Diagnostic::error("font", format!("`{}`: {why}", path.display()));
    let bytes = pamphlet::read_file(path, MAX_FONT).map_err(|error| wrong(error.to_string()))?;
    Ok(epub::FontFace::read(bytes).map_err(|error| wrong(error.to_string()))?)
}

/// Makes the book on paper, if it's asked for.
#[cfg(feature = "pdf")]
fn on_paper(library: &Library, page: &Page, today: Date, path: Option<&Path>) -> Result<Option<epub::PrintEdition>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let options = build::pdf_options(library, today, None, None)?;
    let file = build::pdf_book(library, page, &options)?;
    let pages = file.pages.map(|pages| report::counted(pages, "page"));
    single::write_file(path, &file, pages.as_deref())?;
    Ok(build::print_edition(library, page, &file.printed)?)
}

fn write(
    library: &Library,
    edition: Edition<'_>,
    options: &epub::Options,
    path: PathBuf,
    onix: Option<&PathBuf>,
    format: Format,
) -> Result<(), Failure> {
    let failed = |error: epub::Error| Failure::from(Diagnostic::error("render", format!("the e-book can't be made: {error}")));
    let (file, findings) = File::from_book(epub::render(library, edition, options).map_err(failed)?);
    if findings.has_errors() {
        return Err(findings.into());
    }
    // The files that these name stand inside the book.
    let _ = report::tell(&findings, &path, format);
    if let Some(onix) = onix {
        single::write_bytes(onix, epub::onix(library, edition, options).map_err(failed)?.as_bytes())?;
    }
    single::write_file(&path, &file, None)
}
