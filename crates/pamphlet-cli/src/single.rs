//! Makes one file of one page.

use std::path::{Path, PathBuf};

use pamphlet::{
    Diagnostic, Library,
    model::{Kind, Page, PagePath},
    value::{Date, Slug},
};

use crate::{args::Source, failure::Failure, outputs, print_bytes, staging};

/// Makes a handout.
#[cfg(feature = "pdf")]
pub(crate) fn handout(
    source: &Source,
    paper: Option<pamphlet::model::Paper>,
    edition: pamphlet::pdf::Edition,
    clinic: Option<&str>,
    today: Date,
) -> Result<(), Failure> {
    let library = Library::open(&source.content)?;
    let page = find(&library, source)?;
    let options = outputs::pdf_options(&library, paper, clinic)?;
    let options = pamphlet::pdf::Options { edition, today: Some(today), ..options };
    write(source, page, outputs::handout_ending(edition), outputs::handout(&library, page, &options)?)
}

/// Makes an e-book.
pub(crate) fn book(source: &Source, today: Date) -> Result<(), Failure> {
    let library = Library::open(&source.content)?;
    let page = find(&library, source)?;
    write(source, page, outputs::BOOK_ENDING, outputs::book(&library, page, today)?)
}

/// The page that was named, by its path or by its slug alone.
pub(crate) fn find<'l>(library: &'l Library, source: &Source) -> Result<&'l Page, Failure> {
    let name = &source.page;
    let language = source.language.as_ref().unwrap_or(&library.site().language);
    let Ok(slug) = name.parse::<Slug>() else { return Ok(library.page_in(name, language)?) };
    let paths = Kind::ALL.map(|kind| PagePath::new(kind, slug.clone()));
    let pages: Vec<&Page> = paths.iter().filter_map(|path| library.find(path, language)).collect();
    match pages[..] {
        [page] => Ok(page),
        [] => {
            let there_are: Vec<String> =
                library.pages().filter(|page| page.id.language == *language).map(|page| format!("`{}`", page.id.path)).collect();
            let problem = Diagnostic::error("not-found", format!("there is no page `{name}` in {language}"));
            Err(problem.with_help(format!("there are {}", there_are.join(", "))).into())
        }
        _ => {
            let names: Vec<String> = pages.iter().map(|page| format!("`{}`", page.id.path)).collect();
            let problem = Diagnostic::error("ambiguous", format!("several pages are called `{name}`"));
            Err(problem.with_help(format!("name one of {}", names.join(", "))).into())
        }
    }
}

fn write(source: &Source, page: &Page, ending: &str, file: outputs::File) -> Result<(), Failure> {
    let path = source.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}{ending}", page.id.path.slug)));
    let pages = file.pages.map(|pages| crate::report::counted(pages, "page"));
    write_file(&path, &file, pages.as_deref())
}

/// Tells what is left out, and writes a file, with a word on its size.
pub(crate) fn write_file(path: &Path, file: &outputs::File, size: Option<&str>) -> Result<(), Failure> {
    for omission in &file.omissions {
        anstream::eprintln!("left out: {omission}");
    }
    if path == Path::new("-") {
        return print_bytes(&file.bytes);
    }
    staging::write_file(path, &file.bytes)?;
    let size = size.map(|size| format!(" ({size})")).unwrap_or_default();
    anstream::eprintln!("wrote {}{size}", path.display());
    Ok(())
}
