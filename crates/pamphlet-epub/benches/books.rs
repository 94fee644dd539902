//! How long books take: 12, 100 and 1,000 chapters of a thousand words.
//!
//! `render` alone; `read` and check the sources alone; and `deflate`, the compression of the book's files by one thread, which is
//! what no writer of EPUB gets around. Times are to be read as ratios within one run: `render` to `deflate`, and each size to the
//! one before it. `examples/long_book.rs` writes the same text for other tools.

mod support;

use std::io::{Cursor, Read, Write};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use pamphlet_core::{Library, Sources};
use pamphlet_epub::{Options, render};

fn sources(chapters: usize) -> Sources {
    support::library(chapters).into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}

fn books(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("book");
    group.sample_size(10);
    for chapters in [12, 100, 1000] {
        group.throughput(Throughput::Elements(chapters as u64));
        let sources = sources(chapters);
        group.bench_with_input(BenchmarkId::new("read", chapters), &sources, |bencher, sources| {
            bencher.iter_with_setup(|| sources.clone(), |sources| Library::read(sources).expect("a library"));
        });
        let library = Library::read(sources).expect("a library");
        let guide = library.guide("long").expect("the guide");
        group.bench_function(BenchmarkId::new("render", chapters), |bencher| {
            bencher.iter(|| render(&library, guide, &Options::default()).expect("a book"));
        });
        let files = open(&render(&library, guide, &Options::default()).expect("a book").output);
        group.bench_with_input(BenchmarkId::new("deflate", chapters), &files, |bencher, files| bencher.iter(|| zipped(files)));
    }
    group.finish();
}

fn open(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut file = |index| {
        let mut entry = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        (entry.name().expect("its name").into_owned(), bytes)
    };
    (0..zip::ZipArchive::new(Cursor::new(book)).expect("an archive").len()).map(&mut file).collect()
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a place for it");
        writer.write_all(bytes).expect("room for it");
    }
    writer.finish().expect("an archive").into_inner()
}

criterion_group!(benches, books);
criterion_main!(benches);
