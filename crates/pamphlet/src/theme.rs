//! How a library's web pages look.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use pamphlet_core::{Diagnostic, Problems, Severity};
use pamphlet_html::{Error, Theme};

use crate::disk::{self, THEME, Tree};

/// Reads the theme of a content folder: the files of its folder `theme`, each of which replaces the usual one of that name
/// ([`Theme::FILES`]). Without that folder it's the usual theme.
///
/// ```
/// # std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
/// let theme = pamphlet::theme::open("content")?;
/// assert_eq!(theme, pamphlet::html::Theme::default());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If a file can't be read, is none of a theme's, or is wrong; the problem names the file and the line.
pub fn open(content: impl AsRef<Path>) -> Result<Theme, Problems> {
    let Tree { sources, diagnostics, unread: _, is_whole: _ } = disk::read_theme(content.as_ref());
    if !diagnostics.is_empty() {
        // Whatever is there and isn't read would be missing from every page.
        let diagnostics = diagnostics.into_iter().map(|problem| Diagnostic { severity: Severity::Error, ..problem }).collect();
        return Err(Problems { diagnostics, ..Problems::default() });
    }
    let mut files = BTreeMap::new();
    for (path, bytes) in sources {
        let text = String::from_utf8(bytes).map_err(|error| {
            let problem = Diagnostic::error("not-utf8", format!("the file isn't UTF-8: {}", error.utf8_error()));
            alone(problem.with_help("save it as UTF-8").in_file(&path.as_str().into()))
        })?;
        let name = path.strip_prefix(THEME).and_then(|name| name.strip_prefix('/')).unwrap_or(&path);
        files.insert(name.to_owned(), text);
    }
    Theme::from_files(files.clone()).map_err(|error| problem(&error, &files))
}

/// A mistake of a theme, at its place.
fn problem(error: &Error, files: &BTreeMap<String, String>) -> Problems {
    let place = match error {
        Error::Template { file, line, .. } => Some((file.as_str(), *line)),
        Error::LeavesOutText => Some(("page.html", None)),
        Error::Tokens { line, .. } => Some(("tokens.css", Some(*line))),
        Error::UnknownFile { file } => Some((file.as_str(), None)),
        _ => None,
    };
    let diagnostic = Diagnostic::error("theme", error.to_string());
    let Some((file, line)) = place else { return alone(diagnostic) };
    let name: Arc<str> = format!("{THEME}/{file}").into();
    let text: Arc<str> = files.get(file).map_or("", String::as_str).into();
    let diagnostic = match line.and_then(|line| span(&text, line)) {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    };
    Problems { diagnostics: vec![diagnostic.in_file(&name)], sources: [(name, text)].into() }
}

/// Where a line stands in a text, without the space around its words.
fn span(text: &str, line: usize) -> Option<std::ops::Range<usize>> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let words = text.get(start..)?.lines().next()?;
    let indent = words.len() - words.trim_start().len();
    Some(start + indent..start + words.trim_end().len().max(indent))
}

fn alone(diagnostic: Diagnostic) -> Problems {
    Problems { diagnostics: vec![diagnostic], ..Problems::default() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_mistake_is_told_at_its_line() {
        let content = tempfile::tempdir().unwrap();
        let folder = content.path().join("theme");
        fs::create_dir(&folder).unwrap();
        let wrong = |file: &str, text: &str| {
            fs::write(folder.join(file), text).unwrap();
            let problems = open(content.path()).unwrap_err();
            fs::remove_file(folder.join(file)).unwrap();
            let problem = &problems.diagnostics[0];
            let name = problem.file.clone().unwrap();
            (name.to_string(), problem.span.clone().map(|span| problems.sources[&name][span].to_owned()))
        };
        let page = "<html>\n  <title>{{ titel }}</title>\n{{ main }}\n</html>";
        assert_eq!(wrong("page.html", page), ("theme/page.html".to_owned(), Some("<title>{{ titel }}</title>".to_owned())));
        assert_eq!(wrong("page.htm", page), ("theme/page.htm".to_owned(), None));
        assert_eq!(wrong("contact.html", "<form>\n{{ pagh }}").1, Some("{{ pagh }}".to_owned()));
        let tokens = Theme::default().tokens.replace("--p-ink: #1d2325", "--p-ink: #bbb");
        assert_eq!(wrong("tokens.css", &tokens).1, Some("--p-ink: #bbb;".to_owned()));
        fs::write(folder.join("shell.css"), ".p-header { color: red }").unwrap();
        assert_eq!(open(content.path()).unwrap().shell, ".p-header { color: red }");
    }
}
