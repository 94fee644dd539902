//! Makes everything.

mod command;
mod earlier;
mod forms;
mod hold;

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroUsize,
    path::Path,
    sync::Arc,
};

use pamphlet::{
    Diagnostic, Library, Omission, Partly, Problems, Severity,
    html::{Search, Site, SiteFile, SiteOptions, page_path},
    model::{Page, PageId, SignOffState},
    value::Date,
};

pub(crate) use self::command::command;
use self::{
    earlier::Earlier,
    forms::Forms,
    hold::{Held, Hold, Why},
};
use crate::{
    failure::Failure,
    guard,
    outputs::{self, File},
    site,
    staging::{MARK, Staging},
    workers,
};

/// What to build, and how.
#[derive(Debug)]
pub(crate) struct Order<'o> {
    pub(crate) content: &'o Path,
    pub(crate) out: &'o Path,
    pub(crate) today: Date,
    /// How many pages are made at a time. The files are the same whatever the number.
    pub(crate) jobs: NonZeroUsize,
    pub(crate) faults: Faults,
    pub(crate) reviews: Reviews,
}

/// What becomes of a page that has mistakes or can't be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Faults {
    /// It keeps its files of the earlier build, or is left out if it has none.
    Held,
    /// Nothing is built.
    Refused,
}

/// What becomes of pages that aren't signed off, or are overdue for review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reviews {
    /// Every form of them says so.
    Marked,
    /// Nothing is built.
    Required,
}

/// Whoever wants to know how far a build is.
pub(crate) trait Steps: Sync {
    /// A step of so many pieces begins.
    fn step(&self, name: &'static str, pieces: usize);
    /// A piece of it is done.
    fn one(&self);
}

/// What was built.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) pages: usize,
    pub(crate) files: usize,
    /// What each file leaves out, and why.
    pub(crate) omissions: Vec<(String, Omission)>,
    /// Everything that is wrong, or worth mending.
    pub(crate) problems: Problems,
    /// The pages that aren't as their sources are now.
    pub(crate) held: BTreeMap<PageId, Held>,
}

/// A file that was made.
#[derive(Debug)]
struct Made {
    path: String,
    omissions: Vec<Omission>,
}

/// Makes every file of a library, and puts them in place once all are made.
///
/// A page at fault doesn't keep the others from being made: see [`Faults`]. A fault in what all pages share does.
pub(crate) fn build(order: &Order<'_>, steps: &dyn Steps) -> Result<Built, Failure> {
    let Sound { mut library, faulty, mut problems } = begun(order)?;
    let theme = pamphlet::theme::open(order.content)?;
    let staging = Staging::for_folder(order.out, order.content)?;
    let press = Press { order, staging, steps };
    let earlier = press.staging.earlier().map(Earlier::open);
    let mut hold = Hold::new(earlier.as_ref());
    let mut forms: BTreeMap<PageId, Forms> = BTreeMap::new();
    let mut failed: BTreeSet<PageId> = faulty;
    let mut site: SiteFiles;
    loop {
        // What is left out is missing from the pages that refer to it: they're made again.
        for page in hold.put(failed, &mut library, &mut problems) {
            forms.remove(&page);
        }
        if hold.is_everything(&library) {
            return Err(nothing_left(problems));
        }
        failed = press.forms(&library, &hold, &mut forms, &mut problems);
        if !failed.is_empty() {
            press.refuse(&problems)?;
            continue;
        }
        (site, failed) = press.site(&library, &hold, &forms, &theme, &mut problems)?;
        if failed.is_empty() {
            break;
        }
        press.refuse(&problems)?;
        site.made.iter().try_for_each(|made| press.staging.remove(&made.path))?;
    }
    let mut files = press.keep(&library, &hold, &mut problems)?;
    let search = press.index(&library, site.pages)?;
    let mark = earlier::mark(order.today, &hold.days(&library));
    press.staging.write(MARK, mark.as_bytes())?;
    press.staging.publish()?;

    let made = forms.into_values().flat_map(|forms| forms.files).chain(site.made).chain(search);
    let mut omissions = site.omissions;
    for Made { path, omissions: of_file } in made {
        files += 1;
        omissions.extend(of_file.into_iter().map(|omission| (path.clone(), omission)));
    }
    omissions.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(Built { pages: library.pages().count(), files, omissions, problems, held: hold.held })
}

