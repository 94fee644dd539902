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
pub mod review;
mod write;

pub use options::{Error, Options, Purpose};
use pamphlet_core::{Library, Rendered, model::Page, value::LanguageTag};
use write::{
    Body,
    beside::{Column, beside},
};

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
    let body = body(library, page, options)?;
    let output = file::write(library, page, options, &body)?;
    Ok(Rendered { output, omissions: body.omissions })
}

/// What a file of a page says.
fn body(library: &Library, page: &Page, options: &Options) -> Result<Body, Error> {
    let body = write::body(library, page, options);
    let Some(language) = &options.beside else { return Ok(body) };
    let original = library.find(&page.id.path, language).filter(|original| original.id != page.id);
    let original = original.ok_or_else(|| Error::NoTranslation { page: page.id.clone(), language: language.clone() })?;
    let name = |language: &LanguageTag| library.messages(language).get("language-name");
    let left = Column { body: write::body(library, original, options), language, name: name(language) };
    let right = Column { body, language: &page.id.language, name: name(&page.id.language) };
    Ok(beside(left, right))
}
