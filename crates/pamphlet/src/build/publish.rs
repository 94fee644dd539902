//! Makes everything, and puts it into a folder in one step.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroUsize,
    path::Path,
    sync::Arc,
};

use super::{
    Cache, File, Format, Formats, Options,
    earlier::{self, Earlier},
    forms::{Forms, Maker},
    guard,
    hold::{Held, Hold},
    in_order, outputs, site,
    staging::{MARK, Staging},
    workers,
};
use crate::{
    Diagnostic, Fingerprints, Library, Omission, Partly, Problems, Severity,
    html::{Search, Site, SiteFile, SiteOptions, page_path},
    model::{Page, PageId, SignOffState},
    value::Date,
};

/// What to build, and how.
#[derive(Debug)]
pub struct Order<'o> {
    /// The content folder.
    pub content: &'o Path,
    /// The folder whose place the new one takes.
    pub out: &'o Path,
    /// The day: what is overdue for review on it says so.
    pub today: Date,
    /// What is made.
    pub formats: Formats,
    /// How many pages are made at a time. The files are the same whatever the number.
    pub jobs: NonZeroUsize,
    /// What becomes of pages that have mistakes.
    pub faults: Faults,
    /// What becomes of pages that no clinician has signed off.
    pub reviews: Reviews,
    /// What becomes of drafts.
    pub drafts: Drafts,
    /// Where finished files of earlier builds are kept.
    pub cache: Option<&'o Cache>,
}

/// What becomes of a page that has mistakes or can't be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faults {
    /// It keeps its files of the earlier build, or is left out if it has none.
    Held,
    /// Nothing is built.
    Refused,
}

/// What becomes of pages that aren't signed off, or are overdue for review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviews {
    /// Every form of them says so.
    Marked,
    /// Nothing is built.
    Required,
}

/// What becomes of pages that are drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They're left out, as if there were none, and what links to them leads nowhere.
    LeftOut,
    /// They're made, and every form of them says what they are. So are pages on which something is still to be done (`[!todo]`).
    Marked,
}

/// Whoever wants to know how far a build is.
pub trait Steps: Sync {
    /// A step of so many pieces begins.
    fn step(&self, name: &'static str, pieces: usize);
    /// A piece of it is done.
    fn one(&self);
}

/// What was built.
#[derive(Debug)]
pub struct Published {
    /// How many pages there are.
    pub pages: usize,
    /// How many files.
    pub files: usize,
    /// What each file leaves out, and why.
    pub omissions: Vec<(String, Omission)>,
    /// Everything that is wrong, or worth mending: first what a check of the sources reports, then what the build found.
    pub problems: Problems,
    /// How many of the problems are of the first kind.
    pub checked: usize,
    /// The pages that aren't as their sources are now.
    pub held: BTreeMap<PageId, Held>,
}

/// A file that was made.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) path: String,
    pub(super) omissions: Vec<Omission>,
}

/// Makes every file of a library, and puts them in place once all are made.
///
/// A page at fault doesn't keep the others from being made: see [`Faults`]. A fault in what all pages share does.
///
/// # Errors
/// If nothing can be published. The folder is as it was.
pub fn publish(order: &Order<'_>, steps: &dyn Steps) -> Result<Published, Problems> {
    let Sound { mut library, faulty, unruly: _, mut problems } = begun(order)?;
    let checked = problems.diagnostics.len();
    let options = order.options()?;
    let staging = Staging::for_folder(order.out, order.content)?;
    let press = Press { order, options: &options, staging, steps };
    let earlier = press.staging.earlier().map(Earlier::open);
    let mut hold = Hold::new(earlier.as_ref(), &options);
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
        (site, failed) = press.site(&library, &hold, &forms, &mut problems)?;
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
    if let Some(cache) = order.cache {
        cache.sweep();
    }

    let made = forms.into_values().flat_map(|forms| forms.files).chain(site.made).chain(search);
    let mut omissions = site.omissions;
    for Made { path, omissions: of_file } in made {
        files += 1;
        omissions.extend(of_file.into_iter().map(|omission| (path.clone(), omission)));
    }
    omissions.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(Published { pages: library.pages().count(), files, omissions, problems, checked, held: hold.held })
}

