//! One page as a web page, a handout and an e-book.
//!
//!     cargo run --example three_outputs -- content conditions/dyspareunia /tmp/out

use std::{error::Error, fs, path::Path};

use pamphlet::{Library, epub, html, pdf, value::Date};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |default: &str| arguments.next().unwrap_or_else(|| default.to_owned());
    let (content, page, out) = (next("content"), next("conditions/dyspareunia"), next("three-outputs"));
    run(Path::new(&content), &page, Path::new(&out))
}

/// Writes the three files into a folder.
pub(crate) fn run(content: &Path, path: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let library = Library::open(content)?;
    let page = library.page(path)?;
    // What is overdue on this day says so in all three. The library never reads the clock itself.
    let today: Date = "2026-11-22".parse()?;

    let web = html::render(&library, page, &html::Options::on(today))?;
    let handout = pdf::render(&library, page, &pdf::Options::on(today))?;
    let book = epub::render(&library, page, &epub::Options::on(today))?;

    fs::create_dir_all(out)?;
    let slug = &page.id.path.slug;
    for (ending, bytes, omissions) in [
        ("html", web.output.as_bytes(), &web.omissions),
        ("pdf", &handout.output.pdf[..], &handout.omissions),
        ("epub", &book.output[..], &book.omissions),
    ] {
        let file = out.join(format!("{slug}.{ending}"));
        fs::write(&file, bytes)?;
        eprintln!("{}", file.display());
        // A web page, a sheet of paper and a book can't all show the same. What one leaves out, it says.
        for left_out in omissions {
            eprintln!("  without {left_out}");
        }
    }
    Ok(())
}
