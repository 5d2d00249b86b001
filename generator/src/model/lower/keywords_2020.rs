//! The keywords of JSON Schema 2020-12 that came with OpenAPI 3.1.
//!
//! openapiv3 has no place for them, so `normalize` leaves them in extensions, as raw JSON.

use openapiv3::ReferenceOr;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::schema::{Later, Pattern, Schema, SchemaRef};
use super::super::schema_object::{Keywords, Node};
use super::Lowering;

impl Lowering<'_> {
    /// Adds the assertions of these keywords to `schema`.
    pub(super) fn later(&mut self, keywords: &Keywords<'_>, schema: &mut Schema) {
        let later = Later {
            pattern_properties: self.pattern_properties(keywords, schema),
            property_names: self.later_schema(keywords, "propertyNames"),
            dependent_required: dependent_required(keywords),
            dependent_schemas: self.dependent_schemas(keywords),
            prefix_items: self.prefix_items(keywords),
            contains: self.later_schema(keywords, "contains"),
            min_contains: count(keywords, "minContains"),
            max_contains: count(keywords, "maxContains"),
            condition: self.later_schema(keywords, "if"),
            then: self.later_schema(keywords, "then"),
            otherwise: self.later_schema(keywords, "else"),
            unevaluated_properties: self.later_schema(keywords, "unevaluatedProperties"),
            unevaluated_items: self.later_schema(keywords, "unevaluatedItems"),
        };
        schema.later = (later != Later::default()).then(|| Box::new(later));
    }

    /// Returns `patternProperties`. Where a pattern can't be translated, nobody knows which members are additional: any are allowed.
    fn pattern_properties(&mut self, keywords: &Keywords<'_>, schema: &mut Schema) -> Vec<(Pattern, SchemaRef)> {
        let mut patterns = Vec::new();
        for (source, value) in members(keywords, "patternProperties") {
            let pointer = format!("{}/patternProperties", keywords.pointer);
            match self.translated(source, pointer) {
                Some(pattern) => patterns.push((pattern, self.parsed(keywords, value))),
                None => (schema.closed, schema.additional) = (false, Some(SchemaRef::Inline(Box::default()))),
            }
        }
        patterns
    }

    fn dependent_schemas(&mut self, keywords: &Keywords<'_>) -> Vec<(String, SchemaRef)> {
        let schemas = members(keywords, "dependentSchemas");
        schemas.map(|(name, value)| (name.clone(), self.parsed(keywords, value))).collect()
    }

    fn prefix_items(&mut self, keywords: &Keywords<'_>) -> Vec<SchemaRef> {
        let items = keywords.later("prefixItems").and_then(Value::as_array);
        items.into_iter().flatten().map(|value| self.parsed(keywords, value)).collect()
    }

    fn later_schema(&mut self, keywords: &Keywords<'_>, keyword: &str) -> Option<SchemaRef> {
        keywords.later(keyword).map(|value| self.parsed(keywords, value))
    }

    /// Returns the assertions of a schema that is still raw JSON.
    fn parsed(&mut self, keywords: &Keywords<'_>, value: &Value) -> SchemaRef {
        match ReferenceOr::<openapiv3::Schema>::deserialize(value) {
            Ok(node) => self.exactly(Node::from(&node)),
            Err(error) => {
                let message = format!("a schema of a later keyword cannot be read: {error}");
                self.diagnostics.error("generator-fault", keywords.pointer, message, "please report this document");
                SchemaRef::Inline(Box::default())
            }
        }
    }
}

fn members<'a>(keywords: &Keywords<'a>, keyword: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    keywords.later(keyword).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

fn dependent_required(keywords: &Keywords<'_>) -> Vec<(String, Vec<String>)> {
    let dependents = members(keywords, "dependentRequired");
    dependents.map(|(name, required)| (name.clone(), texts(required))).collect()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn count(keywords: &Keywords<'_>, keyword: &str) -> Option<usize> {
    keywords.later(keyword).and_then(Value::as_u64).map(|count| usize::try_from(count).unwrap_or(usize::MAX))
}
