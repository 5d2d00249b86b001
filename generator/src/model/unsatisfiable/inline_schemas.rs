//! The schemas of properties and items that have no type of their own.

use super::super::schema::{Schema, SchemaRef};
use crate::load::pointer;

/// Returns the inline schemas within a schema at `at`, and within its `allOf` if `has_parts`, with their pointers. Schemas that
/// are `false` are skipped.
pub(super) fn schemas<'a>(at: &str, schema: &'a Schema, has_parts: bool) -> Vec<(String, &'a Schema)> {
    let mut found = Vec::new();
    let mut open = vec![(at.to_owned(), schema)];
    while let Some((at, schema)) = open.pop() {
        let inner = only_inline(held(&at, schema));
        found.extend(inner.iter().cloned());
        open.extend(inner);
        let parts = schema
            .all_of
            .iter()
            .filter(|_| has_parts)
            .enumerate()
            .map(|(index, part)| (format!("{at}/allOf/{index}"), part));
        open.extend(only_inline(parts));
    }
    found
}

fn held<'a>(at: &str, schema: &'a Schema) -> impl Iterator<Item = (String, &'a SchemaRef)> {
    let within = format!("{at}/properties");
    let properties =
        schema.properties.iter().map(move |property| (pointer::join(&within, &property.name), &property.schema));
    let items = schema.items.iter().map(move |items| (format!("{at}/items"), items));
    let additional =
        schema.additional_properties.iter().map(move |additional| (format!("{at}/additionalProperties"), additional));
    properties.chain(items).chain(additional)
}

fn only_inline<'a>(schemas: impl Iterator<Item = (String, &'a SchemaRef)>) -> Vec<(String, &'a Schema)> {
    let inline = schemas.filter_map(|(at, schema)| match schema {
        SchemaRef::Inline(schema) if !is_never(schema) => Some((at, &**schema)),
        _ => None,
    });
    inline.collect()
}

/// Returns whether a schema is `false`, or says the same.
pub(super) fn is_never(schema: &Schema) -> bool {
    schema.enum_values.as_ref().is_some_and(Vec::is_empty) && !schema.nullable
}
