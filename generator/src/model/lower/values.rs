//! `enum`: lists of values.

use serde_json::Value;

use super::super::types::{Docs, Kind, Shape, Values};
use super::Form;

/// Returns the form of a list of values; `null` among them is no value but makes the schema nullable.
pub(super) fn form(values: &[Value]) -> Form {
    let mut distinct: Vec<Value> = Vec::new();
    for value in values {
        if !value.is_null() && !distinct.contains(value) {
            distinct.push(value.clone());
        }
    }
    let scalar = distinct.iter().all(|value| !value.is_array() && !value.is_object());
    if distinct.is_empty() || !scalar {
        return Form::Shape(Shape::Any);
    }
    let docs = distinct.iter().map(|_| Docs::default()).collect();
    Form::Kind(Kind::Values(Values { values: distinct }), docs)
}
