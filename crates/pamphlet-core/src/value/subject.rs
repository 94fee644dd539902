use super::{ValueError, digits, string_value};

string_value! {
    /// A code of Thema, the subject scheme of the international book trade: a subject, or a qualifier that starts with a digit.
    Thema,
    pattern: r"^[A-Z1-6][A-Z0-9]{0,8}(-[A-Z0-9]{1,4}){0,3}$",
    examples: ["VFVC", "1DDU-GB-E"],
    parse: |source| {
        let place = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let mut parts = source.split('-');
        let stem = parts.next().unwrap_or_default();
        let ok = place(stem, 9)
            && stem.starts_with(|c: char| c.is_ascii_uppercase() || ('1'..='6').contains(&c))
            && source.matches('-').count() <= 3
            && parts.all(|part| place(part, 4));
        if ok {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is not a Thema code")).with_help("a code looks like `VFVC`; a qualifier like `1DDU-GB-E`"))
        }
    }
}

string_value! {
    /// A code of the BISAC Subject Headings, the scheme of the North American book trade.
    Bisac,
    pattern: r"^[A-Z]{3}[0-9]{6}$",
    examples: ["HEA042000"],
    parse: |source| {
        let ok = source.is_ascii() && source.len() == 9 && source[..3].bytes().all(|b| b.is_ascii_uppercase()) && digits(&source[3..]);
        if ok {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is not a BISAC code")).with_help("a code has three letters and six digits: `HEA042000`"))
        }
    }
}
