//! Writes every page of a content folder as a book: `books CONTENT OUT YYYY-MM-DD`.
//!
//! The conformance tools judge what it writes.

use std::{error::Error, fs, path::Path};

use pamphlet_core::{Library, Sources};
use pamphlet_epub::{Options, render};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [content, out, day] = arguments.as_slice() else {
        return Err("give the content folder, the folder to write to and the day".into());
    };
    let mut sources = Sources::new();
    collect(Path::new(content), Path::new(content), &mut sources)?;
    let library = Library::read(sources).map_err(|problems| problems.to_string())?;
    let options = Options::on(day.parse()?);
    fs::create_dir_all(out)?;
    for page in library.pages() {
        let book = render(&library, page, &options)?;
        let name = format!("{}-{}-{}.epub", page.id.path.kind.as_str(), page.id.path.slug, page.id.language);
        fs::write(Path::new(out).join(&name), book.output)?;
        for omission in book.omissions {
            eprintln!("{name}: {omission}");
        }
    }
    Ok(())
}

fn collect(folder: &Path, root: &Path, sources: &mut Sources) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, root, sources)?;
        } else {
            let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
            sources.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}
