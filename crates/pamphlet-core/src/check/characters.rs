//! Characters that an output may be unable to show.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use serde_json::Value;

use super::{in_snippet, places_in};
use crate::{
    SETTINGS,
    glossary::GlossaryEntry,
    library::Library,
    model::{Document, Inlines, Page},
    pointer::Pointer,
};

/// A character in a source file that an output has no sign for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unshown {
    /// The character.
    pub character: char,
    /// The file.
    pub file: Arc<str>,
    /// Where it first is. None if the file writes it in another way, such as `\u0041`.
    pub span: Option<Range<usize>>,
    /// How often the file has it.
    pub count: usize,
}

/// How often a character is met, and where first.
type Found = BTreeMap<char, (usize, Option<Range<usize>>)>;

impl Library {
    /// Every character of the text that readers see for which `can_show` is false: in pages, settings, glossary and references. Each is
    /// listed once a file. White space and signs that nobody sees, such as joiners, are never asked for.
    #[must_use]
    pub fn unshown(&self, can_show: &dyn Fn(char) -> bool) -> Vec<Unshown> {
        let mut files: BTreeMap<&Arc<str>, Found> = BTreeMap::new();
        for page in self.pages() {
            self.find_in_page(page, can_show, &mut files);
        }
        self.find_in_shared(can_show, &mut files);
        listed(files)
    }

    /// As [`unshown`](Self::unshown), in one page alone.
    #[must_use]
    pub fn unshown_in(&self, page: &Page, can_show: &dyn Fn(char) -> bool) -> Vec<Unshown> {
        let mut files = BTreeMap::new();
        self.find_in_page(page, can_show, &mut files);
        listed(files)
    }

    fn find_in_page<'l>(&'l self, page: &Page, can_show: &dyn Fn(char) -> bool, files: &mut BTreeMap<&'l Arc<str>, Found>) {
        let Some(file) = self.source_of(&page.id) else { return };
        let text = self.texts.get(file).map_or("", |text| text);
        let Ok(value) = serde_json::to_value(Document::from(page.clone())) else { return };
        let mut places = None;
        strings(&value, &Pointer::default(), &mut |at, line| {
            for character in line.chars().filter(is_seen).filter(|c| !can_show(*c)) {
                // A character of a snippet is reported once, however many pages include it.
                if let Some((snippet, part)) = in_snippet(self, page, &at.to_string())
                    && let Some((snippet, text)) = self.texts.get_key_value(&snippet)
                {
                    let first = first(text, part, character);
                    files.entry(snippet).or_default().entry(character).or_insert((1, first));
                    continue;
                }
                let (count, span) = files.entry(file).or_default().entry(character).or_default();
                *count += 1;
                if *count == 1 {
                    let places = places.get_or_insert_with(|| places_in(self, page, file));
                    *span = first(text, places.find(&at.to_string()).unwrap_or(0..text.len()), character);
                }
            }
        });
    }

    fn find_in_shared<'l>(&'l self, can_show: &dyn Fn(char) -> bool, files: &mut BTreeMap<&'l Arc<str>, Found>) {
        let is_unshown = |c: &char| !can_show(*c);
        let settings = serde_json::to_value(self.site()).unwrap_or_default();
        let mut lines = vec![(SETTINGS, Vec::new())];
        strings(&settings, &Pointer::default(), &mut |_, line| lines[0].1.push(line.to_owned()));
        let plain = |inlines: &Inlines| inlines.plain_text();
        let entries = self.glossary.values().flat_map(crate::glossary::Glossary::iter);
        lines
            .push(("glossary", entries.flat_map(|GlossaryEntry { slug: _, term, definition }| [plain(term), plain(definition)]).collect()));
        let cited = self.cited(&self.pages().collect::<Vec<_>>());
        lines.push(("references", cited.works().iter().map(|work| plain(&work.reference)).collect()));
        for (name, lines) in lines {
            for character in lines.iter().flat_map(|line| line.chars()).filter(is_seen).filter(is_unshown) {
                let of_name = || self.texts.iter().filter(|(file, _)| file.starts_with(name));
                let Some((file, text)) = of_name().find(|(_, text)| text.contains(character)).or_else(|| of_name().next()) else {
                    continue;
                };
                let (count, span) = files.entry(file).or_default().entry(character).or_default();
                *count += 1;
                if *count == 1 {
                    *span = first(text, 0..text.len(), character);
                }
            }
        }
    }
}

fn listed(files: BTreeMap<&Arc<str>, Found>) -> Vec<Unshown> {
    let of_file = |(file, found): (&Arc<str>, Found)| {
        let file = Arc::clone(file);
        found.into_iter().map(move |(character, (count, span))| Unshown { character, file: Arc::clone(&file), span, count })
    };
    files.into_iter().flat_map(of_file).collect()
}

/// Every string of a document, with its place.
pub(super) fn strings(value: &Value, at: &Pointer<'_>, visit: &mut dyn FnMut(&Pointer<'_>, &str)) {
    match value {
        Value::String(text) => visit(at, text),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| strings(item, &at.join(index), visit)),
        Value::Object(parts) => parts.iter().for_each(|(key, part)| strings(part, &at.join(key.as_str()), visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Where a character first is in a part of a text, or else in all of it.
fn first(text: &str, part: Range<usize>, character: char) -> Option<Range<usize>> {
    let inside = text.get(part.clone()).and_then(|inside| inside.find(character)).map(|at| part.start + at);
    inside.or_else(|| text.find(character)).map(|at| at..at + character.len_utf8())
}

/// Whether a character has a shape. Joiners, selectors and marks of direction have none (Unicode `Default_Ignorable_Code_Point`).
fn is_seen(c: &char) -> bool {
    let is_ignorable = matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
    !c.is_whitespace() && !c.is_control() && !is_ignorable
}
