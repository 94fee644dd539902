//! The command as it's typed: what it writes, what it says, and with which exit code.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

const SETTINGS: &str = "title = 'Library'\npublisher = { name = 'Example Clinic' }\n";
const PAGE: &str = "\
---
title: Cough
summary: A cough clears the throat.
review: { last: 2026-11-22, next: 2027-11-22, clinical: pending }
notices: { medical-first: See a doctor first. }
---

It passes.

## When to get help

> [!urgent] Ask for an urgent GP appointment if:
> - you cough up blood
";
const GUIDE: &str = "\
---
title: Winter
summary: What to do in winter.
review: { last: 2026-11-22, next: 2027-11-22, clinical: pending }
guide: { parts: [{ title: Colds, chapters: [conditions/cough] }] }
---

Keep warm.

## When to get help

> [!emergency] Call 999 if:
> - you can't breathe
";

/// A folder to work in, with a content folder that holds files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn sound() -> TempDir {
    folder(&[("pamphlet.toml", SETTINGS.as_bytes()), ("conditions/cough.md", PAGE.as_bytes()), ("guides/winter.md", GUIDE.as_bytes())])
}

fn broken() -> TempDir {
    let front_matter = PAGE.replace("summary", "sumary");
    let html = PAGE.replace("It passes.", "Naïve <b>bold</b> text.").replace('\n', "\r\n");
    let link = PAGE.replace("It passes.", "It passes. See [fever](fver.md).");
    let code = PAGE.replace("title: Cough", "title: Cough\ncondition: { codes: { icd-10: [R05, N941] } }");
    folder(&[
        ("pamphlet.toml", SETTINGS.as_bytes()),
        ("conditions/a-key.md", front_matter.as_bytes()),
        ("conditions/code.md", code.as_bytes()),
        ("conditions/fever.md", PAGE.as_bytes()),
        ("conditions/html.md", html.as_bytes()),
        ("conditions/link.md", link.as_bytes()),
        ("conditions/quote.md", PAGE.replace("title: Cough", "title: \"Cough").as_bytes()),
        ("conditions/stray.docx", b""),
    ])
}

fn pamphlet(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pamphlet"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// Runs on a day when nothing is overdue.
fn on_the_day(folder: &Path, arguments: &[&str]) -> Output {
    pamphlet(folder, &[arguments, &["--today", "2026-12-01"]].concat())
}

#[track_caller]
fn code(output: &Output, expected: i32) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(expected), "{said}\n{}", String::from_utf8_lossy(&output.stdout));
    said
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_build_makes_every_form_of_every_page() {
    let folder = sound();
    code(&on_the_day(folder.path(), &[]), 0);
    let files = files(&folder.path().join("public"));
    let mut expected = vec![
        "index.html",
        "pamphlet.css",
        "conditions/cough/index.html",
        "conditions/cough/cough.epub",
        "guides/winter/index.html",
        "guides/winter/winter.epub",
    ];
    if cfg!(feature = "pdf") {
        expected.extend([
            "conditions/cough/cough.pdf",
            "conditions/cough/cough-large-print.pdf",
            "guides/winter/winter.pdf",
            "guides/winter/winter-large-print.pdf",
        ]);
    }
    for path in expected {
        assert!(files.get(path).is_some_and(|bytes| !bytes.is_empty()), "{path} in {:?}", files.keys());
    }
    let page = String::from_utf8_lossy(&files["conditions/cough/index.html"]);
    assert!(page.contains("href=\"cough.epub\""), "the page offers its e-book: {page}");
    let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 3, "content, public and the cache: {beside:?}");
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let folder = sound();
    code(&on_the_day(folder.path(), &["build", "--out", "one", "--jobs", "1"]), 0);
    code(&on_the_day(folder.path(), &["build", "--out", "two", "--jobs", "2"]), 0);
    assert!(files(&folder.path().join("one")) == files(&folder.path().join("two")));
}

/// What is below the folder of one page.
fn of_page(folder: &Path, page: &str) -> BTreeMap<String, Vec<u8>> {
    files(&folder.join("public").join(page))
}

#[test]
fn a_failed_build_leaves_the_earlier_one() {
    let folder = sound();
    code(&on_the_day(folder.path(), &["build"]), 0);
    let earlier = files(folder.path());
    let (page, settings) = (folder.path().join("content/conditions/cough.md"), folder.path().join("content/pamphlet.toml"));
    fs::write(&page, PAGE.replace("It passes.", "<b>")).unwrap();
    code(&on_the_day(folder.path(), &["build", "--strict"]), 1);
    fs::write(&page, PAGE).unwrap();
    fs::write(&settings, SETTINGS.replace("title", "titel")).unwrap();
    code(&on_the_day(folder.path(), &["build"]), 1);
    fs::write(&settings, SETTINGS).unwrap();
    let said = code(&on_the_day(folder.path(), &["build", "--refuse-unreviewed"]), 1);
    assert!(said.contains("error[unreviewed]"), "{said}");
    assert!(files(folder.path()) == earlier);
}

