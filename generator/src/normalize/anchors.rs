//! `$anchor`, `$dynamicAnchor` and `$dynamicRef` (JSON Schema 2020-12 §8.2).

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::load::pointer;

/// The keywords that define an anchor.
const ANCHORS: [&str; 2] = ["$anchor", "$dynamicAnchor"];

/// Fields with values that are not schemas.
const VALUES: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// Fields with maps of schemas, or of objects that contain some, under arbitrary names.
const MAPS: [&str; 12] = [
    "$defs",
    "callbacks",
    "content",
    "dependentSchemas",
    "headers",
    "parameters",
    "pathItems",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
];

/// Returns whether the field `name` of the object under `parent` may contain schemas.
fn may_hold_schemas(parent: &str, name: &str) -> bool {
    MAPS.contains(&parent) || !VALUES.contains(&name)
}

/// Returns the pointers of the schemas with an anchor in `tree`, by anchor.
pub(super) fn by_name(tree: &Value) -> HashMap<String, Vec<String>> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    visit(tree, &mut String::new(), &mut |members, pointer| {
        for name in names(members) {
            found.entry(name.to_owned()).or_default().push(pointer.to_owned());
        }
    });
    found
}

fn names(members: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let [anchor, dynamic] = ANCHORS.map(|keyword| members.get(keyword).and_then(Value::as_str));
    // Both keywords may define the same anchor.
    anchor.into_iter().chain(dynamic.filter(|_| dynamic != anchor))
}

/// Replaces each `$dynamicRef` that has only one possible target by a `$ref`.
pub(super) fn replace_dynamic_references(tree: &mut Value) {
    let mut is_used = false;
    visit(tree, &mut String::new(), &mut |members, _| is_used |= members.contains_key("$dynamicRef"));
    if is_used {
        let anchors = by_name(tree);
        replace(tree, "", &|reference| match reference.split_once('#') {
            Some((_, anchor)) if !anchor.starts_with('/') => {
                anchors.get(anchor).is_some_and(|pointers| pointers.len() == 1)
            }
            _ => true,
        });
    }
}

fn replace(tree: &mut Value, parent: &str, has_one_target: &dyn Fn(&str) -> bool) {
    match tree {
        Value::Array(elements) => elements.iter_mut().for_each(|element| replace(element, "", has_one_target)),
        Value::Object(members) => {
            let reference = members.get("$dynamicRef").and_then(Value::as_str).filter(|text| has_one_target(text));
            if let Some(reference) = reference.map(str::to_owned) {
                members.shift_remove("$dynamicRef");
                add_reference(members, reference);
            }
            let fields = members.iter_mut().filter(|(name, _)| may_hold_schemas(parent, name));
            fields.for_each(|(name, value)| replace(value, name, has_one_target));
        }
        _ => {}
    }
}

/// Adds a reference to a schema, which may already have one.
fn add_reference(members: &mut Map<String, Value>, reference: String) {
    if !members.contains_key("$ref") {
        members.insert("$ref".to_owned(), Value::String(reference));
    } else if let Value::Array(all) = members.entry("allOf").or_insert_with(|| json!([])) {
        all.push(json!({ "$ref": reference }));
    }
}

fn visit(tree: &Value, at: &mut String, visit_object: &mut dyn FnMut(&Map<String, Value>, &str)) {
    let length = at.len();
    let parent = at.rsplit('/').next().unwrap_or_default().to_owned();
    let mut inside = |token: &str, value: &Value| {
        pointer::push(at, token);
        visit(value, at, visit_object);
        at.truncate(length);
    };
    match tree {
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, element)| inside(&index.to_string(), element));
        }
        Value::Object(members) => {
            let parent = parent.as_str();
            let fields = members.iter().filter(|(name, _)| may_hold_schemas(parent, name));
            fields.for_each(|(name, value)| inside(name, value));
            visit_object(members, at);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{by_name, replace_dynamic_references};

    #[test]
    fn a_schema_is_found_by_its_anchor() {
        let tree =
            json!({ "a": [{ "$anchor": "x" }], "b/c": { "$dynamicAnchor": "y" }, "example": { "$anchor": "x" } });

        let expected = [("x", vec!["/a/0"]), ("y", vec!["/b~1c"])];
        assert_eq!(
            by_name(&tree),
            expected.map(|(name, at)| (name.to_owned(), at.into_iter().map(str::to_owned).collect())).into()
        );
    }

    #[test]
    fn a_dynamic_reference_with_one_target_is_replaced() {
        let mut tree = json!({ "A": { "$dynamicAnchor": "x", "items": { "$dynamicRef": "#x" } } });
        replace_dynamic_references(&mut tree);

        assert_eq!(tree["A"]["items"], json!({ "$ref": "#x" }));
    }

    #[test]
    fn the_default_response_may_contain_schemas() {
        let tree = json!({ "responses": { "default": { "schema": { "$anchor": "x" } } } });
        assert_eq!(by_name(&tree)["x"], ["/responses/default/schema"]);
    }

    #[test]
    fn a_property_may_have_the_name_of_a_keyword() {
        let mut tree =
            json!({ "properties": { "default": { "$dynamicAnchor": "x", "items": { "$dynamicRef": "#x" } } } });
        assert_eq!(by_name(&tree)["x"], ["/properties/default"]);
        replace_dynamic_references(&mut tree);

        assert_eq!(tree["properties"]["default"]["items"], json!({ "$ref": "#x" }));
    }

    #[test]
    fn an_ambiguous_dynamic_reference_is_kept() {
        let tree =
            json!({ "A": { "$dynamicAnchor": "x" }, "B": { "$dynamicAnchor": "x" }, "C": { "$dynamicRef": "#x" } });
        let mut fixed = tree.clone();
        replace_dynamic_references(&mut fixed);

        assert_eq!(fixed, tree);
    }

    #[test]
    fn an_existing_reference_is_kept() {
        let mut tree = json!({ "$ref": "#/a", "$dynamicRef": "#/b" });
        replace_dynamic_references(&mut tree);

        assert_eq!(tree, json!({ "$ref": "#/a", "allOf": [{ "$ref": "#/b" }] }));
    }
}
