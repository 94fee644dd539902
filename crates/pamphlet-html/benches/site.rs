//! What a whole site costs, against the floor: parsing the same Markdown with pulldown-cmark, writing its HTML with `push_html`, and
//! writing the files. Both in one run on one thread, in CPU time, so that the ratio means something on a busy machine.
//!
//! ```console
//! cargo bench -p pamphlet-html --bench site           # 100 and 1,000 pages
//! cargo bench -p pamphlet-html --bench site -- 10000  # as many as are asked for
//! ```
#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use pamphlet_core::{Library, Reader, Sources};
use pamphlet_html::{Site, SiteOptions};

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
    let stat = fs::read_to_string("/proc/thread-self/schedstat").expect("this bench needs Linux");
    Duration::from_nanos(stat.split(' ').next().and_then(|ns| ns.parse().ok()).expect("nanoseconds"))
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = cpu();
    let done = work();
    (cpu() - start, done)
}

fn build(library: &Library, folder: &Path) -> usize {
    let options = SiteOptions::default();
    let site = Site::new(library, &options).expect("a site");
    let files = site.files();
    for file in &files {
        write(folder, &site.path(*file), &site.render(*file).expect("a file").output);
    }
    files.len()
}

fn measure(pages: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("site-{pages}"));
    let _ = fs::remove_dir_all(&folder);
    let given = sources(pages);
    let (floor, ()) = timed(|| {
        for (path, source) in given.iter().filter(|(path, _)| path.contains('/')) {
            let mut html = String::new();
            pulldown_cmark::html::push_html(
                &mut html,
                pulldown_cmark::Parser::new_ext(body(source), pulldown_cmark::Options::ENABLE_TABLES),
            );
            write(&folder.join("floor"), &path.replace(".md", "/index.html"), html.as_bytes());
        }
    });
    let mut reader = Reader::default();
    let (reading, library) = timed(|| reader.read(given.clone()).unwrap_or_else(|problems| panic!("{problems}")));
    let (writing, files) = timed(|| build(&library, &folder.join("site")));
    let whole = reading + writing;
    println!(
        "{pages} pages, {files} files: floor {floor:.0?}; reading {reading:.0?} + writing {writing:.0?} = {:.2} of the floor; {:.0?} a page; peak {}",
        whole.as_secs_f64() / floor.as_secs_f64(),
        whole / u32::try_from(pages).expect("a number of pages"),
        peak()
    );
    if pages > 1_000 {
        let _ = fs::remove_dir_all(&folder);
        return;
    }

    // An edit of one page: what depends on it is the page, its topic, the lists, and the pages that show its title.
    let mut edited: BTreeMap<_, _> = given;
    let changed = edited.get_mut("conditions/p7.md").expect("a page");
    *changed = String::from_utf8_lossy(changed).replace("title: Page 7\n", "title: Page Seven\n").into_bytes();
    let (again, ()) = timed(|| {
        let library = reader.read(edited.clone()).unwrap_or_else(|problems| panic!("{problems}"));
        let options = SiteOptions::default();
        let site = Site::new(&library, &options).expect("a site");
        for file in site.files() {
            let path = site.path(file);
            if ["conditions/p7/index.html", "collections/c0/index.html", "index.html", "a-z/index.html"].contains(&path.as_str()) {
                write(&folder.join("site"), &path, &site.render(file).expect("a file").output);
            }
        }
    });
    println!("  an edit: {again:.1?}, {:.1} % of the whole", 100.0 * again.as_secs_f64() / whole.as_secs_f64());
    let _ = fs::remove_dir_all(&folder);
}

/// The most memory that the process has had.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or_else(|| "unknown".to_owned(), |peak| peak.trim().to_owned())
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![100, 1_000] } else { asked };
    sizes.into_iter().for_each(measure);
}
