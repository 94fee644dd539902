//! The shell around a page: a template and a stylesheet, both data.

use std::{borrow::Cow, collections::BTreeMap};

use minijinja::{
    AutoEscape, Environment, UndefinedBehavior,
    syntax::SyntaxConfig,
    value::{Serde, Value},
};
use pamphlet_core::model::{Page, PageId, Site};
use serde::Serialize;

use crate::{contrast, markup::escaped_attribute, options::CLASS_PREFIX, shell::Shell};

/// Where pages look for the stylesheet, from the root of the output.
pub const STYLESHEET_PATH: &str = "pamphlet.css";

/// The usual file for a contact form: none.
const NO_FORM: &str = include_str!("theme/contact.html");

/// How pages look. Whoever replaces one part keeps the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// `page.html`, the shell: a template in the language of [Jinja](https://docs.rs/minijinja/latest/minijinja/syntax/). It must put
    /// in `main`, where the text of the page goes. Its names:
    ///
    /// | Name | Is |
    /// |---|---|
    /// | `main` | the place of the text of the page; required |
    /// | `language`, `direction` | of the page: `en-GB`, `ltr` |
    /// | `title`, `description` | for `<title>` and search engines |
    /// | `site`, `publisher` | their names |
    /// | `home`, `stylesheet` | their addresses |
    /// | `logo`, `icon`, `feed`, `canonical` | addresses, or none |
    /// | `menu`, `menu_label` | a list of entries with `label`, `address`, `is_current`, and what the list is called |
    /// | `alternates` | the page in each of its languages and for readers of others (`x-default`), with `language` and `address`; empty if there's one |
    /// | `open_graph` | properties for social networks, with `name` and `content` |
    /// | `indexing` | `index` or `noindex` |
    /// | `refresh` | where a page that has moved leads on to, or none |
    /// | `script` | the script of the search, or none |
    /// | `json_ld` | data for machines (JSON-LD), or none |
    /// | `skip` | the words of the link past the header |
    ///
    /// A name that isn't here is an error, and so is a template that doesn't end.
    pub page: Cow<'static, str>,
    /// `tokens.css`: colours and sizes as custom properties, for the light and the dark. The contrast of its colours is checked.
    pub tokens: Cow<'static, str>,
    /// `shell.css`: how the header, the menu and the foot look.
    pub shell: Cow<'static, str>,
    /// `text.css`: how the text looks, in documents and fragments alike.
    pub text: Cow<'static, str>,
    /// `contact.html`, what stands below the contact details of each page: nothing, or a form that the host's server answers. A template like
    /// `page.html`, for which the form's own text is safe; its names are `language`, `direction`, `title` and `path` (of the page:
    /// `conditions/dyspareunia`). Paper doesn't have it, and books don't.
    pub contact: Cow<'static, str>,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            page: include_str!("theme/page.html").into(),
            tokens: include_str!("theme/tokens.css").into(),
            shell: include_str!("theme/shell.css").into(),
            text: include_str!("theme/text.css").into(),
            contact: NO_FORM.into(),
        }
    }
}

/// Why a page can't be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A template is wrong.
    #[error("the theme's template `{file}` can't be filled in: {message}{}", line.map(|line| format!(" (line {line})")).unwrap_or_default())]
    Template {
        /// Which.
        file: String,
        /// What is wrong.
        message: String,
        /// In which line.
        line: Option<usize>,
    },
    /// The template leaves out the text of the page, and with it what must be seen: how its review stands.
    #[error("the theme's template `page.html` leaves out the page's text; put `{{{{ main }}}}` in its body")]
    LeavesOutText,
    /// A theme has no such file.
    #[error("a theme has no file `{file}`; it has {}", Theme::FILES.join(", "))]
    UnknownFile {
        /// The file.
        file: String,
    },
    /// A colour of the theme can't be read, or not on its ground.
    #[error("the theme's `tokens.css`, line {line}: {message}")]
    Tokens {
        /// What is wrong.
        message: String,
        /// In which line.
        line: usize,
    },
    /// There is nothing to make a site of.
    #[error("the library has no pages")]
    NoPages,
    /// A page has no such section.
    #[error("the page `{page}` has no section `{section}`")]
    NoSection {
        /// The section's id.
        section: String,
        /// The page.
        page: String,
    },
    /// The index of the search can't be made.
    #[error("the index of the search can't be made: {message}")]
    Search {
        /// What is wrong.
        message: String,
    },
}

