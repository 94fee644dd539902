//! Our own handouts, by the source that was attached to them. Other PDFs say nothing of what is a heading or a list.

use std::panic::{self, AssertUnwindSafe};

use lopdf::{Document as File, Object};
use pamphlet_core::{
    model::{Document, Kind, Page, PageId, PagePath, Status},
    value::{LanguageTag, Slug},
};

/// Bytes of a page's source; two million are the most that a library reads.
const LARGEST: usize = 8_000_000;

/// The pages that a handout has attached, as drafts.
pub(crate) fn attached(bytes: &[u8]) -> Vec<Page> {
    // A damaged file is one without pages.
    let read = panic::catch_unwind(AssertUnwindSafe(|| {
        let file = File::load_mem(bytes).ok()?;
        Some(file.objects.values().filter_map(|object| page(&file, object)).collect())
    }));
    read.ok().flatten().unwrap_or_default()
}

/// The page of a file specification, if it's one of ours.
fn page(file: &File, object: &Object) -> Option<Page> {
    let specification = object.as_dict().ok()?;
    let embedded = specification.get(b"EF").ok().and_then(|embedded| file.dereference(embedded).ok())?.1.as_dict().ok()?;
    let name = specification.get(b"UF").or_else(|_| specification.get(b"F")).ok()?;
    let name = lopdf::decode_text_string(file.dereference(name).ok()?.1).ok()?;
    let stream = embedded.get(b"UF").or_else(|_| embedded.get(b"F")).ok()?;
    let stream = file.dereference(stream).ok()?.1.as_stream().ok()?;
    let bytes = if stream.is_compressed() { stream.decompressed_content_with_limit(LARGEST).ok()? } else { stream.content.clone() };
    let id = id_of(&name)?;
    let mut document: Document = serde_json::from_slice(&bytes).ok()?;
    document.status = Status::Draft;
    document.into_page(id).ok()
}

/// The page of a name such as `conditions-cough.en-GB.json`.
fn id_of(name: &str) -> Option<PageId> {
    let (path, language) = name.strip_suffix(".json")?.split_once('.')?;
    let kind = Kind::ALL.into_iter().find(|kind| path.strip_prefix(kind.folder()).is_some_and(|rest| rest.starts_with('-')))?;
    let slug: Slug = path[kind.folder().len() + 1..].parse().ok()?;
    let language: LanguageTag = language.parse().ok()?;
    Some(PageId { path: PagePath::new(kind, slug), language })
}
