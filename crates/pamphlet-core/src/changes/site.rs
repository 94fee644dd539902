//! What changed for every page of a library.

use super::Detail;
use crate::{library::Library, model::Site};

pub(super) fn compare(old: &Library, new: &Library) -> Vec<Detail> {
    let Site {
        title,
        summary,
        language,
        url,
        publisher,
        notices,
        trust_points,
        contact,
        feedback,
        introduction,
        // A page that it changes is compared by itself.
        defaults: _,
        // Where old addresses lead changes nothing that a page says.
        redirects: _,
        citations,
        paper,
        accent,
        clinic,
        clinics,
    } = old.site();
    let now = new.site();
    let logo =
        |library: &Library| library.site().publisher.logo.as_ref().and_then(|logo| library.media(logo)).map(|media| media.bytes.clone());
    let same = [
        (Detail::Notices, *notices == now.notices),
        (Detail::Contact, *contact == now.contact && *feedback == now.feedback),
        (Detail::Publisher, *publisher == now.publisher && *trust_points == now.trust_points && logo(old) == logo(new)),
        (Detail::Library, *title == now.title && *summary == now.summary && *language == now.language && *url == now.url),
        (Detail::Introduction, *introduction == now.introduction),
        (Detail::Clinics, *paper == now.paper && *accent == now.accent && *clinic == now.clinic && *clinics == now.clinics),
        (Detail::Citations, *citations == now.citations),
    ];
    same.into_iter().filter_map(|(detail, is_same)| (!is_same).then_some(detail)).collect()
}
