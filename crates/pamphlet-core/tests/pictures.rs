//! What a picture's file must be, and what of it is published.

use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder};
use pamphlet_core::{Library, Media, Problems, Sources};

fn read(name: &str, file: &[u8]) -> Result<Media, Problems> {
    Media::read(&name.parse().unwrap(), file)
}

fn svg(file: &str) -> Result<Media, Problems> {
    read("media/x.svg", file.as_bytes())
}

/// A drawing of something.
fn drawn(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">{inside}</svg>")
}

fn published(file: &str) -> String {
    let media = svg(file).unwrap_or_else(|problems| panic!("{file}\n{problems}"));
    String::from_utf8(media.bytes.to_vec()).unwrap()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..width * height * 3).map(|at| (at * 7 % 251) as u8).collect();
    let mut file = Vec::new();
    PngEncoder::new(&mut file).write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    file
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..width * height * 3).map(|at| (at * 7 % 251) as u8).collect();
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 80).write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    file
}

/// The same JPEG with a segment after its first two bytes.
fn with_segment(jpeg: &[u8], marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, payload, &jpeg[2..]].concat()
}

/// What a camera writes: a way up, and where it was.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"Exeter, 50.7236 N");
    exif
}

/// The same PNG with a chunk after its header.
fn with_chunk(png: &[u8], name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [name, data].concat();
    let mut crc = !0_u32;
    for byte in &named {
        crc ^= u32::from(*byte);
        (0..8).for_each(|_| crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 });
    }
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&png[..33], &length, &named, &(!crc).to_be_bytes(), &png[33..]].concat()
}

fn has(file: &[u8], words: &[u8]) -> bool {
    file.windows(words.len()).any(|window| window == words)
}

