//! What the theme gets: a tree of nodes, each an object whose `is` names the function that sets it.
//!
//! Text stands in it as strings, which Typst never evaluates. The order of the nodes is the order of reading.

mod advice;
mod back;
mod block;
mod element;
mod expected;
mod front;
mod inline;
mod numbers;
mod table;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use pamphlet_core::{
    Library, Omission,
    bibliography::Cited,
    elements::{Element, elements},
    messages::Messages,
    model::{Clinic, Document, Page, PagePath, Paper},
    value::{Anchor, Date, Direction, LanguageTag, MediaPath, Slug},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Edition, proof::Promises};

/// What of the options bears on the tree.
pub(crate) struct Setting<'a> {
    pub clinic: Option<&'a Clinic>,
    pub today: Option<Date>,
    pub paper: Paper,
    pub edition: Edition,
    pub families: Vec<&'a str>,
}

/// A page as data.
pub(crate) struct Tree {
    pub data: Value,
    pub files: BTreeMap<String, Arc<[u8]>>,
    pub promises: Promises,
    pub omissions: Vec<Omission>,
}

/// Writes a page as data.
pub(crate) fn write(library: &Library, page: &Page, setting: Setting<'_>) -> Tree {
    let all = elements(library, page);
    let mut writer = Writer::new(library, page, setting.clinic, setting.today, &all);
    let content = element::content(&mut writer, all);
    let footer = front::footer(&writer);
    let Setting { clinic, today: _, paper, edition, families } = setting;
    let site = library.site();
    let accent = clinic.and_then(|clinic| clinic.accent).or(site.accent).unwrap_or_default();
    let authors: Vec<&str> = page.authors.iter().map(pamphlet_core::model::Contributor::name).collect();
    let authors = if authors.is_empty() { vec![site.publisher.name.as_str()] } else { authors };
    // A PDF/A names the day it was made (ISO 19005-2, 6.6.3), and nothing here reads the clock.
    let made = page.review.as_ref().map(|review| review.last).or(page.modified).or(page.published).map(Date::first_day);
    let (year, month, day) = made.and_then(|date| Some((date.year(), date.month()?, date.day()?))).unwrap_or((2000, 1, 1));
    let language = language(&page.id.language, page.region.as_ref().map(pamphlet_core::value::Region::as_str));
    let data = json!({
        "title": page.headline().as_str(),
        "summary": page.summary.as_str(),
        "authors": authors,
        "keywords": front::keywords(page),
        "date": { "year": year, "month": month, "day": day },
        "lang": language.lang,
        "region": language.region,
        "rtl": language.rtl,
        "paper": match paper { Paper::A4 => "a4", Paper::Letter => "letter", Paper::A5 => "a5" },
        "edition": match edition { Edition::Standard => "standard", Edition::LargePrint => "large-print" },
        "accent": accent.to_string(),
        "fonts": families,
        "footer": footer,
        "content": content,
    });
    let (body, notes) = expected::words_of(page);
    let promises = Promises {
        words: body,
        anywhere: notes,
        notices: writer.notices.clone(),
        each_page: front::short_state(&writer).into_iter().collect(),
        direction: Some(page.id.language.direction()),
    };
    Tree { data, files: writer.files, promises, omissions: writer.omissions }
}

/// Writes nodes, and keeps what they need beside them.
struct Writer<'a> {
    library: &'a Library,
    page: &'a Page,
    clinic: Option<&'a Clinic>,
    today: Option<Date>,
    messages: &'a Messages,
    cited: Cited,
    /// Pictures, by the names that the nodes give them.
    files: BTreeMap<String, Arc<[u8]>>,
    pictures: BTreeMap<&'a MediaPath, String>,
    /// Labels that stand in the tree: a second of the same name would be ambiguous.
    labels: BTreeSet<String>,
    /// Pages that the text refers to: paper can't be clicked, so their addresses stand at the end.
    mentioned: Vec<&'a Page>,
    /// What the handout must say, whatever the theme.
    notices: Vec<String>,
    omissions: Vec<Omission>,
}

