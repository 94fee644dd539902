use pamphlet_core::model::{Alignment, Column, Differential, DifferentialRow, FirstColumn, Inline, Table};
use serde_json::{Value, json};

use super::Writer;

/// A row of more characters than this may break: it might be higher than a page.
const LONGEST_KEPT_ROW: usize = 900;

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table) -> Value {
        let Table { caption, columns, first_column, rows } = table;
        let caption = caption.as_ref().map(|caption| self.inlines(caption));
        let mut headers: Vec<_> = columns
            .iter()
            .map(|Column { header, alignment }| {
                let align = match alignment {
                    Alignment::Start => "start",
                    Alignment::Center => "center",
                    Alignment::End => "end",
                };
                json!({ "header": self.inlines(header), "align": align })
            })
            .collect();
        let rows: Vec<Value> = rows
            .iter()
            .map(|cells| {
                let mut nodes: Vec<_> = cells.iter().map(|cell| self.inlines(cell)).collect();
                // A short row would pull the next one up into its gap.
                nodes.resize(columns.len(), json!([]));
                json!({ "cells": nodes, "keep": cells.iter().map(|cell| length(cell)).sum::<usize>() <= LONGEST_KEPT_ROW })
            })
            .collect();
        let first = match first_column {
            FirstColumn::Cells => "cells",
            FirstColumn::Headers => "headers",
        };
        for (at, column) in headers.iter_mut().enumerate() {
            let is_bold = at == 0 && *first_column == FirstColumn::Headers;
            let header = Width { bold: true, ..Width::of(&column["header"]) };
            let cells = rows.iter().map(|row| Width { bold: is_bold, ..Width::of(&row["cells"][at]) });
            let (least, most) = std::iter::once(header)
                .chain(cells)
                .fold((0.0, 0.0), |(least, most): (f64, f64), width| (least.max(width.of_longest_word()), most.max(width.of_all())));
            (column["least"], column["most"]) = (least.into(), most.min(LONGEST_LINE).max(least).into());
        }
        let repeats = !headers.iter().any(|column| has_link(&column["header"]));
        json!({ "is": "table", "caption": caption, "columns": headers, "rows": rows, "repeats": repeats, "first": first })
    }

    pub(super) fn differential(&mut self, differential: &'a Differential) -> Value {
        let Differential { feature_label, cause_label, rows } = differential;
        let feature_label = self.inlines(feature_label);
        let cause_label = self.inlines(cause_label);
        let rows: Vec<_> = rows
            .iter()
            .map(|DifferentialRow { feature, causes }| {
                let keep = length(feature) + causes.iter().map(|cause| length(cause) + 60).sum::<usize>() <= LONGEST_KEPT_ROW;
                json!({ "feature": self.inlines(feature), "causes": self.each(causes), "keep": keep })
            })
            .collect();
        let repeats = !has_link(&feature_label) && !has_link(&cause_label);
        json!({ "is": "differential", "feature-label": feature_label, "cause-label": cause_label, "rows": rows, "repeats": repeats })
    }
}

/// Whether running text leads elsewhere. A header that's printed again on the next page is an artifact there, and those
/// hold no links (PDF/UA-1, 7.1).
fn has_link(value: &Value) -> bool {
    match value {
        Value::Array(nodes) => nodes.iter().any(has_link),
        Value::Object(node) => {
            let leads = matches!(node.get("is").and_then(Value::as_str), Some("link" | "page" | "cite" | "term" | "note"));
            leads || node.get("content").is_some_and(has_link)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// No column gains from being wider than this, in ems.
const LONGEST_LINE: f64 = 30.0;

/// How wide the text of a cell is at a guess, in ems. The theme shares the paper's width among columns by it, and
/// measures nothing: to measure is to set the text once more.
struct Width {
    text: String,
    bold: bool,
}

impl Width {
    fn of(nodes: &Value) -> Self {
        let mut text = String::new();
        printed_text(nodes, &mut text);
        Self { text, bold: false }
    }

    /// What can't be broken: lines break at spaces, and after a slash or a hyphen.
    fn of_longest_word(&self) -> f64 {
        self.text.split_inclusive([' ', '/', '-', '–', '—']).map(|word| self.ems(word.trim_end())).fold(0.0, f64::max)
    }

    fn of_all(&self) -> f64 {
        self.ems(&self.text)
    }

    fn ems(&self, text: &str) -> f64 {
        let ems: f64 =
            text.chars()
                .map(|c| match c {
                    'i' | 'j' | 'l' | 'I' | 'f' | 't' | 'r' | '.' | ',' | ';' | ':' | '\'' | '’' | '!' | '|' | '(' | ')' | '[' | ']'
                    | ' ' => 0.4,
                    'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 0.95,
                    // A letter of two columns, as those of Chinese are.
                    '\u{1100}'.. => 1.0,
                    c if c.is_uppercase() => 0.72,
                    _ => 0.6,
                })
                .sum();
        if self.bold { 1.06 * ems } else { ems }
    }
}

/// The text of running text as the theme prints it.
fn printed_text(value: &Value, text: &mut String) {
    match value {
        Value::String(part) => text.push_str(part),
        Value::Array(nodes) => nodes.iter().for_each(|node| printed_text(node, text)),
        Value::Object(node) => {
            // These stand in brackets behind a space.
            let is_aside = matches!(node.get("is").and_then(Value::as_str), Some("address" | "see" | "on-page"));
            if is_aside {
                text.push_str(" (");
            }
            for (key, part) in node {
                match key.as_str() {
                    "text" | "content" | "open" | "close" | "mark" | "works" | "parts" => printed_text(part, text),
                    _ => {}
                }
            }
            if is_aside {
                text.push(')');
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn length(inlines: &[Inline]) -> usize {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.as_str().chars().count(),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Note(content) => length(content),
            Inline::Link(link) => length(&link.content),
            Inline::Page(link) => length(&link.content),
            Inline::Term(term) => length(&term.content),
            Inline::Span(span) => length(&span.content),
            Inline::Cite(cites) => 3 * cites.len(),
            Inline::LineBreak => 20,
        })
        .sum()
}
