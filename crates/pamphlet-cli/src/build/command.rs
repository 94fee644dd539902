//! The command `build`: what it says.

use std::{num::NonZeroUsize, path::Path, thread};

use pamphlet::{Diagnostic, Problems, model::PageId, value::Date};

use super::{Built, Faults, Held, Order, Reviews, Why, build, hold::Fate};
use crate::{
    args::{BuildOptions, Format},
    failure::Failure,
    progress::Progress,
    report::{self, counted},
    terminal::say,
};

/// Builds, and says what came of it.
pub(crate) fn command(content: &Path, options: &BuildOptions, today: Date, format: Format) -> Result<(), Failure> {
    let order = Order {
        content,
        out: &options.out,
        today,
        jobs: options.jobs.unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
        faults: if options.strict { Faults::Refused } else { Faults::Held },
        reviews: if options.refuse_unreviewed { Reviews::Required } else { Reviews::Marked },
    };
    let progress = Progress::new();
    let built = build(&order, &progress);
    drop(progress);
    let Built { pages, files, omissions, problems, held } = built?;
    let _ = report::tell(&problems, content, format);
    if options.omissions {
        for (path, omission) in &omissions {
            say(format_args!("{path}: {omission}"));
        }
    }
    tell_held(&held, content, format);
    let mut summary = format!("{}, {} in {}", counted(pages, "page"), counted(files, "file"), options.out.join("").display());
    if let Some(count) = report::count(&problems) {
        summary += &format!(", {count}");
    }
    if !omissions.is_empty() {
        summary += &format!(", {}", counted(omissions.len(), "omission"));
        if !options.omissions {
            summary += " (--omissions lists them)";
        }
    }
    say(summary);
    if held.is_empty() && !problems.has_errors() { Ok(()) } else { Err(Failure::told()) }
}

/// The pages that aren't as their sources are now: nothing old may look new.
fn tell_held(held: &std::collections::BTreeMap<PageId, Held>, content: &Path, format: Format) {
    if held.is_empty() {
        return;
    }
    match format {
        Format::Json => {
            let diagnostics = held.iter().map(|(page, held)| Diagnostic::error(code(held), format!("{page} {}", words(held)))).collect();
            let _ = report::tell(&Problems { diagnostics, ..Problems::default() }, content, format);
        }
        Format::Human => {
            let are = if held.len() == 1 { "1 page is".to_owned() } else { format!("{} pages are", held.len()) };
            say(format_args!("{are} not as the source is now:"));
            for (page, held) in held {
                say(format_args!("  {page} {}", words(held)));
            }
        }
    }
}

fn code(held: &Held) -> &'static str {
    match held.fate {
        Fate::Kept { .. } => "page-kept",
        Fate::LeftOut => "page-left-out",
    }
}

fn words(Held { fate, why }: &Held) -> String {
    let why = match why {
        Why::Faulty => "it can't be made (see its errors)".to_owned(),
        Why::Chapter(path) => format!("its chapter `{path}` can't be made"),
    };
    match fate {
        Fate::Kept { made: Some(day) } => format!("keeps its files of {day}: {why}"),
        Fate::Kept { made: None } => format!("keeps its files of an earlier build: {why}"),
        Fate::LeftOut => format!("is left out: {why}, and no earlier build made it"),
    }
}
