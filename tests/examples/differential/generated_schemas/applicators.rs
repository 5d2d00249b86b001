//! Keywords that hold schemas: of arrays and objects, and for the same value.

use serde_json::{Value, json};

use super::{Keywords, SchemaGenerator};

impl SchemaGenerator {
    /// Adds keywords of arrays.
    pub(super) fn array(&mut self, schema: &mut Keywords, depth: usize) {
        if !self.once_in(3) {
            schema.insert("items".to_owned(), self.part(depth));
        }
        if self.once_in(3) {
            schema.insert("minItems".to_owned(), json!(self.random.below(3)));
        }
        if self.once_in(3) {
            schema.insert("maxItems".to_owned(), json!(1 + self.random.below(3)));
        }
        if self.once_in(3) {
            schema.insert("uniqueItems".to_owned(), json!(!self.once_in(5)));
        }
        if self.is_3_1_or_later {
            self.later_array(schema, depth);
        }
    }

    fn later_array(&mut self, schema: &mut Keywords, depth: usize) {
        if self.once_in(3) {
            let items: Vec<Value> = (0..=self.random.below(2)).map(|_| self.part(depth)).collect();
            schema.insert("prefixItems".to_owned(), items.into());
        }
        if self.once_in(4) {
            schema.insert("contains".to_owned(), self.part(depth));
            if self.once_in(2) {
                schema.insert("minContains".to_owned(), json!(self.random.below(3)));
            }
            if self.once_in(2) {
                schema.insert("maxContains".to_owned(), json!(1 + self.random.below(2)));
            }
        }
        if self.once_in(8) {
            schema.insert("unevaluatedItems".to_owned(), self.part_or_never(depth));
        }
    }

    /// Adds keywords of objects.
    pub(super) fn object(&mut self, schema: &mut Keywords, depth: usize) {
        if !self.once_in(5) {
            let names = self.some_names();
            let properties: Value = names.into_iter().map(|name| (name, self.property(depth))).collect();
            schema.insert("properties".to_owned(), properties);
        }
        if self.once_in(2) {
            schema.insert("required".to_owned(), json!(self.some_names()));
        }
        if self.once_in(3) {
            let additional = if self.once_in(3) { json!(true) } else { self.part_or_never(depth) };
            schema.insert("additionalProperties".to_owned(), additional);
        }
        if self.once_in(7) {
            schema.insert("minProperties".to_owned(), json!(self.random.below(3)));
        }
        if self.once_in(7) {
            schema.insert("maxProperties".to_owned(), json!(1 + self.random.below(3)));
        }
        if self.is_3_1_or_later {
            self.later_object(schema, depth);
        }
    }

    /// Returns the schema of a property, which may be for one way alone.
    fn property(&mut self, depth: usize) -> Value {
        let mut schema = self.part(depth);
        let way = self.one_of(&["readOnly", "writeOnly"]);
        if self.once_in(16)
            && let Some(keywords) = schema.as_object_mut().filter(|keywords| !keywords.contains_key("$ref"))
        {
            keywords.insert(way.to_owned(), json!(true));
        }
        schema
    }

    fn later_object(&mut self, schema: &mut Keywords, depth: usize) {
        if self.once_in(5) {
            let pattern = self.one_of(&["^f", "a", "o$", "^[abc]$"]);
            schema.insert("patternProperties".to_owned(), json!({ pattern: self.part(depth) }));
        }
        if self.once_in(8) {
            let listed = [json!({ "maxLength": 2 }), json!({ "pattern": "^[a-f]" }), json!({ "enum": ["a", "foo"] })];
            let names = if self.once_in(4) { self.part(depth) } else { self.one_of(&listed) };
            schema.insert("propertyNames".to_owned(), names);
        }
        if self.once_in(8) {
            let (name, names) = (self.some_names().remove(0), self.some_names());
            schema.insert("dependentRequired".to_owned(), json!({ name: names }));
        }
        if self.once_in(8) {
            let name = self.some_names().remove(0);
            schema.insert("dependentSchemas".to_owned(), json!({ name: self.schema(depth + 1) }));
        }
        if self.once_in(8) {
            schema.insert("unevaluatedProperties".to_owned(), self.part_or_never(depth));
        }
    }

    /// Returns a union whose members are told apart by the value of a property.
    pub(super) fn tagged(&mut self, depth: usize) -> Keywords {
        let mut members = Vec::new();
        for tag in ["first", "second", "third"] {
            let mut member = Keywords::new();
            self.object(&mut member, depth);
            member.insert("type".to_owned(), json!("object"));
            let properties = member.entry("properties").or_insert_with(|| json!({}));
            properties["kind"] = json!({ "type": "string", "enum": [tag] });
            member.insert("required".to_owned(), json!(["kind"]));
            members.push(member);
        }
        let keyword = self.one_of(&["anyOf", "oneOf"]);
        let mut schema = Keywords::from_iter([(keyword.to_owned(), json!(members))]);
        if self.once_in(2) {
            schema.insert("discriminator".to_owned(), json!({ "propertyName": "kind" }));
        }
        schema
    }

    /// Returns a schema that `null` satisfies, too.
    pub(super) fn make_nullable(&mut self, depth: usize) -> Value {
        let schema = self.schema(depth + 1);
        if self.is_3_1_or_later {
            let keyword = self.one_of(&["anyOf", "oneOf"]);
            json!({ keyword: [schema, { "type": "null" }] })
        } else {
            json!({ "allOf": [schema], "nullable": true })
        }
    }

    fn part_or_never(&mut self, depth: usize) -> Value {
        if self.once_in(2) { json!(false) } else { self.part(depth) }
    }

    /// Adds `enum` and `const`, and keywords that hold schemas for the same value.
    pub(super) fn compose(&mut self, schema: &mut Keywords, depth: usize) {
        self.list_values(schema);
        for keyword in ["allOf", "anyOf", "oneOf"] {
            if self.once_in(10) {
                let members: Vec<Value> = (0..=self.random.below(3)).map(|_| self.schema(depth + 1)).collect();
                schema.insert(keyword.to_owned(), members.into());
            }
        }
        if self.once_in(16) {
            schema.insert("not".to_owned(), self.schema(depth + 1));
        }
        if self.is_3_1_or_later && self.once_in(12) {
            schema.insert("if".to_owned(), self.schema(depth + 1));
            for keyword in ["then", "else"] {
                if !self.once_in(4) {
                    schema.insert(keyword.to_owned(), self.schema(depth + 1));
                }
            }
        }
    }
}
