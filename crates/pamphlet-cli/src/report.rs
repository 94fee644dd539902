//! Tells problems: to people in rustc's look, to programs as JSON.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    ops::Range,
    path::Path,
};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use pamphlet::{Diagnostic, Problems, Severity};
use serde_json::{Value, json};

use crate::{args::Format, terminal};

/// Tells problems, and how many there are. Files are named as seen from the current folder, so that a terminal or an
/// editor can open them.
pub(crate) fn tell(problems: &Problems, content: &Path, format: Format) -> io::Result<()> {
    match format {
        Format::Human | Format::Short => {
            let mut to = anstream::stderr().lock();
            show(problems, content, format, &mut to)?;
            if let Some(count) = count(problems) {
                writeln!(to, "{count}")?;
            }
        }
        Format::Json => {
            let mut to = io::stdout().lock();
            for diagnostic in &problems.diagnostics {
                writeln!(to, "{}", as_json(diagnostic, problems, content))?;
            }
        }
    }
    Ok(())
}

/// So many errors, and so many warnings, of one file are shown: a picture of each place takes long in a large file, and nobody reads on.
const MOST_SHOWN: usize = 100;

/// Shows problems to people, and says how many more there are.
fn show(problems: &Problems, content: &Path, format: Format, to: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(Option<&str>, Severity), usize> = BTreeMap::new();
    let of_libraries = of_libraries(problems);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for diagnostic in &problems.diagnostics {
        let pages = of_libraries.get(diagnostic.code).copied();
        if pages.is_some() && !told.insert(diagnostic.code) {
            continue;
        }
        let count = counts.entry((diagnostic.file.as_deref(), diagnostic.severity)).or_default();
        *count += 1;
        if *count <= MOST_SHOWN {
            let mut diagnostic = Cow::Borrowed(diagnostic);
            if let Some(pages) = pages {
                diagnostic.to_mut().message += &format!(" ({pages} pages; this is the first)");
            }
            match format {
                Format::Short => writeln!(to, "{}", short(&diagnostic, problems, content))?,
                Format::Human | Format::Json => writeln!(to, "{}\n", human(&diagnostic, problems, content))?,
            }
        }
    }
    for ((file, severity), count) in counts {
        if let Some(more) = count.checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
            let path = file.map_or_else(|| content.display().to_string(), |file| shown_path(content, file));
            writeln!(to, "{path}: and {} more; `--format json` tells them all\n", counted(more, severity.as_str()))?;
        }
    }
    Ok(())
}

/// What a library does alike on all of its pages, or nearly.
const OF_LIBRARIES: [&str; 4] = ["no-codes", "no-funding", "no-support", "sign-off-pending"];
/// On more pages than these it's shown once.
const EACH_SHOWN: usize = 3;

/// The rules that are shown once, each with the number of pages that break it.
fn of_libraries(problems: &Problems) -> BTreeMap<&'static str, usize> {
    let mut pages: BTreeMap<&'static str, usize> = BTreeMap::new();
    for diagnostic in problems.diagnostics.iter().filter(|diagnostic| OF_LIBRARIES.contains(&diagnostic.code)) {
        *pages.entry(diagnostic.code).or_default() += 1;
    }
    pages.retain(|_, pages| *pages > EACH_SHOWN);
    pages
}

/// "2 errors (1 to-do), 1 warning", unless there are neither. What is shown once counts once.
pub(crate) fn count(problems: &Problems) -> Option<String> {
    let folded: usize = of_libraries(problems).values().map(|pages| pages - 1).sum();
    let of = |severity| {
        let all = problems.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        match severity {
            Severity::Warning => all - folded,
            Severity::Error => all,
        }
    };
    let todos = |severity| {
        let all = problems.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity && diagnostic.code == "todo").count();
        if all > 0 { format!(" ({})", counted(all, "to-do")) } else { String::new() }
    };
    let parts: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .into_iter()
        .filter(|(severity, _)| of(*severity) > 0)
        .map(|(severity, noun)| counted(of(severity), noun) + &todos(severity))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// "1 page", "2 pages".
pub(crate) fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// One problem in one line: its place, its kind and what is wrong.
fn short(diagnostic: &Diagnostic, problems: &Problems, content: &Path) -> String {
    let Diagnostic { code, severity, message, file, span, .. } = without_codes(diagnostic);
    let path = file.as_deref().map_or_else(|| content.display().to_string(), |file| shown_path(content, file));
    let place = file.as_deref().zip(span).and_then(|(file, span)| problems.position(file, span.start));
    let place = place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    format!("{path}{place}: {}[{code}]: {message}", severity.as_str())
}

