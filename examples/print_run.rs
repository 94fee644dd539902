//! A clinic's print run: every handout under the clinic's own letterhead, in standard and large print.
//!
//! The letterhead comes from the program (say, from the clinic's patient system) and not from `pamphlet.toml`. It adds
//! contacts and services, and can't change what a page says.
//!
//!     cargo run --example print_run -- content /tmp/handouts

use std::{error::Error, fs, path::Path};

use pamphlet::{
    Library,
    model::{Clinic, ContactPhone, Paper},
    pdf,
    value::Date,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |default: &str| arguments.next().unwrap_or_else(|| default.to_owned());
    let (content, out) = (next("content"), next("print-run"));
    let printed = run(Path::new(&content), Path::new(&out), |_| true)?;
    eprintln!("{printed} handouts in {out}");
    Ok(())
}

/// Prints the handouts of the pages whose path is chosen into a folder, and tells how many.
pub(crate) fn run(content: &Path, out: &Path, is_chosen: impl Fn(&str) -> bool) -> Result<usize, Box<dyn Error>> {
    let library = Library::open(content)?;
    let today: Date = "2026-11-22".parse()?;
    let letterhead = pdf::Letterhead::Clinic(Box::new(clinic()?));
    fs::create_dir_all(out)?;
    let mut printed = 0;
    for page in library.pages().filter(|page| is_chosen(&page.id.path.to_string())) {
        // The handout says so too; a clinic may not want it on the shelf at all.
        if let Some(due) = page.review_state(today).overdue {
            eprintln!("{}: its review was due by {due}, not printed", page.id);
            continue;
        }
        for (edition, ending) in [(pdf::Edition::Standard, ""), (pdf::Edition::LargePrint, "-large-print")] {
            let letterhead = letterhead.clone();
            let options = pdf::Options { paper: Some(Paper::A4), edition, letterhead, ..pdf::Options::on(today) };
            let handout = pdf::render(&library, page, &options)?.output;
            let name = format!("{}-{}-{}{ending}.pdf", page.id.path.kind.as_str(), page.id.path.slug, page.id.language);
            fs::write(out.join(&name), &handout.pdf)?;
            eprintln!("{name}: {} pages", handout.pages);
            printed += 1;
        }
    }
    Ok(printed)
}

/// Who gives the handouts out. Names and numbers are reserved for examples.
fn clinic() -> Result<Clinic, Box<dyn Error>> {
    Ok(Clinic {
        name: "Harbour Street Practice".parse()?,
        logo: None,
        address: vec!["7 Harbour Street".parse()?, "Exampletown EX2 2EX".parse()?],
        phones: vec![ContactPhone { label: "Appointments".parse()?, number: "01632 960 021".parse()? }],
        hours: Some("Monday to Friday, 8am to 6pm".parse()?),
        url: Some("https://harbour.example.org/".parse()?),
        services: Vec::new(),
        other_formats: Some("Ask at the desk for large print, audio or another language.".parse()?),
        interpreter: None,
        accent: Some("#5a2a6b".parse()?),
    })
}
