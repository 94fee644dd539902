//! Folders for files that aren't complete: known by their names, locked while somebody is at work in them, and removed whatever ends
//! the work.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard},
};

use super::{super::file_failed, is_ours, place};
use crate::Problems;

/// How the names of temporary folders begin.
const PREFIX: &str = ".pamphlet-build-";
/// How the name of the lock beside a temporary folder ends.
const LOCK: &str = ".lock";
/// The folder in it that is being filled.
pub(super) const NEW: &str = "new";
/// The folder in it to which an earlier build steps aside.
pub(super) const EARLIER: &str = "earlier";

/// The temporary folders of this process, for whoever ends it.
static OPEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// Shared by all who write or publish; whoever ends the process takes it alone, and for good.
static WORKING: RwLock<()> = RwLock::new(());

/// A temporary folder. The lock beside it says that somebody is at work in it; the system lets go of it however a process ends.
#[derive(Debug)]
pub(super) struct Scratch {
    path: PathBuf,
    /// Taken once the folder is gone, or given up.
    lock: Option<File>,
}

impl Scratch {
    /// A new one, for a folder of a name that shall stand beside it, or for a file.
    pub(super) fn in_folder(parent: &Path, target: Option<&OsStr>) -> io::Result<Self> {
        let _whole = uninterrupted();
        loop {
            // The lock comes first: a folder without one is nobody's.
            // Its own error names a file that nobody has asked for.
            let made = tempfile::Builder::new().prefix(PREFIX).suffix(LOCK).tempfile_in(parent);
            let made = made.map_err(|error| io::Error::new(error.kind(), format!("no file can be made beside it: {}", error.kind())))?;
            let (mut lock, at) = made.keep().map_err(|error| error.error)?;
            lock.lock()?;
            // Another build may have taken it for one that was left, until now.
            if !at.exists() {
                continue;
            }
            // Whoever sweeps must know whose place an earlier build had.
            lock.write_all(target.unwrap_or_default().as_encoded_bytes())?;
            let path = at.with_extension("");
            let scratch = Self { path, lock: Some(lock) };
            open().push(scratch.path.clone());
            private_folder(&scratch.path)?;
            return Ok(scratch);
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it, and says if it can't be.
    pub(super) fn close(mut self) -> io::Result<()> {
        self.remove()
    }

    /// Leaves it for somebody to look at.
    pub(super) fn keep(mut self) {
        open().retain(|path| *path != self.path);
        // What has no lock isn't swept.
        let _ = fs::remove_file(lock_of(&self.path));
        self.lock = None;
    }

    fn remove(&mut self) -> io::Result<()> {
        let Some(lock) = self.lock.take() else { return Ok(()) };
        let removed = remove_all(&self.path);
        // While it's still held: nobody else takes it for theirs.
        let _ = fs::remove_file(lock_of(&self.path));
        drop(lock);
        open().retain(|path| *path != self.path);
        removed
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = self.remove();
    }
}

fn open() -> MutexGuard<'static, Vec<PathBuf>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// While this is held nobody ends the command.
pub(super) fn uninterrupted() -> RwLockReadGuard<'static, ()> {
    WORKING.read().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what isn't complete, before the process ends early. It must end right after.
pub fn end() {
    // Nobody writes or publishes any more: what is removed isn't made again.
    let working = WORKING.write().unwrap_or_else(PoisonError::into_inner);
    for path in open().iter() {
        // What can't be removed keeps its lock, so that the next build sweeps it.
        if remove_all(path).is_ok() {
            let _ = fs::remove_file(lock_of(path));
        }
    }
    std::mem::forget(working);
}

/// Removes what killed builds have left in a folder, and puts an earlier build back that one of them had moved aside.
pub(super) fn sweep(parent: &Path) -> io::Result<()> {
    for entry in fs::read_dir(parent)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if !name.starts_with(PREFIX) {
            continue;
        }
        let folder = if name.ends_with(LOCK) { path.with_extension("") } else { path.clone() };
        let mut lock = match File::options().read(true).write(true).open(lock_of(&folder)) {
            Ok(lock) if lock.try_lock().is_err() => continue,
            Ok(lock) => lock,
            // Without a lock it's none of ours, or what somebody looks at.
            Err(_) => continue,
        };
        let mut target = String::new();
        let earlier = folder.join(EARLIER);
        if is_ours(&earlier) && lock.read_to_string(&mut target).is_ok() && !target.is_empty() && !parent.join(&target).exists() {
            fs::rename(&earlier, parent.join(&target))?;
            place::sync_folder(parent)?;
        }
        // What can't be removed now may be the next time, and this build can do without.
        if remove_all(&folder).is_ok() {
            let _ = fs::remove_file(lock_of(&folder));
        }
        drop(lock);
    }
    Ok(())
}

fn lock_of(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(LOCK);
    folder.with_file_name(name)
}

fn remove_all(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A folder that only its owner may read.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Writes a file of a folder that is synced as a whole, or else the file to the disk.
pub(super) fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    if cfg!(any(target_os = "linux", target_os = "android")) { Ok(()) } else { file.sync_all() }
}

/// Writes one file whole or not at all.
///
/// # Errors
/// If it can't be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Problems> {
    write_whole(path, bytes).map_err(|error| file_failed(path, error))
}

/// What takes bytes and keeps none.
const NOTHING: &str = "/dev/null";

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Where it's a symbolic link it's the file behind it that is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) if path == Path::new(NOTHING) => return Ok(()),
        // A pipe may wait for its reader for ever, and a device may be a disk.
        Ok(metadata) if !metadata.is_file() => {
            let why = "it isn't an ordinary file; name another, or `-` for standard output";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        Ok(_) | Err(_) => {}
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("there is no folder `{}`", folder.display())));
    }
    let scratch = Scratch::in_folder(folder, None)?;
    let whole = scratch.path().join(NEW);
    let mut file = File::create(&whole)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&whole, &path)?;
    scratch.close()
}
