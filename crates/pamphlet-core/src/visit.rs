//! Walks over the content of a page, in reading order.

use std::fmt;

use crate::model::{Block, Inline, Page, Question, Section};

/// Where in a page a thing stands; as text ([`Display`](fmt::Display)) a JSON Pointer without its first slash:
/// `sections/0/blocks/2/care-card/criteria/0`.
///
/// The same place in a JSON, YAML or TOML source has the same pointer, so that a problem found in the model
/// can be shown in the file it came from. It refers to the pointer of what holds it: a walk meets hundreds of places, and
/// nearly always nobody asks for the words of any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pointer<'p> {
    within: Option<&'p Pointer<'p>>,
    part: Part<'p>,
}

/// One step of a [`Pointer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'p> {
    /// The part of that name, or that path of names: `blocks`, `list/items`.
    Name(&'p str),
    /// The part at a place of a list, from 0.
    Index(usize),
    /// The part at a place of the list of that name.
    Item(&'p str, usize),
}

impl Default for Part<'_> {
    fn default() -> Self {
        Self::Name("")
    }
}

impl<'p> From<&'p str> for Part<'p> {
    fn from(name: &'p str) -> Self {
        Self::Name(name)
    }
}

impl From<usize> for Part<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl<'p> From<(&'p str, usize)> for Part<'p> {
    fn from((list, index): (&'p str, usize)) -> Self {
        Self::Item(list, index)
    }
}

impl<'p> Pointer<'p> {
    /// The pointer to a part of this place.
    ///
    /// ```
    /// # use pamphlet_core::visit::Pointer;
    /// let page = Pointer::default();
    /// let section = page.join(("sections", 0));
    /// assert_eq!(section.join(("blocks", 2)).to_string(), "sections/0/blocks/2");
    /// ```
    #[must_use]
    pub fn join(&'p self, part: impl Into<Part<'p>>) -> Self {
        Self { within: Some(self), part: part.into() }
    }

    /// What holds this place, if it isn't the page.
    #[must_use]
    pub fn within(&self) -> Option<&'p Self> {
        self.within
    }

    /// The last step to this place.
    #[must_use]
    pub fn part(&self) -> Part<'p> {
        self.part
    }

    /// Whether a name is one of the steps to this place, or its own.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let is_here = match self.part {
            Part::Name(names) | Part::Item(names, _) => names == name || names.split('/').any(|part| part == name),
            Part::Index(_) => false,
        };
        is_here || self.within.is_some_and(|within| within.has(name))
    }
}

impl<'p> From<&'p str> for Pointer<'p> {
    fn from(path: &'p str) -> Self {
        Self { within: None, part: Part::Name(path) }
    }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(within) = self.within {
            write!(f, "{within}")?;
            // The page itself has no name.
            if within.within.is_some() || within.part != Part::default() {
                f.write_str("/")?;
            }
        }
        match self.part {
            Part::Name(name) => f.write_str(name),
            Part::Index(index) => write!(f, "{index}"),
            Part::Item(name, index) => write!(f, "{name}/{index}"),
        }
    }
}

/// A thing met on a walk.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A section, before what is in it.
    Section(&'a Section),
    /// A question, before its answer.
    Question(&'a Question),
    /// A block, before what is in it.
    Block(&'a Block),
    /// A piece of text, before what is in it.
    Inline(&'a Inline),
    /// A citation: in running text or among the sources of evidence.
    Cite(&'a crate::model::Cite),
}

/// A function that is told of each thing on a walk, with its place.
pub type Visitor<'v, 'a> = &'v mut dyn FnMut(&Pointer<'_>, Item<'a>);

/// Every section, question, block and piece of text of a page, in the order of the source.
pub fn page<'a>(page: &'a Page, visit: Visitor<'_, 'a>) {
    let root = Pointer::default();
    all(&page.opening, &root.join("opening"), visit);
    for (index, part) in page.sections.iter().enumerate() {
        section(part, &root.join(("sections", index)), visit);
    }
}

/// Every block of a page, those inside others included.
pub fn blocks<'a>(of: &'a Page, visit: &mut dyn FnMut(&'a Block)) {
    page(of, &mut |_, item| {
        if let Item::Block(block) = item {
            visit(block);
        }
    });
}

/// A section and all that is in it.
pub fn section<'a>(part: &'a Section, at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    visit(at, Item::Section(part));
    text(&part.heading, &at.join("heading"), visit);
    all(&part.blocks, &at.join("blocks"), visit);
    for (index, question) in part.questions.iter().enumerate() {
        let at = at.join(("questions", index));
        visit(&at, Item::Question(question));
        text(&question.question, &at.join("question"), visit);
        all(&question.answer, &at.join("answer"), visit);
    }
    for (index, inner) in part.sections.iter().enumerate() {
        section(inner, &at.join(("sections", index)), visit);
    }
}

/// A run of blocks and all that is in them.
pub fn all<'a>(blocks: &'a [Block], at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    for (index, inner) in blocks.iter().enumerate() {
        block(inner, &at.join(index), visit);
    }
}

fn texts<'a>(list: impl IntoIterator<Item = &'a crate::model::Inlines>, at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    for (index, item) in list.into_iter().enumerate() {
        text(item, &at.join(index), visit);
    }
}

