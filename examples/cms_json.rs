//! A content management system's page in, three formats out, and no file read or written on the way.
//!
//! The system has pages as JSON, shaped by `pamphlet schema condition`. What it got wrong comes back with line and column,
//! for its editor to show.
//!
//!     cargo run --example cms_json

use std::{collections::BTreeMap, error::Error};

use pamphlet::{Library, Problems, epub, html, pdf, value::Date};

/// What the system's database holds.
pub(crate) const PAGE: &str = r#"{
  "title": "Vaginal dryness",
  "summary": "Dryness can make sex hurt. Moisturisers, lubricants and, for many, oestrogen help.",
  "condition": { "codes": { "icd-10": ["N95.2"] } },
  "review": { "last": "2026-11-22", "next": "2027-11-22", "clinical": "pending" },
  "notices": { "status": "This is sample content. It has had no clinical review." },
  "opening": [
    { "paragraph": [{ "text": "Many people have it, at any age." }] }
  ],
  "sections": [
    {
      "heading": [{ "text": "When to get help" }],
      "blocks": [
        {
          "care-card": {
            "urgency": "urgent",
            "heading": [{ "text": "Ask for an urgent GP appointment if:" }],
            "criteria": [[{ "text": "you bleed after the menopause" }]]
          }
        }
      ]
    }
  ]
}"#;

/// And the settings that it gives all its pages.
const SETTINGS: &str = r#"
title = "Example portal"
url = "https://portal.example.org/"
publisher = { name = "Example Clinic" }
"#;

/// One page in each format.
pub(crate) struct Outputs {
    /// A piece of a web page, for the system to put in a page of its own.
    pub(crate) fragment: String,
    /// A handout.
    pub(crate) handout: Vec<u8>,
    /// An e-book.
    pub(crate) book: Vec<u8>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Outputs { fragment, handout, book } = publish("vaginal-dryness", PAGE)?;
    eprintln!("{} bytes of HTML, {} of PDF, {} of EPUB", fragment.len(), handout.len(), book.len());

    // What an author is told who misspells a key.
    let Err(problems) = read("vaginal-dryness", &PAGE.replace("\"summary\"", "\"sumary\"")) else {
        return Err("a misspelt key was taken".into());
    };
    eprintln!("{problems}");
    Ok(())
}

/// Reads a page from the system's JSON.
pub(crate) fn read(slug: &str, json: &str) -> Result<Library, Problems> {
    let sources = [("pamphlet.toml".to_owned(), SETTINGS.into()), (format!("conditions/{slug}.json"), json.into())];
    Library::read(BTreeMap::from(sources))
}

/// Makes the three outputs of a page.
pub(crate) fn publish(slug: &str, json: &str) -> Result<Outputs, Box<dyn Error>> {
    let library = read(slug, json)?;
    let page = library.page(&format!("conditions/{slug}"))?;
    let today: Date = "2026-11-22".parse()?;

    // A class prefix and a lower heading keep the piece apart from the system's own page around it.
    let fragment = html::Fragment { class_prefix: "leaflet-".to_owned(), heading_offset: 1, ..Default::default() };
    let web = html::Options { form: html::Form::Fragment(fragment), ..html::Options::on(today) };
    Ok(Outputs {
        fragment: html::render(&library, page, &web)?.output,
        handout: pdf::render(&library, page, &pdf::Options::on(today))?.output.pdf,
        book: epub::render(&library, page, &epub::Options::on(today))?.output,
    })
}
