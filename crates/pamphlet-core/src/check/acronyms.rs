//! An acronym stands for something, which the page says once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Checking,
    runs::{Run, Voice},
    unfinished,
};
use crate::{diagnostic::Diagnostic, model::Contributor, words};

/// Acronyms that are better known than what they stand for.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "AIDS", "AM", "ATM", "BBC", "BMI", "BST", "CD", "COVID", "CT", "DIY", "DNA", "DVD", "EU", "FAQ", "FAX", "GMT", "GP", "GPS", "HIV", "ID",
    "IQ", "ISBN", "IT", "LED", "LGBT", "LGBTQ", "LTD", "MP", "MRI", "MRSA", "NHS", "NI", "OK", "PC", "PDF", "PIN", "PLC", "PM", "PO", "QR",
    "RNA", "SIM", "SMS", "SOS", "SPF", "TB", "TV", "UK", "UN", "URL", "US", "USA", "USB", "UTC", "UV", "VAT", "VIP", "WC", "WHO",
];

/// Words that are often written in capitals for emphasis.
#[rustfmt::skip]
const EMPHASISED: &[&str] = &[
    "ALL", "ALWAYS", "AND", "ANY", "ARE", "ASK", "AT", "AVOID", "BEFORE", "BOTH", "BUT", "BY", "CALL", "CAN", "CANNOT", "DAILY", "DANGER",
    "DAY", "DAYS", "DO", "DOSE", "DRINK", "DRIVE", "EACH", "EAT", "EMPTY", "END", "EVEN", "EVER", "EVERY", "FIRST", "FOOD", "FOR", "FREE",
    "FROM", "FULL", "GET", "GO", "HAVE", "HELP", "HOT", "HOW", "IF", "IN", "INTO", "IS", "KEEP", "LEFT", "LESS", "MAY", "MORE", "MUST",
    "NEVER", "NEW", "NEXT", "NIL", "NO", "NONE", "NOT", "NOTE", "NOW", "OF", "OFF", "ON", "ONCE", "ONE", "ONLY", "OR", "OUT", "OVER", "PER",
    "PLEASE", "READ", "RIGHT", "RING", "SAME", "SEE", "SHOULD", "SLOW", "SLOWLY", "SOME", "START", "STAY", "STOP", "TAKE", "TEXT", "THE",
    "THEN", "THIS", "THREE", "TIME", "TIP", "TIPS", "TO", "TODAY", "TOP", "TWICE", "TWO", "UNDER", "UP", "URGENT", "USE", "VERY", "WAIT",
    "WASH", "WATER", "WEEK", "WEEKLY", "WHEN", "WILL", "WITH", "YEAR", "YES", "YOU", "YOUR",
];

/// Units as some write them.
const UNITS: [&str; 20] =
    ["IU", "MIU", "ML", "MG", "MCG", "UG", "KG", "CM", "MM", "KM", "KJ", "KCAL", "BPM", "MHZ", "HZ", "DB", "GY", "FT", "LB", "OZ"];

/// Numbers in Roman numerals; `IV` is also a drip.
const ROMAN: [&str; 13] = ["II", "III", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XX"];
const BEFORE_ROMAN: [&str; 9] = ["type", "stage", "grade", "phase", "class", "part", "factor", "chapter", "category"];

/// The states, provinces and territories that stand after a comma in an address.
#[rustfmt::skip]
const STATES: [&str; 71] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI",
    "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT",
    "VT", "VA", "WA", "WV", "WI", "WY", "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT", "ACT", "NSW", "QLD",
    "SA", "TAS", "VIC",
];

/// What stands before the code of a leaflet.
const BEFORE_CODES: [&str; 7] = ["ref", "reference", "no", "code", "version", "id", "number"];

/// A word and what stands around it.
struct Word<'t> {
    text: &'t str,
    start: usize,
    /// The number of the words in capitals that stand in a row with it, itself included.
    in_a_row: usize,
}

