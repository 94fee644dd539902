use std::{fmt::Display, path::Path};

use pamphlet::{Diagnostic, NotFound, Problems};

/// Why a command couldn't do its work. Its problems are told, and the exit code is 1.
#[derive(Debug, Clone)]
pub(crate) struct Failure(pub(crate) Problems);

impl Failure {
    /// A file or folder that can't be read or written.
    pub(crate) fn file(path: &Path, error: impl Display) -> Self {
        Diagnostic::error("file", format!("`{}`: {error}", path.display())).into()
    }

    /// Something is wrong, and has been told already.
    pub(crate) fn told() -> Self {
        Self(Problems::default())
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self(problems)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(Problems { diagnostics: vec![diagnostic], ..Problems::default() })
    }
}

impl From<NotFound> for Failure {
    fn from(error: NotFound) -> Self {
        Diagnostic::from(error).into()
    }
}
