//! A page while edits are written into it: as data, and as its source.

use pamphlet_core::{
    Diagnostic,
    messages::Messages,
    model::{Block, ClinicalReview, Document, Inline, Inlines, Page, PageId, Section},
    source::{Places, read_markdown, write_blocks, write_text},
};
use serde_json::{Value, json};

/// A page and its source, which agree.
#[derive(Debug, Clone)]
pub(super) struct Draft<'m> {
    page: Page,
    value: Value,
    source: String,
    places: Places,
    messages: &'m Messages,
}

/// So many ways to write an edit are tried.
const MOST_WAYS: usize = 60;

impl<'m> Draft<'m> {
    pub(super) fn new(id: &PageId, source: &str, messages: &'m Messages) -> Result<Self, Vec<Diagnostic>> {
        let read = read_markdown(id, source, messages)?;
        let value = serde_json::to_value(Document::from(read.page.clone())).expect("a page is plain data");
        Ok(Self { page: read.page, value, source: source.to_owned(), places: read.places, messages })
    }

    pub(super) fn source(&self) -> &str {
        &self.source
    }

    pub(super) fn into_source(self) -> String {
        self.source
    }

    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// The page's data, changed.
    pub(super) fn changed(&self, change: impl FnOnce(&mut Value) -> Option<()>) -> Option<Value> {
        let mut value = self.value.clone();
        change(&mut value)?;
        Some(value)
    }

    /// The next draft: the first of some sources that reads as the page that its data is.
    pub(super) fn attempt(&self, value: Value, sources: impl FnOnce(&Self, &Page) -> Option<Vec<String>>) -> Option<Self> {
        let document: Document = serde_json::from_value(value).ok()?;
        let page = document.into_page(self.page.id.clone()).ok()?;
        let mut tried: Vec<String> = Vec::new();
        for source in sources(self, &page)? {
            if tried.len() == MOST_WAYS {
                break;
            }
            if tried.contains(&source) {
                continue;
            }
            if let Ok(draft) = Self::new(&self.page.id, &source, self.messages)
                && draft.page == page
            {
                return Some(draft);
            }
            tried.push(source);
        }
        None
    }

    /// The text at a place: running text, or a line of the front matter.
    pub(super) fn text_at(&self, pointer: &str) -> Option<Vec<Inline>> {
        match self.value.pointer(&format!("/{pointer}"))? {
            Value::String(line) => Some(vec![Inline::Text(line.parse().ok()?)]),
            other => serde_json::from_value(other.clone()).ok(),
        }
    }

    /// The data with another text at a place.
    pub(super) fn with_text(&self, pointer: &str, text: &Inlines) -> Option<Value> {
        self.changed(|value| {
            let place = value.pointer_mut(&format!("/{pointer}"))?;
            *place = match place {
                Value::String(_) => {
                    let is_plain = text.iter().all(|inline| matches!(inline, Inline::Text(_)));
                    Value::String(is_plain.then(|| text.plain_text())?)
                }
                _ => json!(text),
            };
            Some(())
        })
    }

    /// The list that a text is an item of, and its place in it: of blocks, of items of lists, of criteria.
    pub(super) fn item(&self, pointer: &str) -> Option<(String, usize)> {
        let parts: Vec<&str> = pointer.split('/').collect();
        let of = |list: &[&str], index: &str| Some((list.join("/"), index.parse().ok()?));
        match &parts[..] {
            // The first paragraph of a list's item is the item, if there's nothing else in it.
            [before @ .., "list", "items", item, "0", "paragraph"] => {
                let list = [before, &["list", "items"]].concat();
                let is_alone = self.value.pointer(&format!("/{}/{item}", list.join("/")))?.as_array()?.len() == 1;
                if is_alone { of(&list, item) } else { of(&[&list[..], &[*item]].concat(), "0") }
            }
            [before @ .., index, "paragraph"] => of(before, index),
            [before @ .., list @ ("criteria" | "items" | "causes"), index] => of(&[before, &[*list]].concat(), index),
            _ => None,
        }
    }

    /// A text as Markdown.
    pub(super) fn markdown_of(&self, text: &str) -> Option<String> {
        let inlines = Inlines::try_from(super::super::edit::typed(text)?).ok()?;
        write_text(&inlines, &self.page, self.messages)
    }

