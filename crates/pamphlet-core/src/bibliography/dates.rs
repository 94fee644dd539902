//! Dates as reference managers write them: `2020`, `2020-03-30`, `30-Mar-2020`, `Sept./1988`, `c. 2019`, `in press`.

use hayagriva::types::Date;

/// What a date's field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum When {
    /// A day, a month, a year or a season.
    Date(Date),
    /// No date: `n.d.`
    Undated,
    /// A state before publication, as it's shown: "In press".
    State(&'static str),
}

/// Why a date can't be read: what is wrong, and what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unclear {
    pub(super) problem: String,
    pub(super) help: String,
}

/// Years are written with four digits; three are of works from before the year 1000.
const FIRST_YEAR: i32 = 100;

fn date(year: i32, month: Option<u32>, day: Option<u32>) -> Date {
    let index = |number: Option<u32>| number.and_then(|number| u8::try_from(number.checked_sub(1)?).ok());
    Date { year, month: index(month), day: index(day), approximate: false, season: None }
}

/// Reads a date.
pub(super) fn parse(source: &str) -> Result<When, Unclear> {
    let text = source.trim().trim_matches(['.', ',']).trim().to_lowercase();
    let unclear = || Unclear { problem: format!("`{source}` is not a date"), help: "write `2020`, `2020-03` or `2020-03-30`".to_owned() };
    match text.as_str() {
        "" | "n.d" | "nd" | "n. d" | "s.d" | "no date" | "undated" | "unknown" => return Ok(When::Undated),
        "in press" | "inpress" | "in-press" | "in print" => return Ok(When::State("In press")),
        "forthcoming" | "to appear" | "accepted" => return Ok(When::State("Forthcoming")),
        "submitted" | "in review" | "under review" => return Ok(When::State("Submitted")),
        "in preparation" | "unpublished" => return Ok(When::State("Unpublished")),
        _ => {}
    }
    if let Some(year) = text.strip_prefix('-').and_then(|year| year.parse::<i32>().ok()) {
        return Ok(When::Date(date(-year, None, None)));
    }
    // EDTF marks what isn't sure after a date, and others say "circa" before it.
    let (text, marked) = match text.strip_suffix(['~', '?', '%']) {
        Some(rest) => (rest.trim_end().to_owned(), true),
        None => (text, false),
    };
    let (text, circa) = match ["circa", "ca.", "ca", "c."].iter().find_map(|start| text.strip_prefix(start)) {
        Some(rest) => (rest.trim_start().to_owned(), true),
        None => (text, false),
    };
    // What follows a day is the time of day.
    let text = match text.split_once('t') {
        Some((day, time)) if day.len() == 10 && time.starts_with(|c: char| c.is_ascii_digit()) => day.to_owned(),
        _ => text,
    };
    // EDTF has numbers for seasons in place of a month. Styles write them in odd ways ("Spring/2021, Spring"), and the year finds the work.
    let text = match text.split_once('-') {
        Some((year, "21" | "22" | "23" | "24")) => year.to_owned(),
        Some(_) | None => text,
    };
    let mut found = Parts::default();
    let is_boundary = |c: char| !c.is_alphanumeric();
    for token in text.split(is_boundary).filter(|token| !token.is_empty()) {
        found.add(token).ok_or_else(unclear)?;
    }
    let mut date = found.date(&text, source).ok_or_else(unclear)??;
    date.approximate = circa || marked;
    Ok(When::Date(date))
}

/// The numbers and names of a date, in their order.
#[derive(Debug, Default)]
struct Parts {
    years: Vec<i32>,
    months: Vec<u32>,
    numbers: Vec<u32>,
}

impl Parts {
    fn add(&mut self, token: &str) -> Option<()> {
        let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let letters = &token[digits.len()..];
        if let Ok(number) = digits.parse::<u32>() {
            match (digits.len(), letters) {
                // `2020a` is told from `2020b` by old styles; those of today put the letter themselves.
                (4, _) if letters.len() <= 1 => self.years.push(i32::try_from(number).ok()?),
                (3, "") if i32::try_from(number).is_ok_and(|year| year >= FIRST_YEAR) => self.years.push(i32::try_from(number).ok()?),
                (1 | 2, "" | "st" | "nd" | "rd" | "th") if (1..=31).contains(&number) => self.numbers.push(number),
                _ => return None,
            }
            return Some(());
        }
        if let Some(year) = token.strip_prefix('c').filter(|year| year.len() == 4).and_then(|year| year.parse().ok()) {
            // The year of copyright.
            self.years.push(year);
            return Some(());
        }
        if let Some(month) = month(token) {
            self.months.push(month);
            return Some(());
        }
        matches!(token, "spring" | "summer" | "autumn" | "fall" | "winter" | "copyright" | "of" | "the").then_some(())
    }

