//! Keywords of Schema Objects whose values are of a type that can mean nothing there.
//!
//! Such a keyword is left out where the schema accepts more without it, and nothing else: no request is refused then that
//! the document allows, and one slip does not stop a whole crate. Elsewhere it is an error, as in all other objects.

use std::ptr;

use serde_json::{Map, Value, json};

use super::describe::{describe, with_article};
use super::spec::ObjectDef;
use super::spec::schema::SCHEMA;
use super::walker::{Disposition, Walker};
use crate::load::pointer;

/// Keywords without which a schema accepts less, or asks for more.
const NEEDED: [&str; 4] = ["nullable", "readOnly", "writeOnly", "minContains"];

/// Keywords that turn around what is said under them: what accepts more there lets the whole accept less.
const NEGATING: [&str; 3] = ["not", "oneOf", "if"];

/// Maps whose entries are no keywords, whatever they are called.
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

/// The innermost object that is walked, as far as its keywords are concerned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EnclosingSchema {
    /// How long the pointer to it is, if it is a Schema Object.
    length: Option<usize>,
    /// Whether members that `properties` does not name are not welcome as they are.
    is_closed: bool,
    /// Whether `items` would judge what `prefixItems` judges.
    has_items: bool,
}

impl EnclosingSchema {
    /// Returns what is to be known of an object at `pointer` with these members.
    pub(super) fn of(object: &'static ObjectDef, members: &Map<String, Value>, pointer: &str) -> Self {
        if !ptr::eq(object, &raw const SCHEMA) {
            return Self::default();
        }
        let rest = ["additionalProperties", "unevaluatedProperties"].map(|keyword| members.get(keyword));
        let is_closed = rest.into_iter().flatten().any(|rest| !matches!(rest, Value::Null | Value::Bool(true)));
        Self { length: Some(pointer.len()), is_closed, has_items: members.contains_key("items") }
    }

    /// Returns whether the schema accepts what it accepts now, and perhaps more, without this keyword.
    fn can_drop(self, keyword: &str, value: &Value) -> bool {
        match keyword {
            // An array of objects has properties to lose.
            "properties" | "patternProperties" => {
                !self.is_closed && !value.as_array().is_some_and(|list| list.iter().any(Value::is_object))
            }
            "prefixItems" => !self.has_items,
            _ => !NEEDED.contains(&keyword),
        }
    }
}

impl Walker<'_> {
    /// Reports a value of a wrong type, and leaves it out.
    pub(super) fn wrong_type(&mut self, expected: &str, value: &Value) -> Disposition {
        let found = describe(value);
        if self.can_ignore(value) {
            let message = format!("expected {expected}, found {found}: it is ignored");
            self.warning("unusable-keyword", message, format!("write {expected}, or remove it"));
        } else {
            let message = format!("expected {expected}, found {found}");
            self.error("wrong-type", message, format!("write {expected}"));
        }
        Disposition::Drop
    }

    /// Takes any value for a property whose schema is none, such as `name: string`: without it, the name would be lost.
    pub(super) fn replace_invalid_property_schema(&mut self, object: &'static ObjectDef, value: &mut Value) {
        let is_none = matches!(value, Value::Number(_) | Value::String(_) | Value::Array(_));
        if is_none && ptr::eq(object, &raw const SCHEMA) && self.is_property() {
            let taken = json!({});
            self.repaired(&with_article(object.name), value, &taken);
            *value = taken;
        }
    }

    fn is_property(&self) -> bool {
        self.place().is_some_and(|(schema, place)| {
            let mut tokens = pointer::tokens(place);
            let is_map = tokens.next().is_some_and(|map| map == "properties" || map == "patternProperties");
            is_map && tokens.count() == 1 && is_monotone(schema)
        })
    }

    /// Returns whether a value can be left out where it stands, and the document says the same then, or allows more.
    fn can_ignore(&self, value: &Value) -> bool {
        self.place().is_some_and(|(schema, place)| {
            let mut tokens = pointer::tokens(place);
            let is_without = match (tokens.next(), tokens.count()) {
                (Some(keyword), 0) => self.holder().can_drop(&keyword, value),
                (Some(keyword), 1) => keyword == "required",
                _ => false,
            };
            is_without && is_monotone(schema)
        })
    }

    /// Returns the pointer to the Schema Object around what is looked at, and the one that leads on from there; `None` is
    /// for what another object is around.
    fn place(&self) -> Option<(&str, &str)> {
        self.pointer().split_at_checked(self.holder().length?)
    }
}

/// Returns whether a schema accepts more if one that stands in it, at `pointer`, does.
fn is_monotone(pointer: &str) -> bool {
    let outer = std::iter::once("").chain(pointer.split('/'));
    !outer.zip(pointer.split('/')).any(|(map, token)| NEGATING.contains(&token) && !MAPS.contains(&map))
}

#[cfg(test)]
mod tests {
    use super::is_monotone;

    #[test]
    fn what_is_negated_accepts_less_if_it_says_less() {
        for pointer in ["/components/schemas/A/not", "/components/schemas/A/oneOf/0/items", "/components/schemas/if/if"]
        {
            assert!(!is_monotone(pointer), "{pointer}");
        }
    }

    #[test]
    fn a_name_is_no_keyword() {
        for pointer in ["/components/schemas/not/items", "/components/schemas/A/properties/if/type", "/paths/~1not"] {
            assert!(is_monotone(pointer), "{pointer}");
        }
    }
}
