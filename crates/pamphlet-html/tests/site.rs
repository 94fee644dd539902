//! What holds of every site.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{attributes, everything, library, page, text_of};
use pamphlet_core::{Library, Reader, Sources, model::Page};
use pamphlet_html::{
    CLASSES, Download, DownloadKind, Form, Fragment, Options, Parts, Picture, Pictures, Search, Site, SiteOptions, Theme, render,
    stylesheet,
};

/// A library with a second language, and a page that has moved.
fn bilingual(url: &str) -> Library {
    let settings = format!(
        "title = \"Library\"\n{url}\n[publisher]\nname = \"Publisher\"\n[redirects]\n\"conditions/tussis\" = \"conditions/cough\"\n"
    );
    let sources = [
        ("pamphlet.toml", settings.as_str()),
        ("messages/ar.ftl", include_str!("../../pamphlet-core/src/messages/en.ftl")),
        (
            "conditions/cough.md",
            "---\ntitle: Cough\nsummary: Of coughs & <colds>.\nmodified: 2026-05\ncondition: { name: Tussis }\ncollection: chest\n---\n\n## Causes\n\nMany.\n",
        ),
        ("conditions/cough.ar.md", "---\ntitle: سعال\nsummary: عن السعال.\n---\n\nنص.\n"),
        (
            "conditions/wheeze.md",
            "---\ntitle: Wheeze\nsummary: A wheeze.\nreview: { last: 2026-11-20, clinical: pending }\n---\n\nSee [cough](cough.md#causes).\n",
        ),
        ("collections/chest.md", "---\ntitle: Chest\nsummary: The chest.\n---\n\nText.\n"),
    ];
    Library::read(sources.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into())
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn files(library: &Library, options: &SiteOptions) -> BTreeMap<String, Vec<u8>> {
    let site = Site::new(library, options).unwrap();
    let files = site.files();
    let made: BTreeMap<_, _> = files.iter().map(|file| (site.path(*file), site.render(*file).unwrap().output)).collect();
    assert_eq!(made.len(), files.len(), "two files at one path");
    made
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, path: &str) -> &'f str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("{path} of {:?}", files.keys()))).unwrap()
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x76\x08\x06\0\0\0";

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    let library = bilingual("url = \"https://clinic.example/health\"");
    let options = SiteOptions { search: Search::Index, ..SiteOptions::on(common::day()) };
    let files = files(&library, &options);
    let mut links = 0;
    for (path, _) in files.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html") {
        let html = text(&files, path);
        for href in attributes(html, "href").into_iter().chain(attributes(html, "src")).filter(|href| !href.contains("://")) {
            let (file, place) = href.split_once('#').unwrap_or((href, ""));
            let target = if file.is_empty() { path.clone() } else { resolve(path, file) };
            assert!(files.contains_key(&target), "{path}: {href}");
            assert!(place.is_empty() || attributes(text(&files, &target), "id").contains(&place), "{path}: {href}");
            links += 1;
        }
    }
    assert!(links > 50, "{links}");
    // A page that may be shown at any depth has addresses from the root of the host.
    for href in attributes(text(&files, "404.html"), "href").into_iter().filter(|href| !href.starts_with('#')) {
        let file = href.strip_prefix("/health/").unwrap_or_else(|| panic!("{href}"));
        assert!(files.contains_key(file), "{href}");
    }
}

/// A relative address as a browser resolves it.
fn resolve(from: &str, address: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in address.split('/') {
        if part == ".." {
            folders.pop().unwrap();
        } else {
            folders.push(part);
        }
    }
    folders.join("/")
}

#[test]
fn machines_read_where_the_pages_are() {
    let library = bilingual("url = \"https://clinic.example/health/\"");
    let files = files(&library, &SiteOptions::on(common::day()));
    for path in ["sitemap.xml", "feed.xml", "ar/feed.xml"] {
        roxmltree::Document::parse(text(&files, path)).unwrap();
    }
    insta::assert_snapshot!("sitemap", text(&files, "sitemap.xml"));
    insta::assert_snapshot!("feed", text(&files, "feed.xml"));
    assert!(text(&files, "robots.txt").contains("Sitemap: https://clinic.example/health/sitemap.xml"));
    let cough = text(&files, "conditions/cough/index.html");
    assert!(cough.contains("<link rel=\"canonical\" href=\"https://clinic.example/health/conditions/cough/\">"));
    // Each of a page's languages names all of them and itself, or search engines take none for true.
    for list in ["", "a-z/", "conditions/cough/"] {
        let alternates = |path: &str| -> Vec<String> {
            text(&files, path).lines().filter(|line| line.contains("hreflang")).map(str::to_owned).collect()
        };
        let alternate = |language: &str, folder: &str| {
            format!("<link rel=\"alternate\" hreflang=\"{language}\" href=\"https://clinic.example/health/{folder}{list}\">")
        };
        let own = alternates(&format!("{list}index.html"));
        assert_eq!(own, alternates(&format!("ar/{list}index.html")));
        let mut sorted = own;
        sorted.sort();
        assert_eq!(sorted, [alternate("ar", "ar/"), alternate("en-GB", ""), alternate("x-default", "")]);
    }
    assert!(!text(&files, "conditions/wheeze/index.html").contains("hreflang"));
    assert!(text(&files, "ar/index.html").contains("<a href=\"../index.html\" lang=\"en-GB\" dir=\"ltr\">English</a>"));
    let moved = text(&files, "conditions/tussis/index.html");
    assert!(moved.contains("content=\"0; url=../cough/index.html\"") && moved.contains("noindex"), "{moved}");
    assert!(text(&files, "ar/conditions/tussis/index.html").contains("url=../cough/index.html"));
}

