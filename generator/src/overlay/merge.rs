//! Merging an update into a document (Overlay 1.0.0 §4.4.3).

use serde_json::{Map, Value};

use crate::load::{SourceMap, pointer};

/// Merges the object `update`, which is at `from` in an overlay, into the object at `at`.
///
/// Objects are merged recursively, elements are appended to arrays, and all other values are replaced.
pub(super) fn object(
    members: &mut Map<String, Value>,
    update: &Map<String, Value>,
    at: &str,
    from: &str,
    source_map: &mut SourceMap,
) {
    for (name, new) in update {
        let (at, from) = (pointer::join(at, name), pointer::join(from, name));
        match (members.get_mut(name), new) {
            (Some(Value::Object(members)), Value::Object(update)) => object(members, update, &at, &from, source_map),
            (Some(Value::Array(elements)), Value::Array(update)) => {
                for (index, new) in update.iter().enumerate() {
                    append(elements, new, &at, &pointer::join(&from, &index.to_string()), source_map);
                }
            }
            _ => {
                source_map.record(&at, &from);
                members.insert(name.clone(), new.clone());
            }
        }
    }
}

/// Appends an element, which is at `from` in an overlay, to the array at `at`.
pub(super) fn append(elements: &mut Vec<Value>, new: &Value, at: &str, from: &str, source_map: &mut SourceMap) {
    source_map.record(&pointer::join(at, &elements.len().to_string()), from);
    elements.push(new.clone());
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{SourceMap, object};

    fn merged(mut tree: Value, update: &Value) -> Value {
        let (Value::Object(members), Value::Object(update)) = (&mut tree, update) else { panic!("two objects") };
        object(members, update, "", "/actions/0/update", &mut SourceMap::default());
        tree
    }

    #[test]
    fn objects_are_merged_at_every_depth() {
        let tree = json!({ "a": { "b": { "c": 1 } } });

        assert_eq!(merged(tree, &json!({ "a": { "b": { "d": 2 } } })), json!({ "a": { "b": { "c": 1, "d": 2 } } }));
    }

    #[test]
    fn elements_are_appended_to_arrays() {
        assert_eq!(merged(json!({ "a": [1] }), &json!({ "a": [2, 1] })), json!({ "a": [1, 2, 1] }));
    }

    #[test]
    fn other_values_are_replaced() {
        let tree = json!({ "a": 1, "b": {}, "c": [] });

        assert_eq!(merged(tree, &json!({ "a": null, "b": [], "c": "" })), json!({ "a": null, "b": [], "c": "" }));
    }
}
