//! `contentEncoding` and `contentMediaType`, which came with OpenAPI 3.1 and say what `format` said before.

use serde_json::{Map, Value};

use super::super::version::Version;
use super::super::walker::Walker;
use crate::diagnostic::Diagnostics;

/// Writes base64 as the format `byte`, and other bytes as `binary`, where no format is given. Without a type, any content that is not
/// encoded is bytes (OpenAPI 3.1 §4.8.14.2); a string of a media type is text that happens to be of it.
pub(in crate::normalize) fn to_format(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if walker.version() == Version::V30 || schema.contains_key("format") {
        return;
    }
    let text = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    let format = match (text("contentEncoding"), text("contentMediaType")) {
        (Some("base64"), _) => "byte",
        (None, Some("application/octet-stream")) => "binary",
        (None, Some(_)) if !schema.contains_key("type") => "binary",
        _ => return,
    };
    schema.insert("format".to_owned(), Value::String(format.to_owned()));
}

/// Warns of each `contentSchema` of the schemas at `pointers`, by which nothing is read.
pub(in crate::normalize) fn warn_of_unchecked<'a>(
    pointers: impl Iterator<Item = &'a String>,
    diagnostics: &mut Diagnostics,
) {
    for pointer in pointers {
        diagnostics.warning(
            "unsupported-keyword",
            format!("{pointer}/contentSchema"),
            "`contentSchema` is ignored: the encoded value is not validated",
            "validate it yourself, or express it with other keywords",
        );
    }
}
