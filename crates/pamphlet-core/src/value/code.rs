use std::borrow::Cow;

use super::{ValueError, digits, string_value};

fn shape<'s>(ok: bool, source: &'s str, system: &str, example: &str) -> Result<Cow<'s, str>, ValueError> {
    if ok {
        Ok(source.into())
    } else {
        Err(ValueError::new(format!("`{source}` is not {system} code")).with_help(format!("a code looks like `{example}`")))
    }
}

/// Splits `N94.1` into `N94` and `1`; a code without a dot has no second half.
fn halves(source: &str) -> (&[u8], Option<&[u8]>) {
    match source.split_once('.') {
        Some((stem, rest)) => (stem.as_bytes(), Some(rest.as_bytes())),
        None => (source.as_bytes(), None),
    }
}

fn alphanumeric(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

string_value! {
    /// A code of the International Classification of Diseases, 10th revision (WHO edition).
    Icd10,
    pattern: r"^[A-Z][0-9]{2}(\.[0-9]{1,2})?$",
    examples: ["N94.1"],
    parse: |source| {
        let (stem, rest) = halves(source);
        let stem_ok = matches!(stem, [letter, a, b] if letter.is_ascii_uppercase() && a.is_ascii_digit() && b.is_ascii_digit());
        let rest_ok = rest.is_none_or(|r| (1..=2).contains(&r.len()) && r.iter().all(u8::is_ascii_digit));
        shape(stem_ok && rest_ok, source, "an ICD-10", "N94.1")
    }
}

string_value! {
    /// A code of ICD-10-CM, the clinical modification used in the United States.
    Icd10Cm,
    pattern: r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$",
    examples: ["N94.12"],
    parse: |source| {
        let (stem, rest) = halves(source);
        let stem_ok = matches!(stem, [letter, a, b] if letter.is_ascii_uppercase() && a.is_ascii_digit() && alphanumeric(&[*b]));
        let rest_ok = rest.is_none_or(|r| (1..=4).contains(&r.len()) && alphanumeric(r));
        shape(stem_ok && rest_ok, source, "an ICD-10-CM", "N94.12")
    }
}

string_value! {
    /// A stem code of ICD-11 for Mortality and Morbidity Statistics.
    Icd11,
    pattern: r"^[0-9A-HJ-NP-Z][A-HJ-NP-Z][0-9][0-9A-HJ-NP-Z](\.[0-9A-HJ-NP-Z]{1,2})?$",
    examples: ["GA34.02"],
    parse: |source| {
        // The letters I and O aren't used: they look like digits.
        let place = |b: &u8| (b.is_ascii_uppercase() || b.is_ascii_digit()) && !b"IO".contains(b);
        let (stem, rest) = halves(source);
        let stem_ok = matches!(stem, [a, b, c, d] if place(a) && place(b) && b.is_ascii_uppercase() && c.is_ascii_digit() && place(d));
        let rest_ok = rest.is_none_or(|r| (1..=2).contains(&r.len()) && r.iter().all(place));
        shape(stem_ok && rest_ok, source, "an ICD-11", "GA34.02")
    }
}

string_value! {
    /// A descriptor of the Medical Subject Headings (National Library of Medicine).
    MeshId,
    pattern: r"^[DC]([0-9]{6}|[0-9]{9})$",
    examples: ["D004414"],
    parse: |source| {
        let ok = source.strip_prefix(['D', 'C']).is_some_and(|n| (n.len() == 6 || n.len() == 9) && digits(n));
        shape(ok, source, "a MeSH", "D004414")
    }
}

string_value! {
    /// The identifier of a SNOMED CT concept, with its Verhoeff check digit.
    SnomedCt,
    pattern: r"^[1-9][0-9]{5,17}$",
    format: "sctid",
    examples: ["71315007"],
    parse: |source| {
        let shape_ok = (6..=18).contains(&source.len()) && digits(source) && !source.starts_with('0');
        if !shape_ok {
            return shape(false, source, "a SNOMED CT", "71315007");
        }
        // The two digits before the check digit say what is identified: 00 or 10 for a concept.
        if !matches!(&source[source.len() - 3..source.len() - 1], "00" | "10") {
            return Err(ValueError::new(format!("`{source}` is not the identifier of a SNOMED CT concept"))
                .with_help("a concept's identifier has `00` or `10` before its last digit"));
        }
        if verhoeff(source) == 0 {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("the check digit of the SNOMED CT identifier `{source}` is wrong"))
                .with_help("a digit was mistyped or two were swapped: copy it again from its source"))
        }
    }
}

string_value! {
    /// A code of the Anatomical Therapeutic Chemical classification (WHO), of any of its five levels.
    Atc,
    pattern: r"^[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?$",
    examples: ["N02BE01"],
    parse: |source| {
        let letters = |place: usize| matches!(place, 0 | 3 | 4);
        let place_ok = |(place, byte): (usize, u8)| if letters(place) { byte.is_ascii_uppercase() } else { byte.is_ascii_digit() };
        let ok = matches!(source.len(), 1 | 3 | 4 | 5 | 7) && source.bytes().enumerate().all(place_ok);
        shape(ok, source, "an ATC", "N02BE01")
    }
}

string_value! {
    /// The identifier of a concept in `RxNorm` (National Library of Medicine).
    RxNorm,
    pattern: r"^[1-9][0-9]{0,7}$",
    examples: ["161"],
    parse: |source| shape((1..=8).contains(&source.len()) && digits(source) && !source.starts_with('0'), source, "an RxNorm", "161")
}

string_value! {
    /// A code of OPCS-4, the classification of procedures of the NHS.
    Opcs4,
    pattern: r"^[A-Z][0-9]{2}(\.[0-9])?$",
    examples: ["H22.9"],
    parse: |source| {
        let (stem, rest) = halves(source);
        let stem_ok = matches!(stem, [letter, a, b] if letter.is_ascii_uppercase() && a.is_ascii_digit() && b.is_ascii_digit());
        let rest_ok = rest.is_none_or(|rest| matches!(rest, [digit] if digit.is_ascii_digit()));
        shape(stem_ok && rest_ok, source, "an OPCS-4", "H22.9")
    }
}

/// The Verhoeff check over the dihedral group D5; 0 if the last digit is right.
/// SNOMED CT Release File Specification, "Check-digit".
fn verhoeff(source: &str) -> usize {
    const PERMUTATION: [usize; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let multiply = |a: usize, b: usize| match (a / 5, b / 5) {
        (0, 0) => (a + b) % 5,
        (0, _) => 5 + (a + b) % 5,
        (_, 0) => 5 + (a - 5 + 5 - b) % 5,
        (_, _) => (a + 5 - b) % 5,
    };
    source.bytes().rev().enumerate().fold(0, |sum, (place, digit)| {
        let permuted = (0..place % 8).fold(usize::from(digit - b'0'), |d, _| PERMUTATION[d]);
        multiply(sum, permuted)
    })
}
