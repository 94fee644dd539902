//! Ends the command when somebody asks for it, without leaving half a build behind.

use std::thread;

use pamphlet::build::staging;

/// Listens for Ctrl+C and for what a system sends to programs that shall end. What isn't complete is removed first; a folder that is being put
/// in its place is put there whole.
pub(crate) fn listen() {
    // A system that gives no thread ends the command in its own way; the next build sweeps.
    let _ = thread::Builder::new().name("signals".to_owned()).spawn(|| {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        if let Some(code) = runtime.block_on(asked_to_end()) {
            staging::end();
            std::process::exit(code);
        }
    });
}

/// The exit code that says why, once somebody asks; nothing if nobody can.
#[cfg(unix)]
async fn asked_to_end() -> Option<i32> {
    use tokio::signal::unix::{SignalKind, signal};
    let (interrupt, terminate, hangup) = (SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup());
    let (mut interrupted, mut terminated, mut hung_up) = (signal(interrupt).ok()?, signal(terminate).ok()?, signal(hangup).ok()?);
    let kind = tokio::select! {
        _ = interrupted.recv() => interrupt,
        _ = terminated.recv() => terminate,
        _ = hung_up.recv() => hangup,
    };
    Some(128 + kind.as_raw_value())
}

#[cfg(not(unix))]
async fn asked_to_end() -> Option<i32> {
    tokio::signal::ctrl_c().await.ok().map(|()| 130)
}