#[test]
fn a_page_with_an_error_keeps_its_files_and_the_others_are_made() {
    let folder = sound();
    let content = folder.path().join("content/conditions");
    fs::write(content.join("fever.md"), PAGE.replace("Cough", "Fever").replace("It passes.", "See [coughs](cough.md).")).unwrap();
    code(&on_the_day(folder.path(), &["build"]), 0);
    let (cough, winter) = (of_page(folder.path(), "conditions/cough"), of_page(folder.path(), "guides/winter"));

    // An error in its text, in its front matter, in its encoding, and twice over: the days stay those on which it was made.
    let wrong = [PAGE.replace("It passes.", "<b>"), PAGE.replace("title", "titel"), PAGE.replace("It passes.", "<i>")];
    for wrong in wrong.map(String::into_bytes).into_iter().chain([PAGE.encode_utf16().flat_map(u16::to_le_bytes).collect()]) {
        fs::write(content.join("cough.md"), wrong).unwrap();
        fs::write(content.join("fever.md"), PAGE.replace("Cough", "Fever").replace("It passes.", "See [all coughs](cough.md).")).unwrap();
        let said = code(&pamphlet(folder.path(), &["build", "--today", "2026-12-02"]), 1);
        assert!(said.contains("conditions/cough (en-GB) keeps its files of 2026-12-01: it can't be made"), "{said}");
        // A book without a chapter would look complete.
        assert!(said.contains("guides/winter (en-GB) keeps its files of 2026-12-01: its chapter `conditions/cough`"), "{said}");
        assert!(of_page(folder.path(), "conditions/cough") == cough && of_page(folder.path(), "guides/winter") == winter);
        let fever = fs::read_to_string(folder.path().join("public/conditions/fever/index.html")).unwrap();
        assert!(fever.contains("all coughs"), "{fever}");
    }
    fs::write(content.join("cough.md"), PAGE).unwrap();
    code(&on_the_day(folder.path(), &["build"]), 0);
    assert!(of_page(folder.path(), "conditions/cough") == cough);
}

#[test]
fn a_wrong_work_keeps_only_the_pages_that_cite_it() {
    let folder = sound();
    let content = folder.path().join("content");
    let references = "@book{lungs, title = {Lungs}, author = {King, A.}, publisher = {P}, year = {2020}}\n";
    fs::write(content.join("references.bib"), references).unwrap();
    fs::write(content.join("conditions/fever.md"), PAGE.replace("Cough", "Fever")).unwrap();
    fs::write(content.join("conditions/cough.md"), PAGE.replace("It passes.", "It passes. [@lungs]")).unwrap();
    code(&on_the_day(folder.path(), &["build"]), 0);
    let cough = of_page(folder.path(), "conditions/cough");

    fs::write(content.join("references.bib"), references.replace("2020", "20")).unwrap();
    fs::write(content.join("conditions/fever.md"), PAGE.replace("Cough", "High fever")).unwrap();
    let said = code(&pamphlet(folder.path(), &["build", "--today", "2026-12-02"]), 1);
    assert!(said.contains("references.bib:1:76") && said.contains("it is cited in `conditions/cough.md`"), "{said}");
    assert!(
        said.contains("conditions/cough (en-GB) keeps its files of 2026-12-01") && !said.contains("conditions/fever (en-GB)"),
        "{said}"
    );
    assert!(of_page(folder.path(), "conditions/cough") == cough);
    let fever = fs::read_to_string(folder.path().join("public/conditions/fever/index.html")).unwrap();
    assert!(fever.contains("High fever"), "{fever}");
    // One page alone is refused, and its neighbour made.
    #[cfg(feature = "pdf")]
    {
        let said = code(&on_the_day(folder.path(), &["handout", "cough"]), 1);
        assert!(said.contains("`20` is not a date"), "{said}");
        code(&on_the_day(folder.path(), &["handout", "fever"]), 0);
    }
}

/// A parser that is used here panics on this page.
#[test]
fn a_panic_names_the_file_and_the_others_are_made() {
    let folder = sound();
    let page = folder.path().join("content/conditions/odd.md");
    fs::write(page, "---\ntitle: T\nsummary: S.\ncondition: {}\n---\n>~\né\n> {}\n>=").unwrap();
    for command in ["check", "build"] {
        let said = code(&on_the_day(folder.path(), &[command]), 1);
        let (what, at) = ("error[unreadable-markdown]: the text from here on can't be read", "content/conditions/odd.md:9:1");
        assert!(said.contains(what) && said.contains(at), "{said}");
    }
    assert!(folder.path().join("public/conditions/cough/index.html").is_file());
}

