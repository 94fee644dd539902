//! No edition leaves out when to get help, wherever on a page that stands.

use std::collections::BTreeSet;

use pamphlet::{
    Library, Rendered, Sources, html,
    model::{HealthAspect, Page},
    pdf,
    value::Date,
};

mod common;

use common::text_of_pdf as text_of;

/// A page with advice in every place that can hold some, each under a name of its own.
const PAGE: &str = "---
title: Tablets
summary: What to know about your tablets.
tools: { questions: [May I drive?], diary: { columns: [Dose] } }
---

Read this first.

> [!emergency] In the opening, if:
> - one

## Is this you?

- [ ] I take tablets.

## When to get help

It depends.

> [!urgent] Under help, if:
> - two

## What causes it {aspect=causes}

Nobody knows.

### Less often

> [!non-urgent] In a subsection, if:
> - three

## Side effects {aspect=risks}

Most are mild.

> [!details] More on this
> Some are not.
>
> > [!emergency] In a disclosure, if:
> > - four

> [!note] By the way
> They pass.
>
> > [!important] In a note
> > Stop.

1. Wait.

   > [!urgent] In a step, if:
   > - five

## Common questions {.faq}

### Can I drive?

Mostly.

> [!emergency] In an answer, if:
> - six

### Can I fly?

Yes.

## What helps {aspect=treatments}

Nothing here is urgent.
";

const ADVICE: [&str; 7] = ["In the opening", "Under help", "In a subsection", "In a disclosure", "In a note", "In a step", "In an answer"];

fn day() -> Date {
    "2026-11-22".parse().unwrap()
}

fn library() -> Library {
    let settings = "title = 'Library'\nurl = 'https://library.example'\npublisher = { name = 'Publisher' }\n";
    let sources: Sources = [("pamphlet.toml", settings), ("modalities/tablets.md", PAGE)]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into();
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

fn page(library: &Library) -> &Page {
    library.page("modalities/tablets").unwrap()
}

/// The text of a handout without its spaces, and what was left out.
fn handout(options: &pdf::Options) -> (String, Vec<String>) {
    let library = library();
    let Rendered { output, omissions } = pdf::render(&library, page(&library), options).unwrap();
    (squeezed(&text_of(&output.pdf)), omissions.iter().map(|omission| omission.what.clone()).collect())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_edition_has_all_advice() {
    let aspects = pdf::Extent::Aspects(BTreeSet::from([HealthAspect::Treatments]));
    for extent in [pdf::Extent::Whole, aspects, pdf::Extent::Summary, pdf::Extent::Companions] {
        let (text, omissions) = handout(&pdf::Options { extent: extent.clone(), ..pdf::Options::on(day()) });
        for advice in ADVICE {
            assert!(text.contains(&squeezed(advice)), "{advice} isn't in {extent:?}: {text}");
            assert!(!omissions.iter().any(|what| what.contains(advice)), "{omissions:?}");
        }
    }
    let library = library();
    for anchor in page(&library).all_sections().map(|section| section.anchor()) {
        let parts = html::Parts::Sections(vec![anchor.clone()]);
        let form = html::Form::Fragment(html::Fragment { parts, ..html::Fragment::default() });
        let fragment = html::render(&library, page(&library), &html::Options { form, ..html::Options::on(day()) }).unwrap();
        for advice in ADVICE {
            assert!(fragment.output.contains(advice), "{advice} isn't in the fragment of {anchor}");
        }
    }
}

#[test]
fn what_stands_around_advice_is_told_as_left_out() {
    let options = pdf::Options { extent: pdf::Extent::Companions, ..pdf::Options::on(day()) };
    let (text, omissions) = handout(&options);
    for gone in ["Mostaremild", "Nobodyknows", "Nothinghereisurgent", "CanIfly"] {
        assert!(!text.contains(gone), "{gone}");
    }
    for told in [
        "the rest of the text before the first heading",
        "the rest of the section “When to get help”",
        "the rest of the section “What causes it”",
        "the rest of the section “Side effects”",
        "the rest of the section “Common questions”",
        "the section “What helps”",
    ] {
        assert!(omissions.iter().any(|what| what == told), "{told}: {omissions:?}");
    }
}

#[test]
fn advice_in_something_closed_is_open() {
    let library = library();
    let html = html::render(&library, page(&library), &html::Options::on(day())).unwrap().output;
    let closed = |what: &str| {
        // Data for machines names questions before the text does.
        let (before, _) = html.rsplit_once(what).unwrap();
        !before.rsplit("<details").next().unwrap().split('>').next().unwrap().contains("open")
    };
    assert!(!closed("More on this"));
    assert!(!closed("Can I drive?"));
    assert!(closed("Can I fly?"));
}

#[test]
fn a_wallet_card_finds_urgent_advice_everywhere() {
    let library = library();
    let Rendered { output, omissions } = pdf::card(&library, page(&library), &pdf::Options::on(day())).unwrap();
    let text = squeezed(&text_of(&output.pdf));
    for urgent in ["In the opening", "Under help", "In a disclosure", "In a step", "In an answer"] {
        assert!(text.contains(&squeezed(urgent)), "{urgent}: {text}");
    }
    let told: Vec<String> = omissions.iter().map(|omission| omission.what.clone()).collect();
    for other in ["In a subsection", "In a note"] {
        assert!(told.iter().any(|what| what.contains(other)), "{other}: {told:?}");
    }
}

#[test]
fn an_aspect_that_no_section_has_is_told() {
    let library = library();
    let aspects = |aspects: &[HealthAspect]| {
        let extent = pdf::Extent::Aspects(aspects.iter().copied().collect());
        pdf::render(&library, page(&library), &pdf::Options { extent, ..pdf::Options::on(day()) })
    };
    let one = aspects(&[HealthAspect::Causes, HealthAspect::Pregnancy]).unwrap();
    assert!(one.omissions.iter().any(|omission| omission.what.contains("`pregnancy`")), "{:?}", one.omissions);
    let none = aspects(&[HealthAspect::Pregnancy]).unwrap_err();
    insta::assert_snapshot!(none, @"no section is about `pregnancy`: there are sections about `recognition`, `see-doctor`, `causes`, `treatments`, `risks`, `faq`");
}
