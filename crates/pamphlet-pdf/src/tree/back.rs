//! Contacts, things to write on, and what stands at the end.

use std::collections::BTreeSet;

use pamphlet_core::{
    GlossaryEntry, Omission,
    bibliography::{CitedBy, Reference},
    elements::{Fact, FactValue},
    model::{Clinic, Codes, Contact, ContactPhone, Diary, Kind, Page, Translation},
    value::{Email, Line, Url},
};
use serde_json::{Value, json};

use crate::{Companion, Extent, References};

use super::{Writer, front, heading, paragraph, plain, printed, source_label, term_label};

/// Lines for notes on sheets that stand alone: enough for what is said at one appointment.
const NOTE_LINES: usize = 6;

pub(super) fn web(writer: &Writer<'_>, url: &Url) -> Value {
    json!({ "label": writer.say("contact-web"), "url": url.as_str(), "printed": printed(url.as_str()) })
}

fn phones(list: &[ContactPhone]) -> Vec<Value> {
    list.iter().map(|ContactPhone { label, number }| front::phone(Some(label.as_str()), number)).collect()
}

fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(Line::as_str).collect()
}

/// Two lists of addresses, side by side where both are there and the paper is wide enough.
pub(super) fn beside(one: Vec<Value>, other: Vec<Value>) -> Vec<Value> {
    if one.is_empty() || other.is_empty() {
        return [one, other].concat();
    }
    vec![json!({ "is": "beside", "columns": [one, other] })]
}

impl<'a> Writer<'a> {
    /// Whom to ask. A clinic that hands the sheet out is the one to ring, unless the page itself names somebody: then the clinic stands
    /// among the services nearby.
    pub(super) fn contact(&mut self, contact: Option<&'a Contact>, trust: &'a [Line]) -> Option<Value> {
        if let Some(Clinic { name, address, phones: numbers, hours, url, .. }) = self.clinic
            && self.page.contact.is_none()
        {
            if !self.first_time(name.as_str()) {
                return None;
            }
            let node = json!({
                "is": "contact", "level": self.level, "heading": self.say("contact"), "name": name.as_str(), "address": texts(address),
                "phones": phones(numbers), "email": null, "web": url.as_ref().map(|url| web(self, url)),
                "hours": hours.as_ref().map(Line::as_str), "promise": null, "trust": texts(trust),
            });
            if contact.is_some() {
                self.leave_out("the library’s contact", "the clinic’s own contact stands in its place");
            }
            return Some(node);
        }
        let contact = contact?;
        let Contact { name, address, phones: numbers, email: mail, url, hours, promise } = contact;
        // Two pages may name the same clinic with other telephones.
        if !self.first_time(&serde_json::to_string(contact).expect("a contact is plain data")) {
            return None;
        }
        let email = |email: &Email| json!({ "label": self.say("contact-email"), "address": email.as_str() });
        Some(json!({
            "is": "contact", "level": self.level, "heading": self.say("contact"), "name": name.as_str(), "address": texts(address),
            "phones": phones(numbers), "email": mail.as_ref().map(email), "web": url.as_ref().map(|url| web(self, url)),
            "hours": hours.as_ref().map(Line::as_str), "promise": promise.as_ref().map(Line::as_str), "trust": texts(trust),
        }))
    }

