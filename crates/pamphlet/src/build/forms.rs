//! The forms of a page that its web page offers.

use std::{collections::BTreeMap, path::Path};

use super::{
    File, Options, Output,
    cache::{Cache, Found},
    outputs::{picture_paths, pictures},
    publish::Made,
};
use crate::{
    Fingerprints, Library, PrintedPage, Problems,
    html::{Download, Pictures, page_path, relative},
    model::Page,
};

/// Handouts and e-book of a page.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub(super) files: Vec<Made>,
    pub(super) downloads: Vec<Download>,
    /// What the web page shows of them.
    pub(super) pictures: Pictures,
}

/// Keeps a file, by its path and its bytes; the cache may have it already.
pub(super) type Keep<'k> = &'k (dyn Fn(&str, &[u8], Option<&Path>) -> Result<(), Problems> + Sync);

/// Makes the forms of pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Maker<'m> {
    pub(super) library: &'m Library,
    pub(super) options: &'m Options,
    pub(super) cache: Option<(&'m Cache, &'m Fingerprints<'m>)>,
}

impl<'m> Maker<'m> {
    /// Makes all forms of a page, or takes them from the cache: one that fails takes the others along, so that a page's forms agree. All that is
    /// wrong is reported.
    pub(super) fn forms(&self, page: &'m Page, keep: Keep<'_>) -> Result<Forms, Problems> {
        let outputs = Output::of(page, self.options);
        let Some((cache, fingerprints)) = self.cache else {
            let files = self.made(&outputs)?;
            return self.place(page, &outputs, files.into_iter().map(Finished::from), keep);
        };
        let key = cache.key(fingerprints.of(page), &outputs, self.options);
        if let Some(found) = cache.find(&key, outputs.len()) {
            return self.place(page, &outputs, found.into_iter().map(Finished::from), keep);
        }
        let files = self.made(&outputs)?;
        cache.keep(&key, &files);
        self.place(page, &outputs, files.into_iter().map(Finished::from), keep)
    }

    fn made(&self, outputs: &[Output<'_>]) -> Result<Vec<File>, Problems> {
        let mut files = Vec::new();
        let mut printed: BTreeMap<String, Vec<PrintedPage>> = BTreeMap::new();
        let mut problems = Problems::default();
        for output in outputs {
            // E-books name the pages of their printed edition, which comes before them.
            let edition = output.print_edition(self.library, self.options).map(|edition| printed.get(&edition.path(self.library)));
            if edition.is_some_and(|printed| printed.is_none()) {
                continue;
            }
            match output.make(self.library, self.options, edition.flatten().map_or(&[], Vec::as_slice)) {
                Ok(mut file) => {
                    printed.insert(output.path(self.library), std::mem::take(&mut file.printed));
                    files.push(file);
                }
                Err(why) => problems.add(why),
            }
        }
        if problems.diagnostics.is_empty() { Ok(files) } else { Err(problems) }
    }

    fn place(&self, page: &Page, outputs: &[Output<'_>], files: impl Iterator<Item = Finished>, keep: Keep<'_>) -> Result<Forms, Problems> {
        let from = page_path(self.library, &page.id);
        let mut forms = Forms::default();
        for (output, file) in outputs.iter().zip(files) {
            let Finished { bytes: (bytes, at), pages, omissions, pictures: images } = file;
            let path = output.path(self.library);
            keep(&path, &bytes, at.as_deref())?;
            let (_, kind) = output.download();
            forms.downloads.push(Download { kind, href: relative(&from, &path), bytes: bytes.len(), pages });
            forms.files.push(Made { path, omissions });
            if !images.is_empty() {
                forms.pictures = pictures(images.iter().map(|(bytes, _)| &**bytes));
            }
            for (path, (bytes, at)) in picture_paths(self.library, page).into_iter().zip(&images) {
                keep(&path, bytes, at.as_deref())?;
                forms.files.push(Made { path, omissions: Vec::new() });
            }
        }
        Ok(forms)
    }
}

/// A file, and where the cache has it.
struct Finished {
    bytes: Piece,
    pages: Option<usize>,
    omissions: Vec<crate::Omission>,
    pictures: Vec<Piece>,
}

type Piece = (Vec<u8>, Option<std::path::PathBuf>);

impl From<File> for Finished {
    fn from(File { bytes, pages, omissions, pictures, printed: _ }: File) -> Self {
        Self { bytes: (bytes, None), pages, omissions, pictures: pictures.into_iter().map(|picture| (picture, None)).collect() }
    }
}

impl From<Found> for Finished {
    fn from(Found { bytes, pages, omissions, pictures }: Found) -> Self {
        let piece = |found: super::cache::Bytes| (found.bytes, Some(found.at));
        Self { bytes: piece(bytes), pages, omissions, pictures: pictures.into_iter().map(piece).collect() }
    }
}
