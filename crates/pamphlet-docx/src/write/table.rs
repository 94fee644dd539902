use pamphlet_core::model::{Alignment, Column, Diary, Differential, DifferentialRow, FirstColumn, Table};

use super::{Writer, added, place};
use crate::{
    Purpose,
    document::{self, Node, Place, Shape, Style},
};

/// So many rows does a diary have that is handed out.
const ROWS_TO_FILL: usize = 14;

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table, at: &str) {
        let Table { caption, columns, first_column, rows } = table;
        if let Some(caption) = caption {
            let at = format!("{at}/caption");
            let runs = self.inlines(caption, &at);
            self.paragraph(Style::Caption, place(at), runs);
        }
        let head = columns.iter().enumerate().map(|(index, Column { header, alignment })| {
            let at = format!("{at}/columns/{index}/header");
            self.cell(|w| {
                let runs = w.inlines(header, &at);
                w.aligned(Style::TableHead, place(&at), *alignment, runs);
            })
        });
        let mut all = vec![head.collect::<Vec<_>>()];
        for (row, cells) in rows.iter().enumerate() {
            let cells = columns.iter().enumerate().map(|(column, Column { header: _, alignment })| {
                let at = format!("{at}/rows/{row}/{column}");
                self.cell(|w| {
                    let runs = cells.get(column).map(|cell| w.inlines(cell, &at)).unwrap_or_default();
                    let style = if column == 0 && *first_column == FirstColumn::Headers { Style::TableHead } else { Style::TableText };
                    w.aligned(style, place(&at), *alignment, runs);
                })
            });
            all.push(cells.collect());
        }
        self.nodes.push(Node::Table(document::Table { shape: Shape::Plain, rows: all }));
    }

    /// What stands in a cell: outside any list.
    fn cell(&mut self, content: impl FnOnce(&mut Self)) -> Vec<Node> {
        let before = (self.card.take(), std::mem::take(&mut self.depth), self.item.take(), std::mem::take(&mut self.quoted));
        let cell = self.apart(content);
        (self.card, self.depth, self.item, self.quoted) = before;
        cell
    }

    pub(super) fn differential(&mut self, differential: &'a Differential, at: &str) {
        let Differential { feature_label, cause_label, rows } = differential;
        let head = [(feature_label, "feature-label"), (cause_label, "cause-label")].map(|(label, key)| {
            let at = format!("{at}/{key}");
            self.cell(|w| {
                let runs = w.inlines(label, &at);
                w.paragraph(Style::TableHead, place(&at), runs);
            })
        });
        let mut all = vec![head.to_vec()];
        for (index, DifferentialRow { feature, causes }) in rows.iter().enumerate() {
            let at = format!("{at}/rows/{index}");
            let feature = self.cell(|w| {
                let at = format!("{at}/feature");
                let runs = w.inlines(feature, &at);
                w.paragraph(Style::TableHead, place(at), runs);
            });
            let causes = self.cell(|w| {
                for (index, cause) in causes.iter().enumerate() {
                    let at = format!("{at}/causes/{index}");
                    let runs = w.inlines(cause, &at);
                    w.paragraph(Style::TableText, place(at), runs);
                }
            });
            all.push(vec![feature, causes]);
        }
        self.nodes.push(Node::Table(document::Table { shape: Shape::Plain, rows: all }));
    }

    /// What a diary asks for; on a handout, a table to write in.
    pub(super) fn diary(&mut self, diary: &'a Diary) {
        let Diary { columns, about } = diary;
        if let Some(about) = about {
            let runs = self.line(about);
            self.paragraph(Style::Normal, place("tools/diary/about"), runs);
        }
        let date = self.cell(|w| {
            let runs = added(&w.say("diary-date"));
            w.paragraph(Style::TableHead, Place::Elsewhere, runs);
        });
        let columns = columns.iter().enumerate().map(|(index, column)| {
            self.cell(|w| {
                let runs = w.line(column);
                w.aligned(Style::TableHead, place(format!("tools/diary/columns/{index}")), Alignment::Start, runs);
            })
        });
        let head: Vec<Vec<Node>> = std::iter::once(date).chain(columns).collect();
        let rows = match self.purpose {
            Purpose::Review => 1,
            Purpose::Handout => ROWS_TO_FILL,
        };
        let empty = vec![Vec::new(); head.len()];
        let rows = std::iter::once(head).chain(std::iter::repeat_n(empty, rows)).collect();
        self.nodes.push(Node::Table(document::Table { shape: Shape::ToFill, rows }));
    }
}
