use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AdviceList, Callout, CareCard, Evidence, Figure, Figures, HealthAspect, Include, Inlines, NonEmpty, Risk, Schedule, Steps, Todo,
};
use crate::value::Anchor;

/// A piece of a section's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("It can hurt."), r#"{"paragraph":[{"text":"It can hurt."}]}"#);
    /// ```
    Paragraph(Inlines),
    /// A list: bullets, numbers, or boxes to tick.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("3. rest"), r#"{"list":{"marker":{"number":3},"items":[[{"paragraph":[{"text":"rest"}]}]]}}"#);
    /// assert_eq!(block("- [ ] It stings."), r#"{"list":{"marker":"tick","items":[[{"paragraph":[{"text":"It stings."}]}]]}}"#);
    /// ```
    List(List),
    /// A table with a header row.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!table] Sizes\n> | Size | Width |\n> |---|--:|\n> | 1 | 10 mm |"),
    ///     r#"{"table":{"caption":[{"text":"Sizes"}],"columns":[{"header":[{"text":"Size"}]},{"header":[{"text":"Width"}],"alignment":"end"}],"rows":[[[{"text":"1"}],[{"text":"10 mm"}]]]}}"#);
    /// ```
    Table(Table),
    /// A picture.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("![Three steps](../media/steps.svg)"), r#"{"figure":{"image":"media/steps.svg","alternative":{"text":"Three steps"}}}"#);
    /// ```
    Figure(Figure),
    /// Pictures side by side, two or three. On a narrow screen they stand one below the other.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("![Before](../media/a.svg) ![After](../media/b.svg)"),
    ///     r#"{"figures":{"pictures":[{"image":"media/a.svg","alternative":{"text":"Before"}},{"image":"media/b.svg","alternative":{"text":"After"}}]}}"#);
    /// ```
    Figures(Figures),
    /// Something important, set apart.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!important] Stop if it hurts\n> Pain is a sign to stop."),
    ///     r#"{"callout":{"kind":"important","heading":[{"text":"Stop if it hurts"}],"body":[{"paragraph":[{"text":"Pain is a sign to stop."}]}]}}"#);
    /// ```
    Callout(Callout),
    /// When to get help, and from whom.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!emergency] Call 999 if:\n> - you faint"),
    ///     r#"{"care-card":{"urgency":"emergency","heading":[{"text":"Call 999 if:"}],"criteria":[[{"text":"you faint"}]]}}"#);
    /// ```
    CareCard(CareCard),
    /// Things to do.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!do]\n> - use lubricant"), r#"{"do-list":{"items":[[{"text":"use lubricant"}]]}}"#);
    /// ```
    DoList(AdviceList),
    /// Things not to do; the renderer puts "do not" before each that begins with a verb.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!dont]\n> - use soap"), r#"{"dont-list":{"items":[[{"text":"use soap"}]]}}"#);
    /// ```
    DontList(AdviceList),
    /// More on request: closed on screen, open on paper.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!details] How it works\n> Slowly."),
    ///     r#"{"details":{"summary":[{"text":"How it works"}],"body":[{"paragraph":[{"text":"Slowly."}]}]}}"#);
    /// ```
    Details(Details),
    /// Somebody's words.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> It helped to talk.\n>\n> — A patient"),
    ///     r#"{"quote":{"body":[{"paragraph":[{"text":"It helped to talk."}]}],"attribution":[{"text":"A patient"}]}}"#);
    /// ```
    Quote(Quote),
    /// A chance, in numbers, in words and as a picture.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!risk] About 1 in 10 have it\n> - number: 10 in 100\n> - people: women\n> - period: 1 year"),
    ///     r#"{"risk":{"statement":[{"text":"About 1 in 10 have it"}],"groups":[{"number":"10 in 100"}],"people":"women","period":"1 year"}}"#);
    /// ```
    Risk(Risk),
    /// What a symptom may point to.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!differential]\n> | Where | It may be |\n> |---|---|\n> | Deep | a cyst; muscles |"),
    ///     r#"{"differential":{"feature-label":[{"text":"Where"}],"cause-label":[{"text":"It may be"}],"rows":[{"feature":[{"text":"Deep"}],"causes":[[{"text":"a cyst"}],[{"text":"muscles"}]]}]}}"#);
    /// ```
    Differential(Differential),
    /// Words and what they mean.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("Vulva\n: The outer parts."),
    ///     r#"{"definition-list":[{"term":[{"text":"Vulva"}],"definitions":[[{"paragraph":[{"text":"The outer parts."}]}]]}]}"#);
    /// ```
    DefinitionList(NonEmpty<Definition>),
    /// What studies show on one claim, and how sure that is.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!evidence] It may help\n> - certainty: low\n> - sources: [@morin2021]"),
    ///     r#"{"evidence":{"claim":[{"text":"It may help"}],"certainty":"low","sources":[{"key":"morin2021"}]}}"#);
    /// ```
    Evidence(Evidence),
    /// What to do, one step after the other: each may have a title, how long or how often, and a picture beside its text.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!steps]\n> 1. **Lie down** (5 minutes)\n>    Breathe out."),
    ///     r#"{"steps":{"items":[{"title":[{"text":"Lie down"}],"amount":[{"text":"5 minutes"}],"body":[{"paragraph":[{"text":"Breathe out."}]}]}]}}"#);
    /// ```
    Steps(Steps),
    /// What is to be done when.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!schedule]\n> - Week 1: Rest."),
    ///     r#"{"schedule":{"times":[{"when":[{"text":"Week 1"}],"what":[{"paragraph":[{"text":"Rest."}]}]}]}}"#);
    /// ```
    Schedule(Schedule),
    /// Something still to be done. Every format shows it, and no build publishes a page that has one.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!todo] Check the dose"), r#"{"todo":{"why":[{"text":"Check the dose"}]}}"#);
    /// ```
    Todo(Todo),
    /// Text that several pages share, from a file of its own.
    ///
    /// ```
    /// # use pamphlet_core::doc::block;
    /// assert_eq!(block("> [!include] [When to call 999](../snippets/call-999.md)"),
    ///     r#"{"include":{"snippet":"call-999","label":"When to call 999"}}"#);
    /// ```
    Include(Include),
}

