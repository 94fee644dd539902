#![deny(clippy::wildcard_enum_match_arm)]

use std::sync::LazyLock;

use minijinja::Value;
use pamphlet_core::{
    Library, Omission, Rendered,
    advice::is_about_help,
    bibliography::Cited,
    elements::{BodyPart, Element, elements},
    model::{BookAccessibility, BookSubjects, Guide, Page, Subject},
};

use crate::{
    body::{Heading, Setting, Writer},
    fragment, json_ld,
    links::{Links, page_path, within_site},
    options::{Form, Menu, Options},
    shell::{Shell, alternates, translations},
    site::Search,
    theme::{Error, Template},
};

/// From this many sections on a page has a list of them.
const SECTIONS_FOR_CONTENTS: usize = 4;

/// Writes a page.
///
/// Links are relative to the page's place in the output tree ([`page_path`](crate::page_path)).
///
/// # Errors
/// If the theme's template is wrong, or leaves out the text.
pub fn render(library: &Library, page: &Page, options: &Options) -> Result<Rendered<String>, Error> {
    match &options.form {
        Form::Document => render_with(&options.theme.template()?, library, page, options),
        Form::Fragment(fragment) => fragment::render(library, page, options, fragment),
    }
}

/// Writes a whole document with a template that has been read before.
pub(crate) fn render_with(template: &Template<'_>, library: &Library, page: &Page, options: &Options) -> Result<Rendered<String>, Error> {
    let path = page_path(library, &page.id);
    let all = elements(library, page);
    let minutes = all.iter().find_map(minutes).unwrap_or_default();
    let cited = works(&all);
    let links = within_site(library, &path, "");
    let contact_form = options.theme.contact(page)?;
    let search = match options.menu {
        Menu::Home | Menu::AToZ => Search::None,
        Menu::AToZAndSearch => Search::Index,
    };
    let mut writer = Writer::new(Setting { search, ..setting(library, page, options, &links, cited, &contact_form) });
    let text = Text::write(&mut writer, &all);
    writer.markup.out.push_str(&text.breadcrumb);
    writer.element("main", &[("id", "p_main"), ("class", "main")], |w| text.article(w));
    let main = writer.take();
    let shell = Shell {
        title: format!("{} – {}", page.title, library.site().title),
        description: page.summary.as_str(),
        alternates: alternates(library, translations(library, page)),
        json_ld: Some(Value::from_safe_string(json_ld::of_page(library, page, cited, minutes))),
        ..Shell::new(library, &page.id.language, &path, options)
    };
    let picture = options.pictures.social.as_ref().or(options.pictures.handout.as_ref());
    let shell = shell.with_open_graph(library, page.headline().as_str(), &path, "article", picture);
    let mut omissions = writer.omissions;
    omissions.extend(of_the_book(page));
    Ok(Rendered { output: template.fill(&shell, &main)?, omissions })
}

/// What a guide's page leaves to its book.
fn of_the_book(page: &Page) -> Option<Omission> {
    let Subject::Guide(Guide { subtitle, isbn, print_isbn, cover, series, subjects, contributors, accessibility, parts: _ }) =
        &page.subject
    else {
        return None;
    };
    let is_said = subtitle.is_some()
        || isbn.is_some()
        || print_isbn.is_some()
        || cover.is_some()
        || series.is_some()
        || subjects != &BookSubjects::default()
        || !contributors.is_empty()
        || accessibility != &BookAccessibility::default();
    is_said.then(|| {
        Omission::new("subtitle, ISBN, cover, series, subjects, contributors, accessibility", "they are the book's, which says them")
    })
}

/// How a page is written for the web, by the options.
pub(crate) fn setting<'a>(
    library: &'a Library,
    page: &'a Page,
    options: &'a Options,
    links: Links<'a>,
    cited: &'a Cited,
    contact_form: &'a str,
) -> Setting<'a> {
    Setting {
        contact_form,
        downloads: &options.downloads,
        handout_picture: options.pictures.handout.as_ref(),
        ..Setting::new(library, page, options.today, links, cited)
    }
}

/// The works that a page cites: formatting them takes longer than all the rest, so it isn't done twice.
pub(crate) fn works<'e>(all: &'e [Element<'_>]) -> &'e Cited {
    static NONE: LazyLock<Cited> = LazyLock::new(Cited::default);
    all.iter().find_map(|element| if let Element::Sources(cited) = element { Some(cited) } else { None }).unwrap_or(&NONE)
}

/// The minutes that a page takes to read.
fn minutes(element: &Element<'_>) -> Option<u16> {
    if let Element::ReadingTime(minutes) = element { Some(*minutes) } else { None }
}

/// Where on a page an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Breadcrumb,
    Top,
    /// Before the list of contents: on a telephone nothing may come before when to get help.
    Lead,
    Body,
    After,
    About,
}

