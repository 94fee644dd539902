//! Sections, and what some of them become.

use pamphlet_core::model::{Block, Contact, HealthAspect, Organization, Question, Section};

use super::{Maker, text::Keep};
use crate::{
    care,
    draft::{Certainty, Heading, Paragraph, Piece, Place, Role, Text, What, plain},
    fate::Fate,
    language::is_whole,
};

/// Headings go no deeper: a page with more levels is a book.
const DEEPEST: usize = 3;

/// What sections became front matter.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) contact: Option<Contact>,
    pub(super) support: Vec<Organization>,
}

/// A section before its blocks are made.
struct Open {
    heading: Text,
    from: Place,
    certainty: Certainty,
    pieces: Vec<Piece>,
    inner: Vec<Open>,
}

impl Maker<'_> {
    /// The text before the first heading, the sections, and what of them stands in the front matter.
    pub(super) fn outline(&mut self, pieces: Vec<Piece>) -> (Vec<Block>, Vec<Section>, Found) {
        let has_stated = pieces.iter().any(|piece| matches!(&piece.what, What::Heading(Heading { certainty: Certainty::Stated, .. })));
        let pieces = self.lead_lines(pieces);
        let (opening, tree) = tree(pieces);
        let mut found = Found::default();
        let opening = self.blocks(&opening);
        let sections = tree.into_iter().filter_map(|open| self.section(open, has_stated, &mut found)).collect();
        (opening, sections, found)
    }

    /// Headings that are the first line of a care card, or of a list of things to do, are none.
    fn lead_lines(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let vocabulary = self.wanted.vocabulary;
        let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
        let mut pieces = pieces.into_iter().peekable();
        while let Some(mut piece) = pieces.next() {
            if let What::Heading(heading) = &piece.what {
                let said = plain(&heading.text);
                let is_before_items = matches!(pieces.peek().map(|next| &next.what), Some(What::Item(_)));
                let is_care =
                    care::of_line(&said, vocabulary).is_some() && pieces.peek().is_some_and(|next| !matches!(next.what, What::Heading(_)));
                let is_advice = is_whole(&said, vocabulary.do_headings) || is_whole(&said, vocabulary.dont_headings);
                if is_care || is_advice && is_before_items {
                    piece.what = What::Paragraph(Paragraph { text: heading.text.clone(), size: heading.size, role: Role::Text });
                }
            }
            out.push(piece);
        }
        out
    }

    fn section(&mut self, open: Open, has_stated: bool, found: &mut Found) -> Option<Section> {
        let Open { heading, from, certainty, mut pieces, inner } = open;
        let said = plain(&heading);
        let vocabulary = self.wanted.vocabulary;
        if inner.is_empty() {
            if is_whole(&said, vocabulary.contact_headings)
                && found.contact.is_none()
                && let Some(contact) = self.contact(&from, &heading, &pieces)
            {
                found.contact = Some(contact);
                return None;
            }
            if is_whole(&said, vocabulary.support_headings)
                && let Some(support) = self.support(&from, &heading, &pieces)
            {
                found.support.extend(support);
                return None;
            }
            if is_whole(&said, vocabulary.write_here) && pieces.iter().all(is_room_to_write) {
                self.tell_text(&from, &heading, Fate::NotText("room to write; a handout has sheets for notes and questions"));
                return None;
            }
        }
        let aspect = self.wanted.messages.aspect_of_heading(&said);
        let is_questions = is_whole(&said, vocabulary.question_headings) || aspect == Some(HealthAspect::Faq);
        let asks = |open: &Open| plain(&open.heading).trim_end().ends_with('?');
        let is_faq = !inner.is_empty() && (is_questions || aspect.is_none() && inner.len() >= 3 && inner.iter().all(asks));
        // Whatever becomes of a heading, what stands under it stays.
        let text = self.body(&from, &heading, Keep::Links).or_else(|| self.ours("Section"))?;
        let mut blocks = Vec::new();
        if certainty == Certainty::Guessed && has_stated {
            blocks.push(self.todo(
                "Is this a heading? The leaflet only shows it in bold or large letters. If it isn’t one, delete the signs before it",
            ));
        }
        if care::names_emergency_number(&said, vocabulary) {
            blocks.push(self.emergency_todo());
        }
        if is_whole(&said, vocabulary.reference_headings) && pieces.iter().any(|piece| !piece.said().trim().is_empty()) {
            blocks.push(self.todo(
                "Put each of these sources into references.bib, and cite each in the text by its key. Then delete this section: a page lists its sources itself",
            ));
        }
        let is_about_help = aspect == Some(HealthAspect::SeeDoctor) || is_whole(&said, vocabulary.when_to_get_help);
        let mut questions = Vec::new();
        if is_questions && inner.is_empty() {
            (questions, pieces) = self.marked_questions(pieces);
        }
        let made = self.blocks(&pieces);
        let has_card = made.iter().any(|block| matches!(block, Block::CareCard(_)));
        if is_about_help && !has_card && !made.is_empty() {
            blocks.push(self.todo(
                "How urgent is each of these? Put them into care cards (emergency, urgent or non-urgent), each with its own heading",
            ));
        }
        blocks.extend(made);
        let mut sections = Vec::new();
        for open in inner {
            if is_faq && open.inner.is_empty() && !open.pieces.is_empty() {
                questions.extend(self.question(&open.from, &open.heading, &open.pieces));
            } else {
                sections.extend(self.section(open, has_stated, found));
            }
        }
        let aspect = if questions.is_empty() { aspect.filter(|aspect| *aspect != HealthAspect::Faq) } else { Some(HealthAspect::Faq) };
        if blocks.is_empty() && questions.is_empty() && sections.is_empty() {
            blocks.push(self.todo("The leaflet has nothing under this heading. Write something, or delete the heading"));
        }
        Some(Section { heading: text, id: None, aspect, blocks, questions, sections })
    }

    fn question(&mut self, from: &Place, heading: &Text, pieces: &[Piece]) -> Option<Question> {
        let question = self.body(from, heading, Keep::Links).or_else(|| self.ours("Question"))?;
        let mut answer = Vec::new();
        if care::names_emergency_number(&plain(heading), self.wanted.vocabulary) {
            answer.push(self.emergency_todo());
        }
        answer.extend(self.blocks(pieces));
        if answer.is_empty() {
            answer.push(self.todo("The leaflet has no answer to this question. Write one, or delete the question"));
        }
        Some(Question { question, id: None, answer })
    }

    /// Questions and answers that letters stand before: "Q: …", "A: …".
    fn marked_questions(&mut self, pieces: Vec<Piece>) -> (Vec<Question>, Vec<Piece>) {
        let marks = self.wanted.vocabulary.question_marks;
        let mark = |piece: &Piece, of: fn(&(&'static str, &'static str)) -> &'static str| match &piece.what {
            What::Paragraph(paragraph) => {
                let said = plain(&paragraph.text);
                let end = said.find([':', '.']).map(|at| at + 1)?;
                marks.iter().any(|pair| is_whole(&said[..end], &[of(pair)])).then_some(end)
            }
            _ => None,
        };
        let has_all = pieces.iter().filter(|piece| mark(piece, |pair| pair.0).is_some()).count() >= 2;
        let first = pieces.iter().position(|piece| mark(piece, |pair| pair.0).is_some());
        let (Some(first), true) = (first, has_all) else { return (Vec::new(), pieces) };
        let mut before = pieces;
        let marked = before.split_off(first);
        let mut open: Vec<(Place, Text, Vec<Piece>)> = Vec::new();
        for mut piece in marked {
            let asks = mark(&piece, |pair| pair.0);
            let answers = mark(&piece, |pair| pair.1);
            if let (Some(end), What::Paragraph(paragraph)) = (asks.or(answers), &mut piece.what) {
                let sign = plain(&paragraph.text)[..end].to_owned();
                self.tell(&piece.from, &sign, Fate::NotText("a letter before a question or an answer"));
                paragraph.text = crate::draft::without_start(&paragraph.text, end);
            }
            match (asks, &piece.what, open.last_mut()) {
                (Some(_), What::Paragraph(paragraph), _) => open.push((piece.from.clone(), paragraph.text.clone(), Vec::new())),
                (_, _, Some((_, _, answer))) => answer.push(piece),
                (_, _, None) => before.push(piece),
            }
        }
        let questions = open.iter().filter_map(|(from, heading, pieces)| self.question(from, heading, pieces)).collect();
        (questions, before)
    }

    /// The to-do of a number that is called in an emergency, where it's easily missed.
    pub(super) fn emergency_todo(&mut self) -> Block {
        self.counts.emergency_todos += 1;
        self.todo(
            "An emergency number stands in running text, where it’s easily missed. If it says when to call, make it an emergency care card",
        )
    }
}