/// One problem, with colours.
fn human(diagnostic: &Diagnostic, problems: &Problems, content: &Path) -> String {
    let diagnostic = &without_codes(diagnostic);
    let path = diagnostic.file.as_deref().map(|file| shown_path(content, file));
    let source = diagnostic.file.as_ref().and_then(|file| problems.sources.get(file)).map(|source| &**source);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut main = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code));
    let mut change = None;
    if let Some(path) = &path {
        main = match (source, &diagnostic.span) {
            (Some(source), Some(span)) => {
                let window = Window::around(source, diagnostic.related.iter().map(|label| &label.span).chain([span]));
                let mark = AnnotationKind::Primary.span(window.clip(span)).label(diagnostic.label.as_deref());
                let others = diagnostic
                    .related
                    .iter()
                    .map(|label| AnnotationKind::Context.span(window.clip(&label.span)).label(label.message.as_str()));
                main.element(window.snippet(path).annotation(mark).annotations(others))
            }
            (_, None) | (None, _) => main.element(Origin::path(path.as_str())),
        };
        change = source.zip(diagnostic.edit.as_ref()).map(|(source, edit)| {
            let window = Window::around(source, [&edit.span]);
            let patch = Patch::new(window.clip(&edit.span), edit.replacement.as_str());
            Group::with_title(Level::HELP.secondary_title("this would mend it")).element(window.snippet(path).patch(patch))
        });
    }
    main = main.elements(diagnostic.help.iter().map(|help| Level::HELP.message(help)));
    let report: Vec<Group<'_>> = std::iter::once(main).chain(change).collect();
    Renderer::styled().render(&report)
}

/// The same, with codes for terminals shown. Those in the text of a file are shown by whoever draws it.
fn without_codes(diagnostic: &Diagnostic) -> Diagnostic {
    let shown = |text: &String| terminal::shown(text).into_owned();
    let mut diagnostic = diagnostic.clone();
    let Diagnostic { message, label, related, help, edit, code: _, severity: _, file: _, span: _ } = &mut diagnostic;
    *message = shown(message);
    label.iter_mut().chain(related.iter_mut().map(|label| &mut label.message)).chain(help.iter_mut()).for_each(|text| *text = shown(text));
    edit.iter_mut().for_each(|edit| edit.replacement = shown(&edit.replacement));
    diagnostic
}

fn shown_path(content: &Path, file: &str) -> String {
    terminal::shown(&content.join(file).display().to_string()).into_owned()
}

/// The lines of a file that a problem is about. A file may be large, and a problem goes through all it's given.
struct Window<'s> {
    text: &'s str,
    /// Where it starts in the file.
    start: usize,
    /// The number of its first line.
    line: usize,
}

impl<'s> Window<'s> {
    fn around<'r>(source: &'s str, spans: impl IntoIterator<Item = &'r Range<usize>>) -> Self {
        let spans = spans.into_iter().map(|span| clip(source, span));
        let span = spans.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or_default();
        let start = source[..span.start].rfind('\n').map_or(0, |at| at + 1);
        // With its line break: a carriage return is only part of one if the line feed follows.
        let end = source[span.end..].find('\n').map_or(source.len(), |at| span.end + at + 1);
        Self { text: &source[start..end], start, line: source[..start].matches('\n').count() + 1 }
    }

    fn clip(&self, span: &Range<usize>) -> Range<usize> {
        clip(self.text, &(span.start.saturating_sub(self.start)..span.end.saturating_sub(self.start)))
    }

    fn snippet<T: Clone>(&self, path: &'s str) -> Snippet<'s, T> {
        Snippet::source(self.text).line_start(self.line).path(path)
    }
}

/// The same span, inside the text and between characters.
fn clip(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    start..text.ceil_char_boundary(span.end.max(start))
}

/// One problem as a JSON object.
fn as_json(diagnostic: &Diagnostic, problems: &Problems, content: &Path) -> Value {
    let Diagnostic { code, severity, message, file, span, label, related, help, edit } = diagnostic;
    let place = |span: &Range<usize>| {
        let file = file.as_deref()?;
        let span = clip(problems.sources.get(file)?, span);
        let (line, column) = problems.position(file, span.start)?;
        let (end_line, end_column) = problems.position(file, span.end)?;
        Some(json!({ "line": line, "column": column, "endLine": end_line, "endColumn": end_column }))
    };
    let with_place = |span: &Range<usize>, more: Value| {
        let mut object = place(span).unwrap_or_else(|| json!({}));
        merge(&mut object, Some(more));
        object
    };
    let mut object = json!({ "file": file.as_deref().map(|file| content.join(file).display().to_string()) });
    merge(&mut object, span.as_ref().and_then(place));
    let rest = json!({
        "code": code,
        "severity": severity.as_str(),
        "message": message,
        "label": label,
        "related": related.iter().map(|label| with_place(&label.span, json!({ "message": label.message }))).collect::<Vec<_>>(),
        "help": help,
        "edit": edit.as_ref().map(|edit| with_place(&edit.span, json!({ "replacement": edit.replacement }))),
    });
    merge(&mut object, Some(rest));
    object
}

fn merge(object: &mut Value, more: Option<Value>) {
    if let (Value::Object(object), Some(Value::Object(more))) = (object, more) {
        object.extend(more);
    }
}

#[cfg(test)]
mod tests;