impl Theme {
    /// The files of a theme.
    pub const FILES: [&str; 5] = ["contact.html", "page.html", "shell.css", "text.css", "tokens.css"];

    /// A file of the theme, by its name; none unless it's one of [`Theme::FILES`].
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&str> {
        match name {
            "contact.html" => Some(&self.contact),
            "page.html" => Some(&self.page),
            "shell.css" => Some(&self.shell),
            "text.css" => Some(&self.text),
            "tokens.css" => Some(&self.tokens),
            _ => None,
        }
    }

    /// The usual theme with some of its files replaced, by their names.
    ///
    /// ```
    /// use pamphlet_html::Theme;
    /// let page = "<!DOCTYPE html>\n<html lang=\"{{ language }}\">\n<title>{{ title }}</title>\n{{ main }}\n</html>";
    /// let theme = Theme::from_files([("page.html".to_owned(), page.to_owned())].into())?;
    /// assert_eq!(theme.text, Theme::default().text);
    /// # Ok::<(), pamphlet_html::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a file is none of [`Theme::FILES`], a template isn't one, or the contrast of a pair of colours is too low to read
    /// (WCAG 2.2, 1.4.3 and 1.4.11).
    pub fn from_files(files: BTreeMap<String, String>) -> Result<Self, Error> {
        let mut theme = Self::default();
        for (file, text) in files {
            let part = match file.as_str() {
                "contact.html" => &mut theme.contact,
                "page.html" => &mut theme.page,
                "shell.css" => &mut theme.shell,
                "text.css" => &mut theme.text,
                "tokens.css" => &mut theme.tokens,
                _ => return Err(Error::UnknownFile { file }),
            };
            *part = text.into();
        }
        contrast::check(&theme.tokens, None)?;
        // A name that no page has would else be found out with the first page, and one in a condition perhaps never.
        theme.template()?.fill(&Shell::sample(), "<main></main>")?;
        theme.fill_contact(&ContactPage { language: "en", direction: "ltr", title: "A page", path: "conditions/page" })?;
        Ok(theme)
    }

    /// The template, read once for all pages.
    pub(crate) fn template(&self) -> Result<Template<'_>, Error> {
        environment("page.html", &self.page).map(|environment| Template { environment })
    }

    /// What stands below the contact details of a page.
    pub(crate) fn contact(&self, page: &Page) -> Result<String, Error> {
        let PageId { path, language } = &page.id;
        let direction = language.direction().as_str();
        self.fill_contact(&ContactPage { language: language.as_str(), direction, title: page.title.as_str(), path: &path.to_string() })
    }

    fn fill_contact(&self, page: &ContactPage<'_>) -> Result<String, Error> {
        // Most sites have none, and every page asks.
        if self.contact == NO_FORM {
            return Ok(String::new());
        }
        let environment = environment("contact.html", &self.contact)?;
        let filled = environment.get_template("contact.html").and_then(|template| template.render(Value::from(Serde(page))));
        filled.map_err(|error| wrong("contact.html", error))
    }
}

/// What the template of a contact form knows of its page.
#[derive(Serialize)]
struct ContactPage<'p> {
    language: &'p str,
    direction: &'p str,
    title: &'p str,
    path: &'p str,
}

/// How every template is read.
fn environment<'t>(file: &'static str, template: &'t str) -> Result<Environment<'t>, Error> {
    let wrong = |error| wrong(file, error);
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // The usual escaping makes `&#x2f;` of each `/`, which is right and hard to read.
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => out.write_str(&escaped_attribute(text)).map_err(minijinja::Error::from),
        _ => minijinja::escape_formatter(out, state, value),
    });
    // A misspelt name is a mistake, not a gap in the page.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(wrong)?);
    // A template that never ends is an error too.
    environment.set_fuel(Some(1_000_000));
    environment.add_template(file, template).map_err(wrong)?;
    Ok(environment)
}

/// What stands for the text of the page while a template is filled in: a character that no text may have.
pub(crate) const MAIN: char = '\u{1}';

/// A theme's template.
#[derive(Debug)]
pub(crate) struct Template<'t> {
    environment: Environment<'t>,
}

