//! What stands at the head of page 1 and at the foot of every page.

use std::cmp::Ordering;

use pamphlet_core::{
    elements::{By, Names, PageNotices, Said, notices},
    model::{Clinic, Contributor, Organization, Page, Publisher, Review, ReviewAlert, ReviewFact, ReviewState, SignOff},
    value::{Line, Phone},
};
use serde_json::{Value, json};

use super::Writer;
use crate::work::{Chosen, short_hash};

/// At most so many telephones stand in the letterhead, which is no higher than 22 mm. All of them stand in the contact box.
const PHONES_IN_HEAD: usize = 3;

pub(super) fn letterhead<'a>(writer: &mut Writer<'a>, publisher: &'a Publisher) -> Value {
    // What a publisher's site and words about itself say stands at the end.
    let Publisher { name, logo, url: _, about: _ } = publisher;
    let (name, logo, phones) = match writer.clinic {
        Some(Clinic { name, logo, phones, .. }) => (name, logo, phones.as_slice()),
        None => (name, logo, [].as_slice()),
    };
    let logo = logo.as_ref().and_then(|logo| writer.picture(logo));
    let room = if writer.is_cramped() && writer.page.contact.is_none() { 0 } else { PHONES_IN_HEAD };
    let lines: Vec<_> = phones.iter().take(room).map(|phone| json!([phone.label.as_str(), phone.number.as_str()])).collect();
    // The words of the name alone: the theme measures them, to see what stands beside it.
    let words: Vec<_> = name.as_str().split_whitespace().collect();
    json!({ "is": "letterhead", "name": name.as_str(), "words": words, "logo": logo, "lines": lines })
}

pub(super) fn names(writer: &Writer<'_>, names: Names<'_>) -> Vec<String> {
    let Names { clinical, plain, also_called } = names;
    let mut lines = Vec::new();
    lines.extend(clinical.map(|name| writer.say_of("clinical-name", "name", name.as_str())));
    lines.extend(plain.map(|name| writer.say_of("plain-name", "name", name.as_str())));
    if !also_called.is_empty() {
        lines.push(writer.say_of("also-called", "names", &writer.listed(also_called)));
    }
    lines
}

/// The box that says what the text is and isn't, and how its review stands.
pub(super) fn notice(writer: &mut Writer<'_>, status: &[&Line], page: &Page) -> Value {
    let mut lines: Vec<String> = status.iter().map(|line| line.as_str().to_owned()).collect();
    let mut dates = Vec::new();
    let mut out_of_date = None;
    for fact in ReviewState::facts(page, writer.today()) {
        match fact {
            ReviewFact::Alert(alert @ ReviewAlert::Overdue(_)) => out_of_date = Some(alert.words(writer.messages)),
            ReviewFact::Alert(alert @ (ReviewAlert::Draft | ReviewAlert::Missing | ReviewAlert::Pending)) => {
                lines.push(alert.words(writer.messages))
            }
            ReviewFact::Signed(SignOff { by, credential, on, content: _ }) => dates.push(writer.messages.format(
                "review-signed",
                [("by", by.as_str().into()), ("credential", credential.as_str().into()), ("date", writer.messages.date(*on).into())],
            )),
            ReviewFact::Last(date) => dates.push(writer.dated("review-last", date)),
            ReviewFact::Next(date) => dates.push(writer.dated("review-next", date)),
            // It stands with the other facts about the page.
            ReviewFact::Editorial(_) => {}
        }
    }
    writer.notices.extend(lines.iter().chain(&out_of_date).cloned());
    json!({ "is": "notice", "overdue": out_of_date, "lines": lines, "dates": dates })
}

/// What a file of several pages says of their reviews before the first of them.
pub(super) fn notice_of_all(writer: &mut Writer<'_>) -> Value {
    let of_library = by_library(writer, |notices| notices.status);
    let mut lines: Vec<String> = writer.unsaid(of_library).into_iter().map(ToString::to_string).collect();
    lines.extend(short_states(writer));
    writer.notices.extend(lines.iter().cloned());
    json!({ "is": "notice", "overdue": null, "lines": lines, "dates": Vec::from_iter(next_review_of_all(writer)) })
}

/// What the library says on any of the pages.
pub(super) fn by_library<'a>(writer: &Writer<'a>, which: fn(PageNotices<'a>) -> Vec<Said<'a>>) -> Vec<Said<'a>> {
    let pages = writer.pages.iter();
    pages.flat_map(|chosen| which(notices(writer.library, &chosen.page))).filter(|said| said.by == By::Library).collect()
}

