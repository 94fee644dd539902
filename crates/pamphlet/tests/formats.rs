//! Every format says the same of a generated page: which advice there is, how the review stands, what its parts are, which works it cites,
//! and every word, or what isn't there. Each text of the page has a word of its own, so that it's found in any of them.

use std::collections::BTreeSet;

use pamphlet::{
    Library, Omission, Sources,
    advice::{self, Advice},
    epub, html,
    model::{Document, Kind, Page, ReviewAlert, Section, Urgency},
    pdf,
    value::{Date, LanguageTag},
    visit::{self, Item},
};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};

mod common;
#[path = "../../../tests/support/generate.rs"]
mod generate;

use common::{documents_of_book, squeezed, text_of_markup, text_of_pdf};

const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><title>Steps</title><rect width=\"40\" height=\"20\"/></svg>";
const ARABIC: &str = include_str!("../../../tests/fixtures/arabic/messages/ar.ftl");

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

/// A word that stands nowhere else.
fn mark(number: usize) -> String {
    format!("qz{number}zq")
}

/// The numbers of the marks of a text, in its order. Spaces aren't looked at: a PDF file has few.
fn marks(text: &str) -> Vec<usize> {
    let text: String = text.split_whitespace().collect();
    let numbers = text.split("qz").skip(1).filter_map(|part| part.split_once("zq")?.0.parse().ok());
    numbers.collect()
}

/// The marks in the order in which each stands last: contents lists come before what they list.
fn last_marks(text: &str) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut last: Vec<usize> = marks(text).into_iter().rev().filter(|number| seen.insert(*number)).collect();
    last.reverse();
    last
}

/// Puts a mark before each text of a document's body.
fn mark_texts(value: &mut Value, next: &mut usize, word: &str) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if key == "text" => {
                        let space = if text.starts_with(' ') { " " } else { "" };
                        *text = format!("{space}{}{word} {}", mark(*next), text.trim_start());
                        *next += 1;
                    }
                    other => mark_texts(other, next, word),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mark_texts(item, next, word)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What a generated page is besides its text.
#[derive(Debug, Clone, Copy)]
struct Around {
    kind: Kind,
    is_arabic: bool,
    clinical: Option<usize>,
    /// When its next review is due: never, in the past, today, later.
    next: Option<usize>,
    is_edited: bool,
}

fn around() -> impl Strategy<Value = Around> {
    use proptest::option::of;
    (0..Kind::ALL.len(), prop::bool::weighted(0.25), of(0..3usize), of(0..3usize), any::<bool>())
        .prop_map(|(kind, is_arabic, clinical, next, is_edited)| Around { kind: Kind::ALL[kind], is_arabic, clinical, next, is_edited })
}

impl Around {
    fn language(self) -> LanguageTag {
        if self.is_arabic { "ar".parse().unwrap() } else { LanguageTag::default() }
    }

    fn review(self) -> Option<Value> {
        let clinical = match self.clinical? {
            0 => json!("pending"),
            1 => json!({ "signed": { "by": "Dr Zed", "credential": "GMC 1234567", "on": "2026-01-01" } }),
            _ => json!("not-applicable"),
        };
        let mut review = json!({ "last": "2026-01-01", "clinical": clinical });
        if let Some(next) = self.next {
            review["next"] = json!(["2026-11-21", "2026-11-22", "2027-11"][next]);
        }
        if self.is_edited {
            review["editorial"] = json!([{ "organization": "Zed Editors" }]);
        }
        Some(review)
    }

