use pamphlet_core::model::{Proportion, Risk, RiskGroup};

use super::Writer;

/// A person in a square of 10, starting at its upper left corner.
const PERSON: &str = "m5 1.2a1.5 1.5 0 1 0 .01 0zm-2.7 7.4v-1.9a2.7 2.2 0 0 1 5.4 0v1.9z";

impl<'a> Writer<'a> {
    /// A chance: in words, as a picture, and the other way round (NICE CG138: both framings).
    pub(super) fn risk(&mut self, risk: &'a Risk) {
        let Risk { statement, groups, people, period, otherwise } = risk;
        self.element("figure", &[("class", "risk")], |w| {
            w.element("p", &[("class", "risk-statement")], |w| w.inlines(statement));
            w.element("div", &[("class", "risk-groups")], |w| {
                for RiskGroup { label, number } in groups {
                    w.element("div", &[("class", "risk-group")], |w| {
                        w.icon_array(*number);
                        w.element("p", &[("class", "risk-number")], |w| {
                            if let Some(label) = label {
                                w.markup.text(&format!("{label}: "));
                            }
                            let values = [("events", number.events().to_string().into()), ("of", number.of().to_string().into())];
                            let words = w.messages.format("risk-number", values);
                            w.line("strong", &[], &words);
                        });
                        // Without words for the opposite of the whole, each group gets its own.
                        if otherwise.is_none() {
                            let (others, of) = (number.otherwise().to_string(), number.of().to_string());
                            let text = w.messages.format("risk-otherwise", [("others", others.into()), ("of", of.into())]);
                            w.line("p", &[], &text);
                        }
                    });
                }
            });
            if let Some(otherwise) = otherwise {
                w.element("p", &[("class", "risk-otherwise")], |w| w.inlines(otherwise));
            }
            w.element("figcaption", &[], |w| {
                let people = w.messages.format("risk-people", [("people", people.as_str().into())]);
                w.element("p", &[], |w| w.words(&people));
                let period = w.messages.format("risk-period", [("period", period.as_str().into())]);
                w.element("p", &[], |w| w.words(&period));
                let of = groups.iter().map(|group| group.number.of()).max().unwrap_or(100);
                if of > 100 && of % 100 == 0 && groups.iter().all(|group| group.number.of() == of) {
                    let each = w.messages.format("risk-each-stands", [("number", (of / 100).to_string().into())]);
                    w.line("p", &[], &each);
                }
            });
        });
    }

    /// 10 × 10 people, filled by row from where the page's lines begin. Told apart by fill and outline; hidden from screen readers, who get the numbers beside it.
    fn icon_array(&mut self, number: Proportion) {
        let tenths = number.per_hundred_in_tenths();
        let (whole, part) = (tenths / 10, tenths % 10);
        let from_right = self.runs_from_right();
        let place = |index: u32| {
            let column = if from_right { 9 - index % 10 } else { index % 10 };
            (column * 10, index / 10 * 10)
        };
        let people = |from: u32, to: u32| {
            (from..to).fold(String::new(), |mut path, index| {
                let (x, y) = place(index);
                path.push_str(&format!("M{x} {y}{PERSON}"));
                path
            })
        };
        let (filled, outlined) = (people(0, whole), people(whole, 100));
        let mut picture = String::new();
        if !filled.is_empty() {
            picture.push_str(&format!("<path d=\"{filled}\" fill=\"currentColor\" stroke=\"currentColor\" stroke-width=\".7\"/>"));
        }
        if !outlined.is_empty() {
            picture.push_str(&format!("<path d=\"{outlined}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\".7\"/>"));
        }
        if part > 0 {
            // An inner `svg` cuts off what stands beyond it: part of the next person is filled.
            let (x, y) = place(whole);
            let skipped = if from_right { 10 - part } else { 0 };
            let start = if from_right { format!("M-{skipped} 0") } else { "M0 0".to_owned() };
            picture.push_str(&format!(
                "<svg x=\"{}\" y=\"{y}\" width=\"{part}\" height=\"10\" overflow=\"hidden\"><path d=\"{start}{PERSON}\" fill=\"currentColor\"/></svg>",
                x + skipped
            ));
        }
        self.picture("icon-array", ("100", "100"), &picture);
    }
}
