//! The words that renderers put in, in the page's language.
//!
//! English is built in. A library in another language brings its own catalogue, `messages/LANGUAGE.ftl` in the
//! content folder (Fluent syntax), with every message of the English one: nobody is shown half a page in a
//! language they don't read.

mod headings;

use std::{collections::BTreeSet, fmt, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use fluent_syntax::ast::Entry;

use self::headings::Headings;
use crate::{
    diagnostic::Diagnostic,
    model::{Audience, Certainty, HealthAspect, Kind, OpeningHours, Urgency, Weekday},
    value::{Date, LanguageTag, TimeOfDay, is_forbidden},
};

const ENGLISH: &str = include_str!("messages/en.ftl");

/// The words that a heading may have or not. A language needn't have any.
const IGNORED_IN_HEADINGS: &str = "headings-ignored";

/// The built-in English catalogue.
static ENGLISH_MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    Messages::parse(&LanguageTag::default(), ENGLISH).unwrap_or_else(|problems| panic!("the English catalogue: {problems:?}"))
});

/// A catalogue of messages in one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
    headings: Headings,
    /// The names of the months: every page has dates.
    months: Vec<String>,
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages").field("locales", &self.bundle.locales).finish_non_exhaustive()
    }
}

impl Messages {
    /// The built-in catalogue for a language, if there is one: English.
    #[must_use]
    pub fn built_in(language: &LanguageTag) -> Option<&'static Self> {
        (language.primary() == "en").then(|| &*ENGLISH_MESSAGES)
    }

    /// Reads a catalogue in Fluent syntax.
    ///
    /// # Errors
    /// One diagnostic for each mistake of syntax, or one that names the messages of the English catalogue that are missing.
    pub fn parse(language: &LanguageTag, source: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut forbidden = source.char_indices().filter(|(_, c)| is_forbidden(*c) && !matches!(c, '\n' | '\r' | '\t'));
        if let Some((at, c)) = forbidden.next() {
            let problem = Diagnostic::error("invalid-value", format!("the catalogue has the invisible character U+{:04X}", u32::from(c)));
            return Err(vec![problem.at(at..at + c.len_utf8()).with_help("delete it: no page could show it")]);
        }
        let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
            errors
                .into_iter()
                .map(|error| Diagnostic::error("messages-syntax", format!("the catalogue doesn't parse: {}", error.kind)).at(error.pos))
                .collect::<Vec<_>>()
        })?;
        let keys = message_keys(&resource);
        let missing: Vec<String> =
            ENGLISH_KEYS.iter().filter(|key| !keys.contains(*key) && *key != IGNORED_IN_HEADINGS).map(|key| format!("`{key}`")).collect();
        if !missing.is_empty() {
            let problem = Diagnostic::error("messages-missing", format!("the catalogue lacks {} messages", missing.len()))
                .with_help(format!("translate {}", missing.join(", ")))
                .with_help("a reader would meet a gap, or English in the middle of another language");
            return Err(vec![problem]);
        }
        let locale = language.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolation marks would stand in every text that is searched for, copied or read aloud.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let mut messages = Self { bundle, headings: Headings::default(), months: Vec::new() };
        messages.months = (1..=12).map(|month| messages.get(&format!("month-{month}"))).collect();
        let usual = HealthAspect::ALL.map(|aspect| (aspect, messages.get(&format!("headings-{}", aspect.as_str()))));
        messages.headings = Headings::new(&messages.optional(IGNORED_IN_HEADINGS).unwrap_or_default(), &usual);
        Ok(messages)
    }

    /// A message.
    ///
    /// # Panics
    /// If there is no such message in the English catalogue: that is a mistake in the renderer.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.format(key, [])
    }

    /// A message with values put in.
    ///
    /// # Panics
    /// If there is no such message in the English catalogue: that is a mistake in the renderer.
    #[must_use]
    pub fn format<'v, const N: usize>(&'v self, key: &str, values: [(&'static str, FluentValue<'v>); N]) -> String {
        let pattern =
            self.bundle.get_message(key).and_then(|message| message.value()).unwrap_or_else(|| panic!("there is no message `{key}`"));
        let arguments: Option<FluentArgs<'_>> = (N > 0).then(|| values.into_iter().collect());
        // A catalogue's own mistake (an unknown variable) shows as the variable's name, which is better than nothing.
        self.bundle.format_pattern(pattern, arguments.as_ref(), &mut Vec::new()).into_owned()
    }

    /// A message that a catalogue may have and the English one hasn't.
    pub(crate) fn optional(&self, key: &str) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        Some(self.bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }

    /// Whether it's a catalogue of English.
    pub(crate) fn is_english(&self) -> bool {
        self.language() == "en"
    }

    /// Whether words of the language have spaces between them.
    pub(crate) fn has_spaces(&self) -> bool {
        !matches!(self.language(), "zh" | "ja" | "th" | "lo" | "km" | "my")
    }

    fn language(&self) -> &str {
        self.bundle.locales.first().map_or("", |locale| locale.language.as_str())
    }

    /// A date in full: "22 November 2026", "November 2026", "2026".
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let year = FluentValue::from(date.year().to_string());
        match (date.month(), date.day()) {
            (Some(month), Some(day)) => {
                self.format("date-day", [("day", day.to_string().into()), ("month", self.month(month).into()), ("year", year)])
            }
            (Some(month), None) => self.format("date-month", [("month", self.month(month).into()), ("year", year)]),
            (None, _) => self.format("date-year", [("year", year)]),
        }
    }

    fn month(&self, month: i8) -> &str {
        usize::try_from(month - 1).ok().and_then(|place| self.months.get(place)).map_or("", String::as_str)
    }

    /// What a screen reader says before a care card's heading: "Urgent advice:".
    #[must_use]
    pub fn urgency(&self, urgency: Urgency) -> String {
        self.get(&format!("urgency-{}", urgency.as_str()))
    }

    /// A certainty in words: "Low certainty".
    #[must_use]
    pub fn certainty(&self, certainty: Certainty) -> String {
        self.get(&format!("certainty-{}", certainty.as_str()))
    }

    /// Whom a page is for: "For women".
    #[must_use]
    pub fn audience(&self, audience: Audience) -> String {
        self.get(match audience {
            Audience::Everyone => "audience-everyone",
            Audience::Women => "audience-women",
            Audience::Men => "audience-men",
            Audience::YoungPeople => "audience-young-people",
            Audience::Partners => "audience-partners",
            Audience::Parents => "audience-parents",
            Audience::Carers => "audience-carers",
            Audience::Professionals => "audience-professionals",
        })
    }

    /// Several pages of a kind: "Conditions".
    #[must_use]
    pub fn kinds(&self, kind: Kind) -> String {
        self.get(&format!("kinds-{}", kind.as_str()))
    }

    /// When something is open: "Monday to Friday: 9am to 5pm".
    #[must_use]
    pub fn opening_hours(&self, hours: &OpeningHours) -> String {
        let OpeningHours { days, opens, closes, note } = hours;
        let mut days: Vec<Weekday> = days.iter().copied().collect();
        days.sort_unstable();
        days.dedup();
        // Days that follow each other: the first and the last say it, if there are more than two.
        let follows = |pair: &[Weekday]| pair[1] as u8 == pair[0] as u8 + 1;
        let runs: Vec<String> = days
            .chunk_by(|a, b| follows(&[*a, *b]))
            .flat_map(|run| match run {
                [first, _, .., last] => {
                    vec![self.format("days", [("from", self.weekday(*first).into()), ("to", self.weekday(*last).into())])]
                }
                few => few.iter().map(|day| self.weekday(*day)).collect(),
            })
            .collect();
        let days = runs.join(&self.get("list-separator"));
        let values = [("days", days.into()), ("opens", self.time(opens).into()), ("closes", self.time(closes).into())];
        let hours = self.format("opening-hours", values);
        match note {
            Some(note) => [hours, note.to_string()].join(&self.get("list-separator")),
            None => hours,
        }
    }

    fn weekday(&self, day: Weekday) -> String {
        self.get(&format!("day-{}", day.as_str()))
    }

    /// A time of day: "9:30am".
    #[must_use]
    pub fn time(&self, time: &TimeOfDay) -> String {
        let (hour, minute) = time.parts();
        let half = match (hour, minute) {
            (0, 0) => "midnight",
            (12, 0) => "midday",
            (0..12, _) => "am",
            _ => "pm",
        };
        let minutes = if minute == 0 { String::new() } else { format!(":{minute:02}") };
        let of_twelve = (hour + 11) % 12 + 1;
        let values =
            [("time", time.as_str().into()), ("hour", of_twelve.to_string().into()), ("minutes", minutes.into()), ("half", half.into())];
        self.format("time-of-day", values)
    }

    /// The aspect that a heading usually stands for in this language.
    #[must_use]
    pub fn aspect_of_heading(&self, heading: &str) -> Option<HealthAspect> {
        self.headings.aspect_of(heading)
    }
}