#[test]
fn a_page_that_was_never_made_is_left_out_and_links_to_it_are_told() {
    let folder = sound();
    let content = folder.path().join("content/conditions");
    fs::write(content.join("new.md"), PAGE.replace("It passes.", "<b>")).unwrap();
    fs::write(content.join("cough.md"), PAGE.replace("It passes.", "See [the new one](new.md).")).unwrap();
    let said = code(&on_the_day(folder.path(), &["build"]), 1);
    assert!(said.contains("conditions/new (en-GB) is left out"), "{said}");
    assert!(said.contains("warning[held-link]") && said.contains("cough.md:8:"), "{said}");
    assert!(!folder.path().join("public/conditions/new").exists());
    let cough = fs::read_to_string(folder.path().join("public/conditions/cough/index.html")).unwrap();
    assert!(cough.contains("the new one") && !cough.contains("/new/index.html"), "{cough}");
}

/// However a build is ended, what is published is one build or the other, and the next leaves nothing of it.
#[cfg(unix)]
#[test]
fn a_build_that_is_killed_leaves_what_was_there() {
    let folder = sound();
    code(&on_the_day(folder.path(), &["build"]), 0);
    let earlier = files(&folder.path().join("public"));
    for (signal, pieces) in [("KILL", 1), ("KILL", 4), ("KILL", 16), ("INT", 1), ("INT", 4), ("TERM", 16)] {
        let before = fs::read_dir(folder.path()).unwrap().count();
        let mut build = Command::new(env!("CARGO_BIN_EXE_pamphlet"));
        let mut build = build.args(["build", "--today", "2026-12-01"]).current_dir(folder.path()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20 * pieces));
        let _ = Command::new("kill").args([&format!("-{signal}"), &build.id().to_string()]).status().unwrap();
        build.wait().unwrap();
        assert!(files(&folder.path().join("public")) == earlier, "{signal}");
        if signal != "KILL" {
            assert!(fs::read_dir(folder.path()).unwrap().count() <= before, "{signal}");
        }
    }
    code(&on_the_day(folder.path(), &["build"]), 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "content, public and the cache");
}

#[test]
fn formats_can_be_chosen() {
    let folder = sound();
    code(&on_the_day(folder.path(), &["build", "--only", "web"]), 0);
    let names = |ending: &str| files(&folder.path().join("public")).into_keys().filter(|path| path.ends_with(ending)).count();
    assert_eq!((names(".html") > 3, names(".epub"), names(".pdf"), names(".png")), (true, 0, 0, 0));
    code(&on_the_day(folder.path(), &["build", "--only", "ebooks"]), 0);
    assert_eq!((names(".html"), names(".epub"), names(".pdf")), (0, 2, 0));
    let said = code(&on_the_day(folder.path(), &["build", "--only", "web,paper"]), 2);
    assert!(said.contains("`paper` is none of web, handouts, ebooks"), "{said}");
}

