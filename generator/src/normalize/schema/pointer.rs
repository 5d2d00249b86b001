//! The JSON pointer of an object, kept in an extension.

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// The extension with the pointer.
const POINTER: &str = "x-clientwright-pointer";

/// Adds the pointer of an object in the original document, as `x-clientwright-pointer`.
pub(in crate::normalize) fn add_pointer(walker: &mut Walker<'_>, object: &mut Map<String, Value>) {
    object.insert(POINTER.to_owned(), Value::String(walker.pointer().to_owned()));
}

/// Returns the pointer of an object, which [`add_pointer`] added.
pub(in crate::normalize) fn pointer_of(object: &Map<String, Value>) -> &str {
    object.get(POINTER).and_then(Value::as_str).unwrap_or_default()
}
