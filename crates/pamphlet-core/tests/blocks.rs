//! How blocks are written in Markdown: what each is read as, and what is said of mistakes.

use pamphlet_core::{
    messages::Messages,
    model::{Kind, PageId, PagePath},
    source,
    value::LanguageTag,
};

/// The blocks of a text as data, or what is said of it.
fn read(body: &str) -> String {
    let id = PageId { path: PagePath::new(Kind::Condition, "a".parse().unwrap()), language: LanguageTag::default() };
    let messages = Messages::built_in(&id.language).unwrap();
    let text = format!("---\ntitle: T\nsummary: S\n---\n{body}\n");
    match source::read_markdown(&id, &text, messages) {
        Ok(read) => {
            let written = source::write_markdown(&read.page, messages);
            assert_eq!(source::read_markdown(&id, &written, messages).unwrap().page, read.page, "{written}");
            read.page.opening.iter().map(|block| serde_json::to_string(block).unwrap() + "\n").collect()
        }
        Err(problems) => {
            let said = |problem: &pamphlet_core::Diagnostic| {
                let words = problem.span.clone().map(|span| text[span].escape_debug().to_string()).unwrap_or_default();
                format!("{}: {} at `{words}`; {}\n", problem.code, problem.message, problem.help.join("; "))
            };
            problems.iter().map(said).collect()
        }
    }
}

/// Each text, and what it's read as.
fn all(bodies: &[&str]) -> String {
    bodies.iter().map(|body| format!("{body}\n=>\n{}\n", read(body))).collect()
}

#[test]
fn pictures() {
    insta::assert_snapshot!(all(&[
        "![A hand](../media/a.svg){.small}",
        "> [!figure] Two *hands*\n> ![One](../media/a.svg \"Left -- 1\"){.medium} ![decorative](../media/b.svg)\n> Credit: Somebody",
        "![A](../media/a.svg)\n![B](../media/b.svg)\n![C](../media/c.svg)",
        "1. Lie down.\n   ![A woman lies on her side](../media/a.svg){.small}\n2. ![A hand](../media/b.svg) Breathe *out*.",
        "Look: ![A](../media/a.svg){.small} and breathe.",
        "![A](../media/a.svg){.tiny}",
        "![A](../media/a.svg){width=50%}",
        "![A](../media/a.svg) ![B](../media/b.svg) ![C](../media/c.svg) ![D](../media/d.svg)",
        "![](../media/a.svg) ![B](../media/b.svg)",
    ]));
}
