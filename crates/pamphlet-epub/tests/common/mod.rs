//! A library in memory whose guide holds one of each thing.

use pamphlet_core::{Library, Sources};

/// The day of the tests: nothing in the fixtures is overdue on it.
pub(crate) fn day() -> pamphlet_core::value::Date {
    "2026-11-22".parse().unwrap()
}

const SETTINGS: &str = r#"
title = "Library"
trust-points = ["Confidential"]
feedback = "Tell us."
[publisher]
name = "Clinic & <Sons>"
logo = "media/logo.svg"
about = "We are a clinic."
[notices]
status = "This is a sample."
medical-first = "See a GP first."
disclaimer = "For learning."
[contact]
name = "Clinic"
email = "a@clinic.example"
phones = [{ label = "Desk", number = "01632 960 001" }]
[introduction]
text = "New here?"
page = "guides/book"
"#;

const GUIDE: &str = r#"---
title: 'A & <b>"x"</b>'
summary: 'All of <it> & more.'
guide:
  subtitle: 'Second </dc:title> title'
  parts:
    - title: 'First & <foremost>'
      chapters: [conditions/everything, conditions/other]
    - title: Again
      chapters: [conditions/other]
authors:
  - organization: 'A. <Author>'
review: { last: 2026-11-20, next: 2026-12-01, clinical: pending, editorial: [organization: Editors] }
modified: 2026-11
rights: 'All & sundry'
---

Read [everything](../conditions/everything.md#lists) first[^1], then [the rest](../conditions/outside.md).

[^1]: Or last.

## How to use it

Slowly [@smith2020]. A [vestibule](../glossary.md#vestibule) is a place.
"#;

const EVERYTHING: &str = r#"---
title: Everything
summary: One of each.
condition: { plain-name: all of it, codes: { icd-10: [N94.1] } }
audience: women
contact: { name: 'Another desk', email: b@clinic.example }
notices: { disclaimer: Only here. }
related: { conditions: [other, outside] }
tools:
  questions: [What is it?]
  diary: { columns: [Where it hurt, What helped] }
support:
  - { name: Helpers, phone: 01632 960 003 }
---

An *opening* with **weight**, [a site](https://example.org/?a=1&b=2), [كلمة](lang:ar), and "quotes" < & >.

## When to get help

> [!emergency] Call 999 if:
> - you faint

> [!urgent] Ask today if:
> - you bleed
>
> Do not wait.

> [!non-urgent] See a GP if:
> - it lasts

## Lists {#lists}

- one
- two
  1. deeper

Tick it.

- [ ] It stings.

> [!do] Do
> - rest

> [!dont]
> - worry

> [!important] Stop if it hurts
> Pain is a sign.

> [!note] By the way
> A remark.

> [!details] How it works
> Slowly.

> It helped.
>
> — A patient

Entry pain
: Pain at the entrance.

## Numbers

> [!table] Sizes
> | Size | Width |
> |---|--:|
> | 1 | 10 mm |

> [!differential]
> | Where | It may be |
> |---|---|
> | Deep | a cyst; muscles |

> [!risk] About 1 in 10 have it
> - number: 10 in 100
> - people: women
> - period: 1 year

> [!evidence] It may help
> - certainty: low
> - sources: [@smith2020] [@jones2021]

![Three "steps"](../media/steps.svg "The way")

![decorative](../media/dot.png)

## Questions {.faq}

### Is it common?

Yes [@jones2021, p. 3].[^n]

[^n]: A note.
"#;

/// Lines of the guide's front matter: all that a book says of itself.
#[allow(dead_code, reason = "not every test that uses this module looks at it")]
pub(crate) const SAID: &str = "  series: { title: Plain & clear, number: 2 }
  subjects:
    thema: [{ code: VFVC, heading: 'Sex & <sexuality>' }]
    bisac: [{ code: HEA042000, heading: HEALTH & FITNESS / Sexuality }]
  contributors:
    - { role: illustrator, by: { person: { name: A. Drawer } } }
  accessibility:
    conformance: { level: wcag-2.2-aa, evaluator: An Evaluator, on: 2026-11-21, credential: Trained, report: 'https://example.org/report' }
    exemption: microenterprise
    contact: access@clinic.example
";

/// A printed edition of the guide: pages with words that stand in its chapters, and one with others.
#[allow(dead_code, reason = "not every test that uses this module looks at it")]
pub(crate) fn print_edition(library: &Library) -> pamphlet_epub::PrintEdition {
    let page = |label: &str, chapter: Option<&str>, text: &str| pamphlet_core::PrintedPage {
        label: label.to_owned(),
        chapter: chapter.map(|path| library.page(path).expect("the chapter").id.clone()),
        text: text.to_owned(),
    };
    let everything = Some("conditions/everything");
    let pages = vec![
        page("i", None, "Contents"),
        page("1", everything, "Part 1 First & foremost"),
        page("2", everything, "Everything One of each."),
        page("3", everything, "one two deeper Tick it. It stings."),
        page("4", everything, "By the way A remark. How it works"),
        page("5", everything, "Lines to write on"),
        page("6", Some("conditions/other"), "Other Another. Causes Many"),
        page("7", None, "Vestibule Part of the vulva."),
    ];
    pamphlet_epub::PrintEdition { source: pamphlet_epub::PrintSource::Isbn("9780306406157".parse().expect("an ISBN")), pages }
}

/// The files of the library.
pub(crate) fn sources() -> Sources {
    let text = [
        ("pamphlet.toml", SETTINGS),
        ("guides/book.md", GUIDE),
        ("conditions/everything.md", EVERYTHING),
        ("conditions/other.md", "---\ntitle: Other\nsummary: Another.\n---\n\n## Causes\n\nMany [@smith2020].\n"),
        ("conditions/outside.md", "---\ntitle: Outside\nsummary: Not in the book.\n---\n\nAlone.\n"),
        ("glossary.md", "## Vestibule\n\nPart of the vulva.\n\n## Unused\n\nNobody marks it.\n"),
        (
            "references.bib",
            "@article{smith2020, title={Pain & help}, author={Smith, A.}, journal={J Pain}, year={2020}, doi={10.1111/1471-0528.14518}}\n\
             @article{jones2021, title={Trials}, author={Jones, B.}, journal={BJOG}, year={2021}}\n",
        ),
        ("media/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\"/>"),
        (
            "media/steps.svg",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"30\"/>",
        ),
        ("media/unused.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\"/>"),
    ];
    let mut sources: Sources = text.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    sources.insert("media/dot.png".to_owned(), DOT.to_vec());
    sources
}

/// A picture of one pixel.
pub(crate) const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

/// The library.
pub(crate) fn library() -> Library {
    read(sources())
}

/// A library from its files.
pub(crate) fn read(sources: Sources) -> Library {
    Library::read(sources).unwrap_or_else(|problems| panic!("{problems}"))
}
