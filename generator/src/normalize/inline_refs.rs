//! Following references to components that openapiv3 does not support.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::reference::ReferenceTarget;

/// Follows the reference in `value` to one of `components`, all of one kind; `None` if it is not a reference.
pub(super) fn follow<'a>(value: &Value, components: &'a Map<String, Value>) -> Option<&'a Value> {
    let mut reference = value.get("$ref")?.as_str()?;
    let mut seen = HashSet::new();
    loop {
        let ReferenceTarget::Component { name, .. } = ReferenceTarget::of(reference) else { return None };
        let found = components.get(&name)?;
        if !seen.insert(name) {
            return None;
        }
        match found.get("$ref").and_then(Value::as_str) {
            Some(next) => reference = next,
            None => return Some(found),
        }
    }
}
