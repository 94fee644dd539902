use pamphlet_core::model::{Beside, Schedule, ScheduleTime, Step, Steps};
use serde_json::{Value, json};

use super::Writer;

impl<'a> Writer<'a> {
    pub(super) fn steps(&mut self, steps: &'a Steps, level: usize) -> Value {
        let Steps { heading, items } = steps;
        let heading = heading.as_ref().map(|heading| self.inlines(heading));
        let below = if heading.is_some() { level + 1 } else { level };
        let items: Vec<Value> = items.iter().map(|step| self.step(step, below)).collect();
        json!({ "is": "steps", "level": level.min(6), "heading": heading, "items": items })
    }

    /// A step as its head, and its parts in the order in which they're read: a list of blocks, or two that stand side by side.
    fn step(&mut self, step: &'a Step, level: usize) -> Value {
        let Step { title, amount, body } = step;
        let title = title.as_ref().map(|title| self.inlines(title));
        let amount = amount.as_ref().map(|amount| self.inlines(amount));
        let (picture, parts) = match step.beside() {
            None => (None, vec![json!(self.blocks(body, level))]),
            Some(Beside::After(text, figure)) => (Some("after"), vec![json!(self.blocks(text, level)), json!([self.figure(figure)])]),
            Some(Beside::Before(figure, text)) => (Some("before"), vec![json!([self.figure(figure)]), json!(self.blocks(text, level))]),
        };
        json!({ "is": "step", "title": title, "amount": amount, "picture": picture, "parts": parts })
    }

    pub(super) fn schedule(&mut self, schedule: &'a Schedule, level: usize) -> Value {
        let Schedule { heading, times } = schedule;
        let heading = heading.as_ref().map(|heading| self.inlines(heading));
        let below = if heading.is_some() { level + 1 } else { level };
        let times: Vec<Value> = times
            .iter()
            .map(|ScheduleTime { when, what }| {
                let when = self.inlines(when);
                json!({ "is": "time", "when": when, "what": self.blocks(what, below) })
            })
            .collect();
        json!({ "is": "schedule", "level": level.min(6), "heading": heading, "times": times })
    }
}
