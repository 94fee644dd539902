//! A page, or some of its sections, to stand inside a host's page.
#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::BTreeSet;

use pamphlet_core::{
    Library, Omission, Rendered,
    advice::{self, Excerpt, Keep, Part},
    elements::{BodyPart, Element, elements},
    model::Page,
    value::Anchor,
};

use crate::{
    body::{Setting, Writer},
    links::{LinkTarget, Links, canonical, page_path, within_site},
    markup::Prefixes,
    options::{Fragment, Options, Parts},
    page::{Text, setting, works},
    theme::Error,
};

pub(crate) fn render(library: &Library, page: &Page, options: &Options, fragment: &Fragment) -> Result<Rendered<String>, Error> {
    let mut omissions =
        vec![Omission::new("data for machines (JSON-LD)", "it describes a whole page, and a fragment is part of its host's")];
    let reduced = match &fragment.parts {
        Parts::Whole => None,
        Parts::Sections(anchors) => {
            let Excerpt { page, omissions: left_out } = choose(page, anchors)?;
            omissions.extend(left_out);
            Some(page)
        }
    };
    let shown = reduced.as_ref().unwrap_or(page);
    let mut all = elements(library, shown);
    if reduced.is_some() {
        let before = all.len();
        all.retain(belongs_to_sections);
        if all.len() < before {
            omissions.push(Omission::new("the page's heading, contact and other parts", "only some sections were asked for"));
        }
    }
    let cited = works(&all);
    let links = links(library, shown, fragment);
    let contact_form = options.theme.contact(shown)?;
    let mut writer = Writer::new(Setting {
        prefixes: Prefixes { class: fragment.class_prefix.clone(), id: fragment.id_prefix.clone() },
        heading_offset: fragment.heading_offset,
        ..setting(library, shown, options, &*links, cited, &contact_form)
    });
    let language = page.id.language.clone();
    let attributes = [("class", "fragment"), ("lang", language.as_str()), ("dir", language.direction().as_str())];
    if reduced.is_some() {
        writer.element("div", &attributes, |w| {
            w.element("div", &[("class", "page")], |w| {
                w.element("div", &[("class", "text")], |w| {
                    w.pieces(&all);
                });
            });
        });
    } else {
        let text = Text::write(&mut writer, &all);
        omissions.push(Omission::new("breadcrumb", "a fragment stands in a page that says itself where it is"));
        writer.element("div", &attributes, |w| text.article(w));
    }
    omissions.extend(std::mem::take(&mut writer.omissions));
    Ok(Rendered { output: writer.take(), omissions })
}

/// The page with the chosen sections, and with the advice of the others.
fn choose(page: &Page, anchors: &[Anchor]) -> Result<Excerpt, Error> {
    if let Some(missing) = anchors.iter().find(|anchor| !page.all_sections().any(|section| section.anchor() == **anchor)) {
        return Err(Error::NoSection { section: missing.to_string(), page: page.id.to_string() });
    }
    Ok(advice::excerpt(page, "only some sections were asked for", &mut |part| match part {
        Part::Section(section, _) if anchors.contains(&section.anchor()) => Keep::Whole,
        Part::Opening | Part::Section(..) => Keep::Advice,
    }))
}

/// Whether an element goes wherever a section of its page goes: how the review stands, and what must be read with the text.
fn belongs_to_sections(element: &Element<'_>) -> bool {
    match element {
        Element::Status(_)
        | Element::Review(_)
        | Element::MedicalFirst(_)
        | Element::Body(BodyPart::Opening(_) | BodyPart::Section(_))
        | Element::Terms(_)
        | Element::Sources(_)
        | Element::Disclaimer(_) => true,
        Element::Publisher(_)
        | Element::Collections(_)
        | Element::Audience(_)
        | Element::Headline(_)
        | Element::Names(_)
        | Element::Approach(_)
        | Element::Summary(_)
        | Element::ReadingTime(_)
        | Element::Question(_)
        | Element::Searched(_)
        | Element::GivenBy(_)
        | Element::Facts(_)
        | Element::Introduction(..)
        | Element::Chapters(_)
        | Element::Listing(_)
        | Element::Questions(_)
        | Element::Diary(_)
        | Element::Contacts(..)
        | Element::TrustPoints(_)
        | Element::Support(_)
        | Element::Related(_)
        | Element::Authors(_)
        | Element::Codes(_)
        | Element::Funding(_)
        | Element::Conflicts(_)
        | Element::Published(_)
        | Element::Modified(_)
        | Element::Version(_)
        | Element::Region(_)
        | Element::Translation(_)
        | Element::Rights(_)
        | Element::Feedback(_) => false,
    }
}

/// Links of a fragment: to the same page inside the fragment where the place is in it, to the library's site else.
fn links<'a>(library: &'a Library, shown: &'a Page, fragment: &'a Fragment) -> Box<dyn Fn(LinkTarget<'_>) -> Option<String> + 'a> {
    let path = page_path(library, &shown.id);
    let inside: BTreeSet<Anchor> = shown
        .all_sections()
        .flat_map(|section| section.questions.iter().map(pamphlet_core::model::Question::anchor).chain([section.anchor()]))
        .collect();
    Box::new(move |target| {
        let address = |to: &str| match &fragment.root {
            Some(root) => Some(format!("{}/{to}", root.trim_end_matches('/'))),
            None => canonical(library, to),
        };
        let within: Links<'_> = &within_site(library, &path, &fragment.id_prefix);
        match target {
            LinkTarget::Page { page, anchor: Some(anchor) } if page.id == shown.id && inside.contains(anchor) => within(target),
            LinkTarget::Page { page, anchor } => {
                let page = address(&page_path(library, &page.id));
                let with_anchor = |page: String| anchor.map_or(page.clone(), |anchor| format!("{page}#{anchor}"));
                page.map(with_anchor).or_else(|| within(target))
            }
            LinkTarget::Media(media) => address(media.as_str()).or_else(|| within(target)),
            LinkTarget::Term(_) | LinkTarget::Source { .. } => within(target),
        }
    })
}
