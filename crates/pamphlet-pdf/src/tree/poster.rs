use pamphlet_core::value::Line;
use serde_json::json;

use super::{Language, Setting, Tree, Writer, front, language, pieces::Pieces};
use crate::{
    Ink, Poster,
    proof::Promises,
    said::Place,
    work::{Chosen, Shape, Work},
};

/// What a picture of a page says.
pub(crate) fn poster<'a>(setting: &Setting<'a>, title: &Line, chosen: &'a [Chosen<'a>], kind: Poster) -> Tree {
    let Setting { library, options, clinic } = setting;
    let mut writer = Writer::new(setting, &Work { shape: Shape::Handout, pages: chosen });
    let page = writer.page;
    let site = library.site();
    let logo = site.publisher.logo.as_ref().and_then(|logo| writer.picture(logo));
    let subtitle = page.subject.guide().and_then(|guide| guide.subtitle.as_ref());
    let state: Vec<String> = front::statuses(&writer).into_iter().chain(front::short_states(&writer)).collect();
    let accent = clinic.and_then(|clinic| clinic.accent).or(site.accent).unwrap_or_default();
    let Language { lang, region, rtl } = language(&page.id.language, None);
    let mut data = json!({
        "shape": "poster",
        "kind": match kind { Poster::Cover => "cover", Poster::Social => "social" },
        "title": title.as_str(),
        "subtitle": subtitle.map(|line| line.as_str()),
        "publisher": site.publisher.name.as_str(),
        "logo": logo,
        "state": state,
        "date": { "year": 2000, "month": 1, "day": 1 },
        "lang": lang,
        "region": region,
        "rtl": rtl,
        "mono": options.ink == Ink::Mono,
        "accent": accent.to_string(),
    });
    let mut pieces = Pieces::default();
    pieces.take_all(&mut data["state"], Place::Notice);
    let pieces = pieces.into_promises(&mut data, &[], &[]);
    let promises = Promises { pieces, ..Promises::default() };
    Tree { data, files: writer.files, drawings: writer.drawings, promises, omissions: writer.omissions }
}
