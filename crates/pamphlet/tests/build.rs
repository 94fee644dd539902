//! A library's files: the fingerprint of a page covers all that its files depend on, and what a cache holds is never taken on trust.

use std::{collections::BTreeMap, fs, num::NonZeroUsize, path::Path};

use pamphlet::{
    Fingerprint, Library, Sources,
    build::{self, Build, Cache, Faults, Finished, Format, Options, Order, Output, Reviews, Steps},
    value::Date,
};

const PAGES: [&str; 6] =
    ["conditions/cough", "conditions/fever", "modalities/rest", "evidence/honey", "guides/winter", "collections/chest"];

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// A library of which anything may change: each number is something that its files say.
#[derive(Debug, Clone, Default)]
struct Content {
    pages: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    shared: BTreeMap<&'static str, u64>,
}

impl Content {
    fn edit(&mut self, dice: &mut Dice) {
        const OF_PAGES: [&str; 11] =
            ["title", "summary", "text", "next", "link", "heading", "cites", "term", "picture", "collection", "translated"];
        const SHARED: [&str; 7] = ["publisher", "glossary", "work", "picture", "chapters", "day", "introduction"];
        let value = dice.below(3);
        if dice.below(4) == 0 {
            self.shared.insert(SHARED[usize::try_from(dice.below(7)).unwrap()], value);
        } else {
            let page = PAGES[usize::try_from(dice.below(6)).unwrap()];
            let what = OF_PAGES[usize::try_from(dice.below(11)).unwrap()];
            self.pages.entry(page).or_default().insert(what, value);
        }
    }

    fn shared(&self, what: &str) -> u64 {
        self.shared.get(what).copied().unwrap_or_default()
    }

    fn page(&self, path: &str) -> String {
        let of = |what: &str| self.pages.get(path).and_then(|page| page.get(what)).copied().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap();
        let mut text = format!(
            "---\ntitle: {name} {}\nsummary: What {name} is, {}.\nreview: {{ last: 2024-01-01, next: 202{}-02-01, clinical: pending }}\n",
            of("title"),
            of("summary"),
            5 + of("next")
        );
        if of("collection") == 1 && path != "collections/chest" {
            text += "collection: chest\n";
        }
        if path == "guides/winter" {
            let chapters =
                ["conditions/cough, conditions/fever", "conditions/fever, modalities/rest", "conditions/fever, conditions/cough"];
            text += &format!(
                "guide: {{ parts: [{{ title: One, chapters: [{}] }}] }}\n",
                chapters[usize::try_from(self.shared("chapters")).unwrap()]
            );
        }
        text += &format!("---\n\nText {}.\n", of("text"));
        if of("link") > 0 {
            let to = ["conditions/fever", "modalities/rest"][usize::try_from(of("link") - 1).unwrap()];
            text += &format!("\nSee [the other](../{to}.md).\n");
        }
        if path.starts_with("conditions") {
            text += "\n## When to get help\n\n> [!urgent] Call NHS 111 if:\n> - it gets worse\n";
        }
        text += &format!("\n## Part {}\n\nWords", of("heading"));
        if of("cites") > 0 {
            text += &format!(" [@work{}]", of("cites"));
        }
        if of("term") > 0 {
            text += " and [lungs](../glossary.md#lung)";
        }
        text += ".\n";
        if of("picture") > 0 {
            text += "\n![A square](../media/square.svg)\n";
        }
        text
    }

    fn sources(&self) -> Sources {
        let mut sources = Sources::new();
        let mut add = |path: &str, text: String| drop(sources.insert(path.to_owned(), text.into_bytes()));
        let introduction = if self.shared("introduction") == 0 {
            String::new()
        } else {
            "introduction = { page = \"guides/winter\", text = \"Start here.\" }\n".to_owned()
        };
        add(
            "pamphlet.toml",
            format!(
                "title = 'Library'\nurl = 'https://example.org'\n{introduction}publisher = {{ name = 'Clinic {}' }}\n",
                self.shared("publisher")
            ),
        );
        add("glossary.md", format!("## Lung\n\nWhat breathes, {}.\n", self.shared("glossary")));
        let work = |number: u64| {
            let title = format!("Title {number} {}", self.shared("work"));
            format!("@article{{work{number}, author={{Park, Ann}}, title={{{title}}}, journal={{Journal}}, year={{2020}}}}\n")
        };
        add("references.bib", work(1) + &work(2));
        add(
            "media/square.svg",
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='{}' height='9'/></svg>",
                3 + self.shared("picture")
            ),
        );
        for path in PAGES {
            add(&format!("{path}.md"), self.page(path));
            if self.pages.get(path).and_then(|page| page.get("translated")) == Some(&1) && path.starts_with("conditions") {
                add(&format!("{path}.fr.md"), self.page(path));
            }
        }
        sources
    }

    fn today(&self) -> Date {
        ["2024-06-01", "2026-06-01", "2028-06-01"][usize::try_from(self.shared("day")).unwrap()].parse().unwrap()
    }
}

