use pamphlet_core::{
    contact_points::{self, ContactPoint, Part},
    model::{Cite, Inline, Inlines, Link, Page, PageLink, Span, Term},
};

use super::{Writer, leading, run, spoken};
use crate::document::{From, Look, Piece, Run, Target};

impl<'a> Writer<'a> {
    /// Running text that stands at a place of the page.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline], at: &str) -> Vec<Run> {
        self.inlines_as(inlines, at, Look::default())
    }

    fn inlines_as(&mut self, inlines: &'a [Inline], at: &str, look: Look) -> Vec<Run> {
        let pieces = inlines.iter().enumerate();
        pieces.flat_map(|(index, inline)| self.inline(inline, &format!("{at}/{index}"), look)).collect()
    }

    fn inline(&mut self, inline: &'a Inline, at: &str, look: Look) -> Vec<Run> {
        match inline {
            Inline::Text(text) => self.linked(text.as_str(), From::Author, look),
            Inline::Emphasis(content) => self.inlines_as(content, &format!("{at}/emphasis"), Look { is_emphasised: true, ..look }),
            Inline::Strong(content) => self.inlines_as(content, &format!("{at}/strong"), Look { is_strong: true, ..look }),
            Inline::Link(Link { content, to }) => {
                leading(without_links(self.inlines_as(content, &format!("{at}/link/content"), look)), Some(to.as_str()))
            }
            Inline::Page(PageLink { content, to, anchor }) => {
                let address = self.library.target(to, self.page).and_then(|page| self.address(page));
                let address =
                    address.map(|address| anchor.as_ref().map_or_else(|| address.clone(), |anchor| format!("{address}#{anchor}")));
                leading(without_links(self.inlines_as(content, &format!("{at}/page/content"), look)), address.as_deref())
            }
            Inline::Cite(cites) => self.cites(cites, look),
            Inline::Term(Term { content, term }) => {
                let to = Target::Here(format!("_pamphlet_term_{}", name(term.as_str())));
                let runs = self.inlines_as(content, &format!("{at}/term/content"), look);
                without_links(runs).into_iter().map(|run| Run { to: Some(to.clone()), ..run }).collect()
            }
            Inline::Span(Span { content, language }) => {
                spoken(self.inlines_as(content, &format!("{at}/span/content"), look), Some(language))
            }
            Inline::Note(content) => {
                self.notes.push((content, format!("{at}/note")));
                let number = self.notes.len();
                let to = Some(Target::Here(format!("_pamphlet_note_{number}")));
                vec![Run { to, ..mark(&letters(number), Look { is_raised: true, ..look }) }]
            }
            Inline::LineBreak => vec![Run { piece: Piece::Break, from: From::Author, look, language: None, to: None }],
        }
    }

    /// A text, with links of exactly the words that are an address or a number.
    pub(super) fn linked(&self, text: &str, from: From, look: Look) -> Vec<Run> {
        let parts = contact_points::parts(text, self.region.as_deref()).into_iter();
        parts
            .filter_map(|Part { words, to }| {
                let to = to.as_ref().map(ContactPoint::href).map(|href| Target::Web(href.to_owned()));
                run(words, from, Look { is_reached: to.is_some(), ..look }).map(|run| Run { to, ..run })
            })
            .collect()
    }

    /// Citations in the text: `[1, 2]`, each a link to the list of sources.
    pub(super) fn cites(&mut self, cites: &'a [Cite], look: Look) -> Vec<Run> {
        let marks = self.cited.brackets();
        let mut runs = vec![mark(marks.open, look)];
        for (index, Cite { key, locator }) in cites.iter().enumerate() {
            if index > 0 {
                runs.push(mark(marks.between, look));
            }
            let position = self.cited.position(key);
            let label = position.and_then(|position| self.cited.works().get(position)).map(|work| work.label.clone());
            if label.is_none() {
                self.leave_out(format!("the source `{key}`"), "the page’s list of sources doesn’t hold it");
            }
            let to = position.map(|position| Target::Here(source_name(position)));
            runs.push(Run { to, ..mark(&label.unwrap_or_else(|| key.to_string()), look) });
            if let Some(locator) = locator {
                runs.push(mark(&marks.at(locator), look));
            }
        }
        runs.push(mark(marks.close, look));
        runs
    }

    /// A text that stands somewhere else in the library: a term's meaning, a reference.
    pub(super) fn elsewhere(&mut self, inlines: &[Inline]) -> Vec<Run> {
        let mut runs = Vec::new();
        for inline in inlines {
            runs.extend(match inline {
                Inline::Text(text) => run(text.as_str(), From::Library, Look::default()).into_iter().collect(),
                Inline::Emphasis(content) => looking(self.elsewhere(content), |look| look.is_emphasised = true),
                Inline::Strong(content) => looking(self.elsewhere(content), |look| look.is_strong = true),
                Inline::Link(Link { content, to }) => leading(self.elsewhere(content), Some(to.as_str())),
                Inline::Page(PageLink { content, to, anchor: _ }) => {
                    let address = self.library.target(to, self.page).and_then(|page| self.address(page));
                    leading(self.elsewhere(content), address.as_deref())
                }
                Inline::Term(Term { content, term: _ }) => self.elsewhere(content),
                Inline::Span(Span { content, language }) => spoken(self.elsewhere(content), Some(language)),
                Inline::Cite(cites) => {
                    let keys: Vec<String> = cites.iter().map(|cite| self.label_of(cite)).collect();
                    let marks = self.cited.brackets();
                    run(&format!("{}{}{}", marks.open, keys.join(marks.between), marks.close), From::Library, Look::default())
                        .into_iter()
                        .collect()
                }
                Inline::Note(content) => {
                    let mut note = self.elsewhere(content);
                    note.insert(0, mark(" (", Look::default()));
                    note.push(mark(")", Look::default()));
                    note
                }
                Inline::LineBreak => {
                    vec![Run { piece: Piece::Break, from: From::Library, look: Look::default(), language: None, to: None }]
                }
            });
        }
        runs
    }

    fn label_of(&self, cite: &Cite) -> String {
        let work = self.cited.position(&cite.key).and_then(|position| self.cited.works().get(position));
        work.map_or_else(|| cite.key.to_string(), |work| work.label.clone())
    }

    /// Where a page stands on the web, if the library says where it will stand.
    pub(super) fn address(&self, page: &Page) -> Option<String> {
        let site = self.library.site();
        let base = site.url.as_ref()?.as_str().trim_end_matches('/');
        let folder = if page.id.language == site.language { String::new() } else { format!("{}/", page.id.language) };
        Some(format!("{base}/{folder}{}/", page.id.path))
    }

    /// The text of a part of the page, as a paragraph of its own.
    pub(super) fn text(&mut self, inlines: &'a Inlines, at: &str) {
        let style = self.text_style();
        let runs = self.inlines(inlines, at);
        self.paragraph(style, super::place(at), runs);
    }
}

/// The bookmark of a work of the list of sources, by its place.
pub(super) fn source_name(position: usize) -> String {
    format!("_pamphlet_source_{}", position + 1)
}

/// A name as bookmarks have them: letters, digits and `_`, forty at the most.
pub(super) fn name(slug: &str) -> String {
    slug.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(24).collect()
}

fn mark(text: &str, look: Look) -> Run {
    Run { piece: Piece::Text(text.to_owned()), from: From::Mark, look, language: None, to: None }
}

fn looking(runs: Vec<Run>, change: impl Fn(&mut Look)) -> Vec<Run> {
    runs.into_iter()
        .map(|mut run| {
            change(&mut run.look);
            run
        })
        .collect()
}

/// Addresses in the words of a link lead where the link does.
fn without_links(runs: Vec<Run>) -> Vec<Run> {
    runs.into_iter().map(|run| if run.from == From::Author { Run { to: None, ..run } } else { run }).collect()
}

/// Letters, so that notes aren't taken for sources, which have numbers: a … z, aa, ab …
pub(super) fn letters(number: usize) -> String {
    let mut mark = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        mark.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    mark.into_iter().rev().collect()
}
