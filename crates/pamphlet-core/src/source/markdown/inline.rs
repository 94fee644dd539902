//! Running text.

use pulldown_cmark::{LinkType, Tag};

use super::{
    Reader, SNIPPETS,
    tree::{CITATION, Piece, PieceKind},
};
use crate::{
    diagnostic::Diagnostic,
    model::{Cite, Inline, Inlines, Kind, Link, NonEmpty, PageLink, PagePath, Span, Term},
    value::{Anchor, Email, Slug, ValueError, permitted},
    visit::{Inside, Pointer},
};

impl<'s> Reader<'s> {
    /// Running text, or nothing (and a problem) if there is none.
    pub(super) fn inlines(&mut self, pieces: &[Piece<'s>], at: &Pointer<'_>) -> Option<Inlines> {
        let inlines = self.inlines_after(pieces, 0, at);
        inlines.try_into().ok()
    }

    /// Running text after so many bytes of the first piece, which a callout has taken for itself.
    pub(super) fn inlines_after(&mut self, pieces: &[Piece<'s>], skip: usize, at: &Pointer<'_>) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::with_capacity(pieces.len());
        // Pieces of text that stand beside each other are one text.
        let mut words = String::new();
        let mut skip = skip;
        let mut is_after_comment = false;
        for (index, piece) in pieces.iter().enumerate() {
            // Where it stands, unless it goes on with the words before it.
            let place = at.join(out.len() + usize::from(!words.is_empty()));
            let inline = match &piece.kind {
                PieceKind::Text(text) => {
                    self.check_citation(text, piece, pieces.get(index + 1));
                    let taken = skip.min(text.len());
                    skip -= taken;
                    let mut text = text.get(taken..).unwrap_or_default();
                    // A comment between two spaces leaves one.
                    if std::mem::take(&mut is_after_comment) && ends_in_space(&out, &words) {
                        text = text.trim_start_matches(' ');
                    }
                    self.add_words(&mut words, text, piece, &place);
                    continue;
                }
                PieceKind::Break => {
                    self.add_words(&mut words, " ", piece, &place);
                    continue;
                }
                PieceKind::Tag(Tag::Link { dest_url, link_type, .. }, _) if email_of(dest_url, *link_type).is_some() => {
                    // Its words alone: renderers ask `contact_points` which words of a text are addresses, and make links of those.
                    match email_of(dest_url, *link_type).unwrap_or_default().parse::<Email>() {
                        Ok(email) => self.add_words(&mut words, email.as_str(), piece, &place),
                        Err(error) => self.invalid(&error, piece),
                    }
                    continue;
                }
                PieceKind::Comment => {
                    is_after_comment = true;
                    continue;
                }
                PieceKind::HardBreak => Some(Inline::LineBreak),
                PieceKind::NoteReference(label) => self.note(label, piece, &place),
                PieceKind::Tag(tag, children) => self.tag(tag, children, piece, &place),
                PieceKind::Task { .. } => None,
                PieceKind::Code => {
                    self.report(
                        Diagnostic::error("code", "a page of health information has no code")
                            .at(piece.span.clone())
                            .with_help("take the backticks away, or write \\` for a backtick"),
                    );
                    None
                }
                PieceKind::Html => {
                    self.raw_html(piece);
                    None
                }
                PieceKind::Rule => None,
            };
            if let Some(inline) = inline {
                self.stands(&place, &piece.span);
                out.extend(text_of(&mut words));
                out.push(inline);
            }
        }
        if is_after_comment && ends_in_space(&out, &words) {
            words.truncate(words.trim_end_matches(' ').len());
        }
        out.extend(text_of(&mut words));
        out.shrink_to_fit();
        out
    }

    /// Tells of a `[@key]` that Markdown doesn't take for a link, as in `[@key][text](address)`: it would show as plain text.
    fn check_citation(&mut self, text: &str, piece: &Piece<'s>, next: Option<&Piece<'s>>) {
        let is_key = || matches!(next.map(|next| &next.kind), Some(PieceKind::Text(key)) if key.starts_with('@'));
        let is_escaped = || self.source[..piece.span.start].ends_with('\\');
        if text == "[" && is_key() && !is_escaped() {
            self.report(
                Diagnostic::error("citation-syntax", "this reads as plain text, not as a citation")
                    .at(piece.span.clone())
                    .with_help("put a space after the citation, or write \\[ if it isn't one"),
            );
        }
    }

    fn add_words(&mut self, words: &mut String, text: &str, piece: &Piece<'s>, place: &Pointer) {
        if words.is_empty() && !text.is_empty() {
            self.stands(place, &piece.span);
        }
        match permitted(text) {
            Ok(()) => words.push_str(text),
            Err(error) => self.invalid(&error, piece),
        }
    }

    pub(super) fn invalid(&mut self, error: &ValueError, piece: &Piece<'s>) {
        let mut problem = Diagnostic::error("invalid-value", error.to_string()).at(piece.span.clone());
        problem.help.extend(error.help().map(str::to_owned));
        self.report(problem);
    }

    pub(super) fn raw_html(&mut self, piece: &Piece<'s>) {
        self.report(
            Diagnostic::error("raw-html", "raw HTML can't stand in a page: handouts and e-books couldn't show it")
                .at(piece.span.clone())
                .with_help("write it as Markdown, or \\< for a less-than sign"),
        );
    }

    fn tag(&mut self, tag: &Tag<'s>, children: &[Piece<'s>], piece: &Piece<'s>, at: &Pointer<'_>) -> Option<Inline> {
        match tag {
            Tag::Emphasis => self.inlines(children, &at.join("emphasis")).map(Inline::Emphasis),
            Tag::Strong => self.inlines(children, &at.join("strong")).map(Inline::Strong),
            Tag::Link { link_type, dest_url, title, .. } => {
                if !title.is_empty() {
                    self.report(
                        Diagnostic::error("link-title", "a link's title isn't shown on paper or to most readers")
                            .at(piece.span.clone())
                            .with_help("say it in the text of the link"),
                    );
                }
                self.link(*link_type, dest_url, children, piece, at)
            }
            Tag::Image { .. } => {
                let help = if at.is_inside(Inside::Cell) {
                    "a cell holds text: put the picture on a line of its own before or after the table"
                } else if at.is_inside(Inside::Heading) {
                    "put it on a line of its own below the heading"
                } else if at.is_inside(Inside::CareCard) {
                    "put it on a line of its own after the list"
                } else {
                    "put it in a paragraph of its own"
                };
                self.report(
                    Diagnostic::error("image-in-text", "a picture can't stand inside a line of text")
                        .at(piece.span.clone())
                        .with_help(help),
                );
                None
            }
            _ => {
                self.report(Diagnostic::error("unknown-markdown", "this has no place in running text").at(piece.span.clone()));
                None
            }
        }
    }

