//! What is to be known at a glance of what a page is about.

use crate::{
    messages::Messages,
    model::{Medicine, OpeningHours, Procedure, SelfCare, Service, ServicePlace, Subject, Vaccination},
    value::{Line, Url},
};

/// A fact, with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<'a> {
    /// The message that says what it is: "Brand names".
    pub label: &'static str,
    /// What is the case.
    pub value: FactValue<'a>,
}

/// What is the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue<'a> {
    /// Some words.
    Line(&'a Line),
    /// Several that belong together: names, the lines of an address.
    List(Vec<&'a Line>),
    /// When something is open.
    Hours(&'a [OpeningHours]),
    /// A page on the web.
    Link(&'a Url),
}

impl Fact<'_> {
    /// Its text in a language, a line for each thing that stands alone; none for a link.
    #[must_use]
    pub fn lines(&self, messages: &Messages) -> Vec<String> {
        match &self.value {
            FactValue::Line(line) => vec![line.to_string()],
            FactValue::List(lines) => {
                vec![lines.iter().map(|line| line.as_str()).collect::<Vec<_>>().join(&messages.get("list-separator"))]
            }
            FactValue::Hours(hours) => hours.iter().map(|hours| messages.opening_hours(hours)).collect(),
            FactValue::Link(_) => Vec::new(),
        }
    }
}

/// The facts of a subject, in the order in which they're read.
pub(crate) fn of(subject: &Subject) -> Vec<Fact<'_>> {
    let mut facts = Facts(Vec::new());
    match subject {
        Subject::Medicine(Medicine { generic_name, brand_names, also_called: _, class, forms, strengths, taken, codes: _ }) => {
            facts.line("fact-generic-name", generic_name.as_ref());
            facts.list("fact-brand-names", brand_names);
            facts.line("fact-class", class.as_ref());
            facts.list("fact-forms", forms);
            facts.list("fact-strengths", strengths);
            facts.line("fact-taken", taken.as_ref());
        }
        Subject::Vaccination(Vaccination { also_called: _, diseases, products, statement, codes: _ }) => {
            facts.list("fact-diseases", diseases);
            facts.list("fact-products", products);
            facts.line("fact-statement", statement.as_ref());
        }
        Subject::Procedure(Procedure { procedure_type: _, also_called: _, purpose, place, duration, anaesthetic, stay, codes: _ }) => {
            facts.line("fact-purpose", purpose.as_ref());
            facts.line("fact-place", place.as_ref());
            facts.line("fact-duration", duration.as_ref());
            facts.line("fact-anaesthetic", anaesthetic.as_ref());
            facts.line("fact-stay", stay.as_ref());
        }
        Subject::SelfCare(SelfCare { self_care_type: _, goal, how_often, equipment }) => {
            facts.line("fact-goal", goal.as_ref());
            facts.line("fact-how-often", how_often.as_ref());
            facts.list("fact-equipment", equipment);
        }
        Subject::Service(Service { department, places, hours, contacts: _, referral, interpreters, parking }) => {
            facts.line("fact-department", department.as_ref());
            for ServicePlace { name, address, directions, map } in places {
                facts.0.push(Fact { label: "fact-place", value: FactValue::List(std::iter::once(name).chain(address).collect()) });
                facts.line("fact-directions", directions.as_ref());
                facts.0.extend(map.as_ref().map(|url| Fact { label: "fact-map", value: FactValue::Link(url) }));
            }
            if !hours.is_empty() {
                facts.0.push(Fact { label: "fact-hours", value: FactValue::Hours(hours) });
            }
            facts.line("fact-referral", referral.as_ref());
            facts.line("interpreter", interpreters.as_ref());
            facts.line("fact-parking", parking.as_ref());
        }
        Subject::Condition(_) | Subject::Modality(_) | Subject::Evidence(_) | Subject::Guide(_) | Subject::Collection(_) => {}
    }
    facts.0
}

struct Facts<'a>(Vec<Fact<'a>>);

impl<'a> Facts<'a> {
    fn line(&mut self, label: &'static str, line: Option<&'a Line>) {
        self.0.extend(line.map(|line| Fact { label, value: FactValue::Line(line) }));
    }

    fn list(&mut self, label: &'static str, lines: &'a [Line]) {
        if !lines.is_empty() {
            self.0.push(Fact { label, value: FactValue::List(lines.iter().collect()) });
        }
    }
}
