//! Telephone numbers, as their region writes them. What only looks like one isn't found: dates, ranges, doses, codes, amounts.

use std::ops::Range;

use super::{ContactPoint, Found};

/// A region whose numbers begin with a 0 that isn't dialled from abroad.
struct Plan {
    region: &'static str,
    code: &'static str,
    /// The fewest digits of the first group, and of the last.
    first: usize,
    last: usize,
    /// The most digits after the 0.
    most: usize,
}

const fn plan(region: &'static str, code: &'static str, first: usize, last: usize, most: usize) -> Plan {
    Plan { region, code, first, last, most }
}

const PLANS: [Plan; 43] = [
    plan("GB", "44", 3, 3, 10),
    plan("GG", "44", 3, 3, 10),
    plan("IM", "44", 3, 3, 10),
    plan("JE", "44", 3, 3, 10),
    plan("IE", "353", 2, 3, 9),
    plan("FR", "33", 2, 2, 9),
    plan("DE", "49", 3, 2, 11),
    plan("AT", "43", 2, 2, 11),
    plan("CH", "41", 3, 2, 9),
    plan("BE", "32", 2, 2, 9),
    plan("NL", "31", 2, 2, 9),
    plan("SE", "46", 2, 2, 10),
    plan("FI", "358", 2, 2, 10),
    plan("AU", "61", 2, 3, 9),
    plan("NZ", "64", 2, 3, 10),
    plan("ZA", "27", 3, 3, 9),
    plan("IN", "91", 3, 3, 10),
    plan("PK", "92", 3, 3, 10),
    plan("BD", "880", 2, 3, 10),
    plan("LK", "94", 3, 3, 9),
    plan("JP", "81", 2, 3, 10),
    plan("TR", "90", 4, 2, 10),
    plan("IL", "972", 2, 3, 9),
    plan("EG", "20", 2, 3, 10),
    plan("SA", "966", 3, 3, 9),
    plan("AE", "971", 2, 3, 9),
    plan("JO", "962", 2, 3, 9),
    plan("IQ", "964", 2, 3, 10),
    plan("IR", "98", 3, 2, 10),
    plan("SY", "963", 3, 3, 9),
    plan("MA", "212", 2, 2, 9),
    plan("DZ", "213", 3, 2, 9),
    plan("UA", "380", 3, 2, 9),
    plan("RO", "40", 3, 3, 9),
    plan("BG", "359", 2, 2, 9),
    plan("HR", "385", 2, 3, 9),
    plan("RS", "381", 3, 2, 9),
    plan("SI", "386", 2, 2, 8),
    plan("SK", "421", 2, 2, 9),
    plan("KE", "254", 3, 3, 9),
    plan("NG", "234", 2, 3, 10),
    plan("MY", "60", 2, 3, 10),
    plan("TH", "66", 2, 3, 9),
];

/// Regions that write 3, 3 and 4 digits, and have the code 1.
const NORTH_AMERICA: [&str; 8] = ["US", "CA", "PR", "JM", "TT", "BS", "BB", "DO"];

/// The codes of regions without a 0 before their numbers, and the most digits of these.
const OTHERS: [(&str, usize); 9] = [("34", 9), ("351", 9), ("39", 11), ("48", 9), ("45", 8), ("47", 8), ("420", 9), ("30", 10), ("352", 9)];

/// What stands before numbers that nobody rings.
const NAMES_OF_CODES: [&str; 10] = ["isbn", "isbn-10", "isbn-13", "issn", "pmid", "doi", "ct", "dm+d", "code", "codes"];

/// What stands after amounts.
const UNITS: [&str; 14] = ["mg", "g", "kg", "mcg", "µg", "ml", "l", "mmol", "iu", "units", "cm", "mm", "km", "kcal"];

/// Finds the numbers outside the places that are taken.
pub(super) fn find(text: &str, taken: &[Range<usize>], region: Option<&str>) -> Found {
    let mut found: Found = Vec::new();
    let mut at = 0;
    let mut taken = taken.iter().peekable();
    while let Some(c) = text[at..].chars().next() {
        while taken.next_if(|place| place.end <= at).is_some() {}
        let until = taken.peek().map_or(text.len(), |place| place.start);
        if until <= at {
            at = taken.next().map_or(text.len(), |place| place.end);
            continue;
        }
        if !(is_digit(c) || matches!(c, '+' | '(')) {
            at += c.len_utf8();
            continue;
        }
        let run = &text[at..until];
        let is_outside = |(place, c): &(usize, char)| !(is_digit(*c) || is_joint(*c) || *place == 0);
        let run = &run[..run.char_indices().find(is_outside).map_or(run.len(), |(end, _)| end)];
        let last = found.last().map(|(place, _)| place.end);
        if let Some((place, to)) = starts(run).find_map(|start| number_at(text, at + start..at + run.len(), region, last)) {
            at = place.end;
            found.push((place, ContactPoint::Telephone(to)));
        } else {
            at += run.len();
        }
    }
    found
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹')
}

