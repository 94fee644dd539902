//! Lines that begin as those of another dialect do: headings, tables, lists, boxes.

use std::ops::Range;

use super::{CALLOUT, LIST, TABLE, TABLE_CODE, contents_mark, is_contents_mark, marks, other};
use crate::{diagnostic::Diagnostic, source::typography::HELD};

/// Rules about how lines begin and what they consist of.
pub(super) fn find(text: &str, found: &mut Vec<(Range<usize>, Diagnostic)>) {
    let is_alone = !text.contains('\n');
    let mut at = 0;
    let mut before: Option<Line<'_>> = None;
    let mut is_listed = false;
    for line in text.split('\n') {
        let trimmed = line.trim_start();
        let start = at + line.len() - trimmed.len();
        let this = Line::new(trimmed.trim_end());
        let whole = start..start + this.text.len();
        if let Some(problem) = this.problem(is_alone) {
            // A table, a list and a block of another dialect are each reported once.
            let is_told = |told: Diagnostic| told == problem || (told.code == TABLE_CODE && problem.code == TABLE_CODE);
            if !before.as_ref().and_then(|before| before.problem(is_alone)).is_some_and(is_told) {
                found.push((whole, problem));
            }
        } else if let Some(before) = &before {
            let has_columns = (before.bars > 0 && before.bars == this.bars) || (before.tabs > 0 && before.tabs == this.tabs);
            let is_row = has_columns && before.problem(is_alone).is_none();
            let is_item = (before.bullet.is_some() && before.bullet == this.bullet)
                || before.number.zip(this.number).is_some_and(|(before, this)| before + 1 == this);
            if is_row {
                found
                    .push((whole, Diagnostic::error(TABLE_CODE, "these lines look like a table, and read as plain text").with_help(TABLE)));
            } else if is_item && !is_listed {
                is_listed = true;
                found.push((whole, marks("these lines look like a list, and would run on as one paragraph", LIST)));
            }
        }
        before = Some(this);
        at += line.len() + 1;
    }
}

/// A line and what of it decides what it is.
struct Line<'t> {
    text: &'t str,
    bars: usize,
    /// Tabs between words.
    tabs: usize,
    /// The number or letter that it begins with, as items of lists do: `1)`, `a)`, `1.`.
    number: Option<u32>,
    /// The mark that it begins with, if a space follows.
    bullet: Option<char>,
}

impl<'t> Line<'t> {
    fn new(text: &'t str) -> Self {
        let mut chars = text.chars();
        let bullet = chars.next().filter(|c| !c.is_alphanumeric() && !matches!(*c, HELD | '(' | '[' | '"' | '“' | '«' | '‘' | '…'));
        // `o` is what Word's second bullet becomes.
        let bullet =
            bullet.or_else(|| text.starts_with("o ").then_some('o')).filter(|_| text.chars().nth(1).is_some_and(char::is_whitespace));
        Self { text, bars: text.matches('|').count(), tabs: text.matches('\t').count(), bullet, number: number(text) }
    }

