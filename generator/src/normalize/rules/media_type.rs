//! Media Type Objects, as OpenAPI 3.2 extends them (§4.14 there).

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Keeps `itemSchema`, which says what each item of a stream is, in an extension.
pub(in crate::normalize) fn keep_item_schema(_walker: &mut Walker<'_>, media_type: &mut Map<String, Value>) {
    if let Some(schema) = media_type.shift_remove("itemSchema") {
        media_type.insert("x-clientwright-itemSchema".to_owned(), schema);
    }
}
