//! From a page to the paragraphs and tables of a file: one writer for reviewers and for readers.
#![deny(clippy::wildcard_enum_match_arm)]

mod advice;
pub(crate) mod beside;
mod block;
mod element;
mod end;
mod inline;
mod steps;
mod table;

use std::collections::BTreeMap;

use pamphlet_core::{
    Library, Omission,
    bibliography::Cited,
    contact_points::region_of,
    elements::{By, Element, elements},
    messages::Messages,
    model::{Alignment, Inlines, Page},
    value::{Date, LanguageTag, MediaPath},
};

use crate::{
    Options, Purpose,
    document::{Card, From, Item, List, Look, Marker, Node, Paragraph, Piece, Place, Run, Style, Target},
    picture::{self, Shown},
};

/// A page as the body of a file.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) nodes: Vec<Node>,
    pub(crate) lists: Vec<List>,
    pub(crate) pictures: BTreeMap<MediaPath, Shown>,
    pub(crate) omissions: Vec<Omission>,
    /// What stands at the foot of each page, before its number.
    pub(crate) foot: String,
}

/// Writes a page.
pub(crate) fn body(library: &Library, page: &Page, options: &Options) -> Body {
    let all = elements(library, page);
    let cited = all.iter().find_map(|element| if let Element::Sources(cited) = element { Some(cited.clone()) } else { None });
    let mut writer = Writer {
        library,
        page,
        messages: library.messages(&page.id.language),
        region: region_of(library, page),
        today: options.today,
        purpose: options.purpose,
        cited: cited.unwrap_or_default(),
        nodes: Vec::new(),
        level: 1,
        card: None,
        cards: 0,
        quoted: false,
        depth: 0,
        item: None,
        lists: Vec::new(),
        notes: Vec::new(),
        pictures: BTreeMap::new(),
        omissions: Vec::new(),
    };
    writer.page(all);
    let foot = writer.foot();
    let Writer { nodes, lists, pictures, omissions, .. } = writer;
    Body { nodes, lists, pictures, omissions, foot }
}

struct Writer<'a> {
    library: &'a Library,
    page: &'a Page,
    messages: &'a Messages,
    /// The region whose telephone numbers the page has.
    region: Option<String>,
    today: Date,
    purpose: Purpose,
    cited: Cited,
    nodes: Vec<Node>,
    /// The level of the next heading.
    level: u8,
    card: Option<(Card, usize)>,
    cards: usize,
    quoted: bool,
    /// How many lists the writer is in.
    depth: u8,
    /// The item whose first paragraph is still to come.
    item: Option<(Item, Marker)>,
    lists: Vec<List>,
    /// Notes that the text has referred to, and where they stand in the page.
    notes: Vec<(&'a Inlines, String)>,
    pictures: BTreeMap<MediaPath, Shown>,
    omissions: Vec<Omission>,
}

impl<'a> Writer<'a> {
    /// Adds a paragraph, in the card and the list where the writer is.
    fn paragraph(&mut self, style: Style, place: Place, runs: Vec<Run>) {
        self.aligned(style, place, Alignment::Start, runs);
    }

    fn aligned(&mut self, style: Style, place: Place, alignment: Alignment, runs: Vec<Run>) {
        if runs.is_empty() {
            return;
        }
        let paragraph = Paragraph {
            style,
            card: self.card,
            place,
            runs,
            item: self.item.take().map(|(item, _)| item),
            depth: self.depth,
            alignment,
            target: None,
            language: None,
        };
        self.nodes.push(Node::Paragraph(paragraph));
    }

    /// The style of plain text where the writer is.
    fn text_style(&self) -> Style {
        match (self.card, self.depth, &self.item) {
            _ if self.quoted => Style::Quote,
            (Some((card, _)), 0, _) => Style::Card(card),
            (Some((card, _)), 1.., _) => Style::CardItem(card),
            (None, 0, _) => Style::Normal,
            (None, 1.., Some((_, Marker::Number))) => Style::ListNumber,
            (None, 1.., Some(_)) => Style::ListBullet,
            (None, 1.., None) => Style::ListContinue,
        }
    }

    /// A heading of the level where the writer is.
    fn heading(&mut self, place: Place, runs: Vec<Run>) {
        let level = self.level.min(6);
        self.paragraph(Style::Heading(level), place, runs);
    }

    /// Writes what stands under a heading.
    fn under_heading(&mut self, content: impl FnOnce(&mut Self)) {
        self.level += 1;
        content(self);
        self.level -= 1;
    }

    /// Writes what stands in a card.
    fn in_card(&mut self, card: Card, content: impl FnOnce(&mut Self)) {
        self.cards += 1;
        let before = (self.card.replace((card, self.cards)), std::mem::take(&mut self.depth), std::mem::take(&mut self.quoted));
        content(self);
        (self.card, self.depth, self.quoted) = before;
    }

