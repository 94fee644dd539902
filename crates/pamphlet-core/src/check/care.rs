//! When to get help is said, with signs that a reader can check (NHS design system: care cards).

use super::Checking;
use crate::{
    advice::{self, Advice, Placed},
    diagnostic::Diagnostic,
    model::{Block, CareCard, Kind, Section, Urgency},
    visit::{self, Inside, Item},
    words,
};

/// More signs than these are two cards' worth.
const MOST_SIGNS: usize = 10;
/// Two cards that say the same above no more signs than these are one card.
const SIGNS_OF_ONE_CARD: usize = 6;
const MOST_CALLOUTS: usize = 4;

/// Words that say what to do.
#[rustfmt::skip]
const ACTIONS: [&str; 43] = [
    "arrange", "ask", "attend", "book", "bring", "call", "check", "come", "consult", "contact", "dial", "discuss", "do", "email",
    "find", "get", "give", "go", "inform", "keep", "let", "make", "message", "phone", "press", "report", "request", "return", "ring", "see",
    "seek", "speak", "stop", "take", "talk", "telephone", "tell", "text", "use", "visit", "wait", "warn", "write",
];

pub(super) fn check(checking: &mut Checking<'_>) {
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    let advice = advice::of_page(checking.page);
    let cards: Vec<(Urgency, &str)> = advice.iter().filter_map(|placed| Some((placed.advice.urgency()?, &*placed.at))).collect();
    let is_english = checking.page.id.language.primary() == "en";
    let mut callouts = 0;
    let mut has_see_doctor = false;
    visit::page(checking.page, &mut |at, item| match item {
        Item::Section(section) if advice::is_about_help(section) => {
            let inside = format!("{at}/");
            if !section.is_empty() && !cards.iter().any(|(_, card)| card.starts_with(&inside)) {
                let help = "name the signs in a care card: `> [!non-urgent] See a GP if:` and a list under it, each line as `> - a sign`";
                let problem = if has_list(section) {
                    Diagnostic::warning("advice-outside-card", "the signs to get help for stand in a list, where they look like any other")
                } else {
                    Diagnostic::error("advice-without-criteria", "the section says to get help and not when")
                };
                found.push((at.to_string(), problem.with_help(help)));
            }
            has_see_doctor = true;
        }
        Item::Block(Block::CareCard(card)) => {
            let place = at.join("care-card");
            card_problems(card, is_english, &mut |part, problem| {
                let at = part.map_or_else(|| place.join("heading").to_string(), |index| place.join(("criteria", index)).to_string());
                found.push((at, problem));
            });
            let is_pressing = matches!(card.urgency, Urgency::Urgent | Urgency::Emergency);
            if is_pressing && at.is_inside(Inside::Details) {
                found.push((
                    at.to_string(),
                    Diagnostic::warning("care-in-details", "the card stands in text that readers open on request, and may not open")
                        .with_help("put it before `> [!details]`, in the section itself"),
                ));
            }
        }
        Item::Block(Block::Callout(_)) => callouts += 1,
        Item::Section(_) | Item::Question(_) | Item::Block(_) | Item::Run(..) | Item::Inline(_) | Item::Cite(_) | Item::Picture(..) => {}
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
    found.extend(same_cards(&advice));
    if callouts > MOST_CALLOUTS {
        found.push((
            "title".to_owned(),
            Diagnostic::warning("callouts", format!("the page has {callouts} callouts: more than {MOST_CALLOUTS} are no longer seen"))
                .with_help("make the others plain text"),
        ));
    }
    for (at, problem) in found {
        checking.report(&at, problem);
    }
}

/// Whether a section, or one inside it, has a list: of signs, if it's about when to get help.
fn has_list(section: &Section) -> bool {
    section.blocks.iter().any(|block| matches!(block, Block::List(_))) || section.sections.iter().any(has_list)
}

/// What is wrong with a card's heading, or with the sign at a place of its list.
fn card_problems(card: &CareCard, is_english: bool, tell: &mut dyn FnMut(Option<usize>, Diagnostic)) {
    let heading = card.heading.plain_text();
    let lower = heading.trim().to_lowercase();
    let says_what_to_do = words::of_text(&lower).iter().any(|word| ACTIONS.contains(&word.as_str()));
    if is_english && !says_what_to_do {
        tell(
            None,
            Diagnostic::warning("care-action", format!("“{heading}” doesn't say what to do"))
                .with_help("say whom to see or call: “Call 999 if:”, “Ask for an urgent GP appointment if:”"),
        );
    } else if !lower.ends_with(':') && !lower.ends_with(" if") && !lower.ends_with('…') {
        tell(
            None,
            Diagnostic::warning("care-heading", "the heading of a care card leads into its list")
                .with_help("end it with “if:”, as in “See a GP if:”"),
        );
    }
    for (index, sign) in card.criteria.iter().enumerate() {
        let text = sign.plain_text();
        let says = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if says.is_empty()
            || (is_english && ["always", "anytime", "any time", "n a", "n/a", "none", "as above", "see above"].contains(&&*says))
        {
            let problem = Diagnostic::warning("care-sign", format!("“{}” is no sign that a reader can check", text.trim()));
            tell(Some(index), problem.with_help("name what readers see or feel: “your temperature is 38C or more”"));
        }
    }
    if card.criteria.len() > MOST_SIGNS {
        let message = format!("the care card has {} signs: more than {MOST_SIGNS} are skipped", card.criteria.len());
        let help = "part it in two cards, each with a heading that says which signs it holds";
        tell(None, Diagnostic::warning("care-cards", message).with_help(help));
    }
}

/// Cards of the same urgency and the same words that have room in one.
fn same_cards(advice: &[Placed<'_>]) -> Vec<(String, Diagnostic)> {
    let mut cards: Vec<(&CareCard, String)> = Vec::new();
    let mut found = Vec::new();
    for placed in advice {
        let Advice::Care(card) = placed.advice else { continue };
        let heading = card.heading.plain_text().to_lowercase();
        let same = cards.iter().any(|(other, words)| {
            other.urgency == card.urgency && *words == heading && other.criteria.len() + card.criteria.len() <= SIGNS_OF_ONE_CARD
        });
        if same {
            let message = format!("another {} care card of the page has the same heading", card.urgency.as_str());
            found.push((placed.at.clone(), Diagnostic::warning("care-cards", message).with_help("put their signs into one")));
        }
        cards.push((card, heading));
    }
    found
}
