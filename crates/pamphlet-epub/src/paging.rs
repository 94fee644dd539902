//! Where the pages of the printed edition begin in the text of the book.
//!
//! The printed edition gives the words of each page. They're laid beside the words of the chapter, and where the first words of a page
//! stand, a marker is put: before the outermost element that they begin, or between two words where the page begins inside a
//! paragraph. Nothing needs to be known of how either was written.

use std::{borrow::Cow, collections::BTreeMap};

use pamphlet_core::{Omission, PrintedPage, model::PageId, words};
use roxmltree::{Document as Tree, Node};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{book::Omissions, document::Document, options::Error, xml::escaped};

/// So many words of a page, or half of them, must follow one another in the book, too: fewer may stand together by chance.
const ENOUGH: usize = 3;

/// The pages of the printed edition that belong to the chapters of a book.
pub(crate) struct Pages<'a> {
    all: Vec<&'a PrintedPage>,
    /// The places of each chapter's pages.
    of_chapters: BTreeMap<&'a PageId, Vec<usize>>,
    /// The places of the pages after the last chapter.
    back: Vec<usize>,
}

/// A place in a document at which a printed page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageBreak {
    /// The id of the marker.
    pub(crate) id: String,
    /// What the page is called in print.
    pub(crate) label: String,
}

impl<'a> Pages<'a> {
    /// Keeps the pages of chapters that the book holds. Without any there's nothing to mark.
    pub(crate) fn of(pages: &'a [PrintedPage], holds: impl Fn(&PageId) -> bool) -> Self {
        let mut of_chapters: BTreeMap<&PageId, Vec<usize>> = BTreeMap::new();
        for (place, page) in pages.iter().enumerate() {
            if let Some(chapter) = page.chapter.as_ref().filter(|chapter| holds(chapter)) {
                of_chapters.entry(chapter).or_default().push(place);
            }
        }
        let back_from = pages.iter().rposition(|page| page.chapter.is_some()).map_or(pages.len(), |last| last + 1);
        let back = if of_chapters.is_empty() { Vec::new() } else { (back_from..pages.len()).collect() };
        Self { all: pages.iter().collect(), of_chapters, back }
    }

    /// Marks where the pages of a chapter begin: in the page that opens its part, if it's the first there, and in its text. A page whose
    /// words aren't there is left out, and told.
    pub(crate) fn mark_chapter(
        &self,
        chapter: &PageId,
        part: Option<&mut Document>,
        text: &mut Document,
        omissions: &mut Omissions,
    ) -> Result<(), Error> {
        let Some(places) = self.of_chapters.get(chapter) else { return Ok(()) };
        let mut marked = None;
        if let (Some(part), [opening, ..]) = (part, places.as_slice())
            && self.mark(&[*opening], None, &mut [part])?.is_empty()
        {
            marked = Some(*opening);
        }
        // The page that opens a part may go on with the chapter: what it says there isn't on the next page.
        let missing = self.mark(places, marked, &mut [text])?;
        omissions.extend(missing.into_iter().map(|place| {
            let what = format!("page {} of the printed edition", self.all[place].label);
            Omission::new(what, "nothing that is printed there stands in this chapter of the book")
        }));
        Ok(())
    }

    /// Marks where the pages after the chapters begin. Many have no counterpart, as those of lines to write on.
    pub(crate) fn mark_back(&self, documents: &mut [&mut Document]) -> Result<(), Error> {
        self.mark(&self.back, None, documents).map(drop)
    }

