//! What changed between two versions of a library, told by the model and not by lines of text.
//!
//! A translator, an editor or a reader of the last edition wants to know which advice, which section and which source is
//! another, not that a paragraph was re-wrapped. [`Changes::between`] compares page by page and element by element;
//! whatever can differ is compared, so that a change that isn't listed didn't happen.

mod page;
mod site;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    library::Library,
    messages::Messages,
    model::{Page, PageId, SignOffState, Urgency},
    value::{Date, Line},
};

/// What changed from an older library to a newer one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The latest day that the older library names: since when this is what changed.
    pub since: Option<Date>,
    /// What changed for every page: notices, contact, publisher.
    pub library: Vec<Detail>,
    /// The pages that changed, in the order of their paths.
    pub pages: Vec<PageChange>,
}

/// A page that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageChange {
    /// The page.
    pub id: PageId,
    /// Its title: the new one, if it has one.
    pub title: Line,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It's new.
    Added,
    /// It's gone.
    Removed,
    /// It says something else. What concerns safety comes first; never empty.
    Changed(Vec<Change>),
}

/// One thing that changed on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// When to get help: a criterion of a care card.
    Criterion {
        /// How urgent.
        urgency: Urgency,
        /// The criterion.
        text: String,
        /// Whether it came, went or was reworded.
        how: How,
    },
    /// Whether a clinician has signed it off; the same twice if only the day or the people are others.
    Review {
        /// Before.
        from: SignOffState,
        /// Now.
        to: SignOffState,
    },
    /// The text before the first heading.
    Opening,
    /// A section, without those inside it.
    Section {
        /// Its heading: the new one, if it has one.
        heading: String,
        /// What became of it.
        how: How,
    },
    /// A common question.
    Question {
        /// Its words: the new ones, if it has any.
        question: String,
        /// What became of it.
        how: How,
    },
    /// A work that the page cites.
    Source {
        /// The work, as the list of sources names it.
        work: String,
        /// Whether it came, went or is given otherwise.
        how: How,
    },
    /// The explanation of a word that the page marks.
    Term {
        /// The word.
        term: String,
        /// Whether it came, went or is explained otherwise.
        how: How,
    },
    /// A picture that is another under the same name.
    Picture {
        /// Its file.
        path: String,
    },
    /// Another element.
    Detail(Detail),
}

/// What became of a part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// It's new.
    Added,
    /// It's gone.
    Removed,
    /// It has other words.
    Changed,
    /// It has the same words in another place.
    Moved,
}

