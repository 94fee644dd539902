use pamphlet_core::model::{Alignment, Column, Differential, DifferentialRow, Inline, Table};
use serde_json::{Value, json};

use super::Writer;

/// A row of more characters than this may break: it might be higher than a page.
const LONGEST_KEPT_ROW: usize = 900;

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table) -> Value {
        let Table { caption, columns, rows } = table;
        let caption = caption.as_ref().map(|caption| self.inlines(caption));
        let headers: Vec<_> = columns
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
        let rows: Vec<_> = rows
            .iter()
            .map(|cells| {
                let mut nodes: Vec<_> = cells.iter().map(|cell| self.inlines(cell)).collect();
                // A short row would pull the next one up into its gap.
                nodes.resize(columns.len(), json!([]));
                json!({ "cells": nodes, "keep": cells.iter().map(|cell| length(cell)).sum::<usize>() <= LONGEST_KEPT_ROW })
            })
            .collect();
        json!({ "is": "table", "caption": caption, "columns": headers, "rows": rows })
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
        json!({ "is": "differential", "feature-label": feature_label, "cause-label": cause_label, "rows": rows })
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