/// Room that a leaflet leaves to write in.
pub(super) fn is_room_to_write(piece: &Piece) -> bool {
    let said = piece.said();
    !said.chars().any(char::is_alphanumeric)
}

/// Puts pieces under their headings.
fn tree(pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Open>) {
    let mut opening = Vec::new();
    let mut roots: Vec<Open> = Vec::new();
    // The levels of the sections that are open, the outermost first.
    let mut levels: Vec<u8> = Vec::new();
    for piece in pieces {
        match piece.what {
            What::Heading(Heading { level, text, certainty, size: _ }) => {
                while levels.last().is_some_and(|open| *open >= level) {
                    levels.pop();
                }
                levels.truncate(DEEPEST - 1);
                let open = Open { heading: text, from: piece.from, certainty, pieces: Vec::new(), inner: Vec::new() };
                place(&mut roots, levels.len()).push(open);
                levels.push(level);
            }
            _ if levels.is_empty() => opening.push(piece),
            _ => {
                if let Some(open) = place(&mut roots, levels.len() - 1).last_mut() {
                    open.pieces.push(piece);
                }
            }
        }
    }
    (opening, roots)
}

/// The sections at a depth that are written to.
fn place(mut sections: &mut Vec<Open>, depth: usize) -> &mut Vec<Open> {
    for _ in 0..depth {
        // Borrowed twice, as the end of the list may be its own.
        let Some(at) = sections.len().checked_sub(1) else { return sections };
        sections = &mut sections[at].inner;
    }
    sections
}
