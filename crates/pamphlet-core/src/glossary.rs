use std::collections::BTreeMap;

use crate::{model::Inlines, value::Slug};

/// Words and what they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    entries: BTreeMap<Slug, GlossaryEntry>,
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryEntry {
    /// Its name in links.
    pub slug: Slug,
    /// The word.
    pub term: Inlines,
    /// What it means.
    pub definition: Inlines,
}

impl Glossary {
    /// An entry.
    #[must_use]
    pub fn get(&self, slug: &Slug) -> Option<&GlossaryEntry> {
        self.entries.get(slug)
    }

    /// All entries, in the order of their slugs.
    pub fn iter(&self) -> impl Iterator<Item = &GlossaryEntry> {
        self.entries.values()
    }

    /// Adds an entry; gives it back if its slug is taken.
    pub(crate) fn insert(&mut self, entry: GlossaryEntry) -> Result<(), GlossaryEntry> {
        match self.entries.entry(entry.slug.clone()) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(entry);
                Ok(())
            }
            std::collections::btree_map::Entry::Occupied(_) => Err(entry),
        }
    }
}
