//! A library's site with its handouts and e-books in memory, as a server would keep it; after an edit only what has changed is made again.
//!
//!     cargo run --example site_in_memory

use std::{collections::BTreeMap, error::Error, sync::Arc};

use pamphlet::{
    Fingerprint, Library, Problems,
    build::{Build, File, Finished, Options},
    model::PageId,
};

/// What a server sends, by path, and what each page's files were made of: its `ETag`.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) files: BTreeMap<String, Arc<File>>,
    tags: BTreeMap<PageId, Fingerprint>,
}

impl Shelf {
    /// Brings the files up to date with a library. Returns how many had to be made.
    pub(crate) fn update(&mut self, library: &Library, options: &Options) -> Result<usize, Problems> {
        let finished = Finished::default();
        let build = Build::new(library, options, &finished);
        let fingerprints = library.fingerprints(options.today);
        let tags: BTreeMap<PageId, Fingerprint> = library.pages().map(|page| (page.id.clone(), fingerprints.of(page))).collect();
        let (mut made, mut files) = (0, BTreeMap::new());
        for file in build.files()? {
            let path = build.path(file);
            let is_current = file.page().is_some_and(|page| self.tags.get(&page.id) == tags.get(&page.id));
            let kept = self.files.remove(&path).filter(|_| is_current);
            made += usize::from(kept.is_none());
            let bytes = match kept {
                Some(kept) => kept,
                None => build.make(file)?,
            };
            files.insert(path, bytes);
        }
        files.extend(build.index()?);
        *self = Self { files, tags };
        Ok(made)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::on("2026-11-22".parse()?);
    let mut shelf = Shelf::default();
    for pass in ["at first", "again, with nothing changed"] {
        let made = shelf.update(&Library::open("content")?, &options)?;
        eprintln!("{pass}: {made} of {} files made", shelf.files.len());
    }
    Ok(())
}
