//! What the preview answers.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{Path as UrlPath, Request, State as Shared},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{
        Html, IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use pamphlet::{Diagnostic, html};
use tokio_stream::{StreamExt, wrappers::WatchStream};

use super::{annotate, dashboard, preview::Preview};
use crate::failure::Failure;

/// Where the preview's own pages stand. No page of a site begins so.
pub(super) const OWN: &str = "/_pamphlet/";

const STYLE: &str = include_str!("preview.css");
const SCRIPT: &str = include_str!("preview.js");

/// The answers; on loopback only to whoever asks for this computer, so that no page of the web can ask through a name of its own
/// (DNS rebinding).
pub(super) fn routes(preview: Arc<Preview>, loopback: bool) -> Router {
    let router = Router::new()
        .route("/_pamphlet/", get(all))
        .route("/_pamphlet/view/{*page}", get(view))
        .route("/_pamphlet/chapter/{*page}", get(chapter))
        .route("/_pamphlet/changes", get(changes))
        .route("/_pamphlet/preview.css", get(|| async { typed("text/css", STYLE.into()) }))
        .route("/_pamphlet/preview.js", get(|| async { typed("text/javascript", SCRIPT.into()) }))
        .fallback(file)
        .with_state(preview);
    if loopback { router.layer(middleware::from_fn(asked_for_this_computer)) } else { router }
}

async fn asked_for_this_computer(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(name, _)| name);
    if matches!(name, "localhost" | "127.0.0.1" | "[::1]") {
        next.run(request).await
    } else {
        (StatusCode::MISDIRECTED_REQUEST, "the preview answers for localhost only\n").into_response()
    }
}

/// Does what takes long beside the thread that answers.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StatusCode> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn all(Shared(preview): Shared<Arc<Preview>>) -> Result<Html<String>, StatusCode> {
    apart(move || Html(dashboard::all(&preview.state(), preview.today()))).await
}

async fn view(Shared(preview): Shared<Arc<Preview>>, UrlPath(path): UrlPath<String>) -> Result<Html<String>, StatusCode> {
    let state = preview.state();
    let page = state.page_at(&path).ok_or(StatusCode::NOT_FOUND)?;
    apart(move || dashboard::view(&state, &page).map(Html)).await?.ok_or(StatusCode::NOT_FOUND)
}

/// The page as a chapter of a book.
async fn chapter(Shared(preview): Shared<Arc<Preview>>, UrlPath(path): UrlPath<String>) -> Result<Response, StatusCode> {
    let state = preview.state();
    let id = state.page_at(&path).ok_or(StatusCode::NOT_FOUND)?;
    let document = apart(move || {
        let library = state.library.as_deref()?;
        let page = library.find(&id.path, &id.language)?;
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
    .ok_or(StatusCode::NOT_FOUND)?;
    Ok(typed("application/xhtml+xml", document.into()))
}

/// A line for each change, for as long as somebody listens (server-sent events).
async fn changes(Shared(preview): Shared<Arc<Preview>>) -> impl IntoResponse {
    let changes = WatchStream::from_changes(preview.changes())
        .map(|version| Ok::<_, std::convert::Infallible>(Event::default().data(version.to_string())));
    Sse::new(changes).keep_alive(KeepAlive::default())
}

/// A file of the build.
async fn file(Shared(preview): Shared<Arc<Preview>>, request: Request) -> Result<Response, StatusCode> {
    let path = decoded(request.uri().path().trim_start_matches('/'));
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    apart(move || answer(&preview, &path)).await
}

fn answer(preview: &Preview, path: &str) -> Response {
    let (state, today) = (preview.state(), preview.today());
    let page = state.page_at(path);
    let made = match state.file(path, today) {
        Ok(Some(file)) => Ok(file.bytes.clone()),
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
        Ok(bytes) if path.ends_with(".html") => {
            let shown = page.map(|page| state.problems_of(&page, today)).unwrap_or_default();
            typed("text/html; charset=utf-8", annotate::page(&String::from_utf8_lossy(&bytes), &state.errors, &shown).into())
        }
        Ok(bytes) => typed(media_type(path), bytes.into()),
        Err(Failure(mut problems)) => {
            problems.diagnostics.extend(state.errors.diagnostics.iter().cloned());
            problems.sources.extend(state.errors.sources.clone());
            let mut response = typed("text/html; charset=utf-8", dashboard::failed(&problems).into());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
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
