//! A page's urgent advice as the data of a wallet card.

use pamphlet_core::{
    Omission,
    advice::{self, Advice},
    model::{Block, CareCard, Inlines, Urgency},
    value::Date,
};
use serde_json::{Value, json};

use super::{Setting, Tree, Writer, front, language};
use crate::{
    Ink,
    proof::Promises,
    said::Place,
    work::{Chosen, Shape, Work},
};

/// Writes the urgent and the emergency advice of a page as data, set at so many points; nothing if it has none.
pub(crate) fn write<'a>(setting: &Setting<'a>, chosen: &'a [Chosen<'a>; 1], points: f64) -> Option<Tree> {
    let [Chosen { page, hash, source: _, omissions }] = chosen;
    let mut writer = Writer::new(setting, &Work { shape: Shape::Handout, pages: chosen });
    let mut found = Vec::new();
    for placed in advice::of_page(page) {
        match placed.advice {
            Advice::Care(card) if card.urgency != Urgency::NonUrgent => found.push(card),
            other @ (Advice::Care(_) | Advice::Important(_)) => {
                let what = format!("“{}”", other.heading().plain_text());
                writer.leave_out(&what, "a card has room for urgent advice only");
            }
        }
    }
    // What can't wait comes first, whatever the order of the page.
    found.sort_by_key(|card| std::cmp::Reverse(card.urgency));
    if found.is_empty() {
        return None;
    }
    let cards: Vec<Value> = found.into_iter().map(|card| care_card(&mut writer, card)).collect();
    let site = setting.library.site();
    let status = front::statuses(&writer);
    let states = front::short_states(&writer);
    let mut facts = vec![site.publisher.name.to_string()];
    facts.extend(page.version.as_ref().map(|version| writer.say_of("version", "version", version.as_str())));
    facts.push(writer.say_of("content-hash", "hash", hash));
    // There's room for one date: until when the card holds.
    facts.extend(front::review_dates(&writer, page.review.as_ref()).pop());
    writer.leave_out("the rest of the page", "a card has room for urgent advice only");
    let mut qr = writer.qr(Vec::new());
    // A card has its title at the top, and no room to say what the code leads to.
    for node in qr.iter_mut().filter_map(Value::as_object_mut) {
        node.retain(|key, _| !matches!(key.as_str(), "text" | "newest"));
    }
    let day = page.review.as_ref().map(|review| review.last).or(page.modified).or(page.published).map(Date::first_day);
    let (year, month, day) = day.and_then(|date| Some((date.year(), date.month()?, date.day()?))).unwrap_or((2000, 1, 1));
    let language = language(&page.id.language, page.region.as_ref().map(pamphlet_core::value::Region::as_str));
    let mut data = json!({
        "shape": "card",
        "points": points,
        "title": page.headline().as_str(),
        "summary": page.summary.as_str(),
        "authors": [site.publisher.name.as_str()],
        "date": { "year": year, "month": month, "day": day },
        "lang": language.lang,
        "region": language.region,
        "rtl": language.rtl,
        "mono": setting.options.ink == Ink::Mono,
        "cards": cards,
        "status": status,
        "states": states,
        "facts": facts,
        "qr": qr,
    });
    writer.pieces.take_all(&mut data["status"], Place::Notice);
    writer.pieces.take_all(&mut data["states"], Place::EachPage);
    writer.pieces.find(&mut data["qr"]);
    let promises = Promises { pieces: std::mem::take(&mut writer.pieces).into_promises(&mut data, &[], &[]), ..Promises::default() };
    let omissions = omissions.iter().cloned().chain(writer.omissions).collect();
    Some(Tree { data, files: writer.files, drawings: writer.drawings, promises, omissions })
}

fn care_card(writer: &mut Writer<'_>, card: &CareCard) -> Value {
    let CareCard { urgency, heading, criteria, after } = card;
    let mut say = |text: &Inlines| writer.pieces.add(Place::Body, Some(&writer.page.id), &text.plain_text());
    let title = say(heading);
    let criteria: Vec<Value> = criteria.iter().map(&mut say).collect();
    let mut lines = Vec::new();
    let mut left = Vec::new();
    for block in after {
        match block {
            Block::Paragraph(text) => lines.push(say(text)),
            // It stands by itself if it's urgent, and is told as left out if it isn't.
            Block::CareCard(_) => {}
            Block::List(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Figures(_)
            | Block::Callout(_)
            | Block::DoList(_)
            | Block::DontList(_)
            | Block::Details(_)
            | Block::Quote(_)
            | Block::Risk(_)
            | Block::Differential(_)
            | Block::DefinitionList(_)
            | Block::Evidence(_)
            | Block::Schedule(_)
            | Block::Steps(_)
            | Block::Todo(_)
            | Block::Include(_) => {
                left.push(Omission::new(format!("what follows “{}”", heading.plain_text()), "a card has room for lines of text only"))
            }
        }
    }
    writer.omissions.extend(left);
    json!({ "urgency": urgency.as_str(), "label": writer.messages.urgency(*urgency), "heading": title, "criteria": criteria, "lines": lines })
}
