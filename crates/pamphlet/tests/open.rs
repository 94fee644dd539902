//! Opening a folder.

use std::{fs, path::Path};

use pamphlet::{Library, Problems};

const PAGE: &str = "---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n\nIt passes.\n";
const SETTINGS: &str = "title = 'Library'\npublisher = { name = 'Example Clinic' }\n";

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn codes(problems: &Problems) -> Vec<(&str, &str)> {
    problems.diagnostics.iter().map(|problem| (problem.file.as_deref().unwrap_or(""), problem.code)).collect()
}

#[test]
fn a_folder_is_read_and_what_is_left_out_is_told() {
    let folder =
        folder(&[("pamphlet.toml", SETTINGS.as_bytes()), ("conditions/cough.md", PAGE.as_bytes()), ("conditions/cough.docx", b"")]);
    let library = Library::open(folder.path()).unwrap();
    assert_eq!(library.page("conditions/cough").unwrap().title.as_str(), "Cough");
    assert_eq!(codes(library.warnings()), [("conditions/cough.docx", "unknown-file")]);
}

#[test]
fn a_file_that_can_t_be_read_is_one_problem() {
    let linking = PAGE.replace("It passes.", "See [fever](fever.md).");
    let large = vec![b'x'; 2_000_001];
    let folder =
        folder(&[("pamphlet.toml", SETTINGS.as_bytes()), ("conditions/cough.md", linking.as_bytes()), ("conditions/fever.md", &large)]);
    let problems = Library::open(folder.path()).unwrap_err();
    assert_eq!(codes(&problems), [("conditions/fever.md", "file-too-large")]);
}

#[test]
fn a_missing_folder_is_one_problem() {
    let problems = Library::open(Path::new("/no/such/folder")).unwrap_err();
    assert_eq!(codes(&problems), [("", "missing-folder")]);
}
