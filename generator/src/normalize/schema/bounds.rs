//! `minimum`, `maximum` and `multipleOf`, kept as exact as they are written.

use serde_json::{Map, Number, Value};

use super::super::walker::Walker;
use super::decimal::{is_exact_f64, same, without_zero_fraction};

/// Keywords beside which openapiv3 forgets that a schema is an integer, and reads its bounds as floats.
const NOT_OF_INTEGERS: [&str; 16] = [
    "pattern", "properties", "required", "additionalProperties", "minProperties", "maxProperties", "items", "minItems",
    "maxItems", "uniqueItems", "minLength", "maxLength", "oneOf", "allOf", "anyOf", "not",
];

/// Digits in a row, the point included, that a float need not hold.
const LONG: usize = 16;

/// Moves each bound that openapiv3 would round, as text, to an extension: `minimum` to `x-clientwright-minimum`.
///
/// An exclusive bound takes its flag along: `exclusiveMinimum` to `x-clientwright-exclusiveMinimum`.
pub(in crate::normalize) fn keep_exact(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    for (bound, flag) in [("minimum", Some("exclusiveMinimum")), ("maximum", Some("exclusiveMaximum")), ("multipleOf", None)] {
        if let Some(Value::Number(number)) = schema.get(bound) {
            let kept = walker.at(bound, |walker| keep(walker, schema, number));
            apply(schema, bound, flag, kept);
        }
    }
    leave_out_idle_divisor(walker, schema);
}

/// What becomes of a bound.
enum Kept {
    /// It stays as it is.
    InPlace,
    /// It stays as an integer.
    As(i64),
    /// It moves, as text.
    Aside(String),
}

fn keep(walker: &Walker<'_>, schema: &Map<String, Value>, number: &Number) -> Kept {
    let is_integer = schema.get("type").is_some_and(|kind| kind == "integer");
    if let Some(integer) = number.as_i128() {
        let fits = is_integer && stays_typed(schema) && number.is_i64();
        return if fits || (is_exact_f64(integer) && !(is_integer && number.is_u64() && !number.is_i64())) {
            Kept::InPlace
        } else {
            Kept::Aside(number.to_string())
        };
    }
    let text = exact_text(walker, number);
    match (is_integer, integral(&text, number)) {
        (true, Some(integer)) => Kept::As(integer),
        (false, _) if same(&text, &number.to_string()) => Kept::InPlace,
        _ => Kept::Aside(text),
    }
}

fn apply(schema: &mut Map<String, Value>, bound: &str, flag: Option<&str>, kept: Kept) {
    match kept {
        Kept::InPlace => {}
        Kept::As(integer) => {
            schema.insert(bound.to_owned(), integer.into());
        }
        Kept::Aside(text) => {
            schema.shift_remove(bound);
            schema.insert(format!("x-clientwright-{bound}"), Value::String(text));
            if let Some(flag) = flag
                && schema.get(flag) == Some(&Value::Bool(true))
            {
                schema.shift_remove(flag);
                schema.insert(format!("x-clientwright-{flag}"), Value::Bool(true));
            }
        }
    }
}

/// Returns whether openapiv3 reads the schema as an integer type.
fn stays_typed(schema: &Map<String, Value>) -> bool {
    !NOT_OF_INTEGERS.iter().any(|keyword| schema.contains_key(*keyword))
}

/// Returns the number as the document writes it, where a float may differ from that.
fn exact_text(walker: &Walker<'_>, number: &Number) -> String {
    let printed = number.to_string();
    let short = without_zero_fraction(&printed).to_owned();
    if !has_long_number(walker.text()) {
        return short;
    }
    match walker.literal() {
        Some(literal) if literal.parse::<Number>().is_ok() && !same(literal, &printed) => literal.to_owned(),
        _ => short,
    }
}

/// Returns the number as an integer, if it is one.
#[expect(clippy::cast_possible_truncation, reason = "a cast that changes the number is found out")]
fn integral(text: &str, number: &Number) -> Option<i64> {
    let integer = number.as_f64()? as i64;
    same(text, &integer.to_string()).then_some(integer)
}

/// Returns whether the text has a number of more digits than every float holds.
fn has_long_number(text: &str) -> bool {
    let mut length = 0;
    text.bytes().any(|byte| {
        length = if byte.is_ascii_digit() || byte == b'.' { length + 1 } else { 0 };
        length >= LONG
    })
}

/// Leaves out a `multipleOf` that is not positive, which the specification does not allow.
fn leave_out_idle_divisor(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let is_idle = schema.get("multipleOf").and_then(Value::as_f64).is_some_and(|divisor| divisor <= 0.0);
    if !is_idle {
        return;
    }
    walker.at("multipleOf", |walker| {
        walker.warning("wrong-value", "`multipleOf` is not greater than 0: it is left out", "correct or remove it");
    });
    schema.shift_remove("multipleOf");
}