    /// The source with what differs written anew: the blocks, the heading or the line of the front matter that a text stands in.
    pub(super) fn rewritten(&self, page: &Page, pointer: &str, text: &Inlines) -> Vec<String> {
        let mut sources: Vec<String> = self.rewritten_blocks(page).into_iter().collect();
        let Some(span) = self.places.find(pointer) else { return sources };
        let with = |replacement: &str| format!("{}{replacement}{}", &self.source[..span.start], &self.source[span.end..]);
        let written = self.source[span.clone()].trim_end();
        if pointer.ends_with("/heading") || pointer.ends_with("/question") {
            let marks = written.chars().take_while(|c| *c == '#').count();
            let attributes = written.rfind('{').filter(|_| written.ends_with('}')).map(|at| &written[at..]);
            let Some(text) = write_text(text, &self.page, self.messages) else { return sources };
            let heading = format!("{} {text}", "#".repeat(marks));
            let end = &self.source[span.start + written.len()..span.end];
            sources.push(with(&match attributes {
                Some(attributes) => format!("{heading} {attributes}{end}"),
                None => format!("{heading}{end}"),
            }));
            // What the heading stood for is said where its new words don't.
            let aspect = pointer.strip_suffix("/heading").and_then(|section| self.value.pointer(&format!("/{section}/aspect")));
            let aspect = aspect.and_then(Value::as_str).unwrap_or("none");
            sources.push(with(&format!("{heading} {{aspect={aspect}}}{end}")));
        } else if !pointer.starts_with("sections") && !pointer.starts_with("opening") {
            let text = text.plain_text();
            sources.push(with(&text));
            sources.extend(serde_json::to_string(&text).ok().map(|quoted| with(&quoted)));
        }
        sources
    }

    /// The source with the blocks written anew that differ from those of another page: those of one list, at the outermost level.
    pub(super) fn rewritten_blocks(&self, page: &Page) -> Option<String> {
        let (old, new) = (lists(&self.page), lists(page));
        if old.len() != new.len() {
            return None;
        }
        let mut differ = old.iter().zip(&new).filter(|(old, new)| old.1 != new.1);
        let ((at, old), (_, new)) = differ.next()?;
        if differ.next().is_some() {
            return None;
        }
        let first = old.iter().zip(*new).take_while(|(old, new)| old == new).count();
        let most = old.len().min(new.len()) - first;
        let last = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
        let (gone, come) = (first..old.len() - last, &new[first..new.len() - last]);
        let written = if come.is_empty() { String::new() } else { write_blocks(come, page, self.messages)? };
        let written = if self.source.contains("\r\n") { written.replace('\n', "\r\n") } else { written };
        let end = if self.source.contains("\r\n") { "\r\n" } else { "\n" };
        let block = |index: usize| {
            let span = self.places.find(&format!("{at}/{index}"))?;
            Some(span.start..span.start + self.source[span.clone()].trim_end().len())
        };
        if !gone.is_empty() {
            let (start, stop) = (block(gone.start)?.start, block(gone.end - 1)?.end);
            let rest = &self.source[stop..];
            // Nothing takes its place: the empty line after it goes, too.
            let rest = if come.is_empty() { rest.trim_start_matches(['\r', '\n']) } else { rest };
            return Some(format!("{}{written}{rest}", &self.source[..start]));
        }
        let insert_at = match first.checked_sub(1) {
            Some(before) => block(before)?.end,
            None => self.head_of(at)?,
        };
        Some(
            format!("{}{end}{end}{written}{}", &self.source[..insert_at], &self.source[insert_at..])
                .replace(&format!("---{end}{end}{end}"), &format!("---{end}{end}")),
        )
    }

    /// Where what stands before a list of blocks ends: a heading, or the front matter.
    fn head_of(&self, list: &str) -> Option<usize> {
        let heading = match list.rsplit_once('/') {
            Some((section, "blocks")) => format!("{section}/heading"),
            Some((question, _)) => format!("{question}/question"),
            None => {
                let mut fences =
                    self.source.match_indices("---").filter(|(at, _)| *at == 0 || self.source[..*at].ends_with(['\n', '\u{feff}']));
                return fences.nth(1).map(|(at, fence)| at + fence.len());
            }
        };
        let span = self.places.find(&heading)?;
        Some(span.start + self.source[span.clone()].trim_end().len())
    }

