//! How much paper handouts take, and that books on paper and on screens have the same plan.

use pamphlet::{Library, Sources, epub, model::Page, pdf};

fn day() -> pamphlet::value::Date {
    "2026-11-22".parse().unwrap()
}

fn library(files: &[(&str, &str)]) -> Library {
    let settings = (
        "pamphlet.toml",
        "title = 'Library'\npublisher = { name = 'Example Clinic' }\ncontact = { name = 'Example Clinic', phones = [{ label = 'Desk', number = '01632 960 001' }] }\n",
    );
    let sources: Sources = files.iter().chain([&settings]).map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

fn pages(library: &Library, page: &Page, options: &pdf::Options) -> usize {
    pdf::render(library, page, options).unwrap().output.pages
}

#[test]
fn the_sample_page_is_frugal() {
    let content = Library::open("../../content").unwrap();
    let page = content.page("conditions/dyspareunia").unwrap();
    assert!(pages(&content, page, &pdf::Options::on(day())) <= 12);
    let short = pdf::Options { references: pdf::References::Short, companions: pdf::Companions([].into()), ..pdf::Options::on(day()) };
    assert!(pages(&content, page, &short) <= 9);
}

#[test]
fn a_leaflet_of_350_words_fits_on_a_sheet() {
    let sentence = "This plain sentence has ten words and says nothing else.\n";
    let paragraph = format!("{}\n", sentence.repeat(5));
    let section = |heading: &str| format!("## {heading}\n\n{paragraph}");
    let page = format!(
        "---\ntitle: A leaflet\nsummary: One page of a clinic's.\nreview: {{ last: 2026-11-22, next: 2027-11, clinical: pending }}\n---\n\n\
         {paragraph}{}{}{}## When to get help\n\n> [!urgent] Call us if:\n> - it hurts\n> - it bleeds\n\n{}{}",
        section("What it is"),
        section("Before"),
        section("On the day"),
        section("After"),
        section("At home"),
    );
    let library = library(&[("conditions/leaflet.md", &page)]);
    let leaflet = library.page("conditions/leaflet").unwrap();
    assert!(pamphlet::words::to_read(leaflet) >= 300);
    assert!(pages(&library, leaflet, &pdf::Options::on(day())) <= 2);
}

#[test]
fn a_chapter_that_two_parts_name_is_left_out_of_the_second_in_every_book() {
    let page = |title: &str| format!("---\ntitle: {title}\nsummary: S.\n---\n\nText.\n");
    let guide = "---\ntitle: Guide\nsummary: S.\nguide:\n  parts:\n    - { title: One, chapters: [conditions/a, conditions/b] }\n    \
                 - { title: Two, chapters: [conditions/b] }\n    - { title: Three, chapters: [conditions/c, conditions/a] }\n---\n";
    let library = library(&[
        ("guides/guide.md", guide),
        ("conditions/a.md", &page("A")),
        ("conditions/b.md", &page("B")),
        ("conditions/c.md", &page("C")),
    ]);
    let guide = library.guide("guide").unwrap();
    let plan = library.book_plan(guide);
    let titles: Vec<_> = plan.parts.iter().map(|part| (part.title.as_str(), part.chapters.len())).collect();
    assert_eq!(titles, [("One", 2), ("Three", 1)]);
    let said: Vec<String> = plan.omissions.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    let on_paper = pdf::book(&library, guide, &pdf::Options::on(day())).unwrap().omissions;
    let on_screen = epub::render(&library, guide, &epub::Options::on(day())).unwrap().omissions;
    for omissions in [on_paper, on_screen] {
        let all: Vec<String> = omissions.iter().map(ToString::to_string).collect();
        assert!(said.iter().all(|what| all.contains(what)), "{all:?}");
    }
}
