//! Errors as an author sees them: in which file, at which words, and what to do.

use std::sync::Arc;

use pamphlet_core::{
    Diagnostic, Library,
    model::{Page, PageId},
    value::MediaPath,
};

use super::{Error, Loss};

impl Error {
    /// What to report of a handout, or another file, that can't be made of a page: at the author's words, where those are the reason.
    /// `what` names the file in the message, as in "the card can't be made".
    ///
    /// ```
    /// # use pamphlet_core::{Library, Sources};
    /// # let page = "---\ntitle: Cough\nsummary: S\n---\n\nDrink 水.\n";
    /// # let settings = "title = 'T'\npublisher = { name = 'P' }";
    /// # let sources = Sources::from([("pamphlet.toml".into(), settings.into()), ("conditions/cough.md".into(), page.into())]);
    /// # let library = Library::read(sources).unwrap();
    /// let page = library.page("conditions/cough")?;
    /// let error = pamphlet_pdf::render(&library, page, &pamphlet_pdf::Options::on("2026-11-22".parse()?)).unwrap_err();
    /// let problem = error.diagnostic(&library, page, "handout");
    /// assert_eq!((problem.code, problem.file.as_deref(), problem.span), ("no-glyph", Some("conditions/cough.md"), Some(39..42)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn diagnostic(&self, library: &Library, page: &Page, what: &str) -> Diagnostic {
        let at = |problem: Diagnostic, of: &Option<PageId>, words: &str| {
            let of = of.as_ref().and_then(|of| library.find(&of.path, &of.language)).unwrap_or(page);
            placed(problem, library, of, words)
        };
        match self {
            Self::MissingGlyph { character, text, of } => {
                let message = format!("“{character}” (U+{:04X}) can't be printed: no typeface has it", u32::from(*character));
                let problem = Diagnostic::error("no-glyph", message).with_help("write it in words, or with another sign");
                let found = at(problem.clone(), of, &character.to_string());
                if found.span.is_some() { found } else { at(problem, of, text) }
            }
            Self::LettersInPicture { path, characters } => {
                let problem = self.of_picture(path);
                let texts = library.media(path).map_or(&[][..], |media| &media.texts);
                let place = texts.iter().find(|(text, _)| characters.iter().any(|c| text.contains(*c)));
                place.map_or(problem.clone(), |(_, at)| problem.at(at.clone()))
            }
            Self::TextLost { text, how, of } => {
                let help = match how {
                    Loss::CutOff { .. } => "write it in fewer or shorter words",
                    Loss::Missing | Loss::Moved => {
                        "a theme of your own may leave it out; without one, please report it with the page, and write it in another way meanwhile"
                    }
                };
                at(Diagnostic::error("text-lost", self.to_string()).with_help(help), of, text)
            }
            Self::OffPaper { text, of, .. } => {
                at(Diagnostic::error("no-room", self.to_string()).with_help("write it in fewer or shorter words"), of, text)
            }
            Self::Overprinted { text, other, of, .. } => {
                let problem = Diagnostic::error("no-room", self.to_string()).with_help("write it in fewer or shorter words");
                let found = at(problem.clone(), of, text);
                if found.span.is_some() { found } else { at(problem, of, other) }
            }
            Self::Unreviewed { .. }
            | Self::NoChapters { .. }
            | Self::NothingUrgent { .. }
            | Self::CardFull { .. }
            | Self::NoSuchAspect { .. }
            | Self::NoticeLost { .. }
            | Self::NoPages
            | Self::UnknownClinic(_)
            | Self::Font { .. }
            | Self::ThemeFile { .. }
            | Self::Typst { .. } => in_file(Diagnostic::error("render", format!("the {what} can't be made: {self}")), library, page),
        }
    }
}

impl Error {
    /// The error of a picture, in its file.
    pub(crate) fn of_picture(&self, path: &MediaPath) -> Diagnostic {
        Diagnostic::error("letters-in-picture", self.to_string())
            .with_help("turn these words into shapes in the drawing program (in Inkscape: Path > Object to Path), or write other signs")
            .in_file(&path.as_str().into())
    }
}

/// A problem at some words of a page, or else in its file.
fn placed(problem: Diagnostic, library: &Library, page: &Page, words: &str) -> Diagnostic {
    match library.locate(page, words) {
        Some((file, span)) => problem.at(span).in_file(&file),
        None => in_file(problem, library, page),
    }
}

fn in_file(problem: Diagnostic, library: &Library, page: &Page) -> Diagnostic {
    match library.source_of(&page.id) {
        Some(file) => problem.in_file(&Arc::clone(file)),
        None => problem,
    }
}
