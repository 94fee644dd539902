//! Where each element of a page stands in a handout.

use pamphlet_core::{
    elements::{BodyPart, Element},
    model::{HealthAspect, Publisher},
};
use serde_json::{Value, json};

use super::{Writer, front, paragraph, plain};

/// The parts of a handout, in the order of the paper. The first page answers: what is it, is it serious, what
/// do I do next, whom do I ring?
#[derive(Default)]
struct Parts {
    head: Vec<Value>,
    label: Vec<String>,
    title: Vec<Value>,
    names: Vec<String>,
    notice: Vec<Value>,
    lead: Vec<Value>,
    top: Vec<Value>,
    help: Vec<Value>,
    next: Vec<Value>,
    text: Vec<Value>,
    tools: Vec<Value>,
    support: Vec<Value>,
    related: Vec<Value>,
    words: Vec<Value>,
    sources: Vec<Value>,
    disclaimer: Vec<Value>,
    about: Vec<String>,
}

/// The nodes of a page.
pub(super) fn content<'a>(writer: &mut Writer<'a>, all: Vec<Element<'a>>) -> Vec<Value> {
    let mut parts = Parts::default();
    let mut status = Vec::new();
    let mut contact = None;
    let mut trust: &[_] = &[];
    let mut related = Vec::new();
    for element in all {
        match element {
            Element::Publisher(publisher) => {
                parts.head.push(front::letterhead(writer, publisher));
                let Publisher { name, logo: _, url, about } = publisher;
                parts.about.push(writer.say_of("published-by", "name", name.as_str()));
                parts.about.extend(about.iter().map(ToString::to_string).chain(url.as_ref().map(|url| super::printed(url.as_str()))));
            }
            Element::Collections(pages) => parts.label.extend(pages.iter().map(|page| page.title.to_string())),
            Element::Audience(audience) => parts.label.push(writer.messages.audience(audience)),
            Element::Headline(line) => parts.title.push(json!({ "is": "title", "text": line.as_str() })),
            Element::Names(names) => parts.names.extend(front::names(writer, names)),
            Element::Approach(line) => parts.names.push(writer.say_of("approach", "approach", line.as_str())),
            Element::Status(lines) => status = lines,
            Element::Summary(line) => parts.lead.push(json!({ "is": "lead", "text": line.as_str() })),
            Element::Review(review) => {
                parts.notice.push(front::notice(writer, &status, review));
                if let Some(review) = review {
                    parts.about.push(match &review.editorial[..] {
                        [] => writer.say("review-editorial"),
                        names => writer.say_of("review-editorial-by", "names", &front::names_of(writer, names)),
                    });
                }
            }
            Element::ReadingTime(_) => writer.leave_out("reading time", "paper shows how much there is to read"),
            Element::MedicalFirst(lines) => {
                let body: Vec<_> = lines.iter().map(|line| paragraph(line.as_str())).collect();
                let heading = plain(&writer.say("medical-first"));
                parts
                    .top
                    .push(json!({ "is": "callout", "tone": "important", "label": null, "level": 2, "heading": heading, "body": body }));
            }
            Element::Question(line) => parts.top.push(paragraph(&writer.say_of("question", "question", line.as_str()))),
            Element::Searched(date) => {
                let date = writer.messages.date(date);
                parts.top.push(paragraph(&writer.say_of("searched", "date", &date)));
            }
            Element::GivenBy(line) => parts.top.push(paragraph(&writer.say_of("given-by", "who", line.as_str()))),
            Element::Body(BodyPart::Opening(blocks)) => parts.top.extend(writer.blocks(blocks, 2)),
            Element::Body(BodyPart::Section(section)) => {
                let nodes = writer.section(section, 2);
                if section.aspect == Some(HealthAspect::SeeDoctor) { parts.help.extend(nodes) } else { parts.text.extend(nodes) }
            }
            Element::Introduction(introduction, page) => {
                let groups = [(Some(introduction.text.to_string()), vec![page])];
                parts.support.extend(writer.titled("new-here", [writer.pages(&groups)]));
            }
            Element::Chapters(chapters) => {
                let groups: Vec<_> = chapters.into_iter().map(|(title, pages)| (Some(title.to_string()), pages)).collect();
                parts.text.extend(writer.titled("chapters", [writer.pages(&groups)]));
            }
            Element::Listing(pages) => parts.text.extend(writer.titled("listing", [writer.pages(&[(None, pages)])])),
            Element::Questions(lines) => parts.tools.extend(writer.questions(lines)),
            Element::Diary(diary) => parts.tools.extend(writer.diary(diary)),
            Element::Contact(reached) => contact = Some(reached),
            Element::TrustPoints(points) => trust = points,
            Element::Support(list) => parts.support.extend(writer.titled("support", [front::organizations(writer, list)])),
            Element::Related(pages) => related = pages,
            Element::Terms(terms) => parts.words.extend(writer.terms(&terms)),
            Element::Sources(cited) => parts.sources.extend(writer.sources(cited.works())),
            Element::Authors(authors) => parts.about.push(writer.say_of("authors", "names", &front::names_of(writer, authors))),
            Element::Disclaimer(lines) => {
                let body: Vec<_> = lines.iter().map(|line| paragraph(line.as_str())).collect();
                let heading = plain(&writer.say("disclaimer"));
                parts
                    .disclaimer
                    .push(json!({ "is": "callout", "tone": "note", "label": null, "level": 2, "heading": heading, "body": body }));
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
            Element::Feedback(line) => parts.about.push(line.to_string()),
        }
    }
    writer.leave_out("skip link", "a tagged PDF is read by its headings");
    // They end the contact box where there is one: both say what a reader who writes can rely on.
    match contact {
        Some(contact) => parts.next.push(writer.contact(contact, trust)),
        None if !trust.is_empty() => parts.about.push(writer.listed(trust)),
        None => {}
    }
    parts.related = writer.related(related);
    laid_out(writer, parts)
}

fn laid_out(writer: &mut Writer<'_>, parts: Parts) -> Vec<Value> {
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
        tools,
        support,
        related,
        words,
        sources,
        disclaimer,
        about,
    } = parts;
    let mut nodes = head;
    if !label.is_empty() {
        nodes.push(json!({ "is": "eyebrow", "text": label.join(" · ") }));
    }
    nodes.extend(title);
    if !names.is_empty() {
        nodes.push(json!({ "is": "names", "lines": names }));
    }
    for part in [notice, lead, top, help, next, text, tools, writer.note_lines()] {
        nodes.extend(part);
    }
    let (services, formats) = writer.local();
    for part in [services, support, related, words, sources] {
        nodes.extend(part);
    }
    let mut about = about;
    about.push(writer.say_of("content-hash", "hash", &super::content_hash(writer.page)));
    about.push(writer.page.id.path.to_string());
    let facts: Vec<_> = about.iter().map(|fact| plain(fact)).collect();
    nodes.extend(writer.titled("about-page", [json!({ "is": "facts", "items": facts })]));
    nodes.extend(disclaimer);
    nodes.extend(formats);
    nodes.extend(writer.qr());
    nodes
}
