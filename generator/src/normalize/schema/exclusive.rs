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
    let Some(Value::Number(exclusive)) = schema.get(flag) else { return };
    let exclusive = exclusive.clone();
    let inclusive = schema.get(bound).and_then(Value::as_number).and_then(Number::as_f64);
    let wins = inclusive.is_none_or(|inclusive| exclusive.as_f64().is_some_and(|value| is_tighter(value, inclusive)));
    if wins {
        schema.insert(bound.to_owned(), Value::Number(exclusive.clone()));
    }
    schema.insert(flag.to_owned(), Value::Bool(wins));
    if walker.version() == Version::Later {
        return;
    }
    walker.at(flag, |walker| {
        let message = format!("a boolean is expected here, and the number is taken as an exclusive `{bound}`");
        walker.warning("wrong-type", message, format!("write `{bound}: {exclusive}` and `{flag}: true`"));
    });
}
