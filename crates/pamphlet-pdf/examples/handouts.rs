//! Makes a handout of every page of a content folder: `handouts CONTENT OUT [a4|letter|a5] [large]`.

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use pamphlet_core::{Library, model::Paper};
use pamphlet_pdf::{Edition, Options, render};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [content, out, rest @ ..] = &arguments[..] else { return Err("give a content folder and an output folder".into()) };
    let mut sources = BTreeMap::new();
    collect(Path::new(content), Path::new(content), &mut sources)?;
    let library = Library::read(sources).map_err(|problems| problems.to_string())?;
    let has = |name: &str| rest.iter().any(|word| word == name);
    let paper = if has("letter") {
        Some(Paper::Letter)
    } else if has("a5") {
        Some(Paper::A5)
    } else {
        None
    };
    let edition = if has("large") { Edition::LargePrint } else { Edition::Standard };
    let options = Options { paper, edition, ..Options::on("2026-11-22".parse()?) };
    fs::create_dir_all(out)?;
    for page in library.pages() {
        let handout = render(&library, page, &options).map_err(|error| format!("{}: {error}", page.id))?;
        fs::write(Path::new(out).join(format!("{}.pdf", page.id.path.slug)), &handout.output)?;
    }
    Ok(())
}

fn collect(root: &Path, folder: &Path, sources: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, sources)?;
        } else {
            sources.insert(path.strip_prefix(root)?.to_string_lossy().replace('\\', "/"), fs::read(&path)?);
        }
    }
    Ok(())
}
