//! Media types (OpenAPI 3.0.3 §4.5): what the client makes of each.

use openapiv3::{MediaType, ReferenceOr, Schema};
use serde_json::Value;

/// What a media type holds, as far as the client reads and writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `application/json`, or the suffix `+json` (RFC 6839 §3.1).
    Json,
    /// JSON values, one after another.
    JsonLines,
    /// `text/event-stream`.
    Events,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    Text,
    /// Another notation for data of a schema, which JSON is preferred to.
    Notation,
    /// Anything else.
    Bytes,
}

/// Returns what a media type holds; parameters such as `charset` do not matter.
pub(super) fn kind(name: &str) -> Kind {
    let essence = essence(name);
    let subtype = essence.split_once('/').map_or(essence.as_str(), |(_, subtype)| subtype);
    match (essence.as_str(), subtype.rsplit('+').next().unwrap_or_default()) {
        (
            "application/json-seq"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonlines"
            | "application/jsonlines",
            _,
        ) => Kind::JsonLines,
        ("application/x-www-form-urlencoded", _) => Kind::Form,
        ("multipart/form-data", _) => Kind::Multipart,
        ("text/event-stream", _) => Kind::Events,
        (_, "json") => Kind::Json,
        (_, "xml" | "yaml" | "x-yaml" | "msgpack" | "x-msgpack" | "cbor" | "protobuf" | "x-protobuf")
        | ("*/*" | "application/*", _) => Kind::Notation,
        (text, _) if text.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// Returns a media type without its parameters, in lower case.
pub(super) fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns whether the schemas of two media types say the same, wherever they stand.
pub(super) fn are_alike(one: &MediaType, other: &MediaType) -> bool {
    match (&one.schema, &other.schema) {
        (None, None) => true,
        (Some(one), Some(other)) => plain(one) == plain(other),
        _ => false,
    }
}

fn plain(schema: &ReferenceOr<Schema>) -> Value {
    let mut value = serde_json::to_value(schema).unwrap_or_default();
    forget_places(&mut value);
    value
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.shift_remove("x-clientwright-place");
            members.values_mut().for_each(forget_places);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_places),
        _ => {}
    }
}
