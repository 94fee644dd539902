//! Files of strangers: what is found in them, and what is refused.

use std::io::{Cursor, Write};

use pamphlet_docx::package::{Archive, Package, PackageError, Target, limits, parse};
use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn relationships(list: &[(&str, &str, &str)]) -> String {
    let list: String = list.iter().map(|(id, kind, target)| format!("<Relationship Id='{id}' Type='{kind}' Target='{target}'/>")).collect();
    format!(
        "\u{feff}<Relationships xmlns='{RELATIONSHIPS}'>{}</Relationships>",
        list.replace("Target='http", "TargetMode='External' Target='http")
    )
}

fn of_word(dialect: &str, main: &str) -> Vec<u8> {
    let whole = relationships(&[("rId1", &format!("{dialect}/officeDocument"), main)]);
    let of_main = relationships(&[
        ("a", &format!("{dialect}/footnotes"), "/word/footnotes.xml"),
        ("b", &format!("{dialect}/hyperlink"), "https://example.org"),
        ("c", &format!("{dialect}/customXml"), "../customXml/item1.xml"),
        ("d", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
    ]);
    let types = "<Types><Default Extension='XML' ContentType='application/xml'/>\
        <Override PartName='/word/Document2.xml' ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>";
    archive(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", whole.as_bytes()),
        ("word/document2.xml", b"<w:document xmlns:w='w'/>"),
        ("word/_rels/document2.xml.rels", of_main.as_bytes()),
        ("word/footnotes.xml", b"<w:footnotes xmlns:w='w'/>"),
        ("word/vbaProject.bin", b"\xd0\xcf"),
    ])
}

#[test]
fn parts_are_found_by_the_type_of_their_relationship() {
    for (dialect, main) in [(TRANSITIONAL, "word/document2.xml"), (STRICT, "/word/document2.xml"), (STRICT, "../word/document2.xml")] {
        let package = Package::open(&of_word(dialect, main)).unwrap();
        let main = package.main_part();
        assert_eq!(main, "word/document2.xml");
        assert!(package.is_word() && package.has_macros());
        assert_eq!(package.related(main, "footnotes").collect::<Vec<_>>(), ["word/footnotes.xml"]);
        assert_eq!(package.relationship(main, "c").unwrap().target, Target::Part("customXml/item1.xml".to_owned()));
        assert_eq!(package.content_type("word/footnotes.xml"), Some("application/xml"));
        let external: Vec<_> = package.external().map(|(part, relationship)| (part, &*relationship.id)).collect();
        assert_eq!(external, [(main, "b")]);
        assert_eq!(package.text("customXml/item1.xml"), Err(PackageError::Missing { part: "customXml/item1.xml".to_owned() }));
    }
}

#[test]
fn what_is_no_word_file_is_refused_by_what_it_is() {
    let old = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    let locked: Vec<u8> = old.iter().copied().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(Package::open(&old).unwrap_err(), PackageError::Old);
    assert_eq!(Package::open(&locked).unwrap_err(), PackageError::Locked);
    assert_eq!(Package::open(&archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")])).unwrap_err(), PackageError::NoMainPart);
    for bytes in [&b""[..], b"{\\rtf1 Hello}", b"PK\x03\x04", b"<html></html>"] {
        assert!(matches!(Package::open(bytes), Err(PackageError::Damaged { .. })));
    }
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let zeros = vec![0; usize::try_from(limits::PART).unwrap() + 1];
    let one = archive(&[("word/document.xml", &zeros)]);
    assert!(one.len() < 200_000);
    assert!(matches!(Archive::open(&one), Err(PackageError::TooMuch { part: Some(_), .. })));
    // The size that the archive states is believed by nobody: it's written twice, as four bytes.
    let stated = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let mut lying = one;
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == stated {
            lying[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
    }
    assert!(Archive::open(&lying).is_err());
    let many: Vec<String> = (0..=limits::PARTS).map(|n| format!("p{n}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (&**name, &b""[..])).collect();
    assert!(matches!(Archive::open(&archive(&many)), Err(PackageError::TooMuch { part: None, .. })));
    let zeros = &zeros[1..];
    let four = archive(&[("a", zeros), ("b", zeros), ("c", zeros), ("d", zeros)]);
    assert!(matches!(Archive::open(&four), Err(PackageError::TooMuch { part: None, .. })));
}

#[test]
fn two_parts_of_one_name_are_refused() {
    assert_eq!(Archive::open(&archive(&[("word/a.xml", b"1"), ("Word/A.xml", b"2")])).unwrap_err(), PackageError::Twice);
    let mut same = archive(&[("word/a.xml", b"1"), ("word/b.xml", b"2")]);
    for at in 0..same.len() - 10 {
        if &same[at..at + 10] == b"word/b.xml" {
            same[at + 5] = b'a';
        }
    }
    assert!(Archive::open(&same).is_err());
}

#[test]
fn entities_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>";
    let file = archive(&[("_rels/.rels", bomb.as_bytes())]);
    assert!(matches!(Package::open(&file), Err(PackageError::Xml { .. })));
}

proptest! {
    #[test]
    fn damage_is_an_error_and_no_panic(at in 0_usize..3000, bytes in proptest::collection::vec(any::<u8>(), 0..40), cut in any::<bool>()) {
        let mut file = of_word(TRANSITIONAL, "word/document2.xml");
        let at = at.min(file.len());
        let end = if cut { file.len() } else { (at + bytes.len()).min(file.len()) };
        file.splice(at..end, bytes);
        if let Ok(package) = Package::open(&file) {
            let names: Vec<&str> = package.names().collect();
            for name in names {
                let _ = package.text(name).map(|text| parse(&text).map(|tree| tree.descendants().count()));
            }
        }
    }

    #[test]
    fn xml_of_any_kind_is_an_error_or_a_tree(text in "(<a( b='c'| xmlns='d')*/?>|</a>|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<\\?|\\?>|<!|&lt;|x|=|'|\"){0,60}") {
        let _ = parse(&text);
    }
}
