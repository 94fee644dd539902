//! Connections with browsers.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::Router;
use hyper::{
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, task::AbortHandle, time::sleep};

/// The most connections at a time. A browser has six, and a page that's looked at one more.
const MOST: usize = 256;
/// A browser sends a request at once. Who hasn't by then is gone, or means harm.
const REQUEST: Duration = Duration::from_secs(10);
/// How long to wait where the system gives no connection, as when too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers for ever.
pub(super) async fn answer(listener: &TcpListener, routes: &Router) {
    answer_at_most(MOST, listener, routes).await;
}

async fn answer_at_most(most: usize, listener: &TcpListener, routes: &Router) {
    let open = Open::default();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        let number = open.make_room(most);
        let place = Place { number, open: open.clone() };
        let service = TowerToHyperService::new(routes.clone());
        let task = tokio::spawn(async move {
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new()).header_read_timeout(REQUEST);
            let service = service_fn(|request| {
                place.asks();
                service.call(request)
            });
            // A browser that goes away in the middle is nobody's mistake.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
        // On the one thread that serves, the task begins at the next `await`: it can't have ended yet.
        open.all().connections.insert(number, Connection { has_asked: false, last: number, task: task.abort_handle() });
    }
}

/// The connections that are open.
#[derive(Debug, Clone, Default)]
struct Open(Arc<Mutex<All>>);

#[derive(Debug, Default)]
struct All {
    /// How often a connection was opened or used: what comes later has a higher number.
    turns: u64,
    connections: BTreeMap<u64, Connection>,
}

#[derive(Debug)]
struct Connection {
    has_asked: bool,
    /// When it was last used.
    last: u64,
    task: AbortHandle,
}

impl Open {
    fn all(&self) -> MutexGuard<'_, All> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of a new connection. Where there are too many, one is closed that has never asked for anything or else asked
    /// longest ago: a newcomer needn't wait for it.
    fn make_room(&self, most: usize) -> u64 {
        let mut all = self.all();
        if all.connections.len() >= most
            && let Some(number) = all.connections.iter().min_by_key(|(_, one)| (one.has_asked, one.last)).map(|(number, _)| *number)
            && let Some(one) = all.connections.remove(&number)
        {
            one.task.abort();
        }
        all.turns += 1;
        all.turns
    }
}

/// A connection's place among those that are open, until it's dropped.
struct Place {
    number: u64,
    open: Open,
}

impl Place {
    fn asks(&self) {
        let All { turns, connections } = &mut *self.open.all();
        *turns += 1;
        if let Some(one) = connections.get_mut(&self.number) {
            (one.has_asked, one.last) = (true, *turns);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.all().connections.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
    };

    use super::*;

    /// The answer to a request on a connection that stays open.
    async fn asked(stream: &mut TcpStream) -> String {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        let mut answer = [0; 1000];
        let length = stream.read(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer[..length]).into_owned()
    }

    #[test]
    fn whoever_only_waits_makes_room_for_others() {
        let test = async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let routes = Router::new().route("/", get(|| async { "here" }));
            tokio::spawn(async move { answer_at_most(4, &listener, &routes).await });
            let mut busy = TcpStream::connect(address).await.unwrap();
            assert!(asked(&mut busy).await.ends_with("here"));
            let mut waiting = Vec::new();
            for _ in 0..20 {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
                waiting.push(stream);
            }
            let mut another = TcpStream::connect(address).await.unwrap();
            assert!(asked(&mut another).await.ends_with("here"));
            // Neither is the one closed that asks, nor the last that waits.
            assert!(asked(&mut busy).await.ends_with("here"));
            assert!(!matches!(waiting[0].read(&mut [0]).await, Ok(1..)));
            assert!(waiting[19].try_read(&mut [0]).is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock));
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        // Before any of those that wait is closed for its own sake.
        let in_time = runtime.block_on(async { tokio::time::timeout(REQUEST / 2, test).await });
        assert!(in_time.is_ok(), "nobody answers");
    }
}