/// What the library says on all its pages is in its own language, also on a page of another (WCAG 3.1.2).
#[test]
fn the_library_s_own_words_keep_their_language() {
    let library = bilingual(
        "feedback = \"Write to us.\"\nnotices = { medical-first = \"See a doctor.\" }\ntrust-points = [\"Confidential\"]\n\
         contact = { name = \"Clinic\", promise = \"We reply.\" }",
    );
    let files = files(&library, &SiteOptions::on(common::day()));
    let is_marked = |path: &str, words: &str| text(&files, path).contains(&format!(" lang=\"en-GB\" dir=\"ltr\">{words}"));
    for words in ["Write to us.", "See a doctor.", "Confidential", "We reply."] {
        assert!(is_marked("ar/conditions/cough/index.html", words), "{words}");
        assert!(!is_marked("conditions/cough/index.html", words), "{words}");
    }
    assert!(is_marked("ar/index.html", "Library</h1>") && is_marked("ar/index.html", "We reply."));
}

#[test]
fn without_an_address_on_the_web_nothing_pretends_to_have_one() {
    let library = bilingual("");
    let options = SiteOptions::on(common::day());
    let files = files(&library, &options);
    assert!(!files.contains_key("sitemap.xml") && !files.contains_key("feed.xml"));
    assert!(files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("og:url")));
    assert_eq!(Site::new(&library, &options).unwrap().omissions().len(), 1);
}

#[test]
fn a_page_is_found_under_each_of_its_names() {
    let library = bilingual("");
    let files = files(&library, &SiteOptions::on(common::day()));
    let list = text_of(text(&files, "a-z/index.html").split_once("<main").unwrap().1);
    let list = list.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        list.contains("C Chest Not reviewed Cough Not reviewed T Tussis: see Cough Not reviewed W Wheeze Clinical sign-off pending"),
        "{list}"
    );
}

#[test]
fn pictures_are_shown_with_their_size() {
    let library = bilingual("url = \"https://clinic.example/\"");
    let cough = library.page("conditions/cough").unwrap();
    let pictures = Pictures { social: Picture::png("social.png", PNG), handout: Picture::png("handout.png", PNG) };
    let downloads = vec![Download { kind: DownloadKind::Handout, href: "cough.pdf".into(), bytes: 123_456, pages: Some(3) }];
    let options = SiteOptions {
        pictures: [(cough.id.clone(), pictures)].into(),
        downloads: [(cough.id.clone(), downloads)].into(),
        ..SiteOptions::on(common::day())
    };
    let files = files(&library, &options);
    let html = text(&files, "conditions/cough/index.html");
    for (name, content) in
        [("og:image", "https://clinic.example/conditions/cough/social.png"), ("og:image:width", "1200"), ("og:image:height", "630")]
    {
        assert!(html.contains(&format!("<meta property=\"{name}\" content=\"{content}\">")), "{name}");
    }
    assert!(html.contains("src=\"handout.png\" alt=\"\" width=\"1200\" height=\"630\""));
    assert!(text_of(html).contains("Handout to print (PDF), 3\u{a0}pages, 121\u{a0}KB"));
    assert_eq!(Picture::png("social.png", b"<svg onload=x>"), None);
}

fn fragment(library: &Library, page: &Page, parts: Parts) -> (String, Vec<String>) {
    let fragment = Fragment {
        class_prefix: "host-".to_owned(),
        id_prefix: "a-".to_owned(),
        parts,
        root: Some("/health".into()),
        ..Fragment::default()
    };
    let rendered = render(library, page, &Options { form: Form::Fragment(fragment), ..Options::on(common::day()) }).unwrap();
    (rendered.output, rendered.omissions.iter().map(ToString::to_string).collect())
}

