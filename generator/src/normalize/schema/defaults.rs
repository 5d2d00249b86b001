//! Defaults that openapiv3 or YAML would change.

use serde_json::{Map, Value};

use super::super::walker::Walker;
use super::enum_keyword::use_source_text;
use crate::json::decimal::write_integral;

/// Keeps `default: null`, which openapiv3 reads as no default, the source text of a string that YAML reads as a number,
/// and an integer that is written with a fraction.
pub(in crate::normalize) fn keep_exact(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let is_of = |name: &str| schema.get("type").is_some_and(|kind| kind == name);
    let (is_string, is_integer) = (is_of("string"), is_of("integer"));
    let Some(default) = schema.get_mut("default") else { return };
    if default.is_null() {
        schema.shift_remove("default");
        schema.insert("x-clientwright-default-null".to_owned(), Value::Bool(true));
    } else if is_string {
        walker.at("default", |walker| use_source_text(walker, default));
    } else if is_integer {
        write_integral(default);
    }
}

/// Ignores a default that is out of the bounds of its own schema.
pub(in crate::normalize) fn ignore_mismatched_default(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(why) = schema.get("default").and_then(|default| rejected(schema, default)) else { return };
    walker.at("default", |walker| {
        let message = format!("the default is {why}: it is ignored");
        walker.warning("default-mismatch", message, "correct the default or the bound");
    });
    schema.shift_remove("default");
}

/// Describes how a default is out of bounds.
fn rejected(schema: &Map<String, Value>, default: &Value) -> Option<String> {
    match default {
        Value::Number(_) => {
            let is_exclusive = |flag| schema.get(flag) == Some(&Value::Bool(true));
            let (value, bound) = (default.as_f64()?, |keyword| schema.get(keyword).and_then(Value::as_f64));
            let is_below = |least: &f64| value < *least || (is_exclusive("exclusiveMinimum") && value <= *least);
            let is_above = |most: &f64| value > *most || (is_exclusive("exclusiveMaximum") && value >= *most);
            let below = bound("minimum").filter(is_below).map(|least| format!("below the minimum {least}"));
            below.or_else(|| Some(format!("above the maximum {}", bound("maximum").filter(is_above)?)))
        }
        Value::String(text) => outside(schema, text.chars().count(), ["minLength", "maxLength"]),
        Value::Array(elements) => outside(schema, elements.len(), ["minItems", "maxItems"]),
        Value::Object(members) => outside(schema, members.len(), ["minProperties", "maxProperties"]),
        Value::Null | Value::Bool(_) => None,
    }
}

fn outside(schema: &Map<String, Value>, count: usize, [least, most]: [&str; 2]) -> Option<String> {
    let count = u64::try_from(count).ok()?;
    let bound = |keyword| schema.get(keyword).and_then(Value::as_u64);
    let short = bound(least).filter(|bound| count < *bound).map(|bound| format!("shorter than `{least}`, {bound}"));
    short.or_else(|| Some(format!("longer than `{most}`, {}", bound(most).filter(|bound| count > *bound)?)))
}
