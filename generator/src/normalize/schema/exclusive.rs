//! `exclusiveMinimum` and `exclusiveMaximum` that are numbers, as later versions write them.

use serde_json::{Map, Number, Value};

use super::super::version::Version;
use super::super::walker::Walker;

/// Splits a numeric exclusive bound into a bound and a flag; of two bounds, the tighter one stays.
pub(in crate::normalize) fn split_numeric(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    split(walker, schema, ("exclusiveMinimum", "minimum"), |exclusive, inclusive| exclusive >= inclusive);
    split(walker, schema, ("exclusiveMaximum", "maximum"), |exclusive, inclusive| exclusive <= inclusive);
}

fn split(
    walker: &mut Walker<'_>,
    schema: &mut Map<String, Value>,
    (flag, bound): (&str, &str),
    is_tighter: fn(f64, f64) -> bool,
) {
    let Some(exclusive) = schema.get(flag).and_then(number) else { return };
    let is_quoted = schema.get(flag).is_some_and(Value::is_string);
    let inclusive = schema.get(bound).and_then(Value::as_number).and_then(Number::as_f64);
    let wins = inclusive.is_none_or(|inclusive| exclusive.as_f64().is_some_and(|value| is_tighter(value, inclusive)));
    if wins {
        schema.insert(bound.to_owned(), Value::Number(exclusive.clone()));
    }
    schema.insert(flag.to_owned(), Value::Bool(wins));
    if walker.version() == Version::Later && !is_quoted {
        return;
    }
    walker.at(flag, |walker| {
        let help = match walker.version() {
            Version::V30 => format!("write `{bound}: {exclusive}` and `{flag}: true`"),
            Version::Later => format!("write `{flag}: {exclusive}`"),
        };
        walker.warning("wrong-type", format!("{exclusive} is taken as an exclusive `{bound}`"), help);
    });
}

/// Returns the number that a value is, or that it spells.
fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