/// What a build starts from.
pub(crate) struct Sound {
    pub(crate) library: Library,
    /// The pages that mustn't be published.
    pub(crate) faulty: BTreeSet<PageId>,
    /// All that is to be mended.
    pub(crate) problems: Problems,
}

/// The check that tells of overdue reviews. Every output says so too: such a page isn't faulty.
const OVERDUE: &str = "review-overdue";

/// Reads a content folder, and checks every page that reads.
pub(crate) fn sound(content: &Path, today: Date) -> Result<Sound, Failure> {
    let Partly { library, mut faulty, mut problems } = Library::open_partly(content)?;
    for page in library.pages().filter(|page| !faulty.contains(&page.id)).collect::<Vec<_>>() {
        let found = outputs::problems_of(&library, page, today);
        if found.iter().any(|problem| problem.severity == Severity::Error && problem.code != OVERDUE) {
            faulty.insert(page.id.clone());
        }
        problems.diagnostics.extend(found);
    }
    problems.diagnostics.extend(library.check_bibliography());
    problems.sources.extend(library.texts().iter().map(|(file, text)| (Arc::clone(file), Arc::clone(text))));
    if library.pages().next().is_none() && faulty.is_empty() {
        let none = Diagnostic::error("no-pages", "the library has no pages").with_help("start one: pamphlet new condition a-name");
        problems.diagnostics.push(none);
    }
    in_order(&mut problems);
    Ok(Sound { library, faulty, problems })
}

/// Problems in the order of their places, each once.
pub(crate) fn in_order(problems: &mut Problems) {
    problems.diagnostics.sort_by_key(|problem| (problem.file.clone(), problem.span.as_ref().map_or(0, |span| span.start)));
    problems.diagnostics.dedup();
}

/// What a build is made from, if the order lets it begin.
fn begun(order: &Order<'_>) -> Result<Sound, Failure> {
    let mut sound = sound(order.content, order.today)?;
    let Sound { library, faulty, problems } = &mut sound;
    match order.reviews {
        Reviews::Required => problems.diagnostics.extend(library.pages().filter_map(|page| unreviewed(library, page))),
        // A library mustn't stop building on a day when nobody has touched it.
        Reviews::Marked => {
            let overdue = problems.diagnostics.iter_mut().filter(|problem| problem.code == OVERDUE);
            overdue.for_each(|problem| problem.severity = Severity::Warning);
        }
    }
    let has_none = library.pages().next().is_none() && faulty.is_empty();
    if (order.faults == Faults::Refused || order.reviews == Reviews::Required || has_none) && problems.has_errors() {
        in_order(problems);
        return Err(problems.clone().into());
    }
    Ok(sound)
}

/// Makes every file of the pages that aren't faulty, keeps none, and returns why some can't be made.
pub(crate) fn tried(
    Sound { library, faulty, problems: _ }: &Sound,
    theme: &pamphlet::html::Theme,
    today: Date,
    jobs: NonZeroUsize,
    steps: &dyn Steps,
) -> Problems {
    let mut problems = Problems::default();
    // A book isn't made without a chapter.
    let is_whole = |page: &&Page| library.book_plan(page).pages().all(|page| !faulty.contains(&page.id));
    let pages: Vec<&Page> = library.pages().filter(is_whole).collect();
    if pages.is_empty() {
        return problems;
    }
    steps.step("handouts and e-books", pages.len());
    let made = workers::run(jobs, pages.len(), |at| {
        let made = forms::make(library, pages[at], today, &|_, _| Ok(()));
        steps.one();
        made.err()
    });
    made.into_iter().flatten().for_each(|Failure(why)| add(&mut problems, why));
    let options = SiteOptions { theme: theme.clone(), search: SEARCH, ..SiteOptions::on(today) };
    match Site::new(library, &options) {
        Ok(site) => {
            let files = site.files().into_iter().filter(|file| page_of(file).is_none_or(|page| !faulty.contains(&page.id)));
            let failed = files.filter_map(|file| site::make(library, &site, file).err());
            failed.for_each(|Failure(why)| add(&mut problems, why));
        }
        Err(error) => add(&mut problems, site::failed(library, None, &error).0),
    }
    // In two sizes of print the same words may have no room.
    let mut seen = BTreeSet::new();
    problems.diagnostics.retain(|problem| {
        problem.span.is_none() || seen.insert((problem.code, problem.file.clone(), problem.span.as_ref().map(|span| span.start)))
    });
    problems
}

