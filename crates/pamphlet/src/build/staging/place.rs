//! Puts a folder in the place of another.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{is_empty, is_ours};

/// How two folders change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Swap {
    /// In one step: whoever looks sees one or the other. Only some systems and file systems can.
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    Exchange,
    /// One after the other; the next build puts back what a kill in between leaves.
    #[cfg_attr(
        any(target_os = "linux", target_os = "android", target_vendor = "apple"),
        allow(dead_code, reason = "these systems exchange folders, and come to this only where a file system can't")
    )]
    TwoRenames,
}

impl Swap {
    /// The best that the system has.
    pub(super) fn best() -> Self {
        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        return Self::Exchange;
        #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
        Self::TwoRenames
    }
}

/// Why a folder isn't in its place.
#[derive(Debug)]
pub(super) enum Refused {
    /// There is a folder by now that no build made. It's as it was.
    NotOurs,
    /// The system refuses. The place is as it was.
    Failed(io::Error),
    /// The system refused in the middle, and to undo what was done: what stood in the place is now in another folder, which must be kept.
    Stranded { error: io::Error, second: io::Error, kept: PathBuf },
}

/// Puts a folder in a place. What was there goes to `aside` unless it isn't ours, which may have come at any moment.
pub(super) fn put(new: &Path, target: &Path, aside: &Path, swap: Swap) -> Result<(), Refused> {
    match swap {
        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        Swap::Exchange => exchange(new, target, aside),
        Swap::TwoRenames => two_renames(new, target, aside),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, target: &Path, aside: &Path) -> Result<(), Refused> {
    use rustix::{
        fs::{CWD, RenameFlags, renameat_with},
        io::Errno,
    };
    let rename = |flags| renameat_with(CWD, new, CWD, target, flags);
    loop {
        return match rename(RenameFlags::NOREPLACE) {
            Ok(()) => Ok(()),
            Err(Errno::EXIST) => match rename(RenameFlags::EXCHANGE) {
                // What was in the place is now where the new folder was.
                Ok(()) if is_replaceable(new) => Ok(()),
                Ok(()) => {
                    let back = rename(RenameFlags::EXCHANGE);
                    Err(match back {
                        Ok(()) => Refused::NotOurs,
                        Err(second) => {
                            let error = io::ErrorKind::AlreadyExists.into();
                            Refused::Stranded { error, second: second.into(), kept: new.to_path_buf() }
                        }
                    })
                }
                // It has gone since.
                Err(Errno::NOENT) => continue,
                Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => two_renames(new, target, aside),
                Err(error) => Err(Refused::Failed(error.into())),
            },
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => two_renames(new, target, aside),
            Err(error) => Err(Refused::Failed(error.into())),
        };
    }
}

fn two_renames(new: &Path, target: &Path, aside: &Path) -> Result<(), Refused> {
    let had_earlier = match fs::rename(target, aside) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(Refused::Failed(error)),
    };
    let back = |error: io::Error| match fs::rename(aside, target) {
        Ok(()) => Refused::Failed(error),
        Err(second) => Refused::Stranded { error, second, kept: aside.to_path_buf() },
    };
    if had_earlier && !is_replaceable(aside) {
        return Err(match back(io::ErrorKind::AlreadyExists.into()) {
            Refused::Failed(_) => Refused::NotOurs,
            refused @ (Refused::NotOurs | Refused::Stranded { .. }) => refused,
        });
    }
    match fs::rename(new, target) {
        Ok(()) => Ok(()),
        Err(error) if had_earlier => Err(back(error)),
        Err(error) => Err(Refused::Failed(error)),
    }
}

/// Whether what stood in the place may go.
fn is_replaceable(folder: &Path) -> bool {
    is_ours(folder) || is_empty(folder)
}

/// Whether something is mounted there: then it can be neither renamed nor exchanged.
pub(super) fn is_mount_point(folder: &Path) -> bool {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        if let Ok(found) = statx(CWD, folder, AtFlags::empty(), StatxFlags::BASIC_STATS)
            && found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
        {
            return found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT);
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::metadata(path).map(|metadata| metadata.dev()).ok();
        folder.parent().is_some_and(|parent| device(parent) != device(folder))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

/// Brings all that was written to the disk.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    // One call for thousands of files. Elsewhere each file was brought there when it was written.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    rustix::fs::syncfs(File::open(folder)?)?;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = folder;
    Ok(())
}

/// Brings the names in a folder to the disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Other systems don't open folders.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
