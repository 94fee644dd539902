//! Writes the sheets: printpdf draws the sheet, and each page of the source stands on it whole, as a form.

use std::{collections::BTreeMap, sync::LazyLock};

use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};
use printpdf::{
    Codepoint, Color, CurTransMat, ExternalStream, ExternalXObject, FontId, Greyscale, Line, LineDashPattern, LinePoint, Op, PaintMode,
    ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem, TextMatrix, WindingOrder, XObject,
    XObjectId, XObjectTransform,
};

use sha2::{Digest, Sha256};

use super::{
    Error,
    geometry::{Area, Matrix, Size},
    import::Importer,
    source::{Room, Source, SourcePage},
};

/// The face of the slug line. It's embedded: a print shop refuses files that lack one.
static FACE: LazyLock<ParsedFont> = LazyLock::new(|| {
    let face = ParsedFont::from_bytes(crate::fonts::TEXT_FACE, 0, &mut Vec::new()).expect("our own face can be read");
    ParsedFont { font_name: Some("AtkinsonHyperlegibleNext-Regular".to_owned()), ..face }
});
const FACE_ID: &str = "Slug";

/// A side of a sheet, ready to be drawn.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) pages: Vec<PlacedPage>,
    pub(super) lines: Vec<MarkLine>,
    /// What it says, and where it starts.
    pub(super) slug: Option<(String, (f64, f64))>,
    /// Whether the printer turns it so that it must stand on its head.
    pub(super) upside_down: bool,
}

/// A page on a side.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedPage {
    pub(super) page: usize,
    /// From the page's coordinates to those of the sheet.
    pub(super) matrix: Matrix,
    /// What it may cover.
    pub(super) clip: Area,
}

/// A line that shows where to cut or fold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MarkLine {
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
    pub(super) dashed: bool,
}

/// What the file says about itself.
#[derive(Debug)]
pub(super) struct Properties {
    pub(super) title: String,
    pub(super) subject: String,
    /// How a printer is to turn the paper (ISO 32000-1, table 150).
    pub(super) duplex: &'static str,
}

/// Characters of a line that the slug's face lacks, or its width in ems.
pub(super) fn measure(text: &str) -> Result<f64, Vec<char>> {
    let lacking: Vec<char> = text.chars().filter(|c| FACE.lookup_glyph_index(u32::from(*c)).is_none()).collect();
    if !lacking.is_empty() {
        return Err(lacking);
    }
    let units: u32 = text.chars().filter_map(|c| FACE.get_glyph_width(FACE.lookup_glyph_index(u32::from(c))?)).map(u32::from).sum();
    Ok(f64::from(units) / f64::from(FACE.units_per_em))
}

/// The type size of the slug line, in points.
pub(super) const SLUG_SIZE: f64 = 6.5;