    /// Marks pages, but for one that has its marker already, and returns those that have no place in the documents.
    fn mark(&self, places: &[usize], marked: Option<usize>, documents: &mut [&mut Document]) -> Result<Vec<usize>, Error> {
        let mut missing = Vec::new();
        let mut breaks: Vec<Vec<(Marker, PageBreak)>> = vec![Vec::new(); documents.len()];
        {
            let mut stands = Vec::new();
            for (number, document) in documents.iter().enumerate() {
                stands.extend(words_of(&document.body)?.into_iter().map(|word| (number, word)));
            }
            let here: Vec<Cow<'_, str>> = stands.iter().map(|(_, word)| comparable(word.text)).collect();
            let printed: Vec<Vec<String>> = places.iter().map(|place| words::of_text(&self.all[*place].text)).collect();
            let there: Vec<Cow<'_, str>> = printed.iter().flatten().map(|word| comparable(word)).collect();
            let ops = capture_diff_slices(Algorithm::Patience, &there, &here);
            let mut from = 0;
            for (place, words) in places.iter().zip(&printed) {
                let page = from..from + words.len();
                from = page.end;
                if Some(*place) == marked {
                    continue;
                }
                // Print numbers its questions, and a page of short ones has no long run in common.
                let common: usize = ops.iter().map(|op| common_with(op, &page).map_or(0, |run| run.count)).sum();
                let enough = if 2 * common > words.len() { 2 } else { ENOUGH }.min(words.len().div_ceil(2));
                let run = ops.iter().find_map(|op| common_with(op, &page).filter(|run| run.count >= enough));
                let Some(Common { here: first, there: printed, .. }) = run else {
                    missing.push(*place);
                    continue;
                };
                // What print says before it may stand here in another order, or not at all, and belongs to what it begins.
                let gap = ops.iter().filter_map(|op| common_before(op, page.start)).max().unwrap_or(0);
                let on_page = |at: usize| here.get(at).is_none_or(|word| there[page.start..printed].contains(word));
                let start = (gap..first).find(|at| stands[*at].1.is_first && on_page(*at) && on_page(at + 1));
                let (document, word) = &stands[start.unwrap_or(first)];
                let label = self.all[*place].label.clone();
                breaks[*document].push((word.marker, PageBreak { id: format!("p_page_{}", place + 1), label }));
            }
        }
        for (document, breaks) in documents.iter_mut().zip(breaks) {
            for (Marker { at, tag }, PageBreak { id, label }) in breaks.iter().rev() {
                // EPUB 3.3 § D.1, DPUB-ARIA 1.1 `doc-pagebreak`: what it's called is said, and not shown.
                let marker =
                    format!("<{tag} epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"{id}\" aria-label=\"{}\"/>", escaped(label));
                document.body.insert_str(*at, &marker);
            }
            document.pages.extend(breaks.into_iter().map(|(_, page)| page));
        }
        Ok(missing)
    }
}

/// A run of words that print and the book have in common, as far as it's on a page.
struct Common {
    /// The place of its first word in the book.
    here: usize,
    /// The place of its first word in print.
    there: usize,
    /// How many words it has.
    count: usize,
}

fn common_with(op: &DiffOp, page: &std::ops::Range<usize>) -> Option<Common> {
    let DiffOp::Equal { old_index, new_index, len } = *op else { return None };
    let (first, last) = (old_index.max(page.start), (old_index + len).min(page.end));
    (last > first).then(|| Common { here: new_index + first - old_index, there: first, count: last - first })
}

/// The place in the book that follows what it has in common with print before a printed word.
fn common_before(op: &DiffOp, printed: usize) -> Option<usize> {
    let DiffOp::Equal { old_index, new_index, len } = *op else { return None };
    (old_index < printed).then(|| new_index + len.min(printed - old_index))
}

/// A word to compare. Letters that run from the right are printed in an order that depends on their fonts.
fn comparable(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    Cow::Owned(letters.into_iter().collect())
}

/// A word of a document.
struct Word<'b> {
    text: &'b str,
    /// The marker that comes before it.
    marker: Marker,
    /// Whether an element begins with it.
    is_first: bool,
}

/// Where in a body a marker stands, and as what: between words, or between blocks, which then don't part from it.
#[derive(Debug, Clone, Copy)]
struct Marker {
    at: usize,
    tag: &'static str,
}

/// The words of a body, in their order; without those that nobody sees, and those of drawings.
fn words_of(body: &str) -> Result<Vec<Word<'_>>, Error> {
    const OPEN: &str = "<section xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">";
    let source = format!("{OPEN}{body}</section>");
    let tree = Tree::parse(&source).map_err(Error::assembly)?;
    let mut words = Vec::new();
    for child in tree.root_element().children() {
        walk(child, OPEN.len(), body, &mut Vec::new(), &mut words);
    }
    Ok(words)
}

