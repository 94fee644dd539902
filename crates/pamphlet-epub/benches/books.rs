//! How long books take: 12, 100 and 1,000 chapters of a thousand words.
//!
//! First in this process, in CPU time: reading and checking the sources, making the book, and compressing its files alone with one
//! thread, which no writer of EPUB gets around. Then as processes of their own, from files to a file: this crate's, with the most memory
//! that it had, and mdbook-epub's on the same text, if that stands on the `PATH`. Times are to be read as ratios within one run.
//!
//! ```console
//! cargo bench -p pamphlet-epub --bench books           # 12, 100 and 1,000 chapters
//! cargo bench -p pamphlet-epub --bench books -- 5000   # as many as are asked for
//! ```
#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]

mod support;

use std::{
    fs,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use mimalloc::MiMalloc;
use pamphlet_core::{Library, Sources};
use pamphlet_epub::{Options, render};

/// The command's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const TURNS: usize = 5;

/// What makes this program one of the processes that it measures.
const AS_A_PROCESS: &str = "--make-a-book-of";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, sources, book] = arguments.as_slice()
        && first == AS_A_PROCESS
    {
        return one(Path::new(sources), Path::new(book));
    }
    let asked: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![12, 100, 1_000] } else { asked };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("books-{}", std::process::id()));
    for chapters in sizes {
        in_this_process(chapters);
        as_processes(chapters, &folder.join(chapters.to_string()));
    }
    let _ = fs::remove_dir_all(&folder);
}

/// Small books again and again: the clock of a process counts in hundredths of a second.
fn times(chapters: usize) -> u32 {
    u32::try_from((2_000 / chapters).clamp(1, 50)).unwrap_or(1)
}

fn in_this_process(chapters: usize) {
    let sources: Sources = support::library(chapters).into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let again = times(chapters);
    let read = || Library::read(sources.clone()).expect("a library");
    let library = read();
    let make = || {
        render(&library, library.guide("long").expect("the guide"), &Options::on("2026-11-22".parse().expect("a day")))
            .expect("a book")
            .output
    };
    let files = opened(&make());
    println!(
        "{chapters} chapters: reading {:.1?}, making {:.1?}, of which compressing {:.1?}",
        spent(Of::This, again, || drop(read())),
        spent(Of::This, again, || drop(make())),
        spent(Of::This, again, || compress(&files)),
    );
}

fn as_processes(chapters: usize, folder: &Path) {
    let again = times(chapters);
    let sources = folder.join("sources");
    for (path, text) in support::library(chapters) {
        put(&sources.join(path), &text);
    }
    let book = folder.join("book.epub");
    let program = std::env::current_exe().expect("this program");
    let mut told = String::new();
    let mut ours = || {
        let output = Command::new(&program).arg(AS_A_PROCESS).args([&sources, &book]).stderr(Stdio::inherit()).output().expect("a process");
        assert!(output.status.success(), "the process failed");
        told = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    };
    let theirs_folder = mdbook(chapters, &folder.join("mdbook"));
    let is_there = Command::new("mdbook-epub").arg("--version").output().is_ok();
    let theirs = || {
        let status =
            Command::new("mdbook-epub").arg("--standalone").arg(&theirs_folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("a process").success(), "mdbook-epub failed");
    };
    // Turn by turn, and the best of each: other work on the machine only ever adds to one.
    let mut best = [Duration::MAX; 2];
    for _ in 0..TURNS {
        best[0] = best[0].min(spent(Of::Children, again, &mut ours));
        if is_there {
            best[1] = best[1].min(spent(Of::Children, again, theirs));
        }
    }
    let [ours, theirs] = best;
    println!("  as a process: {ours:.1?}; {told}");
    if is_there {
        println!("  mdbook-epub: {theirs:.1?}, so ours is {:.2} of it", ours.as_secs_f64() / theirs.as_secs_f64());
    } else {
        println!("  mdbook-epub isn't on the PATH, so there's nothing to compare with: cargo install mdbook-epub");
    }
}

/// A book of our own, from files to a file.
fn one(sources: &Path, book: &Path) {
    let mut files = Sources::new();
    collect(sources, sources, &mut files);
    let text: usize = files.values().map(Vec::len).sum();
    let library = Library::read(files).expect("a library");
    let read = peak();
    let made = render(&library, library.guide("long").expect("the guide"), &Options::on("2026-11-22".parse().expect("a day")))
        .expect("a book")
        .output;
    fs::write(book, &made).expect("a file");
    println!(
        "at most {} MB, {read} MB of them with the library read; the sources are {:.1} MB and the book {:.1} MB",
        peak(),
        text as f64 / 1e6,
        made.len() as f64 / 1e6
    );
}

fn collect(folder: &Path, root: &Path, files: &mut Sources) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            collect(&path, root, files);
        } else {
            let name = path.strip_prefix(root).expect("a file below the folder").to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// The same text as a book of mdBook's; it has no citations, so a number stands for each.
fn mdbook(chapters: usize, folder: &Path) -> PathBuf {
    put(&folder.join("book.toml"), "[book]\ntitle = \"A long book\"\nauthors = [\"Nobody\"]\nlanguage = \"en\"\n[output.epub]\n");
    let mut summary = "# Summary\n\n".to_owned();
    for chapter in 0..chapters {
        summary.push_str(&format!("- [Chapter {chapter}](chapter-{chapter}.md)\n"));
        let body = support::body(chapter, chapters, |work| format!(" ({work})"));
        put(&folder.join(format!("src/chapter-{chapter}.md")), &format!("# Chapter {chapter}\n\n{body}"));
    }
    put(&folder.join("src/SUMMARY.md"), &summary);
    folder.to_owned()
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn opened(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    let count = archive.len();
    let file = |index| {
        let mut entry = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        (entry.name().expect("its name").into_owned(), bytes)
    };
    (0..count).map(file).collect()
}

fn compress(files: &[(String, Vec<u8>)]) {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a place for it");
        writer.write_all(bytes).expect("room for it");
    }
    writer.finish().expect("an archive");
}

/// Whose CPU time is meant.
#[derive(Clone, Copy)]
enum Of {
    This,
    Children,
}

/// The CPU time, of all threads, that something takes each time, and a first time that isn't counted.
fn spent(whose: Of, times: u32, mut what: impl FnMut()) -> Duration {
    what();
    let before = cpu(whose);
    (0..times).for_each(|_| what());
    (cpu(whose) - before) / times
}

/// User and system time in ticks of a hundredth of a second (proc(5): `utime`, `stime`, `cutime`, `cstime` of `/proc/self/stat`).
fn cpu(whose: Of) -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux");
    // The name of the program is in parentheses and may hold spaces.
    let (_, fields) = stat.rsplit_once(')').expect("the program's name");
    let ticks: Vec<&str> = fields.split_whitespace().collect();
    let first = match whose {
        Of::This => 11,
        Of::Children => 13,
    };
    let sum: u64 = ticks[first..first + 2].iter().filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * sum)
}

/// The most memory that the process has had, in MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    peak.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).expect("a number") / 1024
}
