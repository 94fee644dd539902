use std::{borrow::Cow, fmt, str::FromStr};

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::{ValueError, string_value};

/// How exact a [`Date`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A year.
    Year,
    /// A month of a year.
    Month,
    /// A day.
    Day,
}

/// A calendar date with its precision: `2026-11-22`, `2026-11` or `2026`.
///
/// Pamphlet never reads the clock: whoever builds says what day it is.
///
/// ```
/// use pamphlet_core::value::{Date, Precision};
/// let month: Date = "2026-11".parse()?;
/// assert_eq!(month.precision(), Precision::Month);
/// assert!("2026-02-30".parse::<Date>().is_err());
/// # Ok::<(), pamphlet_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    first_day: civil::Date,
    precision: Precision,
}

impl Date {
    /// A full date.
    ///
    /// # Errors
    /// If there is no such day, or the year isn't from 1 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, ValueError> {
        Self::checked(year, month, day, Precision::Day)
    }

    fn checked(year: i16, month: i8, day: i8, precision: Precision) -> Result<Self, ValueError> {
        let first_day = civil::Date::new(year, month, day)
            .ok()
            .filter(|_| year >= 1)
            .ok_or_else(|| ValueError::new(format!("there is no day {year:04}-{month:02}-{day:02}")))?;
        Ok(Self { first_day, precision })
    }

    /// How exact it is.
    #[must_use]
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.first_day.year()
    }

    /// Month, 1 to 12, unless the date is only a year.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        (self.precision >= Precision::Month).then(|| self.first_day.month())
    }

    /// Day of the month, if the date is that exact.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        (self.precision == Precision::Day).then(|| self.first_day.day())
    }

    /// The first day that the date covers.
    #[must_use]
    pub fn first_day(self) -> Self {
        Self { first_day: self.first_day, precision: Precision::Day }
    }

    /// The last day that the date covers: what is due "in November" is due until the 30th.
    #[must_use]
    pub fn last_day(self) -> Self {
        let last = match self.precision {
            Precision::Year => self.first_day.last_of_year(),
            Precision::Month => self.first_day.last_of_month(),
            Precision::Day => self.first_day,
        };
        Self { first_day: last, precision: Precision::Day }
    }

    /// So many months later, as exact as this date; the last day of the month where that has no such day. A year alone has no months.
    pub(crate) fn after_months(self, months: u8) -> Option<Self> {
        let first_day = self.first_day.checked_add(jiff::Span::new().months(i64::from(months))).ok()?;
        (self.precision != Precision::Year).then_some(Self { first_day, precision: self.precision })
    }

    /// Whether the whole of this date lies before the other.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        self.last_day().first_day < other.first_day
    }

    /// Years from the first day of this date to the last day of another, as a fraction.
    pub(crate) fn years_until(self, other: Self) -> f64 {
        let days = other.last_day().first_day.duration_since(self.first_day).as_hours() / 24;
        // Review intervals are a handful of years: exact in a double.
        #[expect(clippy::cast_precision_loss, reason = "a few thousand days")]
        let days = days as f64;
        days / 365.25
    }
}

impl FromStr for Date {
    type Err = ValueError;
    fn from_str(source: &str) -> Result<Self, ValueError> {
        let malformed = || {
            ValueError::new(format!("`{source}` is not a date"))
                .with_help("write year, month and day with hyphens: 2026-11-22 (or 2026-11, or 2026)")
        };
        let parts: Vec<&str> = source.split('-').collect();
        let widths_ok = parts.iter().zip([4, 2, 2]).all(|(part, width)| part.len() == width && super::digits(part));
        if !widths_ok || parts.len() > 3 {
            return Err(malformed());
        }
        let year = parts[0].parse().map_err(|_| malformed())?;
        let rest: Vec<i8> = parts[1..].iter().filter_map(|p| p.parse().ok()).collect();
        match rest[..] {
            [] => Self::checked(year, 1, 1, Precision::Year),
            [month] => Self::checked(year, month, 1, Precision::Month),
            [month, day, ..] => Self::checked(year, month, day, Precision::Day),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.first_day;
        match self.precision {
            Precision::Year => write!(f, "{:04}", date.year()),
            Precision::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Precision::Day => date.fmt(f),
        }
    }
}

impl TryFrom<String> for Date {
    type Error = ValueError;
    fn try_from(source: String) -> Result<Self, ValueError> {
        source.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
            "format": "calendar-date",
            "examples": ["2026-11-22", "2026-11", "2026"],
            "description": "A calendar date with its precision: a day, a month or a year.",
        })
    }
}

string_value! {
    /// A time of day, in hours and minutes (ISO 8601): `09:30`, `17:00`.
    TimeOfDay,
    pattern: r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
    examples: ["09:30"],
    parse: |source| {
        let ok = matches!(source.as_bytes(), [h, o, b':', m, i]
            if [h, o, m, i].into_iter().all(u8::is_ascii_digit) && source[..2] < *"24" && source[3..] < *"60");
        if ok {
            return Ok(source.into());
        }
        Err(ValueError::new(format!("`{source}` is not a time of day")).with_help("write hours and minutes as `09:30` or `17:00`"))
    }
}

impl TimeOfDay {
    /// Its hour, 0 to 23, and its minute.
    #[must_use]
    pub fn parts(&self) -> (u8, u8) {
        let number = |range: std::ops::Range<usize>| self.as_str()[range].parse().unwrap_or_default();
        (number(0..2), number(3..5))
    }
}
