//! Words that people can follow: short sentences, plain frequencies, no more certainty than there is (NHS content style;
//! PIF TICK; GRADE guidance; NICE CG138). All but lists and bold text are rules of English, and only its pages are checked for them.

use std::collections::BTreeSet;

use super::Checking;
use crate::{
    diagnostic::Diagnostic,
    model::{Block, Certainty, HealthAspect, Inline, Page},
    readability::{Counts, sentences},
    visit::{self, Item, Pointer},
    words,
};

const LONGEST_SENTENCE: usize = 20;
const LONGEST_PARAGRAPH: usize = 3;
const LONGEST_LIST: usize = 6;
/// The NHS writes for readers of 9 to 11 years, or 11 to 14 where clinical words are needed.
const OLDEST_READER: u32 = 14;

/// Acronyms that are better known than what they stand for.
const KNOWN: [&str; 14] = ["NHS", "GP", "GPS", "UK", "US", "USA", "EU", "TV", "PDF", "ID", "DNA", "HIV", "AIDS", "OK"];

/// Words for how often something is that each reader takes for another number (PIF 2023; NICE NG197).
const VAGUE: [&str; 6] = ["rare", "rarely", "common", "commonly", "uncommon", "uncommonly"];

/// A risk by its ratio to another, which sounds the same whether it's one in ten or one in a million (CG138).
const RELATIVE: [&str; 12] = [
    "doubles the",
    "doubled the",
    "triples the",
    "tripled the",
    "halves the",
    "halved the",
    "twice as likely",
    "times as likely",
    "times more likely",
    "times less likely",
    "twice the risk",
    "times the risk",
];

/// What follows a percentage that is a chance.
const CHANCES: [&str; 8] = ["of", "chance", "risk", "more", "less", "have", "had", "get"];

/// Promises and judgements (NHS content style).
const SUBJECTIVE: [&str; 5] = ["good chance", "genuinely", "fixable", "miracle", "guaranteed"];

const SHORT_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];

/// A run of text: a paragraph, an item, a heading, a cell.
struct Run {
    at: String,
    text: String,
    is_heading: bool,
}

pub(super) fn check(checking: &mut Checking<'_>) {
    let page = checking.page;
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    visit::page(page, &mut |at, item| form(at, item, &mut found));
    if page.id.language.primary() == "en" {
        let runs = runs(page);
        for run in &runs {
            sentence_lengths(run, &mut found);
            numbers(run, &mut found);
        }
        frequencies(&runs, &mut found);
        acronyms(checking, &runs, &mut found);
        certainty(page, &mut found);
        if let Some(age) = Counts::of_page(page).reading_age().filter(|age| *age > OLDEST_READER) {
            let problem = Diagnostic::warning(
                "reading-age",
                format!("the text is for readers of {age} years or more, by its sentences and syllables"),
            );
            found.push(("title".to_owned(), problem.with_help("shorter sentences and everyday words bring it to 11 to 14 years")));
        }
    }
    for (at, problem) in found {
        checking.report(&at, problem);
    }
}

/// Rules of form, which hold in every language.
fn form(at: &Pointer<'_>, item: Item<'_>, found: &mut Vec<(String, Diagnostic)>) {
    let (length, what) = match item {
        Item::Inline(Inline::Strong(_)) if !at.has("quote") => {
            let problem = Diagnostic::warning("bold", "bold text isn't heard by a screen reader, and much of it isn't seen");
            found.push((at.to_string(), problem.with_help("let the words say what matters, or use a callout")));
            return;
        }
        Item::Block(Block::List(list)) => (list.items.len(), "list"),
        Item::Block(Block::DoList(list) | Block::DontList(list)) => (list.items.len(), "list"),
        Item::Block(Block::CareCard(card)) => (card.criteria.len(), "care card"),
        Item::Section(section) => {
            let heading = section.heading.plain_text();
            // Common questions ask, and so does the section in which readers may recognise themselves.
            let may_ask = matches!(section.aspect, Some(HealthAspect::Recognition | HealthAspect::Faq));
            if heading.trim_end().ends_with(['?', '\u{61f}']) && !may_ask {
                let problem = Diagnostic::warning("question-heading", format!("the heading “{heading}” asks"));
                found.push((at.to_string(), problem.with_help("say what the reader will find there: “How common it is”")));
            }
            return;
        }
        Item::Block(_) | Item::Run(_) | Item::Inline(_) | Item::Question(_) | Item::Cite(_) => return,
    };
    if length > LONGEST_LIST {
        let problem = Diagnostic::warning("long-list", format!("the {what} has {length} items: more than {LONGEST_LIST} are skipped"));
        found.push((at.to_string(), problem.with_help("part it in two, each under a line of its own")));
    }
}

