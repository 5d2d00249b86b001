//! The schemas of a document, each by itself.

use std::error::Error;
use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::load::{load, pointer};
use serde_json::{Map, Value};

use super::flat::{Flat, keep_reached};

/// The name of the schema that is asked about.
const NAME: &str = "Asked";

/// A schema of a document, and the components that it reaches.
pub struct Asked {
    /// Its JSON pointer.
    pub pointer: String,
    /// A document with that schema alone.
    pub flat: Flat,
}

/// Returns every component, and every inline schema of a property, an item, a body or a parameter.
///
/// # Errors
///
/// If the document can't be read.
pub fn schemas(path: &Path) -> Result<Vec<Asked>, Box<dyn Error>> {
    let mut diagnostics = Diagnostics::default();
    let document = load(path, &mut diagnostics).ok_or_else(|| format!("{diagnostics:?}"))?.tree;
    let components = document.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    let version = document["openapi"].as_str().unwrap_or("3.0.3");
    let mut found = Vec::new();
    for (name, schema) in &components {
        collect_schema(schema, &pointer::join("/components/schemas", name), &mut found);
    }
    collect(&document["paths"], "/paths", &mut found);
    let asked = found.into_iter().map(|(pointer, schema)| Asked { pointer, flat: alone(version, schema, &components) });
    Ok(asked.collect())
}

fn alone(version: &str, schema: &Value, components: &Map<String, Value>) -> Flat {
    let mut schemas = components.clone();
    keep_reached(&mut schemas, std::slice::from_ref(schema));
    schemas.insert(NAME.to_owned(), schema.clone());
    schemas.values_mut().for_each(decide_by_discriminator);
    Flat { name: NAME.to_owned(), version: version.to_owned(), schemas, asked: vec![NAME.to_owned()] }
}

/// Where there is a discriminator, it selects the schema of `oneOf` that applies: a value may satisfy others as well.
fn decide_by_discriminator(schema: &mut Value) {
    match schema {
        Value::Object(keywords) => {
            if keywords.contains_key("discriminator")
                && let Some(members) = keywords.remove("oneOf")
            {
                keywords.insert("anyOf".to_owned(), members);
            }
            keywords.values_mut().for_each(decide_by_discriminator);
        }
        Value::Array(items) => items.iter_mut().for_each(decide_by_discriminator),
        _ => {}
    }
}

/// Collects the schemas of bodies and parameters.
fn collect<'a>(node: &'a Value, at: &str, found: &mut Vec<(String, &'a Value)>) {
    match node {
        Value::Object(members) => {
            for (name, member) in members {
                let at = pointer::join(at, name);
                match name.as_str() {
                    "schema" => collect_schema(member, &at, found),
                    "example" | "examples" => {}
                    _ => collect(member, &at, found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Collects a schema, and those of what it holds.
fn collect_schema<'a>(schema: &'a Value, at: &str, found: &mut Vec<(String, &'a Value)>) {
    let Some(keywords) = schema.as_object().filter(|_| schema.get("$ref").is_none()) else { return };
    found.push((at.to_owned(), schema));
    for (name, member) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
        collect_schema(member, &pointer::join(&format!("{at}/properties"), name), found);
    }
    for keyword in ["items", "additionalProperties"] {
        keywords.get(keyword).into_iter().for_each(|inner| collect_schema(inner, &format!("{at}/{keyword}"), found));
    }
}
