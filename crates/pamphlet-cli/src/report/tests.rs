use std::sync::Arc;

use super::*;

fn one(source: &str, diagnostic: Diagnostic) -> Problems {
    let file: Arc<str> = "conditions/a.md".into();
    Problems { diagnostics: vec![diagnostic.in_file(&file)], sources: [(file, source.into())].into() }
}

fn plain(source: &str, diagnostic: Diagnostic) -> String {
    let problems = one(source, diagnostic);
    anstream::adapter::strip_str(&human(&problems.diagnostics[0], &problems, Path::new("content"))).to_string()
}

#[test]
fn a_problem_has_its_place_its_help_and_its_change() {
    let source = "---\ntitle: Pain\nsumary: It hurts.\n---\n";
    let diagnostic = Diagnostic::error("unknown-key", "there is no key `sumary`")
        .at(16..22)
        .with_label("unknown")
        .with_related(4..9, "the page begins here")
        .with_help("did you mean `summary`?")
        .with_edit(16..22, "summary");
    insta::assert_snapshot!(plain(source, diagnostic.clone()));
    let problems = one(source, diagnostic);
    insta::assert_snapshot!(format!("{:#}", as_json(&problems.diagnostics[0], &problems, Path::new("content"))));
}

#[test]
fn a_problem_without_a_place_names_its_file() {
    insta::assert_snapshot!(plain("", Diagnostic::warning("no-codes", "the page has no codes").with_help("add some")));
}

#[test]
fn tabs_windows_lines_and_wide_characters_keep_their_place() {
    insta::assert_snapshot!(plain("one\r\n\tsé文xuel bad\r\nthree\r\n", Diagnostic::error("x", "here").at(16..19).with_label("this")));
}

#[test]
fn no_span_breaks_the_report() {
    let source = "é\r\n\n\t文\u{301}x\r\ny";
    for start in 0..source.len() + 3 {
        for end in 0..source.len() + 3 {
            let diagnostic = Diagnostic::error("x", "x").at(start..end).with_related(end..start, "y").with_edit(start..end, "é\n");
            let problems = one(source, diagnostic.clone());
            plain(source, diagnostic.clone());
            plain("", diagnostic);
            assert!(as_json(&problems.diagnostics[0], &problems, Path::new("content"))["line"].is_u64());
        }
    }
}

#[test]
fn after_a_hundred_of_a_file_it_is_told_how_many_more_there_are() {
    let file: Arc<str> = "conditions/a.md".into();
    let of = |number: usize, problem: Diagnostic| vec![problem.in_file(&file); number];
    let diagnostics = [of(150, Diagnostic::warning("w", "small")), of(100, Diagnostic::error("e", "large"))].concat();
    let problems = Problems { diagnostics, sources: [(Arc::clone(&file), "x".into())].into() };
    let mut told = Vec::new();
    show(&problems, Path::new("content"), Format::Human, &mut told).unwrap();
    let told = anstream::adapter::strip_str(&String::from_utf8(told).unwrap()).to_string();
    assert_eq!((told.matches("warning[w]").count(), told.matches("error[e]").count()), (100, 100));
    assert!(told.ends_with("content/conditions/a.md: and 50 warnings more; `--format json` tells them all\n\n"), "{told}");
}

#[test]
fn numbers_agree_with_their_nouns() {
    let problems = Problems {
        diagnostics: vec![Diagnostic::error("x", ""), Diagnostic::warning("x", ""), Diagnostic::warning("x", "")],
        ..Problems::default()
    };
    assert_eq!(count(&problems).as_deref(), Some("1 error, 2 warnings"));
    assert_eq!(count(&Problems::default()), None);
}

#[test]
fn what_a_whole_library_does_is_told_once() {
    let problems = |pages: usize| {
        let of = |at: usize| {
            Diagnostic::warning("no-funding", "the page doesn't say who paid for it").in_file(&format!("conditions/{at}.md").into())
        };
        Problems { diagnostics: (0..pages).map(of).collect(), ..Problems::default() }
    };
    let told = |pages: usize| {
        let mut told = Vec::new();
        show(&problems(pages), Path::new("content"), Format::Short, &mut told).unwrap();
        String::from_utf8(told).unwrap()
    };
    assert_eq!(told(3).lines().count(), 3);
    assert_eq!(
        told(97),
        "content/conditions/0.md: warning[no-funding]: the page doesn't say who paid for it (97 pages; this is the first)\n"
    );
    assert_eq!(count(&problems(97)).unwrap(), "1 warning");
}