/// One of several machines that make a library's handouts and e-books together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub number: NonZeroUsize,
    /// Of how many.
    pub of: NonZeroUsize,
}

/// `3/16`.
impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (number, of) = text.split_once('/').ok_or("write which and of how many: `3/16`")?;
        let read = |text: &str| text.parse::<NonZeroUsize>().map_err(|_| format!("`{text}` isn't a number from 1"));
        let (number, of) = (read(number)?, read(of)?);
        if number > of { Err(format!("there are {of} shards, numbered from 1")) } else { Ok(Self { number, of }) }
    }
}

/// Makes a shard's part of the handouts and e-books, and puts them into the cache alone. Once all shards are done and their caches are in one
/// folder, [`publish`] finds them there. Returns how many pages the shard has.
///
/// # Errors
/// What is wrong with the library, or keeps a page of the shard from being made.
pub fn fill(order: &Order<'_>, shard: Shard, steps: &dyn Steps) -> Result<usize, Problems> {
    let Sound { library, faulty, unruly: _, mut problems } = begun(order)?;
    let options = order.options()?;
    let Some(cache) = order.cache else {
        return Err(Diagnostic::error("cache", "without a cache the files of a shard would be lost").into());
    };
    let fingerprints = library.fingerprints(order.today);
    let maker = Maker { library: &library, options: &options, cache: Some((cache, &fingerprints)) };
    // A book isn't made without a chapter.
    let is_whole = |page: &&Page| library.book_plan(page).pages().all(|page| !faulty.contains(&page.id));
    // A guide costs as much as its chapters: they're dealt out first.
    let mut pages: Vec<&Page> = library.pages().filter(is_whole).collect();
    pages.sort_by_key(|page| std::cmp::Reverse(chapters(&library, page)));
    let own: Vec<&Page> = pages.into_iter().skip(shard.number.get() - 1).step_by(shard.of.get()).collect();
    steps.step("handouts and e-books", own.len());
    let made = workers::run(order.jobs, own.len(), |at| {
        let made = maker.forms(own[at], &|_, _, _| Ok(()));
        steps.one();
        made.err()
    });
    let failed: Vec<Problems> = made.into_iter().flatten().collect();
    // Elsewhere a cache that can't be written only costs time.
    if failed.is_empty() && cache.used() < own.len() {
        return Err(Diagnostic::error("cache", format!("not all files could be written to the cache {cache}"))
            .with_help("choose another folder with --cache, or make room on its disk")
            .into());
    }
    if failed.is_empty() && faulty.is_empty() {
        return Ok(own.len());
    }
    failed.into_iter().for_each(|why| problems.add(why));
    Err(problems)
}

impl Order<'_> {
    fn options(&self) -> Result<Options, Problems> {
        Ok(Options { today: self.today, theme: crate::theme::open(self.content)?, formats: self.formats.clone() })
    }
}

/// How many chapters a page has, as a book.
fn chapters(library: &Library, page: &Page) -> usize {
    library.parts_of(page).iter().map(|(_, chapters)| chapters.len()).sum()
}

/// What a build starts from.
#[derive(Debug)]
pub struct Sound {
    /// The library.
    pub library: Library,
    /// The pages that mustn't be published.
    pub faulty: BTreeSet<PageId>,
    /// Those among them that read, and that only the rules for publishing keep from it.
    unruly: BTreeSet<PageId>,
    /// All that is to be mended.
    pub problems: Problems,
}

/// The check that reports overdue reviews: a warning, for every output says so too, and a library mustn't stop building on a day when
/// nobody has touched it.
const OVERDUE: &str = "review-overdue";