/// Makes the file.
pub(super) fn compose(source: &mut Source, paper: Size, drawings: &[Drawing], properties: &Properties) -> Result<Vec<u8>, Error> {
    let mut sheets = PdfDocument::new(&properties.title);
    let used: BTreeMap<usize, XObjectId> =
        drawings.iter().flat_map(|drawing| &drawing.pages).map(|placed| (placed.page, XObjectId(form_name(placed.page)))).collect();
    for id in used.values() {
        // A place to put the page: printpdf's own stream type would copy it, and lose names that aren't UTF-8.
        let stream = ExternalStream { dict: BTreeMap::new(), content: Vec::new(), compress: false };
        let place = ExternalXObject { stream, width: None, height: None, dpi: None };
        sheets.resources.xobjects.map.insert(id.clone(), XObject::External(place));
    }
    sheets.resources.fonts.map.insert(FontId(FACE_ID.to_owned()), PdfFont::new(FACE.clone()));
    let page = |drawing: &Drawing| {
        let size = Rect { width: pt(paper.width), height: pt(paper.height), ..Rect::from_wh(Pt(0.0), Pt(0.0)) };
        PdfPage { media_box: size.clone(), trim_box: size.clone(), crop_box: size, ops: operations(drawing, paper) }
    };
    sheets.with_pages(drawings.iter().map(page).collect());
    let mut sheets = sheets.to_lopdf_document(&PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() }, &mut Vec::new());
    // Layers that the source hides stay hidden (ISO 32000-1, 8.11).
    let layers = source.document.catalog().and_then(|catalog| catalog.get(b"OCProperties")).ok().cloned();
    let version = source.document.version.clone().max("1.7".to_owned());
    let places = places(&sheets);
    let mut room = Room::of(source.bytes);
    let mut importer = Importer::new(&mut source.document, &mut sheets);
    for index in used.into_keys() {
        let form = form(&mut importer, &mut room, &source.pages[index], index + 1)?;
        let place = places.get(form_name(index).as_bytes()).copied().expect("each page has its place");
        importer.to().set_object(place, form);
    }
    let layers = layers.map(|layers| importer.bring(layers, None)).transpose()?;
    describe(source, &mut sheets, properties, layers);
    sheets.version = version;
    sheets.compress();
    // An identifier that follows from all other bytes (ISO 32000-1, 14.4).
    let id = Object::String(Sha256::digest(saved(&mut sheets))[..16].to_vec(), StringFormat::Hexadecimal);
    sheets.trailer.set("ID", vec![id.clone(), id]);
    Ok(saved(&mut sheets))
}

fn saved(sheets: &mut lopdf::Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    sheets.save_to(&mut bytes).expect("memory can be written to");
    bytes
}

fn form_name(page: usize) -> String {
    format!("Page{}", page + 1)
}

fn operations(drawing: &Drawing, paper: Size) -> Vec<Op> {
    let mut operations = vec![Op::SaveGraphicsState];
    if drawing.upside_down {
        operations.push(transform(Matrix::upside_down(paper)));
    }
    for PlacedPage { page, matrix, clip } in &drawing.pages {
        let clip = Rect {
            x: pt(clip.left),
            y: pt(clip.bottom),
            width: pt(clip.size().width),
            height: pt(clip.size().height),
            mode: Some(PaintMode::Clip),
            winding_order: Some(WindingOrder::NonZero),
        };
        operations.extend([
            Op::SaveGraphicsState,
            Op::DrawRectangle { rectangle: clip },
            transform(*matrix),
            Op::UseXobject {
                id: XObjectId(form_name(*page)),
                transform: XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() },
            },
            Op::RestoreGraphicsState,
        ]);
    }
    for MarkLine { from, to, dashed } in &drawing.lines {
        let dash = if *dashed { LineDashPattern::new(0.0, &[2.0, 2.0]) } else { LineDashPattern::solid() };
        let point = |(x, y): (f64, f64)| LinePoint { p: Point { x: pt(x), y: pt(y) }, bezier: false };
        operations.extend([
            Op::SetOutlineColor { col: black() },
            Op::SetOutlineThickness { pt: Pt(0.35) },
            Op::SetLineDashPattern { dash },
            Op::DrawLine { line: Line { points: vec![point(*from), point(*to)], is_closed: false } },
        ]);
    }
    if let Some((text, (x, y))) = &drawing.slug {
        let glyph = |c: char| FACE.lookup_glyph_index(u32::from(c)).map(|glyph| Codepoint::with_cid(glyph, 0.0, c.to_string()));
        operations.extend([
            Op::StartTextSection,
            Op::SetFillColor { col: black() },
            Op::SetFont { font: PdfFontHandle::External(FontId(FACE_ID.to_owned())), size: pt(SLUG_SIZE) },
            Op::SetTextMatrix { matrix: TextMatrix::Translate(pt(*x), pt(*y)) },
            Op::ShowText { items: vec![TextItem::GlyphIds(text.chars().filter_map(glyph).collect())] },
            Op::EndTextSection,
        ]);
    }
    operations.push(Op::RestoreGraphicsState);
    operations
}