/// The digits of a text, as machines write them.
fn digits(text: &str) -> String {
    let value = |c: char| match c {
        '0'..='9' => Some(c),
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10),
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10),
        _ => None,
    };
    text.chars().filter_map(value).collect()
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_joint(c: char) -> bool {
    is_space(c) || matches!(c, '-' | '‑' | '.' | '(' | ')')
}

/// Where in a run of digits a number may begin: at its start, behind brackets, or behind a short number such as that of a ward.
fn starts(run: &str) -> impl Iterator<Item = usize> {
    let brackets = (run.len() - run.trim_start_matches('(').len()).min(2);
    let first = run.len() - run[brackets..].trim_start_matches(is_digit).len();
    let rest = run[first..].trim_start_matches(is_space);
    let is_short = (1..=2).contains(&(first - brackets)) && rest.len() < run[first..].len();
    let has_area = rest.starts_with("(0") || digits(&rest[..rest.len() - rest.trim_start_matches(is_digit).len()]).len() > 3;
    let spaces = run[brackets..].len() - run[brackets..].trim_start_matches(is_space).len();
    (0..=brackets).chain((spaces > 0).then_some(brackets + spaces)).chain((is_short && has_area).then_some(run.len() - rest.len()))
}

/// No number has more characters.
const LONGEST: usize = 30;

/// The longest number that begins where a run does.
fn number_at(text: &str, run: Range<usize>, region: Option<&str>, last: Option<usize>) -> Option<(Range<usize>, String)> {
    if !may_begin(&text[..run.start], last == run.start.checked_sub(1)) {
        return None;
    }
    let ends = text[run.clone()].char_indices().take(LONGEST).filter_map(|(at, c)| {
        let end = run.start + at + c.len_utf8();
        let goes_on = text[end..run.end].starts_with(is_digit);
        ((is_digit(c) && !goes_on) || c == ')').then_some(end)
    });
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().filter(|end| may_end(&text[*end..])).find_map(|end| {
        let to = number(&text[run.start..end], region)?;
        Some((run.start..end, format!("tel:{to}")))
    })
}

/// Whether a number may follow a text.
fn may_begin(before: &str, follows_number: bool) -> bool {
    let mut chars = before.chars().rev();
    let (last, earlier) = (chars.next(), chars.next());
    let may = match last {
        None => true,
        Some('/') => follows_number || !earlier.is_some_and(is_digit),
        Some(':' | ',') => !earlier.is_some_and(is_digit),
        Some('.') => earlier.is_some_and(char::is_alphabetic),
        Some(c) => {
            c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„' | '«' | '‘' | '‚' | '‹' | ';' | '•' | '—' | '،' | '؛' | '¿' | '¡')
        }
    };
    // None of these names is longer; a space and a colon may follow it.
    let word: Vec<char> = before.chars().rev().take(12).skip_while(|c| is_space(*c) || *c == ':').take_while(|c| !is_space(*c)).collect();
    let word: String = word.into_iter().rev().flat_map(char::to_lowercase).collect();
    may && !NAMES_OF_CODES.contains(&word.trim_start_matches('('))
}

/// Whether a number may end before a text.
fn may_end(after: &str) -> bool {
    let mut chars = after.chars();
    let (next, later) = (chars.next(), chars.next());
    let may = match next {
        None => true,
        Some('/') => later.is_none_or(|c| c == '0' || !is_digit(c)),
        Some('.' | ',' | ':' | '-' | '‑' | '–' | '−') => !later.is_some_and(is_digit),
        Some(c) => !(c.is_alphanumeric() || matches!(c, '_' | '@' | '=' | '%' | '°' | '£' | '$' | '€' | '+' | '*' | '#' | '×' | '^')),
    };
    let word: String =
        after.chars().skip_while(|c| is_space(*c)).take(8).take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    may && !(next.is_some_and(is_space) && UNITS.contains(&word.as_str()))
}

struct Group {
    digits: String,
    is_bracketed: bool,
    /// What stands between it and the next.
    joint: Option<char>,
}