/// The page's text, run by run, without notes, what others said, and words of other languages.
fn runs(page: &Page) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    visit::page(page, &mut |at, item| {
        if at.has("note") || at.has("span") || at.has("quote") {
            return;
        }
        let inline = match item {
            Item::Run(_) => {
                let headings = ["heading", "question", "summary", "term", "header", "feature-label", "cause-label"];
                let is_heading = headings.iter().any(|name| at.part() == visit::Part::Name(name));
                runs.push(Run { at: at.to_string(), text: String::new(), is_heading });
                return;
            }
            Item::Inline(inline) => inline,
            Item::Section(_) | Item::Question(_) | Item::Block(_) | Item::Cite(_) => return,
        };
        let Some(run) = runs.last_mut() else { return };
        match inline {
            Inline::Text(text) => run.text.push_str(text.as_str()),
            Inline::LineBreak => run.text.push(' '),
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Link(_)
            | Inline::Page(_)
            | Inline::Cite(_)
            | Inline::Term(_)
            | Inline::Span(_)
            | Inline::Note(_) => {}
        }
    });
    runs
}

fn sentence_lengths(run: &Run, found: &mut Vec<(String, Diagnostic)>) {
    if run.is_heading {
        return;
    }
    let sentences: Vec<&str> = sentences(&run.text).collect();
    for sentence in &sentences {
        let words = sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        if words > LONGEST_SENTENCE {
            let start: Vec<&str> = sentence.split_whitespace().take(6).collect();
            let problem = Diagnostic::warning("long-sentence", format!("the sentence “{} …” has {words} words", start.join(" ")));
            found.push((run.at.clone(), problem.with_help(format!("part it: {LONGEST_SENTENCE} words can be kept in mind"))));
        }
    }
    if sentences.len() > LONGEST_PARAGRAPH {
        let problem = Diagnostic::warning("long-paragraph", format!("the paragraph has {} sentences", sentences.len()));
        found.push((run.at.clone(), problem.with_help(format!("part it after {LONGEST_PARAGRAPH} sentences at the most"))));
    }
}

