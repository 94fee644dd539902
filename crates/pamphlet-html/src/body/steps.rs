use pamphlet_core::model::{Beside, Step, Steps};

use super::Writer;

impl<'a> Writer<'a> {
    pub(super) fn steps(&mut self, steps: &'a Steps) {
        let Steps { heading, items } = steps;
        let list = |w: &mut Self| w.element("ol", &[], |w| items.iter().for_each(|step| w.step(step)));
        self.element("div", &[("class", "steps")], |w| match heading {
            Some(heading) => {
                w.heading(&[("class", "steps-heading")], |w| w.inlines(heading));
                w.under_heading(list);
            }
            None => list(w),
        });
    }

    fn step(&mut self, step: &'a Step) {
        let Step { title, amount, body } = step;
        self.element("li", &[("class", "step")], |w| {
            if title.is_some() || amount.is_some() {
                w.element("p", &[("class", "step-head")], |w| {
                    if let Some(title) = title {
                        w.element("strong", &[], |w| w.inlines(title));
                    }
                    if let Some(amount) = amount {
                        w.markup.text(if title.is_some() { " (" } else { "(" });
                        w.inlines(amount);
                        w.markup.text(")");
                    }
                });
            }
            match step.beside() {
                Some(Beside::After(text, figure)) => w.element("div", &[("class", "beside")], |w| {
                    w.element("div", &[], |w| w.blocks(text));
                    w.figure(figure);
                }),
                Some(Beside::Before(figure, text)) => w.element("div", &[("class", "beside beside-first")], |w| {
                    w.figure(figure);
                    w.element("div", &[], |w| w.blocks(text));
                }),
                None => w.item(body),
            }
        });
    }
}
