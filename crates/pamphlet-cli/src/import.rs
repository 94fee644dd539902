//! Makes drafts of leaflets that exist already.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use pamphlet::{
    Diagnostic, Problems, REPORT_ENDING, SETTINGS,
    build::{Steps, guard, staging},
    import::{self, ImportError, Imported, Options},
    model::PageId,
    source::read_site,
    value::{LanguageTag, Slug},
};
use rayon::prelude::*;
use serde_json::json;

use crate::{
    args::{Format, ImportOptions},
    failure::Failure,
    progress::Progress,
    report::counted,
    terminal::{say, shown},
};

/// A leaflet with its pictures is no larger.
const LARGEST: u64 = 200_000_000;

/// A picture that a library takes is no larger.
const LARGEST_PICTURE: u64 = 20_000_000;

/// Endings of files that folders are searched for; whoever names another file is told what to do with it.
const ENDINGS: [&str; 16] =
    ["docx", "docm", "dotx", "dotm", "odt", "html", "htm", "xhtml", "md", "doc", "dot", "rtf", "pub", "pdf", "pages", "mht"];

/// One leaflet, and what became of it.
struct Leaflet {
    file: PathBuf,
    made: Result<Imported, Diagnostic>,
}

pub(crate) fn import(options: &ImportOptions, format: Format) -> Result<(), Failure> {
    let files = files(&options.files)?;
    if files.is_empty() {
        let problem = Diagnostic::error("nothing-to-import", "there are no leaflets in that folder");
        return Err(problem.with_help("leaflets are files that end in .docx, .odt, .html or .md").into());
    }
    let library = library_language(&options.into);
    let language = options.language.clone().or_else(|| library.clone()).unwrap_or_default();
    let how = Options { kind: options.kind.map(Into::into), language: language.clone(), slug: None };
    let progress = Progress::on_terminals();
    progress.step("importing", files.len());
    let leaflets: Vec<Leaflet> = files
        .into_par_iter()
        .map(|file| {
            let made = one(&file, &how);
            progress.one();
            Leaflet { file, made }
        })
        .collect();
    drop(progress);
    let leaflets = named_apart(leaflets, &how);
    let is_own = |id: &PageId| library.as_ref().is_none_or(|library| *library == id.language);
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    for Leaflet { file, made } in leaflets {
        let written = made.and_then(|imported| {
            let path = page_file(&imported.page.id, &options.into, is_own(&imported.page.id));
            write(&imported, &file, &path, options)?;
            Ok((path, imported))
        });
        match written {
            Ok((path, imported)) => rows.push(Row { file, path, imported }),
            Err(problem) => problems.diagnostics.push(problem),
        }
    }
    // What harms most if it's missed comes first.
    rows.sort_by_key(|row| {
        let report = &row.imported.report;
        std::cmp::Reverse((report.emergency_in_text, report.cards_guessed, report.todos))
    });
    match format {
        Format::Human | Format::Short => table(&rows, &options.into),
        Format::Json => {
            for row in &rows {
                let report = row.imported.report.to_json(&row.file.display().to_string(), &row.imported.page);
                crate::print(&format!("{}\n", json!({ "draft": row.path.display().to_string(), "report": report })))?;
            }
        }
    }
    if problems.diagnostics.is_empty() { Ok(()) } else { Err(problems.into()) }
}

/// A leaflet of which a draft was written.
struct Row {
    file: PathBuf,
    path: PathBuf,
    imported: Imported,
}

/// Reads a leaflet, and makes its draft.
fn one(file: &Path, options: &Options) -> Result<Imported, Diagnostic> {
    let name = shown(&file.display().to_string()).into_owned();
    let problem = |code: &'static str, what: String| Diagnostic::error(code, format!("`{name}`: {what}"));
    let bytes = pamphlet::read_file(file, LARGEST).map_err(|error| problem("file", error.to_string()))?;
    let beside = |address: &str| beside(file, address);
    let work = || import::import_beside(&name, &bytes, &beside, options).map_err(|error| of_import(&name, &error));
    // One leaflet that the program has a fault with keeps none of the others.
    guard::guarded("the draft", || work().map_err(|problem| Problems { diagnostics: vec![problem], ..Problems::default() }))
        .map_err(|problems| problems.diagnostics.into_iter().next().unwrap_or_else(|| problem("fault", "it can’t be imported".to_owned())))
}

/// A picture that a page was saved with. Only what lies below the page's own folder is read, wherever links lead.
fn beside(page: &Path, address: &str) -> Option<Vec<u8>> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let folder = fs::canonicalize(page.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))).ok()?;
    let file = fs::canonicalize(folder.join(decoded(address)?)).ok()?;
    file.starts_with(&folder).then(|| pamphlet::read_file(&file, LARGEST_PICTURE).ok()).flatten()
}

/// An address without `%20` and its like.
fn decoded(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *byte == b'%').and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

fn of_import(name: &str, error: &ImportError) -> Diagnostic {
    let code = match error {
        ImportError::NotRead { .. } => "not-imported",
        ImportError::Empty => "no-text",
        ImportError::Lost(_) => "words-lost",
        _ => "not-imported",
    };
    Diagnostic::error(code, format!("`{name}`: {error}")).with_help(error.help())
}

