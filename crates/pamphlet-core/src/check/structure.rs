//! Nothing stands over nothing, and every part can be linked to.

use std::collections::BTreeSet;

use super::Checking;
use crate::{
    diagnostic::Diagnostic,
    elements::{has_approach, notices},
    model::{Block, HealthAspect, Inlines, Kind, Subject},
    value::Anchor,
    visit::{self, Item, Pointer},
};

pub(super) fn check(checking: &mut Checking<'_>) {
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    let mut anchors = BTreeSet::new();
    visit::page(checking.page, &mut |at, item| match item {
        Item::Section(section) => {
            if section.is_empty() {
                found.push((
                    at.to_string(),
                    Diagnostic::error("empty-section", format!("there is nothing under the heading “{}”", section.heading.plain_text()))
                        .with_help("write the section, or delete the heading"),
                ));
            }
            heading(&section.heading, at, &mut found);
            anchor(section.anchor(), at, &mut anchors, &mut found);
        }
        Item::Question(question) => {
            if question.answer.is_empty() {
                found.push((
                    at.to_string(),
                    Diagnostic::error("empty-section", format!("the question “{}” has no answer", question.question.plain_text()))
                        .with_help("answer it, or delete it"),
                ));
            }
            anchor(question.anchor(), at, &mut anchors, &mut found);
        }
        Item::Block(_) | Item::Run(..) | Item::Inline(_) | Item::Cite(_) | Item::Picture(..) => {}
    });
    long_titles(checking, &mut found);
    dangling_colons(checking, &mut found);
    text_after_cards(checking, &mut found);
    if has_approach(checking.page) && notices(checking.library, checking.page).medical_first.is_empty() {
        found.push((
            "approach".to_owned(),
            Diagnostic::error("approach-without-notice", "the page has an approach and no notice that medical causes come first")
                .with_help("add `medical-first` to `notices`, on the page or in pamphlet.toml for pages of this kind"),
        ));
    }
    if let Subject::Condition(condition) = &checking.page.subject
        && condition.codes.is_empty()
    {
        found.push((
            "condition".to_owned(),
            Diagnostic::warning("no-codes", "the condition has no codes, so no record or search can find it by them")
                .with_help("add `codes` to `condition`"),
        ));
    }
    missing_sections(checking, &mut found);
    if let Subject::Service(service) = &checking.page.subject
        && service.contacts.is_empty()
        && checking.page.contact.is_none()
    {
        found.push((
            "title".to_owned(),
            Diagnostic::warning("no-contact", "nobody can tell from the page how to reach the service")
                .with_help("add `contacts` to `service`: `{ name: Reception, phones: [{ label: Appointments, number: 01632 960 001 }] }`"),
        ));
    }
    if let Subject::Guide(guide) = &checking.page.subject
        && guide.print_isbn.is_some()
        && guide.print_isbn == guide.isbn
    {
        found.push((
            "guide/print-isbn".to_owned(),
            Diagnostic::error("same-isbn", "the book on paper has the ISBN of the e-book")
                .with_help("each form of a book has an ISBN of its own: give the one that was registered for the printed edition"),
        ));
    }
    if checking.page.id.path.kind != Kind::Collection {
        if checking.page.funding.is_none() {
            found.push((
                String::new(),
                Diagnostic::warning("no-funding", "the page doesn't say who paid for it")
                    .with_help("add `funding`, even if nobody did (PIF TICK)"),
            ));
        }
        if checking.page.support.is_empty() && checking.page.id.path.kind == Kind::Condition {
            found.push((
                String::new(),
                Diagnostic::warning("no-support", "the page names no organisation that helps").with_help("add `support` (DISCERN 7)"),
            ));
        }
    }
    for (at, problem) in found {
        // What concerns the whole page is shown at its first key.
        let at = if at.is_empty() { "title".to_owned() } else { at };
        checking.report(&at, problem);
    }
}

/// What readers look for on a page of a kind: a section of one aspect of each group.
fn expected(kind: Kind) -> &'static [&'static [HealthAspect]] {
    match kind {
        Kind::Medicine => &[
            &[HealthAspect::Contraindications, HealthAspect::Suitability],
            &[HealthAspect::Usage, HealthAspect::WhatHappens],
            &[HealthAspect::Risks],
        ],
        Kind::Vaccination => &[&[HealthAspect::Contraindications, HealthAspect::Suitability], &[HealthAspect::Risks]],
        Kind::Procedure => &[&[HealthAspect::WhatHappens], &[HealthAspect::Risks], &[HealthAspect::Recovery, HealthAspect::Results]],
        Kind::SelfCare => &[&[HealthAspect::WhatHappens, HealthAspect::SelfCare, HealthAspect::Usage]],
        Kind::Condition | Kind::Modality | Kind::Service | Kind::Evidence | Kind::Guide | Kind::Collection => &[],
    }
}

