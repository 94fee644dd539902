//! A folder that takes the place of another in one step, once it's complete.

mod place;
mod scratch;
#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::file_failed;
use crate::{Diagnostic, Problems};

pub use self::scratch::{end, write_file};
use self::{place::Swap, scratch::Scratch};

/// The file that tells a folder made by this command from one that happens to have the name.
pub(super) const MARK: &str = ".pamphlet";
/// How that file begins.
pub(super) const MARK_TEXT: &str = "This folder was made by `pamphlet build`, and the next build replaces all of it.\n";

/// The files of a build that isn't complete. Dropping it leaves no trace; what a kill leaves, the next build sweeps.
#[derive(Debug)]
pub(super) struct Staging {
    /// Beside the target, because only within a file system can a folder be moved in one step.
    scratch: Scratch,
    target: PathBuf,
}

impl Staging {
    /// A place for the files that shall stand in a folder.
    ///
    /// Refused before any work if the folder can't be replaced afterwards, or isn't ours to replace.
    pub(super) fn for_folder(out: &Path, content: &Path) -> Result<Self, Problems> {
        let failed = |error: io::Error| file_failed(out, error);
        // Where the folder is a symbolic link it's the folder behind it that is replaced.
        let target = match fs::canonicalize(out) {
            Ok(target) => target,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
                fs::create_dir_all(parent).map_err(failed)?;
                let name = out.file_name().ok_or_else(|| failed(io::ErrorKind::InvalidFilename.into()))?;
                fs::canonicalize(parent).map_err(failed)?.join(name)
            }
            Err(error) => return Err(failed(error)),
        };
        let parent = target.parent().ok_or_else(|| failed(io::ErrorKind::InvalidFilename.into()))?;
        scratch::sweep(parent).map_err(failed)?;
        refuse_to_destroy(&target, content)?;
        let scratch = Scratch::in_folder(parent, target.file_name()).map_err(|error| file_failed(parent, error))?;
        let staging = Self { scratch, target };
        fs::create_dir(staging.root()).map_err(failed)?;
        staging.write(MARK, MARK_TEXT.as_bytes())?;
        Ok(staging)
    }

    /// The new folder. It's inside the temporary one, which only its owner may read.
    fn root(&self) -> PathBuf {
        self.scratch.path().join(scratch::NEW)
    }

    /// The folder of the earlier build, if there's one.
    pub(super) fn earlier(&self) -> Option<&Path> {
        is_ours(&self.target).then_some(&*self.target)
    }

    /// Writes a file of the build.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Problems> {
        self.place(path, |to| scratch::write_through(to, bytes))
    }

    /// Takes a file over that is kept elsewhere with the same bytes.
    pub(super) fn take(&self, path: &str, from: &Path, bytes: &[u8]) -> Result<(), Problems> {
        self.place(path, |to| fs::hard_link(from, to).or_else(|_| scratch::write_through(to, bytes)))
    }

    /// Takes a file over from the earlier build as it is.
    pub(super) fn keep(&self, path: &str) -> Result<(), Problems> {
        let from = self.target.join(path);
        // A second name for the same bytes costs nothing; some file systems have none.
        self.place(path, |to| fs::hard_link(&from, to).or_else(|_| fs::copy(&from, to).map(drop)))
    }

    fn place(&self, path: &str, write: impl Fn(&Path) -> io::Result<()>) -> Result<(), Problems> {
        let _whole = scratch::uninterrupted();
        let to = self.root().join(path);
        let folder = to.parent().unwrap_or(&to);
        fs::create_dir_all(folder).and_then(|()| write(&to)).map_err(|error| file_failed(&self.target.join(path), error))
    }

    /// Takes a file or a folder of the build out again, if it's there.
    pub(super) fn remove(&self, path: &str) -> Result<(), Problems> {
        let at = self.root().join(path);
        let removed = if at.is_dir() { fs::remove_dir_all(&at) } else { fs::remove_file(&at) };
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(file_failed(&self.target.join(path), error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Whether a file stands in the build already.
    pub(super) fn has(&self, path: &str) -> bool {
        self.root().join(path).is_file()
    }

    /// Reads a file of the build again.
    pub(super) fn read(&self, path: &str) -> Result<String, Problems> {
        fs::read_to_string(self.root().join(path)).map_err(|error| file_failed(&self.target.join(path), error))
    }

    /// Puts the folder in its place, in one step where the system can.
    pub(super) fn publish(self) -> Result<(), Problems> {
        self.publish_by(Swap::best())
    }

    fn publish_by(self, swap: Swap) -> Result<(), Problems> {
        let failed = |error: io::Error| file_failed(&self.target, error);
        // After a power cut there must be one build or the other, and not the names of the new one with empty files.
        place::sync(&self.root()).map_err(failed)?;
        // Nobody ends the command between two renames.
        let _whole = scratch::uninterrupted();
        match place::put(&self.root(), &self.target, &self.scratch.path().join(scratch::EARLIER), swap) {
            Ok(()) => {}
            Err(place::Refused::NotOurs) => return Err(not_ours(&self.target)),
            Err(place::Refused::Failed(error)) => return Err(failed(error)),
            Err(place::Refused::Stranded { error, second, kept }) => {
                // Better a folder with an odd name than none.
                self.scratch.keep();
                let problem = Diagnostic::error("file", format!("`{}`: {error}, and then: {second}", self.target.display()));
                return Err(problem.with_help(format!("what was there before is in `{}`", kept.display())).into());
            }
        }
        place::sync_folder(self.target.parent().unwrap_or(&self.target)).map_err(failed)?;
        self.scratch.close().map_err(failed)
    }
}

/// Whether a folder was made by a build.
fn is_ours(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(MARK)).is_ok_and(|mark| mark.is_file())
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// `--out .` or `--out ~` must not cost anybody a folder.
fn refuse_to_destroy(target: &Path, content: &Path) -> Result<(), Problems> {
    let refused = |message: &str, help: String| {
        let problem = Diagnostic::error("out-folder", format!("`{}` {message}", target.display()));
        Err(problem.with_help(help).into())
    };
    let another = || "choose another folder with --out".to_owned();
    let content = fs::canonicalize(content).unwrap_or_else(|_| content.to_path_buf());
    if target.starts_with(&content) || content.starts_with(target) {
        return refused("and the content are one inside the other", another());
    }
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(file_failed(target, error)),
        Ok(metadata) if !metadata.is_dir() => return refused("isn't a folder", another()),
        Ok(_) => {}
    }
    if place::is_mount_point(target) {
        let inside = target.join("site");
        let help = format!("choose a folder in it: --out {}", inside.display());
        return refused("is where a disk or a container's folder is mounted, and a mounted folder can't be replaced in one step", help);
    }
    if !is_empty(target) && !is_ours(target) {
        return Err(not_ours(target));
    }
    Ok(())
}

fn not_ours(target: &Path) -> Problems {
    let problem = Diagnostic::error(
        "out-folder",
        format!("`{}` holds files that no build has made, and a build would replace them", target.display()),
    );
    problem.with_help("choose another folder with --out").into()
}
