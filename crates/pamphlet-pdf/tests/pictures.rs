//! Pictures on paper: whatever their shape, they fit with their captions, and nothing stands on anything.

use std::fmt::Write;

use pamphlet_core::{
    Library, Sources,
    model::{Page, Paper},
};
use pamphlet_pdf::{Edition, Options, check, render};

mod common;

/// A page with a text, and the pictures that it and its letterhead show.
fn library(body: &str, drawings: &[(&str, String)]) -> Library {
    let settings = "title = 'Library'\n[publisher]\nname = 'A clinic with a fairly long name'\nlogo = 'media/logo.svg'\n";
    let page = format!("---\ntitle: Cough\nsummary: What a cough is.\n---\n\nA cough clears the throat.\n\n## Causes\n\n{body}\n");
    let files = [("pamphlet.toml".to_owned(), settings.to_owned()), ("conditions/cough.md".to_owned(), page)];
    let drawings = drawings.iter().map(|(name, file)| (format!("media/{name}.svg"), file.clone()));
    let sources: Sources = files.into_iter().chain(drawings).map(|(name, file)| (name, file.into_bytes())).collect();
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

fn page(library: &Library) -> &Page {
    library.page("conditions/cough").unwrap()
}

fn drawing(width: u32, height: u32, inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect width=\"{width}\" height=\"{height}\"/>{inside}</svg>"
    )
}

#[test]
fn a_picture_of_any_shape_fits_with_its_caption_wherever_it_stands() {
    let long = "Where the tube leads and what it meets on its way. ".repeat(60);
    let figure = |caption: &str| format!("![A tube](../media/tall.svg \"{caption}\")");
    let short = figure("What the tube looks like");
    let bodies = [
        short.clone(),
        figure(&long),
        format!("- Look at this:\n\n  {short}\n\n- Then rest.\n"),
        format!("> [!details] More about it\n>\n> {short}\n"),
    ];
    for size in [(300, 6000), (3000, 90), (1200, 1700)] {
        for body in &bodies {
            let drawings = [("tall", drawing(size.0, size.1, "")), ("logo", drawing(3000, 90, ""))];
            let library = library(body, &drawings);
            for (paper, edition) in [(Paper::A4, Edition::Standard), (Paper::A5, Edition::LargePrint), (Paper::Letter, Edition::LargePrint)]
            {
                let options = Options { paper: Some(paper), edition, ..Options::on(common::day()) };
                // The proof compares the boxes of all texts and pictures, with each other and with the paper.
                let made = render(&library, page(&library), &options);
                let made = made.unwrap_or_else(|error| panic!("{size:?} {paper:?} {edition:?}: {error}\n{body}"));
                assert!(!made.omissions.iter().any(|omission| omission.what.contains("media/")), "{body}");
            }
        }
    }
}

#[test]
fn letters_of_a_drawing_that_no_typeface_has_are_reported_at_their_place() {
    let text = "<text y=\"20\">Call 111 → now, βήχας, سعال</text><text y=\"40\">Call <tspan>咳嗽</tspan> あ\u{fe0e}</text>";
    let clean = drawing(200, 100, "<text y=\"20\">Call 111 → now, βήχας, سعال</text><text y=\"40\">Call *\u{fe0e} now</text>");
    let drawings = [("logo", drawing(200, 100, "")), ("a", drawing(200, 100, text)), ("b", clean)];
    let library = library("![A call](../media/b.svg)", &drawings);
    let mut told = String::new();
    for problem in check(&library, &[]).unwrap() {
        let (file, span) = (problem.file.clone().unwrap(), problem.span.clone().unwrap());
        let marked = &drawings[1].1[span];
        writeln!(told, "{file} [{}] at “{marked}”: {}\n    {}", problem.code, problem.message, problem.help.join("; ")).unwrap();
    }
    insta::assert_snapshot!(told);
    // What isn't reported is printed.
    render(&library, page(&library), &Options::on(common::day())).unwrap();
}