pub(super) fn check(checking: &Checking<'_>, runs: &[Run], found: &mut Vec<(String, Diagnostic)>) {
    let runs: Vec<&Run> = runs.iter().filter(|run| run.voice == Voice::Page).collect();
    let ordinary: BTreeSet<String> = runs.iter().flat_map(|run| words_of(&run.text)).map(|word| word.text.to_owned()).collect();
    let explained = Explained::on(checking, &runs);
    let mut told = BTreeSet::new();
    for run in &runs {
        let all = words_of(&run.text);
        for (place, word) in all.iter().enumerate() {
            let name = word.text;
            if is_acronym(name)
                && word.in_a_row < 2
                && !KNOWN.contains(&name)
                && !EMPHASISED.contains(&name)
                && !unfinished::MARKS.contains(&name)
                && !ordinary.contains(&name.to_lowercase())
                && !is_name_or_number(&run.text, &all, place)
                && !explained.is(name)
                && told.insert(name.to_owned())
            {
                let problem = Diagnostic::warning("acronym", format!("nothing says what “{name}” stands for"));
                found.push((run.at.clone(), problem.with_help(format!("write it out where it's first met, with “({name})” after it"))));
            }
        }
    }
}

/// Two to six capitals.
fn is_acronym(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// The words of a text. Addresses of the web and of e-mail have none.
fn words_of(text: &str) -> Vec<Word<'_>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut found: Vec<Word<'_>> = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(|c: char| !is_part(c)) {
        let word = piece.trim_end_matches(|c: char| !is_part(c)).trim_matches(['\'', '’']);
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let place = start + piece.find(word).unwrap_or_default();
        start += piece.len();
        if !word.is_empty() && !is_address(chunk(text, place)) {
            found.push(Word { text: word, start: place, in_a_row: 0 });
        }
    }
    // Words that are shouted: in a row with others, and with a vowel, as no "CPR" has.
    let mut from = 0;
    while from < found.len() {
        let mut to = from + 1;
        while to < found.len()
            && is_shouted(found[to].text)
            && is_shouted(found[to - 1].text)
            && is_beside(text, &found[to - 1], &found[to])
        {
            to += 1;
        }
        let counts =
            |word: &&Word<'_>| word.text.len() > 1 && word.text.contains(['A', 'E', 'I', 'O', 'U', 'Y']) && !KNOWN.contains(&word.text);
        let in_a_row = found[from..to].iter().filter(counts).count();
        found[from..to].iter_mut().for_each(|word| word.in_a_row = in_a_row);
        from = to;
    }
    found
}

/// Whether a word has no small letter. A number has none.
fn is_shouted(word: &str) -> bool {
    word.chars().all(|c| !c.is_lowercase())
}

fn is_beside(text: &str, a: &Word<'_>, b: &Word<'_>) -> bool {
    text[a.start + a.text.len()..b.start].chars().all(|c| c.is_whitespace() || c == '-')
}

/// What stands between the spaces around a place.
fn chunk(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    &text[start..end]
}

fn is_address(chunk: &str) -> bool {
    chunk.contains('@') || chunk.contains("://") || chunk.starts_with("www.")
}

