//! Visiting all references by the tables in `spec`.

use serde_json::{Map, Value};

use super::super::spec::document::PATH_ITEM;
use super::super::spec::schema::SCHEMA;
use super::super::spec::{Key, ObjectDef, ValueType};
use super::Bundle;

impl Bundle<'_> {
    /// Resolves the references in an object of the specification.
    pub(super) fn object(&mut self, object: &'static ObjectDef, members: &mut Map<String, Value>) {
        if std::ptr::eq(object, &raw const SCHEMA) {
            self.mapping(members);
        }
        for (name, value) in members.iter_mut() {
            if let Some(expected) = self.expected(object, name) {
                self.at(name, |bundle| bundle.value(expected, value));
            }
        }
    }

    /// Resolves the references in an object, which may itself be one.
    pub(super) fn reference_or_inline(&mut self, object: &'static ObjectDef, value: &mut Value) {
        match (object.component, value) {
            (Some(kind), Value::Object(members)) if members.contains_key("$ref") => {
                self.reference(object, kind, members);
            }
            (Some(_), Value::Object(members)) => self.object(object, members),
            (None, value) => self.inline(object, value),
            _ => {}
        }
    }

    /// Returns the type of the field `name` of an object, as the walker will read it.
    pub(super) fn expected(&self, object: &'static ObjectDef, name: &str) -> Option<&'static ValueType> {
        let fields = || object.fields(self.version);
        if let Some(field) = fields().find(|field| field.name == name) {
            return Some(&field.value_type);
        }
        if name.starts_with("x-") {
            return None;
        }
        match &object.pattern {
            Some(pattern) => (!matches!((pattern.check)(name), Key::Invalid { .. })).then_some(&pattern.value_type),
            None => fields().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| &field.value_type),
        }
    }

    fn value(&mut self, expected: &'static ValueType, value: &mut Value) {
        match expected {
            ValueType::Reference(object) => self.reference_or_inline(object, value),
            ValueType::SchemaOrBoolean => self.reference_or_inline(&SCHEMA, value),
            ValueType::Object(object) => self.inline(object, value),
            ValueType::List(element) => self.list(element, value),
            ValueType::Map(entry @ (ValueType::Reference(_) | ValueType::Object(_))) => self.map(entry, value),
            _ => {}
        }
    }

    fn inline(&mut self, object: &'static ObjectDef, value: &mut Value) {
        let is_allowed = std::ptr::eq(object, &raw const PATH_ITEM);
        self.inline_reference(object.name, is_allowed, value, |bundle, value| {
            if let Value::Object(members) = value {
                bundle.object(object, members);
            }
        });
    }

    fn map(&mut self, entry: &'static ValueType, value: &mut Value) {
        self.inline_reference("map", false, value, |bundle, value| {
            for (name, value) in value.as_object_mut().into_iter().flatten() {
                bundle.at(name, |bundle| bundle.value(entry, value));
            }
        });
    }

    fn list(&mut self, element: &'static ValueType, value: &mut Value) {
        self.inline_reference("array", false, value, |bundle, value| {
            for (index, value) in value.as_array_mut().into_iter().flatten().enumerate() {
                bundle.at(&index.to_string(), |bundle| bundle.value(element, value));
            }
        });
    }
}
