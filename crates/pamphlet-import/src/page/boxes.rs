//! Boxes: those that say what they are, and those that only have a frame.

use pamphlet_core::model::{Block, Callout, CalloutKind, CareCard, Details, Inlines, NonEmpty, Quote, Urgency};

use super::{Maker, blocks::Advice, text::Keep};
use crate::{
    draft::{BoxKind, Boxed, Heading, Item, Paragraph, Piece, Place, Text, What, plain, start, without_start},
    language::begins,
    shape::headings::is_strong,
};

impl Maker<'_> {
    pub(super) fn boxed(&mut self, from: &Place, boxed: &Boxed, out: &mut Vec<Block>) {
        let Boxed { kind, heading, body } = boxed;
        let (heading, body) = match heading {
            Some(heading) => (Some((from.clone(), heading.clone())), body.as_slice()),
            None => first_line(*kind, body),
        };
        if let Some((_, heading)) = heading.as_ref().filter(|_| !matches!(kind, BoxKind::Care(_) | BoxKind::Plain)) {
            self.warn(&plain(heading), out);
        }
        match kind {
            BoxKind::Care(urgency) => self.stated_card(*urgency, heading, body, out),
            BoxKind::Do => self.stated_advice(Advice::Do, heading, body, out),
            BoxKind::Dont => self.stated_advice(Advice::Dont, heading, body, out),
            BoxKind::Important => self.callout(CalloutKind::Important, heading, body, out),
            BoxKind::Note => self.callout(CalloutKind::Note, heading, body, out),
            BoxKind::Details => {
                let summary = heading.and_then(|(from, text)| self.body(&from, &text, Keep::Links));
                let blocks = self.blocks(body);
                match (summary, NonEmpty::try_from(blocks)) {
                    (Some(summary), Ok(body)) => out.push(Block::Details(Details { summary, body })),
                    (summary, Ok(body)) => out.extend(summary.map(Block::Paragraph).into_iter().chain(Vec::from(body))),
                    (summary, Err(_)) => out.extend(summary.map(Block::Paragraph)),
                }
            }
            BoxKind::Quote => {
                out.extend(heading.and_then(|(from, text)| self.body(&from, &text, Keep::All)).map(Block::Paragraph));
                let blocks = self.blocks(body);
                out.extend(NonEmpty::try_from(blocks).ok().map(|body| Block::Quote(Quote { body, attribution: None })));
            }
            BoxKind::Plain => self.plain_box(&boxed.body, out),
        }
    }

    /// A box with a frame and nothing else: a care card if it reads as one.
    fn plain_box(&mut self, body: &[Piece], out: &mut Vec<Block>) {
        if let Some((heading, rest)) = self.warning(body) {
            self.warn(&plain(&heading.1), out);
            return self.callout(CalloutKind::Important, Some(heading), &rest, out);
        }
        let blocks = self.blocks(body);
        let says_more = blocks.iter().any(|block| !matches!(block, Block::Todo(_) | Block::Figure(_)));
        let is_known = blocks.iter().any(|block| matches!(block, Block::CareCard(_) | Block::DoList(_) | Block::DontList(_)));
        if says_more && !is_known {
            out.push(self.todo("What follows stood in a box. If readers must not miss it, make it an important callout, or a care card"));
        }
        out.extend(blocks);
    }

    /// The heading of a box that warns, and what stands under it.
    fn warning(&self, body: &[Piece]) -> Option<((Place, Text), Vec<Piece>)> {
        let (first, rest) = body.split_first()?;
        let (What::Paragraph(Paragraph { text, .. }) | What::Heading(Heading { text, .. })) = &first.what else { return None };
        let said = plain(text);
        if !begins(&said, self.wanted.vocabulary.important) {
            return None;
        }
        let end = said.find(':').map(|at| at + 1).filter(|end| said[*end..].chars().any(char::is_alphanumeric));
        match end {
            // "Important: don't stop taking it."
            Some(end) if begins(&said[..end], self.wanted.vocabulary.important) && end < 40 => {
                let own = Paragraph { text: without_start(text, end), ..Paragraph::default() };
                let own = Piece { from: first.from.clone(), what: What::Paragraph(own) };
                Some(((first.from.clone(), start(text, end)), std::iter::once(own).chain(rest.iter().cloned()).collect()))
            }
            Some(_) | None => (!rest.is_empty() && said.len() < 80).then(|| ((first.from.clone(), text.clone()), rest.to_vec())),
        }
    }

    fn callout(&mut self, kind: CalloutKind, heading: Option<(Place, Text)>, body: &[Piece], out: &mut Vec<Block>) {
        let heading = heading.and_then(|(from, text)| self.body(&from, &text, Keep::Links));
        let blocks = self.blocks(body);
        // A card in a callout stands after it, where it's seen.
        let heading = heading.or_else(|| {
            self.ours(match kind {
                CalloutKind::Important => "Important",
                CalloutKind::Note => "Note",
            })
        });
        match (heading, NonEmpty::try_from(blocks)) {
            (Some(heading), Ok(body)) => out.push(Block::Callout(Callout { kind, heading, body })),
            (heading, Ok(body)) => out.extend(heading.map(Block::Paragraph).into_iter().chain(Vec::from(body))),
            (heading, Err(_)) => out.extend(heading.map(Block::Paragraph)),
        }
    }

    fn stated_advice(&mut self, advice: Advice, heading: Option<(Place, Text)>, body: &[Piece], out: &mut Vec<Block>) {
        let items: Vec<(&Place, &Item)> = items(body);
        if items.is_empty() {
            out.extend(heading.and_then(|(from, text)| self.body(&from, &text, Keep::All)).map(Block::Paragraph));
            return out.extend(self.blocks(body));
        }
        let heading = heading.and_then(|(from, text)| {
            if crate::language::words(&plain(&text)).len() < 3 {
                self.tell_text(
                    &from,
                    &text,
                    crate::fate::Fate::NotText("the heading of a list of things to do or not, which each format writes itself"),
                );
                None
            } else {
                self.body(&from, &text, Keep::Links)
            }
        });
        items.iter().any(|(_, item)| {
            let before = out.len();
            self.warn(&plain(&item.text), out);
            out.len() > before
        });
        if let Some(list) = self.advice_list(heading, &items, advice) {
            out.push(match advice {
                Advice::Do => Block::DoList(list),
                Advice::Dont => Block::DontList(list),
            });
        }
        let others: Vec<Piece> = body.iter().filter(|piece| !matches!(piece.what, What::Item(_))).cloned().collect();
        out.extend(self.blocks(&others));
    }

    /// A card that the document says is one.
    fn stated_card(&mut self, urgency: Urgency, heading: Option<(Place, Text)>, body: &[Piece], out: &mut Vec<Block>) {
        let heading = heading.and_then(|(from, text)| self.body(&from, &text, Keep::Links));
        let first_items: Vec<(&Place, &Item)> = items(body);
        let (criteria, rest): (Vec<Inlines>, Vec<Piece>) = if first_items.is_empty() {
            let (first, rest) = body.split_first().map_or((None, body), |(first, rest)| (Some(first), rest));
            let criterion = first.and_then(|piece| match &piece.what {
                What::Paragraph(paragraph) => self.body(&piece.from, &paragraph.text, Keep::All),
                _ => None,
            });
            match criterion {
                Some(criterion) => (vec![criterion], rest.to_vec()),
                None => (Vec::new(), body.to_vec()),
            }
        } else {
            let criteria = first_items.iter().filter_map(|(from, item)| self.body(from, &item.text, Keep::All)).collect();
            (criteria, body.iter().filter(|piece| !matches!(piece.what, What::Item(_))).cloned().collect())
        };
        let is_moved = !first_items.is_empty() && !matches!(body.first().map(|piece| &piece.what), Some(What::Item(_)));
        let after = self.blocks_in_card(&rest);
        match (heading, NonEmpty::try_from(criteria)) {
            (Some(heading), Ok(criteria)) => {
                self.counts.cards_stated += 1;
                if is_moved {
                    out.push(self.todo("The text above the list of this care card now stands below it. Check that it still reads well"));
                }
                out.push(Block::CareCard(CareCard { urgency, heading, criteria, after }));
            }
            (heading, criteria) => {
                let why = format!("This was a care card ({}), but it has no heading or no signs. Write it as one", urgency.as_str());
                out.push(self.todo(&why));
                out.extend(heading.map(Block::Paragraph));
                out.extend(criteria.ok().into_iter().flat_map(Vec::from).map(Block::Paragraph));
                out.extend(after);
            }
        }
    }

    /// What stands below the signs of a card, where an emergency number is at its place.
    fn blocks_in_card(&mut self, pieces: &[Piece]) -> Vec<Block> {
        let before = self.counts.emergency_todos;
        let blocks = self.blocks(pieces);
        if self.counts.emergency_todos == before {
            return blocks;
        }
        blocks
    }
}

fn items(body: &[Piece]) -> Vec<(&Place, &Item)> {
    body.iter()
        .filter_map(|piece| match &piece.what {
            What::Item(item) => Some((&piece.from, item)),
            _ => None,
        })
        .collect()
}

/// The first line of a box as its heading, if it looks like one.
fn first_line(kind: BoxKind, body: &[Piece]) -> (Option<(Place, Text)>, &[Piece]) {
    let Some((first, rest)) = body.split_first() else { return (None, body) };
    let heading = match (&first.what, kind) {
        (What::Heading(heading), _) => Some(&heading.text),
        (What::Paragraph(paragraph), BoxKind::Care(_)) if rest.iter().any(|piece| matches!(piece.what, What::Item(_))) => {
            Some(&paragraph.text)
        }
        (What::Paragraph(paragraph), _) if is_strong(&paragraph.text) => Some(&paragraph.text),
        _ => None,
    };
    match heading {
        Some(heading) if !rest.is_empty() => (Some((first.from.clone(), heading.clone())), rest),
        Some(_) | None => (None, body),
    }
}
