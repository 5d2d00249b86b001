//! References to `components.mediaTypes`, which OpenAPI 3.2 added (§4.7 there).

use serde_json::{Map, Value};

use super::inline_refs::follow;
use super::media_type_maps;

/// Inlines references to media types in the `content` maps of the normalized `tree`.
pub(super) fn inline(tree: &mut Value) {
    let Some(components) = tree.get("components") else { return };
    let Some(media_types) = components.get("mediaTypes").and_then(Value::as_object).cloned() else { return };
    media_type_maps::visit(tree, &mut |content| inline_content(content, &media_types));
}

fn inline_content(content: &mut Map<String, Value>, media_types: &Map<String, Value>) {
    for media_type in content.values_mut() {
        if let Some(found) = follow(media_type, media_types).cloned() {
            *media_type = found;
        }
    }
}
