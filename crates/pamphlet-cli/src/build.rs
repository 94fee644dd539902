//! Makes everything.

use std::{collections::BTreeMap, num::NonZeroUsize, path::Path, thread};

use pamphlet::{
    Diagnostic, Library, Omission, PrintedPage, Problems, Severity,
    html::{Download, PagePictures, Search, Site, SiteOptions, page_path, relative},
    model::{PageId, SignOffState},
    value::Date,
};

use crate::{
    all_problems,
    args::{BuildOptions, Format},
    failure::Failure,
    outputs::{File, Output, page_pictures},
    progress::Progress,
    report::{self, counted},
    site,
    staging::Staging,
    workers,
};

/// Makes every file of a library, and puts them in place once all are made.
pub(crate) fn build(content: &Path, build: &BuildOptions, today: Date, format: Format) -> Result<(), Failure> {
    let library = Library::open(content)?;
    let mut problems = all_problems(&library, today);
    if build.refuse_unreviewed {
        problems.diagnostics.extend(unreviewed(&library));
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

    let jobs = build.jobs.unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN));
    let theme = pamphlet::theme::open(content)?;
    let press = Press { staging: Staging::for_folder(&build.out, content)?, progress: Progress::new(), jobs };
    // E-books that name the pages of a printed edition come after it.
    let (later, mut outputs): (Vec<_>, Vec<_>) =
        Output::all(&library).into_iter().partition(|output| output.print_edition(&library).is_some());
    let mut made = press.run("handouts and e-books", &outputs, |output| Ok((output.path(&library), output.make(&library, today, &[])?)))?;
    let printed: BTreeMap<String, Vec<PrintedPage>> =
        made.iter_mut().map(|file| (file.path.clone(), std::mem::take(&mut file.printed))).collect();
    made.extend(press.run("e-books with a printed edition", &later, |output| {
        let edition = output.print_edition(&library).and_then(|edition| printed.get(&edition.path(&library)));
        Ok((output.path(&library), output.make(&library, today, edition.map_or(&[], Vec::as_slice))?))
    })?);
    outputs.extend(later);
    let (downloads, pictures) = offered(&library, &outputs, &mut made);
    let options = SiteOptions { today, theme, downloads, pictures, search: SEARCH };
    let site = Site::new(&library, &options).map_err(|error| site::failed(&library, None, &error))?;
    made.extend(press.run("web pages", &site.files(), |file| Ok((site.path(file), site::make(&library, &site, file)?)))?);
    #[cfg(feature = "search")]
    made.extend(press.index(&site)?);
    let mut left_out: Vec<(String, Omission)> = site.omissions().into_iter().map(|omission| ("the site".to_owned(), omission)).collect();
    let Press { staging, progress, .. } = press;
    staging.publish()?;
    drop(progress);

    made.sort_by(|a, b| a.path.cmp(&b.path));
    left_out.extend(
        made.iter_mut().flat_map(|file| std::mem::take(&mut file.omissions).into_iter().map(|omission| (file.path.clone(), omission))),
    );
    summarize(&library, made.len(), &left_out, &problems, build);
    Ok(())
}

#[cfg(feature = "search")]
const SEARCH: Search = Search::Index;
#[cfg(not(feature = "search"))]
const SEARCH: Search = Search::None;

/// Makes files, several at a time.
struct Press {
    staging: Staging,
    progress: Progress,
    jobs: NonZeroUsize,
}

/// A file that was made.
struct Made {
    path: String,
    size: usize,
    pages: Option<usize>,
    omissions: Vec<Omission>,
    /// What its web page shows of it.
    pictures: PagePictures,
    /// What its pages say, if it's a book on paper.
    printed: Vec<PrintedPage>,
}

impl Press {
    /// A file of each item, in their order, or all that is wrong with any of them.
    fn run<T: Copy + Sync>(
        &self,
        step: &'static str,
        items: &[T],
        make: impl Fn(T) -> Result<(String, File), Failure> + Sync,
    ) -> Result<Vec<Made>, Failure> {
        self.progress.step(step, items.len());
        let results = workers::run(self.jobs, items.len(), |at| {
            let made = make(items[at]).and_then(|(path, file)| self.write(path, file));
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

    fn write(&self, path: String, File { bytes, pages, omissions, pictures, printed }: File) -> Result<Made, Failure> {
        self.staging.write(&path, &bytes)?;
        Ok(Made { path, size: bytes.len(), pages, omissions, pictures: page_pictures(&pictures), printed })
    }

    /// The index of the search, of the pages that stand there already: they needn't be kept in memory for it.
    #[cfg(feature = "search")]
    fn index(&self, site: &Site<'_>) -> Result<Vec<Made>, Failure> {
        self.progress.step("the search", 1);
        let pages = site.files().into_iter().filter(|file| matches!(file, pamphlet::html::SiteFile::Page(_))).map(|file| site.path(file));
        let pages = pages.map(|path| Ok((path.clone(), self.staging.read(&path)?))).collect::<Result<Vec<_>, Failure>>()?;
        let files = pamphlet::html::search::index(pages).map_err(|error| Diagnostic::error("search", error.to_string()))?;
        files.into_iter().map(|(path, bytes)| self.write(path, File::from_bytes(bytes))).collect()
    }
}

/// What each web page offers to take along, and what that looks like.
fn offered(
    library: &Library,
    outputs: &[Output<'_>],
    made: &mut [Made],
) -> (BTreeMap<PageId, Vec<Download>>, BTreeMap<PageId, PagePictures>) {
    let mut downloads: BTreeMap<PageId, Vec<Download>> = BTreeMap::new();
    let mut pictures = BTreeMap::new();
    for (output, file) in outputs.iter().zip(made) {
        let (page, kind) = output.download();
        let href = relative(&page_path(library, &page.id), &file.path);
        downloads.entry(page.id.clone()).or_default().push(Download { kind, href, bytes: file.size, pages: file.pages });
        let shown = std::mem::take(&mut file.pictures);
        if shown.handout.is_some() {
            pictures.insert(page.id.clone(), shown);
        }
    }
    (downloads, pictures)
}

/// The pages that no clinician has signed off. The library's own check tells of those that are overdue.
fn unreviewed(library: &Library) -> Vec<Diagnostic> {
    let refusal = |page: &pamphlet::model::Page| {
        let (message, help) = match SignOffState::of(page.review.as_ref()) {
            SignOffState::Signed | SignOffState::NotApplicable => return None,
            SignOffState::Missing => ("the page says nothing of any review", "add `review` to its front matter"),
            SignOffState::Pending => {
                ("no clinician has signed the page off", "set `clinical: { signed: { by: …, credential: …, on: … } }`")
            }
        };
        let problem = Diagnostic::error("unreviewed", message).with_help(help);
        Some(match library.file(&page.id) {
            Some(file) => problem.in_file(&file.into()),
            None => problem,
        })
    };
    library.pages().filter_map(refusal).collect()
}

fn summarize(library: &Library, files: usize, omissions: &[(String, Omission)], problems: &Problems, options: &BuildOptions) {
    if options.omissions {
        for (path, omission) in omissions {
            anstream::eprintln!("{path}: {omission}");
        }
    }
    let mut summary =
        format!("{}, {} in {}", counted(library.pages().count(), "page"), counted(files, "file"), options.out.join("").display());
    if let Some(count) = report::count(problems) {
        summary += &format!(", {count}");
    }
    if !omissions.is_empty() {
        summary += &format!(", {}", counted(omissions.len(), "omission"));
        if !options.omissions {
            summary += " (--omissions lists them)";
        }
    }
    anstream::eprintln!("{summary}");
}
