//! Words that people can follow: short sentences, plain frequencies, no more certainty than there is (NHS content style;
//! PIF TICK; GRADE guidance; NICE CG138). All but lists and bold text are rules of English, and only its pages are checked for them.

use super::{
    Checking, acronyms,
    runs::{self, Run, Voice},
};
use crate::{
    diagnostic::Diagnostic,
    model::{Block, Certainty, Inline, ListMarker, Page, plain_text},
    readability::{Counts, sentences},
    visit::{self, Inside, Item, Pointer},
    words,
};

const LONGEST_SENTENCE: usize = 20;
/// How many long sentences of a page are shown, each at its place: the longest. The last of them tells how many more there are.
const MOST_SENTENCES: usize = 5;
const LONGEST_PARAGRAPH: usize = 3;
/// Sentences of a few words make no paragraph long.
const WORDS_OF_PARAGRAPH: usize = 60;
const LONGEST_LIST: usize = 6;
/// Items of a few words are seen at a glance.
const LONGEST_SHORT_LIST: usize = 12;
/// As many words in bold stand in no label, and fewer read well.
const LONGEST_BOLD: usize = 15;
const MOST_BOLD: usize = 8;
/// The NHS writes for readers of 9 to 11 years, or 11 to 14 where clinical words are needed.
const OLDEST_READER: u32 = 14;

/// Words for how often something is that each reader takes for another number (PIF 2023; NICE NG197).
const VAGUE: [&str; 6] = ["rare", "rarely", "common", "commonly", "uncommon", "uncommonly"];

/// What "common" says something else before.
const NOT_HOW_OFTEN: [&str; 12] =
    ["cold", "colds", "sense", "bile", "questions", "room", "name", "names", "called", "known", "ground", "language"];

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

