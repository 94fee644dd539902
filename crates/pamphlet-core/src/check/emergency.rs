//! What must not be missed stands where it's seen: a number to call in a care card, a warning in a callout. The words are rules of English.

use super::{
    Checking,
    runs::{self, Role, Run},
};
use crate::{
    advice,
    diagnostic::Diagnostic,
    model::{Inline, Urgency, plain_text},
    visit::{self, Inside, Item, RunKind},
};

/// Words before a number that is called.
const CALLS: [&str; 8] = ["call", "calling", "phone", "phoning", "ring", "ringing", "dial", "telephone"];

/// Numbers that are an emergency number somewhere.
const NUMBERS: [&str; 4] = ["999", "911", "112", "000"];

/// How many words may stand between "call" and the number: "call for an ambulance on 999".
const BETWEEN: usize = 5;

pub(super) fn check(checking: &mut Checking<'_>) {
    let page = checking.page;
    if page.id.language.primary() != "en" {
        return;
    }
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    let region = page.region.as_ref().map(ToString::to_string).or_else(|| page.id.language.region());
    let own = region.as_deref().and_then(numbers_of);
    let has_card = advice::of_page(page).iter().any(|placed| placed.advice.urgency() == Some(Urgency::Emergency));
    let runs = runs::of_page(page);
    let called: Vec<(&Run, Called<'_>)> = runs.iter().flat_map(|run| called(&run.text, own).map(move |called| (run, called))).collect();
    if let Some((run, Called { number, phrase })) = called.iter().find(|(run, called)| {
        let is_emergency = own.map_or_else(|| NUMBERS.contains(&called.number), |own| own.contains(&called.number));
        is_emergency && run.role == Role::Text
    }) && !has_card
    {
        let problem = Diagnostic::warning("emergency-in-text", format!("“{phrase}” stands in running text, where it's easily missed"));
        let help = format!("put it into a care card: `> [!emergency] Call {number} if:`, and below it the signs: `> - a sign`");
        found.push((run.at.clone(), problem.with_help(help)));
    }
    if let (Some(region), Some(own)) = (&region, own)
        && let Some((run, Called { number, .. })) =
            called.iter().find(|(run, called)| !own.contains(&called.number) && called.number != "112" && !runs_own(&run.text, own))
    {
        let problem =
            Diagnostic::warning("emergency-number", format!("{number} isn't the emergency number of the page's region, {region}"));
        found.push((run.at.clone(), problem.with_help(format!("write {}, or set `region` to the country that the page is for", own[0]))));
    }
    let told: Vec<String> = found.iter().map(|(at, _)| at.clone()).collect();
    labels(checking, &mut |at, problem| {
        // One thing to do at a place: the card is more than the callout.
        if !told.contains(&at) {
            found.push((at, problem));
        }
    });
    for (at, problem) in found {
        checking.report(&at, problem);
    }
}

/// The emergency numbers of a region, the usual one first.
fn numbers_of(region: &str) -> Option<&'static [&'static str]> {
    Some(match region {
        "GB" | "IE" | "GG" | "IM" | "JE" => &["999", "112"],
        "US" | "CA" | "PR" => &["911"],
        "AU" => &["000", "112"],
        "NZ" => &["111"],
        "AT" | "BE" | "BG" | "HR" | "CY" | "CZ" | "DE" | "DK" | "EE" | "ES" | "FI" | "FR" | "GR" | "HU" | "IS" | "IT" | "LT" | "LU"
        | "LV" | "MT" | "NL" | "NO" | "PL" | "PT" | "RO" | "SE" | "SI" | "SK" | "IN" => &["112"],
        _ => return None,
    })
}

/// An emergency number that a text says to call.
struct Called<'t> {
    number: &'t str,
    /// The words from "call" to the number.
    phrase: String,
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn called<'t>(text: &'t str, own: Option<&[&str]>) -> impl Iterator<Item = Called<'t>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_emergency = |word: &str| NUMBERS.contains(&word) || own.is_some_and(|own| own.contains(&word));
    let mut found = Vec::new();
    for (start, _) in words.iter().enumerate().filter(|(_, word)| CALLS.contains(&bare(word).to_lowercase().as_str())) {
        let rest = (start + 1)..words.len().min(start + 2 + BETWEEN);
        for at in rest {
            // The piece of a longer number is none.
            let is_piece = is_number(words.get(at + 1)) && !words[at].ends_with(['.', ',', ';', ')']) || is_number(words.get(at - 1));
            if is_emergency(bare(words[at])) && !is_piece {
                found.push(Called {
                    number: bare(words[at]),
                    phrase: words[start..=at].join(" ").trim_end_matches(['.', ',', ';']).to_owned(),
                });
                break;
            }
            if words[at].ends_with(['.', '!', '?', ';']) {
                break;
            }
        }
    }
    found.into_iter()
}

fn runs_own(text: &str, own: &[&str]) -> bool {
    text.split_whitespace().any(|word| own.contains(&bare(word)))
}

/// Words that announce a warning. In capitals they needn't be bold.
const LABELS: [&str; 6] = ["important", "warning", "caution", "danger", "attention", "very important"];

/// Paragraphs that begin with "IMPORTANT" or "**Warning:**".
fn labels(checking: &Checking<'_>, tell: &mut dyn FnMut(String, Diagnostic)) {
    visit::page(checking.page, &mut |at, item| {
        let Item::Run(run, RunKind::Paragraph) = item else { return };
        if [Inside::Callout, Inside::CareCard, Inside::List].into_iter().any(|kind| at.is_inside(kind)) {
            return;
        }
        let bold = run.first().and_then(|first| match first {
            Inline::Strong(content) => Some(plain_text(content)),
            Inline::Text(_)
            | Inline::Emphasis(_)
            | Inline::Link(_)
            | Inline::Page(_)
            | Inline::Cite(_)
            | Inline::Term(_)
            | Inline::Span(_)
            | Inline::Note(_)
            | Inline::LineBreak => None,
        });
        let text = plain_text(run);
        let mut words = text.split_whitespace();
        let label = words.next().unwrap_or_default();
        let first = bare(label);
        // "WARNING SIGNS" is a heading.
        let goes_on = label == first && words.next().is_some_and(|next| next.len() > 1 && next.chars().all(char::is_uppercase));
        let in_capitals = !goes_on && LABELS.contains(&first.to_lowercase().as_str()) && first.chars().all(char::is_uppercase);
        let is_label = bold.is_some_and(|bold| {
            let start = bold.split([':', '!', '.', '–', '—']).next().unwrap_or_default();
            LABELS.contains(&start.trim().to_lowercase().as_str())
        });
        if in_capitals || is_label {
            let problem = Diagnostic::warning("important-in-text", format!("“{first}” begins ordinary text, which editions may leave out"))
                .with_help("make it a callout: `> [!important] What matters`, and below it `> ` before each line of the text");
            tell(at.to_string(), problem);
        }
    });
}
