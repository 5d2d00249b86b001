//! The version of OpenAPI that a document is written for.

use serde_json::Value;

use crate::diagnostic::Diagnostics;
use crate::load::Source;

/// The versions that differ in meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 3.0, with a dialect of JSON Schema of its own.
    V30,
    /// 3.1 and 3.2, with JSON Schema 2020-12.
    Later,
}

/// Returns the version of a document; if there is none that is understood, an error says so.
pub(super) fn check(source: &Source, diagnostics: &mut Diagnostics) -> Option<Version> {
    if let Some(swagger) = source.tree.get("swagger") {
        let message = format!("the document is written for Swagger {}, which is not supported", plain(swagger));
        diagnostics.error(
            "unsupported-version",
            "/swagger",
            message,
            "convert it to OpenAPI 3.0, for example with swagger2openapi",
        );
        return None;
    }
    let help = "write it for OpenAPI 3.0, and begin with `openapi: 3.0.3`";
    let Some(version) = source.tree.get("openapi") else {
        diagnostics.error("missing-field", "", "the document does not say its version of OpenAPI", help);
        return None;
    };
    // In YAML, `openapi: 3.0` is a number.
    let version = match version.as_str() {
        Some(version) => version.to_owned(),
        None => source.literal("/openapi").map_or_else(|| version.to_string(), str::to_owned),
    };
    let known = of(&version);
    if known.is_none() {
        let message = format!("the document is written for OpenAPI {version}, which is not supported");
        diagnostics.error("unsupported-version", "/openapi", message, help);
    }
    known
}

fn of(version: &str) -> Option<Version> {
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Some(Version::V30),
        (Some("3"), Some("1" | "2")) => Some(Version::Later),
        _ => None,
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
