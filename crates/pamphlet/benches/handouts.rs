//! What handouts cost: against bare Typst in the same run, over many handouts, and for a book.
//!
//! `cargo bench --bench handouts --profile dev` shares the build of `cargo run`; without `--profile dev` all is optimised,
//! and Typst's tree built again. Ratios tell more than times: the machine is the same for both sides of a ratio.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::{
    hint::black_box,
    num::NonZeroUsize,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use pamphlet::{
    Library, Sources,
    model::{Block, Inline, Page},
    pdf,
    visit::{self, Item},
    words,
};
use typst::{
    Library as Std, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration as Offset, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

fn main() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let library = Library::open(content).unwrap();
    // The longest one: boxes, tables, sources and words explained.
    let page = library.pages().max_by_key(|page| words::of_page(page).len()).unwrap();
    let leaflet = leaflet(&library);
    let options = pdf::Options { companions: pdf::Companions([].into()), ..pdf::Options::on("2026-11-22".parse().unwrap()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();

    pool.install(|| {
        against_bare("a leaflet", &leaflet, leaflet.pages().next().unwrap(), &options);
        against_bare("the longest page", &library, page, &options);
        let guide = library.guide("understanding-painful-sex").unwrap();
        let (book, time) = timed(|| pdf::book(&library, guide, &pdf::Options::on("2026-11-22".parse().unwrap())).unwrap().output);
        println!(
            "a book of {} chapters, {} pages   {time:>10.1?}",
            library.parts_of(guide).iter().map(|(_, p)| p.len()).sum::<usize>(),
            book.pages
        );
    });

    // Each worker has its own pool of one thread, as the command's have.
    let pages: Vec<&Page> = library.pages().collect();
    let many = |count: usize, workers: usize| {
        timed(|| {
            thread::scope(|scope| {
                for worker in 0..workers {
                    let (library, options, pages) = (&library, &options, &pages);
                    scope.spawn(move || {
                        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
                        pool.install(|| {
                            for n in (worker..count).step_by(workers) {
                                let page = pages[n % pages.len()];
                                // A page that differs from all the others: nothing remembered helps.
                                let mut own = page.clone();
                                own.title = format!("{} {n}", page.title).parse().unwrap();
                                black_box(pdf::render(library, &own, options).unwrap());
                            }
                        });
                    });
                }
            });
        })
        .1
    };
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let one = many(50, 1);
    println!("50 different handouts, 1 core    {one:>10.1?}");
    let before = memory();
    let all = many(200, cores);
    println!(
        "200 different handouts, {cores} cores  {all:>9.1?}   {:.2} of the speed-up that cores allow",
        4.0 * one.as_secs_f64() / all.as_secs_f64() / cores as f64
    );
    let after = memory();
    many(1000, cores);
    println!("memory at most, after 50, 200 and 1,000 more: {before} kB, {after} kB, {} kB", memory());
}

/// A page of a library as a handout, and its text by bare Typst.
fn against_bare(name: &str, library: &Library, page: &Page, options: &pdf::Options) {
    let handout = || pdf::render(library, page, options).unwrap().output;
    let (first, cold) = timed(handout);
    let mut bare = Bare::new(page);
    println!("{name}: {} words, {} pages", words::of_page(page).len(), first.pages);
    println!("  cold                           {cold:>10.1?}");
    // Turn and turn about, so that what slows the machine slows both.
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        ours.push(timed(handout).1);
        theirs.push(timed(|| bare.set()).1);
    }
    println!("  at best                        {:>10.1?}", ours.iter().min().unwrap());
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("  warm, at the median            {ours:>10.1?}");
    println!("  bare Typst, the same words     {theirs:>10.1?}   {} pages", bare.pages);
    println!("  ratio; by page                 {ratio:>10.2}   {:.2}", ratio * bare.pages as f64 / first.pages as f64);
}

/// A library with one page as leaflets are: 1,450 words of plain text, a care card, lists. The sentences are those of another library.
fn leaflet(of: &Library) -> Library {
    let mut paragraphs = Vec::new();
    for page in of.pages() {
        visit::blocks(page, &mut |block| {
            if let Block::Paragraph(content) = block {
                paragraphs.push(content.plain_text());
            }
        });
    }
    let mut text =
        "---\ntitle: A leaflet\nsummary: A page of plain text.\nreview: { last: 2026-01-01, next: 2027-01-01, clinical: pending }\n\
        condition: {}\n---\n\n## When to get help\n\n> [!urgent] Ask for an urgent GP appointment if:\n> - the pain is new\n> - you bleed\n"
            .to_owned();
    for (part, paragraphs) in paragraphs.chunks(6).enumerate() {
        if words::of_text(&text).len() > 1450 {
            break;
        }
        text += &format!("\n## Part {part}\n\n{}\n\n- {}\n", paragraphs[..3].join("\n\n"), paragraphs[3..].join("\n- "));
    }
    let mut sources = Sources::new();
    sources.insert("pamphlet.toml".into(), b"title = \"Library\"\n[publisher]\nname = \"Publisher\"\n".to_vec());
    sources.insert("conditions/leaflet.md".into(), text.into_bytes());
    Library::read(sources).unwrap()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = black_box(work());
    (made, start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The most memory that the process has had, in kB, where the system tells (Linux).
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The paragraphs, headings and lists of a page in a document without any template, tagged, and as large as a handout's.
struct Bare {
    library: LazyHash<Std>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    pages: usize,
}

impl Bare {
    fn new(page: &Page) -> Self {
        let fonts_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pamphlet-pdf/fonts");
        let read = |name: &str| Bytes::new(std::fs::read(fonts_folder.join(format!("AtkinsonHyperlegibleNext-{name}.ttf"))).unwrap());
        let fonts: Vec<Font> = ["Regular", "Bold"].iter().flat_map(|name| Font::iter(read(name))).collect();
        let mut text = "#set document(title: \"Bare\", date: datetime(year: 2026, month: 1, day: 1))\n\
            #set text(font: \"Atkinson Hyperlegible Next\", size: 12pt, lang: \"en\")\n#set page(margin: 18mm)\n= Bare\n"
            .to_owned();
        visit::page(page, &mut |at, item| match item {
            Item::Section(_) => text += "\n\n== ",
            Item::Question(_) => text += "\n\n=== ",
            Item::Block(_) if at.is_inside(visit::Inside::List) => text += "\n- ",
            Item::Block(_) => text += "\n\n",
            Item::Inline(Inline::Text(run)) => {
                text.extend(run.as_str().chars().flat_map(|c| (!c.is_alphanumeric() && c != ' ').then_some('\\').into_iter().chain([c])))
            }
            Item::Inline(_) => text += " ",
            Item::Run(..) | Item::Cite(_) | Item::Picture(..) => {}
        });
        let id = RootedPath::new(VirtualRoot::Project, VirtualPath::new("bare.typ").unwrap()).intern();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { library: LazyHash::new(Std::default()), book, fonts, main: Source::new(id, text), pages: 0 }
    }

    fn set(&mut self) -> Vec<u8> {
        let document = typst::compile::<PagedDocument>(&*self).output.unwrap();
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Auto,
            timestamp: None,
            page_ranges: None,
            standards: PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).unwrap(),
            tagged: true,
            pretty: false,
        };
        let pdf = typst_pdf::pdf(&document, &options).unwrap();
        self.pages = document.pages().len();
        typst::comemo::evict(0);
        pdf
    }
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Std> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::NotFound("other".into())) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::NotFound("other".into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Offset>) -> Option<Datetime> {
        None
    }
}
