use std::{collections::BTreeMap, sync::Arc};

use pamphlet_core::{
    model::{Clinic, Paper},
    value::Date,
};

/// How a handout is made. The default is what `pamphlet.toml` says, on no particular day.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The day on which the handout is made: without it nothing is known to be overdue.
    pub today: Option<Date>,
    /// The paper; the library's unless given.
    pub paper: Option<Paper>,
    /// Standard or large print.
    pub edition: Edition,
    /// Whose head the first page bears.
    pub letterhead: Letterhead,
    /// Files that replace those of the built-in theme.
    pub theme: Theme,
    /// Font files (TrueType or OpenType) for signs and scripts that the built-in faces lack.
    pub fonts: Vec<Arc<[u8]>>,
}

/// The size of a handout's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edition {
    /// 12 points.
    #[default]
    Standard,
    /// 18 points, set anew and not magnified.
    LargePrint,
}

/// Whose head, contacts and services a handout bears.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Letterhead {
    /// The clinic that `pamphlet.toml` names, or the publisher if it names none.
    #[default]
    Library,
    /// The publisher.
    Publisher,
    /// A clinic: one of the library's (`Library::clinic`) or one of the caller's own.
    Clinic(Box<Clinic>),
}

/// A theme: Typst files that replace the built-in ones of the same name.
///
/// `handout.typ` sets a page up; it uses `tokens.typ` (sizes and colours), `icons.typ`, `inlines.typ`,
/// `blocks.typ` and `furniture.typ`. Any other file that a theme brings can be used by these. A theme is a
/// program: run only those you trust.
///
/// A theme decides how a handout looks, and not what it says: [`render`](crate::render) fails if the words of
/// the page or the state of its review aren't in the result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// The files, by name.
    pub files: BTreeMap<String, Arc<[u8]>>,
}
