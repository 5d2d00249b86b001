//! Schemas of every shape.

use serde_json::{Value, json};

use crate::builder::{DocumentBuilder, Members, SchemaKind, members};
use crate::names::fresh;

/// How deep inline schemas stand in one another.
const MAX_DEPTH: usize = 4;

impl DocumentBuilder {
    /// Returns a schema for any place.
    pub fn schema(&mut self, depth: usize) -> Value {
        if depth > 0 && self.one_in(3) {
            return self.referring();
        }
        if self.one_in(40) {
            return if self.is_3_1_or_later && self.one_in(2) { json!(!self.one_in(4)) } else { json!({}) };
        }
        let mut schema = match self.below(if depth > MAX_DEPTH { 6 } else { 16 }) {
            0..=5 => self.scalar(),
            6..=8 => self.object(depth),
            9..=10 => self.array(depth),
            11 => self.map(depth),
            12..=13 => self.union(depth),
            14 => self.all_of(depth),
            _ => self.odd(depth),
        };
        self.annotate(&mut schema);
        Value::Object(schema)
    }

    /// Returns the schema of a component of a kind.
    pub fn component(&mut self, kind: SchemaKind) -> Value {
        let mut schema = match kind {
            SchemaKind::Object if self.one_in(5) => self.all_of(0),
            SchemaKind::Object => self.object(0),
            SchemaKind::Enum => self.enumeration(),
            SchemaKind::Union => self.union(0),
            SchemaKind::Other => return self.schema(0),
        };
        self.annotate(&mut schema);
        Value::Object(schema)
    }

    /// Returns a reference, bare or with something beside it.
    fn referring(&mut self) -> Value {
        let Some(reference) = self.reference(None) else { return Value::Object(self.scalar()) };
        match self.below(12) {
            0 => {
                let mut schema = members(reference);
                self.annotate(&mut schema);
                Value::Object(schema)
            }
            1 => {
                let mut schema = members(json!({ "allOf": [reference] }));
                self.annotate(&mut schema);
                Value::Object(schema)
            }
            2 if self.is_3_1_or_later => json!({ "anyOf": [reference, { "type": "null" }] }),
            2 => json!({ "nullable": true, "allOf": [reference] }),
            3 => json!({ "oneOf": [reference] }),
            _ => reference,
        }
    }

    /// Returns a schema of an object with properties.
    pub fn object(&mut self, depth: usize) -> Members {
        let mut schema = Members::new();
        if !self.one_in(12) {
            schema.insert("type".to_owned(), json!("object"));
        }
        let count = match self.below(12) {
            0 => 0,
            1 => 12,
            _ => 1 + self.below(5),
        };
        let mut taken = Vec::new();
        let (mut properties, mut required) = (Members::new(), Vec::new());
        for _ in 0..count {
            let names = self.names;
            let Some(name) = fresh(&mut taken, || names.member(&mut self.random)) else { continue };
            if self.one_in(2) {
                required.push(name.clone());
            }
            let property = self.schema(depth + 1);
            properties.insert(name, property);
        }
        if self.one_in(25) {
            required.push("undeclared".to_owned());
        }
        schema.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        self.further_members(&mut schema, depth);
        schema
    }

    /// Adds the keywords that see the members without a declaration.
    fn further_members(&mut self, schema: &mut Members, depth: usize) {
        match self.below(16) {
            0..=1 => drop(schema.insert("additionalProperties".to_owned(), json!(false))),
            2 => drop(schema.insert("additionalProperties".to_owned(), json!(true))),
            3 => drop(schema.insert("additionalProperties".to_owned(), self.schema(depth + 2))),
            4 => drop(schema.insert("additionalProperties".to_owned(), json!({}))),
            5 => drop(schema.insert("minProperties".to_owned(), json!(self.below(3)))),
            6 => drop(schema.insert("maxProperties".to_owned(), json!(3 + self.below(10)))),
            7 if self.is_3_1_or_later => {
                let value = self.schema(depth + 2);
                schema.insert("patternProperties".to_owned(), json!({ "^x-": value }));
            }
            8 if self.is_3_1_or_later => drop(schema.insert("propertyNames".to_owned(), json!({ "maxLength": 20 }))),
            9 if self.is_3_1_or_later => drop(schema.insert("unevaluatedProperties".to_owned(), json!(false))),
            10 if self.is_3_1_or_later => {
                drop(schema.insert("dependentRequired".to_owned(), json!({ "id": ["name"] })));
            }
            11 if self.is_3_1_or_later => {
                schema.insert("if".to_owned(), json!({ "required": ["id"] }));
                schema.insert("then".to_owned(), json!({ "required": ["name"] }));
            }
            12 if self.one_in(3) => drop(schema.insert("not".to_owned(), json!({ "required": ["forbidden"] }))),
            _ => {}
        }
    }

    fn array(&mut self, depth: usize) -> Members {
        let mut schema = members(json!({ "type": "array" }));
        if !self.one_in(20) {
            schema.insert("items".to_owned(), self.schema(depth + 1));
        }
        match self.below(10) {
            0 => drop(schema.insert("minItems".to_owned(), json!(self.below(3)))),
            1 => drop(schema.insert("maxItems".to_owned(), json!(2 + self.below(9)))),
            2 => drop(schema.insert("uniqueItems".to_owned(), json!(true))),
            3 if self.is_3_1_or_later => {
                let first = [self.schema(depth + 1), self.schema(depth + 1)];
                schema.insert("prefixItems".to_owned(), json!(first));
            }
            4 if self.is_3_1_or_later => drop(schema.insert("contains".to_owned(), Value::Object(self.scalar()))),
            _ => {}
        }
        schema
    }

