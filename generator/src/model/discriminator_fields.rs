//! Properties that tell the members of a union apart: written and checked, but no fields.

use std::collections::HashSet;

use serde_json::Value;

use super::schema::{Schema, SchemaRef};
use super::types::{DiscriminatorField, Field, Shape, Struct, Type, TypeId, TypeKind, Union};
use super::{Api, type_refs, unknown_members, usage};
use crate::normalize::equality::is_same;

/// Turns the property that tells a struct from the other members of its union, where it has one value, from a field into a [`DiscriminatorField`].
///
/// Its own schema may leave one value, or else all unions that it is a member of, if it is nothing but that.
pub(super) fn extract(api: &mut Api) {
    let elsewhere = held_elsewhere(api);
    for (id, tag, values) in tagged_members(&api.types) {
        let own = fixed_value(&api.types, id, &tag);
        let chosen = || value_by_union(&api.types, id, &tag, &values, elsewhere.contains(&id));
        if let Some(value) = own.or_else(chosen) {
            fix(&mut api.types, id, DiscriminatorField { name: tag, value });
        }
    }
    for (id, tag) in telling_constants(&api.types) {
        fix(&mut api.types, id, tag);
    }
}

/// Puts a tag in place of a struct's field, or gives a struct one that it has no field for.
///
/// The struct refers to no type for the tag's value any more: the assertion is put in its place.
fn fix(types: &mut [Type], id: TypeId, tag: DiscriminatorField) {
    let assertion = value_schema(types, id, &tag.name);
    let Some(Type { kind: TypeKind::Struct(object), child_docs, schema, .. }) = types.get_mut(id.0) else { return };
    if object.discriminator_fields.iter().any(|known| known.name == tag.name) {
        return;
    }
    if let Some(index) = object.fields.iter().position(|field| field.name == tag.name) {
        object.fields.remove(index);
        child_docs.remove(index);
    }
    let property = schema.properties.iter_mut().find(|property| property.name == tag.name);
    if let (Some(property), Some(assertion)) = (property, assertion) {
        property.schema = SchemaRef::Inline(Box::new(assertion));
    }
    object.discriminator_fields.push(tag);
}

/// Returns the members of tagged unions with the name and the values of the tag; the first union of a member comes first.
fn tagged_members(types: &[Type]) -> Vec<(TypeId, String, Vec<Value>)> {
    let mut found = Vec::new();
    for union in types.iter().filter_map(as_union) {
        let Some(tag) = &union.discriminator else { continue };
        for member in &union.variants {
            if let Shape::Type(id) = member.shape {
                found.push((id, tag.clone(), member.discriminator_values.clone()));
            }
        }
    }
    found
}

fn as_union(found: &Type) -> Option<&Union> {
    match &found.kind {
        TypeKind::Union(union) => Some(union),
        _ => None,
    }
}

/// Returns the types that stand elsewhere than as members of unions.
fn held_elsewhere(api: &mut Api) -> Vec<TypeId> {
    let usage::Held { sent: mut found, received, .. } = usage::held(api);
    found.extend(received);
    for holder in &mut api.types {
        match &mut holder.kind {
            TypeKind::Union(union) => {
                let others = union.variants.iter_mut().filter(|member| !matches!(member.shape, Shape::Type(_)));
                others.for_each(|member| type_refs::of_shape(&mut member.shape, &mut |id| found.push(*id)));
            }
            kind => type_refs::of_kind(kind, &mut |id| found.push(*id)),
        }
    }
    found
}

/// Returns the one value that the field `tag` of a struct may have.
fn fixed_value(types: &[Type], id: TypeId, tag: &str) -> Option<Value> {
    constant(types, field(types, id, tag)?)
}

