//! How a drawing looks: the part of CSS that web pages, e-books and paper show alike.

use std::borrow::Cow;

use super::lists::{self, Says};

/// What a rule of style can't say in a published drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It brings something from another address.
    Elsewhere(String),
    /// It hides what it says behind `\`.
    Escape,
    /// A function that paper doesn't know.
    Function(String),
    /// It makes things move.
    Motion,
    /// It chooses elements in a way that paper doesn't know.
    Selector(String),
    /// It has no end.
    Unclosed,
}

/// The value of a property as it's published; nothing if it has no value outside of a program that sets variables.
pub(super) fn value(text: &str) -> Result<Option<Cow<'_, str>>, Wrong> {
    let text = text.trim();
    if text.contains(['{', '}']) {
        return Err(Wrong::Unclosed);
    }
    let Some(text) = settled(text)? else { return Ok(None) };
    functions(&text, |name, argument| match name.to_ascii_lowercase().as_str() {
        "url" if argument.starts_with('#') => Ok(()),
        "url" => Err(Wrong::Elsewhere(argument.to_owned())),
        name if lists::is_function(name) => Ok(()),
        name => Err(Wrong::Function(name.to_owned())),
    })?;
    Ok(Some(text))
}

/// `light-dark(a, b)` as on white paper, and `var(--name, a)` as where nothing sets the name.
fn settled(text: &str) -> Result<Option<Cow<'_, str>>, Wrong> {
    const MOST: usize = 50;
    let mut text = Cow::Borrowed(text);
    for _ in 0..MOST {
        let lower = text.to_ascii_lowercase();
        let found = ["light-dark(", "var("].into_iter().find_map(|name| Some((name, lower.find(name)?)));
        let Some((name, at)) = found else { return Ok(Some(text)) };
        let inner = at + name.len();
        let (mut depth, mut comma, mut end) = (0, None, text.len());
        for (offset, c) in text[inner..].char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => {
                    end = inner + offset;
                    break;
                }
                ')' => depth -= 1,
                ',' if depth == 0 && comma.is_none() => comma = Some(inner + offset),
                _ => {}
            }
        }
        let kept = match (name, comma) {
            ("var(", Some(comma)) => comma + 1..end,
            ("var(", None) => return Ok(None),
            (_, comma) => inner..comma.unwrap_or(end),
        };
        let after = (end + 1).min(text.len());
        text = Cow::Owned(format!("{}{}{}", &text[..at], text[kept].trim(), &text[after..]));
    }
    Err(Wrong::Function("var".to_owned()))
}

/// Shows each function of a value, with what stands between its parentheses and its quotes.
fn functions(text: &str, mut see: impl FnMut(&str, &str) -> Result<(), Wrong>) -> Result<(), Wrong> {
    // An escape could spell `url` in ways that a browser reads and a list doesn't.
    if text.contains('\\') {
        return Err(Wrong::Escape);
    }
    let (mut quote, mut name_from) = (None, 0);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(open)) => quote = Some(open).filter(|open| *open != c),
            ('"' | '\'', None) => quote = Some(c),
            ('(', None) => {
                let name = &text[name_from..at];
                if !name.is_empty() {
                    let rest = text[at + 1..].trim_start();
                    let argument = match rest.chars().next() {
                        Some(q @ ('"' | '\'')) => rest[1..].split(q).next(),
                        _ => rest.split(')').next(),
                    };
                    see(name, argument.unwrap_or_default().trim())?;
                }
            }
            _ => {}
        }
        if !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
            name_from = at + c.len_utf8();
        }
    }
    Ok(())
}

/// The declarations of a `style` attribute or of a rule, as they're published.
pub(super) fn declarations(text: &str) -> Result<String, Wrong> {
    let mut kept = String::new();
    for declaration in parts(&without_comments(text), ';') {
        let Some((name, said)) = declaration.split_once(':') else { continue };
        let name = name.trim().to_ascii_lowercase();
        match lists::says(&name) {
            Says::Style => {
                if let Some(said) = value(said)? {
                    kept.push_str(&name);
                    kept.push(':');
                    kept.push_str(&said);
                    kept.push(';');
                }
            }
            Says::Shape | Says::Nothing => {
                // It's left out; but who wrote it may have counted on it.
                if name.starts_with("animation") && said.trim() != "none" {
                    return Err(Wrong::Motion);
                }
                functions(said, |name, argument| match name.to_ascii_lowercase().as_str() {
                    "url" if !argument.starts_with('#') => Err(Wrong::Elsewhere(argument.to_owned())),
                    _ => Ok(()),
                })?;
            }
        }
    }
    Ok(kept)
}