/// A block and all that is in it.
pub fn block<'a>(inner: &'a Block, at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    visit(at, Item::Block(inner));
    match inner {
        Block::Paragraph(content) => text(content, &at.join("paragraph"), visit),
        Block::List(list) => {
            let at = at.join("list/items");
            for (index, item) in list.items.iter().enumerate() {
                all(item, &at.join(index), visit);
            }
        }
        Block::Table(table) => {
            let at = at.join("table");
            texts(&table.caption, &at.join("caption"), visit);
            for (index, column) in table.columns.iter().enumerate() {
                text(&column.header, &at.join(("columns", index)).join("header"), visit);
            }
            for (row, cells) in table.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    text(cell, &at.join(("rows", row)).join(column), visit);
                }
            }
        }
        Block::Figure(figure) => texts(&figure.caption, &at.join("figure/caption"), visit),
        Block::Callout(callout) => {
            let at = at.join("callout");
            text(&callout.heading, &at.join("heading"), visit);
            all(&callout.body, &at.join("body"), visit);
        }
        Block::CareCard(card) => {
            let at = at.join("care-card");
            text(&card.heading, &at.join("heading"), visit);
            texts(&card.criteria, &at.join("criteria"), visit);
            all(&card.after, &at.join("after"), visit);
        }
        Block::DoList(list) | Block::DontList(list) => {
            let at = at.join(if matches!(inner, Block::DoList(_)) { "do-list" } else { "dont-list" });
            texts(&list.heading, &at.join("heading"), visit);
            texts(&list.items, &at.join("items"), visit);
        }
        Block::Details(details) => {
            let at = at.join("details");
            text(&details.summary, &at.join("summary"), visit);
            all(&details.body, &at.join("body"), visit);
        }
        Block::Quote(quote) => {
            let at = at.join("quote");
            all(&quote.body, &at.join("body"), visit);
            texts(&quote.attribution, &at.join("attribution"), visit);
        }
        Block::Risk(risk) => {
            let at = at.join("risk");
            text(&risk.statement, &at.join("statement"), visit);
            texts(&risk.otherwise, &at.join("otherwise"), visit);
        }
        Block::Differential(differential) => {
            let at = at.join("differential");
            text(&differential.feature_label, &at.join("feature-label"), visit);
            text(&differential.cause_label, &at.join("cause-label"), visit);
            for (index, row) in differential.rows.iter().enumerate() {
                let at = at.join(("rows", index));
                text(&row.feature, &at.join("feature"), visit);
                texts(&row.causes, &at.join("causes"), visit);
            }
        }
        Block::DefinitionList(list) => {
            let at = at.join("definition-list");
            for (index, definition) in list.iter().enumerate() {
                let at = at.join(index);
                text(&definition.term, &at.join("term"), visit);
                for (index, body) in definition.definitions.iter().enumerate() {
                    all(body, &at.join(("definitions", index)), visit);
                }
            }
        }
        Block::Evidence(evidence) => {
            let at = at.join("evidence");
            text(&evidence.claim, &at.join("claim"), visit);
            texts(&evidence.design, &at.join("design"), visit);
            texts(&evidence.limits, &at.join("limits"), visit);
            for (index, cite) in evidence.sources.iter().enumerate() {
                visit(&at.join(("sources", index)), Item::Cite(cite));
            }
        }
    }
}

/// Running text and all that is in it.
pub fn text<'a>(inlines: &'a [Inline], at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    for (index, inline) in inlines.iter().enumerate() {
        let at = at.join(index);
        visit(&at, Item::Inline(inline));
        match inline {
            Inline::Text(_) | Inline::LineBreak => {}
            Inline::Emphasis(content) => text(content, &at.join("emphasis"), visit),
            Inline::Strong(content) => text(content, &at.join("strong"), visit),
            Inline::Link(link) => text(&link.content, &at.join("link/content"), visit),
            Inline::Page(link) => text(&link.content, &at.join("page/content"), visit),
            Inline::Term(term) => text(&term.content, &at.join("term/content"), visit),
            Inline::Span(span) => text(&span.content, &at.join("span/content"), visit),
            Inline::Note(content) => text(content, &at.join("note"), visit),
            Inline::Cite(cites) => {
                for (index, cite) in cites.iter().enumerate() {
                    visit(&at.join(("cite", index)), Item::Cite(cite));
                }
            }
        }
    }
}
