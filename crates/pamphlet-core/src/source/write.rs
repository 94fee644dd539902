//! From a page back to Markdown.

use super::markdown::RISK_KEYS;
use crate::{
    diagnostic::nearest,
    messages::Messages,
    model::{
        AdviceList, Alignment, Alternative, Block, Cell, Cite, Document, Figure, FigureSize, Figures, FirstColumn, HealthAspect, Inline,
        Inlines, List, ListMarker, Page, PagePath, Picture, Schedule, ScheduleTime, Section, Step, Steps, Table,
    },
    value::{Anchor, Line, MediaPath},
};

/// Writes a page as Markdown with YAML front matter.
///
/// Reading it back gives the same page. `messages` are those of the page's language: an aspect that the
/// heading says anyway isn't written.
///
/// # Panics
/// Never for a page that was read: all its values have a YAML form.
#[must_use]
pub fn write_markdown(page: &Page, messages: &Messages) -> String {
    let mut front = Document::from(page.clone());
    front.opening.clear();
    front.sections.clear();
    let yaml = serde_saphyr::to_string(&front).expect("a document has a YAML form");
    let mut writer = Writer::new(format!("---\n{yaml}---\n"), page, messages);
    writer.blocks(&page.opening, "", Before::Text);
    for section in &page.sections {
        writer.section(section, 2);
    }
    for (index, note) in std::mem::take(&mut writer.notes).into_iter().enumerate() {
        writer.out.push_str(&format!("\n[^{}]: {note}\n", index + 1));
    }
    writer.out
}

/// Writes some blocks of a page as Markdown, to stand in its source. None if they hold notes, whose text stands elsewhere in a source.
///
/// ```
/// # use pamphlet_core::{messages::Messages, model::{Block, Document, PageId}, source::write_blocks, value::LanguageTag};
/// # let language = LanguageTag::default();
/// # let messages = Messages::built_in(&language).unwrap();
/// # let document: Document = serde_json::from_str(r#"{ "title": "T", "summary": "S." }"#)?;
/// # let page = document.into_page(PageId { path: "conditions/t".parse()?, language }).unwrap();
/// let blocks: Vec<Block> = serde_json::from_str(r#"[{ "paragraph": [{ "text": "Rest." }, { "strong": [{ "text": "Now" }] }] }]"#)?;
/// assert_eq!(write_blocks(&blocks, &page, messages).as_deref(), Some("Rest.**Now**"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write_blocks(blocks: &[Block], page: &Page, messages: &Messages) -> Option<String> {
    let mut writer = Writer::new(String::new(), page, messages);
    writer.blocks(blocks, "", Before::Nothing);
    writer.notes.is_empty().then(|| writer.out.trim_end_matches('\n').to_owned())
}

/// Writes running text of a page as Markdown. None if it holds notes, whose text stands elsewhere in a source.
#[must_use]
pub fn write_text(text: &[Inline], page: &Page, messages: &Messages) -> Option<String> {
    let mut writer = Writer::new(String::new(), page, messages);
    let written = writer.text(text);
    writer.notes.is_empty().then_some(written)
}

struct Writer<'p> {
    out: String,
    page: &'p Page,
    messages: &'p Messages,
    notes: Vec<String>,
    semicolons: Semicolons,
    breaks: Breaks,
    bold: Bold,
    /// The marks of the next bold words, if they're others than usual.
    next_strong: Option<&'static str>,
}

/// How the end of a line inside a text is written.
#[derive(Debug, Clone, Copy)]
enum Breaks {
    /// As the end of a line.
    Lines,
    /// As `<br>`, where the text stands on one line: a heading, a cell, an item.
    Tags,
}

/// Whether a text is bold where it stands.
#[derive(Debug, Clone, Copy)]
enum Bold {
    No,
    Already,
}

/// How a text's semicolons are written.
#[derive(Debug, Clone, Copy)]
enum Semicolons {
    Plain,
    /// Where plain ones would part it.
    Escaped,
}

/// What stands before some blocks, and needs an empty line after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// The marker of an item, or the first line of a callout.
    Nothing,
    Text,
    /// The criteria of a care card.
    List,
}

