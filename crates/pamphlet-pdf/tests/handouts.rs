//! Handouts of one page that holds one of each thing.

mod common;

use std::collections::BTreeMap;

use common::{arabic, everything, failures, library, page, text_of};
use pamphlet_core::{Library, model::Paper};
use pamphlet_pdf::{Companions, Edition, Error, Letterhead, Options, Theme, book, render};
use serde_json::{Value, json};

fn with_block(block: Value) -> Value {
    let mut page = everything();
    page["sections"].as_array_mut().unwrap().push(json!({ "heading": [{ "text": "More" }], "blocks": [block] }));
    page
}

#[test]
fn every_block_conforms_on_every_paper_in_every_edition() {
    let library = library(&everything());
    let mut pages = Vec::new();
    for paper in [Paper::A4, Paper::Letter, Paper::A5] {
        for edition in [Edition::Standard, Edition::LargePrint] {
            let options = Options { paper: Some(paper), edition, ..Options::on(common::day()) };
            for any in [page(&library), library.page("guides/book").unwrap(), library.page("collections/topic").unwrap()] {
                let handout = render(&library, any, &options).unwrap_or_else(|error| panic!("{paper:?} {edition:?} {}: {error}", any.id));
                assert_eq!(failures(&handout.output.pdf), Vec::<String>::new(), "{paper:?} {edition:?} {}", any.id);
                pages.push(handout.output.pages);
            }
        }
    }
    assert!(pages.iter().all(|count| (1..60).contains(count)), "{pages:?}");
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let library = library(&everything());
    let first = render(&library, page(&library), &Options::on(common::day())).unwrap();
    let second = render(&library, page(&library), &Options::on(common::day())).unwrap();
    assert!(first == second);
    let left_out: Vec<String> = first.omissions.iter().map(ToString::to_string).collect();
    assert_eq!(
        left_out,
        [
            "reading time: paper shows how much there is to read",
            "skip link: a tagged PDF is read by its headings",
            "the library’s contact: the clinic’s own contact stands in its place"
        ]
    );
}

#[test]
fn a_character_without_a_glyph_is_an_error_that_names_the_text() {
    let library = library(&with_block(json!({ "paragraph": [{ "text": "a box to tick 🗹 here" }] })));
    let error = render(&library, page(&library), &Options::on(common::day())).unwrap_err();
    let Error::MissingGlyph { character, text, of: _ } = &error else { panic!("{error}") };
    assert_eq!(*character, '🗹');
    assert!(text.contains("box to tick"), "{text}");
    assert!(error.to_string().contains("U+1F5F9"), "{error}");
}

#[test]
fn a_letter_with_marks_is_read_out_once() {
    let text = "Nguy\u{1ec5}n Th\u{1ecb} H\u{1eb1}ng \u{645}\u{64f}\u{647}\u{650}\u{645}\u{651}";
    let library = library(&with_block(json!({ "paragraph": [{ "text": text }] })));
    let made = render(&library, page(&library), &Options::on(common::day())).unwrap().output;
    assert_eq!(failures(&made.pdf), Vec::<String>::new());
    // The text face has neither "ễ" nor "ằ", and could draw them of two glyphs. Here nothing knows of `ActualText`, as in many readers.
    assert!(text_of(&made.pdf).contains("Nguy\u{1ec5}nTh\u{1ecb}H\u{1eb1}ng"), "{}", text_of(&made.pdf));
    // Three Arabic letters with vowels: each says once what its glyphs mean together.
    let file = lopdf::Document::load_mem(&made.pdf).unwrap();
    let says = |text: &str| {
        let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let operations =
            file.page_iter().flat_map(|page| lopdf::content::Content::decode(&file.get_page_content(page)).unwrap().operations);
        let actual = |operand: &lopdf::Object| operand.as_dict().ok()?.get(b"ActualText").ok()?.as_str().ok().map(<[u8]>::to_vec);
        operations.filter(|operation| operation.operands.iter().filter_map(actual).any(|text| text == utf16)).count()
    };
    assert_eq!(["\u{645}\u{64f}", "\u{647}\u{650}", "\u{645}\u{651}"].map(says), [1, 1, 1]);
}