/// Reads a content folder, and checks every page that reads.
///
/// # Errors
/// Every problem of every file, if what all pages share has a mistake.
pub fn sound(content: &Path, today: Date) -> Result<Sound, Problems> {
    let Partly { library, mut faulty, mut problems } = Library::open_partly(content)?;
    let mut unruly = BTreeSet::new();
    for page in library.pages().filter(|page| !faulty.contains(&page.id)).collect::<Vec<_>>() {
        let found = outputs::problems_of(&library, page, today);
        if found.iter().any(|problem| problem.severity == Severity::Error) {
            unruly.insert(page.id.clone());
        }
        problems.diagnostics.extend(found);
    }
    faulty.extend(unruly.iter().cloned());
    problems.diagnostics.extend(library.check_bibliography());
    problems.sources.extend(library.texts().iter().map(|(file, text)| (Arc::clone(file), Arc::clone(text))));
    if library.pages().next().is_none() && faulty.is_empty() {
        let none = Diagnostic::error("no-pages", "the library has no pages").with_help("start one: pamphlet new condition a-name");
        problems.diagnostics.push(none);
    }
    in_order(&mut problems);
    Ok(Sound { library, faulty, unruly, problems })
}

/// What a build is made from, if the order lets it begin.
fn begun(order: &Order<'_>) -> Result<Sound, Problems> {
    let mut sound = sound(order.content, order.today)?;
    match order.drafts {
        Drafts::LeftOut => leave_out_drafts(&mut sound),
        Drafts::Marked => allow_drafts(&mut sound, order.today),
    }
    let Sound { library, faulty, unruly: _, problems } = &mut sound;
    match order.reviews {
        Reviews::Required => {
            let overdue = problems.diagnostics.iter_mut().filter(|problem| problem.code == OVERDUE);
            overdue.for_each(|problem| problem.severity = Severity::Error);
            problems.diagnostics.extend(library.pages().filter_map(|page| unreviewed(library, page)));
        }
        Reviews::Marked => {}
    }
    let has_none = library.pages().next().is_none() && faulty.is_empty();
    if (order.faults == Faults::Refused || order.reviews == Reviews::Required || has_none) && problems.has_errors() {
        in_order(problems);
        return Err(problems.clone());
    }
    Ok(sound)
}

/// Makes every file of the pages that aren't faulty, keeps none, and returns why some can't be made.
#[must_use]
pub fn tried(
    Sound { library, faulty, unruly: _, problems: _ }: &Sound,
    options: &Options,
    cache: Option<&Cache>,
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
    let fingerprints = library.fingerprints(options.today);
    let maker = Maker { library, options, cache: cache.map(|cache| (cache, &fingerprints)) };
    steps.step("handouts and e-books", pages.len());
    let made = workers::run(jobs, pages.len(), |at| {
        let made = maker.forms(pages[at], &|_, _, _| Ok(()));
        steps.one();
        made.err()
    });
    made.into_iter().flatten().for_each(|why| problems.add(why));
    let of_site = SiteOptions { theme: options.theme.clone(), search: SEARCH, ..SiteOptions::on(options.today) };
    match Site::new(library, &of_site) {
        Ok(site) => {
            let files = site.files().into_iter().filter(|file| site::page_of(file).is_none_or(|page| !faulty.contains(&page.id)));
            let failed = files.filter_map(|file| site::make(library, &site, file).err());
            failed.for_each(|why| problems.add(why));
        }
        Err(error) => problems.add(site::failed(library, None, &error)),
    }
    // In two sizes of print the same words may have no room.
    let mut seen = BTreeSet::new();
    problems.diagnostics.retain(|problem| {
        problem.span.is_none() || seen.insert((problem.code, problem.file.clone(), problem.span.as_ref().map(|span| span.start)))
    });
    problems
}

/// Lets drafts be made that break rules for publishing, or have something still to be done: they say what they are. What doesn't read or can't be
/// shown still keeps a page from being made.
fn allow_drafts(Sound { library, faulty, unruly, problems }: &mut Sound, today: Date) {
    let is_draft = |page: &&Page| !page.review_state(today).status.is_published();
    let drafts: Vec<&Page> = library.pages().filter(|page| unruly.contains(&page.id)).filter(is_draft).collect();
    let by_rules: Vec<Diagnostic> = drafts.iter().flat_map(|page| library.check_page(page, today)).collect();
    problems.diagnostics.iter_mut().filter(|problem| by_rules.contains(problem)).for_each(|problem| problem.severity = Severity::Warning);
    let errors = problems.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
    let files: BTreeSet<&str> = errors.filter_map(|problem| problem.file.as_deref()).collect();
    let sound = drafts.iter().filter(|page| library.source_of(&page.id).is_some_and(|file| !files.contains(&**file)));
    let sound: BTreeSet<PageId> = sound.map(|page| page.id.clone()).collect();
    faulty.retain(|page| !sound.contains(page));
}

