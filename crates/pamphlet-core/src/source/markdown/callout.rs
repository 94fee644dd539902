//! Components: quotes whose first line starts with `[!name]`.

use std::collections::HashSet;

use pulldown_cmark::Tag;

use super::{
    Reader,
    table::{causes_of, part_causes},
    tree::{Piece, PieceKind},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    model::{
        AdviceList, Block, Callout, CalloutKind, CareCard, Certainty, Cite, Details, Differential, DifferentialRow, Evidence, FirstColumn,
        Include, Inline, Inlines, NonEmpty, Proportion, Risk, RiskGroup, Todo, Urgency, plain_text,
    },
    value::Line,
    visit::{Inside, Pointer},
};

/// The names of components, as they stand in sources.
const NAMES: [&str; 17] = [
    "non-urgent",
    "urgent",
    "emergency",
    "important",
    "note",
    "do",
    "dont",
    "details",
    "table",
    "figure",
    "differential",
    "risk",
    "evidence",
    "schedule",
    "steps",
    "todo",
    "include",
];

/// The keys of a risk's items; any other word is the label of a number.
pub(crate) const RISK_KEYS: [&str; 4] = ["number", "people", "period", "otherwise"];

/// An item of a component: its key, its text, how many bytes of that the key takes.
struct Keyed<'p, 's> {
    key: Key,
    inner: &'p [Piece<'s>],
    skip: usize,
    item: &'p Piece<'s>,
}

/// What stands before the colon of an item.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    None,
    /// A word that may be one of the component's keys.
    Word(String),
    /// A label with an escaped character or an entity, which is none of them.
    Label(String),
}

impl Key {
    fn as_str(&self) -> &str {
        match self {
            Self::None => "",
            Self::Word(word) | Self::Label(word) => word,
        }
    }

    /// The word, if it may be a key.
    fn word(&self) -> &str {
        match self {
            Self::Word(word) => word,
            Self::None | Self::Label(_) => "",
        }
    }
}

/// What to write instead of the callouts of other programs.
fn instead_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "warning" | "caution" | "danger" | "attention" | "error" | "bug" => {
            "`[!important]`; or, if it says when to get help, `[!non-urgent]`, `[!urgent]` or `[!emergency]`"
        }
        "info" | "tip" | "hint" | "abstract" | "summary" | "tldr" | "example" | "success" | "check" | "done" => "`[!note]`",
        "quote" | "cite" => "the words after `> ` without a callout, and below them `> — who`",
        "question" | "faq" | "help" => "a section `## Common questions {.faq}` with `### Question?` and the answer below",
        _ => return None,
    })
}

