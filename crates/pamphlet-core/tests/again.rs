//! What is read again is what would be read afresh, whatever was read before.

use pamphlet_core::{Library, Problems, Reader, Sources, model::Page};

fn sources(files: &[(&str, &str)]) -> Sources {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// The pages of a library, or what is wrong with it.
fn told(read: Result<Library, Problems>) -> Result<Vec<Page>, String> {
    read.map(|library| library.pages().cloned().collect()).map_err(|problems| problems.to_string())
}

#[test]
fn an_edit_leaves_nothing_behind() {
    const SETTINGS: &str = "title = 'Library'\npublisher = { name = 'Example Clinic' }\n";
    const COUGH: &str = "---\ntitle: Cough\nsummary: Of coughs.\n---\n\n## Causes\n\nSee [fever](fever.md#causes).\n";
    const FEVER: &str = "---\ntitle: Fever\nsummary: Of fever.\n---\n\n## Causes\n\nMany.\n";
    let english = include_str!("../src/messages/en.ftl");
    let other_headings = english.replace("headings-causes = Causes|", "headings-symptoms-of-old = x\nheadings-causes = Whence|");
    let steps = [
        sources(&[("pamphlet.toml", SETTINGS), ("conditions/cough.md", COUGH), ("conditions/fever.md", FEVER)]),
        // A mistake in one page, a link that breaks without its own page being touched, and both mended.
        sources(&[("pamphlet.toml", SETTINGS), ("conditions/cough.md", COUGH), ("conditions/fever.md", "---\ntitel: Fever\n---\n")]),
        sources(&[("pamphlet.toml", SETTINGS), ("conditions/cough.md", COUGH)]),
        sources(&[
            ("pamphlet.toml", SETTINGS),
            ("conditions/cough.md", COUGH),
            ("conditions/fever.md", &FEVER.replace("Causes", "Whence")),
        ]),
        sources(&[("pamphlet.toml", SETTINGS), ("conditions/cough.md", COUGH), ("conditions/fever.md", FEVER)]),
        // Which headings stand for what is the catalogue's to say, and the language of a page the settings'.
        sources(&[
            ("pamphlet.toml", SETTINGS),
            ("conditions/cough.md", COUGH),
            ("conditions/fever.md", FEVER),
            ("messages/en-GB.ftl", &other_headings),
        ]),
        sources(&[
            ("pamphlet.toml", &format!("language = 'en-US'\n{SETTINGS}")),
            ("conditions/cough.md", COUGH),
            ("conditions/fever.md", FEVER),
        ]),
    ];
    let mut reader = Reader::default();
    let mut seen = Vec::new();
    for step in steps {
        let again = told(reader.read(step.clone()));
        assert_eq!(again, told(Library::read(step)));
        seen.push(again);
    }
    assert_eq!(seen.iter().filter(|told| told.is_err()).count(), 3);
    assert_eq!(seen[0], seen[4]);
    assert!(seen[4] != seen[5] && seen[5] != seen[6]);
}
