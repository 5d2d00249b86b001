//! `format: date`, `time` and `date-time` (RFC 3339 §5.6).

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use crate::runtime::validation::known_format::{self, KnownFormat};
use crate::runtime::validation::schema::Format;

/// A `full-date`: `2024-02-29`.
pub const DATE: Format = Format { name: "date", is_valid: is_date };

/// A `full-time`, which has an offset: `23:20:50.52Z`.
pub const TIME: Format = Format { name: "time", is_valid: |text| read_time(text).is_some() };

/// A `date-time`: `1985-04-12T23:20:50.52Z`.
pub const DATE_TIME: Format = Format { name: "date-time", is_valid: is_date_time };

/// The last minute of a day, which may have a leap second.
const LAST_MINUTE: i32 = 23 * 60 + 59;

/// The years with four digits.
const YEARS: RangeInclusive<i32> = 0..=9999;

/// The seconds since 1970 that are in such a year at every offset: 0000-01-02 to 9999-12-30.
const SECONDS: RangeInclusive<i64> = -62_167_132_800..=253_402_214_399;

/// The offsets, in seconds, that chrono rounds to minutes of less than a day.
const OFFSETS: RangeInclusive<i32> = -86_369..=86_369;

impl KnownFormat for NaiveDate {
    #[inline]
    fn known_format(&self) -> Option<&'static str> {
        YEARS.contains(&self.year()).then_some(known_format::name!("date"))
    }
}

impl KnownFormat for DateTime<FixedOffset> {
    #[inline]
    fn known_format(&self) -> Option<&'static str> {
        let is_leap = self.timestamp_subsec_nanos() >= 1_000_000_000;
        let has_text = SECONDS.contains(&self.timestamp()) && OFFSETS.contains(&self.offset().local_minus_utc());
        (has_text && !is_leap).then_some(known_format::name!("date-time"))
    }
}

fn is_date_time(text: &str) -> bool {
    let parts = text.split_once(['T', 't']);
    parts.is_some_and(|(date, time)| is_date(date) && read_time(time).is_some())
}

fn is_date(text: &str) -> bool {
    read_date(text).is_some()
}

fn read_date(text: &str) -> Option<NaiveDate> {
    let (year, rest) = read_digits(text, 4)?;
    let (month, rest) = read_digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = read_digits(rest.strip_prefix('-')?, 2)?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    rest.is_empty().then_some(date)
}

fn read_time(text: &str) -> Option<()> {
    let (minute, rest) = read_minute(text)?;
    let (second, rest) = read_digits(rest.strip_prefix(':')?, 2)?;
    let offset = read_offset(skip_fraction(rest)?)?;
    let is_leap = (minute - offset).rem_euclid(24 * 60) == LAST_MINUTE;
    (second < 60 || (second == 60 && is_leap)).then_some(())
}

/// Parses `HH:MM`, in minutes.
fn read_minute(text: &str) -> Option<(i32, &str)> {
    let (hours, rest) = read_digits(text, 2)?;
    let (minutes, rest) = read_digits(rest.strip_prefix(':')?, 2)?;
    let total = i32::try_from(hours * 60 + minutes).ok()?;
    (hours < 24 && minutes < 60).then_some((total, rest))
}

/// Parses the offset at the end of a time, in minutes.
fn read_offset(text: &str) -> Option<i32> {
    if text == "Z" || text == "z" {
        return Some(0);
    }
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (minutes, rest) = read_minute(text.get(1..)?)?;
    rest.is_empty().then_some(sign * minutes)
}

/// Skips the fraction of a second, if there is one.
fn skip_fraction(text: &str) -> Option<&str> {
    let Some(fraction) = text.strip_prefix('.') else { return Some(text) };
    let rest = fraction.trim_start_matches(|char: char| char.is_ascii_digit());
    (rest.len() < fraction.len()).then_some(rest)
}

/// Parses exactly `count` digits.
fn read_digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?.map(|number| (number, rest))
}
