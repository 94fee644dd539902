//! What the theme gets: a tree of nodes, each an object whose `is` names the function that sets it.
//!
//! Text stands in it as strings, which Typst never evaluates. The order of the nodes is the order of reading.

mod advice;
mod back;
mod block;
mod card;
mod element;
mod front;
mod inline;
mod kept;
mod numbers;
mod pieces;
mod poster;
mod reach;
mod several;
mod steps;
mod table;
mod unbroken;
mod weight;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub(crate) use card::write as card;
use pamphlet_core::{
    Library, Media, Omission,
    bibliography::Cited,
    contact_points::region_of,
    elements::{Element, elements},
    messages::Messages,
    model::{Clinic, Page, PagePath, Paper},
    value::{Anchor, Date, Direction, ImageFormat, LanguageTag, MediaPath, Slug},
};
use pieces::Pieces;
pub(crate) use poster::poster;
use serde_json::{Value, json};

use crate::{
    Edition, Extent, Ink, Options, References,
    proof::Promises,
    said::Place,
    work::{Chosen, Shape, Work},
};

/// What is known of a file before its pages are looked at.
pub(crate) struct Setting<'a> {
    pub library: &'a Library,
    pub options: &'a Options,
    pub clinic: Option<&'a Clinic>,
}

/// Pages as data.
pub(crate) struct Tree {
    pub data: Value,
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// What the pictures among them say in letters.
    pub drawings: Vec<(MediaPath, String)>,
    pub promises: Promises,
    pub omissions: Vec<Omission>,
}

/// Writes pages as data.
pub(crate) fn write<'a>(setting: &Setting<'a>, work: &Work<'a>) -> Tree {
    let Setting { library, options, clinic } = setting;
    let site = library.site();
    let first = &*work.pages[0].page;
    let mut writer = Writer::new(setting, work);
    let (content, title, level) = match &work.shape {
        Shape::Handout => {
            let all = elements(library, first);
            // Formatting references is the dearest part of a page: once is enough.
            let cited = all.iter().find_map(|element| if let Element::Sources(cited) = element { Some(cited.clone()) } else { None });
            writer.cited = cited.unwrap_or_default();
            (element::handout(&mut writer, all), first.headline().to_string(), 1)
        }
        Shape::Bundle { title } => (several::bundle(&mut writer, title), (*title).to_owned(), 2),
        Shape::Book { parts } => (several::book(&mut writer, parts), first.title.to_string(), 2),
    };
    let mut content = Value::Array(content);
    writer.pieces.find(&mut content);
    kept::keep_notes(&mut content);
    weight::weigh(&mut content);
    unbroken::keep_numbers_whole(&mut content);
    let regions: Vec<Option<String>> = work.pages.iter().map(|chosen| region_of(library, &chosen.page)).collect();
    reach::mark(&mut content, &|piece| {
        let page = writer.pieces.page_of(piece);
        let place = page.and_then(|page| work.pages.iter().position(|chosen| chosen.page.id == *page));
        regions.get(place.unwrap_or_default()).cloned().flatten()
    });
    let mut footer = front::footer(&mut writer, &title);
    writer.pieces.take_all(&mut footer["state"], Place::EachPage);
    let accent = clinic.and_then(|clinic| clinic.accent).or(site.accent).unwrap_or_default();
    let mut authors: Vec<&str> = Vec::new();
    for author in work.pages.iter().flat_map(|chosen| &chosen.page.authors) {
        if !authors.contains(&author.name()) {
            authors.push(author.name());
        }
    }
    if authors.is_empty() {
        authors.push(site.publisher.name.as_str());
    }
    // A PDF/A names the day it was made (ISO 19005-2, 6.6.3), and nothing here reads the clock.
    let day = |page: &Page| page.review.as_ref().map(|review| review.last).or(page.modified).or(page.published).map(Date::first_day);
    let days = work.pages.iter().filter_map(|chosen| day(&chosen.page));
    let made = days.filter_map(|date| Some((date.year(), date.month()?, date.day()?))).max();
    let (year, month, day) = made.unwrap_or((2000, 1, 1));
    let language = language(&first.id.language, first.region.as_ref().map(pamphlet_core::value::Region::as_str));
    let mut data = json!({
        "shape": match work.shape { Shape::Handout => "handout", Shape::Bundle { .. } => "bundle", Shape::Book { .. } => "book" },
        "title": title,
        // The level of a page's heading.
        "level": level,
        "summary": first.summary.as_str(),
        "authors": authors,
        "keywords": front::keywords(first),
        "date": { "year": year, "month": month, "day": day },
        "lang": language.lang,
        "region": language.region,
        "rtl": language.rtl,
        "paper": match writer.paper() { Paper::A4 => "a4", Paper::Letter => "letter", Paper::A5 => "a5" },
        "edition": match options.edition { Edition::Standard => "standard", Edition::LargePrint => "large-print" },
        "ink": match options.ink { Ink::Colour => "colour", Ink::Mono => "mono" },
        "cramped": writer.is_cramped(),
        "spacing": if options.extent == Extent::Summary { "compact" } else { "normal" },
        "accent": accent.to_string(),
        "footer": footer,
        "attachments": writer.attachments(),
        "content": content,
    });
    let pages: Vec<&Page> = work.pages.iter().map(|chosen| &*chosen.page).collect();
    let promises = Promises {
        pieces: std::mem::take(&mut writer.pieces).into_promises(&mut data, &pages, &writer.notices),
        chapters: match &work.shape {
            Shape::Book { parts } => several::openings(parts, work.pages),
            Shape::Handout | Shape::Bundle { .. } => Vec::new(),
        },
        spare: std::mem::take(&mut writer.spare),
    };
    let mut omissions: Vec<Omission> =
        work.pages.iter().flat_map(|chosen| chosen.omissions.iter().cloned()).chain(writer.omissions).collect();
    let mut seen = BTreeSet::new();
    omissions.retain(|omission| seen.insert(omission.to_string()));
    Tree { data, files: writer.files, drawings: writer.drawings, promises, omissions }
}