    /// What is wrong with it; a line alone may be a cell that has only a dash.
    fn problem(&self, is_alone: bool) -> Option<Diagnostic> {
        let text = self.text;
        let first = text.chars().next()?;
        let run = text.chars().take_while(|c| *c == first).count();
        // Marks are ASCII, so that their number is also their length.
        let rest = if first.is_ascii() { &text[run..] } else { text };
        let starts_word = rest.trim_start_matches([' ', '+', '-', '"', '“']).starts_with(char::is_alphanumeric);
        let only = |marks: &[char]| text.chars().all(|c| marks.contains(&c));
        match first {
            ':' if run >= 2 => Some(other("this is a block of another dialect (`:::`), and reads as plain text", CALLOUT)),
            '!' | '?' if run == 3 && rest.starts_with([' ', '+', '-']) && starts_word => {
                Some(other("this is a box of another dialect, and reads as plain text", CALLOUT))
            }
            '.' if text.starts_with(".. ") && text.contains("::") => {
                Some(other("this is a directive of reStructuredText, and reads as plain text", CALLOUT))
            }
            '.' | '/' if run == 2 && (rest.starts_with(' ') || first == '/') && starts_word && !rest.contains("//") => {
                Some(other("this is a comment of another program, and readers would see it", "delete it, or write it as `<!-- … -->`"))
            }
            ';' if rest.starts_with(' ') && starts_word => {
                Some(other("this is a comment of another program, and readers would see it", "delete it, or write it as `<!-- … -->`"))
            }
            '.' if run == 1
                && rest.trim_start_matches(char::is_uppercase).starts_with(char::is_lowercase)
                && rest.starts_with(char::is_uppercase) =>
            {
                Some(marks("this looks like the title of a block in AsciiDoc, and its full stop would be printed", CALLOUT))
            }
            '!' if run == 1 && starts_word && text.ends_with("!<") => Some(other(
                "no text can be hidden by marks, and these would be printed",
                "write what may be read on request as `> [!details] Heading`",
            )),
            '*' if text.starts_with("*[") && text.contains("]:") => Some(other(
                "this explains an abbreviation in another dialect, and reads as plain text",
                "write it out where it's first met: `magnetic resonance imaging (MRI)`",
            )),
            '{' if text.ends_with('}') && text[1..text.len() - 1].chars().all(|c| c.is_ascii_lowercase() || c == '-') => Some(marks(
                "this looks like a placeholder of another program, and readers would see it",
                "write out what it stands for, or delete it",
            )),
            '|' | '+' | '-' | '='
                if text.len() >= 3
                    && (!is_alone || text.contains(['|', '+']))
                    && only(&['|', '+', '-', '=', ':', ' '])
                    && (text.contains("--") || text.contains("==")) =>
            {
                Some(if only(&['=']) {
                    marks("a line of marks would be printed as it stands", "delete it, or write a heading with `##` before its words")
                } else {
                    Diagnostic::error(TABLE_CODE, "this looks like the ruled line of a table, and reads as plain text").with_help(TABLE)
                })
            }
            '|' => Some(Diagnostic::error(TABLE_CODE, "this looks like the row of a table, and reads as plain text").with_help(TABLE)),
            '#' if run > 1 && run <= 6 && starts_word => Some(
                Diagnostic::error("heading-syntax", "this looks like a heading, and reads as plain text")
                    .with_help(format!("put a space after the marks, and an empty line before: `{} Heading`", "#".repeat(run))),
            ),
            '#' if text.starts_with("#+") => Some(other("this is a keyword of Org mode, and reads as plain text", CALLOUT)),
            '=' if run <= 6 && rest.starts_with(' ') && starts_word && (run > 1 || rest.ends_with('=')) => Some(
                Diagnostic::error("heading-syntax", "this looks like a heading of another dialect, and reads as plain text")
                    .with_help("write `## ` before its words, and no marks after them"),
            ),
            '[' | HELD if text.trim_start_matches(['[', HELD]).starts_with('!') && self.is_callout() => {
                Some(Diagnostic::error("callout-syntax", "this looks like a callout, and reads as plain text").with_help(
                    "write `> ` at the start of each of its lines, and nothing between the bracket and the name: `> [!urgent] Heading`",
                ))
            }
            '[' | '@' | '!' if text.trim_start_matches(['@', '!']).eq_ignore_ascii_case("[toc]") => Some(contents_mark()),
            '_' if is_contents_mark(text) => Some(contents_mark()),
            '[' if text.len() > 3
                && text[1..].starts_with([' ', 'x', 'X', '-', '/', '>', '<', '!', '?', '*'])
                && text[2..].starts_with("] ") =>
            {
                Some(marks("this looks like a box to tick, and reads as plain text", "begin each with `- [ ] `"))
            }
            'b' if text.starts_with("bq. ") => {
                Some(other("this is a quote of another dialect, and reads as plain text", "begin each of its lines with `> `"))
            }
            'h' if text.as_bytes().get(1).is_some_and(u8::is_ascii_digit) && text[2..].starts_with(". ") => Some(
                Diagnostic::error("heading-syntax", "this looks like a heading of another dialect, and reads as plain text")
                    .with_help("write `## ` before its words"),
            ),
            '•' | '▪' | '◦' | '‣' | '⁃' | '∙' | '●' | '○' | '■' | '□' | '►' | '➢' | '·' | '\u{f0b7}' | '\u{f0a7}' => {
                Some(marks(format!("this looks like an item of a list (`{first}`), and reads as plain text"), LIST))
            }
            '~' | '*' | '_' | '%' | '@' | '^' | '$' if rest.is_empty() && (run >= 3 || text == "$$") => {
                Some(marks("a line of marks would be printed as it stands", "delete it, or start a new section with `##`"))
            }
            _ => None,
        }
    }

    /// Whether it begins with a callout's name in brackets, however it's written.
    fn is_callout(&self) -> bool {
        let inner = self.text.trim_start_matches(['[', HELD]).trim_start_matches('!');
        let name = inner.split([']', HELD]).next().unwrap_or_default();
        // An escaped sign may be any, and a sentence may follow it.
        let is_word = self.text.starts_with('[') || !name.trim().contains(' ');
        name.len() < inner.len()
            && is_word
            && name.trim().len() > 1
            && name.len() < 40
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '|'))
    }
}

/// The number or letter that a line begins with, as items of lists do.
fn number(line: &str) -> Option<u32> {
    let line = line.trim_start_matches('(');
    let end = line.find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| (1..=2).contains(end))?;
    let (label, rest) = line.split_at(end);
    let is_item = match rest.strip_prefix('.') {
        Some(after) => !after.starts_with(|c: char| c.is_ascii_digit()),
        None => rest.starts_with(')'),
    };
    let letter = || label.bytes().next().filter(|b| label.len() == 1 && b.is_ascii_lowercase()).map(u32::from);
    is_item.then(|| label.parse().ok().or_else(letter)).flatten()
}
