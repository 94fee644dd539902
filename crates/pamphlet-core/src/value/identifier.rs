use super::{ValueError, digits, string_value};

string_value! {
    /// A Digital Object Identifier, without the resolver's address.
    Doi,
    pattern: r"^10\.[0-9]{4,9}/[!-~]+$",
    examples: ["10.1111/1471-0528.14518"],
    parse: |source| {
        let ok = source.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, suffix)| {
            (4..=9).contains(&registrant.len()) && digits(registrant) && !suffix.is_empty() && suffix.bytes().all(|b| b.is_ascii_graphic())
        });
        if ok {
            return Ok(source.into());
        }
        let error = ValueError::new(format!("`{source}` is not a DOI"));
        Err(match source.find("10.") {
            Some(at) if at > 0 => error.with_help(format!("write only `{}`", &source[at..])),
            _ => error.with_help("a DOI looks like `10.1111/1471-0528.14518`"),
        })
    }
}

string_value! {
    /// The identifier of a record in PubMed.
    Pmid,
    pattern: r"^[1-9][0-9]{0,8}$",
    examples: ["28120373"],
    parse: |source| {
        if source.len() <= 9 && digits(source) && !source.starts_with('0') {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is not a PMID")).with_help("a PMID has digits only: `28120373`"))
        }
    }
}

string_value! {
    /// The identifier of an article in PubMed Central.
    Pmcid,
    pattern: r"^PMC[1-9][0-9]{0,8}$",
    examples: ["PMC5638059"],
    parse: |source| {
        let ok = source.strip_prefix("PMC").is_some_and(|n| n.len() <= 9 && digits(n) && !n.starts_with('0'));
        if ok {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is not a PMCID")).with_help("a PMCID looks like `PMC5638059`"))
        }
    }
}

string_value! {
    /// The number of a trial in ClinicalTrials.gov.
    TrialId,
    pattern: r"^NCT[0-9]{8}$",
    examples: ["NCT01704456"],
    parse: |source| {
        if source.strip_prefix("NCT").is_some_and(|n| n.len() == 8 && digits(n)) {
            Ok(source.into())
        } else {
            Err(ValueError::new(format!("`{source}` is not a trial number")).with_help("it looks like `NCT01704456`"))
        }
    }
}

string_value! {
    /// An ORCID iD: sixteen digits in four groups, the last being a check digit (ISO 7064 MOD 11-2).
    Orcid,
    pattern: r"^(https://orcid\.org/)?[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$",
    format: "orcid",
    examples: ["0000-0002-1825-0097"],
    parse: |source| {
        let id = source.strip_prefix("https://orcid.org/").unwrap_or(source);
        let groups: Vec<&str> = id.split('-').collect();
        let places: Vec<u8> = groups.concat().into_bytes();
        let shape_ok = groups.len() == 4
            && groups.iter().all(|g| g.len() == 4)
            && places[..15].iter().all(u8::is_ascii_digit)
            && (places[15].is_ascii_digit() || places[15] == b'X');
        if !shape_ok {
            return Err(ValueError::new(format!("`{source}` is not an ORCID iD")).with_help("it looks like `0000-0002-1825-0097`"));
        }
        let total = places[..15].iter().fold(0, |total, digit| (total + u32::from(digit - b'0')) * 2 % 11);
        let check = match (12 - total) % 11 {
            10 => 'X',
            n => char::from_digit(n, 10).unwrap_or('X'),
        };
        if places[15] == check as u8 {
            Ok(id.to_owned().into())
        } else {
            Err(ValueError::new(format!("the check digit of the ORCID iD `{source}` is wrong")).with_help("copy it again from its source"))
        }
    }
}

string_value! {
    /// An International Standard Book Number; ISBN-10 is taken too and kept as ISBN-13.
    Isbn,
    pattern: r"^[0-9][0-9 -]{8,15}[0-9X]$",
    format: "isbn",
    examples: ["978-0-306-40615-7"],
    parse: |source| {
        let places: Vec<char> = source.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        let ends_ok = source.starts_with(|c: char| c.is_ascii_digit()) && source.ends_with(|c: char| c.is_ascii_digit() || c == 'X') && source.len() <= 17;
        let value = |c: char| if c == 'X' { Some(10) } else { c.to_digit(10) };
        let values: Option<Vec<u32>> = places.iter().map(|c| value(*c)).collect();
        let malformed = || ValueError::new(format!("`{source}` is not an ISBN")).with_help("an ISBN has 13 (or 10) digits: `978-0-306-40615-7`");
        let wrong = || ValueError::new(format!("the check digit of the ISBN `{source}` is wrong")).with_help("copy it again from its source");
        let values = values.filter(|v| ends_ok && v[..v.len().saturating_sub(1)].iter().all(|d| *d < 10)).ok_or_else(malformed)?;
        let ean = |digits: &[u32]| digits.iter().zip([1, 3].iter().cycle()).map(|(d, w)| d * w).sum::<u32>();
        match values.len() {
            13 if values[12] < 10 && matches!(values[..3], [9, 7, 8 | 9]) => {
                if ean(&values) % 10 == 0 { Ok(places.iter().collect::<String>().into()) } else { Err(wrong()) }
            }
            10 => {
                let sum: u32 = values.iter().zip((1..=10).rev()).map(|(d, w)| d * w).sum();
                if !sum.is_multiple_of(11) {
                    return Err(wrong());
                }
                let mut digits = vec![9, 7, 8];
                digits.extend(&values[..9]);
                digits.push((10 - ean(&digits) % 10) % 10);
                Ok(digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect())
            }
            _ => Err(malformed()),
        }
    }
}

impl Doi {
    /// The address that resolves the DOI.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://doi.org/{}", self.as_str())
    }
}

impl Pmid {
    /// The record's address in PubMed.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://pubmed.ncbi.nlm.nih.gov/{}/", self.as_str())
    }
}
