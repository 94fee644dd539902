//! The body of a page or a chapter: one writer for the web and for books.
//!
//! What differs between them is said where it differs, by a match on [`Medium`].

mod advice;
mod block;
mod element;
mod figure;
mod icon;
mod inline;
mod matter;
mod review;
mod risk;
mod schedule;
mod section;
mod steps;
mod table;
mod whose;

use std::{collections::BTreeMap, rc::Rc};

use pamphlet_core::{
    Library, Omission,
    bibliography::Cited,
    contact_points::{self, ContactPoint, Part},
    messages::Messages,
    model::{Inlines, Page},
    value::{CitationKey, Date, Direction},
};

use crate::{
    links::{LinkTarget, Links},
    markup::{Attribute, Markup, Prefixes, Syntax, escape, is_permitted_address},
    options::{CLASS_PREFIX, Download, Picture},
    site::Search,
};

/// A function that writes a piece of markup.
pub(crate) type Piece<'p, W> = &'p mut dyn FnMut(&mut W);

/// What a body is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Medium {
    /// A browser.
    Web,
    /// A book: no disclosure, EPUB's own semantics besides ARIA's (EPUB 3.3 § 5.2.2).
    Book,
}

/// A heading of a body, for lists of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its level: 1 is the page's own.
    pub level: u8,
    /// The id of what it heads.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A place in the text that refers to a work, for links back from the list of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteReference {
    /// The work.
    pub key: CitationKey,
    /// The id of the link in the text.
    pub id: String,
}

/// What a body is written with.
pub(crate) struct Setting<'a> {
    pub(crate) library: &'a Library,
    pub(crate) page: &'a Page,
    pub(crate) medium: Medium,
    pub(crate) today: Date,
    /// Whether the page is one that a search finds.
    pub(crate) search: Search,
    pub(crate) links: Links<'a>,
    pub(crate) cited: &'a Cited,
    pub(crate) prefixes: Prefixes,
    pub(crate) heading_offset: u8,
    pub(crate) downloads: &'a [Download],
    /// What the handout looks like, to stand beside the downloads.
    pub(crate) handout_picture: Option<&'a Picture>,
    /// Markup of the theme's that stands below the contact details.
    pub(crate) contact_form: &'a str,
}

impl<'a> Setting<'a> {
    /// The setting of a page of a site on its own, with nothing to take along.
    pub(crate) fn new(library: &'a Library, page: &'a Page, today: Date, links: Links<'a>, cited: &'a Cited) -> Self {
        Self {
            library,
            page,
            medium: Medium::Web,
            today,
            search: Search::None,
            links,
            cited,
            prefixes: Prefixes { class: CLASS_PREFIX.to_owned(), id: String::new() },
            heading_offset: 0,
            downloads: &[],
            handout_picture: None,
            contact_form: "",
        }
    }
}

/// What becomes of the addresses and telephone numbers in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Addresses {
    /// Links around exactly their words.
    Links,
    /// Words: inside a link, a heading that's listed elsewhere, a name.
    Words,
}