#[test]
fn signs_that_leaflets_use_print_and_what_cannot_is_reported_at_its_place() {
    let signs = "\u{2713} \u{2610} \u{2611} \u{260e}\u{fe0f} \u{26a0}\u{fe0f} \u{2192} \u{2665} \u{1f449} \u{1f44d}\u{1f3fd} \u{1f34e} \u{1f48a} 1\u{fe0f}\u{20e3} \u{2265} \u{bd}";
    let library = library(&with_block(json!({ "paragraph": [{ "text": signs }] })));
    assert_eq!(pamphlet_pdf::check(&library, &[]).unwrap(), []);
    let made = render(&library, page(&library), &Options::on(common::day())).unwrap().output;
    assert_eq!(failures(&made.pdf), Vec::<String>::new());

    let said =
        "title: Water \u{6c34}\nsummary: S\ncondition: { also-called: [\"\\u0e44\"] }\nreview: { last: 2026-11-22, clinical: pending }";
    let page = format!("---\n{said}\n---\n\n## \u{6c34}\n\n| A |\n|---|\n| lost \u{fffd} |\n");
    let settings = "title = 'T'\npublisher = { name = '\u{ae30}' }";
    let glossary = "## Word\n\nMeans \u{ce68}.\n";
    let bib = "@misc{a, title = {Some \u{6c34}}, author = {Author, A.}, year = 2020}";
    let page = page.replace("lost", "lost [@a]");
    let files = [("pamphlet.toml", settings), ("conditions/a.md", &page), ("glossary.md", glossary), ("references.bib", bib)];
    let sources = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    let library = Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"));
    let diagnostics = pamphlet_pdf::check(&library, &[]).unwrap();
    let problems = pamphlet_core::Problems { diagnostics, sources: library.texts().clone() };
    insta::assert_snapshot!(problems.to_string());
}

#[test]
fn a_word_wider_than_its_room_breaks_and_stays_whole() {
    let hyphens_out = |text: String| text.replace('-', "");
    let cell = |text: &str| json!([{ "text": text }]);
    // One with syllables, and a code without any.
    for word in ["Gesundheitsinformation".repeat(6), "X7Q9".repeat(40)] {
        let table = json!({ "table": { "columns": [{ "header": cell("Name") }, { "header": cell("Use") }], "rows": [[cell(&word), cell("Often")]] } });
        let card = json!({ "care-card": { "urgency": "urgent", "heading": cell(&word), "criteria": [cell(&word)] } });
        let differential = json!({ "differential": { "feature-label": cell("Feature"), "cause-label": cell("Causes"),
            "rows": [{ "feature": cell(&word), "causes": [cell(&word)] }] } });
        let blocks = [json!({ "paragraph": cell(&word) }), table, card, differential];
        for block in blocks {
            let library = library(&with_block(block));
            for (paper, edition) in [(Paper::A4, Edition::Standard), (Paper::A5, Edition::LargePrint)] {
                let made = render(&library, page(&library), &Options { paper: Some(paper), edition, ..Options::on(common::day()) });
                let made = made.unwrap_or_else(|error| panic!("{word} {paper:?}: {error}")).output;
                assert_eq!(failures(&made.pdf), Vec::<String>::new());
                assert!(hyphens_out(text_of(&made.pdf)).contains(&word), "{word}");
            }
        }
    }
}

#[test]
fn a_handout_whose_page_numbers_don_t_settle_is_set_with_other_gaps() {
    let library = library(&everything());
    let unsettled = "#import \"handout.typ\": handout\n#let data = page-data()\n#handout(data)\n\
        #if data.spacing == \"normal\" { context { for at in range(query(<more>).len() + 1) [#metadata(at)<more>] } }\n";
    let theme = |text: &str| Theme { files: [("main.typ".to_owned(), text.as_bytes().into())].into() };
    let made = |text: &str| render(&library, page(&library), &Options { theme: theme(text), ..Options::on(common::day()) });
    assert!(made(unsettled).is_ok());
    let error = made(&unsettled.replace("data.spacing == \"normal\"", "true")).unwrap_err();
    assert!(error.to_string().contains("did not converge"), "{error}");
}

