//! `itemSchema`, which came with OpenAPI 3.2 (§4.14 there): what each item of a stream is.

use serde_json::{Map, Value};

use super::content;
use super::inlining::follow;
use crate::diagnostic::Diagnostics;

/// The extension of a media type that says: its schema is that of an item.
const MARK: &str = "x-clientwright-itemSchema";

/// Where a string says in which schema the value is that it holds as text.
const CONTENT_SCHEMA: &str = "x-clientwright-contentSchema";

/// Puts `itemSchema` in place of `schema`: a client reads a stream by its items. Of server-sent events, that is the schema of their data.
pub(super) fn settle(tree: &mut Value, diagnostics: &mut Diagnostics) {
    let is_newer = tree.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.2"));
    let mut has_items = false;
    content::visit(tree, &mut |content| {
        has_items |= content.iter().any(|(name, media_type)| {
            media_type.get(MARK).is_some() || is_newer && is_events(name) && media_type.get("schema").is_some()
        });
    });
    if !has_items {
        return;
    }
    let schemas = tree.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    content::visit(tree, &mut |content| {
        for (name, media_type) in content {
            if let Some(media_type) = media_type.as_object_mut() {
                if is_newer && is_events(name) {
                    take_items(media_type, &schemas);
                }
                settle_one(name, media_type, &schemas, diagnostics);
            }
        }
    });
}

fn settle_one(
    name: &str,
    media_type: &mut Map<String, Value>,
    schemas: &Map<String, Value>,
    diagnostics: &mut Diagnostics,
) {
    let Some(item) = media_type.shift_remove(MARK) else { return };
    media_type.shift_remove("schema");
    let schema = if is_events(name) { data(&item, schemas, diagnostics) } else { Some(item) };
    media_type.extend(schema.map(|schema| ("schema".to_owned(), schema)));
    media_type.insert(MARK.to_owned(), Value::Bool(true));
}

fn is_events(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("text/event-stream")
}

/// Takes the items of an array that stands for all of a stream as its `itemSchema` (OpenAPI 3.2 §4.14.2).
fn take_items(media_type: &mut Map<String, Value>, schemas: &Map<String, Value>) {
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

/// Returns the schema of the JSON in an event's data; `None` if the data is text.
fn data(event: &Value, schemas: &Map<String, Value>, diagnostics: &mut Diagnostics) -> Option<Value> {
    let found = follow(event, schemas).unwrap_or(event);
    if is_choice_of_events(found, schemas) {
        diagnostics.warning(
            "events-as-text",
            found.get("x-clientwright-place").and_then(Value::as_str).unwrap_or_default(),
            "the data of these events is handed out as text: it is another for each kind of event",
            "read it by `event`, or give `data` one schema",
        );
        return None;
    }
    // Many documents leave out the event around its data.
    let Some(data) = found.pointer("/properties/data") else { return Some(event.clone()) };
    let declared = follow(data, schemas).unwrap_or(data);
    match declared.get(CONTENT_SCHEMA) {
        Some(content) => Some(content.clone()),
        None => (declared.get("type") != Some(&Value::from("string"))).then(|| data.clone()),
    }
}

/// Returns whether a schema lists kinds of events, with a data of its own each.
fn is_choice_of_events(schema: &Value, schemas: &Map<String, Value>) -> bool {
    let members = ["oneOf", "anyOf"].iter().filter_map(|keyword| schema.get(keyword)?.as_array()).flatten();
    let mut members = members.map(|member| follow(member, schemas).unwrap_or(member));
    members.any(|member| ["event", "data"].iter().any(|name| member.pointer(&format!("/properties/{name}")).is_some()))
}
