//! Security Scheme Objects (OpenAPI 3.0.3 §4.7.27).

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Warns that a scheme of the type `mutualTLS` is ignored; it is removed once all references are checked.
pub(in crate::normalize) fn announce_mutual_tls(walker: &mut Walker<'_>, scheme: &mut Map<String, Value>) {
    if scheme.get("type").is_some_and(|kind| kind == "mutualTLS") {
        let message = "`mutualTLS` is ignored: the TLS connection authenticates the client";
        walker.warning(
            "unsupported-security",
            message,
            "set a client certificate with `ClientBuilder::configure_reqwest`",
        );
    }
}

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
        let message = format!("the Security Scheme Object of type {kind} has no field `{field}`");
        walker.error("missing-field", message, format!("add `{field}`"));
    }
}