/// Codes, trade names, states in addresses, units and Roman numerals.
fn is_name_or_number(text: &str, words: &[Word<'_>], place: usize) -> bool {
    let Word { text: name, start, in_a_row: _ } = words[place];
    let after = &text[start + name.len()..];
    let before = place.checked_sub(1).map(|place| words[place].text.to_lowercase()).unwrap_or_default();
    let next = words.get(place + 1).map_or("", |word| word.text);
    let next_is_number = !next.is_empty() && next.bytes().all(|b| b.is_ascii_digit());
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    // "END/014", "DSM-5", and "PIL 0123".
    let is_code = has_digit(chunk(text, start)) || (next_is_number && next.len() > 2) || BEFORE_CODES.contains(&before.as_str());
    let is_state = STATES.contains(&name) && text[..start].trim_end().ends_with(',');
    let is_unit = UNITS.contains(&name) && before.ends_with(|c: char| c.is_ascii_digit());
    let is_roman = ROMAN.contains(&name) || (name == "IV" && BEFORE_ROMAN.contains(&before.as_str()));
    is_code || is_state || is_unit || is_roman || after.starts_with(['®', '™', '©'])
}

/// What the page or its glossary explains, and the names that the page and its publisher go by.
struct Explained {
    names: BTreeSet<String>,
    /// What the first letters of words that follow each other spell, as long as an acronym may be.
    initials: BTreeSet<String>,
}

impl Explained {
    fn on(checking: &Checking<'_>, runs: &[&Run]) -> Self {
        let mut names = names(checking);
        let mut met: BTreeMap<String, bool> = BTreeMap::new();
        let mut initials = BTreeSet::new();
        for run in runs {
            let all = words_of(&run.text);
            for word in all.iter().filter(|word| is_acronym(word.text)) {
                *met.entry(word.text.to_owned()).or_default() |= explains(run, word);
            }
            // "(SSRIs)"
            names.extend(run.text.split('(').skip(1).filter_map(|inside| {
                let plural = inside.split_once("s)")?.0;
                is_acronym(plural).then(|| plural.to_owned())
            }));
            let long = all.iter().filter(|word| word.text.chars().count() > 2 && !is_acronym(word.text));
            let letters: Vec<char> = long.filter_map(|word| word.text.chars().next()).map(|c| c.to_ascii_uppercase()).collect();
            initials.extend((3..=6).flat_map(|length| letters.windows(length)).map(|letters| letters.iter().collect::<String>()));
        }
        names.extend(met.into_iter().filter(|(_, is_explained)| *is_explained).map(|(name, _)| name));
        Self { names, initials }
    }

    fn is(&self, name: &str) -> bool {
        self.names.contains(name) || self.initials.contains(name)
    }
}

/// Acronyms in the glossary, in the page's titles, and in the names of those who publish it and help.
fn names(checking: &Checking<'_>) -> BTreeSet<String> {
    let (page, site) = (checking.page, checking.library.site());
    let glossary = checking.library.glossary(&page.id.language);
    let mut texts: Vec<String> = glossary.into_iter().flat_map(|glossary| glossary.iter().map(|entry| entry.term.plain_text())).collect();
    let mut name = |line: &crate::value::Line| texts.push(line.to_string());
    name(&page.title);
    name(&site.title);
    name(&site.publisher.name);
    page.headline.iter().chain(&page.approach).for_each(&mut name);
    page.support.iter().for_each(|organisation| name(&organisation.name));
    page.contact.iter().chain(&site.contact).for_each(|contact| name(&contact.name));
    site.clinics.values().for_each(|clinic| name(&clinic.name));
    for author in &page.authors {
        match author {
            Contributor::Organization(organisation) => name(organisation),
            Contributor::Person(_) => {}
        }
    }
    page.subject.names().into_iter().for_each(&mut name);
    texts.iter().flat_map(|text| words::of_text(text)).filter(|word| is_acronym(word)).collect()
}

/// How far, in bytes, what explains a word may be from it.
const NEAR: usize = 200;

/// Whether a run says what an acronym in it means: "selective serotonin reuptake inhibitor (SSRI)", "SSRI (selective …)", "DHEA, a
/// hormone", "PPM stands for …", "What is TENS?".
fn explains(run: &Run, word: &Word<'_>) -> bool {
    let end = word.start + word.text.len();
    // What explains a word stands near it; a paragraph may be long.
    let (before, after) = (&run.text[run.text.floor_char_boundary(word.start.saturating_sub(NEAR))..word.start], &run.text[end..]);
    let after = &after[..after.floor_char_boundary(NEAR)];
    let in_brackets = before.rfind('(').filter(|open| !before[*open..].contains(')')).is_some_and(|open| {
        let inside = [&before[open + 1..], word.text, after.split(')').next().unwrap_or(after)].concat();
        (inside.starts_with(word.text) || inside.ends_with(word.text)) && inside.split_whitespace().count() <= 6
    });
    let is_heading = run.is_heading() && {
        let heading = run.text.to_lowercase();
        word.start == 0 && after.trim_matches([' ', '?', ':', '.']).is_empty()
            || ["what is ", "what are ", "what’s ", "what's ", "about "].iter().any(|start| heading.starts_with(start))
    };
    const AFTER: [&str; 13] = [
        " (",
        ", a ",
        ", an ",
        ", the ",
        ", which ",
        " stands for",
        " means ",
        " is short for",
        " is a ",
        " is an ",
        " is the ",
        ": ",
        " = ",
    ];
    const BEFORE: [&str; 6] = ["called ", "called a ", "called an ", "known as ", "short for ", "shortened to "];
    in_brackets || is_heading || AFTER.iter().any(|sign| after.starts_with(sign)) || BEFORE.iter().any(|sign| before.ends_with(sign))
}