#[test]
fn a_heading_stays_with_its_text_also_where_that_has_a_note() {
    let long = "What it stands over ".to_owned() + &"goes on and on, ".repeat(20);
    for lines in 0..24 {
        let line = json!({ "paragraph": [{ "text": "One line of text." }] });
        let noted = json!({ "paragraph": [{ "text": long }, { "note": [{ "text": "A note." }] }] });
        let mut source = everything();
        source["sections"] = json!([
            { "heading": [{ "text": "Lines" }], "blocks": vec![line; lines + 1] },
            { "heading": [{ "text": "Outer" }], "sections": [{ "heading": [{ "text": "The heading" }], "blocks": [noted] }] },
        ]);
        let library = library(&source);
        let made = render(&library, page(&library), &Options { companions: Companions([].into()), ..Options::on(common::day()) }).unwrap();
        let file = lopdf::Document::load_mem(&made.output.pdf).unwrap();
        let pages: Vec<String> = file.get_pages().into_keys().map(|page| file.extract_text(&[page]).unwrap()).collect();
        let of = |text: &str| pages.iter().position(|page| page.contains(text));
        assert!(of("The heading").is_some() && of("The heading") == of("What it stands over"), "{lines} lines: {pages:?}");
        assert_eq!(of("Outer"), of("The heading"), "{lines} lines");
        assert_eq!(of("A note."), of("What it stands over"), "{lines} lines: {pages:?}");
    }
}

#[test]
fn a_care_card_higher_than_a_page_goes_on_on_the_next() {
    let criteria: Vec<Value> = (0..40)
        .map(|n| json!([{ "text": format!("criterion number {n}, which is long enough to fill a line and more of the paper") }]))
        .collect();
    let card = json!({ "care-card": { "urgency": "urgent", "heading": [{ "text": "Ask for help if:" }], "criteria": criteria } });
    let library = library(&with_block(card));
    for edition in [Edition::Standard, Edition::LargePrint] {
        let handout = render(&library, page(&library), &Options { edition, paper: Some(Paper::A5), ..Options::on(common::day()) }).unwrap();
        assert_eq!(failures(&handout.output.pdf), Vec::<String>::new());
    }
}

#[test]
fn pages_in_arabic_are_set_from_the_right() {
    let library = arabic();
    for edition in [Edition::Standard, Edition::LargePrint] {
        let options = Options { edition, ..Options::on(common::day()) };
        let handout = render(&library, library.page("conditions/example").unwrap(), &options).unwrap();
        assert_eq!(failures(&handout.output.pdf), Vec::<String>::new());
        let book = book(&library, library.guide("book").unwrap(), &options).unwrap();
        assert_eq!(failures(&book.output.pdf), Vec::<String>::new());
    }
    // A word that's lost is found missing there too.
    let lost = theme("blocks.typ", "(node, t) => par(inlines(node.content))", "(node, t) => none");
    let error = render(&library, library.page("conditions/example").unwrap(), &Options { theme: lost, ..Options::on(common::day()) });
    assert!(matches!(error, Err(Error::TextLost { .. })));
}

#[test]
fn words_of_two_directions_stand_on_a_page() {
    let arabic = |text: &str| json!({ "span": { "language": "ar", "content": [{ "text": text }] } });
    let source =
        with_block(json!({ "paragraph": [{ "text": "Ask for " }, arabic("هذه الصفحة باللغة العربية"), { "text": " at the desk." }] }));
    let library = library(&source);
    render(&library, page(&library), &Options::on(common::day())).unwrap();
    // Signs between words of the other direction are read from the right, and have no letter that says so.
    let signs = with_block(json!({ "paragraph": [arabic("كلمة ((x)) example")] }));
    let library = common::library(&signs);
    render(&library, page(&library), &Options::on(common::day())).unwrap();
    // What follows a phrase runs as the page does: text is drawn from left to right.
    let cites = json!({ "cite": [{ "key": "smith2020" }, { "key": "jones2021" }] });
    let numbers = with_block(json!({ "paragraph": [arabic("كلمة"), { "text": " (1, 2) and " }, arabic("كلمة"), { "text": " " }, cites] }));
    let library = common::library(&numbers);
    let text = text_of(&render(&library, page(&library), &Options::on(common::day())).unwrap().output.pdf);
    assert!(text.contains("(1,2)and") && text.contains("[1,2]"), "{text}");
}

