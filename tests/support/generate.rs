//! Generated pages: every block and inline, with text that means something to Markdown, HTML, Typst and XML.

use pamphlet_core::{
    Severity,
    model::{
        AdviceList, Alignment, Alternative, Block, Callout, CalloutKind, CareCard, Certainty, Cite, Column, Definition, Details,
        Differential, DifferentialRow, Document, Evidence, Figure, FigureSize, Figures, FirstColumn, HealthAspect, Include, Inline,
        Inlines, Kind, Link, List, ListMarker, ListStart, NonEmpty, Page, PageId, PageLink, PagePath, Picture, Proportion, Question, Quote,
        Risk, RiskGroup, Schedule, ScheduleTime, Section, SideBySide, Span, Step, Steps, Table, Term, Todo, Urgency,
    },
    source,
    value::{Anchor, LanguageTag, Line},
    visit::{self, Item},
};
use proptest::{collection::vec, prelude::*};

/// So few cases in each run of the tests; `PROPTEST_CASES` asks for more.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    let usual = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { usual } else { ProptestConfig { cases: few, ..usual } }
}

/// Words that a careless reader or writer of some format would trip over.
const WORDS: &[&str] = &[
    "pain",
    "often",
    "#panic()",
    "*x*",
    "_y_",
    "$z$",
    "@key",
    "<b>",
    "&amp;",
    "&",
    "[x]",
    "]",
    "[",
    "`c`",
    "\\",
    "|",
    "\"",
    "'",
    "don’t",
    "--",
    "...",
    "…",
    "1.",
    "2)",
    "-",
    "+",
    ">",
    "#",
    "a:b",
    "Credit:",
    "{#id}",
    "~~s~~",
    "^1",
    "::",
    "https://example.org",
    "é",
    "ß",
    "№5",
    "%",
    "100",
    "mg/l",
    "“q”",
    "=",
    "---",
    "x_1_",
    "!",
    "!x",
    "(see)",
    "/",
    "//",
    "/*",
    "*/",
    "//c",
    "</script>",
    "]]>",
    "<!--",
    "&#65;",
    "\\u{41}",
    "{{x}}",
    "{% x %}",
    "a\u{a0}b",
    ";",
    "a;b",
    "؛",
    "it's",
    "'90s",
    "5'10\"",
    "#{]~",
    "{aspect=causes}",
    "{.faq}",
    "{: .note}",
    "==x==",
    "[[x]]",
    ":::",
    "!!!",
    "[TOC]",
    "•",
    "H~2~O",
    "x^2^",
    "^[n]",
    "[^1]",
    "[@one]",
    "[see @one]",
    "![x](y)",
    "[x](y)",
    "<https://a.example>",
    "a@example.org",
    "**x",
    "3*2*1",
    "2__3",
    "h2.",
    "bq.",
    "[!note]",
    "Credit:",
    "—",
    "–",
    "12.",
    "&nbsp;",
    "&#32;",
    "😀",
    "👩\u{200d}⚕️",
    "مرض",
    "שלום",
    "\u{200f}",
    "$x$",
    "\\(x\\)",
    "C:\\new",
    "-->",
    "***",
    "~~~",
    "```",
    "| a |",
    "|---|",
    "number: 1 in 2",
];

/// What stands between words.
const SPACES: &[&str] = &[" ", " ", " ", " ", " ", "\u{a0}", "\u{202f}", "", "  "];

/// A text without spaces at its ends.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let word = || proptest::sample::select(WORDS);
    (word(), vec((proptest::sample::select(SPACES), word()), 0..5))
        .prop_map(|(first, rest)| rest.into_iter().fold(first.to_owned(), |text, (space, word)| text + space + word))
}

pub(crate) fn line() -> impl Strategy<Value = Line> {
    text().prop_map(|text| text.parse().unwrap())
}

/// A label of a group's number, which may look like one of the keys beside it.
fn label() -> impl Strategy<Value = Line> {
    let labels = &["with treatment", "without treatment", "after 1 year", "people", "number", "otherwise", "sources: x", "peopl"];
    prop_oneof![proptest::sample::select(&labels[..]).prop_map(|label| label.parse().unwrap()), line()]
}

fn plain() -> impl Strategy<Value = Inline> {
    text().prop_map(|text| Inline::Text(text.parse().unwrap()))
}

fn words() -> impl Strategy<Value = Inlines> {
    plain().prop_map(|inline| vec![inline].try_into().unwrap())
}

