//! Unions of which nobody could tell what is sent: a value that `default()` gives satisfies several members.

use serde_json::{Map, Value};

use super::holds::holds;
use super::types::{Shape, Type, TypeKind, Union, Variant};
use crate::diagnostic::Diagnostics;
use crate::normalize::equality::is_same;

/// Warns of each union that requests hold where it is so.
pub(super) fn warn(types: &[Type], diagnostics: &mut Diagnostics) {
    for found in types.iter().filter(|found| found.in_request) {
        let TypeKind::Union(union) = &found.kind else { continue };
        let Some((member, other)) = ambiguous(types, union) else { continue };
        diagnostics.warning(
            "ambiguous-default",
            found.docs.pointer.clone(),
            format!("a value of `{member}` without any property is one of `{other}`, too: who receives it can't tell them apart"),
            "give each member a property with a constant of its own, or require one that the others don't have",
        );
    }
}

/// Returns the labels of a member whose default is told by no tag, and of another that it satisfies.
fn ambiguous<'a>(types: &[Type], union: &'a Union) -> Option<(&'a str, &'a str)> {
    union.variants.iter().enumerate().find_map(|(index, member)| {
        let value = default_of(types, member).filter(|value| !is_told(union, member, value))?;
        if holds(types, &member.schema, &value) != Some(true) {
            return None;
        }
        let mut others = union.variants.iter().enumerate().filter(|(other, _)| *other != index);
        let other = others.find(|(_, other)| holds(types, &other.schema, &value) == Some(true));
        other.map(|(_, other)| (member.label.as_str(), other.label.as_str()))
    })
}

/// Returns what `default()` of a member's struct is written as, if it has one.
fn default_of(types: &[Type], member: &Variant) -> Option<Value> {
    let Shape::Type(id) = member.shape else { return None };
    match &types.get(id.0)?.kind {
        TypeKind::Struct(object) if object.fields.iter().all(|field| !field.required) => {
            let tags = object.discriminator_fields.iter().map(|tag| (tag.name.clone(), tag.value.clone()));
            Some(Value::Object(tags.collect::<Map<String, Value>>()))
        }
        _ => None,
    }
}

/// Returns whether the tag of a value tells that it is of a member.
fn is_told(union: &Union, member: &Variant, value: &Value) -> bool {
    let tag = union.discriminator.as_ref().and_then(|tag| value.get(tag));
    tag.is_some_and(|tag| member.discriminator_values.iter().any(|told| is_same(told, tag)))
}
