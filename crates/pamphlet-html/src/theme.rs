//! The shell around a page: a template and a stylesheet, both data.

use minijinja::{
    AutoEscape, Environment, UndefinedBehavior,
    syntax::SyntaxConfig,
    value::{Serde, Value},
};
use pamphlet_core::model::{Accent, Site};
use serde::Serialize;

use crate::options::CLASS_PREFIX;

/// Where pages look for the stylesheet, from the root of the output.
pub const STYLESHEET_PATH: &str = "pamphlet.css";

/// How pages look. Whoever replaces one part keeps the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The shell: a template in the language of Jinja. It must put in `main`, which holds the whole text of the page.
    pub page: String,
    /// The stylesheet.
    pub css: String,
}

impl Default for Theme {
    fn default() -> Self {
        Self { page: include_str!("theme/page.html").to_owned(), css: include_str!("theme/pamphlet.css").to_owned() }
    }
}

/// Why a page can't be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The template is wrong.
    #[error("the theme's template `page.html` can't be filled in: {message}{}", line.map(|line| format!(" (line {line})")).unwrap_or_default())]
    Template {
        /// What is wrong.
        message: String,
        /// In which line.
        line: Option<usize>,
    },
    /// The template leaves out the text of the page, and with it what must be seen: how its review stands.
    #[error("the theme's template `page.html` leaves out the page's text; put `{{{{ main }}}}` in its body")]
    LeavesOutText,
    /// There is nothing to list.
    #[error("the library has no page in the language `{language}`")]
    NoPages {
        /// The language.
        language: String,
    },
}

impl Theme {
    /// Fills in the shell.
    pub(crate) fn fill(&self, shell: &impl Serialize, main: &str) -> Result<String, Error> {
        let wrong = |error: minijinja::Error| Error::Template {
            message: error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind())),
            line: error.line(),
        };
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        // A misspelt name is a mistake, not a gap in the page.
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(wrong)?);
        // A template that never ends is an error too.
        environment.set_fuel(Some(1_000_000));
        environment.add_template("page.html", &self.page).map_err(wrong)?;
        let filled =
            environment.get_template("page.html").and_then(|template| template.render(Value::from(Serde(shell)))).map_err(wrong)?;
        if filled.contains(main) { Ok(filled) } else { Err(Error::LeavesOutText) }
    }
}

/// The stylesheet of a site, in its publisher's colour; `class_prefix` is that of a [`Fragment`](crate::Fragment), or `None` for documents.
#[must_use]
pub fn stylesheet(theme: &Theme, site: &Site, class_prefix: Option<&str>) -> String {
    let accent = site.accent.unwrap_or_default();
    let css = match class_prefix {
        Some(prefix) if prefix != CLASS_PREFIX => theme.css.replace(&format!(".{CLASS_PREFIX}"), &format!(".{prefix}")),
        Some(_) | None => theme.css.clone(),
    };
    format!(":root{{--p-accent-light:{accent};--p-accent-dark:{}}}\n{css}", on_dark(accent))
}

/// The accent for dark pages. It's at least 4.5:1 on white, so 60 % of white in it makes at least 6:1 on the dark paper (WCAG 2.2, 1.4.3).
fn on_dark(accent: Accent) -> String {
    let [red, green, blue] = accent.rgb().map(|channel| 153 + u16::from(channel) * 2 / 5);
    format!("#{red:02x}{green:02x}{blue:02x}")
}
