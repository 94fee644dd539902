//! What the sheets lack of the file, and what they say about it.

use std::collections::BTreeMap;

use pamphlet_core::Omission;

use super::{Options, arrange::Arrangement, geometry::Size, source::Source};

/// What the file holds beside what its pages show.
pub(super) fn of_source(source: &Source) -> Vec<Omission> {
    let mut links = Vec::new();
    let mut others: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, page) in source.pages.iter().enumerate() {
        for kind in &page.annotations {
            // A window that a comment opens says nothing by itself.
            match kind.as_str() {
                "Link" => links.push(index + 1),
                "Popup" => {}
                kind => others.entry(kind).or_default().push(index + 1),
            }
        }
    }
    let mut omissions = Vec::new();
    if !links.is_empty() {
        omissions.push(Omission::new(format!("links ({})", listed(links)), "paper can’t be clicked"));
    }
    for (kind, pages) in others {
        let what = match kind {
            "Widget" => "form fields and what is written in them".to_owned(),
            kind => format!("annotations of the kind {kind}"),
        };
        let why = "only what belongs to the page itself is printed: flatten the file first if they must be on paper";
        omissions.push(Omission::new(format!("{what} ({})", listed(pages)), why));
    }
    let tagged = source.document.catalog().is_ok_and(|catalog| catalog.has(b"StructTreeRoot"));
    if tagged {
        omissions.push(Omission::new("tags and outline", "sheets are for paper: the accessible file is the handout itself"));
    }
    omissions
}

/// Pages that lie across the others.
pub(super) fn of_turning(pages: Vec<usize>) -> Option<Omission> {
    let why = "turned by a quarter, with their heads to the left, so that they’re as large as the others";
    (!pages.is_empty()).then(|| Omission::new(format!("the direction of {}", listed(pages)), why))
}

/// Pages that aren't as large as they were meant to be.
pub(super) fn of_scaling(sizes: &[Size], arrangement: &Arrangement, options: &Options<'_>) -> Vec<Omission> {
    let mut by_scale: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (index, size) in sizes.iter().enumerate() {
        let (_, scale) = arrangement.place(0, *size, options.scaling);
        #[expect(clippy::cast_possible_truncation, reason = "a percentage")]
        by_scale.entry((scale * 100.0).round() as i64).or_default().push(index + 1);
    }
    let all = sizes.len();
    let mut omissions = Vec::new();
    for (percent, pages) in by_scale.into_iter().filter(|(percent, _)| *percent != 100) {
        let which = if pages.len() == all { "all pages".to_owned() } else { listed(pages) };
        #[expect(clippy::cast_precision_loss, reason = "a percentage")]
        let points = 12.0 * percent as f64 / 100.0;
        let why = format!("{which}: set at {percent} % to fit the paper; text of 12 points is {points:.1} points there");
        omissions.push(Omission::new("full size", why));
    }
    omissions
}

/// The title of the sheets.
pub(super) fn title(source: &Source, options: &Options<'_>) -> String {
    match &source.title {
        Some(title) => options.messages.format("sheets-title", [("title", title.as_str().into())]),
        None => options.messages.get("sheets-untitled"),
    }
}

/// Pages by number: "page 3", "pages 1, 2, 5 to 9".
fn listed(mut pages: Vec<usize>) -> String {
    pages.dedup();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            Some(_) | None => runs.push((page, page)),
        }
    }
    let one = matches!(runs[..], [(first, last)] if first == last);
    let runs = runs.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    format!("{} {}", if one { "page" } else { "pages" }, runs.collect::<Vec<_>>().join(", "))
}

/// Characters in a sentence.
pub(super) fn characters(list: &[char]) -> String {
    let mut list = list.to_vec();
    list.sort_unstable();
    list.dedup();
    list.iter().take(5).map(|c| format!("“{c}” (U+{:04X})", u32::from(*c))).collect::<Vec<_>>().join(", ")
}
