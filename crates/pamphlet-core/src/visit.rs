//! Walks over the content of a page, in reading order.

pub use crate::pointer::{Inside, Part, Pointer};

use crate::{
    model::{Alternative, Block, Inline, Page, Question, Section},
    value::MediaPath,
};

/// A thing met on a walk.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A section, before what is in it.
    Section(&'a Section),
    /// A question, before its answer.
    Question(&'a Question),
    /// A block, before what is in it.
    Block(&'a Block),
    /// A run of text, such as a paragraph or a heading, before its pieces.
    Run(&'a [Inline], RunKind),
    /// A piece of text, before what is in it.
    Inline(&'a Inline),
    /// A citation: in running text or among the sources of evidence.
    Cite(&'a crate::model::Cite),
    /// A picture, and what stands in for it.
    Picture(&'a MediaPath, &'a Alternative),
}

/// What a run of text is for its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// A heading or label of what follows: of a section, a card, a column, a definition.
    Heading,
    /// A paragraph of any block.
    Paragraph,
    /// An item of a list whose items are text: a sign of a care card, a thing to do.
    Item,
    /// A cell of a table.
    Cell,
    /// A caption, or who is quoted.
    Caption,
    /// What a risk or a piece of evidence says.
    Statement,
    /// A note at the end of the page.
    Note,
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
    text(&part.heading, RunKind::Heading, &at.join("heading"), visit);
    all(&part.blocks, &at.join("blocks"), visit);
    for (index, question) in part.questions.iter().enumerate() {
        let at = at.join(("questions", index));
        visit(&at, Item::Question(question));
        text(&question.question, RunKind::Heading, &at.join("question"), visit);
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

fn texts<'a>(list: impl IntoIterator<Item = &'a crate::model::Inlines>, kind: RunKind, at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    for (index, item) in list.into_iter().enumerate() {
        text(item, kind, &at.join(index), visit);
    }
}

/// A block and all that is in it.
pub fn block<'a>(inner: &'a Block, at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    visit(at, Item::Block(inner));
    match inner {
        Block::Paragraph(content) => text(content, RunKind::Paragraph, &at.join("paragraph"), visit),
        Block::List(list) => {
            let at = at.join("list/items").inside(Inside::List);
            for (index, item) in list.items.iter().enumerate() {
                all(item, &at.join(index), visit);
            }
        }
        Block::Table(table) => {
            let at = at.join("table");
            texts(&table.caption, RunKind::Caption, &at.join("caption"), visit);
            for (index, column) in table.columns.iter().enumerate() {
                text(&column.header, RunKind::Heading, &at.join(("columns", index)).join("header").inside(Inside::Cell), visit);
            }
            for (row, cells) in table.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    text(cell, RunKind::Cell, &at.join(("rows", row)).join(column), visit);
                }
            }
        }
        Block::Figure(figure) => {
            let at = at.join("figure");
            visit(&at, Item::Picture(&figure.image, &figure.alternative));
            texts(&figure.caption, RunKind::Caption, &at.join("caption"), visit);
        }
        Block::Figures(figures) => {
            let at = at.join("figures");
            for (index, picture) in figures.pictures.iter().enumerate() {
                visit(&at.join(("pictures", index)), Item::Picture(&picture.image, &picture.alternative));
            }
            texts(&figures.caption, RunKind::Caption, &at.join("caption"), visit);
        }
        Block::Callout(callout) => {
            let at = at.join("callout").inside(Inside::Callout);
            text(&callout.heading, RunKind::Heading, &at.join("heading"), visit);
            all(&callout.body, &at.join("body"), visit);
        }
        Block::CareCard(card) => {
            let at = at.join("care-card").inside(Inside::CareCard);
            text(&card.heading, RunKind::Heading, &at.join("heading"), visit);
            texts(&card.criteria, RunKind::Item, &at.join("criteria"), visit);
            all(&card.after, &at.join("after"), visit);
        }
        Block::DoList(list) | Block::DontList(list) => {
            let at = at.join(if matches!(inner, Block::DoList(_)) { "do-list" } else { "dont-list" }).inside(Inside::List);
            texts(&list.heading, RunKind::Heading, &at.join("heading"), visit);
            texts(&list.items, RunKind::Item, &at.join("items"), visit);
        }
        Block::Details(details) => {
            let at = at.join("details").inside(Inside::Details);
            text(&details.summary, RunKind::Heading, &at.join("summary"), visit);
            all(&details.body, &at.join("body"), visit);
        }
        Block::Quote(quote) => {
            let at = at.join("quote").inside(Inside::Quote);
            all(&quote.body, &at.join("body"), visit);
            texts(&quote.attribution, RunKind::Caption, &at.join("attribution"), visit);
        }
        Block::Risk(risk) => {
            let at = at.join("risk");
            text(&risk.statement, RunKind::Statement, &at.join("statement"), visit);
            texts(&risk.otherwise, RunKind::Statement, &at.join("otherwise"), visit);
        }
        Block::Differential(differential) => {
            let at = at.join("differential");
            text(&differential.feature_label, RunKind::Heading, &at.join("feature-label"), visit);
            text(&differential.cause_label, RunKind::Heading, &at.join("cause-label"), visit);
            for (index, row) in differential.rows.iter().enumerate() {
                let at = at.join(("rows", index));
                text(&row.feature, RunKind::Cell, &at.join("feature"), visit);
                texts(&row.causes, RunKind::Item, &at.join("causes"), visit);
            }
        }
        Block::DefinitionList(list) => {
            let at = at.join("definition-list").inside(Inside::List);
            for (index, definition) in list.iter().enumerate() {
                let at = at.join(index);
                text(&definition.term, RunKind::Heading, &at.join("term"), visit);
                for (index, body) in definition.definitions.iter().enumerate() {
                    all(body, &at.join(("definitions", index)), visit);
                }
            }
        }
        Block::Evidence(evidence) => {
            let at = at.join("evidence");
            text(&evidence.claim, RunKind::Statement, &at.join("claim"), visit);
            texts(&evidence.design, RunKind::Statement, &at.join("design"), visit);
            texts(&evidence.limits, RunKind::Statement, &at.join("limits"), visit);
            for (index, cite) in evidence.sources.iter().enumerate() {
                visit(&at.join(("sources", index)), Item::Cite(cite));
            }
        }
        Block::Include(include) => all(&include.blocks, &at.join("include/blocks"), visit),
        Block::Steps(steps) => {
            let at = at.join("steps").inside(Inside::List);
            texts(&steps.heading, RunKind::Heading, &at.join("heading"), visit);
            for (index, step) in steps.items.iter().enumerate() {
                let at = at.join(("items", index));
                texts(&step.title, RunKind::Heading, &at.join("title"), visit);
                texts(&step.amount, RunKind::Caption, &at.join("amount"), visit);
                all(&step.body, &at.join("body"), visit);
            }
        }
        Block::Schedule(schedule) => {
            let at = at.join("schedule").inside(Inside::List);
            texts(&schedule.heading, RunKind::Heading, &at.join("heading"), visit);
            for (index, time) in schedule.times.iter().enumerate() {
                let at = at.join(("times", index));
                text(&time.when, RunKind::Heading, &at.join("when"), visit);
                all(&time.what, &at.join("what"), visit);
            }
        }
        Block::Todo(todo) => {
            let at = at.join("todo");
            texts(&todo.why, RunKind::Statement, &at.join("why"), visit);
            all(&todo.body, &at.join("body"), visit);
        }
    }
}

/// A run of text and all that is in it.
pub fn text<'a>(run: &'a [Inline], kind: RunKind, at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    let at = &match kind {
        RunKind::Heading => at.clone().inside(Inside::Heading),
        RunKind::Cell => at.clone().inside(Inside::Cell),
        RunKind::Note => at.clone().inside(Inside::Note),
        RunKind::Paragraph | RunKind::Item | RunKind::Caption | RunKind::Statement => at.clone(),
    };
    visit(at, Item::Run(run, kind));
    pieces(run, at, visit);
}

fn pieces<'a>(inlines: &'a [Inline], at: &Pointer<'_>, visit: Visitor<'_, 'a>) {
    for (index, inline) in inlines.iter().enumerate() {
        let at = at.join(index);
        visit(&at, Item::Inline(inline));
        match inline {
            Inline::Text(_) | Inline::LineBreak => {}
            Inline::Emphasis(content) => pieces(content, &at.join("emphasis"), visit),
            Inline::Strong(content) => pieces(content, &at.join("strong"), visit),
            Inline::Link(link) => pieces(&link.content, &at.join("link/content"), visit),
            Inline::Page(link) => pieces(&link.content, &at.join("page/content"), visit),
            Inline::Term(term) => pieces(&term.content, &at.join("term/content"), visit),
            Inline::Span(span) => pieces(&span.content, &at.join("span/content").inside(Inside::Span), visit),
            // A note stands elsewhere: it's no part of the run that refers to it.
            Inline::Note(content) => text(content, RunKind::Note, &at.join("note"), visit),
            Inline::Cite(cites) => {
                for (index, cite) in cites.iter().enumerate() {
                    visit(&at.join(("cite", index)), Item::Cite(cite));
                }
            }
        }
    }
}
