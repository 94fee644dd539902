use pamphlet_core::{
    elements::{BodyPart, By, Element, Names, Said},
    model::{Contributor, Page, Person, Publisher, ReviewAlert, ReviewFact, ReviewState, SignOff, Translation},
    value::Line,
};

use super::{Writer, added, end::reached, leading, place, spoken, strong};
use crate::{
    Purpose,
    document::{Card, Marker, Place, Run, Style},
};

impl<'a> Writer<'a> {
    /// Writes a page's elements, and the notes before the list of sources.
    pub(super) fn page(&mut self, all: Vec<Element<'a>>) {
        let mut about: Vec<Vec<Run>> = Vec::new();
        for element in all {
            if matches!(element, Element::Sources(_)) {
                self.notes();
            }
            self.element(element, &mut about);
        }
        self.notes();
        self.about(about);
    }

    /// Writes an element where it stands, or keeps it for the facts about the page at the end.
    fn element(&mut self, element: Element<'a>, about: &mut Vec<Vec<Run>>) {
        match element {
            Element::Publisher(Publisher { name, logo: _, url, about: who }) => {
                let address = url.as_ref().map(|url| url.as_str().to_owned());
                let name = leading(added(name.as_str()), address.as_deref());
                let runs = self.around("published-by", "name", spoken(name, self.whose(By::Library).as_ref()));
                self.paragraph(Style::Fact, Place::Elsewhere, runs);
                let who = who.as_ref().map(|who| spoken(self.library_words(who.as_str()), self.whose(By::Library).as_ref()));
                about.extend(who);
            }
            Element::Collections(collections) => {
                let titles = self.listed(collections.iter().map(|page| page.title.as_str()));
                self.paragraph(Style::Fact, Place::Elsewhere, added(&titles));
            }
            Element::Audience(audience) => {
                let words = self.messages.audience(audience);
                self.paragraph(Style::Fact, place("audience"), added(&words));
            }
            Element::Headline(headline) => {
                let at = if self.page.headline.is_some() { "headline" } else { "title" };
                let runs = self.line(headline);
                self.paragraph(Style::Title, place(at), runs);
            }
            Element::Names(names) => self.names(names),
            Element::Approach(approach) => {
                let runs = self.around("approach", "approach", self.line(approach));
                self.paragraph(Style::Fact, place("approach"), runs);
            }
            Element::Status(lines) => self.in_card(Card::Notice, |w| w.said(&lines, "notices/status", Style::Card(Card::Notice))),
            Element::Summary(summary) => {
                let runs = self.line(summary);
                self.paragraph(Style::Subtitle, place("summary"), runs);
            }
            Element::Review(page) => self.review(page),
            Element::ReadingTime(_) => self.leave_out("reading time", "a printed page shows how much there is to read"),
            Element::MedicalFirst(lines) => {
                let card = Card::Callout(pamphlet_core::model::CalloutKind::Important);
                self.in_card(card, |w| {
                    let runs = added(&w.say("medical-first"));
                    w.heading(Place::Elsewhere, runs);
                    w.said(&lines, "notices/medical-first", Style::Card(card));
                });
            }
            Element::Body(BodyPart::Opening(blocks)) => self.blocks(blocks, "opening"),
            Element::Body(BodyPart::Section(section)) => {
                // Sections about help move to the front: their place in the source is another.
                let at = self.page.sections.iter().position(|own| std::ptr::eq(own, section)).unwrap_or_default();
                self.section(section, &format!("sections/{at}"));
            }
            Element::Question(question) => {
                let runs = self.around("question", "question", self.line(question));
                self.paragraph(Style::Normal, place("evidence/question"), runs);
            }
            Element::Searched(date) => {
                let runs = self.dated("searched", date);
                self.paragraph(Style::Normal, place("evidence/searched"), runs);
            }
            Element::GivenBy(who) => {
                let runs = self.around("given-by", "who", self.line(who));
                self.paragraph(Style::Normal, place("modality/given-by"), runs);
            }
            Element::Facts(facts) => self.facts(&facts),
            Element::Introduction(introduction, page) => match self.purpose {
                Purpose::Review => self.leave_out("where newcomers should start", "every page of the library says it"),
                Purpose::Handout => {
                    let runs = added(&self.say("new-here"));
                    self.heading(Place::Elsewhere, runs);
                    let runs = spoken(self.library_words(introduction.text.as_str()), self.whose(By::Library).as_ref());
                    self.paragraph(Style::Normal, Place::Elsewhere, runs);
                    let runs = self.page_link(page);
                    self.paragraph(Style::Normal, Place::Elsewhere, runs);
                }
            },
            Element::Chapters(parts) => {
                self.titled("chapters");
                self.under_heading(|w| {
                    for (index, (title, pages)) in parts.iter().enumerate() {
                        let runs = w.line(title);
                        w.heading(place(format!("guide/parts/{index}/title")), runs);
                        w.page_list(pages);
                    }
                });
            }
            Element::Listing(pages) => {
                self.titled("listing");
                self.page_list(&pages);
            }
            Element::Questions(questions) => {
                self.titled("questions-to-ask");
                let list = self.list(Marker::Bullet, 1);
                for (index, question) in questions.iter().enumerate() {
                    self.item(list, |w| {
                        let runs = w.line(question);
                        w.paragraph(Style::ListBullet, place(format!("tools/questions/{index}")), runs);
                    });
                }
            }
            Element::Diary(diary) => {
                self.titled("diary");
                self.diary(diary);
            }
            Element::Contacts(contacts, by) => self.contacts(&contacts, by),
            Element::TrustPoints(points) => {
                let list = self.list(Marker::Bullet, 1);
                for point in points {
                    self.item(list, |w| {
                        let runs = spoken(w.library_words(point.as_str()), w.whose(By::Library).as_ref());
                        w.paragraph(Style::ListBullet, Place::Elsewhere, runs);
                    });
                }
            }
            Element::Support(organizations) => self.support(organizations),
            Element::Related(kinds) => {
                self.titled("related");
                self.under_heading(|w| {
                    for (kind, pages) in &kinds {
                        let runs = added(&w.messages.kinds(*kind));
                        w.heading(Place::Elsewhere, runs);
                        w.page_list(pages);
                    }
                });
            }
            Element::Terms(terms) => self.terms(&terms),
            Element::Sources(cited) => self.sources(cited.works()),
            Element::Authors(authors) => about.push(self.around("authors", "names", self.contributors(authors))),
            Element::Disclaimer(lines) => {
                self.titled("disclaimer");
                self.said(&lines, "notices/disclaimer", Style::Normal);
            }
            Element::Codes(codes) => {
                let codes = self.listed(codes.iter().map(|(system, code)| format!("{system} {code}")));
                about.push(added(&self.messages.format("codes", [("codes", codes.into())])));
            }
            Element::Funding(text) => about.push(self.say_of("funding", "text", text.as_str())),
            Element::Conflicts(text) => about.push(self.say_of("conflicts", "text", text.as_str())),
            Element::Published(date) => about.push(self.dated("published", date)),
            Element::Modified(date) => about.push(self.dated("updated", date)),
            Element::Version(version) => about.push(self.say_of("version", "version", version.as_str())),
            Element::Region(region) => about.push(self.say_of("region", "region", region.as_str())),
            Element::Translation(Translation { of_version, by }) => {
                about.push(self.say_of("translation", "version", of_version.as_str()));
                let by = by.as_ref().map(|by| self.around("translation-by", "name", self.contributors(std::slice::from_ref(by))));
                about.extend(by);
            }
            Element::Rights(text) => about.push(self.say_of("rights", "text", text.as_str())),
            Element::Feedback(text) => {
                let mut runs = strong(&format!("{}: ", self.say("feedback")));
                runs.extend(spoken(self.library_words(text.as_str()), self.whose(By::Library).as_ref()));
                about.push(runs);
            }
        }
    }

