//! The front matter: title, audience, summary, review; and the kind of the page.

use std::collections::BTreeSet;

use pamphlet_core::{
    model::{Audience, Block, ClinicalReview, HealthAspect, Kind, PagePath, Review},
    value::{Date, Line, Slug, Version},
};

use super::{
    Maker,
    review::{self, Said},
    text::{self, Keep},
};
use crate::{
    care,
    draft::{Certainty, Draft, Heading, Paragraph, Piece, Place, Role, What, is_blank, plain, words},
    fate::Fate,
    language::{self, DateOf, holds, is_whole},
};

pub(super) struct Front {
    pub(super) kind: Kind,
    pub(super) slug: Slug,
    pub(super) title: Line,
    pub(super) summary: Line,
    pub(super) audience: Option<Audience>,
    pub(super) review: Option<Review>,
    pub(super) published: Option<Date>,
    pub(super) version: Option<Version>,
    pub(super) todos: Vec<Block>,
}

#[derive(Default)]
struct Dates {
    last: Option<Date>,
    next: Option<Date>,
    published: Option<Date>,
    version: Option<Version>,
    is_unclear: bool,
}

/// Letters of a title that stand in its address.
const LONGEST_SLUG: usize = 60;
/// Letters of a summary.
const LONGEST_SUMMARY: usize = 220;
/// A title stands among the first pieces.
const FIRST: usize = 8;
/// A review line stands among the last.
const LAST: usize = 10;

pub(super) fn fallback_slug() -> Slug {
    #[expect(clippy::expect_used, reason = "a slug that is written here")]
    Slug::from_text("leaflet").expect("a slug")
}

