//! HTML in the text of a bibliography, as reference managers and journals export it.

use super::tex::{Kept, Unreadable};

/// Text above or below the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Raised,
    Lowered,
}

impl Script {
    /// The same in plain text. A raised number is another number on the line, so it's never put there.
    pub(super) fn write(self, text: &str) -> Result<String, Unreadable> {
        let is_ordinal = matches!(text, "st" | "nd" | "rd" | "th" | "e" | "er" | "o" | "a" | "TM" | "®" | "™");
        let written: Option<String> = text.chars().map(|c| self.letter(c)).collect();
        match (self, written) {
            (_, Some(written)) => Ok(written),
            // A letter below the line means the same on it.
            (Self::Lowered, None) => Ok(text.to_owned()),
            (Self::Raised, None) if is_ordinal => Ok(text.to_owned()),
            (Self::Raised, None) => Err(format!("`{text}` can't be raised in plain text")),
        }
    }

    fn letter(self, c: char) -> Option<char> {
        let (raised, lowered) = match c {
            '0' => ('⁰', '₀'),
            '1' => ('¹', '₁'),
            '2' => ('²', '₂'),
            '3' => ('³', '₃'),
            '4' => ('⁴', '₄'),
            '5' => ('⁵', '₅'),
            '6' => ('⁶', '₆'),
            '7' => ('⁷', '₇'),
            '8' => ('⁸', '₈'),
            '9' => ('⁹', '₉'),
            '+' => ('⁺', '₊'),
            '-' | '−' | '–' => ('⁻', '₋'),
            '=' => ('⁼', '₌'),
            '(' => ('⁽', '₍'),
            ')' => ('⁾', '₎'),
            ' ' => (' ', ' '),
            '°' => ('°', '°'),
            '′' => ('′', '′'),
            _ => return None,
        };
        Some(match self {
            Self::Raised => raised,
            Self::Lowered => lowered,
        })
    }
}

/// What a tag does to the text.
enum Tag {
    /// It changes how words look.
    Look,
    Script(Script),
    /// It ends a line or a paragraph.
    Break,
}

fn tag(name: &str) -> Option<Tag> {
    let name = name.strip_prefix("jats:").unwrap_or(name);
    Some(match name {
        "sup" => Tag::Script(Script::Raised),
        "sub" => Tag::Script(Script::Lowered),
        "br" | "p" | "title" => Tag::Break,
        "i" | "b" | "u" | "em" | "strong" | "italic" | "bold" | "span" | "sc" | "scp" | "small" | "underline" => Tag::Look,
        _ => return None,
    })
}

/// The text without tags, and with characters in place of their names. What only looks like a tag (`p<0.05`) stays.
pub(super) fn without_html(text: Vec<(char, Kept)>) -> Result<Vec<(char, Kept)>, Unreadable> {
    if !text.iter().any(|(c, _)| matches!(c, '<' | '&')) {
        return Ok(text);
    }
    let mut out: Vec<(char, Kept)> = Vec::with_capacity(text.len());
    // Where an open `<sup>` or `<sub>` began.
    let mut scripts: Vec<(Script, usize)> = Vec::new();
    let mut at = 0;
    while let Some((c, kept)) = text.get(at).copied() {
        let rest = &text[at..];
        match c {
            '<' => {
                if let Some((length, name, closes)) = tag_at(rest)
                    && let Some(tag) = tag(&name)
                {
                    at += length;
                    match tag {
                        Tag::Look => {}
                        Tag::Break => out.push((' ', kept)),
                        Tag::Script(script) if !closes => scripts.push((script, out.len())),
                        Tag::Script(_) => {
                            if let Some((script, from)) = scripts.pop() {
                                let inner: String = out.drain(from..).map(|(c, _)| c).collect();
                                out.extend(script.write(&inner)?.chars().map(|c| (c, kept)));
                            }
                        }
                    }
                    continue;
                }
            }
            '&' => {
                if let Some((length, character)) = entity_at(rest) {
                    out.push((character, kept));
                    at += length;
                    continue;
                }
            }
            _ => {}
        }
        out.push((c, kept));
        at += 1;
    }
    Ok(out)
}

/// The length and the name of a tag that text begins with, and whether it closes.
fn tag_at(text: &[(char, Kept)]) -> Option<(usize, String, bool)> {
    /// Longer tags are text with a `<` in it.
    const LONGEST: usize = 200;
    let end = text.iter().take(LONGEST).position(|(c, _)| *c == '>')?;
    let inner: String = text[1..end].iter().map(|(c, _)| *c).collect();
    let closes = inner.starts_with('/');
    let name = inner.trim_matches('/').split_whitespace().next()?.to_ascii_lowercase();
    Some((end + 1, name, closes))
}

/// The length of an entity that text begins with, and its character.
fn entity_at(text: &[(char, Kept)]) -> Option<(usize, char)> {
    const LONGEST: usize = 12;
    let end = text.iter().take(LONGEST).position(|(c, _)| *c == ';')?;
    let name: String = text[1..end].iter().map(|(c, _)| *c).collect();
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !crate::value::is_forbidden(*c))?
        }
        None => match name.as_str() {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '’',
            "nbsp" => '\u{a0}',
            "ndash" => '–',
            "mdash" => '—',
            "lsquo" => '‘',
            "rsquo" => '’',
            "ldquo" => '“',
            "rdquo" => '”',
            "hellip" => '…',
            "alpha" => 'α',
            "beta" => 'β',
            "gamma" => 'γ',
            "delta" => 'δ',
            "kappa" => 'κ',
            "micro" | "mu" => 'μ',
            "omega" => 'ω',
            "deg" => '°',
            "plusmn" => '±',
            "times" => '×',
            "middot" => '·',
            "le" => '≤',
            "ge" => '≥',
            "reg" => '®',
            "trade" => '™',
            "eacute" => 'é',
            "egrave" => 'è',
            "auml" => 'ä',
            "ouml" => 'ö',
            "uuml" => 'ü',
            "szlig" => 'ß',
            _ => return None,
        },
    };
    Some((end + 1, character))
}
