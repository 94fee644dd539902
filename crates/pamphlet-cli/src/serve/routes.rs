//! What the preview answers.

use std::{net::IpAddr, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{Path as UrlPath, Request, State as Shared},
    http::{Method, StatusCode, header},
    middleware::{self, Next},
    response::{
        Html, IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use pamphlet::{
    Diagnostic,
    build::{self, File, guard},
    html,
};
use tokio_stream::{StreamExt, wrappers::WatchStream};

use super::{annotate, dashboard, preview::Preview};
use crate::failure::Failure;

/// Where the preview's own pages stand. No page of a site begins so.
pub(super) const OWN: &str = "/_pamphlet/";

const STYLE: &str = include_str!("preview.css");
const SCRIPT: &str = include_str!("preview.js");

/// The answers; on an address of this computer alone only to whoever asks for this computer, so that no page of the web can ask through a
/// name of its own (DNS rebinding).
pub(super) fn routes(preview: Arc<Preview>, listens_on: IpAddr) -> Router {
    let router = Router::new()
        .route("/_pamphlet/", get(all))
        .route("/_pamphlet/view/{*page}", get(view))
        .route("/_pamphlet/chapter/{*page}", get(chapter))
        .route("/_pamphlet/changes", get(changes))
        .route("/_pamphlet/preview.css", get(|| async { typed("text/css", STYLE.into()) }))
        .route("/_pamphlet/preview.js", get(|| async { typed("text/javascript", SCRIPT.into()) }))
        .fallback(file)
        .with_state(preview)
        .layer(middleware::from_fn(only_read));
    if listens_on.is_loopback() { router.layer(middleware::from_fn_with_state(listens_on, asked_for_this_computer)) } else { router }
}

/// Nothing can be changed through a preview.
async fn only_read(request: Request, next: Next) -> Response {
    if [Method::GET, Method::HEAD].contains(request.method()) {
        next.run(request).await
    } else {
        (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "the preview can be read, and nothing else\n").into_response()
    }
}

async fn asked_for_this_computer(Shared(listens_on): Shared<IpAddr>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if is_this_computer(host, listens_on) {
        next.run(request).await
    } else {
        (StatusCode::MISDIRECTED_REQUEST, "the preview answers for localhost only\n").into_response()
    }
}

/// Whether a host, with or without a port, is what the preview listens on, or one of the usual names of this computer.
fn is_this_computer(host: &str, listens_on: IpAddr) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(name, _)| name);
    let ip = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name).parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| ip == listens_on || matches!(name, "127.0.0.1" | "[::1]"))
}

/// Does what takes long beside the thread that answers. A fault of it is told like any other problem.
async fn apart<T: Send + 'static>(preview: &Arc<Preview>, work: impl FnOnce(&Preview) -> T + Send + 'static) -> Result<T, Response> {
    let preview = Arc::clone(preview);
    let _permit = preview.work.acquire().await;
    let working = Arc::clone(&preview);
    let done = tokio::task::spawn_blocking(move || guard::caught(|| work(&working))).await;
    done.map_err(|error| error.to_string()).flatten().map_err(|fault| failed(Failure::from(guard::problem("this", &fault))))
}

fn failed(Failure(problems): Failure) -> Response {
    let mut response = typed("text/html; charset=utf-8", dashboard::failed(&problems).into());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

async fn all(Shared(preview): Shared<Arc<Preview>>) -> Result<Html<String>, Response> {
    apart(&preview, |preview| Html(dashboard::all(&preview.state(), preview.today()))).await
}

async fn view(Shared(preview): Shared<Arc<Preview>>, UrlPath(path): UrlPath<String>) -> Result<Html<String>, Response> {
    let shown = move |preview: &Preview| {
        let state = preview.state();
        dashboard::view(&state, &state.page_at(&path)?, preview.today()).map(Html)
    };
    apart(&preview, shown).await?.ok_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// The page as a chapter of a book.
async fn chapter(Shared(preview): Shared<Arc<Preview>>, UrlPath(path): UrlPath<String>) -> Result<Response, Response> {
    let document = apart(&preview, move |preview| {
        let state = preview.state();
        let id = state.page_at(&path)?;
        let (library, page) = state.held(&id)?;
        let cited = library.cited(&[page]);
        let links = |target: html::LinkTarget<'_>| match target {
            html::LinkTarget::Page { page, anchor } => {
                let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                Some(format!("{OWN}chapter/{}{anchor}", html::page_path(library, &page.id)))
            }
            html::LinkTarget::Media(path) => Some(format!("/{path}")),
            html::LinkTarget::Term(_) | html::LinkTarget::Source { .. } => Some("#end".to_owned()),
        };
        let options = html::ChapterOptions { today: preview.today(), links: &links, cited: &cited, heading_offset: 0 };
        let body = html::chapter(library, page, &options).output.body;
        let (language, direction) = (&page.id.language, page.id.language.direction().as_str());
        Some(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
             lang=\"{language}\" xml:lang=\"{language}\" dir=\"{direction}\">\n<head><title>Chapter</title><style>{}</style></head>\n\
             <body>{body}<p id=\"end\"></p></body>\n</html>",
            pamphlet::epub::STYLESHEET.replace('&', "&amp;").replace('<', "&lt;"),
        ))
    })
    .await?
    .ok_or_else(|| StatusCode::NOT_FOUND.into_response())?;
    Ok(typed("application/xhtml+xml", document.into()))
}

