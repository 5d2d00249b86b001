//! Members that no property names, and that still must not be lost: a keyword on their object, or on what holds it, can see them.
//!
//! Without them a value that is valid when it is read could be invalid when it is written again. A struct that a union chooses keeps all that
//! are its own.

use std::collections::HashSet;
use std::mem;

use super::ids;
use super::schema::{Later, Schema, SchemaRef};
use super::types::{Kind, Shape, Struct, Type, TypeId, Union};

/// Lets structs keep such members.
pub(super) fn keep_what_is_seen(types: &mut [Type]) {
    let mut seen: Vec<bool> = types.iter().map(|found| sees_own_members(types, found)).collect();
    let mut wrapped = Vec::new();
    for found in types.iter() {
        seen_beside(types, &mut found.schema.clone(), matches!(found.kind, Kind::Newtype(_)), &mut wrapped);
    }
    for id in types.iter().flat_map(|found| choices(types, found)).chain(wrapped) {
        seen.get_mut(id.0).into_iter().for_each(|seen| *seen = true);
    }
    let mut open: Vec<TypeId> = types.iter_mut().flat_map(exposed).collect();
    let mut visited = vec![false; types.len()];
    while let Some(id) = open.pop() {
        let (Some(visited), Some(seen), Some(found)) = (visited.get_mut(id.0), seen.get_mut(id.0), types.get(id.0))
        else {
            continue;
        };
        if !mem::replace(visited, true) {
            *seen = true;
            open.extend(ids::referenced(found));
        }
    }
    let is_open = |found: &Type| !any_part(types, &found.schema, &mut |part| part.closed);
    let keeps: Vec<bool> = types.iter().zip(seen).map(|(found, seen)| seen && is_open(found)).collect();
    for (found, _) in types.iter_mut().zip(keeps).filter(|(_, keeps)| *keeps) {
        if let Kind::Struct(object) = &mut found.kind {
            object.rest.get_or_insert(Shape::Any);
        }
    }
}

/// Returns the structs that a union chooses among: of its value nothing is lost.
fn choices(types: &[Type], found: &Type) -> Vec<TypeId> {
    let Kind::Union(Union { members, .. }) = &found.kind else { return Vec::new() };
    members.iter().filter_map(|member| struct_of(types, &member.shape)).collect()
}

/// Returns the struct that a shape wraps, if it is one.
fn struct_of(types: &[Type], shape: &Shape) -> Option<TypeId> {
    let mut shape = shape;
    // A newtype may wrap itself by way of others.
    for _ in types {
        match shape {
            Shape::Nullable(inner) => shape = inner,
            Shape::Type(id) => match &types.get(id.0)?.kind {
                Kind::Struct(_) => return Some(*id),
                Kind::Newtype(inner) => shape = inner,
                _ => return None,
            },
            _ => return None,
        }
    }
    None
}

/// Collects the structs that a schema refers to, or one in it, beside keywords that see their members. `wraps` says whether the values of the
/// schema itself have the form of what it refers to.
fn seen_beside(types: &[Type], schema: &mut Schema, wraps: bool, found: &mut Vec<TypeId>) {
    for member in schema.all_of.iter().filter(|_| wraps) {
        if let SchemaRef::Type(id) = member
            && let Some(id) = struct_of(types, &Shape::Type(*id))
            && let Some(Type { kind: Kind::Struct(object), .. }) = types.get(id.0)
            && sees_members(schema, object)
        {
            found.push(id);
        }
    }
    for part in ids::parts(schema) {
        if let SchemaRef::Inline(part) = part {
            seen_beside(types, part, true, found);
        }
    }
}

fn sees_own_members(types: &[Type], found: &Type) -> bool {
    let Kind::Struct(object) = &found.kind else { return false };
    any_part(types, &found.schema, &mut |part| sees_members(part, object))
}

/// Returns whether something is true of a schema, or of one that its `allOf` applies to the same value.
fn any_part(types: &[Type], schema: &Schema, is_so: &mut dyn FnMut(&Schema) -> bool) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![schema];
    while let Some(part) = open.pop() {
        if is_so(part) {
            return true;
        }
        for member in &part.all_of {
            match member {
                SchemaRef::Inline(schema) => open.push(schema),
                SchemaRef::Type(id) if seen.insert(*id) => {
                    open.extend(types.get(id.0).map(|found| &found.schema));
                }
                SchemaRef::Type(_) => {}
            }
        }
    }
    false
}

/// Returns whether a schema judges by members that the struct has no field for.
fn sees_members(schema: &Schema, object: &Struct) -> bool {
    let is_field = |name: &String| object.fields.iter().any(|field| field.name == *name);
    let may_be_more = |rest: &SchemaRef| !matches!(rest, SchemaRef::Inline(rest) if rest.values.is_some());
    let by_name = |later: &Later| {
        later.property_names.is_some()
            || !later.dependent_required.is_empty()
            || later.unevaluated_properties.as_ref().is_some_and(may_be_more)
    };
    schema.min_properties.is_some_and(|count| count > 0)
        || schema.max_properties.is_some()
        || !schema.also_required.iter().all(is_field)
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || schema.later.as_deref().is_some_and(by_name)
        || looks_inside(schema)
}

/// Returns the types whose values a keyword above them looks at as a whole.
fn exposed(found: &mut Type) -> Vec<TypeId> {
    let mut exposed = Vec::new();
    if looks_inside(&found.schema) {
        ids::of_kind(&mut found.kind, &mut |id| exposed.push(*id));
    }
    expose(&mut found.schema, &mut exposed);
    exposed
}

fn expose(schema: &mut Schema, exposed: &mut Vec<TypeId>) {
    let looks_inside = looks_inside(schema);
    for part in ids::parts(schema) {
        match part {
            part if looks_inside => ids::of_schema_ref(part, &mut |id| exposed.push(*id)),
            SchemaRef::Inline(part) => expose(part, exposed),
            SchemaRef::Type(_) => {}
        }
    }
}

/// Returns whether a schema judges its value, or parts of it, by more than the schemas of their own types.
fn looks_inside(schema: &Schema) -> bool {
    let judges_again = |later: &Later| {
        later.contains.is_some()
            || later.condition.is_some()
            || !later.dependent_schemas.is_empty()
            || !later.pattern_properties.is_empty()
            || later.unevaluated_items.is_some()
    };
    schema.unique_items || schema.not.is_some() || schema.later.as_deref().is_some_and(judges_again)
}
