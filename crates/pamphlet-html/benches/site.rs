//! What a whole site costs, against the floor: parsing the same Markdown with pulldown-cmark, writing its HTML with `push_html`, and
//! writing the files. Both in one run on one thread, in CPU time, so that the ratio means something on a busy machine.
//!
//! Then what an edit of one page costs while a preview runs: reading again, and making every file that the edit changes. Which these are
//! is found by building the edited library anew; the bytes of the two must be the same.
//!
//! ```console
//! cargo bench -p pamphlet-html --bench site           # 100 and 1,000 pages
//! cargo bench -p pamphlet-html --bench site -- 10000  # as many as are asked for
//! ```
#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    thread,
    time::Duration,
};

use mimalloc::MiMalloc;
use pamphlet_core::{Library, Reader, Sources};
use pamphlet_html::{Site, SiteOptions};

/// The command's allocator, for the site and the floor alike.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// A library of pages of 1,000 words: sections, lists, a care card, a table, links from page to page, terms and citations.
fn sources(pages: usize) -> Sources {
    let mut sources = Sources::new();
    let mut put = |path: String, text: String| drop(sources.insert(path, text.into_bytes()));
    put("pamphlet.toml".into(), "title = \"Library\"\nurl = \"https://clinic.example/\"\n[publisher]\nname = \"Publisher\"\n".into());
    put("glossary.md".into(), "## word\n\nWhat it means.\n".into());
    let works = (0..50).map(|n| {
        format!("@article{{w{n}, title={{On the {n}th of questions}}, author={{Author, A. and Writer, B.}}, journal={{Journal}}, year={{{}}}}}\n", 1970 + n)
    });
    put("references.bib".into(), works.collect());
    let collections = pages.div_ceil(50);
    for n in 0..collections {
        put(format!("collections/c{n}.md"), format!("---\ntitle: Topic {n}\nsummary: A topic.\n---\n\nA topic.\n"));
    }
    for n in 0..pages {
        put(format!("conditions/p{n}.md"), page(n, pages, n / 50));
    }
    sources
}

fn page(n: usize, pages: usize, collection: usize) -> String {
    let sentence = |at: usize| {
        const WORDS: [&str; 16] = [
            "pain", "may", "come", "from", "muscles", "that", "tighten", "before", "they", "are", "touched", "and", "a", "doctor", "can",
            "help",
        ];
        let words: Vec<&str> = (0..14).map(|word| WORDS[(n * 7 + at * 5 + word * 3) % WORDS.len()]).collect();
        format!("{}. ", words.join(" "))
    };
    let paragraph = |at: usize| (0..4).map(|line| sentence(at * 4 + line)).collect::<String>();
    let mut text = format!(
        "---\ntitle: Page {n}\nsummary: {}\ncollection: c{collection}\nreview: {{ last: 2026-01-01, next: 2027-01-01, clinical: pending }}\n\
         condition: {{ also-called: [Name {n}] }}\n---\n\n{}\n\n",
        sentence(99).trim(),
        paragraph(0)
    );
    text += "## When to get help\n\n> [!urgent] Ask for an urgent GP appointment if:\n> - the pain is new\n> - you bleed\n\n";
    for section in 0..4 {
        text += &format!(
            "## Part {section}\n\n{}\n\n{} [@w{}]\n\n",
            paragraph(section * 3 + 1),
            paragraph(section * 3 + 2),
            (n + section) % 50
        );
        text += &format!(
            "- *often* {}\n- see [another page](p{}.md)\n- a [word](../glossary.md#word)\n\n",
            sentence(section),
            (n + section + 1) % pages
        );
        text += &format!("### More on it\n\n{}\n\n", paragraph(section * 3 + 3));
    }
    text + "| Sign | Cause |\n|---|---|\n| pain | muscles |\n| ache | skin |\n"
}

/// The text after the front matter: what a renderer of plain Markdown is given.
fn body(source: &[u8]) -> &str {
    let text = std::str::from_utf8(source).expect("a text");
    text.splitn(3, "---\n").nth(2).unwrap_or(text)
}

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let to = folder.join(path);
    fs::create_dir_all(to.parent().expect("a folder")).and_then(|()| fs::write(to, bytes)).expect("a file");
}

/// The CPU time of this thread so far.
fn cpu() -> Duration {
    // The kernel counts up to the last time it looked at the thread; giving way makes it look.
    thread::yield_now();
    let stat = fs::read_to_string("/proc/thread-self/schedstat").expect("this bench needs Linux");
    Duration::from_nanos(stat.split(' ').next().and_then(|ns| ns.parse().ok()).expect("nanoseconds"))
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = cpu();
    let done = work();
    (cpu() - start, done)
}

/// The floor and the site take turns, and the best turn of each counts: other work on the machine only ever adds to one.
const TURNS: usize = 5;
/// So many files are made before they're written, so that the time of each is told apart and memory is a build's.
const BATCH: usize = 50;

/// What making files took, and writing them.
#[derive(Clone, Copy, Default)]
struct Spent {
    reading: Duration,
    making: Duration,
    writing: Duration,
    files: u32,
}

impl Spent {
    fn whole(&self) -> Duration {
        self.reading + self.making + self.writing
    }