#[test]
fn machines_share_the_work_and_make_the_same() {
    let folder = sound();
    code(&on_the_day(folder.path(), &["build", "--no-cache"]), 0);
    assert!(!folder.path().join(".pamphlet-cache").exists());
    let alone = files(&folder.path().join("public"));
    for shard in ["1/2", "2/2"] {
        code(&on_the_day(folder.path(), &["build", "--shard", shard, "--cache", shard]), 0);
    }
    // Each machine has a folder of its own; they're brought together.
    for shard in ["1/2", "2/2"] {
        for (path, bytes) in files(&folder.path().join(shard)) {
            let path = folder.path().join("all").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let entries = |folder: &Path| files(folder).into_keys().filter(|path| path.starts_with("pages/")).count();
    assert_eq!(entries(&folder.path().join("all")), 2, "one of each page");
    code(&on_the_day(folder.path(), &["build", "--cache", "all"]), 0);
    assert!(files(&folder.path().join("public")) == alone);
    assert_eq!(entries(&folder.path().join("all")), 2, "nothing was made again");
    // What can't be kept isn't said to be.
    fs::write(folder.path().join("file"), "").unwrap();
    let said = code(&on_the_day(folder.path(), &["build", "--shard", "1/2", "--cache", "file"]), 1);
    assert!(said.contains("error[cache]: not all files could be written to the cache `file`"), "{said}");
    let said = code(&on_the_day(folder.path(), &["build", "--shard", "4/3"]), 2);
    assert!(said.contains("there are 3 shards, numbered from 1"), "{said}");
}

#[test]
fn a_build_replaces_no_folder_of_somebody_s_own() {
    let folder = sound();
    for out in [".", "content", "content/public"] {
        let said = code(&on_the_day(folder.path(), &["build", "--out", out]), 1);
        assert!(said.contains("error[out-folder]"), "{said}");
    }
    assert!(folder.path().join("content/pamphlet.toml").is_file());
}

#[test]
fn all_problems_of_all_files_are_told_at_once() {
    insta::assert_snapshot!(code(&on_the_day(broken().path(), &["check"]), 1));
}

#[test]
fn problems_as_json_are_one_object_a_line() {
    let output = on_the_day(broken().path(), &["check", "--format", "json"]);
    assert_eq!(code(&output, 1), "");
    let told = String::from_utf8(output.stdout).unwrap();
    let objects: Vec<serde_json::Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys: Vec<&str> = objects[0].as_object().unwrap().keys().map(String::as_str).collect();
    let expected = ["file", "line", "column", "endLine", "endColumn", "code", "severity", "message", "label", "related", "help", "edit"];
    assert_eq!(keys, expected);
    insta::assert_snapshot!(told);
}

/// All characters of all pages and drawings at once, whichever command finds them; and the other pages are made.
#[cfg(feature = "pdf")]
#[test]
fn what_can_t_be_printed_is_told_at_its_place() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\"><text y=\"20\">水 here</text></svg>";
    let odd = PAGE.replace("It passes.", "Drink 水.\n\n- 字 and 山\n\n![A glass.](../media/glass.svg)");
    let folder = folder(&[
        ("pamphlet.toml", SETTINGS.as_bytes()),
        ("conditions/cough.md", PAGE.as_bytes()),
        ("conditions/odd.md", odd.as_bytes()),
        ("media/glass.svg", drawing.as_bytes()),
    ]);
    let places = ["conditions/odd.md:8:7", "conditions/odd.md:10:3", "conditions/odd.md:10:9", "media/glass.svg:1:"];
    for command in [&["check"][..], &["check", "--quick"], &["handout", "odd"], &["build"]] {
        let said = code(&on_the_day(folder.path(), command), 1);
        places.iter().for_each(|place| assert!(said.contains(place), "{command:?} doesn't name {place}: {said}"));
        assert!(said.contains("error[no-glyph]") && said.contains("error[letters-in-picture]"), "{said}");
    }
    assert!(folder.path().join("public/conditions/cough/cough.pdf").is_file());
    assert!(!folder.path().join("public/conditions/odd").exists());
}

#[test]
fn what_can_t_be_read_is_told() {
    let large = vec![b'x'; 2_000_001];
    let deep = "[".repeat(10_000);
    let nine_times = |what: &str| [what; 9].join(",");
    let mut bomb = format!("a: &a [{}]\n", nine_times("x"));
    for (to, from) in "bcdefghi".chars().zip("abcdefgh".chars()) {
        bomb += &format!("{to}: &{to} [{}]\n", nine_times(&format!("*{from}")));
    }
    let cases: [(&str, &[u8]); 6] = [
        ("conditions/large.md", &large),
        ("conditions/latin.md", b"---\ntitle: Caf\xe9\nsummary: x\n---\n"),
        ("conditions/deep.json", deep.as_bytes()),
        ("conditions/bomb.yaml", bomb.as_bytes()),
        ("media/no.png", b"GIF89a"),
        ("theme/page.html", b"<html>{{ main }}{{ no_such_name }}</html>"),
    ];
    for (path, bytes) in cases {
        let folder = folder(&[("pamphlet.toml", SETTINGS.as_bytes()), ("conditions/cough.md", PAGE.as_bytes()), (path, bytes)]);
        for command in [&["check"][..], &["build", "--strict"]] {
            let said = code(&on_the_day(folder.path(), command), 1);
            assert!(said.contains(&format!("content/{path}")), "{command:?}: {said}");
        }
        assert!(!folder.path().join("public").exists());
    }
    let said = code(&on_the_day(folder(&[]).path(), &["build"]), 1);
    assert!(said.contains("error[missing-folder]"), "{said}");
}

#[test]
fn paths_stay_in_the_content_folder() {
    let leaving = PAGE.replace("It passes.", "See [it](../../secret.md).\n\n![it](../../secret.png)");
    let folder = folder(&[("pamphlet.toml", SETTINGS.as_bytes()), ("conditions/cough.md", leaving.as_bytes())]);
    fs::write(folder.path().join("secret.md"), PAGE).unwrap();
    let said = code(&on_the_day(folder.path(), &["check"]), 1);
    assert!(said.contains("cough.md:8:"), "{said}");
    #[cfg(unix)]
    {
        fs::write(folder.path().join("content/conditions/cough.md"), PAGE).unwrap();
        std::os::unix::fs::symlink("../../secret.md", folder.path().join("content/conditions/link.md")).unwrap();
        let said = code(&on_the_day(folder.path(), &["check"]), 1);
        assert!(said.contains("error[outside-content]") && said.contains("content/conditions/link.md"), "{said}");
    }
}

#[test]
fn a_new_page_of_each_kind_passes() {
    let folder = tempfile::tempdir().unwrap();
    for kind in ["condition", "modality", "evidence", "guide", "collection"] {
        code(&on_the_day(folder.path(), &["new", kind, "a-first-page"]), 0);
        let said = code(&on_the_day(folder.path(), &["new", kind, "a-first-page"]), 1);
        assert!(said.contains("is there already"), "{said}");
    }
    code(&on_the_day(folder.path(), &["check"]), 0);
    code(&on_the_day(folder.path(), &["new", "condition", "Not A Slug"]), 2);
}

#[test]
fn one_book_is_made_by_name() {
    let folder = sound();
    code(&on_the_day(folder.path(), &["guide", "winter"]), 0);
    assert!(fs::read(folder.path().join("winter.epub")).unwrap().starts_with(b"PK"));
    let output = on_the_day(folder.path(), &["guide", "conditions/cough", "-o", "-"]);
    code(&output, 0);
    assert!(output.stdout.starts_with(b"PK"));
    let said = code(&on_the_day(folder.path(), &["guide", "wintr"]), 1);
    assert!(said.contains("`guides/winter`"), "{said}");
}

#[test]
fn chosen_pages_are_a_book_that_tells_what_changed() {
    let folder = sound();
    let old = sound();
    let old_content = old.path().join("content");
    fs::write(old_content.join("conditions/cough.md"), PAGE.replace("blood", "a little blood")).unwrap();
    let old_content = old_content.to_str().unwrap();
    let arguments =
        ["guide", "--pages", "cough,winter", "--title", "Mine", "--since", old_content, "--onix", "onix.xml", "-o", "mine.epub"];
    code(&on_the_day(folder.path(), &arguments), 0);
    let book = fs::read(folder.path().join("mine.epub")).unwrap();
    assert!(book.starts_with(b"PK"));
    // Names of files stand uncompressed in an archive. Shops refuse a book without a cover.
    assert!(!cfg!(feature = "pdf") || book.windows(9).any(|name| name == b"cover.png"));
    assert!(fs::read_to_string(folder.path().join("onix.xml")).unwrap().contains("<ProductFormFeatureValue>52<"));
    code(&on_the_day(folder.path(), &["guide", "--pages", "cough"]), 2);
    code(&on_the_day(folder.path(), &["guide", "winter", "--title", "T"]), 2);

    let said = on_the_day(folder.path(), &["changes", old_content]);
    code(&said, 0);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("conditions/cough (en-GB)  Cough") && said.contains("Added: you cough up blood"), "{said}");
    let said = on_the_day(folder.path(), &["changes", old_content, "--format", "json"]);
    let lines = String::from_utf8(said.stdout).unwrap();
    assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["page"] == "conditions/cough"), "{lines}");
}

