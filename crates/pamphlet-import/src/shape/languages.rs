//! Words in another language. What a file says of them is often wrong: whole texts in English are marked as American, or as Italian.

use std::sync::Arc;

use pamphlet_core::value::LanguageTag;

use crate::{
    draft::{Boxed, Heading, Item, Paragraph, Picture, Piece, Remark, Run, Table, Text, What},
    language::{self, Vocabulary},
};

/// Keeps the languages of words that look like another language, and takes all others away.
pub(crate) fn keep_true(pieces: &mut [Piece], own: &LanguageTag, vocabulary: &Vocabulary) {
    for piece in pieces {
        match &mut piece.what {
            What::Heading(Heading { text, .. })
            | What::Paragraph(Paragraph { text, .. })
            | What::Item(Item { text, .. })
            | What::Remark(Remark { text, .. }) => of_text(text, own, vocabulary),
            What::Table(Table { caption, rows }) => {
                caption.iter_mut().for_each(|text| of_text(text, own, vocabulary));
                for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
                    keep_true(&mut cell.pieces, own, vocabulary);
                }
            }
            What::Picture(Picture { caption, .. }) => caption.iter_mut().for_each(|text| of_text(text, own, vocabulary)),
            What::Box(Boxed { heading, body, kind: _ }) => {
                heading.iter_mut().for_each(|text| of_text(text, own, vocabulary));
                keep_true(body, own, vocabulary);
            }
            What::Unreadable(_) => {}
        }
    }
}

fn of_text(text: &mut Text, own: &LanguageTag, vocabulary: &Vocabulary) {
    let mut at = 0;
    while at < text.len() {
        let tag = tag_of(&text[at]);
        let end = (at + 1..text.len()).find(|next| tag_of(&text[*next]) != tag).unwrap_or(text.len());
        let said: String = crate::draft::plain(&text[at..end]);
        let is_true =
            tag.as_deref().and_then(|tag| tag.parse::<LanguageTag>().ok()).is_some_and(|tag| is_other(&said, &tag, own, vocabulary));
        for run in &mut text[at..end] {
            match run {
                Run::Words(words) if !is_true || words.face.link.is_some() => words.face.language = None,
                Run::Note(note) => of_text(&mut note.text, own, vocabulary),
                Run::Words(_) | Run::Break => {}
            }
        }
        at = end;
    }
}

fn tag_of(run: &Run) -> Option<Arc<str>> {
    match run {
        Run::Words(words) => words.face.language.clone(),
        Run::Break | Run::Note(_) => None,
    }
}

/// Whether words are of the language that they're marked with, and not of the page's own.
fn is_other(said: &str, tag: &LanguageTag, own: &LanguageTag, vocabulary: &Vocabulary) -> bool {
    let is_latin = |c: char| c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c);
    if tag.primary() == own.primary() {
        return false;
    }
    let mut letters = said.chars().filter(|c| c.is_alphabetic()).peekable();
    if letters.peek().is_none() {
        return false;
    }
    // Another script is another language, unless the page's own has that script.
    if letters.all(|c| !is_latin(c)) {
        return !vocabulary.common.is_empty();
    }
    let words = language::words(said);
    words.len() >= 3
        && !vocabulary.common.is_empty()
        && !words.iter().any(|word| word.len() > 1 && vocabulary.common.contains(&word.as_str()))
}
