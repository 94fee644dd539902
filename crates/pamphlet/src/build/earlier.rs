//! What an earlier build left: the files that pages keep which can't be made anew.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Format, Options,
    outputs::Output,
    staging::{MARK, MARK_TEXT},
};
use crate::{Library, html::page_path, model::Page, value::Date};

/// An earlier build, and when each of its pages was made.
#[derive(Debug)]
pub(super) struct Earlier {
    folder: PathBuf,
    made: Option<String>,
    /// The days of pages that were kept then already, by their folders.
    kept: BTreeMap<String, String>,
}

/// The day on which a build was made, and the older days of pages that it kept. Builds read it again.
pub(super) fn mark(today: Date, kept: &BTreeMap<String, Option<String>>) -> String {
    let mut text = format!("{MARK_TEXT}made {today}\n");
    for (folder, day) in kept {
        if let Some(day) = day {
            text += &format!("kept {day} {folder}\n");
        }
    }
    text
}

/// The folder of a page: nothing else's files are in it.
pub(super) fn folder_of(index: &str) -> &str {
    index.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Earlier {
    pub(super) fn open(folder: &Path) -> Self {
        let mut earlier = Self { folder: folder.to_path_buf(), made: None, kept: BTreeMap::new() };
        for line in fs::read_to_string(folder.join(MARK)).unwrap_or_default().lines() {
            let mut words = line.splitn(3, ' ');
            match (words.next(), words.next(), words.next()) {
                (Some("made"), Some(day), None) => earlier.made = Some(day.to_owned()),
                (Some("kept"), Some(day), Some(folder)) => drop(earlier.kept.insert(folder.to_owned(), day.to_owned())),
                _ => {}
            }
        }
        earlier
    }

    /// The day on which a page was made.
    pub(super) fn day_of(&self, index: &str) -> Option<&str> {
        self.kept.get(folder_of(index)).or(self.made.as_ref()).map(String::as_str)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.folder.join(path).is_file()
    }

    /// Whether a page was made with its other forms: where a former address leads on, there's only a web page.
    pub(super) fn has_page(&self, library: &Library, page: &Page, options: &Options) -> bool {
        let has_web = !options.formats.has(Format::Web) || self.has(&page_path(library, &page.id));
        has_web && Output::of(page, options).into_iter().all(|output| self.has(&output.path(library)))
    }

    /// The files of a page.
    pub(super) fn files_of(&self, index: &str) -> Vec<String> {
        let folder = folder_of(index);
        let entries = fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten();
        let names = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .filter_map(|entry| entry.file_name().into_string().ok());
        let mut files: Vec<String> = names.map(|name| format!("{folder}/{name}")).collect();
        files.sort();
        files
    }

    /// The files of the site to which a web page leads, or which it shows.
    pub(super) fn targets_of(&self, index: &str) -> Vec<String> {
        let html = fs::read_to_string(self.folder.join(index)).unwrap_or_default();
        let mut targets: Vec<String> = ["href=\"", "src=\""]
            .into_iter()
            .flat_map(|attribute| html.split(attribute).skip(1))
            .filter_map(|rest| resolved(folder_of(index), rest.split('"').next()?))
            .collect();
        targets.sort();
        targets.dedup();
        targets
    }
}

/// The file to which an address leads that is relative to a folder.
fn resolved(folder: &str, address: &str) -> Option<String> {
    let path = address.split(['#', '?']).next().filter(|path| !path.is_empty() && !path.starts_with('/'))?;
    if path.split('/').next()?.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_files() {
        let at = |address| resolved("ar/conditions/cough", address);
        assert_eq!(at("../../../media/x.svg").as_deref(), Some("media/x.svg"));
        assert_eq!(at("cough.pdf").as_deref(), Some("ar/conditions/cough/cough.pdf"));
        assert_eq!(at("../fever/index.html#causes").as_deref(), Some("ar/conditions/fever/index.html"));
        for elsewhere in ["https://example.org/a", "mailto:a@example.org", "#causes", "/a", "../../../../a", ""] {
            assert_eq!(at(elsewhere), None, "{elsewhere}");
        }
    }
}
