//! Tables.

use roxmltree::Node;

use super::{
    Reader, chosen,
    xml::{attribute, child, is_on},
};
use crate::draft::{Cell, Piece, Row, Table, What};

impl Reader<'_, '_> {
    pub(super) fn table(&mut self, node: Node<'_, '_>, out: &mut Vec<Piece>) {
        let from = self.here();
        let mut rows = Vec::new();
        self.rows(node, &mut rows);
        out.push(Piece { from, what: What::Table(Table { caption: None, rows }) });
    }

    /// Rows may stand in content controls and in marks of changes.
    fn rows(&mut self, node: Node<'_, '_>, rows: &mut Vec<Row>) {
        for node in node.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tr" => {
                    let is_header = child(node, "trPr").and_then(|node| child(node, "tblHeader")).is_some_and(is_on);
                    let mut cells = Vec::new();
                    self.cells(node, &mut cells);
                    rows.push(Row { cells, is_header });
                }
                "tblPr" | "tblGrid" | "tblPrEx" | "sdtPr" | "sdtEndPr" => {}
                "AlternateContent" => chosen(node).into_iter().for_each(|node| self.rows(node, rows)),
                "p" => {
                    let mut pieces = Vec::new();
                    self.paragraph(node, &mut pieces);
                    rows.push(Row { cells: vec![Cell { pieces, columns: 1, is_merged: false }], is_header: false });
                }
                _ => self.rows(node, rows),
            }
        }
    }

    fn cells(&mut self, node: Node<'_, '_>, cells: &mut Vec<Cell>) {
        for node in node.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tc" => {
                    let properties = child(node, "tcPr");
                    let columns = properties.and_then(|node| child(node, "gridSpan")).and_then(|node| attribute(node, "val"));
                    let merged = properties.and_then(|node| child(node, "vMerge"));
                    let mut pieces = Vec::new();
                    self.blocks(node, &mut pieces);
                    cells.push(Cell {
                        pieces,
                        // A table has a few columns; a file may say otherwise.
                        columns: columns.and_then(|columns| columns.parse().ok()).unwrap_or(1).clamp(1, 64),
                        is_merged: merged.is_some_and(|node| attribute(node, "val") != Some("restart")),
                    });
                }
                "trPr" | "tblPrEx" | "sdtPr" | "sdtEndPr" => {}
                "AlternateContent" => chosen(node).into_iter().for_each(|node| self.cells(node, cells)),
                "p" => {
                    let mut pieces = Vec::new();
                    self.paragraph(node, &mut pieces);
                    cells.push(Cell { pieces, columns: 1, is_merged: false });
                }
                _ => self.cells(node, cells),
            }
        }
    }
}
