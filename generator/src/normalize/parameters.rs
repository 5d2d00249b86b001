//! Lists of parameters (OpenAPI 3.0.3 §4.7.12), with references resolved.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::reference::ReferenceTarget;
use super::schema::pointer::pointer_of;
use crate::diagnostic::Diagnostics;
use crate::load::pointer;

/// The parameters under `components`.
pub(super) struct Components<'a>(Option<&'a Map<String, Value>>);

/// A parameter in a list.
pub(super) struct Parameter {
    /// The index in the list.
    pub(super) index: usize,
    /// The JSON pointer.
    pub(super) pointer: String,
    /// The field `name`.
    pub(super) name: String,
    /// The field `in`.
    pub(super) location: String,
}

impl<'a> Components<'a> {
    /// Returns those of the document `tree`.
    pub(super) fn of(tree: &'a Value) -> Self {
        let parameters = tree.get("components").and_then(|components| components.get("parameters"));
        Self(parameters.and_then(Value::as_object))
    }

    /// Follows references to a parameter.
    fn followed<'b>(&self, value: &'b Value) -> Option<&'b Value>
    where
        'a: 'b,
    {
        let mut value = value;
        let mut seen = HashSet::new();
        while let Some(reference) = value.get("$ref") {
            let ReferenceTarget::Component { name, .. } = ReferenceTarget::of(reference.as_str()?) else { return None };
            value = self.0?.get(&name)?;
            if !seen.insert(name) {
                return None;
            }
        }
        Some(value)
    }

    /// Returns the parameters of `holder`, which is a path item or an operation.
    pub(super) fn list(&self, holder: &Map<String, Value>) -> Vec<Parameter> {
        let at = pointer::join(pointer_of(holder), "parameters");
        let list = holder.get("parameters").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let read = |(index, value): (usize, &Value)| {
            let parameter = self.followed(value)?;
            let text = |field: &str| parameter.get(field).and_then(Value::as_str).map(str::to_owned);
            let pointer = pointer::join(&at, &index.to_string());
            Some(Parameter { index, pointer, name: text("name")?, location: text("in")? })
        };
        list.iter().enumerate().filter_map(read).collect()
    }

    /// Changes one of the parameters of `holder`; a reference is replaced by a changed copy.
    pub(super) fn change(
        &self,
        holder: &mut Map<String, Value>,
        index: usize,
        change: impl FnOnce(&mut Map<String, Value>),
    ) {
        let list = holder.get_mut("parameters").and_then(Value::as_array_mut);
        let Some(slot) = list.and_then(|list| list.get_mut(index)) else { return };
        let Some(mut parameter) = self.followed(slot).and_then(Value::as_object).cloned() else { return };
        change(&mut parameter);
        *slot = Value::Object(parameter);
    }
}

/// Adds a parameter to `holder`.
pub(super) fn add(holder: &mut Map<String, Value>, parameter: Value) {
    let list = holder.entry("parameters").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(list) = list {
        list.push(parameter);
    }
}

/// Removes the parameters of `holder` at `indices`.
pub(super) fn remove(holder: &mut Map<String, Value>, indices: &[usize]) {
    let Some(Value::Array(list)) = holder.get_mut("parameters") else { return };
    let mut index = 0..;
    list.retain(|_| index.next().is_none_or(|index: usize| !indices.contains(&index)));
}

/// Adds an error for each duplicate parameter in a list.
pub(super) fn refuse_duplicates(parameters: &[Parameter], diagnostics: &mut Diagnostics) {
    let mut known = HashSet::new();
    for Parameter { pointer, name, location, .. } in parameters {
        if !known.insert((name, location)) {
            let message = format!("duplicate {location} parameter `{name}`");
            diagnostics.error("duplicate-parameter", pointer, message, "remove one of the two");
        }
    }
}
