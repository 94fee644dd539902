//! Typefaces in a book: what the text needs of them, and nothing that their makers forbid.

mod common;

use std::{collections::BTreeMap, io::Read};

use common::{library, sources};
use fontcull_read_fonts::{FontRef, TableProvider, types::Tag};
use pamphlet_core::Library;
use pamphlet_epub::{FontFace, FontStyle, Options, preflight, render};

const LATIN: &[u8] = include_bytes!("../../pamphlet-pdf/fonts/AtkinsonHyperlegibleNext-Bold.ttf");
const ARABIC: &[u8] = include_bytes!("../../pamphlet-pdf/fonts/NotoNaskhArabic-Regular.ttf");

fn book(library: &Library, fonts: Vec<FontFace>) -> Vec<u8> {
    render(library, library.guide("book").unwrap(), &Options { fonts, ..Options::on(common::day()) }).unwrap().output
}

fn files(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(entry.name().unwrap().trim_start_matches("OEBPS/").to_owned(), bytes);
    }
    files
}

/// A font with other rights to embed it: `fsType` is the fifth number of `OS/2`.
fn with_rights(font: &[u8], fs_type: u16) -> Vec<u8> {
    let table = FontRef::new(font).unwrap();
    let record = table.table_directory().table_records().iter().find(|record| record.tag() == Tag::new(b"OS/2")).unwrap();
    let at = usize::try_from(record.offset()).unwrap() + 8;
    let mut font = font.to_vec();
    font[at..at + 2].copy_from_slice(&fs_type.to_be_bytes());
    font
}

#[test]
fn the_faces_hold_each_letter_of_the_text_and_few_others() {
    let library = library();
    let faces: Vec<FontFace> = [LATIN, ARABIC].map(|font| FontFace::read(font.to_vec()).unwrap()).into();
    let said: Vec<(&str, u16, FontStyle)> = faces.iter().map(|face| (face.family.as_str(), face.weight, face.style)).collect();
    assert_eq!(said, [("Atkinson Hyperlegible Next", 700, FontStyle::Normal), ("Noto Naskh Arabic", 400, FontStyle::Normal)]);
    let book = book(&library, faces);
    let files = files(&book);
    let latin = FontRef::new(&files["font-1.ttf"]).unwrap();
    let arabic = FontRef::new(&files["font-2.ttf"]).unwrap();
    let whole = FontRef::new(LATIN).unwrap();
    let has = |font: &FontRef<'_>, c: char| font.cmap().unwrap().map_codepoint(c).is_some();
    let text = String::from_utf8(files["chapter-01-everything.xhtml"].clone()).unwrap();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        assert!(has(&latin, c) || !has(&whole, c), "{c} was cut out");
    }
    assert!("كلمة".chars().all(|c| has(&arabic, c)) && arabic.gsub().is_ok(), "letters that join keep their shapes");
    assert!(has(&whole, 'Ω') || has(&whole, 'Ž'), "the test has a letter to miss");
    assert!(!has(&latin, 'Ž') && files["font-2.ttf"].len() * 3 < ARABIC.len());

    let style = String::from_utf8(files["stylesheet.css"].clone()).unwrap();
    assert!(style.contains(".p-book { font-family: \"Atkinson Hyperlegible Next\", \"Noto Naskh Arabic\", sans-serif; }"), "{style}");
    assert!(String::from_utf8_lossy(&files["content.opf"]).contains("href=\"font-1.ttf\" media-type=\"font/ttf\""));
    assert!(String::from_utf8_lossy(&files["copyright.xhtml"]).contains("SIL Open Font License"));
    let findings: Vec<String> = preflight(&book).iter().map(ToString::to_string).collect();
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn what_a_maker_forbids_is_not_done() {
    let library = library();
    let guide = library.guide("book").unwrap();
    let with = |bytes: Vec<u8>| {
        let face = FontFace { bytes, family: "A \"face\"".parse().unwrap(), weight: 400, style: FontStyle::Normal, licence: None };
        render(&library, guide, &Options { fonts: vec![face], ..Options::on(common::day()) }).map(|made| files(&made.output))
    };
    let refused = |bytes: Vec<u8>| with(bytes).unwrap_err().to_string();
    insta::assert_snapshot!(
        [refused(with_rights(LATIN, 0x0002)), refused(with_rights(LATIN, 0x0200)), refused(b"wOFF".to_vec())].join("\n"),
        @r#"
    the typeface A "face" can't stand in a book: its maker doesn't allow it to be embedded (`fsType`)
    the typeface A "face" can't stand in a book: its maker doesn't allow it to be embedded (`fsType`)
    the typeface A "face" can't stand in a book: its file isn't a TrueType or OpenType font: unpack WOFF, and take one font out of a collection
    "#
    );
    // To be embedded, and not to be changed.
    let whole = with_rights(LATIN, 0x0108);
    assert_eq!(with(whole.clone()).unwrap()["font-1.ttf"], whole);
    let style = String::from_utf8(with(LATIN.to_vec()).unwrap().remove("stylesheet.css").unwrap()).unwrap();
    assert!(style.starts_with("@font-face { font-family: \"A \\22 face\\22 \"; font-weight: 400;"), "{style}");
}

#[test]
fn books_have_no_typefaces_unless_they_are_asked_for() {
    let library = common::read(sources());
    assert!(files(&book(&library, Vec::new())).keys().all(|name| !name.starts_with("font")));
}
