//! Every format says the same of how a review stands, and neither fact hides the other.

use pamphlet::{
    Library, Sources, epub, html,
    model::{Page, ReviewState},
    pdf,
};

mod common;

use common::{squeezed, text_of_book, text_of_markup, text_of_pdf};

const REVIEWS: [(&str, &str); 5] = [
    ("missing", ""),
    ("pending", "clinical: pending"),
    ("edited", "clinical: pending, editorial: [organization: Zed Editors]"),
    ("signed", "clinical: { signed: { by: Dr Zed, credential: GMC 1234567, on: 2026-01-01 } }"),
    ("not-clinical", "clinical: not-applicable"),
];

fn library() -> Library {
    let settings = "title = 'Library'\nurl = 'https://library.example'\npublisher = { name = 'Publisher' }\n";
    let mut sources = Sources::from([("pamphlet.toml".to_owned(), settings.into())]);
    for (name, review) in REVIEWS {
        let review =
            if review.is_empty() { String::new() } else { format!("review: {{ last: 2026-01-01, next: 2027-01-01, {review} }}\n") };
        let page = format!("---\ntitle: Page {name}\nsummary: S.\n{review}---\n\nText.\n\n> [!emergency] Call 999 if:\n> - you faint\n");
        sources.insert(format!("modalities/{name}.md"), page.into_bytes());
    }
    let parts = "guide: { parts: [{ title: One, chapters: [modalities/signed, modalities/edited] }] }";
    let guide = format!(
        "---\ntitle: Book\nsummary: S.\nreview: {{ last: 2026-01-01, next: 2027-01-01, clinical: not-applicable }}\n{parts}\n---\n\nText.\n"
    );
    sources.insert("guides/book.md".to_owned(), guide.into_bytes());
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn every_format_says_both_facts() {
    let library = library();
    for today in ["2026-06-01", "2027-06-01"] {
        let today = today.parse().unwrap();
        let texts = |page: &Page| {
            let extent = pdf::Extent::Summary;
            [
                ("web page", text_of_markup(&html::render(&library, page, &html::Options::on(today)).unwrap().output)),
                ("handout", text_of_pdf(&pdf::render(&library, page, &pdf::Options::on(today)).unwrap().output.pdf)),
                (
                    "summary",
                    text_of_pdf(&pdf::render(&library, page, &pdf::Options { extent, ..pdf::Options::on(today) }).unwrap().output.pdf),
                ),
                ("book", text_of_book(&epub::render(&library, page, &epub::Options::on(today)).unwrap().output)),
            ]
        };
        for (name, _) in REVIEWS {
            let page = library.page(&format!("modalities/{name}")).unwrap();
            let messages = library.messages(&page.id.language);
            let alerts = page.review_state(today).alerts();
            for (format, text) in texts(page) {
                let text = squeezed(&text);
                for other in library.pages() {
                    for alert in ReviewState::of(other, "2027-06-01".parse().unwrap()).alerts() {
                        let is_said = text.contains(&squeezed(&alert.words(messages)));
                        assert_eq!(is_said, alerts.contains(&alert), "{name} on {today}, {alert:?} in the {format}: {text}");
                    }
                }
                let is_edited = text.contains("Editoriallyreviewed");
                // A summary has no room for who edited the page.
                assert!(is_edited == (name == "edited") || format == "summary" && !is_edited, "{name} in the {format}: {text}");
                assert_eq!(text.contains("SignedoffbyDrZed"), name == "signed", "{name} in the {format}: {text}");
            }
            let card = text_of_pdf(&pdf::card(&library, page, &pdf::Options::on(today)).unwrap().output.pdf);
            for alert in &alerts {
                assert!(squeezed(&card).contains(&squeezed(&alert.short(messages))), "{name} on {today}, {alert:?} on the card: {card}");
            }
        }
    }
}

#[test]
fn lists_feeds_books_and_results_of_the_search_say_both_facts() {
    let library = library();
    let today = "2027-06-01".parse().unwrap();
    let options = html::SiteOptions { search: html::Search::Index, ..html::SiteOptions::on(today) };
    let site = html::Site::new(&library, &options).unwrap();
    let file = |wanted: &str| {
        let file = site.files().into_iter().find(|file| site.path(*file) == wanted).unwrap_or_else(|| panic!("{wanted}"));
        String::from_utf8(site.render(file).unwrap().output).unwrap()
    };
    let language = &library.site().language;
    let both = ["Reviewoverdue", "Clinicalsignoffpending"];
    let (a_to_z, feed) = (html::a_to_z_path(&library, language), html::feed_path(&library, language));
    for path in ["index.html", a_to_z.as_str(), feed.as_str()] {
        let text = squeezed(&text_of_markup(&file(path)));
        let of_page = &text[text.find("Pagepending").unwrap_or_else(|| panic!("{path}: {text}"))..];
        let of_page = of_page[1..].split("Pagesigned").next().unwrap();
        assert!(both.iter().all(|alert| of_page.contains(alert)), "{path}: {of_page}");
    }
    let page = file("modalities/pending/index.html");
    assert!(page.contains("data-review=\"Review overdue. Clinical sign-off pending.\""), "{page}");
    let guide = library.guide("book").unwrap();
    let book = squeezed(&text_of_book(&epub::render(&library, guide, &epub::Options::on(today)).unwrap().output));
    assert!(book.contains("3of3chaptersareoverdueforreview") && book.contains("1of3chaptershavehadnoclinicalsignoff"), "{book}");
    let on_paper = squeezed(&text_of_pdf(&pdf::book(&library, guide, &pdf::Options::on(today)).unwrap().output.pdf));
    assert!(both.iter().all(|alert| on_paper.contains(alert)), "{on_paper}");
}