    /// The data with a block put in after the one that a text stands in.
    pub(super) fn with_block(&self, pointer: Option<&str>, block: &Block) -> Option<Value> {
        let (list, index) = self.after(pointer)?;
        self.changed(|value| {
            let (parent, key) = list.rsplit_once('/').unwrap_or(("", &list));
            let parent = if parent.is_empty() { value } else { value.pointer_mut(&format!("/{parent}"))? };
            let blocks = parent.as_object_mut()?.entry(key).or_insert_with(|| json!([])).as_array_mut()?;
            blocks.insert(index.min(blocks.len()), serde_json::to_value(block).ok()?);
            Some(())
        })
    }

    /// The outermost list of blocks that a text stands in, and the place after its block.
    fn after(&self, pointer: Option<&str>) -> Option<(String, usize)> {
        let parts: Vec<&str> = pointer.map(|pointer| pointer.split('/').collect()).unwrap_or_default();
        if let Some(at) = parts.iter().position(|part| matches!(*part, "blocks" | "opening" | "answer")) {
            return Some((parts[..=at].join("/"), parts.get(at + 1)?.parse::<usize>().ok()? + 1));
        }
        match &parts[..] {
            [section @ .., "heading"] if !section.is_empty() => Some((format!("{}/blocks", section.join("/")), 0)),
            [question @ .., "question"] if question.len() > 1 => Some((format!("{}/answer", question.join("/")), 0)),
            // The front matter has no room for it.
            [_, ..] => Some(("opening".to_owned(), 0)),
            [] => match self.page.sections.len() {
                0 => Some(("opening".to_owned(), usize::MAX)),
                count => Some((format!("sections/{}/blocks", count - 1), usize::MAX)),
            },
        }
    }

    pub(super) fn is_signed(&self) -> bool {
        self.page.review.as_ref().is_some_and(|review| matches!(review.clinical, ClinicalReview::Signed(_)))
    }

    /// The page with its clinical sign-off pending.
    pub(super) fn unsigned(&self) -> Option<Self> {
        let value = self.changed(|value| {
            *value.pointer_mut("/review/clinical")? = json!("pending");
            Some(())
        })?;
        self.attempt(value, |draft, _| {
            let start = draft.places.find("review/clinical")?.start;
            let parts = ["by", "credential", "on", "content"].map(|part| draft.places.find(&format!("review/clinical/signed/{part}")));
            let mut end = parts.into_iter().flatten().map(|span| span.end).max()?;
            let before = &draft.source[..start];
            let mut sources = Vec::new();
            // The signature may stand on lines of its own, or in braces.
            loop {
                let after = &draft.source[end..];
                sources.push(format!("{} pending{after}", before.trim_end()));
                sources.push(format!("{before}pending{after}"));
                match after.trim_start().strip_prefix('}') {
                    Some(rest) => end = draft.source.len() - rest.len(),
                    None => return Some(sources),
                }
            }
        })
    }
}

/// An item like another, with a text of its own: a block, an item of a list, a criterion.
pub(super) fn item_like(like: &Value, text: &Inlines, style: &str) -> Option<Value> {
    let is_list = style.to_lowercase().contains("list") && !style.to_lowercase().contains("continue");
    match like {
        // A paragraph; what was typed as an item of a list is none.
        Value::Object(block) if block.contains_key("paragraph") && !is_list => Some(json!({ "paragraph": text })),
        // An item of a list, whose blocks stand in it; or running text.
        Value::Array(items) => {
            let is_item = items.first().is_some_and(|first| first.get("paragraph").is_some());
            match is_item {
                true => (is_list || style.is_empty()).then(|| json!([{ "paragraph": text }])),
                false => (is_list || style.is_empty()).then(|| json!(text)),
            }
        }
        _ => None,
    }
}

/// The lists of blocks of a page at the outermost level, with their pointers.
fn lists(page: &Page) -> Vec<(String, &[Block])> {
    fn of_section<'p>(section: &'p Section, at: &str, all: &mut Vec<(String, &'p [Block])>) {
        all.push((format!("{at}/blocks"), &section.blocks));
        for (index, question) in section.questions.iter().enumerate() {
            all.push((format!("{at}/questions/{index}/answer"), &question.answer));
        }
        for (index, inner) in section.sections.iter().enumerate() {
            of_section(inner, &format!("{at}/sections/{index}"), all);
        }
    }
    let mut all = vec![("opening".to_owned(), &*page.opening)];
    for (index, section) in page.sections.iter().enumerate() {
        of_section(section, &format!("sections/{index}"), &mut all);
    }
    all
}
