//! Text that must stand on paper. Each piece of it has a number, which Typst carries with every glyph as the place in a
//! source file that the glyph comes from. So `proof` knows of each glyph which letter of which piece it shows.

use std::{
    num::NonZeroU64,
    ops::Range,
    sync::{Arc, LazyLock},
};

use pamphlet_core::{
    bidi::{self, Run},
    model::PageId,
    value::Direction,
};
use serde_json::json;
use typst::{
    World,
    comemo::Tracked,
    diag::{At, SourceResult},
    engine::Engine,
    foundations::{Args, CastInfo, Content, Context, Dict, NativeElement, NativeFuncData, NativeFuncPtr, Regex, Scope, Smart, Value},
    layout::{Abs, Dir, HElem},
    model::{Destination, LinkElem, LinkTarget, Url},
    syntax::{FileId, Span},
    text::{TextDir, TextElem},
};

/// The file that the theme reads its data from.
pub(crate) const DATA: &str = "page.json";

/// Where a piece of text must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Among the text of the page, in its order.
    Body,
    /// Anywhere: notes are at the foot of pages.
    Note,
    /// Anywhere, if the renderer has a place for it: addresses are at the end.
    Anywhere,
    /// Anywhere, and no theme may leave it out: how the review stands, what the text is and isn't.
    Notice,
    /// On every page.
    EachPage,
}

/// A piece of text that must stand on paper.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub place: Place,
    /// The page of the library that it belongs to.
    pub page: Option<Arc<PageId>>,
    /// As it's set; empty if it was left out of the tree.
    pub text: String,
}

/// A piece in the data of the theme, which gets it as content.
pub(crate) fn node(number: usize, text: &str) -> serde_json::Value {
    json!({ "said": number, "text": text })
}

/// Tells the number and the text of each piece in a tree.
pub(crate) fn each(value: &mut serde_json::Value, tell: &mut dyn FnMut(usize, &mut serde_json::Map<String, serde_json::Value>)) {
    match value {
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| each(item, tell)),
        serde_json::Value::Object(node) => match node.get("said").and_then(serde_json::Value::as_u64).and_then(|n| usize::try_from(n).ok())
        {
            Some(number) => tell(number, node),
            None => node.values_mut().for_each(|part| each(part, tell)),
        },
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) | serde_json::Value::String(_) => {}
    }
}

/// How the long words of a piece may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Loose {
    /// Between syllables, with a hyphen.
    Syllables,
    /// Anywhere: a code has no syllables.
    Anywhere,
}

impl Loose {
    fn name(self) -> &'static str {
        match self {
            Self::Syllables => "syllables",
            Self::Anywhere => "anywhere",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Syllables, Self::Anywhere].into_iter().find(|loose| loose.name() == name)
    }

    /// Lets the words of a piece break a little more; tells whether there's a way left.
    pub(crate) fn loosen(node: &mut serde_json::Map<String, serde_json::Value>) -> bool {
        let has_long_word = node.get("text").and_then(|text| text.as_str()).is_some_and(|text| text.split_whitespace().any(is_long));
        let next = match node.get("loose").and_then(|name| name.as_str()).and_then(Self::named) {
            None => Self::Syllables,
            Some(Self::Syllables) => Self::Anywhere,
            Some(Self::Anywhere) => return false,
        };
        node.insert("loose".to_owned(), next.name().into());
        has_long_word
    }
}

/// A word of fewer letters never breaks.
const LONG: usize = 8;

fn is_long(word: &str) -> bool {
    word.chars().nth(LONG).is_some()
}

/// The function with which a theme reads its data: as `json("page.json")` does, but pieces of text come as content that
/// knows its number.
pub(crate) static PAGE_DATA: NativeFuncData = NativeFuncData {
    function: NativeFuncPtr(&page_data),
    name: "page-data",
    title: "Page data",
    docs: "What the renderer says of the page.",
    def_site: None,
    keywords: &[],
    contextual: false,
    scope: LazyLock::new(&Scope::new),
    params: LazyLock::new(&Vec::new),
    returns: LazyLock::new(&|| CastInfo::Any),
};

fn page_data(engine: &mut Engine, _: Tracked<Context>, args: &mut Args) -> SourceResult<Value> {
    let bytes = engine.world.file(*DATA_FILE).at(args.span)?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string()).at(args.span)?;
    Ok(with_content(value, Direction::LeftToRight))
}

static DATA_FILE: LazyLock<FileId> = LazyLock::new(|| crate::world::id(DATA).expect("our own names are paths"));

#[expect(clippy::wildcard_enum_match_arm, reason = "Typst's values, of which JSON has few")]
fn with_content(value: Value, around: Direction) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(|item| with_content(item, around)).collect()),
        Value::Dict(node) => {
            // The whole file says which way it runs, and so does a phrase in another language.
            let direction = match node.get("rtl") {
                Ok(Value::Bool(true)) => Direction::RightToLeft,
                Ok(Value::Bool(false)) => Direction::LeftToRight,
                _ => around,
            };
            match (piece(&node, direction), node.get("covers")) {
                (Some(content), _) => Value::Content(content),
                // A family of typefaces, and the letters that it's asked for. JSON has no patterns.
                (None, Ok(Value::Str(letters))) if let Ok(pattern) = Regex::new(letters) => {
                    let mut family = node.clone();
                    family.insert("covers".into(), Value::dynamic(pattern));
                    Value::Dict(family)
                }
                (None, _) => Value::Dict(node.into_iter().map(|(key, part)| (key, with_content(part, direction))).collect()),
            }
        }
        other => other,
    }
}

