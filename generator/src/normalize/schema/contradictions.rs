//! Keywords that contradict each other, so that no value satisfies the schema.

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Pairs of bounds, by type.
const PAIRS: [(&str, &str, &str); 5] = [
    ("number", "minimum", "maximum"),
    ("integer", "minimum", "maximum"),
    ("string", "minLength", "maxLength"),
    ("array", "minItems", "maxItems"),
    ("object", "minProperties", "maxProperties"),
];

/// Warns that no value satisfies a schema, which is valid, but hardly intended.
pub(in crate::normalize) fn report(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        return;
    }
    let is_empty_list = schema.get("enum").and_then(Value::as_array).is_some_and(Vec::is_empty);
    // An `enum` next to `allOf` is checked when both are merged.
    if is_empty_list && !schema.contains_key("allOf") {
        // A `const` that is not in the `enum` was replaced by an empty one.
        let message = "no value satisfies the schema: `enum` lists no allowed value";
        walker.at("enum", |walker| walker.warning("no-value", message, "list a value, or remove `enum`"));
    }
    let kind = schema.get("type").and_then(Value::as_str).unwrap_or_default();
    for (_, least, most) in PAIRS.into_iter().filter(|(bounded, ..)| *bounded == kind) {
        if is_empty(schema, least, most) {
            let written = |keyword| schema.get(keyword).map(Value::to_string).unwrap_or_default();
            let (from, to) = (written(least), written(most));
            let message =
                format!("no value satisfies the schema: `{least}` {from} is greater than `{most}` {to} allows");
            walker.at(least, |walker| walker.warning("no-value", message, "correct one of the two"));
        }
    }
}

fn is_empty(schema: &Map<String, Value>, least: &str, most: &str) -> bool {
    let bound = |keyword| schema.get(keyword).and_then(Value::as_f64);
    let (Some(from), Some(to)) = (bound(least), bound(most)) else { return false };
    let is_exclusive = ["exclusiveMinimum", "exclusiveMaximum"]
        .iter()
        .any(|flag| least == "minimum" && schema.get(*flag) == Some(&Value::Bool(true)));
    from > to || (is_exclusive && from >= to)
}
