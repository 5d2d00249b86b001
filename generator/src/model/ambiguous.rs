//! Ambiguous unions: the default value of a variant satisfies another variant as well.

use serde_json::{Map, Value};

use super::holds::holds;
use super::types::{Shape, Type, TypeKind, Union, Variant};
use crate::diagnostic::Diagnostics;
use crate::json::equality::is_same;

/// Warns of each ambiguous union in requests.
pub(super) fn warn(types: &[Type], diagnostics: &mut Diagnostics) {
    for found in types.iter().filter(|found| found.in_request) {
        let TypeKind::Union(union) = &found.kind else { continue };
        let Some((variant, other)) = ambiguous(types, union) else { continue };
        diagnostics.warning(
            "ambiguous-default",
            found.docs.pointer.clone(),
            format!("a value of `{variant}` without properties is also a value of `{other}`, so the server can't distinguish them"),
            "add a property with a distinct constant to each variant, or require one that the others don't have",
        );
    }
}

/// Returns the labels of a variant whose default has no distinguishing discriminator, and of another variant that the default satisfies.
fn ambiguous<'a>(types: &[Type], union: &'a Union) -> Option<(&'a str, &'a str)> {
    union.variants.iter().enumerate().find_map(|(index, variant)| {
        let value = default_of(types, variant).filter(|value| !is_selected(union, variant, value))?;
        if holds(types, &variant.schema, &value) != Some(true) {
            return None;
        }
        let mut others = union.variants.iter().enumerate().filter(|(other, _)| *other != index);
        let other = others.find(|(_, other)| holds(types, &other.schema, &value) == Some(true));
        other.map(|(_, other)| (variant.label.as_str(), other.label.as_str()))
    })
}

/// Returns the serialized `default()` of a variant's struct, if it has one.
fn default_of(types: &[Type], variant: &Variant) -> Option<Value> {
    let Shape::Type(id) = variant.shape else { return None };
    match &types.get(id.0)?.kind {
        TypeKind::Struct(object) if object.fields.iter().all(|field| !field.required) => {
            let fields = object.discriminator_fields.iter().map(|value| (value.name.clone(), value.value.clone()));
            Some(Value::Object(fields.collect::<Map<String, Value>>()))
        }
        _ => None,
    }
}

/// Returns whether the discriminator of a value selects a variant.
fn is_selected(union: &Union, variant: &Variant, value: &Value) -> bool {
    let discriminator = union.discriminator.as_ref().and_then(|property| value.get(property));
    discriminator.is_some_and(|found| variant.discriminator_values.iter().any(|selecting| is_same(selecting, found)))
}
