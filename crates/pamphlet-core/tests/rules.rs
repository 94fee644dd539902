//! The rules for publishing, on the page that Pamphlet was modelled on and on small breaches of each rule.

use pamphlet_core::{Library, Problems, Sources};

fn day() -> pamphlet_core::value::Date {
    "2026-11-22".parse().unwrap()
}

const SETTINGS: &str = "title = 'T'\npublisher = { name = 'P' }\n";

fn library(files: &[(&str, &str)]) -> Library {
    let mut sources: Sources = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    sources.entry("pamphlet.toml".to_owned()).or_insert_with(|| SETTINGS.into());
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

fn told(problems: &Problems) -> String {
    problems.to_string()
}

#[test]
fn the_modelled_page_s_mistakes_are_all_told() {
    let page = include_str!("../../../tests/fixtures/modelled-page/conditions/dyspareunia.md");
    let settings = include_str!("../../../tests/fixtures/modelled-page/pamphlet.toml");
    let library = library(&[("pamphlet.toml", settings), ("conditions/dyspareunia.md", page)]);
    insta::assert_snapshot!(told(&library.check(day())));
}

/// A page that keeps every rule but those of its body.
fn page(front: &str, body: &str) -> String {
    format!(
        "---\ntitle: T\nsummary: S\nfunding: None.\nsupport: [{{ name: N }}]\ncondition: {{ codes: {{ icd-10: [N94.1] }} }}\n{front}\n---\n{body}\n"
    )
}

const REVIEW: &str = "review: { last: 2026-01-01, next: 2027-01-01, clinical: not-applicable }";
const CARE: &str = "## When to get help\n\n> [!urgent] Ring if:\n> - it bleeds\n";

fn codes(front: &str, body: &str, today: &str) -> Vec<&'static str> {
    let library = library(&[("conditions/a.md", &page(front, body))]);
    library.check(today.parse().unwrap()).diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn a_good_page_breaks_no_rule() {
    assert_eq!(codes(REVIEW, CARE, "2026-06-01"), Vec::<&str>::new());
}

#[test]
fn each_rule_tells_its_breach() {
    for (front, body, expected) in [
        ("", CARE, "no-review"),
        ("review: { last: 2026-01-01, clinical: not-applicable }", CARE, "no-next-review"),
        ("review: { last: 2026-01-01, next: 2025-01-01, clinical: not-applicable }", CARE, "review-order"),
        ("review: { last: 2026-01-01, next: 2030-01-01, clinical: not-applicable }", CARE, "review-interval"),
        (REVIEW, "", "no-care-advice"),
    ] {
        let found = codes(front, body, "2020-01-01");
        assert!(found.contains(&expected), "{expected} not in {found:?}");
    }
    for (body, expected) in [
        ("## Same\n\nA.\n\n## Same\n\nB.\n", "duplicate-id"),
        ("Click [here](https://example.org/).\n", "link-text"),
        ("See [www.example.org](https://example.com/).\n", "link-text"),
        ("> [!risk] R\n> - with: 1 in 10\n> - without: 2 in 100\n> - people: all\n> - period: 1 year\n", "risk-denominators"),
        ("## A {.faq}\n\n### Why?\n", "empty-section"),
        ("The causes are:\n", "dangling-colon"),
        ("> [!note] N\n> Text.\n\nMore.\n", "text-after-card"),
        ("> [!emergency] Ring\n> - now\n", "care-heading"),
        ("Please see the painful sex page for more.\n", "unlinked-page"),
    ] {
        let found = codes(REVIEW, &format!("{body}\n{CARE}"), "2026-06-01");
        assert_eq!(found, [expected]);
    }
    assert_eq!(codes(REVIEW, CARE, "2027-01-02"), ["review-overdue"]);
}

#[test]
fn the_language_of_english_pages_is_checked() {
    let long = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty more.\n";
    let evidence = |certainty: &str| format!("> [!evidence] It helps with pain\n> - certainty: {certainty}\n> - sources: [@a]\n");
    for (body, expected) in [
        (long, "long-sentence"),
        (&"One two three four five six seven eight nine ten eleven twelve thirteen four. ".repeat(5), "long-paragraph"),
        (&"- a thing\n".repeat(13), "long-list"),
        (&"- a sentence of some eight words or more\n".repeat(7), "long-list"),
        (&"They say **it** and ".repeat(9), "bold"),
        (&format!("**{}**\n", "word ".repeat(16).trim_end()), "bold"),
        ("You may have a TENS unit.\n", "acronym"),
        ("It is rare.\n", "vague-frequency"),
        ("Smoking doubles the risk.\n", "relative-risk"),
        ("It helps 15% of them.\n", "percent"),
        ("It helps 7-8 of them.\n", "range"),
        ("It ends on 3 Jan 2027.\n", "month"),
        ("There is a good chance.\n", "subjective"),
        (&evidence("low"), "certainty-wording"),
        (&evidence("moderate"), "certainty-wording"),
        (&evidence("very-low"), "certainty-wording"),
        (&evidence("high").replace("helps", "may help"), "certainty-wording"),
    ] {
        let files =
            [("conditions/a.md", &*page(REVIEW, &format!("{body}\n{CARE}"))), ("references.bib", "@book{a, title={A}, year={2020}}")];
        let found: Vec<_> = library(&files).check(day()).diagnostics.iter().map(|d| d.code).collect();
        let found: Vec<_> = found.into_iter().filter(|code| *code != "long-sentence" || expected == "long-sentence").collect();
        assert_eq!(found, [expected], "{body}");
    }
    // What each rule asks for passes, and so do decimals, abbreviations, clinical codes, dates and others' words.
    let good = format!(
        "It may take 1.5 hours, e.g. by bus. See a GP about F52-6 or COVID-19.\n\nUse a nerve unit (TENS). A TENS unit is small. See <https://www.example.org/a> or [example.org](https://www.example.org/).\n\n\
         It is rare: 1 in 1000 have it. It doubles the risk, from 1 in 1000 to 2 in 1000.\n\n> It is **rare**, and there is a good chance.\n\n{}",
        evidence("high")
    );
    let files = [("conditions/a.md", &*page(REVIEW, &format!("{good}\n{CARE}"))), ("references.bib", "@book{a, title={A}, year={2020}}")];
    assert_eq!(told(&library(&files).check(day())), "");
}

#[test]
fn a_translation_of_an_older_version_is_told() {
    let english = include_str!("../src/messages/en.ftl");
    let original = page(&format!("version: \"2.0\"\n{REVIEW}"), CARE);
    let translated =
        page(&format!("translation: {{ of-version: \"1.0\" }}\n{REVIEW}"), "## H {aspect=see-doctor}\n\n> [!urgent] R:\n> - x\n");
    let library = library(&[("messages/fr.ftl", english), ("conditions/a.md", &original), ("conditions/a.fr.md", &translated)]);
    let found: Vec<_> = library.check(day()).diagnostics.into_iter().map(|d| (d.code, d.file.unwrap().to_string())).collect();
    assert_eq!(found, [("translation-stale", "conditions/a.fr.md".to_owned())]);
}

#[test]
fn the_book_on_paper_has_an_isbn_of_its_own() {
    let told_of = |print: &str| {
        let front = format!("guide:\n  isbn: 978-0-306-40615-7\n  print-isbn: {print}");
        let guide = format!("---\ntitle: T\nsummary: S\nfunding: None.\n{REVIEW}\n{front}\n---\nText.\n");
        told(&library(&[("guides/a.md", &guide)]).check(day()))
    };
    assert!(!told_of("978-1-4028-9462-6").contains("same-isbn"));
    let found = told_of("978-0-306-40615-7");
    assert!(found.contains("8:15: guides/a.md: error[same-isbn]"), "{found}");
}

#[test]
fn a_work_that_nobody_cites_stops_nothing() {
    let library = |cited: &str| {
        let page = format!("---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n\n## What it is\n\nCoughs pass. [@{cited}]\n");
        let bibliography = "@article{good, title={One}, journal={Lung}, year={2020}}\n@book{bad, title={Two}, isbn={123}, year={20}}\n";
        let sources = [
            ("pamphlet.toml", "title = 'Library'\npublisher = { name = 'Example Clinic' }".to_owned()),
            ("conditions/cough.md", page),
            ("references.bib", bibliography.to_owned()),
        ];
        pamphlet_core::Library::read(sources.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect())
    };
    let of_file = |problems: &pamphlet_core::diagnostic::Problems| {
        let all = problems.diagnostics.iter().filter(|problem| problem.file.as_deref() == Some("references.bib"));
        all.map(|problem| problem.to_string()).collect::<Vec<_>>()
    };
    let told = |kind: &str| {
        [
            format!("references.bib: {kind}[bibliography-value]: the work `bad`: `123` is not an ISBN"),
            format!("references.bib: {kind}[bibliography-value]: the work `bad`: `20` is not a date"),
        ]
    };
    assert_eq!(of_file(&library("good").expect("what is used is right").check(day())), told("warning"));
    assert_eq!(of_file(&library("bad").expect_err("what is used is wrong")), told("error"));
}

#[test]
fn a_wrong_work_is_a_fault_of_the_pages_that_cite_it() {
    let page = |cited: &str| {
        format!("---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n\nCoughs [pass](../glossary.md#pass). [@{cited}]\n")
    };
    let read = |glossary: &str| {
        let sources = [
            ("pamphlet.toml", "title = 'Library'\npublisher = { name = 'Example Clinic' }".to_owned()),
            ("glossary.md", format!("## Pass\n\nTo end. [@{glossary}]\n")),
            ("conditions/cough.md", page("bad")),
            ("conditions/cold.md", page("bad")),
            ("conditions/fever.md", page("good")),
            ("references.bib", "@book{good, title={One}, year={2020}}\n@book{bad, title={Two}, isbn={123}, year={2020}}\n".to_owned()),
        ];
        let sources = sources.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
        pamphlet_core::Reader::default().read_partly(sources)
    };
    let partly = read("good").expect("the other pages hold");
    let faulty: Vec<String> = partly.faulty.iter().map(|page| page.path.to_string()).collect();
    assert_eq!(faulty, ["conditions/cold", "conditions/cough"]);
    let [problem] = &partly.problems.diagnostics[..] else { panic!("{}", partly.problems) };
    assert_eq!(problem.span.as_ref().and_then(|span| partly.problems.sources["references.bib"].get(span.clone())), Some("{123}"));
    assert_eq!(problem.help.last().unwrap(), "it is cited in `conditions/cold.md`, `conditions/cough.md`");
    // Every page may show what a word of the glossary means.
    let problems = read("bad").unwrap_err();
    let cited_in = "it is cited in `conditions/cold.md`, `conditions/cough.md`, `glossary.md`";
    assert_eq!(problems.diagnostics[0].help.last().unwrap(), cited_in);
}

#[test]
fn an_item_that_do_not_doesn_t_fit_is_told() {
    let dont = |list: &str| {
        told(
            &library(&[("conditions/a.md", &page(REVIEW, &format!("{CARE}\n## Food\n\nNot everything is good for you.\n\n{list}")))])
                .check(day()),
        )
    };
    assert_eq!(dont("> [!dont]\n> - drink alcohol\n> - never drive\n> - stop your tablets suddenly"), "");
    assert_eq!(dont("> [!dont] Foods to avoid\n> - soft cheese"), "");
    let found = dont("> [!dont]\n> - smoke\n> - Alcohol\n> - Liver");
    assert!(found.contains("“Alcohol” doesn't begin with a verb") && !found.contains("Liver"), "{found}");
    assert!(dont("> [!dont]\n> - Drink alcohol").contains("“do not Drink alcohol”"));
}

#[test]
fn a_notice_stands_on_the_kinds_of_page_that_make_sense() {
    let settings = |notice: &str| format!("{SETTINGS}[notices]\nmedical-first = {notice}\nstatus = 'A sample.'\n");
    let stands = |notice: &str, path: &str, front: &str| {
        let page = format!("---\ntitle: T\nsummary: S\n{front}---\n\nText.\n");
        let library = library(&[("pamphlet.toml", &settings(notice)), (&format!("{path}.md"), &page)]);
        let found = pamphlet_core::elements::notices(&library, library.page(path).unwrap());
        assert_eq!(found.status.len(), 1);
        !found.medical_first.is_empty()
    };
    // Its words alone: where causes are looked for, and where an approach goes along with care.
    let alone = "'See a GP first.'";
    assert!(stands(alone, "conditions/cough", ""));
    assert!(stands(alone, "modalities/breathing", "approach: Breathing\n"));
    assert!(!stands(alone, "modalities/vaccine", ""));
    assert!(!stands(alone, "guides/day-surgery", ""));
    let named = "{ text = 'See a GP first.', kinds = ['modality'] }";
    assert!(stands(named, "modalities/vaccine", ""));
    assert!(!stands(named, "conditions/cough", ""));
    // A page that needs it and doesn't have it is told.
    let page = page(&format!("approach: Breathing\n{REVIEW}"), CARE);
    let found = library(&[("pamphlet.toml", &settings(named)), ("conditions/a.md", &page)]).check(day());
    assert!(found.diagnostics.iter().any(|problem| problem.code == "approach-without-notice"), "{found}");
    let wrong = |notice: &str| {
        let sources: Sources = [("pamphlet.toml".to_owned(), settings(notice).into_bytes())].into();
        Library::read(sources).unwrap_err().to_string()
    };
    let kind = wrong("{ text = 'See a GP.', kinds = ['vaccine'] }");
    assert!(kind.contains("there is no `vaccine` here"), "{kind}");
    let number = wrong("3");
    assert!(number.contains("text, or a group of the keys `text` and `kinds`"), "{number}");
}

#[test]
fn a_title_that_no_list_has_room_for_is_told() {
    let long = format!("headline: {}\n{REVIEW}", "long ".repeat(60));
    assert!(codes(&long, CARE, "2026-06-01").contains(&"long-title"));
}

/// What is told of the body of a page that is good otherwise: the codes.
fn told_of(body: &str) -> Vec<&'static str> {
    codes(REVIEW, &format!("{body}\n\n{CARE}"), "2026-06-01")
}

