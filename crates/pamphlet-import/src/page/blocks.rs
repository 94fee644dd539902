//! Paragraphs, lists and tables.

use pamphlet_core::model::{
    AdviceList, Alignment, Block, Cell, Column, FirstColumn, Inline, Inlines, List, ListMarker, ListStart, NonEmpty, Quote,
    Table as TableBlock,
};

use super::{
    Maker,
    outline::is_room_to_write,
    text::{Keep, on_one_line},
};
use crate::{
    care,
    draft::{Heading, Item, Marker, Paragraph, Piece, Place, Remark, RemarkKind, Role, Table, Text, What, leaf, plain, without_start},
    fate::Fate,
    language::{self, is_whole},
    shape::{common_marker, headings::is_strong, tables::text_of},
};

impl Maker<'_> {
    /// Pieces as blocks, in their order.
    pub(super) fn blocks(&mut self, pieces: &[Piece]) -> Vec<Block> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            if let Some((blocks, taken)) = self.card(&pieces[at..]).or_else(|| self.advice(&pieces[at..])) {
                out.extend(blocks);
                at += taken;
                continue;
            }
            if matches!(piece.what, What::Item(_)) {
                let taken = pieces[at..].iter().take_while(|piece| matches!(piece.what, What::Item(_) | What::Remark(_))).count();
                // A remark after the last item stands after the list.
                let taken = pieces[at..at + taken].iter().rposition(|piece| matches!(piece.what, What::Item(_))).map_or(1, |last| last + 1);
                self.lists(&pieces[at..at + taken], &mut out);
                at += taken;
                continue;
            }
            self.block(piece, &mut out);
            at += 1;
        }
        out
    }

    fn block(&mut self, piece: &Piece, out: &mut Vec<Block>) {
        match &piece.what {
            What::Paragraph(Paragraph { text, size: _, role }) => {
                if is_room_to_write(piece) {
                    return;
                }
                self.warn(&piece.said(), out);
                let Some(content) = self.body(&piece.from, text, Keep::All) else { return };
                out.push(match role {
                    Role::Quote => Block::Quote(Quote { body: NonEmpty::one(Block::Paragraph(content)), attribution: None }),
                    Role::Text | Role::Subtitle | Role::Caption => Block::Paragraph(content),
                });
            }
            // A heading where no section can begin, as in a box.
            What::Heading(Heading { text, .. }) => {
                self.warn(&plain(text), out);
                if let Some(content) = self.body(&piece.from, text, Keep::Links) {
                    out.extend(Inlines::try_from(vec![Inline::Strong(content)]).ok().map(Block::Paragraph));
                }
            }
            What::Item(_) => self.lists(std::slice::from_ref(piece), out),
            What::Table(table) => self.table(&piece.from, table, out),
            What::Picture(picture) => self.picture(&piece.from, picture, out),
            What::Box(boxed) => self.boxed(&piece.from, boxed, out),
            What::Remark(remark) => out.push(self.remark(&piece.from, remark)),
            What::Unreadable(what) => {
                let what = if what.is_empty() { "A chart, a drawing or something like it" } else { what.as_str() };
                out.push(self.todo(&format!("{what} stood here that can’t be taken over. Put in a picture of it, or say it in words")));
            }
        }
    }

    /// The to-dos that a text needs before it.
    pub(super) fn warn(&mut self, said: &str, out: &mut Vec<Block>) {
        if care::names_emergency_number(said, self.wanted.vocabulary) {
            out.push(self.emergency_todo());
        }
        if language::is_other_script(said, self.wanted.vocabulary) && !self.is_in_other_script {
            out.push(self.todo("Is this in another language? Move it to a page of its own: a file with the code of the language in its name, such as cough.ar.md"));
        }
        self.is_in_other_script = language::is_other_script(said, self.wanted.vocabulary);
        let has_gap = said.contains("____") || said.contains(".....") || said.contains("……");
        if has_gap && said.chars().any(char::is_alphanumeric) {
            out.push(self.todo("The leaflet has a gap here that somebody fills in by hand. Reword the sentence so that it needs none"));
        }
    }

    pub(super) fn remark(&mut self, from: &Place, remark: &Remark) -> Block {
        let Remark { kind, author, date, text } = remark;
        let by = if author.is_empty() { String::new() } else { format!(" by {author}") };
        let on = if date.is_empty() { String::new() } else { format!(" ({date})") };
        let why = match kind {
            RemarkKind::Comment => format!("A comment{by}{on}. Do what it asks"),
            RemarkKind::Deleted => format!("Deleted{by}{on}, and not decided on. Is it to stay away?"),
            RemarkKind::Inserted => format!("Something was inserted above{by}{on}, and not decided on. Is it to stay?"),
        };
        let content = self.inlines(text, Keep::All);
        let fate = if content.is_some() { Fate::Todo } else { Fate::NotText("signs that can't be read") };
        self.tell_text(from, text, fate);
        self.todo_with(&why, content.map(Block::Paragraph).into_iter().collect())
    }

    /// Items in a row, with remarks between them.
    fn lists(&mut self, pieces: &[Piece], out: &mut Vec<Block>) {
        let mut items: Vec<(&Place, &Item)> = Vec::new();
        let mut warned = Vec::new();
        for piece in pieces {
            match &piece.what {
                What::Item(item) => {
                    if warned.is_empty() {
                        self.warn(&piece.said(), &mut warned);
                    }
                    items.push((&piece.from, item));
                }
                _ => self.block(piece, out),
            }
        }
        out.append(&mut warned);
        let mut rest = &*items;
        while let Some((_, first)) = rest.first() {
            let is_same = |item: &Item| {
                item.level > first.level
                    || std::mem::discriminant(&item.marker) == std::mem::discriminant(&first.marker) && item.list == first.list
            };
            let taken = rest.iter().take_while(|(_, item)| is_same(item)).count().max(1);
            let (list, others) = rest.split_at(taken);
            rest = others;
            let all: Vec<&Item> = list.iter().map(|(_, item)| *item).collect();
            match common_marker(&all) {
                Some(Marker::Cross) => {
                    out.push(
                        self.todo("Are these things not to do? The leaflet has a cross before each. If they aren’t, make it a plain list"),
                    );
                    out.extend(self.advice_list(None, list, Advice::Dont).map(Block::DontList));
                }
                Some(Marker::Check) => {
                    out.push(self.todo("Are these things to do? The leaflet has a tick before each. If they are, make it a do list"));
                    out.extend(self.list(list));
                }
                Some(Marker::Bullet | Marker::Number(_) | Marker::Tick) | None => out.extend(self.list(list)),
            }
        }
    }

    /// A list, with those inside it.
    fn list(&mut self, items: &[(&Place, &Item)]) -> Option<Block> {
        let (_, first) = items.first()?;
        let mut made: Vec<NonEmpty<Block>> = Vec::new();
        let mut at = 0;
        while let Some((from, item)) = items.get(at) {
            let inner = items[at + 1..].iter().take_while(|(_, inner)| inner.level > first.level).count();
            let mut blocks: Vec<Block> = self.body(from, &item.text, Keep::All).map(Block::Paragraph).into_iter().collect();
            // A list in a list is in turn of one kind after the other.
            let mut rest = &items[at + 1..at + 1 + inner];
            while let Some((_, first)) = rest.first() {
                let alike =
                    |item: &Item| item.level > first.level || std::mem::discriminant(&item.marker) == std::mem::discriminant(&first.marker);
                let taken = rest.iter().take_while(|(_, item)| alike(item)).count().max(1);
                blocks.extend(self.list(&rest[..taken]));
                rest = &rest[taken..];
            }
            made.extend(NonEmpty::try_from(blocks).ok());
            at += 1 + inner;
        }
        let marker = match first.marker {
            Marker::Bullet | Marker::Check | Marker::Cross => ListMarker::Bullet,
            Marker::Tick => ListMarker::Tick,
            Marker::Number(start) => ListStart::try_from(start).map_or(ListMarker::Bullet, ListMarker::Number),
        };
        Some(Block::List(List { marker, items: NonEmpty::try_from(made).ok()? }))
    }

    /// A line such as "Do" or "You should not", and the list under it.
    fn advice(&mut self, pieces: &[Piece]) -> Option<(Vec<Block>, usize)> {
        let (from, text) = match pieces.first() {
            Some(Piece { from, what: What::Paragraph(Paragraph { text, .. }) }) => (from, text),
            Some(Piece { from, what: What::Heading(Heading { text, .. }) }) => (from, text),
            Some(_) | None => return None,
        };
        let said = plain(text);
        let vocabulary = self.wanted.vocabulary;
        let advice = if is_whole(&said, vocabulary.dont_headings) {
            Advice::Dont
        } else if is_whole(&said, vocabulary.do_headings) {
            Advice::Do
        } else {
            return None;
        };
        let items = items_after(pieces);
        if items.is_empty() {
            return None;
        }
        let mut out = Vec::new();
        items.iter().for_each(|(_, item)| self.warn(&plain(&item.text), &mut out));
        out.truncate(1);
        // Each format writes "Do" and "Don't" itself.
        let is_usual = crate::language::words(&said).len() < 3;
        let heading = if is_usual {
            self.tell_text(from, text, Fate::NotText("the heading of a list of things to do or not, which each format writes itself"));
            None
        } else {
            self.body(from, text, Keep::Links)
        };
        let list = self.advice_list(heading, &items, advice)?;
        out.push(match advice {
            Advice::Do => Block::DoList(list),
            Advice::Dont => Block::DontList(list),
        });
        Some((out, 1 + items.len()))
    }

    /// A list of things to do or not. The words that the renderer adds are taken from the items.
    pub(super) fn advice_list(&mut self, heading: Option<Inlines>, items: &[(&Place, &Item)], advice: Advice) -> Option<AdviceList> {
        let mut made = Vec::new();
        for (from, item) in items {
            let said = plain(&item.text);
            let start = said.len() - said.trim_start().len();
            let lower = said.to_lowercase();
            let starts = self.wanted.vocabulary.dont_starts.iter();
            let found = starts
                .filter(|_| lower.len() == said.len())
                .find(|word| lower[start..].strip_prefix(**word).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
            let text = match (advice, found) {
                (Advice::Dont, Some(word)) => {
                    self.tell(from, word, Fate::NotText("“do not”, which each format writes itself"));
                    without_start(&item.text, start + word.len())
                }
                (Advice::Do | Advice::Dont, _) => item.text.clone(),
            };
            made.extend(self.body(from, &text, Keep::All));
        }
        Some(AdviceList { heading, items: NonEmpty::try_from(made).ok()? })
    }

    fn table(&mut self, from: &Place, table: &Table, out: &mut Vec<Block>) {
        let mut grid: Vec<Vec<(Text, Place, Repeated)>> = Vec::new();
        let mut is_merged = false;
        for row in &table.rows {
            let mut line: Vec<(Text, Place, Repeated)> = Vec::new();
            for cell in &row.cells {
                let text = text_of(cell);
                let place = cell.pieces.first().map_or_else(|| from.clone(), |piece| piece.from.clone());
                let above = grid.last().and_then(|above| above.get(line.len())).filter(|_| cell.is_merged && text.is_empty());
                is_merged |= cell.columns > 1 || above.is_some();
                match above {
                    Some((text, place, _)) => line.push((text.clone(), place.clone(), Repeated::Yes)),
                    None => line.push((text.clone(), place.clone(), Repeated::No)),
                }
                for _ in 1..cell.columns {
                    line.push((text.clone(), place.clone(), Repeated::Yes));
                }
            }
            grid.push(line);
        }
        let columns = grid.iter().map(Vec::len).max().unwrap_or(0);
        let is_header = table.rows.first().is_some_and(|row| row.is_header)
            || grid.first().is_some_and(|row| row.iter().all(|(text, _, _)| text.is_empty() || is_strong(text)));
        let caption_said = table.caption.as_deref().map(plain).unwrap_or_default();
        let mut said: Vec<String> = std::iter::once(caption_said).collect();
        grid.iter().flatten().for_each(|(text, place, _)| leaf(place, text, &mut |_, text| said.push(text)));
        if said.iter().any(|said| care::names_emergency_number(said, self.wanted.vocabulary)) {
            out.push(self.emergency_todo());
        }
        if is_merged {
            out.push(self.todo("This table has cells that go over several columns or rows; their words were repeated. Check each row"));
        }
        if !is_header {
            out.push(self.todo("Is the first row of this table its header? If it isn’t, write one above it"));
        }
        let caption = table.caption.as_ref().and_then(|caption| self.body(from, caption, Keep::All));
        let mut rows = grid.into_iter();
        let mut headers: Vec<(Text, Place, Repeated)> = rows.next().unwrap_or_default();
        headers.resize(columns, (Text::new(), from.clone(), Repeated::No));
        let mut made = Vec::new();
        for (index, (text, place, repeated)) in headers.iter().enumerate() {
            let header = self.cell(place, text, *repeated, Keep::Links);
            let header = match Inlines::try_from(header) {
                Ok(header) => header,
                Err(_) => {
                    out.push(self.todo(&format!("Column {} of this table has no heading. Write one in its place", index + 1)));
                    let Some(header) = self.ours(&format!("Column {}", index + 1)) else { continue };
                    header
                }
            };
            made.push(Column { header: header.to_vec(), alignment: Alignment::Start });
        }
        let Ok(columns) = NonEmpty::try_from(made) else { return };
        let mut rows: Vec<Vec<Cell>> =
            rows.map(|row| row.iter().map(|(text, place, repeated)| self.cell(place, text, *repeated, Keep::All)).collect()).collect();
        let first_column = row_headers(&mut rows);
        out.push(Block::Table(TableBlock { caption, columns, first_column, rows }));
    }

    fn cell(&mut self, from: &Place, text: &Text, repeated: Repeated, keep: Keep) -> Cell {
        let text = &on_one_line(text);
        match repeated {
            Repeated::No => self.body(from, text, keep).map(Vec::from).unwrap_or_default(),
            Repeated::Yes => {
                leaf(from, text, &mut |_, text| self.added.push(text));
                self.inlines(text, keep).map(Vec::from).unwrap_or_default()
            }
        }
    }
}

/// Whether a cell says again what another says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeated {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Advice {
    Do,
    Dont,
}

/// The items that follow a line.
pub(super) fn items_after(pieces: &[Piece]) -> Vec<(&Place, &Item)> {
    let items = pieces.get(1..).unwrap_or_default().iter().map_while(|piece| match &piece.what {
        What::Item(item) => Some((&piece.from, item)),
        _ => None,
    });
    items.collect()
}

/// A first column that is bold in every row is the headers of the rows, which need no mark of their own.
fn row_headers(rows: &mut [Vec<Cell>]) -> FirstColumn {
    let is_bold = |row: &Vec<Cell>| matches!(row.first().map(Vec::as_slice), Some([Inline::Strong(_)]));
    if rows.is_empty() || !rows.iter().all(is_bold) {
        return FirstColumn::Cells;
    }
    for cell in rows.iter_mut().filter_map(|row| row.first_mut()) {
        if let [Inline::Strong(bold)] = cell.as_slice() {
            *cell = bold.to_vec();
        }
    }
    FirstColumn::Headers
}
