//! Identifiers as reference managers write them: with their address, their name, or TeX's escapes around them.

use crate::value::{Doi, Isbn, Pmcid, Pmid, Url, ValueError};

/// The text of an address or an identifier, without TeX's and HTML's escapes.
pub(super) fn unescaped(source: &str) -> String {
    let mut text = source.trim();
    // `\url{…}` and `<…>` stand around addresses.
    for (open, close) in [("\\url{", "}"), ("\\href{", "}"), ("<", ">"), ("{", "}")] {
        if let Some(inner) = text.strip_prefix(open) {
            text = match open {
                // Of `\href{address}{words}` the address.
                "\\href{" => inner.split_once('}').map_or(inner, |(address, _)| address),
                _ => inner.strip_suffix(close).unwrap_or(inner),
            };
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                if let Some(after) = rest.strip_prefix("textasciitilde").or_else(|| rest.strip_prefix('~')) {
                    rest = after.strip_prefix("{}").unwrap_or(after);
                    out.push('~');
                } else if let Some(after) = rest.strip_prefix("textunderscore") {
                    rest = after.strip_prefix("{}").unwrap_or(after);
                    out.push('_');
                } else if !rest.starts_with(['_', '&', '%', '#', '$', '{', '}', ':', '/', '-', '\\']) {
                    out.push('\\');
                }
            }
            '{' | '}' => {}
            '&' if rest.starts_with("amp;") || rest.starts_with("lt;") || rest.starts_with("gt;") => {
                let (name, after) = rest.split_once(';').unwrap_or((rest, ""));
                out.push(match name {
                    "lt" => '<',
                    "gt" => '>',
                    _ => '&',
                });
                rest = after;
            }
            c => out.push(c),
        }
    }
    out
}

/// What follows one of several beginnings, whatever their case.
fn after<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    starts.iter().find_map(|start| {
        let begins = text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        begins.then(|| text[start.len()..].trim_start())
    })
}

const DOI_RESOLVERS: &[&str] = &[
    "https://doi.org/",
    "http://doi.org/",
    "https://dx.doi.org/",
    "http://dx.doi.org/",
    "https://www.doi.org/",
    "http://www.doi.org/",
    "doi.org/",
    "dx.doi.org/",
];

/// A DOI, with its name or its resolver before it or without.
pub(super) fn doi(source: &str) -> Result<Doi, ValueError> {
    let text = unescaped(source);
    let mut text = text.trim();
    while let Some(rest) = after(text, DOI_RESOLVERS).or_else(|| after(text, &["doi:", "doi "])) {
        text = rest;
    }
    text.trim_end_matches(['.', ',', ';']).parse()
}

/// The DOI that an address resolves, if it's one of a DOI's.
pub(super) fn doi_of_address(address: &str) -> Option<Doi> {
    let rest = after(address.trim(), DOI_RESOLVERS)?;
    // In an address, signs of a DOI may be written as `%3C`.
    let decoded: String = percent_decoded(rest)?;
    decoded.parse().ok()
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let code = (*byte == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}

/// PubMed's number, with its name or address before it or without.
pub(super) fn pmid(source: &str) -> Result<Pmid, ValueError> {
    let text = unescaped(source);
    let text = text.trim();
    let number =
        after(text, &["https://pubmed.ncbi.nlm.nih.gov/", "http://pubmed.ncbi.nlm.nih.gov/", "https://www.ncbi.nlm.nih.gov/pubmed/"])
            .or_else(|| after(text, &["pmid:", "pmid"]))
            .unwrap_or(text);
    number.trim_end_matches(['/', '.', ';']).parse()
}

/// PubMed Central's number, with its name or address before it or without.
pub(super) fn pmcid(source: &str) -> Result<Pmcid, ValueError> {
    let text = unescaped(source);
    let text = text.trim();
    let number = after(
        text,
        &[
            "https://www.ncbi.nlm.nih.gov/pmc/articles/",
            "http://www.ncbi.nlm.nih.gov/pmc/articles/",
            "https://pmc.ncbi.nlm.nih.gov/articles/",
        ],
    )
    .or_else(|| after(text, &["pmcid:", "pmcid"]))
    .unwrap_or(text)
    .trim_end_matches(['/', '.', ';']);
    let digits = after(number, &["pmc"]).unwrap_or(number);
    format!("PMC{digits}").parse().map_err(|_| Pmcid::try_from(number.to_owned()).err().unwrap_or_else(|| ValueError::new("")))
}

/// The first ISBN of a field that may name several: `978-3-16-148410-0 (hbk.); 978-0-306-40615-7`.
pub(super) fn isbn(source: &str) -> Result<Isbn, ValueError> {
    let text = unescaped(source);
    let parts = text.split([';', ',', '(', ')']).map(|part| {
        let part = part.trim();
        after(part, &["isbn:", "isbn-13:", "isbn-10:", "isbn"]).unwrap_or(part)
    });
    let mut first = None;
    for part in parts.filter(|part| part.contains(|c: char| c.is_ascii_digit())) {
        // Several are often parted by a space only.
        let whole = part.parse();
        let read = whole.or_else(|error| part.split(' ').find_map(|word| word.parse().ok()).ok_or(error));
        match read {
            Ok(isbn) => return Ok(isbn),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_else(|| Isbn::try_from(text.clone()).err().unwrap_or_else(|| ValueError::new(""))))
}

/// A web address.
pub(super) fn url(source: &str) -> Result<Url, ValueError> {
    unescaped(source).trim().parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_with_their_names_and_addresses() {
        for source in ["10.1000/xyz123", "https://doi.org/10.1000/xyz123", "doi:10.1000/xyz123", "DOI: http://dx.doi.org/10.1000/xyz123."] {
            assert_eq!(doi(source).unwrap().as_str(), "10.1000/xyz123");
        }
        assert_eq!(doi(r"10.1007/978-3-319-12345-6\_7").unwrap().as_str(), "10.1007/978-3-319-12345-6_7");
        assert_eq!(doi("10.1002/(SICI)1097-0258<1661::AID>3.0.CO;2-2").unwrap().as_str(), "10.1002/(SICI)1097-0258<1661::AID>3.0.CO;2-2");
        assert_eq!(doi_of_address("https://doi.org/10.1002/a%3C1%3E").unwrap().as_str(), "10.1002/a<1>");
        for source in ["123456", "PMID: 123456", "https://pubmed.ncbi.nlm.nih.gov/123456/"] {
            assert_eq!(pmid(source).unwrap().as_str(), "123456");
        }
        for source in ["PMC123456", "123456", "PMCID: PMC123456", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123456/"] {
            assert_eq!(pmcid(source).unwrap().as_str(), "PMC123456");
        }
        for source in ["978-3-16-148410-0; 978-0-306-40615-7", "978-3-16-148410-0 (hbk.)", "ISBN: 9783161484100"] {
            assert_eq!(isbn(source).unwrap().as_str(), "9783161484100");
        }
        assert!(isbn("123").is_err());
        for (source, wanted) in [
            (r"https://www.example.org/a\_b?x=1\&y=50\%25", "https://www.example.org/a_b?x=1&y=50%25"),
            (r"\url{https://www.example.org/}", "https://www.example.org/"),
            ("<https://www.example.org/~x>", "https://www.example.org/~x"),
            ("https://www.example.org/?a=1&amp;b=2", "https://www.example.org/?a=1&b=2"),
        ] {
            assert_eq!(url(source).unwrap().as_str(), wanted);
        }
    }
}
