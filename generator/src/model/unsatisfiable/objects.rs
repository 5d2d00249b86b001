//! Whether an object can satisfy several schemas: the properties that they require, allow and count.

use std::collections::BTreeSet;

use super::super::schema::{Access, Schema, SchemaRef};
use super::bounds::Counts;
use super::inline_schemas::is_never;
use super::possible::Possible;
use super::reasons::Reason;
use super::value_types::NONE;

/// Returns why no object satisfies all parts, apart from those in an `enum`; `None` if one may.
pub(super) fn contradiction(possible: &Possible<'_>, parts: &[&Schema]) -> Option<Reason> {
    let counts = Counts::of(parts, |part| part.min_properties, |part| part.max_properties);
    counts
        .contradiction("minProperties", "maxProperties")
        .or_else(|| of_required(possible, parts, counts.most))
        .or_else(|| of_allowed(possible, parts, counts.least))
}

fn of_required(possible: &Possible<'_>, parts: &[&Schema], most: Option<usize>) -> Option<Reason> {
    let required: BTreeSet<&str> = parts.iter().flat_map(|part| required(part)).collect();
    if let Some(most) = most.filter(|most| required.len() > *most) {
        let message = format!("{} properties are required, and `maxProperties` allows {most}", required.len());
        return Some(Reason { message, help: "correct `required` or `maxProperties`" });
    }
    required.into_iter().find_map(|name| {
        if parts.iter().any(|part| rules_out(part, name)) {
            let message =
                format!("`{name}` is required, and a schema that allows no further properties does not declare it");
            return Some(Reason {
                message,
                help: "declare the property, or leave out `additionalProperties: false` or the name in `required`",
            });
        }
        let message = format!("no value satisfies the required property `{name}`");
        let reason = Reason { message, help: "correct the schema of the property, or don't require it" };
        (!is_possible(possible, parts, name)).then_some(reason)
    })
}

/// Counts the properties that there may be, where a part allows only those that it declares.
fn of_allowed(possible: &Possible<'_>, parts: &[&Schema], least: usize) -> Option<Reason> {
    let closed = parts.iter().find(|part| is_closed(part)).filter(|_| least > 0)?;
    let names: BTreeSet<&str> = closed.properties.iter().map(|property| property.name.as_str()).collect();
    let allowed = names
        .into_iter()
        .filter(|name| !parts.iter().any(|part| rules_out(part, name)) && is_possible(possible, parts, name));
    let count = allowed.count();
    let message = format!("`minProperties` {least} asks for more properties than the {count} that may be there");
    (count < least).then_some(Reason { message, help: "correct `minProperties`, or allow further properties" })
}

/// Returns whether a property may have a value, by what all parts say of it.
fn is_possible(possible: &Possible<'_>, parts: &[&Schema], name: &str) -> bool {
    let schemas: Vec<&SchemaRef> = parts.iter().filter_map(|part| schema_of(part, name)).collect();
    possible.of_all(&schemas) != NONE
}

fn schema_of<'s>(part: &'s Schema, name: &str) -> Option<&'s SchemaRef> {
    let declared = part.properties.iter().find(|property| property.name == name).map(|property| &property.schema);
    declared.or_else(|| part.additional_properties.as_ref().filter(|_| !has_patterns(part)))
}

/// Returns the properties that both requests and responses must have.
fn required(part: &Schema) -> impl Iterator<Item = &str> {
    let declared = part.properties.iter().filter(|property| property.required && property.access == Access::Both);
    declared.map(|property| property.name.as_str()).chain(part.required.iter().map(String::as_str))
}

/// Returns whether a schema allows no property of a name.
pub(super) fn rules_out(part: &Schema, name: &str) -> bool {
    is_closed(part) && !part.properties.iter().any(|property| property.name == name)
}

/// Returns whether a schema allows only the properties that it declares.
fn is_closed(part: &Schema) -> bool {
    let is_nothing = |schema: &SchemaRef| matches!(schema, SchemaRef::Inline(schema) if is_never(schema));
    (part.additional_properties_false || part.additional_properties.as_ref().is_some_and(is_nothing))
        && !has_patterns(part)
}

fn has_patterns(part: &Schema) -> bool {
    part.keywords_2020.as_ref().is_some_and(|keywords| !keywords.pattern_properties.is_empty())
}
