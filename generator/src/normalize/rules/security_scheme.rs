//! Security Scheme Objects (OpenAPI 3.0.3 §4.7.27).

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Checks that a scheme has the fields that its type requires.
pub(in crate::normalize) fn has_fields_of_its_type(walker: &mut Walker<'_>, scheme: &mut Map<String, Value>) {
    let Some(kind) = scheme.get("type").and_then(Value::as_str) else { return };
    let required: &[&str] = match kind {
        "apiKey" => &["name", "in"],
        "http" => &["scheme"],
        "oauth2" => &["flows"],
        "openIdConnect" => &["openIdConnectUrl"],
        _ => &[],
    };
    for field in required.iter().filter(|field| !scheme.contains_key(**field)) {
        let message = format!("the Security Scheme Object of type {kind} lacks its field `{field}`");
        walker.error("missing-field", message, format!("add `{field}`"));
    }
}
