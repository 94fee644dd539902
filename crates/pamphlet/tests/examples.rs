//! Runs the programs of the `examples` folder.

#[expect(dead_code, reason = "a program's `main` reads arguments, and is called by no test")]
#[path = "../../../examples/cms_json.rs"]
mod cms_json;
#[expect(dead_code, reason = "a program's `main` reads arguments, and is called by no test")]
#[path = "../../../examples/print_run.rs"]
mod print_run;
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
fn print_run() {
    let out = tempfile::tempdir().unwrap();
    let printed = print_run::run(Path::new(CONTENT), out.path(), |path| path == "conditions/vaginismus").unwrap();
    assert_eq!(printed, 2);
    let expected = ["condition-vaginismus-en-GB-large-print.pdf", "condition-vaginismus-en-GB.pdf"];
    assert_eq!(names(out.path()), expected.map(str::to_owned).into());
}
