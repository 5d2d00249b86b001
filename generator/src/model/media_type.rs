//! Media types (OpenAPI 3.0.3 §4.5): what the client makes of each.

use openapiv3::{MediaType, OpenAPI, ReferenceOr, Schema};
use serde_json::Value;

use super::lower::component_name;
use super::schema_object::{Keywords, Node};

/// What a media type holds, as far as the client reads and writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaKind {
    /// `application/json`, or the suffix `+json` (RFC 6839 §3.1).
    Json,
    /// JSON values, one after another.
    JsonLines,
    /// `text/event-stream`.
    Events,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`, and other parts that have the names of properties.
    Multipart,
    Text,
    /// Another notation for data of a schema, which JSON is preferred to.
    Notation,
    /// `*/*` or `application/*`: what the schema says.
    Range,
    /// Anything else.
    Bytes,
}

/// What the schema of a media type says of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// Nothing.
    Anything,
    /// Bytes: `format: binary`.
    Bytes,
    Text,
    /// Numbers or booleans, which are the same as text and as JSON.
    Literal,
    /// What only a notation such as JSON can write.
    Structure,
}

/// Returns what a media type holds; parameters such as `charset` do not matter.
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
            MediaKind::Notation
        }
        ("*/*" | "application/*", _) => MediaKind::Range,
        (text, _) if text.starts_with("text/") => MediaKind::Text,
        _ => MediaKind::Bytes,
    }
}

/// Returns what a media type holds that has a schema: a range with one is JSON, unless it is bytes, and numbers as text are numbers.
pub(super) fn kind_of(document: &OpenAPI, name: &str, media: &MediaType) -> MediaKind {
    match (kind(name), held(document, media)) {
        (MediaKind::Range, Held::Anything | Held::Bytes) => MediaKind::Bytes,
        (MediaKind::Range, _) | (MediaKind::Text, Held::Literal) => MediaKind::Json,
        (MediaKind::Multipart, _) if !is_form(name) && !has_properties(document, media) => MediaKind::Bytes,
        (kind, _) => kind,
    }
}

fn is_form(name: &str) -> bool {
    essence(name) == "multipart/form-data"
}

/// Returns whether the schema of a media type names the parts.
fn has_properties(document: &OpenAPI, media: &MediaType) -> bool {
    let schema = media.schema.as_ref().and_then(|node| resolved(document, node));
    schema.map(Keywords::of).is_some_and(|keywords| {
        keywords.r#type == Some("object") || !keywords.properties.is_empty() || !keywords.all_of.is_empty()
    })
}

/// Returns the schema of the items, where a media type of a sequence says by an array what the whole of it is (OpenAPI 3.2 §4.14.2).
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

/// Returns what the schema of a media type says of its values.
pub(super) fn held(document: &OpenAPI, media: &MediaType) -> Held {
    media.schema.as_ref().map_or(Held::Anything, |node| held_by(resolved(document, node)))
}

fn held_by(schema: Option<&Schema>) -> Held {
    let Some(schema) = schema else { return Held::Structure };
    let keywords = Keywords::of(schema);
    match (keywords.r#type, keywords.format.as_deref()) {
        (Some("string") | None, Some("binary")) => Held::Bytes,
        (Some("string"), _) => Held::Text,
        (Some("integer" | "number" | "boolean"), _) if !keywords.nullable => Held::Literal,
        (None, _) if says_no_more_than(schema, &[]) => Held::Anything,
        _ => Held::Structure,
    }
}

/// Returns the schema that a node is or refers to; a circle or a missing target is none.
fn resolved<'a>(document: &'a OpenAPI, node: &'a ReferenceOr<Schema>) -> Option<&'a Schema> {
    let schemas = document.components.as_ref().map(|components| &components.schemas);
    let mut node = node;
    // Longer chains than this are circles.
    for _ in 0..64 {
        match node {
            ReferenceOr::Item(schema) => return Some(schema),
            ReferenceOr::Reference { reference } => node = schemas?.get(component_name(reference)?)?,
        }
    }
    None
}

/// Returns whether text or bytes are all that the schema of a media type asks for: if not, something of it is lost where it is read as such.
pub(super) fn is_said_by_bytes(document: &OpenAPI, media: &MediaType) -> bool {
    let Some(node) = &media.schema else { return true };
    match held(document, media) {
        Held::Anything | Held::Bytes => true,
        Held::Text => resolved(document, node).is_some_and(|schema| says_no_more_than(schema, &["type", "format"])),
        Held::Literal | Held::Structure => false,
    }
}

/// Returns whether a schema has no keywords but annotations and these.
fn says_no_more_than(schema: &Schema, keywords: &[&str]) -> bool {
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
        "x-clientwright-place",
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
