//! What changed on one page.
#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::BTreeMap;

use super::{Change, Detail, How};
use crate::{
    elements::facts_of,
    library::Library,
    model::{Alternative, Block, Inline, Page, Section, SignOffState, Subject, Tools, Urgency},
    value::{Anchor, MediaPath},
    visit::{self, Item},
};

pub(super) fn compare((old_library, old): (&Library, &Page), (new_library, new): (&Library, &Page)) -> Vec<Change> {
    let mut changes = criteria(old, new);
    let [from, to] = [old, new].map(|page| SignOffState::of(page.review.as_ref()));
    if old.review != new.review {
        changes.push(Change::Review { from, to });
    }
    changes.extend(details(old, new).into_iter().map(Change::Detail));
    if old.opening != new.opening {
        changes.push(Change::Opening);
    }
    changes.extend(parts(&sections(old), &sections(new)).into_iter().map(|(heading, how)| Change::Section { heading, how }));
    changes.extend(parts(&questions(old), &questions(new)).into_iter().map(|(question, how)| Change::Question { question, how }));
    let works = |library: &Library, page: &Page| {
        library.cited(&[page]).works().iter().map(|work| (work.key.clone(), work.reference.plain_text())).collect::<BTreeMap<_, _>>()
    };
    changes.extend(named(&works(old_library, old), &works(new_library, new)).into_iter().map(|(work, how)| Change::Source { work, how }));
    let terms = |library: &Library, page: &Page| {
        let entries = library.terms(&[page]).into_iter();
        entries.map(|entry| (entry.slug.clone(), (entry.term.clone(), entry.definition.clone()))).collect::<BTreeMap<_, _>>()
    };
    let (before, now) = (terms(old_library, old), terms(new_library, new));
    changes.extend(keyed(&before, &now).into_iter().filter_map(|(slug, how)| {
        let (term, _) = now.get(&slug).or_else(|| before.get(&slug))?;
        Some(Change::Term { term: term.plain_text(), how })
    }));
    let bytes = |library: &Library, path: &MediaPath| library.media(path).map(|media| media.bytes.clone());
    let pictures = pictures(new).into_iter().filter(|path| {
        let before = bytes(old_library, path);
        before.is_some() && before != bytes(new_library, path)
    });
    changes.extend(pictures.map(|path| Change::Picture { path: path.to_string() }));
    changes
}

/// What comes and goes among the reasons to get help, the most urgent first.
fn criteria(old: &Page, new: &Page) -> Vec<Change> {
    let of = |page: &Page| {
        let cards = page.care_advice().into_iter();
        cards.flat_map(|card| card.criteria.iter().map(|text| (card.urgency, text.plain_text())).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let (before, now) = (of(old), of(new));
    let missing = |from: &[(Urgency, String)], other: &[(Urgency, String)], how| {
        let lone = from.iter().filter(|criterion| !other.contains(criterion)).cloned();
        lone.map(|(urgency, text)| Change::Criterion { urgency, text, how }).collect::<Vec<_>>()
    };
    // A reader who knew the old ones must learn first what is new, then what no longer stands.
    let mut changes = missing(&now, &before, How::Added);
    changes.extend(missing(&before, &now, How::Removed));
    changes
}

/// Elements that differ, other than text, review and sources, which are told one by one.
fn details(old: &Page, new: &Page) -> Vec<Detail> {
    let Page {
        id: _,
        subject,
        title,
        headline,
        approach,
        summary,
        collection,
        audience,
        authors,
        status,
        review: _,
        published,
        modified,
        version,
        region,
        reading_time,
        funding,
        conflicts,
        rights,
        notices,
        contact,
        support,
        related,
        tools: Tools { diary, questions },
        translation,
        opening: _,
        sections: _,
    } = old;
    let mut same = vec![
        (Detail::Notices, *notices == new.notices && *status == new.status),
        (Detail::Title, *title == new.title && *headline == new.headline),
        (Detail::Summary, *summary == new.summary),
        (Detail::Approach, *approach == new.approach),
    ];
    same.extend(subject_details(subject, &new.subject));
    same.extend([
        (Detail::Collection, *collection == new.collection),
        (Detail::Audience, *audience == new.audience),
        (Detail::Authors, *authors == new.authors),
        (Detail::Version, *published == new.published && *modified == new.modified && *version == new.version),
        (Detail::Region, *region == new.region),
        (Detail::ReadingTime, *reading_time == new.reading_time),
        (Detail::Funding, *funding == new.funding),
        (Detail::Conflicts, *conflicts == new.conflicts),
        (Detail::Rights, *rights == new.rights),
        (Detail::Contact, *contact == new.contact),
        (Detail::Support, *support == new.support),
        (Detail::Related, *related == new.related),
        (Detail::Questions, *questions == new.tools.questions),
        (Detail::Diary, *diary == new.tools.diary),
        (Detail::Translation, *translation == new.translation),
    ]);
    same.into_iter().filter_map(|(detail, is_same)| (!is_same).then_some(detail)).collect()
}

/// Pages of the same path have subjects of the same kind.
fn subject_details(old: &Subject, new: &Subject) -> Vec<(Detail, bool)> {
    match (old, new) {
        (Subject::Condition(old), Subject::Condition(new)) => vec![
            (Detail::Names, old.name == new.name && old.plain_name == new.plain_name && old.also_called == new.also_called),
            (Detail::Codes, old.codes == new.codes),
        ],
        (Subject::Modality(old), Subject::Modality(new)) => vec![
            (Detail::Names, old.also_called == new.also_called),
            (Detail::Codes, old.codes == new.codes),
            (Detail::GivenBy, old.given_by == new.given_by),
        ],
        (Subject::Medicine(_), Subject::Medicine(_))
        | (Subject::Vaccination(_), Subject::Vaccination(_))
        | (Subject::Procedure(_), Subject::Procedure(_))
        | (Subject::SelfCare(_), Subject::SelfCare(_)) => vec![
            (Detail::Names, old.names() == new.names()),
            (Detail::Codes, old.codes() == new.codes()),
            (Detail::Facts, facts_of(old) == facts_of(new)),
        ],
        (Subject::Service(of_old), Subject::Service(of_new)) => {
            vec![(Detail::Facts, facts_of(old) == facts_of(new)), (Detail::Contact, of_old.contacts == of_new.contacts)]
        }
        (Subject::Evidence(old), Subject::Evidence(new)) => vec![(Detail::EvidenceQuestion, old == new)],
        (Subject::Guide(old), Subject::Guide(new)) => {
            let rest = |guide: &crate::model::Guide| crate::model::Guide { parts: Vec::new(), ..guide.clone() };
            vec![(Detail::Chapters, old.parts == new.parts), (Detail::Book, rest(old) == rest(new))]
        }
        (Subject::Collection(old), Subject::Collection(new)) => {
            vec![(Detail::Chapters, old.pages == new.pages), (Detail::Collection, old.parent == new.parent)]
        }
        (
            Subject::Condition(_)
            | Subject::Modality(_)
            | Subject::Medicine(_)
            | Subject::Vaccination(_)
            | Subject::Procedure(_)
            | Subject::SelfCare(_)
            | Subject::Service(_)
            | Subject::Evidence(_)
            | Subject::Guide(_)
            | Subject::Collection(_),
            _,
        ) => {
            vec![(Detail::Names, false)]
        }
    }
}

/// A part of a page: its id, its heading, and all that it says itself.
struct Part<'p> {
    anchor: Anchor,
    heading: String,
    body: (&'p [Inline], &'p [Block]),
}

fn sections(page: &Page) -> Vec<Part<'_>> {
    let part = |section: &'_ Section| -> (Anchor, String) { (section.anchor(), section.heading.plain_text()) };
    page.all_sections()
        .map(|section| {
            let (anchor, heading) = part(section);
            Part { anchor, heading, body: (&section.heading, &section.blocks) }
        })
        .collect()
}

