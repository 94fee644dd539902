//! Editions of a handout: parts of a page, several pages, other paper and ink.

mod common;

use std::collections::BTreeSet;

use common::{everything, failures, failures_of, library, page, text_of};
use page_validation::ValidationProfile;
use pamphlet_core::{
    Library, Rendered,
    model::{HealthAspect, Page, Paper},
    value::Line,
};
use pamphlet_pdf::{
    Attachment, Companion, Companions, Edition, Error, Extent, Handout, Ink, Options, Pictures, Poster, References, Unreviewed, book,
    bundle, poster, render,
};

fn title() -> Line {
    "Two pages".parse().unwrap()
}

fn left_out(made: &Rendered<Handout>) -> Vec<String> {
    made.omissions.iter().map(ToString::to_string).collect()
}

/// A guide with chapters, and everything that it leads to.
fn guide(library: &Library) -> &Page {
    library.guide("book").unwrap()
}

#[test]
fn every_edition_conforms() {
    let library = library(&everything());
    let extents = [Extent::Whole, Extent::Aspects(BTreeSet::from([HealthAspect::Faq])), Extent::Summary, Extent::Companions];
    let mut references = [References::Full, References::Short, References::Web, References::None].into_iter().cycle();
    for paper in [Paper::A4, Paper::A5] {
        for (edition, ink) in [(Edition::Standard, Ink::Mono), (Edition::LargePrint, Ink::Colour)] {
            for extent in &extents {
                let references = references.next().unwrap();
                let options =
                    Options { paper: Some(paper), edition, ink, references, extent: extent.clone(), ..Options::on(common::day()) };
                let made = render(&library, page(&library), &options).unwrap_or_else(|error| panic!("{options:?}: {error}"));
                assert_eq!(failures(&made.output.pdf), Vec::<String>::new(), "{options:?}");
            }
            let options = Options { paper: Some(paper), edition, ink, ..Options::on(common::day()) };
            let both = bundle(&library, &title(), &[page(&library), library.page("conditions/other").unwrap()], &options).unwrap();
            assert_eq!(failures(&both.output.pdf), Vec::<String>::new(), "bundle, {options:?}");
            let whole = book(&library, guide(&library), &options).unwrap();
            assert_eq!(failures(&whole.output.pdf), Vec::<String>::new(), "book, {options:?}");
        }
    }
}

#[test]
fn a_part_of_a_page_tells_what_it_leaves_out() {
    let library = library(&everything());
    let whole = render(&library, page(&library), &Options::on(common::day())).unwrap();
    let part = |extent| render(&library, page(&library), &Options { extent, ..Options::on(common::day()) }).unwrap();
    let questions = part(Extent::Aspects(BTreeSet::from([HealthAspect::Faq])));
    let summary = part(Extent::Summary);
    let sheets = part(Extent::Companions);
    for made in [&questions, &summary, &sheets] {
        assert!(made.output.pages < whole.output.pages);
    }
    let said = [("aspects", left_out(&questions)), ("summary", left_out(&summary)), ("sheets", left_out(&sheets))];
    insta::assert_debug_snapshot!(said);
}

#[test]
fn a_summary_takes_in_whole_sections_while_they_cost_no_page() {
    let library = library(&everything());
    let made = render(&library, page(&library), &Options { extent: Extent::Summary, ..Options::on(common::day()) }).unwrap();
    let all = page(&library).sections.len();
    let missing = left_out(&made).iter().filter(|line| line.starts_with("the section")).count();
    assert!(made.output.pages <= 2 && missing < all - 1, "{} pages, {missing} of {all} sections missing", made.output.pages);
}

#[test]
fn where_sources_are_left_out_no_space_is_left_before_the_full_stop() {
    let mut source = everything();
    source["opening"] =
        serde_json::json!([{ "paragraph": [{ "text": "It hurts " }, { "cite": [{ "key": "smith2020" }] }, { "text": "." }] }]);
    let library = library(&source);
    let made = render(&library, page(&library), &Options { references: References::None, ..Options::on(common::day()) }).unwrap();
    let file = lopdf::Document::load_mem(&made.output.pdf).unwrap();
    let text = file.extract_text(&[1, 2]).unwrap();
    assert!(text.contains("It hurts."), "{text}");
}

#[test]
fn sheets_that_aren_t_asked_for_are_told_as_left_out() {
    let library = library(&everything());
    let companions = Companions(BTreeSet::from([Companion::Diary]));
    let made = render(&library, page(&library), &Options { companions, ..Options::on(common::day()) }).unwrap();
    let lines = left_out(&made);
    for name in ["questions to ask", "lines for notes"] {
        assert!(lines.contains(&format!("{name}: it isn’t among the sheets asked for")), "{lines:?}");
    }
}