#[test]
fn acronyms_are_told_once_and_emphasis_never() {
    for emphasis in [
        "It's taken ONCE A WEEK ONLY.",
        "DO NOT drive. STOP if it hurts, and NEVER take more.",
        "WARNING SIGNS are listed.",
        "Take your tablets before food. TABLETS differ.",
        "Write to 12 High Street, Springfield, IL 62701, or Sydney NSW 2000.",
        "Take 400 IU. Leaflet No: END/014 v3. Ref: PIL 0123. Stage IV and type II differ.",
        "Drink the MOVI® sachet. Write to pals@example.org or www.PALS.example.org.",
        "Ask your GP, the NHS, or A&E about HIV, DNA, MRI and CT.",
        "## What is TENS?\n\nA nerve unit. A TENS unit is small.",
        "TENS\n: A nerve unit.\n\nA TENS unit is small.",
        "Transcutaneous electrical nerve stimulation helps. A TENS unit is small.",
        "Some tablets (SSRIs) help. An SSRI is a tablet.",
        "A heart rhythm device, known as ICD, helps. An ICD is small.",
    ] {
        assert_eq!(told_of(emphasis), Vec::<&str>::new(), "{emphasis}");
    }
    for acronym in ["Have you a PPM or ICD?", "Ask PALS about it.", "An IV drip is used.", "It is HPV PCR that is done."] {
        let found = told_of(&format!("{acronym}\n\n{acronym}"));
        assert!(found.iter().all(|code| *code == "acronym") && (1..=2).contains(&found.len()), "{acronym}: {found:?}");
    }
}