/// The groups of a number without its `+`, if it's written as numbers are.
fn groups(text: &str) -> Option<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_bracketed = rest.starts_with('(');
        rest = rest.strip_prefix('(').unwrap_or(rest);
        let end = rest.len() - rest.trim_start_matches(is_digit).len();
        let digits = digits(&rest[..end]);
        rest = &rest[end..];
        if digits.is_empty() || is_bracketed != rest.starts_with(')') {
            return None;
        }
        rest = rest.strip_prefix(')').unwrap_or(rest);
        let joint = rest.chars().next().filter(|c| *c != '(' && !is_digit(*c));
        rest = &rest[joint.map_or(0, char::len_utf8)..];
        if joint.is_some() && rest.is_empty() {
            return None;
        }
        let joint = joint.map(|joint| {
            if is_space(joint) {
                ' '
            } else if joint == '‑' {
                '-'
            } else {
                joint
            }
        });
        groups.push(Group { digits, is_bracketed, joint });
    }
    Some(groups)
}

/// A number as it's dialled from anywhere: `+441632960001`.
fn number(text: &str, region: Option<&str>) -> Option<String> {
    let (is_international, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
    let groups = groups(rest)?;
    let joints: Vec<char> = groups.iter().skip(1).filter_map(|group| group.joint).collect();
    // `01.02.2026 10` is a date and more; the first group, the area's, may stand off in another way.
    if joints.windows(2).any(|pair| pair[0] != pair[1]) || groups.first()?.joint == Some('.') && joints.iter().any(|joint| *joint != '.') {
        return None;
    }
    let all: String = groups.iter().map(|group| group.digits.as_str()).collect();
    if is_international {
        return international(&groups);
    }
    let region = region?;
    if NORTH_AMERICA.contains(&region) {
        return north_american(&groups, &all);
    }
    let plan = PLANS.iter().find(|plan| plan.region == region)?;
    if groups.len() > 1 && groups[0].digits.starts_with("00") {
        let mut groups = groups;
        groups[0].digits.drain(..2);
        groups.retain(|group| !group.digits.is_empty());
        return international(&groups);
    }
    national(&groups, &all, plan)
}

fn international(groups: &[Group]) -> Option<String> {
    // The 0 of `+44 (0)1632` isn't dialled from abroad.
    let is_dialled = |group: &&Group| !(group.is_bracketed && group.digits == "0");
    let mut all: String = groups.iter().filter(is_dialled).map(|group| group.digits.as_str()).collect();
    let last = groups.last()?.digits.len();
    if all.starts_with('1') {
        return (all.len() == 11).then(|| format!("+{all}"));
    }
    if let Some(Plan { code, last: least, most, .. }) = PLANS.iter().find(|plan| all.starts_with(plan.code)) {
        if all[code.len()..].starts_with('0') {
            all.remove(code.len());
        }
        if all.len() > code.len() + most || last < *least {
            return None;
        }
    } else if OTHERS.iter().any(|(code, most)| all.starts_with(code) && all.len() > code.len() + most) {
        return None;
    }
    let is_sound = (8..=15).contains(&all.len()) && !all.starts_with('0') && last > 1;
    is_sound.then(|| format!("+{all}"))
}

fn north_american(groups: &[Group], all: &str) -> Option<String> {
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let local = match lengths[..] {
        [3, 3, 4] => all,
        [1, 3, 3, 4] => all.strip_prefix('1')?,
        _ => return None,
    };
    // Neither an area nor an exchange begins with 0 or 1.
    let is_sound = [0, 3].iter().all(|at| matches!(local.as_bytes().get(*at), Some(b'2'..=b'9')));
    is_sound.then(|| format!("+1{local}"))
}

fn national(groups: &[Group], all: &str, plan: &Plan) -> Option<String> {
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let ([first, .., last], Some(rest)) = (&lengths[..], all.strip_prefix('0')) else { return None };
    let is_pairs = lengths.iter().all(|length| *length == 2);
    // Numbers in groups of two are written in France alone; elsewhere these are days, weeks or ages.
    let has_sound_groups = if is_pairs {
        plan.region == "FR" && all.len() == 10
    } else {
        *first >= plan.first && *last >= plan.last && lengths.iter().all(|length| *length > 1)
    };
    let is_short = plan.code == "44" && all.len() == 8 && *first == 4 && all.starts_with("0800");
    let has_sound_length = (9..=plan.most + 1).contains(&all.len()) || is_short;
    (has_sound_groups && has_sound_length && !is_date(groups)).then(|| format!("+{}{rest}", plan.code))
}

/// Whether a number begins as a date does: `01 02 2026`.
fn is_date(groups: &[Group]) -> bool {
    let [day, month, year, ..] = groups else { return false };
    let is_up_to = |group: &Group, most: u8| group.digits.len() == 2 && group.digits.parse::<u8>().is_ok_and(|number| number <= most);
    is_up_to(day, 31) && is_up_to(month, 12) && year.digits.len() == 4 && (year.digits.starts_with("19") || year.digits.starts_with("20"))
}
