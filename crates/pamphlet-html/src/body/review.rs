use pamphlet_core::model::{Contributor, Page, Person, Review, ReviewAlert, ReviewFact, ReviewState, SignOff};

use super::{Writer, icon::Icon};

impl<'a> Writer<'a> {
    /// How the review stands. What is overdue, pending or missing is set apart like a warning; no option hides it.
    pub(super) fn review(&mut self, page: &'a Page) {
        let today = self.setting.today;
        let class = if page.review_state(today).is_current() { "review" } else { "review review-alert" };
        self.element("div", &[("class", class)], |w| {
            for fact in ReviewState::facts(page, today) {
                w.review_fact(fact);
            }
        });
    }

    fn review_fact(&mut self, fact: ReviewFact<'a>) {
        match fact {
            ReviewFact::Alert(ReviewAlert::Overdue(due)) => {
                self.alert(|w| w.message_with("review-overdue", [("date", &mut |w: &mut Self| w.time(due))]));
            }
            ReviewFact::Alert(alert @ (ReviewAlert::Draft | ReviewAlert::Missing | ReviewAlert::Pending)) => {
                let words = alert.words(self.messages);
                self.alert(|w| w.markup.text(&words));
            }
            ReviewFact::Signed(SignOff { by, credential, on, content: _ }) => self.element("p", &[], |w| {
                w.message_with(
                    "review-signed",
                    [
                        ("by", &mut |w: &mut Self| w.markup.text(by.as_str())),
                        ("credential", &mut |w: &mut Self| w.markup.text(credential.as_str())),
                        ("date", &mut |w: &mut Self| w.time(*on)),
                    ],
                );
            }),
            ReviewFact::Last(date) => {
                self.element("p", &[], |w| w.message_with("review-last", [("date", &mut |w: &mut Self| w.time(date))]));
            }
            ReviewFact::Next(date) => {
                self.element("p", &[], |w| w.message_with("review-next", [("date", &mut |w: &mut Self| w.time(date))]));
            }
            ReviewFact::Editorial(editors) => self.element("p", &[], |w| {
                w.message_with("review-editorial-by", [("names", &mut |w: &mut Self| w.contributors(editors))]);
            }),
        }
    }

    /// The same in short, for the foot of a page: where readers look for how old a text is.
    pub(crate) fn review_in_short(&mut self, page: &'a Page) {
        self.short_review(page.review_state(self.setting.today));
        if let Some(Review { last, next, clinical: _, editorial: _ }) = &page.review {
            self.dated("review-last", *last);
            if let Some(next) = next {
                self.dated("review-next", *next);
            }
        }
    }

    /// What is amiss with a page's review, in a word or two each; nothing if all is well.
    pub(crate) fn short_review(&mut self, state: ReviewState) {
        for alert in state.alerts() {
            let words = alert.short(self.messages);
            self.element("p", &[("class", "review-short")], |w| w.line("strong", &[], &words));
        }
    }

    fn alert(&mut self, words: impl FnOnce(&mut Self)) {
        self.element("p", &[("class", "alert")], |w| {
            w.icon(Icon::Warning);
            w.element("strong", &[], words);
        });
    }

    pub(super) fn contributors(&mut self, contributors: &'a [Contributor]) {
        let separator = self.names(["", ""]);
        for (index, contributor) in contributors.iter().enumerate() {
            if index > 0 {
                self.markup.text(&separator);
            }
            match contributor {
                Contributor::Person(Person { name, role, orcid }) => {
                    let address = orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}"));
                    self.anchor(address.as_deref(), &[], |w| w.markup.text(name.as_str()));
                    if let Some(role) = role {
                        self.markup.text(&format!(" ({role})"));
                    }
                }
                Contributor::Organization(name) => self.markup.text(name.as_str()),
            }
        }
    }
}