#[test]
fn what_people_write_is_no_mistake() {
    for body in [
        "## What is it?\n\nA cough.",
        "**Dose:** 5 ml.\n\n**Strength:** 10 mg.\n\nIt is **very** small.",
        "## Supported 90-90 rotation\n\nHold it in the 90-90 position from 2019-2025. Ring 0800-123456.",
        "A common cold is commonly called a cold. You have that in common.",
        "One. Two. Three. Four.",
        "1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g",
        "> [!urgent] Go to hospital if:\n> - it swells\n> - it bleeds",
    ] {
        assert_eq!(told_of(body), Vec::<&str>::new(), "{body}");
    }
    // A rule speaks once a page where one answer is enough.
    assert_eq!(told_of("Take 1-2 tablets.\n\nTake 3–4 tablets."), ["range"]);
    assert_eq!(told_of("It is rare.\n\n## B\n\nIt is common.\n\n## C\n\nIt is uncommon."), ["vague-frequency"]);
    let long = format!("{}.\n\n", ["word"; 25].join(" ")).repeat(8);
    assert_eq!(told_of(&long), ["long-sentence"; 5]);
}

#[test]
fn care_cards_say_what_to_do_and_when() {
    let card = |kind: &str, heading: &str, signs: usize| format!("> [!{kind}] {heading}\n{}", "> - it swells\n".repeat(signs));
    for (body, expected) in [
        (card("emergency", "Warning signs:", 1), "care-action"),
        ("> [!emergency] Call 999 if:\n> - Always.".to_owned(), "care-sign"),
        (format!("> [!details] More\n> Text.\n>\n{}", card("urgent", "Call a doctor if:", 1).replace("> ", "> > ")), "care-in-details"),
        (card("urgent", "Call a doctor if:", 11), "care-cards"),
        (format!("{}\n## B\n\n{0}", card("non-urgent", "See a GP if:", 3)), "care-cards"),
    ] {
        assert_eq!(told_of(&body), [expected], "{body}");
    }
    // Cards that were parted because they were long stay parted.
    let long = card("non-urgent", "See a GP if:", 7);
    assert_eq!(told_of(&format!("{long}\n## B\n\n{long}")), Vec::<&str>::new());
    // A list under "when to get help" isn't refused, and told.
    let found = codes(REVIEW, "## When should I get help?\n\nIf you have:\n\n- a fever\n- a rash", "2026-06-01");
    assert_eq!(found, ["advice-outside-card"]);
}

