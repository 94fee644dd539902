use pamphlet_core::{
    dont,
    messages::Messages,
    model::{AdviceList, CareCard, Inlines},
};

use super::{Writer, added, place};
use crate::document::{Card, Marker, Style};

impl<'a> Writer<'a> {
    /// When to get help. The urgency is told by a word, then by the border, and by colour last (WCAG 1.4.1).
    pub(super) fn care_card(&mut self, card: &'a CareCard, at: &str) {
        let CareCard { urgency, heading, criteria, after } = card;
        let card = Card::Care(*urgency);
        self.in_card(card, |w| {
            let mut runs = added(&format!("{} ", w.messages.urgency(*urgency)));
            runs.extend(w.inlines(heading, &format!("{at}/heading")));
            w.heading(place(format!("{at}/heading")), runs);
            w.under_heading(|w| {
                let list = w.list(Marker::Bullet, 1);
                for (index, criterion) in criteria.iter().enumerate() {
                    w.item(list, |w| w.text(criterion, &format!("{at}/criteria/{index}")));
                }
                w.blocks(after, &format!("{at}/after"));
            });
        });
    }

    pub(super) fn do_list(&mut self, list: &'a AdviceList, at: &str) {
        self.advice(list, at, Card::Do, Marker::Do, "do", |_, _| None);
    }

    /// Each item says "do not" itself: whoever reads one line alone must not read its opposite.
    pub(super) fn dont_list(&mut self, list: &'a AdviceList, at: &str) {
        self.advice(list, at, Card::Dont, Marker::Dont, "dont", dont::prefix);
    }

    fn advice(
        &mut self,
        list: &'a AdviceList,
        at: &str,
        card: Card,
        marker: Marker,
        usual: &str,
        prefix: impl Fn(&Inlines, &Messages) -> Option<String>,
    ) {
        let AdviceList { heading, items } = list;
        self.in_card(card, |w| {
            let runs = match heading {
                Some(heading) => w.inlines(heading, &format!("{at}/heading")),
                None => added(&w.say(usual)),
            };
            w.heading(place(format!("{at}/heading")), runs);
            let list = w.list(marker, 1);
            for (index, item) in items.iter().enumerate() {
                w.item(list, |w| {
                    let at = format!("{at}/items/{index}");
                    let mut runs = prefix(item, w.messages).map(|prefix| added(&prefix)).unwrap_or_default();
                    runs.extend(w.inlines(item, &at));
                    w.paragraph(Style::CardItem(card), place(at), runs);
                });
            }
        });
    }
}