#[test]
fn what_runs_moves_or_comes_from_elsewhere_is_refused_at_its_place() {
    let xhtml = "xmlns:h=\"http://www.w3.org/1999/xhtml\"";
    let image = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let inside = [
        "<script>alert(1)</script>",
        "<rect\nonload=\"alert(1)\"/>",
        "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">alert(1)</s:script>",
        &format!("<h:script {xhtml}>alert(1)</h:script>"),
        "<metadata><script/></metadata>",
        "<x:note xmlns:x=\"urn:x\"><s:script xmlns:s=\"http://www.w3.org/2000/svg\"/></x:note>",
        &format!("<foreignObject><h:div {xhtml}>Call 999</h:div></foreignObject>"),
        &format!("<switch><foreignObject><h:div {xhtml}>Call 999 at once</h:div></foreignObject><text>Call 999…</text></switch>"),
        "<g xml:base=\"https://example.org/\"/>",
        "<rect style=\"fill:url(https://example.org/x.svg#a)\"/>",
        "<rect style=\"fill:u\\72l(https://example.org/x)\"/>",
        "<rect style=\"background:url('//example.org/x')\"/>",
        "<rect fill=\"url(&quot;x.svg#a&quot;)\"/>",
        "<rect mask=\"URL( 'x.svg#a' )\"/>",
        "<rect style=\"fill:/**/url(/**/x.svg#a)\"/>",
        "<a href=\"javascript:alert(1)\"><rect/></a>",
        "<a><set attributeName=\"href\" to=\"javascript:alert(1)\"/></a>",
        "<rect><animate attributeName=\"href\" values=\"javascript:alert(1)\"/></rect>",
        "<use href=\"other.svg#a\"/>",
        "<use xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"&#104;ttps://example.org/x.svg#a\"/>",
        "<use href=\"data:image/svg+xml;base64,PHN2Zy8+#a\"/>",
        &format!("<image href=\"data:image/svg+xml,{}\"/>", image.replace('<', "&lt;")),
        "<image href=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=\"/>",
        "<image href=\"https://example.org/x.png\"/>",
        "<feImage href=\"x.png\"/>",
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>@IMPORT url(x.css);</style>",
        "<style>rect{fill:url(x.svg#a)}</style>",
        "<style>@media print{rect{fill:url(x.svg#a)}}</style>",
        "<style>@font-face{font-family:F;src:url(https://example.org/f.woff2)}</style>",
        "<style>@keyframes k{to{opacity:0}}</style>",
        "<style>rect{animation:k 1s}</style>",
        "<style>rect{fill:image-set('x.png' 1x)}</style>",
        "<text systemLanguage=\"fr\">Appelez le 15</text>",
        "<flowRoot><flowPara>Call 999</flowPara></flowRoot>",
        "<hatch/>",
    ];
    let mut told = String::new();
    for inside in inside {
        let problems = svg(&drawn(inside)).expect_err(inside);
        told.push_str(&format!("{inside}\n{problems}\n    {}\n\n", problems.diagnostics[0].help.join("; ")));
    }
    let whole = [
        "<?xml-stylesheet href=\"x.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
        "<!DOCTYPE svg [<!ENTITY s \"<script xmlns='http://www.w3.org/2000/svg'>alert(1)</script>\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\">&s;</svg>",
        "<!DOCTYPE svg [<!ENTITY s SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><text>&s;</text></svg>",
        "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><text>&b;</text></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"\twidth=\"1\" height=\"1\"\tonload=\"alert(1)\"/>",
    ];
    for file in whole {
        let problems = svg(file).expect_err(file);
        told.push_str(&format!("{file}\n{problems}\n    {}\n\n", problems.diagnostics[0].help.join("; ")));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_drawing_that_cant_be_read_says_what_to_do() {
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\">";
    let files = [
        format!("{head}<text x=\"5\">Coughs & colds</text></svg>"),
        format!("{head}<text>a&nbsp;b</text></svg>"),
        format!("{head}<use xlink:href=\"#r\"/></svg>"),
        format!("{head}<g inkscape:label=\"a\"/></svg>"),
        format!("{head}<rect>"),
        format!("{head}<g></rect></svg>"),
        format!("{head}<g id=\"a\" id=\"b\"/></svg>"),
        "<!DOCTYPE html><html><body><svg/></body></html>".to_owned(),
        "a drawing".to_owned(),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Where is it?</text></svg>".to_owned(),
        String::new(),
        format!("{head}{}{}</svg>", "<g>".repeat(300), "</g>".repeat(300)),
        format!("{head}<g id=\"a\"><use href=\"#a\"/></g></svg>"),
        format!(
            "{head}<defs><rect id=\"a0\"/>{}</defs><use href=\"#a9\"/></svg>",
            (1..10).map(|n| format!("<g id=\"a{n}\">{}</g>", format!("<use href=\"#a{}\"/>", n - 1).repeat(10))).collect::<String>()
        ),
    ];
    let mut told = String::new();
    for file in files {
        let problems = svg(&file).expect_err(&file);
        let shown: String = file.chars().take(150).collect();
        told.push_str(&format!("{shown}\n{problems}\n    {}\n\n", problems.diagnostics[0].help.join("; ")));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_drawing_programs_write_is_read_and_what_they_note_for_themselves_is_taken_out() {
    let inkscape = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="210mm" height="99mm" viewBox="0 0 210 99" version="1.1" id="svg5" inkscape:version="1.2" sodipodi:docname="C:\Users\jane\steps.svg"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<sodipodi:namedview id="namedview7" pagecolor="#ffffff"/><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>
<defs id="defs2"><linearGradient id="g"><stop offset="0" style="stop-color:#ff0000"/></linearGradient><linearGradient id="h" xlink:href="#g"/></defs>
<g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1"><path style="fill:url(#h);-inkscape-font-specification:'Sans'" d="M 1,2 H 3" sodipodi:nodetypes="cc"/>
<text xml:space="preserve" id="t"><tspan sodipodi:role="line">Step 1</tspan></text></g></svg>"##;
    let illustrator = r##"<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/"> <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
	<!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg version="1.1" xmlns:x="&ns_extend;" xmlns:i="&ns_ai;" xmlns="&ns_svg;" x="0px" y="0px" viewBox="0 0 50 40" style="enable-background:new 0 0 50 40;">
<style type="text/css">
	.st0{fill:#FFFFFF;stroke:#000000;}
	.st1{font-family:'MyriadPro-Regular';}
</style>
<switch><foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1"></foreignObject>
<g i:extraneous="self"><rect class="st0" width="50" height="40"/></g></switch><i:pgf>eJzt</i:pgf></svg>"##;
    let drawio = r##"<svg xmlns="http://www.w3.org/2000/svg" style="background: transparent; color-scheme: light dark;" width="121px" height="61px" viewBox="-0.5 -0.5 121 61" content="&lt;mxfile host=&quot;Electron&quot;/&gt;">
<g><rect width="120" height="60" fill="#ffffff" style="fill: light-dark(#ffffff, var(--ge-dark-color, #121212)); stroke: light-dark(rgb(0, 0, 0), rgb(255, 255, 255));" pointer-events="all"/>
<switch><foreignObject style="overflow: visible;"><div xmlns="http://www.w3.org/1999/xhtml">Rest for
 a week</div></foreignObject><text x="60" y="34">Rest for a week</text></switch></g>
<switch><g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/><a transform="translate(0,-5)" xlink:href="https://www.drawio.com/doc/faq/svg-export-text-problems" xmlns:xlink="http://www.w3.org/1999/xlink"><text>Text is not SVG - cannot display</text></a></switch></svg>"##;
    let matplotlib = r##"<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="460.8pt" height="345.6pt" viewBox="0 0 460.8 345.6" xmlns="http://www.w3.org/2000/svg" version="1.1">
<metadata><rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><dc:creator>Jane</dc:creator></rdf:RDF></metadata>
<defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs>
<g><defs><path id="m1" d="M 0 0 L 0 3.5" style="stroke: #000000; stroke-width: 0.8"/></defs><use xlink:href="#m1" x="1" y="2"/></g><g clip-path="url(#p)"/></svg>"##;
    let figma = r##"<svg width="24" height="24" viewBox="0 0 24 24" fill="none" xmlns="http://www.w3.org/2000/svg"><g filter="url(#f)" data-figma-bg-blur-radius="4"><path fill-rule="evenodd" d="M0 0h24v24z" fill="#D9D9D9"/></g><defs><filter id="f" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="BackgroundImageFix"/></filter></defs></svg>"##;
    let by_hand = "<svg width=\"40\" height=\"30\"><rect id=\"a\" width=\"5\" height=\"5\" fill=\"red\"/><rect id=\"a\"/><text>Opened on = today, a &lt; b &amp; c</text></svg>";
    let font = drawn("<style>@font-face{font-family:F;src:url(data:font/woff2;base64,AAAA)} text{font-family:F}</style><text>Hi</text>");
    let all = [inkscape, illustrator, drawio, matplotlib, figma, by_hand, &font].map(published);
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_drawing_has_one_size_for_everybody() {
    let size = |attributes: &str| {
        let media =
            svg(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}><rect width=\"400\" height=\"100\"/></svg>")).unwrap();
        (media.size.unwrap(), String::from_utf8(media.bytes.to_vec()).unwrap().contains("viewBox"))
    };
    assert_eq!(size("width=\"40mm\" height=\"10mm\" viewBox=\"0 0 400 100\""), ((151, 38), true));
    assert_eq!(size("viewBox=\"0,0,400,100\""), ((400, 100), true));
    assert_eq!(size("width=\"100%\" height=\"100%\" viewBox=\"0 0 400 100\""), ((400, 100), true));
    assert_eq!(size("width=\"200\" viewBox=\"0 0 400 100\""), ((200, 50), true));
    assert_eq!(size("width='60pt' height='1in'"), ((80, 96), true));
    assert_eq!(size(""), ((400, 100), true), "as large as what it draws");
    let comment =
        "<!-- made from <svg width=\"10\" height=\"900\"> --><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>";
    assert_eq!(svg(comment).unwrap().size, Some((4, 3)));
    let utf_16: Vec<u8> = drawn("<text>é</text>").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("media/x.svg", &[&[0xff, 0xfe][..], &utf_16].concat()).unwrap().texts[0].0, "é");
    let declared = format!("<?xml version='1.0' encoding='ISO-8859-1'?>{}", drawn("<text>café</text>"));
    let latin_1: Vec<u8> = declared.chars().map(|c| u8::try_from(c).unwrap()).collect();
    assert_eq!(read("media/x.svg", &latin_1).unwrap().texts[0].0, "café");
}

#[test]
fn a_photograph_is_published_without_what_its_camera_wrote() {
    let plain = jpeg(24, 16);
    let mut camera = with_segment(&plain, 0xe1, &exif(6));
    camera = with_segment(&camera, 0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Jane</x:xmpmeta>");
    camera = with_segment(&camera, 0xed, b"Photoshop 3.0\0Jane");
    camera = with_segment(&camera, 0xfe, b"taken by Jane");
    camera = with_segment(&camera, 0xe2, b"MPF\0Jane");
    camera.extend(b"Jane's second picture");
    let media = read("media/x.jpg", &camera).unwrap();
    assert_eq!(media.size, Some((16, 24)), "as it's seen");
    assert!(!has(&media.bytes, b"Jane") && !has(&media.bytes, b"Exeter"));
    assert_eq!(pamphlet_core::image_size(&media.bytes), Some((16, 24)), "the way up is kept");
    // Neither compressed again nor changed in its second reading.
    assert!(has(&media.bytes, &plain[plain.len() - 40..]));
    assert_eq!(read("media/x.jpg", &media.bytes).unwrap(), media);
    assert_eq!(read("media/x.jpg", &plain).unwrap().bytes[..], plain[..], "nothing to take out");
}

#[test]
fn filling_is_legal_in_a_jpeg() {
    let plain = jpeg(24, 16);
    let comment = with_segment(&plain, 0xfe, b"x");
    let filled = [&comment[..2], &[0xff, 0xff, 0xff], &comment[2..]].concat();
    assert_eq!(read("media/x.jpg", &filled).unwrap().bytes[..], plain[..]);
}

#[test]
fn a_png_is_published_without_its_notes_and_turned_as_it_is_seen() {
    let plain = png(12, 8);
    let noted = with_chunk(&with_chunk(&plain, b"tEXt", b"Author\0Jane"), b"tIME", &[7, 230, 1, 1, 1, 1, 1]);
    let noted = [&noted[..], b"Jane"].concat();
    assert_eq!(read("media/x.png", &noted).unwrap().bytes[..], plain[..]);
    let turned = read("media/x.png", &with_chunk(&plain, b"eXIf", &exif(8)[6..])).unwrap();
    assert_eq!(turned.size, Some((8, 12)));
    let [before, after] = [&plain[..], &turned.bytes].map(|file| image::load_from_memory(file).unwrap().into_rgb8());
    assert_eq!(after.dimensions(), (8, 12));
    assert_eq!(before.get_pixel(11, 0), after.get_pixel(0, 0), "turned to the left");
    let profile = with_chunk(&plain, b"gAMA", &[0, 0, 0xb1, 0x8f]);
    assert_eq!(read("media/x.png", &profile).unwrap().bytes[..], profile[..], "colours stay");
}

#[test]
fn pictures_that_arent_whole_are_told() {
    let (png, jpeg) = (png(40, 30), jpeg(40, 30));
    let mut wrong_png = png.clone();
    wrong_png[60] ^= 0xff;
    let mut huge = png.clone();
    huge[16..24].copy_from_slice(&[0, 0, 0x2e, 0xe0, 0, 0, 0x2e, 0xe0]);
    let files: [(&str, &str, Vec<u8>); 13] = [
        ("half a PNG", "media/x.png", png[..png.len() / 2].to_vec()),
        ("a PNG without its end", "media/x.png", png[..png.len() - 12].to_vec()),
        ("a damaged PNG", "media/x.png", wrong_png),
        ("12,000 pixels square", "media/x.png", huge),
        ("half a JPEG", "media/x.jpg", jpeg[..jpeg.len() / 2].to_vec()),
        ("half a JPEG that somebody gave an end", "media/x.jpg", [&jpeg[..jpeg.len() / 2], &[0xff, 0xd9]].concat()),
        ("a JPEG that ends at once", "media/x.jpg", vec![0xff, 0xd8, 0xff, 0xd9]),
        ("a JPEG named PNG", "media/x.png", jpeg.clone()),
        ("a PNG named JPEG", "media/x.jpg", png.clone()),
        ("a GIF named PNG", "media/x.png", b"GIF89a".to_vec()),
        ("an SVG that is compressed", "media/x.svg", b"\x1f\x8b\x08\0".to_vec()),
        ("nothing", "media/x.png", Vec::new()),
        ("a moving PNG", "media/x.png", with_chunk(&png, b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])),
    ];
    let told: String = files
        .iter()
        .map(|(what, name, file)| {
            let problems = read(name, file).expect_err(what);
            format!("{what}: {problems}\n    {}\n", problems.diagnostics[0].help.join("; "))
        })
        .collect();
    insta::assert_snapshot!(told);
}

#[test]
fn a_picture_within_a_drawing_goes_through_the_same_door() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let noted = with_chunk(&png(4, 3), b"tEXt", b"Author\0Jane");
    let embed = |file: &[u8]| drawn(&format!("<image href=\"data:image/jpg;base64,\n{}\"/>", STANDARD.encode(file)));
    let plain = STANDARD.encode(png(4, 3));
    assert!(published(&embed(&noted)).contains(&format!("data:image/png;base64,{plain}")), "without its notes, and named for what it is");
    let problems = svg(&embed(&noted[..60])).unwrap_err();
    assert!(
        problems.to_string().contains("a picture inside the drawing can’t be shown: the file ends before the picture does"),
        "{problems}"
    );
}

#[test]
fn a_refused_picture_is_there_and_told_where_it_is_shown() {
    let page = "---\ntitle: Cough\nsummary: What a cough is.\n---\n\n![A step](../media/x.svg)\n\n![A photograph](../media/y.jpg)\n\n![Another](../media/none.png)\n";
    let guide = "---\ntitle: Book\nsummary: A book.\nguide:\n  cover: media/c.svg\n  parts:\n    - title: One\n      chapters: [conditions/cough]\n---\n";
    let settings = "title = 'L'\n[publisher]\nname = 'P'\nlogo = 'media/x.svg'\n[clinics.a]\nname = 'A'\nlogo = 'media/nowhere.svg'\n";
    let files: [(&str, &[u8]); 6] = [
        ("pamphlet.toml", settings.as_bytes()),
        ("conditions/cough.md", page.as_bytes()),
        ("guides/book.md", guide.as_bytes()),
        ("media/x.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"\n width=\"1\" height=\"1\"\n onload=\"f()\"><script/></svg>"),
        ("media/y.jpg", &jpeg(40, 30)[..400]),
        ("media/c.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"),
    ];
    let sources: Sources = files.into_iter().map(|(name, file)| (name.to_owned(), file.to_vec())).collect();
    insta::assert_snapshot!(Library::read(sources).unwrap_err().to_string());
}
