//! Print sheets: what stands where on the paper, and which files are refused.

mod sides;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};
use pamphlet_pdf::sheets::{Binding, Blanks, Cells, Duplex, Error, Layout, Marks, Options, Paper, PerSide, Scaling, Sheets, Slug, impose};
use proptest::prelude::*;
use sides::{Shown, sides};

const A5: [f32; 4] = [0.0, 0.0, 419.53, 595.28];
const MM: f64 = 72.0 / 25.4;

/// A file of pages that say their number, at (50, 60) from their lower left corner.
fn file(pages: usize, size: [f32; 4]) -> Document {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let face = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => face } });
    let kids: Vec<Object> = (1..=pages)
        .map(|number| {
            let text = format!("BT /F1 24 Tf {} {} Td (p{number}) Tj ET", size[0] + 50.0, size[1] + 60.0);
            let content = document.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
            document.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content }).into()
        })
        .collect();
    let count = i64::try_from(pages).unwrap();
    // What all pages share stands above them.
    let inherited = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources, "MediaBox" => size.map(Object::from).to_vec(),
    };
    document.set_object(tree, inherited);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn page(document: &mut Document, number: u32) -> &mut Dictionary {
    let id = document.get_pages()[&number];
    document.get_dictionary_mut(id).unwrap()
}

#[track_caller]
fn imposed(pdf: &[u8], options: &Options<'_>) -> (Sheets, Vec<String>) {
    let rendered = impose(pdf, options).unwrap_or_else(|error| panic!("{error}"));
    (rendered.output, rendered.omissions.iter().map(ToString::to_string).collect())
}

fn plain(layout: Layout) -> Options<'static> {
    Options { layout, slug: Slug::Hidden, marks: Marks::Hidden, ..Options::default() }
}

/// The pages in the order in which a reader of the folded booklet meets them; nothing for an empty page.
fn folded(sides: &[Vec<Shown>], binding: Binding) -> Vec<Option<usize>> {
    let half = 297.0 * MM / 2.0;
    let on = |side: &[Shown], first: bool| {
        let left = first == (binding == Binding::Right);
        let mut there = side.iter().filter(|shown| (shown.x < half) == left);
        let number = there.next().map(|shown| shown.text.trim_start_matches('p').parse().unwrap());
        assert!(there.next().is_none(), "two pages on one half");
        number
    };
    let sheets: Vec<&[Vec<Shown>]> = sides.chunks(2).collect();
    // Into the middle one leaf after the other, each from its front to its back; and out again.
    let inwards = sheets.iter().flat_map(|sheet| [on(&sheet[0], true), on(&sheet[1], false)]);
    let outwards = sheets.iter().rev().flat_map(|sheet| [on(&sheet[1], true), on(&sheet[0], false)]);
    inwards.chain(outwards).collect()
}

#[test]
fn a_folded_booklet_reads_in_order_whatever_its_number_of_pages() {
    for pages in 1..=33 {
        let pdf = bytes(file(pages, A5));
        for binding in [Binding::Left, Binding::Right] {
            for blanks in [Blanks::BeforeBackCover, Blanks::AtEnd] {
                let options = Options { binding, ..plain(Layout::Booklet { caliper: 0.1, blanks }) };
                let (sheets, omissions) = imposed(&pdf, &options);
                assert_eq!((sheets.sheets, sheets.sides), (pages.div_ceil(4), 2 * pages.div_ceil(4)));
                assert_eq!(omissions, Vec::<String>::new());
                let read = folded(&sides(&sheets.pdf), binding);
                let empty = vec![None; pages.next_multiple_of(4) - pages];
                let all: Vec<_> = (1..=pages).map(Some).collect();
                let expected = match blanks {
                    Blanks::BeforeBackCover if pages > 1 => [&all[..pages - 1], &empty, &all[pages - 1..]].concat(),
                    Blanks::BeforeBackCover | Blanks::AtEnd => [&all[..], &empty].concat(),
                };
                assert_eq!(read, expected, "{pages} pages, bound {binding:?}, blanks {blanks:?}");
            }
        }
    }
}

