//! Reads a content folder into memory.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use pamphlet_core::{Diagnostic, Problems, Sources, model::Kind, value::MediaPath};

const MEGABYTE: u64 = 1_000_000;

/// How much is read; tests set smaller limits.
#[derive(Debug, Clone, Copy)]
struct Limits {
    text: u64,
    /// For pictures and bibliographies: what other programs write is larger than what people write.
    binary: u64,
    total: u64,
    files: usize,
}

const LIMITS: Limits = Limits { text: 2 * MEGABYTE, binary: 20 * MEGABYTE, total: 1000 * MEGABYTE, files: 20_000 };

/// The ending of the reports that stand beside drafts which were imported. They're no pages.
pub const REPORT_ENDING: &str = ".import.json";

/// What was found in a folder.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// The files, by their path relative to the folder.
    pub(crate) sources: Sources,
    /// Files that exist and couldn't be read. They are empty in `sources`, so that a link to one isn't
    /// reported as broken besides.
    pub(crate) unread: BTreeSet<String>,
    /// What is wrong.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Whether the whole folder was gone through.
    pub(crate) is_whole: bool,
}

impl Tree {
    /// What is wrong, and nothing else: whatever the files might say would be about a folder that wasn't read.
    pub(crate) fn into_problems(self) -> Problems {
        Problems { diagnostics: self.diagnostics, ..Problems::default() }
    }
}

/// Reads a folder.
pub(crate) fn read(folder: &Path) -> Tree {
    read_within(folder, LIMITS)
}

/// Reads the theme of a content folder, with the same guards: its files by their names, `theme/page.html`.
#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "themes are those of web pages"))]
pub(crate) fn read_theme(folder: &Path) -> Tree {
    let mut reader = Reader::new(LIMITS);
    let theme = folder.join(THEME);
    reader.tree.is_whole = true;
    if fs::symlink_metadata(&theme).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return reader.tree;
    }
    match fs::canonicalize(folder) {
        Ok(root) => {
            reader.root.clone_from(&root);
            reader.entry(&root.join(THEME), THEME, THEME, Place::Content);
        }
        Err(error) => reader.unreadable(THEME, &error),
    }
    reader.tree
}

fn read_within(folder: &Path, limits: Limits) -> Tree {
    let mut reader = Reader::new(limits);
    match fs::canonicalize(folder).and_then(|root| fs::read_dir(&root).map(|_| root)) {
        Ok(root) => {
            reader.root.clone_from(&root);
            reader.tree.is_whole = true;
            reader.folder(&root, "", Place::Top);
        }
        Err(error) => {
            let problem = match error.kind() {
                io::ErrorKind::NotFound => Diagnostic::error("missing-folder", format!("there is no folder `{}`", folder.display()))
                    .with_help("name the folder that holds `pamphlet.toml`; by default it's `content` in the current folder"),
                _ => Diagnostic::error("unreadable-folder", format!("the folder `{}` can't be read: {error}", folder.display())),
            };
            reader.tree.diagnostics.push(problem);
        }
    }
    reader.tree
}

/// The folder of a content folder that holds its web pages' theme.
pub(crate) const THEME: &str = "theme";

/// What a folder of the tree holds.
#[derive(Debug, Clone, Copy)]
enum Place {
    Top,
    /// What holds the theme. How pages look is no part of what they say, so it's read by itself.
    Content,
    Theme,
    Pages,
    Messages,
    Media,
}

struct Reader {
    limits: Limits,
    /// The folder, without symbolic links in its path.
    root: PathBuf,
    files: usize,
    bytes: u64,
    tree: Tree,
}

impl Reader {
    fn new(limits: Limits) -> Self {
        Self { limits, root: PathBuf::new(), files: 0, bytes: 0, tree: Tree::default() }
    }

