//! Boxing of recursive types.

use super::super::scc::tarjan;
use super::super::types::{Shape, Type, TypeId, TypeKind};

/// Boxes the fields and variants through which a type would contain itself by value.
///
/// Arrays and maps are indirections already.
pub(in crate::model) fn box_cycles(types: &mut [Type]) {
    let mut edges: Vec<Vec<Edge>> = (0..types.len()).map(|index| held(types, index).collect()).collect();
    let targets = |edges: &Vec<Edge>| edges.iter().map(|edge| edge.target).collect();
    let components = tarjan(&edges.iter().map(targets).collect::<Vec<_>>());
    for (index, edges) in edges.iter_mut().enumerate() {
        edges.retain(|edge| components.get(edge.target) == components.get(index));
    }
    let mut visited = vec![None; types.len()];
    for index in 0..types.len() {
        for edge in edges.get(index).cloned().unwrap_or_default() {
            if reaches(&edges, edge.target, index, &mut visited, (index, edge.child))
                && set_boxed(types, index, edge.child)
                && let Some(edges) = edges.get_mut(index)
            {
                edges.retain(|known| known.child != edge.child);
            }
        }
    }
}

/// A field or variant that is contained by value.
#[derive(Clone, Copy)]
struct Edge {
    child: usize,
    target: usize,
}

pub(super) fn child_count(types: &[Type], index: usize) -> usize {
    match types.get(index).map(|found| &found.kind) {
        Some(TypeKind::Struct(object)) => object.fields.len(),
        Some(TypeKind::Union(union)) => union.variants.len(),
        Some(TypeKind::Newtype(_) | TypeKind::Alias(_)) => 1,
        Some(TypeKind::Enum(_)) | None => 0,
    }
}

/// Returns the type that a field or variant contains by value, unless it is boxed already.
pub(super) fn held_by_value(types: &[Type], index: usize, child: usize) -> Option<TypeId> {
    match &types.get(index)?.kind {
        TypeKind::Struct(object) => {
            let field = object.fields.get(child)?;
            by_value(&field.shape).filter(|_| !field.boxed)
        }
        TypeKind::Union(union) => {
            let variant = union.variants.get(child)?;
            by_value(&variant.shape).filter(|_| !variant.boxed)
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
    let children = 0..child_count(types, index);
    children.filter_map(move |child| Some(Edge { child, target: held_by_value(types, index, child)?.0 }))
}

/// Returns whether a type contains `goal`; `visited` has the last search that visited each type.
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

/// Boxes a field or variant; returns whether that is possible.
pub(super) fn set_boxed(types: &mut [Type], index: usize, child: usize) -> bool {
    let boxed = match types.get_mut(index).map(|found| &mut found.kind) {
        Some(TypeKind::Struct(object)) => object.fields.get_mut(child).map(|field| &mut field.boxed),
        Some(TypeKind::Union(union)) => union.variants.get_mut(child).map(|variant| &mut variant.boxed),
        // Newtypes and aliases are not boxed; fields and variants of other types in the cycle are.
        _ => None,
    };
    boxed.map(|boxed| *boxed = true).is_some()
}
