//! A booklet of some 64 pages, against lopdf reading and writing the same file.
//!
//! `cargo bench --workspace --bench sheets` prints the ratio of the two, taken in turn in one run; so does
//! `cargo test --workspace --bench sheets -- --bench`, which needs no second build of Typst.

use std::{collections::BTreeMap, hint::black_box, time::Duration};

use criterion::Criterion;
use lopdf::Document;
use pamphlet_core::{Library, model::Paper};
use pamphlet_pdf::{Options, render, sheets};

/// How often each is measured for the ratio: the fastest counts, because others had company on the machine.
const ROUNDS: usize = 15;

fn handout() -> (Vec<u8>, usize) {
    let section = |number: usize| {
        let sentence = "Pain can have many causes, and an examination happens only if you agree to it. ";
        format!("\n## Section {number}\n\n{0}\n\n- {1}\n- {1}\n\n{0}\n", sentence.repeat(4), sentence)
    };
    let page = format!(
        "---\ntitle: A long page\nsummary: A page of many pages.\n---\n\nText.\n{}",
        (1..=86).map(section).collect::<Vec<_>>().concat()
    );
    let settings = "title = 'Library'\npublisher = { name = 'Publisher' }\n";
    let sources = BTreeMap::from([("pamphlet.toml".to_owned(), settings.into()), ("conditions/long.md".to_owned(), page.into_bytes())]);
    let library = Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"));
    let page = library.page("conditions/long").expect("it's there");
    let handout = render(&library, page, &Options { paper: Some(Paper::A5), ..Options::on("2026-11-22".parse().expect("a day")) })
        .expect("it can be set")
        .output;
    (handout.pdf, handout.pages)
}

fn booklet(pdf: &[u8]) -> Vec<u8> {
    sheets::impose(pdf, &sheets::Options::default()).expect("our own file").output.pdf
}

fn copy(pdf: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).expect("our own file");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory can be written to");
    bytes
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn once(run: impl Fn(&[u8]) -> Vec<u8>, pdf: &[u8]) -> Duration {
    let start = std::time::Instant::now();
    black_box(run(black_box(pdf)));
    start.elapsed()
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn main() {
    let (pdf, pages) = handout();
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    criterion.bench_function(&format!("booklet of {pages} pages"), |bencher| bencher.iter(|| booklet(black_box(&pdf))));
    criterion.bench_function("lopdf: read and write the same file", |bencher| bencher.iter(|| copy(black_box(&pdf))));
    criterion.final_summary();
    let rounds: Vec<_> = (0..ROUNDS).map(|_| (once(booklet, &pdf), once(copy, &pdf))).collect();
    let ours = rounds.iter().map(|(ours, _)| *ours).min().expect("there are rounds");
    let theirs = rounds.iter().map(|(_, theirs)| *theirs).min().expect("there are rounds");
    println!("{pages} pages: booklet {ours:.1?}, lopdf alone {theirs:.1?}, ratio {:.2}", ours.as_secs_f64() / theirs.as_secs_f64());
}
