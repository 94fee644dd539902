//! A library of any length: chapters of a thousand words with headings, lists, a table, links and citations.
//!
//! The words are made up and say nothing, so that no number in a measurement is taken for a fact.

use std::fmt::Write as _;

const STEMS: &[&str] =
    &["ala", "bero", "cinta", "dolu", "emira", "fona", "gelt", "hama", "iro", "jandu", "kesta", "luma", "moren", "nafi", "opal", "perin"];

/// The files of a library whose guide has as many chapters as asked for.
pub(crate) fn library(chapters: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("pamphlet.toml".to_owned(), "title = 'Long'\n[publisher]\nname = 'Nobody'\n".to_owned()),
        ("references.bib".to_owned(), (0..20).map(reference).collect()),
    ];
    let mut guide = "---\ntitle: A long book\nsummary: Words that say nothing.\nguide:\n  parts:\n".to_owned();
    for (index, from) in (0..chapters).step_by(100).enumerate() {
        let _ = writeln!(guide, "    - title: Hundred {}\n      chapters:", index + 1);
        for chapter in from..chapters.min(from + 100) {
            let _ = writeln!(guide, "        - conditions/chapter-{chapter}");
        }
    }
    guide.push_str("---\n\nNothing.\n");
    files.push(("guides/long.md".to_owned(), guide));
    for chapter in 0..chapters {
        let head = format!("---\ntitle: Chapter {chapter}\nsummary: The words of chapter {chapter}.\n---\n\n");
        files.push((format!("conditions/chapter-{chapter}.md"), head + &body(chapter, chapters, |work| format!(" [@w{work}]"))));
    }
    files
}

/// The Markdown of a chapter: a thousand words. How a work is cited is each tool's own affair.
pub(crate) fn body(chapter: usize, chapters: usize, cite: fn(usize) -> String) -> String {
    let mut words = Words(chapter as u64 + 1);
    let mut text = String::new();
    // Ten sections: three paragraphs, a list and a table of two rows among them.
    for section in 0..10 {
        let _ = writeln!(text, "## Section {section} {}\n", words.run(3));
        let cite = cite((chapter + section) % 20);
        let _ = writeln!(text, "{}{cite}.\n\n{}.\n", words.run(30), words.run(30));
        if section == 3 {
            let _ = writeln!(text, "| {} | {} |\n|---|---|\n| {} | {} |\n", words.run(1), words.run(1), words.run(8), words.run(8));
        }
        for _ in 0..3 {
            let _ = writeln!(text, "- {}", words.run(7));
        }
        let next = (chapter + section + 1) % chapters;
        let _ = writeln!(text, "\n{} [{}](chapter-{next}.md).\n", words.run(8), words.run(2));
    }
    text
}

fn reference(number: usize) -> String {
    format!("@article{{w{number}, title={{Work {number}}}, author={{Nobody, N.}}, journal={{No Journal}}, year={{2020}}}}\n")
}

/// Words by a linear congruential generator: the same each time.
struct Words(u64);

impl Words {
    fn run(&mut self, count: usize) -> String {
        let mut run = String::new();
        for place in 0..count {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let stem = STEMS[usize::try_from(self.0 >> 60).unwrap_or(0)];
            run.push_str(if place == 0 { "" } else { " " });
            run.push_str(stem);
            run.push_str(STEMS[usize::try_from(self.0 >> 56 & 15).unwrap_or(0)]);
        }
        run
    }
}
