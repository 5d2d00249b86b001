//! Type names from other languages and formats.

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Type names with the equivalent type and format.
const MEANT: [(&str, &str, Option<&str>); 21] = [
    ("str", "string", None),
    ("text", "string", None),
    ("file", "string", Some("binary")),
    ("binary", "string", Some("binary")),
    ("byte", "string", Some("byte")),
    ("uuid", "string", Some("uuid")),
    ("date", "string", Some("date")),
    ("date-time", "string", Some("date-time")),
    ("datetime", "string", Some("date-time")),
    ("int", "integer", None),
    ("int32", "integer", Some("int32")),
    ("int64", "integer", Some("int64")),
    ("long", "integer", Some("int64")),
    ("float", "number", Some("float")),
    ("double", "number", Some("double")),
    ("decimal", "number", None),
    ("bool", "boolean", None),
    ("list", "array", None),
    ("dict", "object", None),
    ("map", "object", None),
    ("hash", "object", None),
];

/// Replaces a type alias by the equivalent type; `any` and `json` are removed.
pub(in crate::normalize) fn correct(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(name) = schema.get("type").and_then(Value::as_str).map(str::to_ascii_lowercase) else { return };
    let (message, help) = if matches!(name.as_str(), "any" | "json") {
        schema.shift_remove("type");
        (format!("`{name}` is not a type: any value is accepted"), "remove `type`".to_owned())
    } else if let Some((_, kind, format)) = MEANT.iter().find(|(known, ..)| *known == name) {
        schema.insert("type".to_owned(), (*kind).into());
        if let Some(format) = format {
            schema.entry("format").or_insert_with(|| (*format).into());
        }
        let format = format.map_or_else(String::new, |format| format!(" and `format: {format}`"));
        (format!("`{name}` is not a type: it is read as {kind}"), format!("write `type: {kind}`{format}"))
    } else {
        return;
    };
    walker.at("type", |walker| walker.warning("nonstandard-type", message, help));
}
