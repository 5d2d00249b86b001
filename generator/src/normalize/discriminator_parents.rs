//! Components with a discriminator that other components extend by `allOf`, without a `oneOf`: `Cat` extends `Animal`,
//! whose property `type` tells which one it is.
//!
//! This is how class hierarchies of Java and C# are described. A request or response that refers to the parent means
//! one of its subtypes: the parent becomes `anyOf` these, and [`super::discriminator_inheritance`] splits its base.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::discriminator_inheritance::{self, SCHEMAS, each_subschema, free_name, target};
use super::schema::pointer::pointer_of;
use crate::diagnostic::Diagnostics;

/// Adds `anyOf` to each such parent, and returns their names.
pub(super) fn add_any_of(tree: &mut Value, diagnostics: &mut Diagnostics) -> Vec<String> {
    let schemas = tree.pointer("/components/schemas").and_then(Value::as_object);
    let Some(schemas) = schemas else { return Vec::new() };
    let is_parent = |schema: &Value| {
        schema.get("discriminator").is_some_and(Value::is_object)
            && ["oneOf", "anyOf"].iter().all(|keyword| schema.get(keyword).is_none())
    };
    let parents: Vec<&String> = schemas.iter().filter(|(_, schema)| is_parent(schema)).map(|(name, _)| name).collect();
    if parents.is_empty() {
        return Vec::new();
    }
    let subtypes = subtypes(schemas);
    let referenced = referenced(tree);
    let parents = parents.into_iter().filter(|name| referenced.contains(*name));
    let hierarchies: Vec<(String, Vec<String>)> =
        parents.map(|name| (name.clone(), descendants(schemas, &subtypes, name))).collect();
    let hierarchies: Vec<_> = hierarchies.into_iter().filter(|(_, subtypes)| !subtypes.is_empty()).collect();
    let schemas = tree.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    let Some(schemas) = schemas else { return Vec::new() };
    for (name, subtypes) in &hierarchies {
        add_any_of_to(schemas, name, subtypes, diagnostics);
    }
    hierarchies.into_iter().map(|(name, _)| name).collect()
}

/// Returns, for each component, the components that extend it by `allOf`.
fn subtypes(schemas: &Map<String, Value>) -> HashMap<&str, Vec<&str>> {
    let mut found: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, schema) in schemas {
        each_subschema(schema, &mut |keyword, subschema| {
            if keyword == "allOf"
                && let Some(target) = target(subschema)
            {
                found.entry(target).or_default().push(name);
            }
        });
    }
    found
}

/// Returns the components that extend `parent` by `allOf`, directly or indirectly, in the order of the document.
fn descendants(schemas: &Map<String, Value>, subtypes: &HashMap<&str, Vec<&str>>, parent: &str) -> Vec<String> {
    let mut found: HashSet<&str> = HashSet::new();
    let mut pending = vec![parent];
    while let Some(name) = pending.pop() {
        let extending = subtypes.get(name).into_iter().flatten();
        pending.extend(extending.filter(|subtype| **subtype != parent && found.insert(subtype)));
    }
    schemas.keys().filter(|name| found.contains(name.as_str())).cloned().collect()
}

/// Returns the components that are referenced otherwise than in the `allOf` of a subtype.
fn referenced(tree: &Value) -> HashSet<String> {
    let mut found = HashSet::new();
    for (_, member) in tree.as_object().into_iter().flatten().filter(|(key, _)| *key != "components") {
        collect_references(member, &mut found);
    }
    for (key, components) in tree.get("components").and_then(Value::as_object).into_iter().flatten() {
        for component in components.as_object().into_iter().flatten().map(|(_, component)| component) {
            if key == "schemas" {
                collect_references_outside_all_of(component, &mut found);
            } else {
                collect_references(component, &mut found);
            }
        }
    }
    found
}

/// Collects the components that a schema refers to, except by its own `allOf`.
fn collect_references_outside_all_of(schema: &Value, found: &mut HashSet<String>) {
    for (keyword, member) in schema.as_object().into_iter().flatten() {
        match member {
            Value::Array(parts) if keyword == "allOf" => {
                for subschema in parts {
                    collect_references_outside_all_of(subschema, found);
                }
            }
            _ => collect_references(member, found),
        }
    }
}

fn collect_references(node: &Value, found: &mut HashSet<String>) {
    found.extend(target(node).map(str::to_owned));
    match node {
        Value::Object(members) => members.values().for_each(|member| collect_references(member, found)),
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        _ => {}
    }
}

fn add_any_of_to(schemas: &mut Map<String, Value>, parent: &str, subtypes: &[String], diagnostics: &mut Diagnostics) {
    let base = free_name(schemas, parent);
    let Some(Value::Object(schema)) = schemas.get_mut(parent) else { return };
    let has_own_keywords = discriminator_inheritance::has_own_keywords(schema);
    if !has_own_keywords && subtypes.len() == 1 {
        return;
    }
    let is_abstract = schema.get("x-abstract") == Some(&Value::Bool(true));
    let reference = |name: &str| format!("{SCHEMAS}{name}");
    let Some(discriminator) = schema.get_mut("discriminator").and_then(Value::as_object_mut) else { return };
    let mapping = discriminator.entry("mapping").or_insert_with(|| json!({}));
    let Some(mapping) = mapping.as_object_mut() else { return };
    // A parent that the mapping lists, or that has no mapping, is a variant itself; so is one with a single subtype.
    let is_itself = mapping.values().any(|target| *target == reference(parent));
    let has_itself = has_own_keywords && (is_itself || (mapping.is_empty() && !is_abstract) || subtypes.len() == 1);
    if has_itself {
        mapping
            .values_mut()
            .filter(|target| **target == reference(parent))
            .for_each(|target| *target = reference(&base).into());
    }
    if has_itself && !is_itself {
        mapping.insert(parent.to_owned(), reference(&base).into());
    }
    let mut variants: Vec<Value> = subtypes.iter().map(|name| json!({ "$ref": reference(name) })).collect();
    if has_itself {
        variants.push(json!({ "$ref": reference(&base) }));
    }
    schema.insert("anyOf".to_owned(), Value::Array(variants));
    diagnostics.note(
        "inherited-discriminator",
        pointer_of(schema),
        format!(
            "`{parent}` has a discriminator, and is read as `anyOf` the schemas that extend it by `allOf`: `{}`",
            subtypes.join("`, `")
        ),
        "no action needed, if this is intended",
    );
}
