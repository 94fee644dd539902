//! Leaflets of all kinds, and the draft that each becomes.

mod support;

use std::{fs, path::Path};

use pamphlet_import::{Fate, ImportError, Imported, Options, import, import_beside};

/// A leaflet in a format, imported. Web pages have a picture beside them.
fn imported(name: &str, source: &str, format: &str) -> Imported {
    let lines = support::parse(source);
    let bytes = match format {
        "docx" => support::docx::write(&lines),
        "odt" => support::odt::write(&lines),
        _ => support::html::write(&lines),
    };
    let beside = |file: &str| (file == "a.png").then(|| support::DOT.to_vec());
    import_beside(&format!("{name}.{format}"), &bytes, &beside, &Options::default())
        .unwrap_or_else(|error| panic!("{name}.{format}: {error}"))
}

/// The draft, and what isn't in it.
fn shown(imported: &Imported) -> String {
    let mut out = imported.markdown.clone();
    out.push_str("\n======== the report\n");
    let report = &imported.report;
    out.push_str(&format!(
        "{}: {} of {} words; {} cards found, {} guessed; {} emergency numbers in text; {} to-dos; {} pictures\n",
        imported.page.id.path,
        report.words_kept,
        report.words,
        report.cards_found,
        report.cards_guessed,
        report.emergency_in_text,
        report.todos,
        imported.media.len()
    ));
    for notice in &report.notices {
        out.push_str(&format!("note: {notice}\n"));
    }
    for told in &report.told {
        if told.fate != Fate::Body {
            out.push_str(&format!("{}: {} -> {}\n", told.from, told.text, told.fate));
        }
    }
    out
}

#[test]
fn leaflets_become_drafts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/leaflets");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut told = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "txt")) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let source = fs::read_to_string(file).unwrap();
        let format = if source.contains("{emergency") { "html" } else { "docx" };
        let imported = imported(name, &source, format);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "leaflets" }, {
            insta::assert_snapshot!(name.to_owned(), shown(&imported));
        });
        told += 1;
    }
    assert!(told >= 10);
}

/// What each format says is the same draft, but for what a format can't hold.
#[test]
fn every_format_makes_the_same_draft() {
    let source = "# Head injury\nInformation for patients\nA knock on the head is usually harmless. Watch for the signs below.\n## Warning signs\n\
        Call 999 or go to A&E if:\n* you are sick\n* you are **very** sleepy\n## At home\n1. Rest\n1. Drink water\n|! Day | What |\n| 1 | Rest |\n\
        See [our site](https://www.example.org/a).\n@picture A head\n";
    let of = |format: &str| {
        let draft = imported("head", source, format).markdown;
        // Only a web page has an address, and asks whose it is.
        draft.lines().filter(|line| !line.contains("This comes from")).collect::<Vec<_>>().join("\n").replace("\n\n\n", "\n\n")
    };
    assert_eq!(of("odt"), of("docx"));
    assert_eq!(of("html"), of("docx"));
}

#[test]
fn what_cannot_be_read_is_refused_with_the_way_out() {
    let refused = |name: &str, bytes: &[u8]| match import(name, bytes, &Options::default()) {
        Err(error) => format!("{name}: {error}\n  {}\n", error.help()),
        Ok(_) => panic!("{name} was read"),
    };
    let old = [&[0xd0, 0xcf, 0x11, 0xe0][..], &[0; 600]].concat();
    let files: [(&str, &[u8]); 11] = [
        ("a.doc", &old),
        ("a.docx", &old),
        ("a.rtf", b"{\\rtf1}"),
        ("a.pub", &old),
        ("a.pdf", b"%PDF-1.7"),
        ("a.mht", b"MIME"),
        ("a.txt", b"text"),
        ("a.xyz", b"?"),
        ("a.docx", b"PK"),
        ("a.html", b"<p></p>"),
        ("a.odt", &support::docx::write(&support::parse("# A"))),
    ];
    let all: String = files.iter().map(|(name, bytes)| refused(name, bytes)).collect();
    insta::assert_snapshot!(all);
    assert!(matches!(import("a.md", b"", &Options::default()), Err(ImportError::Empty)));
}

