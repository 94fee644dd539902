//! Where each element of a page stands in a handout.

use pamphlet_core::{
    advice::{is_about_help, is_all_of},
    elements::{BodyPart, Element, Said},
    model::{Kind, Page, Publisher},
    value::Line,
};
use serde_json::{Value, json};

use super::{Writer, back, front, page_label, paragraph, plain};
use crate::{Companion, Extent, said::Place};

/// The parts of a handout, in the order of the paper. The first page answers: what is it, is it serious, what
/// do I do next, whom do I ring?
#[derive(Default)]
pub(super) struct Parts<'a> {
    pub(super) head: Vec<Value>,
    pub(super) label: Vec<String>,
    pub(super) title: Vec<Value>,
    pub(super) names: Vec<String>,
    pub(super) notice: Vec<Value>,
    pub(super) lead: Vec<Value>,
    pub(super) top: Vec<Value>,
    pub(super) help: Vec<Value>,
    pub(super) next: Vec<Value>,
    pub(super) text: Vec<Value>,
    pub(super) questions: Vec<Value>,
    pub(super) diary: Option<Value>,
    /// Where newcomers should start.
    pub(super) start: Vec<Value>,
    /// Organisations that help.
    pub(super) support: Vec<Value>,
    pub(super) related: Vec<(Kind, Vec<&'a Page>)>,
    pub(super) words: Vec<Value>,
    pub(super) sources: Vec<Value>,
    pub(super) disclaimer: Vec<Value>,
    pub(super) about: Vec<String>,
}

/// The nodes of a handout of one page.
pub(super) fn handout<'a>(writer: &mut Writer<'a>, all: Vec<Element<'a>>) -> Vec<Value> {
    let parts = gather(writer, all);
    laid_out(writer, parts)
}

