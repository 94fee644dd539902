use pamphlet_core::model::{Alignment, Cell, Column, Diary, Differential, DifferentialRow, Inlines, Table};

use super::{Medium, Writer};

/// From this many columns on a telephone has no room for them beside each other.
const WIDE: usize = 3;

/// From this many columns on a table may be wider than the text on any screen.
const WIDER_THAN_TEXT: usize = 5;

/// Rows of a book's diary: enough to copy its layout from.
const DIARY_ROWS: usize = 3;

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table) {
        let Table { caption, columns, rows } = table;
        let id = self.make_up_id("table");
        let name = columns.iter().map(|column| column.header.plain_text()).collect::<Vec<_>>();
        let label = self.names(name.iter().map(String::as_str));
        self.scrolling(columns.len(), caption.as_ref().map(|_| id.as_str()), &label, |w| {
            let class = if w.folds(columns.len()) { "table foldable" } else { "table" };
            w.element("table", &[("class", class)], |w| {
                if let Some(caption) = caption {
                    w.element("caption", &[("id", &id)], |w| w.inlines(caption));
                }
                w.element("thead", &[], |w| {
                    w.element("tr", &[], |w| {
                        for Column { header, alignment } in columns {
                            let attributes: Vec<_> = [("scope", "col")].into_iter().chain(aligned(*alignment)).collect();
                            w.element("th", &attributes, |w| w.inlines(header));
                        }
                    });
                });
                // HTML wants at least a row in a body that is there.
                if !rows.is_empty() {
                    w.element("tbody", &[], |w| rows.iter().for_each(|row| w.row(columns, row)));
                }
            });
        });
    }

    fn row(&mut self, columns: &'a [Column], cells: &'a [Cell]) {
        self.element("tr", &[], |w| {
            for (index, Column { header, alignment }) in columns.iter().enumerate() {
                let cell = cells.get(index).map_or(&[][..], Vec::as_slice);
                // The first cell names the row (WCAG 1.3.1), unless it's empty.
                let is_header = index == 0 && columns.len() > 1 && !cell.is_empty();
                let scope: &[_] = if is_header { &[("scope", "row")] } else { &[] };
                let attributes: Vec<_> = scope.iter().copied().chain(aligned(*alignment)).collect();
                w.element(if is_header { "th" } else { "td" }, &attributes, |w| {
                    if !cell.is_empty() {
                        w.cell_label(columns.len(), header);
                    }
                    w.inlines(cell);
                });
            }
        });
    }

    /// Whether the rows of a table become blocks where there's no room for its columns. Every telephone has room for two; a reading
    /// system with large letters hasn't.
    fn folds(&self, columns: usize) -> bool {
        match self.setting.medium {
            Medium::Web => columns >= WIDE,
            Medium::Book => columns > 1,
        }
    }

    /// The column's name inside a cell, for screens too narrow for columns.
    ///
    /// Either the row of headers shows or these names, never both: they're hidden from everybody until the stylesheet folds the
    /// table and hides that row instead.
    fn cell_label(&mut self, columns: usize, header: &'a Inlines) {
        if self.folds(columns) && !header.plain_text().is_empty() {
            self.element("span", &[("class", "cell-label"), ("hidden", "")], |w| w.repeated(header));
            // Where neither `hidden` nor the stylesheet is known, words don't run together.
            self.markup.text(" ");
        }
    }

    /// A wide table scrolls by itself, so that the page doesn't (WCAG 1.4.10), and can be scrolled with the keys alone (2.1.1).
    fn scrolling(&mut self, columns: usize, caption: Option<&str>, label: &str, table: impl FnOnce(&mut Self)) {
        match self.setting.medium {
            Medium::Web if columns >= WIDER_THAN_TEXT => {
                let name = caption.map_or(("aria-label", label), |id| ("aria-labelledby", id));
                self.element("div", &[("class", "scroll"), ("role", "region"), name, ("tabindex", "0")], table);
            }
            Medium::Web | Medium::Book => table(self),
        }
    }

    pub(super) fn differential(&mut self, differential: &'a Differential) {
        let Differential { feature_label, cause_label, rows } = differential;
        let class = if self.folds(2) { "table differential foldable" } else { "table differential" };
        self.element("table", &[("class", class)], |w| {
            w.element("thead", &[], |w| {
                w.element("tr", &[], |w| {
                    w.element("th", &[("scope", "col")], |w| w.inlines(feature_label));
                    w.element("th", &[("scope", "col")], |w| w.inlines(cause_label));
                });
            });
            w.element("tbody", &[], |w| {
                for DifferentialRow { feature, causes } in rows {
                    w.element("tr", &[], |w| {
                        w.element("th", &[("scope", "row")], |w| {
                            w.cell_label(2, feature_label);
                            w.inlines(feature);
                        });
                        w.element("td", &[], |w| {
                            w.cell_label(2, cause_label);
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

    /// What a diary asks for. The table to write in is the handout's; in a book it shows how one is laid out.
    pub(super) fn diary(&mut self, diary: &'a Diary) {
        let Diary { columns, about } = diary;
        if let Some(about) = about {
            self.line("p", &[], about.as_str());
        }
        let date = self.messages.get("diary-date");
        let columns: Vec<&str> = std::iter::once(date.as_str()).chain(columns.iter().map(pamphlet_core::value::Line::as_str)).collect();
        match self.setting.medium {
            Medium::Web => self.element("ul", &[], |w| columns.iter().for_each(|column| w.line("li", &[], column))),
            Medium::Book => self.element("table", &[("class", "table diary-table")], |w| {
                w.element("thead", &[], |w| {
                    w.element("tr", &[], |w| columns.iter().for_each(|column| w.line("th", &[("scope", "col")], column)));
                });
                w.element("tbody", &[], |w| {
                    for _ in 0..DIARY_ROWS {
                        w.element("tr", &[], |w| columns.iter().for_each(|_| w.line("td", &[], "")));
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
