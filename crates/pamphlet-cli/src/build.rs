//! Makes everything.

use std::{num::NonZeroUsize, path::Path, thread};

use pamphlet::{
    Diagnostic, Library, Omission, Problems, Severity,
    html::{Download, relative},
    model::ReviewState,
    value::Date,
};

use crate::{
    all_problems,
    args::{BuildOptions, Format},
    failure::Failure,
    outputs::{Downloads, Output},
    progress::Progress,
    report::{self, counted},
    staging::Staging,
    workers,
};

/// Makes every file of a library, and puts them in place once all are made.
pub(crate) fn build(content: &Path, options: &BuildOptions, today: Date, format: Format) -> Result<(), Failure> {
    let library = Library::open(content)?;
    let mut problems = all_problems(&library, today);
    if options.refuse_unreviewed {
        problems.diagnostics.extend(unreviewed(&library, today));
    } else {
        // Every output says so, and a library mustn't stop building on a day when nobody has touched it.
        for problem in problems.diagnostics.iter_mut().filter(|problem| problem.code == "review-overdue") {
            problem.severity = Severity::Warning;
        }
    }
    if library.pages().next().is_none() {
        problems
            .diagnostics
            .push(Diagnostic::error("no-pages", "the library has no pages").with_help("start one: pamphlet new condition a-name"));
    }
    if problems.has_errors() {
        return Err(problems.into());
    }
    let _ = report::tell(&problems, content, format);

    let jobs = options.jobs.unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN));
    let press = Press { library: &library, staging: Staging::for_folder(&options.out, content)?, progress: Progress::new(), jobs, today };
    let mut made = press.run("handouts and e-books", &Output::downloads(&library), &Downloads::new())?;
    let downloads = offered(&library, &made);
    made.extend(press.run("web pages", &Output::site(&library), &downloads)?);
    let Press { staging, progress, .. } = press;
    staging.publish()?;
    drop(progress);

    made.sort_by(|a, b| a.path.cmp(&b.path));
    summarize(&library, &made, &problems, options);
    Ok(())
}

/// Makes files, several at a time.
struct Press<'l> {
    library: &'l Library,
    staging: Staging,
    progress: Progress,
    jobs: NonZeroUsize,
    today: Date,
}

/// A file that was made.
struct Made<'l> {
    output: Output<'l>,
    path: String,
    size: usize,
    pages: Option<usize>,
    omissions: Vec<Omission>,
}

impl<'l> Press<'l> {
    /// All the files, or all that is wrong with any of them.
    fn run(&self, step: &'static str, outputs: &[Output<'l>], downloads: &Downloads) -> Result<Vec<Made<'l>>, Failure> {
        self.progress.step(step, outputs.len());
        let results = workers::run(self.jobs, outputs.len(), |at| {
            let made = self.one(outputs[at], downloads);
            self.progress.one();
            made
        });
        let mut made = Vec::new();
        let mut problems = Problems::default();
        for result in results {
            match result {
                Ok(file) => made.push(file),
                Err(Failure(Problems { diagnostics, sources })) => {
                    problems.diagnostics.extend(diagnostics);
                    problems.sources.extend(sources);
                }
            }
        }
        if problems.diagnostics.is_empty() { Ok(made) } else { Err(problems.into()) }
    }

    fn one(&self, output: Output<'l>, downloads: &Downloads) -> Result<Made<'l>, Failure> {
        let file = output.make(self.library, downloads, self.today)?;
        let path = output.path(self.library);
        self.staging.write(&path, &file.bytes)?;
        Ok(Made { output, path, size: file.bytes.len(), pages: file.pages, omissions: file.omissions })
    }
}

/// What each web page offers to take along.
fn offered(library: &Library, made: &[Made<'_>]) -> Downloads {
    let mut downloads = Downloads::new();
    for file in made {
        if let Some((page, kind)) = file.output.download() {
            let href = relative(&Output::Page(page).path(library), &file.path);
            let download = Download { kind, href, bytes: file.size, pages: file.pages };
            downloads.entry(page.id.clone()).or_default().push(download);
        }
    }
    downloads
}

/// The pages that no clinician has signed off. The library's own check tells of those that are overdue.
fn unreviewed(library: &Library, today: Date) -> Vec<Diagnostic> {
    let refusal = |page: &pamphlet::model::Page| {
        let (message, help) = match page.review_state(Some(today)) {
            ReviewState::Current | ReviewState::Overdue => return None,
            ReviewState::Missing => ("the page says nothing of any review", "add `review` to its front matter"),
            ReviewState::Pending => ("no clinician has signed the page off", "set `clinical: { signed: { by: …, credential: …, on: … } }`"),
        };
        let problem = Diagnostic::error("unreviewed", message).with_help(help);
        Some(match library.file(&page.id) {
            Some(file) => problem.in_file(&file.into()),
            None => problem,
        })
    };
    library.pages().filter_map(refusal).collect()
}

fn summarize(library: &Library, made: &[Made<'_>], problems: &Problems, options: &BuildOptions) {
    let omissions: usize = made.iter().map(|file| file.omissions.len()).sum();
    if options.omissions {
        for file in made {
            for omission in &file.omissions {
                anstream::eprintln!("{}: {omission}", file.path);
            }
        }
    }
    let mut summary =
        format!("{}, {} in {}", counted(library.pages().count(), "page"), counted(made.len(), "file"), options.out.join("").display());
    if let Some(count) = report::count(problems) {
        summary += &format!(", {count}");
    }
    if omissions > 0 {
        summary += &format!(", {}", counted(omissions, "omission"));
        if !options.omissions {
            summary += " (--omissions lists them)";
        }
    }
    anstream::eprintln!("{summary}");
}