/// Why a page that no clinician has signed off isn't published. The library's own check tells of those that are overdue.
fn unreviewed(library: &Library, page: &Page) -> Option<Diagnostic> {
    let (message, help) = match SignOffState::of(page.review.as_ref()) {
        SignOffState::Signed | SignOffState::NotApplicable => return None,
        SignOffState::Missing => ("the page says nothing of any review", "add `review` to its front matter"),
        SignOffState::Pending => ("no clinician has signed the page off", "set `clinical: { signed: { by: …, credential: …, on: … } }`"),
    };
    let problem = Diagnostic::error("unreviewed", message).with_help(help);
    Some(match library.source_of(&page.id) {
        Some(file) => problem.in_file(file),
        None => problem,
    })
}

fn nothing_left(mut problems: Problems) -> Failure {
    let none =
        Diagnostic::error("nothing-made", "no page can be made, so nothing was written").with_help("an earlier build stays as it is");
    problems.diagnostics.push(none);
    problems.into()
}

#[cfg(feature = "search")]
const SEARCH: Search = Search::Index;
#[cfg(not(feature = "search"))]
const SEARCH: Search = Search::None;

/// The files of the web site.
#[derive(Debug)]
struct SiteFiles {
    made: Vec<Made>,
    /// Where its pages are, in their order; those too that are kept.
    pages: Vec<String>,
    omissions: Vec<(String, Omission)>,
}

/// Makes files, several at a time.
struct Press<'o> {
    order: &'o Order<'o>,
    staging: Staging,
    steps: &'o dyn Steps,
}

