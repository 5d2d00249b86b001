//! Properties that distinguish the variants of a union: serialized and validated, but not fields.

use std::collections::HashSet;

use serde_json::Value;

use super::schema::{Schema, SchemaRef};
use super::types::{DiscriminatorField, Field, Shape, Struct, Type, TypeId, TypeKind, Union};
use super::{Api, type_refs, unknown_members, usage};
use crate::json::equality::is_same;

/// Replaces the field that distinguishes a struct from other variants of its unions, if it has a fixed value, by a [`DiscriminatorField`].
///
/// The value is fixed by the schema of the property, or by all unions of which the struct is a variant, if it is used nowhere else.
pub(super) fn fix_discriminators(api: &mut Api) {
    let elsewhere = held_elsewhere(api);
    for (id, property, values) in discriminated_variants(&api.types) {
        let own = fixed_value(&api.types, id, &property);
        let value_of_unions = || value_by_union(&api.types, id, &property, &values, elsewhere.contains(&id));
        if let Some(value) = own.or_else(value_of_unions) {
            fix_discriminator(&mut api.types, id, DiscriminatorField { name: property, value });
        }
    }
    for (id, property) in distinguishing_constants(&api.types) {
        fix_discriminator(&mut api.types, id, property);
    }
}

/// Replaces a field of a struct by a discriminator field, or adds one.
///
/// The reference to the type of the value is replaced by its assertions.
fn fix_discriminator(types: &mut [Type], id: TypeId, property: DiscriminatorField) {
    let assertion = value_schema(types, id, &property.name);
    let Some(Type { kind: TypeKind::Struct(object), child_docs, schema, .. }) = types.get_mut(id.0) else { return };
    if object.discriminator_fields.iter().any(|known| known.name == property.name) {
        return;
    }
    if let Some(index) = object.fields.iter().position(|field| field.name == property.name) {
        object.fields.remove(index);
        child_docs.remove(index);
    }
    let declared = schema.properties.iter_mut().find(|declared| declared.name == property.name);
    if let (Some(declared), Some(assertion)) = (declared, assertion) {
        declared.schema = SchemaRef::Inline(Box::new(assertion));
    }
    object.discriminator_fields.push(property);
}

