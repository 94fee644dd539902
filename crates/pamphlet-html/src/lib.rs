//! Health information pages as accessible HTML.
//!
//! [`render`] writes a page of a library: a whole document, or a fragment to stand in a host's page. [`home`] writes
//! the page that lists the others, and [`stylesheet`] what they look like. [`chapter`] writes the same text as XHTML
//! for a book.
//!
//! The text is written by Rust code, one exhaustive match over elements, blocks and pieces of running text; the shell
//! around it is a template and a stylesheet that a [`Theme`] replaces. Nothing of an author's text passes through as
//! markup, no output has a script or a style attribute, and nothing in it loads from another host.

mod body;
mod chapter;
mod home;
mod json_ld;
mod links;
mod markup;
mod options;
mod page;
mod theme;

pub use body::{Heading, NoteReference};
pub use chapter::{Chapter, ChapterOptions, chapter, glossary, matter, sources};
pub use home::home;
pub use links::{LinkTarget, Links, home_path, page_path, relative, source_id, term_id};
pub use options::{Download, DownloadKind, Form, Fragment, Options};
pub use page::render;
pub use theme::{Error, STYLESHEET_PATH, Theme, stylesheet};
