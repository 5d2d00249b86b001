//! Types whose schema no value of theirs satisfies: that is no fault, but hardly meant.
//!
//! What is found here is certain; what hangs on patterns, formats or `not` is not looked into.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::holds::holds;
use super::schema::{Access, JsonType, Schema, SchemaRef};
use super::types::{Shape, Type, TypeId, TypeKind};
use crate::diagnostic::Diagnostics;

/// How many schemas deep it is looked.
const DEEPEST: usize = 12;

const NULL: u8 = 1;
const BOOLEAN: u8 = 2;
const NUMBER: u8 = 4;
const STRING: u8 = 8;
const ARRAY: u8 = 16;
const OBJECT: u8 = 32;
const ALL: u8 = 63;

/// Warns of each type that no value of its form satisfies, and of properties that no value can have.
pub(super) fn warn(types: &[Type], diagnostics: &mut Diagnostics) {
    // What was said of a schema, or of one of its keywords, need not be said again.
    let is_telling = |code: &str| ["no-value", "empty-intersection", "infinite-type"].contains(&code);
    let told: BTreeSet<String> =
        diagnostics.iter().filter(|told| is_telling(told.code)).map(|told| told.pointer.clone()).collect();
    let of_keywords: BTreeSet<&str> =
        told.iter().filter_map(|pointer| pointer.rsplit_once('/')).map(|(schema, _)| schema).collect();
    let known = Known { types, of_types: RefCell::default() };
    for found in types {
        let pointer = &found.docs.pointer;
        if pointer.is_empty() || told.contains(pointer) || of_keywords.contains(pointer.as_str()) {
            continue;
        }
        if known.of_kind(found, DEEPEST) & known.of_schema(&found.schema, DEEPEST) == 0 {
            diagnostics.warning(
                "no-value",
                pointer.clone(),
                "no value satisfies the schema: what it asks for contradicts itself",
                "correct the types, values or required properties that contradict each other",
            );
        } else if let Some(names) = known.ruled_out(found) {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            diagnostics.warning(
                "no-value",
                pointer.clone(),
                format!(
                    "no value can have {}: a part of the `allOf` that allows no further properties does not declare {}",
                    names.join(", "),
                    if names.len() == 1 { "it" } else { "them" }
                ),
                "leave `additionalProperties: false` out of schemas that are composed (from 3.1 on: `unevaluatedProperties: false` on the \
                 whole)",
            );
        }
    }
}

struct Known<'a> {
    types: &'a [Type],
    /// What may satisfy the schemas of types, as far as it was asked: anything, while that is found out.
    of_types: RefCell<HashMap<TypeId, u8>>,
}

impl<'a> Known<'a> {
    /// Returns the types of values of a form.
    fn of_kind(&self, found: &Type, depth: usize) -> u8 {
        let Some(depth) = depth.checked_sub(1) else { return ALL };
        match &found.kind {
            TypeKind::Struct(_) => OBJECT,
            TypeKind::Enum(values) => values.values.iter().fold(0, |known, value| {
                let own = SchemaRef::Inline(Box::new(found.schema.clone()));
                if holds(self.types, &own, value) == Some(false) { known } else { known | of_value(value) }
            }),
            TypeKind::Union(union) => {
                union.variants.iter().fold(0, |known, member| known | self.of_shape(&member.shape, depth))
            }
            TypeKind::Newtype(shape) => self.of_shape(shape, depth),
            TypeKind::Alias(id) => self.of_type(*id, depth),
        }
    }

    fn of_type(&self, id: TypeId, depth: usize) -> u8 {
        self.types.get(id.0).map_or(ALL, |found| self.of_kind(found, depth))
    }

    fn of_shape(&self, shape: &Shape, depth: usize) -> u8 {
        match shape {
            Shape::Any | Shape::Custom(_) => ALL,
            Shape::Boolean => BOOLEAN,
            Shape::Integer(_) | Shape::Number => NUMBER,
            Shape::String | Shape::Uuid | Shape::Date | Shape::DateTime | Shape::Byte | Shape::Binary => STRING,
            Shape::Array(_) => ARRAY,
            Shape::Map(_) => OBJECT,
            Shape::Nullable(inner) => NULL | self.of_shape(inner, depth),
            Shape::Type(id) => self.of_type(*id, depth),
        }
    }

    fn of_reference(&self, schema: &SchemaRef, depth: usize) -> u8 {
        let SchemaRef::Type(id) = schema else {
            return self.resolve(schema).map_or(ALL, |schema| self.of_schema(schema, depth));
        };
        if let Some(known) = self.of_types.borrow().get(id) {
            return *known;
        }
        self.of_types.borrow_mut().insert(*id, ALL);
        let found = self.resolve(schema).map_or(ALL, |schema| self.of_schema(schema, DEEPEST));
        self.of_types.borrow_mut().insert(*id, found);
        found
    }