fn letters() -> impl Strategy<Value = Inlines> {
    "[a-z]{1,8}( [a-z]{1,8})?".prop_map(|text| vec![Inline::Text(text.parse().unwrap())].try_into().unwrap())
}

fn cite() -> impl Strategy<Value = Cite> {
    (
        proptest::sample::select(&["one", "two", "three"][..]),
        proptest::option::of(prop_oneof![3 => Just("p. 3".parse().unwrap()), 1 => line()]),
    )
        .prop_map(|(key, locator)| Cite { key: key.parse().unwrap(), locator })
}

fn non_empty<T: Clone + std::fmt::Debug>(list: Vec<T>) -> NonEmpty<T> {
    NonEmpty::try_from(list).unwrap()
}

/// One marked piece of text; marks stand between plain words, as authors write them.
fn marked() -> impl Strategy<Value = Inline> {
    prop_oneof![
        words().prop_map(Inline::Emphasis),
        words().prop_map(Inline::Strong),
        words().prop_map(|content| Inline::Link(Link { content, to: "https://example.org/a_(b)?c=1&d=*".parse().unwrap() })),
        words().prop_map(|content| Inline::Page(PageLink { content, to: "conditions/other".parse().unwrap(), anchor: None })),
        words().prop_map(|content| Inline::Page(PageLink {
            content,
            to: "modalities/rest".parse().unwrap(),
            anchor: Some("first".parse().unwrap())
        })),
        vec(cite(), 1..3).prop_map(|cites| Inline::Cite(non_empty(cites))),
        letters().prop_map(|content| Inline::Term(Term { content, term: "vulva".parse().unwrap() })),
        words().prop_map(|content| Inline::Span(Span { content, language: "fr".parse().unwrap() })),
        words().prop_map(Inline::Note),
        Just(Inline::LineBreak),
    ]
}

/// Running text: plain words with marks between them.
pub(crate) fn inlines() -> impl Strategy<Value = Inlines> {
    (text(), vec((marked(), text()), 0..3)).prop_map(|(first, rest)| {
        let mut list = vec![Inline::Text(first.parse().unwrap())];
        for (mark, after) in rest {
            let is_break = mark == Inline::LineBreak;
            // Spaces at the end of a line can't be kept in Markdown.
            let (before, space) = if is_break { ("", "") } else { (" ", " ") };
            if !before.is_empty() {
                list.push(Inline::Text(before.parse().unwrap()));
            }
            list.push(mark);
            list.push(Inline::Text(format!("{space}{after}").parse().unwrap()));
        }
        list.try_into().unwrap()
    })
}

/// Running text on one line, for headings, cells and items.
pub(crate) fn one_line() -> impl Strategy<Value = Inlines> {
    inlines().prop_map(|inlines| {
        let list: Vec<Inline> =
            Vec::from(inlines).into_iter().map(|i| if i == Inline::LineBreak { Inline::Text(" ".parse().unwrap()) } else { i }).collect();
        list.try_into().unwrap()
    })
}

fn proportion() -> impl Strategy<Value = Proportion> {
    (1u32..1000, 0u32..1000).prop_map(|(of, events)| Proportion::new(events.min(of), of).unwrap())
}

