#![deny(clippy::wildcard_enum_match_arm)]

use pamphlet_core::{
    advice,
    model::{Block, Callout, CalloutKind, Definition, Details, Evidence, List, ListMarker, NonEmpty, Quote, Todo},
};

use super::{Medium, Writer};
use crate::markup::Attribute;

impl<'a> Writer<'a> {
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(content) => self.element("p", &[], |w| w.inlines(content)),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Figures(figures) => self.figures(figures),
            Block::Callout(callout) => self.callout(callout),
            Block::CareCard(card) => self.care_card(card),
            Block::DoList(list) => self.do_list(list),
            Block::DontList(list) => self.dont_list(list),
            Block::Details(details) => self.details(details),
            Block::Quote(quote) => self.quote(quote),
            Block::Risk(risk) => self.risk(risk),
            Block::Differential(differential) => self.differential(differential),
            Block::DefinitionList(list) => self.definitions(list),
            Block::Evidence(evidence) => self.evidence(evidence),
            Block::Steps(steps) => self.steps(steps),
            Block::Schedule(schedule) => self.schedule(schedule),
            Block::Todo(todo) => self.todo(todo),
            Block::Include(include) => self.blocks(&include.blocks),
        }
    }

    fn list(&mut self, list: &'a List) {
        let List { marker, items } = list;
        let number;
        let (tag, attributes) = match marker {
            ListMarker::Bullet => ("ul", vec![]),
            ListMarker::Number(start) if start.get() == 1 => ("ol", vec![]),
            ListMarker::Number(start) => {
                number = start.get().to_string();
                ("ol", vec![("start", number.as_str())])
            }
            ListMarker::Tick => ("ul", vec![("class", "tick-list")]),
        };
        self.element(tag, &attributes, |w| {
            for item in items {
                w.element("li", &[], |w| w.item(item));
            }
        });
    }

    /// The blocks of an item; a paragraph alone needs no element of its own.
    pub(super) fn item(&mut self, blocks: &'a [Block]) {
        match blocks {
            [Block::Paragraph(content), rest @ ..] if !rest.iter().any(|block| matches!(block, Block::Paragraph(_))) => {
                self.inlines(content);
                self.blocks(rest);
            }
            all => self.blocks(all),
        }
    }

    fn callout(&mut self, callout: &'a Callout) {
        let Callout { kind, heading, body } = callout;
        let class = match kind {
            CalloutKind::Important => "callout callout-important",
            CalloutKind::Note => "callout callout-note",
        };
        let id = self.make_up_id("callout");
        self.element("div", &[("class", class), ("role", "group"), ("aria-labelledby", &id)], |w| {
            w.heading(&[("class", "callout-heading")], |w| {
                match kind {
                    CalloutKind::Important => w.icon(super::icon::Icon::Warning),
                    CalloutKind::Note => w.icon(super::icon::Icon::Information),
                }
                // As of care cards: no result of the search leads to it.
                w.element("span", &[("id", &id)], |w| {
                    if let Some(label) = callout.label(w.messages) {
                        w.element("span", &[("class", "hidden")], |w| w.markup.text(&format!("{label} ")));
                    }
                    w.inlines(heading);
                });
            });
            w.under_heading(|w| w.blocks(body));
        });
    }

    /// No heading: it goes before the page is published, and the headings in it must stay what they are.
    fn todo(&mut self, todo: &'a Todo) {
        let Todo { why, body } = todo;
        let id = self.make_up_id("todo");
        self.element("div", &[("class", "todo"), ("role", "group"), ("aria-labelledby", &id)], |w| {
            w.element("p", &[("class", "todo-why"), ("id", &id)], |w| {
                w.icon(super::icon::Icon::Pencil);
                w.element("strong", &[], |w| {
                    w.message("todo");
                    if let Some(why) = why {
                        w.markup.text(" ");
                        w.inlines(why);
                    }
                });
            });
            w.blocks(body);
        });
    }

    fn details(&mut self, details: &'a Details) {
        let Details { summary, body } = details;
        match self.setting.medium {
            Medium::Web => self.element("details", &disclosure("details", body), |w| {
                w.element("summary", &[], |w| w.element("span", &[], |w| w.without_links(|w| w.inlines(summary))));
                w.element("div", &[("class", "details-body")], |w| w.blocks(body));
            }),
            // Shops refuse `details`; on e-ink it couldn't be told from a heading anyhow.
            Medium::Book => self.element("div", &[("class", "details")], |w| {
                w.heading(&[], |w| w.without_links(|w| w.inlines(summary)));
                w.under_heading(|w| w.blocks(body));
            }),
        }
    }

    fn quote(&mut self, quote: &'a Quote) {
        let Quote { body, attribution } = quote;
        self.element("figure", &[("class", "quote")], |w| {
            w.element("blockquote", &[], |w| w.blocks(body));
            if let Some(attribution) = attribution {
                w.element("figcaption", &[], |w| {
                    w.markup.text("— ");
                    w.inlines(attribution);
                });
            }
        });
    }

    fn definitions(&mut self, list: &'a NonEmpty<Definition>) {
        self.element("dl", &[("class", "definitions")], |w| {
            for Definition { term, definitions } in list {
                w.element("dt", &[], |w| w.inlines(term));
                for definition in definitions {
                    w.element("dd", &[], |w| w.item(definition));
                }
            }
        });
    }

    fn evidence(&mut self, evidence: &'a Evidence) {
        let Evidence { claim, certainty, design, limits, sources } = evidence;
        self.element("div", &[("class", "evidence")], |w| {
            w.element("p", &[("class", "claim")], |w| w.inlines(claim));
            w.element("ul", &[("class", "evidence-facts")], |w| {
                w.element("li", &[("class", "certainty")], |w| {
                    w.certainty_picture(*certainty);
                    let words = w.messages.certainty(*certainty);
                    w.element("span", &[], |w| {
                        w.message_with("evidence-certainty", [("certainty", &mut |w: &mut Self| w.line("strong", &[], &words))]);
                    });
                });
                if let Some(design) = design {
                    w.element("li", &[], |w| w.message_with("evidence-design", [("design", &mut |w: &mut Self| w.inlines(design))]));
                }
                if let Some(limits) = limits {
                    w.element("li", &[], |w| w.message_with("evidence-limits", [("limits", &mut |w: &mut Self| w.inlines(limits))]));
                }
                w.element("li", &[], |w| {
                    w.message("evidence-sources");
                    w.markup.text(" ");
                    w.cites(sources);
                });
            });
        });
    }
}

/// The attributes of what opens on request. Advice that it holds must be seen by those who open nothing.
pub(super) fn disclosure(class: &'static str, body: &[Block]) -> Vec<Attribute<'static>> {
    let open = advice::is_in(body).then_some(("open", ""));
    std::iter::once(("class", class)).chain(open).collect()
}