impl Template<'_> {
    /// Fills in the shell, and puts the text of the page in its place.
    ///
    /// The template is given a mark for the text: so nothing that it does can change the text, and whether it's there is plain.
    pub(crate) fn fill(&self, shell: &impl Serialize, main: &str) -> Result<String, Error> {
        let template = self.environment.get_template("page.html");
        let filled = template.and_then(|template| template.render(Value::from(Serde(shell)))).map_err(|error| wrong("page.html", error))?;
        let mut parts = filled.split(MAIN);
        let mut page = String::with_capacity(filled.len() + main.len());
        page.push_str(parts.next().unwrap_or_default());
        let has_comments = filled.contains("<!--");
        let mut is_there = false;
        for part in parts {
            // What stands in a comment isn't there for readers.
            is_there |= !has_comments || page.rfind("<!--") <= page.rfind("-->");
            page.push_str(main);
            page.push_str(part);
        }
        if is_there { Ok(page) } else { Err(Error::LeavesOutText) }
    }
}

fn wrong(file: &str, error: minijinja::Error) -> Error {
    Error::Template {
        file: file.to_owned(),
        message: error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind())),
        line: error.line(),
    }
}

/// The stylesheet of a site, in its publisher's colour; `class_prefix` is that of a [`Fragment`](crate::Fragment), or `None` for documents.
///
/// A fragment's stylesheet says nothing of what stands around it: each of its rules begins with a class of the fragment's own, and
/// its custom properties stand on the fragment, under names with the same prefix.
#[must_use]
pub fn stylesheet(theme: &Theme, site: &Site, class_prefix: Option<&str>) -> String {
    let accent = site.accent.unwrap_or_default();
    let [red, green, blue] = contrast::on_dark(accent);
    let colours = format!(":root{{--p-accent-light:{accent};--p-accent-dark:#{red:02x}{green:02x}{blue:02x}}}");
    match class_prefix {
        None => compact(&[colours.as_str(), &theme.tokens, &theme.shell, &theme.text, ALWAYS_SEEN].join("\n")),
        Some(prefix) => compact(&[colours.as_str(), &theme.tokens, &theme.text, ALWAYS_SEEN].join("\n"))
            .replace(":root", &format!(".{CLASS_PREFIX}fragment"))
            .replace(&format!(".{CLASS_PREFIX}"), &format!(".{prefix}"))
            .replace("--p-", &format!("--{prefix}")),
    }
}

/// What no theme hides, by mistake or not: what the text is, and how its review stands.
const ALWAYS_SEEN: &str = ".p-status { display: flex !important; }\n.p-review { display: block !important; }\n\
    .p-page :is(.p-status, .p-review) { visibility: visible !important; opacity: 1 !important; }\n";

/// CSS as readers load it: without comments, and without spaces around braces and semicolons, which are a tenth of it each. A `/*` in a
/// string begins no comment (CSS Syntax 3 § 4.3).
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/', '{', '}', ';']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = match from.as_bytes() {
            [b'/', b'*', ..] => {
                rest = from[2..].split_once("*/").map_or("", |(_, after)| after.trim_start());
                continue;
            }
            [mark @ (b'{' | b'}' | b';'), ..] => {
                let written = out.trim_end();
                // The last declaration of a rule needs no semicolon.
                let written = if *mark == b'}' { written.strip_suffix(';').unwrap_or(written) } else { written };
                out.truncate(written.len());
                out.push(char::from(*mark));
                rest = from[1..].trim_start();
                continue;
            }
            [b'/', ..] => 1,
            [quote, ..] => string_end(from, *quote),
            [] => 0,
        };
        out.push_str(&from[..end]);
        rest = &from[end..];
    }
    out.push_str(rest);
    out
}

/// Where a string ends that begins where `css` does; `\\` takes its meaning from a quote.
fn string_end(css: &str, quote: u8) -> usize {
    let mut is_escaped = true;
    css.bytes()
        .position(|byte| {
            let ends = byte == quote && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })
        .map_or(css.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::{Error, Theme, compact};

    #[test]
    fn a_template_that_comments_the_text_out_leaves_it_out() {
        let theme = |page: &str| Theme::from_files([("page.html".to_owned(), page.to_owned())].into());
        assert_eq!(theme("<title>x</title><!-- {{ main }} -->").unwrap_err(), Error::LeavesOutText);
        assert!(theme("<title>x</title><!-- x -->{{ main }}<!-- y -->").is_ok());
    }

    #[test]
    fn comments_and_spaces_go_and_strings_stay() {
        let css =
            "/* a */\n.x::after { content: \"/* \\\" */\"; /* b */ background: url('a/b'); }\n\n  .y { grid-row: 1 / 2 }\n/* never closed";
        assert_eq!(compact(css), ".x::after{content: \"/* \\\" */\";background: url('a/b')}.y{grid-row: 1 / 2}");
    }
}