    /// A page's source, with marks in all that it says; those of its front matter come last.
    fn source(self, page: &Page, from: usize) -> (String, BTreeSet<usize>) {
        let mut document = serde_json::to_value(Document::from(page.clone())).unwrap();
        let mut next = from;
        let word = if self.is_arabic { " كلمة" } else { "" };
        for part in ["opening", "sections"] {
            if let Some(part) = document.get_mut(part) {
                mark_texts(part, &mut next, word);
            }
        }
        let first = next;
        let mut line = || {
            next += 1;
            mark(next - 1)
        };
        let Value::Object(fields) = &mut document else { panic!("{document}") };
        fields.remove("condition");
        fields.remove("review");
        fields.extend(self.review().map(|review| ("review".to_owned(), review)));
        let organization = json!({ "name": line(), "about": line(), "url": "https://example.org/", "phone": "01632 960 003" });
        let front = json!({
            "title": "Called so", "headline": line(), "summary": line(), "authors": [{ "organization": line() }, { "person": { "name": line(), "role": line() } }],
            "funding": line(), "conflicts": line(), "rights": line(),
            "notices": { "status": line(), "medical-first": line(), "disclaimer": line() }, "support": [organization],
            "contact": { "name": line(), "address": [line()], "phones": [{ "label": line(), "number": "01632 960 001" }], "hours": line(), "promise": line() },
            "tools": { "questions": [line(), line()], "diary": { "columns": [line()], "about": line() } },
        });
        let Value::Object(front) = front else { panic!("{front}") };
        fields.extend(front);
        let subject = match self.kind {
            Kind::Condition => json!({ "name": line(), "plain-name": line(), "also-called": [line()] }),
            Kind::Modality => json!({ "given-by": line(), "also-called": [line()] }),
            Kind::Medicine => json!({
                "generic-name": line(), "brand-names": [line(), line()], "also-called": [line()], "class": line(), "forms": [line()],
                "strengths": [line()], "taken": line(), "codes": { "atc": ["N02BE01"], "rxnorm": ["161"] },
            }),
            Kind::Vaccination => json!({ "also-called": [line()], "diseases": [line()], "products": [line()], "statement": line() }),
            Kind::Procedure => json!({
                "type": "operation", "also-called": [line()], "purpose": line(), "place": line(), "duration": line(), "anaesthetic": line(),
                "stay": line(), "codes": { "opcs-4": ["H22.9"] },
            }),
            Kind::SelfCare => json!({ "type": "exercise", "goal": line(), "how-often": line(), "equipment": [line()] }),
            Kind::Service => json!({
                "department": line(), "referral": line(), "interpreters": line(), "parking": line(),
                "places": [{ "name": line(), "address": [line()], "directions": line(), "map": "https://www.example.org/map" }],
                "hours": [{ "days": ["monday", "tuesday", "wednesday", "saturday"], "opens": "09:00", "closes": "12:30", "note": line() }],
                "contacts": [{ "name": line(), "phones": [{ "label": line(), "number": "01632 960 004" }], "email": "desk@example.org", "hours": line() }],
            }),
            Kind::Evidence => json!({ "question": line(), "searched": "2026" }),
            Kind::Guide | Kind::Collection => json!({}),
        };
        fields.insert(Document::subject_key(self.kind).to_owned(), subject);
        (document.to_string(), (first..next).collect())
    }
}

/// Blocks of every kind that a reader must not miss, as a page or a snippet holds them.
const RICH: &str = "Words with a [term](../glossary.md#vulva), a [link](../conditions/other.md#first) and a source [@one].\n\n\
    > [!emergency] Call 999 if:\n> - you faint\n\n> [!do]\n> - rest\n\n> [!dont]\n> - smoke\n\n\
    ![A drawing](../media/steps.svg \"A caption\")\n\n> [!details] More\n> - one\n> - two\n";

