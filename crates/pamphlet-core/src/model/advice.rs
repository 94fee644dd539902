use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Block, Inlines, NonEmpty};
use crate::messages::Messages;

/// When to get help, and from whom (NHS design system: care card).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CareCard {
    /// How soon.
    pub urgency: Urgency,
    /// What to do, ending in "if:".
    pub heading: Inlines,
    /// The signs that call for it.
    pub criteria: NonEmpty<Inlines>,
    /// What else to know, such as whom to ring.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Block>,
}

/// How soon help is needed. Ordered: an emergency is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// An appointment, in time.
    NonUrgent,
    /// An urgent appointment, or advice by telephone today.
    Urgent,
    /// An ambulance or an emergency department, now.
    Emergency,
}

impl Urgency {
    /// All of them, the least urgent first.
    pub const ALL: [Self; 3] = [Self::NonUrgent, Self::Urgent, Self::Emergency];

    /// The name in sources: `non-urgent`, `urgent`, `emergency`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NonUrgent => "non-urgent",
            Self::Urgent => "urgent",
            Self::Emergency => "emergency",
        }
    }
}

/// Something set apart from the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Callout {
    /// What it's for.
    pub kind: CalloutKind,
    /// Its heading.
    pub heading: Inlines,
    /// Its text.
    pub body: NonEmpty<Block>,
}

/// What a callout is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CalloutKind {
    /// Something the reader must not miss (NHS: warning callout).
    Important,
    /// Something worth setting apart (NHS: inset text).
    Note,
}

impl CalloutKind {
    /// The name in sources: `important`, `note`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Important => "important",
            Self::Note => "note",
        }
    }

    /// The word that says it, as it stands before a heading: "Important:".
    fn label(self, messages: &Messages) -> String {
        messages.get(match self {
            Self::Important => "callout-important",
            Self::Note => "callout-note",
        })
    }

    /// The heading of a callout that has none of its own: "Important".
    #[must_use]
    pub fn usual_heading(self, messages: &Messages) -> String {
        self.label(messages).trim_end_matches([':', '\u{a0}', '\u{202f}', ' ']).to_owned()
    }
}

impl Callout {
    /// The word that says before its heading what it's for, unless the heading begins with it.
    #[must_use]
    pub fn label(&self, messages: &Messages) -> Option<String> {
        let usual = self.kind.usual_heading(messages).to_lowercase();
        (!self.heading.plain_text().to_lowercase().starts_with(&usual)).then(|| self.kind.label(messages))
    }
}

/// Things to do, or not to do (NHS design system: do and don't lists).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AdviceList {
    /// The heading; "Do" or "Don't" unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Inlines>,
    /// The items. In a don't list each is what not to do and begins with a verb: outputs put "do not" before it ([`dont`](crate::dont)).
    pub items: NonEmpty<Inlines>,
}
