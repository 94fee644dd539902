use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Inlines, NonEmpty, PagePath};
use crate::value::{Anchor, CitationKey, LanguageTag, Line, Slug, Text, Url};

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Plain text, taken literally.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("Pain is *real*."), r#"[{"text":"Pain is "},{"emphasis":[{"text":"real"}]},{"text":"."}]"#);
    /// ```
    Text(Text),
    /// Stress, shown as italics. For a word or two.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("*not*"), r#"[{"emphasis":[{"text":"not"}]}]"#);
    /// ```
    Emphasis(Inlines),
    /// Importance, shown in bold.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("**stop**"), r#"[{"strong":[{"text":"stop"}]}]"#);
    /// ```
    Strong(Inlines),
    /// A link to an address on the web.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("[NHS](https://www.nhs.uk/)"), r#"[{"link":{"content":[{"text":"NHS"}],"to":"https://www.nhs.uk/"}}]"#);
    /// ```
    Link(Link),
    /// A link to a page of the library, or to a section of one.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// // A relative link to the other file, from `conditions/dyspareunia.md`:
    /// assert_eq!(inlines("[vaginismus](vaginismus.md#causes)"),
    ///     r#"[{"page":{"content":[{"text":"vaginismus"}],"to":"conditions/vaginismus","anchor":"causes"}}]"#);
    /// ```
    Page(PageLink),
    /// References to works in the bibliography.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("[@mitchell2017; @latthe2006, p. 3]"),
    ///     r#"[{"cite":[{"key":"mitchell2017"},{"key":"latthe2006","locator":"p. 3"}]}]"#);
    /// ```
    Cite(NonEmpty<Cite>),
    /// A word that the glossary explains.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("[vestibule](../glossary.md#vestibule)"), r#"[{"term":{"content":[{"text":"vestibule"}],"term":"vestibule"}}]"#);
    /// ```
    Term(Term),
    /// Words in another language, so that a screen reader speaks them rightly.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("[Schmerz](lang:de)"), r#"[{"span":{"content":[{"text":"Schmerz"}],"language":"de"}}]"#);
    /// ```
    Span(Span),
    /// A remark that stands at the foot of the page, or at the end of the chapter.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("Often.[^1]\n\n[^1]: In one study."), r#"[{"text":"Often."},{"note":[{"text":"In one study."}]}]"#);
    /// ```
    Note(Inlines),
    /// A line that ends inside a paragraph, as in an address.
    ///
    /// ```
    /// # use pamphlet_core::doc::inlines;
    /// assert_eq!(inlines("one\\\ntwo"), r#"[{"text":"one"},"line-break",{"text":"two"}]"#);
    /// ```
    LineBreak,
}

/// A link to the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Link {
    /// What the reader sees: it says where the link leads.
    pub content: Inlines,
    /// The address.
    pub to: Url,
}

/// A link inside the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PageLink {
    /// What the reader sees.
    pub content: Inlines,
    /// The page.
    pub to: PagePath,
    /// A section or question of that page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
}

/// One work cited, and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Cite {
    /// The work's key in the bibliography.
    pub key: CitationKey,
    /// The place in it, as in "p. 437".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<Line>,
}

/// A word and its entry in the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Term {
    /// The word as it stands in the text.
    pub content: Inlines,
    /// The entry.
    pub term: Slug,
}

/// Words in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Span {
    /// The words.
    pub content: Inlines,
    /// Their language.
    pub language: LanguageTag,
}
