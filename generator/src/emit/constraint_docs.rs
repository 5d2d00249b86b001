//! Documentation of types, fields and parameters: descriptions, constraints and defaults.

use serde_json::Value;

use super::context::Context;
use super::markdown;
use crate::model::api::Parameter;
use crate::model::schema::{Access, Bound, Schema, SchemaRef};
use crate::model::schema_path::{PathSegment, SchemaPath, SchemaRoot};
use crate::model::types::{Docs, Field, Type};

/// Returns the documentation of a type: its description, or else where it is used.
pub(super) fn type_docs(context: &Context<'_>, definition: &Type) -> Vec<String> {
    let described = described(&definition.docs);
    if !described.is_empty() {
        return described;
    }
    match definition.paths.first() {
        Some(path) => purpose(context, path, &definition.paths).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Returns a sentence on where a type is used, unless its name says as much.
fn purpose(context: &Context<'_>, path: &SchemaPath, paths: &[SchemaPath]) -> Option<String> {
    match path.segments.last() {
        Some(PathSegment::Property(_)) => None,
        Some(PathSegment::Item | PathSegment::AdditionalProperty)
            if path.segments.iter().any(|step| matches!(step, PathSegment::Property(_))) =>
        {
            None
        }
        Some(PathSegment::Item) => Some(format!("Item of the {}", root(context, path, paths))),
        Some(PathSegment::AdditionalProperty) => {
            Some(format!("Additional property of the {}", root(context, path, paths)))
        }
        Some(PathSegment::Variant(label)) => {
            Some(format!("Variant {} of the {}", markdown::code(label), root(context, path, paths)))
        }
        None if matches!(path.root, SchemaRoot::Component(_)) => None,
        None => {
            let root = root(context, path, paths);
            let mut letters = root.chars();
            Some(letters.next()?.to_uppercase().chain(letters).collect())
        }
    }
}

fn root(context: &Context<'_>, path: &SchemaPath, paths: &[SchemaPath]) -> String {
    match &path.root {
        SchemaRoot::Component(name) => format!("component {}.", markdown::code(name)),
        SchemaRoot::Request(operation) => format!("request body of {}.", link(context, operation)),
        SchemaRoot::Response { operation, is_success: true, .. } => {
            let others = paths.iter().filter(|other| other.operation() != Some(operation)).count();
            match others {
                0 => format!("response of {}.", link(context, operation)),
                1 => format!("response of {} and 1 other operation.", link(context, operation)),
                others => format!("response of {} and {others} other operations.", link(context, operation)),
            }
        }
        SchemaRoot::Response { status, .. } => format!("body of a {} response.", markdown::code(status)),
        SchemaRoot::Parameter { name, .. } => format!("parameter {}.", markdown::code(name)),
        SchemaRoot::Header { name, .. } => format!("response header {}.", markdown::code(name)),
    }
}

/// Returns a link to the method of an operation.
fn link(context: &Context<'_>, operation: &str) -> String {
    let operations = context.api.operations.iter().zip(&context.names.operations);
    let found = operations.into_iter().find(|(known, _)| known.id == operation);
    found.map_or_else(
        || markdown::code(operation),
        |(_, names)| format!("[`Client::{0}`](crate::Client::{0})", names.method),
    )
}

/// Returns the documentation of a field: its description, its constraints, and its default.
pub(super) fn field_docs(definition: &Type, field: &Field, docs: &Docs) -> Vec<String> {
    let property = definition.schema.properties.iter().find(|property| property.name == field.name);
    let mut sentences = match property.map(|property| &property.schema) {
        Some(SchemaRef::Inline(schema)) => sentences(schema),
        _ => Vec::new(),
    };
    match field.access {
        Access::Both => {}
        Access::ReadOnly => sentences.push("Read-only.".to_owned()),
        Access::WriteOnly => sentences.push("Write-only.".to_owned()),
    }
    sentences.extend(default(field.default.as_ref()));
    with_sentences(described(docs), &sentences.join(" "))
}

/// Returns the documentation of a parameter: its description, its constraints, and its default.
pub(super) fn parameter_docs(parameter: &Parameter) -> Vec<String> {
    with_sentences(
        markdown::lines(parameter.description.as_deref().unwrap_or_default()),
        &parameter_sentences(parameter),
    )
}

/// Returns sentences on a parameter's constraints and its default.
pub(super) fn parameter_sentences(parameter: &Parameter) -> String {
    let mut sentences = match &parameter.schema {
        SchemaRef::Inline(schema) => sentences(schema),
        SchemaRef::Type(_) => Vec::new(),
    };
    sentences.extend(default(parameter.default.as_ref()));
    sentences.join(" ")
}

fn default(value: Option<&Value>) -> Option<String> {
    let value = value.filter(|value| !value.is_null())?;
    Some(format!("Default: {}.", markdown::code(&value.to_string())))
}

/// Appends sentences to a description, on its line if there is room.
fn with_sentences(mut lines: Vec<String>, sentences: &str) -> Vec<String> {
    match lines.as_mut_slice() {
        _ if sentences.is_empty() => {}
        [only] if only.len() + sentences.len() < 110 => {
            *only = format!("{} {sentences}", markdown::sentence(only).trim_end());
        }
        [] => lines.push(sentences.to_owned()),
        _ => lines.extend([String::new(), sentences.to_owned()]),
    }
    lines
}

/// Returns the documentation of an enum's variant.
pub(super) fn variant_docs(docs: &Docs) -> Vec<String> {
    described(docs)
}

/// Returns the documentation of an alias.
pub(super) fn alias_docs(target: &str) -> Vec<String> {
    vec![format!("Alias of [`{target}`].")]
}

fn described(docs: &Docs) -> Vec<String> {
    let text = docs.description.as_deref().or(docs.title.as_deref()).unwrap_or_default();
    markdown::lines(text)
}

fn sentences(schema: &Schema) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(range(schema.minimum.as_ref(), schema.maximum.as_ref()));
    if let Some(divisor) = &schema.multiple_of {
        sentences.push(format!("A multiple of {divisor}."));
    }
    sentences.extend(counts(schema.min_length, schema.max_length, "character", "characters"));
    if let Some(pattern) = &schema.pattern {
        sentences.push(format!("Matches {}.", markdown::code(&pattern.source)));
    }
    sentences.extend(counts(schema.min_items, schema.max_items, "item", "items"));
    if schema.unique_items {
        sentences.push("Items are unique.".to_owned());
    }
    sentences.extend(counts(schema.min_properties, schema.max_properties, "property", "properties"));
    sentences
}

fn range(minimum: Option<&Bound>, maximum: Option<&Bound>) -> Option<String> {
    match (minimum, maximum) {
        (Some(low), Some(high)) if !low.exclusive && !high.exclusive => {
            Some(format!("From {} to {}.", low.limit, high.limit))
        }
        (Some(low), Some(high)) => Some(format!("{}, {}.", at_least(low), at_most(high).to_lowercase())),
        (Some(low), None) => Some(format!("{}.", at_least(low))),
        (None, Some(high)) => Some(format!("{}.", at_most(high))),
        (None, None) => None,
    }
}

fn at_least(bound: &Bound) -> String {
    format!("{} {}", if bound.exclusive { "More than" } else { "At least" }, bound.limit)
}

fn at_most(bound: &Bound) -> String {
    format!("{} {}", if bound.exclusive { "Less than" } else { "At most" }, bound.limit)
}

fn counts(minimum: Option<usize>, maximum: Option<usize>, one: &str, many: &str) -> Option<String> {
    let noun = |count: usize| if count == 1 { one } else { many };
    match (minimum.filter(|count| *count > 0), maximum) {
        (Some(low), Some(high)) if low == high => Some(format!("Exactly {low} {}.", noun(low))),
        (Some(low), Some(high)) => Some(format!("From {low} to {high} {}.", noun(high))),
        (Some(low), None) => Some(format!("At least {low} {}.", noun(low))),
        (None, Some(high)) => Some(format!("At most {high} {}.", noun(high))),
        (None, None) => None,
    }
}
