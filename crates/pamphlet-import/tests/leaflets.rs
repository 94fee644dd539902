//! Leaflets of all kinds, and the draft that each becomes.

mod support;

use std::{fs, path::Path};

use pamphlet_import::{Fate, Imported, Options, import};

fn of_word(name: &str, source: &str) -> Imported {
    let bytes = support::docx::write(&support::parse(source));
    import(&format!("{name}.docx"), &bytes, &Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The draft, and what isn't in it.
fn shown(imported: &Imported) -> String {
    let mut out = imported.markdown.clone();
    out.push_str("\n======== the report\n");
    let report = &imported.report;
    out.push_str(&format!(
        "{}: {} of {} words; {} cards found, {} guessed; {} emergency numbers in text; {} to-dos; {} pictures\n",
        imported.page.id.path,
        report.words_kept,
        report.words,
        report.cards_found,
        report.cards_guessed,
        report.emergency_in_text,
        report.todos,
        imported.media.len()
    ));
    for notice in &report.notices {
        out.push_str(&format!("note: {notice}\n"));
    }
    for told in &report.told {
        if told.fate != Fate::Body {
            out.push_str(&format!("{}: {} -> {}\n", told.from, told.text, told.fate));
        }
    }
    out
}

#[test]
fn leaflets_become_drafts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/leaflets");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut told = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "txt")) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let source = fs::read_to_string(file).unwrap();
        let imported = of_word(name, &source);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "leaflets" }, {
            insta::assert_snapshot!(name.to_owned(), shown(&imported));
        });
        told += 1;
    }
    assert!(told >= 10);
}
