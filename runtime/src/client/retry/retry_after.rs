//! `Retry-After` (RFC 9110 §10.2.3) and `retry-after-ms`, which some servers send for waits below a second.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// Returns the wait that a response asks for. A date is relative to that of the response, if it has one: clocks differ.
pub(in super::super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(milliseconds) = text("retry-after-ms".try_into().ok()?).and_then(|text| text.parse::<f64>().ok()) {
        return Duration::try_from_secs_f64(milliseconds / 1000.0).ok();
    }
    let value = text(RETRY_AFTER)?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = http_date(value)?;
    let now = text(DATE).and_then(http_date).unwrap_or(now);
    Some(until.duration_since(now).unwrap_or_default())
}

/// Parses a date in one of the three formats that a recipient must accept (RFC 9110 §5.6.7).
fn http_date(text: &str) -> Option<SystemTime> {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let (
        // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT`.
        [_, day, month, year, time, "GMT"]
        // `Sun Nov  6 08:49:37 1994`.
        | [_, month, day, time, year]
    ) = words[..]
    else {
        return None;
    };
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .iter()
        .zip(1..)
        .find_map(|(name, number)| (*name == month).then_some(number))?;
    let year = match (year.len(), year.parse::<u64>().ok()?) {
        // Two digits were given up in this century.
        (2, year @ 70..) => 1900 + year,
        (2, year) => 2000 + year,
        (_, year) => year,
    };
    let day: u64 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let mut parts = time.split(':').map(|part| part.parse::<u64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let is_time = hours < 24 && minutes < 60 && seconds <= 60 && parts.next().is_none();
    let days = days_since_1970(year, month, day).filter(|_| is_time)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(((days * 24 + hours) * 60 + minutes) * 60 + seconds))
}

/// Returns the days from 1970-01-01 to a date. Years begin in March, so that a leap day is the last day of its year.
fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    const DAYS_TO_1970: u64 = 719_468;
    // Before anything is multiplied: a server may send any number.
    if year >= 10_000 {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    (year * 365 + leap_days + (153 * month + 2) / 5 + day - 1).checked_sub(DAYS_TO_1970)
}
