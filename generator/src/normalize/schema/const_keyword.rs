//! `const`, which OpenAPI 3.1 added.

use serde_json::{Map, Value};

use super::super::version::Version;
use super::super::walker::Walker;
use crate::json::equality::is_same;

/// Replaces `const` by an `enum` with one value, or with none if an existing `enum` lacks that value.
pub(in crate::normalize) fn to_enum(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if walker.version() == Version::V30 {
        return;
    }
    let Some(value) = schema.shift_remove("const") else { return };
    let is_listed = schema
        .get("enum")
        .and_then(Value::as_array)
        .is_none_or(|values| values.iter().any(|other| is_same(other, &value)));
    schema.insert("enum".to_owned(), Value::Array(if is_listed { vec![value] } else { Vec::new() }));
    schema.insert("x-clientwright-const".to_owned(), Value::Bool(true));
}