/// What the texts of the pages are and aren't, each once.
pub(super) fn statuses(writer: &Writer<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for Said { line, by: _ } in writer.pages.iter().flat_map(|chosen| notices(writer.library, &chosen.page).status) {
        if !lines.contains(&line.to_string()) {
            lines.push(line.to_string());
        }
    }
    lines
}

/// When the first of several pages is due for review.
fn next_review_of_all(writer: &Writer<'_>) -> Option<String> {
    let due = writer.pages.iter().filter_map(|chosen| chosen.page.review.as_ref()?.next);
    let first = due.min_by(|a, b| if a.is_before(*b) { Ordering::Less } else { Ordering::Greater })?;
    Some(writer.dated("review-next-of-all", first))
}

/// The states of the pages' reviews, in a word or two each, unless all is well.
pub(super) fn short_states(writer: &Writer<'_>) -> Vec<String> {
    let mut states = Vec::new();
    for state in writer.pages.iter().flat_map(|chosen| short_state(writer, &chosen.page)) {
        if !states.contains(&state) {
            states.push(state);
        }
    }
    states
}

/// What is amiss with a page's review, in a word or two each: it may be unsigned and overdue.
pub(super) fn short_state(writer: &Writer<'_>, page: &Page) -> Vec<String> {
    page.review_state(writer.today()).alerts().into_iter().map(|alert| alert.short(writer.messages)).collect()
}

/// When a page was last reviewed, and when it's due again.
pub(super) fn review_dates(writer: &Writer<'_>, review: Option<&Review>) -> Vec<String> {
    let Some(Review { last, next, clinical: _, editorial: _ }) = review else { return Vec::new() };
    std::iter::once(writer.dated("review-last", *last)).chain(next.map(|next| writer.dated("review-next", next))).collect()
}

/// The foot of every page. It says nothing that doesn't stand in the text as well.
pub(super) fn footer(writer: &mut Writer<'_>, title: &str) -> Value {
    let site = writer.library.site();
    let mut state = statuses(writer);
    state.extend(short_states(writer).into_iter().map(|state| format!("{state}.")));
    // What is out of date is put away by whoever sees it: that comes first.
    let overdue = format!("{}.", writer.say("review-short-overdue"));
    state.sort_by_key(|line| *line != overdue);
    let mut lines = vec![site.publisher.name.to_string()];
    if let [Chosen { page, hash, source: _, omissions: _ }] = writer.pages {
        lines.push(page.id.path.to_string());
        lines.extend(page.version.as_ref().map(|version| writer.say_of("version", "version", version.as_str())));
        lines.push(writer.say_of("content-hash", "hash", hash));
        lines.extend(review_dates(writer, page.review.as_ref()));
    } else {
        lines.push(title.to_owned());
        lines.push(writer.say_of("content-hash", "hash", &hash_of_all(writer)));
        lines.extend(next_review_of_all(writer));
    }
    json!({ "state": state, "lines": lines, "between": writer.say("list-separator"), "page": writer.numbered("page-of", ["page", "pages"]) })
}

/// Eight digits for all the pages: they change when any of theirs does.
pub(super) fn hash_of_all(writer: &Writer<'_>) -> String {
    short_hash(writer.pages.iter().flat_map(|chosen| chosen.hash.bytes()).collect::<Vec<_>>().as_slice())
}

/// Words to find the file by: names of what it's about.
pub(super) fn keywords(page: &Page) -> Vec<&str> {
    page.subject.names().into_iter().map(Line::as_str).collect()
}

pub(super) fn phone(label: Option<&str>, number: &Phone) -> Value {
    json!({ "label": label, "number": number.as_str(), "url": number.url() })
}

pub(super) fn names_of(writer: &Writer<'_>, people: &[Contributor]) -> String {
    writer.listed(people.iter().map(|contributor| match contributor {
        Contributor::Person(person) => {
            let role = person.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
            format!("{}{role}", person.name)
        }
        Contributor::Organization(name) => name.to_string(),
    }))
}

pub(super) fn organizations(writer: &Writer<'_>, list: &[Organization]) -> Vec<Value> {
    list.iter()
        .map(|Organization { name, about, url, phone: number }| {
            let telephone = writer.say("contact-phone");
            json!({
                "name": name.as_str(),
                "about": about.as_ref().map(Line::as_str),
                "phones": number.iter().map(|number| phone(Some(&telephone), number)).collect::<Vec<_>>(),
                "email": null,
                "web": url.as_ref().map(|url| super::back::web(writer, url)),
            })
        })
        .collect()
}
