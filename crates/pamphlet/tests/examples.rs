//! Runs the programs of the `examples` folder.

#[expect(dead_code, reason = "a program's `main` reads arguments, and is called by no test")]
#[path = "../../../examples/cms_json.rs"]
mod cms_json;
#[expect(dead_code, reason = "a program's `main` reads arguments, and is called by no test")]
#[path = "../../../examples/print_run.rs"]
mod print_run;
#[expect(dead_code, reason = "a program's `main` reads arguments, and is called by no test")]
#[path = "../../../examples/site_in_memory.rs"]
mod site_in_memory;
#[expect(dead_code, reason = "a program's `main` reads arguments, and is called by no test")]
#[path = "../../../examples/three_outputs.rs"]
mod three_outputs;

use std::{collections::BTreeSet, fs, path::Path};

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content");

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn three_outputs() {
    let out = tempfile::tempdir().unwrap();
    three_outputs::run(Path::new(CONTENT), "conditions/dyspareunia", out.path()).unwrap();
    let expected = ["dyspareunia.epub", "dyspareunia.html", "dyspareunia.pdf"];
    assert_eq!(names(out.path()), expected.map(str::to_owned).into());
}

#[test]
fn cms_json() {
    let outputs = cms_json::publish("vaginal-dryness", cms_json::PAGE).unwrap();
    assert!(outputs.fragment.contains("Vaginal dryness") && !outputs.fragment.contains("<html"));
    assert!(outputs.handout.starts_with(b"%PDF-"));
    assert!(outputs.book.starts_with(b"PK"));
    let problems = cms_json::read("vaginal-dryness", &cms_json::PAGE.replace("\"summary\"", "\"sumary\"")).unwrap_err();
    assert!(problems.to_string().contains("sumary"), "{problems}");
}

#[test]
fn site_in_memory() {
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\nsummary: S\n---\n\n{text}\n").into_bytes();
    let library = |text: &str| {
        let settings = b"title = 'T'\npublisher = { name = 'P' }".to_vec();
        let files = [
            ("pamphlet.toml", settings),
            ("modalities/rest.md", page("Rest", text)),
            ("modalities/sleep.md", page("Sleep", "See [rest](rest.md).")),
        ];
        pamphlet::Library::read(files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect()).unwrap()
    };
    let options = pamphlet::build::Options::on("2026-11-22".parse().unwrap());
    let mut shelf = site_in_memory::Shelf::default();
    let all = shelf.update(&library("Lie down."), &options).unwrap();
    let again = shelf.update(&library("Lie down."), &options).unwrap();
    let edited = shelf.update(&library("Sit down."), &options).unwrap();
    // Of two pages one, each with five files beside its web page; lists of pages are always made.
    assert_eq!((edited - again, all - again), (6, 12));
    let page = &shelf.files["modalities/rest/index.html"];
    assert!(String::from_utf8_lossy(&page.bytes).contains("Sit down."));
}

#[test]
fn print_run() {
    let out = tempfile::tempdir().unwrap();
    let printed = print_run::run(Path::new(CONTENT), out.path(), |path| path == "conditions/vaginismus").unwrap();
    assert_eq!(printed, 2);
    let expected = ["condition-vaginismus-en-GB-large-print.pdf", "condition-vaginismus-en-GB.pdf"];
    assert_eq!(names(out.path()), expected.map(str::to_owned).into());
}