#[test]
fn what_must_be_seen_stands_where_it_is_seen() {
    for body in [
        "Call 999 if you can't breathe.",
        "> If you can't breathe, phone for an ambulance on 999.",
        "Ring 112 now.",
        "> **IMPORTANT:** Call 999 if you faint.",
    ] {
        assert_eq!(told_of(body), ["emergency-in-text"], "{body}");
        let card = "## Now\n\n> [!emergency] Call 999 if:\n> - you can't breathe";
        assert!(!told_of(&format!("{body}\n\n{card}")).contains(&"emergency-in-text"), "{body}");
    }
    for body in ["**Warning:** it burns.", "IMPORTANT: keep this page.", "> **Caution!** It burns."] {
        assert_eq!(told_of(body), ["important-in-text"], "{body}");
    }
    for body in [
        "Call us on 01632 999 000.",
        "**Important dates** are listed.",
        "Important changes are listed.",
        "> [!important] Read this\n> **Warning:** it burns.",
    ] {
        assert_eq!(told_of(body), Vec::<&str>::new(), "{body}");
    }
    let of_region = |region: &str, body: &str| codes(&format!("region: {region}\n{REVIEW}"), &format!("{body}\n\n{CARE}"), "2026-06-01");
    assert_eq!(of_region("GB", "> [!emergency] Call 911 if:\n> - you faint"), ["emergency-number"]);
    assert_eq!(of_region("US", "> [!emergency] Call 999 if:\n> - you faint"), ["emergency-number"]);
    for good in ["> [!emergency] Call 911 if:\n> - you faint", "> [!emergency] Call 911, or 999 in Britain, if:\n> - you faint"] {
        assert_eq!(of_region("US", good), Vec::<&str>::new());
    }
}

