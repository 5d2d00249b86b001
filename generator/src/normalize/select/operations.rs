//! Operation Objects in an unchecked tree.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::operation_ids::{self, OperationKey};
use super::super::rules::path_item::is_method;
use super::super::spec::document::PATH_ITEM;
use super::super::version::Version;
use crate::load::pointer;

/// The fields of a document with path items.
pub(super) const FIELDS: [&str; 2] = ["paths", "webhooks"];

/// An operation, as far as the filter needs it.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    /// The field of [`FIELDS`] that contains it.
    field: &'static str,
    /// The key of its path item.
    item: String,
    pub(super) key: OperationKey,
    tags: Vec<String>,
}

impl Operation {
    /// Returns whether `name` is its id, or its method and path.
    pub(super) fn is_named(&self, name: &str) -> bool {
        let is_method_and_path = |(method, path): (&str, &str)| {
            let path = path.trim_start();
            method.eq_ignore_ascii_case(&self.key.method) && (path == self.key.path || path == self.item)
        };
        self.key.id.as_deref() == Some(name) || name.split_once(' ').is_some_and(is_method_and_path)
    }

    /// Returns whether it has the tag `tag`.
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|known| known == tag)
    }

    /// Returns whether it is under `paths`, so that its id is unique.
    pub(super) fn is_in_paths(&self) -> bool {
        self.field == "paths"
    }
}

/// Returns the operations of a tree, with the ids that those under `paths` will get.
pub(super) fn list(tree: &Value, version: Version) -> Vec<Operation> {
    let mut listed: Vec<Operation> = FIELDS.into_iter().flat_map(|field| list_in(tree, field, version)).collect();
    operation_ids::assign_all(listed.iter_mut().filter(|operation| operation.is_in_paths()).map(|one| &mut one.key));
    listed
}

fn list_in(tree: &Value, field: &'static str, version: Version) -> Vec<Operation> {
    let items = tree.get(field).and_then(Value::as_object).into_iter().flatten();
    let items = items.filter(|(item, _)| field != "paths" || !item.starts_with("x-"));
    items.flat_map(|(item, value)| list_of(value, field, item, version)).collect()
}

fn list_of(value: &Value, field: &'static str, item: &str, version: Version) -> Vec<Operation> {
    let at = pointer::join(&pointer::join("", field), item);
    let mut found = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let (Some(known), Some(members)) = (field_name(name, version), value.as_object()) else { continue };
        let at = pointer::join(&at, name);
        if is_method(known) {
            found.push((known, at, members));
        } else if known == "additionalOperations" {
            let operations = members.iter().filter(|(method, _)| !method.starts_with("x-"));
            let operations = operations.filter_map(|(method, value)| Some((method, value.as_object()?)));
            found.extend(operations.map(|(method, members)| (method.as_str(), pointer::join(&at, method), members)));
        }
    }
    found.into_iter().map(|(method, pointer, members)| operation(field, item, method, pointer, members)).collect()
}

/// Returns the field of a Path Item Object that `name` is read as.
fn field_name(name: &str, version: Version) -> Option<&'static str> {
    PATH_ITEM.fields(version).map(|field| field.name).find(|known| known.eq_ignore_ascii_case(name))
}

fn operation(
    field: &'static str,
    item: &str,
    method: &str,
    pointer: String,
    members: &Map<String, Value>,
) -> Operation {
    let path = if field == "paths" && !item.starts_with('/') { format!("/{item}") } else { item.to_owned() };
    let id = members.get("operationId").and_then(text).filter(|id| !id.is_empty());
    let tags = match members.get("tags") {
        Some(Value::Array(tags)) => tags.iter().filter_map(text).collect(),
        Some(tag) => text(tag).into_iter().collect(),
        None => Vec::new(),
    };
    Operation { field, item: item.to_owned(), key: OperationKey { path, method: method.to_owned(), id, pointer }, tags }
}

/// Returns the text of a scalar.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Removes operations, and path items that have no others.
pub(super) fn remove(tree: &mut Value, skipped: &[&Operation], version: Version) {
    for operation in skipped {
        let Some((holder, _)) = operation.key.pointer.rsplit_once('/') else { continue };
        if let Some(Value::Object(members)) = tree.pointer_mut(holder) {
            let name = pointer::tokens(&operation.key.pointer).last().unwrap_or_default();
            members.shift_remove(name.as_ref());
        }
    }
    let touched: HashSet<(&str, &str)> =
        skipped.iter().map(|operation| (operation.field, operation.item.as_str())).collect();
    for field in FIELDS {
        if let Some(items) = tree.get_mut(field).and_then(Value::as_object_mut) {
            items.retain(|item, value| {
                !touched.contains(&(field, item.as_str())) || !list_of(value, field, item, version).is_empty()
            });
        }
    }
}