impl Maker<'_> {
    /// Takes out of a draft what belongs into the front matter.
    pub(super) fn front(&mut self, draft: &mut Draft) -> Front {
        let vocabulary = self.wanted.vocabulary;
        let stated = draft.facts.title.clone();
        let mut todos = Vec::new();
        let title = self.title(&mut draft.body);
        let mut guessed = vec![];
        let title = match title {
            Some((title, certainty)) => {
                if certainty == Certainty::Guessed {
                    guessed.push("the title");
                }
                title
            }
            None => {
                guessed.push("the title (the leaflet has none)");
                stated
                    .as_deref()
                    .filter(|title| !title.to_lowercase().starts_with("document"))
                    .and_then(text::line)
                    .unwrap_or_else(|| self.file_title())
            }
        };
        let audience = self.audience(&mut draft.body);
        let mut dates = Dates::default();
        self.margins(std::mem::take(&mut draft.margins), &title, &mut dates);
        self.last_lines(&mut draft.body, &mut dates);
        if let Some(day) = draft.facts.reviewed.as_deref().and_then(|day| day.get(..10)).and_then(|day| day.parse().ok()) {
            dates.last = dates.last.or(Some(day));
        }
        let kind = self.wanted.kind.unwrap_or_else(|| {
            guessed.push("the kind of page (its folder)");
            guess_kind(&title, &draft.body, self)
        });
        let summary = self.summary(&mut draft.body, &title);
        guessed.push("the summary");
        let list = match guessed.as_slice() {
            [one] => (*one).to_owned(),
            [all @ .., last] => format!("{} and {last}", all.join(", ")),
            [] => String::new(),
        };
        todos.push(self.todo(&format!("Check what was guessed at the top of this file: {list}. Then delete this line")));
        if let Some(is_it) = language::is_of(vocabulary, &draft.body.iter().map(Piece::said).collect::<String>())
            && !is_it
        {
            todos.push(
                self.todo(&format!(
                    "Is this page in another language than {}? Then import it again with “--language”",
                    self.wanted.language
                )),
            );
        }
        if let Some(address) = &draft.facts.address {
            todos.push(self.todo(&format!(
                "This comes from {address}. If it isn’t yours, ask whether you may use it, and name its owner and licence under “rights” at the top"
            )));
        }
        let review = self.review(&dates, &mut todos);
        let slug = self.wanted.slug.clone().unwrap_or_else(|| title_slug(&title, kind));
        Front { kind, slug, title, summary, audience, review, published: dates.published, version: dates.version, todos }
    }

    fn file_title(&self) -> Line {
        let name = self.wanted.name.replace(['_', '-'], " ");
        text::line(&name)
            .or_else(|| text::line("Leaflet"))
            .unwrap_or_else(|| fallback_slug().as_str().parse().unwrap_or_else(|_| unreachable!("a line")))
    }

    /// The title: the one that the document states, or the one line that is larger than all others. Pieces above it are looked through.
    fn title(&mut self, body: &mut Vec<Piece>) -> Option<(Line, Certainty)> {
        let level_of = |piece: &Piece| match &piece.what {
            What::Heading(heading) => Some((heading.level, heading.certainty)),
            _ => None,
        };
        let highest = body.iter().filter_map(level_of).map(|(level, _)| level).min();
        let first = body.iter().take(FIRST).position(|piece| level_of(piece).is_some_and(|(level, _)| Some(level) == highest));
        let is_only = |level| body.iter().filter_map(level_of).filter(|(other, _)| *other == level).count() == 1;
        let largest = largest(body);
        let at = match (first, highest) {
            (Some(at), Some(0)) => Some((at, Certainty::Stated)),
            _ if largest.is_some() => largest.map(|at| (at, Certainty::Guessed)),
            (Some(at), Some(level)) if is_only(level) => level_of(&body[at]).map(|(_, certainty)| (at, certainty)),
            // The first of several headings, with nothing but a line between it and the next.
            (Some(0), Some(_)) if body.iter().skip(1).take(2).any(|piece| level_of(piece).is_some()) => Some((0, Certainty::Guessed)),
            _ => {
                let lead = body.iter().position(|piece| !matches!(piece.what, What::Picture(_)));
                lead.filter(|at| is_title_line(&body[*at], body)).map(|at| (at, Certainty::Guessed))
            }
        };
        let (at, certainty) = at?;
        let piece = body.get(at)?;
        let text = match &piece.what {
            What::Heading(heading) => heading.text.clone(),
            What::Paragraph(paragraph) => paragraph.text.clone(),
            _ => return None,
        };
        if care::names_emergency_number(&plain(&text), self.wanted.vocabulary)
            || text.iter().any(|run| matches!(run, crate::draft::Run::Note(_)))
        {
            return None;
        }
        let title = text::line(&plain(&crate::draft::words(&plain(&text))))?;
        // Straight quotes become those of print, as in the text.
        let title =
            self.inlines(&words(title.as_str()), Keep::Links).and_then(|inlines| text::line(&inlines.plain_text())).unwrap_or(title);
        let from = piece.from.clone();
        body.remove(at);
        self.tell_text(&from, &text, Fate::FrontMatter("title"));
        // What looks like a heading above the title is the publisher's name, or something like it.
        let above: Vec<Piece> = body.iter().take(at).filter(|piece| matches!(piece.what, What::Heading(_))).cloned().collect();
        let mut left = at;
        body.retain(|piece| {
            let is_above = left > 0;
            left = left.saturating_sub(1);
            !is_above || !matches!(piece.what, What::Heading(_))
        });
        for piece in above {
            let What::Heading(heading) = &piece.what else { continue };
            self.leave_over_text(
                &piece.from,
                &heading.text,
                "This stood above the title. The publisher’s name is set in pamphlet.toml: then delete it here",
            );
        }
        Some((title, certainty))
    }

    /// A line under the title that says whom it's for.
    fn audience(&mut self, body: &mut Vec<Piece>) -> Option<Audience> {
        for at in 0..body.len().min(4) {
            let text = match &body[at].what {
                What::Heading(Heading { text, .. }) | What::Paragraph(Paragraph { text, .. }) => text.clone(),
                _ => continue,
            };
            let said = plain(&text);
            let known = self.wanted.vocabulary.audiences.iter().find(|(line, _)| is_whole(&said, &[line]));
            if let Some((_, audience)) = known {
                let piece = body.remove(at);
                self.tell_text(&piece.from, &text, Fate::FrontMatter("audience"));
                return Some(*audience);
            }
        }
        None
    }

    /// Headers and footers, each line once.
    fn margins(&mut self, margins: Vec<Piece>, title: &Line, dates: &mut Dates) {
        let folded = |text: &str| language::words(text).join(" ");
        let mut said: BTreeSet<String> = std::iter::once(folded(title.as_str())).collect();
        for piece in margins {
            if let What::Picture(picture) = &piece.what {
                self.margin_picture(&piece.from, picture);
                continue;
            }
            if let What::Remark(remark) = &piece.what {
                let block = self.remark(&piece.from, remark);
                self.left_over.push(block);
                continue;
            }
            let mut leaves: Vec<(Place, String)> = Vec::new();
            piece.leaves(&mut |from, text| leaves.push((from.clone(), text)));
            for (from, text) in leaves {
                for line in text.split(['\n', '\t']).map(str::trim).filter(|line| line.chars().any(char::is_alphanumeric)) {
                    if said.insert(folded(line)) {
                        self.margin_line(&from, line, dates);
                    } else {
                        self.tell(&from, line, Fate::Repeated);
                    }
                }
            }
        }
    }

    fn margin_line(&mut self, from: &Place, line: &str, dates: &mut Dates) {
        let Some(segments) = review::read(line, self.wanted.vocabulary) else {
            return self.leave_over(from, line, "This stood in the header or footer. Put it where it belongs, or delete it");
        };
        self.review_line(from, &segments, dates);
    }

    fn review_line(&mut self, from: &Place, segments: &[(&str, Said)], dates: &mut Dates) {
        for (segment, said) in segments {
            let slot = match said {
                Said::Date(DateOf::Last, date) => Some((&mut dates.last, date, "review")),
                Said::Date(DateOf::Next, date) => Some((&mut dates.next, date, "review")),
                Said::Date(DateOf::Published, date) => Some((&mut dates.published, date, "published")),
                Said::Unclear(_) | Said::Version(_) | Said::Other => None,
            };
            match (slot, said) {
                (Some((slot, date, key)), _) if slot.is_none_or(|there| there == *date) => {
                    *slot = Some(*date);
                    self.tell(from, segment, Fate::FrontMatter(key));
                }
                (None, Said::Version(version)) if dates.version.as_ref().is_none_or(|there| there == version) => {
                    dates.version = Some(version.clone());
                    self.tell(from, segment, Fate::FrontMatter("version"));
                }
                (None, Said::Unclear(_)) => {
                    dates.is_unclear = true;
                    self.leave_over(from, segment, "Which day is this? Write it at the top as year, month and day, under “review”");
                }
                (Some(_) | None, _) => {
                    self.leave_over(
                        from,
                        segment,
                        "This stood beside the review date, perhaps as the leaflet’s code. Put it where it belongs, or delete it",
                    );
                }
            }
        }
    }

    /// Words that find no place: at the end, with a to-do.
    fn leave_over(&mut self, from: &Place, line: &str, why: &str) {
        let mut why = why.to_owned();
        if care::names_emergency_number(line, self.wanted.vocabulary) {
            self.counts.emergency_todos += 1;
            why = "This emergency number stood outside the text. If it says when to call, make it an emergency care card".to_owned();
        }
        self.leave_over_text(from, &words(line), &why);
    }

    pub(super) fn leave_over_text(&mut self, from: &Place, text: &crate::draft::Text, why: &str) {
        let content = self.inlines(text, Keep::All);
        let fate = if content.is_some() { Fate::LeftOver } else { Fate::NotText("signs that can't be read") };
        self.tell_text(from, text, fate);
        if content.is_some() {
            let todo = self.todo_with(why, content.map(Block::Paragraph).into_iter().collect());
            self.left_over.push(todo);
        }
    }

    /// Review lines at the end of the text.
    fn last_lines(&mut self, body: &mut Vec<Piece>, dates: &mut Dates) {
        let mut at = body.len().saturating_sub(LAST);
        while at < body.len() {
            let (What::Paragraph(Paragraph { text, .. }) | What::Heading(Heading { text, .. })) = &body[at].what else {
                at += 1;
                continue;
            };
            let said = plain(text);
            let has_note = text.iter().any(|run| matches!(run, crate::draft::Run::Note(_)));
            let found = review::read(&said, self.wanted.vocabulary).filter(|_| said.len() < 200 && !has_note);
            let Some(segments) = found else {
                at += 1;
                continue;
            };
            let from = body[at].from.clone();
            self.review_line(&from, &segments, dates);
            body.remove(at);
        }
    }

    fn review(&mut self, dates: &Dates, todos: &mut Vec<Block>) -> Option<Review> {
        let last = dates.last.or(dates.published);
        match (last, dates.next) {
            (Some(last), next) => {
                if dates.last.is_none() {
                    todos.push(self.todo("The leaflet says when it was published, and not when it was last reviewed: “last” at the top is that date. Check it"));
                }
                Some(Review { last, next, clinical: ClinicalReview::Pending, editorial: Vec::new() })
            }
            (None, Some(next)) => {
                todos.push(self.todo(&format!(
                    "The leaflet says that its next review is due {next}, and not when it was last reviewed. Find that out, and write “review:” at the top, with “last”, “next” and “clinical: pending” below it"
                )));
                None
            }
            (None, None) => None,
        }
    }

    /// The summary: the first paragraph, which then stands there alone if it's short enough.
    fn summary(&mut self, body: &mut Vec<Piece>, title: &Line) -> Line {
        let vocabulary = self.wanted.vocabulary;
        let is_text = |piece: &Piece| match &piece.what {
            What::Paragraph(paragraph) => {
                let said = plain(&paragraph.text);
                said.trim().len() > 30 && care::of_line(&said, vocabulary).is_none() && !care::names_emergency_number(&said, vocabulary)
            }
            _ => false,
        };
        let Some(at) = body.iter().position(is_text) else { return title.clone() };
        let What::Paragraph(Paragraph { text, .. }) = &body[at].what else { return title.clone() };
        let first = text::first_sentences(text, LONGEST_SUMMARY);
        let summary =
            first.and_then(|line| self.inlines(&words(line.as_str()), Keep::Links)).and_then(|inlines| text::line(&inlines.plain_text()));
        let before_headings = body[..at].iter().all(|piece| !matches!(piece.what, What::Heading(_)));
        let is_plain =
            text.iter().all(|run| matches!(run, crate::draft::Run::Words(words) if words.face.link.is_none() && !words.face.is_strong));
        let is_whole = summary.as_ref().is_some_and(|summary| language::words(summary.as_str()) == language::words(&plain(text)));
        if before_headings && is_plain && is_whole && body.len() > at + 1 {
            let piece = body.remove(at);
            self.tell_piece(&piece, &Fate::FrontMatter("summary"));
        }
        summary.unwrap_or_else(|| title.clone())
    }
}

