//! Tables, and the causes in the cells of a differential.

use pulldown_cmark::{Alignment as ParsedAlignment, Tag};

use super::{
    Reader,
    tree::{Piece, PieceKind},
};
use crate::{
    diagnostic::Diagnostic,
    model::{Alignment, Cell, Column, FirstColumn, Inline, Inlines, NonEmpty, Table},
    visit::{Inside, Pointer},
};

/// More columns than this fit no page.
const MOST_COLUMNS: usize = 12;

impl<'s> Reader<'s> {
    /// A table whose first column may hold headers of rows: all of its cells are bold, or the corner above them is empty.
    pub(super) fn table_block(&mut self, alignments: &[ParsedAlignment], children: &[Piece<'s>], at: &Pointer<'_>) -> Option<Table> {
        let first_column = self.first_column(children);
        self.table(alignments, children, first_column, at)
    }

    fn first_column(&self, children: &[Piece<'s>]) -> FirstColumn {
        let first = |row: &&Piece<'s>| match &row.kind {
            PieceKind::Tag(Tag::TableRow, cells) => cells.first().is_some_and(|cell| self.bold(cell).is_none() && !is_empty(cell)),
            _ => false,
        };
        let has_corner =
            children.iter().any(|row| matches!(&row.kind, PieceKind::Tag(Tag::TableHead, cells) if cells.first().is_some_and(is_empty)));
        let is_bold = |row: &Piece<'s>| matches!(&row.kind, PieceKind::Tag(Tag::TableRow, cells) if cells.first().is_some_and(|cell| self.bold(cell).is_some()));
        let all_bold = children.iter().any(is_bold) && !children.iter().any(|row| first(&row));
        if has_corner || all_bold { FirstColumn::Headers } else { FirstColumn::Cells }
    }

    /// What stands in a cell that is bold from its first letter to its last. Bold letters between underscores are text.
    fn bold<'p>(&self, cell: &'p Piece<'s>) -> Option<&'p [Piece<'s>]> {
        let PieceKind::Tag(Tag::TableCell, content) = &cell.kind else { return None };
        match content.as_slice() {
            [Piece { kind: PieceKind::Tag(Tag::Strong, inner), span }] if self.source[span.start..].starts_with('*') => Some(inner),
            _ => None,
        }
    }

    pub(super) fn table(
        &mut self,
        alignments: &[ParsedAlignment],
        children: &[Piece<'s>],
        first_column: FirstColumn,
        at: &Pointer<'_>,
    ) -> Option<Table> {
        if alignments.len() > MOST_COLUMNS {
            let span = children.first().map(|head| head.span.clone()).unwrap_or_default();
            self.report(
                Diagnostic::error(
                    "wide-table",
                    format!("the table has {} columns; neither paper nor a telephone can show that", alignments.len()),
                )
                .at(span.start..span.start)
                .with_help(format!("split it into tables of {MOST_COLUMNS} columns at the most")),
            );
            return None;
        }
        let mut columns = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for child in children {
            let PieceKind::Tag(tag, cells) = &child.kind else { continue };
            let cells = cells.iter().filter_map(|cell| match &cell.kind {
                PieceKind::Tag(Tag::TableCell, content) => Some((cell, content)),
                _ => None,
            });
            if matches!(tag, Tag::TableHead) {
                for (index, (cell, content)) in cells.enumerate() {
                    let column = at.join(("columns", index));
                    let place = column.join("header").inside(Inside::Cell);
                    let alignment = match alignments.get(index) {
                        Some(ParsedAlignment::Center) => Alignment::Center,
                        Some(ParsedAlignment::Right) => Alignment::End,
                        Some(ParsedAlignment::Left | ParsedAlignment::None) | None => Alignment::Start,
                    };
                    let header = self.inlines_after(content, 0, &place);
                    if header.is_empty() && !(index == 0 && first_column == FirstColumn::Headers) {
                        self.report(
                            Diagnostic::error("empty-header", "a column has no header: a screen reader couldn't say what its cells are")
                                .at(cell.span.clone())
                                .with_help("write what the column holds"),
                        );
                    }
                    columns.push(Column { header, alignment });
                }
                continue;
            }
            // The parser drops cells beyond the header's without a word.
            let written = cells_written(self.source.get(child.span.clone()).unwrap_or_default());
            if written > alignments.len() {
                self.report(
                    Diagnostic::error(
                        "extra-cells",
                        format!("the row has {written} cells, and the table has {} columns", alignments.len()),
                    )
                    .at(child.span.clone())
                    .with_help("write `\\|` for a bar that is part of the text"),
                );
            }
            let row = at.join(("rows", rows.len())).inside(Inside::Cell);
            self.stands(&row, &child.span);
            let mut row: Vec<Cell> = cells
                .enumerate()
                .map(|(index, (cell, content))| {
                    let content = match self.bold(cell) {
                        Some(bold) if index == 0 && first_column == FirstColumn::Headers => bold,
                        Some(_) | None => content,
                    };
                    self.inlines_after(content, 0, &row.join(index))
                })
                .collect();
            // The parser fills short rows up with empty cells.
            while row.last().is_some_and(Vec::is_empty) && row.len() > 1 {
                row.pop();
            }
            row.shrink_to_fit();
            rows.push(row);
        }
        NonEmpty::try_from(columns).ok().map(|columns| Table { caption: None, columns, first_column, rows })
    }
}

/// Whether nothing stands in a cell.
fn is_empty(cell: &Piece<'_>) -> bool {
    matches!(&cell.kind, PieceKind::Tag(Tag::TableCell, content) if content.is_empty())
}

/// How many cells a row has in the source: bars that aren't escaped, less those at its ends.
fn cells_written(row: &str) -> usize {
    let row = row.trim();
    let mut bars = 0;
    let mut escaped = false;
    let mut ends_in_bar = false;
    for c in row.chars() {
        ends_in_bar = c == '|' && !escaped;
        bars += usize::from(ends_in_bar);
        escaped = c == '\\' && !escaped;
    }
    bars + 1 - usize::from(row.starts_with('|')) - usize::from(ends_in_bar && row.len() > 1)
}

/// Semicolons, in Latin and in Arabic script.
const SEMICOLONS: [char; 2] = [';', '؛'];

/// Stands for a semicolon between two causes while a cell is read: a code point that Unicode keeps for the inside of programs.
const BETWEEN_CAUSES: char = '\u{fdd0}';

/// The rows of a table in which the semicolons that part causes are told from those that belong to one: escaped ones, and entities.
pub(super) fn part_causes<'s>(rows: &[Piece<'s>], source: &str) -> Vec<Piece<'s>> {
    let part = |cell: &Piece<'s>| {
        let PieceKind::Tag(tag, pieces) = &cell.kind else { return cell.clone() };
        let mut covered = cell.span.start;
        let pieces = pieces.iter().map(|piece| {
            let is_escaped = covered < piece.span.start && source[..piece.span.start].ends_with('\\');
            covered = piece.span.end;
            let PieceKind::Text(text) = &piece.kind else { return piece.clone() };
            let written = source.get(piece.span.clone()).unwrap_or_default();
            if written.starts_with('&') && written != &**text {
                return piece.clone();
            }
            let (kept, rest) = text.split_at(if is_escaped { text.chars().next().map_or(0, char::len_utf8) } else { 0 });
            let text = format!("{kept}{}", rest.replace(SEMICOLONS, BETWEEN_CAUSES.encode_utf8(&mut [0; 4])));
            Piece { kind: PieceKind::Text(text.into()), span: piece.span.clone() }
        });
        Piece { kind: PieceKind::Tag(tag.clone(), pieces.collect()), span: cell.span.clone() }
    };
    let in_row = |row: &Piece<'s>| match &row.kind {
        PieceKind::Tag(tag @ Tag::TableRow, cells) => {
            let cells = cells.iter().enumerate().map(|(column, cell)| if column == 1 { part(cell) } else { cell.clone() });
            Piece { kind: PieceKind::Tag(tag.clone(), cells.collect()), span: row.span.clone() }
        }
        _ => row.clone(),
    };
    rows.iter().map(in_row).collect()
}

/// Splits the text of a cell that was read so into its causes.
pub(super) fn causes_of(cell: Vec<Inline>) -> Vec<Inlines> {
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in cell {
        let Inline::Text(text) = &inline else {
            parts.last_mut().expect("there's always a part").push(inline);
            continue;
        };
        for (index, piece) in text.as_str().split(BETWEEN_CAUSES).enumerate() {
            if index > 0 {
                parts.push(Vec::new());
            }
            let part = parts.last_mut().expect("there's always a part");
            let piece = if part.is_empty() { piece.trim_start() } else { piece };
            part.extend(piece.parse().ok().map(Inline::Text));
        }
    }
    parts
        .into_iter()
        .filter_map(|mut part| {
            if let Some(Inline::Text(last)) = part.last_mut() {
                match last.as_str().trim_end().parse() {
                    Ok(trimmed) => *last = trimmed,
                    Err(_) => drop(part.pop()),
                }
            }
            part.try_into().ok()
        })
        .collect()
}
