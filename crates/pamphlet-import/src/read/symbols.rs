//! What the letters of symbol typefaces show. Word keeps them in the private-use area, where no other typeface has anything.

/// The sign that a character of a symbol typeface shows, if it's known.
pub(crate) fn shown(typeface: &str, character: char) -> Option<char> {
    let code = u32::from(character);
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let typeface = typeface.to_ascii_lowercase();
    if typeface.starts_with("wingdings 2") {
        return Some(match code {
            0x50 | 0x52 => '☑',
            0x4f | 0x51 | 0x53 | 0x54 => '☒',
            0xa3 | 0x2a => '☐',
            _ => return None,
        });
    }
    if typeface.starts_with("wingdings") {
        return Some(match code {
            0xfc => '✓',
            0xfb => '✗',
            0xfe => '☑',
            0xfd => '☒',
            0xa8 | 0x6f | 0x70 | 0x71 | 0x72 => '☐',
            0xa7 | 0x6e => '▪',
            0x6c | 0x9f | 0x9e => '•',
            0xd8 | 0xd6 => '➢',
            0x75 | 0x76 => '◆',
            0xe0 | 0xe8 | 0xf0 => '→',
            0x28 | 0x29 => '☎',
            0x2a | 0x2b => '✉',
            0x4a => '☺',
            0x4c => '☹',
            _ => return None,
        });
    }
    if typeface.starts_with("symbol") {
        return Some(match code {
            0xb7 => '•',
            0xae => '→',
            0xb3 => '≥',
            0xa3 => '≤',
            0xb1 => '±',
            0xb0 => '°',
            0x61 => 'α',
            0x62 => 'β',
            0x6d => 'μ',
            0xd7 => '⋅',
            0xb4 => '×',
            0x2d => '−',
            _ => return None,
        });
    }
    None
}

/// A character of the private-use area whose typeface isn't known: bullets and boxes are told by their code all the same.
pub(crate) fn guessed(character: char) -> Option<char> {
    if !('\u{f020}'..='\u{f0ff}').contains(&character) {
        return None;
    }
    if character == '\u{f0b7}' { Some('•') } else { shown("wingdings", character) }
}

/// Whether a typeface holds signs in place of letters.
pub(crate) fn is_symbolic(typeface: &str) -> bool {
    let typeface = typeface.to_ascii_lowercase();
    ["wingdings", "symbol", "webdings", "zapfdingbats"].iter().any(|name| typeface.starts_with(name))
}
