//! Health information pages as accessible HTML.
//!
//! [`render`] writes a page of a library: a whole document, or a fragment to stand in a host's page. [`Site`] writes
//! every file of a web site: home, all pages, the list from A to Z, search, feed, sitemap. [`chapter`] writes the same
//! text as XHTML for a book.
//!
//! The text is written by Rust code, one exhaustive match over elements, blocks and pieces of running text; the shell
//! around it is a template and a stylesheet that a [`Theme`] replaces. Nothing of an author's text passes through as
//! markup, no output has a script or a style attribute, and nothing in it loads from another host.

mod body;
mod chapter;
mod classes;
mod contrast;
mod fragment;
mod json;
mod json_ld;
mod links;
mod markup;
mod options;
mod page;
#[cfg(feature = "search")]
pub mod search;
mod shell;
mod site;
mod theme;

pub use body::{Heading, NoteReference};
pub use chapter::{Chapter, ChapterOptions, chapter, glossary, matter, sources};
pub use classes::CLASSES;
pub use links::{LinkTarget, Links, a_to_z_path, beside_page, feed_path, home_path, page_path, relative, search_path, source_id, term_id};
pub use options::{Download, DownloadKind, Form, Fragment, Menu, Options, Parts, Picture, Pictures};
pub use page::render;
pub use site::{Search, Site, SiteFile, SiteOptions};
pub use theme::{Error, STYLESHEET_PATH, Theme, stylesheet};
