use pamphlet_core::model::{Certainty, Evidence, Risk, RiskGroup};
use serde_json::{Value, json};

use super::Writer;
use crate::References;

impl<'a> Writer<'a> {
    pub(super) fn risk(&mut self, risk: &'a Risk) -> Value {
        let Risk { statement, groups, people, period, otherwise } = risk;
        let numbers: Vec<_> = groups
            .iter()
            .map(|RiskGroup { label, number }| {
                let say = |key: &str, name: &'static str, count: u32| {
                    self.messages.format(key, [(name, count.to_string().into()), ("of", number.of().to_string().into())])
                };
                // Both framings: an author's own words for the opposite, or the numbers of each group.
                let opposite = otherwise.is_none().then(|| say("risk-otherwise", "others", number.otherwise()));
                let in_hundred = |tenths: u32| {
                    format!("{}{}", tenths / 10, if tenths.is_multiple_of(10) { String::new() } else { format!(".{}", tenths % 10) })
                };
                let tenths = number.per_hundred_in_tenths();
                let picture = [("events", in_hundred(tenths).into()), ("of", "100".into())];
                json!({
                    "label": label.as_ref().map(|label| label.as_str()),
                    "number": say("risk-number", "events", number.events()),
                    "otherwise": opposite,
                    "tenths": tenths,
                    "alt": self.messages.format("risk-picture", picture),
                })
            })
            .collect();
        let mut facts = vec![self.say_of("risk-people", "people", people.as_str()), self.say_of("risk-period", "period", period.as_str())];
        // With groups of several sizes no one number holds for all the figures.
        let of = groups[0].number.of();
        if of > 100 && of.is_multiple_of(100) && groups.iter().all(|group| group.number.of() == of) {
            facts.push(self.say_of("risk-each-stands", "number", &(of / 100).to_string()));
        }
        let statement = self.inlines(statement);
        let otherwise = otherwise.as_ref().map(|words| self.inlines(words));
        json!({ "is": "risk", "statement": statement, "groups": numbers, "otherwise": otherwise, "facts": facts })
    }

    pub(super) fn evidence(&mut self, evidence: &'a Evidence) -> Value {
        let Evidence { claim, certainty, design, limits, sources } = evidence;
        let claim = self.inlines(claim);
        let mut facts = Vec::new();
        facts.extend(design.as_ref().map(|design| self.say_around("evidence-design", "design", design)));
        facts.extend(limits.as_ref().map(|limits| self.say_around("evidence-limits", "limits", limits)));
        let sources = (self.references() != References::None).then(|| {
            let label = self.say("evidence-sources");
            json!([{ "is": "text", "text": format!("{label} ") }, self.cites(sources)])
        });
        let grade = match certainty {
            Certainty::VeryLow => 1,
            Certainty::Low => 2,
            Certainty::Moderate => 3,
            Certainty::High => 4,
        };
        let certainty = self.say_of("evidence-certainty", "certainty", &self.messages.certainty(*certainty));
        json!({ "is": "evidence", "claim": claim, "certainty": certainty, "grade": grade, "sources": sources, "facts": facts })
    }
}
