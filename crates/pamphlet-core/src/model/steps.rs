use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Block, Figure, Inlines, NonEmpty};

/// What to do, one step after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Steps {
    /// The heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Inlines>,
    /// The steps, in their order.
    pub items: NonEmpty<Step>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// What it's called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Inlines>,
    /// How long it takes, or how often it's done: "5 minutes", "10 times".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Inlines>,
    /// What to do, with its pictures.
    pub body: NonEmpty<Block>,
}

/// A step's only picture, which stands beside its text where there's room.
#[derive(Debug, Clone, Copy)]
pub enum Beside<'a> {
    /// The picture, and the text that is read after it.
    Before(&'a Figure, &'a [Block]),
    /// The text, and the picture that is looked at after it.
    After(&'a [Block], &'a Figure),
}

impl Step {
    /// Its only picture and its text, if it has both, and one comes after the other.
    #[must_use]
    pub fn beside(&self) -> Option<Beside<'_>> {
        let is_picture = |block: &&Block| matches!(block, Block::Figure(_) | Block::Figures(_));
        if self.body.iter().filter(is_picture).count() != 1 {
            return None;
        }
        match &*self.body {
            [text @ .., Block::Figure(figure)] if !text.is_empty() => Some(Beside::After(text, figure)),
            [Block::Figure(figure), text @ ..] if !text.is_empty() => Some(Beside::Before(figure, text)),
            _ => None,
        }
    }
}
