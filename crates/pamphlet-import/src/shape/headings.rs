//! Paragraphs that look like headings.

use std::collections::BTreeMap;

use crate::{
    care,
    draft::{Certainty, Heading, Paragraph, Piece, Role, Run, Text, What, plain},
    language::Vocabulary,
};

/// A line longer than this is text.
const LONGEST: usize = 80;

/// Makes headings of short lines that are bold, larger than the text or in capitals, and stand before text.
pub(crate) fn guess(mut pieces: Vec<Piece>, vocabulary: &Vocabulary) -> Vec<Piece> {
    let body = body_size(&pieces);
    let candidates: Vec<Option<u16>> = (0..pieces.len()).map(|at| candidate(&pieces, at, body, vocabulary)).collect();
    // Larger headings stand higher. What is bold in the size of the text is the lowest.
    let mut sizes: Vec<u16> = candidates.iter().flatten().copied().collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    let mut stated = 0;
    for (piece, size) in pieces.iter_mut().zip(candidates) {
        if let What::Heading(heading) = &piece.what {
            stated = heading.level;
        }
        let Some(size) = size else { continue };
        if let What::Paragraph(paragraph) = &mut piece.what {
            let rank = sizes.iter().position(|other| *other == size).unwrap_or(0);
            let level = if stated > 0 { stated + 1 } else { u8::try_from(rank + 1).unwrap_or(u8::MAX) };
            let (text, size) = (std::mem::take(&mut paragraph.text), paragraph.size);
            piece.what = What::Heading(Heading { level: level.min(9), text, certainty: Certainty::Guessed, size });
        }
    }
    pieces
}

/// The size of most of the text.
fn body_size(pieces: &[Piece]) -> u16 {
    let mut sizes: BTreeMap<u16, usize> = BTreeMap::new();
    for piece in pieces {
        if let What::Paragraph(paragraph) = &piece.what {
            *sizes.entry(paragraph.size).or_default() += plain(&paragraph.text).len();
        }
    }
    sizes.into_iter().max_by_key(|(_, length)| *length).map_or(0, |(size, _)| size)
}

/// The size of a line that may be a heading.
fn candidate(pieces: &[Piece], at: usize, body: u16, vocabulary: &Vocabulary) -> Option<u16> {
    let What::Paragraph(Paragraph { text, size, role: Role::Text }) = &pieces[at].what else { return None };
    let said = plain(text);
    let said = said.trim();
    let is_line = said.chars().count() < LONGEST
        && !said.contains('\n')
        && !said.ends_with(['.', ',', ';', ':'])
        && said.chars().any(char::is_alphabetic);
    if !is_line || care::of_line(said, vocabulary).is_some() || !text.iter().all(|run| matches!(run, Run::Words(_))) {
        return None;
    }
    // Questions with a letter before them are no sections.
    let has_mark = said
        .split_once([':', '.'])
        .is_some_and(|(mark, _)| vocabulary.question_marks.iter().any(|(asks, answers)| crate::language::is_whole(mark, &[asks, answers])));
    if has_mark {
        return None;
    }
    let capitals = said.chars().filter(|c| c.is_uppercase()).count() > 3 && !said.chars().any(char::is_lowercase);
    let looks = is_strong(text) || (*size > body + 1 && body > 0) || capitals;
    let before_text = pieces.get(at + 1..).unwrap_or_default().iter().find(|piece| !matches!(piece.what, What::Remark(_)));
    let stands_before = before_text.is_some_and(|piece| match &piece.what {
        What::Paragraph(_) | What::Item(_) | What::Table(_) | What::Picture(_) | What::Box(_) => true,
        What::Heading(_) | What::Remark(_) | What::Unreadable(_) => false,
    });
    (looks && stands_before).then_some((*size).max(body))
}

/// Whether every word of a text is bold.
pub(crate) fn is_strong(text: &Text) -> bool {
    let mut words = text.iter().filter_map(|run| match run {
        Run::Words(words) if words.text.chars().any(char::is_alphanumeric) => Some(words.face.is_strong),
        Run::Words(_) | Run::Break | Run::Note(_) => None,
    });
    words.next() == Some(true) && words.all(|is_strong| is_strong)
}
