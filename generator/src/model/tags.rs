//! Properties that tell the members of a union apart: written and checked, but no fields.

use serde_json::Value;

use super::schema::{Schema, SchemaRef};
use super::types::{Field, Kind, Shape, Struct, Tag, Type, TypeId, Union};
use super::{Api, direction, ids};

/// Turns the tag of each struct that is a member of a tagged union, where it has one value, from a field into a [`Tag`].
///
/// Its own schema may leave one value, or else all unions that it is a member of, if it is nothing but that.
pub(super) fn extract(api: &mut Api) {
    let elsewhere = held_elsewhere(api);
    for (id, tag, values) in tagged_members(&api.types) {
        let own = fixed_value(&api.types, id, &tag);
        let chosen = || value_by_union(&api.types, id, &tag, &values).filter(|_| !elsewhere.contains(&id));
        if let Some(value) = own.or_else(chosen) {
            fix(&mut api.types, id, Tag { name: tag, value });
        }
    }
}

/// Puts a tag in place of a struct's field.
///
/// The struct refers to no type for the tag's value any more: the assertion is put in its place.
fn fix(types: &mut [Type], id: TypeId, tag: Tag) {
    let assertion = value_schema(types, id, &tag.name);
    let Some(Type { kind: Kind::Struct(object), member_docs, schema, .. }) = types.get_mut(id.0) else { return };
    let Some(index) = object.fields.iter().position(|field| field.name == tag.name) else { return };
    object.fields.remove(index);
    member_docs.remove(index);
    let property = schema.properties.iter_mut().find(|property| property.name == tag.name);
    if let (Some(property), Some(assertion)) = (property, assertion) {
        property.schema = SchemaRef::Inline(Box::new(assertion));
    }
    object.tags.push(tag);
}

/// Returns the members of tagged unions with the name and the values of the tag; the first union of a member comes first.
fn tagged_members(types: &[Type]) -> Vec<(TypeId, String, Vec<Value>)> {
    let mut found = Vec::new();
    for union in types.iter().filter_map(as_union) {
        let Some(tag) = &union.tag else { continue };
        for member in &union.members {
            if let Shape::Type(id) = member.shape {
                found.push((id, tag.clone(), member.tags.clone()));
            }
        }
    }
    found
}

fn as_union(found: &Type) -> Option<&Union> {
    match &found.kind {
        Kind::Union(union) => Some(union),
        _ => None,
    }
}

/// Returns the types that stand elsewhere than as members of unions.
fn held_elsewhere(api: &mut Api) -> Vec<TypeId> {
    let direction::Held { sent: mut found, received, .. } = direction::held(api);
    found.extend(received);
    for holder in &mut api.types {
        match &mut holder.kind {
            Kind::Union(union) => {
                let others = union.members.iter_mut().filter(|member| !matches!(member.shape, Shape::Type(_)));
                others.for_each(|member| ids::of_shape(&mut member.shape, &mut |id| found.push(*id)));
            }
            kind => ids::of_kind(kind, &mut |id| found.push(*id)),
        }
    }
    found
}

/// Returns the one value that the required field `tag` of a struct may have.
fn fixed_value(types: &[Type], id: TypeId, tag: &str) -> Option<Value> {
    match listed(types, tag_field(types, id, tag)?)? {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// Returns the value of the tag that all unions give to a struct whose field holds any string, or that value among others.
fn value_by_union(types: &[Type], id: TypeId, tag: &str, values: &[Value]) -> Option<Value> {
    let field = tag_field(types, id, tag)?;
    let [value @ Value::String(_)] = values else { return None };
    let fits = match listed(types, field) {
        Some(listed) => listed.contains(value),
        None => field.shape == Shape::String,
    };
    let mut members = types.iter().filter_map(as_union).flat_map(|union| {
        union.members.iter().filter(move |member| member.shape == Shape::Type(id)).map(move |member| (union, member))
    });
    let agree = members.all(|(union, member)| union.tag.as_deref() == Some(tag) && member.tags == values);
    (fits && agree).then(|| value.clone())
}

fn tag_field<'t>(types: &'t [Type], id: TypeId, tag: &str) -> Option<&'t Field> {
    let Kind::Struct(Struct { fields, .. }) = &types.get(id.0)?.kind else { return None };
    fields.iter().find(|field| field.name == tag && field.required && !field.nullable)
}

/// Returns the values of a field that holds one of a list.
fn listed<'t>(types: &'t [Type], field: &Field) -> Option<&'t [Value]> {
    let Shape::Type(id) = field.shape else { return None };
    let found = types.get(id.0)?;
    match &found.kind {
        // Beside a choice it may take other values, too.
        Kind::Values(values) if found.schema.any_of.is_empty() && found.schema.one_of.is_empty() => {
            Some(&values.values)
        }
        _ => None,
    }
}

/// Returns the assertions of the type that a field refers to.
fn value_schema(types: &[Type], id: TypeId, name: &str) -> Option<Schema> {
    let Kind::Struct(object) = &types.get(id.0)?.kind else { return None };
    match object.fields.iter().find(|field| field.name == name)?.shape {
        Shape::Type(value) => types.get(value.0).map(|found| found.schema.clone()),
        _ => None,
    }
}