    fn folder(&mut self, folder: &Path, key: &str, place: Place) {
        let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>());
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(key.trim_end_matches('/'), &error),
        };
        // The order of a directory differs from machine to machine; which file is one too many must not.
        entries.sort();
        for path in entries {
            if !self.tree.is_whole {
                return;
            }
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                self.problem(
                    &format!("{key}{name}"),
                    Diagnostic::error("file-name", format!("the file name `{name}` is not valid UTF-8"))
                        .with_help("rename it: small letters, digits and hyphens can be written everywhere"),
                );
                continue;
            };
            if name.starts_with('.') || name.eq_ignore_ascii_case("readme.md") || name.ends_with(REPORT_ENDING) {
                continue;
            }
            self.entry(&path, name, &format!("{key}{name}"), place);
        }
    }

    fn entry(&mut self, path: &Path, name: &str, key: &str, place: Place) {
        let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
        if is_link {
            match fs::canonicalize(path) {
                Ok(target) if target.starts_with(&self.root) => {}
                Ok(_) => {
                    let problem = Diagnostic::error("outside-content", "this is a symbolic link to a place outside the content folder")
                        .with_help("put the file itself here: what a library says mustn't depend on what lies around it");
                    return self.unread(key, problem);
                }
                Err(error) => return self.unreadable(key, &error),
            }
        }
        match fs::metadata(path) {
            Err(error) => self.unreadable(key, &error),
            Ok(metadata) if metadata.is_dir() && is_link => self.problem(
                key,
                Diagnostic::warning("linked-folder", "a symbolic link to a folder isn't followed").with_help("link the files one by one"),
            ),
            Ok(metadata) if metadata.is_dir() => self.subfolder(path, name, key, place),
            // Reading a pipe would wait for ever.
            Ok(metadata) if !metadata.is_file() => self.unread(key, Diagnostic::error("unreadable-file", "this isn't an ordinary file")),
            Ok(_) => match limit(name, key, place, self.limits) {
                Ok(limit) => self.file(path, key, limit),
                Err(problem) => self.problem(key, *problem),
            },
        }
    }

    fn subfolder(&mut self, path: &Path, name: &str, key: &str, place: Place) {
        let inside = match (place, name) {
            (Place::Top, THEME) => return,
            (Place::Content, _) => Some(Place::Theme),
            (Place::Top, "media") | (Place::Media, _) => Some(Place::Media),
            (Place::Top, "messages") => Some(Place::Messages),
            (Place::Top, "snippets") => Some(Place::Pages),
            (Place::Top, _) => Kind::from_folder(name).map(|_| Place::Pages),
            (Place::Pages | Place::Messages | Place::Theme, _) => None,
        };
        if let Some(inside) = inside {
            return self.folder(path, &format!("{key}/"), inside);
        }
        let help = match place {
            Place::Top => {
                let kinds = Kind::ALL.map(Kind::folder).join(", ");
                format!("a library has these folders: {kinds}, snippets, media, messages")
            }
            Place::Content | Place::Theme | Place::Pages | Place::Messages | Place::Media => {
                "move its files up: here they stand side by side".to_owned()
            }
        };
        self.problem(key, Diagnostic::warning("unknown-folder", "nothing is read from this folder").with_help(help));
    }

    fn file(&mut self, path: &Path, key: &str, limit: u64) {
        if self.files == self.limits.files {
            return self.stop(format!("the folder holds more than {} files", self.limits.files));
        }
        self.files += 1;
        match bytes_of(path, limit) {
            Ok(Some(bytes)) => {
                self.bytes += bytes.len() as u64;
                if self.bytes > self.limits.total {
                    return self.stop(format!("the files are larger than {} MB together", self.limits.total / MEGABYTE));
                }
                self.tree.sources.insert(key.to_owned(), bytes);
            }
            Ok(None) => {
                let help = if key.starts_with("media/") {
                    "make it smaller: no page shows more than 4000 pixels across"
                } else if key.starts_with(THEME) {
                    "is this a theme's file? Those are short texts"
                } else {
                    "split it: nobody reads a page of that length"
                };
                let problem = Diagnostic::error("file-too-large", format!("the file is larger than {} MB", limit / MEGABYTE));
                self.unread(key, problem.with_help(help));
            }
            Err(error) => self.unreadable(key, &error),
        }
    }

    fn stop(&mut self, message: String) {
        self.tree.is_whole = false;
        let help = "is this the content folder? It's the one that holds `pamphlet.toml`";
        self.tree.diagnostics.push(Diagnostic::error("folder-too-large", message).with_help(help));
    }

    fn unreadable(&mut self, key: &str, error: &io::Error) {
        self.unread(key, Diagnostic::error("unreadable-file", format!("this can't be read: {error}")));
    }

    fn unread(&mut self, key: &str, problem: Diagnostic) {
        self.tree.sources.insert(key.to_owned(), Vec::new());
        self.tree.unread.insert(key.to_owned());
        self.problem(key, problem);
    }

    fn problem(&mut self, key: &str, problem: Diagnostic) {
        self.tree.diagnostics.push(problem.in_file(&Arc::from(key)));
    }
}

