use pamphlet_core::{
    model::{Cite, Inline, Link, PageLink, Span, Term},
    value::Line,
};
use serde_json::{Value, json};

use crate::{References, said::Place};

use super::{Language, Writer, language, page_label, plain, printed, source_label, term_label};

/// An address longer than this isn't printed after its words: nobody types it.
const LONGEST_PRINTED: usize = 60;

impl<'a> Writer<'a> {
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) -> Value {
        let without_cites = self.references() == References::None;
        let mut nodes = Vec::with_capacity(inlines.len());
        // What is printed after the words of a link: where a word goes on after the link, it comes after the word.
        let mut aside = None;
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Text(text) => {
                    let mut text = text.as_str();
                    // The space stood before the mark of a source that is left out.
                    if without_cites && matches!(inlines.get(at + 1), Some(Inline::Cite(_))) {
                        text = text.trim_end();
                    }
                    let (ending, rest) = if aside.is_some() { text.split_at(ending_of_word(text)) } else { ("", text) };
                    if !ending.is_empty() {
                        nodes.push(self.text(ending));
                    }
                    nodes.extend(aside.take());
                    if !rest.is_empty() {
                        nodes.push(self.text(rest));
                    }
                }
                Inline::Emphasis(_)
                | Inline::Strong(_)
                | Inline::Link(_)
                | Inline::Page(_)
                | Inline::Cite(_)
                | Inline::Term(_)
                | Inline::Span(_)
                | Inline::Note(_)
                | Inline::LineBreak => {
                    nodes.extend(aside.take());
                    let (node, after) = self.inline(inline);
                    nodes.push(node);
                    aside = after;
                }
            }
        }
        nodes.extend(aside);
        nodes.into()
    }

    /// A piece of running text, and what is printed after it.
    fn inline(&mut self, inline: &'a Inline) -> (Value, Option<Value>) {
        let node = match inline {
            Inline::Text(text) => self.text(text.as_str()),
            Inline::Emphasis(content) => json!({ "is": "emphasis", "content": self.inlines(content) }),
            Inline::Strong(content) => json!({ "is": "strong", "content": self.inlines(content) }),
            Inline::Link(Link { content, to }) => {
                let address = printed(to.as_str());
                let says_so = content.plain_text().contains(address.trim_end_matches('/'));
                let printed = !says_so && address.len() <= LONGEST_PRINTED;
                let node = json!({ "is": "link", "content": self.inlines(content), "url": to.as_str() });
                return (node, printed.then(|| json!({ "is": "address", "text": address })));
            }
            Inline::Page(link) => return self.page_link(link),
            Inline::Cite(_) if self.references() == References::None => json!({ "is": "text", "text": "" }),
            Inline::Cite(cites) => self.cites(cites),
            Inline::Term(Term { content, term }) => {
                let known = self.library.glossary(&self.page.id.language).is_some_and(|glossary| glossary.get(term).is_some());
                json!({ "is": "term", "content": self.inlines(content), "target": (known && !self.is_short()).then(|| term_label(term)) })
            }
            Inline::Span(Span { content, language: tag }) => {
                let Language { lang, region, rtl } = language(tag, None);
                let apart = tag.direction() != self.page.id.language.direction();
                json!({ "is": "span", "content": self.inlines(content), "lang": lang, "region": region, "rtl": rtl, "apart": apart })
            }
            Inline::Note(content) => {
                let place = if self.place == Place::Body { Place::Note } else { self.place };
                json!({ "is": "note", "content": self.at_place(place, |writer| writer.inlines(content)) })
            }
            Inline::LineBreak => json!({ "is": "break" }),
        };
        (node, None)
    }

    fn page_link(&mut self, link: &'a PageLink) -> (Value, Option<Value>) {
        let PageLink { content, to, anchor } = link;
        let words = content.plain_text();
        let inner = self.inlines(content);
        if *to == self.page.id.path {
            let target = anchor.as_ref().filter(|anchor| self.has_anchor(anchor.as_str())).map(|anchor| self.anchor_label(anchor));
            return (json!({ "is": "page", "content": inner, "target": target, "url": null }), None);
        }
        let target = self.target(to);
        if let Some(place) = target.and_then(|page| self.place(page)) {
            // It's in the same file: paper can be turned to its page.
            let on = self.numbered("see-page-number", ["page"]);
            let target = page_label(place);
            let aside = json!({ "is": "on-page", "parts": on, "target": target });
            return (json!({ "is": "page", "content": inner, "target": target, "url": null }), Some(aside));
        }
        let url = target.and_then(|page| self.address(page)).map(|url| match anchor {
            Some(anchor) => format!("{url}#{anchor}"),
            None => url,
        });
        // On paper the words alone lead nowhere: unless they're what the page is called, they're followed by what is printed on it.
        let words = words.to_lowercase();
        let names = |name: &Line| words.contains(&name.as_str().to_lowercase());
        let see = target.filter(|page| !names(&page.title) && !names(page.headline())).map(|page| page.headline().as_str());
        let see = see.map(|title| json!({ "is": "see", "text": self.say_of("see-page", "title", title) }));
        if let Some(page) = target
            && !self.mentioned.iter().any(|seen| seen.id == page.id)
        {
            self.mentioned.push(page);
        }
        (json!({ "is": "page", "content": inner, "target": null, "url": url }), see)
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
            .map(|Cite { key, locator }| {
                let position = self.cited.position(key);
                let label = match position {
                    Some(position) => self.cited.works()[position].label.clone(),
                    // The list that was given doesn't hold it: the key still says which work is meant.
                    None => {
                        self.leave_out(&format!("the source `{key}`"), "the list of sources that was given doesn't hold it");
                        key.to_string()
                    }
                };
                let place = locator.as_ref().map(|locator| marks.at(locator)).unwrap_or_default();
                json!({ "mark": format!("{label}{place}"), "target": position.filter(|_| listed).map(source_label) })
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

/// How much of a text ends the word before it: the "s" of `[therapist](…)s`, the "'s" of `[clinic](…)'s`, the "-led" of
/// `[nurse](…)-led`.
fn ending_of_word(text: &str) -> usize {
    let mut end = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let goes_on = rest.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '‑') && goes_on {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}
