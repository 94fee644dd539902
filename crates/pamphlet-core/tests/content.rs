//! The sample library holds.

use std::{fs, path::Path};

use pamphlet_core::{Library, Sources};

fn collect(folder: &Path, root: &Path, sources: &mut Sources) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, sources);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            sources.insert(name, fs::read(&path).unwrap());
        }
    }
}

#[test]
fn the_sample_library_reads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let mut sources = Sources::new();
    collect(&root, &root, &mut sources);
    match Library::read(sources) {
        Ok(library) => assert!(library.pages().count() > 10),
        Err(problems) => panic!("{problems}"),
    }
}
