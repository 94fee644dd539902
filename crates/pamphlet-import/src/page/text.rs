//! Running text of a draft as the model has it.

use pamphlet_core::{
    model::{Inline, Inlines, Link, Span},
    value::{LanguageTag, Line, Text as PlainText},
};

use crate::draft::{Face, Run, Text, Words, is_blank, plain};

/// What of a text's looks is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Bold, italic, links.
    All,
    /// Of a heading, which is bold anyway: links and languages.
    Links,
}

/// A text as the model's, or `None` if there's nothing to read in it.
pub(crate) fn inlines(text: &[Run], keep: Keep, language: &LanguageTag) -> Option<Inlines> {
    if is_blank(text) {
        return None;
    }
    let runs = tidy(text, keep);
    let mut out: Vec<Inline> = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        // A bracket after a note would be read as a part of it.
        if matches!(out.last(), Some(Inline::Note(_))) && is_bracketed(&runs[at]) {
            out.extend(" ".parse().ok().map(Inline::Text));
        }
        match &runs[at] {
            Run::Break => {
                out.push(Inline::LineBreak);
                at += 1;
            }
            Run::Note(note) => {
                out.extend(inlines(&on_one_line(&note.text), Keep::All, language).map(Inline::Note));
                at += 1;
            }
            Run::Words(words) => {
                let link = words.face.link.clone();
                let end = runs[at..].iter().position(|run| !matches!(run, Run::Words(words) if words.face.link == link));
                let end = end.map_or(runs.len(), |end| at + end);
                let content: Vec<Inline> = runs[at..end].iter().flat_map(|run| of_run(run, language)).collect();
                match link.and_then(|link| link.parse().ok()) {
                    Some(to) => out.extend(Inlines::try_from(content).ok().map(|content| Inline::Link(Link { content, to }))),
                    None => out.extend(content),
                }
                at = end;
            }
        }
    }
    // A line break at the end, or before nothing, shows nothing.
    while matches!(out.last(), Some(Inline::LineBreak)) {
        out.pop();
    }
    Inlines::try_from(out).ok()
}

fn is_bracketed(run: &Run) -> bool {
    match run {
        Run::Words(words) => words.face.link.is_some() || words.face.language.is_some() || words.text.starts_with(['[', '(']),
        Run::Note(_) => true,
        Run::Break => false,
    }
}

/// A text whose lines follow each other, as in a cell of a table, where no line can end.
pub(crate) fn on_one_line(text: &[Run]) -> Text {
    let mut out = Text::new();
    for run in text {
        match run {
            Run::Break => {
                let ends = crate::draft::plain(&out).trim_end().ends_with(['.', ':', ';', ',', '!', '?']);
                let gap = if ends || is_blank(&out) { " " } else { "; " };
                crate::draft::push(&mut out, gap, &Face::default());
            }
            Run::Words(_) | Run::Note(_) => out.push(run.clone()),
        }
    }
    out
}

fn of_run(run: &Run, language: &LanguageTag) -> Vec<Inline> {
    let Run::Words(Words { text, face }) = run else { return Vec::new() };
    let Ok(plain) = text.parse::<PlainText>() else { return Vec::new() };
    let mut inline = Inline::Text(plain);
    if !text.trim().is_empty() {
        let one = |inline| Inlines::try_from(vec![inline]).ok();
        if face.is_emphasis {
            inline = one(inline).map_or_else(|| Inline::LineBreak, Inline::Emphasis);
        }
        if face.is_strong {
            inline = one(inline).map_or_else(|| Inline::LineBreak, Inline::Strong);
        }
        let other = face.language.as_deref().and_then(|tag| tag.parse::<LanguageTag>().ok());
        if let Some(other) = other.filter(|other| other.primary() != language.primary()) {
            inline = one(inline).map_or_else(|| Inline::LineBreak, |content| Inline::Span(Span { content, language: other }));
        }
    }
    vec![inline]
}