#[cfg(feature = "pdf")]
#[test]
fn one_handout_is_made_by_name() {
    let folder = sound();
    code(&on_the_day(folder.path(), &["handout", "cough", "--paper", "letter", "--large-print"]), 0);
    assert!(fs::read(folder.path().join("cough-large-print.pdf")).unwrap().starts_with(b"%PDF-"));
    let said = code(&on_the_day(folder.path(), &["handout", "cough", "--clinic", "nowhere"]), 1);
    assert!(said.contains("no clinic `nowhere`"), "{said}");
    code(&on_the_day(folder.path(), &["handout", "cough", "--paper", "a3"]), 2);
}

#[cfg(feature = "pdf")]
#[test]
fn mistakes_of_other_pages_don_t_stop_a_handout() {
    let folder = broken();
    let guide = GUIDE.replace("conditions/cough", "conditions/fever, conditions/a-key");
    fs::create_dir_all(folder.path().join("content/guides")).unwrap();
    fs::write(folder.path().join("content/guides/winter.md"), guide).unwrap();
    for command in ["handout", "guide", "card"] {
        code(&on_the_day(folder.path(), &[command, "fever"]), 0);
    }
    for (command, page, file) in [("handout", "link", "link.md"), ("guide", "a-key", "a-key.md"), ("book", "winter", "a-key.md")] {
        let said = code(&on_the_day(folder.path(), &[command, page]), 1);
        assert!(said.contains(file) && said.matches("error[").count() == 1, "{said}");
    }
}

#[test]
fn the_day_comes_from_the_environment_unless_given() {
    let folder = sound();
    let at = |seconds: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphlet"));
        command.args(arguments).current_dir(folder.path()).env("SOURCE_DATE_EPOCH", seconds).output().unwrap()
    };
    // 1 December 2026 and 1 December 2028, when the review is overdue.
    code(&at("1796083200", &["build", "--out", "env"]), 0);
    code(&on_the_day(folder.path(), &["build", "--out", "given"]), 0);
    assert!(files(&folder.path().join("env")) == files(&folder.path().join("given")));
    let said = code(&at("1859241600", &["build", "--refuse-unreviewed"]), 1);
    assert!(said.contains("conditions/cough.md"), "{said}");
    let said = code(&at("yesterday", &["build"]), 1);
    assert!(said.contains("error[source-date-epoch]"), "{said}");
    code(&pamphlet(folder.path(), &["check", "--today", "2026-11"]), 2);
}

