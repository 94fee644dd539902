//! Components: quotes whose first line starts with `[!name]`.

use pulldown_cmark::Tag;

use super::{
    Reader,
    body::split_at_semicolons,
    tree::{Piece, PieceKind},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    model::{
        AdviceList, Block, Callout, CalloutKind, CareCard, Certainty, Cite, Details, Differential, DifferentialRow, Evidence, Figure,
        Inline, Inlines, NonEmpty, Proportion, Risk, RiskGroup, Urgency,
    },
    value::Line,
    visit::Pointer,
};

/// The names of components, as they stand in sources.
const NAMES: [&str; 13] = [
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
];

impl<'s> Reader<'s> {
    pub(super) fn callout(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Block> {
        let written = self.source.get(first.span.clone()).unwrap_or_default();
        let name = written.strip_prefix("[!").and_then(|rest| rest.split(']').next()).unwrap_or_default().to_ascii_lowercase();
        let urgency = Urgency::ALL.into_iter().find(|urgency| urgency.as_str() == name);
        if let Some(urgency) = urgency {
            return self.care_card(urgency, first, rest, &at.join("care-card")).map(Block::CareCard);
        }
        match name.as_str() {
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
                let mut table = self.table(&alignments, rows, &at)?;
                table.caption = Some(caption);
                Some(Block::Table(table))
            }
            "figure" => self.captioned_figure(first, rest, &at.join("figure")).map(Block::Figure),
            "differential" => self.differential(first, rest, &at.join("differential")).map(Block::Differential),
            "risk" => self.risk(first, rest, &at.join("risk")).map(Block::Risk),
            "evidence" => self.evidence(first, rest, &at.join("evidence")).map(Block::Evidence),
            _ => {
                let start = first.span.start + 2;
                let problem = Diagnostic::error("unknown-callout", format!("there is no callout `{name}`")).at(start..start + name.len());
                self.report(match nearest(&name, NAMES) {
                    Some(near) => problem.with_help(format!("did you mean `{near}`?")).with_edit(start..start + name.len(), near),
                    None => problem.with_help(format!("the callouts are {}", NAMES.join(", "))),
                });
                None
            }
        }
    }

    fn needs_heading(&mut self, first: &Piece<'s>, at: &Pointer<'_>) -> Option<Inlines> {
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
        let heading = self.needs_heading(first, &at.join("heading"))?;
        let body = self.needs_body(first, rest, &at.join("body"))?;
        Some(Callout { kind, heading, body })
    }