fn place(element: &Element<'_>) -> Place {
    match element {
        Element::Collections(_) => Place::Breadcrumb,
        Element::Audience(_)
        | Element::Headline(_)
        | Element::Names(_)
        | Element::Approach(_)
        | Element::Status(_)
        | Element::Summary(_)
        | Element::Review(_)
        | Element::ReadingTime(_)
        | Element::MedicalFirst(_)
        | Element::Question(_)
        | Element::Searched(_)
        | Element::GivenBy(_)
        | Element::Facts(_) => Place::Top,
        Element::Body(BodyPart::Opening(_)) => Place::Lead,
        Element::Body(BodyPart::Section(section)) if is_about_help(section) => Place::Lead,
        Element::Body(BodyPart::Section(_)) => Place::Body,
        Element::Introduction(..)
        | Element::Chapters(_)
        | Element::Listing(_)
        | Element::Questions(_)
        | Element::Diary(_)
        | Element::Contacts(..)
        | Element::TrustPoints(_)
        | Element::Support(_)
        | Element::Related(_)
        | Element::Terms(_)
        | Element::Sources(_) => Place::After,
        Element::Publisher(_)
        | Element::Authors(_)
        | Element::Disclaimer(_)
        | Element::Codes(_)
        | Element::Funding(_)
        | Element::Conflicts(_)
        | Element::Published(_)
        | Element::Modified(_)
        | Element::Version(_)
        | Element::Region(_)
        | Element::Translation(_)
        | Element::Rights(_)
        | Element::Feedback(_) => Place::About,
    }
}

/// A page's text, by place.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) breadcrumb: String,
    top: String,
    lead: String,
    /// After the lead: to take the page along can wait until the reader knows when to get help.
    downloads: String,
    body: String,
    after: String,
    about: String,
    headings: Vec<Heading>,
}

impl Text {
    pub(crate) fn write<'a>(writer: &mut Writer<'a>, all: &[Element<'a>]) -> Self {
        // Those of most pages fit: a text that grows is copied each time.
        let [top, after, about] = [(); 3].map(|()| String::with_capacity(4 << 10));
        let mut text = Self { top, body: String::with_capacity(16 << 10), after, about, ..Self::default() };
        let mut has_notes = false;
        if !all.iter().any(|element| place(element) == Place::Breadcrumb) {
            // A page of no topic stands below the home page.
            text.put(Place::Breadcrumb, writer, |w| w.collections(&[]));
        }
        for element in all {
            // The works that notes cite need their links back.
            if matches!(element, Element::Sources(_)) {
                text.put(Place::After, writer, Writer::notes);
                has_notes = true;
            }
            let place = place(element);
            text.put(place, writer, |w| {
                if place == Place::About {
                    w.under_heading(|w| w.piece(element));
                } else {
                    w.piece(element);
                }
                if matches!(element, Element::ReadingTime(_)) {
                    w.translations();
                }
            });
            if let Element::Review(page) = element {
                text.put(Place::About, writer, |w| w.review_in_short(page));
            }
        }
        if !has_notes {
            text.put(Place::After, writer, Writer::notes);
        }
        writer.downloads();
        text.downloads = writer.take();
        text.headings = std::mem::take(&mut writer.headings);
        text
    }

    /// Writes something at a place.
    fn put<'a>(&mut self, place: Place, writer: &mut Writer<'a>, write: impl FnOnce(&mut Writer<'a>)) {
        let text = match place {
            Place::Breadcrumb => &mut self.breadcrumb,
            Place::Top => &mut self.top,
            Place::Lead => &mut self.lead,
            Place::Body => &mut self.body,
            Place::After => &mut self.after,
            Place::About => &mut self.about,
        };
        std::mem::swap(&mut writer.markup.out, text);
        write(writer);
        std::mem::swap(&mut writer.markup.out, text);
    }

    pub(crate) fn article(&self, writer: &mut Writer<'_>) {
        let Self { breadcrumb: _, top, lead, downloads, body, after, about, headings } = self;
        // All of it, and the elements around the parts: a text that grows is copied each time.
        writer.markup.out.reserve(2_000 + [top, lead, downloads, body, after, about].map(String::len).iter().sum::<usize>());
        let sections: Vec<Heading> = headings.iter().filter(|heading| heading.level == 2).cloned().collect();
        let has_contents = sections.len() >= SECTIONS_FOR_CONTENTS;
        let class = if has_contents { "page page-with-contents" } else { "page" };
        writer.element("article", &[("class", class)], |w| {
            w.element("div", &[("class", "top")], |w| w.markup.out.push_str(top));
            if !lead.is_empty() {
                w.element("div", &[("class", "lead")], |w| w.markup.out.push_str(lead));
            }
            w.markup.out.push_str(downloads);
            if has_contents {
                w.contents(&sections);
            }
            w.element("div", &[("class", "text")], |w| {
                w.markup.out.push_str(body);
                w.markup.out.push_str(after);
                let heading = w.messages.get("about-page");
                w.part("p_about", "about-page", &heading, |w| w.markup.out.push_str(about));
            });
        });
    }
}
