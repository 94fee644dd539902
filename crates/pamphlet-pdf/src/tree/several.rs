//! Several pages in one file: what they share stands once.

use pamphlet_core::{
    elements::{elements_of_chapter, notices},
    model::{Kind, Page, PageId},
    value::Line,
};
use serde_json::{Value, json};

use super::{BACK_LABEL, Writer, element, element::Parts, front, page_label, paragraph, part_label, plain};
use crate::work::Chosen;

/// What stands at the end, gathered from all the pages.
#[derive(Default)]
struct End<'a> {
    support: Vec<Value>,
    related: Vec<(Kind, Vec<&'a Page>)>,
    disclaimer: Vec<Value>,
    about: Vec<About>,
}

/// What is known of a page beside its text.
struct About {
    title: String,
    target: String,
    /// How its review stands, its version and its hash.
    review: Vec<String>,
    facts: Vec<String>,
}

/// The nodes of a bundle: a head, one contents list, the pages, and what they share.
pub(super) fn bundle<'a>(writer: &mut Writer<'a>, title: &str) -> Vec<Value> {
    let mut nodes = opening(writer);
    nodes.push(json!({ "is": "title", "level": 1, "label": null, "text": title }));
    nodes.push(front::notice_of_all(writer));
    nodes.extend(shared_notices(writer));
    nodes.extend(contents(writer, 2));
    let mut end = End::default();
    for at in 0..writer.pages.len() {
        nodes.push(json!({ "is": "new-page" }));
        writer.level = 3;
        nodes.extend(chapter(writer, at, &mut end));
    }
    writer.level = 2;
    nodes.push(json!({ "is": "new-page" }));
    nodes.extend(back(writer, end));
    nodes
}