/// `begun` has the elements around: where a marker may stand before each, and the number of words before it.
fn walk<'b>(node: Node<'_, '_>, offset: usize, body: &'b str, begun: &mut Vec<(Option<Marker>, usize)>, words: &mut Vec<Word<'b>>) {
    let range = node.range().start - offset..node.range().end - offset;
    if node.is_text() {
        let mut rest = range.start;
        for run in body[range].split_inclusive(|c: char| !c.is_alphanumeric()) {
            let at = rest;
            rest += run.len();
            let text = run.trim_end_matches(|c: char| !c.is_alphanumeric());
            // `&amp;` is no word.
            if text.is_empty() || (body[..at].ends_with('&') || body[..at].ends_with("&#")) && run.ends_with(';') {
                continue;
            }
            let mut begins = begun.iter().filter(|(_, before)| *before == words.len()).map(|(at, _)| *at);
            let (outermost, is_first) = (begins.clone().flatten().next(), begins.next().is_some());
            words.push(Word { text, marker: outermost.unwrap_or(Marker { at, tag: "span" }), is_first });
        }
    } else if node.is_element() && is_seen(node) {
        let marker = |tag| Some(Marker { at: range.start, tag });
        let marker = match node.tag_name().name() {
            // Only their own parents may hold these, and those hold nothing else.
            "li" | "dt" | "dd" | "caption" | "thead" | "tbody" | "tr" | "th" | "td" | "figcaption" => None,
            "a" | "bdi" | "em" | "span" | "strong" | "sup" | "time" => marker("span"),
            _ => marker("div"),
        };
        begun.push((marker, words.len()));
        for child in node.children() {
            walk(child, offset, body, begun, words);
        }
        begun.pop();
    }
}

/// Whether an element is text for the eye, as print is.
fn is_seen(node: Node<'_, '_>) -> bool {
    node.tag_name().name() != "svg" && node.attribute("hidden").is_none() && node.attribute("class") != Some("p-hidden")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    fn marked(body: &str, pages: &[&str]) -> String {
        let path = pamphlet_core::model::PagePath::new(pamphlet_core::model::Kind::Condition, "a".parse().unwrap());
        let id = PageId { path, language: "en".parse().unwrap() };
        let page =
            |(at, text): (usize, &&str)| PrintedPage { label: format!("{}", at + 7), chapter: Some(id.clone()), text: (*text).to_owned() };
        let pages: Vec<PrintedPage> = pages.iter().enumerate().map(page).collect();
        let mut document = Document::new("a.xhtml", "A", &id.language, Kind::Chapter, body.to_owned());
        let mut omissions = Omissions::default();
        Pages::of(&pages, |_| true).mark_chapter(&id, None, &mut document, &mut omissions).unwrap();
        let marks = document.body.replace(" epub:type=\"pagebreak\" role=\"doc-pagebreak\"", "");
        let left_out = omissions.into_list().into_iter().map(|omission| omission.to_string()).collect::<Vec<_>>().join("\n");
        format!("{marks}{left_out}")
    }

    #[test]
    fn a_marker_stands_before_what_the_page_begins() {
        let body = "<h1>A title of five words</h1>\n<p>One two &amp; three.</p><ul><li><p>Four five six</p></li><li>Seven <b>eight</b> nine ten</li></ul>";
        // Before a heading and a list, not in them; inside an item; between two words of a line.
        let whole =
            marked(body, &["A title of five words One two three", "Four five six", "Seven eight nine", "ten and more of other things"]);
        insta::assert_snapshot!(whole, @r#"
        <div id="p_page_1" aria-label="7"/><h1>A title of five words</h1>
        <p>One two &amp; three.</p><div id="p_page_2" aria-label="8"/><ul><li><p>Four five six</p></li><li><span id="p_page_3" aria-label="9"/>Seven <b>eight</b> nine ten</li></ul>page 10 of the printed edition: nothing that is printed there stands in this chapter of the book
        "#);
        insta::assert_snapshot!(marked(body, &["A title of five words One", "two three Four five six Seven eight nine ten"]), @r#"
        <div id="p_page_1" aria-label="7"/><h1>A title of five words</h1>
        <p>One <span id="p_page_2" aria-label="8"/>two &amp; three.</p><ul><li><p>Four five six</p></li><li>Seven <b>eight</b> nine ten</li></ul>
        "#);
    }
}
