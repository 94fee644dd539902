//! Text that several pages share: it's whole on each of them, and no page looks better reviewed than it is.

use pamphlet_core::{
    Library, Reader, Sources,
    model::{ReviewAlert, Urgency},
};

const SETTINGS: &str = "title = 'Library'\npublisher = { name = 'Example Clinic' }";
const CALL: &str = "> [!emergency] Call 999 if:\n> - you can't breathe\n";
const INCLUDE: &str = "> [!include] [When to call 999](../snippets/call-999.md)";

fn sources(files: &[(&str, String)]) -> Sources {
    let mut sources: Sources = files.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())).collect();
    sources.entry("pamphlet.toml".into()).or_insert_with(|| SETTINGS.into());
    sources
}

fn read(files: &[(&str, String)]) -> Library {
    Library::read(sources(files)).unwrap_or_else(|problems| panic!("{problems}"))
}

fn page(review: &str, body: &str) -> String {
    format!("---\ntitle: Cough\nsummary: A cough clears the throat.\n{review}---\n{body}\n")
}

fn snippet(review: &str, body: &str) -> String {
    format!("---\ntitle: Call 999\n{review}---\n{body}\n")
}

fn review(next: &str, clinical: &str) -> String {
    format!("review:\n  last: 2026-01-01\n  next: {next}\n  clinical: {clinical}\n")
}

const SIGNED: &str = "{ signed: { by: A, credential: GP, on: 2026-01-01 } }";

#[test]
fn advice_of_a_snippet_is_advice_of_the_page() {
    let library = read(&[
        ("snippets/call-999.md", snippet("", CALL)),
        ("conditions/cough.md", page("", &format!("## Causes\n\n- A cold.\n\n  {INCLUDE}\n"))),
    ]);
    let page = library.page("conditions/cough").unwrap();
    let advice = page.care_advice();
    assert_eq!(advice.iter().map(|card| card.urgency).collect::<Vec<_>>(), [Urgency::Emergency]);
    assert_eq!(page.includes().len(), 1);
}

#[test]
fn a_page_is_reviewed_no_better_than_its_snippets() {
    let of = |own: &str, other: &str| {
        let library = read(&[("snippets/call-999.md", snippet(other, CALL)), ("conditions/cough.md", page(own, INCLUDE))]);
        library.page("conditions/cough").unwrap().review_state("2026-06-01".parse().unwrap()).alerts()
    };
    let (signed, pending) = (review("2027-01-01", SIGNED), review("2027-01-01", "pending"));
    assert_eq!(of(&signed, &signed), []);
    assert_eq!(of(&signed, ""), [], "reviewed with the page");
    assert_eq!(of(&signed, &pending), [ReviewAlert::Pending]);
    assert_eq!(of(&pending, &signed), [ReviewAlert::Pending]);
    let due = ReviewAlert::Overdue("2026-05-01".parse().unwrap());
    assert_eq!(of(&signed, &review("2026-05-01", SIGNED)), [due]);
    assert_eq!(of(&review("2026-05-01", SIGNED), &signed), [due]);
}

#[test]
fn a_sign_off_ends_when_the_text_changes_that_it_names() {
    let of = |content: &str, text: &str| {
        let signed = review("2027-01-01", &SIGNED.replace("2026-01-01 }", &format!("2026-01-01, content: \"{content}\" }}")));
        read(&[("snippets/call-999.md", snippet("", text)), ("conditions/cough.md", page(&signed, INCLUDE))])
    };
    let hash = of("00000000", CALL).page("conditions/cough").unwrap().text_hash();
    let today = "2026-06-01".parse().unwrap();
    let alerts = |library: &Library| library.page("conditions/cough").unwrap().review_state(today).alerts();
    assert_eq!(alerts(&of(hash.as_str(), CALL)), []);
    let changed = of(hash.as_str(), &CALL.replace("breathe", "speak"));
    assert_eq!(alerts(&changed), [ReviewAlert::Pending]);
    let told: Vec<&str> =
        changed.check(today).diagnostics.iter().map(|problem| problem.code).filter(|code| code.contains("sign-off")).collect();
    assert_eq!(told, ["sign-off-ended", "sign-off-pending"]);
}