    /// Makes a new list; nothing of it is written yet.
    fn list(&mut self, marker: Marker, start: u32) -> usize {
        self.lists.push(List { marker, level: self.depth.min(8), start });
        self.lists.len() - 1
    }

    /// Writes an item of a list: its first paragraph gets the marker.
    fn item(&mut self, list: usize, content: impl FnOnce(&mut Self)) {
        let List { marker, level, start: _ } = self.lists[list];
        self.item = Some((Item { list, level }, marker));
        self.depth += 1;
        content(self);
        self.depth -= 1;
        self.item = None;
    }

    /// What a function writes, apart from the rest.
    fn apart(&mut self, content: impl FnOnce(&mut Self)) -> Vec<Node> {
        let before = std::mem::take(&mut self.nodes);
        content(self);
        std::mem::replace(&mut self.nodes, before)
    }

    /// Names the last paragraph, so that links lead to it.
    fn name_last(&mut self, target: String) {
        if let Some(Node::Paragraph(paragraph)) = self.nodes.last_mut() {
            paragraph.target = Some(target);
        }
    }

    fn say(&self, key: &str) -> String {
        self.messages.get(key)
    }

    /// A message around a text of the author's.
    fn around(&self, key: &str, name: &'static str, value: Vec<Run>) -> Vec<Run> {
        const MARK: &str = "\u{e000}";
        let message = self.messages.format(key, [(name, MARK.into())]);
        let (before, after) = message.split_once(MARK).unwrap_or((&message, ""));
        let mut runs = added(before);
        runs.extend(value);
        runs.extend(added(after));
        runs
    }

    /// A message around a value of the library's.
    fn say_of(&self, key: &str, name: &'static str, value: &str) -> Vec<Run> {
        self.library_words(&self.messages.format(key, [(name, value.to_owned().into())]))
    }

    fn dated(&self, key: &str, date: Date) -> Vec<Run> {
        self.say_of(key, "date", &self.messages.date(date))
    }

    /// Words of the library's, with links of the addresses in them.
    fn library_words(&self, text: &str) -> Vec<Run> {
        self.linked(text, From::Library, Look::default())
    }

    /// A line of the page's front matter.
    fn line(&self, line: &pamphlet_core::value::Line) -> Vec<Run> {
        self.linked(line.as_str(), From::Author, Look::default())
    }

    fn leave_out(&mut self, what: impl Into<String>, why: &str) {
        let omission = Omission::new(what, why);
        if !self.omissions.contains(&omission) {
            self.omissions.push(omission);
        }
    }

    /// The language of what is said on the page, where it isn't the page's.
    fn whose(&self, by: By) -> Option<LanguageTag> {
        let language = &self.library.site().language;
        match by {
            By::Page => None,
            By::Library => (*language != self.page.id.language).then(|| language.clone()),
        }
    }

    /// Several values as one text: "a, b".
    fn listed(&self, values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        let values: Vec<String> = values.into_iter().map(|value| value.as_ref().to_owned()).collect();
        values.join(&self.say("list-separator"))
    }

    /// The name under which a picture is shown; none if it can't be.
    fn shown(&mut self, path: &MediaPath) -> Option<(u32, u32)> {
        if let Some(shown) = self.pictures.get(path) {
            return Some(shown.size);
        }
        let shown = match self.library.media(path).map(|media| picture::shown(path, media)) {
            Some(Ok(shown)) => shown,
            Some(Err(why)) => {
                self.leave_out(format!("the picture `{path}`"), why);
                return None;
            }
            None => {
                self.leave_out(format!("the picture `{path}`"), "the library doesn’t hold it");
                return None;
            }
        };
        let size = shown.size;
        self.pictures.insert(path.clone(), shown);
        Some(size)
    }
}

/// A text of the library's own; nothing if it's empty.
fn added(text: &str) -> Vec<Run> {
    run(text, From::Library, Look::default()).into_iter().collect()
}

/// The same in bold.
fn strong(text: &str) -> Vec<Run> {
    run(text, From::Library, Look { is_strong: true, ..Look::default() }).into_iter().collect()
}

fn run(text: &str, from: From, look: Look) -> Option<Run> {
    (!text.is_empty()).then(|| Run { piece: Piece::Text(text.to_owned()), from, look, language: None, to: None })
}

/// The same runs, leading somewhere.
fn leading(runs: Vec<Run>, to: Option<&str>) -> Vec<Run> {
    let Some(to) = to else { return runs };
    runs.into_iter().map(|run| Run { to: run.to.or_else(|| Some(Target::Web(to.to_owned()))), ..run }).collect()
}

/// The same runs in a language.
fn spoken(runs: Vec<Run>, language: Option<&LanguageTag>) -> Vec<Run> {
    let Some(language) = language else { return runs };
    runs.into_iter().map(|run| Run { language: run.language.or_else(|| Some(language.clone())), ..run }).collect()
}

fn place(pointer: impl Into<String>) -> Place {
    Place::Page(pointer.into())
}
