//! How reading, checking and every backend grow: a page of twice as much of something should take twice as long.
//!
//! `cargo bench --bench growth --profile dev` shares the build of `cargo run`. Ratios tell more than times: about 2 is linear, 4 is
//! quadratic. A handout may be set twice, to save its last page or to break long words: then one ratio is higher and the next lower.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::{
    fmt::Write,
    hint::black_box,
    time::{Duration, Instant},
};

use pamphlet::{Library, Reader, Sources, epub, html, model::Page, pdf, value::Date};

/// So much of each thing at first, and twice that three times.
const LEAST: usize = 750;

/// What a page may have much of.
const THINGS: [(&str, Body); 16] = [
    ("paragraphs", |n, text| {
        (0..n).for_each(|i| line(text, format_args!("Paragraph {i} says what there is to say in a handful of words.\n\n")))
    }),
    ("items of a list", |n, text| (0..n).for_each(|i| line(text, format_args!("- item {i} of the list\n")))),
    ("cells of a table", |n, text| {
        *text += "| Number | Meaning |\n|---|---|\n";
        (0..n).for_each(|i| line(text, format_args!("| {i} | what {i} means |\n")));
    }),
    ("words explained", |n, text| {
        (0..n).for_each(|i| {
            line(text, format_args!("the [word {i}](../glossary.md#word-{i}) is{}", if i % 50 == 49 { "\n\n" } else { " " }))
        });
    }),
    ("notes", |n, text| {
        (0..n).for_each(|i| line(text, format_args!("Some words with a note.[^n{i}]\n\n")));
        (0..n).for_each(|i| line(text, format_args!("[^n{i}]: A note that says {i}.\n")));
    }),
    ("questions", |n, text| {
        *text += "## Common questions {.faq}\n\n";
        (0..n).for_each(|i| line(text, format_args!("### Is it number {i}?\n\nYes, it is number {i}.\n\n")));
    }),
    ("acronyms", |n, text| (0..n).for_each(|i| line(text, format_args!("Ask about the {} here.\n\n", acronym(i))))),
    ("citations of a paragraph", |n, text| (0..n).for_each(|i| line(text, format_args!("words [@work{}] ", i % 20)))),
    ("opening quotes of a paragraph", |n, text| (0..n).for_each(|i| line(text, format_args!("\"a{i} ")))),
    ("apostrophes of a paragraph", |n, text| (0..n).for_each(|i| line(text, format_args!("it's {i} ")))),
    ("opening stars of a paragraph", |n, text| (0..n).for_each(|i| line(text, format_args!("*a{i} ")))),
    ("brackets of a paragraph", |n, text| (0..n).for_each(|i| line(text, format_args!("[a{i} ")))),
    ("lists in lists", |n, text| {
        (0..n).for_each(|i| line(text, format_args!("{:1$}- item {i}\n", "", i % 4 * 2)));
    }),
    ("care cards", |n, text| (0..n).for_each(|i| line(text, format_args!("> [!urgent] Ask {i} if:\n> - you are {i}\n\n")))),
    ("sections", |n, text| (0..n).for_each(|i| line(text, format_args!("## Section\n\nOn {i}.\n\n")))),
    ("quotes and marks of a paragraph", |n, text| (0..n).for_each(|i| line(text, format_args!("it's \"word {i}\" and *so* on ")))),
];

/// What a page may have wrong, many times over: it's read and its mistakes are reported.
const MISTAKES: [(&str, Body); 4] = [
    ("notes that nobody wrote", |n, text| (0..n).for_each(|i| line(text, format_args!("words[^n{i}] ")))),
    ("links that lead nowhere", |n, text| (0..n).for_each(|i| line(text, format_args!("[word {i}](nowhere-{i}.md) ")))),
    ("unclosed notes of a paragraph", |n, text| (0..n).for_each(|i| line(text, format_args!("[^a{i} ")))),
    ("unknown callouts", |n, text| (0..n).for_each(|i| line(text, format_args!("> [!warn] H {i}\n> text\n\n")))),
];

/// Writes so many of a thing.
type Body = fn(usize, &mut String);

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.write_fmt(words).unwrap();
}

