//! When to get help is said, with signs that a reader can check (NHS design system: care cards).

use super::Checking;
use crate::{
    diagnostic::Diagnostic,
    model::{Block, HealthAspect, Kind, Section, Urgency},
    visit::{self, Item, Pointer},
};

pub(super) fn check(checking: &mut Checking<'_>) {
    let mut found: Vec<(Pointer, Diagnostic)> = Vec::new();
    let mut cards: Vec<(Urgency, Pointer)> = Vec::new();
    let mut callouts = 0;
    let mut see_doctor: Option<Pointer> = None;
    visit::page(checking.page, &mut |at, item| match item {
        Item::Section(section) if section.aspect == Some(HealthAspect::SeeDoctor) => {
            if !section.is_empty() && !has_card(section) {
                found.push((
                    at.clone(),
                    Diagnostic::error("advice-without-criteria", "the section says to get help and not when")
                        .with_help("name the signs in a care card: `> [!non-urgent] See a GP if:` and a list under it"),
                ));
            }
            see_doctor.get_or_insert_with(|| at.clone());
        }
        Item::Block(Block::CareCard(card)) => {
            if !card.heading.plain_text().trim_end().ends_with(':') {
                found.push((
                    at.join("care-card/heading"),
                    Diagnostic::warning("care-heading", "the heading of a care card leads into its list")
                        .with_help("end it with “if:”, as in “See a GP if:”"),
                ));
            }
            cards.push((card.urgency, at.clone()));
        }
        Item::Block(Block::Callout(_)) => callouts += 1,
        Item::Section(_) | Item::Question(_) | Item::Block(_) | Item::Inline(_) | Item::Cite(_) => {}
    });
    if cards.is_empty() && checking.page.id.path.kind == Kind::Condition && see_doctor.is_none() {
        found.push((
            Pointer::from("title"),
            Diagnostic::error("no-care-advice", "the page doesn't say when to get help")
                .with_help("add a section `## When to get help` with a care card"),
        ));
    }
    for urgency in Urgency::ALL {
        if let Some((_, second)) = cards.iter().filter(|(seen, _)| *seen == urgency).nth(1) {
            found.push((
                second.clone(),
                Diagnostic::warning("care-cards", format!("the page has more than one {} care card", urgency.as_str()))
                    .with_help("put their signs into one"),
            ));
        }
    }
    if callouts > 2 {
        found.push((
            Pointer::from("title"),
            Diagnostic::warning("callouts", format!("the page has {callouts} callouts: more than two are no longer seen"))
                .with_help("make the others plain text"),
        ));
    }
    for (at, problem) in found {
        checking.report(&at, problem);
    }
}

fn has_card(section: &Section) -> bool {
    section.blocks.iter().any(|block| matches!(block, Block::CareCard(_))) || section.sections.iter().any(has_card)
}
