//! Sections that say whom to call, as the contact and the organisations of the front matter.

use pamphlet_core::{
    model::{Contact, ContactPhone, Organization},
    value::{Email, Line, Phone, Url},
};

use super::{Maker, text};
use crate::{
    care,
    draft::{Item, Paragraph, Piece, Place, Run, Text, What, lines, plain},
    fate::Fate,
    language::{begins, holds},
};

/// A line of a contact section, and where it stands.
struct Row<'p> {
    said: String,
    text: Text,
    from: &'p Place,
}

impl Maker<'_> {
    /// The contact that a section gives, if every line of it is understood.
    pub(super) fn contact(&mut self, from: &Place, heading: &Text, pieces: &[Piece]) -> Option<Contact> {
        let rows = self.rows(pieces)?;
        let mut name: Option<Line> = None;
        let mut contact = Contact {
            name: "x".parse().ok()?,
            address: Vec::new(),
            phones: Vec::new(),
            email: None,
            url: None,
            hours: None,
            promise: None,
        };
        for row in &rows {
            let said = row.said.trim();
            if let Some((label, number)) = self.phone(said) {
                let label = label.or_else(|| text::line("Telephone"))?;
                contact.phones.push(ContactPhone { label, number });
            } else if let Some(email) = email(said) {
                if contact.email.replace(email).is_some() {
                    return None;
                }
            } else if let Some(url) = url(said, &row.text) {
                if contact.url.replace(url).is_some() {
                    return None;
                }
            } else if holds(said, self.wanted.vocabulary.hours) && contact.hours.is_none() {
                contact.hours = text::line(said);
            } else if name.is_none() && said.len() < 80 && !said.ends_with('.') {
                name = text::line(said);
            } else {
                return None;
            }
        }
        if contact.phones.is_empty() && contact.email.is_none() {
            return None;
        }
        contact.name = name.or_else(|| text::line(&plain(heading)))?;
        self.tell_text(from, heading, Fate::FrontMatter("contact"));
        rows.iter().for_each(|row| self.tell_text(row.from, &row.text, Fate::FrontMatter("contact")));
        Some(contact)
    }

    /// The organisations that a section lists, if every line of it names one and where to find it.
    pub(super) fn support(&mut self, from: &Place, heading: &Text, pieces: &[Piece]) -> Option<Vec<Organization>> {
        let rows = self.rows(pieces)?;
        let mut found = Vec::new();
        for row in &rows {
            let said = row.said.trim();
            let address = url(said, &row.text)?;
            // "Diabetes UK: www.diabetes.org.uk", or the name as a link
            let named = said.split(['(', '\t']).next().unwrap_or(said);
            let at = named.split_whitespace().find(|word| is_address(word)).and_then(|word| named.find(word)).unwrap_or(named.len());
            let name = named[..at].trim().trim_end_matches([':', '-', '–', ',', '(']).trim();
            let rest = said[at.min(said.len())..].split_whitespace().filter(|word| !is_address(word)).count();
            if name.is_empty() || name.len() > 80 || rest > 0 || at < named.len() && named.len() < said.len() {
                return None;
            }
            found.push(Organization { name: text::line(name)?, about: None, url: Some(address), phone: None });
        }
        if found.is_empty() {
            return None;
        }
        self.tell_text(from, heading, Fate::FrontMatter("support"));
        rows.iter().for_each(|row| self.tell_text(row.from, &row.text, Fate::FrontMatter("support")));
        Some(found)
    }

    /// The lines of a section that holds nothing but short lines, and nothing that must stay seen.
    fn rows<'p>(&self, pieces: &'p [Piece]) -> Option<Vec<Row<'p>>> {
        let mut rows = Vec::new();
        for piece in pieces {
            let text = match &piece.what {
                What::Paragraph(Paragraph { text, .. }) | What::Item(Item { text, .. }) => text,
                What::Heading(_) | What::Table(_) | What::Picture(_) | What::Box(_) | What::Remark(_) | What::Unreadable(_) => return None,
            };
            if text.iter().any(|run| matches!(run, Run::Note(_))) {
                return None;
            }
            rows.extend(lines(text).into_iter().map(|line| Row { said: plain(&line), text: line, from: &piece.from }));
        }
        let must_stay = |said: &str| {
            care::names_emergency_number(said, self.wanted.vocabulary) || care::of_line(said, self.wanted.vocabulary).is_some()
        };
        let is_short = rows.iter().all(|row| row.said.len() < 160 && !must_stay(&row.said));
        (!rows.is_empty() && is_short).then_some(rows)
    }

    /// A number to call, with what stands before it.
    fn phone(&self, said: &str) -> Option<(Option<Line>, Phone)> {
        let start = said.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
        let number = said[start..].trim().trim_end_matches('.');
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let number: Phone = number.parse().ok().filter(|_| digits >= 6)?;
        let label = said[..start].trim().trim_end_matches([':', '-', '–', ',']).trim();
        // The label is kept unless it only says that this is a telephone.
        let is_bare = label.is_empty()
            || crate::language::is_whole(label, self.wanted.vocabulary.phones)
            || begins(label, self.wanted.vocabulary.phones) && label.len() < 6;
        Some((if is_bare { None } else { text::line(label) }, number))
    }
}

fn email(said: &str) -> Option<Email> {
    let mut words = said.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let found = words.clone().find(|word| word.contains('@'))?;
    // "Email: clinic@example.org", and nothing more.
    (words.by_ref().count() <= 2).then(|| found.parse().ok()).flatten()
}

fn is_address(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', ',', '.']);
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
}

/// The one web address of a line: written out, or that of a link.
fn url(said: &str, text: &[Run]) -> Option<Url> {
    let written = said.split_whitespace().find(|word| is_address(word)).map(|word| word.trim_matches(['(', ')', ',', '.']));
    let linked = text.iter().find_map(|run| match run {
        Run::Words(words) => words.face.link.as_deref().filter(|link| link.starts_with("http")),
        Run::Break | Run::Note(_) => None,
    });
    let address = match (linked, written) {
        (Some(address), _) => address.to_owned(),
        (None, Some(written)) if written.starts_with("www.") => format!("https://{written}"),
        (None, Some(written)) => written.to_owned(),
        (None, None) => return None,
    };
    // Words beside the address would be lost.
    let others = said.split_whitespace().filter(|word| !is_address(word)).count();
    (others <= 8).then(|| address.parse().ok()).flatten()
}