impl How {
    fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// Defines the elements that are told by their name alone, and the keys of their messages.
macro_rules! details {
    ($($(#[$meta:meta])* $name:ident = $key:literal,)*) => {
        /// An element of a page or a library that is told by its name alone.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Detail { $($(#[$meta])* $name,)* }

        impl Detail {
            /// Every element.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in messages and in JSON: `medical-first`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

details! {
    /// Notices: status, medical causes first, disclaimer.
    Notices = "notices",
    /// Title or heading.
    Title = "title",
    /// The summary.
    Summary = "summary",
    /// The approach that it's written from.
    Approach = "approach",
    /// Names of the condition or treatment.
    Names = "names",
    /// Codes.
    Codes = "codes",
    /// The question that an evidence page answers, and when studies were last looked for.
    EvidenceQuestion = "evidence-question",
    /// Who gives a treatment.
    GivenBy = "given-by",
    /// What is to be known of it at a glance.
    Facts = "facts",
    /// The chapters of a guide, or the pages of a collection.
    Chapters = "chapters",
    /// What a book says of itself: number, cover, series, subjects, contributors, accessibility.
    Book = "book",
    /// The collection that it stands in.
    Collection = "collection",
    /// Whom it's for.
    Audience = "audience",
    /// Authors.
    Authors = "authors",
    /// Dates of publication and change, and the version.
    Version = "version",
    /// The country it's written for.
    Region = "region",
    /// The reading time.
    ReadingTime = "reading-time",
    /// Who paid.
    Funding = "funding",
    /// Interests.
    Conflicts = "conflicts",
    /// Copyright and licence.
    Rights = "rights",
    /// Whom to contact.
    Contact = "contact",
    /// Organisations that help.
    Support = "support",
    /// Related pages.
    Related = "related",
    /// Questions to ask.
    Questions = "questions",
    /// The diary.
    Diary = "diary",
    /// Of which text it's a translation.
    Translation = "translation",
    /// Who publishes the library, and what readers can rely on.
    Publisher = "publisher",
    /// The name, address and language of the library.
    Library = "library",
    /// Where newcomers should start.
    Introduction = "introduction",
    /// Clinics, paper and colours of handouts.
    Clinics = "clinics",
    /// How sources are cited.
    Citations = "citations",
}

impl Changes {
    /// Compares two versions of a library.
    #[must_use]
    pub fn between(old: &Library, new: &Library) -> Self {
        let (before, now) = (by_id(old), by_id(new));
        let mut pages = Vec::new();
        for (id, page) in &now {
            match before.get(id) {
                None => pages.push(PageChange { id: (*id).clone(), title: page.title.clone(), fate: Fate::Added }),
                Some(was) => {
                    let changes = page::compare((old, was), (new, page));
                    if !changes.is_empty() {
                        pages.push(PageChange { id: (*id).clone(), title: page.title.clone(), fate: Fate::Changed(changes) });
                    }
                }
            }
        }
        let gone = before.iter().filter(|(id, _)| !now.contains_key(*id));
        pages.extend(gone.map(|(id, page)| PageChange { id: (*id).clone(), title: page.title.clone(), fate: Fate::Removed }));
        pages.sort_by(|a, b| a.id.cmp(&b.id));
        Self {
            since: old.pages().filter_map(latest_day).max_by_key(|date| date.first_day().to_string()),
            library: site::compare(old, new),
            pages,
        }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.library.is_empty() && self.pages.is_empty()
    }

    /// What became of a page; nothing if it's the same.
    #[must_use]
    pub fn of(&self, page: &PageId) -> Option<&PageChange> {
        self.pages.iter().find(|change| &change.id == page)
    }
}

/// The latest day that a page names as its own.
fn latest_day(page: &Page) -> Option<Date> {
    let own = [page.modified, page.review.as_ref().map(|review| review.last), page.published];
    own.into_iter().flatten().max_by_key(|date| date.first_day().to_string())
}

fn by_id(library: &Library) -> BTreeMap<&PageId, &Page> {
    library.pages().map(|page| (&page.id, page)).collect()
}

impl Change {
    /// The change in a sentence.
    #[must_use]
    pub fn words(&self, messages: &Messages) -> String {
        let named = |what: &str, how: How, name: &str| messages.format(&format!("change-{what}-{}", how.as_str()), [("name", name.into())]);
        match self {
            Self::Criterion { urgency, text, how } => {
                let urgency = messages.urgency(*urgency);
                messages
                    .format(&format!("change-criterion-{}", how.as_str()), [("urgency", urgency.into()), ("name", text.as_str().into())])
            }
            Self::Review { from, to } => {
                let state = |state: SignOffState| messages.get(&format!("change-review-{}", review_key(state)));
                match from == to {
                    true => messages.format("change-review-same", [("to", state(*to).into())]),
                    false => messages.format("change-review", [("from", state(*from).into()), ("to", state(*to).into())]),
                }
            }
            Self::Opening => messages.get("change-opening"),
            Self::Section { heading, how } => named("section", *how, heading),
            Self::Question { question, how } => named("question", *how, question),
            Self::Source { work, how } => named("source", *how, work),
            Self::Term { term, how } => named("term", *how, term),
            Self::Picture { path } => messages.format("change-picture", [("name", path.as_str().into())]),
            Self::Detail(detail) => detail.words(messages),
        }
    }
}

impl Detail {
    /// The change in a sentence.
    #[must_use]
    pub fn words(self, messages: &Messages) -> String {
        let name = messages.get(&format!("change-detail-{}", self.as_str()));
        messages.format("change-detail", [("name", name.into())])
    }
}

fn review_key(state: SignOffState) -> &'static str {
    match state {
        SignOffState::Missing => "missing",
        SignOffState::Pending => "pending",
        SignOffState::Signed => "signed",
        SignOffState::NotApplicable => "not-applicable",
    }
}

#[cfg(test)]
mod tests;
