use pamphlet_core::{
    model::{
        self, Alternative, Block, Callout, Definition, Details, Evidence, Figure, Figures, Inlines, List, ListMarker, NonEmpty, Question,
        Quote, Risk, RiskGroup, Section, Todo,
    },
    value::{Line, MediaPath},
};

use super::{Writer, added, place, run, strong};
use crate::document::{Card, From, Look, Marker, Picture, Piece, Place, Run, Style};

impl<'a> Writer<'a> {
    pub(super) fn section(&mut self, section: &'a Section, at: &str) {
        // Aspect and id are for machines.
        let Section { heading, id: _, aspect: _, blocks, questions, sections } = section;
        let heading_at = format!("{at}/heading");
        let runs = self.inlines(heading, &heading_at);
        self.heading(place(heading_at), runs);
        self.under_heading(|w| {
            w.blocks(blocks, &format!("{at}/blocks"));
            for (index, Question { question, id: _, answer }) in questions.iter().enumerate() {
                let at = format!("{at}/questions/{index}");
                let runs = w.inlines(question, &format!("{at}/question"));
                w.heading(place(format!("{at}/question")), runs);
                w.under_heading(|w| w.blocks(answer, &format!("{at}/answer")));
            }
            for (index, inner) in sections.iter().enumerate() {
                w.section(inner, &format!("{at}/sections/{index}"));
            }
        });
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block], at: &str) {
        for (index, block) in blocks.iter().enumerate() {
            self.block(block, &format!("{at}/{index}"));
        }
    }

    fn block(&mut self, block: &'a Block, at: &str) {
        match block {
            Block::Paragraph(content) => self.text(content, &format!("{at}/paragraph")),
            Block::List(list) => self.list_block(list, &format!("{at}/list/items")),
            Block::Table(table) => self.table(table, &format!("{at}/table")),
            Block::Figure(figure) => self.figure(figure, &format!("{at}/figure")),
            Block::Figures(figures) => self.figures(figures, &format!("{at}/figures")),
            Block::Callout(callout) => self.callout(callout, &format!("{at}/callout")),
            Block::CareCard(card) => self.care_card(card, &format!("{at}/care-card")),
            Block::DoList(list) => self.do_list(list, &format!("{at}/do-list")),
            Block::DontList(list) => self.dont_list(list, &format!("{at}/dont-list")),
            Block::Details(details) => self.details(details, &format!("{at}/details")),
            Block::Quote(quote) => self.quote(quote, &format!("{at}/quote")),
            Block::Risk(risk) => self.risk(risk, &format!("{at}/risk")),
            Block::Differential(differential) => self.differential(differential, &format!("{at}/differential")),
            Block::DefinitionList(list) => self.definitions(list, &format!("{at}/definition-list")),
            Block::Evidence(evidence) => self.evidence(evidence, &format!("{at}/evidence")),
            Block::Include(include) => self.blocks(&include.blocks, &format!("{at}/include/blocks")),
            Block::Steps(steps) => self.steps(steps, &format!("{at}/steps")),
            Block::Schedule(schedule) => self.schedule(schedule, &format!("{at}/schedule")),
            Block::Todo(todo) => self.todo(todo, &format!("{at}/todo")),
        }
    }

    fn list_block(&mut self, list: &'a List, at: &str) {
        let List { marker, items } = list;
        let (marker, start) = match marker {
            ListMarker::Bullet => (Marker::Bullet, 1),
            ListMarker::Number(start) => (Marker::Number, start.get()),
            ListMarker::Tick => (Marker::Box, 1),
        };
        let list = self.list(marker, start);
        for (index, blocks) in items.iter().enumerate() {
            self.item(list, |w| w.blocks(blocks, &format!("{at}/{index}")));
        }
    }

    fn figure(&mut self, figure: &'a Figure, at: &str) {
        // A reviewer's file shows each picture as large as it is, or as wide as the paper.
        let Figure { image, alternative, size: _, caption, credit } = figure;
        self.shown_picture(image, alternative, at);
        self.about_picture(caption.as_ref(), credit.as_ref(), at);
    }

    /// One below the other: there's more to look at than on a page, and it's read in the same order.
    fn figures(&mut self, figures: &'a Figures, at: &str) {
        let Figures { pictures, caption, credit } = figures;
        for (index, model::Picture { image, alternative, size: _, caption }) in pictures.iter().enumerate() {
            let at = format!("{at}/pictures/{index}");
            self.shown_picture(image, alternative, &at);
            if let Some(caption) = caption {
                let runs = self.line(caption);
                self.paragraph(Style::Caption, place(format!("{at}/caption")), runs);
            }
        }
        self.about_picture(caption.as_ref(), credit.as_ref(), at);
    }

    fn shown_picture(&mut self, image: &'a MediaPath, alternative: &'a Alternative, at: &str) {
        let words = match alternative {
            Alternative::Text(words) => Some(words),
            Alternative::Decorative => None,
        };
        match (self.shown(image), words) {
            (Some(size), words) => {
                let picture = Picture { path: image.clone(), alternative: words.map(ToString::to_string), size };
                let style = self.text_style();
                let run = Run { piece: Piece::Picture(picture), from: From::Mark, look: Look::default(), language: None, to: None };
                self.paragraph(style, place(at), vec![run]);
            }
            // What it shows, in words.
            (None, Some(words)) => self.in_card(Card::Picture, |w| {
                let runs = w.line(words);
                w.paragraph(Style::Card(Card::Picture), place(format!("{at}/alternative/text")), runs);
            }),
            (None, None) => {}
        }
    }

    fn about_picture(&mut self, caption: Option<&'a Inlines>, credit: Option<&'a Line>, at: &str) {
        if let Some(caption) = caption {
            let at = format!("{at}/caption");
            let runs = self.inlines(caption, &at);
            self.paragraph(Style::Caption, place(at), runs);
        }
        if let Some(credit) = credit {
            let runs = self.around("figure-credit", "credit", self.line(credit));
            self.paragraph(Style::Caption, place(format!("{at}/credit")), runs);
        }
    }

    fn callout(&mut self, callout: &'a Callout, at: &str) {
        let Callout { kind, heading, body } = callout;
        self.in_card(Card::Callout(*kind), |w| {
            let mut runs = callout.label(w.messages).map(|label| added(&format!("{label} "))).unwrap_or_default();
            runs.extend(w.inlines(heading, &format!("{at}/heading")));
            w.heading(place(format!("{at}/heading")), runs);
            w.under_heading(|w| w.blocks(body, &format!("{at}/body")));
        });
    }

    fn todo(&mut self, todo: &'a Todo, at: &str) {
        let Todo { why, body } = todo;
        self.in_card(Card::Todo, |w| {
            let mut runs = strong(&format!("{} ", w.say("todo")));
            runs.extend(why.iter().flat_map(|why| w.inlines(why, &format!("{at}/why"))));
            w.paragraph(Style::Card(Card::Todo), place(format!("{at}/why")), runs);
            w.blocks(body, &format!("{at}/body"));
        });
    }

    /// Open: a file that is printed and read through has no second state.
    fn details(&mut self, details: &'a Details, at: &str) {
        let Details { summary, body } = details;
        self.in_card(Card::Details, |w| {
            let runs = w.inlines(summary, &format!("{at}/summary"));
            w.heading(place(format!("{at}/summary")), runs);
            w.under_heading(|w| w.blocks(body, &format!("{at}/body")));
        });
    }

    fn quote(&mut self, quote: &'a Quote, at: &str) {
        let Quote { body, attribution } = quote;
        let before = std::mem::replace(&mut self.quoted, true);
        self.blocks(body, &format!("{at}/body"));
        if let Some(attribution) = attribution {
            let mut runs = added("— ");
            runs.extend(self.inlines(attribution, &format!("{at}/attribution")));
            self.paragraph(Style::Quote, place(format!("{at}/attribution")), runs);
        }
        self.quoted = before;
    }

    fn definitions(&mut self, list: &'a NonEmpty<Definition>, at: &str) {
        for (index, Definition { term, definitions }) in list.iter().enumerate() {
            let at = format!("{at}/{index}");
            let runs = self.inlines(term, &format!("{at}/term"));
            self.paragraph(Style::Term, place(format!("{at}/term")), runs);
            for (index, blocks) in definitions.iter().enumerate() {
                self.depth += 1;
                self.blocks(blocks, &format!("{at}/definitions/{index}"));
                self.depth -= 1;
            }
        }
    }

    /// A chance in words, both ways round. The picture of a hundred people adds nothing to them.
    fn risk(&mut self, risk: &'a Risk, at: &str) {
        let Risk { statement, groups, people, period, otherwise } = risk;
        self.in_card(Card::Risk, |w| {
            let style = Style::Card(Card::Risk);
            let runs = w.inlines(statement, &format!("{at}/statement")).into_iter();
            let runs = runs.map(|run| Run { look: Look { is_strong: true, ..run.look }, ..run }).collect();
            w.paragraph(style, place(format!("{at}/statement")), runs);
            for (index, RiskGroup { label, number }) in groups.iter().enumerate() {
                let values = [("events", number.events().to_string().into()), ("of", number.of().to_string().into())];
                let words = w.messages.format("risk-number", values);
                // A number alone is the author's own; beside a label the two can't be told apart.
                let (from, label) = match label {
                    None if words == number.to_string() => (From::Author, String::new()),
                    None => (From::Library, String::new()),
                    Some(label) => (From::Library, format!("{label}: ")),
                };
                let mut runs = added(&label);
                runs.extend(run(&words, from, Look { is_strong: true, ..Look::default() }));
                w.paragraph(style, place(format!("{at}/groups/{index}/number")), runs);
                if otherwise.is_none() {
                    let (others, of) = (number.otherwise().to_string(), number.of().to_string());
                    let text = w.messages.format("risk-otherwise", [("others", others.into()), ("of", of.into())]);
                    w.paragraph(style, Place::Elsewhere, added(&text));
                }
            }
            if let Some(otherwise) = otherwise {
                let runs = w.inlines(otherwise, &format!("{at}/otherwise"));
                w.paragraph(style, place(format!("{at}/otherwise")), runs);
            }
            let runs = w.around("risk-people", "people", w.line(people));
            w.paragraph(style, place(format!("{at}/people")), runs);
            let runs = w.around("risk-period", "period", w.line(period));
            w.paragraph(style, place(format!("{at}/period")), runs);
        });
        self.leave_out("pictures of chances", "the words beside them say the same");
    }

    fn evidence(&mut self, evidence: &'a Evidence, at: &str) {
        let Evidence { claim, certainty, design, limits, sources } = evidence;
        self.in_card(Card::Evidence, |w| {
            let style = Style::Card(Card::Evidence);
            let runs = w.inlines(claim, &format!("{at}/claim"));
            let runs = runs.into_iter().map(|run| Run { look: Look { is_strong: true, ..run.look }, ..run }).collect();
            w.paragraph(style, place(format!("{at}/claim")), runs);
            let certainty = w.messages.certainty(*certainty);
            let runs = w.around("evidence-certainty", "certainty", strong(&certainty));
            w.paragraph(style, place(format!("{at}/certainty")), runs);
            if let Some(design) = design {
                let at = format!("{at}/design");
                let value = w.inlines(design, &at);
                let runs = w.around("evidence-design", "design", value);
                w.paragraph(style, place(at), runs);
            }
            if let Some(limits) = limits {
                let at = format!("{at}/limits");
                let value = w.inlines(limits, &at);
                let runs = w.around("evidence-limits", "limits", value);
                w.paragraph(style, place(at), runs);
            }
            let mut runs = added(&format!("{} ", w.say("evidence-sources")));
            runs.extend(w.cites(sources, Look::default()));
            w.paragraph(style, place(format!("{at}/sources")), runs);
        });
    }
}
