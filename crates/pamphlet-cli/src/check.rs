//! The command `check`: all that a build would refuse, and what is worth mending.

use std::{num::NonZeroUsize, path::Path, thread};

use pamphlet::{
    build::{self, Options},
    value::Date,
};

use crate::{
    args::Format,
    build::cache_beside,
    failure::Failure,
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

/// Reports all that is wrong in a content folder, and all that is worth mending.
pub(crate) fn check(content: &Path, depth: Depth, today: Date, format: Format) -> Result<(), Failure> {
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
    build::in_order(&mut problems);
    if problems.has_errors() {
        return Err(problems.into());
    }
    let _ = report::tell(&problems, content, format);
    if let (Ok(sound), Format::Human, true) = (&sound, format, problems.diagnostics.is_empty()) {
        terminal::say(format_args!("{}: nothing is wrong", counted(sound.library.pages().count(), "page")));
    }
    Ok(())
}
