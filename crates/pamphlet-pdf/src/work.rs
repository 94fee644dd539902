//! What is set: a page, or several pages in one file, each whole or in part.

use std::borrow::Cow;

use pamphlet_core::{
    Library, Omission,
    model::{Block, Document, HealthAspect, Page, Section},
};
use sha2::{Digest, Sha256};

use crate::{Error, Extent, Options, Unreviewed};

/// A page as it goes into a file: whole, or what was chosen of it.
#[derive(Debug)]
pub(crate) struct Chosen<'a> {
    pub page: Cow<'a, Page>,
    /// What tells this text of the page from any other.
    pub hash: String,
    /// The page as JSON, if it's to be attached.
    pub source: Option<Vec<u8>>,
    pub omissions: Vec<Omission>,
}

/// The pages of a file.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    pub shape: Shape<'a>,
    pub pages: &'a [Chosen<'a>],
}

/// How the pages stand together.
#[derive(Debug, Clone)]
pub(crate) enum Shape<'a> {
    /// There's one page.
    Handout,
    /// The pages follow one another, with one contents list, and notices and sources said once.
    Bundle { title: &'a str },
    /// The first page is a guide, and the others are the chapters of its parts: so many to each.
    Book { parts: Vec<(&'a str, usize)> },
}

impl<'a> Chosen<'a> {
    pub(crate) fn new(library: &Library, page: &'a Page, options: &Options) -> Result<Self, Error> {
        if options.unreviewed == Unreviewed::Refused && page.review_state(options.today) != pamphlet_core::model::ReviewState::Current {
            return Err(Error::Unreviewed { page: page.id.clone() });
        }
        let canonical = serde_json::to_vec(&Document::from(page.clone())).expect("a page is plain data");
        let hash = short_hash(&canonical);
        let source = match options.attachment {
            crate::Attachment::None => None,
            crate::Attachment::Source => Some(canonical),
        };
        let mut chosen = Self { page: Cow::Borrowed(page), hash, source, omissions: Vec::new() };
        match &options.extent {
            Extent::Whole => {}
            Extent::Aspects(aspects) => chosen.keep("it isn’t among the aspects asked for", |section| {
                is_urgent(section) || section.aspect.is_some_and(|aspect| aspects.contains(&aspect))
            }),
            Extent::Summary => chosen.keep("a summary has room for one page", is_urgent),
            Extent::Companions => chosen.keep("the sheets to write on stand alone", |section| {
                section.aspect == Some(HealthAspect::Recognition) && options.companions.0.contains(&crate::Companion::Checklist)
            }),
        }
        if matches!(options.extent, Extent::Summary | Extent::Companions) {
            chosen.strip(library, options);
        }
        Ok(chosen)
    }

    /// Takes away the sections that aren't wanted.
    fn keep(&mut self, why: &'static str, wanted: impl Fn(&Section) -> bool) {
        let omissions = &mut self.omissions;
        self.page.to_mut().sections.retain(|section| {
            let stays = wanted(section);
            if !stays {
                omissions.push(Omission::new(format!("the section “{}”", section.heading.plain_text()), why));
            }
            stays
        });
    }

    /// Takes away what a page has beside its text.
    fn strip(&mut self, library: &Library, options: &Options) {
        let alone = options.extent == Extent::Companions;
        let why = if alone { "the sheets to write on stand alone" } else { "a summary has room for one page" };
        let page = self.page.to_mut();
        let mut leave_out = |what: &str, is_there: bool| {
            if is_there {
                self.omissions.push(Omission::new(what, why));
            }
        };
        leave_out("related pages", !page.related.is_empty());
        leave_out("organisations that help", !page.support.is_empty());
        leave_out("the introduction", library.site().introduction.is_some());
        page.related = Default::default();
        page.support = Vec::new();
        if alone {
            leave_out("the text before the first heading", !page.opening.is_empty());
            page.opening = Vec::new();
        } else {
            leave_out("questions to ask", !page.tools.questions.is_empty());
            leave_out("the diary", page.tools.diary.is_some());
            page.tools = Default::default();
            leave_out("the text before the first heading", !page.opening.is_empty());
            page.opening = Vec::new();
            for section in page.sections.iter_mut().filter(|section| is_urgent(section)) {
                let cards: Vec<Block> = section.blocks.iter().filter(|block| matches!(block, Block::CareCard(_))).cloned().collect();
                if !cards.is_empty() {
                    leave_out("what stands beside the care cards", cards.len() < section.blocks.len() || !section.sections.is_empty());
                    section.blocks = cards;
                    section.sections = Vec::new();
                    section.questions = Vec::new();
                }
            }
        }
    }

    /// Puts a section of the whole page back in its place.
    pub(crate) fn with_section(&self, whole: &Page, index: usize) -> Self {
        let mut page = self.page.clone().into_owned();
        let added = &whole.sections[index];
        // Headings tell sections apart: what stands under one may have been shortened.
        let place = |section: &Section| whole.sections.iter().position(|other| other.heading == section.heading).unwrap_or(usize::MAX);
        page.sections.push(added.clone());
        page.sections.sort_by_key(place);
        let heading = format!("the section “{}”", added.heading.plain_text());
        let mut omissions = self.omissions.clone();
        if let Some(position) = omissions.iter().position(|omission| omission.what == heading) {
            omissions.remove(position);
        }
        Self { page: Cow::Owned(page), hash: self.hash.clone(), source: self.source.clone(), omissions }
    }
}

/// Eight digits that change when anything does, printed with the version: two printouts with the same digits say the same.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// When to get help stands in every part of a page.
fn is_urgent(section: &Section) -> bool {
    section.aspect == Some(HealthAspect::SeeDoctor)
}

/// The sections that a summary may have besides when to get help, the most wanted first.
pub(crate) fn summarized(page: &Page) -> Vec<usize> {
    const ORDER: [HealthAspect; 7] = [
        HealthAspect::Overview,
        HealthAspect::SelfCare,
        HealthAspect::Treatments,
        HealthAspect::Diagnosis,
        HealthAspect::Symptoms,
        HealthAspect::Causes,
        HealthAspect::Professionals,
    ];
    let first = |section: &Section| ORDER.iter().position(|aspect| section.aspect == Some(*aspect)).unwrap_or(ORDER.len());
    let mut all: Vec<usize> = (0..page.sections.len()).filter(|index| !is_urgent(&page.sections[*index])).collect();
    all.sort_by_key(|index| first(&page.sections[*index]));
    all
}
