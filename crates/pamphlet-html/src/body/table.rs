use pamphlet_core::model::{Alignment, Cell, Column, Diary, Differential, DifferentialRow, FirstColumn, Inline, Table, plain_text};

use super::{Medium, Writer};

/// From this many columns on a telephone has no room for them beside each other.
const WIDE: usize = 3;

/// From this many columns on a table may be wider than the text on any screen.
const WIDER_THAN_TEXT: usize = 5;

/// So many letters have room beside each other on a telephone.
const LETTERS_OF_TELEPHONE: usize = 26;

/// So many have room on the narrowest screen on which a table of three columns or more isn't folded.
const LETTERS_OF_TEXT: usize = 45;

/// What a table needs: its columns, and the letters of the longest word in each, for words aren't broken to make columns fit.
struct Needs {
    columns: usize,
    letters: usize,
}

impl Needs {
    fn of<'c>(columns: usize, cells: impl Iterator<Item = (usize, &'c [Inline])>) -> Self {
        let mut longest = vec![0; columns];
        for (column, cell) in cells {
            let word = plain_text(cell).split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
            if let Some(longest) = longest.get_mut(column) {
                *longest = word.max(*longest);
            }
        }
        Self { columns, letters: longest.iter().sum() }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table) {
        let Table { caption, columns, first_column, rows } = table;
        let id = self.make_up_id("table");
        let name = columns.iter().map(|column| plain_text(&column.header)).filter(|name| !name.is_empty()).collect::<Vec<_>>();
        let label = self.names(name.iter().map(String::as_str));
        let headers = columns.iter().map(|column| &column.header[..]).enumerate();
        let cells = rows.iter().flat_map(|row| row.iter().map(|cell| &cell[..]).enumerate());
        let needs = Needs::of(columns.len(), headers.chain(cells));
        self.scrolling(&needs, caption.as_ref().map(|_| id.as_str()), &label, |w| {
            let class = if w.folds(&needs) { "table foldable" } else { "table" };
            w.element("table", &[("class", class)], |w| {
                if let Some(caption) = caption {
                    w.element("caption", &[("id", &id)], |w| w.inlines(caption));
                }
                w.element("thead", &[], |w| {
                    w.element("tr", &[], |w| {
                        for Column { header, alignment } in columns {
                            // The corner above headers of rows is no header of anything.
                            if header.is_empty() {
                                w.element("td", &[], |_| {});
                                continue;
                            }
                            let attributes: Vec<_> = [("scope", "col")].into_iter().chain(aligned(*alignment)).collect();
                            w.element("th", &attributes, |w| w.without_links(|w| w.inlines(header)));
                        }
                    });
                });
                // HTML wants at least a row in a body that is there.
                if !rows.is_empty() {
                    w.element("tbody", &[], |w| rows.iter().for_each(|row| w.row(columns, *first_column, row, &needs)));
                }
            });
        });
    }

    fn row(&mut self, columns: &'a [Column], first_column: FirstColumn, cells: &'a [Cell], needs: &Needs) {
        self.element("tr", &[], |w| {
            for (index, Column { header, alignment }) in columns.iter().enumerate() {
                let cell = cells.get(index).map_or(&[][..], Vec::as_slice);
                // Where the first cell names its row, it's read out with each of the others (WCAG 1.3.1).
                let is_header = index == 0 && first_column == FirstColumn::Headers && !cell.is_empty();
                let scope: &[_] = if is_header { &[("scope", "row")] } else { &[] };
                let attributes: Vec<_> = scope.iter().copied().chain(aligned(*alignment)).collect();
                w.element(if is_header { "th" } else { "td" }, &attributes, |w| {
                    if !cell.is_empty() {
                        w.cell_label(needs, header);
                    }
                    w.inlines(cell);
                });
            }
        });
    }

    /// Whether the rows of a table become blocks where there's no room for its columns. Every telephone has room for two, unless their
    /// words are long; a reading system with large letters hasn't.
    fn folds(&self, needs: &Needs) -> bool {
        let Needs { columns, letters } = *needs;
        match self.setting.medium {
            Medium::Web => columns >= WIDE || columns > 1 && letters > LETTERS_OF_TELEPHONE,
            Medium::Book => columns > 1,
        }
    }

    /// The column's name inside a cell, for screens too narrow for columns.
    ///
    /// Either the row of headers shows or these names, never both: they're hidden from everybody until the stylesheet folds the
    /// table and hides that row instead.
    fn cell_label(&mut self, needs: &Needs, header: &'a [Inline]) {
        if self.folds(needs) && !plain_text(header).is_empty() {
            self.element("span", &[("class", "cell-label"), ("hidden", "")], |w| w.repeated(header));
            // Where neither `hidden` nor the stylesheet is known, words don't run together.
            self.markup.text(" ");
        }
    }

    /// A wide table scrolls by itself, so that the page doesn't (WCAG 1.4.10), and can be scrolled with the keys alone (2.1.1).
    fn scrolling(&mut self, needs: &Needs, caption: Option<&str>, label: &str, table: impl FnOnce(&mut Self)) {
        match self.setting.medium {
            Medium::Web if needs.columns >= WIDER_THAN_TEXT || needs.columns >= WIDE && needs.letters > LETTERS_OF_TEXT => {
                let name = caption.map_or(("aria-label", label), |id| ("aria-labelledby", id));
                self.element("div", &[("class", "scroll"), ("role", "region"), name, ("tabindex", "0")], table);
            }
            Medium::Web | Medium::Book => table(self),
        }
    }

    pub(super) fn differential(&mut self, differential: &'a Differential) {
        let Differential { feature_label, cause_label, rows } = differential;
        let labels = [(0, &feature_label[..]), (1, &cause_label[..])];
        let features = rows.iter().map(|row| (0, &row.feature[..]));
        let causes = rows.iter().flat_map(|row| row.causes.iter().map(|cause| (1, &cause[..])));
        let needs = Needs::of(2, labels.into_iter().chain(features).chain(causes));
        let class = if self.folds(&needs) { "table differential foldable" } else { "table differential" };
        self.element("table", &[("class", class)], |w| {
            w.element("thead", &[], |w| {
                w.element("tr", &[], |w| {
                    w.element("th", &[("scope", "col")], |w| w.without_links(|w| w.inlines(feature_label)));
                    w.element("th", &[("scope", "col")], |w| w.without_links(|w| w.inlines(cause_label)));
                });
            });
            w.element("tbody", &[], |w| {
                for DifferentialRow { feature, causes } in rows {
                    w.element("tr", &[], |w| {
                        w.element("th", &[("scope", "row")], |w| {
                            w.cell_label(&needs, feature_label);
                            w.inlines(feature);
                        });
                        w.element("td", &[], |w| {
                            w.cell_label(&needs, cause_label);
                            w.element("ul", &[], |w| {
                                for cause in causes {
                                    w.element("li", &[], |w| w.inlines(cause));
                                }
                            });
                        });
                    });
                }
            });
        });
    }

    /// What a diary asks for. The table to write in is the handout's; in a book it shows what one day's notes hold.
    pub(super) fn diary(&mut self, diary: &'a Diary) {
        let Diary { columns, about } = diary;
        if let Some(about) = about {
            self.element("p", &[], |w| w.words(about.as_str()));
        }
        let date = self.messages.get("diary-date");
        let columns: Vec<&str> = std::iter::once(date.as_str()).chain(columns.iter().map(pamphlet_core::value::Line::as_str)).collect();
        match self.setting.medium {
            Medium::Web => self.element("ul", &[], |w| columns.iter().for_each(|column| w.line("li", &[], column))),
            // What to note stands below each other: seven headings in a row would have no room on any reader.
            Medium::Book => self.element("table", &[("class", "table diary-table")], |w| {
                w.element("tbody", &[], |w| {
                    for column in &columns {
                        w.element("tr", &[], |w| {
                            w.line("th", &[("scope", "row")], column);
                            w.line("td", &[], "");
                        });
                    }
                });
            }),
        }
    }
}

/// The class that sets a column's cells; where lines start they stand anyhow.
fn aligned(alignment: Alignment) -> Option<(&'static str, &'static str)> {
    match alignment {
        Alignment::Start => None,
        Alignment::Center => Some(("class", "center")),
        Alignment::End => Some(("class", "end")),
    }
}