#[test]
fn a_theme_can_t_leave_out_the_text_or_the_state_of_the_review() {
    let library = library(&everything());
    let render_with = |theme| render(&library, page(&library), &Options { theme, ..Options::on(common::day()) }).map(|_| ()).unwrap_err();
    let error = render_with(theme("blocks.typ", "quote: a-quote", "quote: (node, t) => none"));
    assert!(matches!(&error, Error::TextLost { text, .. } if text.contains("helped")), "{error}");
    let problem = error.diagnostic(&library, page(&library), "handout");
    let file = problem.file.unwrap();
    let said = &library.texts()[&file][problem.span.unwrap()];
    assert!(problem.code == "text-lost" && said.contains("helped") && said.len() < 200, "{file}: {said}");
    let error = render_with(theme("furniture.typ", "notice: notice", "notice: (node, t) => none"));
    assert!(matches!(&error, Error::NoticeLost { page: None, .. }), "{error}");
    let error = render_with(theme("handout.typ", "(..state, facts)", "(facts,)"));
    assert!(matches!(&error, Error::NoticeLost { page: Some(_), .. }), "{error}");
    let error = render_with(theme("handout.typ", "font: t.fonts", "font: \"No Such Face\""));
    assert!(matches!(&error, Error::Typst { at: Some(_), .. } | Error::TextLost { .. }), "{error}");
}