/// How numbers and chances are written (NHS numbers; PIF).
fn numbers(run: &Run, found: &mut Vec<(String, Diagnostic)>) {
    let mut tell = |problem: Diagnostic, help: &str| found.push((run.at.clone(), problem.with_help(help.to_owned())));
    let lower = run.text.to_lowercase();
    let tokens: Vec<&str> = run.text.split_whitespace().collect();
    if let Some(phrase) = RELATIVE.iter().find(|phrase| lower.contains(**phrase))
        && ["risk", "chance", "likely"].iter().any(|word| lower.contains(word))
        && !(lower.contains(" in 1") || lower.contains(" out of "))
    {
        let problem = Diagnostic::error("relative-risk", format!("“{phrase}” doesn't say how likely it is"));
        tell(problem, "say it in people, before and after: “from 1 in 1000 to 2 in 1000”");
    }
    if let Some(at) = lower.find('%').or_else(|| lower.find("per cent")).or_else(|| lower.find("percent")) {
        let number = run.text[..at].split_whitespace().next_back().unwrap_or_default();
        // The strength of an ointment is no chance.
        let after = run.text[at..].split_whitespace().nth(1).unwrap_or_default();
        if has_digit(number) && CHANCES.contains(&after) {
            let problem =
                Diagnostic::warning("percent", format!("“{}” is harder to picture than people", tail(&run.text[..at], &run.text[at..])));
            tell(problem, "write “15 in 100”, or use the component for risks");
        }
    }
    if let Some(phrase) = SUBJECTIVE.iter().find(|phrase| lower.contains(**phrase)) {
        tell(Diagnostic::warning("subjective", format!("“{phrase}” is a promise or a judgement")), "say what is known, and how surely");
    }
    if let Some(range) = tokens.iter().find(|token| is_range(token)) {
        tell(Diagnostic::warning("range", format!("“{range}” is read out without its dash")), "write “to”: “7 to 8”");
    }
    let bare = |token: &str| token.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_month = |token: &str| SHORT_MONTHS.contains(&bare(token).as_str());
    let dated = tokens.windows(2).find(|pair| (is_month(pair[0]) && has_digit(pair[1])) || (has_digit(pair[0]) && is_month(pair[1])));
    if let Some(pair) = dated {
        tell(Diagnostic::warning("month", format!("“{}” shortens the month", pair.join(" "))), "write the month in full");
    }
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Where a word says how often something is, a number stands with it or beside it.
fn frequencies(runs: &[Run], found: &mut Vec<(String, Diagnostic)>) {
    for (place, run) in runs.iter().enumerate() {
        let beside = &runs[place.saturating_sub(1)..runs.len().min(place + 2)];
        // That there's no number is as good an answer.
        if run.is_heading || beside.iter().any(|run| has_digit(&run.text) || run.text.contains("no number")) {
            continue;
        }
        if let Some(word) = words::of_text(&run.text.to_lowercase()).iter().find(|word| VAGUE.contains(&word.as_str())) {
            let problem = Diagnostic::warning("vague-frequency", format!("“{word}” means another number to each reader"));
            found.push((run.at.clone(), problem.with_help("say how many in how many, or that there is no number for it")));
        }
    }
}

/// The last word before a place, and what follows up to the next space.
fn tail(before: &str, after: &str) -> String {
    let start = before.trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = after.char_indices().skip(1).find(|(_, c)| c.is_whitespace() || *c == '.' || *c == ',').map_or(after.len(), |(at, _)| at);
    format!("{}{}", &before[start..], &after[..end])
}

/// Whether a word is two numbers with a dash between them.
fn is_range(token: &str) -> bool {
    let token = token.trim_matches(|c: char| !c.is_alphanumeric());
    let Some((from, to)) = token.split_once(['-', '\u{2013}']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    is_number(from)
        && is_number(to.trim_end_matches(|c: char| c.is_alphabetic() || c == '%'))
        && to.starts_with(|c: char| c.is_ascii_digit())
}

/// An acronym stands for something, which is said where it's first met.
fn acronyms(checking: &Checking<'_>, runs: &[Run], found: &mut Vec<(String, Diagnostic)>) {
    let glossary = checking.library.glossary(&checking.page.id.language);
    let terms: BTreeSet<String> =
        glossary.into_iter().flat_map(|glossary| glossary.iter().flat_map(|entry| words::of_text(&entry.term.plain_text()))).collect();
    let all = || runs.iter().flat_map(|run| acronyms_of(&run.text).map(move |acronym| (run, acronym)));
    let explained: BTreeSet<&str> =
        all().filter(|(run, (at, word))| is_explained(&run.text, *at, word)).map(|(_, (_, word))| word).collect();
    let mut met = BTreeSet::new();
    for (run, (_, word)) in all() {
        if !KNOWN.contains(&word) && met.insert(word) && !explained.contains(word) && !terms.contains(word) {
            let problem = Diagnostic::warning("acronym", format!("nothing says what “{word}” stands for"));
            found.push((run.at.clone(), problem.with_help(format!("write it out where it's first met, with “({word})” after it"))));
        }
    }
}

/// The words of two to six capitals, with their places.
fn acronyms_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    let words = text.split_inclusive(|c: char| !c.is_alphanumeric()).map(move |piece| {
        let at = next;
        next += piece.len();
        (at, piece.trim_end_matches(|c: char| !c.is_alphanumeric()))
    });
    words.filter(|(_, word)| (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase()))
}

/// "selective serotonin reuptake inhibitor (SSRI)", "SSRI (selective …)", "DHEA, a hormone"; "DSM-5" is a name.
fn is_explained(text: &str, at: usize, word: &str) -> bool {
    let after = &text[at + word.len()..];
    (text[..at].ends_with('(') && after.starts_with(')')) || [" (", ", a ", "-"].iter().any(|sign| after.starts_with(sign))
}

/// What a claim says fits how sure it is (GRADE guidance 26).
fn certainty(page: &Page, found: &mut Vec<(String, Diagnostic)>) {
    visit::page(page, &mut |at, item| {
        let Item::Block(Block::Evidence(evidence)) = item else { return };
        let claim = words::of_text(&evidence.claim.plain_text().to_lowercase());
        let says = |wanted: &[&str]| claim.iter().any(|word| wanted.contains(&word.as_str()));
        let (fits, wanted) = match evidence.certainty {
            Certainty::High => (!says(&["may", "might", "could", "probably", "uncertain"]), "says so plainly: “helps”"),
            Certainty::Moderate => (says(&["probably", "likely"]), "says “probably”"),
            Certainty::Low => (says(&["may", "might"]), "says “may”"),
            Certainty::VeryLow => (says(&["uncertain", "unsure", "unclear", "unknown"]), "says that it's uncertain"),
        };
        if !fits {
            let message = format!("the claim isn't worded as {} certainty", evidence.certainty.as_str().replace('-', " "));
            found.push((
                at.join("evidence").join("claim").to_string(),
                Diagnostic::warning("certainty-wording", message).with_help(format!("a claim of this certainty {wanted}")),
            ));
        }
    });
}
