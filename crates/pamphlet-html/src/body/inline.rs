#![deny(clippy::wildcard_enum_match_arm)]

use pamphlet_core::{
    Omission,
    model::{Cite, Inline, Link, PageLink, Span, Term},
    value::LanguageTag,
};

use super::{Medium, NoteReference, Writer};
use crate::{links::LinkTarget, markup::Attribute};

impl<'a> Writer<'a> {
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(text) => self.words(text.as_str()),
            Inline::Emphasis(content) => self.element("em", &[], |w| w.inlines(content)),
            Inline::Strong(content) => self.element("strong", &[], |w| w.inlines(content)),
            Inline::Link(Link { content, to }) => self.anchor(Some(to.as_str()), &[], |w| w.inlines(content)),
            Inline::Page(PageLink { content, to, anchor }) => {
                let library = self.setting.library;
                let page = library.target(to, self.setting.page);
                let address = page.and_then(|page| self.address(LinkTarget::Page { page, anchor: anchor.as_ref() }));
                self.anchor(address.as_deref(), &[], |w| w.inlines(content));
            }
            Inline::Cite(cites) => self.cites(cites),
            Inline::Term(Term { content, term }) => {
                let address = self.address(LinkTarget::Term(term));
                let semantics: &[Attribute<'_>] = match self.setting.medium {
                    Medium::Web => &[("class", "term")],
                    Medium::Book => &[("class", "term"), ("role", "doc-glossref"), ("epub:type", "glossref")],
                };
                self.anchor(address.as_deref(), semantics, |w| w.inlines(content));
            }
            Inline::Span(Span { content, language }) => {
                let attributes = self.language(language);
                self.element("span", &attributes, |w| w.inlines(content));
            }
            Inline::Note(content) => {
                self.notes.push(content);
                let number = self.notes.len();
                let (id, href) = (format!("p_noteref_{number}"), format!("#{}p_note_{number}", self.markup.id_prefix));
                let mark = note_mark(number);
                let mut attributes = vec![("id", id.as_str()), ("role", "doc-noteref")];
                match self.setting.medium {
                    Medium::Web => {}
                    Medium::Book => attributes.push(("epub:type", "noteref")),
                }
                self.element("sup", &[], |w| w.anchor(Some(&href), &attributes, |w| w.markup.text(&mark)));
            }
            Inline::LineBreak => self.markup.void("br", &[]),
        }
    }

    /// The words alone, in their languages: a second time, for links and the marks of sources and notes stand only once.
    pub(super) fn repeated(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.markup.text(text.as_str()),
                Inline::Emphasis(content) | Inline::Strong(content) => self.repeated(content),
                Inline::Link(Link { content, to: _ })
                | Inline::Page(PageLink { content, to: _, anchor: _ })
                | Inline::Term(Term { content, term: _ }) => self.repeated(content),
                Inline::Span(Span { content, language }) => {
                    let attributes = self.language(language);
                    self.element("span", &attributes, |w| w.repeated(content));
                }
                Inline::LineBreak => self.markup.text(" "),
                Inline::Cite(_) | Inline::Note(_) => {}
            }
        }
    }

    /// The language of words, as both syntaxes want it, and which way it's written.
    pub(super) fn language<'t>(&self, language: &'t LanguageTag) -> Vec<Attribute<'t>> {
        let mut attributes = vec![("lang", language.as_str()), ("dir", language.direction().as_str())];
        match self.setting.medium {
            Medium::Web => {}
            // XHTML: older reading systems read xml:lang alone.
            Medium::Book => attributes.insert(1, ("xml:lang", language.as_str())),
        }
        attributes
    }

    /// Citations in the text: `[1, 2]`, each a link to the list of sources.
    pub(super) fn cites(&mut self, cites: &'a [Cite]) {
        let marks = self.setting.cited.brackets();
        self.element("span", &[("class", "cites")], |w| {
            w.markup.text(marks.open);
            for (index, cite) in cites.iter().enumerate() {
                if index > 0 {
                    w.markup.text(marks.between);
                }
                w.cite(cite);
            }
            w.markup.text(marks.close);
        });
    }

    fn cite(&mut self, cite: &'a Cite) {
        let Cite { key, locator } = cite;
        let cited = self.setting.cited;
        match cited.position(key) {
            Some(place) => {
                let work = &cited.works()[place];
                let number = place + 1;
                let times = self.times_cited.entry(place).or_default();
                *times += 1;
                let id = format!("p_cite_{number}_{times}");
                self.references.push(NoteReference { key: key.clone(), id: id.clone() });
                let address = self.address(LinkTarget::Source { work, number });
                let mut attributes = vec![("id", id.as_str()), ("role", "doc-noteref")];
                match self.setting.medium {
                    Medium::Web => {}
                    Medium::Book => attributes.push(("epub:type", "noteref")),
                }
                self.anchor(address.as_deref(), &attributes, |w| w.markup.text(&work.label));
            }
            // A word of the glossary may cite a work that no page does: the key still says which.
            None => {
                self.omissions.push(Omission::new(format!("the source `{key}`"), "the list of sources that was given doesn't hold it"));
                self.markup.text(key.as_str());
            }
        }
        if let Some(locator) = locator {
            self.markup.text(&cited.brackets().at(locator));
        }
    }

    /// The notes that the text has referred to, each with a way back.
    pub(crate) fn notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let heading = self.messages.get("footnotes");
        let back = self.messages.get("source-back");
        self.part("p_notes", "notes", &heading, |w| {
            w.element("ol", &[("class", "note-list"), ("type", "a")], |w| {
                let mut written = 0;
                // A note may refer to another, which then joins the list.
                while let Some(content) = w.notes.get(written).copied() {
                    written += 1;
                    w.element("li", &[("id", &format!("p_note_{written}"))], |w| {
                        w.inlines(content);
                        w.markup.text("\u{a0}");
                        let href = format!("#{}p_noteref_{written}", w.markup.id_prefix);
                        w.back_link(&href, &back, "↑");
                    });
                }
            });
        });
    }

    /// A link back to the text, named for those who can't see the arrow (WCAG 2.4.4).
    pub(super) fn back_link(&mut self, href: &str, name: &str, mark: &str) {
        let mut attributes = vec![("href", href), ("role", "doc-backlink"), ("aria-label", name)];
        match self.setting.medium {
            Medium::Web => attributes.push(("class", "back")),
            Medium::Book => attributes.extend([("class", "back"), ("epub:type", "backlink")]),
        }
        self.element("a", &attributes, |w| w.markup.text(mark));
    }
}

/// Letters, so that notes aren't taken for sources, which have numbers: a … z, aa, ab …
fn note_mark(number: usize) -> String {
    let mut mark = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        mark.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    mark.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn notes_go_on_after_z() {
        assert_eq!([1, 26, 27, 52].map(super::note_mark), ["a", "z", "aa", "az"]);
    }
}
