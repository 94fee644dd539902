//! From data to a PDF: lay out, check, export.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use pamphlet_core::{Rendered, value::MediaPath};
use serde_json::Value;
use typst::{
    World, WorldExt, comemo,
    diag::{SourceDiagnostic, Warned},
    foundations::Smart,
};
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{
    Attachment, Error, Handout, Options, Pictures, clusters, fonts,
    proof::{self, Promises, Refusal},
    said::{self, DATA},
    world::HandoutWorld,
};

/// Everything that a handout is made of.
pub(crate) struct Job<'a> {
    /// The tree that the theme turns into content; see `tree`.
    pub data: Value,
    /// Pictures, by the names that the data gives them.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// What the pictures say in letters.
    pub drawings: Vec<(MediaPath, String)>,
    pub fonts: Vec<typst::text::Font>,
    pub options: &'a Options,
    /// What must be found in the result.
    pub promises: Promises,
}

/// A last page that is filled no further than this looks left over.
const NEARLY_EMPTY: f64 = 0.25;

/// More pixels than this in a row no screen shows.
const WIDEST: u32 = 4000;

/// Makes the PDF of a job.
pub(crate) fn typeset(job: Job<'_>) -> Result<Rendered<Handout>, Error> {
    let _memory = Memory::borrow();
    set(job)
}

/// What Typst remembers of every step of a document: 3 MB each, whether it came to a good end or not.
///
/// All threads remember in one place. Were all of it forgotten whenever one of them is done, the others would do again
/// what they've just done; so it's kept while as many more documents come to their end as are being set.
struct Memory;

/// How many documents are being set.
static BORROWERS: AtomicUsize = AtomicUsize::new(0);

impl Memory {
    fn borrow() -> Self {
        BORROWERS.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let others = BORROWERS.fetch_sub(1, Ordering::Relaxed) - 1;
        comemo::evict(others);
    }
}

fn set(job: Job<'_>) -> Result<Rendered<Handout>, Error> {
    let Job { mut data, mut files, drawings, fonts, options, promises } = job;
    // Typst leaves such letters out of a drawing, and says nothing.
    if let Some((path, characters)) = drawings.into_iter().find_map(|(path, text)| Some((path, fonts::lacking(&fonts, &text)?))) {
        return Err(Error::LettersInPicture { path, characters });
    }
    data["fonts"] = fonts::families(&fonts, &data);
    files.insert(DATA.to_owned(), data.to_string().into_bytes().into());
    let mut world = HandoutWorld::new(fonts, &options.theme, files)?;
    let mut document = loop {
        match lay_out(&world, &promises) {
            // Where the number of a page makes a line longer that then stands on another page, numbers never settle. Other gaps end that.
            Err(Refusal { error: Error::Typst { .. }, .. }) if data["spacing"] == "normal" => {
                data["spacing"] = "tight".into();
            }
            // A word longer than its line breaks where there's no other way.
            Err(Refusal { wide, .. }) if loosen(&mut data, &wide) => {}
            Ok((_, wide)) if loosen(&mut data, &wide) => {}
            Err(Refusal { error, .. }) => return Err(error),
            Ok((document, _)) => break document,
        }
        world = world.with_file(DATA, data.to_string().into_bytes().into());
    };
    // Gaps a little smaller may save the last page, and with it a sheet of paper for every reader.
    if document.pages().len() > 1 && data["spacing"] == "normal" && proof::filled(&document).is_some_and(|part| part < NEARLY_EMPTY) {
        data["spacing"] = "tight".into();
        let tight = world.with_file(DATA, data.to_string().into_bytes().into());
        if let Ok((shorter, _)) = lay_out(&tight, &promises)
            && shorter.pages().len() < document.pages().len()
        {
            (world, document) = (tight, shorter);
        }
    }
    let printed = proof::printed(&document, &promises);
    let omissions = proof::spared(&document, &promises);
    let document = clusters::joined(document);
    let (pdf, pictures) = export(&world, &document, options)?;
    Ok(Rendered { output: Handout { pdf, pages: document.pages().len(), pictures, printed }, omissions })
}

/// Lets the words of pieces break a little more, if there's a way left.
fn loosen(data: &mut Value, wide: &[usize]) -> bool {
    let mut is_looser = false;
    let wide: BTreeSet<usize> = wide.iter().copied().collect();
    if !wide.is_empty() {
        said::each(data, &mut |number, piece| {
            if wide.contains(&number) {
                is_looser |= said::Loose::loosen(piece);
            }
        });
    }
    is_looser
}

/// Lays a document out; also which pieces have words longer than their lines.
fn lay_out(world: &HandoutWorld, promises: &Promises) -> Result<(PagedDocument, Vec<usize>), Refusal> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| refusal(world, &errors))?;
    // The glyphs come first: they tell of the author's text, and warnings of the theme.
    let wide = proof::read(&document, promises)?;
    // A warning is an error: an unknown font, for one, makes the text vanish and passes every validator.
    if warnings.is_empty() { Ok((document, wide)) } else { Err(refusal(world, &warnings).into()) }
}

fn export(world: &HandoutWorld, document: &PagedDocument, options: &Options) -> Result<(Vec<u8>, Vec<Vec<u8>>), Error> {
    // PDF/A-2 allows no attachment but another PDF/A; PDF/A-3 is the same and allows any.
    let archival = match options.attachment {
        Attachment::None => PdfStandard::A_2a,
        Attachment::Source => PdfStandard::A_3a,
    };
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, archival]).expect("PDF/UA-1 goes with PDF/A-2a and PDF/A-3a");
    let settings = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(concat!("Pamphlet ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    let pdf = typst_pdf::pdf(document, &settings).map_err(|errors| refusal(world, &errors))?;
    let pictures = options.pictures.map_or_else(Vec::new, |pictures| picture(document, pictures));
    Ok((pdf, pictures))
}

fn picture(document: &PagedDocument, pictures: Pictures) -> Vec<Vec<u8>> {
    let Pictures { width, pages } = pictures;
    let width = f64::from(width.clamp(1, WIDEST));
    let one = |page: &Page| {
        let pixel_per_pt = typst::utils::Scalar::new(width / page.frame.width().to_pt());
        let options = typst_render::RenderOptions { pixel_per_pt, render_bleed: false };
        typst_render::render(page, &options).encode_png().expect("a picture of a page has pixels")
    };
    document.pages().iter().take(pages).map(one).collect()
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