fn library(around: Around, pages: &[(&str, &str)]) -> Library {
    let small = |title: &str| format!("---\ntitle: {title}\nsummary: S\n---\n\n## First {{#first}}\n\nText.\n");
    let references: String = ["one", "two", "three"]
        .map(|key| format!("@article{{{key}, title = {{Title {key}}}, author = {{Author, A.}}, year = {{2020}}, journal = {{Journal}}}}\n"))
        .concat();
    let language = around.language();
    let settings = format!("title = 'T'\nurl = 'https://www.example.org/'\nlanguage = '{language}'\npublisher = {{ name = 'P' }}\n");
    let files = [
        ("pamphlet.toml", settings),
        ("messages/ar.ftl", ARABIC.to_owned()),
        ("conditions/other.md", small("Other")),
        ("modalities/rest.md", small("Rest")),
        ("collections/topic.md", small("Topic")),
        ("glossary.md", "## Vulva {#vulva}\n\nThe outer parts.\n".to_owned()),
        ("references.bib", references),
        ("media/steps.svg", PICTURE.to_owned()),
        ("snippets/shared.md", "---\ntitle: Shared\n---\n\nShared words.\n".to_owned()),
        ("snippets/rich.md", format!("---\ntitle: Rich\n---\n\n{RICH}\n")),
    ];
    let files = files.into_iter().filter(|(path, _)| around.is_arabic || *path != "messages/ar.ftl");
    let files = files.chain(pages.iter().map(|(path, text)| (*path, (*text).to_owned())));
    let sources: Sources = files.map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A format of a page, read back.
struct Output {
    name: &'static str,
    text: String,
    omissions: Vec<Omission>,
}

impl Output {
    fn tells(&self, what: &str) -> bool {
        self.omissions.iter().any(|omission| omission.what.contains(what))
    }
}

fn failed(what: &str, error: impl std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(format!("{what}: {error}"))
}

/// The page in each format that holds all of it, and in those that leave text out.
fn outputs(library: &Library, page: &Page, anchor: Option<pamphlet::value::Anchor>) -> Result<(Vec<Output>, Vec<Output>), TestCaseError> {
    let web = |form: html::Form| html::render(library, page, &html::Options { form, ..html::Options::on(today()) });
    let handout = |extent: pdf::Extent| pdf::render(library, page, &pdf::Options { extent, ..pdf::Options::on(today()) });
    let on_web = |name, form| -> Result<Output, TestCaseError> {
        let made = web(form).map_err(|error| failed(name, error))?;
        // What stands before is for machines, and says the same once more.
        let text = text_of_markup(made.output.split_once("<main").map_or(made.output.as_str(), |(_, main)| main));
        Ok(Output { name, text, omissions: made.omissions })
    };
    let on_paper = |name, extent| -> Result<Option<Output>, TestCaseError> {
        let made = handout(extent).map_err(|error| failed(name, error))?;
        // Other readers of PDF files differ on lines that run from the right. Each letter was looked for when it was made.
        Ok((page.id.language == LanguageTag::default()).then(|| Output {
            name,
            text: text_of_pdf(&made.output.pdf),
            omissions: made.omissions,
        }))
    };
    let book = epub::render(library, page, &epub::Options::on(today())).map_err(|error| failed("e-book", error))?;
    let mut whole = vec![
        on_web("web page", html::Form::Document)?,
        on_web("fragment", html::Form::Fragment(html::Fragment::default()))?,
        Output { name: "e-book", text: text_of_chapters(&book.output), omissions: book.omissions },
    ];
    whole.extend(on_paper("handout", pdf::Extent::Whole)?);
    let mut parts = Vec::new();
    if let Some(anchor) = anchor {
        let fragment = html::Fragment { parts: html::Parts::Sections(vec![anchor]), ..html::Fragment::default() };
        parts.push(on_web("fragment of a section", html::Form::Fragment(fragment))?);
    }
    parts.extend(on_paper("summary", pdf::Extent::Summary)?);
    Ok((whole, parts))
}

/// The text of an e-book without its contents list.
fn text_of_chapters(book: &[u8]) -> String {
    let documents = documents_of_book(book).into_iter().filter(|(name, _)| !name.ends_with("nav.xhtml"));
    documents.map(|(_, document)| text_of_markup(&document) + " ").collect()
}

fn heading_mark(heading: &[pamphlet::model::Inline]) -> usize {
    marks(&pamphlet::model::plain_text(heading))[0]
}

/// The advice of the page, in each format and in its order, once.
fn advice_is_the_same(page: &Page, outputs: &[Output]) -> Result<(), TestCaseError> {
    let mut wanted: Vec<usize> = advice::of_page(page).iter().map(|placed| heading_mark(placed.advice.heading())).collect();
    for Output { name, text, .. } in outputs {
        let mut found: Vec<usize> = marks(text).into_iter().filter(|number| wanted.contains(number)).collect();
        // A summary has sections of nothing but advice before the whole ones.
        if *name == "summary" {
            found.sort_unstable();
            wanted.sort_unstable();
        }
        prop_assert_eq!(&found, &wanted, "advice in the {}", name);
    }
    Ok(())
}

/// A wallet card has the urgent advice, the most urgent first, and tells of the rest.
fn card_is_the_same(library: &Library, page: &Page) -> Result<(), TestCaseError> {
    let placed = advice::of_page(page);
    let is_urgent = |advice: &Advice<'_>| advice.urgency().is_some_and(|urgency| urgency != Urgency::NonUrgent);
    let (mut urgent, other): (Vec<Advice<'_>>, Vec<Advice<'_>>) = placed.iter().map(|placed| placed.advice).partition(is_urgent);
    urgent.sort_by_key(|advice| std::cmp::Reverse(advice.urgency()));
    let made = match pdf::card(library, page, &pdf::Options::on(today())) {
        Ok(made) => made,
        // A card has little room.
        Err(pdf::Error::NothingUrgent { .. } | pdf::Error::CardFull { .. }) => return Ok(()),
        Err(error) => return Err(failed("card", error)),
    };
    if page.id.language != LanguageTag::default() {
        return Ok(());
    }
    let text = text_of_pdf(&made.output.pdf);
    let wanted: Vec<usize> = urgent.iter().map(|advice| heading_mark(advice.heading())).collect();
    let found: Vec<usize> = marks(&text).into_iter().filter(|number| wanted.contains(number)).collect();
    prop_assert_eq!(&found, &wanted, "advice on the card");
    for advice in other {
        let heading = mark(heading_mark(advice.heading()));
        prop_assert!(made.omissions.iter().any(|omission| omission.what.contains(&heading)), "{heading} isn't told: {:?}", made.omissions);
    }
    for alert in page.review_state(today()).alerts() {
        let short = alert.short(library.messages(&page.id.language));
        prop_assert!(squeezed(&text).contains(&squeezed(&short)), "{short} on the card: {text}");
    }
    Ok(())
}

/// Both facts of a review, in each format, and no others.
fn review_is_the_same(library: &Library, page: &Page, outputs: &[Output]) -> Result<(), TestCaseError> {
    let messages = library.messages(&page.id.language);
    let alerts = page.review_state(today()).alerts();
    let overdue = ReviewAlert::Overdue(page.review.as_ref().and_then(|review| review.next).unwrap_or_else(today));
    for Output { name, text, .. } in outputs {
        let text = squeezed(text);
        for alert in [overdue, ReviewAlert::Missing, ReviewAlert::Pending] {
            let is_said = text.contains(&squeezed(&alert.words(messages)));
            prop_assert_eq!(is_said, alerts.contains(&alert), "{:?} in the {}: {}", alert, name, text);
        }
    }
    Ok(())
}

/// The sections in the order in which they're read, each before those inside it.
fn parts_are_the_same(page: &Page, whole: &[Output]) -> Result<(), TestCaseError> {
    let mut wanted = Vec::new();
    for part in pamphlet::elements::reading_order(page) {
        if let pamphlet::elements::BodyPart::Section(section) = part {
            visit::section(section, &visit::Pointer::default(), &mut |_, item| {
                if let Item::Section(section) = item {
                    wanted.extend(marks(&section.heading.plain_text()).first());
                }
            });
        }
    }
    for Output { name, text, .. } in whole {
        let found: Vec<usize> = last_marks(text).into_iter().filter(|number| wanted.contains(number)).collect();
        prop_assert_eq!(&found, &wanted, "sections in the {}", name);
    }
    Ok(())
}

/// The marks of a list of citations: that before it, and the places of its works in the list, as they're written.
fn citations(library: &Library, pages: &[&Page]) -> Vec<(usize, String)> {
    let cited = library.cited(pages);
    let mut found = Vec::new();
    for page in pages {
        visit::page(page, &mut |_, item| {
            let Item::Run(run, _) = item else { return };
            for pair in run.windows(2) {
                let [pamphlet::model::Inline::Text(text), pamphlet::model::Inline::Cite(cites)] = pair else { continue };
                let Some(number) = marks(text.as_str()).last().copied() else { continue };
                // After letters of a script from the right, the brackets stand in a PDF file as they're set.
                if !text.as_str().rsplit("zq").next().is_some_and(str::is_ascii) {
                    continue;
                }
                let places = cites.iter().map(|cite| {
                    let place = cited.position(&cite.key).unwrap() + 1;
                    cite.locator.as_ref().map_or(place.to_string(), |locator| format!("{place}({locator})"))
                });
                found.push((number, places.collect::<Vec<_>>().join(",")));
            }
        });
    }
    let found = found.iter().filter(|(_, places)| places.is_ascii());
    found.map(|(number, places)| (*number, places.split_whitespace().collect())).collect()
}

/// The same works under the same numbers, in the text and in the list.
fn sources_are_the_same(library: &Library, pages: &[&Page], whole: &[Output]) -> Result<(), TestCaseError> {
    let cited = library.cited(pages);
    for Output { name, text, .. } in whole {
        let text: String = text.split_whitespace().collect();
        for (number, places) in citations(library, pages) {
            let before = mark(number);
            let mut after = text.split(&before).skip(1).filter_map(|after| after.split("qz").next());
            prop_assert!(after.any(|after| after.contains(&places)), "no {} after {} in the {}: {}", places, before, name, text);
        }
        let at: Vec<Option<usize>> = cited.works().iter().map(|work| text.rfind(&squeezed(work.title.as_deref().unwrap()))).collect();
        prop_assert!(at.iter().all(Option::is_some) && at.is_sorted(), "works in the {}: {:?}", name, at);
        let others = ["one", "two", "three"].into_iter().filter(|key| !cited.works().iter().any(|work| work.key.as_str() == *key));
        for other in others {
            prop_assert!(!text.contains(&format!("Title{other}")), "{} is listed in the {}", other, name);
        }
    }
    Ok(())
}

/// Each text is in each format, or a part of the page that holds it is told.
fn words_are_there_or_told(page: &Page, front: &BTreeSet<usize>, whole: &[Output], parts: &[Output]) -> Result<(), TestCaseError> {
    let mut wanted = BTreeSet::new();
    visit::page(page, &mut |_, item| {
        if let Item::Run(run, _) = item {
            wanted.extend(marks(&pamphlet::model::plain_text(run)));
        }
    });
    for Output { name, text, omissions } in whole {
        let found: BTreeSet<usize> = marks(text).into_iter().collect();
        let lost: Vec<&usize> = wanted.difference(&found).collect();
        prop_assert!(lost.is_empty(), "{:?} isn't in the {}", lost, name);
        let lost: Vec<&usize> = front.difference(&found).collect();
        prop_assert!(lost.is_empty(), "{:?} of the front matter isn't in the {}: {:?}", lost, name, omissions);
    }
    for output in parts {
        let found: BTreeSet<usize> = marks(&output.text).into_iter().collect();
        for section in &page.sections {
            section_is_there_or_told(section, &found, output)?;
        }
    }
    Ok(())
}

fn section_is_there_or_told(section: &Section, found: &BTreeSet<usize>, output: &Output) -> Result<(), TestCaseError> {
    let heading = mark(heading_mark(&section.heading));
    if output.tells(&format!("the section “{heading}")) {
        return Ok(());
    }
    if !output.tells(&format!("the rest of the section “{heading}")) {
        let own = Section { sections: Vec::new(), ..section.clone() };
        let mut wanted = BTreeSet::new();
        visit::section(&own, &visit::Pointer::default(), &mut |_, item| {
            if let Item::Run(run, _) = item {
                wanted.extend(marks(&pamphlet::model::plain_text(run)));
            }
        });
        let lost: Vec<&usize> = wanted.difference(found).collect();
        prop_assert!(lost.is_empty(), "{:?} of {} isn't in the {}: {:?}", lost, heading, output.name, output.omissions);
    }
    section.sections.iter().try_for_each(|inner| section_is_there_or_told(inner, found, output))
}

fn check(page: &Page, around: Around, part: prop::sample::Index) -> Result<(), TestCaseError> {
    let (source, front) = around.source(page, 0);
    let path = format!("{}/generated", around.kind.folder());
    let library = library(around, &[(&format!("{path}.json"), &source)]);
    let page = library.page(&path).unwrap();
    let anchors: Vec<_> = page.all_sections().map(Section::anchor).collect();
    let anchor = (!anchors.is_empty()).then(|| part.get(&anchors).clone());
    let (whole, parts) = outputs(&library, page, anchor)?;
    for outputs in [&whole, &parts] {
        advice_is_the_same(page, outputs)?;
        review_is_the_same(&library, page, outputs)?;
    }
    card_is_the_same(&library, page)?;
    parts_are_the_same(page, &whole)?;
    sources_are_the_same(&library, &[page], &whole)?;
    words_are_there_or_told(page, &front, &whole, &parts)
}

#[test]
fn a_page_with_a_snippet_says_what_it_would_with_the_text_in_its_place() {
    let page = |body: &str| format!("---\ntitle: Page\nsummary: S\n---\n\n## Heading\n\nBefore.\n\n{body}\n\n- After.\n");
    let include = page("> [!include] [Rich](../snippets/rich.md)");
    let texts = [include, page(RICH)].map(|source| {
        let around = Around { kind: Kind::Condition, is_arabic: false, clinical: None, next: None, is_edited: false };
        let library = library(around, &[("conditions/page.md", &source)]);
        let page = library.page("conditions/page").unwrap();
        let (whole, parts) = outputs(&library, page, None).unwrap();
        // The digits of the content say which of the two it is.
        let hash = page.content_hash();
        whole.into_iter().chain(parts).map(|output| (output.name, output.text.replace(&hash, ""))).collect::<Vec<_>>()
    });
    assert_eq!(texts[0], texts[1]);
}

#[test]
fn formats_agree_on_generated_pages() {
    let mut runner = TestRunner::new(ProptestConfig { max_shrink_iters: 40, ..generate::cases(12) });
    runner.run(&(generate::page(), around(), any::<prop::sample::Index>()), |(page, around, part)| check(&page, around, part)).unwrap();
}

/// The parts and chapters of a book, and what the formats of pages agree on.
fn check_book(pages: &[Page; 2], around: Around, parts: &[Vec<usize>]) -> Result<(), TestCaseError> {
    const PATHS: [&str; 4] = ["conditions/one", "conditions/two", "conditions/other", "modalities/rest"];
    let around = Around { kind: Kind::Condition, is_arabic: false, ..around };
    let [one, two] = pages;
    let (one, two) = (around.source(one, 0).0, around.source(two, 1_000).0);
    let parts = parts.iter().enumerate().map(|(index, chapters)| {
        json!({ "title": mark(2_000 + index), "chapters": chapters.iter().map(|chapter| PATHS[*chapter]).collect::<Vec<_>>() })
    });
    let guide = json!({ "title": mark(2_999), "summary": "S", "guide": { "parts": parts.collect::<Vec<_>>() } }).to_string();
    let sources = [("conditions/one.json", one.as_str()), ("conditions/two.json", &two), ("guides/book.json", &guide)];
    let library = library(around, &sources);
    let plan = library.book_plan(library.guide("book").unwrap());
    let mut wanted = Vec::new();
    for part in &plan.parts {
        wanted.extend(marks(part.title.as_str()));
        wanted.extend(part.chapters.iter().flat_map(|page| marks(page.headline().as_str())));
    }
    let printed = pdf::book(&library, plan.guide, &pdf::Options::on(today())).map_err(|error| failed("book on paper", error))?;
    let book = epub::render(&library, plan.guide, &epub::Options::on(today())).map_err(|error| failed("e-book", error))?;
    let (_, contents) = documents_of_book(&book.output).into_iter().find(|(name, _)| name.ends_with("nav.xhtml")).unwrap();
    let outputs = [
        Output { name: "book on paper", text: text_of_pdf(&printed.output.pdf), omissions: printed.omissions },
        Output { name: "e-book", text: text_of_chapters(&book.output), omissions: book.omissions },
    ];
    // Both have a contents list before the chapters.
    for (name, text) in [("book on paper", outputs[0].text.as_str()), ("e-book", &contents)] {
        let mut seen = BTreeSet::new();
        let listed: Vec<usize> = marks(text).into_iter().filter(|number| wanted.contains(number) && seen.insert(*number)).collect();
        prop_assert_eq!(&listed, &wanted, "parts of the {}", name);
    }
    for omission in &plan.omissions {
        prop_assert!(outputs.iter().all(|output| output.omissions.contains(omission)), "{} isn't told", omission);
    }
    let pages: Vec<&Page> = plan.pages().collect();
    for page in &pages {
        advice_is_the_same(page, &outputs)?;
        parts_are_the_same(page, &outputs)?;
    }
    sources_are_the_same(&library, &pages, &outputs)
}

#[test]
fn formats_agree_on_generated_books() {
    let mut runner = TestRunner::new(ProptestConfig { max_shrink_iters: 40, ..generate::cases(6) });
    let parts = prop::collection::vec(prop::collection::vec(0..4usize, 1..4), 1..4);
    let books = ([generate::page(), generate::page()], around(), parts);
    runner.run(&books, |(pages, around, parts)| check_book(&pages, around, &parts)).unwrap();
}
