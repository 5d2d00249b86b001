//! Components with a discriminator that other components extend by `allOf`, without a `oneOf`: `Cat` extends `Animal`,
//! whose property `type` tells which one it is.
//!
//! This is how class hierarchies of Java and C# are described. A request or response that refers to the parent means
//! one of its subtypes: the parent becomes `anyOf` these, and [`super::discriminator_inheritance`] splits its base.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::discriminator_inheritance::{self, SCHEMAS, each_part, free_name, target};
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
    let children = children(schemas);
    let named = named(tree);
    let parents = parents.into_iter().filter(|name| named.contains(*name));
    let families: Vec<(String, Vec<String>)> =
        parents.map(|name| (name.clone(), descendants(schemas, &children, name))).collect();
    let families: Vec<_> = families.into_iter().filter(|(_, children)| !children.is_empty()).collect();
    let schemas = tree.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    let Some(schemas) = schemas else { return Vec::new() };
    for (name, children) in &families {
        add_any_of_to(schemas, name, children, diagnostics);
    }
    families.into_iter().map(|(name, _)| name).collect()
}

/// Returns, for each component, the components that extend it by `allOf`.
fn children(schemas: &Map<String, Value>) -> HashMap<&str, Vec<&str>> {
    let mut found: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, schema) in schemas {
        each_part(schema, &mut |keyword, part| {
            if keyword == "allOf"
                && let Some(target) = target(part)
            {
                found.entry(target).or_default().push(name);
            }
        });
    }
    found
}

/// Returns the components that extend `parent` by `allOf`, directly or indirectly, in the order of the document.
fn descendants(schemas: &Map<String, Value>, children: &HashMap<&str, Vec<&str>>, parent: &str) -> Vec<String> {
    let mut found: HashSet<&str> = HashSet::new();
    let mut open = vec![parent];
    while let Some(name) = open.pop() {
        let extending = children.get(name).into_iter().flatten();
        open.extend(extending.filter(|child| **child != parent && found.insert(child)));
    }
    schemas.keys().filter(|name| found.contains(name.as_str())).cloned().collect()
}

/// Returns the components that are referenced otherwise than in the `allOf` of a subtype.
fn named(tree: &Value) -> HashSet<String> {
    let mut found = HashSet::new();
    for (_, member) in tree.as_object().into_iter().flatten().filter(|(key, _)| *key != "components") {
        collect_named(member, &mut found);
    }
    for (key, components) in tree.get("components").and_then(Value::as_object).into_iter().flatten() {
        for component in components.as_object().into_iter().flatten().map(|(_, component)| component) {
            if key == "schemas" {
                collect_named_outside_all_of(component, &mut found)
            } else {
                collect_named(component, &mut found)
            }
        }
    }
    found
}

/// Collects the components that a schema refers to, except by its own `allOf`.
fn collect_named_outside_all_of(schema: &Value, found: &mut HashSet<String>) {
    for (keyword, member) in schema.as_object().into_iter().flatten() {
        match member {
            Value::Array(parts) if keyword == "allOf" => {
                parts.iter().for_each(|part| collect_named_outside_all_of(part, found))
            }
            _ => collect_named(member, found),
        }
    }
}

fn collect_named(node: &Value, found: &mut HashSet<String>) {
    found.extend(target(node).map(str::to_owned));
    match node {
        Value::Object(members) => members.values().for_each(|member| collect_named(member, found)),
        Value::Array(items) => items.iter().for_each(|item| collect_named(item, found)),
        _ => {}
    }
}

fn add_any_of_to(schemas: &mut Map<String, Value>, parent: &str, children: &[String], diagnostics: &mut Diagnostics) {
    let base = free_name(schemas, parent);
    let Some(Value::Object(schema)) = schemas.get_mut(parent) else { return };
    let has_own_keywords = discriminator_inheritance::has_own_keywords(schema);
    if !has_own_keywords && children.len() == 1 {
        return;
    }
    let is_abstract = schema.get("x-abstract") == Some(&Value::Bool(true));
    let reference = |name: &str| format!("{SCHEMAS}{name}");
    let Some(discriminator) = schema.get_mut("discriminator").and_then(Value::as_object_mut) else { return };
    let mapping = discriminator.entry("mapping").or_insert_with(|| json!({}));
    let Some(mapping) = mapping.as_object_mut() else { return };
    // A parent that the mapping lists, or that has no mapping, is a variant itself; so is one with a single subtype.
    let is_itself = mapping.values().any(|target| *target == reference(parent));
    let has_itself = has_own_keywords && (is_itself || (mapping.is_empty() && !is_abstract) || children.len() == 1);
    if has_itself {
        mapping
            .values_mut()
            .filter(|target| **target == reference(parent))
            .for_each(|target| *target = reference(&base).into());
    }
    if has_itself && !is_itself {
        mapping.insert(parent.to_owned(), reference(&base).into());
    }
    let mut members: Vec<Value> = children.iter().map(|name| json!({ "$ref": reference(name) })).collect();
    if has_itself {
        members.push(json!({ "$ref": reference(&base) }));
    }
    schema.insert("anyOf".to_owned(), Value::Array(members));
    diagnostics.note(
        "parent-of-its-members",
        pointer_of(schema),
        format!(
            "`{parent}` has a discriminator, and is read as `anyOf` the schemas that extend it by `allOf`: `{}`",
            children.join("`, `")
        ),
        "no action needed, if this is intended",
    );
}
