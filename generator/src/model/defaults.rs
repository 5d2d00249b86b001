//! `default` values as constants.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::types::{Constant, Shape, Struct, Type, TypeId, TypeKind};
use crate::diagnostic::Diagnostics;

/// Sets the constant of every optional field whose default fits its shape.
///
/// Defaults of other types and unsupported ones are reported and ignored. `null` is the same as no default.
pub(super) fn resolve(types: &mut [Type], diagnostics: &mut Diagnostics) {
    for index in 0..types.len() {
        let constants = constants(types, TypeId(index), diagnostics);
        if let Some(Type { kind: TypeKind::Struct(object), .. }) = types.get_mut(index) {
            for (field, constant) in object.fields.iter_mut().zip(constants) {
                field.constant = constant;
            }
        }
    }
}

fn constants(types: &[Type], id: TypeId, diagnostics: &mut Diagnostics) -> Vec<Option<Constant>> {
    let Some(Type { kind: TypeKind::Struct(object), child_docs, .. }) = types.get(id.0) else { return Vec::new() };
    let mut constants = Vec::new();
    for (field, docs) in object.fields.iter().zip(child_docs) {
        let value = field.default.as_ref().filter(|value| !field.required && !value.is_null());
        let constant = value.map(|value| constant(types, value, &field.shape)).transpose();
        if let (Some(value), Err(reason)) = (value, &constant) {
            let (code, message, help) = reason.diagnostic(value, &field.name);
            diagnostics.warning(code, format!("{}/default", docs.pointer), message, help);
        }
        constants.push(constant.unwrap_or_default());
    }
    constants
}

/// The reason why a field has no method that returns its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// The default is not a value of the type.
    Mismatch,
    /// Defaults of the type are not supported.
    Unsupported,
}

impl Reason {
    /// Returns the code, the message and the help of the warning.
    fn diagnostic(self, value: &Value, field: &str) -> (&'static str, String, &'static str) {
        match self {
            Self::Mismatch => (
                "default-mismatch",
                format!("the default `{value}` of `{field}` is not a value of its type"),
                "correct the default or the type; until then the field has no method that returns the default",
            ),
            Self::Unsupported => (
                "unsupported-default",
                format!(
                    "there is no method that returns the default `{value}` of `{field}`: defaults of this type are not supported"
                ),
                "no action needed: the document may be right, and the default is in the documentation of the field",
            ),
        }
    }
}

fn constant(types: &[Type], value: &Value, shape: &Shape) -> Result<Constant, Reason> {
    match (shape, value) {
        (Shape::Any, value) => Ok(Constant::Json(value.to_string())),
        (Shape::Boolean, Value::Bool(value)) => Ok(Constant::Boolean(*value)),
        (Shape::Integer(format), Value::Number(number)) if format.holds(number) => {
            Ok(Constant::Integer(number.to_string()))
        }
        (Shape::Number, Value::Number(number)) => Ok(Constant::Number(number.to_string())),
        (Shape::String, Value::String(text)) => Ok(Constant::String(text.clone())),
        (Shape::Uuid, Value::String(text)) => parsed::<uuid::Uuid>(text),
        (Shape::Date, Value::String(text)) => parsed::<chrono::NaiveDate>(text),
        (Shape::DateTime, Value::String(text)) => parsed::<chrono::DateTime<chrono::FixedOffset>>(text),
        (Shape::Byte | Shape::Binary, Value::String(_)) | (Shape::Custom(_) | Shape::Nullable(_), _) => {
            Err(Reason::Unsupported)
        }
        (Shape::Array(items), Value::Array(values)) => {
            values.iter().map(|value| constant(types, value, items)).collect::<Result<_, _>>().map(Constant::Array)
        }
        (Shape::Map(values), Value::Object(members)) => {
            let entry = |(name, value): (&String, &Value)| Ok((name.clone(), constant(types, value, values)?));
            let mut entries = members.iter().map(entry).collect::<Result<Vec<_>, Reason>>()?;
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            Ok(Constant::Map(entries))
        }
        (Shape::Type(id), value) => constant_of_type(types, value, *id),
        _ => Err(Reason::Mismatch),
    }
}

/// Returns a text that the generated code parses.
fn parsed<T: FromStr>(text: &str) -> Result<Constant, Reason> {
    text.parse::<T>().map(|_| Constant::Text(text.to_owned())).map_err(|_| Reason::Unsupported)
}

fn constant_of_type(types: &[Type], value: &Value, id: TypeId) -> Result<Constant, Reason> {
    match &types.get(id.0).ok_or(Reason::Unsupported)?.kind {
        TypeKind::Enum(values) => {
            let index = values.values.iter().position(|known| known == value).ok_or(Reason::Mismatch)?;
            Ok(Constant::Variant(id, index))
        }
        TypeKind::Struct(object) => constant_of_struct(types, value.as_object().ok_or(Reason::Mismatch)?, id, object),
        TypeKind::Newtype(shape) => Ok(Constant::Newtype(id, Box::new(constant(types, value, shape)?))),
        TypeKind::Alias(target) => constant_of_type(types, value, *target),
        TypeKind::Union(_) => Err(Reason::Unsupported),
    }
}

fn constant_of_struct(
    types: &[Type],
    members: &Map<String, Value>,
    id: TypeId,
    object: &Struct,
) -> Result<Constant, Reason> {
    if object.fields.iter().any(|field| field.required && !members.contains_key(&field.name)) {
        return Err(Reason::Mismatch);
    }
    let is_known = |name: &String| object.fields.iter().any(|field| field.name == *name);
    // Additional properties are only emitted with `..Default::default()`.
    let has_default = object.fields.iter().all(|field| !field.required);
    if !object.discriminator_fields.is_empty()
        || !members.keys().all(is_known)
        || !(object.additional_properties.is_none() || has_default)
    {
        return Err(Reason::Unsupported);
    }
    let fields = object.fields.iter().enumerate();
    let given = fields.filter_map(|(index, field)| Some((index, field, members.get(&field.name)?)));
    let given = given.map(|(index, field, value)| Ok((index, constant(types, value, &field.shape)?)));
    Ok(Constant::Struct(id, given.collect::<Result<_, Reason>>()?))
}