fn questions(page: &Page) -> Vec<Part<'_>> {
    let all = page.all_sections().flat_map(|section| &section.questions);
    all.map(|question| Part {
        anchor: question.anchor(),
        heading: question.question.plain_text(),
        body: (&question.question, &question.answer),
    })
    .collect()
}

/// What became of parts: by their ids, else by what they say, so that a new heading over the same text isn't told as a new text.
fn parts(old: &[Part<'_>], new: &[Part<'_>]) -> Vec<(String, How)> {
    let before_of = |part: &Part<'_>| {
        old.iter().position(|was| was.anchor == part.anchor).or_else(|| {
            old.iter()
                .position(|was| !was.body.1.is_empty() && was.body.1 == part.body.1 && new.iter().all(|other| other.anchor != was.anchor))
        })
    };
    let matched: Vec<Option<usize>> = new.iter().map(before_of).collect();
    // Those whose neighbours came or went haven't moved: only an order that is another has.
    let kept: Vec<usize> = matched.iter().flatten().copied().collect();
    let mut in_order = kept.clone();
    in_order.sort_unstable();
    let mut changes = Vec::new();
    let mut place = 0;
    for (part, before) in new.iter().zip(&matched) {
        match before {
            None => changes.push((part.heading.clone(), How::Added)),
            Some(before) => {
                if old[*before].body != part.body {
                    changes.push((part.heading.clone(), How::Changed));
                } else if in_order[place] != *before {
                    changes.push((part.heading.clone(), How::Moved));
                }
                place += 1;
            }
        }
    }
    let gone = old.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    changes.extend(gone.map(|(_, part)| (part.heading.clone(), How::Removed)));
    changes
}

/// What came, went or differs among things with keys.
fn keyed<K: Ord + Clone, V: PartialEq>(old: &BTreeMap<K, V>, new: &BTreeMap<K, V>) -> Vec<(K, How)> {
    let now = new.iter().filter_map(|(key, value)| match old.get(key) {
        None => Some((key.clone(), How::Added)),
        Some(was) => (was != value).then(|| (key.clone(), How::Changed)),
    });
    let gone = old.keys().filter(|key| !new.contains_key(*key)).map(|key| (key.clone(), How::Removed));
    now.chain(gone).collect()
}

/// The same for things that are told by their own text.
fn named<K: Ord + Clone>(old: &BTreeMap<K, String>, new: &BTreeMap<K, String>) -> Vec<(String, How)> {
    let changes = keyed(old, new).into_iter();
    changes.filter_map(|(key, how)| Some((new.get(&key).or_else(|| old.get(&key))?.clone(), how))).collect()
}

fn pictures(page: &Page) -> Vec<&MediaPath> {
    let mut paths = Vec::new();
    visit::page(page, &mut |_, item| {
        if let Item::Picture(image, Alternative::Text(_)) = item
            && !paths.contains(&image)
        {
            paths.push(image);
        }
    });
    paths
}
