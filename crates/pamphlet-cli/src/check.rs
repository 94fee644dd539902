//! The command `check`: all that a build would refuse, and what is worth mending.

use std::{num::NonZeroUsize, path::Path, thread};

use pamphlet::{
    Problems,
    build::{self, Options},
    model::PageId,
    value::Date,
};

use crate::{
    args::Format,
    build::cache_beside,
    failure::Failure,
    opened::{Named, not_found},
    progress::Progress,
    report::{self, counted},
    terminal,
};

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// The sources.
    Sources,
    /// Also every web page, handout and e-book: whether all that they say has room.
    Outputs,
}

/// The content folder and the pages that were named: what comes first is the folder if there is one of that name, with its settings.
pub(crate) fn folder_and_pages(what: &[String]) -> (&Path, &[String]) {
    match what {
        [first, pages @ ..] if Path::new(first).is_dir() => (Path::new(first), pages),
        pages => (Path::new("content"), pages),
    }
}

/// Reports all that is wrong in a content folder, or with some of its pages, and all that is worth mending.
pub(crate) fn check(content: &Path, pages: &[String], depth: Depth, today: Date, format: Format) -> Result<(), Failure> {
    let theme = pamphlet::theme::open(content);
    let sound = build::sound(content, today);
    let mut problems = match &sound {
        Ok(sound) => sound.problems.clone(),
        Err(problems) => problems.clone(),
    };
    if let (Err(of_theme), true) = (&theme, content.is_dir()) {
        problems.add(of_theme.clone());
    }
    if let Ok(sound) = &sound {
        problems.diagnostics.extend(build::problems_of_shared(&sound.library));
        if let (Depth::Outputs, Ok(theme)) = (depth, &theme) {
            let jobs = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
            let options = Options { theme: theme.clone(), ..Options::on(today) };
            problems.add(build::tried(sound, &options, cache_beside(content).as_ref(), jobs, &Progress::on_terminals()));
        }
    }
    if let (Ok(sound), false) = (&sound, pages.is_empty()) {
        only_of(pages, content, sound, &mut problems)?;
    }
    build::in_order(&mut problems);
    if problems.has_errors() {
        return Err(problems.into());
    }
    let _ = report::tell(&problems, content, format);
    if let (Ok(sound), Format::Human | Format::Short, true) = (&sound, format, problems.diagnostics.is_empty()) {
        let looked_at = if pages.is_empty() { sound.library.pages().count() } else { pages.len() };
        terminal::say(format_args!("{}: nothing is wrong", counted(looked_at, "page")));
    }
    Ok(())
}

/// Makes the edits that problems of the pages suggest, until there are none: what reads again may have others.
pub(crate) fn fix(content: &Path, pages: &[String], today: Date) -> Result<(), Failure> {
    const MOST_ROUNDS: usize = 8;
    for _ in 0..MOST_ROUNDS {
        let problems = match build::sound(content, today) {
            Ok(sound) => {
                let mut problems = sound.problems.clone();
                if !pages.is_empty() {
                    only_of(pages, content, &sound, &mut problems)?;
                }
                problems
            }
            Err(problems) => problems,
        };
        if crate::fix::fix(content, &problems)? == 0 {
            break;
        }
    }
    Ok(())
}

/// Keeps the problems of the pages that were named.
fn only_of(pages: &[String], content: &Path, sound: &build::Sound, problems: &mut Problems) -> Result<(), Failure> {
    let mut begins: Vec<String> = Vec::new();
    for name in pages {
        let named = Named::of(content, name);
        let known = sound.library.pages().map(|page| &page.id).chain(&sound.faulty);
        let found: Vec<&PageId> = known.filter(|page| named.is(page)).collect();
        if found.is_empty() {
            return Err(not_found(&sound.library, &named.name, &sound.library.site().language).into());
        }
        begins.extend(found.into_iter().map(|page| match &named.language {
            Some(language) => format!("{}.{language}.", page.path),
            None => format!("{}.", page.path),
        }));
    }
    let is_theirs = |file: &str| begins.iter().any(|begin| file.starts_with(begin));
    problems.diagnostics.retain(|problem| problem.file.as_deref().is_some_and(is_theirs));
    Ok(())
}
