//! Where an object stands.

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// The extension that says it.
const PLACE: &str = "x-clientwright-place";

/// Adds the pointer of an object, in the document as it was read, as `x-clientwright-place`.
pub(in crate::normalize) fn add(walker: &mut Walker<'_>, object: &mut Map<String, Value>) {
    object.insert(PLACE.to_owned(), Value::String(walker.pointer().to_owned()));
}

/// Returns the pointer that [`add`] added to an object.
pub(in crate::normalize) fn of(object: &Map<String, Value>) -> &str {
    object.get(PLACE).and_then(Value::as_str).unwrap_or_default()
}