    /// The date that the parts make, if they make one.
    fn date(mut self, text: &str, source: &str) -> Option<Result<Date, Unclear>> {
        self.years.dedup();
        let year = match self.years[..] {
            [year] => year,
            [first, last] => {
                return Some(Err(Unclear {
                    problem: format!("`{source}` is a span of years, which a reference can't show"),
                    help: format!("write the year of the edition that was read: `{last}` or `{first}`"),
                }));
            }
            _ => return None,
        };
        let starts_with_year = text.starts_with(|c: char| c.is_ascii_digit()) && text.get(..4).is_some_and(|y| y.parse() == Ok(year));
        let date = match (self.months[..].first(), &self.numbers[..]) {
            (None, []) => date(year, None, None),
            // Of "Jan–Feb" the year is what the work is found by.
            (Some(_), _) if self.months.len() > 1 => date(year, None, None),
            (Some(month), []) => date(year, Some(*month), None),
            (Some(month), [day]) => date(year, Some(*month), Some(*day)),
            (None, [month]) if *month <= 12 => date(year, Some(*month), None),
            (None, [month, day]) if starts_with_year && *month <= 12 => date(year, Some(*month), Some(*day)),
            // Points stand in dates that begin with the day.
            (None, [day, month]) if (text.contains('.') || *day > 12 || day == month) && *month <= 12 => {
                date(year, Some(*month), Some(*day))
            }
            (None, [month, day]) if *day > 12 && *month <= 12 => date(year, Some(*month), Some(*day)),
            (None, [first, second]) if *first <= 12 && *second <= 12 => {
                return Some(Err(Unclear {
                    problem: format!("`{source}` can be read as two dates"),
                    help: format!("write `{year}-{second:02}-{first:02}` or `{year}-{first:02}-{second:02}`"),
                }));
            }
            _ => return None,
        };
        let is_real = date.day.is_none_or(|day| {
            let (month, day) = (i8::try_from(date.month.unwrap_or(0) + 1), i8::try_from(day + 1));
            let year = i16::try_from(date.year);
            year.ok().zip(month.ok()).zip(day.ok()).is_some_and(|((y, m), d)| jiff::civil::Date::new(y, m, d).is_ok())
        });
        is_real.then_some(Ok(date))
    }
}

/// The month that a name or its beginning means: `sept`, `march`.
pub(super) fn month(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let name = name.trim_end_matches('.').to_lowercase();
    if name.len() < 3 {
        return None;
    }
    NAMES.iter().zip(1..).find(|(full, _)| full.starts_with(name.as_str())).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> String {
        match parse(source) {
            Ok(When::Date(date)) => {
                let mut out = date.year.to_string();
                for part in [date.month, date.day].into_iter().flatten() {
                    out.push_str(&format!("-{}", part + 1));
                }
                if date.approximate {
                    out.push('~');
                }
                out
            }
            Ok(When::Undated) => "none".to_owned(),
            Ok(When::State(state)) => state.to_owned(),
            Err(unclear) => format!("{}: {}", unclear.problem, unclear.help),
        }
    }

    #[test]
    fn dates_are_read_as_reference_managers_write_them() {
        for (source, wanted) in [
            ("2020", "2020"),
            ("2020-03-30", "2020-3-30"),
            ("2020-03-30T10:00:00Z", "2020-3-30"),
            ("2020/05/12", "2020-5-12"),
            ("30-Mar-2020", "2020-3-30"),
            ("12 Jan 2024", "2024-1-12"),
            ("January 12th, 2024", "2024-1-12"),
            ("Sept./1988", "1988-9"),
            ("2020 Mar-Apr", "2020"),
            ("2020a", "2020"),
            ("2021-21", "2021"),
            ("Autumn 2021", "2021"),
            ("c. 2019", "2019~"),
            ("c2019", "2019"),
            ("2019~", "2019~"),
            ("[2021] © 2021", "2021"),
            ("13.5.2024", "2024-5-13"),
            ("5/13/2024", "2024-5-13"),
            ("-400", "-400"),
            ("in press", "In press"),
            ("n.d.", "none"),
        ] {
            assert_eq!(read(source), wanted, "{source}");
        }
    }

    #[test]
    fn what_is_no_date_is_reported() {
        for (source, wanted) in [
            ("30", "`30` is not a date: write `2020`, `2020-03` or `2020-03-30`"),
            ("2020-02-30", "`2020-02-30` is not a date: write `2020`, `2020-03` or `2020-03-30`"),
            ("12/01/2024", "`12/01/2024` can be read as two dates: write `2024-01-12` or `2024-12-01`"),
            (
                "2019/2020",
                "`2019/2020` is a span of years, which a reference can't show: write the year of the edition that was read: `2020` or `2019`",
            ),
            ("20202", "`20202` is not a date: write `2020`, `2020-03` or `2020-03-30`"),
            ("online first", "`online first` is not a date: write `2020`, `2020-03` or `2020-03-30`"),
        ] {
            assert_eq!(read(source), wanted, "{source}");
        }
    }
}
