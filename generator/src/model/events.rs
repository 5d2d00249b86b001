//! Data of server-sent events.

use openapiv3::{MediaType, ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use super::api::{EventData, EventVariant};
use super::lower::Lowering;
use super::schema_object::Node;
use super::schema_path::{PathSegment, SchemaPath};
use super::types::Shape;

/// Lowers the data of the events of a media type; `node` is the schema of the data.
pub(super) fn data<'a>(
    media: &'a MediaType,
    node: Option<Node<'a>>,
    path: &SchemaPath,
    lowering: &mut Lowering<'a>,
) -> EventData {
    let variants = variants(media, path, lowering);
    if !variants.is_empty() {
        return EventData::Variants(variants);
    }
    let Some(node) = node else { return EventData::Text };
    let lowered = lowering.lower(node, path);
    match lowered.shape {
        Shape::String | Shape::Any => EventData::Text,
        shape => EventData::Json(shape, lowered.schema),
    }
}

/// Lowers the variants that `normalize` lists in an extension, each with a schema in `oneOf`.
fn variants<'a>(media: &'a MediaType, path: &SchemaPath, lowering: &mut Lowering<'a>) -> Vec<EventVariant> {
    let listed = media.extensions.get("x-clientwright-events").and_then(Value::as_array);
    let Some(ReferenceOr::Item(Schema { schema_kind: SchemaKind::OneOf { one_of }, .. })) = &media.schema else {
        return Vec::new();
    };
    let all = listed.into_iter().flatten().zip(one_of);
    all.map(|(variant, schema)| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let label = variant.get("label").map(text).unwrap_or_default();
        let events = variant.get("events").and_then(Value::as_array);
        let lowered = lowering.lower(Node::from(schema), &path.join(PathSegment::Variant(label.clone())));
        EventVariant {
            label,
            events: events.into_iter().flatten().map(text).collect(),
            is_text: variant.get("text") == Some(&Value::Bool(true)),
            shape: lowered.shape,
            schema: lowered.schema,
        }
    })
    .collect()
}