#[test]
fn an_unreviewed_page_is_refused_where_that_is_asked_for() {
    let mut source = everything();
    source["review"]["clinical"] = "pending".into();
    let library = library(&source);
    let options = Options { unreviewed: Unreviewed::Refused, ..Options::on(common::day()) };
    let error = render(&library, page(&library), &options).unwrap_err();
    assert!(matches!(&error, Error::Unreviewed { page } if page.path.to_string() == "conditions/everything"), "{error}");
    // One such chapter keeps the whole book from being made.
    let error = book(&library, guide(&library), &options).unwrap_err();
    assert!(matches!(error, Error::Unreviewed { .. }), "{error}");
}

#[test]
fn a_source_that_goes_along_is_the_page_as_it_was_read() {
    let library = library(&everything());
    let options = Options { attachment: Attachment::Source, extent: Extent::Summary, ..Options::on(common::day()) };
    let made = render(&library, page(&library), &options).unwrap();
    assert_eq!(failures_of(&made.output.pdf, ValidationProfile::PdfA3a), Vec::<String>::new());
    let file = lopdf::Document::load_mem(&made.output.pdf).unwrap();
    let sources: Vec<Vec<u8>> = file
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Type").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"EmbeddedFile"))
        .map(|stream| stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()))
        .collect();
    let [source] = &sources[..] else { panic!("{} attachments", sources.len()) };
    // All of it, though the handout shows a part.
    let read: pamphlet_core::model::Document = serde_json::from_slice(source).unwrap();
    assert_eq!(read, pamphlet_core::model::Document::from(page(&library).clone()));
}

#[test]
fn pictures_are_as_wide_as_asked_for() {
    let library = library(&everything());
    let options = Options { pictures: Some(Pictures { width: 320, pages: 2 }), ..Options::on(common::day()) };
    let made = render(&library, page(&library), &options).unwrap();
    assert_eq!(made.output.pictures.len(), 2);
    for picture in &made.output.pictures {
        // The header chunk of a PNG has width and height as big-endian numbers (PNG, 11.2.2).
        assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(picture[16..20], 320_u32.to_be_bytes());
    }
}

#[test]
fn what_several_pages_share_stands_once() {
    let library = library(&everything());
    let one = render(&library, page(&library), &Options::on(common::day())).unwrap().output;
    let pages = [page(&library), library.page("conditions/other").unwrap()];
    let both = bundle(&library, &title(), &pages, &Options::on(common::day())).unwrap().output;
    // A page of contents and the other page; its notices, contacts and sources aren't told again.
    assert!(both.pages <= one.pages + 3, "{} and {}", one.pages, both.pages);
    let text = text_of(&both.pdf);
    for once in ["See a GP first.", "For learning.", "Ask for Braille."] {
        assert_eq!(text.matches(&once.replace(' ', "")).count(), 1, "{once}");
    }
    // Each page has its own dates, and one line says whose they all are.
    let mut like_it = page(&library).clone();
    like_it.id = pages[1].id.clone();
    let alike = text_of(&bundle(&library, &title(), &[page(&library), &like_it], &Options::on(common::day())).unwrap().output.pdf);
    let end = alike.rsplit_once("Wheneachpagewasreviewed").unwrap().1;
    assert!(end.matches("Pagelastreviewed:").count() > 1, "{end}");
    assert_eq!(end.matches("Rights:").count(), 1, "{end}");
    assert_eq!(bundle(&library, &title(), &[], &Options::on(common::day())).unwrap_err(), Error::NoPages);
}

#[test]
fn a_page_without_chapters_is_no_book() {
    let library = library(&everything());
    let error = book(&library, page(&library), &Options::on(common::day())).unwrap_err();
    assert!(matches!(error, Error::NoChapters { .. }), "{error}");
}

#[test]
fn a_poster_is_as_large_as_shops_and_networks_ask_and_says_how_the_review_stands() {
    let mut source = everything();
    source["review"]["clinical"] = "pending".into();
    source["headline"] = "A long title of a page on conditions, treatments and what becomes of both in the years that follow".into();
    let library = library(&source);
    for kind in [Poster::Cover, Poster::Social] {
        let picture = poster(&library, page(&library), kind, &Options::on(common::day())).unwrap().output;
        let (width, height) = kind.size();
        assert_eq!((&picture[16..20], &picture[20..24]), (&width.to_be_bytes()[..], &height.to_be_bytes()[..]));
        // A theme that hides the state is refused.
        let hides = pamphlet_pdf::Theme {
            files: [(
                "poster.typ".to_owned(),
                b"#let poster(data) = { set document(title: \"x\", date: datetime(year: 2000, month: 1, day: 1)); heading[x] }"
                    .to_vec()
                    .into(),
            )]
            .into(),
        };
        let error = poster(&library, page(&library), kind, &Options { theme: hides, ..Options::on(common::day()) }).unwrap_err();
        assert!(matches!(error, Error::NoticeLost { .. }), "{error}");
    }
}