/// Takes the drafts out of a library, and what is wrong with them out of the problems. A book with a draft among its chapters is at fault.
fn leave_out_drafts(Sound { library, faulty, unruly: _, problems }: &mut Sound) {
    let drafts: BTreeSet<PageId> = library.pages().filter(|page| !page.status.is_published()).map(|page| page.id.clone()).collect();
    if drafts.is_empty() {
        return;
    }
    let files: BTreeSet<Arc<str>> = drafts.iter().filter_map(|draft| library.source_of(draft).cloned()).collect();
    problems.diagnostics.retain(|problem| problem.file.as_ref().is_none_or(|file| !files.contains(file)));
    faulty.retain(|page| !drafts.contains(page));
    for page in library.pages().filter(|page| !drafts.contains(&page.id)) {
        let chapter = library.book_plan(page).pages().skip(1).find(|chapter| drafts.contains(&chapter.id)).map(|chapter| &chapter.id.path);
        if let Some(chapter) = chapter {
            let problem =
                Diagnostic::error("draft-chapter", format!("its chapter `{chapter}` is a draft, and a book without it looks complete"))
                    .with_help("take the chapter out for now, or make the guide a draft as well: `status: draft`");
            problems.diagnostics.push(library.source_of(&page.id).into_iter().fold(problem, Diagnostic::in_file));
            faulty.insert(page.id.clone());
            continue;
        }
        for draft in &drafts {
            for place in library.links_between(page, &draft.path) {
                let message = format!("this refers to `{}`, which is a draft: the words are there, and lead nowhere", draft.path);
                let problem = place.into_iter().fold(Diagnostic::warning("draft-link", message), Diagnostic::at);
                problems.diagnostics.push(library.source_of(&page.id).into_iter().fold(problem, Diagnostic::in_file));
            }
        }
    }
    library.leave_out(&drafts);
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

fn nothing_left(mut problems: Problems) -> Problems {
    let none =
        Diagnostic::error("nothing-made", "no page can be made, so nothing was written").with_help("an earlier build stays as it is");
    problems.diagnostics.push(none);
    problems
}

#[cfg(feature = "search")]
pub(super) const SEARCH: Search = Search::Index;
#[cfg(not(feature = "search"))]
pub(super) const SEARCH: Search = Search::None;

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
    options: &'o Options,
    staging: Staging,
    steps: &'o dyn Steps,
}

