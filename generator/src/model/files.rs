//! Which component schemas hold files: those that a multipart body is made of.
//!
//! `format: binary` means bytes there, and in JSON a string, since JSON has no bytes.

use std::collections::BTreeSet;

use openapiv3::{OpenAPI, ReferenceOr, RequestBody, Schema};
use serde_json::Value;

use super::lower::{Lowering, component_name};
use super::media_type::{Kind, kind};

/// Tells `lowering` the components that multipart bodies refer to, directly or not.
pub(super) fn mark<'a>(document: &'a OpenAPI, lowering: &mut Lowering<'a>) {
    let mut open: Vec<String> = Vec::new();
    for schema in bodies(document).filter_map(multipart_schema) {
        references(&serde_json::to_value(schema).unwrap_or_default(), &mut open);
    }
    let mut found: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = open.pop() {
        let schemas = document.components.as_ref().map(|components| &components.schemas);
        if found.insert(name.clone())
            && let Some(schema) = schemas.and_then(|schemas| schemas.get(&name))
        {
            references(&serde_json::to_value(schema).unwrap_or_default(), &mut open);
        }
    }
    lowering.holding_files = found;
}

fn bodies(document: &OpenAPI) -> impl Iterator<Item = &RequestBody> {
    let components = document.components.iter().flat_map(|components| components.request_bodies.values());
    let items = document.paths.iter().filter_map(|(_, item)| item.as_item());
    let operations = items.flat_map(|item| item.iter().filter_map(|(_, operation)| operation.request_body.as_ref()));
    components.chain(operations).filter_map(ReferenceOr::as_item)
}

fn multipart_schema(body: &RequestBody) -> Option<&ReferenceOr<Schema>> {
    body.content.iter().find(|(name, _)| kind(name) == Kind::Multipart)?.1.schema.as_ref()
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
