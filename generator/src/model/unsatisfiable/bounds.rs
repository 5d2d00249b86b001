//! Bounds that leave nothing of each other.

use std::cmp::Ordering;

use super::super::decimal;
use super::super::schema::{Bound, JsonType, Schema};
use super::reasons::Reason;

/// How many characters, items or properties there may be.
pub(super) struct Counts {
    pub(super) least: usize,
    pub(super) most: Option<usize>,
}

impl Counts {
    /// Returns what all parts allow.
    pub(super) fn of(
        parts: &[&Schema],
        least: impl Fn(&Schema) -> Option<usize>,
        most: impl Fn(&Schema) -> Option<usize>,
    ) -> Self {
        let least = parts.iter().filter_map(|part| least(part)).max().unwrap_or(0);
        Self { least, most: parts.iter().filter_map(|part| most(part)).min() }
    }

    /// Returns what is wrong with the keywords, if they leave no count.
    pub(super) fn contradiction(&self, least: &str, most: &str) -> Option<Reason> {
        let limit = self.most.filter(|limit| self.least > *limit)?;
        let message = format!("`{least}` {} is greater than `{most}` {limit}", self.least);
        Some(Reason { message, help: "correct one of the two" })
    }

    /// Writes the counts for people.
    pub(super) fn text(&self) -> String {
        match (self.least, self.most) {
            (least, None) => format!("at least {least}"),
            (0, Some(most)) => format!("at most {most}"),
            (least, Some(most)) => format!("{least} to {most}"),
        }
    }
}

/// Returns why no number satisfies all parts, as far as their bounds alone tell.
pub(super) fn contradiction(parts: &[&Schema]) -> Option<Reason> {
    let lower = tightest(parts, |part| part.minimum.as_ref(), Ordering::Greater);
    let upper = tightest(parts, |part| part.maximum.as_ref(), Ordering::Less);
    if let (Some(lower), Some(upper)) = (lower, upper) {
        let order = decimal::compare(&lower.limit, &upper.limit)?;
        let is_point = order == Ordering::Equal && (lower.exclusive || upper.exclusive);
        if order == Ordering::Greater || is_point {
            let relation = if is_point { "leaves nothing of" } else { "is greater than" };
            let message = format!("{} {relation} {}", named(lower, "minimum"), named(upper, "maximum"));
            return Some(Reason { message, help: "correct one of the two" });
        }
    }
    let step = parts.iter().find_map(|part| part.multiple_of.as_ref());
    let is_integer = |part: &&Schema| matches!(part.r#type, Some(JsonType::Integer | JsonType::Integer2020));
    let what = match step {
        Some(step) => format!("multiple of {step}"),
        None if parts.iter().any(is_integer) => "integer".to_owned(),
        None => return None,
    };
    let range: Vec<String> = lower
        .map(|bound| named(bound, "minimum"))
        .into_iter()
        .chain(upper.map(|bound| named(bound, "maximum")))
        .collect();
    let message = format!("no {what} that is allowed lies between {}", range.join(" and "));
    (range.len() > 1).then_some(Reason { message, help: "correct a bound, or `multipleOf`" })
}

fn tightest<'a>(
    parts: &[&'a Schema],
    bound: impl Fn(&'a Schema) -> Option<&'a Bound>,
    tighter: Ordering,
) -> Option<&'a Bound> {
    parts.iter().filter_map(|part| bound(part)).reduce(|known, other| {
        match decimal::compare(&other.limit, &known.limit) {
            Some(order) if order == tighter || (order == Ordering::Equal && other.exclusive) => other,
            _ => known,
        }
    })
}

fn named(bound: &Bound, keyword: &str) -> String {
    let limit = &bound.limit;
    if bound.exclusive { format!("the exclusive `{keyword}` {limit}") } else { format!("`{keyword}` {limit}") }
}
