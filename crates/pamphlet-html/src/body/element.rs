#![deny(clippy::wildcard_enum_match_arm)]

use pamphlet_core::{
    elements::{By, Element, Names, Said},
    model::{Kind, Page, Publisher, Translation},
    value::Line,
};

use super::{Heading, Medium, Setting, Writer, icon::Icon};
use crate::{
    links::{LinkTarget, home_path, page_path, relative},
    markup::Attribute,
    site::Search,
};

impl<'a> Writer<'a> {
    /// Writes elements one after the other, and their notes.
    pub(crate) fn pieces(&mut self, elements: &[Element<'a>]) {
        for element in elements {
            // The works that notes cite need their links back.
            if matches!(element, Element::Sources(_)) {
                self.notes();
            }
            self.piece(element);
        }
        self.notes();
    }

    /// Writes an element as it looks wherever it stands. Where that is, the page and the chapter say.
    pub(crate) fn piece(&mut self, element: &Element<'a>) {
        match element {
            Element::Publisher(Publisher { name, logo: _, url, about }) => self.element("div", &[("class", "publisher")], |w| {
                w.element("p", &[], |w| {
                    let address = url.as_ref().map(pamphlet_core::value::Url::as_str);
                    w.message_with(
                        "published-by",
                        [("name", &mut |w: &mut Self| w.anchor(address, &[], |w| w.markup.text(name.as_str())))],
                    );
                });
                w.lines("p", "about", said(By::Library, about));
            }),
            Element::Collections(collections) => self.collections(collections),
            Element::Audience(audience) => {
                let words = self.messages.audience(*audience);
                self.line("p", &[("class", "audience")], &words);
            }
            Element::Headline(headline) => self.headline(Said { line: headline, by: By::Page }),
            Element::Names(names) => self.other_names(*names),
            Element::Approach(approach) => self.said("approach", "approach", ("approach", approach.as_str())),
            Element::Status(lines) => self.element("div", &[("class", "status"), ("role", "note")], |w| {
                w.icon(Icon::Warning);
                w.element("div", &[], |w| w.lines("p", "status-line", lines.iter().copied()));
            }),
            Element::Summary(summary) => self.summary(Said { line: summary, by: By::Page }),
            Element::Review(page) => self.review(page),
            Element::ReadingTime(minutes) => {
                let text = self.messages.format("reading-time", [("minutes", (*minutes).into())]);
                self.line("p", &[("class", "reading-time")], &text);
            }
            Element::MedicalFirst(lines) => {
                let id = self.make_up_id("medical_first");
                self.element("div", &[("class", "callout callout-important"), ("role", "note"), ("aria-labelledby", &id)], |w| {
                    w.heading(&[("class", "callout-heading")], |w| {
                        w.icon(Icon::Warning);
                        w.element("span", &[("id", &id)], |w| w.message("medical-first"));
                    });
                    w.lines("p", "medical-first", lines.iter().copied());
                });
            }
            Element::Body(part) => self.body_part(*part),
            Element::Question(question) => self.said("question", "question-asked", ("question", question.as_str())),
            Element::Searched(date) => self.dated("searched", *date),
            Element::GivenBy(who) => self.said("given-by", "given-by", ("who", who.as_str())),
            Element::Facts(facts) => self.facts(facts),
            Element::Introduction(introduction, page) => self.introduction(introduction, page),
            Element::Chapters(parts) => self.chapters(parts),
            Element::Listing(pages) => {
                let heading = self.messages.get("listing");
                self.part("p_listing", "listing", &heading, |w| w.cards(pages));
            }
            Element::Questions(questions) => {
                let heading = self.messages.get("questions-to-ask");
                self.part("p_questions", "questions", &heading, |w| {
                    w.element("ul", &[], |w| w.lines("li", "question-to-ask", said(By::Page, questions.iter())));
                });
            }
            Element::Diary(diary) => {
                let heading = self.messages.get("diary");
                self.part("p_diary", "diary", &heading, |w| {
                    w.diary(diary);
                    w.diary_to_print();
                });
            }
            Element::Contacts(contacts, by) => self.contacts(contacts, *by),
            Element::TrustPoints(points) => {
                self.element("ul", &[("class", "trust")], |w| w.lines("li", "trust-point", said(By::Library, points.iter())));
            }
            Element::Support(organizations) => self.support(organizations),
            Element::Related(kinds) => self.related(kinds),
            Element::Terms(terms) => self.terms(terms),
            // The numbering that was given holds these works, and in a book those of its other chapters.
            Element::Sources(_) => self.sources(),
            Element::Authors(authors) => self.element("p", &[("class", "authors")], |w| {
                w.message_with("authors", [("names", &mut |w: &mut Self| w.contributors(authors))]);
            }),
            Element::Disclaimer(lines) => self.element("div", &[("class", "callout callout-note disclaimer")], |w| {
                w.lines("p", "disclaimer-line", lines.iter().copied());
            }),
            Element::Codes(codes) => {
                let codes = self
                    .names(codes.iter().map(|(system, code)| format!("{system} {code}")).collect::<Vec<_>>().iter().map(String::as_str));
                self.without_links(|w| w.said("codes", "codes", ("codes", &codes)));
            }
            Element::Funding(text) => self.said("funding", "funding", ("text", text.as_str())),
            Element::Conflicts(text) => self.said("conflicts", "conflicts", ("text", text.as_str())),
            Element::Published(date) => self.dated("published", *date),
            Element::Modified(date) => self.dated("updated", *date),
            Element::Version(version) => self.said("version", "version", ("version", version.as_str())),
            Element::Region(region) => self.said("region", "region", ("region", region.as_str())),
            Element::Translation(Translation { of_version, by }) => {
                self.said("translation", "translation", ("version", of_version.as_str()));
                if let Some(by) = by {
                    let by = std::slice::from_ref(by);
                    self.element("p", &[("class", "translation")], |w| {
                        w.message_with("translation-by", [("name", &mut |w: &mut Self| w.contributors(by))]);
                    });
                }
            }
            Element::Rights(text) => self.said("rights", "rights", ("text", text.as_str())),
            Element::Feedback(text) => self.element("div", &[("class", "feedback")], |w| {
                w.element("p", &[], |w| w.element("strong", &[], |w| w.message("feedback")));
                let whose = w.whose(By::Library);
                w.element("p", &whose, |w| w.words(text.as_str()));
            }),
        }
    }

    /// What the page is about. A result of the search shows it, and how the review stands, whatever words were looked for.
    pub(crate) fn summary(&mut self, summary: Said<'_>) {
        let Setting { search, page, today, .. } = self.setting;
        match search {
            Search::None => self.said_by("p", &[("class", "lede")], summary),
            Search::Index => {
                let alerts = page.review_state(today).alerts();
                let alerts: Vec<String> = alerts.into_iter().map(|alert| format!("{}.", alert.short(self.messages))).collect();
                let review = alerts.join(" ");
                let meta = if review.is_empty() { "summary" } else { "summary, review[data-review]" };
                let mut attributes = vec![("class", "lede"), ("data-pagefind-meta", meta)];
                attributes.extend(Some(("data-review", review.as_str())).filter(|_| !review.is_empty()));
                self.said_by("p", &attributes, summary);
            }
        }
    }

    /// A line whose words are a message with one value.
    fn said(&mut self, key: &str, class: &str, (name, value): (&'static str, &str)) {
        let text = self.messages.format(key, [(name, value.into())]);
        self.element("p", &[("class", class)], |w| w.words(&text));
    }

    pub(super) fn dated(&mut self, key: &'static str, date: pamphlet_core::value::Date) {
        self.element("p", &[("class", "date")], |w| w.message_with(key, [("date", &mut |w: &mut Self| w.time(date))]));
    }

    /// A line of the page's or the library's own, in its language.
    pub(super) fn said_by(&mut self, tag: &str, attributes: &[Attribute<'_>], Said { line, by }: Said<'_>) {
        let whose = self.whose(by);
        let attributes: Vec<_> = attributes.iter().copied().chain(whose).collect();
        self.element(tag, &attributes, |w| w.words(line.as_str()));
    }

    fn lines<'l>(&mut self, tag: &str, class: &str, lines: impl IntoIterator<Item = Said<'l>>) {
        for line in lines {
            self.said_by(tag, &[("class", class)], line);
        }
    }

    /// The heading of a page.
    pub(crate) fn headline(&mut self, headline: Said<'_>) {
        let tag = self.heading_tag(1);
        self.headings.push(Heading { level: 1, id: "p_title".to_owned(), text: headline.line.to_string() });
        self.without_links(|w| w.said_by(tag, &[("id", "p_title"), ("class", "headline")], headline));
    }

    fn other_names(&mut self, names: Names<'_>) {
        let Names { clinical, plain, also_called } = names;
        if let Some(clinical) = clinical {
            self.said("clinical-name", "name", ("name", clinical.as_str()));
        }
        if let Some(plain) = plain {
            self.said("plain-name", "name", ("name", plain.as_str()));
        }
        if !also_called.is_empty() {
            let others = self.names(also_called.iter().map(Line::as_str));
            self.said("also-called", "name", ("names", &others));
        }
    }

    /// The way to the page: home, and the topics that it belongs to.
    pub(crate) fn collections(&mut self, collections: &[&'a Page]) {
        match self.setting.medium {
            Medium::Web => {
                let label = self.messages.get("breadcrumb");
                self.element("nav", &[("class", "breadcrumb"), ("aria-label", &label)], |w| {
                    w.element("ol", &[], |w| {
                        w.element("li", &[], |w| w.home_link());
                        for page in collections {
                            w.element("li", &[], |w| w.page_link(page));
                        }
                    });
                });
            }
            // A label: the book's own contents say where the chapter stands.
            Medium::Book => {
                let topic = collections.last().map_or("", |page| page.title.as_str());
                self.line("p", &[("class", "topic")], topic);
            }
        }
    }

    /// A link to the home page of the page's language.
    fn home_link(&mut self) {
        let Setting { library, page, .. } = self.setting;
        let address = relative(&page_path(library, &page.id), &home_path(library, &page.id.language));
        let words = self.messages.get("home");
        self.anchor(Some(&address), &[], |w| w.markup.text(&words));
    }

    /// A page's title as a link to it, in its own language.
    pub(crate) fn page_link(&mut self, page: &'a Page) {
        let address = self.address(LinkTarget::Page { page, anchor: None });
        let language = if page.id.language == self.setting.page.id.language { Vec::new() } else { self.language(&page.id.language) };
        match address {
            Some(address) => self.anchor(Some(&address), &language, |w| w.markup.text(page.title.as_str())),
            None => self.line("span", &language, page.title.as_str()),
        }
    }

    fn related(&mut self, kinds: &[(Kind, Vec<&'a Page>)]) {
        let heading = self.messages.get("related");
        self.part("p_related", "related", &heading, |w| {
            for (kind, pages) in kinds {
                let kind = w.messages.kinds(*kind);
                w.heading(&[], |w| w.markup.text(&kind));
                w.cards(pages);
            }
        });
    }
}

fn said<'l>(by: By, lines: impl IntoIterator<Item = &'l Line>) -> impl Iterator<Item = Said<'l>> {
    lines.into_iter().map(move |line| Said { line, by })
}
