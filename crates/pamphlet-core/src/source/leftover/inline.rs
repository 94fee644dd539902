//! Marks of another dialect among the words of a line.

use std::ops::Range;

use super::{LITERAL, UNCLOSED, between_digits, marks, other, private};
use crate::{
    diagnostic::Diagnostic,
    source::typography::{HELD, addresses},
};

/// Rules about marks inside a line.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Diagnostic)> {
    let mut inline = Inline { text, spared: addresses(text), last_end: text.rfind("-->"), done: 0, closing: None, found: Vec::new() };
    inline.all();
    inline.found
}

struct Inline<'t> {
    text: &'t str,
    spared: Vec<Range<usize>>,
    /// Where the last comment ends, if one does.
    last_end: Option<usize>,
    /// Up to where the text has been dealt with.
    done: usize,
    /// Where marks stand that have been reported with those that they belong to.
    closing: Option<usize>,
    found: Vec<(Range<usize>, Diagnostic)>,
}

/// How far two marks of a pair may stand from each other, in bytes: those further apart are two marks.
const FURTHEST: usize = 400;

impl<'t> Inline<'t> {
    fn all(&mut self) {
        let mut spared = std::mem::take(&mut self.spared).into_iter().peekable();
        let special = |c: char| matches!(c, '!' | '#'..='&' | '*' | '+' | ',' | '\'' | '/' | ':'..='@' | '['..='`' | '{'..='~');
        for (at, c) in self.text.char_indices().filter(|(_, c)| special(*c)) {
            while spared.next_if(|range| range.end <= at).is_some() {}
            // An address in brackets may be a link that wasn't read, which its bracket tells.
            // Of marks in a row the first speaks for all.
            if at < self.done
                || self.closing == Some(at)
                || self.before(at) == Some(c)
                || (c != '[' && spared.peek().is_some_and(|range| range.start <= at))
            {
                continue;
            }
            if let Some((end, problem)) = self.at(at, c) {
                self.done = end.max(at + 1);
                if problem.code == UNCLOSED {
                    self.closing = self.text[end..].starts_with(|c: char| !c.is_whitespace()).then(|| self.closing_of(at, end)).flatten();
                }
                self.found.push((at..end, problem));
            }
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// Whether a mark of some length that begins here stands before a word and not after one.
    fn opens(&self, at: usize, length: usize) -> bool {
        let starts = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\'' | '“' | '‘' | '—' | '–' | HELD);
        self.before(at).is_none_or(starts) && self.text[at + length..].starts_with(|c: char| !c.is_whitespace() && c != HELD)
    }

    /// The text from a place on, to the end of its line, and not further than a pair may reach.
    fn rest(&self, from: usize) -> &'t str {
        let mut end = self.text.len().min(from + FURTHEST);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let rest = &self.text[from..end];
        rest.split('\n').next().unwrap_or(rest)
    }