impl<'s> Reader<'s> {
    /// The component of a name; its heading is the first piece.
    pub(super) fn callout(&mut self, name: &str, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Block> {
        let end = first.span.start + "[!]".len() + name.len();
        if self.source[end..].starts_with(['-', '+']) {
            self.report(
                Diagnostic::error("callout-syntax", "a callout can't be folded")
                    .at(end..end + 1)
                    .with_help("delete the mark; for text that opens on request write `> [!details] Heading`"),
            );
        }
        let urgency = Urgency::ALL.into_iter().find(|urgency| urgency.as_str() == name);
        if let Some(urgency) = urgency {
            return self.care_card(urgency, first, rest, &at.join("care-card")).map(Block::CareCard);
        }
        match name {
            "important" => self.boxed(CalloutKind::Important, first, rest, &at.join("callout")).map(Block::Callout),
            "note" => self.boxed(CalloutKind::Note, first, rest, &at.join("callout")).map(Block::Callout),
            "do" => self.advice(first, rest, &at.join("do-list")).map(Block::DoList),
            "dont" => self.advice(first, rest, &at.join("dont-list")).map(Block::DontList),
            "details" => {
                let at = at.join("details");
                let summary = self.needs_heading(first, &at.join("summary"))?;
                let body = self.needs_body(first, rest, &at.join("body"))?;
                Some(Block::Details(Details { summary, body }))
            }
            "table" => {
                let at = at.join("table");
                let caption = self.needs_heading(first, &at.join("caption"))?;
                let (alignments, rows) = self.only_table(first, rest)?;
                let mut table = self.table_block(&alignments, rows, &at)?;
                table.caption = Some(caption);
                Some(Block::Table(table))
            }
            "figure" => self.captioned_figure(first, rest, at),
            "differential" => self.differential(first, rest, &at.join("differential")).map(Block::Differential),
            "risk" => self.risk(first, rest, &at.join("risk")).map(Block::Risk),
            "evidence" => self.evidence(first, rest, &at.join("evidence")).map(Block::Evidence),
            "include" => self.include(first, rest, &at.join("include")).map(Block::Include),
            "schedule" => self.schedule(first, rest, &at.join("schedule")).map(Block::Schedule),
            "steps" => self.steps(first, rest, &at.join("steps")).map(Block::Steps),
            "todo" => {
                let at = at.join("todo");
                self.stands(&at.join("why"), &first.span);
                let why = self.heading_text(first, &at.join("why"));
                Some(Block::Todo(Todo { why, body: self.blocks(rest, &at.join("body"), None) }))
            }
            _ => {
                let start = first.span.start + 2;
                let problem = Diagnostic::error("unknown-callout", format!("there is no callout `{name}`")).at(start..start + name.len());
                self.report(match (instead_of(name), nearest(name, NAMES)) {
                    (Some(instead), _) => problem.with_help(format!("write {instead}")),
                    (None, Some(near)) => problem.with_help(format!("did you mean `{near}`?")).with_edit(start..start + name.len(), near),
                    (None, None) => problem.with_help(format!("the callouts are {}", NAMES.join(", "))),
                });
                None
            }
        }
    }

    /// A link to a snippet, and nothing else.
    fn include(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Include> {
        let help = "write one link to the snippet's file: `> [!include] [When to call 999](../snippets/call-999.md)`";
        let children = match &first.kind {
            PieceKind::Tag(Tag::Heading { .. }, children) => children.as_slice(),
            _ => &[],
        };
        let is_blank = |piece: &&Piece<'_>| !matches!(&piece.kind, PieceKind::Text(text) if text.trim().is_empty());
        let mut pieces = children.iter().filter(is_blank);
        let (Some(Piece { kind: PieceKind::Tag(Tag::Link { dest_url, .. }, words), span }), None) = (pieces.next(), pieces.next()) else {
            self.report(Diagnostic::error("include-syntax", "the callout includes no snippet").at(first.span.clone()).with_help(help));
            return None;
        };
        self.stands(&at.join("label"), span);
        let label: Option<Line> = plain_text(&self.inlines_after(words, 0, &at.join("label"))).parse().ok();
        let snippet = self.snippet(dest_url);
        if snippet.is_none() {
            let message = format!("`{dest_url}` is not a snippet of the library");
            self.report(Diagnostic::error("include-syntax", message).at(span.clone()).with_help(help));
        }
        if label.is_none() {
            let problem = Diagnostic::error("empty-link", "the link has no words").at(span.clone());
            self.report(problem.with_help("say between the square brackets what the snippet is about: no output shows it"));
        }
        if let Some(more) = rest.first() {
            let problem = Diagnostic::error("include-syntax", "what an include holds is in the snippet's own file").at(more.span.clone());
            self.report(problem.with_help("put an empty line before this text, without `>`, or move it into the snippet"));
            return None;
        }
        Some(Include { snippet: snippet?, label: label?, blocks: Vec::new() })
    }

    pub(super) fn needs_heading(&mut self, first: &Piece<'s>, at: &Pointer<'_>) -> Option<Inlines> {
        self.stands(at, &first.span);
        let heading = self.heading_text(first, at);
        if heading.is_none() {
            self.report(
                Diagnostic::error("callout-heading", "the callout has no heading")
                    .at(first.span.clone())
                    .with_help("write it on the same line, after `]`"),
            );
        }
        heading
    }

    fn needs_body(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<NonEmpty<Block>> {
        let body = NonEmpty::try_from(self.blocks(rest, at, None)).ok();
        if body.is_none() {
            self.report(
                Diagnostic::error("callout-empty", "there is nothing in the callout")
                    .at(first.span.clone())
                    .with_help("write its text on the next lines, each after `> `"),
            );
        }
        body
    }

    fn boxed(&mut self, kind: CalloutKind, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Callout> {
        self.stands(&at.join("heading"), &first.span);
        let heading = self.heading_text(first, &at.join("heading").inside(Inside::Heading));
        let heading = heading.or_else(|| kind.usual_heading(self.messages).parse::<Line>().ok().map(Inlines::from));
        let body = self.needs_body(first, rest, &at.join("body"))?;
        Some(Callout { kind, heading: heading?, body })
    }

    /// The items of the list that a component starts with, and what follows it.
    pub(super) fn starts_with_list<'p>(
        &mut self,
        first: &Piece<'s>,
        rest: &'p [Piece<'s>],
        what: &str,
    ) -> Option<(&'p [Piece<'s>], &'p [Piece<'s>])> {
        if let Some((Piece { kind: PieceKind::Tag(Tag::List(_), items), .. }, after)) = rest.split_first() {
            return Some((items, after));
        }
        self.report(
            Diagnostic::error("callout-list", format!("{what} starts with a list"))
                .at(first.span.clone())
                .with_help("write each item on a line of its own: `> - the first`, and below it `> - the second`"),
        );
        None
    }

