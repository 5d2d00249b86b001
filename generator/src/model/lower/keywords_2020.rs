//! The keywords of JSON Schema 2020-12 that OpenAPI 3.1 added.
//!
//! openapiv3 does not support them, so `normalize` stores them in extensions as raw JSON.

use openapiv3::ReferenceOr;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::schema::{Keywords2020, Pattern, Schema, SchemaRef};
use super::super::schema_object::{Keywords, Node};
use super::Lowering;

impl Lowering<'_> {
    /// Adds the assertions of these keywords to `schema`.
    pub(super) fn keywords_2020(&mut self, keywords: &Keywords<'_>, schema: &mut Schema) {
        let later = Keywords2020 {
            pattern_properties: self.pattern_properties(keywords, schema),
            property_names: self.schema_of(keywords, "propertyNames"),
            dependent_required: dependent_required(keywords),
            dependent_schemas: self.dependent_schemas(keywords),
            prefix_items: self.prefix_items(keywords),
            contains: self.schema_of(keywords, "contains"),
            min_contains: count(keywords, "minContains"),
            max_contains: count(keywords, "maxContains"),
            condition: self.schema_of(keywords, "if"),
            then: self.schema_of(keywords, "then"),
            otherwise: self.schema_of(keywords, "else"),
            unevaluated_properties: self.schema_of(keywords, "unevaluatedProperties"),
            unevaluated_items: self.schema_of(keywords, "unevaluatedItems"),
        };
        schema.keywords_2020 = (later != Keywords2020::default()).then(|| Box::new(later));
    }

    /// Returns `patternProperties`. If a pattern can't be translated, any additional properties are allowed.
    fn pattern_properties(&mut self, keywords: &Keywords<'_>, schema: &mut Schema) -> Vec<(Pattern, SchemaRef)> {
        let mut patterns = Vec::new();
        for (source, value) in members(keywords, "patternProperties") {
            let pointer = format!("{}/patternProperties", keywords.pointer);
            match self.translated(source, pointer) {
                Some(pattern) => patterns.push((pattern, self.parsed(keywords, value))),
                None => {
                    schema.additional_properties_false = false;
                    schema.additional_properties = Some(SchemaRef::Inline(Box::default()));
                }
            }
        }
        patterns
    }

    fn dependent_schemas(&mut self, keywords: &Keywords<'_>) -> Vec<(String, SchemaRef)> {
        let schemas = members(keywords, "dependentSchemas");
        schemas.map(|(name, value)| (name.clone(), self.parsed(keywords, value))).collect()
    }

    fn prefix_items(&mut self, keywords: &Keywords<'_>) -> Vec<SchemaRef> {
        let items = keywords.extension("prefixItems").and_then(Value::as_array);
        items.into_iter().flatten().map(|value| self.parsed(keywords, value)).collect()
    }

    fn schema_of(&mut self, keywords: &Keywords<'_>, keyword: &str) -> Option<SchemaRef> {
        keywords.extension(keyword).map(|value| self.parsed(keywords, value))
    }

    /// Returns the assertions of a schema in raw JSON.
    fn parsed(&mut self, keywords: &Keywords<'_>, value: &Value) -> SchemaRef {
        match ReferenceOr::<openapiv3::Schema>::deserialize(value) {
            Ok(node) => self.without_implied_types(Node::from(&node)),
            Err(error) => {
                let message = format!("a schema of a 2020-12 keyword cannot be parsed: {error}");
                self.diagnostics.error("internal-error", keywords.pointer, message, "please report this document");
                SchemaRef::Inline(Box::default())
            }
        }
    }
}

fn members<'a>(keywords: &Keywords<'a>, keyword: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    keywords.extension(keyword).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

fn dependent_required(keywords: &Keywords<'_>) -> Vec<(String, Vec<String>)> {
    let dependents = members(keywords, "dependentRequired");
    dependents.map(|(name, required)| (name.clone(), texts(required))).collect()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn count(keywords: &Keywords<'_>, keyword: &str) -> Option<usize> {
    keywords.extension(keyword).and_then(Value::as_u64).map(|count| usize::try_from(count).unwrap_or(usize::MAX))
}
