//! Keywords of JSON Schema 2020-12 that openapiv3 has no place for.

use serde_json::{Map, Value};

use super::super::version::Version;
use super::super::walker::Walker;

const CARRIED: [&str; 14] = [
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "contentSchema",
    "if",
    "then",
    "else",
];

/// Moves each of them to an extension: `prefixItems` to `x-clientwright-prefixItems`, with a warning.
pub(in crate::normalize) fn move_aside(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if walker.version() == Version::V30 {
        return;
    }
    for keyword in CARRIED {
        if let Some(value) = schema.shift_remove(keyword) {
            schema.insert(format!("x-clientwright-{keyword}"), value);
            walker.at(keyword, |walker| {
                let message = format!("`{keyword}` is not checked by the client");
                walker.warning("unsupported-keyword", message, "check it yourself, or say it in other keywords");
            });
        }
    }
}