fn acronym(number: usize) -> String {
    let letter = |at: u32| char::from(b'A' + u8::try_from(number / 26_usize.pow(at) % 26).unwrap());
    [3, 2, 1, 0].map(letter).iter().collect()
}

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(16 << 20).build().unwrap();
    pool.install(|| {
        for (thing, body) in THINGS {
            let sizes = [0, 1, 2].map(|doubled| LEAST << doubled);
            let times = sizes.map(|size| times(&sources(size, body)));
            for (at, step) in ["reading", "checking", "web page", "handout", "e-book"].iter().enumerate() {
                let of = |turn: usize| times[turn][at].as_secs_f64();
                let ratios = format!("{:.1}, {:.1}", of(1) / of(0), of(2) / of(1));
                println!("{thing:<32} {step:<9} {ratios:>9}   {:>9.1?} for {}", times[2][at], sizes[2]);
            }
        }
        for (mistake, body) in MISTAKES {
            let sizes = [0, 1, 2].map(|doubled| LEAST << doubled);
            let times = sizes.map(|size| time_to_refuse(&sources(size, body)).as_secs_f64());
            let ratios = format!("{:.1}, {:.1}", times[1] / times[0], times[2] / times[1]);
            println!("{mistake:<32} refusing  {ratios:>9}   {:>9.1?} for {}", Duration::from_secs_f64(times[2]), sizes[2]);
        }
    });
}

fn sources(size: usize, body: Body) -> Sources {
    let mut page = "---\ntitle: A long page\nsummary: A page that has much of something.\n---\n\n## What it is\n\n".to_owned();
    body(size, &mut page);
    let glossary: String = (0..size).map(|i| format!("## Word {i}\n\nMeans {i}.\n\n")).collect();
    let works = (0..20).map(|i| format!("@book{{work{i}, title = {{A book on {i}}}, author = {{Author, A.}}, year = 2020}}\n"));
    let files = [
        ("pamphlet.toml", "title = 'Library'\npublisher = { name = 'Publisher' }".to_owned()),
        ("glossary.md", glossary),
        ("references.bib", works.collect()),
        ("conditions/long.md", page + "\n"),
    ];
    files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into()
}

/// How long each step takes.
fn times(sources: &Sources) -> [Duration; 5] {
    let today: Date = "2026-11-22".parse().unwrap();
    let library = Library::read(sources.clone()).unwrap();
    let page = library.page("conditions/long").unwrap();
    [
        spent(|| drop(black_box(Reader::default().read(sources.clone()).unwrap()))),
        spent(|| drop(black_box(library.check(today)))),
        spent(|| drop(black_box(web(&library, page, today)))),
        spent(|| drop(black_box(pdf::render(&library, page, &pdf::Options::on(today)).unwrap()))),
        spent(|| drop(black_box(epub::render(&library, page, &epub::Options::on(today)).unwrap()))),
    ]
}

/// How long it takes to read a page with mistakes and to report them.
fn time_to_refuse(sources: &Sources) -> Duration {
    spent(|| {
        let problems = Library::read(sources.clone()).err().unwrap_or_else(|| panic!("the page has mistakes"));
        drop(black_box(problems.to_string()));
    })
}

fn web(library: &Library, page: &Page, today: Date) -> Vec<u8> {
    let options = html::SiteOptions::on(today);
    let site = html::Site::new(library, &options).unwrap();
    site.render(html::SiteFile::Page(page)).unwrap().output
}

/// So long is a step repeated: the system counts in slices of milliseconds.
const LEAST_TIME: Duration = Duration::from_millis(300);

/// The time of a step, as the mean of as many turns as there's time for.
fn spent(work: impl Fn()) -> Duration {
    let start = Spent::now();
    let mut turns = 0;
    loop {
        work();
        turns += 1;
        let time = start.elapsed();
        if time >= LEAST_TIME {
            return time / turns;
        }
    }
}

/// The time that this thread has worked where the system tells (Linux), and the time of day elsewhere: what others do meanwhile doesn't count.
struct Spent {
    worked: Option<Duration>,
    at: Instant,
}

impl Spent {
    fn now() -> Self {
        let worked = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        let worked = worked.and_then(|words| words.split_whitespace().next()?.parse().ok()).map(Duration::from_nanos);
        Self { worked, at: Instant::now() }
    }

    fn elapsed(&self) -> Duration {
        let now = Self::now();
        now.worked.zip(self.worked).map_or(now.at - self.at, |(now, before)| now - before)
    }
}
