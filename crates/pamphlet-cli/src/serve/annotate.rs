//! Problems, shown in the page where they are.

use pamphlet::{Diagnostic, Problems, Severity, value::Anchor};

use super::routes::OWN;

/// Problems, and what knows in which part of a page each of them is.
pub(super) type Placed<'p> = (&'p Problems, &'p dyn Fn(&Diagnostic) -> Option<Anchor>);

/// A page of the site with what is to be mended, each problem before the heading under which it is, and with the script that loads the
/// page again when something has changed.
///
/// `errors` are why the folder doesn't read now; then the page is as it was before, and `shown` is what was to be mended in it. The two
/// have texts of their own: a place in one is another in the other. So each says for itself in which part of the page a problem is.
pub(super) fn page(html: &str, (errors, part_now): Placed<'_>, (shown, part_shown): Placed<'_>) -> String {
    let mut notes = Vec::new();
    if !errors.diagnostics.is_empty() {
        let words = match errors.diagnostics.len() {
            1 => "There is an error to be mended",
            _ => "There are errors to be mended",
        };
        let note = format!(
            "<div class=\"pamphlet-problem pamphlet-error\" role=\"note\"><p><strong>{words}.</strong> Until then this is the page as it was \
             before. <a href=\"{OWN}\">All of them</a></p></div>"
        );
        notes.push((top(html), note));
    }
    notes.extend(errors.diagnostics.iter().map(|problem| (place(html, part_now(problem).as_ref()), note(problem, errors))));
    // What is to be done stands in a box of the page itself, at its place.
    let shown_beside = shown.diagnostics.iter().filter(|problem| problem.code != "todo");
    notes.extend(shown_beside.map(|problem| (place(html, part_shown(problem).as_ref()), note(problem, shown))));
    notes.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(html.len() + 500 * notes.len());
    let mut from = 0;
    for (at, note) in notes {
        out.push_str(&html[from..at]);
        out.push_str(&note);
        from = at;
    }
    out.push_str(&html[from..]);
    let head =
        format!("<link rel=\"stylesheet\" href=\"{OWN}preview.css\">\n<script type=\"module\" src=\"{OWN}preview.js\"></script>\n</head>");
    out.replacen("</head>", &head, 1)
}

/// Where in a page a problem of a part is shown: before the part's heading, or at the top.
fn place(html: &str, part: Option<&Anchor>) -> usize {
    let heading = part.and_then(|part| html.find(&format!(" id=\"{part}\""))).and_then(|at| html[..at].rfind('<'));
    heading.unwrap_or_else(|| top(html))
}

/// Where a page's text begins.
fn top(html: &str) -> usize {
    html.find("<main").and_then(|at| Some(at + html[at..].find('>')? + 1)).unwrap_or(0)
}

/// A problem in words, with the line it's in.
pub(super) fn note(problem: &Diagnostic, problems: &Problems) -> String {
    let class = match problem.severity {
        Severity::Error => "pamphlet-error",
        Severity::Warning => "pamphlet-warning",
    };
    let mut note = format!(
        "<div class=\"pamphlet-problem {class}\" role=\"note\"><p><strong>{}:</strong> {}",
        problem.severity.as_str(),
        escaped(&problem.message)
    );
    if let Some(file) = &problem.file {
        let line = problem.span.as_ref().and_then(|span| problems.position(file, span.start));
        let place = line.map_or_else(|| file.to_string(), |(line, column)| format!("{file}:{line}:{column}"));
        note += &format!(" <code>{}</code>", escaped(&place));
    }
    note += "</p>";
    let source = problem.file.as_ref().and_then(|file| problems.sources.get(file)).zip(problem.span.as_ref());
    if let Some(words) = source.and_then(|(text, span)| text.get(span.clone())).filter(|words| !words.trim().is_empty()) {
        let line = words.lines().next().unwrap_or_default();
        note += &format!("<p><code>{}</code></p>", escaped(line));
    }
    for help in &problem.help {
        note += &format!("<p>{}</p>", escaped(help));
    }
    note + "</div>"
}

/// Text as it stands in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_page_that_can_t_be_made_anew_says_so_and_keeps_its_own_places() {
        let file: Arc<str> = "conditions/a.md".into();
        let at = |text: &str, problem: Diagnostic| {
            let start = text.find("word").unwrap();
            let problem = problem.at(start..start + 4).in_file(&file);
            Problems { diagnostics: vec![problem], sources: [(Arc::clone(&file), text.into())].into() }
        };
        let shown = at("---\ntitle: A\n---\n\nThe word.\n", Diagnostic::warning("x", "no word"));
        let errors = at("---\nsumary: word\n---\n", Diagnostic::error("y", "there is no key"));
        let html = page("<head></head><main><h1>A</h1></main>", (&errors, &|_| None), (&shown, &|_| None));
        assert!(
            html.contains("as it was before") && html.contains("conditions/a.md:5:5") && html.contains("conditions/a.md:2:9"),
            "{html}"
        );
        assert!(!page("<head></head><main></main>", (&Problems::default(), &|_| None), (&shown, &|_| None)).contains("as it was before"));
    }

    #[test]
    fn a_problem_stands_before_its_heading_and_runs_nothing() {
        let file: Arc<str> = "conditions/a.md".into();
        let text = "---\ntitle: A\n---\n\n## Why it happens\n\n<script> is no text.\n";
        let at = text.find("<script>").unwrap();
        let problem = Diagnostic::warning("x", "`<script>` is no word").at(at..at + 8).in_file(&file);
        let problems = Problems { diagnostics: vec![problem], sources: [(file, text.into())].into() };
        let html = "<html><head></head><body><main><h1>A</h1><h2 id=\"why-it-happens\">Why it happens</h2></main></body></html>";
        let shown = page(html, (&Problems::default(), &|_| None), (&problems, &|_| Some(Anchor::from_heading("Why it happens"))));
        let (before, after) = shown.split_once("pamphlet-problem").unwrap();
        assert!(before.ends_with("<h1>A</h1><div class=\""), "{shown}");
        assert!(after.contains("conditions/a.md:7:1") && after.contains("<h2 id=\"why-it-happens\">"), "{shown}");
        assert!(!shown.contains("<script>"), "{shown}");
    }
}
