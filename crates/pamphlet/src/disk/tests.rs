use super::*;

const SMALL: Limits = Limits { text: 20, binary: 40, total: 100, files: 5 };

fn folder(files: &[(&str, usize)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, size) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, vec![b'x'; *size]).unwrap();
    }
    folder
}

fn told(tree: &Tree) -> Vec<String> {
    tree.diagnostics.iter().map(ToString::to_string).collect()
}

#[test]
fn what_has_a_place_is_read_and_the_rest_is_told() {
    let folder = folder(&[
        (".git/config", 1),
        ("README.md", 1),
        ("pamphlet.toml", 1),
        ("conditions/a.md", 1),
        ("conditions/.a.md.swp", 1),
        ("conditions/a.docx", 1),
        ("conditions/deep/a.md", 1),
        ("media/deep/x.svg", 1),
        ("media/My Picture.PNG", 1),
        ("drafts/a.md", 1),
        ("glossary.ar.md", 1),
        ("messages/ar.ftl", 1),
    ]);
    let tree = read_within(folder.path(), SMALL);
    let read: Vec<&str> = tree.sources.keys().map(String::as_str).collect();
    assert_eq!(read, ["conditions/a.md", "glossary.ar.md", "media/deep/x.svg", "messages/ar.ftl", "pamphlet.toml"]);
    insta::assert_snapshot!(told(&tree).join("\n"), @r"
    conditions/a.docx: warning[unknown-file]: this file is no part of the library
    conditions/deep: warning[unknown-folder]: nothing is read from this folder
    drafts: warning[unknown-folder]: nothing is read from this folder
    media/My Picture.PNG: warning[unknown-file]: the file's name `My Picture.PNG` can't stand in every address and archive
    ");
}

#[test]
fn each_limit_is_one_problem() {
    let tree = read_within(folder(&[("conditions/a.md", 21), ("media/a.svg", 40), ("media/b.svg", 41)]).path(), SMALL);
    assert!(tree.is_whole);
    assert_eq!(tree.unread.iter().collect::<Vec<_>>(), ["conditions/a.md", "media/b.svg"]);
    assert_eq!(told(&tree).len(), 2);

    let names: Vec<String> = (0..9).map(|n| format!("conditions/{n}.md")).collect();
    let many: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 1)).collect();
    let tree = read_within(folder(&many).path(), SMALL);
    assert!(!tree.is_whole);
    assert_eq!(told(&tree), ["error[folder-too-large]: the folder holds more than 5 files"]);

    let tree = read_within(folder(&[("media/a.svg", 40), ("media/b.svg", 40), ("media/c.svg", 40)]).path(), SMALL);
    assert!(!tree.is_whole);
    assert_eq!(tree.diagnostics[0].code, "folder-too-large");
}

#[cfg(unix)]
#[test]
fn a_link_stays_inside() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.md", 3)]);
    let folder = folder(&[("conditions/a.md", 1), ("media/x.svg", 1)]);
    let at = |path: &str| folder.path().join(path);
    symlink(outside.path().join("secret.md"), at("conditions/leaves.md")).unwrap();
    symlink("a.md", at("conditions/b.md")).unwrap();
    symlink("nowhere.md", at("conditions/dangles.md")).unwrap();
    symlink(folder.path(), at("media/circle")).unwrap();
    symlink(outside.path(), at("evidence")).unwrap();
    let tree = read_within(folder.path(), SMALL);
    insta::assert_snapshot!(told(&tree).join("\n"), @r"
    conditions/dangles.md: error[unreadable-file]: this can't be read: No such file or directory (os error 2)
    conditions/leaves.md: error[outside-content]: this is a symbolic link to a place outside the content folder
    evidence: error[outside-content]: this is a symbolic link to a place outside the content folder
    media/circle: warning[linked-folder]: a symbolic link to a folder isn't followed
    ");
    assert!(tree.sources["conditions/leaves.md"].is_empty());
    assert_eq!(tree.sources["conditions/b.md"], b"x");
}

#[test]
fn a_missing_folder_is_one_problem() {
    let folder = folder(&[]);
    let tree = read(&folder.path().join("content"));
    assert!(!tree.is_whole);
    assert_eq!(tree.diagnostics[0].code, "missing-folder");
}

#[cfg(unix)]
#[test]
fn a_theme_is_read_with_the_same_guards() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.css", 3), ("theme/text.css", 3)]);
    let here = folder(&[("theme/shell.css", 3), ("theme/deep/x.css", 1), ("theme/README.md", 1)]);
    let at = |path: &str| here.path().join(path);
    symlink(outside.path().join("secret.css"), at("theme/text.css")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("theme/page.html")).status().unwrap().success());
    File::create(at("theme/tokens.css")).unwrap().set_len(3_000_000_000).unwrap();
    let tree = read_theme(here.path());
    insta::assert_snapshot!(told(&tree).join("\n"), @r"
    theme/deep: warning[unknown-folder]: nothing is read from this folder
    theme/page.html: error[unreadable-file]: this isn't an ordinary file
    theme/text.css: error[outside-content]: this is a symbolic link to a place outside the content folder
    theme/tokens.css: error[file-too-large]: the file is larger than 2 MB
    ");
    assert_eq!(tree.sources["theme/shell.css"], b"xxx");

    // The folder itself may be elsewhere.
    let linked = folder(&[("pamphlet.toml", 1)]);
    symlink(outside.path().join("theme"), linked.path().join("theme")).unwrap();
    assert_eq!(
        told(&read_theme(linked.path())),
        ["theme: error[outside-content]: this is a symbolic link to a place outside the content folder"]
    );
    assert!(told(&read_theme(outside.path())).is_empty() && told(&read_theme(&outside.path().join("none"))).is_empty());
}

#[cfg(unix)]
#[test]
fn a_file_that_somebody_names_is_an_ordinary_one() {
    let folder = folder(&[("a.pdf", 2_000_001)]);
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let why = |path: &Path| read_file(path, 2_000_000).unwrap_err().to_string();
    assert_eq!(why(&pipe), "it isn't an ordinary file");
    assert_eq!(why(Path::new("/dev/zero")), "it isn't an ordinary file");
    assert_eq!(why(&folder.path().join("a.pdf")), "it is larger than 2 MB");
    assert_eq!(read_file(folder.path().join("a.pdf"), 3_000_000).unwrap().len(), 2_000_001);
}