/// The nodes of a book: a cover, the page that says whose it is and how it stands, contents, chapters by part, and the back matter.
pub(super) fn book<'a>(writer: &mut Writer<'a>, parts: &[(&'a str, usize)]) -> Vec<Value> {
    let guide = writer.page;
    let site = writer.library.site();
    let logo = site.publisher.logo.as_ref().and_then(|logo| writer.picture(logo));
    let status = front::notice_of_all(writer);
    let subtitle = guide.subject.guide().and_then(|guide| guide.subtitle.as_ref()).map(Line::as_str);
    let (publisher, title) = (site.publisher.name.as_str(), guide.title.as_str());
    let mut nodes =
        vec![json!({ "is": "cover", "logo": logo, "publisher": publisher, "title": title, "subtitle": subtitle, "notice": status })];
    // The imprint has no heading: it says whose book it is, and what isn't promised.
    writer.level = 1;
    let mut imprint =
        vec![paragraph(guide.title.as_str()), paragraph(&writer.say_of("published-by", "name", site.publisher.name.as_str()))];
    imprint.extend(guide.version.as_ref().map(|version| paragraph(&writer.say_of("version", "version", version.as_str()))));
    imprint.push(paragraph(&writer.say_of("content-hash", "hash", &front::hash_of_all(writer))));
    imprint.extend(guide.rights.as_ref().map(|rights| paragraph(&writer.say_of("rights", "text", rights.as_str()))));
    for line in writer.unsaid(notices(writer.library, guide).disclaimer) {
        imprint.push(paragraph(line.as_str()));
    }
    imprint.extend(writer.address(guide).map(|url| paragraph(&super::printed(&url))));
    nodes.push(json!({ "is": "new-page" }));
    nodes.extend(contents(writer, 2));
    nodes.push(json!({ "is": "imprint", "body": imprint }));
    let mut end = End::default();
    writer.level = 2;
    nodes.extend(chapter(writer, 0, &mut end));
    let mut at = 1;
    for (number, (title, count)) in parts.iter().enumerate() {
        let label = writer.say_of("part", "number", &(number + 1).to_string());
        let mut part = Some(json!({ "is": "part", "label": label, "text": title, "place": part_label(number + 1) }));
        for _ in 0..*count {
            nodes.push(json!({ "is": "new-page" }));
            // It stands above its first chapter.
            nodes.extend(part.take());
            writer.level = 3;
            nodes.extend(chapter(writer, at, &mut end));
            at += 1;
        }
    }
    writer.level = 1;
    nodes.push(json!({ "is": "new-page" }));
    // The same order as in an e-book: what the chapters lead to, then whose book it is.
    writer.page = guide;
    writer.at = 0;
    nodes.push(json!({ "is": "mark", "label": BACK_LABEL }));
    nodes.extend(back(writer, end));
    nodes
}

/// The chapters of a book in their order, by the labels that stand where they begin, and of none, what follows them. The page that opens a
/// part belongs to its first chapter.
pub(super) fn openings(parts: &[(&str, usize)], pages: &[Chosen<'_>]) -> Vec<(String, Option<PageId>)> {
    let mut labels: Vec<String> = (0..pages.len()).map(page_label).collect();
    let mut at = 1;
    for (number, (_, count)) in parts.iter().enumerate() {
        if *count > 0 {
            labels[at] = part_label(number + 1);
        }
        at += count;
    }
    let chapters = labels.into_iter().zip(pages).map(|(label, chosen)| (label, Some(chosen.page.id.clone())));
    chapters.chain([(BACK_LABEL.to_owned(), None)]).collect()
}

/// The letterhead of a bundle.
fn opening(writer: &mut Writer<'_>) -> Vec<Value> {
    vec![front::letterhead(writer, &writer.library.site().publisher)]
}

/// What the library tells the readers of any of the pages: once, before them.
fn shared_notices(writer: &mut Writer<'_>) -> Vec<Value> {
    let of_library = front::by_library(writer, |notices| notices.medical_first);
    let [line] = writer.unsaid(of_library)[..] else { return Vec::new() };
    let heading = plain(&writer.say("medical-first"));
    vec![
        json!({ "is": "callout", "tone": "important", "label": null, "level": writer.level, "heading": heading, "body": [paragraph(line.as_str())] }),
    ]
}

fn contents(writer: &Writer<'_>, depth: usize) -> Vec<Value> {
    vec![json!({ "is": "contents", "level": writer.level, "heading": writer.say("contents"), "depth": depth })]
}

/// One page among others: its own text here, what it shares with the others at the end.
fn chapter<'a>(writer: &mut Writer<'a>, at: usize, end: &mut End<'a>) -> Vec<Value> {
    let pages = writer.pages;
    let page = &*pages[at].page;
    (writer.at, writer.page) = (at, page);
    let all = elements_of_chapter(writer.library, page);
    if at == 0 {
        let pages: Vec<&Page> = pages.iter().map(|chosen| &*chosen.page).collect();
        writer.cited = writer.library.cited(&pages);
    }
    let Parts {
        head: _,
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
        // A reader of several pages has started already.
        start: _,
        support,
        related,
        words: _,
        sources: _,
        disclaimer,
        about,
    } = element::gather(writer, all);
    end.support.extend(support);
    end.related.extend(related);
    end.disclaimer.extend(disclaimer);
    let mut review = front::review_dates(writer, page.review.as_ref());
    review.extend(front::short_state(writer, page));
    review.push(writer.say_of("content-hash", "hash", &pages[at].hash));
    let facts = about.into_iter().chain(writer.address(page).map(|url| super::printed(&url))).collect();
    end.about.push(About { title: page.headline().to_string(), target: page_label(at), review, facts });
    let mut nodes = element::opened(label, title, names);
    for part in [notice, lead, top, help, next, text, questions] {
        nodes.extend(part);
    }
    // Lines for notes stand once, at the end of the file.
    nodes.extend(diary.map(|diary| json!({ "is": "sheets", "diary": diary, "notes": null })));
    nodes
}

fn back<'a>(writer: &mut Writer<'a>, end: End<'a>) -> Vec<Value> {
    let End { support, related, disclaimer, about } = end;
    let all: Vec<&Page> = writer.pages.iter().map(|chosen| &*chosen.page).collect();
    let mut nodes = writer.sheets(None);
    let (services, formats) = writer.local();
    let support = writer.organizations_that_help(support);
    nodes.extend(super::back::beside(services, support));
    nodes.extend(writer.related(related));
    let terms = writer.library.terms(&all);
    if !terms.is_empty() {
        nodes.extend(writer.terms("glossary", &terms));
    }
    let works = writer.cited.works().to_vec();
    if !works.is_empty() {
        nodes.extend(writer.sources(&works));
    }
    // What holds for every page is said once, before them.
    let shared: Vec<String> = match &about[..] {
        [first, rest @ ..] if !rest.is_empty() => {
            first.facts.iter().filter(|fact| rest.iter().all(|other| other.facts.contains(fact))).cloned().collect()
        }
        _ => Vec::new(),
    };
    let sentences = |facts: Vec<String>| facts.iter().map(|fact| writer.sentence(fact)).collect::<Vec<_>>().join(" ");
    let items: Vec<Value> = about
        .into_iter()
        .map(|About { title, target, review, facts }| {
            let own: Vec<String> = facts.into_iter().filter(|fact| !shared.contains(fact)).collect();
            json!({ "title": title, "target": target, "review": review, "facts": sentences(own) })
        })
        .collect();
    nodes.extend(writer.titled("reviews", [json!({ "is": "facts-of", "shared": sentences(shared), "items": items })]));
    nodes.extend(formats);
    let disclaimer = disclaimer.into_iter().map(|mut node| {
        node["level"] = writer.level.into();
        node
    });
    let disclaimer = disclaimer.collect();
    nodes.extend(writer.qr(disclaimer));
    nodes
}