/// The nodes of a page, by the parts of a handout.
pub(super) fn gather<'a>(writer: &mut Writer<'a>, all: Vec<Element<'a>>) -> Parts<'a> {
    let level = writer.level;
    let mut parts = Parts::default();
    let mut status = Vec::new();
    let mut contacts = Vec::new();
    let mut trust: &[_] = &[];
    let mut related = Vec::new();
    for element in all {
        match element {
            // Once for all the pages of a file.
            Element::Publisher(_) if writer.at > 0 => {}
            Element::Publisher(publisher) => {
                parts.head.push(front::letterhead(writer, publisher));
                let Publisher { name, logo: _, url, about } = publisher;
                let by = writer.say_of("published-by", "name", name.as_str());
                parts.about.push(writer.listed(std::iter::once(by).chain(url.as_ref().map(|url| super::printed(url.as_str())))));
                parts.about.extend(about.iter().map(ToString::to_string));
            }
            Element::Collections(pages) => parts.label.extend(pages.iter().map(|page| page.title.to_string())),
            Element::Audience(audience) => parts.label.push(writer.messages.audience(audience)),
            Element::Headline(line) => {
                let label = (writer.pages.len() > 1).then(|| page_label(writer.at));
                parts.title.push(json!({ "is": "title", "level": level - 1, "label": label, "text": line.as_str() }));
            }
            Element::Names(names) => parts.names.extend(front::names(writer, names)),
            Element::Approach(line) => parts.names.push(writer.say_of("approach", "approach", line.as_str())),
            Element::Status(lines) => status = writer.unsaid(lines),
            Element::Summary(line) => parts.lead.push(json!({ "is": "lead", "text": line.as_str() })),
            Element::Review(page) => {
                parts.notice.push(front::notice(writer, &status, page));
                if let Some(editors) = page.review.as_ref().map(|review| &review.editorial[..]).filter(|editors| !editors.is_empty()) {
                    parts.about.push(writer.say_of("review-editorial-by", "names", &front::names_of(writer, editors)));
                }
            }
            Element::ReadingTime(_) => writer.leave_out("reading time", "paper shows how much there is to read"),
            Element::MedicalFirst(lines) => {
                let lines = writer.unsaid(lines);
                if lines.is_empty() {
                    continue;
                }
                let body: Vec<_> = lines.iter().map(|line| paragraph(line.as_str())).collect();
                let heading = plain(&writer.say("medical-first"));
                parts
                    .top
                    .push(json!({ "is": "callout", "tone": "important", "label": null, "level": level, "heading": heading, "body": body }));
            }
            Element::Question(line) => parts.top.push(paragraph(&writer.say_of("question", "question", line.as_str()))),
            Element::Searched(date) => {
                let date = writer.messages.date(date);
                parts.top.push(paragraph(&writer.say_of("searched", "date", &date)));
            }
            Element::Facts(facts) => parts.top.push(writer.facts(&facts)),
            Element::GivenBy(line) => parts.top.push(paragraph(&writer.say_of("given-by", "who", line.as_str()))),
            Element::Body(BodyPart::Opening(blocks)) => {
                parts.top.extend(writer.at_place(Place::Body, |writer| writer.blocks(blocks, level)));
            }
            Element::Body(BodyPart::Section(section)) => {
                let nodes = writer.at_place(Place::Body, |writer| writer.section(section, level));
                // A short handout gathers its advice before the contact.
                let is_first = is_about_help(section) || writer.is_short() && is_all_of(section);
                if is_first { parts.help.extend(nodes) } else { parts.text.extend(nodes) }
            }
            // A reader of several pages has started already; a part of a page has told that it leaves it out.
            Element::Introduction(..) if writer.pages.len() > 1 || writer.is_short() => {}
            Element::Introduction(introduction, page) => {
                let groups = [(Some(introduction.text.to_string()), vec![page])];
                parts.start = writer.titled("new-here", [writer.pages(&groups)]);
            }
            // The contents list of the file has them.
            Element::Chapters(_) if writer.pages.len() > 1 => {}
            Element::Chapters(chapters) => {
                let groups: Vec<_> = chapters.into_iter().map(|(title, pages)| (Some(title.to_string()), pages)).collect();
                parts.text.extend(writer.titled("chapters", [writer.pages(&groups)]));
            }
            Element::Listing(pages) => parts.text.extend(writer.titled("listing", [writer.pages(&[(None, pages)])])),
            Element::Questions(lines) => {
                if writer.has(Companion::Questions, "questions to ask") {
                    parts.questions = writer.questions(lines);
                }
            }
            Element::Diary(diary) => {
                if writer.has(Companion::Diary, "the diary") {
                    parts.diary = Some(writer.diary(diary));
                }
            }
            Element::Contacts(reached, _) => contacts = reached,
            Element::TrustPoints(points) => trust = points,
            Element::Support(list) => parts.support.extend(front::organizations(writer, list)),
            Element::Related(pages) => related = pages,
            // They stand at the end of the file, for all its pages.
            Element::Terms(_) if writer.pages.len() > 1 => {}
            Element::Terms(terms) => parts.words.extend(writer.terms("words-used", &terms)),
            Element::Sources(cited) => parts.sources.extend(writer.sources(cited.works())),
            Element::Authors(authors) => parts.about.push(writer.say_of("authors", "names", &front::names_of(writer, authors))),
            Element::Disclaimer(lines) => {
                let lines = writer.unsaid(lines);
                if lines.is_empty() {
                    continue;
                }
                let body: Vec<_> = lines.iter().map(|line| paragraph(line.as_str())).collect();
                let heading = plain(&writer.say("disclaimer"));
                parts
                    .disclaimer
                    .push(json!({ "is": "callout", "tone": "note", "label": null, "level": level, "heading": heading, "body": body }));
            }
            Element::Codes(codes) => parts.about.push(writer.codes(codes)),
            Element::Funding(line) => parts.about.push(writer.say_of("funding", "text", line.as_str())),
            Element::Conflicts(line) => parts.about.push(writer.say_of("conflicts", "text", line.as_str())),
            Element::Published(date) => {
                let date = writer.messages.date(date);
                parts.about.push(writer.say_of("published", "date", &date));
            }
            Element::Modified(date) => {
                let date = writer.messages.date(date);
                parts.about.push(writer.say_of("updated", "date", &date));
            }
            Element::Version(version) => parts.about.push(writer.say_of("version", "version", version.as_str())),
            Element::Region(region) => parts.about.push(writer.say_of("region", "region", region.as_str())),
            Element::Translation(translation) => parts.about.push(writer.translation(translation)),
            Element::Rights(line) => parts.about.push(writer.say_of("rights", "text", line.as_str())),
            Element::Feedback(line) => {
                if writer.first_time(line.as_str()) {
                    parts.about.push(line.to_string());
                }
            }
        }
    }
    writer.leave_out("skip link", "a tagged PDF is read by its headings");
    // They end the contact box where there is one: both say what a reader who writes can rely on.
    let is_reachable = !contacts.is_empty() || writer.clinic.is_some();
    match contacts[..] {
        [] => parts.next.extend(writer.contact(None, trust)),
        [contact] => parts.next.extend(writer.contact(Some(contact), trust)),
        // Several are a list: a box for each would fill the page.
        [..] => parts.next.extend(writer.contacts(&contacts, trust)),
    }
    if !is_reachable && !trust.is_empty() {
        parts.about.push(writer.listed(trust));
    }
    parts.related = related;
    let part = match writer.options.extent {
        Extent::Aspects(_) => Some("part-of-page"),
        Extent::Summary => Some("summary-of-page"),
        Extent::Whole | Extent::Companions => None,
    };
    if let Some(part) = part {
        // A short one has the address beside its code.
        let address = if writer.is_short() { None } else { writer.address(writer.page) };
        let whole = address.map(|url| writer.say_of("whole-page-at", "address", &super::printed(&url)));
        let says: Vec<String> = std::iter::once(writer.say(part)).chain(whole).collect();
        writer.notices.extend(says.iter().cloned());
        parts.lead.push(paragraph(&says.join(" ")));
    }
    parts
}

