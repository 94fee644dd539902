//! Tells what changed since an older version of a library.

use std::{fmt::Write as _, path::Path};

use pamphlet::{
    Library,
    changes::{Changes, Fate},
};
use serde_json::json;

use crate::{args::Format, failure::Failure, print, terminal};

pub(crate) fn tell(old: &Path, new: &Path, format: Format) -> Result<(), Failure> {
    let (old, new) = (Library::open(old)?, Library::open(new)?);
    let changes = Changes::between(&old, &new);
    print(&match format {
        Format::Human | Format::Short => terminal::shown(&human(&changes, &new)).into_owned(),
        Format::Json => json(&changes, &new),
    })
}

fn human(changes: &Changes, library: &Library) -> String {
    let messages = library.messages(&library.site().language);
    if changes.is_empty() {
        return format!("{}\n", messages.get("changes-none"));
    }
    let mut out = String::new();
    if !changes.library.is_empty() {
        let _ = writeln!(out, "{}", messages.get("changes-everywhere"));
        for detail in &changes.library {
            let _ = writeln!(out, "  {}", detail.words(messages));
        }
    }
    for page in &changes.pages {
        let title = || [("title", page.title.as_str().into())];
        match &page.fate {
            Fate::Added => drop(writeln!(out, "{}  {}", page.id, messages.format("change-page-added", title()))),
            Fate::Removed => drop(writeln!(out, "{}  {}", page.id, messages.format("change-page-removed", title()))),
            Fate::Changed(all) => {
                let _ = writeln!(out, "{}  {}", page.id, page.title);
                for change in all {
                    let _ = writeln!(out, "  {}", change.words(messages));
                }
            }
        }
    }
    out
}

/// One object a change, a line each.
fn json(changes: &Changes, library: &Library) -> String {
    let messages = library.messages(&library.site().language);
    let mut lines: Vec<serde_json::Value> = changes
        .library
        .iter()
        .map(|detail| json!({ "page": null, "change": "changed", "detail": detail.as_str(), "words": detail.words(messages) }))
        .collect();
    for page in &changes.pages {
        let (path, language) = (page.id.path.to_string(), page.id.language.as_str());
        match &page.fate {
            Fate::Added => lines.push(json!({ "page": path, "language": language, "change": "added" })),
            Fate::Removed => lines.push(json!({ "page": path, "language": language, "change": "removed" })),
            Fate::Changed(all) => lines.extend(
                all.iter()
                    .map(|change| json!({ "page": path, "language": language, "change": "changed", "words": change.words(messages) })),
            ),
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