    /// The items of the list that a component starts with, and what follows it.
    fn starts_with_list<'p>(&mut self, first: &Piece<'s>, rest: &'p [Piece<'s>], what: &str) -> Option<(&'p [Piece<'s>], &'p [Piece<'s>])> {
        if let Some((Piece { kind: PieceKind::Tag(Tag::List(_), items), .. }, after)) = rest.split_first() {
            return Some((items, after));
        }
        self.report(
            Diagnostic::error("callout-list", format!("{what} starts with a list"))
                .at(first.span.clone())
                .with_help("write each item on a line of its own: `> - you bleed after sex`"),
        );
        None
    }

    fn nothing_after(&mut self, after: &[Piece<'s>], what: &str) {
        if let Some(extra) = after.first() {
            self.report(
                Diagnostic::error("callout-extra", format!("{what} holds nothing else"))
                    .at(extra.span.clone())
                    .with_help("write it below the callout, without `>`"),
            );
        }
    }

    fn care_card(&mut self, urgency: Urgency, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<CareCard> {
        let heading = self.needs_heading(first, &at.join("heading"));
        let (items, after) = self.starts_with_list(first, rest, "a care card")?;
        let criteria = self.item_texts(items, &at.join("criteria"))?;
        let after = self.blocks(after, &at.join("after"), None);
        Some(CareCard { urgency, heading: heading?, criteria, after })
    }

    fn advice(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<AdviceList> {
        let heading = self.heading_text(first, &at.join("heading"));
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

    fn captioned_figure(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Figure> {
        let caption = self.needs_heading(first, &at.join("caption"));
        // The credit may stand on the line under the picture or in a paragraph of its own.
        let mut pieces: Vec<Piece<'s>> = Vec::new();
        for piece in rest {
            match &piece.kind {
                PieceKind::Tag(Tag::Paragraph, inner) => pieces.extend(inner.iter().cloned()),
                _ => self.nothing_after(std::slice::from_ref(piece), "a figure"),
            }
        }
        let Some((Piece { kind: PieceKind::Tag(Tag::Image { dest_url, title, .. }, alternative), span }, below)) = pieces.split_first()
        else {
            self.report(
                Diagnostic::error("callout-figure", "a figure starts with its picture")
                    .at(first.span.clone())
                    .with_help("write `> ![what it shows](../media/name.svg)` on the next line"),
            );
            return None;
        };
        if !title.is_empty() {
            self.report(Diagnostic::error("callout-figure", "the caption stands in the callout's first line").at(span.clone()));
        }
        let mut figure = self.figure(dest_url, alternative, span, None)?;
        figure.caption = Some(caption?);
        let below = Inlines::try_from(self.inlines_after(below, 0, &at.join("credit"))).ok();
        if let Some(below) = below {
            let text = below.plain_text();
            match text.trim().strip_prefix("Credit:").map(|credit| credit.trim().parse::<Line>()) {
                Some(Ok(credit)) => figure.credit = Some(credit),
                _ => self.report(
                    Diagnostic::error("callout-figure", "under the picture only its credit can stand")
                        .at(first.span.clone())
                        .with_help("write `> Credit: …`"),
                ),
            }
        }
        Some(figure)
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
        let table = self.table(&alignments, rows, &at.join("table"))?;
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
            let causes = cells.next().map(split_at_semicolons).and_then(|causes| NonEmpty::try_from(causes).ok());
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
        Some(Differential { feature_label: feature.header.clone(), cause_label: cause.header.clone(), rows: rows? })
    }

    /// The `key: value` items of a component: each with its key, its value's pieces, and how many bytes of them the key takes.
    fn keyed<'p>(&mut self, items: &'p [Piece<'s>], keys: &[&str]) -> Vec<(String, &'p [Piece<'s>], usize, &'p Piece<'s>)> {
        let mut out: Vec<(String, &[Piece<'s>], usize, &Piece<'s>)> = Vec::new();
        for item in items {
            let Some(inner) = self.item_text(item) else { continue };
            let text = match inner.first().map(|piece| &piece.kind) {
                Some(PieceKind::Text(text)) => text.to_string(),
                _ => String::new(),
            };
            let Some((key, value)) = text.split_once(':').map(|(key, value)| (key.trim(), value)) else {
                // A proportion may stand alone.
                out.push((String::new(), inner, 0, item));
                continue;
            };
            let skip = text.len() - value.trim_start().len();
            if out.iter().any(|(seen, ..)| seen == key) {
                self.report(Diagnostic::error("duplicate-key", format!("`{key}` stands twice")).at(item.span.clone()));
            }
            let looks_like = nearest(key, keys.iter().copied()).filter(|near| *near != key);
            if let Some(near) = looks_like {
                self.report(
                    Diagnostic::error("unknown-key", format!("there is no `{key}` here"))
                        .at(item.span.clone())
                        .with_help(format!("did you mean `{near}`?")),
                );
            }
            out.push((key.to_owned(), inner, skip, item));
        }
        out
    }

    fn missing(&mut self, first: &Piece<'s>, what: &str, help: &str) {
        self.report(Diagnostic::error("missing-key", format!("`{what}` is missing")).at(first.span.clone()).with_help(help));
    }

    fn risk(&mut self, first: &Piece<'s>, rest: &[Piece<'s>], at: &Pointer<'_>) -> Option<Risk> {
        let statement = self.needs_heading(first, &at.join("statement"));
        let (items, after) = self.starts_with_list(first, rest, "a risk")?;
        self.nothing_after(after, "a risk");
        let (mut groups, mut people, mut period, mut otherwise) = (Vec::new(), None, None, None);
        for (key, inner, skip, item) in self.keyed(items, &["number", "people", "period", "otherwise"]) {
            match key.as_str() {
                "otherwise" => otherwise = Inlines::try_from(self.inlines_after(inner, skip, &at.join("otherwise"))).ok(),
                "people" => people = self.line(inner, skip, item),
                "period" => period = self.line(inner, skip, item),
                label => {
                    let number = self.line(inner, skip, item).map(|line| line.as_str().parse::<Proportion>());
                    let label = if matches!(label, "" | "number") { None } else { label.parse().ok() };
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
        match text.trim().parse() {
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
        for (key, inner, skip, item) in self.keyed(items, &KEYS) {
            match key.as_str() {
                "design" => design = Inlines::try_from(self.inlines_after(inner, skip, &at.join("design"))).ok(),
                "limits" => limits = Inlines::try_from(self.inlines_after(inner, skip, &at.join("limits"))).ok(),
                "certainty" => {
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
                _ if nearest(&key, KEYS).is_some() => {}
                _ => self.report(
                    Diagnostic::error("unknown-key", format!("there is no `{key}` here"))
                        .at(item.span.clone())
                        .with_help(format!("the keys are {}", KEYS.join(", "))),
                ),
            }
        }
        if certainty.is_none() && !self.problems.iter().any(|p| p.message.contains("certainty")) {
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