/// How large a file may be, or why it isn't read.
fn limit(name: &str, key: &str, place: Place, limits: Limits) -> Result<u64, Box<Diagnostic>> {
    let unknown = |help: &str| Box::new(Diagnostic::warning("unknown-file", "this file is no part of the library").with_help(help));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match place {
        Place::Top => match (stem, ending) {
            ("pamphlet", "toml") => Ok(limits.text),
            ("references", "bib" | "yaml" | "yml") => Ok(limits.binary),
            (stem, "md") if stem == "glossary" || stem.starts_with("glossary.") => Ok(limits.text),
            _ => Err(unknown("here stand pamphlet.toml, references.bib (or .yaml), glossary.md, and the folders of pages")),
        },
        Place::Pages => match ending {
            "md" | "json" | "yaml" | "yml" | "toml" => Ok(limits.text),
            _ => Err(unknown("a page ends in .md, .json, .yaml or .toml; pictures stand in media/")),
        },
        // Whether it's one of a theme's is for the theme to say.
        Place::Content | Place::Theme => Ok(limits.text),
        Place::Messages => match ending {
            "ftl" => Ok(limits.text),
            _ => Err(unknown("a catalogue of messages is named for its language and ends in .ftl: `messages/ar.ftl`")),
        },
        Place::Media => key.parse::<MediaPath>().map(|_| limits.binary).map_err(|error| {
            let problem = Diagnostic::warning("unknown-file", error.to_string());
            Box::new(error.help().into_iter().fold(problem, Diagnostic::with_help))
        }),
    }
}

/// Reads a file that somebody has named: an ordinary file, and not a larger one than `limit` bytes, so that a mistake doesn't fill the
/// memory. A pipe or a device is refused: reading it might never end.
///
/// ```
/// # std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
/// assert!(!pamphlet::read_file("content/pamphlet.toml", 1_000_000)?.is_empty());
/// assert_eq!(pamphlet::read_file("content", 1_000_000).unwrap_err().to_string(), "it is a folder");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If it's none, is too large, or can't be read. The error doesn't name the file.
pub fn read_file(path: impl AsRef<Path>, limit: u64) -> io::Result<Vec<u8>> {
    let path = path.as_ref();
    let refused = |why: String| io::Error::new(io::ErrorKind::InvalidInput, why);
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(refused("it is a folder".to_owned()));
    }
    if !metadata.is_file() {
        return Err(refused("it isn't an ordinary file".to_owned()));
    }
    bytes_of(path, limit)?.ok_or_else(|| refused(format!("it is larger than {} MB", limit / MEGABYTE)))
}

/// The bytes of a file, unless there are more than the limit.
fn bytes_of(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    if file.metadata()?.len() > limit {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // It may be growing, and some file systems tell no length.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

#[cfg(test)]
mod tests;