fn leaf() -> impl Strategy<Value = Block> {
    let items = || vec(one_line(), 1..4).prop_map(non_empty);
    prop_oneof![
        3 => inlines().prop_map(Block::Paragraph),
        1 => line().prop_map(|label| Block::Include(Include { snippet: "shared".parse().unwrap(), label, blocks: Vec::new() })),
        1 => (proptest::option::of(one_line()), vec((one_line(), 0..3u8), 1..3), vec(vec(inlines(), 1..4), 0..3), any::<(bool, bool)>()).prop_map(|(caption, columns, rows, (headers, corner))| {
            let width = columns.len();
            let alignment = |n| [Alignment::Start, Alignment::Center, Alignment::End][usize::from(n)];
            let mut columns: Vec<Column> = columns.into_iter().map(|(header, n)| Column { header: header.into(), alignment: alignment(n) }).collect();
            let mut rows: Vec<Vec<Vec<Inline>>> = rows.into_iter().map(|row| row.into_iter().take(width).map(Vec::from).collect()).collect();
            // Markdown says it by bold cells: there's at least one.
            let first_column = if headers && !rows.is_empty() { FirstColumn::Headers } else { FirstColumn::Cells };
            if first_column == FirstColumn::Headers {
                // Bold words in bold text are the same.
                for inline in rows.iter_mut().filter_map(|row| row.first_mut()).flatten() {
                    if let Inline::Strong(content) = inline {
                        *inline = Inline::Emphasis(content.clone());
                    }
                }
                if corner {
                    columns[0].header.clear();
                }
            }
            Block::Table(Table { caption, columns: non_empty(columns), first_column, rows })
        }),
        1 => (proptest::option::of(line()), proptest::option::of(words()), proptest::option::of(line()), 0..3usize).prop_map(|(words, caption, credit, size)| {
            let credit = if caption.is_some() { credit } else { None };
            Block::Figure(Figure {
                image: "media/steps.svg".parse().unwrap(),
                alternative: words.map_or(Alternative::Decorative, Alternative::Text),
                size: FigureSize::ALL[size],
                caption,
                credit,
            })
        }),
        1 => (vec((proptest::option::of(line()), proptest::option::of(line()), 0..3usize), 2..=3), proptest::option::of(words()), proptest::option::of(line()))
            .prop_map(|(pictures, caption, credit)| {
                let pictures: Vec<Picture> = pictures.into_iter().map(|(words, caption, size)| Picture {
                    image: "media/steps.svg".parse().unwrap(),
                    alternative: words.map_or(Alternative::Decorative, Alternative::Text),
                    size: FigureSize::ALL[size],
                    caption,
                }).collect();
                Block::Figures(Figures { pictures: SideBySide::try_from(pictures).unwrap(), caption, credit })
            }),
        1 => (0..3usize, one_line(), items()).prop_map(|(n, heading, criteria)| {
            Block::CareCard(CareCard { urgency: Urgency::ALL[n], heading, criteria, after: Vec::new() })
        }),
        1 => (proptest::option::of(one_line()), items(), any::<bool>()).prop_map(|(heading, items, is_do)| {
            let list = AdviceList { heading, items };
            if is_do { Block::DoList(list) } else { Block::DontList(list) }
        }),
        1 => (one_line(), vec((proptest::option::of(label()), proportion()), 1..3), line(), line(), proptest::option::of(one_line())).prop_map(
            |(statement, groups, people, period, otherwise)| {
                let mut labels: Vec<Option<Line>> = Vec::new();
                let groups: Vec<RiskGroup> = groups
                    .into_iter()
                    .filter(|(label, _)| if labels.contains(label) { false } else { labels.push(label.clone()); true })
                    .map(|(label, number)| RiskGroup { label, number })
                    .collect();
                Block::Risk(Risk { statement, groups: non_empty(groups), people, period, otherwise })
            }
        ),
        1 => (one_line(), one_line(), vec((one_line(), vec(one_line(), 1..3)), 1..3)).prop_map(|(feature_label, cause_label, rows)| {
            let rows = rows.into_iter().map(|(feature, causes)| DifferentialRow { feature, causes: non_empty(causes) }).collect();
            Block::Differential(Differential { feature_label, cause_label, rows: non_empty(rows) })
        }),
        1 => vec((letters(), inlines()), 1..3).prop_map(|list| {
            let list = list.into_iter().map(|(term, body)| Definition { term, definitions: NonEmpty::one(NonEmpty::one(Block::Paragraph(body))) }).collect();
            Block::DefinitionList(non_empty(list))
        }),
        1 => (one_line(), 0..4usize, proptest::option::of(one_line()), proptest::option::of(one_line()), vec(cite(), 1..3)).prop_map(
            |(claim, n, design, limits, sources)| Block::Evidence(Evidence { claim, certainty: Certainty::ALL[n], design, limits, sources: non_empty(sources) })
        ),
    ]
}

