//! The fixtures that drive every format: a small library with a page that holds one of each thing, and one that runs from the right.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeMap;

macro_rules! files {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        [$(($path, include_bytes!(concat!("../fixtures/", $folder, "/", $path)).as_slice())),+]
            .into_iter()
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect()
    };
}

/// The sources of the library in `tests/fixtures/everything`.
pub(crate) fn sources() -> BTreeMap<String, Vec<u8>> {
    files![
        "everything":
        "pamphlet.toml",
        "references.bib",
        "glossary.md",
        "conditions/everything.json",
        "conditions/other.md",
        "collections/topic.md",
        "guides/book.md",
        "media/x.svg",
    ]
}

/// The sources of the library in `tests/fixtures/arabic`.
pub(crate) fn arabic() -> BTreeMap<String, Vec<u8>> {
    files![
        "arabic":
        "pamphlet.toml",
        "references.bib",
        "glossary.md",
        "conditions/example.md",
        "guides/book.md",
        "messages/ar.ftl",
    ]
}
