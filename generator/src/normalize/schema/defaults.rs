//! Defaults that openapiv3 or YAML would change.

use serde_json::{Map, Value};

use super::super::walker::Walker;
use super::enumeration::take_text;

/// Keeps `default: null`, which openapiv3 reads as no default, and the text of a string that YAML reads as a number.
pub(in crate::normalize) fn keep_exact(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let is_string = schema.get("type").is_some_and(|kind| kind == "string");
    let Some(default) = schema.get_mut("default") else { return };
    if default.is_null() {
        schema.shift_remove("default");
        schema.insert("x-clientwright-default-null".to_owned(), Value::Bool(true));
    } else if is_string {
        walker.at("default", |walker| take_text(walker, default));
    }
}