#[test]
fn a_section_brings_its_sources_and_how_the_review_stands() {
    let (library, page) = (library(), page(everything()));
    for anchor in page.sections.iter().map(|section| section.anchor()) {
        let (html, omissions) = fragment(&library, &page, Parts::Sections(vec![anchor.clone()]));
        assert!(html.contains("host-review"), "{anchor}");
        assert!(html.contains(&format!("id=\"a-{anchor}\"")) && !html.contains("a-p_title"), "{anchor}");
        let ids = attributes(&html, "id");
        for href in attributes(&html, "href") {
            let inside = href.strip_prefix('#').is_none_or(|id| ids.contains(&id));
            let elsewhere = href.starts_with('#') || href.contains(':') || href.starts_with("/health/");
            assert!(inside && elsewhere, "{anchor}: {href}");
        }
        // What is advice and nothing else isn't left out at all.
        for other in page.sections.iter().filter(|other| other.anchor() != anchor && !pamphlet_core::advice::is_all_of(other)) {
            let heading = format!("section “{}”", other.heading.plain_text());
            assert!(omissions.iter().any(|line| line.contains(&heading)), "{heading} is left out in silence: {omissions:?}");
        }
    }
    let missing = Fragment { parts: Parts::Sections(vec!["no-such".parse().unwrap()]), ..Fragment::default() };
    let error = render(&library, &page, &Options { form: Form::Fragment(missing), ..Options::on(common::day()) }).unwrap_err();
    insta::assert_snapshot!(error, @"the page `conditions/everything (en-GB)` has no section `no-such`");
}

#[test]
fn a_fragment_s_styles_stay_inside_it() {
    let library = library();
    let css = stylesheet(&Theme::default(), library.site(), Some("host-"));
    assert!(!css.contains(":root") && !css.contains("--p-") && !css.contains(".p-") && !css.contains("@page"));
    let without_comments: String = css.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest)).collect();
    for rule in without_comments.split(['{', '}', ';']).map(str::trim).filter(|rule| !rule.is_empty()) {
        let is_declaration = rule.contains(": ") || rule.starts_with("--");
        let is_rule = rule.starts_with('@') || rule.split(", ").all(|selector| selector.starts_with(".host-") || !selector.contains('.'));
        assert!(is_declaration || is_rule, "{rule}");
    }
}

#[test]
fn the_vocabulary_of_classes_is_whole() {
    let library = library();
    let mut used = BTreeSet::new();
    let mut collect = |html: &str, prefix: &str| {
        let names = attributes(html, "class").into_iter().flat_map(|names| names.split(' ')).map(str::to_owned).collect::<Vec<_>>();
        used.extend(names.into_iter().filter_map(|name| name.strip_prefix(prefix).map(str::to_owned)));
    };
    collect(&fragment(&library, &page(everything()), Parts::Whole).0, "host-");
    for library in [library, bilingual("")] {
        let options = SiteOptions { search: Search::Index, ..SiteOptions::on(common::day()) };
        for (path, bytes) in files(&library, &options).iter().filter(|(path, _)| path.ends_with(".html")) {
            let html = std::str::from_utf8(bytes).unwrap();
            collect(html.split_once("<main").unwrap_or_else(|| panic!("{path}")).1.split_once("</main>").unwrap().0, "p-");
        }
    }
    let listed: BTreeSet<String> = CLASSES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let unlisted: Vec<_> = used.difference(&listed).collect();
    assert!(unlisted.is_empty(), "not in CLASSES: {unlisted:?}");
    assert_eq!(listed.len(), CLASSES.len());
}

#[test]
fn a_site_is_the_same_each_time() {
    let library = bilingual("url = \"https://clinic.example/\"");
    let options = SiteOptions { search: Search::Index, ..SiteOptions::on(common::day()) };
    assert_eq!(files(&library, &options), files(&bilingual("url = \"https://clinic.example/\""), &options));
}

