//! Link definitions, `[label]: address`: the parser takes them out of the text, so those that nothing refers to would vanish.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use pulldown_cmark::{LinkType, RefDefs, Tag};

use crate::diagnostic::Diagnostic;

/// The labels that links refer to, and the text that has been read.
#[derive(Default)]
pub(super) struct Links {
    used: HashSet<String>,
    /// Where text stands that has become text of the page, in its order.
    read: Vec<Range<usize>>,
}

impl Links {
    pub(super) fn meet(&mut self, tag: &Tag<'_>) {
        if let Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. } = tag
            && matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
        {
            self.used.insert(plain(id));
        }
    }

    pub(super) fn read(&mut self, range: &Range<usize>) {
        self.read.push(range.clone());
    }

    /// What is wrong with the definitions of a text.
    pub(super) fn problems(mut self, text: &str, definitions: &RefDefs<'_>) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let lines = lines_that_define(text);
        if lines.is_empty() {
            return problems;
        }
        self.read.sort_unstable_by_key(|range| range.start);
        let known: HashMap<usize, (&str, bool)> = definitions
            .iter()
            .map(|(label, definition)| (definition.span.start, (label, definition.dest.trim_start_matches('#').is_empty())))
            .collect();
        for line in lines {
            match known.get(&line.start) {
                // `[//]: # (…)` is a way to write a comment.
                Some((_, true)) => {}
                Some((label, false)) if self.used.contains(&plain(label)) => {}
                Some((label, false)) => problems.push(
                    Diagnostic::error("unused-link", format!("nothing refers to `[{label}]`, so no reader would see this line"))
                        .at(line)
                        .with_help(format!(
                            "write `[{label}]` where the link belongs; put no colon after the bracket if it's text; or delete it"
                        )),
                ),
                None if self.is_text(line.start) => {}
                None => problems.push(
                    Diagnostic::error(
                        "duplicate-link",
                        "another line above gives this name an address already, so no reader would see this one",
                    )
                    .at(line)
                    .with_help("give one of them another name, or delete it"),
                ),
            }
        }
        problems
    }

    /// Whether what stands at a place has become text of the page.
    fn is_text(&self, at: usize) -> bool {
        let next = self.read.partition_point(|range| range.start <= at);
        next.checked_sub(1).is_some_and(|index| self.read[index].end > at)
    }
}

/// The lines that look like definitions, each from its bracket to its end.
fn lines_that_define(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '>', '\t']);
        let start = at + line.len() - bare.len();
        let end = at + line.trim_end().len();
        at += line.len();
        if bare.starts_with('[') && !bare.starts_with("[^") && bare.contains("]:") {
            found.push(start..end.max(start));
        }
    }
    found
}

/// A label as labels are compared.
fn plain(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