/// The leaflets of files and folders. Folders of a saved web page's files hold none.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut folders = vec![path.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).map_err(|error| Failure::file(&folder, error))? {
                let entry = entry.map_err(|error| Failure::file(&folder, error))?;
                let name = entry.file_name().to_string_lossy().to_lowercase();
                let kind = entry.file_type().map_err(|error| Failure::file(&folder, error))?;
                if name.starts_with(['.', '~']) {
                    continue;
                }
                let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
                if kind.is_dir() && !name.ends_with("_files") && !name.ends_with("-dateien") {
                    folders.push(entry.path());
                } else if kind.is_file() && ENDINGS.contains(&ending) {
                    files.push(entry.path());
                }
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// The language of the library, if it has settings that can be read.
fn library_language(content: &Path) -> Option<LanguageTag> {
    let settings = fs::read_to_string(content.join(SETTINGS)).ok()?;
    Some(read_site(&settings).ok()?.language)
}

/// Leaflets that would become one page become several: the second is `cough-2`.
fn named_apart(leaflets: Vec<Leaflet>, options: &Options) -> Vec<Leaflet> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let rename = |mut leaflet: Leaflet| {
        let Ok(imported) = &leaflet.made else { return leaflet };
        let path = imported.page.id.path.clone();
        let count = taken.entry(path.to_string()).or_default();
        *count += 1;
        if *count > 1 {
            let slug: Option<Slug> = format!("{}-{count}", path.slug).parse().ok();
            leaflet.made = one(&leaflet.file, &Options { kind: Some(path.kind), slug, ..options.clone() });
        }
        leaflet
    };
    leaflets.into_iter().map(rename).collect()
}

/// The file of a page; another language than the library's stands in its name.
fn page_file(id: &PageId, content: &Path, is_own: bool) -> PathBuf {
    let language = if is_own { String::new() } else { format!(".{}", id.language) };
    content.join(id.path.kind.folder()).join(format!("{}{language}.md", id.path.slug))
}

fn write(imported: &Imported, file: &Path, path: &Path, options: &ImportOptions) -> Result<(), Diagnostic> {
    let report = path.with_extension("").display().to_string() + REPORT_ENDING;
    let report = PathBuf::from(report);
    let pictures: Vec<(PathBuf, &[u8])> = imported.media.iter().map(|(path, bytes)| (options.into.join(path.as_str()), &**bytes)).collect();
    if !options.force {
        let all = [path, &report].into_iter().chain(pictures.iter().map(|(path, _)| &**path));
        if let Some(there) = all.into_iter().find(|path| path.exists()) {
            let problem = Diagnostic::error("exists", format!("`{}`: `{}` is there already", file.display(), there.display()));
            return Err(problem.with_help("delete or rename that file; or, to write over it, add `--force`"));
        }
    }
    let of_report = format!("{:#}\n", imported.report.to_json(&file.display().to_string(), &imported.page));
    let draft = (path.to_path_buf(), imported.markdown.as_bytes());
    for (path, bytes) in pictures.into_iter().chain([(report, of_report.as_bytes()), draft]) {
        let failed = |error: String| Diagnostic::error("file", format!("`{}`: {error}", path.display()));
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(|error| failed(error.to_string()))?;
        staging::write_file(&path, bytes)
            .map_err(|problems| problems.diagnostics.into_iter().next().unwrap_or_else(|| failed("it can’t be written".to_owned())))?;
    }
    Ok(())
}

/// The drafts that were written, those first that need somebody soonest.
fn table(rows: &[Row], content: &Path) {
    if rows.is_empty() {
        return;
    }
    let head = ["leaflet", "draft", "cards", "guessed", "999 in text", "to-dos", "words kept"].map(str::to_owned);
    let mut lines: Vec<[String; 7]> = vec![head];
    for Row { file, path, imported } in rows {
        let report = &imported.report;
        let name = file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
        lines.push([
            shown(&name).into_owned(),
            path.strip_prefix(content).unwrap_or(path).display().to_string(),
            report.cards_found.to_string(),
            report.cards_guessed.to_string(),
            report.emergency_in_text.to_string(),
            report.todos.to_string(),
            format!("{} of {}", report.words_kept, report.words),
        ]);
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    for line in &lines {
        let cells: Vec<String> = line
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| if column < 2 { format!("{cell:<width$}") } else { format!("{cell:>width$}") })
            .collect();
        say(cells.join("  ").trim_end());
    }
    for Row { file, imported, .. } in rows {
        for notice in &imported.report.notices {
            say(format_args!("{}: {notice}", file.display()));
        }
    }
    let todos: usize = rows.iter().map(|row| row.imported.report.todos).sum();
    let folder = if content == Path::new("content") { String::new() } else { format!(" {}", content.display()) };
    say(format_args!(
        "wrote {} with {}; each has a report beside it, which ends in {REPORT_ENDING}",
        counted(rows.len(), "draft"),
        counted(todos, "to-do")
    ));
    say(format_args!("  next: `pamphlet serve{folder}` shows the drafts, and `pamphlet check{folder}` lists what is still to be done"));
}
