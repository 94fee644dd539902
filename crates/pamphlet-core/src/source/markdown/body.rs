//! Sections and blocks.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, HeadingLevel, Tag};

use super::{
    Reader, figure, run,
    tree::{self, Piece, PieceKind},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    model::{Block, Definition, HealthAspect, Inlines, List, ListMarker, ListStart, NonEmpty, Question, Quote, Section},
    source::{Keep, leftover},
    value::Anchor,
    visit::{Inside, Pointer},
};

/// What a heading says of its section's aspect.
enum Aspect {
    /// Nothing: it's that of the usual heading, if it is one.
    Usual,
    /// That it has none, whatever the heading usually stands for.
    None,
    Named(HealthAspect),
}

/// A heading and what stands under it up to the next.
struct Headed<'p, 's> {
    level: HeadingLevel,
    heading: &'p Piece<'s>,
    body: &'p [Piece<'s>],
}

impl<'s> Reader<'s> {
    pub(super) fn body(&mut self, at: Range<usize>) -> (Vec<Block>, Vec<Section>) {
        let tree::Masked { text: masked, callouts, colon } = tree::mask_callouts(&self.source[at.clone()], at.start);
        // The tree borrows from the masked text, which lives as long as this reading.
        let masked: &str = &masked;
        let mut reader = Reader {
            callouts,
            places: std::mem::take(&mut self.places),
            problems: std::mem::take(&mut self.problems),
            ..Reader::new(self.source, self.id, self.folder, self.messages, Keep::Page)
        };
        let result = match tree::parse(masked, colon, at.start) {
            Ok(tree) => {
                let pieces = reader.settled(tree);
                reader.page(pieces)
            }
            Err(problem) => {
                reader.report(*problem);
                (Vec::new(), Vec::new())
            }
        };
        self.places = std::mem::take(&mut reader.places);
        self.problems = std::mem::take(&mut reader.problems);
        result
    }
}

impl<'s> Reader<'s> {
    /// The pieces of a tree, with the quotes and dashes of the page's language; what is wrong with them is reported.
    pub(super) fn settled(&mut self, tree: tree::Tree<'s>) -> Vec<Piece<'s>> {
        let tree::Tree { mut pieces, problems } = tree;
        problems.into_iter().for_each(|problem| self.report(problem));
        let (source, id) = (self.source, self.id);
        run::settle(&mut pieces, source, &id.language, &mut |problem| self.report(problem));
        pieces
    }

    fn page(&mut self, pieces: Vec<Piece<'s>>) -> (Vec<Block>, Vec<Section>) {
        let mut flow = Vec::with_capacity(pieces.len());
        let mut labels = Vec::new();
        for piece in pieces {
            match piece.kind {
                PieceKind::Tag(Tag::FootnoteDefinition(label), children) => {
                    let first_line = self.source.get(piece.span.clone()).and_then(|text| text.lines().next()).map_or(0, str::len);
                    let span = piece.span.start..piece.span.start + first_line;
                    if self.notes.contains_key(&*label) {
                        self.report(
                            Diagnostic::error(
                                "duplicate-note",
                                format!("there is a note `[^{label}]` already, so no reader would see this one"),
                            )
                            .at(span)
                            .with_help("give one of them another name, here and where the text refers to it"),
                        );
                        continue;
                    }
                    labels.push((label.to_string(), span));
                    self.notes.insert(label.to_string(), children);
                }
                _ => flow.push(piece),
            }
        }
        let is_heading = |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Tag(Tag::Heading { .. }, _));
        let first = flow.iter().position(is_heading).unwrap_or(flow.len());
        let opening = self.blocks(&flow[..first], &Pointer::from("opening"), None);
        let mut headed = Vec::new();
        let mut index = first;
        while index < flow.len() {
            let end = flow[index + 1..].iter().position(is_heading).map_or(flow.len(), |next| index + 1 + next);
            if let PieceKind::Tag(Tag::Heading { level, .. }, _) = &flow[index].kind {
                headed.push(Headed { level: *level, heading: &flow[index], body: &flow[index + 1..end] });
            }
            index = end;
        }
        let sections = self.sections(&headed, HeadingLevel::H2, &Pointer::from("sections"));
        for (label, span) in labels {
            if !self.used_notes.contains(&label) {
                self.report(
                    Diagnostic::error("unused-note", format!("nothing refers to the note `[^{label}]`, so no reader would see it"))
                        .at(span)
                        .with_help(format!("write `[^{label}]` where it belongs, or delete the note")),
                );
            }
        }
        (opening, sections)
    }

