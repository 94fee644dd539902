//! What is set: a page, or several pages in one file, each whole or in part.

use std::{borrow::Cow, collections::BTreeSet};

use pamphlet_core::{
    Library, Omission,
    advice::{self, Excerpt, Keep, Part, is_about_help},
    model::{Document, HealthAspect, Page, Section},
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
        Self::with_sections(library, page, options, &BTreeSet::new())
    }

    /// The same, with some sections whole that a summary has no room for otherwise.
    pub(crate) fn with_sections(library: &Library, page: &'a Page, options: &Options, whole: &BTreeSet<usize>) -> Result<Self, Error> {
        if options.unreviewed == Unreviewed::Refused && !page.review_state(options.today).is_current() {
            return Err(Error::Unreviewed { page: page.id.clone() });
        }
        let hash = page.content_hash();
        let source = match options.attachment {
            crate::Attachment::None => None,
            crate::Attachment::Source => Some(serde_json::to_vec(&Document::from(page.clone())).expect("a page is plain data")),
        };
        let mut chosen = Self { page: Cow::Borrowed(page), hash, source, omissions: Vec::new() };
        match &options.extent {
            Extent::Whole => {}
            Extent::Aspects(aspects) => {
                chosen.keep("it isn’t among the aspects asked for", &mut |part| match part {
                    Part::Opening => Keep::Whole,
                    Part::Section(section, _) if is_about_help(section) || is_of(section, aspects) => Keep::Whole,
                    Part::Section(..) => Keep::Advice,
                });
                let missing = aspects.iter().filter(|aspect| !page.all_sections().any(|section| section.aspect == Some(**aspect)));
                let missing = missing.map(|aspect| Omission::new(format!("a section on `{}`", aspect.as_str()), "the page has none"));
                chosen.omissions.extend(missing);
            }
            Extent::Summary => {
                chosen.keep(NO_ROOM, &mut |part| match part {
                    Part::Section(_, place) if place.first().is_some_and(|first| whole.contains(first)) => Keep::Whole,
                    // Without a care card it's the text that says when to get help.
                    Part::Section(section, _) if is_about_help(section) && !advice::is_in_section(section) => Keep::Whole,
                    Part::Opening | Part::Section(..) => Keep::Advice,
                });
            }
            Extent::Companions => {
                let has_checklist = options.companions.0.contains(&crate::Companion::Checklist);
                chosen.keep(SHEETS_ALONE, &mut |part| match part {
                    Part::Section(section, _) if has_checklist && section.aspect == Some(HealthAspect::Recognition) => Keep::Whole,
                    Part::Opening | Part::Section(..) => Keep::Advice,
                });
            }
        }
        if matches!(options.extent, Extent::Summary | Extent::Companions) {
            // The advice stands together, before what there's room for besides.
            chosen.page.to_mut().sections.sort_by_key(|section| !advice::is_all_of(section));
            chosen.strip(library, options);
        }
        Ok(chosen)
    }

    /// Takes away the text that isn't wanted; advice stays.
    fn keep(&mut self, why: &'static str, keep: &mut dyn FnMut(Part<'_>) -> Keep) {
        let Excerpt { page, omissions } = advice::excerpt(&self.page, why, keep);
        self.page = Cow::Owned(page);
        self.omissions.extend(omissions);
    }

    /// Takes away what a page has beside its text.
    fn strip(&mut self, library: &Library, options: &Options) {
        let alone = options.extent == Extent::Companions;
        let why = if alone { SHEETS_ALONE } else { NO_ROOM };
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
        if !alone {
            leave_out("questions to ask", !page.tools.questions.is_empty());
            leave_out("the diary", page.tools.diary.is_some());
            page.tools = Default::default();
        }
    }
}

const NO_ROOM: &str = "a summary has room for one page";
const SHEETS_ALONE: &str = "the sheets to write on stand alone";

/// Eight digits made of bytes: see [`Page::content_hash`].
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn is_of(section: &Section, aspects: &BTreeSet<HealthAspect>) -> bool {
    section.aspect.is_some_and(|aspect| aspects.contains(&aspect))
}

/// Checks that some section is about what was asked for: a handout of none would look like a mistake of the page's.
pub(crate) fn has_aspects(pages: &[&Page], options: &Options) -> Result<(), Error> {
    let Extent::Aspects(wanted) = &options.extent else { return Ok(()) };
    let there_are: BTreeSet<HealthAspect> =
        pages.iter().flat_map(|page| page.all_sections()).filter_map(|section| section.aspect).collect();
    if pages.is_empty() || wanted.is_empty() || !wanted.is_disjoint(&there_are) {
        return Ok(());
    }
    Err(Error::NoSuchAspect { wanted: wanted.clone(), there_are })
}

/// The sections that a summary may have whole if there's room, the most wanted first: their advice is there anyway.
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
    let mut all: Vec<usize> = (0..page.sections.len()).filter(|index| !is_about_help(&page.sections[*index])).collect();
    all.sort_by_key(|index| first(&page.sections[*index]));
    all
}