#[cfg(feature = "search")]
#[test]
fn the_index_is_the_same_each_time_and_holds_what_the_search_page_loads() {
    let library = bilingual("");
    let options = SiteOptions { search: Search::Index, ..SiteOptions::on(common::day()) };
    let site = Site::new(&library, &options).unwrap();
    let index = || {
        let pages = site.files().into_iter().filter(|file| matches!(file, pamphlet_html::SiteFile::Page(_)));
        let pages = pages.map(|file| (site.path(file), String::from_utf8(site.render(file).unwrap().output).unwrap()));
        pamphlet_html::search::index(pages).unwrap()
    };
    let first = index();
    assert_eq!(first, index());
    assert!(first.iter().any(|(path, _)| path == "pagefind/pagefind.js"));
    assert!(first.iter().all(|(path, _)| !path.contains("ui")), "{:?}", first.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

/// What a preview shows after an edit is what a clean build of the edited library writes, whatever was edited: text, a title that other
/// pages show, a section that others lead to, a picture, a word, a work, a new page, a setting.
#[test]
fn after_an_edit_the_bytes_are_those_of_a_clean_build() {
    let mut sources = Sources::new();
    let mut put = |path: &str, text: &str| drop(sources.insert(path.to_owned(), text.as_bytes().to_vec()));
    put("pamphlet.toml", "title = \"Library\"\nurl = \"https://clinic.example\"\npublisher = { name = \"Publisher\" }\n");
    put("references.bib", "@article{w, title = {A work}, author = {Author, A.}, journal = {Journal}, year = {2020}}\n");
    put("glossary.md", "## word\n\nWhat it means.\n");
    put("media/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>");
    put("collections/chest.md", "---\ntitle: Chest\nsummary: The chest.\n---\n\nText.\n");
    put(
        "conditions/cough.md",
        "---\ntitle: Cough\nsummary: A cough.\ncollection: chest\nmodified: 2026-05-01\n---\n\n## Causes\n\nMany [@w].\n\n![an x](../media/x.svg)\n",
    );
    put(
        "conditions/wheeze.md",
        "---\ntitle: Wheeze\nsummary: A wheeze.\nrelated: { conditions: [cough] }\n---\n\nA [word](../glossary.md#word). See [cough](cough.md#causes).\n",
    );
    let edits = [
        ("conditions/cough.md", "Many", "Several"),
        ("conditions/cough.md", "title: Cough", "title: Coughing"),
        ("conditions/cough.md", "modified: 2026-05-01", "modified: 2026-06-01"),
        ("conditions/wheeze.md", "[cough](cough.md#causes)", "it"),
        ("conditions/cough.md", "## Causes", "## Why"),
        ("media/x.svg", "width=\"1\"", "width=\"2\""),
        ("glossary.md", "What it means", "Its meaning"),
        ("references.bib", "2020", "2021"),
        ("pamphlet.toml", "Publisher", "Another"),
        ("collections/chest.md", "title: Chest", "title: The chest"),
    ];
    let mut reader = Reader::default();
    let mut before = files(&reader.read(sources.clone()).unwrap_or_else(|problems| panic!("{problems}")), &SiteOptions::on(common::day()));
    for (file, from, to) in edits {
        let source = sources.get_mut(file).unwrap();
        let text = String::from_utf8(std::mem::take(source)).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        *source = text.replace(from, to).into_bytes();
        let clean = files(&Library::read(sources.clone()).unwrap_or_else(|problems| panic!("{problems}")), &SiteOptions::on(common::day()));
        let again = files(&reader.read(sources.clone()).unwrap_or_else(|problems| panic!("{problems}")), &SiteOptions::on(common::day()));
        assert!(clean == again, "{file}: {to}");
        assert!(before != again, "{file}: {to} changes nothing");
        before = again;
    }
    // A reference that an edit of another file breaks is told, though its own file is as it was.
    let chest = sources.remove("collections/chest.md").unwrap();
    let problems = reader.read(sources.clone()).unwrap_err();
    assert!(problems.to_string().contains("there is no page `collections/chest`"), "{problems}");
    sources.insert("collections/chest.md".into(), chest);
    assert!(before == files(&reader.read(sources).unwrap_or_else(|problems| panic!("{problems}")), &SiteOptions::on(common::day())));
}

#[test]
fn the_list_from_a_to_z_has_the_letters_and_the_order_of_its_language() {
    let page = |title: &str| format!("---\ntitle: {title}\nsummary: Text.\n---\n\nText.\n");
    let mut sources = Sources::new();
    sources.insert("pamphlet.toml".into(), b"title = 'Bibliotek'\nlanguage = 'sv'\npublisher = { name = 'Namn' }".to_vec());
    sources.insert("messages/sv.ftl".into(), include_bytes!("../../pamphlet-core/src/messages/en.ftl").to_vec());
    for (n, title) in ["Öroninflammation", "Zoster", "Ångest", "astma", "Épilepsi", "Allergi", "Äggledare", "Eksem"].into_iter().enumerate()
    {
        sources.insert(format!("conditions/p{n}.md"), page(title).into_bytes());
    }
    let library = Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"));
    let files = files(&library, &SiteOptions::on(common::day()));
    let shown = text_of(text(&files, "a-z/index.html")).split_whitespace().collect::<Vec<_>>().join(" ");
    let titles = ["Allergi", "astma", "Eksem", "Épilepsi", "Zoster", "Ångest", "Äggledare", "Öroninflammation"];
    let places: Vec<_> = titles.iter().map(|title| shown.find(title).unwrap_or_else(|| panic!("{title}: {shown}"))).collect();
    assert!(places.is_sorted(), "{shown}");
    assert!(shown.contains("A E Z Å Ä Ö"), "{shown}");
}
