//! Arrays where objects belong, objects where arrays belong, and the repair of those whose meaning is plain.

use std::mem;

use serde_json::{Map, Value};

use super::table::Expected;
use super::walker::Walker;

impl Walker<'_> {
    /// Takes an empty array as an empty object: some languages have but one empty container.
    pub(super) fn object_of_empty_array(&mut self, value: &mut Value) {
        if value.as_array().is_some_and(Vec::is_empty) {
            self.take("an object", value, Value::Object(Map::new()));
        }
    }

    /// Takes an empty object as an empty array, and what may stand in the array as an array of it alone.
    pub(super) fn array_of_one(&mut self, element: &Expected, value: &mut Value) {
        if value.as_object().is_some_and(Map::is_empty) {
            self.take("an array", value, Value::Array(Vec::new()));
        } else if is_plainly(element, value) {
            let array = Value::Array(vec![value.clone()]);
            self.take("an array", value, array);
        }
    }

    /// Puts an empty container in place of a null in a map, where the name alone means something.
    pub(super) fn fill_null(&mut self, expected: &Expected, value: &mut Value) {
        let empty = match expected {
            Expected::Object(_) | Expected::Reference(_) => Value::Object(Map::new()),
            Expected::List(_) => Value::Array(Vec::new()),
            _ => return,
        };
        if value.is_null() {
            let message = format!("null is taken as `{empty}` here");
            self.warning("null-value", message, format!("write `{empty}`"));
            *value = empty;
        }
    }

    fn take(&mut self, expected: &str, value: &mut Value, taken: Value) {
        let found = mem::replace(value, taken);
        self.repaired(expected, &found, value);
    }
}

/// Returns whether `value` is an element that lacks its array.
fn is_plainly(element: &Expected, value: &Value) -> bool {
    match element {
        Expected::Text => value.is_string(),
        Expected::Anything => !matches!(value, Value::Array(_) | Value::Object(_) | Value::Null),
        Expected::Object(_) | Expected::Reference(_) | Expected::Map(_) => value.is_object(),
        _ => false,
    }
}
