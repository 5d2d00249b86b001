//! Which fields hold `null` by themselves.

use super::types::{Shape, Type, TypeId, TypeKind};

/// Marks the fields whose shape holds `null`, so that an optional one can tell it from being absent.
pub(super) fn mark(types: &mut [Type]) {
    let hold_null = hold_null(types);
    for found in types {
        let TypeKind::Struct(object) = &mut found.kind else { continue };
        for field in &mut object.fields {
            field.holds_null = match &field.shape {
                Shape::Any => true,
                Shape::Type(id) => hold_null.get(id.0).copied().unwrap_or_default(),
                _ => false,
            };
        }
    }
}

/// Returns for each type whether it holds `null`, by itself or by way of the types that it stands for.
fn hold_null(types: &[Type]) -> Vec<bool> {
    let mut hold_null = vec![false; types.len()];
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut open = Vec::new();
    for (index, found) in types.iter().enumerate() {
        for part in parts(&found.kind) {
            match part {
                Part::Null => open.push(index),
                Part::Type(id) => holders.get_mut(id.0).into_iter().for_each(|holders| holders.push(index)),
            }
        }
    }
    while let Some(index) = open.pop() {
        let Some(known) = hold_null.get_mut(index) else { continue };
        if !std::mem::replace(known, true) {
            open.extend(holders.get(index).into_iter().flatten());
        }
    }
    hold_null
}

/// What a type may stand for.
enum Part {
    Null,
    Type(TypeId),
}

fn parts(kind: &TypeKind) -> Vec<Part> {
    let part = |shape: &Shape| match shape {
        Shape::Any | Shape::Nullable(_) => Some(Part::Null),
        Shape::Type(id) => Some(Part::Type(*id)),
        _ => None,
    };
    match kind {
        TypeKind::Newtype(shape) => part(shape).into_iter().collect(),
        TypeKind::Alias(id) => vec![Part::Type(*id)],
        TypeKind::Union(union) => union.variants.iter().filter_map(|member| part(&member.shape)).collect(),
        TypeKind::Struct(_) | TypeKind::Enum(_) => Vec::new(),
    }
}