/// Writes a body, piece by piece.
pub(crate) struct Writer<'a> {
    pub(crate) markup: Markup,
    pub(crate) setting: Setting<'a>,
    pub(crate) messages: &'a Messages,
    /// The level of the heading that the writer is under.
    level: u8,
    pub(crate) headings: Vec<Heading>,
    pub(crate) references: Vec<NoteReference>,
    /// How often the text has cited each work so far, by the work's place.
    times_cited: BTreeMap<usize, usize>,
    /// Notes that the text has referred to, until [`Writer::notes`] writes them.
    notes: Vec<&'a Inlines>,
    pub(crate) omissions: Vec<Omission>,
    /// Whether addresses in a text become links where the writer is.
    addresses: Addresses,
    /// The region whose telephone numbers the page has.
    region: Option<String>,
    /// How many ids the writer has made up.
    made_up: usize,
    /// Messages with marks for their values: a list says the same of each entry.
    patterns: BTreeMap<&'static str, Rc<str>>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(setting: Setting<'a>) -> Self {
        let syntax = match setting.medium {
            Medium::Web => Syntax::Html,
            Medium::Book => Syntax::Xhtml,
        };
        Self {
            markup: Markup::new(syntax, setting.page.id.language.direction(), &setting.prefixes),
            messages: setting.library.messages(&setting.page.id.language),
            region: contact_points::region_of(setting.library, setting.page),
            addresses: Addresses::Links,
            setting,
            level: 1,
            headings: Vec::new(),
            references: Vec::new(),
            times_cited: BTreeMap::new(),
            notes: Vec::new(),
            omissions: Vec::new(),
            made_up: 0,
            patterns: BTreeMap::new(),
        }
    }

    /// What has been written since the last time.
    pub(crate) fn take(&mut self) -> String {
        std::mem::take(&mut self.markup.out)
    }

    pub(crate) fn element(&mut self, tag: &str, attributes: &[Attribute<'_>], content: impl FnOnce(&mut Self)) {
        self.markup.open(tag, attributes);
        content(self);
        self.markup.close(tag);
    }

    /// An element of plain text.
    pub(crate) fn line(&mut self, tag: &str, attributes: &[Attribute<'_>], text: &str) {
        self.element(tag, attributes, |w| w.markup.text(text));
    }

    /// A text of the author's or the library's: whoever reads on a telephone can't copy an address in it easily, and so it's a link.
    pub(crate) fn words(&mut self, text: &str) {
        match self.addresses {
            Addresses::Words => self.markup.text(text),
            Addresses::Links => {
                for Part { words, to } in contact_points::parts(text, self.region.as_deref()) {
                    match to.as_ref().map(ContactPoint::href).filter(|address| is_permitted_address(address)) {
                        Some(address) => self.reached_in_text(address, words),
                        None => self.markup.text(words),
                    }
                }
            }
        }
    }

    /// Writes what can't hold links.
    pub(crate) fn without_links(&mut self, content: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.addresses, Addresses::Words);
        content(self);
        self.addresses = before;
    }

    /// A heading under the one that the writer is under. Levels come from the tree and stop at 6 (WCAG 1.3.1).
    pub(crate) fn heading(&mut self, attributes: &[Attribute<'_>], content: impl FnOnce(&mut Self)) {
        let tag = self.heading_tag(self.level + 1);
        self.element(tag, attributes, content);
    }

    fn heading_tag(&self, level: u8) -> &'static str {
        match level.saturating_add(self.setting.heading_offset) {
            0 | 1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            6.. => "h6",
        }
    }

    /// Writes what stands under a heading.
    pub(crate) fn under_heading(&mut self, content: impl FnOnce(&mut Self)) {
        self.level += 1;
        content(self);
        self.level -= 1;
    }

    /// A part with a heading of the renderer's own, listed in the contents.
    pub(crate) fn part(&mut self, id: &str, class: &str, heading: &str, content: impl FnOnce(&mut Self)) {
        self.headings.push(Heading { level: self.level + 1, id: id.to_owned(), text: heading.to_owned() });
        let semantics = match class {
            "notes" | "sources" => Some(("doc-endnotes", "endnotes")),
            "terms" => Some(("doc-glossary", "glossary")),
            _ => None,
        };
        let mut attributes = vec![("class", class)];
        if let Some((role, epub_type)) = semantics {
            attributes.push(("role", role));
            match self.setting.medium {
                Medium::Web => {}
                Medium::Book => attributes.push(("epub:type", epub_type)),
            }
        }
        self.element("section", &attributes, |w| {
            w.heading(&[("id", id)], |w| w.markup.text(heading));
            w.under_heading(content);
        });
    }

    /// An id that no author can have written: theirs have no `_`.
    fn make_up_id(&mut self, what: &str) -> String {
        self.made_up += 1;
        format!("p_{what}_{}", self.made_up)
    }

    /// The address of a target, if there is one that may be written.
    fn address(&mut self, target: LinkTarget<'_>) -> Option<String> {
        let address = (self.setting.links)(target)?;
        if is_permitted_address(&address) {
            return Some(address);
        }
        self.omissions
            .push(Omission::new(format!("the link to `{address}`"), "it leads to none of https, http, mailto, tel or a relative place"));
        None
    }

    /// A link, or the words alone where there's nowhere to lead.
    pub(crate) fn anchor(&mut self, address: Option<&str>, attributes: &[Attribute<'_>], content: impl FnOnce(&mut Self)) {
        match address {
            Some(address) => {
                let attributes: Vec<_> = std::iter::once(("href", address)).chain(attributes.iter().copied()).collect();
                self.element("a", &attributes, |w| w.without_links(content));
            }
            None => content(self),
        }
    }

    /// Whether the page's lines begin at the right.
    fn runs_from_right(&self) -> bool {
        match self.setting.page.id.language.direction() {
            Direction::RightToLeft => true,
            Direction::LeftToRight => false,
        }
    }

    /// A number to ring, or an address. It runs from the left in every language, or its parts would change places: see also [`Markup::text`].
    pub(crate) fn reached(&mut self, address: &str, shown: &str) {
        let from_left: &[Attribute<'_>] = if self.runs_from_right() { &[("dir", "ltr")] } else { &[] };
        self.anchor(Some(address), from_left, |w| w.markup.text(shown));
    }

    /// The same in a text. Its address is what is read: on paper, none is printed after it.
    fn reached_in_text(&mut self, address: &str, shown: &str) {
        let attributes: &[Attribute<'_>] =
            if self.runs_from_right() { &[("class", "address"), ("dir", "ltr")] } else { &[("class", "address")] };
        self.anchor(Some(address), attributes, |w| escape(shown, &mut w.markup.out));
    }

    pub(crate) fn message(&mut self, key: &str) {
        let text = self.messages.get(key);
        self.markup.text(&text);
    }

    /// A message of which some values are markup: a date in a `time` element, a link.
    pub(crate) fn message_with<const N: usize>(&mut self, key: &'static str, values: [(&'static str, Piece<'_, Self>); N]) {
        // Characters of the private use area stand in for the values, wherever the language puts them.
        const FIRST: char = '\u{e000}';
        let stand_ins = (FIRST..).map(|mark| mark.to_string());
        let (names, mut writers): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        let pattern = self.patterns.entry(key).or_insert_with(|| {
            let mut named = names.into_iter().zip(stand_ins.map(Into::into));
            self.messages.format(key, [(); N].map(|()| named.next().expect("each name has a mark"))).into()
        });
        let text = Rc::clone(pattern);
        let mut from = 0;
        for (at, mark) in text.match_indices(|c| c >= FIRST) {
            let place = mark.chars().next().and_then(|c| usize::try_from(u32::from(c) - u32::from(FIRST)).ok());
            if let Some(write) = place.and_then(|place| writers.get_mut(place)) {
                self.markup.text(&text[from..at]);
                write(self);
                from = at + mark.len();
            }
        }
        self.markup.text(&text[from..]);
    }

    fn time(&mut self, date: Date) {
        let text = self.messages.date(date);
        self.line("time", &[("datetime", &date.to_string())], &text);
    }

    /// Names joined as the language joins them.
    fn names<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> String {
        let separator = self.messages.get("list-separator");
        names.into_iter().collect::<Vec<_>>().join(&separator)
    }
}
