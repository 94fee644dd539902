//! The edits that problems suggest, made in the files of a content folder.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Component, Path},
    sync::Arc,
};

use pamphlet::{Problems, diagnostic::Edit};

use crate::{failure::Failure, terminal};

/// Makes the edits that problems suggest and says what each is; returns how many there are.
///
/// Edits of a file are made from its end, so that none moves another; of two that overlap the second is left for the next round.
pub(crate) fn fix(content: &Path, problems: &Problems) -> Result<usize, Failure> {
    let mut of_files: BTreeMap<&Arc<str>, Vec<&Edit>> = BTreeMap::new();
    for problem in &problems.diagnostics {
        if let (Some(file), Some(edit)) = (&problem.file, &problem.edit) {
            of_files.entry(file).or_default().push(edit);
        }
    }
    let mut count = 0;
    for (file, mut edits) in of_files {
        let path = content.join(&**file);
        let is_inside = Path::new(&**file).components().all(|part| matches!(part, Component::Normal(_)));
        let Some(read) = problems.sources.get(file).filter(|_| is_inside) else { continue };
        let mut text = fs::read_to_string(&path).map_err(|error| Failure::file(&path, error))?;
        // Places are those of the text that was read: in one that somebody has changed since, they are others.
        if text.len() != read.len() {
            continue;
        }
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        let mut made: Vec<String> = Vec::new();
        let mut free = text.len();
        for Edit { span, replacement } in edits {
            let Some(written) = text.get(span.clone()).filter(|written| span.end <= free && read.get(span.clone()) == Some(*written))
            else {
                continue;
            };
            let place = problems.position(file, span.start).map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
            made.push(format!("fixed {}{place}: `{written}` is now `{replacement}`", path.display()));
            text.replace_range(span.clone(), replacement);
            free = span.start;
        }
        if made.is_empty() {
            continue;
        }
        replace(&path, &text)?;
        count += made.len();
        made.iter().rev().for_each(|line| terminal::say(format_args!("{line}")));
    }
    Ok(count)
}

/// Puts a text in the place of a file's in one step.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    let write = || -> std::io::Result<()> {
        let permissions = fs::metadata(path)?.permissions();
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.as_file().set_permissions(permissions)?;
        file.persist(path).map(drop).map_err(|error| error.error)
    };
    write().map_err(|error| Failure::file(path, error))
}
