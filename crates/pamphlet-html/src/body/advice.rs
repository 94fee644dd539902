use pamphlet_core::{
    dont,
    messages::Messages,
    model::{AdviceList, CareCard, Inlines, Urgency},
};

use super::{Writer, icon::Icon};

impl<'a> Writer<'a> {
    /// When to get help. The urgency is told by a word, an icon and the border, and by colour last (WCAG 1.4.1).
    pub(super) fn care_card(&mut self, card: &'a CareCard) {
        let CareCard { urgency, heading, criteria, after } = card;
        let (class, icon) = match urgency {
            Urgency::NonUrgent => ("care care-non-urgent", Icon::Information),
            Urgency::Urgent => ("care care-urgent", Icon::Clock),
            Urgency::Emergency => ("care care-emergency", Icon::Warning),
        };
        let id = self.make_up_id("care");
        let prefix = self.messages.urgency(*urgency);
        // A group and not a region: the same heading ("Call 999 if") may be on one page twice, and landmarks need names of their own.
        self.element("div", &[("class", class), ("role", "group"), ("aria-labelledby", &id)], |w| {
            // Results of the search lead to headings with an id. “Call 999 if” stands on many pages: they lead to the section instead.
            w.heading(&[("class", "care-heading")], |w| {
                w.icon(icon);
                w.element("span", &[("id", &id)], |w| {
                    w.element("span", &[("class", "care-urgency")], |w| w.markup.text(&format!("{prefix} ")));
                    w.inlines(heading);
                });
            });
            w.under_heading(|w| {
                w.element("div", &[("class", "care-body")], |w| {
                    w.element("ul", &[], |w| {
                        for criterion in criteria {
                            w.element("li", &[], |w| w.inlines(criterion));
                        }
                    });
                    w.blocks(after);
                });
            });
        });
    }

    pub(super) fn do_list(&mut self, list: &'a AdviceList) {
        self.advice(list, "advice advice-do", "do", Icon::Tick, |_, _| None);
    }

    /// Each item says "do not" itself: whoever reads one line alone must not read its opposite.
    pub(super) fn dont_list(&mut self, list: &'a AdviceList) {
        self.advice(list, "advice advice-dont", "dont", Icon::Cross, dont::prefix);
    }

    fn advice(
        &mut self,
        list: &'a AdviceList,
        class: &str,
        usual: &str,
        icon: Icon,
        prefix: impl Fn(&Inlines, &Messages) -> Option<String>,
    ) {
        let AdviceList { heading, items } = list;
        self.element("div", &[("class", class)], |w| {
            w.heading(&[("class", "advice-heading")], |w| match heading {
                Some(heading) => w.inlines(heading),
                None => w.message(usual),
            });
            w.element("ul", &[("class", "advice-list")], |w| {
                for item in items {
                    w.element("li", &[], |w| {
                        w.icon(icon);
                        w.element("span", &[], |w| {
                            if let Some(prefix) = prefix(item, w.messages) {
                                w.markup.text(&prefix);
                            }
                            w.inlines(item);
                        });
                    });
                }
            });
        });
    }
}
