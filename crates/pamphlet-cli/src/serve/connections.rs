//! Connections with browsers.

use std::{sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore, time::sleep};

/// So many connections at a time are answered; the others wait. A browser has six and a page that's looked at one more.
const MOST: usize = 256;
/// A browser sends a request at once. Who hasn't by then is gone, or means harm.
const REQUEST: Duration = Duration::from_secs(10);
/// How long to wait where the system gives no connection, as when too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers for ever.
pub(super) async fn answer(listener: &TcpListener, routes: &Router) {
    let free = Arc::new(Semaphore::new(MOST));
    while let Ok(one) = Arc::clone(&free).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        let service = TowerToHyperService::new(routes.clone());
        tokio::spawn(async move {
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new()).header_read_timeout(REQUEST);
            // A browser that goes away in the middle is nobody's mistake.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
            drop(one);
        });
    }
}
