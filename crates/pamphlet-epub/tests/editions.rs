//! What a book says of itself, and which pages it holds.

mod common;

use std::{collections::BTreeMap, io::Read};

use common::{SAID, library, print_edition, read, sources};
use pamphlet_core::{Library, changes::Changes, model::Page, value::LanguageTag};
use pamphlet_epub::{Edition, Options, Selection, onix, preflight, render};

/// The texts of a book's files, by name.
fn texts<'a>(library: &Library, edition: impl Into<Edition<'a>>, options: &Options) -> BTreeMap<String, String> {
    let book = render(library, edition, options).unwrap().output;
    let findings: Vec<String> = preflight(&book).iter().map(ToString::to_string).collect();
    assert_eq!(findings, Vec::<String>::new(), "a book of ours has nothing that pre-flight finds");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    (0..archive.len())
        .filter_map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).ok()?;
            Some((entry.name().unwrap().trim_start_matches("OEBPS/").to_owned(), text))
        })
        .collect()
}

/// The sources with other front matter for the guide.
fn with_guide(lines: &str) -> Library {
    let mut sources = sources();
    let guide = String::from_utf8(sources["guides/book.md"].clone()).unwrap();
    sources.insert("guides/book.md".into(), guide.replace("guide:\n", &format!("guide:\n{lines}")).into_bytes());
    read(sources)
}

#[test]
fn the_package_and_onix_say_what_the_guide_says() {
    let library = with_guide(SAID);
    let guide = library.guide("book").unwrap();
    let files = texts(&library, guide, &Options::on(common::day()));
    let metadata = files["content.opf"].split("<manifest>").next().unwrap();
    insta::assert_snapshot!("package", metadata);
    insta::assert_snapshot!("onix", onix(&library, guide, &Options::on(common::day())).unwrap());
    assert!(files["title.xhtml"].contains("Plain &amp; clear, number 2") && files["title.xhtml"].contains("Illustrated by A. Drawer"));
    assert!(files["copyright.xhtml"].contains("An Evaluator found on 21 November 2026"));
}

#[test]
fn the_title_page_tells_of_chapters_that_nobody_has_signed() {
    let mut sources = sources();
    let guide = String::from_utf8(sources["guides/book.md"].clone()).unwrap();
    let signed = "clinical: { signed: { by: Dr A, credential: GMC 1, on: 2026-11-20 } }";
    sources.insert("guides/book.md".into(), guide.replace("clinical: pending", signed).into_bytes());
    let library = read(sources);
    let files = texts(&library, library.guide("book").unwrap(), &Options::on(common::day()));
    assert!(files["title.xhtml"].contains("2 of 3 chapters have not been reviewed"), "{}", files["title.xhtml"]);
}

#[test]
fn chosen_pages_are_a_book_in_the_order_chosen() {
    let library = library();
    let pages: Vec<&Page> = ["conditions/other", "conditions/everything"].map(|path| library.page(path).unwrap()).to_vec();
    let selection = Selection { title: "My <pages>".parse().unwrap(), pages };
    let files = texts(&library, &selection, &Options::on(common::day()));
    let spine = files["content.opf"].split("<spine").nth(1).unwrap();
    let at = |file: &str| spine.find(file).unwrap_or_else(|| panic!("{file}: {spine}"));
    assert!(at("title.xhtml") < at("chapter-01-other.xhtml") && at("chapter-01-other.xhtml") < at("chapter-02-everything.xhtml"));
    assert!(!files.contains_key("text.xhtml"), "a selection has no text of its own");
    let title = &files["title.xhtml"];
    assert!(title.contains("My &lt;pages&gt;") && title.contains("2 of 2 chapters have not been reviewed"), "{title}");

    let identifier = |title: &str, path: &str| {
        let selection = Selection { title: title.parse().unwrap(), pages: vec![library.page(path).unwrap()] };
        texts(&library, &selection, &Options::on(common::day()))["content.opf"].split("urn:uuid:").nth(1).unwrap()[..36].to_owned()
    };
    assert_eq!(identifier("A", "conditions/other"), identifier("A", "conditions/other"));
    assert_ne!(identifier("A", "conditions/other"), identifier("B", "conditions/other"));
    assert_ne!(identifier("A", "conditions/other"), identifier("A", "conditions/everything"));
    assert!(render(&library, &Selection { title: "A".parse().unwrap(), pages: Vec::new() }, &Options::on(common::day())).is_err());
}

