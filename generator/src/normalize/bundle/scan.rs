//! Whether a document has references that must be followed before it is walked.

use serde_json::Value;

use super::super::reference::Target;
use super::KINDS;

/// Returns whether `tree` may have a reference to anything but a component of its own.
///
/// It looks into values such as examples, too: a needless copy of a document is cheaper than knowing them.
pub(super) fn has_foreign(tree: &Value) -> bool {
    match tree {
        Value::Array(elements) => elements.iter().any(has_foreign),
        Value::Object(members) => members.iter().any(|(name, value)| match value {
            Value::String(reference) if name == "$ref" => is_foreign(reference),
            Value::Object(mapping) if name == "mapping" => {
                mapping.values().any(|target| target.as_str().is_some_and(is_foreign_name) || has_foreign(target))
            }
            _ => has_foreign(value),
        }),
        _ => false,
    }
}

/// Returns whether a reference in the document itself names anything but a component.
pub(super) fn is_foreign(reference: &str) -> bool {
    !matches!(Target::of(reference), Target::Component { map, .. } if KINDS.contains(&map.as_str()))
}

/// Returns whether a value of a discriminator's mapping looks like a reference that [`is_foreign`].
pub(super) fn is_foreign_name(target: &str) -> bool {
    target.contains(['#', '/', '.']) && is_foreign(target)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::has_foreign;

    #[test]
    fn references_to_components_are_at_home() {
        let reference = json!({ "$ref": "#/components/schemas/A" });

        assert!(!has_foreign(&json!({ "a": [reference], "mapping": { "a": "A", "b": "#/components/schemas/A" } })));
    }

    #[test]
    fn other_places_files_and_path_items_are_foreign() {
        for reference in ["#/components/schemas/A/items", "a.yaml", "#/components/pathItems/A", ""] {
            assert!(has_foreign(&json!({ "a": [{ "$ref": reference }] })), "{reference}");
        }
    }

    #[test]
    fn a_mapping_to_a_file_is_foreign() {
        assert!(has_foreign(&json!({ "discriminator": { "mapping": { "a": "a.yaml" } } })));
    }
}