/// The one line among the first whose letters are larger than all others.
fn largest(body: &[Piece]) -> Option<usize> {
    let size = |piece: &Piece| match &piece.what {
        What::Heading(heading) => heading.size,
        What::Paragraph(paragraph) => paragraph.size,
        What::Item(_) | What::Table(_) | What::Picture(_) | What::Box(_) | What::Remark(_) | What::Unreadable(_) => 0,
    };
    let largest = body.iter().map(size).max().filter(|size| *size > 0)?;
    let mut all = body.iter().enumerate().filter(|(_, piece)| size(piece) == largest);
    let (at, piece) = all.next().filter(|(at, _)| *at < FIRST)?;
    (all.next().is_none() && piece.said().trim().len() < 100).then_some(at)
}

/// Whether a piece is a line that is larger than all other text.
fn is_title_line(piece: &Piece, body: &[Piece]) -> bool {
    let What::Paragraph(Paragraph { text, size, role: Role::Text }) = &piece.what else { return false };
    let said = plain(text);
    let largest = body.iter().filter(|other| *other != piece).filter_map(|piece| match &piece.what {
        What::Paragraph(paragraph) => Some(paragraph.size),
        _ => None,
    });
    let is_larger = largest.max().is_none_or(|largest| *size > largest);
    !is_blank(text) && said.len() < 100 && !said.trim_end().ends_with(['.', ':', ',', ';']) && (is_larger || said.len() < 60)
}