fn missing_sections(checking: &Checking<'_>, found: &mut Vec<(String, Diagnostic)>) {
    let page = checking.page;
    let has =
        |aspects: &&&[HealthAspect]| page.all_sections().any(|section| section.aspect.is_some_and(|aspect| aspects.contains(&aspect)));
    let messages = checking.library.messages(&page.id.language);
    let usual = |aspect: HealthAspect| {
        let headings = messages.get(&format!("headings-{}", aspect.as_str()));
        headings.split('|').next().unwrap_or_default().to_owned()
    };
    for aspects in expected(page.id.path.kind).iter().filter(|aspects| !has(aspects)) {
        let (heading, name) = (usual(aspects[0]), aspects[0].as_str());
        let problem = Diagnostic::warning("missing-section", format!("readers look for a section such as “{heading}” on a page like this"))
            .with_help(format!(
                "add `## {heading}`; if a section says it under another heading, mark that: `## Heading {{aspect={name}}}`"
            ));
        found.push(("title".to_owned(), problem));
    }
}

/// The most letters that lists, tabs and the heads of pages have room for, three times over.
const LONGEST_TITLE: usize = 250;

fn long_titles(checking: &Checking<'_>, found: &mut Vec<(String, Diagnostic)>) {
    let titles = [("title", Some(&checking.page.title)), ("headline", checking.page.headline.as_ref())];
    for (key, title) in titles {
        let letters = title.map_or(0, |title| title.as_str().chars().count());
        if letters > LONGEST_TITLE {
            found.push((
                key.to_owned(),
                Diagnostic::error("long-title", format!("the {key} has {letters} letters"))
                    .with_help(format!("name the page in {LONGEST_TITLE} letters at most, and say the rest in `summary` or in the text")),
            ));
        }
    }
}

fn anchor(anchor: Anchor, at: &Pointer<'_>, anchors: &mut BTreeSet<Anchor>, found: &mut Vec<(String, Diagnostic)>) {
    if !anchors.insert(anchor.clone()) {
        found.push((
            at.to_string(),
            Diagnostic::error("duplicate-id", format!("two parts of the page have the id `{anchor}`, so a link to it is a guess"))
                .with_help("give one of them another id: `## Heading {#another}`"),
        ));
    }
}

fn heading(heading: &Inlines, at: &Pointer<'_>, found: &mut Vec<(String, Diagnostic)>) {
    let text = heading.plain_text();
    if text.trim_end().ends_with(':') {
        found.push((
            at.join("heading").to_string(),
            Diagnostic::error("heading-colon", format!("the heading “{text}” ends in a colon"))
                .with_help("delete the colon, or finish the heading"),
        ));
    }
}

/// Text that goes on after a card: the card's heading is the last one, so whoever goes by headings hears the text as a part of the card.
fn text_after_cards(checking: &Checking<'_>, found: &mut Vec<(String, Diagnostic)>) {
    let mut run = |blocks: &[Block], at: &Pointer| {
        let after = blocks.windows(2).position(|pair| has_heading(&pair[0]) && !has_heading(&pair[1]));
        if let Some(card) = after {
            found.push((
                at.join(card + 1).to_string(),
                Diagnostic::warning("text-after-card", "the text goes on below the heading of the card or callout before it")
                    .with_help("give it a heading of its own, or put it before the card"),
            ));
        }
    };
    run(&checking.page.opening, &Pointer::from("opening"));
    visit::page(checking.page, &mut |at, item| match item {
        Item::Section(section) => run(&section.blocks, &at.join("blocks")),
        Item::Question(question) => run(&question.answer, &at.join("answer")),
        Item::Block(_) | Item::Run(..) | Item::Inline(_) | Item::Cite(_) | Item::Picture(..) => {}
    });
}

/// Whether a block begins with a heading in every output.
fn has_heading(block: &Block) -> bool {
    match block {
        Block::CareCard(_) | Block::Callout(_) | Block::DoList(_) | Block::DontList(_) => true,
        Block::Steps(steps) => steps.heading.is_some(),
        Block::Schedule(schedule) => schedule.heading.is_some(),
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Figures(_)
        | Block::Details(_)
        | Block::Quote(_)
        | Block::Risk(_)
        | Block::Differential(_)
        | Block::DefinitionList(_)
        | Block::Evidence(_)
        | Block::Todo(_)
        | Block::Include(_) => false,
    }
}

/// A paragraph that announces something which doesn't come.
fn dangling_colons(checking: &Checking<'_>, found: &mut Vec<(String, Diagnostic)>) {
    let mut run = |blocks: &[Block], at: &Pointer| {
        for (index, block) in blocks.iter().enumerate() {
            let Block::Paragraph(text) = block else { continue };
            let announces = text.plain_text().trim_end().ends_with(':');
            let follows = blocks.get(index + 1).is_some_and(|next| !matches!(next, Block::Paragraph(_)));
            if announces && !follows {
                found.push((
                    at.join(index).to_string(),
                    Diagnostic::error("dangling-colon", "the text ends in a colon, and nothing it announces follows")
                        .with_help("add the list or table that it announces, or end it with a full stop"),
                ));
            }
        }
    };
    run(&checking.page.opening, &Pointer::from("opening"));
    visit::page(checking.page, &mut |at, item| match item {
        // A section whose announced thing is its subsections is complete.
        Item::Section(section) if section.sections.is_empty() && section.questions.is_empty() => run(&section.blocks, &at.join("blocks")),
        Item::Question(question) => run(&question.answer, &at.join("answer")),
        Item::Section(_) | Item::Block(_) | Item::Run(..) | Item::Inline(_) | Item::Cite(_) | Item::Picture(..) => {}
    });
}
