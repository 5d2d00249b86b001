//! The OpenAPI version of a document.

use serde_json::Value;

use super::not_openapi;
use crate::diagnostic::Diagnostics;
use crate::load::{Source, pointer};

/// The versions with different semantics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 3.0, with its own dialect of JSON Schema.
    V30,
    /// 3.1 or 3.2, with JSON Schema 2020-12.
    V31,
}

/// Returns the version of a document, or adds an error if it is not supported.
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
    let Some(version) = source.tree.get("openapi") else {
        report_missing(source, diagnostics);
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
        let plain = version.trim_start_matches(['v', 'V']);
        let help = match of(plain) {
            Some(_) => format!("write `openapi: {plain}`"),
            None => "3.0, 3.1 and 3.2 are supported: write `openapi: 3.2.0` if the document uses no newer features"
                .to_owned(),
        };
        diagnostics.error("unsupported-version", "/openapi", message, help);
    }
    known
}

/// Adds the error that the document has no version, or is in another format.
fn report_missing(source: &Source, diagnostics: &mut Diagnostics) {
    let names = source.tree.as_object().into_iter().flat_map(|members| members.keys());
    if let Some(name) = names.into_iter().find(|name| name.eq_ignore_ascii_case("openapi")) {
        let message = format!("the document has no field `openapi`, but `{name}`");
        diagnostics.error("missing-field", pointer::join("", name), message, "write `openapi` in lower case");
    } else if let Some((field, what, help)) = not_openapi::known(&source.tree) {
        let message = format!("the document is {what}, not an OpenAPI document");
        diagnostics.error("not-openapi", pointer::join("", field), message, help);
    } else {
        let message = "the document has no field `openapi` with its version";
        let help = "add `openapi: 3.0.3`, or the version 3.1 or 3.2 that the document is written for";
        diagnostics.error("missing-field", "", message, help);
    }
}

fn of(version: &str) -> Option<Version> {
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Some(Version::V30),
        (Some("3"), Some("1" | "2")) => Some(Version::V31),
        _ => None,
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