/// The runs with single spaces, none at the ends of lines, and none at the ends of what is bold.
fn tidy(text: &[Run], keep: Keep) -> Text {
    let mut out = Text::new();
    let mut quotes = Quotes::default();
    // A space waits for the word after it, and stands outside whatever is marked.
    let mut gap = false;
    let mut is_hard = false;
    let mut is_start = true;
    for run in text {
        match run {
            Run::Break => {
                if !is_start {
                    out.push(Run::Break);
                }
                (gap, is_start) = (false, true);
            }
            Run::Note(_) => {
                out.push(run.clone());
                is_start = false;
            }
            Run::Words(Words { text, face }) => {
                let face = Face {
                    is_strong: face.is_strong && keep == Keep::All,
                    is_emphasis: face.is_emphasis && keep == Keep::All,
                    link: face.link.clone(),
                    language: face.language.clone(),
                };
                for c in text.chars() {
                    if c.is_whitespace() {
                        // A space that keeps two words together counts between words alone.
                        is_hard = c == '\u{a0}' && !gap;
                        gap = true;
                        continue;
                    }
                    let Some(c) = readable(c) else { continue };
                    let c = quotes.turned(c, gap || is_start);
                    if gap && !is_start {
                        space(&mut out, &face, if is_hard { "\u{a0}" } else { " " });
                    }
                    (gap, is_start) = (false, false);
                    crate::draft::push(&mut out, c.encode_utf8(&mut [0; 4]), &face);
                }
            }
        }
    }
    merge(out)
}

/// Puts a space before a word: into what was there if the word goes on in its looks, else between them.
fn space(out: &mut Text, face: &Face, space: &str) {
    match out.last_mut() {
        Some(Run::Words(words)) if words.face == *face => words.text.push_str(space),
        Some(Run::Words(words)) if words.face == Face::default() => words.text.push_str(space),
        Some(_) | None => {
            let link = match out.last() {
                // Two runs of one link are one link.
                Some(Run::Words(words)) if words.face.link == face.link => face.link.clone(),
                Some(_) | None => None,
            };
            out.push(Run::Words(Words { text: space.to_owned(), face: Face { link, ..Face::default() } }));
        }
    }
}

/// Joins runs that look alike.
fn merge(text: Text) -> Text {
    let mut out = Text::new();
    for run in text {
        match run {
            Run::Words(words) => crate::draft::push(&mut out, &words.text, &words.face),
            Run::Break | Run::Note(_) => out.push(run),
        }
    }
    out
}

/// A character that readers see, or `None`.
fn readable(c: char) -> Option<char> {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{ad}' | '\u{200b}' => None,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fffe}' | '\u{ffff}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// Whether readers see anything of a character.
pub(crate) fn is_readable(c: char) -> bool {
    readable(c).is_some()
}

/// Turns straight quotes into those that print uses, so that sources needn't escape them.
#[derive(Default)]
struct Quotes {
    before: Option<char>,
}

impl Quotes {
    fn turned(&mut self, c: char, is_after_gap: bool) -> char {
        let opens = is_after_gap || self.before.is_none_or(|before| matches!(before, '(' | '[' | '“' | '‘' | '/' | '–' | '—'));
        let turned = match c {
            '"' if opens => '“',
            '"' => '”',
            '\'' if opens => '‘',
            '\'' => '’',
            c => c,
        };
        self.before = Some(turned);
        turned
    }
}

/// A text as a line of its own, for the front matter.
pub(crate) fn line(text: &str) -> Option<Line> {
    let tidy: String = text.chars().filter_map(|c| if c.is_whitespace() { Some(' ') } else { readable(c) }).collect();
    tidy.split_whitespace().collect::<Vec<_>>().join(" ").parse().ok()
}

/// The first sentences of a text, as many as a summary takes.
pub(crate) fn first_sentences(text: &[Run], most: usize) -> Option<Line> {
    let said = plain(text);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut end = 0;
    for (at, _) in said.match_indices(['.', '!', '?']) {
        let is_end = said[at + 1..].is_empty() || said[at + 1..].starts_with(' ');
        if is_end && at < most {
            end = at + 1;
        }
    }
    if end == 0 {
        end = said.len();
    }
    if end > most {
        let cut = said.floor_char_boundary(most);
        let cut = said[..cut].rfind(' ').unwrap_or(cut);
        return line(&format!("{}…", &said[..cut]));
    }
    line(&said[..end])
}
