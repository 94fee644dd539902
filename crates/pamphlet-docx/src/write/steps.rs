use pamphlet_core::model::{Schedule, ScheduleTime, Step, Steps};

use super::{Writer, added, place};
use crate::document::{Look, Marker, Run, Style};

impl<'a> Writer<'a> {
    pub(super) fn steps(&mut self, steps: &'a Steps, at: &str) {
        let Steps { heading, items } = steps;
        let items = |w: &mut Self| {
            let list = w.list(Marker::Number, 1);
            for (index, step) in items.iter().enumerate() {
                w.item(list, |w| w.step(step, &format!("{at}/items/{index}")));
            }
        };
        let Some(heading) = heading else { return items(self) };
        let heading_at = format!("{at}/heading");
        let runs = self.inlines(heading, &heading_at);
        self.heading(place(heading_at), runs);
        self.under_heading(items);
    }

    fn step(&mut self, step: &'a Step, at: &str) {
        let Step { title, amount, body } = step;
        let mut runs: Vec<Run> = Vec::new();
        if let Some(title) = title {
            let title = self.inlines(title, &format!("{at}/title"));
            runs.extend(title.into_iter().map(|run| Run { look: Look { is_strong: true, ..run.look }, ..run }));
        }
        if let Some(amount) = amount {
            runs.extend(added(if title.is_some() { " (" } else { "(" }));
            runs.extend(self.inlines(amount, &format!("{at}/amount")));
            runs.extend(added(")"));
        }
        if !runs.is_empty() {
            let part = if title.is_some() { "title" } else { "amount" };
            let style = self.text_style();
            self.paragraph(style, place(format!("{at}/{part}")), runs);
        }
        self.blocks(body, &format!("{at}/body"));
    }

    pub(super) fn schedule(&mut self, schedule: &'a Schedule, at: &str) {
        let Schedule { heading, times } = schedule;
        let times = |w: &mut Self| {
            for (index, ScheduleTime { when, what }) in times.iter().enumerate() {
                let at = format!("{at}/times/{index}");
                let runs = w.inlines(when, &format!("{at}/when"));
                w.paragraph(Style::Term, place(format!("{at}/when")), runs);
                w.depth += 1;
                w.blocks(what, &format!("{at}/what"));
                w.depth -= 1;
            }
        };
        let Some(heading) = heading else { return times(self) };
        let heading_at = format!("{at}/heading");
        let runs = self.inlines(heading, &heading_at);
        self.heading(place(heading_at), runs);
        self.under_heading(times);
    }
}
