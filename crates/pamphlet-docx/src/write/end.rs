//! What stands after the text: whom to contact, words, notes and sources.

use pamphlet_core::{
    GlossaryEntry,
    bibliography::{CitedBy, Reference},
    elements::{By, Fact, FactValue},
    model::{Contact, ContactPhone, Organization},
    value::{Line, Url},
};

use super::{
    Writer, added,
    inline::{name, source_name},
    leading, place, spoken, strong,
};
use crate::document::{Look, Marker, Piece, Place, Run, Style};

impl<'a> Writer<'a> {
    /// What is to be known at a glance.
    pub(super) fn facts(&mut self, facts: &[Fact<'a>]) {
        for fact in facts {
            let label = strong(&format!("{}: ", self.say(fact.label)));
            let mut lines: Vec<Vec<Run>> = fact.lines(self.messages).iter().map(|line| self.library_words(line)).collect();
            match fact.value {
                FactValue::Link(url) => lines.push(reached(shown(url), url.as_str())),
                FactValue::Line(_) | FactValue::List(_) | FactValue::Hours(_) => {}
            }
            let mut runs = label;
            for (index, line) in lines.into_iter().enumerate() {
                if index > 0 {
                    runs.extend(added(" ").into_iter().map(|run| Run { piece: Piece::Break, ..run }));
                }
                runs.extend(line);
            }
            self.paragraph(Style::Normal, Place::Elsewhere, runs);
        }
    }

    pub(super) fn contacts(&mut self, contacts: &[&'a Contact], by: By) {
        self.titled("contact");
        let whose = self.whose(by);
        for Contact { name, address, phones, email, url, hours, promise } in contacts {
            let said = |w: &Self, line: &Line| spoken(w.library_words(line.as_str()), whose.as_ref());
            if let Some(promise) = promise {
                let runs = said(self, promise);
                self.paragraph(Style::Normal, Place::Elsewhere, runs);
            }
            let mut runs = strong(name.as_str());
            for line in address {
                runs.extend(added(" ").into_iter().map(|run| Run { piece: Piece::Break, ..run }));
                runs.extend(self.library_words(line.as_str()));
            }
            self.paragraph(Style::Normal, Place::Elsewhere, runs);
            for ContactPhone { label, number } in phones {
                let mut runs = said(self, label);
                runs.extend(added(": "));
                runs.extend(reached(number.as_str(), &number.url()));
                self.paragraph(Style::Normal, Place::Elsewhere, runs);
            }
            if let Some(email) = email {
                let mut runs = added(&format!("{}: ", self.say("contact-email")));
                runs.extend(reached(email.as_str(), &format!("mailto:{email}")));
                self.paragraph(Style::Normal, Place::Elsewhere, runs);
            }
            if let Some(url) = url {
                let mut runs = added(&format!("{}: ", self.say("contact-web")));
                runs.extend(reached(shown(url), url.as_str()));
                self.paragraph(Style::Normal, Place::Elsewhere, runs);
            }
            if let Some(hours) = hours {
                let mut runs = added(&format!("{}: ", self.say("contact-hours")));
                runs.extend(said(self, hours));
                self.paragraph(Style::Normal, Place::Elsewhere, runs);
            }
        }
    }

    pub(super) fn support(&mut self, organizations: &'a [Organization]) {
        self.titled("support");
        for (index, Organization { name, about, url, phone }) in organizations.iter().enumerate() {
            let at = format!("support/{index}");
            let runs = leading(strong(name.as_str()), url.as_ref().map(Url::as_str));
            self.paragraph(Style::Normal, Place::Elsewhere, runs);
            if let Some(about) = about {
                let runs = self.line(about);
                self.paragraph(Style::Normal, place(format!("{at}/about")), runs);
            }
            if let Some(phone) = phone {
                let mut runs = added(&format!("{}: ", self.say("contact-phone")));
                runs.extend(reached(phone.as_str(), &phone.url()));
                self.paragraph(Style::Normal, Place::Elsewhere, runs);
            }
        }
    }

    pub(super) fn terms(&mut self, terms: &[&'a GlossaryEntry]) {
        self.titled("words-used");
        for GlossaryEntry { slug, term, definition } in terms {
            let runs = self.elsewhere(term);
            self.paragraph(Style::Term, Place::Elsewhere, runs);
            self.name_last(format!("_pamphlet_term_{}", name(slug.as_str())));
            let runs = self.elsewhere(definition);
            self.paragraph(Style::ListContinue, Place::Elsewhere, runs);
        }
    }

    pub(super) fn sources(&mut self, works: &[Reference]) {
        self.titled("notes-sources");
        let is_numbered = match self.cited.cited_by() {
            CitedBy::Number => true,
            CitedBy::Name => false,
        };
        let list = is_numbered.then(|| self.list(Marker::Source, 1));
        for (position, work) in works.iter().enumerate() {
            let mut runs = self.elsewhere(&work.reference);
            if let Some(address) = work.address_after() {
                runs.extend(added(" "));
                runs.extend(reached(&address, &address));
            }
            match list {
                Some(list) => self.item(list, |w| w.paragraph(Style::Source, Place::Elsewhere, runs)),
                None => self.paragraph(Style::Source, Place::Elsewhere, runs),
            }
            self.name_last(source_name(position));
        }
    }

    /// The notes that the text has referred to.
    pub(super) fn notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.titled("footnotes");
        let list = self.list(Marker::Letter, 1);
        let mut written = 0;
        // A note may refer to another, which then joins the list.
        while let Some((content, at)) = self.notes.get(written).cloned() {
            written += 1;
            self.item(list, |w| {
                let runs = w.inlines(content, &at);
                w.paragraph(Style::Source, place(at), runs);
            });
            self.name_last(format!("_pamphlet_note_{written}"));
        }
        self.notes.clear();
    }
}

/// A number to ring, or an address.
pub(super) fn reached(shown: &str, address: &str) -> Vec<Run> {
    let runs = added(shown).into_iter().map(|run| Run { look: Look { is_reached: true, ..run.look }, ..run });
    leading(runs.collect(), Some(address))
}

/// An address as people say it.
fn shown(url: &Url) -> &str {
    let url = url.as_str();
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url).trim_end_matches('/')
}
