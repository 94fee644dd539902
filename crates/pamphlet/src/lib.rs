//! One typed source of health information: a web page, a printed handout and an e-book that agree.
//!
//! A [`Library`] is a folder of pages written in Markdown (or JSON, YAML, TOML) that has been read and found
//! to hold together. Each backend is one function, [`html::render`], [`pdf::render`], [`epub::render`], and
//! returns its output with a list of what it left out.
//!
#![cfg_attr(all(feature = "html", feature = "pdf", feature = "epub"), doc = "```")]
#![cfg_attr(not(all(feature = "html", feature = "pdf", feature = "epub")), doc = "```ignore")]
//! use pamphlet::{Library, epub, html, model::Paper, pdf};
//!
//! # std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
//! # let public = tempfile::tempdir()?;
//! # let public = public.path();
//! let library = Library::open("content")?; // every problem in every file, or a library that holds
//! let page = library.page("conditions/dyspareunia")?;
//! let today = "2026-11-22".parse()?;
//!
//! let web = html::render(&library, page, &html::Options::on(today))?;
//! let handout = pdf::render(&library, page, &pdf::Options { paper: Some(Paper::Letter), ..pdf::Options::on(today) })?;
//! let book = epub::render(&library, page, &epub::Options::on(today))?;
//!
//! std::fs::write(public.join("dyspareunia.html"), &web.output)?;
//! std::fs::write(public.join("dyspareunia.pdf"), &handout.output)?;
//! std::fs::write(public.join("dyspareunia.epub"), &book.output)?;
//! for left_out in &handout.omissions {
//!     eprintln!("not in the handout: {left_out}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here reads the clock: the options say which day it is, and what is overdue for review on that day
//! says so. The same sources and options give the same bytes.
//!
//! # Without a disk
//!
//! [`Library::read`] takes the files from memory, so a content management system can hand over pages as JSON
//! (shaped by [`schema::page`]) and never write a file. `examples/cms_json.rs` does that.
//!
//! # Features
//!
//! | Feature | Brings |
//! |---|---|
//! | `html` | [`html`]: accessible web pages |
//! | `search` | [`html::search`]: a search of the site that needs no server; not on by default |
//! | `pdf`  | [`pdf`]: tagged handouts, and Typst's 300 crates with it |
//! | `epub` | [`epub`]: EPUB 3 books |
//! | `docx` | [`docx`]: Word files for reviewers, and their edits back; not on by default |
//! | `import` | [`import`]: drafts of pages from Word files, OpenDocument texts and saved web pages; not on by default |
//! | `build` | [`build`]: all of a library's files at once, in memory or in a folder; not on by default |
//!
//! HTML, PDF and EPUB are on by default.

#[cfg(feature = "build")]
pub mod build;
mod disk;
mod library;
#[cfg(feature = "html")]
pub mod theme;

pub use disk::{REPORT_ENDING, read_file};
pub use library::{Library, Partly};
pub use pamphlet_core::{
    Diagnostic, Fingerprint, Fingerprints, Glossary, GlossaryEntry, Media, NotFound, Omission, PrintedPage, Problems, Reader, Rendered,
    SETTINGS, Severity, Sources, advice, bibliography, changes, diagnostic, elements, is_shared, messages, model, readability, schema,
    source, value, visit, words,
};

#[cfg(feature = "docx")]
#[doc(inline)]
pub use pamphlet_docx as docx;
#[cfg(feature = "epub")]
#[doc(inline)]
pub use pamphlet_epub as epub;
#[cfg(feature = "html")]
#[doc(inline)]
pub use pamphlet_html as html;
#[cfg(feature = "import")]
#[doc(inline)]
pub use pamphlet_import as import;
#[cfg(feature = "pdf")]
#[doc(inline)]
pub use pamphlet_pdf as pdf;
