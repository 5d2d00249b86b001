//! Media types (OpenAPI 3.0.3 §4.5), and how the client serializes and deserializes them.

use openapiv3::{MediaType, OpenAPI, ReferenceOr, Schema};
use serde_json::Value;

use super::lower::component_name;
use super::schema_object::{Keywords, Node};

/// How the client serializes and deserializes a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaKind {
    /// `application/json`, or the suffix `+json` (RFC 6839 §3.1).
    Json,
    /// A sequence of JSON values.
    JsonLines,
    /// `text/event-stream`.
    Events,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`, and other multipart types whose parts are properties.
    Multipart,
    Text,
    /// Another format of structured data, such as XML. JSON is preferred.
    OtherFormat,
    /// `*/*` or `application/*`: depends on the schema.
    Range,
    /// Anything else.
    Bytes,
}

/// The kind of values that the schema of a media type describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// Any value.
    Anything,
    /// Bytes: `format: binary`.
    Bytes,
    Text,
    /// Numbers or booleans, which are the same in text and JSON.
    Literal,
    /// Structured data, which requires a format such as JSON.
    Structure,
}

/// Returns the kind of a media type, regardless of parameters such as `charset`.
pub(super) fn kind(name: &str) -> MediaKind {
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
        ) => MediaKind::JsonLines,
        (sequence, _) if sequence.ends_with("+json-seq") => MediaKind::JsonLines,
        ("application/x-www-form-urlencoded", _) => MediaKind::Form,
        ("multipart/form-data" | "multipart/related" | "multipart/mixed", _) => MediaKind::Multipart,
        ("text/event-stream", _) => MediaKind::Events,
        (_, "json") => MediaKind::Json,
        (_, "xml" | "yaml" | "x-yaml" | "msgpack" | "x-msgpack" | "cbor" | "protobuf" | "x-protobuf") => {
            MediaKind::OtherFormat
        }
        ("*/*" | "application/*", _) => MediaKind::Range,
        (text, _) if text.starts_with("text/") => MediaKind::Text,
        _ => MediaKind::Bytes,
    }
}

/// Returns the kind of a media type with its schema: a range is JSON unless the schema is binary, and text of numbers is JSON.
pub(super) fn kind_of(document: &OpenAPI, name: &str, media: &MediaType) -> MediaKind {
    match (kind(name), value_kind(document, media)) {
        (MediaKind::Range, ValueKind::Anything | ValueKind::Bytes) => MediaKind::Bytes,
        (MediaKind::Range, _) | (MediaKind::Text, ValueKind::Literal) => MediaKind::Json,
        (MediaKind::Multipart, _) if !is_form(name) && !has_properties(document, media) => MediaKind::Bytes,
        (kind, _) => kind,
    }
}

fn is_form(name: &str) -> bool {
    essence(name) == "multipart/form-data"
}

/// Returns whether the schema of a media type has properties.
fn has_properties(document: &OpenAPI, media: &MediaType) -> bool {
    let schema = media.schema.as_ref().and_then(|node| resolved(document, node));
    schema.map(Keywords::of).is_some_and(|keywords| {
        keywords.r#type == Some("object") || !keywords.properties.is_empty() || !keywords.all_of.is_empty()
    })
}

/// Returns the schema of the items of a sequential media type whose schema is an array (OpenAPI 3.2 §4.14.2).
pub(super) fn items<'a>(document: &'a OpenAPI, name: &str, media: &'a MediaType) -> Option<Node<'a>> {
    if !matches!(kind(name), MediaKind::JsonLines | MediaKind::Events) || is_of_items(media) {
        return None;
    }
    let keywords = Keywords::of(resolved(document, media.schema.as_ref()?)?);
    keywords.items.filter(|_| keywords.r#type == Some("array"))
}

/// Returns whether the schema of a media type is that of its items.
pub(super) fn is_of_items(media: &MediaType) -> bool {
    media.extensions.contains_key("x-clientwright-itemSchema")
}

/// Returns the kind of values that the schema of a media type describes.
pub(super) fn value_kind(document: &OpenAPI, media: &MediaType) -> ValueKind {
    media.schema.as_ref().map_or(ValueKind::Anything, |node| kind_of_schema(resolved(document, node)))
}

fn kind_of_schema(schema: Option<&Schema>) -> ValueKind {
    let Some(schema) = schema else { return ValueKind::Structure };
    let keywords = Keywords::of(schema);
    match (keywords.r#type, keywords.format.as_deref()) {
        (Some("string") | None, Some("binary")) => ValueKind::Bytes,
        (Some("string"), _) => ValueKind::Text,
        (Some("integer" | "number" | "boolean"), _) if !keywords.nullable => ValueKind::Literal,
        (None, _) if has_only(schema, &[]) => ValueKind::Anything,
        _ => ValueKind::Structure,
    }
}

/// Returns the schema of a node, following references; `None` if they are cyclic or the target is missing.
fn resolved<'a>(document: &'a OpenAPI, node: &'a ReferenceOr<Schema>) -> Option<&'a Schema> {
    let schemas = document.components.as_ref().map(|components| &components.schemas);
    let mut node = node;
    // Longer chains are cyclic.
    for _ in 0..64 {
        match node {
            ReferenceOr::Item(schema) => return Some(schema),
            ReferenceOr::Reference { reference } => node = schemas?.get(component_name(reference)?)?,
        }
    }
    None
}

/// Returns whether text or bytes represent the schema of a media type completely.
pub(super) fn is_described_by_bytes(document: &OpenAPI, media: &MediaType) -> bool {
    let Some(node) = &media.schema else { return true };
    match value_kind(document, media) {
        ValueKind::Anything | ValueKind::Bytes => true,
        ValueKind::Text => resolved(document, node).is_some_and(|schema| has_only(schema, &["type", "format"])),
        ValueKind::Literal | ValueKind::Structure => false,
    }
}

/// Returns whether a schema has only annotations and the given keywords.
fn has_only(schema: &Schema, keywords: &[&str]) -> bool {
    const ANNOTATIONS: [&str; 11] = [
        "title",
        "description",
        "default",
        "example",
        "examples",
        "externalDocs",
        "deprecated",
        "readOnly",
        "writeOnly",
        "xml",
        "x-clientwright-pointer",
    ];
    let value = serde_json::to_value(schema).unwrap_or_default();
    let Value::Object(members) = value else { return false };
    let is_annotation =
        |name: &str| ANNOTATIONS.contains(&name) || (name.starts_with("x-") && !name.starts_with("x-clientwright-"));
    members
        .iter()
        .all(|(name, value)| is_annotation(name) || keywords.contains(&name.as_str()) || *value == Value::Bool(false))
}

/// Returns a media type without its parameters, in lower case.
pub(super) fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns whether the schemas of two media types are equal, except for their pointers.
pub(super) fn are_equal(one: &MediaType, other: &MediaType) -> bool {
    match (&one.schema, &other.schema) {
        (None, None) => true,
        (Some(one), Some(other)) => without_pointers(one) == without_pointers(other),
        _ => false,
    }
}

fn without_pointers(schema: &ReferenceOr<Schema>) -> Value {
    let mut value = serde_json::to_value(schema).unwrap_or_default();
    remove_pointers(&mut value);
    value
}

fn remove_pointers(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.shift_remove("x-clientwright-pointer");
            members.values_mut().for_each(remove_pointers);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_pointers),
        _ => {}
    }
}
