//! What stands after the text: lists of pages, words and sources, and whom to contact.

use std::collections::BTreeMap;

use pamphlet_core::{
    GlossaryEntry,
    bibliography::{CitedBy, Reference},
    elements::{By, Fact, FactValue, Said},
    model::{Contact, ContactPhone, Introduction, Organization, Page},
    value::{LanguageTag, Line, Url},
};

use super::{Heading, Medium, Writer};
use crate::{
    links::{LinkTarget, source_id, term_id},
    markup::is_permitted_address,
    options::{Download, DownloadKind, Picture, Work},
};

impl<'a> Writer<'a> {
    /// Links to pages, each with what the page is about.
    pub(crate) fn cards(&mut self, pages: &[&'a Page]) {
        self.element("ul", &[("class", "cards")], |w| {
            for page in pages {
                w.element("li", &[("class", "card")], |w| {
                    w.element("p", &[("class", "card-title")], |w| w.page_link(page));
                    let language = if page.id.language == w.setting.page.id.language { Vec::new() } else { w.language(&page.id.language) };
                    w.line("p", &language, page.summary.as_str());
                    let state = page.review_state(w.setting.today);
                    w.short_review(state);
                });
            }
        });
    }

    pub(super) fn introduction(&mut self, introduction: &'a Introduction, page: &'a Page) {
        let Introduction { text, page: _ } = introduction;
        let heading = self.messages.get("new-here");
        let id = self.make_up_id("introduction");
        self.element("section", &[("class", "introduction"), ("aria-labelledby", &id)], |w| {
            w.heading(&[("id", &id)], |w| w.markup.text(&heading));
            w.said_by("p", &[], Said { line: text, by: By::Library });
            w.element("p", &[], |w| w.page_link(page));
        });
    }

    pub(super) fn chapters(&mut self, parts: &[(&'a Line, Vec<&'a Page>)]) {
        let heading = self.messages.get("chapters");
        self.part("p_chapters", "chapters", &heading, |w| {
            for (title, pages) in parts {
                w.heading(&[], |w| w.markup.text(title.as_str()));
                w.cards(pages);
            }
        });
    }

    /// The page's other forms, with what they weigh (formats.md, HTML).
    pub(crate) fn downloads(&mut self) {
        let downloads = self.setting.downloads;
        if downloads.is_empty() {
            return;
        }
        let label = self.messages.get("downloads");
        let work = self.work();
        self.element("nav", &[("class", "downloads"), ("aria-label", &label)], |w| {
            if let Some(Picture { href, width, height }) = w.setting.handout_picture {
                let (width, height) = (width.to_string(), height.to_string());
                // The links beside it say what it is.
                let attributes =
                    [("class", "handout-picture"), ("src", href), ("alt", ""), ("width", &width), ("height", &height), ("loading", "lazy")];
                w.markup.void("img", &attributes);
            }
            w.line("p", &[("class", "downloads-heading")], &label);
            w.element("ul", &[], |w| {
                for Download { kind, href, bytes, pages } in downloads {
                    let size = match bytes.div_ceil(1024) {
                        kilobytes @ ..1024 => w.messages.format("download-kilobytes", [("number", kilobytes.to_string().into())]),
                        kilobytes => w.messages.format("download-megabytes", [("number", kilobytes.div_ceil(1024).to_string().into())]),
                    };
                    let name = w.messages.get(kind.message(work));
                    let pages = pages.map(|pages| w.messages.format("download-pages", [("pages", pages.into())]));
                    let words = w.names([Some(name), pages, Some(size)].iter().flatten().map(String::as_str));
                    let address = Some(href.as_str()).filter(|href| is_permitted_address(href));
                    w.element("li", &[], |w| w.anchor(address, &[("type", kind.media_type())], |w| w.markup.text(&words)));
                }
            });
        });
    }

    fn work(&self) -> Work {
        let chapters = self.setting.library.parts_of(self.setting.page);
        if chapters.is_empty() { Work::Leaflet } else { Work::Book }
    }

    /// The same page in other languages.
    pub(crate) fn translations(&mut self) {
        let (library, page) = (self.setting.library, self.setting.page);
        let others: Vec<_> = library.translations(&page.id.path).filter(|other| other.id != page.id).collect();
        let others = others.into_iter().map(|other| (&other.id.language, self.address(LinkTarget::Page { page: other, anchor: None })));
        let others: Vec<_> = others.collect();
        self.languages(&others);
    }

    /// Links to the same in other languages, each named in itself: that's what its readers look for.
    pub(crate) fn languages(&mut self, others: &[(&'a LanguageTag, Option<String>)]) {
        if others.is_empty() {
            return;
        }
        let label = self.messages.get("other-languages");
        self.element("nav", &[("class", "languages"), ("aria-label", &label)], |w| {
            w.element("ul", &[], |w| {
                for (language, address) in others {
                    let name = w.setting.library.messages(language).get("language-name");
                    let attributes = w.language(language);
                    w.element("li", &[], |w| w.anchor(address.as_deref(), &attributes, |w| w.markup.text(&name)));
                }
            });
        });
    }

    /// The headings of the page's sections, to go to.
    pub(crate) fn contents(&mut self, headings: &[Heading]) {
        let label = self.messages.get("on-this-page");
        self.element("nav", &[("class", "contents"), ("aria-labelledby", "p_contents")], |w| {
            w.heading(&[("id", "p_contents"), ("class", "contents-heading")], |w| w.markup.text(&label));
            w.element("ol", &[], |w| {
                for Heading { level: _, id, text } in headings {
                    let href = format!("#{}{id}", w.markup.id_prefix);
                    w.element("li", &[], |w| w.anchor(Some(&href), &[], |w| w.markup.text(text)));
                }
            });
        });
    }

    /// Where the diary to write in is: on paper.
    pub(super) fn diary_to_print(&mut self) {
        let downloads = self.setting.downloads;
        let handout = downloads.iter().find(|download| download.kind == DownloadKind::Handout);
        match (self.setting.medium, handout) {
            (Medium::Web, Some(handout)) => {
                let name = self.messages.get(handout.kind.message(self.work()));
                self.element("p", &[], |w| {
                    w.message_with(
                        "diary-in-handout",
                        [("handout", &mut |w: &mut Self| w.anchor(Some(&handout.href), &[], |w| w.markup.text(&name)))],
                    );
                });
            }
            (Medium::Web, None) | (Medium::Book, _) => {}
        }
    }

    pub(super) fn contacts(&mut self, contacts: &[&'a Contact], by: By) {
        let heading = self.messages.get("contact");
        self.part("p_contact", "contact", &heading, |w| {
            for contact in contacts {
                w.contact(contact, by);
            }
            let form = w.setting.contact_form.trim();
            if !form.is_empty() {
                w.element("div", &[("class", "contact-form")], |w| w.markup.out.push_str(form));
            }
        });
    }

    fn contact(&mut self, contact: &'a Contact, by: By) {
        let Contact { name, address, phones, email, url, hours, promise } = contact;
        if let Some(promise) = promise {
            self.said_by("p", &[("class", "promise")], Said { line: promise, by });
        }
        self.element("p", &[("class", "postal")], |w| {
            w.line("strong", &[], name.as_str());
            for line in address {
                w.markup.void("br", &[]);
                w.words(line.as_str());
            }
        });
        self.element("dl", &[("class", "facts")], |w| {
            for ContactPhone { label, number } in phones {
                w.said_by("dt", &[], Said { line: label, by });
                w.element("dd", &[], |w| w.reached(&number.url(), number.as_str()));
            }
            if let Some(email) = email {
                w.element("dt", &[], |w| w.message("contact-email"));
                w.element("dd", &[], |w| w.reached(&format!("mailto:{email}"), email.as_str()));
            }
            if let Some(url) = url {
                w.element("dt", &[], |w| w.message("contact-web"));
                w.element("dd", &[], |w| w.reached(url.as_str(), shown(url)));
            }
            if let Some(hours) = hours {
                w.element("dt", &[], |w| w.message("contact-hours"));
                w.said_by("dd", &[], Said { line: hours, by });
            }
        });
    }

    /// What is to be known at a glance.
    pub(super) fn facts(&mut self, facts: &[Fact<'a>]) {
        self.element("dl", &[("class", "facts")], |w| {
            for fact in facts {
                w.element("dt", &[], |w| w.message(fact.label));
                for line in fact.lines(w.messages) {
                    w.element("dd", &[], |w| w.words(&line));
                }
                match fact.value {
                    FactValue::Link(url) => w.element("dd", &[], |w| w.reached(url.as_str(), shown(url))),
                    FactValue::Line(_) | FactValue::List(_) | FactValue::Hours(_) => {}
                }
            }
        });
    }

    pub(super) fn support(&mut self, organizations: &'a [Organization]) {
        let heading = self.messages.get("support");
        self.part("p_support", "support", &heading, |w| {
            w.element("ul", &[("class", "cards")], |w| {
                for Organization { name, about, url, phone } in organizations {
                    w.element("li", &[("class", "card")], |w| {
                        w.element("p", &[("class", "card-title")], |w| {
                            w.anchor(url.as_ref().map(Url::as_str), &[], |w| w.markup.text(name.as_str()));
                        });
                        if let Some(about) = about {
                            w.element("p", &[], |w| w.words(about.as_str()));
                        }
                        if let Some(phone) = phone {
                            w.element("p", &[], |w| {
                                w.message("contact-phone");
                                w.markup.text(": ");
                                w.reached(&phone.url(), phone.as_str());
                            });
                        }
                    });
                }
            });
        });
    }

    pub(super) fn terms(&mut self, terms: &[&'a GlossaryEntry]) {
        let heading = self.messages.get("words-used");
        self.part("p_terms", "terms", &heading, |w| w.term_list(terms));
    }

    pub(crate) fn term_list(&mut self, terms: &[&'a GlossaryEntry]) {
        self.element("dl", &[("class", "definitions")], |w| {
            for GlossaryEntry { slug, term, definition } in terms {
                w.element("dt", &[("id", &term_id(slug))], |w| w.inlines(term));
                w.element("dd", &[], |w| w.inlines(definition));
            }
        });
    }

    pub(super) fn sources(&mut self) {
        let heading = self.messages.get("notes-sources");
        self.part("p_sources", "sources", &heading, |w| {
            let mut back: BTreeMap<usize, Vec<String>> = BTreeMap::new();
            for reference in &w.references {
                if let Some(place) = w.setting.cited.position(&reference.key) {
                    back.entry(place).or_default().push(format!("#{}{}", w.markup.id_prefix, reference.id));
                }
            }
            let back_to = |place: usize| back.get(&place).cloned().unwrap_or_default();
            w.source_list(&back_to);
        });
    }

    /// The works cited, each with links back to where the text cites it.
    pub(crate) fn source_list(&mut self, back_to: &dyn Fn(usize) -> Vec<String>) {
        let cited = self.setting.cited;
        let (tag, class) = match cited.cited_by() {
            CitedBy::Number => ("ol", "source-list"),
            CitedBy::Name => ("ul", "source-list source-list-plain"),
        };
        let back = self.messages.get("source-back");
        self.element(tag, &[("class", class)], |w| {
            for (place, work) in cited.works().iter().enumerate() {
                let Reference { key: _, label, reference, short: _, doi: _, pmid: _, url: _, title: _, is_guideline: _ } = work;
                w.element("li", &[("id", &source_id(place + 1))], |w| {
                    // A reference runs as its own words do, not as the page does: its full stops stay where they are.
                    w.element("bdi", &[], |w| w.without_links(|w| w.inlines(reference)));
                    if let Some(address) = work.address_after() {
                        w.markup.text(" ");
                        w.anchor(Some(&address), &[], |w| w.markup.text(&address));
                    }
                    let back_to = back_to(place);
                    for (index, href) in back_to.iter().enumerate() {
                        // The first stays on the line of what it belongs to.
                        w.markup.text(if index == 0 { "\u{a0}" } else { " " });
                        // Several ways back need names of their own (WCAG 2.4.4), which hold what is seen (2.5.3).
                        let mark = if back_to.len() == 1 { "↑".to_owned() } else { format!("↑{}", index + 1) };
                        w.back_link(href, &format!("{back} ({label}) {mark}"), &mark);
                    }
                });
            }
        });
    }
}

/// An address as people say it.
fn shown(url: &Url) -> &str {
    let url = url.as_str();
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url).trim_end_matches('/')
}
