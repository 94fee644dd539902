//! What pre-flight finds in a book that somebody else, or a mistake of ours, has made.

use std::io::{Cursor, Write};

use pamphlet_epub::preflight;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn told(files: &[(&str, &str)]) -> String {
    preflight(&archive(files)).iter().map(|finding| format!("{finding}\n")).collect()
}

const CONTAINER: &str = "<container><rootfiles><rootfile full-path=\"OEBPS/content.opf\"/></rootfiles></container>";

#[test]
fn every_mistake_is_told_with_its_file() {
    let package = "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">
        <dc:identifier>urn:isbn:9780306406158</dc:identifier><dc:title>T</dc:title><dc:language>ar</dc:language>
        <meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta></metadata>
        <manifest>
        <item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"a\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\"/>
        <item id=\"s\" href=\"s.css\" media-type=\"text/css\"/><item id=\"gone\" href=\"gone.xhtml\" media-type=\"application/xhtml+xml\"/>
        <item id=\"broken\" href=\"broken.xhtml\" media-type=\"application/xhtml+xml\"/>
        <item id=\"c\" href=\"c.png\" media-type=\"image/png\" properties=\"cover-image\"/><item id=\"f\" href=\"f.ttf\" media-type=\"application/font-sfnt\"/>
        </manifest><spine><itemref idref=\"a\"/></spine></package>";
    let page = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"><body>
        <h1>T</h1><h3 id=\"x\">Skipped</h3><p id=\"x\">Twice</p><img src=\"c.png\"/><img alt=\"\" src=\"https://example.org/x.png\"/>
        <details><summary>More</summary></details><p style=\"color: red\">Red</p>
        <a href=\"gone.xhtml\">gone</a><a href=\"#nowhere\">nowhere</a><a href=\"nav.xhtml#text\">forward</a><a epub:type=\"noteref\" href=\"nav.xhtml#text\">1</a>
        </body></html>";
    let nav =
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"ar\"><body><p id=\"text\">T</p>
        <nav epub:type=\"toc\"><ol><li><ol><li><ol><li><ol><li/></ol></li></ol></li></ol></li></ol></nav></body></html>";
    let style = "body { margin: 1em } .x { display: grid; background: url(https://example.org/x.png) }";
    insta::assert_snapshot!(told(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/content.opf", package),
        ("OEBPS/a.xhtml", page),
        ("OEBPS/nav.xhtml", nav),
        ("OEBPS/broken.xhtml", "<html><body>"),
        ("OEBPS/s.css", style),
        ("OEBPS/c.png", "\u{fffd}PNG"),
        ("OEBPS/f.ttf", ""),
        ("OEBPS/unlisted.txt", ""),
    ]));
}

#[test]
fn what_is_no_book_is_told_and_nothing_panics() {
    assert!(preflight(b"").len() == 1 && preflight(b"PK\x03\x04").len() == 1);
    assert!(told(&[("META-INF/container.xml", CONTAINER)]).contains("mimetype"));
    assert!(told(&[("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container/>")]).contains("no package document"));
}

#[test]
fn what_multiplies_or_goes_deep_is_refused_in_little_memory() {
    let with = |container: &str| told(&[("mimetype", "application/epub+zip"), ("META-INF/container.xml", container)]);
    let entities = format!("<!DOCTYPE c [<!ENTITY a \"{}\">]><container>{}</container>", "x".repeat(100_000), "&a;".repeat(100_000));
    assert!(with(&entities).contains("it declares entities of its own"));
    assert!(with(&format!("{}{}", "<ol>".repeat(100_000), "</ol>".repeat(100_000))).contains("nested more than 200 deep"));
}

#[test]
fn links_are_looked_up_and_findings_end() {
    let package = "<package xmlns=\"http://www.idpf.org/2007/opf\"><manifest><item id=\"a\" href=\"a.xhtml\" \
                   media-type=\"application/xhtml+xml\"/></manifest></package>";
    let links: String = (0..5000).map(|n| format!("<p id=\"i{n}\"><a href=\"#i{n}\">x</a><a href=\"#no{n}\">y</a></p>")).collect();
    let page = format!("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><body>{links}</body></html>");
    let found = preflight(&archive(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/content.opf", package),
        ("OEBPS/a.xhtml", &page),
    ]));
    assert_eq!(found.len(), 1001);
    assert_eq!(found.last().map(|finding| finding.code), Some("epub-many"));
}
