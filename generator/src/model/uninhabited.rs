//! Types that contain themselves infinitely: no value exists, or deserialization would not end.

use std::collections::HashSet;

use super::scc::tarjan;
use super::types::{Shape, Type, TypeId, TypeKind};
use crate::diagnostic::Diagnostics;

/// Removes from unions and newtypes what leads back to them without consuming input, and reports types that have no finite value.
pub(super) fn break_self_references(types: &mut [Type], diagnostics: &mut Diagnostics) {
    let numbers = |found: &Type| targets_of(&found.kind).into_iter().flatten().map(|id| id.0).collect();
    let components = tarjan(&types.iter().map(numbers).collect::<Vec<_>>());
    let mut kept = vec![Vec::new(); types.len()];
    for index in 0..types.len() {
        break_one(types, index, &components, &mut kept, diagnostics);
    }
    report_infinite(types, diagnostics);
}

/// Removes the self-references of a type; `kept` are the remaining targets of the types before it in the same component.
fn break_one(
    types: &mut [Type],
    index: usize,
    components: &[usize],
    kept: &mut [Vec<TypeId>],
    diagnostics: &mut Diagnostics,
) {
    let Some(found) = types.get_mut(index) else { return };
    let targets = targets_of(&found.kind);
    let within = |id: &TypeId| components.get(id.0) == components.get(index);
    let self_reference = |target: &Option<TypeId>| target.is_some_and(|id| within(&id) && reaches(kept, id, index));
    let is_self_reference: Vec<bool> = targets.iter().map(self_reference).collect();
    if let Some(kept) = kept.get_mut(index) {
        let others = targets.iter().zip(&is_self_reference).filter(|(_, is_self_reference)| !**is_self_reference);
        kept.extend(others.filter_map(|(target, _)| *target).filter(within));
    }
    if is_self_reference.contains(&true) {
        remove(found, &is_self_reference);
        diagnostics.warning(
            "infinite-type",
            found.docs.pointer.clone(),
            "the schema refers to itself for the same value; the reference is ignored",
            "remove the reference, or insert a property or an array",
        );
    }
}

/// Returns the types whose values are values of this one, for each variant.
fn targets_of(kind: &TypeKind) -> Vec<Option<TypeId>> {
    match kind {
        TypeKind::Union(union) => union.variants.iter().map(|variant| by_value(&variant.shape)).collect(),
        TypeKind::Newtype(shape) => vec![by_value(shape)],
        TypeKind::Alias(id) => vec![Some(*id)],
        TypeKind::Struct(_) | TypeKind::Enum(_) => Vec::new(),
    }
}

fn by_value(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Type(id) => Some(*id),
        Shape::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

fn reaches(kept: &[Vec<TypeId>], from: TypeId, goal: usize) -> bool {
    let (mut open, mut seen) = (vec![from], HashSet::new());
    while let Some(id) = open.pop() {
        if id.0 == goal {
            return true;
        }
        if seen.insert(id) {
            open.extend(kept.get(id.0).into_iter().flatten());
        }
    }
    false
}

fn remove(holder: &mut Type, is_self_reference: &[bool]) {
    if let TypeKind::Union(union) = &mut holder.kind {
        let mut self_references = is_self_reference.iter();
        union.variants.retain(|_| !self_references.next().copied().unwrap_or_default());
        let mut self_references = is_self_reference.iter();
        holder.child_docs.retain(|_| !self_references.next().copied().unwrap_or_default());
        if !union.variants.is_empty() {
            return;
        }
    }
    holder.kind = TypeKind::Newtype(Shape::Any);
    holder.child_docs.clear();
}

/// Reports structs that require themselves, directly or not.
fn report_infinite(types: &[Type], diagnostics: &mut Diagnostics) {
    let mut finite = vec![false; types.len()];
    loop {
        let before = finite.clone();
        for (index, found) in types.iter().enumerate() {
            let is_finite = is_inhabited(&found.kind, &finite);
            if let Some(known) = finite.get_mut(index) {
                *known |= is_finite;
            }
        }
        if finite == before {
            break;
        }
    }
    for (found, _) in types.iter().zip(&finite).filter(|(_, finite)| !**finite) {
        diagnostics.warning(
            "infinite-type",
            found.docs.pointer.clone(),
            "no finite value satisfies the schema: it requires a value of itself",
            "make one of the properties in between optional or nullable",
        );
    }
}

/// Returns whether a type has a finite value, given the types that are known to have one.
fn is_inhabited(kind: &TypeKind, finite: &[bool]) -> bool {
    let ends = |shape: &Shape| match shape {
        Shape::Type(id) => finite.get(id.0).copied().unwrap_or(true),
        _ => true,
    };
    match kind {
        TypeKind::Struct(object) => {
            object.fields.iter().all(|field| !field.required || field.nullable || ends(&field.shape))
        }
        TypeKind::Union(union) => union.variants.iter().any(|variant| ends(&variant.shape)),
        TypeKind::Newtype(shape) => ends(shape),
        TypeKind::Alias(id) => ends(&Shape::Type(*id)),
        TypeKind::Enum(_) => true,
    }
}