/// Whoever wants other colours starts from the usual ones.
#[test]
fn a_theme_starts_from_the_usual_one() {
    let folder = sound();
    code(&pamphlet(folder.path(), &["build"]), 0);
    let usual = files(&folder.path().join("public"));
    fs::create_dir(folder.path().join("content/theme")).unwrap();
    for file in ["page.html", "shell.css", "text.css", "tokens.css"] {
        let printed = pamphlet(folder.path(), &["theme", file]);
        code(&printed, 0);
        fs::write(folder.path().join("content/theme").join(file), printed.stdout).unwrap();
    }
    code(&pamphlet(folder.path(), &["build"]), 0);
    assert_eq!(files(&folder.path().join("public")), usual);
    code(&pamphlet(folder.path(), &["theme", "other.css"]), 2);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = sound();
    for arguments in [&["chekc"][..], &["build", "--jobs", "0"], &["schema", "pamphlet"], &["new", "condition"]] {
        code(&pamphlet(folder.path(), arguments), 2);
    }
    for arguments in [&["--help"][..], &["build", "--help"], &["completions", "bash"], &["schema", "condition"], &["schema", "site"]] {
        let output = pamphlet(folder.path(), arguments);
        code(&output, 0);
        assert!(!output.stdout.is_empty());
    }
}

#[cfg(feature = "pdf")]
#[test]
fn sheets_are_made_of_a_page_or_of_any_pdf_file_and_others_are_refused() {
    let folder = sound();
    let said = code(&on_the_day(folder.path(), &["sheets", "cough"]), 0);
    assert!(said.contains("wrote cough-sheets.pdf (1 sheet, 2 sides)"), "{said}");
    let said = code(&on_the_day(folder.path(), &["sheets", "cough", "--clinic", "nobody"]), 1);
    assert!(said.contains("there is no clinic `nobody`"), "{said}");
    code(&on_the_day(folder.path(), &["handout", "cough", "-o", "leaflet.PDF"]), 0);
    let said = code(&on_the_day(folder.path(), &["sheets", "leaflet.PDF", "--layout", "2-up", "--paper", "letter"]), 0);
    assert!(said.contains("left out: full size: all pages: set at") && said.contains("wrote leaflet-sheets.pdf"), "{said}");
    let said = code(&on_the_day(folder.path(), &["sheets", "leaflet.PDF", "--large-print"]), 1);
    assert!(said.contains("`leaflet.PDF` is a PDF file: its pages are laid out as they are"), "{said}");
    let said = code(&on_the_day(folder.path(), &["card", "cough"]), 0);
    assert!(said.contains("wrote cough-card.pdf (1 sheet, 1 side)"), "{said}");
    fs::write(folder.path().join("notes.pdf"), "not a PDF").unwrap();
    let said = code(&on_the_day(folder.path(), &["sheets", "notes.pdf"]), 1);
    assert!(said.contains("`notes.pdf`: this isn’t a PDF file"), "{said}");
    assert!(!folder.path().join("notes-sheets.pdf").exists());
}

#[test]
fn a_page_may_be_named_by_its_file() {
    let folder = sound();
    for name in ["cough", "conditions/cough", "content/conditions/cough.md", "./content/conditions/cough.md", "conditions/cough.md"] {
        code(&on_the_day(folder.path(), &["guide", name, "-o", "cough.epub"]), 0);
    }
    let said = code(&on_the_day(folder.path(), &["guide", "content/conditions/cuogh.md"]), 1);
    assert!(said.contains("no page `conditions/cuogh`") && said.contains("conditions/cough"), "{said}");
    let said = code(&on_the_day(folder.path(), &["guide", "cuogh"]), 1);
    assert!(said.contains("the nearest are `conditions/cough`, `guides/winter`"), "{said}");
}

#[test]
fn a_check_may_be_of_some_pages() {
    let folder = broken();
    let said = code(&on_the_day(folder.path(), &["check", "content", "conditions/code", "html", "--short"]), 1);
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("error[")).collect();
    assert!(
        lines.iter().all(|line| line.starts_with("content/conditions/code.md:") || line.starts_with("content/conditions/html.md:")),
        "{said}"
    );
    assert!(lines.iter().any(|line| line.contains("code.md:")) && lines.iter().any(|line| line.contains("html.md:")), "{said}");
    code(&on_the_day(folder.path(), &["check", "content/conditions/fever.md"]), 0);
    let said = code(&on_the_day(folder.path(), &["check", "conditions/fevre"]), 1);
    assert!(said.contains("no page `conditions/fevre`"), "{said}");
}

