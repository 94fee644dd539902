//! Tables that hold a layout and no data.

use crate::draft::{BoxKind, Boxed, Cell, Piece, Row, Table, What, words};

/// The most columns that a table of ours has.
const MOST_COLUMNS: usize = 12;

/// Takes tables apart that only place text on paper. Those that are left hold data.
pub(crate) fn unroll(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in pieces {
        match piece.what {
            What::Table(table) => unroll_one(Piece { from: piece.from, what: What::Unreadable(String::new()) }, table, &mut out),
            What::Box(Boxed { kind, heading, body }) => {
                out.push(Piece { from: piece.from, what: What::Box(Boxed { kind, heading, body: unroll(body) }) });
            }
            What::Heading(_) | What::Paragraph(_) | What::Item(_) | What::Picture(_) | What::Remark(_) | What::Unreadable(_) => {
                out.push(piece)
            }
        }
    }
    out
}

fn unroll_one(place: Piece, Table { caption, rows }: Table, out: &mut Vec<Piece>) {
    let is_empty = |row: &Row| row.cells.iter().all(|cell| cell.pieces.is_empty());
    let rows: Vec<Row> = rows.into_iter().filter(|row| !is_empty(row)).collect();
    let columns = rows.iter().map(|row| row.cells.iter().filter(|cell| !cell.pieces.is_empty()).count()).max().unwrap_or(0);
    if rows.is_empty() {
        return;
    }
    let width = rows.iter().map(|row| row.cells.iter().map(|cell| cell.columns).sum()).max().unwrap_or(0_usize);
    if width > MOST_COLUMNS {
        out.push(Piece {
            from: place.from.clone(),
            what: What::Unreadable(format!("A table of {width} columns, which no page can show and whose rows follow,")),
        });
    }
    let is_layout = rows.len() == 1
        || width > MOST_COLUMNS
        || columns <= 1
        || rows.iter().flat_map(|row| &row.cells).any(holds_layout)
        || is_long(&rows);
    if !is_layout {
        return out.push(Piece { from: place.from, what: What::Table(Table { caption, rows }) });
    }
    if let Some(caption) = caption {
        out.push(Piece {
            from: place.from.clone(),
            what: What::Paragraph(crate::draft::Paragraph { text: caption, ..Default::default() }),
        });
    }
    let is_frame = rows.len() == 1 && columns == 1;
    let pieces: Vec<Piece> = rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| unroll(cell.pieces)).collect();
    if is_frame {
        // One cell is a frame around what stands in it.
        out.push(Piece { from: place.from, what: What::Box(Boxed { kind: BoxKind::Plain, heading: None, body: pieces }) });
    } else {
        out.extend(pieces);
    }
}

/// Whether a cell holds what no cell of ours can.
fn holds_layout(cell: &Cell) -> bool {
    cell.pieces.iter().any(|piece| match &piece.what {
        What::Heading(_) | What::Table(_) | What::Picture(_) | What::Box(_) | What::Remark(_) | What::Unreadable(_) => true,
        What::Paragraph(_) | What::Item(_) => false,
    })
}

/// Whether most cells hold as much as a section does.
fn is_long(rows: &[Row]) -> bool {
    let cells: Vec<usize> =
        rows.iter().flat_map(|row| &row.cells).map(|cell| cell.pieces.iter().map(|piece| piece.said().len()).sum()).collect();
    cells.iter().filter(|length| **length > 400).count() * 2 > cells.len()
}

/// A cell's text in one line of runs.
pub(crate) fn text_of(cell: &Cell) -> crate::draft::Text {
    let mut text = crate::draft::Text::new();
    for piece in &cell.pieces {
        let said = match &piece.what {
            What::Paragraph(paragraph) => paragraph.text.clone(),
            What::Item(item) => item.text.clone(),
            What::Heading(heading) => heading.text.clone(),
            What::Table(_) | What::Picture(_) | What::Box(_) | What::Remark(_) | What::Unreadable(_) => words(&piece.said()),
        };
        if !text.is_empty() && !said.is_empty() {
            text.push(crate::draft::Run::Break);
        }
        text.extend(said);
    }
    text
}