/// A line for each change, for as long as somebody listens (server-sent events).
async fn changes(Shared(preview): Shared<Arc<Preview>>) -> impl IntoResponse {
    let changes = WatchStream::from_changes(preview.changes())
        .map(|version| Ok::<_, std::convert::Infallible>(Event::default().data(version.to_string())));
    Sse::new(changes).keep_alive(KeepAlive::default())
}

/// A file of the build.
async fn file(Shared(preview): Shared<Arc<Preview>>, request: Request) -> Result<Response, Response> {
    let path = decoded(request.uri().path().trim_start_matches('/'));
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    apart(&preview, move |preview| answer(preview, &path)).await
}

fn answer(preview: &Preview, path: &str) -> Response {
    let (state, today) = (preview.state(), preview.today());
    let page = state.page_at(path);
    let made = match state.file(path, today) {
        Ok(Some(file)) => Ok(file),
        Ok(None) if state.library.is_none() => Err(Failure::from(Diagnostic::error("no-library", "the library can't be read"))),
        Ok(None) => {
            let missing = state.file("404.html", today).ok().flatten().map(|file| file.bytes.clone()).unwrap_or_default();
            let mut response = typed("text/html; charset=utf-8", missing.into());
            *response.status_mut() = StatusCode::NOT_FOUND;
            return response;
        }
        Err(failure) => Err(failure),
    };
    match made {
        Ok(file) if path.ends_with(".html") => {
            let shown = page.as_ref().map(|page| state.problems_of(page, today)).unwrap_or_default();
            let part_now = |problem: &Diagnostic| state.part_now(page.as_ref()?, problem);
            let part_shown = |problem: &Diagnostic| state.part_of(page.as_ref()?, problem);
            let errors = state.errors_of(page.as_ref());
            let html = String::from_utf8_lossy(&file.bytes);
            typed("text/html; charset=utf-8", annotate::page(&html, (&errors, &part_now), (&shown, &part_shown)).into())
        }
        Ok(file) => typed(media_type(path), bytes::Bytes::from_owner(Shown(file)).into()),
        Err(Failure(mut problems)) => {
            let errors = state.errors_of(page.as_ref());
            problems.diagnostics.extend(errors.diagnostics);
            problems.sources.extend(errors.sources);
            build::in_order(&mut problems);
            failed(Failure(problems))
        }
    }
}

/// A file that is kept, and sent as it is to however many ask.
struct Shown(Arc<File>);

impl AsRef<[u8]> for Shown {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

/// The characters that `%` stands for in an address.
fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn typed(media_type: &'static str, body: Body) -> Response {
    // What was true a moment ago isn't after the next save.
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store")], body).into_response()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_answered_for() {
        let listens_on: IpAddr = "127.0.0.2".parse().unwrap();
        for host in ["localhost", "LOCALHOST:8765", "127.0.0.1:8765", "127.0.0.2:1", "[::1]:8765", "[::1]"] {
            assert!(is_this_computer(host, listens_on), "{host}");
        }
        for host in ["example.org", "127.0.0.3", "localhost.example.org", "", "0.0.0.0:8765", "127.0.0.1.example.org:80"] {
            assert!(!is_this_computer(host, listens_on), "{host}");
        }
    }
}
