use pamphlet_core::{
    dont,
    model::{AdviceList, Callout, CalloutKind, CareCard, Inlines},
};
use serde_json::{Value, json};

use super::{Writer, plain};

impl<'a> Writer<'a> {
    pub(super) fn care_card(&mut self, card: &'a CareCard, level: usize) -> Value {
        let CareCard { urgency, heading, criteria, after } = card;
        json!({
            "is": "care-card",
            "urgency": urgency.as_str(),
            "label": self.messages.urgency(*urgency),
            "level": level.min(6),
            "heading": self.inlines(heading),
            "criteria": self.each(criteria),
            "after": self.blocks(after, level + 1),
        })
    }

    pub(super) fn callout(&mut self, callout: &'a Callout, level: usize) -> Value {
        let Callout { kind, heading, body } = callout;
        // The word says on paper what colour says on screen; a note needs none.
        let label = match kind {
            CalloutKind::Important => callout.label(self.messages),
            CalloutKind::Note => None,
        };
        let heading = self.inlines(heading);
        let body = self.blocks(body, level + 1);
        json!({ "is": "callout", "tone": kind.as_str(), "label": label, "level": level.min(6), "heading": heading, "body": body })
    }

    pub(super) fn do_list(&mut self, list: &'a AdviceList, level: usize) -> Value {
        self.advice(list, level, "do", |writer, item| writer.inlines(item))
    }

    pub(super) fn dont_list(&mut self, list: &'a AdviceList, level: usize) -> Value {
        self.advice(list, level, "dont", |writer, item| {
            let prefix = dont::prefix(item, writer.messages).map(|prefix| json!({ "is": "text", "text": prefix }));
            let content = writer.inlines(item);
            prefix.into_iter().chain(content.as_array().cloned().unwrap_or_default()).collect()
        })
    }

    fn advice(&mut self, list: &'a AdviceList, level: usize, tone: &str, item: impl Fn(&mut Self, &'a Inlines) -> Value) -> Value {
        let AdviceList { heading, items } = list;
        // The proof expects text in the order in which it's written here.
        let heading = match heading {
            Some(heading) => self.inlines(heading),
            None => plain(&self.say(tone)),
        };
        let items: Vec<Value> = items.iter().map(|line| item(self, line)).collect();
        json!({ "is": "advice", "tone": tone, "level": level.min(6), "heading": heading, "items": items })
    }

    pub(super) fn each(&mut self, list: &'a [Inlines]) -> Vec<Value> {
        list.iter().map(|item| self.inlines(item)).collect()
    }
}