impl<'p> Writer<'p> {
    fn new(out: String, page: &'p Page, messages: &'p Messages) -> Self {
        let (semicolons, breaks, bold) = (Semicolons::Plain, Breaks::Tags, Bold::No);
        Self { out, page, messages, notes: Vec::new(), semicolons, breaks, bold, next_strong: None }
    }
}

impl Writer<'_> {
    fn section(&mut self, section: &Section, level: usize) {
        let heading = self.text(&section.heading);
        let mut attributes = Vec::new();
        attributes.extend(section.id.as_ref().map(|id| format!("#{id}")));
        let usual = self.messages.aspect_of_heading(&section.heading.plain_text());
        if section.aspect != usual {
            attributes.push(match section.aspect {
                None => "aspect=none".to_owned(),
                Some(HealthAspect::Faq) => ".faq".to_owned(),
                Some(aspect) => format!("aspect={}", aspect.as_str()),
            });
        }
        self.heading(level, &heading, &attributes);
        self.blocks(&section.blocks, "", Before::Text);
        for question in &section.questions {
            let text = self.text(&question.question);
            let id: Vec<String> = question.id.as_ref().map(|id| format!("#{id}")).into_iter().collect();
            self.heading(level + 1, &text, &id);
            self.blocks(&question.answer, "", Before::Text);
        }
        for inner in &section.sections {
            self.section(inner, level + 1);
        }
    }

    fn heading(&mut self, level: usize, text: &str, attributes: &[String]) {
        let attributes = if attributes.is_empty() { String::new() } else { format!(" {{{}}}", attributes.join(" ")) };
        self.out.push_str(&format!("\n{} {text}{attributes}\n", "#".repeat(level)));
    }

    /// Blocks, each line after a prefix, with an empty line between them.
    fn blocks(&mut self, blocks: &[Block], prefix: &str, before: Before) {
        // Two lists in a row would be read as one; so would two lists of definitions.
        let mut alike_before = usize::from(before == Before::List && matches!(blocks.first(), Some(Block::List(_))));
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                alike_before = if alike(&blocks[index - 1], block) { alike_before + 1 } else { 0 };
            }
            if index > 0 || before != Before::Nothing {
                self.line(prefix, "");
            }
            self.block(block, prefix, alike_before % 2 == 1);
        }
    }

    fn line(&mut self, prefix: &str, text: &str) {
        let line = format!("{prefix}{text}");
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn block(&mut self, block: &Block, prefix: &str, other_marker: bool) {
        let quoted = format!("{prefix}> ");
        match block {
            Block::Paragraph(content) => self.paragraph(content, prefix),
            Block::List(list) => self.list(list, prefix, other_marker),
            Block::Table(table) => {
                let rows = |writer: &mut Self, prefix: &str| writer.table(table, prefix);
                match &table.caption {
                    None => rows(self, prefix),
                    Some(caption) => {
                        let caption = self.text(caption);
                        self.line(prefix, &format!("> [!table] {caption}"));
                        rows(self, &quoted);
                    }
                }
            }
            Block::Figure(Figure { image, alternative, size, caption, credit }) => {
                let image = self.picture(image, alternative, None, *size);
                self.pictures(&image, caption.as_ref(), credit.as_ref(), prefix);
            }
            Block::Figures(Figures { pictures, caption, credit }) => {
                let images = pictures.iter().map(|picture| {
                    let Picture { image, alternative, size, caption } = picture;
                    self.picture(image, alternative, caption.as_ref(), *size)
                });
                let images = images.collect::<Vec<_>>().join(" ");
                self.pictures(&images, caption.as_ref(), credit.as_ref(), prefix);
            }
            Block::Callout(callout) => {
                let heading = self.text(&callout.heading);
                self.line(prefix, &format!("> [!{}] {heading}", callout.kind.as_str()));
                self.blocks(&callout.body, &quoted, Before::Nothing);
            }
            Block::CareCard(card) => {
                let heading = self.text(&card.heading);
                self.line(prefix, &format!("> [!{}] {heading}", card.urgency.as_str()));
                for criterion in &card.criteria {
                    let text = guard(&self.text(criterion));
                    self.line(&quoted, &format!("- {text}"));
                }
                self.blocks(&card.after, &quoted, Before::List);
            }
            Block::DoList(list) => self.advice("do", list, prefix),
            Block::DontList(list) => self.advice("dont", list, prefix),
            Block::Details(details) => {
                let summary = self.text(&details.summary);
                self.line(prefix, &format!("> [!details] {summary}"));
                self.blocks(&details.body, &quoted, Before::Nothing);
            }
            Block::Quote(quote) => {
                self.blocks(&quote.body, &quoted, Before::Nothing);
                if let Some(attribution) = &quote.attribution {
                    let attribution = self.text(attribution);
                    self.line(&quoted, "");
                    self.line(&quoted, &format!("— {attribution}"));
                }
            }
            Block::Risk(risk) => {
                let statement = self.text(&risk.statement);
                self.line(prefix, &format!("> [!risk] {statement}"));
                for group in &risk.groups {
                    let label = group.label.as_ref().map_or_else(|| "number".to_owned(), |label| label_of_number(label.as_str()));
                    self.line(&quoted, &format!("- {label}: {}", group.number));
                }
                self.line(&quoted, &format!("- people: {}", escape(risk.people.as_str())));
                self.line(&quoted, &format!("- period: {}", escape(risk.period.as_str())));
                if let Some(otherwise) = &risk.otherwise {
                    let otherwise = self.text(otherwise);
                    self.line(&quoted, &format!("- otherwise: {otherwise}"));
                }
            }
            Block::Differential(differential) => {
                self.line(prefix, "> [!differential]");
                let (feature, cause) = (self.cell(&differential.feature_label), self.cell(&differential.cause_label));
                self.line(&quoted, &format!("| {feature} | {cause} |"));
                self.line(&quoted, "|---|---|");
                for row in &differential.rows {
                    let feature = self.cell(&row.feature);
                    let causes: Vec<String> = row.causes.iter().map(|cause| self.cause(cause)).collect();
                    self.line(&quoted, &format!("| {feature} | {} |", causes.join("; ")));
                }
            }
            Block::DefinitionList(list) => {
                for (index, definition) in list.iter().enumerate() {
                    if index > 0 {
                        self.line(prefix, "");
                    }
                    let term = guard(&self.text(&definition.term));
                    self.line(prefix, &term);
                    for body in &definition.definitions {
                        self.hanging(body, prefix, ": ");
                    }
                }
            }
            Block::Evidence(evidence) => {
                let claim = self.text(&evidence.claim);
                self.line(prefix, &format!("> [!evidence] {claim}"));
                self.line(&quoted, &format!("- certainty: {}", evidence.certainty.as_str()));
                for (key, value) in [("design", &evidence.design), ("limits", &evidence.limits)] {
                    if let Some(value) = value {
                        let value = self.text(value);
                        self.line(&quoted, &format!("- {key}: {value}"));
                    }
                }
                let sources: Vec<String> = evidence.sources.iter().map(|cite| format!("[{}]", citation(cite))).collect();
                self.line(&quoted, &format!("- sources: {}", sources.join(" ")));
            }
            Block::Include(include) => {
                let label = guard(&escape(include.label.as_str()));
                self.line(prefix, &format!("> [!include] [{label}](../snippets/{}.md)", include.snippet));
            }
            Block::Steps(Steps { heading, items }) => {
                let heading = heading.as_ref().map(|heading| self.text(heading)).unwrap_or_default();
                self.line(prefix, &format!("> [!steps] {heading}"));
                for (index, step) in items.iter().enumerate() {
                    self.step(step, &quoted, &format!("{}. ", index + 1));
                }
            }
            Block::Schedule(Schedule { heading, times }) => {
                let heading = heading.as_ref().map(|heading| self.text(heading)).unwrap_or_default();
                self.line(prefix, &format!("> [!schedule] {heading}"));
                for ScheduleTime { when, what } in times {
                    let when = self.bold(when);
                    self.line(&quoted, &format!("- {when}:"));
                    self.line(&quoted, "");
                    self.blocks(what, &format!("{quoted}  "), Before::Nothing);
                }
            }
            Block::Todo(todo) => {
                let why = todo.why.as_ref().map(|why| self.text(why)).unwrap_or_default();
                self.line(prefix, &format!("> [!todo] {why}"));
                self.blocks(&todo.body, &quoted, Before::Nothing);
            }
        }
    }

    /// Pictures, and what stands under them.
    fn pictures(&mut self, images: &str, caption: Option<&Inlines>, credit: Option<&Line>, prefix: &str) {
        if caption.is_none() && credit.is_none() {
            return self.line(prefix, images);
        }
        let quoted = format!("{prefix}> ");
        let caption = caption.map(|caption| self.text(caption)).unwrap_or_default();
        self.line(prefix, &format!("> [!figure] {caption}"));
        self.line(&quoted, images);
        if let Some(credit) = credit {
            self.line(&quoted, "");
            self.line(&quoted, &format!("Credit: {}", escape(credit.as_str())));
        }
    }

    fn picture(&self, image: &MediaPath, alternative: &Alternative, caption: Option<&Line>, size: FigureSize) -> String {
        let words = match alternative {
            Alternative::Text(words) => unlike_others(escape(words.as_str())),
            Alternative::Decorative => "decorative".to_owned(),
        };
        let caption = caption.map(|caption| format!(" \"{}\"", escape(caption.as_str()))).unwrap_or_default();
        let size = match size {
            FigureSize::Full => String::new(),
            FigureSize::Small | FigureSize::Medium => format!("{{.{}}}", size.as_str()),
        };
        format!("![{words}]({}{caption}){size}", self.media(image))
    }

    fn paragraph(&mut self, content: &[Inline], prefix: &str) {
        let before = std::mem::replace(&mut self.breaks, Breaks::Lines);
        let mut text = self.text(content);
        self.breaks = before;
        // The last paragraph of a quote would say whose words they are.
        if prefix.ends_with("> ") && text.starts_with("— ") {
            text.replace_range(.."—".len(), "&mdash;");
        }
        for line in text.split('\n') {
            self.line(prefix, &guard(line));
        }
    }

    fn advice(&mut self, name: &str, list: &AdviceList, prefix: &str) {
        let heading = list.heading.as_ref().map(|heading| self.text(heading)).unwrap_or_default();
        self.line(prefix, &format!("> [!{name}] {heading}"));
        for item in &list.items {
            let item = guard(&self.text(item));
            self.line(prefix, &format!("> - {item}"));
        }
    }

    fn list(&mut self, list: &List, prefix: &str, other_marker: bool) {
        for (index, item) in list.items.iter().enumerate() {
            let bullet = if other_marker { "*" } else { "-" };
            let marker = match list.marker {
                ListMarker::Bullet => format!("{bullet} "),
                ListMarker::Tick => format!("{bullet} [ ] "),
                ListMarker::Number(start) => format!("{}{} ", start.get() as usize + index, if other_marker { ")" } else { "." }),
            };
            self.hanging(item, prefix, &marker);
        }
    }

    /// Blocks whose first line stands after a marker and the others under it.
    fn hanging(&mut self, blocks: &[Block], prefix: &str, marker: &str) {
        let start = self.out.len();
        // A tick box stands inside the item's text, not before its column.
        let width = marker.find('[').unwrap_or(marker.len());
        let indent = format!("{prefix}{}", " ".repeat(width));
        self.blocks(blocks, &indent, Before::Nothing);
        let written = self.out.split_off(start);
        let first = written.strip_prefix(indent.as_str()).map_or_else(|| written.trim_start().to_owned(), str::to_owned);
        self.out.push_str(prefix);
        self.out.push_str(marker);
        self.out.push_str(&first);
    }

    fn step(&mut self, Step { title, amount, body }: &Step, prefix: &str, marker: &str) {
        let title = title.as_ref().map(|title| self.bold(title));
        let amount = amount.as_ref().map(|amount| format!("({})", self.text(amount)));
        let line = title.into_iter().chain(amount).collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            self.line(prefix, &format!("{marker}{line}"));
            let indent = format!("{prefix}{}", " ".repeat(marker.len()));
            self.line(prefix, "");
            return self.blocks(body, &indent, Before::Nothing);
        }
        let start = self.out.len() + prefix.len() + marker.len();
        // A bold first line would be read as a title.
        if let Some(Block::Paragraph(text)) = body.first()
            && let [Inline::Strong(_), ..] = **text
        {
            self.next_strong = Some("__");
        }
        self.hanging(body, prefix, marker);
        self.next_strong = None;
        // And what begins in a bracket as how long it takes.
        if self.out[start..].starts_with('(') {
            self.out.insert(start, '\\');
        }
    }

    fn table(&mut self, table: &Table, prefix: &str) {
        let headers: Vec<String> = table.columns.iter().map(|column| self.cell(&column.header)).collect();
        self.line(prefix, &format!("| {} |", headers.join(" | ")));
        let rules: Vec<&str> = table
            .columns
            .iter()
            .map(|column| match column.alignment {
                Alignment::Start => "---",
                Alignment::Center => ":-:",
                Alignment::End => "--:",
            })
            .collect();
        self.line(prefix, &format!("|{}|", rules.join("|")));
        // Bold cells that are no headers mustn't look like them.
        let is_bold = |row: &Vec<Cell>| matches!(row.first().map(Vec::as_slice), None | Some([] | [Inline::Strong(_)]));
        let looks_like_headers = table.first_column == FirstColumn::Cells && table.rows.iter().all(is_bold);
        for row in &table.rows {
            let cells: Vec<String> = row
                .iter()
                .enumerate()
                .map(|(index, cell)| match table.first_column {
                    FirstColumn::Headers if index == 0 && !cell.is_empty() => self.bold(cell),
                    FirstColumn::Headers | FirstColumn::Cells => {
                        self.next_strong = (index == 0 && looks_like_headers).then_some("__");
                        self.cell(cell)
                    }
                })
                .collect();
            self.line(prefix, &format!("| {} |", cells.join(" | ")));
        }
        self.next_strong = None;
    }

    fn cell(&mut self, cell: &[Inline]) -> String {
        self.text(cell)
    }

    /// Text that is bold from its first letter to its last: bold words in it are as bold as the rest.
    fn bold(&mut self, text: &[Inline]) -> String {
        let before = std::mem::replace(&mut self.bold, Bold::Already);
        let text = self.text(text);
        self.bold = before;
        format!("**{text}**")
    }

    /// One of the causes of a cell: its own semicolons part nothing.
    fn cause(&mut self, cause: &[Inline]) -> String {
        self.semicolons = Semicolons::Escaped;
        let text = self.text(cause);
        self.semicolons = Semicolons::Plain;
        text
    }

    fn text(&mut self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        let mut before: Option<&Inline> = None;
        for inline in inlines {
            let piece = match inline {
                Inline::Text(text) => match self.semicolons {
                    Semicolons::Plain => escape(text.as_str()),
                    Semicolons::Escaped => escape(text.as_str()).replace(';', "\\;").replace('؛', "&#1563;"),
                },
                Inline::Emphasis(content) => self.marked("*", content),
                Inline::Strong(content) => match self.bold {
                    Bold::No => {
                        let marks = self.next_strong.take().unwrap_or("**");
                        self.marked(marks, content)
                    }
                    Bold::Already => self.text(content),
                },
                Inline::Link(link) => {
                    let content = self.text(&link.content);
                    format!("[{content}](<{}>)", link.to)
                        .replace("(<", "(")
                        .replace(">)", ")")
                        .replace(&format!("({})", link.to), &destination(link.to.as_str()))
                }
                Inline::Page(link) => {
                    let content = self.text(&link.content);
                    format!("[{content}]({})", self.page_address(&link.to, link.anchor.as_ref()))
                }
                Inline::Cite(cites) => {
                    let cites: Vec<String> = cites.iter().map(citation).collect();
                    format!("[{}]", cites.join("; "))
                }
                Inline::Term(term) => {
                    let content = self.text(&term.content);
                    format!("[{content}](../glossary.md#{})", term.term)
                }
                Inline::Span(span) => {
                    let content = self.text(&span.content);
                    format!("[{content}](lang:{})", span.language)
                }
                Inline::Note(content) => {
                    let note = self.text(content);
                    self.notes.push(guard(&note));
                    format!("[^{}]", self.notes.len())
                }
                Inline::LineBreak => match self.breaks {
                    Breaks::Lines => "\\\n".to_owned(),
                    Breaks::Tags => "<br>".to_owned(),
                },
            };
            // `[@a][b](c)` would be no citation: `[@a][]` says where it ends.
            if matches!(before, Some(Inline::Cite(_))) && piece.starts_with('[') {
                out.push_str("[]");
            }
            if matches!(before, Some(Inline::Cite(_) | Inline::Note(_))) && piece.starts_with('(') {
                out.push('\\');
            }
            // A line that begins anew may look like something else as well.
            let piece = if matches!(before, Some(Inline::LineBreak)) { unlike_others(piece) } else { piece };
            before = Some(inline);
            out.push_str(&piece);
        }
        unlike_others(out)
    }

    fn marked(&mut self, mark: &str, content: &[Inline]) -> String {
        format!("{mark}{}{mark}", self.text(content))
    }

    fn page_address(&self, to: &PagePath, anchor: Option<&Anchor>) -> String {
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        if *to == self.page.id.path && !anchor.is_empty() {
            return anchor;
        }
        if to.kind == self.page.id.path.kind {
            format!("{}.md{anchor}", to.slug)
        } else {
            format!("../{}/{}.md{anchor}", to.kind.folder(), to.slug)
        }
    }

    fn media(&self, image: &MediaPath) -> String {
        format!("../{image}")
    }
}

