//! What is wrong with a source is told at its place, all of it at once, with a way to mend it.

use pamphlet_core::{Library, Problems, Sources};

fn problems(files: &[(&str, &str)]) -> Problems {
    let mut sources: Sources = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    sources.entry("pamphlet.toml".to_owned()).or_insert_with(|| b"title = 'T'\npublisher = { name = 'P' }".to_vec());
    Library::read(sources).expect_err("these files are wrong")
}

/// Each problem with what it stands on in the source, and how to mend it.
fn told(files: &[(&str, &str)]) -> String {
    let problems = problems(files);
    let mut out = String::new();
    for d in &problems.diagnostics {
        let file = d.file.as_deref().unwrap_or("-");
        let place =
            d.span.as_ref().and_then(|span| problems.position(file, span.start)).map(|(l, c)| format!(":{l}:{c}")).unwrap_or_default();
        let on = d.span.as_ref().and_then(|span| problems.sources.get(file)?.get(span.clone())).unwrap_or_default();
        let on = on.lines().next().unwrap_or_default();
        out.push_str(&format!("{file}{place} [{}] {}\n    on `{on}`\n", d.code, d.message));
        for help in &d.help {
            out.push_str(&format!("    help: {help}\n"));
        }
    }
    out
}

fn page(front: &str, body: &str) -> String {
    format!("---\ntitle: T\nsummary: S\n{front}---\n{body}\n")
}

#[test]
fn front_matter() {
    let front = "sumary: S\naudiance: women\naudience: woman\nversion: 1.0\nreview:\n  last: 2026-02-30\n  clinical: pendng\n  editorial: [{ organisation: X }]\ncondition:\n  codes:\n    icd-10: [N94.1, n94]\n    snomed-ct: [\"71315008\"]\nmodality: {}\n";
    insta::assert_snapshot!(told(&[("conditions/a.md", &page(front, ""))]));
    insta::assert_snapshot!(told(&[
        ("conditions/a.md", "---\ntitle: \"T\nsummary: S\n---\n"),
        ("guides/b.md", "# No front matter\n"),
        ("evidence/c.md", "---\ntitle: T\n")
    ]));
    insta::assert_snapshot!(told(&[("modalities/a.md", &page("condition: {}\nsections: []\n", ""))]));
}