impl Block {
    /// The runs of blocks that it holds, to be changed.
    pub(crate) fn bodies_mut(&mut self) -> Vec<&mut [Self]> {
        match self {
            Self::List(list) => list.items.iter_mut().map(|item| &mut **item).collect(),
            Self::Callout(Callout { body, .. }) | Self::Details(Details { body, .. }) | Self::Quote(Quote { body, .. }) => vec![body],
            Self::CareCard(CareCard { after: body, .. }) | Self::Todo(Todo { body, .. }) | Self::Include(Include { blocks: body, .. }) => {
                vec![body]
            }
            Self::Schedule(schedule) => schedule.times.iter_mut().map(|time| &mut *time.what).collect(),
            Self::Steps(steps) => steps.items.iter_mut().map(|step| &mut *step.body).collect(),
            Self::DefinitionList(definitions) => {
                definitions.iter_mut().flat_map(|definition| definition.definitions.iter_mut()).map(|body| &mut **body).collect()
            }
            Self::Paragraph(_)
            | Self::Table(_)
            | Self::Figure(_)
            | Self::Figures(_)
            | Self::DoList(_)
            | Self::DontList(_)
            | Self::Risk(_)
            | Self::Differential(_)
            | Self::Evidence(_) => Vec::new(),
        }
    }

    /// The runs of blocks that it holds.
    ///
    /// ```
    /// use pamphlet_core::model::Block;
    /// let list: Block = serde_json::from_str(r#"{"list":{"items":[[{"paragraph":[{"text":"rest"}]}]]}}"#)?;
    /// assert_eq!(list.bodies().len(), 1);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn bodies(&self) -> Vec<&[Self]> {
        match self {
            Self::List(List { marker: _, items }) => items.iter().map(|item| &**item).collect(),
            Self::Callout(Callout { kind: _, heading: _, body })
            | Self::Details(Details { summary: _, body })
            | Self::Quote(Quote { body, attribution: _ }) => vec![body],
            Self::CareCard(CareCard { urgency: _, heading: _, criteria: _, after: body })
            | Self::Todo(Todo { why: _, body })
            | Self::Include(Include { snippet: _, label: _, blocks: body }) => vec![body],
            Self::Schedule(Schedule { heading: _, times }) => times.iter().map(|time| &*time.what).collect(),
            Self::Steps(Steps { heading: _, items }) => items.iter().map(|step| &*step.body).collect(),
            Self::DefinitionList(definitions) => {
                let bodies = definitions.iter().flat_map(|Definition { term: _, definitions }| definitions.iter());
                bodies.map(|body| &**body).collect()
            }
            Self::Paragraph(_)
            | Self::Table(_)
            | Self::Figure(_)
            | Self::Figures(_)
            | Self::DoList(_)
            | Self::DontList(_)
            | Self::Risk(_)
            | Self::Differential(_)
            | Self::Evidence(_) => Vec::new(),
        }
    }
}

