//! Where words of an output stand in the sources.

use std::{ops::Range, sync::Arc};

use super::{characters::strings, in_snippet, places_in};
use crate::{
    library::Library,
    model::{Document, Page, plain_text},
    pointer::Pointer,
    value::Anchor,
    visit::{self, Item},
};

impl Library {
    /// Where words that an output has from a page stand: in the page's own file, or else in one that all pages share. For telling an
    /// author of what was found in the output; words that stand in several places are found at the first.
    ///
    /// ```
    /// # use pamphlet_core::{Library, Sources};
    /// # let mut sources = Sources::new();
    /// # sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
    /// let text = "---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n\nIt doesn't *harm* you.\n";
    /// sources.insert("conditions/cough.md".into(), text.into());
    /// let library = Library::read(sources).unwrap();
    /// let (file, span) = library.locate(library.page("conditions/cough")?, "doesn’t harm").unwrap();
    /// assert_eq!((&*file, &text[span]), ("conditions/cough.md", "It doesn't *harm* you."));
    /// # Ok::<(), pamphlet_core::NotFound>(())
    /// ```
    #[must_use]
    pub fn locate(&self, page: &Page, words: &str) -> Option<(Arc<str>, Range<usize>)> {
        if words.trim().is_empty() {
            return None;
        }
        self.in_page(page, words).or_else(|| self.in_shared(words))
    }

    /// The section or question in which a place of a page's file is, by its id on the page; nothing before the first.
    ///
    /// ```
    /// # use pamphlet_core::{Library, Sources};
    /// # let mut sources = Sources::new();
    /// # sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
    /// let text = "---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n\nOpening.\n\n## Causes {#why}\n\nA cold.\n";
    /// sources.insert("conditions/cough.md".into(), text.into());
    /// let library = Library::read(sources).unwrap();
    /// let page = library.page("conditions/cough")?;
    /// let part = |words: &str| library.part_at(page, text.find(words).unwrap()).map(|part| part.to_string());
    /// assert_eq!((part("Opening"), part("A cold")), (None, Some("why".to_owned())));
    /// # Ok::<(), pamphlet_core::NotFound>(())
    /// ```
    #[must_use]
    pub fn part_at(&self, page: &Page, place: usize) -> Option<Anchor> {
        let places = places_in(self, page, self.source_of(&page.id)?);
        let mut last: Option<(usize, Anchor)> = None;
        visit::page(page, &mut |at, item| {
            let (heading, anchor) = match item {
                Item::Section(section) => (at.join("heading").to_string(), section.anchor()),
                Item::Question(question) => (at.join("question").to_string(), question.anchor()),
                Item::Block(_) | Item::Run(..) | Item::Inline(_) | Item::Cite(_) | Item::Picture(..) => return,
            };
            if let Some(span) = places.find(&heading)
                && span.start <= place
                && last.as_ref().is_none_or(|(start, _)| *start < span.start)
            {
                last = Some((span.start, anchor));
            }
        });
        last.map(|(_, anchor)| anchor)
    }

    fn in_page(&self, page: &Page, words: &str) -> Option<(Arc<str>, Range<usize>)> {
        let file = self.source_of(&page.id)?;
        let text = self.texts.get(file)?;
        let wanted = letters(words);
        let says = |said: &str| said.contains(words) || (!wanted.is_empty() && letters(said).contains(&wanted));
        let mut found: Option<String> = None;
        let value = serde_json::to_value(Document::from(page.clone())).ok()?;
        strings(&value, &Pointer::default(), &mut |at, said| {
            if found.is_none() && says(said) {
                found = Some(at.to_string());
            }
        });
        // They may be parted by emphasis or a link.
        visit::page(page, &mut |at, item| {
            if let Item::Run(run, _) = item
                && found.is_none()
                && says(&plain_text(run))
            {
                found = Some(at.to_string());
            }
        });
        let found = found?;
        if let Some((file, part)) = in_snippet(self, page, &found) {
            let part = exactly(self.texts.get(&file)?, part, words);
            return Some((file, part));
        }
        let part = places_in(self, page, file).find(&found)?;
        Some((Arc::clone(file), exactly(text, part, words)))
    }

    fn in_shared(&self, words: &str) -> Option<(Arc<str>, Range<usize>)> {
        let shared = self.texts.iter().filter(|(file, _)| crate::read::is_shared(Some(file)));
        shared.filter_map(|(file, text)| text.find(words).map(|at| (Arc::clone(file), at..at + words.len()))).next()
    }
}

/// The words within a part of a text, if they stand there as they are; else the part, without the end of its last line.
fn exactly(text: &str, part: Range<usize>, words: &str) -> Range<usize> {
    let inside = text.get(part.clone()).unwrap_or_default();
    match inside.find(words) {
        Some(at) => part.start + at..part.start + at + words.len(),
        None => part.start..part.start + inside.trim_end().len(),
    }
}

/// What stays the same however words are broken, hyphenated and quoted.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