    /// Makes files, batch by batch, and writes them into a folder that isn't there yet and goes again.
    fn spend<T>(&mut self, folder: &Path, of: &[T], make: impl Fn(&T) -> (String, Vec<u8>)) {
        for batch in of.chunks(BATCH) {
            let (making, files) = timed(|| batch.iter().map(&make).collect::<Vec<_>>());
            self.making += making;
            self.files += u32::try_from(files.len()).expect("a batch");
            self.writing += timed(|| files.iter().for_each(|(path, bytes)| write(folder, path, bytes))).0;
        }
        fs::remove_dir_all(folder).expect("a folder");
    }

    /// The quicker of two.
    fn or(self, other: Option<Self>) -> Self {
        other.filter(|other| other.whole() < self.whole()).unwrap_or(self)
    }
}

/// What a renderer of plain Markdown makes of a page.
fn plain((path, source): &(&String, &Vec<u8>)) -> (String, Vec<u8>) {
    let mut html = String::new();
    let parser = pulldown_cmark::Parser::new_ext(body(source), pulldown_cmark::Options::ENABLE_TABLES);
    pulldown_cmark::html::push_html(&mut html, parser);
    (path.replace(".md", "/index.html"), html.into_bytes())
}

fn read(reader: &mut Reader, sources: Sources) -> Library {
    reader.read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

fn floor(given: &Sources, folder: &Path) -> Spent {
    let mut floor = Spent::default();
    let texts: Vec<_> = given.iter().filter(|(path, _)| path.contains('/')).collect();
    floor.spend(folder, &texts, plain);
    floor
}

fn site(given: Sources, folder: &Path) -> Spent {
    let mut site = Spent::default();
    // A build reads once, and lets go of what reading again would need.
    let (reading, library) = timed(|| read(&mut Reader::default(), given));
    let options = SiteOptions::on("2026-11-22".parse().expect("a day"));
    let (starting, made) = timed(|| Site::new(&library, &options).expect("a site"));
    site.spend(folder, &made.files(), |file| (made.path(*file), made.render(*file).expect("a file").output));
    Spent { reading, making: starting + site.making, ..site }
}

fn measure(pages: usize, folder: &Path) {
    let folder = folder.join(pages.to_string());
    let (mut best_floor, mut best_site) = (None, None);
    for _ in 0..TURNS {
        let given = sources(pages);
        best_floor = Some(floor(&given, &folder).or(best_floor));
        best_site = Some(site(given, &folder).or(best_site));
    }
    let (floor, best) = (best_floor.unwrap_or_default(), best_site.unwrap_or_default());
    println!(
        "{pages} pages: floor {:.1?} (making {:.1?} + writing {:.1?}); site {:.1?} (reading {:.1?} + making {:.1?} + writing {:.1?}, {} files) \
         = {:.2} of the floor; peak {}",
        floor.whole(),
        floor.making,
        floor.writing,
        best.whole(),
        best.reading,
        best.making,
        best.writing,
        best.files,
        best.whole().as_secs_f64() / floor.whole().as_secs_f64(),
        peak()
    );
    if pages <= 1_000 {
        edits(sources(pages), best.whole());
    }
}

/// Makes the files of a site that are wanted.
fn build(library: &Library, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Vec<u8>> {
    let options = SiteOptions::on("2026-11-22".parse().expect("a day"));
    let site = Site::new(library, &options).expect("a site");
    let paths = site.files().into_iter().map(|file| (site.path(file), file)).filter(|(path, _)| wanted(path));
    paths.map(|(path, file)| (path, site.render(file).expect("a file").output)).collect()
}

/// What reading again and making what an edit changes costs, as a part of what the whole did: the best of several edits, as of the whole.
fn edits(given: Sources, whole: Duration) {
    let mut reader = Reader::default();
    let mut site = build(&read(&mut reader, given.clone()), |_| true);
    let (mut best, mut files) = (None, 0);
    for turn in 0..TURNS {
        let mut edited = given.clone();
        let page = edited.get_mut("conditions/p7.md").expect("a page");
        *page = String::from_utf8_lossy(page).replace("title: Page 7\n", &format!("title: Page Seven, {turn}\n")).into_bytes();
        let clean = build(&read(&mut Reader::default(), edited.clone()), |_| true);
        let changed: BTreeSet<&str> =
            clean.iter().filter(|(path, bytes)| site.get(*path) != Some(*bytes)).map(|(path, _)| path.as_str()).collect();
        let (reading, library) = timed(|| read(&mut reader, edited));
        let (making, made) = timed(|| build(&library, |path| changed.contains(path)));
        files = changed.len();
        site.extend(made);
        assert!(site == clean, "the preview and a clean build differ");
        best = best.into_iter().chain([(reading, making)]).min_by_key(|(reading, making)| *reading + *making);
    }
    let (reading, making) = best.unwrap_or_default();
    println!(
        "  an edit: reading {reading:.1?} + making {files} files {making:.1?} = {:.1} % of the whole; the same bytes as a clean build",
        100.0 * (reading + making).as_secs_f64() / whole.as_secs_f64()
    );
}

/// The most memory that the process has had.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or_else(|| "unknown".to_owned(), |peak| peak.trim().to_owned())
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![100, 1_000] } else { asked };
    // In memory, where that is a folder: how long a disk's file system takes for a new file depends on what else was made and deleted
    // lately, by ten times.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { memory } else { Path::new(env!("CARGO_TARGET_TMPDIR")) };
    let folder = folder.join(format!("pamphlet-sites-{}", std::process::id()));
    sizes.into_iter().for_each(|pages| measure(pages, &folder));
    let _ = fs::remove_dir_all(&folder);
}