/// Returns the variants of unions with a discriminator, each with the property and its values.
fn discriminated_variants(types: &[Type]) -> Vec<(TypeId, String, Vec<Value>)> {
    let mut found = Vec::new();
    for union in types.iter().filter_map(as_union) {
        let Some(property) = &union.discriminator else { continue };
        for variant in &union.variants {
            if let Shape::Type(id) = variant.shape {
                found.push((id, property.clone(), variant.discriminator_values.clone()));
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

/// Returns the types that are used elsewhere than as variants of unions.
fn held_elsewhere(api: &mut Api) -> Vec<TypeId> {
    let usage::Roots { requests: mut found, responses, .. } = usage::roots(api);
    found.extend(responses);
    for holder in &mut api.types {
        match &mut holder.kind {
            TypeKind::Union(union) => {
                let others = union.variants.iter_mut().filter(|variant| !matches!(variant.shape, Shape::Type(_)));
                others.for_each(|variant| type_refs::of_shape(&mut variant.shape, &mut |id| found.push(*id)));
            }
            kind => type_refs::of_kind(kind, &mut |id| found.push(*id)),
        }
    }
    found
}

/// Returns the only value that the field `property` of a struct may have.
fn fixed_value(types: &[Type], id: TypeId, property: &str) -> Option<Value> {
    constant(types, field(types, id, property)?)
}

/// Returns the only value that a field may have.
fn constant(types: &[Type], field: &Field) -> Option<Value> {
    match enum_values(types, field).filter(|_| !field.nullable)? {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// Returns the value that all unions assign to the discriminator of a struct, if the struct allows the value: its field is any string or
/// an enum with that value, or the property is undeclared but allowed.
fn value_by_union(types: &[Type], id: TypeId, property: &str, values: &[Value], is_elsewhere: bool) -> Option<Value> {
    let [value @ Value::String(_)] = values else { return None };
    let fits = match field(types, id, property) {
        // Outside of unions the property may have other values, unless nothing extends the struct.
        Some(_) if is_elsewhere && !is_final_subtype(types, id) => false,
        Some(field) => match enum_values(types, field) {
            Some(enum_values) => enum_values.contains(value),
            None => field.shape == Shape::String,
        },
        None => may_have(types, id, property),
    };
    let mut variants = types.iter().filter_map(as_union).flat_map(|union| {
        union
            .variants
            .iter()
            .filter(move |variant| variant.shape == Shape::Type(id))
            .map(move |variant| (union, variant))
    });
    let agree = variants.all(|(union, variant)| {
        union.discriminator.as_deref() == Some(property) && variant.discriminator_values == values
    });
    (fits && agree).then(|| value.clone())
}

/// Returns whether a struct extends the base of a union of which it is a variant, and no other type extends the struct.
fn is_final_subtype(types: &[Type], id: TypeId) -> bool {
    let is_composed_of = |schema: &Schema, part: TypeId| {
        unknown_members::any_in_all_of(types, schema, &mut |schema| schema.all_of.contains(&SchemaRef::Type(part)))
    };
    let Some(own) = types.get(id.0).map(|found| &found.schema) else { return false };
    let is_subtype_of = |found: &Type| match as_union(found) {
        Some(union) if union.variants.iter().any(|variant| variant.shape == Shape::Type(id)) => {
            let bases = found.schema.all_of.iter();
            bases.filter_map(SchemaRef::as_type).any(|base| is_composed_of(own, base))
        }
        _ => false,
    };
    types.iter().any(is_subtype_of) && !types.iter().any(|found| is_composed_of(&found.schema, id))
}

/// Returns whether a struct allows a property that its schema does not declare.
fn may_have(types: &[Type], id: TypeId, property: &str) -> bool {
    let Some(found) = types.get(id.0).filter(|found| matches!(found.kind, TypeKind::Struct(_))) else { return false };
    let constrains = |part: &Schema| {
        part.additional_properties_false
            || part.additional_properties.as_ref().is_some_and(|additional| !additional.is_any())
            || part.properties.iter().any(|known| known.name == property)
            // Each of these may declare the property, or forbid it.
            || !part.any_of.is_empty()
            || !part.one_of.is_empty()
            || part.not.is_some()
            || part.keywords_2020.is_some()
    };
    !unknown_members::any_in_all_of(types, &found.schema, &mut { constrains })
}

/// Returns the constants that distinguish structs in unions without a discriminator: another variant allows only other values of the
/// property, or no other variant declares it and the constant is its default.
fn distinguishing_constants(types: &[Type]) -> Vec<(TypeId, DiscriminatorField)> {
    let mut found = Vec::new();
    for union in types.iter().filter_map(as_union).filter(|union| union.discriminator.is_none()) {
        let variants: Vec<Vec<TypeId>> = union.variants.iter().map(|variant| structs(types, &variant.shape)).collect();
        for (index, id) in variants.iter().enumerate().flat_map(|(index, ids)| ids.iter().map(move |id| (index, *id))) {
            let others = || variants.iter().enumerate().filter(|(other, ids)| *other != index && !ids.is_empty());
            for field in fields(types, id) {
                let Some(value) = constant(types, field) else { continue };
                let has_others = |ids: &[TypeId]| ids.iter().all(|id| excludes(types, *id, &field.name, &value));
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

/// Returns whether a property of a struct is an enum without this value.
fn excludes(types: &[Type], id: TypeId, property: &str, value: &Value) -> bool {
    let enum_values = field(types, id, property).and_then(|field| enum_values(types, field));
    enum_values.is_some_and(|enum_values| !enum_values.iter().any(|other| is_same(other, value)))
}

/// Returns the structs of a shape, including those in unions.
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
            TypeKind::Union(union) => open.extend(union.variants.iter().filter_map(|variant| named(&variant.shape))),
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

/// Returns the enum values of a field.
fn enum_values<'t>(types: &'t [Type], field: &Field) -> Option<&'t [Value]> {
    let Shape::Type(id) = field.shape else { return None };
    let found = types.get(id.0)?;
    match &found.kind {
        // With a union, it may have other values as well.
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
