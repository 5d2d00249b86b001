//! References from types to types.

use super::schema::{Keywords2020, Schema, SchemaRef};
use super::types::{Shape, Type, TypeId, TypeKind};

/// Calls `visit` with every reference from `holder` to a type.
pub(crate) fn of_type(holder: &mut Type, visit: &mut dyn FnMut(&mut TypeId)) {
    of_kind(&mut holder.kind, visit);
    of_schema(&mut holder.schema, visit);
}

/// Calls `visit` with every reference from a kind to a type.
pub(crate) fn of_kind(kind: &mut TypeKind, visit: &mut dyn FnMut(&mut TypeId)) {
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
            for variant in &mut union.variants {
                of_shape(&mut variant.shape, visit);
                of_schema_ref(&mut variant.schema, visit);
            }
        }
        TypeKind::Newtype(shape) => of_shape(shape, visit),
        TypeKind::Alias(id) => visit(id),
    }
}

/// Calls `visit` with the references from a shape to a type.
pub(crate) fn of_shape(shape: &mut Shape, visit: &mut dyn FnMut(&mut TypeId)) {
    match shape {
        Shape::Array(inner) | Shape::Map(inner) | Shape::Nullable(inner) => of_shape(inner, visit),
        Shape::Type(id) => visit(id),
        _ => {}
    }
}

/// Calls `visit` with the references from a schema to a type.
pub(crate) fn of_schema_ref(schema: &mut SchemaRef, visit: &mut dyn FnMut(&mut TypeId)) {
    match schema {
        SchemaRef::Inline(schema) => of_schema(schema, visit),
        SchemaRef::Type(id) => visit(id),
    }
}

/// Calls `visit` with the references from a schema to a type.
pub(crate) fn of_schema(schema: &mut Schema, visit: &mut dyn FnMut(&mut TypeId)) {
    subschemas(schema).for_each(|subschema| of_schema_ref(subschema, visit));
}

/// Iterates over the subschemas of a schema.
pub(super) fn subschemas(schema: &mut Schema) -> impl Iterator<Item = &mut SchemaRef> {
    let properties = schema.properties.iter_mut().map(|property| &mut property.schema);
    let single = schema.items.iter_mut().chain(&mut schema.additional_properties).chain(&mut schema.not);
    let lists = schema.all_of.iter_mut().chain(&mut schema.any_of).chain(&mut schema.one_of);
    let keywords = schema.keywords_2020.iter_mut().flat_map(|keywords| subschemas_2020(keywords));
    properties.chain(single).chain(lists).chain(keywords)
}

fn subschemas_2020(keywords: &mut Keywords2020) -> impl Iterator<Item = &mut SchemaRef> {
    let patterns = keywords.pattern_properties.iter_mut().map(|(_, schema)| schema);
    let dependents = keywords.dependent_schemas.iter_mut().map(|(_, schema)| schema);
    let items = keywords.prefix_items.iter_mut().chain(&mut keywords.contains);
    let conditions = keywords.condition.iter_mut().chain(&mut keywords.then).chain(&mut keywords.otherwise);
    let rest = keywords.unevaluated_properties.iter_mut().chain(&mut keywords.unevaluated_items);
    let conditions = conditions.chain(rest);
    patterns.chain(dependents).chain(&mut keywords.property_names).chain(items).chain(conditions)
}
