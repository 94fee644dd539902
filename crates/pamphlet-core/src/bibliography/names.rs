//! Names of people and organisations, as BibTeX divides them: `Family, Given and {An Organisation} and others`.

use hayagriva::types::Person;

use super::tex::{Kept, Rich};

/// Who made a work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) people: Vec<Person>,
    pub(super) rest: Rest,
}

/// Whether a list names everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Rest {
    /// Everybody is named.
    #[default]
    Nobody,
    /// The list ends with `and others`.
    Others,
}

/// Why names can't be told apart: what is wrong, and what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unclear {
    pub(super) problem: String,
    pub(super) help: String,
}

type Letters<'n> = &'n [(char, Kept)];

impl Names {
    /// Reads a field of BibTeX.
    pub(super) fn parse(field: &Rich) -> Result<Self, Unclear> {
        let mut parts = split_at_and(&field.0);
        if let [one] = parts[..]
            && let Some(several) = split_at_semicolons(one)?
        {
            parts = several;
        }
        let mut names = Self::default();
        let count = parts.len();
        for (index, part) in parts.into_iter().enumerate() {
            let text = plain(part);
            if text.is_empty() {
                continue;
            }
            if index + 1 == count && is_others(&text) && index > 0 {
                names.rest = Rest::Others;
                continue;
            }
            names.people.push(person(part, count)?);
        }
        Ok(names)
    }

    /// The names of a list that was read as people, as Hayagriva's YAML is.
    pub(super) fn of_people(people: &[Person]) -> Result<Self, Unclear> {
        let mut names = Self::default();
        for (index, person) in people.iter().enumerate() {
            let is_last = index + 1 == people.len();
            if is_last && index > 0 && person.given_name.is_none() && is_others(&whole_name(person)) {
                names.rest = Rest::Others;
                continue;
            }
            let fields = [Some(&person.name), person.given_name.as_ref(), person.suffix.as_ref()];
            if fields.into_iter().flatten().any(|part| part.contains("; ")) {
                return Err(Unclear {
                    problem: format!("`{}` is several names", whole_name(person)),
                    help: "write each name as an item of a list: `author: [\"Smith, A.\", \"Jones, B.\"]`".to_owned(),
                });
            }
            names.people.push(as_filed(person.clone()));
        }
        Ok(names)
    }
}

/// The name as it's filed: "van der Berg" keeps its particle, as medical styles and libraries do.
fn as_filed(mut person: Person) -> Person {
    person.given_name = person.given_name.map(|given| with_spaces(&given));
    if let Some(prefix) = person.prefix.take() {
        let prefix = prefix.trim();
        let space = if prefix.ends_with(['\'', '’']) { "" } else { " " };
        person.name = format!("{prefix}{space}{}", person.name);
    }
    person
}

/// Given names with a space after each initial, or a style would take "A.B." and "AB" for one name.
fn with_spaces(given: &str) -> String {
    let mut words = Vec::new();
    for word in given.split_whitespace() {
        let is_initials = (2..=3).contains(&word.chars().count()) && word.chars().all(char::is_uppercase);
        if is_initials {
            words.extend(word.chars().map(|initial| format!("{initial}.")));
            continue;
        }
        let mut parts = word.split_inclusive('.').peekable();
        while let Some(part) = parts.next() {
            match parts.peek() {
                // "J.-P." is one name.
                Some(next) if next.starts_with('-') => words.push(format!("{part}{}", parts.next().unwrap_or_default())),
                _ => words.push(part.to_owned()),
            }
        }
    }
    words.join(" ")
}

fn whole_name(person: &Person) -> String {
    let parts = [person.prefix.as_deref(), Some(person.name.as_str()), person.suffix.as_deref(), person.given_name.as_deref()];
    parts.into_iter().flatten().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn is_others(name: &str) -> bool {
    matches!(name.trim_end_matches('.').to_lowercase().as_str(), "others" | "et al" | "et. al" | "et all")
}

fn plain(letters: Letters<'_>) -> String {
    Rich(letters.to_vec()).plain().trim().to_owned()
}

/// The places where a free character stands.
fn free(letters: Letters<'_>, wanted: char) -> Vec<usize> {
    letters.iter().enumerate().filter(|(_, (c, kept))| *c == wanted && *kept == Kept::Free).map(|(at, _)| at).collect()
}

fn split_at<'n>(letters: Letters<'n>, places: &[usize]) -> Vec<Letters<'n>> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in places {
        parts.push(&letters[from..*at]);
        from = at + 1;
    }
    parts.push(&letters[from..]);
    parts
}