    fn link(&mut self, kind: LinkType, address: &str, children: &[Piece<'s>], piece: &Piece<'s>, at: &Pointer<'_>) -> Option<Inline> {
        if let Some(reference) = address.strip_prefix(CITATION) {
            let mut cites = Vec::new();
            let written = self.source.get(piece.span.clone()).unwrap_or_default();
            // The parser makes one space of several, and of a hard one.
            let inside = match kind {
                LinkType::ShortcutUnknown => written.strip_suffix(']'),
                LinkType::CollapsedUnknown => written.strip_suffix("][]"),
                _ => None,
            };
            let inside = inside.and_then(|rest| rest.strip_prefix('[')).filter(|inside| !inside.contains('\n'));
            let reference = inside.unwrap_or(reference);
            // In `[@a][@b]` the first stands in the place of the link's text.
            if kind == LinkType::ReferenceUnknown {
                let first = written.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or_default();
                cites.extend(self.cites(first, piece));
            }
            cites.extend(self.cites(reference, piece));
            return NonEmpty::try_from(cites).ok().map(Inline::Cite);
        }
        let empty = |reader: &mut Self| {
            reader.report(
                Diagnostic::error("empty-link", "the link has no text")
                    .at(piece.span.clone())
                    .with_help("say where it leads: `[the NHS page on vaginismus](…)`"),
            );
        };
        if let Some(language) = address.strip_prefix("lang:") {
            let Some(content) = self.inlines(children, &at.join("span/content")) else {
                empty(self);
                return None;
            };
            return match language.parse() {
                Ok(language) => Some(Inline::Span(Span { content, language })),
                Err(error) => {
                    self.invalid(&error, piece);
                    None
                }
            };
        }
        let target = match self.target(address) {
            Ok(target) => target,
            Err(problem) => {
                self.report(problem.at(piece.span.clone()));
                return None;
            }
        };
        let key = match &target {
            Target::Web(_) => "link/content",
            Target::Page(..) => "page/content",
            Target::Term(_) => "term/content",
        };
        let Some(content) = self.inlines(children, &at.join(key)) else {
            empty(self);
            return None;
        };
        Some(match target {
            Target::Web(to) => Inline::Link(Link { content, to }),
            Target::Page(to, anchor) => Inline::Page(PageLink { content, to, anchor }),
            Target::Term(term) => Inline::Term(Term { content, term }),
        })
    }

    /// What an address leads to.
    fn target(&self, address: &str) -> Result<Target, Diagnostic> {
        if address.is_empty() {
            return Err(
                Diagnostic::error("broken-link", "the link leads nowhere").with_help("write where it leads between the round brackets")
            );
        }
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (address, None),
        };
        let scheme = path.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        if let Some(scheme) = scheme {
            if matches!(scheme.as_str(), "http" | "https") {
                return address.parse().map(Target::Web).map_err(|error: ValueError| value_problem(&error));
            }
            let problem = Diagnostic::error("unsafe-link", format!("a link can't lead to a `{scheme}:` address"));
            return Err(match scheme.as_str() {
                "mailto" | "tel" => {
                    problem.with_help("put e-mail addresses and telephone numbers in `contact` or `support`, and write them as text here")
                }
                _ => problem.with_help("only https:// and http:// addresses, pages of the library and `lang:` can be linked"),
            });
        }
        if path.is_empty() && self.folder.is_none() {
            return fragment.unwrap_or_default().parse().map(Target::Term).map_err(|error: ValueError| value_problem(&error));
        }
        if path.is_empty() && self.folder == Some(SNIPPETS) {
            return Err(Diagnostic::error("broken-link", "a snippet has no sections, and the pages that include it have others")
                .with_help("link to a section of a page: `../conditions/cough.md#causes`"));
        }
        if path.is_empty() {
            let anchor = anchor(fragment.unwrap_or_default())?;
            return Ok(Target::Page(self.id.path.clone(), Some(anchor)));
        }
        let broken = || {
            Diagnostic::error("broken-link", format!("`{address}` is not a page of the library"))
                .with_help("link to the other page's file, relative to this one: `vaginismus.md` or `../modalities/dilators.md`")
        };
        let parts = self.parts_of(path).ok_or_else(|| {
            Diagnostic::error("leaves-content", format!("`{address}` leaves the content folder"))
                .with_help("link only to pages inside it, or to a web address")
        })?;
        let is_source =
            |file: &str| file.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "md" | "json" | "yaml" | "yml" | "toml"));
        match parts.as_slice() {
            [SNIPPETS, file] => Err(Diagnostic::error("broken-link", "a snippet is no page, and nobody could follow the link").with_help(
                format!("to show its text here write `> [!include] [What it is about](../snippets/{file})` on a line of its own"),
            )),
            [file] if is_source(file) && stem(file) == "glossary" => {
                let term: Slug = fragment.unwrap_or_default().parse().map_err(|_| {
                    Diagnostic::error("broken-term", "a link to the glossary names the word")
                        .with_help("write it after `#`: `../glossary.md#vestibule`")
                })?;
                Ok(Target::Term(term))
            }
            [folder, file] if is_source(file) => {
                let kind = Kind::from_folder(folder).ok_or_else(broken)?;
                let slug: Slug = stem(file).parse().map_err(|_| broken())?;
                Ok(Target::Page(PagePath::new(kind, slug), fragment.map(anchor).transpose()?))
            }
            _ => Err(broken()),
        }
    }

    /// The parts of a path below the content folder, unless it leads out of that.
    fn parts_of<'a>(&self, path: &'a str) -> Option<Vec<&'a str>> {
        let mut parts: Vec<&str> = self.folder.into_iter().collect();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        Some(parts)
    }

    /// The snippet that an address leads to: `../snippets/call-999.md`.
    pub(super) fn snippet(&self, address: &str) -> Option<Slug> {
        match self.parts_of(address)?.as_slice() {
            [SNIPPETS, file] if file.ends_with(".md") => stem(file).parse().ok(),
            _ => None,
        }
    }

    /// The works in `@a; @b, p. 3`.
    pub(super) fn cites(&mut self, reference: &str, piece: &Piece<'s>) -> Vec<Cite> {
        let mut cites: Vec<Cite> = Vec::new();
        for part in split_unescaped(reference, ';') {
            let mut keyed = split_unescaped(part, ',').into_iter().peekable();
            let mut at = 0;
            while let Some(first) = keyed.next() {
                at += first.len() + 1;
                let Some(key) = first.trim().strip_prefix('@') else {
                    self.report(
                        Diagnostic::error("citation-syntax", format!("`{}` is not a citation", first.trim()))
                            .at(piece.span.clone())
                            .with_help("write `[@key]`, `[@key, p. 3]` or `[@one; @two]`"),
                    );
                    break;
                };
                // `[@a, @b]` are two works; after any other comma is the place in the work, with all its own commas.
                let is_work = keyed.peek().is_none_or(|next| next.trim_start().starts_with('@'));
                let locator = if is_work { None } else { Some(unescaped(part[at..].trim())) };
                match (key.parse(), locator.map(|locator| locator.parse()).transpose()) {
                    (Ok(key), Ok(locator)) => cites.push(Cite { key, locator }),
                    (Err(error), _) | (_, Err(error)) => self.invalid(&error, piece),
                }
                if !is_work {
                    break;
                }
            }
        }
        cites
    }

    fn note(&mut self, label: &str, piece: &Piece<'s>, at: &Pointer<'_>) -> Option<Inline> {
        let Some(pieces) = self.notes.get(label).cloned() else {
            self.report(
                Diagnostic::error("unknown-note", format!("there is no note `[^{label}]`"))
                    .at(piece.span.clone())
                    .with_help(format!("add a line `[^{label}]: …` at the end")),
            );
            return None;
        };
        self.used_notes.insert(label.to_owned());
        let refuse = |reader: &mut Self| {
            reader.report(
                Diagnostic::error("note-too-long", format!("the note `[^{label}]` is more than one paragraph of text"))
                    .at(piece.span.clone())
                    .with_help("put longer remarks in the text, or in `> [!details]`"),
            );
            None
        };
        match pieces.as_slice() {
            [Piece { kind: PieceKind::Tag(Tag::Paragraph, children), .. }] => {
                if has_note(children) {
                    return refuse(self);
                }
                self.inlines(children, &at.join("note")).map(Inline::Note)
            }
            _ => refuse(self),
        }
    }
}