    /// A heading of the library's own.
    pub(super) fn titled(&mut self, key: &str) {
        let runs = added(&self.say(key));
        self.heading(Place::Elsewhere, runs);
    }

    /// Lines of the page's or the library's own. The page's stands last.
    fn said(&mut self, lines: &[Said<'a>], pointer: &str, style: Style) {
        for Said { line, by } in lines {
            match by {
                By::Page => {
                    let runs = self.line(line);
                    self.paragraph(style, place(pointer), runs);
                }
                By::Library => {
                    let runs = spoken(self.library_words(line.as_str()), self.whose(*by).as_ref());
                    self.paragraph(style, Place::Elsewhere, runs);
                }
            }
        }
    }

    fn names(&mut self, names: Names<'a>) {
        let Names { clinical, plain, also_called } = names;
        let mut lines = Vec::new();
        lines.extend(clinical.map(|name| self.say_of("clinical-name", "name", name.as_str())));
        lines.extend(plain.map(|name| self.say_of("plain-name", "name", name.as_str())));
        if !also_called.is_empty() {
            lines.push(self.say_of("also-called", "names", &self.listed(also_called.iter().map(Line::as_str))));
        }
        for runs in lines {
            self.paragraph(Style::Fact, Place::Elsewhere, runs);
        }
    }

    /// How the review stands: as every other format says it, on the first page.
    fn review(&mut self, page: &'a Page) {
        self.in_card(Card::Notice, |w| {
            for fact in ReviewState::facts(page, w.today) {
                let runs = match fact {
                    ReviewFact::Alert(
                        alert @ (ReviewAlert::Draft | ReviewAlert::Missing | ReviewAlert::Pending | ReviewAlert::Overdue(_)),
                    ) => strong(&alert.words(w.messages)),
                    ReviewFact::Signed(SignOff { by, credential, on, content: _ }) => {
                        let date = w.messages.date(*on);
                        added(&w.messages.format(
                            "review-signed",
                            [("by", by.as_str().into()), ("credential", credential.as_str().into()), ("date", date.into())],
                        ))
                    }
                    ReviewFact::Last(date) => w.dated("review-last", date),
                    ReviewFact::Next(date) => w.dated("review-next", date),
                    ReviewFact::Editorial(editors) => w.around("review-editorial-by", "names", w.contributors(editors)),
                };
                w.paragraph(Style::Card(Card::Notice), Place::Elsewhere, runs);
            }
        });
    }

    fn contributors(&self, contributors: &[Contributor]) -> Vec<Run> {
        let separator = self.say("list-separator");
        let mut runs = Vec::new();
        for (index, contributor) in contributors.iter().enumerate() {
            if index > 0 {
                runs.extend(added(&separator));
            }
            match contributor {
                Contributor::Person(Person { name, role, orcid }) => {
                    let address = orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}"));
                    runs.extend(leading(added(name.as_str()), address.as_deref()));
                    runs.extend(role.iter().flat_map(|role| added(&format!(" ({role})"))));
                }
                Contributor::Organization(name) => runs.extend(added(name.as_str())),
            }
        }
        runs
    }