impl<'a> Writer<'a> {
    /// The lines that the file hasn't said yet.
    pub(super) fn unsaid(&mut self, lines: Vec<Said<'a>>) -> Vec<&'a Line> {
        lines.into_iter().map(|said| said.line).filter(|line| self.first_time(line.as_str())).collect()
    }

    /// Whether the handout has a sheet to write on; if not, it's told as left out.
    pub(super) fn has(&mut self, companion: Companion, name: &str) -> bool {
        let has = self.options.companions.0.contains(&companion);
        if !has {
            self.leave_out(name, "it isn’t among the sheets asked for");
        }
        has
    }
}

fn laid_out<'a>(writer: &mut Writer<'a>, parts: Parts<'a>) -> Vec<Value> {
    let Parts {
        head,
        label,
        title,
        names,
        notice,
        lead,
        top,
        help,
        next,
        text,
        questions,
        diary,
        start,
        support,
        related,
        words,
        sources,
        disclaimer,
        about,
    } = parts;
    let mut nodes = head;
    let (mut about, mut next) = (about, next);
    about.push(writer.say_of("content-hash-means", "hash", &writer.pages[0].hash));
    about.push(writer.say_of("page-path", "path", &writer.page.id.path.to_string()));
    if writer.is_short() {
        // On a page or two there's room for what must be said, and for nothing beside it.
        for what in ["other names", "services nearby", "words and what they mean", "facts about the page, such as its authors"] {
            writer.leave_out(what, "it stands in the whole handout");
        }
        nodes.extend(opened(label, title, Vec::new()));
        let sheets = writer.sheets(diary);
        let body = match writer.options.extent {
            Extent::Companions => [notice, [top, help].concat(), text, [questions, sheets].concat(), next],
            Extent::Summary | Extent::Whole | Extent::Aspects(_) => [notice, lead, [top, help].concat(), next, text],
        };
        nodes.extend(body.into_iter().flatten());
        let mut end: Vec<_> = disclaimer.iter().flat_map(|node| node["body"].as_array().cloned().unwrap_or_default()).collect();
        end.push(json!({ "is": "facts", "items": about[about.len() - 2..].iter().map(|fact| plain(&writer.sentence(fact))).collect::<Vec<_>>() }));
        nodes.extend(writer.qr(end));
        return nodes;
    }
    // Of large print, little stands on a page: the names can wait until the reader knows what to do.
    let (above, below) = if writer.options.edition == crate::Edition::LargePrint { (Vec::new(), names) } else { (names, Vec::new()) };
    nodes.extend(opened(label, title, above));
    next.extend(opened(Vec::new(), Vec::new(), below));
    let sheets = writer.sheets(diary);
    for part in [notice, lead, top, help, next, text, questions, sheets] {
        nodes.extend(part);
    }
    let related = writer.related(related);
    let (services, formats) = writer.local();
    let support = writer.organizations_that_help(support);
    for part in [back::beside(services, support), start, related, words, sources] {
        nodes.extend(part);
    }
    let facts: Vec<_> = about.iter().map(|fact| plain(&writer.sentence(fact))).collect();
    nodes.extend(writer.titled("about-page", [json!({ "is": "facts", "items": facts })]));
    nodes.extend(formats);
    nodes.extend(writer.qr(disclaimer));
    nodes
}

/// The lines around a page's title.
pub(super) fn opened(label: Vec<String>, title: Vec<Value>, names: Vec<String>) -> Vec<Value> {
    let mut nodes = Vec::new();
    if !label.is_empty() {
        nodes.push(json!({ "is": "eyebrow", "lines": label }));
    }
    nodes.extend(title);
    if !names.is_empty() {
        nodes.push(json!({ "is": "names", "lines": names }));
    }
    nodes
}
