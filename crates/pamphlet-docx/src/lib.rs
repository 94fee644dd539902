//! Word files of pages: for reviewers who work in Word, and for clinics that hand Word files out.
//!
//! [`render`] makes an accessible file: Word's own styles for headings, lists and quotes, cards that look like cards, languages,
//! alternative text, header rows. Of a file for reviewers, each paragraph bears a hidden bookmark that says where its words stand in the
//! page, and changes are tracked.

mod document;
mod file;
mod options;
pub mod package;
mod picture;
mod write;

pub use options::{Error, Options, Purpose};
use pamphlet_core::{Library, Rendered, model::Page};

/// Makes a Word file of a page. The same page and options give the same bytes.
///
/// # Errors
/// If the page has no translation that was asked for, or the file can't be put together.
///
/// ```
/// # let files = [("pamphlet.toml", "title = 'L'\npublisher = { name = 'P' }"), ("conditions/cough.md", "---\ntitle: Cough\nsummary: S.\n---\n")];
/// # let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
/// # let library = pamphlet_core::Library::read(files).unwrap();
/// use pamphlet_docx::{Options, render};
/// let page = library.page("conditions/cough")?;
/// let made = render(&library, page, &Options::on("2026-11-22".parse()?))?;
/// assert!(made.output.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn render(library: &Library, page: &Page, options: &Options) -> Result<Rendered<Vec<u8>>, Error> {
    let body = write::body(library, page, options);
    let output = file::write(library, page, options, &body)?;
    Ok(Rendered { output, omissions: body.omissions })
}