/// Writes nodes, and keeps what they need beside them.
struct Writer<'a> {
    library: &'a Library,
    options: &'a Options,
    clinic: Option<&'a Clinic>,
    pages: &'a [Chosen<'a>],
    /// The page that is being written, by its place among the pages.
    at: usize,
    page: &'a Page,
    /// The level of the headings of its sections.
    level: usize,
    messages: &'a Messages,
    cited: Cited,
    /// Pictures, by the names that the nodes give them.
    files: BTreeMap<String, Arc<[u8]>>,
    pictures: BTreeMap<&'a MediaPath, String>,
    drawings: Vec<(MediaPath, String)>,
    /// Labels that stand in the tree: a second of the same name would be ambiguous.
    labels: BTreeSet<String>,
    /// Pages that the text refers to: paper can't be clicked, so their addresses stand at the end.
    mentioned: Vec<&'a Page>,
    /// What stands once, however many pages say it.
    said: BTreeSet<String>,
    /// What the handout must say, whatever the theme.
    notices: Vec<String>,
    omissions: Vec<Omission>,
    /// The text that must stand on paper.
    pieces: Pieces,
    /// Where that must stand which is being written.
    place: Place,
    /// What may give way to save paper: see [`Promises::spare`].
    spare: Vec<(&'static str, Omission)>,
}

impl<'a> Writer<'a> {
    fn new(setting: &Setting<'a>, work: &Work<'a>) -> Self {
        let page = &*work.pages[0].page;
        Self {
            library: setting.library,
            options: setting.options,
            clinic: setting.clinic,
            pages: work.pages,
            at: 0,
            page,
            level: 2,
            messages: setting.library.messages(&page.id.language),
            cited: Cited::default(),
            files: BTreeMap::new(),
            pictures: BTreeMap::new(),
            drawings: Vec::new(),
            labels: BTreeSet::new(),
            mentioned: Vec::new(),
            said: BTreeSet::new(),
            notices: Vec::new(),
            omissions: Vec::new(),
            pieces: Pieces::default(),
            place: Place::Anywhere,
            spare: Vec::new(),
        }
    }