impl Press<'_> {
    /// Does a step: something with each item, in their order. A fault of one is an error of its own.
    fn each<I: Sync, T: Send>(
        &self,
        step: &'static str,
        items: &[I],
        make: impl Fn(&I) -> Result<T, Failure> + Sync,
    ) -> Vec<Result<T, Failure>> {
        self.steps.step(step, items.len());
        workers::run(self.order.jobs, items.len(), |at| {
            let made = make(&items[at]);
            self.steps.one();
            made
        })
    }

    /// Stops after a fault if the order says so.
    fn refuse(&self, problems: &Problems) -> Result<(), Failure> {
        match self.order.faults {
            Faults::Held => Ok(()),
            Faults::Refused => Err(problems.clone().into()),
        }
    }

    /// Handouts and e-books of all pages that have none yet. Returns the pages that can't be made.
    fn forms(&self, library: &Library, hold: &Hold<'_>, forms: &mut BTreeMap<PageId, Forms>, problems: &mut Problems) -> BTreeSet<PageId> {
        let mut pages: Vec<&Page> = library.pages().filter(|page| !hold.holds(&page.id) && !forms.contains_key(&page.id)).collect();
        // What takes longest begins first.
        pages.sort_by_key(|page| std::cmp::Reverse(library.parts_of(page).iter().map(|(_, chapters)| chapters.len()).sum::<usize>()));
        let made = self.each("handouts and e-books", &pages, |page| {
            forms::make(library, page, self.order.today, &|path, bytes| self.staging.write(path, bytes))
        });
        let mut failed = BTreeSet::new();
        for (page, made) in pages.into_iter().zip(made) {
            match made {
                Ok(made) => drop(forms.insert(page.id.clone(), made)),
                Err(Failure(why)) => {
                    add(problems, why);
                    failed.insert(page.id.clone());
                }
            }
        }
        failed
    }

    /// The web site. Returns also the pages that can't be made; of all else a fault is the end.
    fn site(
        &self,
        library: &Library,
        hold: &Hold<'_>,
        forms: &BTreeMap<PageId, Forms>,
        theme: &pamphlet::html::Theme,
        problems: &mut Problems,
    ) -> Result<(SiteFiles, BTreeSet<PageId>), Failure> {
        let options = SiteOptions {
            today: self.order.today,
            theme: theme.clone(),
            downloads: forms.iter().map(|(page, forms)| (page.clone(), forms.downloads.clone())).collect(),
            pictures: forms.iter().map(|(page, forms)| (page.clone(), forms.pictures.clone())).collect(),
            search: SEARCH,
        };
        let site = Site::new(library, &options).map_err(|error| site::failed(library, None, &error))?;
        let all = site.files();
        let pages = all.iter().filter(|file| matches!(file, SiteFile::Page(_))).map(|file| site.path(*file)).collect();
        let files: Vec<SiteFile<'_>> = all.into_iter().filter(|file| !page_of(file).is_some_and(|page| hold.holds(&page.id))).collect();
        let results = self.each("web pages", &files, |file| self.write(site.path(*file), site::make(library, &site, *file)?));
        let (mut made, mut failed, mut ends) = (Vec::new(), BTreeSet::new(), Problems::default());
        for (file, result) in files.iter().zip(results) {
            match (result, page_of(file)) {
                (Ok(file), _) => made.push(file),
                (Err(Failure(why)), Some(page)) => {
                    add(problems, why);
                    failed.insert(page.id.clone());
                }
                (Err(Failure(why)), None) => add(&mut ends, why),
            }
        }
        if !ends.diagnostics.is_empty() {
            add(problems, ends);
            return Err(problems.clone().into());
        }
        let omissions = site.omissions().into_iter().map(|omission| ("the site".to_owned(), omission)).collect();
        Ok((SiteFiles { made, pages, omissions }, failed))
    }

    fn write(&self, path: String, File { bytes, omissions, pages: _, pictures: _, printed: _ }: File) -> Result<Made, Failure> {
        self.staging.write(&path, &bytes)?;
        Ok(Made { path, omissions })
    }

    /// Takes over the files of pages that are kept: all of a page's together, so that its forms agree. Returns how many there are.
    fn keep(&self, library: &Library, hold: &Hold<'_>, problems: &mut Problems) -> Result<usize, Failure> {
        let mut count = 0;
        for page in hold.held.keys() {
            let index = page_path(library, page);
            self.staging.remove(earlier::folder_of(&index))?;
            let Some(earlier) = hold.earlier_of(page) else { continue };
            for path in earlier.files_of(&index) {
                self.staging.keep(&path)?;
                count += 1;
            }
            for target in earlier.targets_of(&index) {
                if self.staging.has(&target) {
                    continue;
                }
                if earlier.has(&target) && target.starts_with("media/") {
                    self.staging.keep(&target)?;
                    count += 1;
                } else {
                    let message = format!("{page} is kept as it was, and leads to `{target}`, which isn't there any more");
                    problems.diagnostics.push(Diagnostic::warning("kept-link", message));
                }
            }
        }
        Ok(count)
    }

    /// The index of the search, of the pages that are there already: they needn't be kept in memory for it.
    #[cfg(feature = "search")]
    fn index(&self, library: &Library, pages: Vec<String>) -> Result<Vec<Made>, Failure> {
        let _ = library;
        self.steps.step("the search", 1);
        let pages = pages.into_iter().filter(|path| self.staging.has(path));
        let pages = pages.map(|path| Ok((path.clone(), self.staging.read(&path)?))).collect::<Result<Vec<_>, Failure>>()?;
        let files = guard::guarded("the index of the search", || {
            Ok(pamphlet::html::search::index(pages).map_err(|error| Diagnostic::error("search", error.to_string()))?)
        })?;
        files.into_iter().map(|(path, bytes)| self.write(path, File::from_bytes(bytes))).collect()
    }

    #[cfg(not(feature = "search"))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "with the search it can fail")]
    fn index(&self, _: &Library, _: Vec<String>) -> Result<Vec<Made>, Failure> {
        Ok(Vec::new())
    }
}

/// The page whose file it is, so that its fault is that of the page.
fn page_of<'l>(file: &SiteFile<'l>) -> Option<&'l Page> {
    match file {
        SiteFile::Page(page) | SiteFile::SocialPicture(page) | SiteFile::HandoutPicture(page) => Some(page),
        SiteFile::Home(_)
        | SiteFile::AToZ(_)
        | SiteFile::Search(_)
        | SiteFile::SearchScript
        | SiteFile::NotFound
        | SiteFile::Redirect { .. }
        | SiteFile::Feed(_)
        | SiteFile::Sitemap
        | SiteFile::Robots
        | SiteFile::Icon
        | SiteFile::Stylesheet
        | SiteFile::Media(..) => None,
    }
}

fn add(problems: &mut Problems, Problems { diagnostics, sources }: Problems) {
    problems.diagnostics.extend(diagnostics);
    problems.sources.extend(sources);
}
