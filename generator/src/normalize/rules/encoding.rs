//! Encoding Objects (OpenAPI 3.0.3 §4.7.15).

use serde_json::{Map, Value};

use super::super::walker::Walker;
use super::parameter::ignore_unsupported_style;

/// Ignores a `style` that form bodies do not have.
pub(in crate::normalize) fn style_fits(walker: &mut Walker<'_>, encoding: &mut Map<String, Value>) {
    ignore_unsupported_style(walker, encoding, &["form", "spaceDelimited", "pipeDelimited", "deepObject"]);
}

/// Sets `explode` to true, its default for the style `form`, since openapiv3 reads its absence as false.
pub(in crate::normalize) fn write_default_of_explode(_walker: &mut Walker<'_>, encoding: &mut Map<String, Value>) {
    let is_form = encoding.get("style").is_none_or(|style| style == "form");
    if is_form && !encoding.contains_key("explode") {
        encoding.insert("explode".to_owned(), Value::Bool(true));
    }
}