#[test]
fn what_was_left_over_is_told() {
    for body in [
        "Lorem ipsum dolor sit amet.",
        "TODO: ask the ward.",
        "The clinic is open on TBC.",
        "Ring \\[insert number\\] for help.",
        "Say here what can cause it.",
        "Your dose is XXX.",
    ] {
        assert_eq!(told_of(body), ["unfinished"], "{body}");
    }
    for body in
        ["The exercises are shown overleaf.", "Take it at noon (see over).", "There is more on the next page.", "To book, click below."]
    {
        assert_eq!(told_of(body), ["other-form"], "{body}");
    }
    assert_eq!(told_of("We see over 100 people a day, and go over the plan."), Vec::<&str>::new());
    let front = format!("{REVIEW}\ncontact: {{ name: The ward }}");
    assert_eq!(codes(&front, CARE, "2026-06-01"), ["contact-unreachable"]);
    assert_eq!(codes(REVIEW, &format!("S!\n\nMore.\n\n{CARE}"), "2026-06-01"), ["summary-repeated"]);
    let settings = format!("{SETTINGS}[contact]\nname = 'The clinic'\n");
    let found = library(&[("pamphlet.toml", &settings), ("conditions/a.md", &page(REVIEW, CARE))]).check(day());
    assert_eq!(told(&found), "pamphlet.toml: warning[contact-unreachable]: the contact has no way to reach anybody");
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";
    for (text, expected) in [("image1.png", 1), ("Picture 2", 1), ("A photo.", 1), ("IMG_1234", 1), ("A hand holding a photo", 0)] {
        let body = page(REVIEW, &format!("![{text}](../media/a.svg)\n\n{CARE}"));
        let found = library(&[("conditions/a.md", &body), ("media/a.svg", picture)]).check(day());
        assert_eq!(found.diagnostics.iter().filter(|problem| problem.code == "alternative-text").count(), expected, "{text}: {found}");
    }
}

