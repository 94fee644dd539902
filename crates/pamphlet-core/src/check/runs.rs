//! The texts of a page as its readers meet them.

use crate::{
    model::{Inline, Page},
    visit::{self, Inside, Item, RunKind},
};

/// A run of text: a paragraph, an item, a heading, a cell.
pub(super) struct Run {
    pub(super) at: String,
    pub(super) text: String,
    pub(super) role: Role,
    pub(super) voice: Voice,
    /// Whether some of its words are a link.
    pub(super) has_link: bool,
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It names what follows: a heading, a question, the head of a column.
    Heading,
    /// A part of a care card that isn't its heading.
    Care,
    /// Any other text.
    Text,
}

/// Whose words a run has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// The page's own.
    Page,
    /// Those of somebody who is quoted.
    Quoted,
}

impl Run {
    pub(super) fn is_heading(&self) -> bool {
        self.role == Role::Heading
    }
}

/// The page's text, run by run, without notes and words of other languages.
pub(super) fn of_page(page: &Page) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    visit::page(page, &mut |at, item| {
        if at.is_inside(Inside::Note) || at.is_inside(Inside::Span) {
            return;
        }
        let inline = match item {
            Item::Run(_, kind) => {
                let role = match kind {
                    RunKind::Heading => Role::Heading,
                    _ if at.is_inside(Inside::CareCard) => Role::Care,
                    _ => Role::Text,
                };
                let voice = if at.is_inside(Inside::Quote) { Voice::Quoted } else { Voice::Page };
                runs.push(Run { at: at.to_string(), text: String::new(), role, voice, has_link: false });
                return;
            }
            Item::Inline(inline) => inline,
            Item::Section(_) | Item::Question(_) | Item::Block(_) | Item::Cite(_) | Item::Picture(..) => return,
        };
        let Some(run) = runs.last_mut() else { return };
        match inline {
            Inline::Text(text) => run.text.push_str(text.as_str()),
            Inline::LineBreak => run.text.push(' '),
            Inline::Link(_) | Inline::Page(_) => run.has_link = true,
            Inline::Emphasis(_) | Inline::Strong(_) | Inline::Cite(_) | Inline::Term(_) | Inline::Span(_) | Inline::Note(_) => {}
        }
    });
    runs
}