impl<'a> Writer<'a> {
    fn new(library: &'a Library, page: &'a Page, clinic: Option<&'a Clinic>, today: Option<Date>, all: &[Element<'a>]) -> Self {
        // Formatting references is the dearest part of a page: once is enough.
        let cited = all.iter().find_map(|element| if let Element::Sources(cited) = element { Some(cited.clone()) } else { None });
        Self {
            library,
            page,
            clinic,
            today,
            messages: library.messages(&page.id.language),
            cited: cited.unwrap_or_default(),
            files: BTreeMap::new(),
            pictures: BTreeMap::new(),
            labels: BTreeSet::new(),
            mentioned: Vec::new(),
            notices: Vec::new(),
            omissions: Vec::new(),
        }
    }

    fn say(&self, key: &str) -> String {
        self.messages.get(key)
    }

    /// A message around one value.
    fn say_of(&self, key: &str, name: &'static str, value: &str) -> String {
        self.messages.format(key, [(name, value.to_owned().into())])
    }

    /// Several values as one text: "a, b".
    fn listed(&self, values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        let values: Vec<String> = values.into_iter().map(|value| value.as_ref().to_owned()).collect();
        values.join(&self.say("list-separator"))
    }

    fn leave_out(&mut self, what: &str, why: &str) {
        self.omissions.push(Omission::new(what, why));
    }

    /// A label for a thing, if it's the first of that name.
    fn label(&mut self, name: String) -> Option<String> {
        self.labels.insert(name.clone()).then_some(name)
    }

    /// The name under which the theme finds a picture.
    fn picture(&mut self, path: &'a MediaPath) -> Option<String> {
        if let Some(name) = self.pictures.get(path) {
            return Some(name.clone());
        }
        let media = self.library.media(path)?;
        let ending = path.as_str().rsplit_once('.').map_or("svg", |(_, ending)| ending);
        // The name comes from a short list and not from the path: Typst never forgets a name.
        let name = format!("picture-{}.{ending}", self.pictures.len() + 1);
        self.files.insert(name.clone(), Arc::clone(&media.bytes));
        self.pictures.insert(path, name.clone());
        Some(name)
    }

    /// Where a page stands on the web, if the library says where it will stand.
    fn address(&self, page: &Page) -> Option<String> {
        let site = self.library.site();
        let base = site.url.as_ref()?.as_str().trim_end_matches('/');
        let folder = if page.id.language == site.language { String::new() } else { format!("{}/", page.id.language) };
        Some(format!("{base}/{folder}{}/", page.id.path))
    }

    fn target(&self, path: &PagePath) -> Option<&'a Page> {
        self.library.target(path, self.page)
    }
}

/// A heading.
fn heading(level: usize, label: Option<String>, content: Value) -> Value {
    json!({ "is": "heading", "level": level.min(6), "label": label, "content": content })
}

/// Plain text as running text.
fn plain(text: &str) -> Value {
    json!([{ "is": "text", "text": text }])
}

fn paragraph(text: &str) -> Value {
    json!({ "is": "paragraph", "content": plain(text) })
}

/// An address as it's printed, for somebody to type: without what a browser adds by itself.
fn printed(url: &str) -> String {
    let short = url.trim_start_matches("https://").trim_start_matches("http://");
    let is_host = short.trim_end_matches('/').split('/').count() == 1;
    if is_host { short.trim_end_matches('/').to_owned() } else { short.to_owned() }
}

fn anchor_label(anchor: &Anchor) -> String {
    format!("at-{anchor}")
}

fn term_label(term: &Slug) -> String {
    format!("term-{term}")
}

fn source_label(position: usize) -> String {
    format!("source-{}", position + 1)
}

/// A language as Typst takes it.
struct Language {
    lang: String,
    region: Option<String>,
    rtl: bool,
}

fn language(tag: &LanguageTag, region: Option<&str>) -> Language {
    // Typst knows languages of two or three letters (ISO 639) and regions of two (ISO 3166-1).
    let lang = Some(tag.primary()).filter(|lang| lang.len() <= 3).unwrap_or("und").to_lowercase();
    let own = tag.region().filter(|region| region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic()));
    let region = own.or_else(|| region.map(str::to_owned));
    Language { lang, region, rtl: tag.direction() == Direction::RightToLeft }
}

/// Eight digits that change when anything in the page does, printed with the version: two printouts with the
/// same digits say the same.
fn content_hash(page: &Page) -> String {
    let canonical = serde_json::to_vec(&Document::from(page.clone())).expect("a page is plain data");
    Sha256::digest(&canonical).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
