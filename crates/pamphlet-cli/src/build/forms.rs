//! The forms of a page that its web page offers.

use std::collections::BTreeMap;

use pamphlet::{
    Library, PrintedPage, Problems,
    html::{Download, PagePictures, page_path, relative},
    model::Page,
    value::Date,
};

use super::{Made, add};
use crate::{
    failure::Failure,
    outputs::{File, Output, page_pictures},
};

/// Handouts and e-book of a page.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub(super) files: Vec<Made>,
    pub(super) downloads: Vec<Download>,
    /// What the web page shows of them.
    pub(super) pictures: PagePictures,
}

/// Keeps a file, by its path.
pub(super) type Keep<'k> = &'k dyn Fn(&str, &[u8]) -> Result<(), Failure>;

/// Makes all forms of a page: one that fails takes the others along, so that a page's forms agree. All that is wrong is told.
pub(super) fn make(library: &Library, page: &Page, today: Date, keep: Keep<'_>) -> Result<Forms, Failure> {
    let from = page_path(library, &page.id);
    let mut forms = Forms::default();
    let mut printed: BTreeMap<String, Vec<PrintedPage>> = BTreeMap::new();
    let mut problems = Problems::default();
    for output in Output::of(page) {
        let path = output.path(library);
        // E-books name the pages of their printed edition, which comes before them.
        let edition = output.print_edition(library).map(|edition| printed.get(&edition.path(library)));
        if edition.is_some_and(|printed| printed.is_none()) {
            continue;
        }
        let edition = edition.flatten().map_or(&[][..], Vec::as_slice);
        let made = output.make_guarded(library, today, edition);
        match made.and_then(|file| keep(&path, &file.bytes).map(|()| file)) {
            Ok(File { bytes, pages, omissions, pictures, printed: words }) => {
                let (_, kind) = output.download();
                forms.downloads.push(Download { kind, href: relative(&from, &path), bytes: bytes.len(), pages });
                if !pictures.is_empty() {
                    forms.pictures = page_pictures(&pictures);
                }
                forms.files.push(Made { path: path.clone(), omissions });
                printed.insert(path, words);
            }
            Err(Failure(why)) => add(&mut problems, why),
        }
    }
    if problems.diagnostics.is_empty() { Ok(forms) } else { Err(problems.into()) }
}
