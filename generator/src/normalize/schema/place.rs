//! Where a schema stands.

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Adds the pointer of a schema, in the document as it was read, as `x-clientwright-place`.
pub(in crate::normalize) fn add(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    schema.insert("x-clientwright-place".to_owned(), Value::String(walker.pointer().to_owned()));
}
