//! Reads the content folder again whenever something in it has changed.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

use notify::{PollWatcher, RecursiveMode, Watcher};

use super::preview::Preview;
use pamphlet::build::guard;

use crate::{args::Format, failure::Failure, report};

/// An editor saves in several steps: what comes within this time is one change.
const QUIET: Duration = Duration::from_millis(60);
/// So often is waited for quiet, and no longer: something may change all the time, and a save is shown all the same.
const WAITS: usize = 6;
/// How often is looked whether the folder is still the one that is watched: it may be deleted, and be there again.
const LOOK: Duration = Duration::from_secs(1);

/// Begins to watch a folder.
pub(super) fn watch(content: &Path, format: Format, preview: Arc<Preview>) -> Result<(), Failure> {
    let (changed, changes) = mpsc::channel();
    let mut watched = Watched::new(content, &changed).map_err(|error| Failure::file(content, error))?;
    let content = content.to_path_buf();
    let work = move || {
        while let Some(change) = next(&changes) {
            let is_other = Identity::of(&content) != watched.identity;
            if is_other {
                // If it can't be watched now, it's looked for again.
                match Watched::new(&content, &changed) {
                    Ok(new) => watched = new,
                    Err(_) => watched.identity = Identity::of(&content),
                }
            }
            if change == Change::Some || is_other {
                let _ = report::tell(&preview.reload(), &content, format);
            }
        }
    };
    thread::Builder::new().stack_size(guard::STACK).spawn(work).map_err(|error| Failure::file(Path::new("."), error))?;
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// Something has changed.
    Some,
    /// It's time to look at the folder itself.
    None,
}

/// Waits for a change, and until there's quiet; or until it's time to look.
fn next(changes: &Receiver<()>) -> Option<Change> {
    match changes.recv_timeout(LOOK) {
        Err(RecvTimeoutError::Timeout) => return Some(Change::None),
        Err(RecvTimeoutError::Disconnected) => return None,
        Ok(()) => {}
    }
    for _ in 0..WAITS {
        thread::sleep(QUIET);
        if changes.try_iter().count() == 0 {
            break;
        }
    }
    Some(Change::Some)
}

/// A folder and whoever watches it.
struct Watched {
    identity: Option<Identity>,
    _watcher: Box<dyn Watcher + Send>,
}

impl Watched {
    fn new(content: &Path, changed: &Sender<()>) -> notify::Result<Self> {
        let identity = Identity::of(content);
        let tell = || {
            let changed = changed.clone();
            move |event: notify::Result<notify::Event>| {
                // Being read is no change; a preview reads. Who missed something can't say what.
                if event.map_or(true, |event| !event.kind.is_access()) {
                    let _ = changed.send(());
                }
            }
        };
        let watcher = notify::recommended_watcher(tell()).and_then(|mut watcher| {
            watcher.watch(content, RecursiveMode::Recursive)?;
            Ok(Box::new(watcher) as Box<dyn Watcher + Send>)
        });
        // A system has only so many watches. Looking at each file now and then needs none.
        let watcher = watcher.or_else(|_| {
            let mut watcher = PollWatcher::new(tell(), notify::Config::default().with_poll_interval(LOOK))?;
            watcher.watch(content, RecursiveMode::Recursive)?;
            Ok::<_, notify::Error>(Box::new(watcher) as Box<dyn Watcher + Send>)
        })?;
        Ok(Self { identity, _watcher: watcher })
    }
}

/// Which folder it is: another may have the same name later.
#[derive(Debug, PartialEq, Eq)]
struct Identity {
    created: Option<std::time::SystemTime>,
    number: u64,
}

impl Identity {
    fn of(folder: &Path) -> Option<Self> {
        let metadata = fs::metadata(folder).ok()?;
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let number = 0;
        Some(Self { created: metadata.created().ok(), number })
    }
}
