//! Types that contain themselves: which members must be boxed.

use super::groups::groups;
use super::types::{Kind, Shape, Type, TypeId};

/// Boxes the members through which a type would contain itself by value, and no others.
///
/// Arrays and maps already keep their items elsewhere.
pub(super) fn box_cycles(types: &mut [Type]) {
    let edges: Vec<Vec<usize>> = (0..types.len()).map(|index| held(types, index).map(|id| id.0).collect()).collect();
    let groups = groups(&edges);
    let mut visited = vec![None; types.len()];
    for index in 0..types.len() {
        for member in 0..member_count(types, index) {
            let Some(target) = held_by_value(types, index, member) else { continue };
            let within = |id: TypeId| groups.get(id.0) == groups.get(index);
            if within(target) && reaches(types, target, TypeId(index), within, &mut visited, (index, member)) {
                set_boxed(types, index, member);
            }
        }
    }
}

pub(super) fn member_count(types: &[Type], index: usize) -> usize {
    match types.get(index).map(|found| &found.kind) {
        Some(Kind::Struct(object)) => object.fields.len(),
        Some(Kind::Union(union)) => union.members.len(),
        Some(Kind::Newtype(_) | Kind::Alias(_)) => 1,
        Some(Kind::Values(_)) | None => 0,
    }
}

/// Returns the type that a member holds by value, unless the member is boxed already.
pub(super) fn held_by_value(types: &[Type], index: usize, member: usize) -> Option<TypeId> {
    match &types.get(index)?.kind {
        Kind::Struct(object) => {
            let field = object.fields.get(member)?;
            by_value(&field.shape).filter(|_| !field.boxed)
        }
        Kind::Union(union) => {
            let choice = union.members.get(member)?;
            by_value(&choice.shape).filter(|_| !choice.boxed)
        }
        Kind::Newtype(shape) => by_value(shape),
        Kind::Alias(id) => Some(*id),
        Kind::Values(_) => None,
    }
}

fn by_value(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Type(id) => Some(*id),
        Shape::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

fn held(types: &[Type], index: usize) -> impl Iterator<Item = TypeId> {
    (0..member_count(types, index)).filter_map(move |member| held_by_value(types, index, member))
}

/// Returns whether a type holds `goal`, by way of types that are `within`; `visited` notes the search in which a type was met last.
fn reaches(
    types: &[Type],
    from: TypeId,
    goal: TypeId,
    within: impl Fn(TypeId) -> bool,
    visited: &mut [Option<(usize, usize)>],
    search: (usize, usize),
) -> bool {
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if id == goal {
            return true;
        }
        match visited.get_mut(id.0) {
            Some(met) if *met != Some(search) => *met = Some(search),
            _ => continue,
        }
        open.extend(held(types, id.0).filter(|id| within(*id)));
    }
    false
}

pub(super) fn set_boxed(types: &mut [Type], index: usize, member: usize) {
    match types.get_mut(index).map(|found| &mut found.kind) {
        Some(Kind::Struct(object)) => {
            if let Some(field) = object.fields.get_mut(member) {
                field.boxed = true;
            }
        }
        Some(Kind::Union(union)) => {
            if let Some(choice) = union.members.get_mut(member) {
                choice.boxed = true;
            }
        }
        // A newtype or alias alone can't be boxed; the members of the others on the way round are.
        _ => {}
    }
}
