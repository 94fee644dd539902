use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Block, Inlines, Page, Section};

/// Something that is still to be done before a page can be published: by an importer that had to guess, or by an author.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Todo {
    /// What is to be done, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Inlines>,
    /// The text that it's about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
}

impl Page {
    /// How many things are still to be done on the page.
    #[must_use]
    pub fn todos(&self) -> usize {
        of_blocks(&self.opening) + self.sections.iter().map(of_section).sum::<usize>()
    }
}

fn of_section(section: &Section) -> usize {
    let answers = section.questions.iter().map(|question| of_blocks(&question.answer)).sum::<usize>();
    of_blocks(&section.blocks) + answers + section.sections.iter().map(of_section).sum::<usize>()
}

fn of_blocks(blocks: &[Block]) -> usize {
    let of_block = |block: &Block| usize::from(matches!(block, Block::Todo(_))) + block.bodies().into_iter().map(of_blocks).sum::<usize>();
    blocks.iter().map(of_block).sum()
}
