//! Links say where they lead, and numbers can be compared (WCAG 2.4.4; PIF; NICE CG138).

use super::Checking;
use crate::{
    diagnostic::Diagnostic,
    dont::{self, Reading},
    messages::Messages,
    model::{AdviceList, Block, Inline},
    visit::{self, Item},
};

/// Texts of links that say nothing of where they lead, in English.
const EMPTY_WORDS: [&str; 8] = ["here", "click here", "this", "link", "more", "read more", "this page", "this link"];

pub(super) fn check(checking: &mut Checking<'_>) {
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    let messages = checking.library.messages(&checking.page.id.language);
    let is_english = checking.page.id.language.primary() == "en";
    if checking.page.headline().as_str().chars().count() > 65 {
        found.push((
            "headline".to_owned(),
            Diagnostic::warning("long-headline", "the headline has more than 65 characters")
                .with_help("shorten it: search results cut it off"),
        ));
    }
    visit::page(checking.page, &mut |at, item| match item {
        Item::Inline(inline) => {
            let content = match inline {
                Inline::Link(link) => Some(&link.content),
                Inline::Page(link) => Some(&link.content),
                Inline::Text(_)
                | Inline::Emphasis(_)
                | Inline::Strong(_)
                | Inline::Cite(_)
                | Inline::Term(_)
                | Inline::Span(_)
                | Inline::Note(_)
                | Inline::LineBreak => None,
            };
            if let Some(content) = content {
                let text = content.plain_text();
                let plain = text.trim().to_lowercase();
                // An address that stands for itself is a link like any that is written without brackets.
                let names_another =
                    ["http://", "https://", "www."].iter().any(|start| plain.starts_with(start)) && !names_its_target(inline, &plain);
                let problem = if names_another {
                    Some(format!("the link's words name “{text}”, and it leads elsewhere"))
                } else {
                    EMPTY_WORDS.contains(&plain.as_str()).then(|| format!("the link “{text}” doesn't say where it leads"))
                };
                found.extend(problem.map(|problem| {
                    (at.to_string(), Diagnostic::error("link-text", problem).with_help("name what the reader will find there"))
                }));
            }
            if let Inline::Text(text) = inline
                && is_english
                && let Some(phrase) = unlinked_page(text.as_str())
            {
                found.push((
                    at.to_string(),
                    Diagnostic::warning("unlinked-page", format!("“{phrase}” is no link"))
                        .with_help("link to the page: `[painful sex](painful-sex.md)`"),
                ));
            }
        }
        Item::Block(Block::Risk(risk)) => {
            let first = risk.groups[0].number.of();
            if risk.groups.iter().any(|group| group.number.of() != first) {
                found.push((
                    at.to_string(),
                    Diagnostic::error("risk-denominators", "the compared numbers are out of different totals, so nobody can compare them")
                        .with_help("give all of them out of the same number, such as 100 or 1000"),
                ));
            }
        }
        Item::Block(Block::DontList(list)) => {
            found.extend(
                dont_item(list, messages).map(|(index, problem)| (at.join("dont-list").join(("items", index)).to_string(), problem)),
            );
        }
        Item::Block(_) | Item::Section(_) | Item::Question(_) | Item::Run(..) | Item::Cite(_) | Item::Picture(..) => {}
    });
    let minutes = checking.page.reading_time.map(|minutes| f64::from(minutes.get()));
    #[expect(clippy::cast_precision_loss, reason = "a page has a few thousand words")]
    let computed = (crate::words::to_read(checking.page) as f64 / 200.0).max(1.0);
    if let Some(minutes) = minutes.filter(|minutes| (minutes - computed).abs() / computed > 0.25 && (minutes - computed).abs() > 1.0) {
        found.push((
            "reading-time".to_owned(),
            Diagnostic::warning("reading-time", format!("the page takes about {computed:.0} minutes to read, not {minutes:.0}"))
                .with_help("delete `reading-time`: it's worked out from the words"),
        ));
    }
    for (at, problem) in found {
        checking.report(&at, problem);
    }
}

/// "see the … page" in plain text: the reader is sent somewhere without a way to get there.
fn unlinked_page(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let start = lower.match_indices("see ").map(|(at, _)| at).find(|at| *at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric())?;
    let sentence_end = lower[start..].find(['.', ';', ':', '!', '?']).map_or(text.len(), |end| start + end);
    let end = lower[start..sentence_end].find(" page").map(|at| start + at + " page".len())?;
    let next = text[end..].chars().next();
    let is_word_end = next.is_none_or(|c| !c.is_alphanumeric());
    // Further apart they belong to two thoughts.
    (is_word_end && text[start..end].split_whitespace().count() <= 6).then(|| &text[start..end])
}

/// The first item of a don't list that reads badly in outputs, and why.
fn dont_item(list: &AdviceList, messages: &Messages) -> Option<(usize, Diagnostic)> {
    let says_so = list.heading.as_ref().is_some_and(dont::heading_says_so);
    list.items.iter().enumerate().find_map(|(index, item)| {
        let text = item.plain_text();
        let words = messages.get("dont-item");
        let is_capital = text.chars().next().is_some_and(char::is_uppercase) && text.chars().nth(1).is_some_and(char::is_lowercase);
        let problem = match dont::reading(item, messages) {
            Reading::Thing if !says_so => {
                Diagnostic::warning("dont-item", format!("“{text}” doesn't begin with a verb, so outputs don't put “{words}” before it"))
                    .with_help("begin with what not to do: “drink alcohol” becomes “do not drink alcohol”")
            }
            Reading::Action if is_capital && messages.is_english() => {
                Diagnostic::warning("dont-item", format!("outputs put “{words}” before this: “{words} {text}”"))
                    .with_help("begin the item with a small letter")
            }
            Reading::Action | Reading::SaysSo | Reading::Thing => return None,
        };
        Some((index, problem))
    })
}

/// Whether a link's words are the address that it leads to.
fn names_its_target(inline: &Inline, words: &str) -> bool {
    let bare = |address: &str| {
        let address = address.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        address.trim_end_matches('/').to_lowercase()
    };
    matches!(inline, Inline::Link(link) if bare(link.to.as_str()) == bare(words))
}
