//! `exclusiveMinimum` and `exclusiveMaximum` with numbers, as since OpenAPI 3.1.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::super::version::Version;
use super::super::walker::Walker;
use crate::json::decimal::is_beyond_f64;
use crate::load::number;

/// Splits a numeric exclusive bound into a bound and a flag; of two bounds, the tighter one is kept.
pub(in crate::normalize) fn split_numeric(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    split(walker, schema, ("exclusiveMinimum", "minimum"), Ordering::is_ge);
    split(walker, schema, ("exclusiveMaximum", "maximum"), Ordering::is_le);
}

fn split(
    walker: &mut Walker<'_>,
    schema: &mut Map<String, Value>,
    (flag, bound): (&str, &str),
    is_tighter: fn(Ordering) -> bool,
) {
    let is_flag = schema.get(flag) == Some(&Value::Bool(true));
    if is_flag && !schema.contains_key(bound) {
        schema.shift_remove(flag);
        walker.at(flag, |walker| {
            let message = format!("`{flag}` has no effect without `{bound}`: it is ignored");
            walker.warning("ineffective-keyword", message, format!("add `{bound}`, or remove it"));
        });
        return;
    }
    if walker.version() == Version::V31 && is_flag {
        walker.at(flag, |walker| {
            let message = format!("expected a number, found true: `{bound}` is read as exclusive");
            walker.warning("wrong-type", message, format!("write the number here instead of in `{bound}`"));
        });
        return;
    }
    let Some(exclusive) = schema.get(flag).and_then(number) else { return };
    let is_quoted = schema.get(flag).is_some_and(Value::is_string) && walker.at(flag, |walker| walker.is_quoted());
    let inclusive = schema.get(bound).and_then(number);
    let wins = inclusive.is_none_or(|inclusive| is_tighter(compare(&exclusive, &inclusive)));
    if wins {
        schema.insert(bound.to_owned(), exclusive.clone());
    }
    schema.insert(flag.to_owned(), Value::Bool(wins));
    if walker.version() == Version::V31 && !is_quoted {
        return;
    }
    let exclusive = exclusive.as_str().map_or_else(|| exclusive.to_string(), str::to_owned);
    walker.at(flag, |walker| {
        let help = match walker.version() {
            Version::V30 => format!("write `{bound}: {exclusive}` and `{flag}: true`"),
            Version::V31 => format!("write `{flag}: {exclusive}`"),
        };
        walker.warning("wrong-type", format!("{exclusive} is read as an exclusive `{bound}`"), help);
    });
}

/// Returns the number that a value is or contains as a string; as text if it does not fit into an `f64`.
fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => match number::parse(text.trim()) {
            Some(number) => Some(Value::Number(number)),
            None => is_beyond_f64(text.trim()).then(|| Value::String(text.trim().to_owned())),
        },
        _ => None,
    }
}

/// Compares two numbers; integers exactly, which floats may round.
fn compare(one: &Value, other: &Value) -> Ordering {
    let integer = |number: &Value| number.as_number().and_then(Number::as_i128);
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => float(one).total_cmp(&float(other)),
    }
}

/// Returns a number as a float, which may be infinite.
fn float(number: &Value) -> f64 {
    number.as_f64().or_else(|| number.as_str()?.parse().ok()).unwrap_or_default()
}
