//! Numeric formats without `type`: .NET writes them so for numbers that may also be strings.

use serde_json::{Map, Value};

use super::super::walker::Walker;
use crate::format_keyword;

/// Keywords that determine the type more precisely than a format.
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

/// The formats of fractional numbers.
const OF_NUMBERS: [&str; 2] = ["float", "double"];

/// Sets the type of a schema that has a numeric format and no type. Its `pattern`, which is for quoted numbers, is
/// removed.
pub(in crate::normalize) fn imply_type(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return };
    let kind = match format {
        format if format == "int64" || format_keyword::range(format).is_some() => "integer",
        format if OF_NUMBERS.contains(&format) => "number",
        _ => return,
    };
    let is_text = ["default", "example"].iter().any(|shown| schema.get(*shown).is_some_and(Value::is_string));
    // Without a pattern, the schema is read as it is: the format does not apply to other types.
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