    fn resolve<'s>(&self, schema: &'s SchemaRef) -> Option<&'s Schema>
    where
        'a: 's,
    {
        match schema {
            SchemaRef::Inline(schema) => Some(schema),
            SchemaRef::Type(id) => self.types.get(id.0).map(|found| &found.schema),
        }
    }

    /// Returns the types of values that may satisfy a schema.
    fn of_schema(&self, schema: &Schema, depth: usize) -> u8 {
        let Some(depth) = depth.checked_sub(1) else { return ALL };
        let null = if schema.nullable { NULL } else { 0 };
        if let Some(values) = &schema.enum_values {
            let own = SchemaRef::Inline(Box::new(schema.clone()));
            let may_hold = values.iter().filter(|value| holds(self.types, &own, value) != Some(false));
            return null | may_hold.fold(0, |known, value| known | of_value(value));
        }
        let any = |members: &[SchemaRef]| match members {
            [] => ALL,
            members => members.iter().fold(0, |known, member| known | self.of_reference(member, depth)),
        };
        let own = schema.r#type.map_or(ALL, of_type) & self.of_content(schema, depth);
        let parts = schema.all_of.iter().fold(ALL, |known, part| known & self.of_reference(part, depth));
        let all = own & parts & any(&schema.any_of) & any(&schema.one_of);
        null | if self.objects_contradict(schema, depth) { all & !OBJECT } else { all }
    }

    /// Returns the types whose own keywords leave something.
    fn of_content(&self, schema: &Schema, depth: usize) -> u8 {
        let exceeds = |least: Option<usize>, most: Option<usize>| least.unwrap_or(0) > most.unwrap_or(usize::MAX);
        let needs_items = schema.min_items.unwrap_or(0) > 0;
        let has_no_item = schema.items.as_ref().is_some_and(|items| self.of_reference(items, depth) == 0);
        let mut left = ALL;
        if exceeds(schema.min_length, schema.max_length) {
            left &= !STRING;
        }
        if exceeds(schema.min_items, schema.max_items) || (needs_items && has_no_item) {
            left &= !ARRAY;
        }
        left
    }

    /// Returns whether no object satisfies what a schema and the parts of its `allOf` say of properties.
    fn objects_contradict(&self, schema: &Schema, depth: usize) -> bool {
        let parts = self.parts(schema);
        let required: BTreeSet<&str> = parts.iter().flat_map(|part| required(part)).collect();
        let most = parts.iter().filter_map(|part| part.max_properties).min();
        let least = parts.iter().filter_map(|part| part.min_properties).max().unwrap_or(0);
        let is_impossible = |name: &&str| {
            parts.iter().any(|part| {
                let property = part.properties.iter().find(|property| property.name == *name);
                match property {
                    Some(property) => self.of_reference(&property.schema, depth) == 0,
                    None => rules_out(part, name),
                }
            })
        };
        most.is_some_and(|most| required.len().max(least) > most) || required.iter().any(is_impossible)
    }

    /// Returns the fields of a struct that a part of its schema rules out.
    fn ruled_out(&self, found: &'a Type) -> Option<Vec<&'a str>> {
        let TypeKind::Struct(object) = &found.kind else { return None };
        let parts = self.parts(&found.schema);
        let names = object.fields.iter().map(|field| field.name.as_str());
        let ruled_out: Vec<&str> = names.filter(|name| parts.iter().any(|part| rules_out(part, name))).collect();
        (!ruled_out.is_empty()).then_some(ruled_out)
    }

    /// Returns a schema and the parts that its `allOf` applies to the same value.
    fn parts<'s>(&self, schema: &'s Schema) -> Vec<&'s Schema>
    where
        'a: 's,
    {
        let (mut found, mut open, mut seen) = (Vec::new(), vec![schema], BTreeSet::new());
        while let Some(part) = open.pop() {
            found.push(part);
            for member in &part.all_of {
                if member.as_type().is_none_or(|id| seen.insert(id)) {
                    open.extend(self.resolve(member));
                }
            }
        }
        found
    }
}

/// Returns the properties that both requests and responses must have.
fn required(part: &Schema) -> impl Iterator<Item = &str> {
    let declared = part.properties.iter().filter(|property| property.required && property.access == Access::Both);
    declared.map(|property| property.name.as_str()).chain(part.required.iter().map(String::as_str))
}

/// Returns whether a schema allows no property of a name.
fn rules_out(part: &Schema, name: &str) -> bool {
    let has_patterns = part.keywords_2020.as_ref().is_some_and(|later| !later.pattern_properties.is_empty());
    let has_none = part.additional_properties_false || part.additional_properties.as_ref().is_some_and(is_never);
    has_none && !has_patterns && !part.properties.iter().any(|property| property.name == name)
}

fn is_never(schema: &SchemaRef) -> bool {
    matches!(schema, SchemaRef::Inline(schema) if schema.enum_values.as_ref().is_some_and(Vec::is_empty) && !schema.nullable)
}

fn of_type(asked: JsonType) -> u8 {
    match asked {
        JsonType::Array => ARRAY,
        JsonType::Boolean => BOOLEAN,
        JsonType::Integer | JsonType::Number | JsonType::Integer2020 => NUMBER,
        JsonType::Null => NULL,
        JsonType::Object => OBJECT,
        JsonType::String => STRING,
    }
}

fn of_value(value: &Value) -> u8 {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOLEAN,
        Value::Number(_) => NUMBER,
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
    }
}
