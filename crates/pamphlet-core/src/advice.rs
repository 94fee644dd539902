//! Which advice a page has, and what stays of a page in an edition that leaves text out.
//!
//! When to get help, and what a reader must not miss, stand in every edition, wherever on the page their author put them: in any
//! section, before the first heading, in an answer, a step, a disclosure or another callout.
#![deny(clippy::wildcard_enum_match_arm)]

use crate::{
    elements::sections_in_reading_order,
    model::{Block, Callout, CalloutKind, CareCard, HealthAspect, Inlines, Page, Question, Section, Urgency},
    rendered::Omission,
    visit::{self, Item, Pointer},
};

/// Advice that no edition leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice<'a> {
    /// When to get help, and from whom.
    Care(&'a CareCard),
    /// Something that the reader must not miss.
    Important(&'a Callout),
}

impl<'a> Advice<'a> {
    /// The block as advice, if it is any.
    #[must_use]
    pub fn of(block: &'a Block) -> Option<Self> {
        match block {
            Block::CareCard(card) => Some(Self::Care(card)),
            Block::Callout(callout) => match callout.kind {
                CalloutKind::Important => Some(Self::Important(callout)),
                CalloutKind::Note => None,
            },
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Figures(_)
            | Block::DoList(_)
            | Block::DontList(_)
            | Block::Details(_)
            | Block::Quote(_)
            | Block::Risk(_)
            | Block::Differential(_)
            | Block::DefinitionList(_)
            | Block::Evidence(_)
            | Block::Schedule(_)
            | Block::Steps(_)
            | Block::Todo(_)
            | Block::Include(_) => None,
        }
    }

    /// Its heading.
    #[must_use]
    pub fn heading(self) -> &'a Inlines {
        match self {
            Self::Care(card) => &card.heading,
            Self::Important(callout) => &callout.heading,
        }
    }

    /// How soon help is needed, if it's about that.
    #[must_use]
    pub fn urgency(self) -> Option<Urgency> {
        match self {
            Self::Care(card) => Some(card.urgency),
            Self::Important(_) => None,
        }
    }
}

/// Advice, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<'a> {
    /// The advice.
    pub advice: Advice<'a>,
    /// The innermost section that holds it; none holds what stands before the first heading.
    pub section: Option<&'a Section>,
    /// Its [`Pointer`] as text.
    pub at: String,
}

/// All advice of a page in the order in which it's read. Advice that stands in other advice comes after it.
///
/// ```
/// use pamphlet_core::{Library, Sources, advice, model::Urgency};
/// # let mut sources = Sources::new();
/// # sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
/// # let page = "---\ntitle: Tablets\nsummary: S.\n---\n\n## Side effects\n\nMost are mild.\n\n> [!emergency] Call 999 if:\n> - you faint\n";
/// # sources.insert("modalities/tablets.md".into(), page.into());
/// # let library = Library::read(sources).unwrap();
/// # let page = library.page("modalities/tablets")?;
/// let found = advice::of_page(page);
/// assert_eq!(found[0].advice.urgency(), Some(Urgency::Emergency));
/// assert_eq!(found[0].section.map(|section| section.heading.plain_text()), Some("Side effects".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn of_page(page: &Page) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    let root = Pointer::default();
    visit::all(&page.opening, &root.join("opening"), &mut |at, item| collect(&mut found, None, at, item));
    for (index, section) in sections_in_reading_order(page) {
        // The walk tells of a section before what is in it, and of its own text before the sections inside it.
        let mut inner = None;
        visit::section(section, &root.join(("sections", index)), &mut |at, item| {
            if let Item::Section(section) = item {
                inner = Some(section);
            }
            collect(&mut found, inner, at, item);
        });
    }
    found
}

fn collect<'a>(found: &mut Vec<Placed<'a>>, section: Option<&'a Section>, at: &Pointer<'_>, item: Item<'a>) {
    if let Item::Block(block) = item
        && let Some(advice) = Advice::of(block)
    {
        found.push(Placed { advice, section, at: at.to_string() });
    }
}

/// Whether there is advice among some blocks or inside them: what holds it may not stand closed.
#[must_use]
pub fn is_in(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| Advice::of(block).is_some() || block.bodies().into_iter().any(is_in))
}

/// Whether there is advice anywhere in a section.
#[must_use]
pub fn is_in_section(section: &Section) -> bool {
    is_in(&section.blocks) || section.questions.iter().any(|question| is_in(&question.answer)) || section.sections.iter().any(is_in_section)
}

