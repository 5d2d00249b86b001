//! `$id` and dynamic references (JSON Schema 2020-12 §8), which are not resolved.

use serde_json::{Map, Value, json};

use super::super::version::Version;
use super::super::walker::Walker;

/// Ignores dynamic references that [`super::super::anchors`] could not replace: any value is accepted.
pub(in crate::normalize) fn ignore_dynamic_references(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if walker.version() == Version::V30 {
        return;
    }
    follow_recursive(walker, schema);
    for keyword in ["$dynamicRef", "$recursiveRef"] {
        if schema.shift_remove(keyword).is_some() {
            walker.at(keyword, |walker| {
                let message = format!("`{keyword}` is ignored: any value is accepted");
                walker.warning("dynamic-reference", message, "refer to the schema by `$ref`");
            });
        }
    }
}

/// Replaces `$recursiveRef: '#'` in a component by a reference to that component, which is what documents mean by it.
fn follow_recursive(walker: &Walker<'_>, schema: &mut Map<String, Value>) {
    let tokens: Vec<_> = walker.pointer().split('/').take(4).collect();
    let &["", "components", "schemas", name] = tokens.as_slice() else { return };
    if schema.get("$recursiveRef").is_none_or(|reference| reference != "#") {
        return;
    }
    schema.shift_remove("$recursiveRef");
    let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
    if let Value::Array(all) = schema.entry("allOf").or_insert_with(|| json!([])) {
        all.push(reference);
    }
}

/// Warns that `$id` is not the base of the references in its schema, if there are any that it would change.
pub(in crate::normalize) fn note_base(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if walker.version() == Version::V30 || schema.shift_remove("$id").is_none() {
        return;
    }
    if schema.values().any(has_relative_reference) {
        walker.at("$id", |walker| {
            let message = "`$id` is ignored: references in this schema are resolved relative to the document";
            walker.warning("ignored-id", message, "write references relative to the document");
        });
    }
}

fn has_relative_reference(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(has_relative_reference),
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            let is_relative =
                reference.is_some_and(|reference| !reference.starts_with('#') && !reference.contains("://"));
            is_relative || members.values().any(has_relative_reference)
        }
        _ => false,
    }
}
