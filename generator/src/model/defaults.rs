//! `default`: values that fit the shape they stand beside.

use serde_json::Value;

use super::types::{Constant, Kind, Shape, Type, TypeId};
use crate::diagnostic::Diagnostics;

/// Sets the constant of every optional field whose default its shape can hold.
///
/// A default of another type is reported and ignored; `null` is the same as none.
pub(super) fn resolve(types: &mut [Type], diagnostics: &mut Diagnostics) {
    for index in 0..types.len() {
        let constants = constants(types, TypeId(index), diagnostics);
        if let Some(Type { kind: Kind::Struct(object), .. }) = types.get_mut(index) {
            for (field, constant) in object.fields.iter_mut().zip(constants) {
                field.constant = constant;
            }
        }
    }
}

fn constants(types: &[Type], id: TypeId, diagnostics: &mut Diagnostics) -> Vec<Option<Constant>> {
    let Some(Type { kind: Kind::Struct(object), member_docs, .. }) = types.get(id.0) else { return Vec::new() };
    let mut constants = Vec::new();
    for (field, docs) in object.fields.iter().zip(member_docs) {
        let value = field.default.as_ref().filter(|value| !field.required && !value.is_null());
        let constant = value.and_then(|value| constant(types, value, &field.shape));
        if let (Some(value), None) = (value, &constant) {
            diagnostics.warning(
                "default-mismatch",
                format!("{}/default", docs.pointer),
                format!("the default `{value}` of `{}` can't be given as a value of its type", field.name),
                "correct the default or the type; until then the field has no method that yields the default",
            );
        }
        constants.push(constant);
    }
    constants
}

fn constant(types: &[Type], value: &Value, shape: &Shape) -> Option<Constant> {
    match (shape, value) {
        (Shape::Boolean, Value::Bool(value)) => Some(Constant::Boolean(*value)),
        (Shape::Integer(format), Value::Number(number)) if format.holds(number) => {
            Some(Constant::Integer(number.to_string()))
        }
        (Shape::Number, Value::Number(number)) => Some(Constant::Number(number.to_string())),
        (Shape::String, Value::String(text)) => Some(Constant::String(text.clone())),
        (Shape::Array(items), Value::Array(values)) => {
            values.iter().map(|value| constant(types, value, items)).collect::<Option<_>>().map(Constant::Array)
        }
        (Shape::Type(id), value) => constant_of_type(types, value, *id),
        _ => None,
    }
}

fn constant_of_type(types: &[Type], value: &Value, id: TypeId) -> Option<Constant> {
    match &types.get(id.0)?.kind {
        Kind::Values(values) => {
            let index = values.values.iter().position(|known| known == value)?;
            Some(Constant::Value(id, index))
        }
        Kind::Struct(object) if object.rest.is_none() && object.tags.is_empty() => {
            let members = value.as_object()?;
            let mut given = Vec::new();
            for (index, field) in object.fields.iter().enumerate() {
                match members.get(&field.name) {
                    Some(value) => given.push((index, constant(types, value, &field.shape)?)),
                    None if field.required => return None,
                    None => {}
                }
            }
            let known = |name: &String| object.fields.iter().any(|field| field.name == *name);
            members.keys().all(known).then_some(Constant::Struct(id, given))
        }
        Kind::Struct(_) | Kind::Union(_) | Kind::Newtype(_) | Kind::Alias(_) => None,
    }
}
