#![deny(clippy::wildcard_enum_match_arm)]

use minijinja::Value;
use pamphlet_core::{
    Library, Omission, Rendered,
    bibliography::Cited,
    elements::{BodyPart, Element, elements},
    model::{HealthAspect, Page},
    value::LanguageTag,
};
use serde::Serialize;

use crate::{
    body::{Heading, Medium, Setting, Writer},
    json_ld,
    links::{canonical, home_path, page_path, relative, within_site},
    markup::Prefixes,
    options::{CLASS_PREFIX, Form, Options},
    theme::{Error, STYLESHEET_PATH},
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
    let path = page_path(library, &page.id);
    let (prefixes, heading_offset) = match &options.form {
        Form::Document => (Prefixes { class: CLASS_PREFIX.to_owned(), id: String::new() }, 0),
        Form::Fragment(fragment) => {
            (Prefixes { class: fragment.class_prefix.clone(), id: fragment.id_prefix.clone() }, fragment.heading_offset)
        }
    };
    let all = elements(library, page);
    let no_works = Cited::default();
    let cited = all.iter().find_map(works).unwrap_or(&no_works);
    let id_prefix = prefixes.id.clone();
    let links = within_site(library, &path, &id_prefix);
    let mut writer = Writer::new(Setting {
        library,
        page,
        medium: Medium::Web,
        today: options.today,
        links: &links,
        cited,
        prefixes,
        heading_offset,
        downloads: &options.downloads,
    });
    let text = Text::write(&mut writer, &all);
    let article = text.article(&mut writer);
    let omissions = std::mem::take(&mut writer.omissions);
    let output = match &options.form {
        Form::Document => {
            writer.markup.out.push_str(&text.breadcrumb);
            writer.element("main", &[("id", "p_main"), ("class", "main")], |w| w.markup.out.push_str(&article));
            let main = writer.take();
            let description = page.summary.as_str();
            let shell = Shell {
                title: format!("{} – {}", page.title, library.site().title),
                description,
                canonical: canonical(library, &path),
                alternates: alternates(library, page),
                json_ld: Some(Value::from_safe_string(json_ld::of_page(library, page, cited))),
                ..Shell::new(library, &page.id.language, &path, options, &main)
            };
            options.theme.fill(&shell, &main)?
        }
        Form::Fragment(_) => {
            let language = page.id.language.clone();
            let attributes = [("class", "fragment"), ("lang", language.as_str()), ("dir", language.direction().as_str())];
            writer.element("div", &attributes, |w| w.markup.out.push_str(&article));
            writer.take()
        }
    };
    let mut omissions = omissions;
    if matches!(options.form, Form::Fragment(_)) {
        if !text.breadcrumb.is_empty() {
            omissions.push(Omission::new("breadcrumb", "a fragment stands in a page that says itself where it is"));
        }
        omissions.push(Omission::new("data for machines (JSON-LD)", "it describes a whole page, and a fragment is part of its host's"));
    }
    Ok(Rendered { output, omissions })
}