    fn sections(&mut self, headed: &[Headed<'_, 's>], level: HeadingLevel, at: &Pointer<'_>) -> Vec<Section> {
        let mut sections = Vec::new();
        let mut index = 0;
        while index < headed.len() {
            let this = &headed[index];
            let end = headed[index + 1..].iter().position(|next| next.level <= level).map_or(headed.len(), |next| index + 1 + next);
            if this.level != level {
                let problem = if this.level == HeadingLevel::H1 {
                    Diagnostic::error("heading-level", "the page's own heading is its `headline`, in the front matter")
                        .with_help("write sections with `##`")
                } else {
                    Diagnostic::error(
                        "heading-level",
                        format!("a heading of level {} stands where one of level {} belongs", this.level as usize, level as usize),
                    )
                    .with_help(format!("write it with `{}`", "#".repeat(level as usize)))
                };
                self.report(problem.at(this.heading.span.clone()));
            }
            let at = at.join(sections.len());
            if let Some(section) = self.section(this, &headed[index + 1..end], level, &at) {
                self.stands(&at, &this.heading.span);
                sections.push(section);
            }
            index = end;
        }
        sections.shrink_to_fit();
        sections
    }

    fn section(&mut self, this: &Headed<'_, 's>, inner: &[Headed<'_, 's>], level: HeadingLevel, at: &Pointer<'_>) -> Option<Section> {
        let (heading, id, aspect) = self.heading(this.heading, &at.join("heading").inside(Inside::Heading))?;
        let aspect = match aspect {
            Aspect::Named(aspect) => Some(aspect),
            Aspect::None => None,
            Aspect::Usual => self.messages.aspect_of_heading(&heading.plain_text()),
        };
        let blocks = self.blocks(this.body, &at.join("blocks"), aspect);
        let Some(next) = next_level(level) else {
            for deeper in inner {
                self.report(Diagnostic::error("heading-level", "headings go six levels deep").at(deeper.heading.span.clone()));
            }
            return Some(Section { heading, id, aspect, blocks, questions: Vec::new(), sections: Vec::new() });
        };
        let mut section = Section { heading, id, aspect, blocks, questions: Vec::new(), sections: Vec::new() };
        if aspect == Some(HealthAspect::Faq) {
            section.questions = self.questions(inner, next, &at.join("questions"));
        } else {
            section.sections = self.sections(inner, next, &at.join("sections"));
        }
        Some(section)
    }

    fn questions(&mut self, headed: &[Headed<'_, 's>], level: HeadingLevel, at: &Pointer<'_>) -> Vec<Question> {
        let mut questions = Vec::new();
        for this in headed {
            if this.level != level {
                self.report(
                    Diagnostic::error("heading-level", "questions can't have headings inside their answers")
                        .at(this.heading.span.clone())
                        .with_help(format!("write questions with `{}`", "#".repeat(level as usize))),
                );
            }
            let at = at.join(questions.len());
            if let Some((question, id, _)) = self.heading(this.heading, &at.join("question")) {
                let answer = self.blocks(this.body, &at.join("answer"), None);
                self.stands(&at, &this.heading.span);
                questions.push(Question { question, id, answer });
            }
        }
        questions
    }

