use pamphlet_core::{
    model::{
        Alternative, Block, Definition, Details, Figure, FigureSize, Figures, List, ListMarker, Picture, Question, Quote, Section, Todo,
    },
    value::{Line, MediaPath},
};
use serde_json::{Value, json};

use super::{Writer, heading, plain};

impl<'a> Writer<'a> {
    /// Blocks under a heading of the level before `level`.
    pub(super) fn blocks(&mut self, blocks: &'a [Block], level: usize) -> Vec<Value> {
        let mut nodes = Vec::new();
        let mut rest = blocks;
        loop {
            rest = match rest {
                [] => return nodes,
                // What to do and what not to do stand side by side where the paper is wide enough.
                [Block::DoList(does), Block::DontList(donts), rest @ ..] => {
                    let columns = [self.do_list(does, level), self.dont_list(donts, level)];
                    nodes.push(json!({ "is": "do-and-dont", "columns": columns }));
                    rest
                }
                [block, rest @ ..] => {
                    nodes.extend(self.block(block, level));
                    rest
                }
            };
        }
    }

    fn block(&mut self, block: &'a Block, level: usize) -> Vec<Value> {
        let node = match block {
            Block::Include(include) => return self.blocks(&include.blocks, level),
            Block::Paragraph(content) => json!({ "is": "paragraph", "content": self.inlines(content) }),
            Block::List(List { marker, items }) => {
                let (marker, start) = match marker {
                    ListMarker::Bullet => ("bullet", None),
                    ListMarker::Number(start) => ("number", Some(start.get())),
                    ListMarker::Tick => ("tick", None),
                };
                let items: Vec<_> = items.iter().map(|item| self.blocks(item, level)).collect();
                json!({ "is": "list", "marker": marker, "start": start, "items": items })
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Figures(figures) => self.figures(figures),
            Block::Callout(callout) => self.callout(callout, level),
            Block::CareCard(card) => self.care_card(card, level),
            Block::DoList(list) => self.do_list(list, level),
            Block::DontList(list) => self.dont_list(list, level),
            Block::Details(Details { summary, body }) => {
                // Open: paper has no second state.
                json!({ "is": "details", "level": level.min(6), "heading": self.inlines(summary), "body": self.blocks(body, level + 1) })
            }
            Block::Quote(Quote { body, attribution }) => {
                let body = self.blocks(body, level);
                json!({ "is": "quote", "body": body, "attribution": attribution.as_ref().map(|by| self.inlines(by)) })
            }
            Block::Risk(risk) => self.risk(risk),
            Block::Differential(differential) => self.differential(differential),
            Block::DefinitionList(definitions) => {
                let entries: Vec<_> = definitions
                    .iter()
                    .map(|Definition { term, definitions }| {
                        let term = self.inlines(term);
                        let definitions: Vec<_> = definitions.iter().map(|body| self.blocks(body, level)).collect();
                        json!({ "label": null, "term": term, "definitions": definitions })
                    })
                    .collect();
                json!({ "is": "definitions", "entries": entries })
            }
            Block::Evidence(evidence) => self.evidence(evidence),
            Block::Steps(steps) => self.steps(steps, level),
            Block::Schedule(schedule) => self.schedule(schedule, level),
            Block::Todo(Todo { why, body }) => {
                let label = self.say("todo");
                let why = why.as_ref().map(|why| self.inlines(why));
                json!({ "is": "todo", "label": label, "why": why, "body": self.blocks(body, level) })
            }
        };
        vec![node]
    }

    pub(super) fn figure(&mut self, figure: &'a Figure) -> Value {
        let Figure { image, alternative, size, caption, credit } = figure;
        let picture = self.placed_picture(image, alternative, *size);
        let caption = caption.as_ref().map(|caption| self.inlines(caption));
        json!({ "is": "figure", "picture": picture, "caption": caption, "credit": self.credit(credit.as_ref()) })
    }

    fn figures(&mut self, figures: &'a Figures) -> Value {
        let Figures { pictures, caption, credit } = figures;
        let pictures: Vec<Value> = pictures
            .iter()
            .map(|Picture { image, alternative, size, caption }| {
                let picture = self.placed_picture(image, alternative, *size);
                json!({ "picture": picture, "caption": caption.as_ref().map(|caption| plain(caption.as_str())) })
            })
            .collect();
        let caption = caption.as_ref().map(|caption| self.inlines(caption));
        json!({ "is": "figures", "pictures": pictures, "caption": caption, "credit": self.credit(credit.as_ref()) })
    }

    /// A picture, how wide it is by itself, and how much of the text's width it may take.
    fn placed_picture(&mut self, image: &'a MediaPath, alternative: &'a Alternative, size: FigureSize) -> Value {
        let alt = match alternative {
            Alternative::Text(text) => Some(text.as_str()),
            Alternative::Decorative => None,
        };
        // A CSS pixel is three quarters of a point.
        let width = self.media(image).and_then(|media| media.size).map_or(360.0, |(width, _)| f64::from(width) * 0.75);
        json!({ "image": self.picture(image), "width": width, "size": size.as_str(), "alt": alt })
    }

    fn credit(&self, credit: Option<&Line>) -> Option<String> {
        credit.map(|credit| self.say_of("figure-credit", "credit", credit.as_str()))
    }

    /// A section: its heading and all that is under it.
    pub(super) fn section(&mut self, section: &'a Section, level: usize) -> Vec<Value> {
        // Its aspect tells where it stands, and `reading_order` has seen to that.
        let Section { heading: title, id: _, aspect: _, blocks, questions, sections } = section;
        let label = self.label(self.anchor_label(&section.anchor()));
        let mut nodes = vec![heading(level, label, self.inlines(title))];
        nodes.extend(self.blocks(blocks, level + 1));
        for question in questions {
            let Question { question: title, id: _, answer } = question;
            let label = self.label(self.anchor_label(&question.anchor()));
            nodes.push(heading(level + 1, label, self.inlines(title)));
            nodes.extend(self.blocks(answer, level + 2));
        }
        nodes.extend(sections.iter().flat_map(|inner| self.section(inner, level + 1)));
        nodes
    }
}
