//! Formats of numbers without `type`: .NET writes numbers so that it reads from text, too.

use serde_json::{Map, Value};

use super::super::walker::Walker;
use crate::format_check;

/// Keywords that say more of the value than a format does.
const TELLING: [&str; 13] = [
    "type",
    "enum",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "properties",
    "additionalProperties",
    "items",
    "prefixItems",
    "minLength",
    "maxLength",
];

/// The formats of numbers that need not be whole.
const OF_NUMBERS: [&str; 2] = ["float", "double"];

/// Reads a schema that has the format of a number, and no type, as one of numbers. Its `pattern` is about numbers in quotes, and is left out.
pub(in crate::normalize) fn imply_type(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return };
    let kind = match format {
        format if format == "int64" || format_check::range(format).is_some() => "integer",
        format if OF_NUMBERS.contains(&format) => "number",
        _ => return,
    };
    let is_text = ["default", "example"].iter().any(|shown| schema.get(*shown).is_some_and(Value::is_string));
    // Without a pattern, the format says nothing of values that are no numbers, and is taken at its word.
    let is_number = schema.contains_key("pattern") && !is_text;
    if !is_number || TELLING.iter().any(|keyword| schema.contains_key(*keyword)) {
        return;
    }
    let message = format!(
        "`format: {format}` without `type` is read as `type: {kind}`: `pattern`, which does not apply to numbers, is ignored"
    );
    walker.at("format", |walker| walker.note("implied-type", message, format!("add `type: {kind}`")));
    schema.shift_remove("pattern");
    schema.insert("type".to_owned(), kind.into());
}