    pub(super) fn nothing_after(&mut self, after: &[Piece<'s>], what: &str) {
        if let Some(extra) = after.first() {
            self.report(
                Diagnostic::error("callout-extra", format!("{what} holds nothing else"))
                    .at(extra.span.clone())
                    .with_help("write it below the callout, without `>`"),
            );
        }
    }

    fn care_card(&mut self, urgency: Urgency, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<CareCard> {
        let heading = self.needs_heading(first, &at.join("heading").inside(Inside::Heading));
        let (items, after) = self.starts_with_list(first, rest, "a care card")?;
        let criteria = self.item_texts(items, &at.join("criteria").inside(Inside::CareCard))?;
        let after = self.blocks(after, &at.join("after"), None);
        Some(CareCard { urgency, heading: heading?, criteria, after })
    }

    fn advice(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<AdviceList> {
        let heading = self.heading_text(first, &at.join("heading").inside(Inside::Heading));
        let (items, after) = self.starts_with_list(first, rest, "a do or don't list")?;
        self.nothing_after(after, "a do or don't list");
        Some(AdviceList { heading, items: self.item_texts(items, &at.join("items"))? })
    }

    fn only_table<'p>(&mut self, first: &Piece<'s>, rest: &'p [Piece<'s>]) -> Option<(Vec<pulldown_cmark::Alignment>, &'p [Piece<'s>])> {
        if let Some((Piece { kind: PieceKind::Tag(Tag::Table(alignments), rows), .. }, after)) = rest.split_first() {
            self.nothing_after(after, "this callout");
            return Some((alignments.clone(), rows));
        }
        self.report(
            Diagnostic::error("callout-table", "this callout holds a table")
                .at(first.span.clone())
                .with_help("write it on the next lines: `> | Where | It may be |`, then `> |---|---|`, then a line for each row"),
        );
        None
    }