/// Whether a section has advice and, but for headings, nothing else.
#[must_use]
pub fn is_all_of(section: &Section) -> bool {
    let Section { heading: _, id: _, aspect: _, blocks, questions, sections } = section;
    let only = |blocks: &[Block]| blocks.iter().all(|block| Advice::of(block).is_some());
    !section.is_empty()
        && only(blocks)
        && questions.iter().all(|question| !question.answer.is_empty() && only(&question.answer))
        && sections.iter().all(is_all_of)
}

/// A part of a page that an edition may leave out.
#[derive(Debug, Clone, Copy)]
pub enum Part<'p> {
    /// The text before the first heading.
    Opening,
    /// A section, and its place: that among the page's sections, then that among the sections inside it, and so on.
    Section(&'p Section, &'p [usize]),
}

/// How much an edition keeps of a [`Part`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// All of it.
    Whole,
    /// Its advice, under the headings that it stands under.
    Advice,
}

/// What is left of a page, and what isn't there: text, but never advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The page without what was left out.
    pub page: Page,
    /// The parts of the text that were left out.
    pub omissions: Vec<Omission>,
}

/// Takes text away from a page. `keep` is asked of the opening and of every section that isn't in one that is kept whole; of the others
/// their advice stays.
#[must_use]
pub fn excerpt(page: &Page, why: &str, keep: &mut dyn FnMut(Part<'_>) -> Keep) -> Excerpt {
    let mut omissions = Vec::new();
    let opening = match keep(Part::Opening) {
        Keep::Whole => page.opening.clone(),
        Keep::Advice => {
            let kept = advice_of(&page.opening);
            if kept != page.opening {
                let what =
                    if kept.is_empty() { "the text before the first heading" } else { "the rest of the text before the first heading" };
                omissions.push(Omission::new(what, why));
            }
            kept
        }
    };
    let mut place = Vec::new();
    let sections = sections_of(&page.sections, &mut place, why, keep, &mut omissions);
    Excerpt { page: Page { opening, sections, ..page.clone() }, omissions }
}

fn sections_of(
    sections: &[Section],
    place: &mut Vec<usize>,
    why: &str,
    keep: &mut dyn FnMut(Part<'_>) -> Keep,
    omissions: &mut Vec<Omission>,
) -> Vec<Section> {
    let mut kept = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        place.push(index);
        match keep(Part::Section(section, place)) {
            Keep::Whole => kept.push(section.clone()),
            Keep::Advice => kept.extend(advice_of_section(section, place, why, keep, omissions)),
        }
        place.pop();
    }
    kept
}

fn advice_of_section(
    section: &Section,
    place: &mut Vec<usize>,
    why: &str,
    keep: &mut dyn FnMut(Part<'_>) -> Keep,
    omissions: &mut Vec<Omission>,
) -> Option<Section> {
    let Section { heading, id, aspect, blocks, questions, sections } = section;
    let of_question = |question: &Question| {
        let answer = advice_of(&question.answer);
        (!answer.is_empty()).then(|| Question { answer, ..question.clone() })
    };
    let mut below = Vec::new();
    let kept = Section {
        heading: heading.clone(),
        id: id.clone(),
        aspect: *aspect,
        blocks: advice_of(blocks),
        questions: questions.iter().filter_map(of_question).collect(),
        sections: sections_of(sections, place, why, keep, &mut below),
    };
    if kept.is_empty() {
        omissions.push(Omission::new(format!("the section “{}”", heading.plain_text()), why));
        return None;
    }
    if kept.blocks != *blocks || kept.questions != *questions {
        omissions.push(Omission::new(format!("the rest of the section “{}”", heading.plain_text()), why));
    }
    omissions.extend(below);
    Some(kept)
}

/// The advice among some blocks and inside them, each with all that it holds.
fn advice_of(blocks: &[Block]) -> Vec<Block> {
    let of_block = |block: &Block| match Advice::of(block) {
        Some(_) => vec![block.clone()],
        None => block.bodies().into_iter().flat_map(advice_of).collect(),
    };
    blocks.iter().flat_map(of_block).collect()
}

/// Whether a section is about when to get help.
#[must_use]
pub fn is_about_help(section: &Section) -> bool {
    section.aspect == Some(HealthAspect::SeeDoctor)
}