/// The address of a page by its title.
fn title_slug(title: &Line, kind: Kind) -> Slug {
    let short: String = title.as_str().chars().take(LONGEST_SLUG).collect();
    let slug = Slug::from_text(&short).unwrap_or_else(fallback_slug);
    match PagePath::new(kind, slug.clone()).reserved() {
        Some(_) => Slug::from_text(&format!("{slug} leaflet")).unwrap_or_else(fallback_slug),
        None => slug,
    }
}

/// The kind that a leaflet is of, by its title and its headings; a condition if nothing tells.
fn guess_kind(title: &Line, body: &[Piece], maker: &Maker<'_>) -> Kind {
    if let Some((_, kind)) = maker.wanted.vocabulary.kinds.iter().find(|(word, _)| holds(title.as_str(), &[word])) {
        return *kind;
    }
    let mut scores: [(Kind, usize); 3] = [(Kind::Condition, 0), (Kind::Medicine, 0), (Kind::Procedure, 0)];
    for piece in body {
        let What::Heading(heading) = &piece.what else { continue };
        let Some(aspect) = maker.wanted.messages.aspect_of_heading(&plain(&heading.text)) else { continue };
        let kind = match aspect {
            HealthAspect::Usage | HealthAspect::Interactions | HealthAspect::Contraindications => Kind::Medicine,
            HealthAspect::Preparation | HealthAspect::Recovery | HealthAspect::WhatHappens | HealthAspect::Results => Kind::Procedure,
            HealthAspect::Symptoms | HealthAspect::Causes | HealthAspect::Diagnosis | HealthAspect::Treatments => Kind::Condition,
            _ => continue,
        };
        scores.iter_mut().filter(|(other, _)| *other == kind).for_each(|(_, score)| *score += 1);
    }
    // The first counts where two are alike.
    scores.iter().rev().max_by_key(|(_, score)| *score).map_or(Kind::Condition, |(kind, _)| *kind)
}