    /// What stands at the foot of each page, before its number.
    pub(super) fn foot(&self) -> String {
        let site = self.library.site();
        let state = self.page.review_state(self.today).alerts();
        let hash = self.messages.format("content-hash", [("hash", self.page.content_hash().into())]);
        let lines = state.into_iter().map(|alert| alert.short(self.messages));
        let lines = lines.chain([site.publisher.name.to_string(), self.page.id.path.to_string(), hash]);
        lines.collect::<Vec<_>>().join(" · ")
    }

    /// Facts about the page, at the end.
    fn about(&mut self, mut facts: Vec<Vec<Run>>) {
        self.titled("about-page");
        facts.push(added(&self.messages.format("content-hash-means", [("hash", self.page.content_hash().into())])));
        facts.push(added(&self.messages.format("page-path", [("path", self.page.id.path.to_string().into())])));
        if let Some(address) = self.address(self.page) {
            let runs = reached(&address, &address);
            let mut says = added(&format!("{} ", self.say("newest-version")));
            says.extend(runs);
            facts.push(says);
        }
        for runs in facts {
            self.paragraph(Style::Fact, Place::Elsewhere, runs);
        }
    }

    /// A page's title as a link to it, in its own language.
    pub(super) fn page_link(&self, page: &Page) -> Vec<Run> {
        let language = (page.id.language != self.page.id.language).then_some(&page.id.language);
        spoken(leading(added(page.title.as_str()), self.address(page).as_deref()), language)
    }

    fn page_list(&mut self, pages: &[&'a Page]) {
        let list = self.list(Marker::Bullet, 1);
        for page in pages {
            self.item(list, |w| {
                let mut runs = w.page_link(page);
                let alerts = page.review_state(w.today).alerts();
                let alerts = alerts.into_iter().map(|alert| alert.short(w.messages)).collect::<Vec<_>>();
                if !alerts.is_empty() {
                    runs.extend(added(&format!(" ({})", w.listed(alerts))));
                }
                w.paragraph(Style::ListBullet, Place::Elsewhere, runs);
            });
        }
    }
}
