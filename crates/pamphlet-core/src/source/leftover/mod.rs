//! What another dialect of Markdown, or another program, has left in a text: marks that readers would see, and what was never meant for them.
//!
//! The rules look at text after parsing. Known dialects have messages of their own; the last rule finds marks that are written in pairs around
//! words, whatever they mean elsewhere. Honest text passes: `5 * 3`, `a_b`, `[sic]`, `~5 mg`, `<18`.

mod inline;
mod lines;

use std::ops::Range;

use crate::diagnostic::Diagnostic;

/// Reports what is left in a text, each with its place in the text. [`HELD`](super::typography::HELD) stands for escaped characters.
pub(crate) fn find(text: &str, tell: &mut dyn FnMut(Range<usize>, Diagnostic)) {
    let is_plain = |byte: u8| matches!(byte, b' ' | b',' | b'.' | b'-' | b'(' | b')' | b'\'' | b'"') || byte.is_ascii_alphanumeric();
    // What has only these can mean something by its start, by two of them, or by the start of a second line.
    let may_start = text.starts_with(['h', 'b', 'o', '.']);
    if text.bytes().all(is_plain) && !may_start && !text.contains("''") && !text.contains(",,") {
        return;
    }
    let mut found: Vec<(Range<usize>, Diagnostic)> = Vec::new();
    lines::find(text, &mut found);
    found.extend(inline::find(text));
    // Of several things said of one place the first is the particular one.
    found.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    for (range, problem) in found {
        if range.start >= end {
            end = range.end;
            tell(range, problem);
        }
    }
}

fn other(message: &str, help: &str) -> Diagnostic {
    Diagnostic::error("other-markup", message).with_help(help)
}

fn marks(message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::warning("leftover-marks", message).with_help(help)
}

const CALLOUT: &str = "write a callout: `> [!important] Heading`, and each line below it after `> `";
pub(crate) const TABLE: &str = "a table is a line of headers, a line of dashes with as many columns, and a line for each row: `| Medicine | Dose |`, `|---|---|`, `| Honey | 1 spoon |`";
const UNCLOSED: &str = "unclosed-mark";
pub(crate) const TABLE_CODE: &str = "table-syntax";
const LITERAL: &str = "write a backslash before a mark that is part of the text";
const LIST: &str = "begin each item of a list with `- `, with an empty line before the first";

/// Whether a word asks a wiki for a table of contents, or for none. Markdown takes it for stress, so readers of Markdown ask for it
/// with the words as the file has them: `TOC` alone is an honest heading.
pub(crate) fn is_contents_mark(written: &str) -> bool {
    matches!(written, "__TOC__" | "__NOTOC__" | "__FORCETOC__")
}

/// What to do about a mark that asks for a table of contents.
pub(crate) fn contents_mark() -> Diagnostic {
    other("no table of contents would stand here", "delete the line: every format makes its own contents")
}

/// The code of what was never meant for readers.
pub(crate) const PRIVATE: &str = "private-comment";

fn private(message: &str) -> Diagnostic {
    Diagnostic::error(PRIVATE, message)
        .with_help("delete it, or write it as `<!-- … -->` in the text of a Markdown file: that isn't published")
}

