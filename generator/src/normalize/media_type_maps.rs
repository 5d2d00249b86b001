//! Visiting the `content` maps of the normalized tree.

use serde_json::{Map, Value};

/// Fields that have no `content` map of the specification.
const OPAQUE: [&str; 4] = ["schema", "schemas", "example", "examples"];

/// Calls `change` with every `content` map in `value`.
pub(super) fn visit(value: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(elements) => {
            for element in elements {
                visit(element, change);
            }
        }
        Value::Object(members) => {
            if let Some(Value::Object(content)) = members.get_mut("content") {
                change(content);
            }
            for (_, member) in members.iter_mut().filter(|(name, _)| !is_opaque(name)) {
                visit(member, change);
            }
        }
        _ => {}
    }
}

fn is_opaque(name: &str) -> bool {
    OPAQUE.contains(&name) || name.starts_with("x-")
}
