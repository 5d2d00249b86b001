//! `itemSchema`, which OpenAPI 3.2 added (§4.14 there): the schema of the items of a stream.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::event_data::{Data, Events, VARIANTS, Variant};
use super::inline_refs::follow;
use super::media_type_maps;

/// The extension of a media type whose schema is that of an item.
const MARK: &str = "x-clientwright-itemSchema";

/// Replaces `schema` by `itemSchema`, since clients read a stream item by item. For server-sent events, that becomes
/// the schema of their data.
///
/// Returns the pointers of the strings whose `contentSchema` is that of data.
pub(super) fn resolve(tree: &mut Value) -> BTreeSet<String> {
    let is_3_2 = tree.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.2"));
    let mut has_items = false;
    media_type_maps::visit(tree, &mut |content| {
        has_items |= content.iter().any(|(name, media_type)| {
            media_type.get(MARK).is_some() || is_3_2 && is_events(name) && media_type.get("schema").is_some()
        });
    });
    if !has_items {
        return BTreeSet::new();
    }
    let schemas = tree.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut events = Events::new(&schemas);
    media_type_maps::visit(tree, &mut |content| {
        for (name, media_type) in content {
            if let Some(media_type) = media_type.as_object_mut() {
                if is_3_2 && is_events(name) {
                    use_array_items(media_type, &schemas);
                }
                resolve_one(name, media_type, &mut events);
            }
        }
    });
    events.used_content_schemas
}

fn resolve_one(name: &str, media_type: &mut Map<String, Value>, events: &mut Events<'_>) {
    let Some(item) = media_type.shift_remove(MARK) else { return };
    media_type.shift_remove("schema");
    media_type.insert(MARK.to_owned(), Value::Bool(true));
    let schema = match if is_events(name) { events.data(&item) } else { Data::Json(item) } {
        Data::Text => return,
        Data::Json(schema) => schema,
        Data::Variants(variants) => {
            media_type.insert(VARIANTS.to_owned(), variants.iter().map(Variant::to_json).collect());
            json!({"oneOf": variants.iter().map(Variant::schema).collect::<Vec<_>>()})
        }
    };
    media_type.insert("schema".to_owned(), schema);
}

fn is_events(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("text/event-stream")
}

/// Uses the items of an array schema for the whole stream as its `itemSchema` (OpenAPI 3.2 §4.14.2).
fn use_array_items(media_type: &mut Map<String, Value>, schemas: &Map<String, Value>) {
    if media_type.contains_key(MARK) {
        return;
    }
    let Some(schema) = media_type.get("schema") else { return };
    let schema = follow(schema, schemas).unwrap_or(schema);
    if schema.get("type").and_then(Value::as_str) != Some("array") {
        return;
    }
    if let Some(items) = schema.get("items").cloned() {
        media_type.insert(MARK.to_owned(), items);
    }
}