/// What to do about marks between digits, which would be lost or taken for stress.
pub(crate) fn between_digits() -> Diagnostic {
    Diagnostic::error("marks-between-digits", "a mark between digits is taken for stress, or printed as it stands")
        .with_help("write the sign that is meant, as in `3 × 2 × 1 cm`; or a backslash before the mark")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        find(text, &mut |range, problem| out.push(format!("{} `{}`", problem.code, &text[range])));
        out
    }

    #[test]
    fn honest_text_passes() {
        for text in [
            "5 * 3 and p < 0.01 ** or *** for less",
            "a_b, snake_case_word, file_name.txt and _index.md",
            "C:\\new and \\\\server\\share",
            "[sic], […], [1], [1][2], [name]",
            "[\u{a0}…]",
            "{…} and {name}",
            "~5 mg, ~ 5, <18, >65, <= 3, => so, -> so, a = b, a == b",
            "q.d.s. and e.g. 10:30:15, 1:2:3, and/or, 24/7",
            "“:-)” and ;-) and :) <3 ^^",
            "A&E, R&D; AT&T; C#, #1, No. #2, #cough",
            "It costs $5 to $10 or ~£3~ and x^2, 10^9/L",
            "Really?! No!! Stop!!!",
            "protein +++, Ca++ and vitamin K++",
            "See https://example.org/a__b//c==d or mail a_b_@example.org or @NHSuk",
            "Price* may vary",
            "Home | About | Contact",
            "Name: ______ Date: __/__/__",
            "50%, 100 % and 5%–10%",
            "He came --as always-- home",
            "–",
            "¿Qué? «Sí» ¡No!",
            "#1 is this",
            "* alone",
            "Price £5* (*offer ends Monday), A** grade, f*** and s**t",
            "Dial *#06#, **62# or *67",
            "3. May is\na month, 1.5 mg\n2.5 mg and I am\nI was",
            "Monday, 9 a.m.\nTuesday, 10 a.m.",
            "The TOC of a book; and so on",
            "TOC",
            "//, and/or, 50/50 and ~ten to ~twenty",
            "protein ++, ... .5 mg\n.5 mg",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_other_dialects_leave_is_found() {
        insta::assert_snapshot!(
            [
                "See [[Asthma]] and [[asthma|wheezing]], ![[lungs.png]]",
                "==very important== and ~~no longer true~~",
                "%%ask the lawyer%% {>>really?<<} {# todo #} {++new++}",
                "5 mL^[per day] or H~2~O and 10^3^ cells",
                ":::: warning\nKeep away.\n::::",
                "[Important]{.underline} and x{=html} {width=50%} {: .lead}",
                "+---+---+\n| a | b |\n+===+===+",
                "  ------- ----\n  Honey   1",
                "a | b\n1 | 2",
                "!!! warning \"Take care\"",
                "??? note",
                "[TOC]",
                "[[_TOC_]]",
                "{{< youtube abc >}} {{ page.title }} {% notice %} ${name} <%= name %>",
                ":warning: \\newpage",
                ".. note:: Keep away.",
                "##Heading",
                "== Heading ==",
                "h2. Heading",
                "• one",
                "– one\n– two",
                "o one\no two",
                "**Warning:**take care",
                "__very__important and *stop",
                "3*2*1 cm, 2**3 and 2_3_4",
                "'''bold''' ''italic'' ||spoiler|| @@code@@ //slanted// ++under++ $$x$$",
                "<<quoted>>",
                "[text][ref] and [text](a b.md) and [x] (https://example.org)",
                "[see @smith2019] and [-@a] and @smith2019a",
                "[!urgent] Call\n[! note ] x",
                "[ ] one",
                "Cough &amp; cold&nbsp;and &#39;flu <b>bold</b>",
                "a <!-- todo\nmore --> b",
                "$x^2$",
                "§§§odd§§§ and ^^raised^^",
                "''italic''",
                "[b]bold[/b] and [url=https://example.org]text[/url]",
                "[https://example.org the page] and link:https://example.org[it] and (it)[https://example.org] and image::x.png[it]",
                "text ^block-1",
                "// to do",
                ".. to do",
                "*[HTML]: Hyper",
                "{toc}",
                "{info}Keep away{info}",
                "- a\n[>] two",
                "bq. quoted",
                "$$\nx\n$$",
                "Key:: value and [key:: value]",
                "???+ note \"Title\"",
                "--8<-- \"file.md\"",
                "@[toc]",
                "one|two\nthree|four",
                "Medicine\tDose\nHoney\t1",
                "1)one\n2)two",
                "a. one\nb. two\nc. three",
                "text[^note and ~struck~",
                "**Warning:**take care",
                "** Warning** take care",
                "Error! Reference source not found.",
                "__TOC__",
                "; ask the lawyer",
                ".Side effects",
                "!the answer!<",
            ]
            .map(|text| format!("{text}\n    {}", found(text).join("\n    ")))
            .join("\n")
        );
    }
}