    /// A heading's text, id and aspect.
    fn heading(&mut self, piece: &Piece<'s>, at: &Pointer<'_>) -> Option<(Inlines, Option<Anchor>, Aspect)> {
        let PieceKind::Tag(Tag::Heading { id, classes, attrs, .. }, children) = &piece.kind else { return None };
        self.stands(at, &piece.span);
        self.check_heading(piece);
        let Some(heading) = self.inlines(children, at) else {
            self.report(Diagnostic::error("empty-heading", "the heading has no text").at(piece.span.clone()));
            return None;
        };
        let id = id.as_ref().and_then(|id| match id.parse() {
            Ok(id) => Some(id),
            Err(error) => {
                self.invalid(&error, piece);
                None
            }
        });
        let mut aspect = Aspect::Usual;
        for (name, value) in
            attrs.iter().map(|(name, value)| (&**name, value.as_deref())).chain(classes.iter().map(|class| (&**class, None)))
        {
            // `.faq` is short for `aspect=faq`, the only aspect that changes how a section is read.
            let wanted = match (name, value) {
                // What a usual heading stands for doesn't hold here.
                ("aspect", Some("none")) => {
                    aspect = Aspect::None;
                    continue;
                }
                ("aspect", Some(value)) => value,
                ("faq", None) => "faq",
                _ => {
                    self.report(
                        Diagnostic::error("unknown-attribute", format!("a heading has no attribute `{name}`"))
                            .at(piece.span.clone())
                            .with_help("write `{#id}`, `{aspect=causes}` or `{.faq}`"),
                    );
                    continue;
                }
            };
            if let Some(named) = HealthAspect::from_name(wanted) {
                aspect = Aspect::Named(named);
            } else {
                let problem = Diagnostic::error("unknown-value", format!("there is no aspect `{wanted}`")).at(piece.span.clone());
                let names = HealthAspect::ALL.map(HealthAspect::as_str);
                self.report(match nearest(wanted, names) {
                    Some(near) => problem.with_help(format!("did you mean `{near}`?")),
                    None => problem.with_help(format!("the aspects are {}", names.join(", "))),
                });
            }
        }
        Some((heading, id, aspect))
    }

    /// A line of `---` or `===` makes a heading of the text above it, mostly by accident.
    pub(super) fn check_heading(&mut self, piece: &Piece<'s>) {
        let written = self.source.get(piece.span.clone()).unwrap_or_default();
        if written.starts_with('#') || self.callouts.contains_key(&piece.span.start) {
            return;
        }
        let line = written.trim_end().rfind('\n').map_or(piece.span.start, |end| piece.span.start + end + 1);
        self.report(
            Diagnostic::error("heading-by-accident", "this line makes a heading of the text above it")
                .at(line..piece.span.start + written.trim_end().len())
                .with_help("delete the line; if the text is a heading, write it as `## Heading`"),
        );
    }