/// A part of a page under a heading. Heading levels come from this tree, never from a count of `#`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Section {
    /// The heading.
    pub heading: Inlines,
    /// The id for links to the section; by default made from the heading's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Anchor>,
    /// What the section tells about the condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect: Option<HealthAspect>,
    /// The body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Questions and their answers, in a section of common questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Sections inside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

impl Section {
    /// The id for links: the author's, or one made from the heading.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        self.id.clone().unwrap_or_else(|| Anchor::from_heading(&self.heading.plain_text()))
    }

    /// Whether there is nothing under the heading.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.questions.is_empty() && self.sections.is_empty()
    }
}

/// A question that people ask, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub question: Inlines,
    /// The id for links to it; by default made from its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Anchor>,
    /// The answer.
    pub answer: Vec<Block>,
}

impl Question {
    /// The id for links: the author's, or one made from the question.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        self.id.clone().unwrap_or_else(|| Anchor::from_heading(&self.question.plain_text()))
    }
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct List {
    /// What stands before each item.
    #[serde(default)]
    pub marker: ListMarker,
    /// The items: each a run of blocks.
    pub items: NonEmpty<NonEmpty<Block>>,
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListMarker {
    /// A bullet: the order doesn't matter.
    #[default]
    Bullet,
    /// Numbers, from the one given.
    Number(ListStart),
    /// A box to tick: statements that a reader may recognise, bring along or check off.
    Tick,
}

/// The first number of a list, 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct ListStart(u32);

impl ListStart {
    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for ListStart {
    type Error = crate::value::ValueError;
    fn try_from(number: u32) -> Result<Self, Self::Error> {
        if number <= 9999 { Ok(Self(number)) } else { Err(crate::value::ValueError::new("a list starts at 9999 at the most")) }
    }
}

impl From<ListStart> for u32 {
    fn from(start: ListStart) -> Self {
        start.0
    }
}

impl JsonSchema for ListStart {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ListStart".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": 9999, "description": "The first number." })
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Table {
    /// What the table shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Inlines>,
    /// The columns, with their headers.
    pub columns: NonEmpty<Column>,
    /// What the first cell of each row is.
    #[serde(default, skip_serializing_if = "FirstColumn::is_cells")]
    pub first_column: FirstColumn,
    /// The rows; each has at most as many cells as there are columns (a library with a longer one isn't read).
    pub rows: Vec<Vec<Cell>>,
}

/// What the first cells of a table's rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FirstColumn {
    /// Cells like the others.
    #[default]
    Cells,
    /// Headers of their rows: read out with each cell of the row, and set in bold. In Markdown all of them are bold.
    Headers,
}

impl FirstColumn {
    fn is_cells(&self) -> bool {
        *self == Self::Cells
    }
}

/// A cell's text; an empty list is an empty cell.
pub type Cell = Vec<super::Inline>;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Column {
    /// What stands in the header row. Only the corner above headers of rows may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Cell,
    /// How the column's cells are set.
    #[serde(default, skip_serializing_if = "Alignment::is_start")]
    pub alignment: Alignment,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// Where lines start: on the left in English, on the right in Arabic.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Where lines end; for numbers.
    End,
}

impl Alignment {
    fn is_start(&self) -> bool {
        *self == Self::Start
    }
}

/// Text that opens on request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Details {
    /// What is always seen.
    pub summary: Inlines,
    /// What opens.
    pub body: NonEmpty<Block>,
}

/// Somebody's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Quote {
    /// The words.
    pub body: NonEmpty<Block>,
    /// Whose they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Inlines>,
}

/// What symptoms may point to (schema.org `differentialDiagnosis`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Differential {
    /// What the features are: "Where it hurts".
    pub feature_label: Inlines,
    /// What the causes are: "It may be".
    pub cause_label: Inlines,
    /// A feature and its possible causes.
    pub rows: NonEmpty<DifferentialRow>,
}

/// A feature and what may cause it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DifferentialRow {
    /// The feature, as the reader feels it.
    pub feature: Inlines,
    /// Possible causes.
    pub causes: NonEmpty<Inlines>,
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Definition {
    /// The word.
    pub term: Inlines,
    /// Its meanings.
    pub definitions: NonEmpty<NonEmpty<Block>>,
}
