use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use pamphlet::build::Steps;

use crate::terminal::say;

/// How far a build is: a bar on a terminal, a line for each step elsewhere.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    elsewhere: Elsewhere,
}

/// What is said where there's no terminal.
enum Elsewhere {
    Steps,
    Nothing,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self::with(Elsewhere::Steps)
    }

    /// Says nothing where there's no terminal.
    pub(crate) fn on_terminals() -> Self {
        Self::with(Elsewhere::Nothing)
    }

    fn with(elsewhere: Elsewhere) -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{msg:>10} {bar:32} {pos} of {len}").unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style)
        });
        Self { bar, elsewhere }
    }
}

impl Steps for Progress {
    fn step(&self, name: &'static str, pieces: usize) {
        match (&self.bar, &self.elsewhere) {
            (Some(bar), _) => {
                bar.set_length(pieces as u64);
                bar.set_position(0);
                bar.set_message(name);
            }
            (None, Elsewhere::Steps) => say(format_args!("{name}: {pieces}")),
            (None, Elsewhere::Nothing) => {}
        }
    }

    fn one(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }
}

impl Drop for Progress {
    /// Problems are told on a clear line.
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
