use pamphlet_core::{
    model::{Cite, Inline, Link, PageLink, Span, Term},
    value::Line,
};
use serde_json::{Value, json};

use crate::References;

use super::{Language, Writer, language, page_label, plain, printed, source_label, term_label};

/// An address longer than this isn't printed after its words: nobody types it.
const LONGEST_PRINTED: usize = 60;

impl<'a> Writer<'a> {
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) -> Value {
        let without_cites = self.references() == References::None;
        let mut nodes = Vec::with_capacity(inlines.len());
        for (at, inline) in inlines.iter().enumerate() {
            nodes.push(match (inline, inlines.get(at + 1)) {
                // The space stood before the mark of a source that is left out.
                (Inline::Text(text), Some(Inline::Cite(_))) if without_cites => json!({ "is": "text", "text": text.as_str().trim_end() }),
                _ => self.inline(inline),
            });
        }
        nodes.into()
    }

    fn inline(&mut self, inline: &'a Inline) -> Value {
        match inline {
            Inline::Text(text) => json!({ "is": "text", "text": text.as_str() }),
            Inline::Emphasis(content) => json!({ "is": "emphasis", "content": self.inlines(content) }),
            Inline::Strong(content) => json!({ "is": "strong", "content": self.inlines(content) }),
            Inline::Link(Link { content, to }) => {
                let address = printed(to.as_str());
                let says_so = content.plain_text().contains(address.trim_end_matches('/'));
                let printed = (!says_so && address.len() <= LONGEST_PRINTED).then_some(address);
                json!({ "is": "link", "content": self.inlines(content), "url": to.as_str(), "printed": printed })
            }
            Inline::Page(link) => self.page_link(link),
            Inline::Cite(_) if self.references() == References::None => json!({ "is": "text", "text": "" }),
            Inline::Cite(cites) => self.cites(cites),
            Inline::Term(Term { content, term }) => {
                let known = self.library.glossary(&self.page.id.language).is_some_and(|glossary| glossary.get(term).is_some());
                json!({ "is": "term", "content": self.inlines(content), "target": (known && !self.is_short()).then(|| term_label(term)) })
            }
            Inline::Span(Span { content, language: tag }) => {
                let Language { lang, region, rtl } = language(tag, None);
                json!({ "is": "span", "content": self.inlines(content), "lang": lang, "region": region, "rtl": rtl })
            }
            Inline::Note(content) => json!({ "is": "note", "content": self.inlines(content) }),
            Inline::LineBreak => json!({ "is": "break" }),
        }
    }

    fn page_link(&mut self, link: &'a PageLink) -> Value {
        let PageLink { content, to, anchor } = link;
        let words = content.plain_text();
        let inner = self.inlines(content);
        if *to == self.page.id.path {
            let target = anchor.as_ref().filter(|anchor| self.has_anchor(anchor.as_str())).map(|anchor| self.anchor_label(anchor));
            return json!({ "is": "page", "content": inner, "target": target, "url": null, "see": null, "on": null });
        }
        let target = self.target(to);
        if let Some(place) = target.and_then(|page| self.place(page)) {
            // It's in the same file: paper can be turned to its page.
            let on = self.numbered("see-page-number", ["page"]);
            return json!({ "is": "page", "content": inner, "target": page_label(place), "url": null, "see": null, "on": on });
        }
        let url = target.and_then(|page| self.address(page)).map(|url| match anchor {
            Some(anchor) => format!("{url}#{anchor}"),
            None => url,
        });
        // On paper the words alone lead nowhere: unless they're what the page is called, they're followed by what is printed on it.
        let words = words.to_lowercase();
        let names = |name: &Line| words.contains(&name.as_str().to_lowercase());
        let see = target.filter(|page| !names(&page.title) && !names(page.headline())).map(|page| page.headline().as_str());
        let see = see.map(|title| self.say_of("see-page", "title", title));
        if let Some(page) = target
            && !self.mentioned.iter().any(|seen| seen.id == page.id)
        {
            self.mentioned.push(page);
        }
        json!({ "is": "page", "content": inner, "target": null, "url": url, "see": see, "on": null })
    }

    fn has_anchor(&self, wanted: &str) -> bool {
        self.page.all_sections().any(|section| {
            section.anchor().as_str() == wanted || section.questions.iter().any(|question| question.anchor().as_str() == wanted)
        })
    }

    pub(super) fn cites(&mut self, cites: &[Cite]) -> Value {
        let marks = self.cited.brackets();
        let listed = matches!(self.references(), References::Full | References::Short);
        let works: Vec<Value> = cites
            .iter()
            .filter_map(|Cite { key, locator }| {
                let position = self.cited.position(key)?;
                let label = &self.cited.works().get(position)?.label;
                let mark = locator.as_ref().map_or_else(|| label.clone(), |place| format!("{label}, {place}"));
                Some(json!({ "mark": mark, "target": listed.then(|| source_label(position)) }))
            })
            .collect();
        json!({ "is": "cite", "open": marks.open, "between": marks.between, "close": marks.close, "works": works })
    }

    /// A message around running text: "Limits: …".
    pub(super) fn say_around(&mut self, key: &str, name: &'static str, content: &'a [Inline]) -> Value {
        // A character that no text may hold marks the place.
        let message = self.say_of(key, name, "\u{1}");
        let (before, after) = message.split_once('\u{1}').unwrap_or((&message, ""));
        let mut all = Vec::new();
        for (text, inner) in [(before, true), (after, false)] {
            if !text.is_empty() {
                all.extend(plain(text).as_array().cloned().unwrap_or_default());
            }
            if inner {
                all.extend(self.inlines(content).as_array().cloned().unwrap_or_default());
            }
        }
        Value::Array(all)
    }
}
