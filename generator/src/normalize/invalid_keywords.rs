//! Keywords of Schema Objects with values of an invalid type.
//!
//! Such a keyword is ignored if the schema then accepts more values, and no fewer: no valid request is rejected, and
//! one mistake does not prevent the whole crate. Otherwise it is an error, as in all other objects.

use std::ptr;

use serde_json::{Map, Value, json};

use super::describe::{type_with_article, with_article};
use super::spec::ObjectDef;
use super::spec::schema::SCHEMA;
use super::walker::{Disposition, Walker};
use crate::load::pointer;

/// Keywords without which a schema accepts fewer values.
const WIDENING: [&str; 4] = ["nullable", "readOnly", "writeOnly", "minContains"];

/// Keywords that invert their subschemas: if a subschema accepts more values, the schema may accept fewer.
const NEGATING: [&str; 3] = ["not", "oneOf", "if"];

/// Fields with maps whose keys are not keywords.
const MAPS: [&str; 10] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "schemas",
    "$defs",
    "definitions",
    "parameters",
    "responses",
    "headers",
    "requestBodies",
];

/// The Schema Object that encloses the current value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EnclosingSchema {
    /// The length of its pointer; `None` if the enclosing object is not a Schema Object.
    length: Option<usize>,
    /// Whether properties that `properties` does not declare are restricted.
    is_restricted: bool,
    /// Whether it has `items`, which would apply to the elements of `prefixItems` as well.
    has_items: bool,
}

impl EnclosingSchema {
    /// Returns the enclosing schema for an object at `pointer` with these members.
    pub(super) fn of(object: &'static ObjectDef, members: &Map<String, Value>, pointer: &str) -> Self {
        if !ptr::eq(object, &raw const SCHEMA) {
            return Self::default();
        }
        let rest = ["additionalProperties", "unevaluatedProperties"].map(|keyword| members.get(keyword));
        let is_restricted = rest.into_iter().flatten().any(|rest| !matches!(rest, Value::Null | Value::Bool(true)));
        Self { length: Some(pointer.len()), is_restricted, has_items: members.contains_key("items") }
    }

    /// Returns whether the schema accepts the same values or more without this keyword.
    fn can_drop(self, keyword: &str, value: &Value) -> bool {
        match keyword {
            // An array of objects may contain properties that would be lost.
            "properties" | "patternProperties" => {
                !self.is_restricted && !value.as_array().is_some_and(|list| list.iter().any(Value::is_object))
            }
            "prefixItems" => !self.has_items,
            _ => !WIDENING.contains(&keyword),
        }
    }
}

impl Walker<'_> {
    /// Reports a value of a wrong type, which is removed from the tree.
    pub(super) fn wrong_type(&mut self, expected: &str, value: &Value) -> Disposition {
        let found = type_with_article(value);
        if self.can_ignore(value) {
            let message = format!("expected {expected}, found {found}: it is ignored");
            self.warning("unusable-keyword", message, format!("write {expected}, or remove it"));
        } else {
            let message = format!("expected {expected}, found {found}");
            self.error("wrong-type", message, format!("write {expected}"));
        }
        Disposition::Drop
    }

    /// Replaces a property schema that is not an object, such as `name: string`, by one that accepts any value, so that
    /// the property is not lost.
    pub(super) fn replace_invalid_property_schema(&mut self, object: &'static ObjectDef, value: &mut Value) {
        let is_none = matches!(value, Value::Number(_) | Value::String(_) | Value::Array(_));
        if is_none && ptr::eq(object, &raw const SCHEMA) && self.is_property() {
            let taken = json!({});
            self.repaired(&with_article(object.name), value, &taken);
            *value = taken;
        }
    }

    fn is_property(&self) -> bool {
        self.enclosing_pointer().is_some_and(|(schema, rest)| {
            let mut tokens = pointer::tokens(rest);
            let is_map = tokens.next().is_some_and(|map| map == "properties" || map == "patternProperties");
            is_map && tokens.count() == 1 && is_monotone(schema)
        })
    }

    /// Returns whether the current value can be ignored so that the document allows the same values or more.
    fn can_ignore(&self, value: &Value) -> bool {
        self.enclosing_pointer().is_some_and(|(schema, rest)| {
            let mut tokens = pointer::tokens(rest);
            let is_without = match (tokens.next(), tokens.count()) {
                (Some(keyword), 0) => self.holder().can_drop(&keyword, value),
                (Some(keyword), 1) => keyword == "required",
                _ => false,
            };
            is_without && is_monotone(schema)
        })
    }

    /// Returns the pointer of the enclosing Schema Object, and the rest of the current pointer; `None` if another
    /// object encloses it.
    fn enclosing_pointer(&self) -> Option<(&str, &str)> {
        self.pointer().split_at_checked(self.holder().length?)
    }
}

/// Returns whether schemas accept more if the subschema at `pointer` does.
fn is_monotone(pointer: &str) -> bool {
    let outer = std::iter::once("").chain(pointer.split('/'));
    !outer.zip(pointer.split('/')).any(|(map, token)| NEGATING.contains(&token) && !MAPS.contains(&map))
}

#[cfg(test)]
mod tests {
    use super::is_monotone;

    #[test]
    fn negated_schemas_are_not_monotone() {
        for pointer in ["/components/schemas/A/not", "/components/schemas/A/oneOf/0/items", "/components/schemas/if/if"]
        {
            assert!(!is_monotone(pointer), "{pointer}");
        }
    }

    #[test]
    fn names_are_not_keywords() {
        for pointer in ["/components/schemas/not/items", "/components/schemas/A/properties/if/type", "/paths/~1not"] {
            assert!(is_monotone(pointer), "{pointer}");
        }
    }
}
