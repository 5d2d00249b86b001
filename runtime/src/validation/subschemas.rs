//! Lookups in schemas with subschemas.

use super::schema::{Ref, Schema};

/// The most schemas that are visited, since they may refer to one another.
const MAX_SUBSCHEMAS: usize = 64;

/// Returns schemas, and the subschemas of `allOf`, `anyOf` and `oneOf`, which may apply to the same value.
pub(crate) fn composed(schemas: &[&'static Schema]) -> Vec<&'static Schema> {
    let mut found = schemas.to_vec();
    let mut next = 0;
    while let Some(schema) = found.get(next).copied() {
        next += 1;
        let lists = [schema.all_of, schema.any_of, schema.one_of];
        for part in schema.null_or.iter().chain(lists.into_iter().flatten()) {
            let part = part.get();
            if found.len() < MAX_SUBSCHEMAS && !found.iter().any(|known| std::ptr::eq(*known, part)) {
                found.push(part);
            }
        }
    }
    found
}

/// Returns the schemas of an array's items.
pub(crate) fn items(schemas: &[&'static Schema]) -> Vec<&'static Schema> {
    composed(schemas).iter().filter_map(|part| part.items).map(Ref::get).collect()
}

/// Returns the schemas of a property: the declared ones, else those of additional properties.
pub(crate) fn property(schemas: &[&'static Schema], name: &str) -> Vec<&'static Schema> {
    let parts = composed(schemas);
    let declared = parts.iter().flat_map(|part| part.properties).filter(|property| property.name == name);
    let declared: Vec<_> = declared.map(|property| property.schema.get()).collect();
    if declared.is_empty() {
        return parts.iter().filter_map(|part| part.additional_properties).map(Ref::get).collect();
    }
    declared
}