/// A block, with others inside it where it may hold them.
pub(crate) fn block() -> impl Strategy<Value = Block> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        let body = || vec(inner.clone(), 1..3).prop_map(non_empty);
        prop_oneof![
            (0..3u8, 0..9999u32, vec(body(), 1..3)).prop_map(|(marker, start, items)| {
                let marker = match marker {
                    0 => ListMarker::Bullet,
                    1 => ListMarker::Number(ListStart::try_from(start).unwrap()),
                    _ => ListMarker::Tick,
                };
                // A box stands before text, as authors write it.
                let items = items
                    .into_iter()
                    .map(|item| {
                        let mut item = Vec::from(item);
                        item.insert(0, Block::Paragraph(Line::from_words("item").into()));
                        non_empty(item)
                    })
                    .collect();
                Block::List(List { marker, items: non_empty(items) })
            }),
            (any::<bool>(), one_line(), body()).prop_map(|(is_note, heading, body)| {
                let kind = if is_note { CalloutKind::Note } else { CalloutKind::Important };
                Block::Callout(Callout { kind, heading, body })
            }),
            (proptest::option::of(one_line()), vec((proptest::option::of(words()), proptest::option::of(one_line()), body()), 1..3))
                .prop_map(|(heading, items)| {
                    let items = items.into_iter().map(|(title, amount, body)| Step { title, amount, body }).collect();
                    Block::Steps(Steps { heading, items: non_empty(items) })
                }),
            (proptest::option::of(one_line()), vec((words(), body()), 1..3)).prop_map(|(heading, times)| {
                let times = times.into_iter().map(|(when, what)| ScheduleTime { when, what }).collect();
                Block::Schedule(Schedule { heading, times: non_empty(times) })
            }),
            (proptest::option::of(one_line()), proptest::option::of(body()))
                .prop_map(|(why, body)| Block::Todo(Todo { why, body: body.map_or_else(Vec::new, Vec::from) })),
            (one_line(), body()).prop_map(|(summary, body)| Block::Details(Details { summary, body })),
            (body(), proptest::option::of(one_line())).prop_map(|(body, attribution)| Block::Quote(Quote { body, attribution })),
            (0..3usize, one_line(), vec(one_line(), 1..3), body()).prop_map(|(n, heading, criteria, after)| {
                Block::CareCard(CareCard { urgency: Urgency::ALL[n], heading, criteria: non_empty(criteria), after: after.into() })
            }),
            vec((one_line(), vec(body(), 1..3)), 1..3).prop_map(|list| {
                let list = list.into_iter().map(|(term, definitions)| Definition { term, definitions: non_empty(definitions) }).collect();
                Block::DefinitionList(non_empty(list))
            }),
        ]
    })
}

/// A small helper so that generators read well.
trait FromWords {
    fn from_words(words: &str) -> Self;
}

impl FromWords for Line {
    fn from_words(words: &str) -> Self {
        words.parse().unwrap()
    }
}

/// A heading, which may be one that usually stands for an aspect.
fn heading() -> impl Strategy<Value = Inlines> {
    let usual = &["When to get help", "Causes", "Common questions", "Is this you?", "What helps"];
    let usual = proptest::sample::select(&usual[..]).prop_map(|heading| vec![Inline::Text(heading.parse().unwrap())].try_into().unwrap());
    prop_oneof![3 => one_line(), 1 => usual]
}

/// Gives some sections and questions names of their own, each another.
fn named(mut sections: Vec<Section>, choices: u64) -> Vec<Section> {
    fn name(id: &mut Option<Anchor>, choices: u64, number: &mut usize) {
        if (choices >> (*number % 64)) & 1 == 1 {
            *id = Some(format!("named-{number}").parse().unwrap());
        }
        *number += 1;
    }
    fn all(sections: &mut [Section], choices: u64, number: &mut usize) {
        for section in sections {
            name(&mut section.id, choices, number);
            section.questions.iter_mut().for_each(|question| name(&mut question.id, choices, number));
            all(&mut section.sections, choices, number);
        }
    }
    all(&mut sections, choices, &mut 0);
    sections
}

fn section() -> impl Strategy<Value = Section> {
    let leaf = (heading(), proptest::option::of(0..HealthAspect::ALL.len()), vec(block(), 0..4)).prop_map(|(heading, aspect, blocks)| {
        let aspect = aspect.map(|n| HealthAspect::ALL[n]).filter(|aspect| !matches!(aspect, HealthAspect::Faq | HealthAspect::Recognition));
        Section { heading, id: None, aspect, blocks, questions: Vec::new(), sections: Vec::new() }
    });
    let faq = (one_line(), vec((one_line(), vec(block(), 1..3)), 0..3)).prop_map(|(heading, questions)| Section {
        heading,
        id: Some("questions".parse().unwrap()),
        aspect: Some(HealthAspect::Faq),
        blocks: Vec::new(),
        questions: questions.into_iter().map(|(question, answer)| Question { question, id: None, answer }).collect(),
        sections: Vec::new(),
    });
    prop_oneof![
        4 => leaf.prop_recursive(2, 4, 2, |inner| {
            (heading(), vec(block(), 0..2), vec(inner, 0..3)).prop_map(|(heading, blocks, sections)| Section {
                heading, id: None, aspect: Some(HealthAspect::Causes), blocks, questions: Vec::new(), sections,
            })
        }),
        1 => faq,
    ]
}

