//! The command `build`: what it says.

use std::{env, fs, num::NonZeroUsize, path::Path, thread};

use pamphlet::{
    Diagnostic, Problems, Severity,
    build::{self, Cache, Drafts, Fate, Faults, Held, Order, Published, Reviews, Why},
    model::PageId,
    value::Date,
};
use sha2::{Digest, Sha256};

use crate::{
    args::{BuildOptions, Format},
    failure::Failure,
    progress::Progress,
    report::{self, counted},
    terminal::say,
};

/// Builds, and says what came of it.
pub(crate) fn command(content: &Path, options: &BuildOptions, today: Date, format: Format) -> Result<(), Failure> {
    let cache = match &options.cache.cache {
        _ if options.cache.no_cache => None,
        Some(folder) => cache_in(folder),
        None => cache_beside(content),
    };
    let order = Order {
        content,
        out: &options.out,
        today,
        formats: options.only.as_ref().map_or_else(Default::default, |only| only.iter().copied().collect()),
        jobs: options.jobs.unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
        faults: if options.strict { Faults::Refused } else { Faults::Held },
        reviews: if options.refuse_unreviewed { Reviews::Required } else { Reviews::Marked },
        drafts: if options.drafts { Drafts::Marked } else { Drafts::LeftOut },
        cache: cache.as_ref(),
    };
    let progress = Progress::new();
    if let Some(shard) = options.cache.shard {
        let made = build::fill(&order, shard, &progress);
        drop(progress);
        say(format_args!("the handouts and e-books of {} are in the cache", counted(made?, "page")));
        return Ok(());
    }
    let built = build::publish(&order, &progress);
    drop(progress);
    let Published { pages, files, omissions, problems, checked, held } = built?;
    let shown = worth_showing(&problems, checked, format);
    let _ = report::tell(&shown, content, format);
    if options.omissions {
        for (path, omission) in &omissions {
            say(format_args!("{path}: {omission}"));
        }
    }
    tell_held(&held, content, format);
    let mut summary = format!("{}, {} in {}", counted(pages, "page"), counted(files, "file"), options.out.join("").display());
    if let Some(count) = report::count(&problems) {
        summary += &format!(", {count}");
        if shown.diagnostics.len() < problems.diagnostics.len() {
            summary += &format!(" (pamphlet check {} shows them)", content.display());
        }
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

/// More warnings than these about the sources nobody reads after a build; errors, and what only the build finds, always are shown.
const MOST_WARNINGS: usize = 20;

fn worth_showing(problems: &Problems, checked: usize, format: Format) -> Problems {
    let of_sources = |(at, problem): &(usize, &Diagnostic)| *at < checked && problem.severity == Severity::Warning;
    let is_much = problems.diagnostics.iter().enumerate().filter(of_sources).count() > MOST_WARNINGS;
    match format {
        Format::Human | Format::Short if is_much => {
            let shown = problems.diagnostics.iter().enumerate().filter(|one| !of_sources(one)).map(|(_, problem)| problem.clone());
            Problems { diagnostics: shown.collect(), sources: problems.sources.clone() }
        }
        Format::Human | Format::Short | Format::Json => problems.clone(),
    }
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
        Format::Human | Format::Short => {
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

/// The cache of a content folder, beside it.
pub(crate) fn cache_beside(content: &Path) -> Option<Cache> {
    let content = content.canonicalize().ok()?;
    cache_in(&content.parent()?.join(".pamphlet-cache").join(content.file_name()?))
}

/// A cache of what this very program has made: another version may make other bytes.
fn cache_in(folder: &Path) -> Option<Cache> {
    let program = fs::read(env::current_exe().ok()?).ok()?;
    let sum: String = Sha256::digest(&program).iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Cache::new(folder, sum))
}
