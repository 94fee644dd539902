//! The fixture that drives every format: a small library with a page that holds one of each thing.

use std::collections::BTreeMap;

/// The sources of the library in `tests/fixtures/everything`.
pub(crate) fn sources() -> BTreeMap<String, Vec<u8>> {
    macro_rules! files {
        ($($path:literal),+ $(,)?) => {
            [$(($path, include_bytes!(concat!("../fixtures/everything/", $path)).as_slice())),+]
        };
    }
    let files = files![
        "pamphlet.toml",
        "references.bib",
        "glossary.md",
        "conditions/everything.json",
        "conditions/other.md",
        "collections/topic.md",
        "guides/book.md",
        "media/x.svg",
    ];
    files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}
