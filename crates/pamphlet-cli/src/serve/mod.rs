//! A preview: every form of every page, made when it's looked at and made again when its source is saved.

mod annotate;
mod dashboard;
mod preview;
mod routes;

use std::{
    net::SocketAddr,
    path::Path,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use notify::{RecursiveMode, Watcher};
use pamphlet::{Diagnostic, value::Date};

use self::preview::Preview;
use crate::{args::Format, failure::Failure, report};

/// An editor saves in several steps: what comes within this time is one change.
const QUIET: Duration = Duration::from_millis(60);

/// Serves a content folder until the command is stopped.
pub(crate) fn serve(content: &Path, listen: SocketAddr, today: Date, format: Format) -> Result<(), Failure> {
    let preview = Arc::new(Preview::new(content, today));
    let _ = report::tell(&preview.reload(), content, format);
    let _watcher = watch(content, format, Arc::clone(&preview))?;
    let failed = |error: std::io::Error| Failure::from(Diagnostic::error("listen", format!("{listen} can't be listened on: {error}")));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().map_err(failed)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        anstream::eprintln!("The preview stands at http://{address}/_pamphlet/ (Ctrl+C ends it)");
        if !address.ip().is_loopback() {
            anstream::eprintln!("Whoever reaches this computer can read it: drafts, too");
        }
        axum::serve(listener, routes::routes(preview, address.ip().is_loopback())).await.map_err(failed)
    })
}

/// Reads the folder again whenever something in it has changed.
fn watch(content: &Path, format: Format, preview: Arc<Preview>) -> Result<notify::RecommendedWatcher, Failure> {
    let failed = |error: notify::Error| Failure::file(content, error);
    let (changed, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Being read is no change; a preview reads.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = changed.send(());
        }
    })
    .map_err(failed)?;
    watcher.watch(content, RecursiveMode::Recursive).map_err(failed)?;
    let content = content.to_path_buf();
    thread::spawn(move || {
        while changes.recv().is_ok() {
            while changes.recv_timeout(QUIET).is_ok() {}
            let _ = report::tell(&preview.reload(), &content, format);
        }
    });
    Ok(watcher)
}
