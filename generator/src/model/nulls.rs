//! Which fields hold `null` by themselves.

use super::types::{Kind, Shape, Type, TypeId};

/// Marks the fields whose shape holds `null`, so that an optional one can tell it from being absent.
pub(super) fn mark(types: &mut [Type]) {
    let hold_null: Vec<bool> = (0..types.len()).map(|index| type_holds_null(types, TypeId(index), 0)).collect();
    for found in types {
        let Kind::Struct(object) = &mut found.kind else { continue };
        for field in &mut object.fields {
            field.holds_null = match &field.shape {
                Shape::Any => true,
                Shape::Type(id) => hold_null.get(id.0).copied().unwrap_or_default(),
                _ => false,
            };
        }
    }
}

fn type_holds_null(types: &[Type], id: TypeId, depth: usize) -> bool {
    // A chain longer than the types there are goes round in a circle.
    if depth > types.len() {
        return false;
    }
    match types.get(id.0).map(|found| &found.kind) {
        Some(Kind::Newtype(Shape::Any | Shape::Nullable(_))) => true,
        Some(Kind::Newtype(Shape::Type(inner)) | Kind::Alias(inner)) => type_holds_null(types, *inner, depth + 1),
        Some(Kind::Union(union)) => union.members.iter().any(|member| match &member.shape {
            Shape::Any | Shape::Nullable(_) => true,
            Shape::Type(inner) => type_holds_null(types, *inner, depth + 1),
            _ => false,
        }),
        _ => false,
    }
}
