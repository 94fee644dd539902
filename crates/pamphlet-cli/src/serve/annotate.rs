//! Problems, shown in the page where they are.

use pamphlet::{Diagnostic, Problems, Severity, value::Anchor};

use super::routes::OWN;

/// A page of the site with what is to be mended in it, each problem before the heading under which it is, and with the script that
/// loads the page again when something has changed.
pub(super) fn page(html: &str, problems: &Problems) -> String {
    let mut notes: Vec<(usize, String)> =
        problems.diagnostics.iter().map(|problem| (place(html, problem, problems), note(problem, problems))).collect();
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

/// Where in a page a problem is shown: before the heading under which it stands in the source, or at the top.
fn place(html: &str, problem: &Diagnostic, problems: &Problems) -> usize {
    let top = || html.find("<main").and_then(|at| Some(at + html[at..].find('>')? + 1)).unwrap_or(0);
    let heading = || {
        let text = problems.sources.get(problem.file.as_ref()?)?;
        let before = text.get(..problem.span.as_ref()?.end)?;
        let line = before.lines().rev().find(|line| line.starts_with("##"))?.trim_start_matches('#').trim();
        let id = match line.rsplit_once("{#").and_then(|(_, rest)| rest.split_once('}')) {
            Some((id, _)) => id.to_owned(),
            None => Anchor::from_heading(line.split(" {").next()?).to_string(),
        };
        let at = html.find(&format!(" id=\"{id}\""))?;
        html[..at].rfind('<')
    };
    heading().unwrap_or_else(top)
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
    fn a_problem_stands_before_its_heading_and_runs_nothing() {
        let file: Arc<str> = "conditions/a.md".into();
        let text = "---\ntitle: A\n---\n\n## Why it happens\n\n<script> is no text.\n";
        let at = text.find("<script>").unwrap();
        let problem = Diagnostic::warning("x", "`<script>` is no word").at(at..at + 8).in_file(&file);
        let problems = Problems { diagnostics: vec![problem], sources: [(file, text.into())].into() };
        let html = "<html><head></head><body><main><h1>A</h1><h2 id=\"why-it-happens\">Why it happens</h2></main></body></html>";
        let shown = page(html, &problems);
        let (before, after) = shown.split_once("pamphlet-problem").unwrap();
        assert!(before.ends_with("<h1>A</h1><div class=\""), "{shown}");
        assert!(after.contains("conditions/a.md:7:1") && after.contains("<h2 id=\"why-it-happens\">"), "{shown}");
        assert!(!shown.contains("<script>"), "{shown}");
    }
}
