//! What is wrong with a source, told as a compiler would: where, what, and how to mend it.

use std::{collections::BTreeMap, fmt, ops::Range, sync::Arc};

use serde::Serialize;

use crate::NotFound;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth mending; nothing stops.
    Warning,
    /// Nothing is built.
    Error,
}

impl Severity {
    /// `warning` or `error`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A problem in a source.
///
/// Its code is stable: tools and exceptions may rely on it. Spans are in bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// What kind of problem: `unknown-key`, `broken-link`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// The file, relative to the content folder.
    pub file: Option<Arc<str>>,
    /// The place in the file.
    pub span: Option<Range<usize>>,
    /// What stands under the mark.
    pub label: Option<String>,
    /// Other places that matter.
    pub related: Vec<Label>,
    /// How to mend it.
    pub help: Vec<String>,
    /// A change of the source that mends it.
    pub edit: Option<Edit>,
}

/// Another place that matters to a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The place, in the same file.
    pub span: Range<usize>,
    /// What it has to do with the problem.
    pub message: String,
}

/// A change of the source that mends a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What to replace, in the same file.
    pub span: Range<usize>,
    /// What to put there.
    pub replacement: String,
}

impl Diagnostic {
    /// An error of a kind.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            file: None,
            span: None,
            label: None,
            related: Vec::new(),
            help: Vec::new(),
            edit: None,
        }
    }

    /// A warning of a kind.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same, in a file.
    #[must_use]
    pub fn in_file(mut self, file: &Arc<str>) -> Self {
        self.file = Some(Arc::clone(file));
        self
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// The same, in a text that begins at some byte of the file.
    #[must_use]
    pub(crate) fn moved(mut self, by: usize) -> Self {
        let shift = |span: &mut Range<usize>| *span = span.start + by..span.end + by;
        self.span.iter_mut().for_each(shift);
        self.related.iter_mut().for_each(|label| shift(&mut label.span));
        self.edit.iter_mut().for_each(|edit| shift(&mut edit.span));
        self
    }

    /// The same, with words under the mark.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same, with a way to mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same, with another place that matters.
    #[must_use]
    pub fn with_related(mut self, span: Range<usize>, message: impl Into<String>) -> Self {
        self.related.push(Label { span, message: message.into() });
        self
    }

    /// The same, with a change that mends it.
    #[must_use]
    pub fn with_edit(mut self, span: Range<usize>, replacement: impl Into<String>) -> Self {
        self.edit = Some(Edit { span, replacement: replacement.into() });
        self
    }
}

impl fmt::Display for Diagnostic {
    /// One line, without the source: `conditions/x.md: error[broken-link]: there is no page …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}: ")?;
        }
        write!(f, "{}[{}]: {}", self.severity.as_str(), self.code, self.message)
    }
}

/// Problems, and the text of the files they're in.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    /// The problems, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The text of each file that a problem is in.
    pub sources: BTreeMap<Arc<str>, Arc<str>>,
}

impl Problems {
    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// Adds the problems of something else.
    pub fn add(&mut self, Self { diagnostics, sources }: Self) {
        self.diagnostics.extend(diagnostics);
        self.sources.extend(sources);
    }

    /// The line and column of a byte in a file, both from 1; columns count characters.
    #[must_use]
    pub fn position(&self, file: &str, byte: usize) -> Option<(usize, usize)> {
        let before = self.sources.get(file)?.get(..byte)?;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Some((before.matches('\n').count() + 1, before[line_start..].chars().count() + 1))
    }

    /// Puts the problems in the order of files and places.
    pub(crate) fn sort(&mut self) {
        self.diagnostics.sort_by(|a, b| {
            let place = |d: &Diagnostic| (d.file.clone(), d.span.as_ref().map_or(0, |s| s.start), d.code);
            place(a).cmp(&place(b)).then_with(|| a.message.cmp(&b.message))
        });
        self.diagnostics.dedup();
        let named: std::collections::BTreeSet<_> = self.diagnostics.iter().filter_map(|d| d.file.clone()).collect();
        self.sources.retain(|file, _| named.contains(file));
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            match diagnostic.file.as_deref().zip(diagnostic.span.as_ref()).and_then(|(file, span)| self.position(file, span.start)) {
                Some((line, column)) => write!(f, "{line}:{column}: {diagnostic}")?,
                None => write!(f, "{diagnostic}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl From<Diagnostic> for Problems {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostics: vec![diagnostic], ..Self::default() }
    }
}

impl From<NotFound> for Problems {
    fn from(error: NotFound) -> Self {
        Diagnostic::from(error).into()
    }
}

/// The name most like the one written, if one is near enough to be what was meant.
pub(crate) fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min()
        .map(|(_, name)| name)
}