    fn differential(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Differential> {
        if self.heading_text(first, at).is_some() {
            self.report(
                Diagnostic::error("callout-heading", "a differential has no heading of its own")
                    .at(first.span.clone())
                    .with_help("write it as a `##` heading above"),
            );
        }
        let (alignments, rows) = self.only_table(first, rest)?;
        let rows = part_causes(rows, self.source);
        let table = self.table(&alignments, &rows, FirstColumn::Cells, &at.join("table"))?;
        let [feature, cause] = &*table.columns else {
            self.report(
                Diagnostic::error("callout-table", format!("a differential has two columns, and this has {}", table.columns.len()))
                    .at(first.span.clone())
                    .with_help("write the feature in the first and its possible causes in the second, with `;` between them"),
            );
            return None;
        };
        let mut differential = Vec::new();
        for (index, row) in table.rows.into_iter().enumerate() {
            let mut cells = row.into_iter();
            let feature = cells.next().and_then(|cell| Inlines::try_from(cell).ok());
            let causes = cells.next().map(causes_of).and_then(|causes| NonEmpty::try_from(causes).ok());
            let place = at.join(("table/rows", index));
            let span = self.place_of(&place).unwrap_or_else(|| first.span.clone());
            self.stands(&at.join(("rows", index)), &span);
            match (feature, causes) {
                (Some(feature), Some(causes)) => differential.push(DifferentialRow { feature, causes }),
                _ => self.report(Diagnostic::error("empty-cell", "a row of a differential has a feature and at least one cause").at(span)),
            }
        }
        let rows = NonEmpty::try_from(differential).ok();
        if rows.is_none() {
            self.report(Diagnostic::error("callout-empty", "the differential has no rows").at(first.span.clone()));
        }
        // A missing header has been reported.
        let [feature_label, cause_label] = [feature, cause].map(|column| Inlines::try_from(column.header.clone()).ok());
        Some(Differential { feature_label: feature_label?, cause_label: cause_label?, rows: rows? })
    }

    /// The `key: value` items of a component.
    fn keyed<'p>(&mut self, items: &'p [Piece<'s>], keys: &[&str]) -> Vec<Keyed<'p, 's>> {
        let mut out: Vec<Keyed<'p, 's>> = Vec::new();
        let mut seen = HashSet::new();
        for item in items {
            let Some(inner) = self.item_text(item) else { continue };
            let (key, skip) = self.key(inner);
            if key != Key::None && !seen.insert(key.clone()) {
                self.report(Diagnostic::error("duplicate-key", format!("`{}` stands twice", key.as_str())).at(item.span.clone()));
            }
            if let Key::Word(word) = &key
                && let Some(near) = nearest(word, keys.iter().copied()).filter(|near| near != word)
            {
                self.report(
                    Diagnostic::error("unknown-key", format!("there is no `{word}` here"))
                        .at(item.span.clone())
                        .with_help(format!("did you mean `{near}`?")),
                );
            }
            out.push(Keyed { key, inner, skip, item });
        }
        out
    }

    /// What stands before the first colon of an item, and how many bytes of its text that takes.
    fn key(&self, inner: &[Piece<'s>]) -> (Key, usize) {
        let mut key = String::new();
        let mut is_label = false;
        let mut covered = 0;
        for piece in inner {
            let PieceKind::Text(text) = &piece.kind else { break };
            let written = self.source.get(piece.span.clone()).unwrap_or_default();
            let is_entity = written.starts_with('&') && written != &**text;
            let is_escaped = is_entity || (covered < piece.span.start && self.source[..piece.span.start].ends_with('\\'));
            covered = piece.span.end;
            is_label |= is_escaped;
            // An escaped colon, which is the first of its piece, belongs to the label.
            let from = if is_escaped { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
            if let Some(colon) = text[from..].find(':').filter(|_| !is_entity).map(|at| from + at) {
                let skip = key.len() + text.len() - text[colon + 1..].trim_start_matches(' ').len();
                key.push_str(&text[..colon]);
                let key = key.trim_matches(' ').to_owned();
                return (if is_label { Key::Label(key) } else { Key::Word(key) }, skip);
            }
            key.push_str(text);
        }
        // A proportion may stand alone.
        (Key::None, 0)
    }

    fn missing(&mut self, first: &Piece<'s>, what: &str, help: &str) {
        self.report(Diagnostic::error("missing-key", format!("`{what}` is missing")).at(first.span.clone()).with_help(help));
    }

    fn risk(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Risk> {
        let statement = self.needs_heading(first, &at.join("statement"));
        let (items, after) = self.starts_with_list(first, rest, "a risk")?;
        self.nothing_after(after, "a risk");
        let (mut groups, mut people, mut period, mut otherwise) = (Vec::new(), None, None, None);
        for Keyed { key, inner, skip, item } in self.keyed(items, &RISK_KEYS) {
            match key.word() {
                "otherwise" => otherwise = Inlines::try_from(self.inlines_after(inner, skip, &at.join("otherwise"))).ok(),
                "people" => people = self.line(inner, skip, item),
                "period" => period = self.line(inner, skip, item),
                word => {
                    let number = self.line(inner, skip, item).map(|line| line.as_str().parse::<Proportion>());
                    let label = if word == "number" { None } else { key.as_str().parse().ok() };
                    match number {
                        Some(Ok(number)) => {
                            self.stands(&at.join(("groups", groups.len())), &item.span);
                            groups.push(RiskGroup { label, number });
                        }
                        Some(Err(error)) => self.invalid(&error, item),
                        None => {}
                    }
                }
            }
        }
        let groups = NonEmpty::try_from(groups).ok();
        if groups.is_none() {
            self.missing(first, "number", "write it as in `> - number: 75 in 1000`");
        }
        if people.is_none() {
            self.missing(first, "people", "say whom the number is about: `> - people: women aged 16 to 74`");
        }
        if period.is_none() {
            self.missing(first, "period", "say over what time: `> - period: 1 year`");
        }
        Some(Risk { statement: statement?, groups: groups?, people: people?, period: period?, otherwise })
    }

    fn line(&mut self, inner: &[Piece<'s>], skip: usize, item: &Piece<'s>) -> Option<Line> {
        let inlines = Inlines::try_from(self.inlines_after(inner, skip, &Pointer::from("-"))).ok();
        let is_plain = inlines.iter().flatten().all(|inline| matches!(inline, Inline::Text(_)));
        if !is_plain {
            self.report(Diagnostic::error("plain-text", "this is plain text, without links or marks").at(item.span.clone()));
        }
        let text = inlines.map(|inlines| inlines.plain_text()).unwrap_or_default();
        match text.parse() {
            Ok(line) => Some(line),
            Err(error) => {
                self.invalid(&error, item);
                None
            }
        }
    }

    fn evidence(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Evidence> {
        const KEYS: [&str; 4] = ["certainty", "design", "limits", "sources"];
        let claim = self.needs_heading(first, &at.join("claim"));
        let (items, after) = self.starts_with_list(first, rest, "evidence")?;
        self.nothing_after(after, "evidence");
        let (mut certainty, mut design, mut limits, mut sources) = (None, None, None, Vec::new());
        let mut says_certainty = false;
        for Keyed { key, inner, skip, item } in self.keyed(items, &KEYS) {
            match key.word() {
                "design" => design = Inlines::try_from(self.inlines_after(inner, skip, &at.join("design"))).ok(),
                "limits" => limits = Inlines::try_from(self.inlines_after(inner, skip, &at.join("limits"))).ok(),
                "certainty" => {
                    says_certainty = true;
                    let name = self.line(inner, skip, item).map(|line| line.as_str().replace(' ', "-")).unwrap_or_default();
                    certainty = Certainty::ALL.into_iter().find(|certainty| certainty.as_str() == name);
                    if certainty.is_none() {
                        self.report(
                            Diagnostic::error("unknown-value", format!("there is no certainty `{name}`"))
                                .at(item.span.clone())
                                .with_help("write `high`, `moderate`, `low` or `very-low` (GRADE)"),
                        );
                    }
                }
                "sources" => {
                    let inlines = self.inlines_after(inner, skip, &at.join("sources"));
                    sources = self.only_cites(inlines, item);
                    for index in 0..sources.len() {
                        self.stands(&at.join(("sources", index)), &item.span);
                    }
                }
                word if nearest(word, KEYS).is_some() => {}
                _ => self.report(
                    Diagnostic::error("unknown-key", format!("there is no `{}` here", key.as_str()))
                        .at(item.span.clone())
                        .with_help(format!("the keys are {}", KEYS.join(", "))),
                ),
            }
        }
        if certainty.is_none() && !says_certainty {
            self.missing(first, "certainty", "say how sure it is: `> - certainty: low` (high, moderate, low or very-low)");
        }
        let sources = NonEmpty::try_from(sources).ok();
        if sources.is_none() {
            self.missing(first, "sources", "name the studies: `> - sources: [@morin2021]`");
        }
        Some(Evidence { claim: claim?, certainty: certainty?, design, limits, sources: sources? })
    }

    fn only_cites(&mut self, inlines: Vec<Inline>, item: &Piece<'s>) -> Vec<Cite> {
        let mut cites = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Cite(group) => cites.extend(Vec::from(group)),
                Inline::Text(text) if text.as_str().chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';')) => {}
                _ => self.report(
                    Diagnostic::error("citation-syntax", "`sources` holds citations only")
                        .at(item.span.clone())
                        .with_help("write `sources: [@one] [@two]`"),
                ),
            }
        }
        cites
    }
}
