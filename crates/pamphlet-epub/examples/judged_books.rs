//! Writes books for the outside judges, beside those of the sample library: `judged_books FOLDER` makes one with each thing that a
//! page can hold, all that a guide says of itself and the pages of a printed edition (and what the book trade is told of it), one that's read from the right, one of chosen pages with a page that tells
//! what changed, and one of a hundred chapters.

#[path = "../benches/support/mod.rs"]
mod long;

#[path = "../tests/common/mod.rs"]
#[expect(dead_code, reason = "the tests have uses for what the judges have not")]
mod common;

#[path = "../../../tests/support/everything.rs"]
mod fixture;

use std::{error::Error, fs, path::Path};

use pamphlet_core::{Library, Sources, changes::Changes};
use pamphlet_epub::{Cover, CoverType, Edition, Options, Selection, onix, render};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder to write to")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let write = |name: &str, library: &Library, edition: Edition<'_>, options: &Options| -> Result<(), Box<dyn Error>> {
        Ok(fs::write(folder.join(name), render(library, edition, options)?.output)?)
    };

    let everything = common::read(with_settings(common::sources(), common::SAID));
    let cover = Some(Cover { bytes: common::DOT.to_vec(), media_type: CoverType::Png });
    let options = Options { cover, print: Some(common::print_edition(&everything)), ..Options::on(common::day()) };
    write("everything.epub", &everything, everything.guide("book")?.into(), &options)?;
    fs::write(folder.join("everything.onix"), onix(&everything, everything.guide("book")?, &options)?)?;

    let mut older = common::sources();
    older.insert("conditions/other.md".to_owned(), b"---\ntitle: Other\nsummary: Another.\n---\n\n## Reasons\n\nFew.\n".to_vec());
    let changes = Some(Changes::between(&common::read(older), &everything));
    let pages = vec![everything.page("conditions/other")?, everything.page("conditions/everything")?];
    let selection = Selection { title: "Chosen".parse()?, pages };
    write("chosen.epub", &everything, (&selection).into(), &Options { changes, ..Options::on(common::day()) })?;

    let arabic = common::read(fixture::arabic());
    write("right-to-left.epub", &arabic, arabic.guide("book")?.into(), &Options::on(common::day()))?;

    let long: Sources = long::library(100).into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let long = common::read(long);
    write("long.epub", &long, long.guide("long")?.into(), &Options::on(common::day()))
}

fn with_settings(mut sources: Sources, settings: &str) -> Sources {
    if let Some(guide) = sources.get_mut("guides/book.md") {
        *guide = String::from_utf8_lossy(guide).replace("guide:\n", &format!("guide:\n{settings}")).into_bytes();
    }
    sources
}
