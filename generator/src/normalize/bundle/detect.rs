//! Detecting whether a document has references that must be resolved before it is checked.

use serde_json::Value;

use super::super::reference::ReferenceTarget;
use super::KINDS;

/// The fields with maps of schemas under arbitrary names.
const SCHEMAS: [&str; 6] = ["properties", "patternProperties", "dependentSchemas", "schemas", "$defs", "definitions"];

/// The fields with objects that have a schema: instead of one, a reference to a schema is accepted.
const KEYS_WITH_SCHEMA: [&str; 5] = ["responses", "requestBodies", "parameters", "headers", "content"];

/// Returns whether `tree` may have a reference to anything but a component of the kind that its position requires.
///
/// This also searches values such as examples, and only looks at the enclosing keys: a needless copy of a document is
/// cheaper than an exact answer.
pub(super) fn has_foreign(tree: &Value) -> bool {
    has_foreign_at([""; 3], tree)
}

/// Implements [`has_foreign`] for a value under these keys, the innermost last; elements of arrays have an empty key.
fn has_foreign_at(keys: [&str; 3], tree: &Value) -> bool {
    let [_, outer, own] = keys;
    match tree {
        Value::Array(elements) => elements.iter().any(|element| has_foreign_at([outer, own, ""], element)),
        Value::Object(members) => members.iter().any(|(name, value)| match value {
            Value::String(reference) if name == "$ref" => match component(reference) {
                Some(kind) => !is_required_kind(&kind, keys),
                None => true,
            },
            Value::Object(mapping) if name == "mapping" => mapping
                .values()
                .any(|target| target.as_str().is_some_and(is_foreign_name) || has_foreign_at([own, name, ""], target)),
            _ => has_foreign_at([outer, own, name], value),
        }),
        _ => false,
    }
}

/// Returns whether a reference under these keys is in a position that requires a component of `kind`.
///
/// Kinds that are never coerced are checked later by the walker.
fn is_required_kind(kind: &str, [before, outer, own]: [&str; 3]) -> bool {
    let is_schema = [before, outer].iter().any(|key| SCHEMAS.contains(key));
    let is_body = own == "requestBody" && !is_schema;
    // A component that has the name of its kind contains a schema.
    let is_entry = outer == kind && before != kind && !is_schema;
    match kind {
        "schemas" => is_schema || !(is_body || KEYS_WITH_SCHEMA.contains(&outer)),
        "responses" | "parameters" | "headers" => is_entry,
        "requestBodies" => is_entry || is_body,
        _ => true,
    }
}

/// Returns whether a reference in the document itself refers to anything but a component.
pub(super) fn is_foreign(reference: &str) -> bool {
    component(reference).is_none()
}

/// Returns whether a reference in the document itself refers to a component of `kind`.
pub(super) fn is_local_component(kind: &str, reference: &str) -> bool {
    component(reference).is_some_and(|found| found == kind)
}

/// Returns the kind of the component that a reference in the document itself refers to.
fn component(reference: &str) -> Option<String> {
    match ReferenceTarget::of(reference) {
        ReferenceTarget::Component { map, .. } if KINDS.contains(&map.as_str()) => Some(map),
        _ => None,
    }
}

/// Returns whether a value of a discriminator's `mapping` is a reference that [`is_foreign`].
pub(super) fn is_foreign_name(target: &str) -> bool {
    target.contains(['#', '/', '.']) && is_foreign(target)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::has_foreign;

    #[test]
    fn references_to_components_are_not_foreign() {
        let reference = json!({ "$ref": "#/components/schemas/A" });

        assert!(!has_foreign(&json!({ "a": [reference], "mapping": { "a": "A", "b": "#/components/schemas/A" } })));
    }

    #[test]
    fn other_positions_files_and_path_items_are_foreign() {
        for reference in ["#/components/schemas/A/items", "a.yaml", "#/components/pathItems/A", ""] {
            assert!(has_foreign(&json!({ "a": [{ "$ref": reference }] })), "{reference}");
        }
    }

    #[test]
    fn components_of_the_required_kind_are_not_foreign() {
        let named = |kind: &str| json!({ "$ref": format!("#/components/{kind}/a") });
        let operation = json!({
            "parameters": [named("parameters")],
            "requestBody": named("requestBodies"),
            "responses": { "200": named("responses"), "201": { "headers": { "X": named("headers") } } },
        });
        let components =
            json!({ "responses": { "b": named("responses") }, "requestBodies": { "b": named("requestBodies") } });

        assert!(!has_foreign(&json!({ "paths": { "/a": { "get": operation } }, "components": components })));
    }

    #[test]
    fn components_of_another_kind_are_foreign() {
        let named = |kind: &str| json!({ "$ref": format!("#/components/{kind}/a") });
        for kind in ["responses", "parameters", "headers", "requestBodies"] {
            for schema in
                [json!({ "schema": named(kind) }), json!({ "properties": { kind: { "items": named(kind) } } })]
            {
                assert!(has_foreign(&schema), "{schema}");
            }
        }
        assert!(has_foreign(&json!({ "properties": { "requestBody": named("requestBodies") } })));
        assert!(has_foreign(&json!({ "responses": { "400": named("schemas") } })));
        assert!(has_foreign(&json!({ "post": { "requestBody": named("schemas") } })));
        assert!(has_foreign(&json!({ "components": { "requestBodies": { "a": named("schemas") } } })));
        assert!(!has_foreign(&json!({ "properties": { "requestBody": named("schemas") } })));
    }

    #[test]
    fn a_mapping_to_a_file_is_foreign() {
        assert!(has_foreign(&json!({ "discriminator": { "mapping": { "a": "a.yaml" } } })));
    }
}
