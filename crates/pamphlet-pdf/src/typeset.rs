//! From data to a PDF: lay out, check, export.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;
use typst::{
    World, WorldExt, comemo,
    diag::{SourceDiagnostic, Warned},
    foundations::Smart,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{
    Error, Handout, Theme,
    proof::{self, Promises},
    world::HandoutWorld,
};

/// Everything that a handout is made of.
pub(crate) struct Job<'a> {
    /// The tree that the theme turns into content; see `tree`.
    pub data: Value,
    /// Pictures, by the names that the data gives them.
    pub files: BTreeMap<String, Arc<[u8]>>,
    pub fonts: Vec<typst::text::Font>,
    pub theme: &'a Theme,
    /// What must be found in the result.
    pub promises: Promises,
}

/// Makes the PDF of a job.
pub(crate) fn typeset(job: Job<'_>) -> Result<Handout, Error> {
    let Job { data, mut files, fonts, theme, promises } = job;
    files.insert("page.json".to_owned(), data.to_string().into_bytes().into());
    let world = HandoutWorld::new(fonts, theme, files)?;
    let result = lay_out(&world, &promises).and_then(|document| export(&world, &document));
    // Typst remembers every step of every document: 3 MB each, whether it came to a good end or not.
    comemo::evict(0);
    result
}

fn lay_out(world: &HandoutWorld, promises: &Promises) -> Result<PagedDocument, Error> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| refusal(world, &errors))?;
    // The glyphs come first: they tell of the author's text, and warnings of the theme.
    proof::read(&document, promises)?;
    // A warning is an error: an unknown font, for one, makes the text vanish and passes every validator.
    if warnings.is_empty() { Ok(document) } else { Err(refusal(world, &warnings)) }
}

fn export(world: &HandoutWorld, document: &PagedDocument) -> Result<Handout, Error> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).expect("PDF/UA-1 and PDF/A-2a go together");
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(concat!("Pamphlet ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    let pdf = typst_pdf::pdf(document, &options).map_err(|errors| refusal(world, &errors))?;
    Ok(Handout { pdf, pages: document.pages().len() })
}

fn refusal(world: &HandoutWorld, diagnostics: &[SourceDiagnostic]) -> Error {
    let Some(first) = diagnostics.first() else {
        return Error::Typst { at: None, message: "unknown error".to_owned(), hints: Vec::new() };
    };
    let at = first.span.id().map(|id| {
        let line = world.range(first.span).and_then(|range| world.source(id).ok()?.lines().byte_to_line(range.start));
        let file = id.get().vpath().get_without_slash().to_owned();
        line.map_or(file.clone(), |line| format!("{file}:{}", line + 1))
    });
    let hints = first.hints.iter().map(|hint| hint.v.to_string()).collect();
    Error::Typst { at, message: first.message.to_string(), hints }
}
