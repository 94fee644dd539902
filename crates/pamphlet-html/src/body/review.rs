use pamphlet_core::model::{ClinicalReview, Contributor, Person, Review, ReviewState, SignOff};

use super::{Writer, icon::Icon};

impl<'a> Writer<'a> {
    /// How the review stands. What is pending, overdue or missing is set apart like a warning; no option hides it.
    pub(super) fn review(&mut self, review: Option<&'a Review>) {
        let Some(review) = review else {
            self.element("div", &[("class", "review review-alert")], |w| w.alert(|w| w.message("review-missing")));
            return;
        };
        let Review { last, next, clinical, editorial } = review;
        let overdue = next.filter(|next| self.setting.today.is_some_and(|today| next.is_before(today)));
        let is_pending = *clinical == ClinicalReview::Pending;
        let class = if is_pending || overdue.is_some() { "review review-alert" } else { "review" };
        self.element("div", &[("class", class)], |w| {
            match clinical {
                ClinicalReview::Pending => w.alert(|w| w.message("review-pending")),
                ClinicalReview::Signed(SignOff { by, credential, on }) => w.element("p", &[], |w| {
                    w.message_with(
                        "review-signed",
                        [
                            ("by", &mut |w: &mut Self| w.markup.text(by.as_str())),
                            ("credential", &mut |w: &mut Self| w.markup.text(credential.as_str())),
                            ("date", &mut |w: &mut Self| w.time(*on)),
                        ],
                    );
                }),
                ClinicalReview::NotApplicable => {}
            }
            if let Some(due) = overdue {
                w.alert(|w| w.message_with("review-overdue", [("date", &mut |w: &mut Self| w.time(due))]));
            }
            w.element("p", &[], |w| w.message_with("review-last", [("date", &mut |w: &mut Self| w.time(*last))]));
            if let Some(next) = next.filter(|_| overdue.is_none()) {
                w.element("p", &[], |w| w.message_with("review-next", [("date", &mut |w: &mut Self| w.time(next))]));
            }
            if !editorial.is_empty() {
                w.element("p", &[], |w| {
                    w.message_with("review-editorial-by", [("names", &mut |w: &mut Self| w.contributors(editorial))]);
                });
            }
        });
    }

    /// The same in short, for the foot of a page: where readers look for how old a text is.
    pub(crate) fn review_in_short(&mut self, review: Option<&'a Review>) {
        let state = match ReviewState::of(review, self.setting.today) {
            ReviewState::Missing => Some("review-short-missing"),
            ReviewState::Pending => Some("review-short-pending"),
            ReviewState::Overdue => Some("review-short-overdue"),
            ReviewState::Current => None,
        };
        if let Some(state) = state {
            self.element("p", &[("class", "review-short")], |w| w.element("strong", &[], |w| w.message(state)));
        }
        if let Some(Review { last, next, clinical: _, editorial: _ }) = review {
            self.dated("review-last", *last);
            if let Some(next) = next {
                self.dated("review-next", *next);
            }
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
