//! Writes the text of the bench for other tools to be measured on: `long_book CHAPTERS FOLDER` makes `FOLDER/content`, a library,
//! and `FOLDER/mdbook`, the same words as an mdBook. `long_book CHAPTERS FOLDER book.epub` makes the book, too: time that.

#[path = "../benches/support/mod.rs"]
mod support;

use std::{error::Error, fmt::Write as _, fs, path::Path};

use pamphlet_core::{Library, Sources};
use pamphlet_epub::{Options, render};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [chapters, folder, rest @ ..] = arguments.as_slice() else { return Err("give the number of chapters and a folder".into()) };
    let chapters = chapters.parse()?;
    let folder = Path::new(folder);
    if let [book, ..] = rest {
        let names = support::library(chapters).into_iter().map(|(path, _)| path);
        let sources = names
            .map(|path| Ok((path.clone(), fs::read(folder.join("content").join(path))?)))
            .collect::<Result<Sources, std::io::Error>>()?;
        let library = Library::read(sources).map_err(|problems| problems.to_string())?;
        fs::write(folder.join(book), render(&library, library.guide("long")?, &Options::default())?.output)?;
        return Ok(());
    }
    for (below, files) in [("content", support::library(chapters)), ("mdbook", mdbook(chapters))] {
        for (path, text) in files {
            let path = folder.join(below).join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, text)?;
        }
    }
    Ok(())
}

/// The same text as an mdBook, which pandoc reads, too.
fn mdbook(chapters: usize) -> Vec<(String, String)> {
    let mut summary = "# Summary\n\n".to_owned();
    let mut files = vec![("book.toml".to_owned(), "[book]\ntitle = \"A long book\"\nlanguage = \"en\"\n\n[output.epub]\n".to_owned())];
    for chapter in 0..chapters {
        let _ = writeln!(summary, "- [Chapter {chapter}](chapter-{chapter}.md)");
        let body = support::body(chapter, chapters, |_| String::new());
        files.push((format!("src/chapter-{chapter}.md"), format!("# Chapter {chapter}\n\n{body}")));
    }
    files.push(("src/SUMMARY.md".to_owned(), summary));
    files
}
