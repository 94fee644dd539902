//! Words, and what differs between two texts of them.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The words of a text, and each other character by itself. A number with its decimals is one word.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut in_word = false;
    let mut before = '\0';
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let in_number = matches!(c, '.' | ',') && before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit());
        let is_word = c.is_alphanumeric() || in_number;
        before = c;
        if at > start && !(in_word && is_word) {
            tokens.push(&text[start..at]);
            start = at;
        }
        in_word = is_word;
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// What differs between two lists. Lists that are too long are others as a whole: a hostile file would take hours.
pub(super) fn differences<T: PartialEq + std::hash::Hash + Eq + Ord>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    const MOST: usize = 25_000_000;
    if old.len().saturating_mul(new.len()) > MOST {
        return vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }];
    }
    capture_diff_slices(Algorithm::Myers, old, new)
}

/// A piece of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It stands in both.
    Same(String),
    /// It stands in the older text alone.
    Old(String),
    /// It stands in the newer text alone.
    New(String),
}

/// What differs between two texts, by words.
///
/// ```
/// use pamphlet_docx::review::{Piece, pieces};
/// let pieces = pieces("Take 5 ml twice", "Take 10 ml twice");
/// assert_eq!(pieces[1..3], [Piece::Old("5".into()), Piece::New("10".into())]);
/// ```
#[must_use]
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    let join = |tokens: &[&str]| tokens.concat();
    let mut out: Vec<Piece> = Vec::new();
    for op in tidy(differences(&old, &new), &old) {
        match op {
            DiffOp::Equal { old_index, new_index: _, len } => out.push(Piece::Same(join(&old[old_index..old_index + len]))),
            DiffOp::Delete { old_index, old_len, new_index: _ } => out.push(Piece::Old(join(&old[old_index..old_index + old_len]))),
            DiffOp::Insert { old_index: _, new_index, new_len } => out.push(Piece::New(join(&new[new_index..new_index + new_len]))),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                out.push(Piece::Old(join(&old[old_index..old_index + old_len])));
                out.push(Piece::New(join(&new[new_index..new_index + new_len])));
            }
        }
    }
    out
}

/// A space between two words that are both others is no word that stayed.
fn tidy(ops: Vec<DiffOp>, old: &[&str]) -> Vec<DiffOp> {
    let mut out: Vec<DiffOp> = Vec::new();
    let is_space = |op: &DiffOp| {
        let DiffOp::Equal { old_index, len, .. } = op else { return false };
        old[*old_index..*old_index + *len].iter().all(|token| token.trim().is_empty())
    };
    let replaces = |op: &DiffOp| matches!(op, DiffOp::Replace { .. });
    for (index, op) in ops.iter().enumerate() {
        let between = index > 0 && is_space(op) && replaces(&ops[index - 1]) && ops.get(index + 1).is_some_and(replaces);
        let goes_on = matches!(out.last(), Some(DiffOp::Replace { .. })) && index > 0 && index >= 2 && {
            let before = &ops[index - 1];
            replaces(op) && is_space(before) && replaces(&ops[index - 2])
        };
        if between || goes_on {
            let (old, new) = (op.old_range(), op.new_range());
            if let Some(DiffOp::Replace { old_len, new_len, .. }) = out.last_mut() {
                *old_len += old.len();
                *new_len += new.len();
                continue;
            }
        }
        out.push(*op);
    }
    out
}

/// How many words of one text another has as well, in the same order.
pub(crate) fn shared(one: &str, other: &str) -> usize {
    let words =
        |text| tokens(text).into_iter().filter(|token| token.chars().any(char::is_alphanumeric)).map(str::to_lowercase).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    differences(&one, &other)
        .iter()
        .map(|op| match op {
            DiffOp::Equal { len, .. } => *len,
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => 0,
        })
        .sum()
}

/// How many words a text has.
pub(crate) fn count(text: &str) -> usize {
    tokens(text).into_iter().filter(|token| token.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_between_other_words_are_no_common_words() {
        let told = pieces("see a doctor now", "see the nurse now");
        assert_eq!(
            told,
            [Piece::Same("see ".into()), Piece::Old("a doctor".into()), Piece::New("the nurse".into()), Piece::Same(" now".into())]
        );
        assert_eq!(tokens("0.5 mg/kg"), ["0.5", " ", "mg", "/", "kg"]);
    }
}