/// The works that a page cites: formatting them takes longer than all the rest, so it isn't done twice.
fn works<'e>(element: &'e Element<'_>) -> Option<&'e Cited> {
    if let Element::Sources(cited) = element { Some(cited) } else { None }
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
        | Element::GivenBy(_) => Place::Top,
        Element::Body(BodyPart::Opening(_)) => Place::Lead,
        Element::Body(BodyPart::Section(section)) if section.aspect == Some(HealthAspect::SeeDoctor) => Place::Lead,
        Element::Body(BodyPart::Section(_)) => Place::Body,
        Element::Introduction(..)
        | Element::Chapters(_)
        | Element::Listing(_)
        | Element::Questions(_)
        | Element::Diary(_)
        | Element::Contact(_)
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
struct Text {
    breadcrumb: String,
    top: String,
    lead: String,
    body: String,
    after: String,
    about: String,
    headings: Vec<Heading>,
}

impl Text {
    fn write<'a>(writer: &mut Writer<'a>, all: &[Element<'a>]) -> Self {
        let mut text = Self::default();
        let mut has_notes = false;
        for element in all {
            // The works that notes cite need their links back.
            if matches!(element, Element::Sources(_)) {
                writer.notes();
                has_notes = true;
            }
            let place = place(element);
            if place == Place::About {
                writer.under_heading(|w| w.piece(element));
            } else {
                writer.piece(element);
            }
            if matches!(element, Element::ReadingTime(_)) {
                writer.translations();
                writer.downloads();
            }
            let written = writer.take();
            match place {
                Place::Breadcrumb => text.breadcrumb.push_str(&written),
                Place::Top => text.top.push_str(&written),
                Place::Lead => text.lead.push_str(&written),
                Place::Body => text.body.push_str(&written),
                Place::After => text.after.push_str(&written),
                Place::About => text.about.push_str(&written),
            }
        }
        if !has_notes {
            writer.notes();
            text.after.push_str(&writer.take());
        }
        text.headings = std::mem::take(&mut writer.headings);
        text
    }

    fn article(&self, writer: &mut Writer<'_>) -> String {
        let Self { breadcrumb: _, top, lead, body, after, about, headings } = self;
        let sections: Vec<Heading> = headings.iter().filter(|heading| heading.level == 2).cloned().collect();
        let has_contents = sections.len() >= SECTIONS_FOR_CONTENTS;
        let class = if has_contents { "page page-with-contents" } else { "page" };
        writer.element("article", &[("class", class)], |w| {
            w.element("div", &[("class", "top")], |w| w.markup.out.push_str(top));
            if !lead.is_empty() {
                w.element("div", &[("class", "lead")], |w| w.markup.out.push_str(lead));
            }
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
        writer.take()
    }
}

/// What a theme's template fills in.
#[derive(Debug, Serialize)]
pub(crate) struct Shell<'s> {
    pub(crate) language: &'s str,
    pub(crate) direction: &'static str,
    pub(crate) title: String,
    pub(crate) description: &'s str,
    pub(crate) canonical: Option<String>,
    pub(crate) alternates: Vec<Alternate>,
    pub(crate) stylesheet: String,
    pub(crate) home: String,
    pub(crate) site: &'s str,
    pub(crate) publisher: &'s str,
    pub(crate) logo: Option<String>,
    pub(crate) skip: String,
    pub(crate) main: Value,
    pub(crate) json_ld: Option<Value>,
}

/// The page in one of its languages.
#[derive(Debug, Serialize)]
pub(crate) struct Alternate {
    language: String,
    address: String,
}

impl<'s> Shell<'s> {
    pub(crate) fn new(library: &'s Library, language: &'s LanguageTag, path: &str, options: &Options, main: &str) -> Self {
        let site = library.site();
        Self {
            language: language.as_str(),
            direction: language.direction().as_str(),
            title: site.title.to_string(),
            description: site.summary.as_ref().map_or("", |summary| summary.as_str()),
            canonical: canonical(library, path),
            alternates: Vec::new(),
            stylesheet: options.stylesheet.clone().unwrap_or_else(|| relative(path, STYLESHEET_PATH)),
            home: relative(path, &home_path(library, language)),
            site: site.title.as_str(),
            publisher: site.publisher.name.as_str(),
            logo: site.publisher.logo.as_ref().map(|logo| relative(path, logo.as_str())),
            skip: library.messages(language).get("skip-link"),
            main: Value::from_safe_string(main.to_owned()),
            json_ld: None,
        }
    }
}

/// The page's addresses in each of its languages, itself included, as search engines want them (hreflang).
fn alternates(library: &Library, page: &Page) -> Vec<Alternate> {
    let all: Vec<_> = library.translations(&page.id.path).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let alternate = |page: &&Page| {
        let address = canonical(library, &page_path(library, &page.id))?;
        Some(Alternate { language: page.id.language.to_string(), address })
    };
    all.iter().filter_map(alternate).collect()
}