    fn map(&mut self, depth: usize) -> Members {
        let value = if self.one_in(6) { json!(true) } else { self.schema(depth + 1) };
        let mut schema = members(json!({ "type": "object", "additionalProperties": value }));
        if self.is_3_1_or_later && self.one_in(5) {
            schema.insert("propertyNames".to_owned(), Value::Object(self.string()));
        }
        if self.one_in(8) {
            schema.insert("minProperties".to_owned(), json!(1));
        }
        schema
    }

    /// Returns a choice.
    pub fn union(&mut self, depth: usize) -> Members {
        let keyword = if self.one_in(2) { "oneOf" } else { "anyOf" };
        match self.below(10) {
            0..=1 => self.discriminated(keyword),
            2 => self.told_by_constants(keyword, depth),
            3 => {
                let listed = self.enumeration();
                members(json!({ keyword: [listed, { "type": "string" }] }))
            }
            4 => {
                let lists: Vec<Members> = (0..2).map(|_| self.enumeration()).collect();
                members(json!({ keyword: lists }))
            }
            5 => members(
                json!({ keyword: [{ "required": ["id"] }, { "required": ["name"] }], "properties": { "id": { "type": "string" }, "name": { "type": "string" } } }),
            ),
            6 => {
                let mut schema = self.object(depth + 1);
                let choice: Vec<Members> = (0..2).map(|_| self.object(depth + 2)).collect();
                schema.insert(keyword.to_owned(), json!(choice));
                schema
            }
            _ => {
                let count = 1 + self.below(4);
                let mut choice: Vec<Value> = (0..count).map(|_| self.schema(depth + 1)).collect();
                if self.one_in(5) {
                    choice.push(if self.is_3_1_or_later {
                        json!({ "type": "null" })
                    } else {
                        json!({ "nullable": true })
                    });
                }
                members(json!({ keyword: choice }))
            }
        }
    }

    fn discriminated(&mut self, keyword: &str) -> Members {
        let count = 2 + self.below(3);
        let mut choice = Vec::new();
        for _ in 0..count {
            if let Some(member) = self.reference(Some(SchemaKind::Object))
                && !choice.contains(&member)
            {
                choice.push(member);
            }
        }
        let property = self.one_of(&["type", "kind", "@type", "object"]);
        let mut discriminator = members(json!({ "propertyName": property }));
        if self.one_in(2) {
            let mut mapping = Members::new();
            for member in &choice {
                let value = self.names.member(&mut self.random);
                mapping.insert(value, member.get("$ref").cloned().unwrap_or_default());
            }
            discriminator.insert("mapping".to_owned(), Value::Object(mapping));
        }
        members(json!({ keyword: choice, "discriminator": discriminator }))
    }

    fn told_by_constants(&mut self, keyword: &str, depth: usize) -> Members {
        let mut choice = Vec::new();
        for value in ["first", "second", "third"] {
            let mut member = self.object(depth + 1);
            let constant = if self.is_3_1_or_later {
                json!({ "const": value })
            } else {
                json!({ "type": "string", "enum": [value] })
            };
            if let Some(properties) = member.get_mut("properties").and_then(Value::as_object_mut) {
                properties.insert("kind".to_owned(), constant);
            }
            member.insert("required".to_owned(), json!(["kind"]));
            choice.push(member);
        }
        members(json!({ keyword: choice }))
    }

    fn all_of(&mut self, depth: usize) -> Members {
        let mut parts: Vec<Value> = Vec::new();
        for _ in 0..=self.below(3) {
            let part = match self.below(8) {
                0..=2 => self.reference(Some(SchemaKind::Object)),
                3 => self.reference(None),
                4 => Some(Value::Object(self.union(depth + 1))),
                5 => Some(json!({ "required": [self.names.member(&mut self.random)] })),
                _ => None,
            };
            let part = part.unwrap_or_else(|| Value::Object(self.object(depth + 1)));
            parts.push(part);
        }
        let mut schema = if self.one_in(4) { self.object(depth + 1) } else { Members::new() };
        schema.insert("allOf".to_owned(), json!(parts));
        schema
    }

    /// Returns what is seldom written.
    fn odd(&mut self, depth: usize) -> Members {
        let schema = match self.below(9) {
            0 => json!({ "not": self.schema(depth + 1) }),
            1 => json!({ "type": "object" }),
            2 => json!({ "type": "array", "items": {} }),
            3 => json!({ "allOf": [self.scalar(), self.scalar()] }),
            4 => json!({ "oneOf": [self.scalar()], "anyOf": [self.scalar(), self.scalar()] }),
            5 => json!({ "type": "string", "properties": { "a": { "type": "string" } } }),
            6 => json!({ "type": "object", "additionalProperties": false }),
            7 if self.is_3_1_or_later => {
                json!({ "type": ["object", "array", "string", "null"], "properties": { "id": { "type": "string" } }, "items": self.schema(depth + 1) })
            }
            _ => json!({ "items": self.schema(depth + 1) }),
        };
        members(schema)
    }
}