fn destination(address: &str) -> String {
    if address.contains(['(', ')']) { format!("(<{address}>)") } else { format!("({address})") }
}

fn alike(a: &Block, b: &Block) -> bool {
    match (a, b) {
        (Block::List(_), Block::List(_)) => true,
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b) && matches!(a, Block::DefinitionList(_)),
    }
}

fn citation(cite: &Cite) -> String {
    match &cite.locator {
        Some(locator) => format!("@{}, {}", cite.key, escape(locator.as_str()).replace(';', "\\;")),
        None => format!("@{}", cite.key),
    }
}

/// A text in which no character means anything to Markdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = '\0';
    for (at, c) in text.char_indices() {
        let special = match c {
            '\\' | '*' | '_' | '[' | ']' | '<' | '`' | '|' | '"' | '\'' | '{' | '}' | '~' | '^' | '$' | '#' => true,
            // "A&E" is no entity, and reads better as it is.
            '&' => begins_entity(&text[at + 1..]),
            // Two hyphens or three dots would become a dash or an ellipsis, and other marks in a row mean something elsewhere.
            '-' | '.' | '=' | '%' | '+' | '?' | ':' => before == c,
            // An escaped bracket still looks like that of a callout, and any other sign as one.
            '!' => before.is_ascii_punctuation(),
            '@' => !before.is_alphanumeric(),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Whether what follows a `&` makes an entity of it, as in `&amp;` and `&#38;`.
fn begins_entity(text: &str) -> bool {
    text.split_once(';').is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
}

/// The label of a risk's number, which is none of the keys beside it and ends at its own colon.
fn label_of_number(label: &str) -> String {
    let parts: Vec<String> = label.split(':').map(escape).collect();
    let written = guard(&parts.join("\\:"));
    match written.chars().next().filter(|_| nearest(label, RISK_KEYS).is_some()) {
        Some(first) if written == label => format!("&#{};{}", u32::from(first), &label[first.len_utf8()..]),
        Some(_) | None => written,
    }
}

/// Where a line has what makes it something else in other dialects: `= Heading =`, `h2. Heading`, `bq. Quote`, `// comment`, `; comment`, `.Title`.
fn special_elsewhere(line: &str) -> Option<usize> {
    match line.as_bytes() {
        [b'=', ..] => Some(0),
        [b'/', b'/', ..] | [b';', b' ', ..] => Some(0),
        [b'.', letter, ..] if !letter.is_ascii_digit() => Some(0),
        [b'h', digit, b'.', ..] if digit.is_ascii_digit() => Some(2),
        [b'b', b'q', b'.', ..] => Some(2),
        _ => None,
    }
}

/// A line that can't be taken for something of another dialect.
fn unlike_others(mut line: String) -> String {
    if let Some(at) = special_elsewhere(&line) {
        line.insert(at, '\\');
    }
    line
}

/// A line that can't be taken for the start of a block.
fn guard(line: &str) -> String {
    if special_elsewhere(line).is_some() {
        return unlike_others(line.to_owned());
    }
    let mut chars = line.chars();
    match chars.next() {
        Some(' ') => format!("&#32;{}", &line[1..]),
        Some('>' | '+' | '-' | ':' | '#') => format!("\\{line}"),
        Some('0'..='9') => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            match line.as_bytes().get(digits) {
                Some(b'.' | b')') => format!("{}\\{}", &line[..digits], &line[digits..]),
                _ => line.to_owned(),
            }
        }
        _ => line.to_owned(),
    }
}