fn piece(node: &Dict, direction: Direction) -> Option<Content> {
    let (Ok(Value::Int(number)), Ok(Value::Str(text))) = (node.get("said"), node.get("text")) else { return None };
    let number = u64::try_from(*number).ok()?;
    let loose = match node.get("loose") {
        Ok(Value::Str(name)) => Loose::named(name),
        _ => None,
    };
    Some(content(number, text, loose, direction, &links_of(node)))
}

/// A part of a piece that leads somewhere.
struct Leads {
    place: Range<usize>,
    to: Url,
}

fn links_of(node: &Dict) -> Vec<Leads> {
    let Ok(Value::Array(links)) = node.get("links") else { return Vec::new() };
    let number = |link: &Dict, key| match link.get(key) {
        Ok(Value::Int(number)) => usize::try_from(*number).ok(),
        _ => None,
    };
    let leads = |link: &Value| {
        let Value::Dict(link) = link else { return None };
        let Ok(Value::Str(url)) = link.get("url") else { return None };
        Some(Leads { place: number(link, "from")?..number(link, "to")?, to: Url::new(url.as_str()).ok()? })
    };
    links.iter().filter_map(leads).collect()
}

/// A piece as content.
fn content(number: u64, text: &str, loose: Option<Loose>, direction: Direction, links: &[Leads]) -> Content {
    let said = Said { number, text, breaks: breaks(text, loose) };
    let mut parts = Vec::new();
    let mut done = 0;
    for Leads { place, to } in links {
        said.runs(done..place.start, direction, &mut parts);
        let mut words = Vec::new();
        match direction {
            Direction::LeftToRight => said.part(place.clone(), Side::Plain, &mut words),
            // An address runs from the left in every language.
            Direction::RightToLeft => said.part(place.clone(), Side::FromLeft, &mut words),
        }
        let to = LinkTarget::Dest(Destination::Url(to.clone()));
        // As the theme's own links look: it says how lines under words are drawn.
        parts.push(LinkElem::new(to, Content::sequence(words).underlined()).pack());
        done = place.end;
    }
    said.runs(done..text.len(), direction, &mut parts);
    let content = Content::sequence(parts);
    if loose.is_some() { content.set(TextElem::hyphenate, Smart::Custom(true)) } else { content }
}

/// Which way a part of a piece runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// As its letters do.
    Plain,
    FromLeft,
}

/// A piece, and where it may break.
struct Said<'t> {
    number: u64,
    text: &'t str,
    breaks: Vec<usize>,
}

impl Said<'_> {
    fn runs(&self, place: Range<usize>, direction: Direction, parts: &mut Vec<Content>) {
        let mut start = place.start;
        for run in bidi::runs(&self.text[place], direction) {
            let (run, side) = match run {
                Run::Plain(run) => (run, Side::Plain),
                Run::FromLeft(run) => (run, Side::FromLeft),
            };
            self.part(start..start + run.len(), side, parts);
            start += run.len();
        }
    }

    /// A part of it. Where it may break without a hyphen it's parted by a space of no width, which is set in a style of its own: Typst
    /// takes text of one style together, and who copies an address from the PDF would copy the spaces too.
    fn part(&self, place: Range<usize>, side: Side, parts: &mut Vec<Content>) {
        if side == Side::FromLeft && place.len() == self.text.len() {
            // A paragraph takes its direction from what all of it shares: a number alone in a cell would go to the other side.
            parts.push(HElem::new(Abs::zero().into()).pack());
        }
        let inside = self.breaks.iter().copied().filter(|at| place.contains(at) && *at > place.start);
        let mut from = place.start;
        for to in inside.chain([place.end]) {
            if self.breaks.binary_search(&from).is_ok() {
                parts.push(TextElem::new("\u{200b}".into()).pack().set(TextElem::overhang, false));
            }
            let part = TextElem::new(self.text[from..to].into()).pack().spanned(span(self.number, from));
            parts.push(match side {
                Side::FromLeft => part.set(TextElem::dir, TextDir(Smart::Custom(Dir::LTR))),
                Side::Plain => part,
            });
            from = to;
        }
    }
}

/// Typst knows the place of a glyph in a text by two bytes.
const LONGEST_PART: usize = 30_000;

/// An address of fewer letters stays on one line.
const SHORT_ADDRESS: usize = 20;