/// The words between free spaces.
fn words(letters: Letters<'_>) -> Vec<Letters<'_>> {
    let is_space = |(c, kept): &(char, Kept)| c.is_whitespace() && *kept == Kept::Free;
    letters.split(is_space).filter(|word| !word.is_empty()).collect()
}

/// The names between the word `and`, unless braces stand around it.
fn split_at_and(letters: Letters<'_>) -> Vec<Letters<'_>> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    let is_space = |at: usize| letters.get(at).is_some_and(|(c, kept)| c.is_whitespace() && *kept == Kept::Free);
    while at < letters.len() {
        let is_and = (at == 0 || is_space(at - 1))
            && letters.get(at..at + 3).is_some_and(|word| {
                word.iter().zip("and".chars()).all(|((c, kept), wanted)| c.to_ascii_lowercase() == wanted && *kept == Kept::Free)
            })
            && (is_space(at + 3) || at + 3 == letters.len());
        if is_and {
            parts.push(&letters[from..at]);
            at += 3;
            from = at;
        } else {
            at += 1;
        }
    }
    parts.push(&letters[from..]);
    parts.retain(|part| !plain(part).is_empty());
    parts
}

/// Names that stand between semicolons, as other databases write them.
fn split_at_semicolons(letters: Letters<'_>) -> Result<Option<Vec<Letters<'_>>>, Unclear> {
    let places = free(letters, ';');
    if places.is_empty() {
        return Ok(None);
    }
    let parts: Vec<_> = split_at(letters, &places).into_iter().filter(|part| !plain(part).is_empty()).collect();
    if parts.iter().all(|part| free(part, ',').len() <= 1) {
        return Ok(Some(parts));
    }
    Err(Unclear {
        problem: format!("the names in `{}` can't be told apart", plain(letters)),
        help: "write `and` between names: `Smith, A. and Jones, B.`".to_owned(),
    })
}

fn literal(name: String) -> Person {
    Person { name, given_name: None, prefix: None, suffix: None, comma_suffix: false, alias: None }
}

/// One name, of so many.
fn person(letters: Letters<'_>, count: usize) -> Result<Person, Unclear> {
    let text = plain(letters);
    let is_braced = letters.iter().all(|(c, kept)| *kept == Kept::Braced || c.is_whitespace());
    let commas = free(letters, ',');
    if is_braced && commas.is_empty() && words(letters).len() <= 1 {
        return Ok(literal(text));
    }
    let parts = split_at(letters, &commas);
    match parts[..] {
        [one] => unified(one, &text, count),
        [family, given] => Ok(filed(family, given, None)),
        [family, suffix, given] if is_suffix(&plain(suffix)) => Ok(filed(family, given, Some(plain(suffix)))),
        [family, given, suffix] if is_suffix(&plain(suffix)) => Ok(filed(family, given, Some(plain(suffix)))),
        _ => Err(Unclear {
            problem: format!("the names in `{text}` can't be told apart"),
            help: "write `and` between names: `Smith, A. and Jones, B.`; braces go around an organisation whose name has commas".to_owned(),
        }),
    }
}

fn is_suffix(text: &str) -> bool {
    let bare = text.trim_end_matches('.').to_lowercase();
    matches!(bare.as_str(), "jr" | "sr" | "esq" | "2nd" | "3rd" | "4th" | "md" | "m.d" | "phd" | "ph.d")
        || (!bare.is_empty() && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
}

/// `van der Berg, Jan`.
fn filed(family: Letters<'_>, given: Letters<'_>, suffix: Option<String>) -> Person {
    let given = Some(with_spaces(&plain(given))).filter(|given| !given.is_empty());
    Person { given_name: given, suffix, ..literal(plain(family)) }
}

/// `Jan van der Berg`: given names, then particles in small letters, then the family's name.
fn unified(letters: Letters<'_>, text: &str, count: usize) -> Result<Person, Unclear> {
    let words = words(letters);
    let texts: Vec<String> = words.iter().map(|word| plain(word)).collect();
    if texts.iter().any(|word| is_of_organisation(word)) || texts.first().is_some_and(|word| is_abbreviation(word)) {
        if count == 1 {
            return Ok(literal(text.to_owned()));
        }
        return Err(Unclear {
            problem: format!("`{text}` looks like an organisation, or a part of its name"),
            help: "put braces around the whole name, so that it isn't divided: `{National Institute for Health and Care Excellence}`"
                .to_owned(),
        });
    }
    // "Smith AB", as PubMed writes it.
    if let [family @ .., initials] = texts.as_slice()
        && !family.is_empty()
        && initials.chars().count() <= 3
        && initials.chars().all(char::is_uppercase)
        && family.iter().all(|word| word.chars().any(char::is_lowercase))
    {
        return Ok(Person { given_name: Some(with_spaces(initials)), ..literal(family.join(" ")) });
    }
    let is_small = |word: &Letters<'_>| word.first().is_some_and(|(c, kept)| c.is_lowercase() && *kept == Kept::Free);
    let last = words.len().saturating_sub(1);
    // The family's name begins at the first particle after a given name, or is the last word.
    let family = words.iter().enumerate().position(|(at, word)| at > 0 && at < last && is_small(word)).unwrap_or(last);
    let family = if words.first().is_some_and(is_small) { 0 } else { family };
    // "M. L. King Jr."
    let (end, suffix) = match texts.last() {
        Some(word) if last > 1 && is_suffix(word) && family == last => (last, Some(word.clone())),
        _ => (words.len(), None),
    };
    let family = family.min(end.saturating_sub(1));
    let given = Some(with_spaces(&texts[..family].join(" "))).filter(|given| !given.is_empty());
    Ok(Person { given_name: given, suffix, ..literal(texts[family..end].join(" ")) })
}

/// Words that stand in the names of organisations, and not of people.
fn is_of_organisation(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        word.as_str(),
        "academy"
            | "agency"
            | "alliance"
            | "association"
            | "centre"
            | "centres"
            | "center"
            | "centers"
            | "collaboration"
            | "collaborative"
            | "collaborators"
            | "college"
            | "commission"
            | "committee"
            | "consortium"
            | "council"
            | "department"
            | "excellence"
            | "confederation"
            | "federation"
            | "forum"
            | "foundation"
            | "group"
            | "gynaecologists"
            | "gynecologists"
            | "health"
            | "hospital"
            | "hospitals"
            | "institute"
            | "institutes"
            | "investigators"
            | "medicine"
            | "ministry"
            | "partnership"
            | "programme"
            | "network"
            | "nhs"
            | "obstetricians"
            | "office"
            | "organisation"
            | "organization"
            | "organisations"
            | "organizations"
            | "physicians"
            | "psychiatrists"
            | "service"
            | "services"
            | "society"
            | "surgeons"
            | "study"
            | "taskforce"
            | "team"
            | "trial"
            | "trialists"
            | "trust"
            | "unit"
            | "university"
            | "gesellschaft"
            | "institut"
            | "société"
            | "sociedad"
            | "vereniging"
    )
}

/// Abbreviations of organisations that often stand before another word: "NHS England".
fn is_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "NHS"
            | "WHO"
            | "NICE"
            | "SIGN"
            | "CDC"
            | "FDA"
            | "EMA"
            | "MHRA"
            | "ACOG"
            | "RCOG"
            | "RCGP"
            | "UNICEF"
            | "UK"
            | "US"
            | "EU"
            | "BMJ"
            | "BBC"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> String {
        match Names::parse(&Rich::parse(source).unwrap()) {
            Ok(Names { people, rest }) => {
                let mut all: Vec<String> = people
                    .iter()
                    .map(|p| {
                        let suffix = p.suffix.as_ref().map(|s| format!("+{s}")).unwrap_or_default();
                        p.given_name.as_ref().map_or_else(|| format!("[{}]", p.name), |given| format!("{}/{given}{suffix}", p.name))
                    })
                    .collect();
                if rest == Rest::Others {
                    all.push("…".to_owned());
                }
                all.join(" ")
            }
            Err(unclear) => unclear.problem,
        }
    }

    #[test]
    fn names_are_read_as_names() {
        for (source, wanted) in [
            ("Smith, A. and Jones, Beatrix C.", "Smith/A. Jones/Beatrix C."),
            ("King, Jr., Martin L. and de la Cruz, Ana and Jan van der Berg", "King/Martin L.+Jr. de la Cruz/Ana van der Berg/Jan"),
            ("Smith, A.; Jones, B.; Brown, C.", "Smith/A. Jones/B. Brown/C."),
            ("Smith, A. and et al.", "Smith/A. …"),
            ("Smith, A. and others", "Smith/A. …"),
            ("{World Health Organization}", "[World Health Organization]"),
            ("World Health Organization", "[World Health Organization]"),
            ("NHS England", "[NHS England]"),
            ("{Smith and Sons} and {\\\"O}zg{\\\"u}r, A.", "[Smith and Sons] Özgür/A."),
            ("{Barnes and Noble, Inc.} and Mc{D}onald, R.", "[Barnes and Noble, Inc.] McDonald/R."),
            ("Donald E. Knuth and J.-P. Serre", "Knuth/Donald E. Serre/J.-P."),
            ("Hippocrates", "[Hippocrates]"),
            ("Smith AB and Jones, CD and Brown, E.F. and Gray G", "Smith/A. B. Jones/C. D. Brown/E. F. Gray/G"),
            ("李, 明", "李/明"),
        ] {
            assert_eq!(read(source), wanted, "{source}");
        }
    }

    #[test]
    fn names_that_can_t_be_told_apart_are_reported() {
        for (source, wanted) in [
            ("Smith A, Jones B, Brown C", "the names in `Smith A, Jones B, Brown C` can't be told apart"),
            ("Smith, A., Jones, B.", "the names in `Smith, A., Jones, B.` can't be told apart"),
            (
                "World Health Organization and National Institute for Health and Care Excellence",
                "`World Health Organization` looks like an organisation, or a part of its name",
            ),
        ] {
            assert_eq!(read(source), wanted, "{source}");
        }
    }
}