/// A theme file of our own with a change in it.
fn theme(name: &str, from: &str, to: &str) -> Theme {
    let built_in = std::fs::read_to_string(format!("{}/src/theme/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(built_in.contains(from), "{name} has no {from}");
    Theme { files: BTreeMap::from([(name.to_owned(), built_in.replace(from, to).into_bytes().into())]) }
}

#[test]
fn columns_have_room_for_their_words_and_a_table_that_has_none_is_folded() {
    let cell = |text: &str| json!([{ "text": text }]);
    let columns: Vec<Value> = ["Year", "Treatment", "Compared with", "Women", "Weeks", "Result", "Certainty"]
        .iter()
        .map(|name| json!({ "header": cell(name) }))
        .collect();
    let row: Vec<Value> =
        ["2016", "Physiotherapy", "Waiting", "212", "10", "No difference", "Very low"].iter().map(|text| cell(text)).collect();
    let library = library(&with_block(json!({ "table": { "columns": columns, "rows": [row] } })));
    let options = |paper, edition| Options { paper: Some(paper), edition, ..Options::on(common::day()) };
    let mut words = Vec::new();
    for (paper, edition) in [(Paper::A4, Edition::Standard), (Paper::A5, Edition::LargePrint)] {
        let handout = render(&library, page(&library), &options(paper, edition)).unwrap().output;
        assert_eq!(failures(&handout.pdf), Vec::<String>::new());
        words.push(text_of(&handout.pdf).matches("Comparedwith").count());
    }
    // Folded, the header is named at the head and beside its cell.
    assert_eq!(words, [1, 2]);
    let never = theme("blocks.typ", "if left < 0pt", "if false");
    let error = render(&library, page(&library), &Options { theme: never, ..options(Paper::A5, Edition::LargePrint) }).unwrap_err();
    assert!(matches!(&error, Error::Overprinted { .. } | Error::OffPaper { .. }), "{error}");
    let problem = error.diagnostic(&library, page(&library), "handout");
    assert!(problem.code == "no-room" && problem.span.is_some_and(|span| span.len() < 200), "{error}");
}

#[test]
fn a_table_in_a_list_has_less_room_and_a_header_with_a_link_isn_t_repeated() {
    let words = "Waiting for treatment, and what came of it after ten weeks of it";
    let column = json!({ "header": [{ "link": { "content": [{ "text": "Compared with" }], "to": "https://example.org/" } }] });
    let rows = vec![json!([[{ "text": words }], [{ "text": words }], [{ "text": words }]]); 40];
    let table = json!({ "table": { "columns": [column, column, column], "rows": rows } });
    let library = library(&with_block(json!({ "list": { "items": [[{ "paragraph": [{ "text": "item" }] }, table]] } })));
    for edition in [Edition::Standard, Edition::LargePrint] {
        let handout = render(&library, page(&library), &Options { edition, ..Options::on(common::day()) }).unwrap().output;
        assert_eq!(failures(&handout.pdf), Vec::<String>::new());
    }
}

#[test]
fn the_first_page_says_that_nobody_has_signed_however_little_it_holds() {
    let mut source = everything();
    source["title"] = "Vulvodynia and provoked vestibulodynia".into();
    source["review"]["clinical"] = "pending".into();
    source["notices"]["status"] =
        "This is sample content. It has had no clinical review. Do not use it to make decisions about your health.".into();
    let library = library(&source);
    for paper in [Paper::A4, Paper::Letter, Paper::A5] {
        for edition in [Edition::Standard, Edition::LargePrint] {
            let options = Options { paper: Some(paper), edition, ..Options::on(common::day()) };
            let made = render(&library, page(&library), &options).unwrap().output;
            let file = lopdf::Document::load_mem(&made.pdf).unwrap();
            let first: String = file.extract_text(&[1]).unwrap().split_whitespace().collect();
            assert!(first.contains("noclinicianhasreviewedthispageyet"), "{options:?}: {first}");
        }
    }
}

#[test]
fn what_is_unsigned_and_overdue_says_both_on_every_page() {
    let mut source = everything();
    source["review"] = json!({ "last": "2025-01-01", "next": "2026-01-01", "clinical": "pending" });
    let library = library(&source);
    let options = Options::on("2026-06-01".parse().unwrap());
    let handout = render(&library, page(&library), &options).unwrap().output;
    let text = text_of(&handout.pdf);
    for said in ["Clinicalsign-offpending.", "Reviewoverdue."] {
        assert_eq!(text.matches(said).count(), handout.pages, "{said}");
    }
}

#[test]
fn a_last_page_with_little_on_it_is_saved() {
    // With a theme that doesn't say where its text ends, nothing is set again.
    let tight = Options { companions: Companions([].into()), ..Options::on(common::day()) };
    let loose = Options { theme: theme("handout.typ", "[#metadata(none)<end-of-text>]", ""), ..tight.clone() };
    let pages = |count: usize, options: &Options| {
        let text = "Pain may come from muscles that tighten before they are touched. ".repeat(5);
        let mut source = everything();
        source["sections"].as_array_mut().unwrap().push(json!({
            "heading": [{ "text": "More" }],
            "blocks": vec![json!({ "paragraph": [{ "text": text }] }); count],
        }));
        let library = library(&source);
        render(&library, page(&library), options).unwrap().output.pages
    };
    let saved = (0..12).filter(|count| {
        let (tight, loose) = (pages(*count, &tight), pages(*count, &loose));
        assert!(tight <= loose);
        tight < loose
    });
    assert!((1..6).contains(&saved.count()));
}

#[test]
fn a_clinic_adds_its_head_and_alters_no_word() {
    let library = library(&everything());
    let mine = library.clinic("ours").unwrap().clone();
    let by_clinic =
        render(&library, page(&library), &Options { letterhead: Letterhead::Clinic(Box::new(mine)), ..Options::on(common::day()) })
            .unwrap();
    let by_default = render(&library, page(&library), &Options::on(common::day())).unwrap();
    assert!(by_clinic == by_default);
    let by_publisher =
        render(&library, page(&library), &Options { letterhead: Letterhead::Publisher, ..Options::on(common::day()) }).unwrap();
    assert!(by_publisher.output != by_default.output);
}
