//! Repairs of arrays instead of objects, and of objects instead of arrays.

use std::mem;

use serde_json::{Map, Value, json};

use crate::normalize::describe::with_article;
use crate::normalize::spec::{ObjectDef, ValueType};
use crate::normalize::walker::Walker;

impl Walker<'_> {
    /// Replaces an empty array by an empty object: some languages have only one empty container.
    pub(in crate::normalize) fn object_of_empty_array(&mut self, value: &mut Value) {
        if value.as_array().is_some_and(Vec::is_empty) {
            self.replace_with("an object", value, Value::Object(Map::new()));
        }
    }

    /// Replaces an array of objects by one object with all their members, if their names are distinct.
    pub(in crate::normalize) fn object_of_array(&mut self, value: &mut Value) {
        if let Some(members) = value.as_array().and_then(|elements| merged(elements)) {
            self.replace_with("an object", value, Value::Object(members));
        }
    }

    /// Replaces a name by an object with an empty array under it: a security requirement without scopes.
    pub(in crate::normalize) fn object_of_name(&mut self, entry: &ValueType, value: &mut Value) {
        if let (ValueType::List(_), Some(name)) = (entry, value.as_str()) {
            let object = json!({ name: [] });
            self.replace_with("an object", value, object);
        }
    }

    /// Replaces a string by an object of the specification, if that has one main field.
    pub(in crate::normalize) fn object_of_text(&mut self, object: &ObjectDef, value: &mut Value) {
        let field = match object.name {
            "Server Object" | "External Documentation Object" => "url",
            "Tag Object" => "name",
            _ => return,
        };
        if value.is_string() {
            let replacement = json!({ field: value });
            self.replace_with(&with_article(object.name), value, replacement);
        }
    }

    /// Replaces an empty object by an empty array, a single element by an array with it, and a map of objects by an
    /// array of them.
    pub(in crate::normalize) fn array_of_one(&mut self, element: &ValueType, value: &mut Value) {
        if value.as_object().is_some_and(Map::is_empty) {
            self.replace_with("an array", value, Value::Array(Vec::new()));
        } else if let Some(named) = named_objects(element, value) {
            self.replace_with("an array", value, Value::Array(named));
        } else if is_plainly(element, value) {
            let array = Value::Array(vec![value.clone()]);
            self.replace_with("an array", value, array);
        }
    }

    /// Replaces null by an empty container in a map, where the key alone has a meaning.
    pub(in crate::normalize) fn fill_null(&mut self, expected: &ValueType, value: &mut Value) {
        let empty = match expected {
            ValueType::Object(_) | ValueType::Reference(_) => Value::Object(Map::new()),
            ValueType::List(_) => Value::Array(Vec::new()),
            _ => return,
        };
        if value.is_null() {
            let message = format!("null is read as `{empty}`");
            self.warning("null-value", message, format!("write `{empty}`"));
            *value = empty;
        }
    }

    fn replace_with(&mut self, expected: &str, value: &mut Value, replacement: Value) {
        let found = mem::replace(value, replacement);
        self.repaired(expected, &found, value);
    }
}

/// Returns the members of all elements, if these are objects of objects with distinct names.
fn merged(elements: &[Value]) -> Option<Map<String, Value>> {
    let mut all = Map::new();
    for element in elements {
        for (name, value) in element.as_object()? {
            let is_entry = value.is_object() && name != "$ref";
            if !is_entry || all.insert(name.clone(), value.clone()).is_some() {
                return None;
            }
        }
    }
    Some(all)
}

/// Returns the objects of a map, if an array of objects is required and the map is not one of these itself.
fn named_objects(element: &ValueType, value: &Value) -> Option<Vec<Value>> {
    let (ValueType::Object(object) | ValueType::Reference(object)) = element else { return None };
    let members = value.as_object()?;
    let is_element = members.keys().any(|name| name == "$ref" || object.fields.iter().any(|field| field.name == name));
    let are_objects = members.values().all(Value::is_object);
    (!is_element && are_objects).then(|| members.values().cloned().collect())
}

/// Returns whether `value` is an element without its array.
fn is_plainly(element: &ValueType, value: &Value) -> bool {
    match element {
        ValueType::String => value.is_string(),
        ValueType::Anything => !matches!(value, Value::Array(_) | Value::Object(_) | Value::Null),
        ValueType::Object(_) | ValueType::Reference(_) | ValueType::Map(_) => value.is_object(),
        _ => false,
    }
}
