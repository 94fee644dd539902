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

#[test]
fn steps() {
    insta::assert_snapshot!(all(&[
        "> [!steps] At home\n> 1. **Lie down** (5 minutes)\n>    Put a *pillow* under your head.\n>    ![A woman lies down](../media/a.svg){.small}\n> 2. (10 times, **slowly**)\n>    Breathe out.\n> 3. **Rest**\n>\n>    As long as you like.\n>    - or longer",
        "> [!steps]\n> 1. **Only bold**\n> 2. **Sit** on a chair.\n> 3. (Or stand.)\n> 4. __Bold__\n>    and more",
        "> [!steps]\n> 2. Two",
        "> [!steps]\n> - [ ] Two",
        "> [!steps]\n> Two",
    ]));
}

#[test]
fn tables() {
    insta::assert_snapshot!(all(&[
        "| Size | Width |\n|---|--:|\n| **1** | 10 mm<br>or 11 |\n| **2** | 12 mm |",
        "| | Width |\n|---|---|\n| **Small** | 10 mm |\n| | 11 mm |",
        "| Size | Width |\n|---|---|\n| **1** | 10 mm |\n| two | 12 mm |",
        "| Size | Width |\n|---|---|\n| __1__ | 10 mm |",
        "| Size | |\n|---|---|\n| **1** | 10 mm |",
    ]));
}

#[test]
fn callouts_without_a_heading_have_the_usual_one() {
    insta::assert_snapshot!(all(&["> [!important]\n> Stop if it hurts.", "> [!note]\n> It passes.", "> [!urgent]\n> - you faint"]));
}

#[test]
fn schedules() {
    insta::assert_snapshot!(all(&[
        "> [!schedule] On the day\n> - 7:30: Come to the ward.\n>   - with your medicines\n> - **After *lunch*:** Go home.\n> - **Week 1**: Rest\n> - [In](other.md) June:\n>   come back",
        "> [!schedule]\n> - Rest at home",
        "> [!schedule]\n> - Week 1:",
    ]));
}
