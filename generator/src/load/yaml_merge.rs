//! YAML merge keys: `<<: *base` adds the members of another object that the object does not have itself.

use serde_json::{Map, Value};

/// The merge key.
pub(super) const MERGE: &str = "<<";

/// Replaces every merge key in `tree` by the members of its value.
///
/// Stops at the first whose value is neither an object nor an array of objects, and returns false.
pub(super) fn apply(tree: &mut Value) -> bool {
    match tree {
        Value::Array(elements) => elements.iter_mut().all(apply),
        Value::Object(object) => object.values_mut().all(apply) && merge(object),
        _ => true,
    }
}

fn merge(object: &mut Map<String, Value>) -> bool {
    let Some(base) = object.get(MERGE) else { return true };
    if !is_mergeable(base) {
        return false;
    }
    match object.shift_remove(MERGE) {
        Some(Value::Array(bases)) => bases.into_iter().for_each(|base| adopt(object, base)),
        Some(base) => adopt(object, base),
        None => {}
    }
    true
}

/// Returns whether a merge key may have this value.
pub(super) fn is_mergeable(base: &Value) -> bool {
    base.is_object() || base.as_array().is_some_and(|bases| bases.iter().all(Value::is_object))
}

fn adopt(object: &mut Map<String, Value>, base: Value) {
    let Value::Object(base) = base else { return };
    for (key, value) in base {
        object.entry(key).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::apply;

    #[test]
    fn own_members_win_over_merged_ones() {
        let mut tree = json!({ "<<": { "a": 1, "b": 1 }, "b": 2 });

        assert!(apply(&mut tree));
        assert_eq!(tree, json!({ "b": 2, "a": 1 }));
    }

    #[test]
    fn the_first_of_several_bases_wins() {
        let mut tree = json!([{ "<<": [{ "a": 1 }, { "a": 2, "c": 3 }] }]);

        assert!(apply(&mut tree));
        assert_eq!(tree, json!([{ "a": 1, "c": 3 }]));
    }

    #[test]
    fn a_base_may_merge_another() {
        let mut tree = json!({ "<<": { "<<": { "a": 1 }, "b": 2 } });

        assert!(apply(&mut tree));
        assert_eq!(tree, json!({ "b": 2, "a": 1 }));
    }

    #[test]
    fn a_scalar_cannot_be_merged() {
        let mut tree = json!({ "x": { "<<": 1 } });

        assert!(!apply(&mut tree));
        assert_eq!(tree, json!({ "x": { "<<": 1 } }));
    }
}
