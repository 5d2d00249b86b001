//! Fields whose shape includes `null`.

use super::types::{Shape, Type, TypeId, TypeKind};

/// Marks the fields whose shape includes `null`, so that optional ones distinguish it from absence.
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

/// Returns for each type whether it includes `null`, directly or through aliases, newtypes and unions.
fn hold_null(types: &[Type]) -> Vec<bool> {
    let mut hold_null = vec![false; types.len()];
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut open = Vec::new();
    for (index, found) in types.iter().enumerate() {
        for target in targets(&found.kind) {
            match target {
                Target::Null => open.push(index),
                Target::Type(id) => holders.get_mut(id.0).into_iter().for_each(|holders| holders.push(index)),
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

/// A possible value of a type.
enum Target {
    Null,
    Type(TypeId),
}

fn targets(kind: &TypeKind) -> Vec<Target> {
    let target = |shape: &Shape| match shape {
        Shape::Any | Shape::Nullable(_) => Some(Target::Null),
        Shape::Type(id) => Some(Target::Type(*id)),
        _ => None,
    };
    match kind {
        TypeKind::Newtype(shape) => target(shape).into_iter().collect(),
        TypeKind::Alias(id) => vec![Target::Type(*id)],
        TypeKind::Union(union) => union.variants.iter().filter_map(|variant| target(&variant.shape)).collect(),
        TypeKind::Struct(_) | TypeKind::Enum(_) => Vec::new(),
    }
}