pub(crate) fn id() -> PageId {
    PageId { path: PagePath::new(Kind::Condition, "generated".parse().unwrap()), language: LanguageTag::default() }
}

/// A page as a reader of sources gives it: with the quotes and dashes of its language. None if its words happen to be a private comment.
fn as_read(page: &Page) -> Option<Page> {
    let text = serde_json::to_string(&Document::from(page.clone())).unwrap();
    match source::read_data(&page.id, &text, source::DataSyntax::Json) {
        Ok(read) => Some(read.page),
        Err(problems) => {
            let mut errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
            assert!(errors.all(|problem| problem.code == "private-comment"), "{problems:#?}\n{text}");
            None
        }
    }
}

/// A page that holds anything a page may hold.
pub(crate) fn page() -> impl Strategy<Value = Page> {
    (line(), line(), vec(block(), 0..3), vec(section(), 0..4), any::<u64>())
        .prop_map(|(title, summary, opening, sections, names)| {
            let document: Document = serde_json::from_value(serde_json::json!({
                "title": title, "summary": summary, "version": "1.0", "audience": "women", "collection": "topic",
                "condition": { "codes": { "icd-10": ["N94.1"], "snomed-ct": ["71315007"] } },
                "review": { "last": "2026-11-22", "next": "2027-11", "clinical": "pending", "editorial": [{ "organization": title }] },
                "support": [{ "name": title, "url": "https://example.org/" }],
                "related": { "conditions": ["other"] },
                "tools": { "questions": [summary], "diary": { "columns": [title] } },
            }))
            .unwrap();
            Page { opening, sections: named(sections, names), ..document.into_page(id()).unwrap() }
        })
        .prop_filter_map("no private comments", |page| as_read(&page))
        .prop_filter("Markdown has no way to part two definition lists", |page| !has_neighbouring_definition_lists(page))
}

/// A guide with everything that a book says of itself.
#[allow(dead_code, reason = "not every test that uses this module needs guides")]
pub(crate) fn guide() -> impl Strategy<Value = Page> {
    (line(), line(), 1..9999u16, proptest::option::of(Just("978-0-306-40615-7")), 0..9usize, 0..6usize, 0..3usize).prop_filter_map(
        "no private comments",
        |(title, summary, number, isbn, role, level, exemption)| {
            let role = ["editor", "illustrator", "photographer", "translator", "consultant", "introduction-author", "cover-designer", "proofreader", "contributor"][role];
            let level = ["wcag-2.0-a", "wcag-2.0-aa", "wcag-2.1-a", "wcag-2.1-aa", "wcag-2.2-a", "wcag-2.2-aa"][level];
            let exemption = ["microenterprise", "disproportionate-burden", "fundamental-alteration"][exemption];
            let mut guide = serde_json::json!({
                "subtitle": summary, "cover": "media/cover.jpg",
                "series": { "title": title, "number": number },
                "subjects": { "thema": [{ "code": "VFVC", "heading": title }], "bisac": [{ "code": "HEA042000", "heading": title }] },
                "contributors": [{ "role": role, "by": { "person": { "name": title } } }],
                "accessibility": {
                    "conformance": { "level": level, "evaluator": title, "on": "2026-11-22", "credential": summary, "report": "https://example.org/" },
                    "exemption": exemption, "contact": "a@example.org",
                },
                "parts": [{ "title": title, "chapters": ["conditions/other"] }],
            });
            if let Some(isbn) = isbn {
                guide["isbn"] = serde_json::json!(isbn);
                guide["print-isbn"] = serde_json::json!("978-1-4028-9462-6");
            }
            let document: Document = serde_json::from_value(serde_json::json!({ "title": title, "summary": summary, "guide": guide })).unwrap();
            as_read(&document.into_page(guide_id()).unwrap())
        },
    )
}

#[allow(dead_code, reason = "as of `guide`")]
fn guide_id() -> PageId {
    PageId { path: PagePath::new(Kind::Guide, "generated".parse().unwrap()), language: LanguageTag::default() }
}

fn has_neighbouring_definition_lists(page: &Page) -> bool {
    let mut lists = std::collections::BTreeSet::new();
    let mut found = false;
    visit::page(page, &mut |at, item| {
        if let Item::Block(Block::DefinitionList(_)) = item {
            let at = at.to_string();
            let (parent, index) = at.rsplit_once('/').unwrap();
            let index: usize = index.parse().unwrap();
            found |= index > 0 && lists.contains(&(parent.to_owned(), index - 1));
            lists.insert((parent.to_owned(), index));
        }
    });
    found
}