#[test]
fn what_changed_stands_in_the_book() {
    let mut sources = sources();
    let old = read(sources.clone());
    let other = String::from_utf8(sources["conditions/other.md"].clone()).unwrap();
    sources.insert("conditions/other.md".into(), other.replace("## Causes\n\nMany", "## Causes\n\nFew").into_bytes());
    let new = read(sources);
    let options = Options { changes: Some(Changes::between(&old, &new)), ..Options::on(common::day()) };
    let changes = &texts(&new, new.guide("book").unwrap(), &options)["changes.xhtml"];
    assert!(changes.contains("Since 20 November 2026"), "{changes}");
    assert!(
        changes.contains("<h2><a href=\"chapter-02-other.xhtml\">Other</a></h2>\n<ul>\n<li>Changed section: Causes</li>\n</ul>"),
        "{changes}"
    );
    assert!(!changes.contains("Everything"), "{changes}");
}

#[test]
fn threads_don_t_show() {
    let library = library();
    let guide = library.guide("book").unwrap();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| render(&library, guide, &Options::on(common::day())).unwrap())
    };
    assert_eq!(with(1), with(4));
}

#[test]
fn every_role_of_a_contributor_has_its_words() {
    let messages = pamphlet_core::messages::Messages::built_in(&LanguageTag::default()).unwrap();
    for role in pamphlet_core::model::ContributorRole::ALL {
        assert!(messages.format(&format!("contributor-{}", role.marc()), [("name", "N".into())]).contains('N'));
    }
}

#[test]
fn the_pages_of_a_printed_edition_are_listed_where_they_begin() {
    let library = library();
    let guide = library.guide("book").unwrap();
    let options = Options { print: Some(print_edition(&library)), ..Options::on(common::day()) };
    let files = texts(&library, guide, &options);
    let list = files["nav.xhtml"].split("<nav epub:type=\"page-list\"").nth(1).unwrap();
    insta::assert_snapshot!(list.split("</nav>").next().unwrap(), @r#"
     role="doc-pagelist" hidden="hidden" aria-label="Pages of the printed edition">
    <ol>
    <li><a href="part-1.xhtml#p_page_2">1</a></li>
    <li><a href="chapter-01-everything.xhtml#p_page_3">2</a></li>
    <li><a href="chapter-01-everything.xhtml#p_page_4">3</a></li>
    <li><a href="chapter-01-everything.xhtml#p_page_5">4</a></li>
    <li><a href="chapter-02-other.xhtml#p_page_7">6</a></li>
    <li><a href="glossary.xhtml#p_page_8">7</a></li>
    </ol>
    "#);
    let package = &files["content.opf"];
    for said in ["<meta property=\"pageBreakSource\">urn:isbn:9780306406157</meta>", "pageBreakMarkers", "pageNavigation"] {
        assert!(package.contains(said), "{said}: {package}");
    }
    let onix = onix(&library, guide, &options).unwrap();
    for code in ["19", "41"] {
        assert!(onix.contains(&format!("<ProductFormFeatureValue>{code}</ProductFormFeatureValue>")), "{onix}");
    }
    assert!(files["copyright.xhtml"].contains("Page numbers are those of the printed edition: ISBN 9780306406157."));
    let omissions = render(&library, guide, &options).unwrap().omissions;
    assert!(omissions.iter().any(|omission| omission.what == "page 5 of the printed edition"), "{omissions:?}");

    // Without one the book says nothing of pages.
    let plain = texts(&library, guide, &Options::on(common::day()));
    assert!(
        plain
            .values()
            .all(|text| !text.contains("epub:type=\"pagebreak\"") && !text.contains("page-list") && !text.contains("pageNavigation"))
    );
}
