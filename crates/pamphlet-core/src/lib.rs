//! The typed model of health information pages.
//!
//! One source holds everything that a page says: its text, when to get help, how sure the evidence is, who
//! reviewed it and when. The backends (`pamphlet-html`, `pamphlet-pdf`, `pamphlet-epub`) make a web page, a
//! handout and an e-book of it that agree with each other.
//!
//! This crate does no I/O, reads no clock, and knows no output format. Most programs want the `pamphlet`
//! crate, which opens a library from a folder and brings the backends.

pub mod advice;
pub mod bibliography;
pub mod bidi;
pub mod changes;
mod check;
pub mod collation;
pub mod contact_points;
pub mod diagnostic;
#[doc(hidden)]
pub mod doc;
pub mod dont;
pub mod elements;
mod fingerprint;
mod glossary;
mod guard;
mod library;
pub mod messages;
pub mod model;
mod picture;
pub mod plan;
mod pointer;
mod printed;
mod read;
pub mod readability;
mod rendered;
pub mod schema;
pub mod source;
pub mod value;
pub mod visit;
pub mod words;

pub use check::Unshown;
pub use diagnostic::{Diagnostic, Problems, Severity};
pub use fingerprint::{Fingerprint, Fingerprints};
pub use glossary::{Glossary, GlossaryEntry};
pub use library::{Library, NotFound};
pub use picture::{MOST_PIXELS, Media, image_size};
pub use printed::PrintedPage;
pub use read::{Partly, Reader, SETTINGS, Sources, is_shared};
pub use rendered::{Omission, Rendered};