fn black() -> Color {
    Color::Greyscale(Greyscale::new(0.0, None))
}

fn transform(matrix: Matrix) -> Op {
    Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix.0.map(single)) }
}

fn pt(points: f64) -> Pt {
    Pt(single(points))
}

/// PDF writes real numbers with single precision: on a sheet, to a thousandth of a point.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
fn single(number: f64) -> f32 {
    number as f32
}

/// A page as a form: what it shows, whole and untouched.
fn form(importer: &mut Importer<'_>, room: &mut Room, page: &SourcePage, number: usize) -> Result<Stream, Error> {
    let here = Some(number);
    let Area { left, bottom, right, top } = page.area;
    let mut form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => [left, bottom, right, top].map(|corner| Object::Real(single(corner))).to_vec(),
        "Resources" => importer.bring(page.resources.clone(), here)?,
    };
    if let Some(group) = &page.group {
        form.set("Group", importer.bring(group.clone(), here)?);
    }
    let content = match &page.contents[..] {
        [] => Vec::new(),
        [whole] => {
            let Stream { dict, content, .. } = importer.content(*whole, here)?;
            room.take(content.len())?;
            // As packed as it comes.
            for key in ["Filter", "DecodeParms"] {
                if let Ok(value) = dict.get(key.as_bytes()) {
                    form.set(key, importer.bring(value.clone(), here)?);
                }
            }
            content
        }
        parts => {
            let parts = parts.iter().map(|part| importer.content(*part, here)).collect::<Result<Vec<_>, _>>()?;
            room.joined(&parts, number)?
        }
    };
    Ok(Stream::new(form, content))
}

/// The objects that printpdf made for the pages, by name.
fn places(sheets: &lopdf::Document) -> BTreeMap<Vec<u8>, lopdf::ObjectId> {
    let mut places = BTreeMap::new();
    for page in sheets.page_iter() {
        let forms = sheets
            .get_dictionary(page)
            .and_then(|page| page.get_deref(b"Resources", sheets))
            .and_then(Object::as_dict)
            .and_then(|resources| resources.get_deref(b"XObject", sheets))
            .and_then(Object::as_dict);
        let named = forms.into_iter().flatten().filter_map(|(name, place)| Some((name.clone(), place.as_reference().ok()?)));
        places.extend(named);
    }
    places
}

/// What the file says about itself instead of printpdf's own words, its random identifier and its day in 1970.
fn describe(source: &Source, sheets: &mut lopdf::Document, properties: &Properties, layers: Option<Object>) {
    let Properties { title, subject, duplex } = properties;
    let mut info = dictionary! {
        "Title" => lopdf::text_string(title),
        "Subject" => lopdf::text_string(subject),
        "Creator" => lopdf::text_string(concat!("Pamphlet ", env!("CARGO_PKG_VERSION"))),
        "Producer" => lopdf::text_string("printpdf"),
    };
    if let Some(author) = &source.author {
        info.set("Author", lopdf::text_string(author));
    }
    let info = sheets.add_object(info);
    if let Ok(old) = sheets.trailer.get(b"Info").and_then(Object::as_reference) {
        sheets.objects.remove(&old);
    }
    sheets.trailer.set("Info", info);
    sheets.trailer.remove(b"ID");
    let language = source.language.as_ref().map(|language| lopdf::text_string(language.as_str()));
    let catalog = sheets.catalog_mut().expect("printpdf writes a catalogue");
    catalog.set("PageLayout", "SinglePage");
    let preferences: Dictionary = dictionary! { "DisplayDocTitle" => true, "PrintScaling" => "None", "Duplex" => *duplex };
    catalog.set("ViewerPreferences", preferences);
    if let Some(layers) = layers {
        catalog.set("OCProperties", layers);
    }
    if let Some(language) = language {
        catalog.set("Lang", language);
    }
}
