//! What is wrong with a drawing that could be read, and what to do.

use std::ops::Range;

use super::{css::Wrong, lists::Refusal};
use crate::diagnostic::Diagnostic;

fn active(message: String, at: Range<usize>, help: &str) -> Diagnostic {
    Diagnostic::error("active-picture", message).at(at).with_help(help)
}

/// An element that can't be published.
pub(super) fn of_element(name: &str, refusal: Refusal, at: Range<usize>) -> Diagnostic {
    match refusal {
        Refusal::Script => active("the drawing has a script".to_owned(), at, "take it out: a picture may only draw"),
        Refusal::Html => active(
            format!("the drawing has a web page inside it (`{name}`), which neither paper nor e-books show"),
            at,
            "export it with its labels as SVG text: in draw.io, choose “Convert labels to SVG” when you export",
        ),
        Refusal::Link => active(
            "the drawing has a link, and nobody can follow a link in a picture".to_owned(),
            at,
            "take the link out of the drawing, and put it into the text beside it",
        ),
        Refusal::Motion => active(
            format!("the drawing moves (`{name}`), which no printed page can show"),
            at,
            "take the movement out, and keep the picture that says most",
        ),
        Refusal::FlowedText => Diagnostic::error("lost-in-picture", format!("the drawing has text that no browser shows (`{name}`)"))
            .at(at)
            .with_help("in Inkscape, choose the text and Text > Convert to Text; then save as plain SVG"),
        Refusal::Unknown => {
            Diagnostic::error("lost-in-picture", format!("`{name}` is nothing that every web page, e-book and handout can draw"))
                .at(at)
                .with_help("save it as plain SVG from the drawing program, or take this part out")
        }
    }
}

/// An attribute that runs when something happens.
pub(super) fn handler(name: &str, at: Range<usize>) -> Diagnostic {
    active(format!("the drawing runs a script (`{name}`)"), at, "take the attribute out: a picture may only draw")
}

/// An address that leads out of the drawing.
pub(super) fn elsewhere(address: &str, at: Range<usize>) -> Diagnostic {
    const SHOWN: usize = 60;
    let shown: String = address.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    let more = if address.chars().count() > SHOWN { "…" } else { "" };
    active(
        format!("the drawing brings a part from elsewhere: `{shown}{more}`"),
        at,
        "put that part into the drawing itself: draw it, or embed it as a PNG or JPEG",
    )
}

/// An attribute that changes what all addresses mean.
pub(super) fn base(at: Range<usize>) -> Diagnostic {
    active("`xml:base` changes what the drawing’s addresses mean".to_owned(), at, "take the attribute out")
}

/// A part that is shown in some languages only.
pub(super) fn by_language(at: Range<usize>) -> Diagnostic {
    Diagnostic::error("lost-in-picture", "a part of the drawing is shown in one language only, and paper doesn’t know the reader’s")
        .at(at)
        .with_help("save a picture for each language, and show each on the page in its language")
}

/// A picture inside the drawing that can't be read.
pub(super) fn embedded(problem: Diagnostic, at: Range<usize>) -> Diagnostic {
    let message = format!("a picture inside the drawing can’t be shown: {}", problem.message);
    Diagnostic { message, ..problem }.at(at)
}

/// A rule of style that can't be published.
pub(super) fn of_style(wrong: Wrong, at: Range<usize>) -> Diagnostic {
    let plain = "let the drawing program write plain SVG: its styles then stand as attributes";
    let style = |message: String, help: &str| Diagnostic::error("picture-style", message).at(at.clone()).with_help(help);
    match wrong {
        Wrong::Elsewhere(address) => elsewhere(&address, at),
        Wrong::Escape => active("the drawing’s style has an escape (`\\`), which can hide what it says".to_owned(), at, plain),
        Wrong::Function(name) => style(
            format!("the drawing’s style has `{name}()`, which paper and many e-readers don’t know"),
            "write colours as `#rrggbb`, and numbers as they are",
        ),
        Wrong::Motion => of_element("animation", Refusal::Motion, at),
        Wrong::Selector(selector) => style(format!("the drawing’s style has the selector `{selector}`, which paper doesn’t know"), plain),
        Wrong::Unclosed => style("a rule of the drawing’s style has no end".to_owned(), plain),
    }
}

/// A drawing without a size.
pub(super) fn no_size(at: Range<usize>) -> Diagnostic {
    Diagnostic::error("bad-picture", "the drawing doesn’t say how large it is")
        .at(at)
        .with_help("save it again from the drawing program, or add `viewBox=\"0 0 width height\"` to the `svg` tag")
}

/// A drawing that has too much in it.
pub(super) fn too_much(what: &str, at: Range<usize>) -> Diagnostic {
    Diagnostic::error("picture-too-large", format!("the drawing {what}")).at(at).with_help("simplify it, or save it as a PNG")
}
