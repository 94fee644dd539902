use std::fmt;

/// What a renderer gives: its output, and what it could not or would not show there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered<T> {
    /// The output.
    pub output: T,
    /// What isn't in it, and why.
    pub omissions: Vec<Omission>,
}

impl<T> Rendered<T> {
    /// The same omissions with another output.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Rendered<U> {
        Rendered { output: change(self.output), omissions: self.omissions }
    }

    /// The same output, with more that isn't in it.
    #[must_use]
    pub fn and_left_out(mut self, omissions: impl IntoIterator<Item = Omission>) -> Self {
        self.omissions.extend(omissions);
        self
    }
}

/// Something of a page that isn't in an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Omission {
    /// What: "reading time".
    pub what: String,
    /// Why: "a printed page has no use for it".
    pub why: String,
}

impl Omission {
    /// Something, and why it's left out.
    pub fn new(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into() }
    }
}

impl fmt::Display for Omission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.why)
    }
}