/// Where a text may break beside the places that every reader knows: in long addresses, and anywhere if there's no other way.
fn breaks(text: &str, loose: Option<Loose>) -> Vec<usize> {
    let mut all = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let is_address = word.chars().nth(SHORT_ADDRESS).is_some() && has_address_signs(word);
        let is_loose = loose == Some(Loose::Anywhere) && is_long(word);
        if is_address || is_loose {
            let inside = word.char_indices().zip(word.chars().skip(1)).zip(word.chars().skip(2));
            for (((at, c), next), after) in inside {
                // "https://" alone at the end of a line reads as an address that was cut off.
                let ends_scheme = word[..at].ends_with('/');
                let is_sign =
                    at > 0 && is_address && is_address_sign(c) && !ends_scheme && next.is_alphanumeric() && after.is_alphanumeric();
                if is_sign || is_loose && is_parted(c) && is_parted(next) && !after.is_whitespace() {
                    all.push(start + at + c.len_utf8());
                }
            }
        }
        start += word.len();
        if start - all.last().copied().unwrap_or(0) > LONGEST_PART {
            all.push(start);
        }
    }
    all.retain(|at| *at < text.len());
    all
}

/// The signs after which a reader breaks an address.
fn is_address_sign(c: char) -> bool {
    matches!(c, '/' | '.' | '-' | '_' | '?' | '&' | '=' | '#' | '%' | '~' | '+' | ':' | ';' | ',' | '@')
}

fn has_address_signs(word: &str) -> bool {
    let is_inside = |(at, c): (usize, char)| {
        matches!(c, '/' | '.' | '_' | '@' | '=') && at > 0 && word[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
    };
    word.char_indices().any(is_inside)
}

/// Whether a word may be parted beside a character: not where letters join, and not before a mark of a letter.
fn is_parted(c: char) -> bool {
    c < '\u{590}' && !matches!(c, '\u{300}'..='\u{36f}')
}

// A span is a file and a number of 47 bits (`typst_syntax::Span`): 23 for the piece, 24 for the part of it.
const FILE_SHIFT: u32 = 48;
const NUMBER_SHIFT: u32 = 24;
const FIRST: u64 = 2;

fn span(number: u64, start: usize) -> Span {
    let file = u64::from(DATA_FILE.into_raw().get());
    let (number, start) = (number.min((1 << 23) - 2), start as u64 & ((1 << NUMBER_SHIFT) - 1));
    let raw = (file << FILE_SHIFT) | (((number << NUMBER_SHIFT) | start) + FIRST);
    NonZeroU64::new(raw).map_or(Span::detached(), Span::from_raw)
}

/// The number of the piece that a span stands for, and where in the piece it starts.
pub(crate) fn of_span(span: Span) -> Option<(usize, usize)> {
    span.id().filter(|id| *id == *DATA_FILE)?;
    let low = (span.into_raw().get() & ((1 << FILE_SHIFT) - 1)).checked_sub(FIRST)?;
    let start = low & ((1 << NUMBER_SHIFT) - 1);
    Some((usize::try_from(low >> NUMBER_SHIFT).ok()?, usize::try_from(start).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_groups_run_from_the_left_where_lines_run_from_the_right() {
        let part = |text: &str, start| TextElem::new(text.into()).pack().spanned(span(7, start));
        let number = "+44 1632 960002";
        let from_left = |start| part(number, start).set(TextElem::dir, TextDir(Smart::Custom(Dir::LTR)));
        let text = format!("رقم {number}");
        let apart = Content::sequence([part("رقم ", 0), from_left("رقم ".len())]);
        assert_eq!(content(7, &text, None, Direction::RightToLeft, &[]), apart);
        assert_eq!(content(7, &text, None, Direction::LeftToRight, &[]), Content::sequence([part(&text, 0)]));
        let gap = HElem::new(Abs::zero().into()).pack();
        assert_eq!(content(7, number, None, Direction::RightToLeft, &[]), Content::sequence([gap, from_left(0)]));
    }

    fn parted(text: &str, loose: Option<Loose>) -> String {
        let mut parted = text.to_owned();
        for at in breaks(text, loose).into_iter().rev() {
            parted.insert(at, '|');
        }
        parted
    }

    #[test]
    fn long_addresses_break_after_their_signs_and_words_only_as_the_last_resort() {
        assert_eq!(parted("see www.nhs.uk/conditions and/or ask", None), "see www.|nhs.|uk/|conditions and/or ask");
        assert_eq!(parted("on https://example.org/a-b?c=1", None), "on https://example.|org/a-b?c=1");
        assert_eq!(parted("a well-known oto-rhino-laryngologist.", None), "a well-known oto-rhino-laryngologist.");
        assert_eq!(parted("Pneumonoultramicroscopic", Some(Loose::Syllables)), "Pneumonoultramicroscopic");
        assert_eq!(parted("a abcdefghij", Some(Loose::Anywhere)), "a a|b|c|d|e|f|g|h|ij");
        assert_eq!(parted("وكوفيدوكوفيدوكوفيد", Some(Loose::Anywhere)), "وكوفيدوكوفيدوكوفيد");
    }

    #[test]
    fn a_span_tells_its_piece_and_part() {
        for (number, start) in [(0, 0), (1, 0), (7, 30_000), (70_000, 12)] {
            assert_eq!(of_span(span(number, start)), Some((usize::try_from(number).unwrap(), start)));
        }
        assert_eq!(of_span(Span::detached()), None);
    }
}
