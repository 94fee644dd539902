//! Shows what reviewers did to a Word file, and writes it into the page.

use std::{fs, path::Path};

use pamphlet::{
    Diagnostic, Library, Problems,
    docx::review::{self, Applied, Change, Review, SignOff, What, Written},
};
use serde_json::json;

use crate::{args::Format, failure::Failure, opened::Opened, print, report::counted, single::write_bytes, terminal};

pub(crate) fn review(file: &Path, page: Option<&str>, apply: bool, content: &Path, format: Format) -> Result<(), Failure> {
    let bytes = fs::read(file).map_err(|error| Failure::file(file, error))?;
    let refused = |error: review::ReviewError| {
        let problem = Diagnostic::error("review", format!("`{}`: {error}", file.display()));
        match error {
            review::ReviewError::NoExport => problem.with_help("make a file for reviewers with `pamphlet export PAGE --to docx`"),
            review::ReviewError::NoPage { .. } => {
                problem.with_help("name the library\u{2019}s folder with `--content`, or bring the page back")
            }
            _ => problem.with_help("open it in Word or LibreOffice, and save it as .docx"),
        }
    };
    let (path, language) = review::page_of(&bytes).map_err(refused)?;
    let library = Opened::open(content)?;
    // A page with mistakes is told by them.
    if let Ok(language) = language.parse() {
        let found = library.find(Some(&language), &path)?;
        if let Some(page) = page
            && library.find(Some(&language), page)?.id != found.id
        {
            return Err(Diagnostic::error("review", format!("`{}` is of the page `{path}`, not of `{page}`", file.display())).into());
        }
    }
    let review = review::review(&library, &bytes).map_err(refused)?;
    print(&match format {
        Format::Human | Format::Short => terminal::shown(&review.to_string()).into_owned(),
        Format::Json => json(&review),
    })?;
    if apply && !review.is_empty() { write(&library, &review, content) } else { Ok(()) }
}

fn write(library: &Library, review: &Review, content: &Path) -> Result<(), Failure> {
    let name = library.file(&review.page).unwrap_or_default();
    if !name.ends_with(".md") {
        let problem = Diagnostic::error("review", format!("`{name}` isn\u{2019}t Markdown, so edits can\u{2019}t be written into it"));
        return Err(problem.with_help("write them by hand: they are listed above").into());
    }
    let path = content.join(name);
    let source = fs::read_to_string(&path).map_err(|error| Failure::file(&path, error))?;
    let Applied { source, written, sign_off } = review.apply(library, &source).map_err(|diagnostics| {
        let diagnostics = diagnostics.into_iter().map(|problem| problem.in_file(&name.into())).collect();
        Failure(Problems { diagnostics, sources: [(name.into(), source.as_str().into())].into() })
    })?;
    write_bytes(&path, source.as_bytes())?;
    let count = |wanted: Written| written.iter().filter(|written| **written == wanted).count();
    let (edits, todos) = (counted(count(Written::Edit), "edit"), counted(count(Written::Todo), "to-do"));
    terminal::say(format_args!("wrote {}: {edits}, {todos}", path.display()));
    if count(Written::Done) > 0 {
        terminal::say(format_args!("left out: {} marked as done", counted(count(Written::Done), "comment")));
    }
    match sign_off {
        SignOff::Pending => terminal::say("the clinical sign-off is pending again: the text that was signed is another now"),
        SignOff::Kept => {}
    }
    Ok(())
}

/// One object a change, a line each.
fn json(review: &Review) -> String {
    let line = |Change { place, what, by, tracking, importance }: &Change| {
        let (kind, before, after) = match what {
            What::Reworded { before, after } => ("reworded", json!(before), json!(after)),
            What::Added { text, style: _ } => ("added", json!(null), json!(text)),
            What::Removed { before } => ("removed", json!(before), json!(null)),
            What::Split { before, after } => ("split", json!(before), json!(after)),
            What::Joined { before, names: _, after } => ("joined", json!(before), json!(after)),
            What::Moved { text, after } => ("moved", json!(after), json!(text)),
            What::Restyled { text: _, from, to } => ("restyled", json!(from), json!(to)),
            What::Comment { on, text, is_done: _, replies } => {
                let replies = replies.iter().map(|(by, text)| format!("{by}: {text}"));
                ("comment", json!(on), json!(std::iter::once(text.clone()).chain(replies).collect::<Vec<_>>()))
            }
        };
        let by: Vec<_> = by.iter().map(|author| json!({ "name": author.name, "date": author.date })).collect();
        json!({
            "page": review.page.path.to_string(), "language": review.page.language.as_str(), "change": kind, "pointer": place.pointer,
            "heading": place.heading, "before": before, "after": after, "by": by,
            "tracking": match tracking {
                review::Tracking::Tracked => "tracked",
                review::Tracking::Partly => "partly",
                review::Tracking::Untracked => "untracked",
            },
            "importance": match importance {
                review::Importance::CareCard => "care-card",
                review::Importance::Number => "number",
                review::Importance::Text => "text",
            },
        })
    };
    review.changes.iter().map(|change| format!("{}\n", line(change))).collect()
}
