//! Types that hold themselves without an end: reading one would never be done, or no value of it would ever be complete.

use std::collections::HashSet;

use super::scc::tarjan;
use super::types::{Shape, Type, TypeId, TypeKind};
use crate::diagnostic::Diagnostics;

/// Takes out of unions and newtypes what leads back to them with nothing read in between, and reports types of which no value has an end.
pub(super) fn cut(types: &mut [Type], diagnostics: &mut Diagnostics) {
    let numbers = |found: &Type| stands_for(&found.kind).into_iter().flatten().map(|id| id.0).collect();
    let groups = tarjan(&types.iter().map(numbers).collect::<Vec<_>>());
    let mut kept = vec![Vec::new(); types.len()];
    for index in 0..types.len() {
        cut_one(types, index, &groups, &mut kept, diagnostics);
    }
    report_infinite(types, diagnostics);
}

/// Decides on each type that one stands for in whole; `kept` are those of the types before it, as far as they are of its group.
fn cut_one(
    types: &mut [Type],
    index: usize,
    groups: &[usize],
    kept: &mut [Vec<TypeId>],
    diagnostics: &mut Diagnostics,
) {
    let Some(found) = types.get_mut(index) else { return };
    let targets = stands_for(&found.kind);
    let within = |id: &TypeId| groups.get(id.0) == groups.get(index);
    let circle = |target: &Option<TypeId>| target.is_some_and(|id| within(&id) && reaches(kept, id, index));
    let is_circle: Vec<bool> = targets.iter().map(circle).collect();
    if let Some(kept) = kept.get_mut(index) {
        let straight = targets.iter().zip(&is_circle).filter(|(_, is_circle)| !**is_circle);
        kept.extend(straight.filter_map(|(target, _)| *target).filter(within));
    }
    if is_circle.contains(&true) {
        remove(found, &is_circle);
        diagnostics.warning(
            "infinite-type",
            found.docs.pointer.clone(),
            "the schema refers to itself for the value that it describes; that says nothing, and is left out of its type",
            "remove the reference, or put a property or an array in between",
        );
    }
}

/// Returns the types whose values are values of this one, for each of its members.
fn stands_for(kind: &TypeKind) -> Vec<Option<TypeId>> {
    match kind {
        TypeKind::Union(union) => union.variants.iter().map(|member| by_value(&member.shape)).collect(),
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

fn remove(holder: &mut Type, is_circle: &[bool]) {
    if let TypeKind::Union(union) = &mut holder.kind {
        let mut circles = is_circle.iter();
        union.variants.retain(|_| !circles.next().copied().unwrap_or_default());
        let mut circles = is_circle.iter();
        holder.child_docs.retain(|_| !circles.next().copied().unwrap_or_default());
        if !union.variants.is_empty() {
            return;
        }
    }
    holder.kind = TypeKind::Newtype(Shape::Any);
    holder.child_docs.clear();
}

/// Reports structs that require themselves, by whatever way.
fn report_infinite(types: &[Type], diagnostics: &mut Diagnostics) {
    let mut finite = vec![false; types.len()];
    loop {
        let before = finite.clone();
        for (index, found) in types.iter().enumerate() {
            let is_finite = has_end(&found.kind, &finite);
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
            "no value has an end: the schema requires one of its own values in each",
            "make one of the properties on the way optional or nullable",
        );
    }
}

/// Returns whether some value of a type has an end, by what is known so far.
fn has_end(kind: &TypeKind, finite: &[bool]) -> bool {
    let ends = |shape: &Shape| match shape {
        Shape::Type(id) => finite.get(id.0).copied().unwrap_or(true),
        _ => true,
    };
    match kind {
        TypeKind::Struct(object) => {
            object.fields.iter().all(|field| !field.required || field.nullable || ends(&field.shape))
        }
        TypeKind::Union(union) => union.variants.iter().any(|member| ends(&member.shape)),
        TypeKind::Newtype(shape) => ends(shape),
        TypeKind::Alias(id) => ends(&Shape::Type(*id)),
        TypeKind::Enum(_) => true,
    }
}