#[test]
fn a_check_makes_the_edits_that_it_suggests_and_no_others() {
    let wrong = PAGE
        .replace("title:", "audiance: women\ntitle:")
        .replace("It passes.", "A [fever](fevre.md), a [part](fever.md#caused) and 3*2*1 cm.\n\n> [!improtant] Rest\n> At home.");
    let fever = PAGE.replace("title: Cough", "title: Fever") + "\n## Causes\n\nA germ.\n";
    let files =
        [("pamphlet.toml", SETTINGS.as_bytes()), ("conditions/cough.md", wrong.as_bytes()), ("conditions/fever.md", fever.as_bytes())];
    let folder = folder(&files);
    let said = code(&on_the_day(folder.path(), &["check", "--quick", "--fix"]), 1);
    for fixed in ["`audiance` is now `audience`", "`fevre` is now `fever`", "`caused` is now `causes`", "`improtant` is now `important`"] {
        assert!(said.contains(fixed), "{fixed}: {said}");
    }
    // What has no one answer stays for the author.
    assert!(said.contains("3*2*1"), "{said}");
    let path = folder.path().join("content/conditions/cough.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let right =
        wrong.replace("audiance", "audience").replace("fevre", "fever").replace("caused", "causes").replace("improtant", "important");
    assert_eq!(text, right);
    let again = code(&on_the_day(folder.path(), &["check", "--quick", "--fix"]), 1);
    assert!(!again.contains("is now"), "{again}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), right);
}

#[test]
fn a_new_page_says_what_comes_next() {
    let folder = tempfile::tempdir().unwrap();
    let said = code(&on_the_day(folder.path(), &["new", "condition", "cough"]), 0);
    assert!(said.contains("wrote content/conditions/cough.md") && said.contains("`pamphlet check conditions/cough`"), "{said}");
    let said = code(&on_the_day(folder.path(), &["new", "condition", "Bad Name"]), 2);
    assert!(said.contains("write `bad-name`"), "{said}");
}

#[test]
fn drafts_are_never_published_and_say_what_they_are() {
    let draft = PAGE.replace("title: Cough", "title: Draft\nstatus: draft").replace("It passes.", "See [what comes](later.md).");
    let linking = PAGE.replace("It passes.", "See [the draft](draft.md).");
    let folder = folder(&[
        ("pamphlet.toml", SETTINGS.as_bytes()),
        ("conditions/cough.md", linking.as_bytes()),
        ("conditions/draft.md", draft.as_bytes()),
    ]);
    let said = code(&on_the_day(folder.path(), &["build"]), 0);
    assert!(said.contains("this refers to `conditions/draft`, which is a draft"), "{said}");
    let public = files(&folder.path().join("public"));
    assert!(!public.keys().any(|path| path.contains("draft")), "{:?}", public.keys());
    let text = |path: &str| String::from_utf8_lossy(&files(&folder.path().join("public"))[path]).into_owned();
    assert!(text("conditions/cough/index.html").contains("See the draft."));

    code(&on_the_day(folder.path(), &["build", "--drafts"]), 0);
    let says = "Draft: this page is being written. Do not use it";
    // What no rule lets through is shown to those who write it.
    let unreviewed = PAGE.replace("title: Cough", "title: New\nstatus: draft").replace("review: {", "# {").replace("[!urgent]", "[!note]");
    fs::write(folder.path().join("content/conditions/new.md"), unreviewed).unwrap();
    code(&on_the_day(folder.path(), &["build", "--drafts"]), 0);
    assert!(text("conditions/new/index.html").contains(says));
    assert!(text("conditions/draft/index.html").contains(says) && !text("conditions/cough/index.html").contains(says));

    let guide = GUIDE.replace("conditions/cough", "conditions/draft");
    fs::create_dir_all(folder.path().join("content/guides")).unwrap();
    fs::write(folder.path().join("content/guides/winter.md"), guide).unwrap();
    let said = code(&on_the_day(folder.path(), &["build"]), 1);
    assert!(said.contains("error[draft-chapter]") && said.contains("guides/winter"), "{said}");
}

#[test]
fn what_is_to_be_done_is_seen_and_never_published() {
    let todo = PAGE.replace("It passes.", "> [!todo] Is this **dose** right?\n> Take one tablet.\n\n> [!todo]");
    let folder = folder(&[
        ("pamphlet.toml", SETTINGS.as_bytes()),
        ("conditions/cough.md", todo.as_bytes()),
        ("conditions/cold.md", PAGE.as_bytes()),
    ]);
    let said = code(&on_the_day(folder.path(), &["check", "--short"]), 1);
    assert!(said.contains("error[todo]: to do: Is this dose right?") && said.contains("2 errors (2 to-dos)"), "{said}");

    let said = code(&on_the_day(folder.path(), &["build"]), 1);
    assert!(said.contains("conditions/cough (en-GB) is left out"), "{said}");
    assert!(!files(&folder.path().join("public")).keys().any(|path| path.contains("cough")));

    let said = code(&on_the_day(folder.path(), &["build", "--drafts"]), 0);
    assert!(said.contains("warning[todo]"), "{said}");
    let public = files(&folder.path().join("public"));
    let page = String::from_utf8_lossy(&public["conditions/cough/index.html"]).into_owned();
    assert!(
        page.contains("<strong>To do: Is this <strong>dose</strong> right?</strong>") && page.contains("<p>Take one tablet.</p>"),
        "{page}"
    );
    // Whoever finds a copy of it must see what it is.
    assert!(page.contains("Draft: this page is being written. Do not use it"), "{page}");

    // What can't be shown holds the page as ever.
    fs::write(folder.path().join("content/conditions/cough.md"), todo + "\n![A lung](../media/gone.png)\n").unwrap();
    let said = code(&on_the_day(folder.path(), &["build", "--drafts"]), 1);
    assert!(said.contains("error[missing-picture]") && said.contains("conditions/cough (en-GB) keeps its files"), "{said}");
}

#[test]
fn a_word_file_goes_to_reviewers_and_comes_back() {
    let folder = sound();
    let path = folder.path();
    code(&on_the_day(path, &["export", "cough", "--to", "docx", "-o", "cough.docx"]), 0);
    let told = pamphlet(path, &["review", "cough.docx", "conditions/cough", "--apply"]);
    assert!(code(&told, 0).is_empty());
    assert_eq!(String::from_utf8_lossy(&told.stdout), "conditions/cough (en-GB)\nnobody has changed anything\n");
    assert_eq!(fs::read_to_string(path.join("content/conditions/cough.md")).unwrap(), PAGE);
    assert!(code(&pamphlet(path, &["review", "cough.docx", "guides/winter"]), 1).contains("is of the page `conditions/cough`"));
    fs::write(path.join("other.docx"), "no file").unwrap();
    assert!(code(&pamphlet(path, &["review", "other.docx"]), 1).contains("the file is damaged"));
    fs::remove_file(path.join("content/conditions/cough.md")).unwrap();
    fs::remove_file(path.join("content/guides/winter.md")).unwrap();
    assert!(code(&pamphlet(path, &["review", "cough.docx"]), 1).contains("there is no page `conditions/cough`"));
}

const LEAFLET: &str = "<!DOCTYPE html><html><body><nav>Menu</nav><main><h1>Nosebleeds</h1><p>A nosebleed usually stops by itself in ten minutes.</p>\
    <h2>When to get help</h2><p>Call 999 if:</p><ul><li>it does not stop</li></ul><p>If you faint, call 999.</p>\
    <p><img src='Nosebleeds_files/a%20b.svg'> <img src='../secret.svg'></p></main></body></html>";

#[test]
fn leaflets_become_drafts_and_write_over_nothing() {
    let folder = sound();
    let path = folder.path();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";
    fs::create_dir_all(path.join("leaflets/Nosebleeds_files")).unwrap();
    fs::write(path.join("leaflets/Nosebleeds.html"), LEAFLET).unwrap();
    fs::write(path.join("leaflets/Nosebleeds_files/a b.svg"), svg).unwrap();
    fs::write(path.join("secret.svg"), svg).unwrap();
    fs::write(path.join("leaflets/old.doc"), b"\xd0\xcf\x11\xe0").unwrap();
    fs::write(path.join("leaflets/second.md"), "# Nosebleeds\n\nIt also happens to cats, and stops by itself.\n").unwrap();
    let output = pamphlet(path, &["import", "leaflets"]);
    let said = code(&output, 1);
    assert!(said.contains("old.doc") && said.contains("save it as .docx") && said.contains("wrote 2 drafts"), "{said}");
    let draft = fs::read_to_string(path.join("content/conditions/nosebleeds.md")).unwrap();
    assert!(draft.contains("status: draft") && draft.contains("> [!emergency] Call 999 if:\n> - it does not stop\n"), "{draft}");
    assert!(draft.matches("> [!todo] An emergency number stands in running text").count() == 1, "{draft}");
    // What lies outside the page's folder is nobody's to copy.
    assert!(path.join("content/media/nosebleeds-1.svg").exists() && !path.join("content/media/nosebleeds-2.svg").exists());
    assert!(path.join("content/conditions/nosebleeds-2.md").exists());
    let report = fs::read_to_string(path.join("content/conditions/nosebleeds.import.json")).unwrap();
    assert!(report.contains("\"text\": \"Menu\"") && report.contains("\"cards-guessed\": 1"), "{report}");

    // The library is read with the reports in it; what is to be done is an error.
    let check = pamphlet(path, &["check", "--quick"]);
    let problems = code(&check, 1);
    assert!(problems.contains("error[todo]") && !problems.contains("import.json"), "{problems}");

    let again = pamphlet(path, &["import", "leaflets/Nosebleeds.html"]);
    let refused = code(&again, 1);
    assert!(refused.contains("is there already") && refused.contains("--force"), "{refused}");
    code(&pamphlet(path, &["import", "leaflets/Nosebleeds.html", "--force"]), 0);
}