#[test]
fn yaml_as_people_mistype_it() {
    let mistyped = [
        "title: Pain: what helps\n",
        "title: T\n\tsummary: S\n",
        "title: T\n summary: S\n",
        "title: [a\nsummary: S\n",
        "title: T\n- a\n",
        "title: *important*\n",
        "title: @home\n",
        "title: 'it's yours'\n",
        "title: T\ntitle: U\n",
        "title: !!int 7\n",
    ];
    let files: Vec<(String, String)> =
        mistyped.iter().enumerate().map(|(n, front)| (format!("conditions/{n}.md"), format!("---\n{front}---\n"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    insta::assert_snapshot!(told(&files));
}

#[test]
fn body() {
    let body = "# Title\n\n#### Deep\n\nText <b>bold</b> `code`.\n\n<div>x</div>\n\n---\n\n[x](javascript:alert(1)) [y](mailto:a@example.org) [z](../../etc/passwd.md) [w](b.md \"title\")\n\n![](../media/x.svg)\n\nA ![p](x.png) inside.\n\n> [!urgnt] Call\n> - now\n\n> [!urgent]\n> no list\n\n> [!risk] R\n> - number: 12 in 10\n\n> [!evidence] E\n> - certainty: sure\n> - desgin: x\n\n> [!differential]\n> | a |\n> |---|\n> | b |\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n\nA note.[^1] And [^2].\n\n[^1]: One\n\n    two\n\n- [x] ticked\n- plain\n\n## H {aspect=casues}\n";
    insta::assert_snapshot!(told(&[("conditions/a.md", &page("", body))]));
}

#[test]
fn links_between_files() {
    let body = "[a](dyspareuna.md) [b](dyspareunia.md#cause) [c](../glossary.md#vulwa) [@mitchel2017]\n\n![p](../media/none.svg)\n";
    let files = [
        ("conditions/a.md", page("related: { conditions: [dyspareuniaa] }\ncollection: topic\n", body)),
        ("conditions/dyspareunia.md", page("", "## Causes\n\nMany.\n")),
        ("glossary.md", "## Vulva\n\nThe outer parts.\n".to_owned()),
        ("references.bib", "@article{mitchell2017, title = {T}, author = {A, B}, date = {2017}}".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    insta::assert_snapshot!(told(&files));
}

#[test]
fn what_the_settings_refer_to() {
    let settings = "title = 'T'\nclinic = 'nort'\nintroduction = { text = 'New?', page = 'guides/start' }\n\n\
        [publisher]\nname = 'P'\nlogo = 'media/logo.png'\n\n\
        [redirects]\n'conditions/con' = 'conditions/a'\n'conditions/b' = 'conditions/gone'\n'conditions/a' = 'conditions/a'\n\n\
        [clinics.north]\nname = 'North'\nlogo = 'media/north.png'\n\n[citations]\nstyle = 'vancuver'\n";
    insta::assert_snapshot!(told(&[("pamphlet.toml", settings), ("conditions/a.md", &page("", "Text."))]));
}

#[test]
fn other_files() {
    insta::assert_snapshot!(told(&[
        ("condition/a.md", ""),
        ("conditions/Bad Name.md", ""),
        ("conditions/a.docx", ""),
        ("conditions/a.xx-invalid-tag-too-long.md", ""),
        ("conditions/b.fr.md", "---\ntitle: T\nsummary: S\n---\n"),
        ("media/x.png", "not a picture"),
        ("media/y.svg", "<svg><script>alert(1)</script></svg>"),
        ("references.bib", "@article{x, title = {T}, doi = {doi:10.1/x}}"),
        ("pamphlet.toml", "title = 'T'\naccent = '#ffff00'\nclinic = 'x'\n[publisher]\nnam = 'P'\n"),
    ]));
}

#[test]
fn attacks() {
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(3000), "-|".repeat(3000), "|x|\n".repeat(300));
    let deep = format!("{} x", ">".repeat(500));
    // Each line doubles the one before: a million nodes from forty lines.
    let alias: String = (1..20).map(|n| format!("k{n}: &k{n} [*k{}, *k{}]\n", n - 1, n - 1)).collect();
    let alias = format!("k0: &k0 [x, x]\n{alias}");
    let keys: String = (0..100_000).map(|n| format!("k{n}: x\n")).collect();
    let large = page("", &"word ".repeat(500_000));
    for (name, text, code) in [
        ("wide", page("", &wide), "page-too-complex"),
        ("deep", page("", &deep), "nested-too-deep"),
        ("alias", page(&alias, ""), "yaml-syntax"),
        // Neither is compared each with each: that would take minutes.
        ("keys", page(&keys, ""), "more-mistakes"),
        ("mistakes", page("", &"`code` ".repeat(60_000)), "more-mistakes"),
        ("large", large, "file-too-large"),
    ] {
        let found = problems(&[("conditions/a.md", &text)]);
        assert!(found.diagnostics.iter().any(|d| d.code == code), "{name}: {found}");
    }
    let bytes = [
        ("conditions/a.md".to_owned(), b"---\ntitle: \xff\n---\n".to_vec()),
        ("pamphlet.toml".to_owned(), b"title = 'T'\npublisher = { name = 'P' }".to_vec()),
    ];
    let found = Library::read(bytes.into_iter().collect()).unwrap_err();
    assert_eq!(found.diagnostics[0].code, "invalid-utf-8");
}

#[test]
fn a_book_that_would_mislead_is_refused() {
    let guide = "guide:\n  isbn: 978-0-306-40615-8\n  accessibility:\n    conformance: { level: wcag-2.2-aa, on: 2026-11-22 }\n";
    insta::assert_snapshot!(told(&[("guides/a.md", &page(guide, "![](../media/x.png)"))]));
    let parts = "guide:\n  parts:\n    - title: One\n      chapters: [conditions/gone]\n";
    insta::assert_snapshot!(told(&[("guides/a.md", &page(parts, "Text."))]));
}

#[test]
fn names_that_a_system_or_the_site_keeps_for_itself() {
    let page = page("", "Text.");
    insta::assert_snapshot!(told(&[
        ("conditions/con.md", &page),
        ("conditions/com1.ar.md", &page),
        ("guides/index.md", &page),
        ("guides/_index.md", &page),
        ("media/aux.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"),
        ("pamphlet.toml", "title = 'T'\npublisher = { name = 'P' }\nredirects = { 'evidence/nul' = 'conditions/a' }"),
        ("conditions/a.md", &page),
    ]));
}

#[test]
fn pictures_whose_names_come_from_a_camera_or_a_folder_elsewhere() {
    let body = "![A step](<../media/Schritt für Schritt (1).JPG>)\n\n![A step](../media/my%20photo.png)\n\n![A step](../../x.png)";
    insta::assert_snapshot!(told(&[("conditions/a.md", &page("", body))]));
}

#[test]
fn text_that_no_page_can_show() {
    let page = page("", "A\u{1}b, \u{fffe} and c\u{1b}[31m.\n\nA\ttab is a space. [none]() :-)\n\n:-) :warning: x");
    insta::assert_snapshot!(told(&[("conditions/a.md", &page), ("messages/en.ftl", "previous = a\u{0}b\n")]));
}

#[test]
fn what_other_dialects_leave() {
    let body = "::: warning\nKeep away.\n:::\n\n| A | B |\n| one | two |\n\n  Medicine  Dose\n\n  -------- ----\n\n[a]: https://example.org/\n\n[a]: https://example.org/b\n\n[^1]: Never.\n\nText[^2] 3*2*1.\n\n[Asthma](Asthma%20ab12.md)\n\nWords\n---\n\n> [!warning]- Take care\n> Text.\n\n[!urgent] Call\n\n__TOC__\n\n## TOC\n";
    insta::assert_snapshot!(told(&[("conditions/a.md", &page("headline: A #1\n", body))]));
}