    /// Several people or desks to reach, each for something else.
    pub(super) fn contacts(&mut self, contacts: &[&'a Contact], trust: &[Line]) -> Vec<Value> {
        let items: Vec<Value> = contacts
            .iter()
            .map(|Contact { name, address, phones: numbers, email: mail, url, hours, promise }| {
                let about = self.listed(address.iter().chain(hours).chain(promise));
                json!({
                    "name": name.as_str(),
                    "about": (!about.is_empty()).then_some(about),
                    "phones": phones(numbers),
                    "email": mail.as_ref().map(|email| json!({ "label": self.say("contact-email"), "address": email.as_str() })),
                    "web": url.as_ref().map(|url| web(self, url)),
                })
            })
            .collect();
        let mut nodes = self.titled("contact", [json!({ "is": "organizations", "items": items })]);
        if !trust.is_empty() {
            nodes.push(paragraph(&self.listed(trust)));
        }
        nodes
    }

    /// What is to be known at a glance.
    pub(super) fn facts(&self, facts: &[Fact<'_>]) -> Value {
        let entries: Vec<Value> = facts
            .iter()
            .map(|fact| {
                let mut content: Vec<Value> = Vec::new();
                for line in fact.lines(self.messages) {
                    if !content.is_empty() {
                        content.push(json!({ "is": "break" }));
                    }
                    content.push(json!({ "is": "text", "text": line }));
                }
                if let FactValue::Link(url) = &fact.value {
                    content.push(json!({ "is": "link", "content": plain(&printed(url.as_str())), "url": url.as_str() }));
                }
                let body = json!({ "is": "paragraph", "content": content });
                json!({ "label": null, "term": plain(&self.say(fact.label)), "definitions": [[body]] })
            })
            .collect();
        json!({ "is": "definitions", "entries": entries })
    }

    pub(super) fn titled(&self, key: &str, nodes: impl IntoIterator<Item = Value>) -> Vec<Value> {
        std::iter::once(heading(self.level, None, plain(&self.say(key)))).chain(nodes).collect()
    }

    pub(super) fn questions(&self, questions: &[Line]) -> Vec<Value> {
        // On sheets that stand alone there's more room for each answer.
        let lines = match self.options.extent {
            Extent::Companions => 2,
            Extent::Whole | Extent::Aspects(_) | Extent::Summary => 1,
        };
        self.titled("questions-to-ask", [json!({ "is": "questions", "items": texts(questions), "lines": lines })])
    }

    pub(super) fn diary(&self, diary: &Diary) -> Value {
        let Diary { columns, about } = diary;
        let columns: Vec<String> = std::iter::once(self.say("diary-date")).chain(columns.iter().map(Line::to_string)).collect();
        // The headings go with what they stand over: the theme decides which comes first.
        let about = about.as_ref().map(Line::as_str);
        json!({ "level": self.level, "heading": self.say("diary"), "columns": columns, "about": about })
    }

    /// What to write on beside the questions: a diary, if the page has one, and lines for notes.
    pub(super) fn sheets(&mut self, diary: Option<Value>) -> Vec<Value> {
        let wants_notes = self.options.extent != Extent::Summary && self.has(Companion::Notes, "lines for notes");
        // Between other text, lines for notes fill what is left of a page.
        let least = if self.options.extent == Extent::Companions { NOTE_LINES } else { 0 };
        if wants_notes {
            self.spare.push(("notes", Omission::new("lines for notes", "no page has room left for them")));
        }
        let notes = wants_notes.then(|| json!({ "level": self.level, "heading": self.say("notes"), "least": least }));
        if diary.is_none() && notes.is_none() {
            return Vec::new();
        }
        vec![json!({ "is": "sheets", "diary": diary, "notes": notes })]
    }

    /// Organisations that help, under one heading: each once, however many pages name it.
    pub(super) fn organizations_that_help(&self, all: Vec<Value>) -> Vec<Value> {
        let mut seen = BTreeSet::new();
        let items: Vec<Value> = all.into_iter().filter(|item| seen.insert(item.to_string())).collect();
        if items.is_empty() { Vec::new() } else { self.titled("support", [json!({ "is": "organizations", "items": items })]) }
    }

    /// Lists of pages, each with its address where the library has one.
    pub(super) fn pages(&self, groups: &[(Option<String>, Vec<&Page>)]) -> Value {
        let groups: Vec<_> = groups
            .iter()
            .map(|(heading, pages)| {
                let items: Vec<_> = pages
                    .iter()
                    .map(|page| {
                        let url = self.address(page);
                        json!({ "title": page.headline().as_str(), "printed": url.as_deref().map(printed), "url": url })
                    })
                    .collect();
                json!({ "heading": heading, "items": items })
            })
            .collect();
        json!({ "is": "pages", "groups": groups })
    }

    /// Related pages by kind, with those that the text refers to.
    pub(super) fn related(&mut self, related: Vec<(Kind, Vec<&'a Page>)>) -> Vec<Value> {
        let mut by_kind: Vec<(Kind, Vec<&Page>)> = Kind::ALL.into_iter().map(|kind| (kind, Vec::new())).collect();
        let all = related.into_iter().flat_map(|(_, pages)| pages).chain(std::mem::take(&mut self.mentioned));
        // What is in the same file is told by its contents list.
        let all: Vec<&Page> = all.filter(|page| self.place(page).is_none()).collect();
        for page in all {
            for (kind, pages) in &mut by_kind {
                if *kind == page.id.path.kind && !pages.iter().any(|seen| seen.id == page.id) {
                    pages.push(page);
                }
            }
        }
        let groups: Vec<_> = by_kind
            .into_iter()
            .filter(|(_, pages)| !pages.is_empty())
            .map(|(kind, pages)| (Some(self.messages.kinds(kind)), pages))
            .collect();
        if groups.is_empty() { Vec::new() } else { self.titled("related", [self.pages(&groups)]) }
    }

    pub(super) fn terms(&mut self, heading: &str, terms: &[&'a GlossaryEntry]) -> Vec<Value> {
        let entries: Vec<_> = terms
            .iter()
            .map(|GlossaryEntry { slug, term, definition }| {
                let label = self.label(term_label(slug));
                let term = self.inlines(term);
                let body = self.inlines(definition);
                json!({ "label": label, "term": term, "meaning": body })
            })
            .collect();
        self.titled(heading, [json!({ "is": "words", "entries": entries })])
    }

    pub(super) fn sources(&mut self, works: &[Reference]) -> Vec<Value> {
        let cited_by = self.cited.cited_by();
        let short = match self.references() {
            References::Full => false,
            References::Short => true,
            References::Web if self.is_short() => {
                self.leave_out("the list of sources", "it stands on the web page, as the handout says");
                return Vec::new();
            }
            References::Web => {
                self.leave_out("the list of sources", "it stands on the web page, as the handout says");
                let address = self.address(self.page).map(|url| printed(&url));
                let says = match address {
                    Some(address) => self.say_of("sources-on-web", "address", &address),
                    None => self.say("sources-on-web-page"),
                };
                return self.titled("notes-sources", [paragraph(&says)]);
            }
            References::None => {
                self.leave_out(
                    "the sources, and the marks that refer to them",
                    if self.is_short() { "there is no room for them" } else { "the handout was asked for without them" },
                );
                return Vec::new();
            }
        };
        let items: Vec<_> = works
            .iter()
            .enumerate()
            .map(|(position, work)| {
                let mark = match cited_by {
                    CitedBy::Number => Some(format!("{}.", work.label)),
                    CitedBy::Name => None,
                };
                let label = self.label(source_label(position));
                if short {
                    let url = work.address();
                    let content = plain(&work.short);
                    return json!({ "mark": mark, "label": label, "content": content, "printed": url.as_deref().map(printed), "url": url });
                }
                // A style that prints the address makes a second one needless.
                let url = work.address_after();
                let content = reference(&work.reference);
                json!({ "mark": mark, "label": label, "content": content, "printed": url.as_deref().map(printed), "url": url })
            })
            .collect();
        self.titled("notes-sources", [json!({ "is": "sources", "short": short, "items": items })])
    }

    pub(super) fn codes(&self, codes: &Codes) -> String {
        let listed = self.listed(codes.iter().map(|(system, code)| format!("{system} {code}")));
        self.say_of("codes", "codes", &listed)
    }

    pub(super) fn translation(&self, translation: &Translation) -> String {
        let Translation { of_version, by } = translation;
        let from = self.say_of("translation", "version", of_version.as_str());
        match by {
            Some(by) => format!("{from}. {}", self.say_of("translation-by", "name", by.name())),
            None => from,
        }
    }

    /// What the clinic adds: services nearby, other formats, interpreters.
    pub(super) fn local(&mut self) -> (Vec<Value>, Vec<Value>) {
        let Some(clinic) = self.clinic else { return (Vec::new(), Vec::new()) };
        let Clinic { name, address, phones: numbers, hours, url, services, other_formats, interpreter, .. } = clinic;
        // Where the page names somebody else to ask, the clinic is a service nearby.
        let itself = self.first_time(name.as_str()).then(|| {
            let about: Vec<&str> = address.iter().chain(hours).map(Line::as_str).collect();
            json!({
                "name": name.as_str(), "about": (!about.is_empty()).then(|| self.listed(&about)), "phones": phones(numbers),
                "email": null, "web": url.as_ref().map(|url| web(self, url)),
            })
        });
        let items: Vec<Value> = itself.into_iter().chain(front::organizations(self, services)).collect();
        let services =
            if items.is_empty() { Vec::new() } else { self.titled("local-services", [json!({ "is": "organizations", "items": items })]) };
        let titled = |key, line: &Option<Line>| line.as_ref().map(|line| self.titled(key, [paragraph(line.as_str())]));
        let columns: Vec<_> = titled("other-formats", other_formats).into_iter().chain(titled("interpreter", interpreter)).collect();
        (services, if columns.is_empty() { Vec::new() } else { vec![json!({ "is": "beside", "columns": columns })] })
    }

    /// The page's address as a code to scan and as words to type; of several pages the address of the site.
    ///
    /// What else is told at the end of a summary stands beside it.
    pub(super) fn qr(&mut self, beside: Vec<Value>) -> Vec<Value> {
        let site = self.library.site();
        let (address, text) = if self.pages.len() == 1 || matches!(self.page.id.path.kind, Kind::Guide) {
            (self.address(self.page), self.page.headline().as_str())
        } else {
            (site.url.as_ref().map(ToString::to_string), site.title.as_str())
        };
        let Some(url) = address else {
            self.leave_out("the page’s web address", "the library’s settings don’t say where the site will stand");
            return beside;
        };
        let Some(picture) = crate::qr::svg(&url) else {
            self.leave_out("the QR code", "the page’s address is too long for one");
            return beside.into_iter().chain([paragraph(&printed(&url))]).collect();
        };
        self.files.insert("qr.svg".to_owned(), picture.into_bytes().into());
        let short = printed(&url);
        vec![
            json!({ "is": "qr", "image": "qr.svg", "url": url, "printed": short, "text": text, "newest": self.say("newest-version"), "alt": format!("QR: {short}"), "beside": beside }),
        ]
    }
}

/// A reference as the citation style sets it: it has text, emphasis and links, and nothing that refers to the page.
fn reference(inlines: &[pamphlet_core::model::Inline]) -> Value {
    use pamphlet_core::model::Inline;
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => json!({ "is": "text", "text": text.as_str() }),
            Inline::Emphasis(content) => json!({ "is": "emphasis", "content": reference(content) }),
            Inline::Strong(content) => json!({ "is": "strong", "content": reference(content) }),
            Inline::Link(link) => json!({ "is": "link", "content": reference(&link.content), "url": link.to.as_str() }),
            Inline::Page(_) | Inline::Cite(_) | Inline::Term(_) | Inline::Span(_) | Inline::Note(_) | Inline::LineBreak => {
                unreachable!("a citation style makes text, emphasis, bold and links")
            }
        })
        .collect()
}