pub(super) fn check(checking: &mut Checking<'_>) {
    let page = checking.page;
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    visit::page(page, &mut |at, item| form(at, item, &mut found));
    bold(page, &mut found);
    if page.id.language.primary() == "en" {
        let mut runs = runs::of_page(page);
        acronyms::check(checking, &runs, &mut found);
        runs.retain(|run| run.voice == Voice::Page);
        for run in &runs {
            paragraph_length(run, &mut found);
            numbers(run, &mut found);
        }
        sentence_lengths(&runs, &mut found);
        ranges(&runs, &mut found);
        frequencies(&runs, &mut found);
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

/// Rules of form, which hold in every language. The signs of a care card have a rule of their own.
fn form(at: &Pointer<'_>, item: Item<'_>, found: &mut Vec<(String, Diagnostic)>) {
    let words = |text: &str| text.split_whitespace().count();
    let (length, words) = match item {
        // Steps are followed one by one.
        Item::Block(Block::List(list)) if !matches!(list.marker, ListMarker::Number(_)) => {
            let mut counted = 0;
            list.items.iter().for_each(|item| {
                visit::all(item, &Pointer::default(), &mut |_, item| {
                    if let Item::Run(run, _) = item {
                        counted += words(&plain_text(run));
                    }
                });
            });
            (list.items.len(), counted)
        }
        Item::Block(Block::DoList(list) | Block::DontList(list)) => {
            (list.items.len(), list.items.iter().map(|item| words(&item.plain_text())).sum())
        }
        Item::Section(_) | Item::Block(_) | Item::Run(..) | Item::Inline(_) | Item::Question(_) | Item::Cite(_) | Item::Picture(..) => {
            return;
        }
    };
    let most = if words <= 6 * length { LONGEST_SHORT_LIST } else { LONGEST_LIST };
    if length > most {
        let problem = Diagnostic::warning("long-list", format!("the list has {length} items: more than {most} are skipped"));
        found.push((at.to_string(), problem.with_help("part it in two, each under a line of its own")));
    }
}

/// Bold text at length, or all over the page. What a line begins with in bold is its label.
fn bold(page: &Page, found: &mut Vec<(String, Diagnostic)>) {
    let mut scattered: Vec<String> = Vec::new();
    let help = "let the words say what matters, or use a callout: `> [!important] Heading`";
    visit::page(page, &mut |at, item| {
        let Item::Run(run, _) = item else { return };
        if at.is_inside(Inside::Quote) {
            return;
        }
        for (index, inline) in run.iter().enumerate() {
            let Inline::Strong(content) = inline else { continue };
            let length = plain_text(content).split_whitespace().count();
            let at = at.join(index).to_string();
            if length > LONGEST_BOLD {
                let message = format!("{length} words in bold: they are slow to read, and no screen reader says that they're bold");
                found.push((at, Diagnostic::warning("bold", message).with_help(help)));
            } else if index > 0 {
                scattered.push(at);
            }
        }
    });
    if let [first, ..] = &*scattered
        && scattered.len() > MOST_BOLD
    {
        let message = format!("words stand in bold in {} places: where so much stands out, nothing does", scattered.len());
        found.push((first.clone(), Diagnostic::warning("bold", message).with_help(help)));
    }
}

fn words_in(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn sentence_lengths(runs: &[Run], found: &mut Vec<(String, Diagnostic)>) {
    let mut long: Vec<(usize, &Run, &str)> = Vec::new();
    for run in runs.iter().filter(|run| !run.is_heading()) {
        let sentences = sentences(&run.text).map(|sentence| (words_in(sentence), run, sentence));
        long.extend(sentences.filter(|(words, ..)| *words > LONGEST_SENTENCE));
    }
    // In the order of the text where they're as long.
    long.sort_by_key(|(words, ..)| std::cmp::Reverse(*words));
    let more = long.len().saturating_sub(MOST_SENTENCES);
    for (index, (words, run, sentence)) in long.into_iter().take(MOST_SENTENCES).enumerate() {
        let start: Vec<&str> = sentence.split_whitespace().take(6).collect();
        let problem = Diagnostic::warning("long-sentence", format!("the sentence “{} …” has {words} words", start.join(" ")))
            .with_help(format!("part it: {LONGEST_SENTENCE} words can be kept in mind"));
        let is_last = index + 1 == MOST_SENTENCES;
        let problem = match more {
            1.. if is_last => problem.with_help(format!("{more} more sentences of the page have more than {LONGEST_SENTENCE} words")),
            _ => problem,
        };
        found.push((run.at.clone(), problem));
    }
}

fn paragraph_length(run: &Run, found: &mut Vec<(String, Diagnostic)>) {
    let sentences = sentences(&run.text).count();
    if !run.is_heading() && sentences > LONGEST_PARAGRAPH && words_in(&run.text) > WORDS_OF_PARAGRAPH {
        let problem = Diagnostic::warning("long-paragraph", format!("the paragraph has {sentences} sentences"));
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

/// Numbers with a dash between them, once a page: "1-2 tablets" may be heard as "one two tablets".
fn ranges(runs: &[Run], found: &mut Vec<(String, Diagnostic)>) {
    let of_run = |run: &'_ Run| -> Vec<(String, String)> {
        let tokens = run.text.split_whitespace().filter_map(|token| range(token)).map(|range| (run.at.clone(), range.to_owned()));
        tokens.collect()
    };
    let all: Vec<(String, String)> = runs.iter().filter(|run| !run.is_heading()).flat_map(of_run).collect();
    let Some((at, first)) = all.first() else { return };
    let others = match all.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more on the page"),
    };
    let problem = Diagnostic::warning("range", format!("the dash of “{first}” isn't read out{others}"));
    found.push((at.clone(), problem.with_help(format!("write “to”: “{}”", first.replacen(['-', '–'], " to ", 1)))));
}

/// Where a word says how often something is, a number stands with it or beside it. One place of a page is told.
fn frequencies(runs: &[Run], found: &mut Vec<(String, Diagnostic)>) {
    for (place, run) in runs.iter().enumerate() {
        let beside = &runs[place.saturating_sub(1)..runs.len().min(place + 2)];
        // That there's no number is as good an answer.
        if run.is_heading() || beside.iter().any(|run| has_digit(&run.text) || run.text.contains("no number")) {
            continue;
        }
        let words = words::of_text(&run.text.to_lowercase());
        let next = |index: usize| words.get(index + 1).map_or("", String::as_str);
        // "common colds", "in common", "commonly called".
        let says_how_often = |index: usize| {
            VAGUE.contains(&words[index].as_str())
                && !NOT_HOW_OFTEN.contains(&next(index))
                && !(index > 0 && words[index - 1] == "in" && words[index] == "common")
        };
        if let Some(index) = (0..words.len()).find(|index| says_how_often(*index)) {
            let problem = Diagnostic::warning("vague-frequency", format!("“{}” means another number to each reader", words[index]));
            found.push((run.at.clone(), problem.with_help("say how many in how many, or that there is no number for it")));
            return;
        }
    }
}

/// The last word before a place, and what follows up to the next space.
fn tail(before: &str, after: &str) -> String {
    let start = before.trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = after.char_indices().skip(1).find(|(_, c)| c.is_whitespace() || *c == '.' || *c == ',').map_or(after.len(), |(at, _)| at);
    format!("{}{}", &before[start..], &after[..end])
}

/// A word that is two numbers with a dash between them, the second greater than the first. Years, telephone numbers and names ("90-90")
/// are none.
fn range(token: &str) -> Option<&str> {
    let token = token.trim_matches(|c: char| !c.is_alphanumeric());
    let (from, to) = token.split_once(['-', '\u{2013}'])?;
    let to = to.trim_end_matches(|c: char| c.is_alphabetic() || c == '%');
    let number = |text: &str| -> Option<f64> {
        let is_written_so =
            text.starts_with(|c: char| c.is_ascii_digit()) && !(text.len() > 1 && text.starts_with('0') && !text.contains('.'));
        is_written_so.then(|| text.replace(',', "").parse().ok()).flatten()
    };
    let is_long = |text: &str| text.len() > 3 && text.bytes().all(|b| b.is_ascii_digit());
    (number(from)? < number(to)? && !is_long(to)).then_some(token)
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
