//! `contentEncoding` and `contentMediaType`, which replace some formats since OpenAPI 3.1.

use serde_json::{Map, Value};

use super::super::version::Version;
use super::super::walker::Walker;
use crate::diagnostic::Diagnostics;

/// Sets the format `byte` for base64, and `binary` for other binary content, if the schema has no format. Without a
/// type, content without an encoding is binary (OpenAPI 3.1 §4.8.14.2); a string with a media type is text.
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

/// Adds a warning for each `contentSchema` of the schemas at `pointers`, which is not used.
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
