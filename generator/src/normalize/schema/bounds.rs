//! `minimum`, `maximum` and `multipleOf`, with all their digits.

use serde_json::{Map, Number, Value};

use super::super::walker::Walker;
use crate::json::decimal::{is_equal_decimal, is_exact_f64, is_positive};
use crate::load::number;

/// Keywords with which openapiv3 does not read a schema as an integer, and its bounds as floats.
const NON_INTEGER_KEYWORDS: [&str; 16] = [
    "pattern",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minLength",
    "maxLength",
    "oneOf",
    "allOf",
    "anyOf",
    "not",
];

/// Moves each bound that openapiv3 would round to an extension, as text: `minimum` to `x-clientwright-minimum`.
///
/// The flag of an exclusive bound is moved as well: `exclusiveMinimum` to `x-clientwright-exclusiveMinimum`.
pub(in crate::normalize) fn keep_exact(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    for (bound, flag) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"), ("multipleOf", "")] {
        let representation = match schema.get(bound) {
            Some(Value::Number(number)) => represent(walker, schema, [bound, flag], number),
            // It does not fit into an `f64`.
            Some(Value::String(text)) => Representation::Text(text.trim().to_owned()),
            _ => continue,
        };
        apply(schema, [bound, flag], representation);
    }
    ignore_non_positive_multiple_of(walker, schema);
}

/// The representation of a bound.
enum Representation {
    /// It is unchanged.
    Unchanged,
    /// It is an integer.
    Integer(i64),
    /// It is moved to an extension, as text.
    Text(String),
}

fn represent(
    walker: &mut Walker<'_>,
    schema: &Map<String, Value>,
    keywords: [&str; 2],
    number: &Number,
) -> Representation {
    let is_integer = schema.get("type").is_some_and(|kind| kind == "integer");
    if let Some(integer) = number.as_i128() {
        let is_exact = if is_integer && is_integer_type(schema) { number.is_i64() } else { is_exact_f64(integer) };
        return if is_exact { Representation::Unchanged } else { Representation::Text(number.to_string()) };
    }
    let printed = number.to_string();
    let exact = if walker.has_long_numbers() { source_text(walker, keywords, number) } else { printed.clone() };
    match (is_integer, integral(&exact, number)) {
        (true, Some(integer)) => Representation::Integer(integer),
        (false, _) if is_equal_decimal(&exact, &printed) => Representation::Unchanged,
        _ => Representation::Text(source_text(walker, keywords, number)),
    }
}

fn apply(schema: &mut Map<String, Value>, [bound, flag]: [&str; 2], representation: Representation) {
    match representation {
        Representation::Unchanged => {}
        Representation::Integer(integer) => {
            schema.insert(bound.to_owned(), integer.into());
        }
        Representation::Text(text) => {
            schema.shift_remove(bound);
            schema.insert(format!("x-clientwright-{bound}"), Value::String(text));
            if schema.get(flag) == Some(&Value::Bool(true)) {
                schema.shift_remove(flag);
                schema.insert(format!("x-clientwright-{flag}"), Value::Bool(true));
            }
        }
    }
}

/// Returns whether openapiv3 reads the schema as an integer type.
fn is_integer_type(schema: &Map<String, Value>) -> bool {
    !NON_INTEGER_KEYWORDS.iter().any(|keyword| schema.contains_key(*keyword))
}

/// Returns the source text of the number under one of the keywords, since a numeric `exclusiveMinimum` is already moved
/// to `minimum`. Text that is not a decimal, such as a hexadecimal number in YAML, is formatted anew.
fn source_text(walker: &mut Walker<'_>, keywords: [&str; 2], number: &Number) -> String {
    let is_number = |literal: &&str| number::parse(literal).is_some_and(|parsed| parsed.as_f64() == number.as_f64());
    let literals = keywords.map(|keyword| walker.at(keyword, |walker| walker.literal()));
    literals.into_iter().flatten().find(is_number).map_or_else(|| number.to_string(), str::to_owned)
}

/// Returns the number as an integer, if it is one.
#[expect(clippy::cast_possible_truncation, reason = "a cast that changes the number is found out")]
fn integral(text: &str, number: &Number) -> Option<i64> {
    let integer = number.as_f64()? as i64;
    is_equal_decimal(text, &integer.to_string()).then_some(integer)
}

/// Ignores a `multipleOf` that is not positive, which the specification does not allow.
fn ignore_non_positive_multiple_of(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let is_invalid = schema.get("multipleOf").and_then(Value::as_f64).is_some_and(|divisor| divisor <= 0.0);
    if !is_invalid {
        return;
    }
    walker.at("multipleOf", |walker| {
        let source_text = walker.literal().filter(|text| is_positive(text));
        let message = source_text.map_or_else(
            || "`multipleOf` must be greater than 0: it is ignored".to_owned(),
            |text| format!("`multipleOf: {text}` does not fit into a 64-bit number: it is ignored"),
        );
        walker.warning("wrong-value", message, "correct or remove it");
    });
    schema.shift_remove("multipleOf");
}
