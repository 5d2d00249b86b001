//! Types that contain themselves: which members must be boxed.

use super::super::scc::tarjan;
use super::super::types::{Shape, Type, TypeId, TypeKind};

/// Boxes the members through which a type would contain itself by value, and no others.
///
/// Arrays and maps already keep their items elsewhere.
pub(in crate::model) fn box_cycles(types: &mut [Type]) {
    let mut edges: Vec<Vec<Edge>> = (0..types.len()).map(|index| held(types, index).collect()).collect();
    let targets = |edges: &Vec<Edge>| edges.iter().map(|edge| edge.target).collect();
    let groups = tarjan(&edges.iter().map(targets).collect::<Vec<_>>());
    for (index, edges) in edges.iter_mut().enumerate() {
        edges.retain(|edge| groups.get(edge.target) == groups.get(index));
    }
    let mut visited = vec![None; types.len()];
    for index in 0..types.len() {
        for edge in edges.get(index).cloned().unwrap_or_default() {
            if reaches(&edges, edge.target, index, &mut visited, (index, edge.member))
                && set_boxed(types, index, edge.member)
                && let Some(edges) = edges.get_mut(index)
            {
                edges.retain(|known| known.member != edge.member);
            }
        }
    }
}

/// A member that is held by value.
#[derive(Clone, Copy)]
struct Edge {
    member: usize,
    target: usize,
}

pub(super) fn member_count(types: &[Type], index: usize) -> usize {
    match types.get(index).map(|found| &found.kind) {
        Some(TypeKind::Struct(object)) => object.fields.len(),
        Some(TypeKind::Union(union)) => union.variants.len(),
        Some(TypeKind::Newtype(_) | TypeKind::Alias(_)) => 1,
        Some(TypeKind::Enum(_)) | None => 0,
    }
}

/// Returns the type that a member holds by value, unless the member is boxed already.
pub(super) fn held_by_value(types: &[Type], index: usize, member: usize) -> Option<TypeId> {
    match &types.get(index)?.kind {
        TypeKind::Struct(object) => {
            let field = object.fields.get(member)?;
            by_value(&field.shape).filter(|_| !field.boxed)
        }
        TypeKind::Union(union) => {
            let choice = union.variants.get(member)?;
            by_value(&choice.shape).filter(|_| !choice.boxed)
        }
        TypeKind::Newtype(shape) => by_value(shape),
        TypeKind::Alias(id) => Some(*id),
        TypeKind::Enum(_) => None,
    }
}

fn by_value(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Type(id) => Some(*id),
        Shape::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

fn held(types: &[Type], index: usize) -> impl Iterator<Item = Edge> {
    let members = 0..member_count(types, index);
    members.filter_map(move |member| Some(Edge { member, target: held_by_value(types, index, member)?.0 }))
}

/// Returns whether a type holds `goal`; `visited` notes the search in which a type was met last.
fn reaches(
    edges: &[Vec<Edge>],
    from: usize,
    goal: usize,
    visited: &mut [Option<(usize, usize)>],
    search: (usize, usize),
) -> bool {
    let mut open = vec![from];
    while let Some(index) = open.pop() {
        if index == goal {
            return true;
        }
        match visited.get_mut(index) {
            Some(met) if *met != Some(search) => *met = Some(search),
            _ => continue,
        }
        open.extend(edges.get(index).into_iter().flatten().map(|edge| edge.target));
    }
    false
}

/// Boxes a member; returns whether it can be.
pub(super) fn set_boxed(types: &mut [Type], index: usize, member: usize) -> bool {
    let boxed = match types.get_mut(index).map(|found| &mut found.kind) {
        Some(TypeKind::Struct(object)) => object.fields.get_mut(member).map(|field| &mut field.boxed),
        Some(TypeKind::Union(union)) => union.variants.get_mut(member).map(|choice| &mut choice.boxed),
        // A newtype or alias alone can't be boxed; the members of the others on the way round are.
        _ => None,
    };
    boxed.map(|boxed| *boxed = true).is_some()
}