    /// Blocks, with runs of bare text (as in tight lists) taken as paragraphs.
    pub(super) fn blocks(&mut self, pieces: &[Piece<'s>], at: &Pointer<'_>, aspect: Option<HealthAspect>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut index = 0;
        while index < pieces.len() {
            let inline = pieces[index..].iter().take_while(|piece| piece.kind.is_inline()).count();
            if inline > 0 {
                let run = &pieces[index..index + inline];
                index += inline;
                self.paragraph(run, at, &mut blocks);
                continue;
            }
            let piece = &pieces[index];
            index += 1;
            if let PieceKind::Tag(Tag::Paragraph, children) = &piece.kind {
                self.paragraph(children, at, &mut blocks);
                continue;
            }
            let place = at.join(blocks.len());
            self.stands(&place, &piece.span);
            blocks.extend(self.block(piece, &place, aspect));
        }
        // A list's item is one block nearly always, and room for four is made for the first.
        blocks.shrink_to_fit();
        blocks
    }

    /// A paragraph's text, and the pictures that stand before or after it.
    fn paragraph(&mut self, children: &[Piece<'s>], at: &Pointer<'_>, blocks: &mut Vec<Block>) {
        let Some(parts) = figure::parts(children, self.source) else {
            let place = at.join(blocks.len());
            self.stands(&place, &around(children));
            blocks.extend(self.inlines(children, &place.join("paragraph")).map(Block::Paragraph));
            return;
        };
        let figure::Parts { before, text, after } = parts;
        blocks.extend(self.pictures(&before, &at.join(blocks.len())));
        if !text.is_empty() {
            let place = at.join(blocks.len());
            self.stands(&place, &around(&text));
            blocks.extend(self.inlines(&text, &place.join("paragraph")).map(Block::Paragraph));
        }
        blocks.extend(self.pictures(&after, &at.join(blocks.len())));
    }

    fn block(&mut self, piece: &Piece<'s>, at: &Pointer<'_>, aspect: Option<HealthAspect>) -> Option<Block> {
        let refuse = |reader: &mut Self, code, message: &str, help: &str| {
            reader.report(Diagnostic::error(code, message).at(piece.span.clone()).with_help(help));
            None
        };
        match &piece.kind {
            PieceKind::Tag(tag, children) => match tag {
                Tag::List(start) => self.list(*start, children, at, aspect).map(Block::List),
                Tag::Table(alignments) => self.table_block(alignments, children, &at.join("table")).map(Block::Table),
                Tag::BlockQuote(None::<BlockQuoteKind> | Some(_)) => self.quote(piece, children, at),
                Tag::DefinitionList => self.definitions(children, at).map(Block::DefinitionList),
                Tag::CodeBlock(_) => refuse(
                    self,
                    "code",
                    "a page of health information has no code",
                    "text that starts with four spaces, or stands between ``` lines, is code in Markdown: take them away",
                ),
                Tag::HtmlBlock => {
                    self.html_block(piece);
                    None
                }
                Tag::Heading { .. } if self.callouts.contains_key(&piece.span.start) => refuse(
                    self,
                    "callout-syntax",
                    "a callout starts here, inside another",
                    "put an empty line without `>` before it; or, if it belongs inside, begin its lines with `> >`",
                ),
                Tag::Heading { .. } => refuse(
                    self,
                    "heading-in-block",
                    "a heading can't stand inside a list or a quote",
                    "end the list or quote before it; a callout's `[!name]` stands on its first line",
                ),
                Tag::FootnoteDefinition(_) => {
                    refuse(self, "note-in-block", "a note can't stand inside a list or a quote", "put it at the end of the file")
                }
                _ => refuse(
                    self,
                    "unknown-markdown",
                    "this Markdown has no place on a page",
                    "write paragraphs, lists, tables, quotes and callouts",
                ),
            },
            // Where a table of another dialect begins and ends.
            PieceKind::Rule if self.source.get(piece.span.clone()).is_some_and(|written| written.trim().contains("-- ")) => refuse(
                self,
                leftover::TABLE_CODE,
                "this looks like the ruled line of a table, and is a line across the page",
                leftover::TABLE,
            ),
            PieceKind::Rule => {
                refuse(self, "rule", "a line across the page says nothing to whoever can't see it", "start a new section with `##`")
            }
            PieceKind::Html => {
                self.raw_html(piece);
                None
            }
            // Running text is taken up by `blocks`.
            PieceKind::Text(_)
            | PieceKind::Break
            | PieceKind::HardBreak
            | PieceKind::NoteReference(_)
            | PieceKind::Task { .. }
            | PieceKind::Comment
            | PieceKind::Code => None,
        }
    }

    /// Comments aren't published; anything else in a block of HTML is a mistake.
    pub(super) fn html_block(&mut self, piece: &Piece<'s>) {
        let mut rest = self.source.get(piece.span.clone()).unwrap_or_default();
        let end = piece.span.end;
        let mut has_comment = false;
        loop {
            // Lines of a quote begin with its mark.
            let bare = rest.trim_start_matches(['>', ' ', '\n', '\r', '\t']);
            let at = end - bare.len();
            if bare.is_empty() {
                return;
            }
            let problem = match (bare.strip_prefix("<!--"), bare.find("-->")) {
                (Some(_), Some(close)) => {
                    has_comment = true;
                    rest = &bare[close + 3..];
                    continue;
                }
                (Some(_), None) => {
                    Diagnostic::error("open-comment", "the comment that begins here doesn't end, so all text after it would be lost")
                        .with_help("write `-->` after the comment")
                }
                (None, _) if has_comment => {
                    Diagnostic::error("raw-html", "this text stands on the line of a comment, and would be lost with it")
                        .with_help("put the comment on a line of its own, with an empty line after it")
                }
                (None, _) => return self.raw_html(piece),
            };
            let line = bare.find('\n').unwrap_or(bare.len());
            return self.report(problem.at(at..at + line));
        }
    }

    fn list(&mut self, start: Option<u64>, children: &[Piece<'s>], at: &Pointer<'_>, aspect: Option<HealthAspect>) -> Option<List> {
        let at = at.join("list/items");
        let mut items = Vec::new();
        let mut tasks = 0;
        for child in children {
            let PieceKind::Tag(Tag::Item, pieces) = &child.kind else { continue };
            let task = |pieces: &[Piece<'_>]| match pieces.first().map(|piece| &piece.kind) {
                Some(PieceKind::Task { is_done }) => Some(*is_done),
                _ => None,
            };
            // In a loose list the box stands inside the paragraph.
            let done = task(pieces).or_else(|| match pieces.first().map(|piece| &piece.kind) {
                Some(PieceKind::Tag(Tag::Paragraph, inner)) => task(inner),
                _ => None,
            });
            if done == Some(true) {
                self.report(
                    Diagnostic::error("ticked-box", "the box is ticked already; ticking is for the reader")
                        .at(child.span.clone())
                        .with_help("write `- [ ]`"),
                );
            }
            tasks += usize::from(done.is_some());
            let place = at.join(items.len());
            self.stands(&place, &child.span);
            match NonEmpty::try_from(self.blocks(pieces, &place, None)) {
                Ok(item) => items.push(item),
                Err(_) => self.report(
                    Diagnostic::error("empty-item", "the list has an empty item")
                        .at(child.span.clone())
                        .with_help("write the item or delete it"),
                ),
            }
        }
        if tasks > 0 && tasks < items.len() {
            self.report(
                Diagnostic::error("mixed-list", "some items of the list have a box and some haven't")
                    .at(children[0].span.clone())
                    .with_help("start every item with `- [ ]`, or none"),
            );
        }
        let marker = match start {
            Some(number) => {
                ListMarker::Number(u32::try_from(number).ok().and_then(|number| ListStart::try_from(number).ok()).or_else(|| {
                    self.report(Diagnostic::error("invalid-value", "a list starts at 9999 at the most").at(children[0].span.clone()));
                    None
                })?)
            }
            None if tasks > 0 || aspect == Some(HealthAspect::Recognition) => ListMarker::Tick,
            None => ListMarker::Bullet,
        };
        NonEmpty::try_from(items).ok().map(|items| List { marker, items })
    }

    fn definitions(&mut self, children: &[Piece<'s>], at: &Pointer<'_>) -> Option<NonEmpty<Definition>> {
        let at = at.join("definition-list");
        let mut list: Vec<(Inlines, Vec<NonEmpty<Block>>)> = Vec::new();
        for child in children {
            let PieceKind::Tag(tag, pieces) = &child.kind else { continue };
            match tag {
                Tag::DefinitionListTitle => {
                    let definition = at.join(list.len());
                    let place = definition.join("term");
                    list.extend(self.inlines(pieces, &place).map(|term| (term, Vec::new())));
                }
                _ => {
                    let definition = at.join(list.len().saturating_sub(1));
                    let place = definition.join(("definitions", list.last().map_or(0, |(_, bodies)| bodies.len())));
                    let body = NonEmpty::try_from(self.blocks(pieces, &place, None));
                    if let (Some((_, bodies)), Ok(body)) = (list.last_mut(), body) {
                        bodies.push(body);
                    }
                }
            }
        }
        let mut definitions = Vec::new();
        for (index, (term, bodies)) in list.into_iter().enumerate() {
            match NonEmpty::try_from(bodies) {
                Ok(bodies) => definitions.push(Definition { term, definitions: bodies }),
                Err(_) => {
                    let span = self.place_of(&at.join(index)).unwrap_or_default();
                    self.report(
                        Diagnostic::error("empty-definition", "the word has no definition")
                            .at(span)
                            .with_help("write it on the next line, after `: `"),
                    );
                }
            }
        }
        NonEmpty::try_from(definitions).ok()
    }

    fn quote(&mut self, piece: &Piece<'s>, children: &[Piece<'s>], at: &Pointer<'_>) -> Option<Block> {
        if let Some((first, rest)) = children.split_first()
            && let Some(name) = self.callouts.get(&first.span.start).cloned()
        {
            return self.callout(&name, first, rest, at);
        }
        let at = at.join("quote");
        // Only a paragraph says whose words they are: a list of definitions may begin with a dash, too.
        let (body, attribution) = match children.split_last() {
            Some((Piece { kind: PieceKind::Tag(Tag::Paragraph, inner), span }, before))
                if !before.is_empty() && self.source.get(span.clone()).is_some_and(|written| written.starts_with("— ")) =>
            {
                (before, Some(inner))
            }
            _ => (children, None),
        };
        let attribution =
            attribution.and_then(|inner| Inlines::try_from(self.inlines_after(inner, "— ".len(), &at.join("attribution"))).ok());
        match NonEmpty::try_from(self.blocks(body, &at.join("body"), None)) {
            Ok(body) => Some(Block::Quote(Quote { body, attribution })),
            Err(_) => {
                self.report(Diagnostic::error("empty-quote", "the quote is empty").at(piece.span.clone()));
                None
            }
        }
    }

    /// The one paragraph of a list's item, for lists that hold running text only.
    pub(super) fn item_text<'p>(&mut self, item: &'p Piece<'s>) -> Option<&'p [Piece<'s>]> {
        let PieceKind::Tag(Tag::Item, pieces) = &item.kind else { return None };
        match pieces.as_slice() {
            [Piece { kind: PieceKind::Tag(Tag::Paragraph, inner), .. }] => Some(inner),
            inline if !inline.is_empty() && inline.iter().all(|piece| piece.kind.is_inline()) => Some(inline),
            _ => {
                self.report(
                    Diagnostic::error("item-not-text", "an item here is one paragraph of text")
                        .at(item.span.clone())
                        .with_help("make it one paragraph, without lists inside it"),
                );
                None
            }
        }
    }

    /// The items of a list as running text.
    pub(super) fn item_texts(&mut self, items: &[Piece<'s>], at: &Pointer<'_>) -> Option<NonEmpty<Inlines>> {
        let mut texts = Vec::new();
        for item in items {
            let place = at.join(texts.len());
            self.stands(&place, &item.span);
            if let Some(inner) = self.item_text(item) {
                texts.extend(self.inlines(inner, &place));
            }
        }
        NonEmpty::try_from(texts).ok()
    }

    /// A heading's text as plain inlines, for callouts.
    pub(super) fn heading_text(&mut self, heading: &Piece<'s>, at: &Pointer<'_>) -> Option<Inlines> {
        match &heading.kind {
            PieceKind::Tag(Tag::Heading { .. }, children) => Inlines::try_from(self.inlines_after(children, 0, at)).ok(),
            _ => None,
        }
    }
}

fn next_level(level: HeadingLevel) -> Option<HeadingLevel> {
    match level {
        HeadingLevel::H1 => Some(HeadingLevel::H2),
        HeadingLevel::H2 => Some(HeadingLevel::H3),
        HeadingLevel::H3 => Some(HeadingLevel::H4),
        HeadingLevel::H4 => Some(HeadingLevel::H5),
        HeadingLevel::H5 => Some(HeadingLevel::H6),
        HeadingLevel::H6 => None,
    }
}

/// From where the first of some pieces begins to where the last ends.
fn around(pieces: &[Piece<'_>]) -> Range<usize> {
    pieces.first().zip(pieces.last()).map_or(0..0, |(first, last)| first.span.start..last.span.end)
}
