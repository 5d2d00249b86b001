//! Media Type Objects of OpenAPI 3.2 (§4.14 there).

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Moves `itemSchema`, the schema of the items of a stream, to an extension.
pub(in crate::normalize) fn keep_item_schema(_walker: &mut Walker<'_>, media_type: &mut Map<String, Value>) {
    if let Some(schema) = media_type.shift_remove("itemSchema") {
        media_type.insert("x-clientwright-itemSchema".to_owned(), schema);
    }
}

/// Ignores encodings by position: parts are encoded as the schema says.
pub(in crate::normalize) fn ignore_positional_encoding(walker: &mut Walker<'_>, media_type: &mut Map<String, Value>) {
    for field in ["prefixEncoding", "itemEncoding"] {
        if media_type.shift_remove(field).is_some() {
            walker.at(field, |walker| {
                let message = format!("`{field}` is ignored: parts are not encoded by position");
                walker.warning("unsupported-keyword", message, "name the parts, and use `encoding`");
            });
        }
    }
}