static ENGLISH_KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    FluentResource::try_new(ENGLISH.to_owned()).map_or_else(|(resource, _)| message_keys(&resource), |resource| message_keys(&resource))
});

fn message_keys(resource: &FluentResource) -> BTreeSet<String> {
    resource
        .entries()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            Entry::Term(_) | Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_model_has_its_words() {
        let english = Messages::built_in(&LanguageTag::default()).unwrap();
        for urgency in Urgency::ALL {
            assert!(!english.urgency(urgency).is_empty());
        }
        for certainty in Certainty::ALL {
            assert!(!english.certainty(certainty).is_empty());
        }
        for kind in Kind::ALL {
            assert!(!english.kinds(kind).is_empty());
        }
        for day in Weekday::ALL {
            assert!(!english.weekday(day).is_empty());
        }
        for month in 1..=12 {
            assert!(!english.month(month).is_empty());
        }
        assert_eq!(english.aspect_of_heading("Is this you?"), Some(HealthAspect::Recognition));
        assert_eq!(english.aspect_of_heading("A day in June"), None);
        assert_eq!(english.date("2026-11-22".parse().unwrap()), "22 November 2026");
    }

    #[test]
    fn a_catalogue_with_gaps_is_refused() {
        let problems = Messages::parse(&"ar".parse().unwrap(), "date-year = { $year }").unwrap_err();
        assert!(problems[0].help[0].contains("urgency-emergency"), "{problems:?}");
    }
}