    /// The text of a line before a place, from no further than a pair may reach.
    fn line_before(&self, at: usize) -> &'t str {
        let mut start = at.saturating_sub(FURTHEST);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let before = &self.text[start..at];
        before.rsplit('\n').next().unwrap_or(before)
    }

    /// Where what begins at `from` ends with a mark; there is something that isn't a space on its inner side.
    fn closes(&self, from: usize, mark: &str) -> Option<usize> {
        let rest = self.rest(from);
        let at = rest.find(mark).filter(|at| *at > 0)?;
        (!rest[..at].ends_with(char::is_whitespace)).then_some(from + at + mark.len())
    }

    fn at(&self, at: usize, c: char) -> Option<(usize, Diagnostic)> {
        let rest = self.rest(at);
        let run = rest.chars().take_while(|other| *other == c).count();
        let digit_before = self.before(at).is_some_and(|c| c.is_ascii_digit());
        match c {
            '*' | '_' if digit_before && rest[run..].starts_with(|c: char| c.is_ascii_digit()) => Some((at + run, between_digits())),
            '[' => self.bracket(at, rest),
            ']' => self.after_bracket(at, rest),
            '{' => self.brace(at, rest),
            '<' if self.before(at) == Some('8') && (rest.starts_with("<-") || rest.starts_with("<–")) => {
                Some((at + 1, other("this would put in a file in another dialect, and reads as plain text", "copy its text to this place")))
            }
            '<' => self.angle(at, rest),
            '%' if rest.starts_with("%%") && (self.opens(at, run) || self.closes(at + run, "%%").is_some()) => {
                let end = self.closes(at + run, "%%").unwrap_or(at + run);
                Some((end, private("this is a comment of another dialect, and readers would see it")))
            }
            '^' if rest.starts_with("^[") => Some((
                self.closes(at + 2, "]").unwrap_or(at + 2),
                other(
                    "this is a note of another dialect, and reads as plain text",
                    "write `[^1]` here, and its text at the end of the file: `[^1]: …`",
                ),
            )),
            '^' if run == 1 && self.is_block_id(at, rest) => {
                Some((at + rest.len(), other("this is the name of a block in Obsidian, and readers would see it", "delete it")))
            }
            '^' | '~' if run == 1 => self.raised_or_lowered(at, c),
            '~' if run == 2 => {
                let end = self.closes(at + 2, "~~")?;
                Some((
                    end,
                    other(
                        "text can't be struck out: a screen reader reads it as valid",
                        "delete what no longer holds; every page names the day of its last review",
                    ),
                ))
            }
            '=' if run == 2 && self.opens(at, 2) => {
                let end = self.closes(at + 2, "==")?;
                Some((
                    end,
                    other(
                        "text can't be highlighted, and its marks would be printed",
                        "write `**…**` if it's important, or use a callout: `> [!important] Heading`",
                    ),
                ))
            }
            '!' if self.text[..at].ends_with("Error") && (rest.starts_with("! Reference source") || rest.starts_with("! Bookmark not")) => {
                Some((
                    at + 1,
                    other(
                        "Word has put an error here instead of what it stood for",
                        "write the words, or a link: `[its text](other-page.md)`",
                    ),
                ))
            }
            '!' if rest.starts_with("![") => Some((
                at + 2,
                other(
                    "this looks like a picture, and reads as plain text",
                    "write `![what it shows](../media/name.svg)` in a paragraph of its own",
                ),
            )),
            '@' if run == 1 => self.citation(at, rest),
            ':' if run == 1 => self.emoji(at, rest),
            ':' if run == 2 && self.before(at).is_some_and(char::is_alphanumeric) && (rest.len() == 2 || rest[2..].starts_with(' ')) => {
                Some((at + 2, marks("the marks `::` mean nothing here, and would be printed", "write one colon")))
            }
            '&' => self.entity(at, rest),
            '\\' if self.opens(at, 1) => self.command(at, rest),
            '$' if run == 1 => self.formula(at),
            // Codes to dial: `*#06#`, `**62#`.
            '*' if is_code_to_dial(rest) => None,
            '*' if run >= 2 && (self.opens(at, run) || self.was_opened(at, run)) => self.unclosed(at, run),
            // One alone before a word is a remark below a table, or a word kept from being read.
            '*' if run == 1
                && self.opens(at, 1)
                && rest[1..].starts_with(char::is_alphanumeric)
                && self.closing_of(at, at + 1).is_some() =>
            {
                self.unclosed(at, 1)
            }
            '_' if run == 2 && self.opens(at, 2) && rest[2..].starts_with(|c: char| c.is_alphanumeric()) => self.unclosed(at, 2),
            '_' if run == 2 && self.closes_word(at, 2) => self.unclosed(at, 2),
            '_' if run == 1 && self.opens(at, 1) && rest[1..].starts_with(|c: char| c.is_alphanumeric()) => {
                let word = rest[1..].split(char::is_whitespace).next().unwrap_or_default();
                word.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '_').ends_with('_').then(|| self.unclosed(at, 1)).flatten()
            }
            _ => self.paired(at, c, run),
        }
    }

    /// Whether marks stand after a word and not before one.
    fn closes_word(&self, at: usize, length: usize) -> bool {
        let ends = |c: char| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | ')' | '”' | '"');
        self.before(at).is_some_and(ends) && !self.text[at + length..].starts_with(char::is_alphanumeric)
    }

    /// Where the marks from `at` to `end` stand again on their line, after a word.
    fn closing_of(&self, at: usize, end: usize) -> Option<usize> {
        let mark = &self.text[at..end];
        let (rest, c) = (self.rest(end), self.text[at..].chars().next()?);
        let is_closing = |found: &usize| {
            let before = rest[..*found].chars().next_back();
            before.is_some_and(|before| before != c && !before.is_whitespace()) && !rest[found + mark.len()..].starts_with(c)
        };
        rest.match_indices(mark).map(|(found, _)| found).find(is_closing).map(|found| end + found)
    }

    /// Whether marks before these on their line, as many, may be the first of the pair whose second these are.
    fn was_opened(&self, at: usize, run: usize) -> bool {
        let (line, mark) = (self.line_before(at), &self.text[at..at + run]);
        line.rfind(mark).is_some_and(|found| {
            let is_first = !line[..found].ends_with(|c: char| !c.is_whitespace());
            is_first && !line[found + run..].starts_with('*')
        })
    }

    fn unclosed(&self, at: usize, run: usize) -> Option<(usize, Diagnostic)> {
        let mark = &self.text[at..at + run];
        let is_attached =
            self.before(at).is_some_and(|c| !c.is_whitespace()) || self.text[at + run..].starts_with(|c: char| !c.is_whitespace());
        is_attached.then(|| {
            let problem = Diagnostic::warning(UNCLOSED, format!("the marks `{mark}` stress nothing here, and would be printed"))
                .with_help(format!(
                    "put `{mark}` directly before the first word and directly after the last, with a space or a full stop outside; or delete it"
                ))
                .with_help(LITERAL);
            (at + run, problem)
        })
    }

    fn bracket(&self, at: usize, rest: &str) -> Option<(usize, Diagnostic)> {
        let end = |mark: &str| rest.find(mark).map_or(at + 2, |found| at + found + mark.len());
        if let Some(target) = rest.strip_prefix("[[") {
            let is_contents = target.trim_start_matches('_').get(..3).is_some_and(|name| name.eq_ignore_ascii_case("toc"));
            let help = if is_contents {
                "delete it: every format makes its own contents"
            } else {
                "write `[its title](other-page.md)`, or `![what it shows](../media/name.svg)` for a picture"
            };
            return Some((end("]]"), other("this is a link of another dialect, and reads as plain text", help)));
        }
        let unread_link = |end: usize| {
            (
                end,
                Diagnostic::error("broken-link", "this looks like a link, and reads as plain text")
                    .with_help("write `[its text](https://…)`"),
            )
        };
        if rest[1..].starts_with("http") && rest.contains("://") {
            return Some(unread_link(end("]")));
        }
        // `link:https://…[text]`, `(text)[https://…]`
        if rest[1..].starts_with(char::is_alphabetic) && self.follows_address(at) {
            return Some(unread_link(at + 1));
        }
        let Some(inner) = rest[1..].split(']').next().filter(|inner| inner.len() + 1 < rest.len()) else {
            return rest.starts_with("[^").then(|| {
                (
                    at + 2,
                    Diagnostic::error("unknown-note", "this looks like the mark of a note, and reads as plain text")
                        .with_help("write `[^1]`"),
                )
            });
        };
        if inner.len() > 1 && inner.starts_with('^') && !inner.contains(char::is_whitespace) {
            let problem = Diagnostic::error("unknown-note", format!("there is no note `[{inner}]`"))
                .with_help(format!("add a line `[{inner}]: …` at the end; or write a backslash before the bracket"));
            return Some((at + inner.len() + 2, problem));
        }
        let is_name = |name: &str| name.len() < 12 && name.starts_with(|c: char| c.is_ascii_alphabetic());
        let name = &inner[..inner.find(['=', ' ']).unwrap_or(inner.len())];
        if is_name(name) && rest[inner.len() + 2..].contains(&format!("[/{name}]")) {
            let help =
                "for stress write `*…*`, for importance `**…**`, for a link `[its text](https://…)`, for a quote `> ` before each line";
            return Some((at + inner.len() + 2, other("this is a mark of another dialect, and readers would see it", help)));
        }
        if inner.strip_prefix('/').is_some_and(is_name) && self.line_before(at).contains(&format!("[{}", &inner[1..])) {
            return None;
        }
        if inner.starts_with(|c: char| c.is_alphabetic()) && inner.contains(":: ") {
            return Some((
                at + inner.len() + 2,
                other("this is a field of Obsidian, and readers would see it", "delete it, or say it in words"),
            ));
        }
        // `[see @a]`, `[-@a]`: the parser takes only what begins with the key.
        let cites = inner.match_indices('@').any(|(found, _)| {
            let before = inner[..found].chars().next_back();
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '-' | ';' | ','))
                && inner[found + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
        });
        cites.then(|| {
            let problem = Diagnostic::error("citation-syntax", "this looks like a citation, and reads as plain text").with_help(
                "a citation begins with its key: `[@key]`, `[@key, p. 3]`, `[@one; @two]`; words such as “see” stand before the bracket",
            );
            (at + inner.len() + 2, problem)
        })
    }

    fn after_bracket(&self, at: usize, rest: &str) -> Option<(usize, Diagnostic)> {
        let help = "write `[its text](https://…)` with nothing between the brackets, and %20 for a space in the address";
        let next = &rest[1..];
        if next.starts_with('(') && !next[1..].starts_with(' ') && next.contains(')') {
            let looks_like_address =
                next[1..].split(')').next().is_some_and(|inside| inside.contains(['/', '.', '#']) || inside.contains(HELD));
            return looks_like_address
                .then(|| (at + 2, Diagnostic::error("broken-link", "this looks like a link, and reads as plain text").with_help(help)));
        }
        if next.trim_start().starts_with("(http") {
            return Some((at + 1, Diagnostic::error("broken-link", "this looks like a link, and reads as plain text").with_help(help)));
        }
        let label = next.strip_prefix('[').and_then(|next| next.split(']').next().filter(|label| label.len() < next.len()))?;
        // `[1][2]` are the marks of a reference list.
        let is_number = !label.is_empty() && label.chars().all(|c| c.is_ascii_digit());
        (!is_number && !label.starts_with(['@', '^', HELD])).then(|| {
            let problem = Diagnostic::error("broken-link", format!("this looks like a link, and nothing says where `[{label}]` leads"))
                .with_help("write `[its text](https://…)`");
            (at + 2, problem)
        })
    }

    /// Whether an address ends directly before a place, or a bracket does after which an address begins.
    fn follows_address(&self, at: usize) -> bool {
        let word = self.line_before(at).rsplit(char::is_whitespace).next().unwrap_or_default();
        word.contains("://") || (word.contains("::") && !word.ends_with("::"))
    }

    fn brace(&self, at: usize, rest: &str) -> Option<(usize, Diagnostic)> {
        let mut inner = rest[1..].chars();
        let (first, second) = (inner.next()?, inner.next());
        let length = rest.find('}').map_or(1, |end| if rest[end..].starts_with("}}") { end + 2 } else { end + 1 });
        let template =
            || other("this is a placeholder of another program, and readers would see it", "write out what it stands for, or delete it");
        let attributes = || {
            other(
                "these are attributes of another dialect, and readers would see them",
                "delete them; headings have `{#id}`, `{aspect=causes}` and `{.faq}`, pictures `{.small}` and `{.medium}`",
            )
        };
        match (first, second) {
            ('>', Some('>')) => Some((at + length, private("this is an editor's comment, and readers would see it"))),
            ('#', _) if rest.contains("#}") => {
                Some((at + length, private("this is a comment of another program, and readers would see it")))
            }
            ('+' | '-' | '~' | '=', Some(second)) if second == first => Some((
                at + length,
                other("this is a tracked change, and both texts would be printed", "keep one of the texts, without the marks"),
            )),
            ('{' | '%' | '$' | '@', _) => Some((at + length, template())),
            ('.' | '#' | ':' | '=' | '!', Some(c)) if c.is_alphanumeric() || matches!(c, '.' | '#' | ' ') => {
                Some((at + length, attributes()))
            }
            _ if self.before(at).is_some_and(|c| matches!(c, '$' | '#')) && length > 2 => Some((at + length, template())),
            _ if self.before(at).is_some_and(|c| matches!(c, ']' | ')')) && length > 2 => Some((at + length, attributes())),
            // `{info}…{info}`
            (c, _) if c.is_ascii_lowercase() && length > 3 && rest[length..].contains(&rest[..length]) => Some((at + length, template())),
            _ if length > 2 && is_assignment(&rest[1..length - 1]) => Some((at + length, attributes())),
            _ => None,
        }
    }

    fn angle(&self, at: usize, rest: &str) -> Option<(usize, Diagnostic)> {
        if rest.starts_with("<!--") {
            if self.last_end.is_none_or(|last| last < at) {
                return Some((
                    at + 4,
                    Diagnostic::error("open-comment", "this begins a comment that doesn't end, and readers would see it")
                        .with_help("write `-->` after the comment"),
                ));
            }
            // A comment may go on for many lines.
            return self.text[at..].find("-->").map(|end| (at + end + 3, private("this is a comment, and readers would see it")));
        }
        if rest.starts_with("<%") || rest.starts_with("<?") {
            return Some((
                at + 2,
                other("this is a placeholder of another program, and readers would see it", "write out what it stands for, or delete it"),
            ));
        }
        if rest.starts_with("<<") {
            let end = self.closes(at + 2, ">>")?;
            return Some((
                end,
                marks("these marks would be printed as they stand", "write quotation marks: `\"…\"`; the language's own are printed"),
            ));
        }
        let inner = rest[1..].split('>').next().filter(|inner| inner.len() + 1 < rest.len())?;
        let name = inner.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        TAGS.contains(&name.to_ascii_lowercase().as_str()).then(|| {
            (
                at + inner.len() + 2,
                marks(format!("the tag `<{inner}>` would be printed as it stands"), "take the tags out: this is plain text"),
            )
        })
    }

    /// `^name` at the end of a line.
    fn is_block_id(&self, at: usize, rest: &str) -> bool {
        let name = rest[1..].trim_end();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        is_name && self.before(at).is_none_or(char::is_whitespace)
    }

    /// `H~2~O` and `10^3^`.
    fn raised_or_lowered(&self, at: usize, c: char) -> Option<(usize, Diagnostic)> {
        let rest = self.rest(at + 1);
        let inner = rest.split(c).next().filter(|inner| inner.len() < rest.len() && (1..=12).contains(&inner.len()))?;
        let is_marked = !inner.contains(char::is_whitespace) && !inner.contains(HELD) && inner.chars().any(char::is_alphanumeric);
        let end = at + inner.len() + 2;
        let is_attached = self.before(at).is_some_and(|c| c.is_alphanumeric() || c == ')');
        // `~struck~`, but not `~5`.
        let is_word = self.opens(at, 1) && inner.chars().all(char::is_alphabetic) && !self.text[end..].starts_with(char::is_alphanumeric);
        if is_marked && is_word {
            let message = format!("the marks `{c}` mean nothing here, and would be printed");
            return Some((end, marks(message, "for stress write `*…*`; other marks have no meaning").with_help(LITERAL)));
        }
        let what = if c == '^' { "raised" } else { "lowered" };
        let example = if c == '^' { "`10³`" } else { "`H₂O`" };
        let problem = Diagnostic::error("other-markup", format!("text can't be {what} by marks, and these would be printed"))
            .with_help(format!("write the small characters themselves, as in {example}"));
        (is_marked && is_attached).then_some((end, problem))
    }

    fn citation(&self, at: usize, rest: &str) -> Option<(usize, Diagnostic)> {
        if !self.opens(at, 1) {
            return self.paired(at, '@', 1);
        }
        let key = &rest[1..];
        let key = &key[..key.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-'))).unwrap_or(key.len())];
        // A key of a work nearly always has its year; `@home` and `@NHSuk` are names.
        let letters = key.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let has_year = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && letters.len() > 4
            && letters.bytes().rev().take(4).all(|b| b.is_ascii_digit());
        has_year.then(|| {
            // It may be somebody's name.
            let problem = Diagnostic::warning("citation-syntax", format!("`@{key}` looks like a citation, and reads as plain text"))
                .with_help(format!("write it in brackets: `[@{key}]`"));
            (at + 1 + key.len(), problem)
        })
    }

    fn emoji(&self, at: usize, rest: &str) -> Option<(usize, Diagnostic)> {
        let name = rest[1..].split(':').next().filter(|name| name.len() + 1 < rest.len())?;
        let is_name = name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '-'))
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-'));
        let end = at + name.len() + 2;
        let is_free = self.opens(at, 1) && !self.text[end..].starts_with(|c: char| c.is_alphanumeric());
        (is_name && is_free)
            .then(|| (end, marks(format!("`:{name}:` would be printed as it stands"), "write the sign itself, or say it in words")))
    }

    fn entity(&self, at: usize, rest: &str) -> Option<(usize, Diagnostic)> {
        let name = rest[1..].split(';').next().filter(|name| name.len() + 1 < rest.len() && name.len() < 9)?;
        let is_number = name.strip_prefix('#').is_some_and(|n| {
            let n = n.strip_prefix(['x', 'X']).unwrap_or(n);
            !n.is_empty() && n.bytes().all(|b| b.is_ascii_hexdigit())
        });
        (is_number || ENTITIES.contains(&name))
            .then(|| (at + name.len() + 2, marks(format!("`&{name};` would be printed as it stands"), "write the character itself")))
    }

    fn command(&self, at: usize, rest: &str) -> Option<(usize, Diagnostic)> {
        let name = &rest[1..];
        let name = &name[..name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len())];
        let end = at + 1 + name.len();
        (name.len() > 1 && !self.text[end..].starts_with(['\\', '/', '.'])).then(|| {
            (end, marks(format!("`\\{name}` is a command of TeX, and would be printed as it stands"), "say it in words, or delete it"))
        })
    }

    /// `$x^2$`, but not prices.
    fn formula(&self, at: usize) -> Option<(usize, Diagnostic)> {
        let end = self.closes(at + 1, "$")?;
        let inner = &self.text[at + 1..end - 1];
        let is_formula = self.opens(at, 1) && inner.contains(['\\', '^', '_', '=']) && inner.len() < 80;
        is_formula.then(|| (end, marks("a formula would be printed as it stands", "write it in words and signs: `x² + 1`")))
    }

    /// The rule for dialects that nobody has thought of: the same mark twice before a word, and twice after it or another.
    fn paired(&self, at: usize, c: char, run: usize) -> Option<(usize, Diagnostic)> {
        if c == '/' && self.before(at) == Some(':') {
            return None;
        }
        let is_mark = matches!(
            c,
            '=' | '~' | '^' | '%' | '@' | '|' | '$' | '+' | '/' | ',' | '\'' | '_' | '!' | ':' | ';' | '&' | '#' | '`' | '?' | '>'
        );
        if !is_mark || run < 2 || !self.opens(at, run) || !self.text[at + run..].starts_with(char::is_alphanumeric) {
            return None;
        }
        let mark = &self.text[at..at + run];
        let end = self.closes(at + run, mark);
        let end = end.filter(|end| !self.text[*end..].starts_with(char::is_alphanumeric));
        // Three alike before a word are a mark even if nothing closes it; and `word` marks are no blanks to fill in.
        let end = end.or_else(|| (run >= 3 && !matches!(c, '_' | '!' | '?' | '\'' | ',' | '/')).then_some(at + run))?;
        Some((
            end,
            marks(
                format!("the marks `{mark}` mean nothing here, and would be printed"),
                "for stress write `*…*`, for importance `**…**`; other marks have no meaning",
            )
            .with_help(LITERAL),
        ))
    }
}

/// Whether a text begins with what a telephone takes for an order, as `*#06#` is.
fn is_code_to_dial(text: &str) -> bool {
    let code = &text[..text.find(|c: char| !matches!(c, '*' | '#' | '0'..='9')).unwrap_or(text.len())];
    code.ends_with('#') || (code.len() > 2 && !code.starts_with("**") && code[1..].bytes().all(|b| b.is_ascii_digit()))
}

/// `key=value`, as attributes are written.
fn is_assignment(inner: &str) -> bool {
    inner.split_once('=').is_some_and(|(key, value)| {
        !key.is_empty() && !value.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    })
}

const TAGS: [&str; 38] = [
    "a",
    "abbr",
    "aside",
    "b",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "u",
    "ul",
];

const ENTITIES: [&str; 28] = [
    "amp", "lt", "gt", "quot", "apos", "nbsp", "ensp", "emsp", "thinsp", "shy", "ndash", "mdash", "hellip", "bull", "middot", "lsquo",
    "rsquo", "ldquo", "rdquo", "laquo", "raquo", "copy", "reg", "trade", "deg", "times", "frac12", "eacute",
];