#[test]
fn a_change_of_a_snippet_changes_the_pages_that_include_it_and_no_others() {
    let today = "2026-06-01".parse().unwrap();
    let prints = |text: &str| {
        let library = read(&[
            ("snippets/call-999.md", snippet("", text)),
            ("conditions/cough.md", page("", INCLUDE)),
            ("conditions/fever.md", page("", "See [cough](cough.md).")),
        ]);
        let prints = library.fingerprints(today);
        ["conditions/cough", "conditions/fever"].map(|name| prints.of(library.page(name).unwrap()))
    };
    let ([cough, fever], [cough_then, fever_then]) = (prints(CALL), prints(&CALL.replace("breathe", "speak")));
    assert_ne!(cough, cough_then);
    assert_eq!(fever, fever_then);
}

#[test]
fn what_cant_be_included_is_reported_where_it_is() {
    let problems = |files: &[(&str, String)]| {
        let problems = Library::read(sources(files)).err().map_or_else(String::new, |problems| problems.to_string());
        problems + "\n"
    };
    let call = || ("snippets/call-999.md", snippet("", CALL));
    let cough = |body: &str| ("conditions/cough.md", page("", body));
    let mut told = problems(&[call(), cough("> [!include] [Call](../snippets/call-99.md)")]);
    told += &problems(&[call(), ("conditions/cough.en-US.md", page("", INCLUDE)), cough("Text.")]);
    told += &problems(&[call(), cough("> [!include] Call 999\n\n> [!include] [Call](cough.md)\n\n[Call](../snippets/call-999.md)")]);
    told += &problems(&[call(), cough(&format!("{INCLUDE}\n> and more"))]);
    told += &problems(&[("snippets/call-999.md", snippet("", "[Here](gone.md) and [there](#x).")), cough(INCLUDE)]);
    told += &problems(&[("snippets/call-999.md", snippet("", &format!("## Heading\n\n{CALL}"))), cough(INCLUDE)]);
    told += &problems(&[("snippets/call-999.md", snippet("", "")), ("snippets/a.txt", String::new()), cough(INCLUDE)]);
    told += &problems(&[call(), ("snippets/b.md", snippet("", INCLUDE)), cough("Text.")]);
    insta::assert_snapshot!(told);
}

#[test]
fn a_faulty_snippet_holds_only_the_pages_that_include_it() {
    let files = [
        ("snippets/call-999.md", snippet("", "[Here](gone.md)")),
        ("conditions/cough.md", page("", INCLUDE)),
        ("conditions/fever.md", page("", "Text.")),
    ];
    let partly = Reader::default().read_partly(sources(&files)).unwrap();
    let faulty: Vec<String> = partly.faulty.iter().map(|page| page.path.to_string()).collect();
    assert_eq!(faulty, ["conditions/cough"]);
}

#[test]
fn a_rule_that_a_snippet_breaks_is_reported_once_in_its_own_file() {
    let snippet = snippet("", "> [!urgent] Ask for help today if:\n> - Always.\n");
    let library = read(&[
        ("snippets/call-999.md", snippet),
        ("conditions/cough.md", page("", INCLUDE)),
        ("conditions/fever.md", page("", &format!("Text.\n\n{INCLUDE}"))),
    ]);
    let problems = library.check("2026-06-01".parse().unwrap());
    let places: Vec<_> = problems.diagnostics.iter().filter(|d| d.file.as_deref() == Some("snippets/call-999.md")).collect();
    let mut codes: Vec<_> = places.iter().map(|d| d.code).collect();
    let count = codes.len();
    codes.dedup();
    assert!(count > 0 && codes.len() == count, "{places:?}");
    assert!(places.iter().all(|d| d.span.is_some()));
}