    /// Writes what must stand somewhere.
    fn at_place<T>(&mut self, place: Place, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.place, place);
        let written = write(self);
        self.place = before;
        written
    }

    /// A piece of running text.
    fn text(&mut self, text: &str) -> Value {
        let piece = self.pieces.add(self.place, Some(&self.page.id), text);
        json!({ "is": "text", "text": piece })
    }

    /// The day on which the handout is made.
    fn today(&self) -> Date {
        self.options.today
    }

    /// Whether a page or two is all that the file should take.
    fn paper(&self) -> Paper {
        self.options.paper.unwrap_or(self.library.site().paper)
    }

    /// Whether a page holds so little that its head must be short, or the state of the review would stand on the second.
    fn is_cramped(&self) -> bool {
        self.options.edition == Edition::LargePrint && self.paper() == Paper::A5
    }

    fn is_short(&self) -> bool {
        match self.options.extent {
            Extent::Summary | Extent::Companions => true,
            Extent::Whole | Extent::Aspects(_) => false,
        }
    }

    /// What the file says of the works that its pages cite. A short one has no room for a list, and marks that lead to
    /// none would puzzle.
    fn references(&self) -> References {
        if self.is_short() && self.options.references != References::Web { References::None } else { self.options.references }
    }

    /// Whether it's the first time that a file says something.
    fn first_time(&mut self, what: &str) -> bool {
        self.said.insert(what.to_owned())
    }

    /// The pages as JSON, for a PDF to carry.
    fn attachments(&mut self) -> Vec<Value> {
        let mut all = Vec::new();
        for (index, Chosen { page, source, hash: _, omissions: _ }) in self.pages.iter().enumerate() {
            let Some(source) = source else { continue };
            // The name in the file is the page's; the name in memory comes from a short list.
            let file = format!("source-{}.json", index + 1);
            self.files.insert(file.clone(), source.clone().into());
            let name = format!("{}.{}.json", page.id.path.to_string().replace('/', "-"), page.id.language);
            all.push(json!({ "file": file, "name": name, "about": page.title.as_str() }));
        }
        all
    }

    /// A message with numbers that are known when the pages are: each stands alone among the parts, as the character that
    /// marks it. No text may hold these.
    fn numbered<const N: usize>(&self, key: &str, names: [&'static str; N]) -> Vec<String> {
        let mut marks = ["\u{1}", "\u{2}"].into_iter();
        let text = self.messages.format(key, names.map(|name| (name, marks.next().unwrap_or_default().into())));
        let mut parts: Vec<String> = vec![String::new()];
        for c in text.chars() {
            if matches!(c, '\u{1}' | '\u{2}') {
                parts.extend([c.to_string(), String::new()]);
            } else if let Some(last) = parts.last_mut() {
                last.push(c);
            }
        }
        parts
    }

    fn say(&self, key: &str) -> String {
        self.messages.get(key)
    }

    /// A message around one value.
    fn say_of(&self, key: &str, name: &'static str, value: &str) -> String {
        self.messages.format(key, [(name, value.to_owned().into())])
    }

    /// A message around a date.
    fn dated(&self, key: &str, date: Date) -> String {
        self.say_of(key, "date", &self.messages.date(date))
    }

    /// Several values as one text: "a, b".
    fn listed(&self, values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        let values: Vec<String> = values.into_iter().map(|value| value.as_ref().to_owned()).collect();
        values.join(&self.say("list-separator"))
    }

    /// A fact as a sentence, so that several can follow one another: a line of facts parted by signs may end in one.
    fn sentence(&self, fact: &str) -> String {
        let stop = match self.page.id.language.primary() {
            "zh" | "ja" => "。",
            "hi" | "mr" | "ne" | "bn" | "pa" => "।",
            _ => ".",
        };
        let is_open = fact.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '/' | '”' | '»'));
        format!("{fact}{}", if is_open { stop } else { "" })
    }

    fn leave_out(&mut self, what: &str, why: &str) {
        self.omissions.push(Omission::new(what, why));
    }

    /// A label for a thing, if it's the first of that name.
    fn label(&mut self, name: String) -> Option<String> {
        self.labels.insert(name.clone()).then_some(name)
    }

    /// A picture: one that the caller gave, or the library's.
    fn media(&self, path: &MediaPath) -> Option<&'a Media> {
        self.options.media.get(path).or_else(|| self.library.media(path))
    }

    /// The name under which the theme finds a picture.
    fn picture(&mut self, path: &'a MediaPath) -> Option<String> {
        if let Some(name) = self.pictures.get(path) {
            return Some(name.clone());
        }
        let Some(media) = self.media(path) else {
            // The library's own pictures are there: this is one of a clinic that the caller gave.
            let what = format!("the picture `{path}`");
            if !self.omissions.iter().any(|omission| omission.what == what) {
                self.leave_out(&what, "neither the library nor the options have it");
            }
            return None;
        };
        let ending = match path.format() {
            ImageFormat::Svg => "svg",
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpg",
        };
        // The name comes from a short list and not from the path: Typst never forgets a name.
        let name = format!("picture-{}.{ending}", self.pictures.len() + 1);
        self.files.insert(name.clone(), Arc::clone(&media.bytes));
        self.drawings.extend(media.texts.iter().map(|(text, _)| (path.clone(), text.clone())));
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

    /// The place of a page among those of the file.
    fn place(&self, page: &Page) -> Option<usize> {
        self.pages.iter().position(|chosen| chosen.page.id == page.id)
    }

    /// A place in the text of the current page. Two pages may call theirs the same.
    fn anchor_label(&self, anchor: &Anchor) -> String {
        if self.pages.len() == 1 { format!("at-{anchor}") } else { format!("at-{}-{anchor}", self.at + 1) }
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

fn page_label(place: usize) -> String {
    format!("page-{}", place + 1)
}

fn part_label(number: usize) -> String {
    format!("part-{number}")
}

/// What stands on the first page after the chapters of a book.
const BACK_LABEL: &str = "back-matter";

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
