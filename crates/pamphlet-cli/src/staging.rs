//! A folder that takes the place of another once it's complete.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use pamphlet::Diagnostic;
use tempfile::TempDir;

use crate::failure::Failure;

/// The file that tells a folder made by this command from one that happens to have the name.
const MARK: &str = ".pamphlet";
const MARK_TEXT: &str = "This folder was made by `pamphlet build`, and the next build replaces all of it.\n";

/// The files of a build that isn't complete. Dropping it leaves no trace.
#[derive(Debug)]
pub(crate) struct Staging {
    /// Beside the target, because only within a file system can a folder be moved in one step.
    scratch: TempDir,
    target: PathBuf,
}

impl Staging {
    /// A place for the files that shall stand in a folder.
    pub(crate) fn for_folder(out: &Path, content: &Path) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::file(out, error);
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
        refuse_to_destroy(&target, content)?;
        let parent = target.parent().ok_or_else(|| failed(io::ErrorKind::InvalidFilename.into()))?;
        let scratch = tempfile::Builder::new().prefix(".pamphlet-").tempdir_in(parent).map_err(failed)?;
        let staging = Self { scratch, target };
        staging.write(MARK, MARK_TEXT.as_bytes())?;
        Ok(staging)
    }

    /// The new folder. It's inside the temporary one, which only its owner may read.
    fn root(&self) -> PathBuf {
        self.scratch.path().join("new")
    }

    /// Writes a file of the build.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let to = self.root().join(path);
        let folder = to.parent().unwrap_or(&to);
        fs::create_dir_all(folder).and_then(|()| fs::write(&to, bytes)).map_err(|error| Failure::file(&self.target.join(path), error))
    }

    /// Reads a file of the build again.
    #[cfg(feature = "search")]
    pub(crate) fn read(&self, path: &str) -> Result<String, Failure> {
        fs::read_to_string(self.root().join(path)).map_err(|error| Failure::file(&self.target.join(path), error))
    }

    /// Puts the folder in its place.
    pub(crate) fn publish(self) -> Result<(), Failure> {
        let earlier = self.scratch.path().join("earlier");
        let failed = |error: io::Error| Failure::file(&self.target, error);
        let had_earlier = match fs::rename(&self.target, &earlier) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(failed(error)),
        };
        if let Err(error) = fs::rename(self.root(), &self.target) {
            if had_earlier && let Err(second) = fs::rename(&earlier, &self.target) {
                // Better a folder with an odd name than none.
                let kept = self.scratch.keep().join("earlier");
                let problem = Diagnostic::error("file", format!("`{}`: {error}, and then: {second}", self.target.display()));
                return Err(problem.with_help(format!("the earlier build is in `{}`", kept.display())).into());
            }
            return Err(failed(error));
        }
        self.scratch.close().map_err(|error| Failure::file(&self.target, error))
    }
}

/// `--out .` or `--out ~` must not cost anybody a folder.
fn refuse_to_destroy(target: &Path, content: &Path) -> Result<(), Failure> {
    let refused = |message: &str| {
        let problem = Diagnostic::error("out-folder", format!("`{}` {message}", target.display()));
        Err(problem.with_help("choose another folder with --out").into())
    };
    let content = fs::canonicalize(content).unwrap_or_else(|_| content.to_path_buf());
    if target.starts_with(&content) || content.starts_with(target) {
        return refused("and the content stand one inside the other");
    }
    if target.is_file() {
        return refused("is a file");
    }
    let is_empty = fs::read_dir(target).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty && !target.join(MARK).is_file() {
        return refused("holds files that no build has made, and a build would replace them");
    }
    Ok(())
}

/// Writes one file whole or not at all.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || {
        let scratch = tempfile::Builder::new().prefix(".pamphlet-").tempdir_in(folder)?;
        let whole = scratch.path().join("whole");
        fs::write(&whole, bytes)?;
        fs::rename(&whole, path)
    };
    write().map_err(|error| Failure::file(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_somebody_s_own_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let content = folder.path().join("content");
        fs::create_dir(&content).unwrap();
        fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
        for out in [folder.path(), &content, &content.join("public"), &folder.path().join("thesis.txt")] {
            let Err(Failure(problems)) = Staging::for_folder(out, &content) else { panic!("{} taken", out.display()) };
            assert_eq!(problems.diagnostics[0].code, "out-folder", "{}", out.display());
        }
        assert!(folder.path().join("thesis.txt").is_file());
    }

    #[test]
    fn a_dropped_build_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let (content, out) = (folder.path().join("content"), folder.path().join("a/public"));
        let staging = Staging::for_folder(&out, &content).unwrap();
        staging.write("x/index.html", b"one").unwrap();
        staging.publish().unwrap();
        let staging = Staging::for_folder(&out, &content).unwrap();
        staging.write("x/index.html", b"two").unwrap();
        drop(staging);
        assert_eq!(fs::read(out.join("x/index.html")).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }
}