#[test]
fn a5_pages_fill_a4_at_full_size_and_inner_sheets_creep_towards_the_fold() {
    let (sheets, _) = imposed(&bytes(file(12, A5)), &plain(Layout::Booklet { caliper: 0.2, blanks: Blanks::AtEnd }));
    let sides = sides(&sheets.pdf);
    let fold = 297.0 * MM / 2.0;
    for (sheet, faces) in sides.chunks(2).enumerate() {
        let creep = 0.2 * MM * f64::from(u32::try_from(sheet).unwrap());
        for shown in faces.iter().flatten() {
            let expected = if shown.x > fold { fold + 50.0 - creep } else { fold - 419.53 + 50.0 + creep };
            assert!((shown.x - expected).abs() < 0.01 && (shown.y - 60.0).abs() < 0.01, "{shown:?}: {expected}");
            assert_eq!((shown.angle, shown.scale), (0, 100));
        }
    }
}

/// Each printed text with its page and its place on the sheet, seen through the paper from the front.
fn leaves(sides: &[Vec<Shown>], width: f64) -> Vec<BTreeMap<(i64, i64), [String; 2]>> {
    let place = |x: f64, y: f64| ((x / 5.0).round() as i64, (y / 5.0).round() as i64);
    sides
        .chunks(2)
        .map(|faces| {
            let mut pieces: BTreeMap<(i64, i64), [String; 2]> = BTreeMap::new();
            for shown in &faces[0] {
                pieces.entry(place(shown.x - 50.0, shown.y)).or_default()[0].clone_from(&shown.text);
            }
            for shown in faces.get(1).into_iter().flatten() {
                // What is at the left of a back is behind what is at the right of its front.
                pieces.entry(place(width - (shown.x - 50.0) - 200.0, shown.y)).or_default()[1].clone_from(&shown.text);
            }
            pieces
        })
        .collect()
}

#[test]
fn cut_piles_laid_on_each_other_read_in_order() {
    let card = [0.0, 0.0, 200.0, 120.0];
    for pages in [1, 7, 8, 20, 33, 47] {
        let options = plain(Layout::CutAndStack(Cells::Grid { columns: 2, rows: 2 }));
        let (sheets, _) = imposed(&bytes(file(pages, card)), &options);
        let sheets = leaves(&sides(&sheets.pdf), 210.0 * MM);
        let mut piles: BTreeMap<(i64, i64), Vec<String>> = BTreeMap::new();
        for sheet in &sheets {
            for ((x, y), [front, back]) in sheet {
                // The upper row first, from the left.
                piles.entry((-y, *x)).or_default().extend([front.clone(), back.clone()]);
            }
        }
        let read: Vec<String> = piles.into_values().flatten().filter(|text| !text.is_empty()).collect();
        let expected: Vec<String> = (1..=pages).map(|number| format!("p{number}")).collect();
        assert_eq!(read, expected, "{pages} pages");
    }
}

#[test]
fn a_card_stands_ten_times_on_a4_at_full_size_with_its_back_behind_it() {
    let card = [0.0, 0.0, 242.65, 153.07]; // 85.6 × 54 mm
    let (sheets, omissions) = imposed(&bytes(file(2, card)), &plain(Layout::Repeat(Cells::AsManyAsFit)));
    let sides = sides(&sheets.pdf);
    assert_eq!((sides.len(), sheets.sheets, omissions), (2, 1, vec![]));
    assert!(sides.iter().all(|side| side.len() == 10 && side.iter().all(|shown| shown.scale == 100)));
    let mirrored = |shown: &Shown| (((210.0 * MM - (shown.x - 50.0) - 242.65) * 10.0).round(), (shown.y * 10.0).round());
    let as_it_is = |shown: &Shown| (((shown.x - 50.0) * 10.0).round(), (shown.y * 10.0).round());
    let mut backs: Vec<_> = sides[1].iter().map(mirrored).collect();
    let mut fronts: Vec<_> = sides[0].iter().map(as_it_is).collect();
    backs.sort_by(|a, b| a.partial_cmp(b).unwrap());
    fronts.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(fronts, backs);
}

