//! Care cards that only their words tell.

use pamphlet_core::model::{Block, CareCard, Inlines, NonEmpty, Urgency};

use super::{Maker, blocks::items_after, text::Keep};
use crate::{
    care,
    draft::{Heading, Paragraph, Piece, Place, Run, Text, What, lines, plain, start, without_start},
};

/// A criterion that isn't marked as an item is no longer than this.
const LONGEST: usize = 160;

impl Maker<'_> {
    /// A care card, where the next pieces look like one, and how many of them it takes.
    pub(super) fn card(&mut self, pieces: &[Piece]) -> Option<(Vec<Block>, usize)> {
        let first = pieces.first()?;
        let text = match &first.what {
            What::Paragraph(Paragraph { text, .. }) | What::Heading(Heading { text, .. }) => text,
            What::Item(_) | What::Table(_) | What::Picture(_) | What::Box(_) | What::Remark(_) | What::Unreadable(_) => return None,
        };
        let own = lines(text);
        let lead = own.first()?;
        let urgency = care::of_line(&plain(lead), self.wanted.vocabulary)?;
        let items = items_after(pieces);
        // The signs stand in a list, on lines of their own, or in paragraphs without bullets.
        if own.len() == 1 && !items.is_empty() {
            let signs: Vec<(&Place, &Text)> = items.iter().map(|(from, item)| (*from, &item.text)).collect();
            return Some((self.guessed_card(urgency, (&first.from, lead), &signs, None)?, 1 + items.len()));
        }
        if own.len() > 1 && plain(lead).trim_end().ends_with([':', 'f', '…', 'u', 'n']) {
            let signs: Vec<(&Place, &Text)> =
                own[1..].iter().map(|line| (&first.from, line)).chain(items.iter().map(|(from, item)| (*from, &item.text))).collect();
            return Some((self.guessed_card(urgency, (&first.from, lead), &signs, None)?, 1 + items.len()));
        }
        if own.len() > 1 {
            return None;
        }
        if plain(lead).trim_end().ends_with(':') {
            let signs = self.signs_after(pieces);
            if !signs.is_empty() {
                let taken = 1 + signs.len();
                return Some((self.guessed_card(urgency, (&first.from, lead), &signs, None)?, taken));
            }
        }
        if urgency == Urgency::NonUrgent {
            return None;
        }
        // "Call 999 if you have chest pain. Don't drive." In other sentences the words around the number say more than when.
        let said = plain(text);
        if !care::begins_with_call(&said, self.wanted.vocabulary) {
            return None;
        }
        let at = care::condition_at(&said, self.wanted.vocabulary)?;
        let rest = without_start(text, at);
        let end = sentence_end(&plain(&rest));
        let (sign, after) = (start(&rest, end), without_start(&rest, end));
        let has_note = |text: &Text| text.iter().any(|run| matches!(run, Run::Note(_)));
        if has_note(text) || !plain(&sign).chars().any(char::is_alphanumeric) {
            return None;
        }
        let lead = start(text, at);
        Some((self.guessed_card(urgency, (&first.from, &lead), &[(&first.from, &sign)], Some((&first.from, &after)))?, 1))
    }

    /// Short paragraphs after a line that ends in a colon, each of which goes on with its sentence.
    fn signs_after<'p>(&self, pieces: &'p [Piece]) -> Vec<(&'p Place, &'p Text)> {
        let signs = pieces.get(1..).unwrap_or_default().iter().map_while(|piece| match &piece.what {
            What::Paragraph(Paragraph { text, .. }) => {
                let said = plain(text);
                let goes_on = said.trim_start().starts_with(|c: char| c.is_lowercase() || c == '…');
                (goes_on && said.len() < LONGEST && care::of_line(&said, self.wanted.vocabulary).is_none()).then_some((&piece.from, text))
            }
            _ => None,
        });
        signs.collect()
    }

    fn guessed_card(
        &mut self,
        urgency: Urgency,
        (from, lead): (&Place, &Text),
        signs: &[(&Place, &Text)],
        after: Option<(&Place, &Text)>,
    ) -> Option<Vec<Block>> {
        let heading = self.body(from, lead, Keep::Links)?;
        let criteria: Vec<Inlines> = signs.iter().filter_map(|(from, text)| self.body(from, text, Keep::All)).collect();
        let after = after.and_then(|(from, text)| self.body(from, text, Keep::All)).map(Block::Paragraph);
        let criteria = match NonEmpty::try_from(criteria) {
            Ok(criteria) => criteria,
            Err(_) => return Some(std::iter::once(Block::Paragraph(heading)).chain(after).collect()),
        };
        self.counts.cards_guessed += 1;
        let why = match urgency {
            Urgency::Emergency => "Check the urgency: is this an emergency?",
            Urgency::Urgent => "Check the urgency: is this urgent, for the same day?",
            Urgency::NonUrgent => "Check the urgency: can this wait for a usual appointment?",
        };
        let todo = self.todo(&format!("{why} Then delete this line"));
        let card = Block::CareCard(CareCard { urgency, heading, criteria, after: after.into_iter().collect() });
        Some(vec![todo, card])
    }
}

/// Where the first sentence of a text ends.
fn sentence_end(text: &str) -> usize {
    let ends = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
    ends.filter(|end| text[*end..].starts_with(' '))
        .find(|end| text[*end..].trim_start().starts_with(char::is_uppercase))
        .unwrap_or(text.len())
}
