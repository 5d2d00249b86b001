//! Formats that the document's own values are not of: its author means something else by them.

use serde_json::{Map, Value};

use super::super::walker::Walker;
use crate::formats;

/// Marks a `format` that the default or an example of the schema breaks: it will not be checked.
pub(in crate::normalize) fn mark(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return };
    let single = ["default", "example"].into_iter().filter_map(|keyword| Some((keyword, schema.get(keyword)?)));
    let listed = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
    let mut own = single.chain(listed.map(|value| ("examples", value)));
    let Some((keyword, value)) = own.find(|(_, value)| formats::breaks(value, format)) else { return };
    let message = format!("`{value}` is not of the format {format}, which is not checked then");
    walker.at(keyword, |walker| {
        let help = "correct the value, or leave out the format";
        walker.warning("broken-format", message, help);
    });
    schema.insert("x-clientwright-broken-format".to_owned(), Value::Bool(true));
}
