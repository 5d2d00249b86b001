//! Which types a type refers to.

use super::schema::{Later, Schema, SchemaRef};
use super::types::{Kind, Shape, Type, TypeId};

/// Returns the types that a type refers to, in its form or its assertions.
pub fn referenced(holder: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    // One walk serves those that change references and those that read them.
    of_type(&mut holder.clone(), &mut |id| found.push(*id));
    found
}

/// Calls `visit` with every reference from `holder` to a type.
pub(super) fn of_type(holder: &mut Type, visit: &mut dyn FnMut(&mut TypeId)) {
    of_kind(&mut holder.kind, visit);
    of_schema(&mut holder.schema, visit);
}

/// Calls `visit` with every reference from a form to a type.
pub(super) fn of_kind(kind: &mut Kind, visit: &mut dyn FnMut(&mut TypeId)) {
    match kind {
        Kind::Struct(object) => {
            for field in &mut object.fields {
                of_shape(&mut field.shape, visit);
            }
            if let Some(rest) = &mut object.rest {
                of_shape(rest, visit);
            }
        }
        Kind::Values(_) => {}
        Kind::Union(union) => {
            for member in &mut union.members {
                of_shape(&mut member.shape, visit);
                of_schema_ref(&mut member.schema, visit);
            }
        }
        Kind::Newtype(shape) => of_shape(shape, visit),
        Kind::Alias(id) => visit(id),
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
    let properties = schema.properties.iter_mut().map(|property| &mut property.schema);
    let single = schema.items.iter_mut().chain(&mut schema.additional).chain(&mut schema.not);
    let lists = schema.all_of.iter_mut().chain(&mut schema.any_of).chain(&mut schema.one_of);
    for part in properties.chain(single).chain(lists) {
        of_schema_ref(part, visit);
    }
    if let Some(later) = &mut schema.later {
        of_later(later, visit);
    }
}

fn of_later(later: &mut Later, visit: &mut dyn FnMut(&mut TypeId)) {
    let patterns = later.pattern_properties.iter_mut().map(|(_, schema)| schema);
    let dependents = later.dependent_schemas.iter_mut().map(|(_, schema)| schema);
    let names = later.property_names.iter_mut();
    let items = later.prefix_items.iter_mut().chain(&mut later.contains);
    let choices = later.condition.iter_mut().chain(&mut later.then).chain(&mut later.otherwise);
    for part in patterns.chain(dependents).chain(names).chain(items).chain(choices) {
        of_schema_ref(part, visit);
    }
}