#[test]
fn plain_markdown_becomes_a_draft() {
    let source = "---\ntitle: Cough\nlayout: page\n---\n# Cough\n\nA cough clears the throat. It passes in 3 weeks.\n\n## When to get help\n\nCall 999 if:\n\n\
        - you can't breathe\n- you cough up *blood*\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n> Kind words.\n\n- [ ] I smoke\n\n![A throat](a.png)\n";
    insta::assert_snapshot!(shown(&import("cough.md", source.as_bytes(), &Options::default()).unwrap()));
}

#[test]
fn headers_of_the_rows_of_a_web_page_stay_headers() {
    let rows = "<tr><th>6 months</th><td>2.5 ml</td></tr><tr><th>1 year</th><td>5 ml</td></tr>";
    let table = |head: &str| format!("<main><h1>Doses</h1><p>Some text.</p><table>{head}{rows}</table></main>");
    let markdown = |source: String| import("doses.html", source.as_bytes(), &Options::default()).unwrap().markdown;
    for head in ["<thead><tr><th>Age</th><th>Dose</th></tr></thead>", "<tr><th>Age</th><th>Dose</th></tr>"] {
        let made = markdown(table(head));
        assert!(made.contains("| Age | Dose |\n|---|---|\n| **6 months** | 2.5 ml |\n| **1 year** | 5 ml |"), "{made}");
    }
    let plain = markdown(table("<tr><th>Age</th><th>Dose</th></tr>").replace("<th>6 months</th>", "<td>6 months</td>"));
    assert!(plain.contains("| 6 months | 2.5 ml |"), "{plain}");
}

/// Wherever a leaflet says whom to call in an emergency, the draft has a care card or a to-do.
#[test]
fn an_emergency_number_is_never_silent() {
    let places = [
        "Call 999 if you faint.",
        "If you faint, call 999.",
        "* if you faint, call 999",
        "1. faint and call 999",
        "## Call 999",
        "### Faint? 999!",
        "# If you faint call 999",
        "| a | 999 |\n| b | c |",
        "|! 999 | b |\n| b | c |",
        "{\nIf you faint, dial 999.\n}",
        "{\nImportant: call 999\nand wait.\n}",
        "{\n## Call 999 now\nand wait.\n}",
        "@header If you faint call 999",
        "@footer Emergencies: 999. Review date: May 2027",
        "@picture A poster: call 999",
        "@note Or call 999.",
        "@hidden If you faint call 999",
        "@comment Ann: say call 999",
        "@deleted Ann: call 999",
        "@inserted Ann: call 999",
        "**Call 999 if:**\\n**you faint**",
        "## Contact us\nWard: 01632 960 001\nIn an emergency: 999",
        "## Do\n* call 999\n## Don't\n* wait for 999",
        "## Questions\n### Is it 999?\nYes.\n### A?\nb.\n### C?\nd.",
        "## References\n* 999 and other stories",
        "Information for patients: call 999",
    ];
    for place in places {
        for format in ["docx", "odt", "html"] {
            let source = format!("# A leaflet\nThis is some text before it, as a leaflet has.\n## What it is\nText.\n{place}\n");
            let source = if place.starts_with("# ") { format!("{place}\nThis is some text below it.\n") } else { source };
            let lines = support::parse(&source);
            let bytes = match format {
                "docx" => support::docx::write(&lines),
                "odt" => support::odt::write(&lines),
                _ => support::html::write(&lines),
            };
            let of_page = ["@header", "@footer", "@comment", "@deleted", "@inserted", "@note"];
            if format == "html" && of_page.iter().any(|word| place.starts_with(word)) {
                continue;
            }
            let imported =
                import_beside("a.x".replace('x', format).as_str(), &bytes, &|_| Some(support::DOT.to_vec()), &Options::default()).unwrap();
            let report = &imported.report;
            let remarks = imported.markdown.contains("[!todo] A comment by") || imported.markdown.contains("[!todo] Deleted by");
            assert!(report.cards_guessed + report.emergency_in_text > 0 || remarks, "{format}: {place}\n{}", imported.markdown);
        }
    }
}