impl Press<'_> {
    /// Does a step: something with each item, in their order. A fault of one is an error of its own.
    fn each<I: Sync, T: Send>(
        &self,
        step: &'static str,
        items: &[I],
        make: impl Fn(&I) -> Result<T, Problems> + Sync,
    ) -> Vec<Result<T, Problems>> {
        self.steps.step(step, items.len());
        workers::run(self.order.jobs, items.len(), |at| {
            let made = make(&items[at]);
            self.steps.one();
            made
        })
    }

    /// Stops after a fault if the order says so.
    fn refuse(&self, problems: &Problems) -> Result<(), Problems> {
        match self.order.faults {
            Faults::Held => Ok(()),
            Faults::Refused => Err(problems.clone()),
        }
    }

    /// Handouts and e-books of all pages that have none yet. Returns the pages that can't be made.
    fn forms(&self, library: &Library, hold: &Hold<'_>, forms: &mut BTreeMap<PageId, Forms>, problems: &mut Problems) -> BTreeSet<PageId> {
        let mut pages: Vec<&Page> = library.pages().filter(|page| !hold.holds(&page.id) && !forms.contains_key(&page.id)).collect();
        // What takes longest begins first.
        pages.sort_by_key(|page| std::cmp::Reverse(chapters(library, page)));
        let fingerprints: Option<Fingerprints<'_>> = self.order.cache.map(|_| library.fingerprints(self.order.today));
        let maker = Maker { library, options: self.options, cache: self.order.cache.zip(fingerprints.as_ref()) };
        let made = self.each("handouts and e-books", &pages, |page| {
            maker.forms(page, &|path, bytes, at| match at {
                Some(at) => self.staging.take(path, at, bytes),
                None => self.staging.write(path, bytes),
            })
        });
        let mut failed = BTreeSet::new();
        for (page, made) in pages.into_iter().zip(made) {
            match made {
                Ok(made) => drop(forms.insert(page.id.clone(), made)),
                Err(why) => {
                    problems.add(why);
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
        problems: &mut Problems,
    ) -> Result<(SiteFiles, BTreeSet<PageId>), Problems> {
        if !self.options.formats.has(Format::Web) {
            return Ok((SiteFiles { made: Vec::new(), pages: Vec::new(), omissions: Vec::new() }, BTreeSet::new()));
        }
        let options = SiteOptions {
            today: self.order.today,
            theme: self.options.theme.clone(),
            downloads: forms.iter().map(|(page, forms)| (page.clone(), forms.downloads.clone())).collect(),
            pictures: forms.iter().map(|(page, forms)| (page.clone(), forms.pictures.clone())).collect(),
            search: SEARCH,
        };
        let site = Site::new(library, &options).map_err(|error| site::failed(library, None, &error))?;
        let all = site.files();
        let pages = all.iter().filter(|file| matches!(file, SiteFile::Page(_))).map(|file| site.path(*file)).collect();
        let files: Vec<SiteFile<'_>> =
            all.into_iter().filter(|file| !site::page_of(file).is_some_and(|page| hold.holds(&page.id))).collect();
        let results = self.each("web pages", &files, |file| self.write(site.path(*file), site::make(library, &site, *file)?));
        let (mut made, mut failed, mut ends) = (Vec::new(), BTreeSet::new(), Problems::default());
        for (file, result) in files.iter().zip(results) {
            match (result, site::page_of(file)) {
                (Ok(file), _) => made.push(file),
                (Err(why), Some(page)) => {
                    problems.add(why);
                    failed.insert(page.id.clone());
                }
                (Err(why), None) => ends.add(why),
            }
        }
        if !ends.diagnostics.is_empty() {
            problems.add(ends);
            return Err(problems.clone());
        }
        let omissions = site.omissions().into_iter().map(|omission| ("the site".to_owned(), omission)).collect();
        Ok((SiteFiles { made, pages, omissions }, failed))
    }

    fn write(&self, path: String, File { bytes, omissions, pages: _, pictures: _, printed: _ }: File) -> Result<Made, Problems> {
        self.staging.write(&path, &bytes)?;
        Ok(Made { path, omissions })
    }

    /// Takes over the files of pages that are kept: all of a page's together, so that its forms agree. Returns how many there are.
    fn keep(&self, library: &Library, hold: &Hold<'_>, problems: &mut Problems) -> Result<usize, Problems> {
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
    fn index(&self, library: &Library, pages: Vec<String>) -> Result<Vec<Made>, Problems> {
        let _ = library;
        if !self.options.formats.has(Format::Web) {
            return Ok(Vec::new());
        }
        self.steps.step("the search", 1);
        let pages = pages.into_iter().filter(|path| self.staging.has(path));
        let pages = pages.map(|path| Ok((path.clone(), self.staging.read(&path)?))).collect::<Result<Vec<_>, Problems>>()?;
        index(pages)?.into_iter().map(|(path, bytes)| self.write(path, File::from_bytes(bytes))).collect()
    }

    #[cfg(not(feature = "search"))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "with the search it can fail")]
    fn index(&self, _: &Library, _: Vec<String>) -> Result<Vec<Made>, Problems> {
        Ok(Vec::new())
    }
}

/// The files of the search's index, of pages by their paths.
#[cfg(feature = "search")]
pub(super) fn index(pages: Vec<(String, String)>) -> Result<Vec<(String, Vec<u8>)>, Problems> {
    guard::guarded("the index of the search", || {
        crate::html::search::index(pages).map_err(|error| Diagnostic::error("search", error.to_string()).into())
    })
}
