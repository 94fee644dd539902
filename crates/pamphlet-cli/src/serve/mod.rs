//! A preview: every form of every page, made when it's looked at and made again when its source is saved.

mod annotate;
mod connections;
mod dashboard;
mod preview;
mod routes;
mod watch;

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::Path,
    sync::Arc,
};

use pamphlet::{Diagnostic, build::guard, value::Date};

use self::preview::Preview;
use crate::{args::Format, failure::Failure, report, terminal::say};

/// Serves a content folder until the command is stopped.
pub(crate) fn serve(content: &Path, listen: SocketAddr, today: Date, format: Format) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::from(Diagnostic::error("listen", format!("{listen} can't be listened on: {error}")));
    let preview = Arc::new(Preview::new(content, today));
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_io().enable_time().thread_stack_size(guard::STACK).build().map_err(failed)?;
    runtime.block_on(async {
        // First: where another preview has the port, nothing need be read.
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let _ = report::tell(&preview.reload(), content, format);
        watch::watch(content, format, Arc::clone(&preview))?;
        say(format_args!("The preview is at http://{}/_pamphlet/ (Ctrl+C ends it)", reachable(address)));
        if !address.ip().is_loopback() {
            say("Whoever reaches this computer can read it: drafts, too");
        }
        connections::answer(&listener, &routes::routes(preview, address.ip())).await;
        Ok(())
    })
}

/// An address at which a browser on this computer finds what listens on another, which may be all of them.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
