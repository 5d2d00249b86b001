//! Properties that tell the members of a union apart: written and checked, but no fields.

use super::schema::SchemaRef;
use super::types::{Kind, Shape, Struct, Tag, Type, TypeId};

/// Turns the tag of each struct that is a member of a tagged union, where it has one value, from a field into a [`Tag`].
///
/// The struct refers to no type for the tag's value any more: the assertion is put in its place.
pub(super) fn extract(types: &mut [Type]) {
    for (id, tag) in tagged_members(types) {
        let Some((value_type, value)) = fixed_value(types, id, &tag) else { continue };
        let assertion = types.get(value_type.0).map(|found| found.schema.clone());
        let Some(Type { kind: Kind::Struct(object), member_docs, schema, .. }) = types.get_mut(id.0) else { continue };
        if let Some(index) = object.fields.iter().position(|field| field.name == tag) {
            object.fields.remove(index);
            member_docs.remove(index);
            object.tags.push(Tag { name: tag.clone(), value });
        }
        let property = schema.properties.iter_mut().find(|property| property.name == tag);
        if let (Some(property), Some(assertion)) = (property, assertion) {
            property.schema = SchemaRef::Inline(Box::new(assertion));
        }
    }
}

fn tagged_members(types: &[Type]) -> Vec<(TypeId, String)> {
    let mut found = Vec::new();
    for holder in types {
        let Kind::Union(union) = &holder.kind else { continue };
        let Some(tag) = &union.tag else { continue };
        for member in &union.members {
            if let Shape::Type(id) = member.shape {
                found.push((id, tag.clone()));
            }
        }
    }
    found
}

/// Returns the one value that the required field `tag` of a struct may have, and the type that stands for it.
fn fixed_value(types: &[Type], id: TypeId, tag: &str) -> Option<(TypeId, serde_json::Value)> {
    let Kind::Struct(Struct { fields, .. }) = &types.get(id.0)?.kind else { return None };
    let field = fields.iter().find(|field| field.name == tag && field.required && !field.nullable)?;
    let Shape::Type(value_type) = field.shape else { return None };
    match &types.get(value_type.0)?.kind {
        Kind::Values(values) => match values.values.as_slice() {
            [only] => Some((value_type, only.clone())),
            _ => None,
        },
        _ => None,
    }
}