/// Edits a library again and again: files of pages with the same fingerprint are the same.
fn fingerprints_hold(formats: &[Format], edits: usize) {
    let mut dice = Dice(7);
    let mut content = Content::default();
    let mut seen: BTreeMap<(Fingerprint, String), Vec<u8>> = BTreeMap::new();
    let (mut same, mut all) = (0, 0);
    for _ in 0..edits {
        content.edit(&mut dice);
        let library = Library::read(content.sources()).unwrap_or_else(|problems| panic!("{problems}\n{content:?}"));
        let options = Options { formats: formats.iter().copied().collect(), ..Options::on(content.today()) };
        let fingerprints = library.fingerprints(options.today);
        let finished = Finished::default();
        let build = Build::new(&library, &options, &finished);
        for page in library.pages() {
            for output in Output::of(page, &options) {
                let made = build.make(build::BuildFile::Output(output)).unwrap_or_else(|problems| panic!("{problems}"));
                all += 1;
                match seen.get(&(fingerprints.of(page), output.path(&library))) {
                    Some(earlier) => {
                        same += 1;
                        assert!(*earlier == made.bytes, "{} differs after {content:?}", output.path(&library));
                    }
                    None => drop(seen.insert((fingerprints.of(page), output.path(&library)), made.bytes.clone())),
                }
            }
        }
    }
    assert!(same * 2 > all, "only {same} of {all} files needn't have been made");
}

#[test]
fn e_books_of_pages_with_the_same_fingerprint_are_the_same() {
    fingerprints_hold(&[Format::Ebooks], 100);
}

#[cfg(feature = "pdf")]
#[test]
fn handouts_of_pages_with_the_same_fingerprint_are_the_same() {
    fingerprints_hold(&[Format::Handouts], 12);
}

struct Silent;

impl Steps for Silent {
    fn step(&self, _: &'static str, _: usize) {}
    fn one(&self) {}
}

/// Every file of a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.insert(path.strip_prefix(folder).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    all
}

#[test]
fn what_a_cache_holds_is_looked_at_before_it_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let (content, out, kept) = (folder.path().join("content"), folder.path().join("public"), folder.path().join("cache"));
    for (path, bytes) in Content::default().sources() {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let publish = |program: Option<&str>| {
        let cache = program.map(|program| Cache::new(&kept, program));
        let order = Order {
            content: &content,
            out: &out,
            today: "2026-11-22".parse().unwrap(),
            formats: [Format::Ebooks].into_iter().collect(),
            jobs: NonZeroUsize::new(2).unwrap(),
            faults: Faults::Refused,
            reviews: Reviews::Marked,
            drafts: build::Drafts::LeftOut,
            cache: cache.as_ref(),
        };
        build::publish(&order, &Silent).unwrap_or_else(|problems| panic!("{problems}"));
        files(&out)
    };
    let clean = publish(None);
    assert_eq!(publish(Some("1")), clean);
    let names = || files(&kept).into_keys().filter(|name| name.starts_with("pages/")).count();
    let pages = names();
    assert_eq!(publish(Some("1")), clean);
    assert_eq!(names(), pages, "the second build finds what the first has kept");

    // Cut short, changed, emptied, of another name, and no entry at all.
    let damage: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes.iter_mut().for_each(|byte| *byte ^= 1),
        Vec::clear,
        |bytes| *bytes = b"{}".to_vec(),
    ];
    for harm in damage {
        for (name, mut bytes) in files(&kept) {
            harm(&mut bytes);
            // A file of the build may be the same file: another takes its place.
            fs::remove_file(kept.join(&name)).unwrap();
            fs::write(kept.join(&name), bytes).unwrap();
        }
        assert_eq!(publish(Some("1")), clean);
        assert_eq!(publish(Some("1")), clean, "and it's whole again");
    }
    let units: Vec<_> = fs::read_dir(kept.join("pages")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let (first, second) = (fs::read(&units[0]).unwrap(), fs::read(&units[1]).unwrap());
    fs::write(&units[0], second).unwrap();
    fs::write(&units[1], first).unwrap();
    assert_eq!(publish(Some("1")), clean, "entries under each other's name");

    publish(Some("2"));
    assert_eq!(names(), 2 * pages, "another program makes its own");
}
