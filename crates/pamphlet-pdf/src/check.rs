//! What would keep a handout from being made, found without making it.

use std::sync::Arc;

use pamphlet_core::{Diagnostic, Library, Unshown, model::Page};

use crate::{Error, drawings, fonts};

/// A file with more characters than this that can't be printed is in a script that the typefaces lack: listing them all helps nobody.
const MOST_LISTED: usize = 12;

/// Finds every character that no typeface has, at its place in a source or a drawing: [`render`](crate::render) would refuse its page.
///
/// `own` are the caller's typefaces, as in [`Options::fonts`](crate::Options::fonts).
///
/// ```
/// # use pamphlet_core::{Library, Sources};
/// # let page = "---\ntitle: Cough\nsummary: S\n---\n\nDrink 水.\n";
/// # let settings = "title = 'T'\npublisher = { name = 'P' }";
/// # let sources = Sources::from([("pamphlet.toml".into(), settings.into()), ("conditions/cough.md".into(), page.into())]);
/// # let library = Library::read(sources).unwrap();
/// let problems = pamphlet_pdf::check(&library, &[])?;
/// assert_eq!(problems[0].message, "“水” (U+6C34) can't be printed: no typeface has it");
/// # Ok::<(), pamphlet_pdf::Error>(())
/// ```
///
/// # Errors
/// If one of the caller's typefaces isn't one.
pub fn check(library: &Library, own: &[Arc<[u8]>]) -> Result<Vec<Diagnostic>, Error> {
    let fonts = fonts::with(own)?;
    let mut problems = drawings::check(library.all_media(), &fonts);
    problems.extend(reported(&library.unshown(&|c| fonts::can_show(&fonts, c))));
    Ok(problems)
}

/// As [`check`], for one page and the drawings that it shows.
///
/// # Errors
/// As [`check`].
pub fn check_page(library: &Library, page: &Page, own: &[Arc<[u8]>]) -> Result<Vec<Diagnostic>, Error> {
    let fonts = fonts::with(own)?;
    let shown = library.pictures_of(page);
    let mut problems = drawings::check(shown.iter().filter_map(|path| Some((path, library.media(path)?))), &fonts);
    problems.extend(reported(&library.unshown_in(page, &|c| fonts::can_show(&fonts, c))));
    Ok(problems)
}

fn reported(unshown: &[Unshown]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for of_file in unshown.chunk_by(|a, b| a.file == b.file) {
        if let ([first, ..], true) = (of_file, of_file.len() > MOST_LISTED) {
            let some: Vec<String> = of_file.iter().take(MOST_LISTED).map(|unshown| unshown.character.to_string()).collect();
            let message = format!("{} characters can't be printed: no typeface has them: {} …", of_file.len(), some.join(" "));
            problems.push(at(first, message).with_help("give a typeface that has them, or write the text in another script"));
        } else {
            problems.extend(of_file.iter().map(one));
        }
    }
    problems
}

fn one(unshown: &Unshown) -> Diagnostic {
    let Unshown { character, count, .. } = unshown;
    if *character == char::REPLACEMENT_CHARACTER {
        return at(unshown, "a letter was lost here when the text was copied or converted".to_owned()).with_help("write it again");
    }
    let times = if *count > 1 { format!(" ({count} times in this file)") } else { String::new() };
    let message = format!("“{character}” (U+{:04X}) can't be printed: no typeface has it{times}", u32::from(*character));
    at(unshown, message).with_help("write it in words, or with another sign")
}

fn at(unshown: &Unshown, message: String) -> Diagnostic {
    let problem = Diagnostic::error("no-glyph", message).in_file(&unshown.file);
    match &unshown.span {
        Some(span) => problem.at(span.clone()),
        None => problem,
    }
}