/// The rules of a `style` element, as they're published.
pub(super) fn sheet(text: &str) -> Result<String, Wrong> {
    let text = without_comments(text).replace("<!--", "").replace("-->", "");
    let mut rest = text.trim_start();
    let mut kept = String::new();
    while !rest.is_empty() {
        let end = end_of(rest, |c| matches!(c, '{' | ';'));
        let (head, body) = rest.split_at(end.unwrap_or(rest.len()));
        if head.contains('\\') {
            return Err(Wrong::Escape);
        }
        let at_rule =
            head.strip_prefix('@').map(|name| name.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default());
        if !body.starts_with('{') {
            // A statement such as `@charset "utf-8";`.
            match at_rule.map(str::to_ascii_lowercase).as_deref() {
                Some("import") => return Err(Wrong::Elsewhere(head["@import".len()..].trim().to_owned())),
                Some(_) => {}
                None => return Err(Wrong::Unclosed),
            }
            rest = body.get(1..).unwrap_or_default().trim_start();
            continue;
        }
        let close = closing(body).ok_or(Wrong::Unclosed)?;
        let inside = &body[1..close];
        match at_rule.map(str::to_ascii_lowercase).as_deref() {
            Some("font-face") => {
                if let Some(face) = font_face(inside)? {
                    kept.push_str(&face);
                }
            }
            Some(name) if name.ends_with("keyframes") => return Err(Wrong::Motion),
            // What holds on some screens only, such as dark ones, doesn't hold on paper.
            Some(_) => drop(declarations_within(inside)?),
            None => kept.push_str(&rule(head, inside)?),
        }
        rest = body[close + 1..].trim_start();
    }
    Ok(kept)
}

/// Looks through rules that are left out, for what mustn't be left out in silence.
fn declarations_within(inside: &str) -> Result<(), Wrong> {
    functions(inside, |name, argument| match name.to_ascii_lowercase().as_str() {
        "url" if !argument.starts_with('#') => Err(Wrong::Elsewhere(argument.to_owned())),
        _ => Ok(()),
    })
}

fn rule(selectors: &str, inside: &str) -> Result<String, Wrong> {
    let declared = declarations(inside)?;
    if declared.is_empty() {
        return Ok(declared);
    }
    const UNDER_A_POINTER: [&str; 7] = [":hover", ":focus", ":active", ":visited", ":link", "::selection", ":focus-visible"];
    let selectors: Vec<&str> = selectors
        .split(',')
        .map(str::trim)
        // Nothing points at a picture on paper, nor inside an image of a page.
        .filter(|selector| !UNDER_A_POINTER.iter().any(|pseudo| selector.contains(pseudo)))
        .collect();
    for selector in &selectors {
        let plain = selector.replace(":first-child", "");
        let ok = |c: char| c.is_alphanumeric() || c.is_ascii_whitespace() || "_-.#*>[]=\"'".contains(c);
        if plain.is_empty() && selector.is_empty() || !plain.chars().all(ok) {
            return Err(Wrong::Selector((*selector).to_owned()));
        }
    }
    Ok(if selectors.is_empty() { String::new() } else { format!("{}{{{declared}}}", selectors.join(",")) })
}

/// A typeface that the drawing brings along, for web pages and e-books.
fn font_face(inside: &str) -> Result<Option<String>, Wrong> {
    const KEPT: [&str; 6] = ["font-family", "font-style", "font-weight", "font-stretch", "unicode-range", "src"];
    let mut kept = String::new();
    for declaration in parts(inside, ';') {
        let Some((name, said)) = declaration.split_once(':') else { continue };
        let (name, said) = (name.trim().to_ascii_lowercase(), said.trim());
        functions(said, |function, argument| match function.to_ascii_lowercase().as_str() {
            "url" if is_font(argument) => Ok(()),
            "url" => Err(Wrong::Elsewhere(argument.to_owned())),
            "local" | "format" | "tech" => Ok(()),
            function => Err(Wrong::Function(function.to_owned())),
        })?;
        if KEPT.contains(&name.as_str()) {
            kept.push_str(&format!("{name}:{said};"));
        }
    }
    Ok((!kept.is_empty()).then(|| format!("@font-face{{{kept}}}")))
}

/// Whether an address holds a typeface in itself.
fn is_font(address: &str) -> bool {
    let Some((kind, data)) = address.strip_prefix("data:").and_then(|rest| rest.split_once(',')) else { return false };
    let kind = kind.to_ascii_lowercase();
    let is_font =
        ["font/", "application/font", "application/x-font", "application/vnd.ms-fontobject"].iter().any(|font| kind.starts_with(font));
    is_font && kind.ends_with(";base64") && data.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/= \n\r\t".contains(&byte))
}

fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("/*") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        kept.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// The parts between separators, but for those within quotes and parentheses.
fn parts(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match end_of(text, |c| c == separator) {
            Some(end) => {
                rest = Some(&text[end + separator.len_utf8()..]);
                Some(&text[..end])
            }
            None => rest.take(),
        }
    })
}

/// Where a character stands that is neither within quotes nor within parentheses.
fn end_of(text: &str, is_end: impl Fn(char) -> bool) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(open)) => quote = Some(open).filter(|open| *open != c),
            ('"' | '\'', None) => quote = Some(c),
            ('(', None) => depth += 1,
            (')', None) => depth = depth.saturating_sub(1),
            (c, None) if depth == 0 && is_end(c) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Where the brace closes that a text starts with.
fn closing(text: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(open)) => quote = Some(open).filter(|open| *open != c),
            ('"' | '\'', None) => quote = Some(c),
            ('{', None) => depth += 1,
            ('}', None) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
