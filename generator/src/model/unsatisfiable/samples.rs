//! Representative values of a schema: if none of them satisfies it, no value does.

use serde_json::Value;

use super::super::decimal;
use super::super::schema::Schema;
use crate::format_keyword;
use crate::load::number;

/// How many numbers are tried; with more, nothing is told.
const MAX_NUMBERS: usize = 400;
/// The greatest length of a text that is tried.
const MAX_LENGTH: usize = 10_000;
/// A character that no document lists alone.
const LETTER: &str = "\u{10FFFD}";

/// What the keywords of schemas compare a value with.
#[derive(Default)]
pub(super) struct Constants<'a> {
    pub(super) values: Vec<&'a Value>,
    /// Bounds of numbers.
    limits: Vec<String>,
    /// What numbers have to be multiples of.
    steps: Vec<String>,
    lengths: Vec<usize>,
}

impl<'a> Constants<'a> {
    /// Adds those of a schema, without those of others that it applies.
    pub(super) fn add(&mut self, schema: &'a Schema) {
        self.values.extend(schema.enum_values.iter().flatten());
        let bounds = schema.minimum.iter().chain(&schema.maximum);
        self.limits.extend(bounds.map(|bound| bound.limit.clone()));
        let range = schema.format.as_deref().and_then(format_keyword::range);
        self.limits.extend(range.iter().flat_map(|range| [range.start().to_string(), range.end().to_string()]));
        self.steps.extend(schema.multiple_of.clone());
        self.lengths.extend(schema.min_length.iter().chain(&schema.max_length));
    }

    /// Returns numbers that stand for all; `None` if they are too many, or too large.
    pub(super) fn numbers(&self) -> Option<Vec<Value>> {
        let listed = self.values.iter().filter(|value| value.is_number()).map(ToString::to_string);
        let limits: Vec<String> = self.limits.iter().cloned().chain(listed).chain(["0".to_owned()]).collect();
        let steps: Vec<String> = self.steps.iter().cloned().chain(["1".to_owned()]).collect();
        let (numbers, exponent) = decimal::scaled(limits.iter().chain(&steps).map(String::as_str))?;
        // A digit more, so that there are numbers in between which are no multiples.
        let finer: Vec<i128> = numbers.iter().map(|number| number.checked_mul(10)).collect::<Option<_>>()?;
        let (limits, steps) = finer.split_at_checked(limits.len())?;
        let exponent = exponent.checked_sub(1)?;
        let numbers = in_every_gap(limits, steps)?;
        numbers.into_iter().map(|number| exactly(&decimal::text(number, exponent))).collect()
    }

    /// Returns texts of every length that matters; `None` if one is too long.
    pub(super) fn texts(&self) -> Option<Vec<Value>> {
        let about =
            self.lengths.iter().flat_map(|length| [length.saturating_sub(1), *length, length.saturating_add(1)]);
        let mut lengths: Vec<usize> = about.chain([0, 1]).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let is_short = lengths.iter().all(|length| *length <= MAX_LENGTH);
        is_short.then(|| lengths.into_iter().map(|length| Value::String(LETTER.repeat(length))).collect())
    }
}

/// Returns the limits, and numbers before, between and behind them: for each set of steps, one that is a multiple of just these.
fn in_every_gap(limits: &[i128], steps: &[i128]) -> Option<Vec<i128>> {
    let step = steps.iter().copied().reduce(greatest_divisor).filter(|step| *step > 0)?;
    let period =
        steps.iter().copied().try_fold(1, |known, step| (known / greatest_divisor(known, step)).checked_mul(step))?;
    let mut sorted = limits.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let (first, last) = (sorted.first()?.checked_sub(period)?, sorted.last()?.checked_add(period)?);
    let ends: Vec<i128> =
        [first.checked_sub(step)?].into_iter().chain(sorted).chain([last.checked_add(step)?]).collect();
    let mut found = ends.clone();
    for (from, to) in ends.iter().zip(ends.iter().skip(1)) {
        found.push(from.checked_add(1)?);
        let end = (*to).min(from.checked_add(period)?.checked_add(1)?);
        let mut next = from.div_euclid(step).checked_add(1)?.checked_mul(step)?;
        while next < end {
            found.push(next);
            if found.len() > MAX_NUMBERS {
                return None;
            }
            next = next.checked_add(step)?;
        }
    }
    Some(found)
}

fn greatest_divisor(one: i128, other: i128) -> i128 {
    if other == 0 { one.saturating_abs() } else { greatest_divisor(other, one.checked_rem(other).unwrap_or(0)) }
}

/// Returns a number, if it is held with all its digits.
fn exactly(text: &str) -> Option<Value> {
    let number = number::parse(text)?;
    let is_exact = decimal::compare(&number.to_string(), text).is_some_and(std::cmp::Ordering::is_eq);
    is_exact.then_some(Value::Number(number))
}