#[test]
fn a_mistake_says_what_to_write_instead() {
    let helps = |front: &str, body: &str| -> Vec<String> {
        let page = format!("---\ntitle: T\nsummary: S.\n{front}\n---\n\n{body}\n");
        let sources: Sources = [("pamphlet.toml".to_owned(), SETTINGS.into()), ("conditions/a.md".to_owned(), page.into_bytes())].into();
        let problems = Library::read(sources).expect_err("it has a mistake");
        problems.diagnostics.into_iter().flat_map(|problem| problem.help).collect()
    };
    assert_eq!(helps("condition: { also-called: Whooping cough }", "Text."), ["write it as a list: `[Whooping cough]`"]);
    assert_eq!(helps("condition: { also-called: \"Cough, dry\" }", "Text."), ["write it as a list: `[\"Cough, dry\"]`"]);
    assert_eq!(helps("contact: The ward", "Text."), ["write its keys below it, each on a line of its own, as in `name: …`"]);
    let in_a_cell = helps("", "| What | How |\n|---|---|\n| It | ![A hand](../media/a.svg) |");
    assert!(in_a_cell.iter().any(|help| help.contains("before or after the table")), "{in_a_cell:?}");
    let long = "a long name ".repeat(12).parse::<pamphlet_core::value::Slug>().unwrap_err();
    let suggested = long.help().and_then(|help| help.split('`').nth(1)).unwrap().to_owned();
    assert!(suggested.parse::<pamphlet_core::value::Slug>().is_ok(), "{suggested}");
}
