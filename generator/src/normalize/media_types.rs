//! References to `components.mediaTypes`, which came with OpenAPI 3.2 (§4.7 there).

use serde_json::{Map, Value};

use super::inlining::follow;

/// Fields that hold no `content` of the specification, whatever they look like.
const OPAQUE: [&str; 4] = ["schema", "schemas", "example", "examples"];

/// Puts a copy of the media type in place of each reference to one in a `content` map of the normalized `tree`.
pub(super) fn inline(tree: &mut Value) {
    let Some(components) = tree.get("components") else { return };
    let Some(media_types) = components.get("mediaTypes").and_then(Value::as_object).cloned() else { return };
    visit(tree, &media_types);
}

fn visit(value: &mut Value, media_types: &Map<String, Value>) {
    match value {
        Value::Array(elements) => {
            for element in elements {
                visit(element, media_types);
            }
        }
        Value::Object(members) => {
            if let Some(Value::Object(content)) = members.get_mut("content") {
                inline_content(content, media_types);
            }
            for (_, member) in members.iter_mut().filter(|(name, _)| !is_opaque(name)) {
                visit(member, media_types);
            }
        }
        _ => {}
    }
}

fn inline_content(content: &mut Map<String, Value>, media_types: &Map<String, Value>) {
    for media_type in content.values_mut() {
        if let Some(found) = follow(media_type, media_types).cloned() {
            *media_type = found;
        }
    }
}

fn is_opaque(name: &str) -> bool {
    OPAQUE.contains(&name) || name.starts_with("x-")
}