/// Returns the one value that a field may have.
fn constant(types: &[Type], field: &Field) -> Option<Value> {
    match listed(types, field).filter(|_| !field.nullable)? {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// Returns the value of the tag that all unions give to a struct whose field holds any string, or that value among others, or that may have
/// the property and does not declare it.
fn value_by_union(types: &[Type], id: TypeId, tag: &str, values: &[Value], is_elsewhere: bool) -> Option<Value> {
    let [value @ Value::String(_)] = values else { return None };
    let fits = match field(types, id, tag) {
        // Where it does not stand in a union, it may have another value, unless it is a child that nothing extends.
        Some(_) if is_elsewhere && !is_last_of_family(types, id) => false,
        Some(field) => match listed(types, field) {
            Some(listed) => listed.contains(value),
            None => field.shape == Shape::String,
        },
        None => may_have(types, id, tag),
    };
    let mut members = types.iter().filter_map(as_union).flat_map(|union| {
        union.variants.iter().filter(move |member| member.shape == Shape::Type(id)).map(move |member| (union, member))
    });
    let agree = members
        .all(|(union, member)| union.discriminator.as_deref() == Some(tag) && member.discriminator_values == values);
    (fits && agree).then(|| value.clone())
}

/// Returns whether a struct is composed of what a union that it is a member of says beside its choice, and no other type of it.
fn is_last_of_family(types: &[Type], id: TypeId) -> bool {
    let is_composed_of = |schema: &Schema, part: TypeId| {
        unknown_members::any_part(types, schema, &mut |schema| schema.all_of.contains(&SchemaRef::Type(part)))
    };
    let Some(own) = types.get(id.0).map(|found| &found.schema) else { return false };
    let is_child_of = |found: &Type| match as_union(found) {
        Some(union) if union.variants.iter().any(|member| member.shape == Shape::Type(id)) => {
            let bases = found.schema.all_of.iter();
            bases.filter_map(SchemaRef::as_type).any(|base| is_composed_of(own, base))
        }
        _ => false,
    };
    types.iter().any(is_child_of) && !types.iter().any(|found| is_composed_of(&found.schema, id))
}

/// Returns whether objects of a struct may have a property that no part of its schema declares.
fn may_have(types: &[Type], id: TypeId, property: &str) -> bool {
    let Some(found) = types.get(id.0).filter(|found| matches!(found.kind, TypeKind::Struct(_))) else { return false };
    let speaks_of_it = |part: &Schema| {
        part.additional_properties_false
            || part.additional_properties.as_ref().is_some_and(|additional| !additional.is_any())
            || part.properties.iter().any(|known| known.name == property)
            // Each may declare it, or rule it out.
            || !part.any_of.is_empty()
            || !part.one_of.is_empty()
            || part.not.is_some()
            || part.keywords_2020.is_some()
    };
    !unknown_members::any_part(types, &found.schema, &mut { speaks_of_it })
}

/// Returns the constants that tell structs apart in unions without a tag, where some member has none: another member allows other values of
/// the property alone, or none declares it and the constant is what its absence means.
fn telling_constants(types: &[Type]) -> Vec<(TypeId, DiscriminatorField)> {
    let mut found = Vec::new();
    for union in types.iter().filter_map(as_union).filter(|union| union.discriminator.is_none()) {
        let members: Vec<Vec<TypeId>> = union.variants.iter().map(|member| structs(types, &member.shape)).collect();
        for (index, id) in members.iter().enumerate().flat_map(|(index, ids)| ids.iter().map(move |id| (index, *id))) {
            let others = || members.iter().enumerate().filter(|(other, ids)| *other != index && !ids.is_empty());
            for field in fields(types, id) {
                let Some(value) = constant(types, field) else { continue };
                let has_others = |ids: &[TypeId]| ids.iter().all(|id| rules_out(types, *id, &field.name, &value));
                let declare = |ids: &[TypeId]| ids.iter().any(|id| self::field(types, *id, &field.name).is_some());
                let is_default = field.default.as_ref() == Some(&value) && others().next().is_some();
                if others().any(|(_, ids)| has_others(ids)) || is_default && !others().any(|(_, ids)| declare(ids)) {
                    found.push((id, DiscriminatorField { name: field.name.clone(), value }));
                }
            }
        }
    }
    found
}

/// Returns whether a property of a struct has listed values, without this one.
fn rules_out(types: &[Type], id: TypeId, property: &str, value: &Value) -> bool {
    let listed = field(types, id, property).and_then(|field| listed(types, field));
    listed.is_some_and(|listed| !listed.iter().any(|other| is_same(other, value)))
}

/// Returns the structs that a shape stands for, those of unions included.
fn structs(types: &[Type], shape: &Shape) -> Vec<TypeId> {
    let named = |shape: &Shape| match shape {
        Shape::Type(id) => Some(*id),
        _ => None,
    };
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut open: Vec<TypeId> = named(shape).into_iter().collect();
    while let Some(id) = open.pop() {
        let Some(held) = types.get(id.0).filter(|_| seen.insert(id)) else { continue };
        match &held.kind {
            TypeKind::Struct(_) => found.push(id),
            TypeKind::Union(union) => open.extend(union.variants.iter().filter_map(|member| named(&member.shape))),
            TypeKind::Newtype(shape) => open.extend(named(shape)),
            TypeKind::Alias(target) => open.push(*target),
            TypeKind::Enum(_) => {}
        }
    }
    found
}

fn fields(types: &[Type], id: TypeId) -> &[Field] {
    match types.get(id.0).map(|found| &found.kind) {
        Some(TypeKind::Struct(Struct { fields, .. })) => fields,
        _ => &[],
    }
}

fn field<'t>(types: &'t [Type], id: TypeId, name: &str) -> Option<&'t Field> {
    fields(types, id).iter().find(|field| field.name == name)
}

/// Returns the values of a field that holds one of a list.
fn listed<'t>(types: &'t [Type], field: &Field) -> Option<&'t [Value]> {
    let Shape::Type(id) = field.shape else { return None };
    let found = types.get(id.0)?;
    match &found.kind {
        // Beside a choice it may take other values, too.
        TypeKind::Enum(values) if found.schema.any_of.is_empty() && found.schema.one_of.is_empty() => {
            Some(&values.values)
        }
        _ => None,
    }
}

/// Returns the assertions of the type that a field refers to.
fn value_schema(types: &[Type], id: TypeId, name: &str) -> Option<Schema> {
    match field(types, id, name)?.shape {
        Shape::Type(value) => types.get(value.0).map(|found| found.schema.clone()),
        _ => None,
    }
}
