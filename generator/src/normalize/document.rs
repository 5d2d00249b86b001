//! A normalized document: openapiv3's model, and operations that it does not support.

use openapiv3::{OpenAPI, Operation};
use serde::de::Error as _;
use serde_json::{Map, Value};

use super::rules::path_item::METHODS;
use crate::big_stack;

/// A normalized document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document as openapiv3 models it.
    pub openapi: OpenAPI,
    /// The operations of paths with methods that openapiv3 does not support (OpenAPI 3.2 §4.9).
    pub more_operations: Vec<KeyedOperation>,
    /// The operations of `webhooks` (OpenAPI 3.1 §4.8.1), which the server sends.
    pub webhooks: Vec<KeyedOperation>,
    /// The number of operations that the target skips.
    pub skipped: usize,
}

/// An operation with the key of its path item.
#[derive(Clone, Debug)]
pub struct KeyedOperation {
    /// The path, or the name of the webhook.
    pub key: String,
    /// The HTTP method.
    pub method: String,
    /// The operation.
    pub operation: Operation,
}

impl Document {
    /// Deserializes the normalized `tree`, from which `skipped` operations were removed.
    pub(super) fn read(mut tree: Value, skipped: usize) -> serde_json::Result<Self> {
        let webhooks = take_webhooks(&mut tree)?;
        let more_operations = take_more_operations(&mut tree)?;
        let mut components = tree.as_object_mut().and_then(|tree| tree.shift_remove("components")).unwrap_or_default();
        if let Some(components) = components.as_object_mut() {
            // References to these are already inlined.
            for component in ["pathItems", "mediaTypes", "callbacks"] {
                components.shift_remove(component);
            }
        }
        // In two threads, since deserializing either half takes about as long.
        let read = big_stack::join(|| serde_json::from_value(components), || serde_json::from_value::<OpenAPI>(tree));
        let (components, openapi) =
            read.ok_or_else(|| serde_json::Error::custom("deserializing the components failed"))?;
        Ok(Self { openapi: OpenAPI { components: components?, ..openapi? }, more_operations, webhooks, skipped })
    }
}

fn take_webhooks(tree: &mut Value) -> serde_json::Result<Vec<KeyedOperation>> {
    let mut operations = Vec::new();
    let Some(Value::Object(webhooks)) = tree.as_object_mut().and_then(|tree| tree.shift_remove("webhooks")) else {
        return Ok(operations);
    };
    for (name, mut item) in webhooks {
        let Some(item) = item.as_object_mut() else { continue };
        for method in METHODS {
            if let Some(operation) = item.shift_remove(method) {
                operations.push(KeyedOperation::read(&name, &method.to_uppercase(), operation)?);
            }
        }
        take_operations_since_3_2(&name, item, &mut operations)?;
    }
    Ok(operations)
}

fn take_more_operations(tree: &mut Value) -> serde_json::Result<Vec<KeyedOperation>> {
    let mut operations = Vec::new();
    let paths = tree.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        if let Some(item) = item.as_object_mut() {
            take_operations_since_3_2(path, item, &mut operations)?;
        }
    }
    Ok(operations)
}

/// Removes the operations of a path item that OpenAPI 3.2 added, and adds them to `operations`.
fn take_operations_since_3_2(
    key: &str,
    item: &mut Map<String, Value>,
    operations: &mut Vec<KeyedOperation>,
) -> serde_json::Result<()> {
    if let Some(operation) = item.shift_remove("query") {
        operations.push(KeyedOperation::read(key, "QUERY", operation)?);
    }
    if let Some(Value::Object(additional)) = item.shift_remove("additionalOperations") {
        for (method, operation) in additional.into_iter().filter(|(method, _)| !method.starts_with("x-")) {
            operations.push(KeyedOperation::read(key, &method, operation)?);
        }
    }
    Ok(())
}

impl KeyedOperation {
    fn read(key: &str, method: &str, operation: Value) -> serde_json::Result<Self> {
        Ok(Self { key: key.to_owned(), method: method.to_owned(), operation: serde_json::from_value(operation)? })
    }
}
