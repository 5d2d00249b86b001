//! Component schemas in multipart bodies, where `format: binary` is bytes. In JSON it is a string, since JSON has no bytes.

use std::collections::BTreeSet;

use openapiv3::{MediaType, OpenAPI, ReferenceOr, RequestBody, Schema};
use serde_json::Value;

use super::lower::{Lowering, component_name};
use super::media_type::{MediaKind, kind};

/// Marks the components that multipart bodies refer to, directly or not.
pub(super) fn mark<'a>(document: &'a OpenAPI, lowering: &mut Lowering<'a>) {
    let schemas: Vec<Value> = bodies(document).filter_map(multipart_schema).map(raw).collect();
    lowering.holding_files = components(document, &schemas);
}

/// Returns whether the schema of a media type contains `format: binary`.
pub(super) fn are_in(document: &OpenAPI, media: &MediaType) -> bool {
    let schemas: Vec<Value> = media.schema.iter().map(raw).collect();
    let names = components(document, &schemas);
    let referred = names.iter().filter_map(|name| component(document, name)).map(raw);
    schemas.iter().cloned().chain(referred).any(|schema| is_binary(&schema))
}

/// Returns the names of the components that schemas refer to, directly or not.
fn components(document: &OpenAPI, schemas: &[Value]) -> BTreeSet<String> {
    let mut open: Vec<String> = Vec::new();
    for schema in schemas {
        references(schema, &mut open);
    }
    let mut found: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = open.pop() {
        let schema = component(document, &name).map(raw).unwrap_or_default();
        if found.insert(name) {
            references(&schema, &mut open);
        }
    }
    found
}

fn component<'a>(document: &'a OpenAPI, name: &str) -> Option<&'a ReferenceOr<Schema>> {
    document.components.as_ref()?.schemas.get(name)
}

fn raw(schema: &ReferenceOr<Schema>) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

fn is_binary(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            members.get("format").is_some_and(|format| format == "binary") || members.values().any(is_binary)
        }
        Value::Array(items) => items.iter().any(is_binary),
        _ => false,
    }
}

fn bodies(document: &OpenAPI) -> impl Iterator<Item = &RequestBody> {
    let components = document.components.iter().flat_map(|components| components.request_bodies.values());
    let items = document.paths.iter().filter_map(|(_, item)| item.as_item());
    let operations = items.flat_map(|item| item.iter().filter_map(|(_, operation)| operation.request_body.as_ref()));
    components.chain(operations).filter_map(ReferenceOr::as_item)
}

fn multipart_schema(body: &RequestBody) -> Option<&ReferenceOr<Schema>> {
    body.content.iter().find(|(name, _)| kind(name) == MediaKind::Multipart)?.1.schema.as_ref()
}

/// Collects the names of the component schemas that a schema refers to.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(name) = members.get("$ref").and_then(Value::as_str).and_then(component_name) {
                found.push(name.to_owned());
            }
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
