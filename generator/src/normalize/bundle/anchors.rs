//! `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12 §8.2.2): names of schemas, wherever they stand in a file.

use std::collections::HashMap;

use serde_json::Value;

use crate::load::pointer;

/// Keywords whose values are data, and hold no schemas.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// Returns the JSON pointers of the schemas in `tree` that have an anchor, by it; of two with one name, that of the first.
pub(super) fn of(tree: &Value) -> HashMap<String, String> {
    let mut found = HashMap::new();
    collect(tree, &mut String::new(), &mut found);
    found
}

fn collect(value: &Value, place: &mut String, found: &mut HashMap<String, String>) {
    let length = place.len();
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointer::push(place, &index.to_string());
                collect(element, place, found);
                place.truncate(length);
            }
        }
        Value::Object(members) => {
            for keyword in ["$anchor", "$dynamicAnchor"] {
                if let Some(name) = members.get(keyword).and_then(Value::as_str) {
                    found.entry(name.to_owned()).or_insert_with(|| place.clone());
                }
            }
            for (name, member) in members.iter().filter(|(name, _)| !DATA.contains(&name.as_str())) {
                pointer::push(place, name);
                collect(member, place, found);
                place.truncate(length);
            }
        }
        _ => {}
    }
}