#[test]
fn pages_side_by_side_are_read_in_rows_from_the_side_of_the_language() {
    let pdf = bytes(file(6, A5));
    let rows = |binding| {
        let (sheets, _) = imposed(&pdf, &Options { binding, ..plain(Layout::NUp(PerSide::Four)) });
        sides(&sheets.pdf)
            .into_iter()
            .map(|mut side| {
                side.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
                side.into_iter().map(|shown| shown.text).collect::<Vec<_>>().join(" ")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(Binding::Left), ["p1 p2 p3 p4", "p5 p6"]);
    assert_eq!(rows(Binding::Right), ["p2 p1 p4 p3", "p6 p5"]);
    let mut arabic = file(6, A5);
    arabic.catalog_mut().unwrap().set("Lang", Object::string_literal("ar"));
    let (by_language, _) = imposed(&bytes(arabic), &plain(Layout::NUp(PerSide::Four)));
    assert_eq!(sides(&by_language.pdf)[1].iter().map(|shown| &shown.text[..]).collect::<Vec<_>>(), ["p6", "p5"]);
}

#[test]
fn backs_stand_on_their_heads_where_the_printer_turns_the_other_edge() {
    let pdf = bytes(file(4, A5));
    let angles = |duplex| {
        let (sheets, _) = imposed(&pdf, &Options { duplex, ..plain(Layout::BOOKLET) });
        let document = Document::load_mem(&sheets.pdf).unwrap();
        let preferences = document.catalog().unwrap().get(b"ViewerPreferences").unwrap().as_dict().unwrap();
        let told = String::from_utf8(preferences.get(b"Duplex").unwrap().as_name().unwrap().to_vec()).unwrap();
        (sides(&sheets.pdf).iter().map(|side| side[0].angle).collect::<Vec<_>>(), told)
    };
    assert_eq!(angles(Duplex::LikeABook), (vec![0, 0], "DuplexFlipShortEdge".to_owned()));
    assert_eq!(angles(Duplex::ShortEdge), (vec![0, 0], "DuplexFlipShortEdge".to_owned()));
    assert_eq!(angles(Duplex::LongEdge), (vec![0, 180], "DuplexFlipLongEdge".to_owned()));
    assert_eq!(impose(&pdf, &Options { duplex: Duplex::OneSide, ..Options::default() }).unwrap_err(), Error::BookletOnOneSide);
}

#[test]
fn turned_cropped_moved_and_magnified_pages_stand_as_a_viewer_shows_them() {
    for (turn, at) in [(0, (20.0, 30.0)), (90, (30.0, 280.0)), (180, (280.0, 370.0)), (270, (370.0, 20.0)), (-90, (370.0, 20.0))] {
        for unit in [1.0, 0.5, 2.0] {
            // The number stands at (50, 60) of the medium: 20 right of and 30 above the corner of what is shown.
            let mut document = file(1, [-100.0, 300.0, 300.0, 800.0]);
            let page = page(&mut document, 1);
            page.set("CropBox", vec![(-70).into(), 330.into(), 230.into(), 730.into()]);
            page.set("Rotate", turn);
            page.set("UserUnit", unit);
            let scaling = Scaling::ActualSize;
            let (sheets, _) = imposed(
                &bytes(document),
                &Options { paper: Paper::A3, scaling, ..plain(Layout::Repeat(Cells::Grid { columns: 1, rows: 1 })) },
            );
            let shown = &sides(&sheets.pdf)[0][0];
            let (width, height) = if turn % 180 == 0 { (300.0, 400.0) } else { (400.0, 300.0) };
            let expected = ((297.0 * MM - width * unit) / 2.0 + at.0 * unit, (420.0 * MM - height * unit) / 2.0 + at.1 * unit);
            assert!((shown.x - expected.0).abs() < 0.02 && (shown.y - expected.1).abs() < 0.02, "{turn} {unit}: {shown:?} {expected:?}");
            assert_eq!(shown.angle, i64::from(-turn).rem_euclid(360));
        }
    }
}

#[test]
fn what_isn_t_on_the_sheets_is_told() {
    let mut document = file(5, A5);
    let link = document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link" });
    let field = document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Widget" });
    for number in [1, 2, 4] {
        page(&mut document, number).set("Annots", vec![link.into()]);
    }
    page(&mut document, 5).set("Annots", vec![field.into()]);
    page(&mut document, 3).set("MediaBox", vec![0.into(), 0.into(), 595.into(), 842.into()]);
    document.catalog_mut().unwrap().set("StructTreeRoot", Object::Null);
    let info = document.add_object(dictionary! { "Title" => lopdf::text_string("حالة") });
    document.trailer.set("Info", info);
    let booklet = imposed(&bytes(document.clone()), &Options::default()).1;
    let tickets = imposed(&bytes(document), &Options { margin: Some(0.5), paper: Paper::A3, ..plain(Layout::Repeat(Cells::AsManyAsFit)) });
    insta::assert_snapshot!("omissions", [booklet, tickets.1].map(|list| list.join("\n")).join("\n\n"));
}

#[test]
fn the_slug_line_says_what_the_sheet_is_and_stands_outside_of_the_pages() {
    let mut document = file(9, A5);
    let info = document.add_object(dictionary! { "Title" => lopdf::text_string("Pain during sex") });
    document.trailer.set("Info", info);
    let options = Options { layout: Layout::NUp(PerSide::Two), note: Some("Version 2"), ..Options::default() };
    let (sheets, _) = imposed(&bytes(document.clone()), &options);
    let lines: Vec<String> =
        sides(&sheets.pdf).iter().filter_map(|side| Some(side.iter().find(|shown| shown.text.contains('·'))?.text.clone())).collect();
    insta::assert_snapshot!("slug", lines.join("\n"));
    let written = Document::load_mem(&sheets.pdf).unwrap();
    let info = written.get_dictionary(written.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    let said = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(said(b"Title"), "Pain during sex (print sheets)");
    assert_eq!(said(b"Subject"), "Paper only: the accessible file is the handout");
    // On pages that fill the paper only when asked for.
    let count = |slug| {
        sides(&imposed(&bytes(document.clone()), &Options { slug, ..Options::default() }).0.pdf)
            .iter()
            .flatten()
            .filter(|shown| shown.text.contains('·'))
            .count()
    };
    assert_eq!((count(Slug::WhereThereIsRoom), count(Slug::Always), count(Slug::Hidden)), (0, 6, 0));
}

#[test]
fn files_that_would_print_wrong_are_refused() {
    let sound = bytes(file(2, A5));
    let changed = |change: &dyn Fn(&mut Document)| {
        let mut document = file(2, A5);
        change(&mut document);
        bytes(document)
    };
    let mut lost_object = sound.clone();
    let at = lost_object.windows(11).position(|bytes| bytes == b"/Helvetica>").unwrap();
    lost_object[at..at + 12].copy_from_slice(b"/Helvetica((");
    let cases: [(&str, Vec<u8>); 12] = [
        ("empty", Vec::new()),
        ("text", b"Dear printer, please find attached".to_vec()),
        ("cut short", sound[..sound.len() / 2].to_vec()),
        ("an object that can't be read", lost_object),
        ("no pages", bytes(file(0, A5))),
        (
            "no size",
            changed(&|document| {
                let tree = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
                document.get_dictionary_mut(tree).unwrap().remove(b"MediaBox");
            }),
        ),
        ("an empty size", changed(&|document| page(document, 2).set("MediaBox", vec![0.into(), 0.into(), 0.into(), 9.into()]))),
        ("cropped away", changed(&|document| page(document, 2).set("CropBox", vec![900.into(), 0.into(), 950.into(), 9.into()]))),
        ("turned by 45 degrees", changed(&|document| page(document, 2).set("Rotate", 45))),
        (
            "a page that is missing",
            changed(&|document| {
                let id = document.get_pages()[&2];
                document.objects.remove(&id);
            }),
        ),
        (
            "pages in a circle",
            changed(&|document| {
                let tree = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
                document.get_dictionary_mut(tree).unwrap().set("Kids", vec![tree.into()]);
            }),
        ),
        (
            "a page as long as a street",
            changed(&|document| page(document, 1).set("MediaBox", vec![0.into(), 0.into(), 600.into(), 90_000.into()])),
        ),
    ];
    let told = cases.map(|(name, pdf)| format!("{name}: {}", impose(&pdf, &Options::default()).unwrap_err()));
    insta::assert_snapshot!("refused", told.join("\n"));
}

#[test]
fn a_wrong_table_of_objects_is_made_anew() {
    let sound = bytes(file(3, A5));
    let (expected, _) = imposed(&sound, &plain(Layout::default()));
    let at = sound.windows(9).rposition(|bytes| bytes == b"startxref").unwrap();
    for wrong in ["startxref\n99999999\n%%EOF", "startxref\n0\n%%EOF", "startxref\n17\n%%EOF", ""] {
        let pdf = [&sound[..at], wrong.as_bytes()].concat();
        let (sheets, _) = imposed(&pdf, &plain(Layout::default()));
        assert_eq!((sheets.sheets, sides(&sheets.pdf)), (expected.sheets, sides(&expected.pdf)), "{wrong:?}");
    }
}

#[test]
fn a_file_that_needs_no_password_to_be_read_is_read_and_another_is_not() {
    let locked = |owner: &str, user: &str, permissions| {
        let mut document = file(2, A5);
        document.trailer.set("ID", vec![Object::string_literal("0123456789abcdef"), Object::string_literal("0123456789abcdef")]);
        let version =
            EncryptionVersion::V2 { document: &document, owner_password: owner, user_password: user, key_length: 128, permissions };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        bytes(document)
    };
    let (sheets, _) = imposed(&locked("secret", "", Permissions::all()), &plain(Layout::default()));
    assert_eq!(sides(&sheets.pdf), sides(&imposed(&bytes(file(2, A5)), &plain(Layout::default())).0.pdf));
    let refused = |pdf: &[u8]| impose(pdf, &Options::default()).unwrap_err();
    assert_eq!(refused(&locked("secret", "word", Permissions::all())), Error::Encrypted);
    assert_eq!(refused(&locked("secret", "", Permissions::all() - Permissions::PRINTABLE)), Error::PrintingForbidden);
}

/// The parts of a page's content are put together, so each page has them all: of a small file that is more than any honest one holds.
#[test]
fn what_unpacks_to_gigabytes_is_refused() {
    let mut document = file(40, A5);
    let mut spaces = Stream::new(Dictionary::new(), vec![b' '; 20_000_000]);
    spaces.compress().unwrap();
    let spaces = document.add_object(spaces);
    for number in 1..=40 {
        page(&mut document, number).set("Contents", vec![spaces.into(), spaces.into()]);
    }
    let refused = impose(&bytes(document), &Options::default()).unwrap_err();
    assert!(matches!(refused, Error::TooLarge { .. }), "{refused}");
}

#[test]
fn options_that_make_no_sheet_are_refused() {
    let pdf = bytes(file(2, A5));
    let sheets = [
        Options { margin: Some(-1.0), ..Options::default() },
        Options { margin: Some(f64::NAN), ..Options::default() },
        Options { margin: Some(100.0), ..Options::default() },
        Options { margin: Some(90.0), layout: Layout::NUp(PerSide::Four), ..Options::default() },
        Options { paper: Paper::Custom { width: 210.0, height: 0.0 }, ..Options::default() },
        Options { layout: Layout::Booklet { caliper: 30.0, blanks: Blanks::AtEnd }, ..Options::default() },
        Options { layout: Layout::Repeat(Cells::Grid { columns: 0, rows: 2 }), ..Options::default() },
        Options { layout: Layout::Repeat(Cells::Grid { columns: 2, rows: 2 }), scaling: Scaling::ActualSize, ..Options::default() },
        Options { paper: Paper::Letter, scaling: Scaling::ActualSize, ..Options::default() },
    ];
    let told: Vec<String> = sheets.iter().map(|options| impose(&pdf, options).unwrap_err().to_string()).collect();
    insta::assert_snapshot!("options", told.join("\n"));
}

#[test]
fn layers_that_are_hidden_stay_hidden() {
    let mut document = file(4, A5);
    let layer = document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Draft") });
    let settings = dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } };
    document.catalog_mut().unwrap().set("OCProperties", settings);
    page(&mut document, 1).set("Resources", dictionary! { "Properties" => dictionary! { "L1" => layer } });
    let (sheets, _) = imposed(&bytes(document), &Options::default());
    let written = Document::load_mem(&sheets.pdf).unwrap();
    let off = written.catalog().unwrap().get(b"OCProperties").unwrap().as_dict().unwrap().get(b"D").unwrap().as_dict().unwrap();
    let off = off.get(b"OFF").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    assert_eq!(written.get_dictionary(off).unwrap().get(b"Name").unwrap().as_str().unwrap(), b"Draft");
    let users = written.objects.values().filter_map(|object| object.as_stream().ok()?.dict.get(b"Resources").ok()?.as_dict().ok());
    let used: Vec<_> =
        users.filter_map(|resources| resources.get(b"Properties").ok()?.as_dict().ok()?.get(b"L1").ok()?.as_reference().ok()).collect();
    assert_eq!(used, [off]);
}

#[test]
fn files_of_other_producers_keep_their_pages_and_give_the_same_bytes() {
    let files: [(&str, &[u8]); 4] = [
        ("reportlab", include_bytes!("fixtures/reportlab.pdf")),
        ("rearranged", include_bytes!("fixtures/rearranged.pdf")),
        ("fpdf2", include_bytes!("fixtures/fpdf2.pdf")),
        ("chromium", include_bytes!("fixtures/chromium.pdf")),
    ];
    for (name, pdf) in files {
        for layout in [Layout::BOOKLET, Layout::NUp(PerSide::Two), Layout::NUp(PerSide::Four), Layout::CutAndStack(Cells::AsManyAsFit)] {
            let (sheets, _) = imposed(pdf, &Options { layout, ..Options::default() });
            let again = std::thread::spawn({
                let pdf = pdf.to_vec();
                move || imposed(&pdf, &Options { layout, ..Options::default() }).0
            });
            assert!(again.join().unwrap() == sheets, "{name} {layout:?}");
            let written = Document::load_mem(&sheets.pdf).unwrap();
            let forms = written.objects.values().filter(|object| {
                object.as_stream().is_ok_and(|stream| {
                    stream.dict.get(b"Resources").is_ok() && stream.dict.get(b"BBox").is_ok() && !stream.content.is_empty()
                })
            });
            assert!(forms.count() >= 5, "{name}: each page is on the sheets");
        }
    }
}

#[test]
fn a_file_has_an_identifier_of_its_own() {
    let id = |pages, options: &Options<'_>| {
        let written = Document::load_mem(&imposed(&bytes(file(pages, A5)), options).0.pdf).unwrap();
        let ids = written.trailer.get(b"ID").and_then(Object::as_array).unwrap();
        assert_eq!(ids[0], ids[1]);
        ids[0].as_str().unwrap().to_vec()
    };
    let booklet = id(4, &Options::default());
    assert_eq!((booklet.len(), &booklet), (16, &id(4, &Options::default())));
    let others = [id(5, &Options::default()), id(4, &plain(Layout::NUp(PerSide::Two))), id(4, &plain(Layout::NUp(PerSide::Four)))];
    assert!(!others.contains(&booklet));
    // A note for which the paper has no room changes nothing.
    assert_eq!(booklet, id(4, &Options { note: Some("7"), ..Options::default() }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Nothing overlaps, nothing runs off the paper, and every page is there.
    #[test]
    fn every_page_stands_once_on_the_paper(
        pages in 1_usize..24, width in 60.0_f32..1200.0, height in 60.0_f32..1200.0, paper in 0_usize..4, layout in 0_usize..4, right: bool,
    ) {
        let layout = [Layout::BOOKLET, Layout::NUp(PerSide::Two), Layout::NUp(PerSide::Four), Layout::CutAndStack(Cells::AsManyAsFit)][layout];
        let paper = [Paper::A4, Paper::A3, Paper::Letter, Paper::Tabloid][paper];
        let binding = if right { Binding::Right } else { Binding::Left };
        let (sheets, _) = imposed(&bytes(file(pages, [0.0, 0.0, width, height])), &Options { layout, paper, binding, ..Options::default() });
        let sides = sides(&sheets.pdf);
        let mut seen: Vec<usize> = sides.iter().flatten().filter_map(|shown| shown.text.strip_prefix('p')?.parse().ok()).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (1..=pages).collect::<Vec<_>>());
        for side in &sides {
            let pages: Vec<&Shown> = side.iter().filter(|shown| shown.text.starts_with('p')).collect();
            for (index, shown) in pages.iter().enumerate() {
                let [left, bottom, right, top] = shown.clip;
                let [paper_width, paper_height] = shown.paper;
                prop_assert!(left > -0.02 && bottom > -0.02 && right < paper_width + 0.02 && top < paper_height + 0.02, "{:?}", shown);
                for other in &pages[..index] {
                    let [l, b, r, t] = other.clip;
                    prop_assert!(right <= l + 0.02 || r <= left + 0.02 || top <= b + 0.02 || t <= bottom + 0.02, "{:?} {:?}", shown, other);
                }
            }
        }
    }

    /// A damaged file is refused or printed; it never ends the program.
    #[test]
    fn no_bytes_make_it_panic(changes in prop::collection::vec((0_usize..28_134, any::<u8>()), 1..20), cut in 0_usize..200) {
        let mut pdf = include_bytes!("fixtures/chromium.pdf").to_vec();
        for (at, byte) in changes {
            pdf[at] = byte;
        }
        // Half of them end early as well.
        pdf.truncate(pdf.len() - cut.saturating_sub(100) * 100);
        let _ = impose(&pdf, &Options::default());
    }
}
