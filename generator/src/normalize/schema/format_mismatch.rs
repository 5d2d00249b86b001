//! Formats that the document's own values do not match, since its author means something else by them.

use serde_json::{Map, Value};

use super::super::walker::Walker;
use crate::format_keyword;

/// Marks a `format` that the default or an example of the schema does not match, so that it is not validated.
pub(in crate::normalize) fn mark(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return };
    let single = ["default", "example"].into_iter().filter_map(|keyword| Some((keyword, None, schema.get(keyword)?)));
    let listed = schema.get("examples").and_then(Value::as_array).into_iter().flatten().enumerate();
    let mut values = single.chain(listed.map(|(index, value)| ("examples", Some(index.to_string()), value)));
    let Some((keyword, index, value)) = values.find(|(_, _, value)| format_keyword::is_mismatch(value, format)) else {
        return;
    };
    let message = format!("`{value}` does not match the format {format}: the format is not checked");
    let help = "correct the value, or remove the format";
    walker.at(keyword, |walker| match index {
        Some(index) => walker.at(&index, |walker| walker.warning("format-mismatch", message, help)),
        None => walker.warning("format-mismatch", message, help),
    });
    schema.insert("x-clientwright-format-mismatch".to_owned(), Value::Bool(true));
}
