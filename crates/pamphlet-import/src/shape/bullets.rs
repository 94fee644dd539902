//! Bullets, numbers and boxes to tick that are typed, and not made by the program.

use crate::draft::{Dropped, Heading, Item, Marker, Paragraph, Piece, Role, What, is_blank, plain, without_start};

/// What a sign before a text means, if it's one that stands before items.
pub(crate) fn marker(sign: &str) -> Option<Marker> {
    let sign = sign.trim();
    let mut chars = sign.chars();
    let (Some(first), None) = (chars.next(), chars.next()) else { return None };
    let first = crate::read::symbols::guessed(first).unwrap_or(first);
    Some(match first {
        '•' | '·' | '∙' | '●' | '○' | '◦' | '▪' | '■' | '▫' | '◆' | '◇' | '➢' | '►' | '▶' | '‣' | '⁃' | '-' | '–' | '—' | '*' | 'o'
        | '→' | '❖' | '§' | '»' => Marker::Bullet,
        '✓' | '✔' | '☑' => Marker::Check,
        '✗' | '✘' | '✕' | '❌' | '×' | '☒' => Marker::Cross,
        '☐' | '□' | '❏' | '❑' | '▢' => Marker::Tick,
        _ => return None,
    })
}

/// Makes items of paragraphs that begin with a bullet, a number or a box.
pub(crate) fn find(pieces: Vec<Piece>, dropped: &mut Vec<Dropped>) -> Vec<Piece> {
    let numbered = numbered(&pieces);
    let made = pieces.into_iter().zip(numbered).map(|(piece, is_numbered)| {
        let (text, level) = match &piece.what {
            What::Paragraph(Paragraph { text, size: _, role: Role::Text }) => (text, None),
            What::Item(Item { text, level, marker: Marker::Bullet | Marker::Tick, list: _ }) => (text, Some(*level)),
            _ => return piece,
        };
        let said = plain(text);
        let found = typed(&said, level.is_some()).or_else(|| number(&said).filter(|_| is_numbered && level.is_none()));
        let Some(Typed { marker, bytes }) = found else { return piece };
        let rest = without_start(text, bytes);
        if is_blank(&rest) {
            return piece;
        }
        if said[..bytes].chars().any(char::is_alphanumeric) {
            let text = said[..bytes].trim().to_owned();
            dropped.push(Dropped { from: piece.from.clone(), text, why: "a bullet or a number that was typed" });
        }
        // Typed items of one run stand in one list.
        Piece { from: piece.from, what: What::Item(Item { level: level.unwrap_or(0), marker, list: u32::MAX, text: rest }) }
    });
    made.collect()
}

/// What is typed before an item, and how much of the text it takes.
struct Typed {
    marker: Marker,
    bytes: usize,
}

fn typed(said: &str, is_item: bool) -> Option<Typed> {
    let start = said.len() - said.trim_start().len();
    let sign = said[start..].chars().next()?;
    let marker = marker(sign.encode_utf8(&mut [0; 4]))?;
    let after = start + sign.len_utf8();
    let gap = said[after..].len() - said[after..].trim_start().len();
    // A letter or a hyphen is a bullet only before a gap; in an item only boxes say something new.
    let is_sure = match sign {
        'o' | '§' | '*' | '-' | '–' | '—' | '×' | '·' | '→' | '»' => {
            said[after..].starts_with(['\t', ' ', '\u{a0}']) && (sign != 'o' || said[after..].starts_with(['\t', '\u{a0}']))
        }
        _ => true,
    };
    let says_more = !is_item || !matches!(marker, Marker::Bullet);
    (is_sure && says_more).then_some(Typed { marker, bytes: after + gap })
}

fn number(said: &str) -> Option<Typed> {
    let start = said.len() - said.trim_start().len();
    let digits = said[start..].bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = said[start..start + digits].parse().ok().filter(|number| *number < 100)?;
    let rest = said[start + digits..].strip_prefix(['.', ')'])?;
    let gap = rest.len() - rest.trim_start().len();
    (gap > 0 && !rest.trim_start().is_empty()).then_some(Typed { marker: Marker::Number(number), bytes: start + digits + 1 + gap })
}

/// Which paragraphs begin with numbers that count up: one alone may be anything.
fn numbered(pieces: &[Piece]) -> Vec<bool> {
    let numbers: Vec<Option<u32>> = pieces
        .iter()
        .map(|piece| match &piece.what {
            What::Paragraph(paragraph) => number(&plain(&paragraph.text)).map(|typed| match typed.marker {
                Marker::Number(number) => number,
                Marker::Bullet | Marker::Tick | Marker::Check | Marker::Cross => 0,
            }),
            What::Heading(Heading { .. })
            | What::Item(_)
            | What::Table(_)
            | What::Picture(_)
            | What::Box(_)
            | What::Remark(_)
            | What::Unreadable(_) => None,
        })
        .collect();
    let follows = |a: Option<&Option<u32>>, b: Option<&Option<u32>>| matches!((a, b), (Some(Some(a)), Some(Some(b))) if a + 1 == *b);
    (0..numbers.len())
        .map(|at| follows(numbers.get(at), numbers.get(at + 1)) || at > 0 && follows(numbers.get(at - 1), numbers.get(at)))
        .collect()
}