/// Whether a note refers to another (or to itself: that would never end).
fn has_note(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().any(|piece| match &piece.kind {
        PieceKind::NoteReference(_) => true,
        PieceKind::Tag(_, children) => has_note(children),
        PieceKind::Text(_)
        | PieceKind::Break
        | PieceKind::HardBreak
        | PieceKind::Task { .. }
        | PieceKind::Rule
        | PieceKind::Code
        | PieceKind::Comment
        | PieceKind::Html => false,
    })
}

/// Whether running text ends in a space, or hasn't begun.
fn ends_in_space(inlines: &[Inline], words: &str) -> bool {
    if words.is_empty() { matches!(inlines.last(), Some(Inline::LineBreak) | None) } else { words.ends_with(' ') }
}

/// The words that have been collected, as a text.
fn text_of(words: &mut String) -> Option<Inline> {
    let text = std::mem::take(words).parse();
    // Words that may not stand in a text have been reported, and only then can there be none.
    text.ok().map(Inline::Text)
}

/// The e-mail address between angle brackets.
fn email_of(address: &str, kind: LinkType) -> Option<&str> {
    match kind {
        LinkType::Email | LinkType::Autolink => address.strip_prefix("mailto:").or((kind == LinkType::Email).then_some(address)),
        _ => None,
    }
}

/// A file's name without what follows its first dot: its language and its extension.
fn stem(file: &str) -> &str {
    file.split('.').next().unwrap_or_default()
}

/// What a link leads to.
enum Target {
    Web(crate::value::Url),
    Page(PagePath, Option<Anchor>),
    Term(Slug),
}

fn anchor(fragment: &str) -> Result<Anchor, Diagnostic> {
    fragment.parse().map_err(|error: ValueError| value_problem(&error))
}

pub(super) fn value_problem(error: &ValueError) -> Diagnostic {
    let mut problem = Diagnostic::error("invalid-value", error.to_string());
    problem.help.extend(error.help().map(str::to_owned));
    problem
}

/// The parts of a text between marks that no backslash stands before.
fn split_unescaped(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, c) in text.char_indices() {
        if c == mark && !is_escaped {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    parts.push(&text[start..]);
    parts
}

/// A text without the backslashes that stand before marks.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '\\' && next.is_ascii_punctuation()) {
            Some(next) => out.push(next),
            None => out.push(c),
        }
    }
    out
}
