//! The index that a site's search asks: files that stand beside the pages, so no server is needed.
//!
//! The search page ([`SiteFile::Search`](crate::SiteFile::Search)) loads a part of the index, a few tens of kilobytes, and looks in it
//! in the reader's browser: nobody learns what was looked for. [pagefind](https://pagefind.app) makes the index and reads it, by
//! WebAssembly. Below a Content-Security-Policy the search page, and the files of the folder `pagefind` (a worker has the policy of its own
//! file), need
//!
//! ```text
//! script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'
//! ```
//!
//! and no other page needs scripts at all. Where the search can't run (without JavaScript, from a disk) the page leads to the list of all
//! pages from A to Z.

use std::path::Path;

use pagefind::{api::PagefindIndex, options::PagefindServiceConfig};

use crate::{site::INDEX_FOLDER, theme::Error};

/// What pagefind brings that the search page doesn't use: interfaces of its own, for other pages.
const UNUSED: [&str; 5] = ["pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "playground"];

/// What stands on a page and isn't what the page is about: who looks for a word wants the page that explains it, not every page that
/// lists it among its words, its sources or what is related.
const ELSEWHERE: [&str; 14] = [
    "nav",
    ".p-audience",
    ".p-status",
    ".p-review",
    ".p-reading-time",
    ".p-introduction",
    ".p-contact",
    ".p-cell-label",
    ".p-trust",
    ".p-related",
    ".p-terms",
    ".p-notes",
    ".p-sources",
    ".p-about-page",
];

/// A file of the index: its path below the root of the output, and its bytes.
pub type IndexFile = (String, Vec<u8>);

/// Makes the index of a site's pages, each with its path below the root of the output ([`page_path`](crate::page_path)) and its HTML.
///
/// Lists, the search page and the like aren't to be found: hand over [`SiteFile::Page`](crate::SiteFile::Page)s only, in their order, of a
/// site that [has a search](crate::Search): its pages say what results show, such as the summary and how the review stands.
///
/// # Errors
/// If pagefind can't read a page.
pub fn index(pages: impl IntoIterator<Item = (String, String)>) -> Result<Vec<IndexFile>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Search { message: error.to_string() };
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| failed(&error))?;
    runtime.block_on(async {
        let options = PagefindServiceConfig::builder()
            // The whole name of a file works on every host.
            .keep_index_url(true)
            .root_selector("main".to_owned())
            .exclude_selectors(ELSEWHERE.map(str::to_owned).to_vec())
            .build();
        let mut index = PagefindIndex::new(Some(options)).map_err(|error| failed(&error))?;
        for (path, html) in pages {
            index.add_html_file(Some(path), None, html).await.map_err(|error| failed(&error))?;
        }
        let files = index.get_files().await.map_err(|error| failed(&error))?;
        let mut files: Vec<IndexFile> = files
            .into_iter()
            .filter(|file| !is_unused(&file.filename))
            .map(|file| (format!("{INDEX_FOLDER}/{}", file.filename.to_string_lossy().replace('\\', "/")), file.contents))
            .collect();
        files.sort();
        Ok(files)
    })
}

fn is_unused(file: &Path) -> bool {
    let name = file.to_string_lossy();
    UNUSED.iter().any(|unused| name.starts_with(unused))
}
