//! When to get help is said, with signs that a reader can check (NHS design system: care cards).

use super::Checking;
use crate::{
    advice,
    diagnostic::Diagnostic,
    model::{Block, Kind, Urgency},
    visit::{self, Item},
};

pub(super) fn check(checking: &mut Checking<'_>) {
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    let advice = advice::of_page(checking.page);
    let cards: Vec<(Urgency, &str)> = advice.iter().filter_map(|placed| Some((placed.advice.urgency()?, &*placed.at))).collect();
    let mut callouts = 0;
    let mut has_see_doctor = false;
    visit::page(checking.page, &mut |at, item| match item {
        Item::Section(section) if advice::is_about_help(section) => {
            let inside = format!("{at}/");
            if !section.is_empty() && !cards.iter().any(|(_, card)| card.starts_with(&inside)) {
                found.push((
                    at.to_string(),
                    Diagnostic::error("advice-without-criteria", "the section says to get help and not when")
                        .with_help("name the signs in a care card: `> [!non-urgent] See a GP if:` and a list under it"),
                ));
            }
            has_see_doctor = true;
        }
        Item::Block(Block::CareCard(card)) => {
            if !card.heading.plain_text().trim_end().ends_with(':') {
                found.push((
                    at.join("care-card/heading").to_string(),
                    Diagnostic::warning("care-heading", "the heading of a care card leads into its list")
                        .with_help("end it with “if:”, as in “See a GP if:”"),
                ));
            }
        }
        Item::Block(Block::Callout(_)) => callouts += 1,
        Item::Section(_) | Item::Question(_) | Item::Block(_) | Item::Run(_) | Item::Inline(_) | Item::Cite(_) => {}
    });
    if cards.is_empty() && !has_see_doctor {
        let problem = match checking.page.id.path.kind {
            Kind::Condition => Some(Diagnostic::error("no-care-advice", "the page doesn't say when to get help")),
            Kind::Medicine | Kind::Vaccination | Kind::Procedure | Kind::SelfCare => {
                Some(Diagnostic::warning("no-care-advice", "the page doesn't say when to get help"))
            }
            Kind::Modality | Kind::Service | Kind::Evidence | Kind::Guide | Kind::Collection => None,
        };
        let help = "add a section `## When to get help` with a care card: `> [!urgent] Call your doctor if:`, and below it `> - a sign`";
        found.extend(problem.map(|problem| ("title".to_owned(), problem.with_help(help))));
    }
    for urgency in Urgency::ALL {
        if let Some((_, second)) = cards.iter().filter(|(seen, _)| *seen == urgency).nth(1) {
            found.push((
                (*second).to_owned(),
                Diagnostic::warning("care-cards", format!("the page has more than one {} care card", urgency.as_str()))
                    .with_help("put their signs into one"),
            ));
        }
    }
    if callouts > 2 {
        found.push((
            "title".to_owned(),
            Diagnostic::warning("callouts", format!("the page has {callouts} callouts: more than two are no longer seen"))
                .with_help("make the others plain text"),
        ));
    }
    for (at, problem) in found {
        checking.report(&at, problem);
    }
}
