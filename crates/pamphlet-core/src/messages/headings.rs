//! What a section is about, by its heading.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::HealthAspect;

/// The usual headings of a language, and what they stand for.
#[derive(Default)]
pub(super) struct Headings {
    ignored: BTreeSet<String>,
    whole: BTreeMap<Vec<String>, HealthAspect>,
    /// Those of which some words are left open, the ones with the most words first.
    open: Vec<Open>,
}

/// A heading with gaps, such as "What are the risks…" or "How does…work".
struct Open {
    /// The words before, between and after the gaps.
    parts: Vec<Vec<String>>,
    aspect: HealthAspect,
}

/// How many words fill the gaps of a heading at most. A longer one says something of its own.
const LONGEST_GAP: usize = 6;

impl Headings {
    /// Reads the lists of a catalogue, in which `|` stands between headings and `…` for a gap.
    pub(super) fn new(ignored: &str, usual: &[(HealthAspect, String)]) -> Self {
        let mut headings = Self { ignored: ignored.split('|').flat_map(|word| words(word, &BTreeSet::new())).collect(), ..Self::default() };
        for (aspect, list) in usual {
            for heading in list.split('|') {
                let mut parts: Vec<Vec<String>> = heading.split('…').map(|part| words(part, &headings.ignored)).collect();
                match parts.len() {
                    1 => {
                        headings.whole.entry(parts.remove(0)).or_insert(*aspect);
                    }
                    _ => headings.open.push(Open { parts, aspect: *aspect }),
                }
            }
        }
        headings.open.sort_by_key(|open| std::cmp::Reverse(open.length()));
        headings
    }

    pub(super) fn aspect_of(&self, heading: &str) -> Option<HealthAspect> {
        let words = words(heading, &self.ignored);
        let whole = || self.whole.get(&words).copied();
        whole().or_else(|| self.open.iter().find(|open| open.fits(&words)).map(|open| open.aspect))
    }
}

impl Open {
    fn length(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    fn fits(&self, words: &[String]) -> bool {
        let [first, between @ .., last] = &*self.parts else { return false };
        let Some(rest) = words.strip_prefix(&**first).and_then(|rest| rest.strip_suffix(&**last)) else { return false };
        let mut after = rest;
        for part in between {
            match after.windows(part.len().max(1)).position(|window| window == &**part) {
                Some(at) => after = &after[at + part.len()..],
                None => return false,
            }
        }
        words.len() - self.length() <= LONGEST_GAP
    }
}

/// The words of a heading as they're compared. One of which nothing else is left keeps those that are ignored.
fn words(heading: &str, ignored: &BTreeSet<String>) -> Vec<String> {
    let plain = heading.to_lowercase().replace(['\'', '’', '‘', '`'], "");
    let all = plain.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    let kept: Vec<String> = all.clone().filter(|word| !ignored.contains(*word)).map(str::to_owned).collect();
    if kept.is_empty() { all.map(str::to_owned).collect() } else { kept }
}

#[cfg(test)]
mod tests {
    use crate::{messages::Messages, model::HealthAspect, value::LanguageTag};

    fn aspect(heading: &str) -> Option<HealthAspect> {
        Messages::built_in(&LanguageTag::default()).unwrap().aspect_of_heading(heading)
    }

    #[test]
    fn headings_are_known_as_people_write_them() {
        for (heading, expected) in [
            ("When to see a doctor instead", HealthAspect::SeeDoctor),
            ("When should I get help?", HealthAspect::SeeDoctor),
            ("When should I get medical help?", HealthAspect::SeeDoctor),
            ("WHEN TO CALL 999", HealthAspect::SeeDoctor),
            ("When to see your GP", HealthAspect::SeeDoctor),
            ("How do I take it?", HealthAspect::Usage),
            ("How should I take my tablets?", HealthAspect::Usage),
            ("What are the side effects?", HealthAspect::Risks),
            ("Side effects of methotrexate", HealthAspect::Risks),
            ("Who can't have the vaccine", HealthAspect::Contraindications),
            ("Who can’t have this vaccine?", HealthAspect::Contraindications),
            ("What are the risks of the procedure?", HealthAspect::Risks),
            ("After your operation", HealthAspect::Recovery),
            ("Before your test", HealthAspect::Preparation),
            ("What is a colonoscopy?", HealthAspect::Overview),
            ("What is the outlook for my child?", HealthAspect::Prognosis),
            ("How does it work?", HealthAspect::HowItWorks),
            ("The causes", HealthAspect::Causes),
        ] {
            assert_eq!(aspect(heading), Some(expected), "{heading}");
        }
    }

    #[test]
    fn other_headings_stay_what_they_are() {
        for heading in [
            "When to call us about your appointment",
            "When to contact the ward about visiting",
            "How we get help from volunteers",
            "When to see a dietitian",
            "After lunch",
            "Before you read on",
            "The",
            "",
            "What is known, and what nobody has ever found out about these tablets",
        ] {
            assert_eq!(aspect(heading), None, "{heading}");
        }
    }
}
