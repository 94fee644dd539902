use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Block, ClinicalReview, Page, Review};
use crate::value::{ContentHash, Line, Slug};

/// A place on a page that shows a snippet of the library: text that several pages share, written and reviewed once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Include {
    /// The snippet, by the name of its file.
    pub snippet: Slug,
    /// What the source calls it, for whoever reads the source. No output shows it.
    pub label: Line,
    /// What the snippet holds. A library fills it in, so that a page alone has all of its text; a source leaves it out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
}

/// A file in `snippets`: blocks for several pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Its front matter.
    pub front: SnippetFront,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// The front matter of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SnippetFront {
    /// Its name, for those who write pages.
    pub title: Line,
    /// When and by whom it was reviewed, if that is done apart from the pages that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
}

impl Page {
    /// The snippets that the page includes, in reading order.
    #[must_use]
    pub fn includes(&self) -> Vec<&Include> {
        let mut found = Vec::new();
        crate::visit::blocks(self, &mut |block| {
            if let Block::Include(include) = block {
                found.push(include);
            }
        });
        found
    }

    /// Eight digits made of all that a reviewer signs off: the page with its snippets, but for what is said of the review itself, of
    /// versions and of dates.
    ///
    /// A sign-off that names them (`content`) is for this text and no other.
    #[must_use]
    pub fn text_hash(&self) -> ContentHash {
        let text = Self { review: None, version: None, published: None, modified: None, status: super::Status::Published, ..self.clone() };
        ContentHash::of(&super::Document::from(text))
    }
}

impl Review {
    /// The review of a page that shows a snippet with a review of its own: the next is due when the first of both is, and the page isn't
    /// signed off while the snippet isn't.
    pub(crate) fn with(&mut self, of_snippet: &Self) {
        self.next = match (self.next, of_snippet.next) {
            (Some(own), Some(other)) if other.last_day().is_before(own.last_day()) => Some(other),
            (None, other) => other,
            (own, _) => own,
        };
        if of_snippet.clinical == ClinicalReview::Pending {
            self.clinical = ClinicalReview::Pending;
        }
    }
}
