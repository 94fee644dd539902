//! What day it is. Nothing else in Pamphlet asks.

use std::time::{SystemTime, UNIX_EPOCH};

use pamphlet::{Diagnostic, value::Date};

use crate::failure::Failure;

/// The day given, or that of `SOURCE_DATE_EPOCH` (reproducible-builds.org), or today, in UTC.
pub(crate) fn today(given: Option<Date>) -> Result<Date, Failure> {
    if let Some(day) = given {
        return Ok(day);
    }
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds.parse().map_err(|_| {
            Diagnostic::error("source-date-epoch", format!("SOURCE_DATE_EPOCH is `{seconds}`, which is not a number of seconds"))
                .with_help("unset it, or give the day with --today")
        })?,
        Err(_) => system_seconds(),
    };
    let day = jiff::Timestamp::from_second(seconds).ok().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
    day.and_then(|day| Date::new(day.year(), day.month(), day.day()).ok()).ok_or_else(|| {
        Failure::from(Diagnostic::error(
            "source-date-epoch",
            format!("{seconds} seconds after 1970 is no day between the years 1 and 9999"),
        ))
    })
}

#[expect(clippy::disallowed_methods, reason = "the command is the one place that knows what day it is; libraries take it as an option")]
fn system_seconds() -> i64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
