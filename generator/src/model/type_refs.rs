//! Which types a type refers to.

use super::schema::{Keywords2020, Schema, SchemaRef};
use super::types::{Constant, Shape, Type, TypeId, TypeKind};

/// Returns the types that a type refers to, in its form, its assertions or the defaults of its fields.
pub fn referenced(holder: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    // One walk serves those that change references and those that read them.
    of_type(&mut holder.clone(), &mut |id| found.push(*id));
    if let TypeKind::Struct(object) = &holder.kind {
        object
            .fields
            .iter()
            .filter_map(|field| field.constant.as_ref())
            .for_each(|default| of_constant(default, &mut found));
    }
    found
}

fn of_constant(constant: &Constant, found: &mut Vec<TypeId>) {
    match constant {
        Constant::Boolean(_)
        | Constant::Integer(_)
        | Constant::Number(_)
        | Constant::String(_)
        | Constant::Text(_)
        | Constant::Json(_) => {}
        Constant::Variant(id, _) => found.push(*id),
        Constant::Array(values) => values.iter().for_each(|value| of_constant(value, found)),
        Constant::Map(entries) => entries.iter().for_each(|(_, value)| of_constant(value, found)),
        Constant::Newtype(id, value) => {
            found.push(*id);
            of_constant(value, found);
        }
        Constant::Struct(id, given) => {
            found.push(*id);
            for (_, value) in given {
                of_constant(value, found);
            }
        }
    }
}

/// Calls `visit` with every reference from `holder` to a type.
pub(super) fn of_type(holder: &mut Type, visit: &mut dyn FnMut(&mut TypeId)) {
    of_kind(&mut holder.kind, visit);
    of_schema(&mut holder.schema, visit);
}

/// Calls `visit` with every reference from a form to a type.
pub(super) fn of_kind(kind: &mut TypeKind, visit: &mut dyn FnMut(&mut TypeId)) {
    match kind {
        TypeKind::Struct(object) => {
            for field in &mut object.fields {
                of_shape(&mut field.shape, visit);
            }
            if let Some(rest) = &mut object.additional_properties {
                of_shape(rest, visit);
            }
        }
        TypeKind::Enum(_) => {}
        TypeKind::Union(union) => {
            for member in &mut union.variants {
                of_shape(&mut member.shape, visit);
                of_schema_ref(&mut member.schema, visit);
            }
        }
        TypeKind::Newtype(shape) => of_shape(shape, visit),
        TypeKind::Alias(id) => visit(id),
    }
}

/// Calls `visit` with the references from a shape to a type.
pub(super) fn of_shape(shape: &mut Shape, visit: &mut dyn FnMut(&mut TypeId)) {
    match shape {
        Shape::Array(inner) | Shape::Map(inner) | Shape::Nullable(inner) => of_shape(inner, visit),
        Shape::Type(id) => visit(id),
        _ => {}
    }
}

/// Calls `visit` with the references from a schema to a type.
pub(super) fn of_schema_ref(schema: &mut SchemaRef, visit: &mut dyn FnMut(&mut TypeId)) {
    match schema {
        SchemaRef::Inline(schema) => of_schema(schema, visit),
        SchemaRef::Type(id) => visit(id),
    }
}

fn of_schema(schema: &mut Schema, visit: &mut dyn FnMut(&mut TypeId)) {
    parts(schema).for_each(|part| of_schema_ref(part, visit));
}

/// Iterates over the schemas in a schema.
pub(super) fn parts(schema: &mut Schema) -> impl Iterator<Item = &mut SchemaRef> {
    let properties = schema.properties.iter_mut().map(|property| &mut property.schema);
    let single = schema.items.iter_mut().chain(&mut schema.additional_properties).chain(&mut schema.not);
    let lists = schema.all_of.iter_mut().chain(&mut schema.any_of).chain(&mut schema.one_of);
    let later = schema.keywords_2020.iter_mut().flat_map(|later| later_parts(later));
    properties.chain(single).chain(lists).chain(later)
}

fn later_parts(later: &mut Keywords2020) -> impl Iterator<Item = &mut SchemaRef> {
    let patterns = later.pattern_properties.iter_mut().map(|(_, schema)| schema);
    let dependents = later.dependent_schemas.iter_mut().map(|(_, schema)| schema);
    let items = later.prefix_items.iter_mut().chain(&mut later.contains);
    let choices = later.condition.iter_mut().chain(&mut later.then).chain(&mut later.otherwise);
    let rest = later.unevaluated_properties.iter_mut().chain(&mut later.unevaluated_items);
    let choices = choices.chain(rest);
    patterns.chain(dependents).chain(&mut later.property_names).chain(items).chain(choices)
}
